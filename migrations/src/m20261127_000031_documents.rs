//! The table of documents keeps every text that a record names by digest, not only rules and
//! calendars: published lists of target businesses as well (A09).

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A constraint of a table cannot be dropped there, so the table is made anew.
const SQLITE: &[&str] = &[
    "CREATE TABLE document_new (
        sha256 TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        body TEXT NOT NULL
    )",
    "INSERT INTO document_new (sha256, kind, body) SELECT sha256, kind, body FROM document",
    "DROP TABLE document",
    "ALTER TABLE document_new RENAME TO document",
];

const POSTGRES: &[&str] = &["ALTER TABLE document DROP CONSTRAINT document_kind_check"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            _ => POSTGRES,
        };
        for sql in statements {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
