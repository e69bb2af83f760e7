//! One database: a SQLite file or a PostgreSQL server, opened, locked, migrated and written the same way.
//!
//! SQLite has one writer: one process, held by an OS lock beside the file, and in it one connection whose
//! transactions are all `BEGIN IMMEDIATE`, so a writer waits its turn instead of failing at the moment it
//! first writes. A few read-only connections stand beside it. PostgreSQL has one pool; several processes
//! may share the server. Everybody else in this crate asks only [`Database::read`] and
//! [`Database::write`]. No SQL text reaches a log or a trace.

mod connect;
mod error;
mod lock;
mod url;

pub use error::DatabaseError;
pub use url::{DatabaseUrl, Engine};

use lock::FileLock;
use migrations::{SchemaState, Set};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use std::{ops::Deref, sync::Arc, time::Duration};

/// What a process means to do with a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Look only: needs no lock, and every write is refused.
    Read,
    /// Read and write: on SQLite at most one process.
    Write,
}

/// How a database is opened; the defaults are right for one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which tables the database holds.
    pub set: Set,
    /// PostgreSQL schema that holds the tables; `None` leaves the server's `search_path`.
    pub postgres_schema: Option<String>,
    /// PostgreSQL connections in the pool.
    pub connections: u32,
    /// SQLite read connections beside the writer.
    pub readers: u32,
    /// How long a caller waits for a connection.
    pub acquire_timeout: Duration,
    /// PostgreSQL: the longest statement.
    pub statement_timeout: Duration,
    /// PostgreSQL: the longest silence inside a transaction.
    pub idle_in_transaction_timeout: Duration,
    /// SQLite: how long a statement waits for a lock of another connection.
    pub busy_timeout: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            set: Set::Office,
            postgres_schema: None,
            connections: 16,
            readers: 4,
            acquire_timeout: Duration::from_secs(30),
            statement_timeout: Duration::from_secs(30),
            idle_in_transaction_timeout: Duration::from_mins(1),
            busy_timeout: Duration::from_secs(5),
        }
    }
}

/// An open database. Clones share the connections.
#[derive(Clone, Debug)]
pub struct Database {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    access: Access,
    reader: DatabaseConnection,
    /// `None` when opened for reading. On PostgreSQL the same pool as `reader`.
    writer: Option<DatabaseConnection>,
    /// Released when the last clone is dropped.
    _lock: Option<FileLock>,
}

impl Database {
    /// Opens a migrated database with the default settings.
    ///
    /// # Errors
    /// See [`Database::open_with`].
    pub async fn open(url: &DatabaseUrl, access: Access) -> Result<Self, DatabaseError> {
        Self::open_with(url, access, &Settings::default()).await
    }

    /// Opens a migrated database.
    ///
    /// # Errors
    /// `database.missing` when there is no such file; `database.locked_by_other_process` when another
    /// process writes the same SQLite file; `database.newer_schema` and `database.older_schema` when the
    /// tables are not those of this program; `database.unreachable` when no connection can be made.
    pub async fn open_with(
        url: &DatabaseUrl,
        access: Access,
        settings: &Settings,
    ) -> Result<Self, DatabaseError> {
        let database = match url {
            DatabaseUrl::Sqlite(path) => {
                if !path.exists() {
                    return Err(DatabaseError::Missing(path.clone()));
                }
                let (lock, writer) = match access {
                    Access::Read => (None, None),
                    Access::Write => {
                        let lock = FileLock::take(path)?;
                        let writer = connect::sqlite_writer(path, settings).await?;
                        (Some(lock), Some(writer))
                    }
                };
                Inner {
                    engine: Engine::Sqlite,
                    access,
                    reader: connect::sqlite_readers(path, settings).await?,
                    writer,
                    _lock: lock,
                }
            }
            DatabaseUrl::Postgres(url) => {
                let pool = connect::postgres(url, access, settings, settings.connections).await?;
                Inner {
                    engine: Engine::Postgres,
                    access,
                    writer: (access == Access::Write).then(|| pool.clone()),
                    reader: pool,
                    _lock: None,
                }
            }
        };
        let database = Self {
            inner: Arc::new(database),
        };
        let state = settings.set.state(database.read()).await?;
        if !state.unknown.is_empty() {
            return Err(DatabaseError::NewerSchema(state.unknown));
        }
        if !state.pending.is_empty() {
            return Err(DatabaseError::OlderSchema(state.pending));
        }
        Ok(database)
    }

