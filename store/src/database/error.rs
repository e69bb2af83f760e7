//! What can be wrong with a database, each with a stable code and what to do next.

use std::path::PathBuf;

/// A database could not be opened, migrated, read or written.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The address cannot be understood.
    #[error(
        "the database address is not valid: {0}; write `sqlite:PATH` or `postgres://USER@HOST/NAME`"
    )]
    BadUrl(&'static str),
    /// The PostgreSQL schema's name is not a plain lower-case identifier.
    #[error(
        "`{0}` is not a usable PostgreSQL schema name; use a-z, 0-9 and _, at most 63, beginning with a letter"
    )]
    BadSchemaName(String),
    /// There is no such file.
    #[error("there is no database at {}; `kigen init` makes one", .0.display())]
    Missing(PathBuf),
    /// Another process holds the SQLite file for writing.
    #[error("{} is in use by another process{}; stop it first, use a command that only reads, or move to PostgreSQL to run several", .path.display(), .pid.map(|p| format!(" (process {p})")).unwrap_or_default())]
    LockedByOtherProcess {
        /// The database file.
        path: PathBuf,
        /// The other process, where it left its number.
        pid: Option<u32>,
    },
    /// The lock file cannot be made.
    #[error("cannot make the lock file {}: {source}", .path.display())]
    LockFile {
        /// The lock file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A newer program has changed the tables.
    #[error("the database was made by a newer version of Kigen (unknown: {}); use that version, or restore the backup made before the upgrade", .0.join(", "))]
    NewerSchema(Vec<String>),
    /// The tables are those of an older program.
    #[error("the database has the tables of an older version (pending: {}); run `kigen migrate`", .0.join(", "))]
    OlderSchema(Vec<String>),
    /// A write was asked of a database opened for reading.
    #[error("the database is open for reading only")]
    ReadOnly,
    /// The document store cannot be used.
    #[error("the document store cannot be used: {0}")]
    Documents(#[from] crate::blobs::BlobError),
    /// No connection could be made.
    #[error("the database does not answer: {0}")]
    Unreachable(#[source] sea_orm::DbErr),
    /// A statement failed.
    #[error("the database refused: {0}")]
    Failed(#[from] sea_orm::DbErr),
}

impl DatabaseError {
    /// The stable code under which programs know this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadUrl(_) => "database.bad_url",
            Self::BadSchemaName(_) => "database.bad_schema_name",
            Self::Missing(_) => "database.missing",
            Self::LockedByOtherProcess { .. } => "database.locked_by_other_process",
            Self::LockFile { .. } => "database.lock_file",
            Self::NewerSchema(_) => "database.newer_schema",
            Self::OlderSchema(_) => "database.older_schema",
            Self::ReadOnly => "database.read_only",
            Self::Documents(_) => "documents.unusable",
            Self::Unreachable(_) => "database.unreachable",
            Self::Failed(_) => "database.failed",
        }
    }
}
