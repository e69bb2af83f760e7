//! The options of each kind of connection, in one place.

use super::{Access, DatabaseError, Settings};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{path::Path, time::Duration};

/// Neither statements nor values may reach a log or a trace: they hold personal data.
fn quiet(url: &str, settings: &Settings) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .acquire_timeout(settings.acquire_timeout);
    options
}

async fn connect(options: ConnectOptions) -> Result<DatabaseConnection, DatabaseError> {
    Database::connect(options)
        .await
        .map_err(DatabaseError::Unreachable)
}

fn sqlite(
    path: &Path,
    settings: &Settings,
    configure: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions + Send + Sync + 'static,
) -> ConnectOptions {
    // The path is set as a path, so that `?`, `#` and `%` in it mean nothing.
    let mut options = quiet("sqlite:file", settings);
    let path = path.to_owned();
    let busy_timeout = settings.busy_timeout;
    options
        .test_before_acquire(false)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .map_sqlx_sqlite_opts(move |sqlx| {
            configure(
                sqlx.filename(&path)
                    .foreign_keys(true)
                    .busy_timeout(busy_timeout)
                    .pragma("secure_delete", "ON")
                    .pragma("trusted_schema", "OFF"),
            )
        });
    options
}

/// The one connection that writes; makes the file when it is not there.
pub(super) async fn sqlite_writer(
    path: &Path,
    settings: &Settings,
) -> Result<DatabaseConnection, DatabaseError> {
    let mut options = sqlite(path, settings, |sqlx| {
        sqlx.create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("journal_size_limit", "67108864")
    });
    options.max_connections(1).min_connections(1);
    connect(options).await
}

/// The connections that read.
pub(super) async fn sqlite_readers(
    path: &Path,
    settings: &Settings,
) -> Result<DatabaseConnection, DatabaseError> {
    let mut options = sqlite(path, settings, |sqlx| {
        sqlx.create_if_missing(false).read_only(true)
    });
    options.max_connections(settings.readers.max(1));
    connect(options).await
}

/// The pool of a PostgreSQL server.
pub(super) async fn postgres(
    url: &str,
    access: Access,
    settings: &Settings,
    connections: u32,
) -> Result<DatabaseConnection, DatabaseError> {
    let mut given = vec![
        (
            "statement_timeout",
            settings.statement_timeout.as_millis().to_string(),
        ),
        (
            "idle_in_transaction_session_timeout",
            settings.idle_in_transaction_timeout.as_millis().to_string(),
        ),
    ];
    if access == Access::Read {
        given.push(("default_transaction_read_only", "on".to_owned()));
    }
    if let Some(schema) = &settings.postgres_schema {
        let plain = schema.len() <= 63
            && schema.starts_with(|c: char| c.is_ascii_lowercase())
            && schema
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !plain {
            return Err(DatabaseError::BadSchemaName(schema.clone()));
        }
        given.push(("search_path", schema.clone()));
    }
    let mut options = quiet(url, settings);
    options
        .max_connections(connections.max(1))
        // A connection that was used a moment ago is taken as alive: one round trip less per command.
        .test_before_acquire_if_idle_for(Duration::from_secs(10))
        .map_sqlx_postgres_opts(move |sqlx| {
            sqlx.application_name("kigen")
                .options(given.iter().map(|(key, value)| (*key, value.as_str())))
        });
    connect(options).await
}