    /// Creates what is missing and brings the tables up to date, all or nothing. Returns the names of the
    /// migrations applied now.
    ///
    /// # Errors
    /// `database.locked_by_other_process` when a server runs on the same SQLite file,
    /// `database.newer_schema` when a newer program has been at work; nothing is changed then.
    pub async fn migrate(
        url: &DatabaseUrl,
        settings: &Settings,
    ) -> Result<Vec<String>, DatabaseError> {
        // One connection, closed again: a pool must never hold statements prepared for the old tables.
        let (connection, _lock) = match url {
            DatabaseUrl::Sqlite(path) => {
                let lock = FileLock::take(path)?;
                (connect::sqlite_writer(path, settings).await?, Some(lock))
            }
            DatabaseUrl::Postgres(url) => (
                connect::postgres(url, Access::Write, settings, 1).await?,
                None,
            ),
        };
        let tx = Tx::begin(&connection, url.engine()).await?;
        if tx.engine() == Engine::Postgres {
            // Two replicas may start at once; the lock goes with the transaction.
            tx.execute_unprepared("SELECT pg_advisory_xact_lock(7522031142)")
                .await?;
            if let Some(schema) = &settings.postgres_schema {
                tx.execute_unprepared(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\""))
                    .await?;
            }
        }
        let before = settings.set.state(&*tx).await?;
        if !before.unknown.is_empty() {
            return Err(DatabaseError::NewerSchema(before.unknown));
        }
        if before.pending.is_empty() {
            tx.rollback().await?;
        } else {
            settings.set.up(&tx).await?;
            tx.commit().await?;
        }
        connection.close().await?;
        Ok(before.pending)
    }

    /// How the tables at `url` stand against this program; changes nothing, takes no lock.
    ///
    /// # Errors
    /// `database.missing`, `database.unreachable`.
    pub async fn schema_state(
        url: &DatabaseUrl,
        settings: &Settings,
    ) -> Result<SchemaState, DatabaseError> {
        let connection = match url {
            DatabaseUrl::Sqlite(path) if !path.exists() => {
                return Err(DatabaseError::Missing(path.clone()));
            }
            DatabaseUrl::Sqlite(path) => connect::sqlite_readers(path, settings).await?,
            DatabaseUrl::Postgres(url) => connect::postgres(url, Access::Read, settings, 1).await?,
        };
        let state = settings.set.state(&connection).await?;
        connection.close().await?;
        Ok(state)
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// What it was opened for.
    #[must_use]
    pub fn access(&self) -> Access {
        self.inner.access
    }

    /// The connections for reading. On SQLite they cannot write.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    /// Begins a write transaction. On SQLite it waits until every earlier one is over, so nothing else
    /// may be awaited inside it.
    ///
    /// # Errors
    /// `database.read_only` when opened for reading; `database.failed` when no turn came in time.
    pub async fn write(&self) -> Result<Tx, DatabaseError> {
        let writer = self.inner.writer.as_ref().ok_or(DatabaseError::ReadOnly)?;
        Tx::begin(writer, self.inner.engine).await
    }

    /// On SQLite, moves what the journal holds into the file and empties the journal, so that what was
    /// deleted is not left in it. While somebody reads an older state it keeps what they read.
    pub(crate) async fn empty_journal(&self) -> Result<(), DatabaseError> {
        if let (Engine::Sqlite, Some(writer)) = (self.inner.engine, &self.inner.writer) {
            writer
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
        Ok(())
    }

    /// Closes the connections of every clone. Without it they close when the last clone is dropped, a
    /// little later than the drop.
    ///
    /// # Errors
    /// When a connection does not close cleanly.
    pub async fn close(&self) -> Result<(), DatabaseError> {
        self.inner.reader.close_by_ref().await?;
        if let Some(writer) = &self.inner.writer {
            writer.close_by_ref().await?;
        }
        Ok(())
    }
}

/// A write transaction. Dropped without [`Tx::commit`] it changes nothing.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    engine: Engine,
}

impl Tx {
    async fn begin(connection: &DatabaseConnection, engine: Engine) -> Result<Self, DatabaseError> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let inner = connection.begin_with_options(options).await?;
        Ok(Self { inner, engine })
    }

    /// Which engine this is: for the few statements whose text differs.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// A statement with its values, numbered `$1`, `$2` … on both engines.
    #[must_use]
    pub fn statement<I>(&self, sql: &str, values: I) -> Statement
    where
        I: IntoIterator<Item = sea_orm::Value>,
    {
        Statement::from_sql_and_values(self.inner.get_database_backend(), sql, values)
    }

    /// Makes the changes durable.
    ///
    /// # Errors
    /// When the database refuses; nothing has changed then.
    pub async fn commit(self) -> Result<(), DatabaseError> {
        Ok(self.inner.commit().await?)
    }

    /// Gives the changes up.
    ///
    /// # Errors
    /// When the connection is gone; nothing has changed then either.
    pub async fn rollback(self) -> Result<(), DatabaseError> {
        Ok(self.inner.rollback().await?)
    }
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}
