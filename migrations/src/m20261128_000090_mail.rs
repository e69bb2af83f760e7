//! Mail: what a transaction decided to tell (`outbox`) becomes mails to persons (`mail`), and each
//! attempt to send one is kept (`mail_attempt`). Operational tables.
//!
//! A row of the outbox names no person: whom it is told to follows from who plays which part when it
//! is taken. A mail names an account and never an address.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "DROP INDEX outbox_waiting",
    "ALTER TABLE outbox RENAME COLUMN sent_at_us TO taken_at_us",
    "ALTER TABLE outbox DROP COLUMN attempts",
    "ALTER TABLE outbox DROP COLUMN dead_at_us",
    "CREATE INDEX outbox_waiting ON outbox (created_at_us, id) WHERE taken_at_us IS NULL",
    // Without an account nobody was there to be told.
    "CREATE TABLE mail (
        id TEXT NOT NULL PRIMARY KEY,
        account_id TEXT,
        kind TEXT NOT NULL CHECK (kind IN ('escalation', 'digest')),
        day TEXT NOT NULL,
        notice TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'unaddressed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        next_at_us BIGINT NOT NULL,
        last_error TEXT,
        created_at_us BIGINT NOT NULL,
        sent_at_us BIGINT,
        CHECK ((state = 'sent') = (sent_at_us IS NOT NULL)),
        CHECK (account_id IS NOT NULL OR state = 'unaddressed')
    )",
    "CREATE INDEX mail_waiting ON mail (next_at_us, id) WHERE state = 'waiting'",
    "CREATE INDEX mail_recent ON mail (created_at_us, id)",
    "CREATE INDEX mail_failed ON mail (created_at_us, id) WHERE state IN ('dead', 'unaddressed')",
    // One digest a day for each person, whatever runs twice.
    "CREATE UNIQUE INDEX mail_digest ON mail (day, account_id) WHERE kind = 'digest'",
    "CREATE TABLE mail_attempt (
        mail_id TEXT NOT NULL REFERENCES mail (id),
        attempt INTEGER NOT NULL,
        began_at_us BIGINT NOT NULL,
        ended_at_us BIGINT,
        error TEXT,
        PRIMARY KEY (mail_id, attempt)
    )",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}
