//! The schema: one dated file per change, applied in the order of its name and never edited afterwards.
//!
//! A [`Set`] is what one database holds. Applying a set is all or nothing: the caller opens one
//! transaction, takes whatever lock keeps a second migrator out, and calls [`Set::up`]. This crate
//! depends on no other crate of the house, so a rule or a query can never leak into the schema.

mod m20261122_000001_jobs;
mod m20261122_000002_evidence;
mod m20261122_000003_keys;
mod m20261122_000004_reads;
mod m20261127_000005_feeds;
mod m20261127_000010_attachment;
mod m20261127_000030_members;
mod m20261127_000031_documents;
mod m20261127_000040_bars;
mod m20261128_000001_search;
mod m20261128_000020_registers;
mod m20261128_000030_groups;
mod m20261128_000040_idempotency;
mod m20261128_000050_deadlines;
mod m20261128_000060_measures;
mod m20261128_000090_mail;
mod m20261128_000100_clock;

use sea_orm_migration::{
    MigrationTrait, MigratorTraitSelf, SchemaManager, sea_orm,
    sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait},
    seaql_migrations,
};

/// Which tables a database holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Set {
    /// The organisation's database: ledger, projections, job ledger.
    #[default]
    Office,
    /// The key store, apart from the data whose keys it holds.
    Keys,
    /// The log of reads of personal data.
    Reads,
}

/// How a database stands against this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaState {
    /// Applied and known, oldest first.
    pub applied: Vec<String>,
    /// Known here, not applied there.
    pub pending: Vec<String>,
    /// Applied there, unknown here: a newer program has been at work.
    pub unknown: Vec<String>,
}

impl SchemaState {
    /// Nothing pending, nothing unknown.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.pending.is_empty() && self.unknown.is_empty()
    }
}

impl MigratorTraitSelf for Set {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        match self {
            Self::Office => vec![
                Box::new(m20261122_000001_jobs::Migration),
                Box::new(m20261122_000002_evidence::Migration),
                Box::new(m20261127_000005_feeds::Migration),
                Box::new(m20261127_000010_attachment::Migration),
                Box::new(m20261127_000030_members::Migration),
                Box::new(m20261127_000031_documents::Migration),
                Box::new(m20261127_000040_bars::Migration),
                Box::new(m20261128_000001_search::Migration),
                Box::new(m20261128_000020_registers::Migration),
                Box::new(m20261128_000030_groups::Migration),
                Box::new(m20261128_000040_idempotency::Migration),
                Box::new(m20261128_000050_deadlines::Migration),
                Box::new(m20261128_000060_measures::Migration),
                Box::new(m20261128_000090_mail::Migration),
                Box::new(m20261128_000100_clock::Migration),
            ],
            Self::Keys => vec![Box::new(m20261122_000003_keys::Migration)],
            Self::Reads => vec![Box::new(m20261122_000004_reads::Migration)],
        }
    }
}

impl Set {
    /// Compares what is applied in `db` with what this program knows; creates nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn state<C: ConnectionTrait>(self, db: &C) -> Result<SchemaState, DbErr> {
        let known: Vec<String> = MigratorTraitSelf::migrations(&self)
            .iter()
            .map(|m| m.name().to_owned())
            .collect();
        // Probed through the catalogue, so that a reader without the right to create tables can ask.
        if !has_table(db, "seaql_migrations").await? {
            return Ok(SchemaState {
                pending: known,
                ..SchemaState::default()
            });
        }
        let there: Vec<String> = seaql_migrations::Entity::find()
            .all(db)
            .await?
            .into_iter()
            .map(|m| m.version)
            .collect();
        let (applied, pending) = known.iter().cloned().partition(|k| there.contains(k));
        let unknown = there.into_iter().filter(|t| !known.contains(t)).collect();
        Ok(SchemaState {
            applied,
            pending,
            unknown,
        })
    }

    /// Applies what is pending inside the caller's transaction.
    ///
    /// # Errors
    /// When a statement fails; the caller then drops the transaction and nothing has changed.
    pub async fn up(self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        MigratorTraitSelf::up(&self, tx, None).await
    }
}

async fn has_table<C: ConnectionTrait>(db: &C, name: &str) -> Result<bool, DbErr> {
    let sql = match db.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1"
        }
        _ => {
            "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1"
        }
    };
    let statement = sea_orm::Statement::from_sql_and_values(
        db.get_database_backend(),
        sql,
        [sea_orm::Value::from(name)],
    );
    Ok(db.query_one_raw(statement).await?.is_some())
}

/// Runs the statements of one migration in order. SQL is written out where both engines read the same
/// text: partial and unique indexes and checks then stand in the file exactly as they will be.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for statement in statements {
        db.execute_unprepared(statement).await?;
    }
    Ok(())
}
