//! That the machine's clock is not believed: one row while it is so, for every replica to see.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &["CREATE TABLE clock_suspicion (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        suspicion TEXT NOT NULL CHECK (suspicion IN ('ahead', 'away', 'back')),
        since_us BIGINT NOT NULL
    )"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}
