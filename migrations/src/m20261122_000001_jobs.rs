//! The job ledger: definitions, runs, attempts, clock marks and the outbox.
//!
//! Instants are `BIGINT` microseconds since the epoch, UTC, named `_us`; durations are `_ms`. The two
//! partial unique and queue indexes are what makes overlap impossible and claiming cheap. Operational
//! tables: they never count as evidence and may change in place.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE job_def (
        name TEXT NOT NULL PRIMARY KEY,
        cron TEXT NOT NULL,
        tz TEXT NOT NULL,
        catchup TEXT NOT NULL CHECK (catchup IN ('all', 'latest', 'none')),
        catchup_window_ms BIGINT NOT NULL CHECK (catchup_window_ms > 0),
        overlap TEXT NOT NULL CHECK (overlap IN ('skip', 'queue')),
        max_attempts INTEGER NOT NULL CHECK (max_attempts > 0),
        lease_ms BIGINT NOT NULL CHECK (lease_ms > 0),
        irreversible BOOLEAN NOT NULL,
        enabled BOOLEAN NOT NULL,
        spec_version INTEGER NOT NULL,
        planned_through_us BIGINT NOT NULL,
        updated_by TEXT NOT NULL,
        updated_at_us BIGINT NOT NULL
    )",
    "CREATE TABLE job_run (
        id TEXT NOT NULL PRIMARY KEY,
        job_name TEXT NOT NULL REFERENCES job_def (name),
        scheduled_for_us BIGINT NOT NULL,
        spec_version INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'retry', 'succeeded', 'succeeded_with_errors', 'dead', 'skipped', 'cancelled')),
        attempt INTEGER NOT NULL DEFAULT 0,
        max_attempts INTEGER NOT NULL,
        fence BIGINT NOT NULL DEFAULT 0,
        run_after_us BIGINT NOT NULL,
        lease_until_us BIGINT,
        holder TEXT,
        cursor TEXT,
        done_count BIGINT NOT NULL DEFAULT 0,
        total_count BIGINT,
        last_error TEXT,
        reason TEXT,
        result_sha256 TEXT,
        created_at_us BIGINT NOT NULL,
        started_at_us BIGINT,
        finished_at_us BIGINT,
        UNIQUE (job_name, scheduled_for_us),
        CHECK ((state = 'running') = (lease_until_us IS NOT NULL AND holder IS NOT NULL))
    )",
    "CREATE INDEX job_run_queue ON job_run (run_after_us, id) WHERE state IN ('queued', 'retry')",
    "CREATE INDEX job_run_lease ON job_run (lease_until_us) WHERE state = 'running'",
    "CREATE UNIQUE INDEX job_run_one_running ON job_run (job_name) WHERE state = 'running'",
    "CREATE INDEX job_run_recent ON job_run (scheduled_for_us)",
    "CREATE INDEX job_run_dead ON job_run (finished_at_us, id) WHERE state = 'dead'",
    "CREATE TABLE job_attempt (
        run_id TEXT NOT NULL REFERENCES job_run (id),
        attempt INTEGER NOT NULL,
        holder TEXT NOT NULL,
        fence BIGINT NOT NULL,
        started_at_us BIGINT NOT NULL,
        ended_at_us BIGINT,
        outcome TEXT CHECK (outcome IN ('succeeded', 'succeeded_with_errors', 'retry', 'dead', 'lease_lost', 'released')),
        error TEXT,
        PRIMARY KEY (run_id, attempt)
    )",
    "CREATE TABLE clock_mark (
        boot_id TEXT NOT NULL PRIMARY KEY,
        max_seen_us BIGINT NOT NULL,
        mono_us BIGINT NOT NULL
    )",
    "CREATE TABLE outbox (
        id TEXT NOT NULL PRIMARY KEY,
        dedup_key TEXT NOT NULL UNIQUE,
        topic TEXT NOT NULL,
        payload TEXT NOT NULL,
        created_at_us BIGINT NOT NULL,
        sent_at_us BIGINT,
        attempts INTEGER NOT NULL DEFAULT 0,
        dead_at_us BIGINT
    )",
    "CREATE INDEX outbox_waiting ON outbox (created_at_us, id) WHERE sent_at_us IS NULL AND dead_at_us IS NULL",
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
