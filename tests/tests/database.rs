//! One database, two engines: opened, locked, migrated and refused alike.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use sea_orm::{ConnectionTrait, Statement};
use std::time::Duration;
use store::{Access, Database, DatabaseError, DatabaseUrl, Engine, Settings};
use tests::{
    both_databases,
    harness::{TestDatabase, TestPlace},
};

async fn texts(db: &impl ConnectionTrait, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index::<String>(0).unwrap())
        .collect()
}

async fn one_number(db: &impl ConnectionTrait, sql: &str) -> i64 {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<i64>(0)
        .or_else(|_| row.try_get_by_index::<i32>(0).map(i64::from))
        .unwrap()
}

const MARK: &str = "INSERT INTO clock_mark (boot_id, max_seen_us, mono_us) VALUES ('a', 1, 1)";
const MARKS: &str = "SELECT count(*) FROM clock_mark";

both_databases!(
    a_second_migration_does_nothing,
    a_newer_schema_is_refused,
    an_older_schema_is_refused,
    only_a_committed_transaction_changes_anything,
    a_reader_cannot_write,
    writers_wait_their_turn,
    two_migrators_at_once_do_it_once,
);

async fn a_second_migration_does_nothing(db: &TestDatabase) {
    db.database.close().await.unwrap();
    let url = &db.place.url;
    let state = Database::schema_state(url, &db.settings).await.unwrap();
    assert!(state.is_current() && !state.applied.is_empty());
    if db.database.engine() == Engine::Postgres {
        let again = Database::migrate(url, &db.settings).await.unwrap();
        assert!(again.is_empty());
    }
}

async fn a_newer_schema_is_refused(db: &TestDatabase) {
    let tx = db.database.write().await.unwrap();
    tx.execute_unprepared(
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_flying_cars', 0)",
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let error = Database::open(&db.place.url, Access::Read)
        .await
        .unwrap_err();
    assert_eq!(error.code(), "database.newer_schema");
    assert!(error.to_string().contains("flying_cars"));
}

async fn an_older_schema_is_refused(db: &TestDatabase) {
    let tx = db.database.write().await.unwrap();
    tx.execute_unprepared("DELETE FROM seaql_migrations")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let error = Database::open(&db.place.url, Access::Read)
        .await
        .unwrap_err();
    assert_eq!(error.code(), "database.older_schema");
}

async fn only_a_committed_transaction_changes_anything(db: &TestDatabase) {
    let tx = db.database.write().await.unwrap();
    tx.execute_unprepared(MARK).await.unwrap();
    drop(tx);
    let tx = db.database.write().await.unwrap();
    assert_eq!(one_number(&*tx, MARKS).await, 0);
    tx.execute_unprepared(MARK).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(one_number(db.database.read(), MARKS).await, 1);
}

async fn a_reader_cannot_write(db: &TestDatabase) {
    let reader = Database::open(&db.place.url, Access::Read).await.unwrap();
    assert!(matches!(reader.write().await, Err(DatabaseError::ReadOnly)));
    assert!(reader.read().execute_unprepared(MARK).await.is_err());
    if db.database.engine() == Engine::Sqlite {
        assert!(db.database.read().execute_unprepared(MARK).await.is_err());
    }
    reader.close().await.unwrap();
}

async fn writers_wait_their_turn(db: &TestDatabase) {
    let tx = db.database.write().await.unwrap();
    tx.execute_unprepared(MARK).await.unwrap();
    tx.commit().await.unwrap();
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let database = db.replica().await;
        writers.spawn(async move {
            for _ in 0..5 {
                let tx = database.write().await.unwrap();
                let _read_first = one_number(&*tx, MARKS).await;
                tx.execute_unprepared("UPDATE clock_mark SET mono_us = mono_us + 1")
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let sum = one_number(db.database.read(), "SELECT mono_us FROM clock_mark").await;
    assert_eq!(sum, 41);
}

async fn two_migrators_at_once_do_it_once(db: &TestDatabase) {
    let place = TestPlace::new(db.database.engine()).unwrap();
    let migrate = || async { Database::migrate(&place.url, &Settings::default()).await };
    let (a, b) = tokio::join!(migrate(), migrate());
    match db.database.engine() {
        Engine::Postgres => {
            let (a, b) = (a.unwrap(), b.unwrap());
            assert!(a.is_empty() != b.is_empty(), "{a:?} {b:?}");
        }
        // The second is refused while the first holds the file, or finds nothing to do after it.
        Engine::Sqlite => assert!(a.is_ok() || b.is_ok()),
    }
    let settings = Settings::default();
    let state = Database::schema_state(&place.url, &settings).await;
    assert!(state.unwrap().is_current());
}

#[tokio::test]
async fn a_second_writing_process_on_a_file_is_refused_with_advice() {
    let place = TestPlace::new(Engine::Sqlite).unwrap();
    let db = TestDatabase::at(place).await;
    let error = Database::open(&db.place.url, Access::Write)
        .await
        .unwrap_err();
    assert_eq!(error.code(), "database.locked_by_other_process");
    let text = error.to_string();
    assert!(
        text.contains(&format!("process {}", std::process::id())),
        "{text}"
    );
    let error = Database::migrate(&db.place.url, &db.settings)
        .await
        .unwrap_err();
    assert_eq!(error.code(), "database.locked_by_other_process");
    Database::open(&db.place.url, Access::Read).await.unwrap();
    let TestDatabase {
        place, database, ..
    } = db;
    drop(database);
    Database::open(&place.url, Access::Write).await.unwrap();
}

#[tokio::test]
async fn sqlite_is_set_up_for_safety() {
    let db = TestDatabase::at(TestPlace::new(Engine::Sqlite).unwrap()).await;
    let tx = db.database.write().await.unwrap();
    assert_eq!(texts(&*tx, "PRAGMA journal_mode").await, ["wal"]);
    for (pragma, value) in [
        ("synchronous", 2),
        ("busy_timeout", 5_000),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("foreign_keys", 1),
    ] {
        let sql = format!("PRAGMA {pragma}");
        assert_eq!(one_number(&*tx, &sql).await, value, "{pragma}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url: DatabaseUrl = "sqlite:/nowhere/kigen.sqlite3".parse().unwrap();
    let error = runtime
        .block_on(Database::open(&url, Access::Write))
        .unwrap_err();
    assert_eq!(error.code(), "database.missing");
}

#[test]
fn postgres_schemas_keep_apart() {
    let Ok(place) = TestPlace::new(Engine::Postgres) else {
        eprintln!("skipped: no PostgreSQL to test on");
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let named = |name: &str| Settings {
            postgres_schema: Some(name.to_owned()),
            statement_timeout: Duration::from_millis(1_500),
            ..Settings::default()
        };
        for name in ["one", "two"] {
            let done = Database::migrate(&place.url, &named(name)).await.unwrap();
            assert!(!done.is_empty());
        }
        let one = Database::open_with(&place.url, Access::Write, &named("one"))
            .await
            .unwrap();
        let two = Database::open_with(&place.url, Access::Write, &named("two"))
            .await
            .unwrap();
        let tx = one.write().await.unwrap();
        tx.execute_unprepared(MARK).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(one_number(one.read(), MARKS).await, 1);
        assert_eq!(one_number(two.read(), MARKS).await, 0);
        assert_eq!(
            texts(one.read(), "SHOW statement_timeout").await[0],
            "1500ms"
        );
        let error = Database::open_with(&place.url, Access::Read, &named("a\"b"))
            .await
            .unwrap_err();
        assert_eq!(error.code(), "database.bad_schema_name");
    });
}
