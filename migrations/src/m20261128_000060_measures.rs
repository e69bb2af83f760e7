//! Measures against members and the meetings that decide them.
//!
//! What the rules forbid the tables forbid as well (B36): no decision about a measure without
//! explanation and hearing before it, no result of an item without the hearing of its measure, no vote
//! of a person with an interest, and one vote for each seat.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE measure (
        id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        member TEXT NOT NULL REFERENCES member (code),
        stage TEXT NOT NULL,
        explained_at_us BIGINT,
        heard_at_us BIGINT,
        decided_at_us BIGINT,
        version INTEGER NOT NULL,
        state TEXT NOT NULL,
        UNIQUE (id, heard_at_us),
        CHECK (heard_at_us IS NULL OR (explained_at_us IS NOT NULL AND explained_at_us <= heard_at_us)),
        CHECK (stage <> 'review' OR explained_at_us IS NOT NULL),
        CHECK (decided_at_us IS NULL OR kind = 'guidance'
            OR (heard_at_us IS NOT NULL AND heard_at_us <= decided_at_us))
    )",
    "CREATE INDEX measure_member ON measure (member)",
    "CREATE TABLE measure_bar (
        account_id TEXT NOT NULL REFERENCES account (id),
        measure_id INTEGER NOT NULL REFERENCES measure (id),
        PRIMARY KEY (account_id, measure_id)
    )",
    "CREATE TABLE meeting (
        id INTEGER NOT NULL PRIMARY KEY,
        body TEXT NOT NULL,
        stage TEXT NOT NULL,
        at_us BIGINT NOT NULL,
        version INTEGER NOT NULL,
        state TEXT NOT NULL
    )",
    "CREATE TABLE agenda_item (
        meeting_id INTEGER NOT NULL REFERENCES meeting (id),
        item INTEGER NOT NULL,
        measure_id INTEGER REFERENCES measure (id),
        question TEXT,
        heard_at_us BIGINT,
        resolution TEXT,
        PRIMARY KEY (meeting_id, item),
        FOREIGN KEY (measure_id, heard_at_us) REFERENCES measure (id, heard_at_us),
        CHECK (resolution IS NULL OR resolution IN ('no_quorum', 'deferred')
            OR question IS NULL OR question NOT IN ('impose', 'guidance')
            OR heard_at_us IS NOT NULL)
    )",
    "CREATE TABLE ballot (
        meeting_id INTEGER NOT NULL,
        item INTEGER NOT NULL,
        seat TEXT NOT NULL,
        account_id TEXT,
        measure_id INTEGER,
        choice TEXT NOT NULL,
        PRIMARY KEY (meeting_id, item, seat),
        FOREIGN KEY (meeting_id, item) REFERENCES agenda_item (meeting_id, item)
    )",
];

const SQLITE: &[&str] = &["CREATE TRIGGER ballot_no_interest BEFORE INSERT ON ballot
        WHEN EXISTS (SELECT 1 FROM measure_bar b
            WHERE b.measure_id = NEW.measure_id AND b.account_id = NEW.account_id)
        BEGIN SELECT RAISE(ABORT, 'who has an interest does not vote'); END"];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION ballot_no_interest() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM measure_bar b
                WHERE b.measure_id = NEW.measure_id AND b.account_id = NEW.account_id) THEN
                RAISE EXCEPTION 'who has an interest does not vote';
            END IF;
            RETURN NEW;
        END $$",
    "CREATE TRIGGER ballot_no_interest BEFORE INSERT ON ballot
        FOR EACH ROW EXECUTE FUNCTION ballot_no_interest()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => super::run(manager, POSTGRES).await,
            _ => super::run(manager, SQLITE).await,
        }
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
