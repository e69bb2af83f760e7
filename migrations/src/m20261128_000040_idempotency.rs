//! Keys under which programs send a request once: the request's digest and its answer. Operational.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    // Without a status the request is still being carried out.
    "CREATE TABLE idempotency (
        key_sha256 TEXT NOT NULL PRIMARY KEY,
        request_sha256 TEXT NOT NULL,
        claim TEXT NOT NULL,
        claimed_at_us BIGINT NOT NULL,
        status INTEGER,
        headers TEXT,
        body BYTES_TYPE
    )",
    "CREATE INDEX idempotency_age ON idempotency (claimed_at_us)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bytes = match manager.get_database_backend() {
            DbBackend::Postgres => "BYTEA",
            _ => "BLOB",
        };
        let statements: Vec<String> = STATEMENTS
            .iter()
            .map(|s| s.replace("BYTES_TYPE", bytes))
            .collect();
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        super::run(manager, &statements).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
