//! The blind index: keyed hashes of the two-character tokens of what is searched, and how far the
//! index goes. Operational: it follows from the sealed values and the secrets file, and goes with
//! each value, whoever destroys it.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE blind_token (
        token BIGINT NOT NULL,
        seq BIGINT NOT NULL,
        field TEXT NOT NULL,
        PRIMARY KEY (token, seq, field)
    ) WITHOUT_ROWID",
    "CREATE INDEX blind_token_value ON blind_token (seq, field)",
    "CREATE TABLE blind_index (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        mark BIGINT NOT NULL,
        next_seq BIGINT NOT NULL,
        until_seq BIGINT NOT NULL
    )",
    // The mark of no key: the first start sees that nothing was indexed with its own.
    "INSERT INTO blind_index (id, mark, next_seq, until_seq) VALUES (1, 0, 0, 0)",
];

const SQLITE: &[&str] = &[
    "CREATE TRIGGER private_value_unindexed AFTER DELETE ON private_value
        BEGIN DELETE FROM blind_token WHERE seq = OLD.seq AND field = OLD.field; END",
];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION private_value_unindex() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN DELETE FROM blind_token WHERE seq = OLD.seq AND field = OLD.field; RETURN NULL; END $$",
    "CREATE TRIGGER private_value_unindexed AFTER DELETE ON private_value
        FOR EACH ROW EXECUTE FUNCTION private_value_unindex()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (clustered, triggers) = match manager.get_database_backend() {
            DbBackend::Postgres => ("", POSTGRES),
            _ => ("WITHOUT ROWID", SQLITE),
        };
        let statements: Vec<String> = STATEMENTS
            .iter()
            .chain(triggers)
            .map(|statement| statement.replace("WITHOUT_ROWID", clustered))
            .collect();
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        super::run(manager, &statements).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
