//! The office: the one door for every change.
//!
//! [`Office::perform`] begins a transaction, locks the ledger's head, loads the state the command
//! names, asks `domain` whether the actor may and what follows, appends the events, writes the rows
//! that these events make, and commits. Nothing else in the program changes evidential tables; the
//! escalation sweep ([`Office::escalate`]) is its batch form on the same functions.

mod asking;
mod attach;
mod check;
mod clocks;
mod command;
mod config;
mod document;
mod error;
mod escalate;
mod folio;
mod measure;
mod meeting;
mod noted;
mod operate;
mod perform;
mod purge;
mod redate;
mod reindex;
mod rows;
mod sweep;
mod targets;
mod write;

pub use attach::{Listed, OpenedDocument, Upload};
pub use check::{CheckFault, Checked};
pub(crate) use clocks::{is_no_case, object_of};
pub use command::{Command, DocumentAct, Done};
pub use config::InForce;
pub use error::OfficeError;
pub use escalate::Swept;
pub(crate) use measure::{load_measure, load_measures, open_cases_of};
pub(crate) use meeting::{load_meeting, load_meetings};
pub use purge::KeptImage;
pub use redate::{MovedDeadline, Preview};
pub use reindex::Indexed;
pub(crate) use rows::{
    load_account, load_accounts, load_case, load_complaint, load_folio, load_folios,
    load_folios_of, load_incident, load_member, load_numbered,
};
pub use targets::ListState;

use crate::{
    auth::HashedPassword,
    blobs::{Blobs, DocumentPlace},
    database::{Access, Database, DatabaseError, DatabaseUrl, Settings},
    keys::KeyStore,
    ledger::Ledger,
    reads::AccessLog,
    secrets::Secrets,
    source::{Chance, Clock},
};
use domain::time::Timestamp;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Pictures drawn again at the same time.
const PICTURES_AT_ONCE: usize = 2;

/// Where an organisation's data lies.
#[derive(Clone, Debug)]
pub struct Place {
    /// The organisation's database.
    pub database: DatabaseUrl,
    /// The key store; on PostgreSQL a schema of its own when the address is the same.
    pub keys: DatabaseUrl,
    /// The access log; on PostgreSQL a schema of its own when the address is the same.
    pub reads: DatabaseUrl,
    /// The documents of cases.
    pub documents: DocumentPlace,
}

impl Place {
    /// Three SQLite files in a folder.
    #[must_use]
    pub fn folder(folder: &std::path::Path) -> Self {
        let file = |name: &str| DatabaseUrl::Sqlite(folder.join(name));
        Self {
            database: file("kigen.db"),
            keys: file("keys.db"),
            reads: file("reads.db"),
            documents: DocumentPlace::folder(folder.join("documents")),
        }
    }

    /// One PostgreSQL database with three schemas, and documents in a folder.
    #[must_use]
    pub fn server(url: DatabaseUrl, folder: &std::path::Path) -> Self {
        Self {
            database: url.clone(),
            keys: url.clone(),
            reads: url,
            documents: DocumentPlace::folder(folder.join("documents")),
        }
    }

    fn settings(&self) -> [(DatabaseUrl, Settings); 3] {
        use migrations::Set;
        let schema = |url: &DatabaseUrl, name: &str| {
            matches!(url, DatabaseUrl::Postgres(_)).then(|| name.to_owned())
        };
        let part = |url: &DatabaseUrl, set: Set, name: &str, connections: u32| {
            let settings = Settings {
                set,
                postgres_schema: schema(url, name),
                connections,
                readers: connections.min(4),
                ..Settings::default()
            };
            (url.clone(), settings)
        };
        [
            part(&self.database, Set::Office, "kigen", 12),
            part(&self.keys, Set::Keys, "kigen_keys", 4),
            part(&self.reads, Set::Reads, "kigen_reads", 4),
        ]
    }
}

/// The office of one organisation.
#[derive(Clone, Debug)]
pub struct Office {
    pub(crate) database: Database,
    pub(crate) keys: KeyStore,
    pub(crate) reads: AccessLog,
    pub(crate) blobs: Blobs,
    pub(crate) drawing: Arc<Semaphore>,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Chance,
    pub(crate) log: String,
    pub(crate) documents: Arc<config::Documents>,
    pub(crate) nobody: Arc<std::sync::OnceLock<Arc<HashedPassword>>>,
}

impl Office {
    /// Brings the schema of all three databases up to date.
    ///
    /// # Errors
    /// `database.newer_schema` when a newer program has been at work, or the database failed.
    pub async fn migrate(place: &Place) -> Result<(), DatabaseError> {
        for (url, settings) in place.settings() {
            Database::migrate(&url, &settings).await?;
        }
        Ok(())
    }

    /// Opens the office. `log` names the ledger when this opens a new one.
    ///
    /// # Errors
    /// A database cannot be opened, is locked by another writing process, or has another schema.
    pub async fn open(
        place: &Place,
        access: Access,
        secrets: Secrets,
        clock: Arc<dyn Clock>,
        chance: Chance,
        log: &str,
    ) -> Result<Self, DatabaseError> {
        let secrets = Arc::new(secrets);
        let [office, keys, reads] = place.settings();
        let database = Database::open_with(&office.0, access, &office.1).await?;
        let keys = Database::open_with(&keys.0, access, &keys.1).await?;
        let reads = Database::open_with(&reads.0, access, &reads.1).await?;
        let opened = Self {
            database,
            blobs: Blobs::open(&place.documents)?,
            drawing: Arc::new(Semaphore::new(PICTURES_AT_ONCE)),
            keys: KeyStore::new(keys, secrets.clone()),
            reads: AccessLog::new(reads),
            secrets,
            clock,
            chance,
            log: log.to_owned(),
            documents: Arc::default(),
            nobody: Arc::default(),
        };
        if access == Access::Write {
            // A start is not delayed by the index: only what has to be gone through is written down.
            opened.begin_index().await?;
        }
        // What a crash left of documents goes now; a document store that is away stops nobody.
        if access == Access::Write
            && let Err(error) = opened.sweep_documents().await
        {
            tracing::warn!(
                code = error.code(),
                "forgotten documents stay until the next start"
            );
        }
        Ok(opened)
    }

    /// The present instant of the organisation's business.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The organisation's database, for the job ledger.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// The ledger, for reading.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        Ledger::new(self.database.clone())
    }

    /// The access log.
    #[must_use]
    pub const fn reads(&self) -> &AccessLog {
        &self.reads
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// A connection does not close cleanly.
    pub async fn close(&self) -> Result<(), DatabaseError> {
        self.reads.close().await?;
        self.keys.close().await?;
        self.database.close().await
    }
}
