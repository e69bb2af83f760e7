//! Calendar feeds: one secret address a person, stored as a digest. Operational.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE feed (
        token_sha256 TEXT NOT NULL PRIMARY KEY,
        account_id TEXT NOT NULL UNIQUE REFERENCES account (id),
        created_at_us BIGINT NOT NULL
    )",
    // The load by day and the month's calendar ask for open deadlines by their last day.
    "CREATE INDEX deadline_open_day ON deadline (due_date, paused) WHERE closed_at_us IS NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
