//! The documents of cases by their storage names: what the folder of documents may hold. Evidential.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &["CREATE TABLE attachment (
        blob TEXT NOT NULL PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES case_file (id),
        ordinal INTEGER NOT NULL,
        class TEXT NOT NULL,
        destroyed BOOLEAN NOT NULL,
        UNIQUE (case_id, ordinal)
    )"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
