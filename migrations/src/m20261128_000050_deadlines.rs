//! Deadlines belong to any object of the ledger, not to cases alone: a row names its object as the
//! records do (`case:…`, `member:…`), and a deadline is `{object}/{name}`.
//!
//! No foreign key can say "one of several tables"; that the object is there is for the self-check.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The old tables step aside, the new ones take their names and their rows, and the indexes follow
/// when their names are free. Escalations refer to deadlines, so they are copied last and dropped
/// first; no row is without its deadline at any moment.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE escalation RENAME TO escalation_of_case",
    "ALTER TABLE deadline RENAME TO deadline_of_case",
    "CREATE TABLE deadline (
        id TEXT NOT NULL PRIMARY KEY,
        obj TEXT NOT NULL,
        name TEXT NOT NULL,
        clock TEXT NOT NULL,
        waits_on TEXT NOT NULL,
        due_date TEXT NOT NULL,
        due_at_us BIGINT NOT NULL,
        due_version INTEGER NOT NULL,
        next_step TEXT,
        next_check_at_us BIGINT,
        paused BOOLEAN NOT NULL,
        level INTEGER NOT NULL,
        closed_at_us BIGINT,
        state TEXT NOT NULL,
        proof TEXT NOT NULL,
        UNIQUE (obj, name)
    )",
    "INSERT INTO deadline (id, obj, name, clock, waits_on, due_date, due_at_us, due_version,
            next_step, next_check_at_us, paused, level, closed_at_us, state, proof)
        SELECT 'case:' || id, 'case:' || case_id, name, clock, waits_on, due_date, due_at_us,
            due_version, next_step, next_check_at_us, paused, level, closed_at_us, state, proof
        FROM deadline_of_case",
    "CREATE TABLE escalation (
        deadline_id TEXT NOT NULL REFERENCES deadline (id),
        due_version INTEGER NOT NULL,
        step TEXT NOT NULL,
        obj TEXT NOT NULL,
        effective_at_us BIGINT NOT NULL,
        created_at_us BIGINT NOT NULL,
        seq BIGINT NOT NULL,
        PRIMARY KEY (deadline_id, due_version, step)
    )",
    "INSERT INTO escalation (deadline_id, due_version, step, obj, effective_at_us, created_at_us, seq)
        SELECT 'case:' || deadline_id, due_version, step, 'case:' || case_id, effective_at_us,
            created_at_us, seq
        FROM escalation_of_case",
    "DROP TABLE escalation_of_case",
    "DROP TABLE deadline_of_case",
    "CREATE INDEX deadline_due ON deadline (next_check_at_us, id)
        WHERE closed_at_us IS NULL AND next_check_at_us IS NOT NULL",
    "CREATE INDEX deadline_open ON deadline (due_at_us, id) WHERE closed_at_us IS NULL",
    "CREATE INDEX deadline_open_day ON deadline (due_date, paused) WHERE closed_at_us IS NULL",
    // What is no case's is a handful among the deadlines of all cases, and is looked for by itself.
    "CREATE INDEX deadline_open_other ON deadline (due_at_us, id)
        WHERE closed_at_us IS NULL AND substr(obj, 1, 5) <> 'case:'",
    "CREATE INDEX escalation_obj ON escalation (obj)",
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
