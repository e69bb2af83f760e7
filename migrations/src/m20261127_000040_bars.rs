//! Persons barred from a case by a conflict of interest: every list leaves it out for them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &["CREATE TABLE case_bar (
        account_id TEXT NOT NULL REFERENCES account (id),
        case_id TEXT NOT NULL REFERENCES case_file (id),
        PRIMARY KEY (account_id, case_id)
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
