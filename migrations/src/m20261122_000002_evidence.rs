//! The evidential tables and what belongs to them: ledger, projections, private values, documents,
//! and the operational tables of sign-in.
//!
//! Nothing but an INSERT may touch the ledger: triggers refuse the rest. They are friction against
//! accidents, not proof; the proof is the chain.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE ledger (
        seq BIGINT NOT NULL PRIMARY KEY,
        ts_us BIGINT NOT NULL,
        kind TEXT NOT NULL,
        obj TEXT NOT NULL,
        body TEXT NOT NULL,
        sha256 TEXT NOT NULL
    )",
    "CREATE INDEX ledger_obj ON ledger (obj, seq)",
    "CREATE TABLE ledger_head (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        log TEXT NOT NULL,
        size BIGINT NOT NULL,
        last_sha256 TEXT NOT NULL,
        last_ts_us BIGINT NOT NULL
    )",
    "CREATE TABLE private_value (
        seq BIGINT NOT NULL,
        field TEXT NOT NULL,
        obj TEXT NOT NULL,
        class TEXT NOT NULL,
        ciphertext BYTES_TYPE NOT NULL,
        PRIMARY KEY (seq, field)
    )",
    "CREATE INDEX private_value_obj ON private_value (obj, class)",
    "CREATE TABLE document (
        sha256 TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('profile', 'calendar')),
        body TEXT NOT NULL
    )",
    "CREATE TABLE organisation (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        state TEXT NOT NULL
    )",
    "CREATE TABLE member (
        code TEXT NOT NULL PRIMARY KEY,
        state TEXT NOT NULL
    )",
    "CREATE TABLE account (
        id TEXT NOT NULL PRIMARY KEY,
        disabled BOOLEAN NOT NULL,
        member TEXT,
        state TEXT NOT NULL
    )",
    "CREATE TABLE case_file (
        id TEXT NOT NULL PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        fiscal_year INTEGER NOT NULL,
        serial INTEGER NOT NULL,
        kind TEXT NOT NULL,
        stage TEXT NOT NULL,
        open BOOLEAN NOT NULL,
        respondent TEXT NOT NULL,
        member TEXT,
        notified BOOLEAN NOT NULL,
        handler TEXT,
        proposed_by TEXT,
        received_at_us BIGINT NOT NULL,
        touched_at_us BIGINT NOT NULL,
        next_due_us BIGINT,
        version INTEGER NOT NULL,
        state TEXT NOT NULL,
        UNIQUE (fiscal_year, serial)
    )",
    "CREATE INDEX case_file_queue ON case_file (next_due_us, id) WHERE open",
    "CREATE INDEX case_file_member ON case_file (member, received_at_us)",
    "CREATE INDEX case_file_handler ON case_file (handler, next_due_us) WHERE open",
    "CREATE TABLE deadline (
        id TEXT NOT NULL PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES case_file (id),
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
        UNIQUE (case_id, name)
    )",
    "CREATE INDEX deadline_due ON deadline (next_check_at_us, id)
        WHERE closed_at_us IS NULL AND next_check_at_us IS NOT NULL",
    "CREATE INDEX deadline_open ON deadline (due_at_us, id) WHERE closed_at_us IS NULL",
    "CREATE TABLE escalation (
        deadline_id TEXT NOT NULL REFERENCES deadline (id),
        due_version INTEGER NOT NULL,
        step TEXT NOT NULL,
        case_id TEXT NOT NULL,
        effective_at_us BIGINT NOT NULL,
        created_at_us BIGINT NOT NULL,
        seq BIGINT NOT NULL,
        PRIMARY KEY (deadline_id, due_version, step)
    )",
    "CREATE INDEX escalation_case ON escalation (case_id)",
    "CREATE TABLE credential (
        account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
        login_key TEXT NOT NULL UNIQUE,
        password TEXT NOT NULL,
        changed_at_us BIGINT NOT NULL
    )",
    "CREATE TABLE session (
        token_sha256 TEXT NOT NULL PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id),
        created_at_us BIGINT NOT NULL,
        seen_at_us BIGINT NOT NULL
    )",
    "CREATE INDEX session_account ON session (account_id)",
];

const SQLITE: &[&str] = &[
    "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END",
    "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END",
];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the ledger is never changed'; END $$",
    "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (bytes, triggers) = match manager.get_database_backend() {
            DbBackend::Postgres => ("BYTEA", POSTGRES),
            _ => ("BLOB", SQLITE),
        };
        let statements: Vec<String> = STATEMENTS
            .iter()
            .map(|s| s.replace("BYTES_TYPE", bytes))
            .collect();
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        super::run(manager, &statements).await?;
        super::run(manager, triggers).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
