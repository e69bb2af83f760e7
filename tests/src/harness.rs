//! What a database test stands on: a fresh, migrated database of each engine.

pub mod browser;
pub mod office;
mod postgres;
pub mod program;

pub use postgres::{Cluster, NoPostgres};

use store::{Access, Database, DatabaseUrl, Engine, Settings};
use tempfile::TempDir;

/// Runs each named `async fn(&TestDatabase)` on SQLite and on PostgreSQL, as two tests.
///
/// ```ignore
/// both_databases!(a_thing_holds, another_thing_holds);
/// async fn a_thing_holds(db: &TestDatabase) { … }
/// ```
#[macro_export]
macro_rules! both_databases {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::harness::run(store::Engine::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                $crate::harness::run(store::Engine::Postgres, super::$name);
            }
        }
    )+ };
}

/// As [`both_databases!`], each test an `async fn(&TestOffice)` in a whole office.
#[macro_export]
macro_rules! both_offices {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::harness::office::run(store::Engine::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                $crate::harness::office::run(store::Engine::Postgres, super::$name);
            }
        }
    )+ };
}

/// As [`both_offices`], in offices with the profile `japico`.
#[macro_export]
macro_rules! both_offices_under_japico {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::harness::office::run_japico(store::Engine::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                $crate::harness::office::run_japico(store::Engine::Postgres, super::$name);
            }
        }
    )+ };
}

/// A place for one database that does not exist yet: a folder, or a new empty PostgreSQL database.
#[derive(Debug)]
pub struct TestPlace {
    /// Where the database is to be.
    pub url: DatabaseUrl,
    /// A folder of this test's own.
    pub dir: TempDir,
    cluster: Option<(Cluster, String)>,
}

impl TestPlace {
    /// Makes the place.
    ///
    /// # Errors
    /// When PostgreSQL is asked for and this machine has none.
    pub fn new(engine: Engine) -> Result<Self, NoPostgres> {
        let dir = TempDir::with_prefix("kigen-test-").expect("a temporary folder");
        let (url, cluster) = match engine {
            Engine::Sqlite => {
                let file = dir.path().join("kigen.sqlite3");
                (DatabaseUrl::Sqlite(file), None)
            }
            Engine::Postgres => {
                let cluster = Cluster::join()?;
                let name = cluster.create_database();
                let url = DatabaseUrl::Postgres(cluster.url(&name));
                (url, Some((cluster, name)))
            }
        };
        Ok(Self { url, dir, cluster })
    }
}

impl Drop for TestPlace {
    fn drop(&mut self) {
        if let Some((cluster, name)) = &self.cluster {
            cluster.drop_database(name);
        }
    }
}

/// A migrated database, open for writing.
#[derive(Debug)]
pub struct TestDatabase {
    /// Where it is.
    pub place: TestPlace,
    /// How it was opened.
    pub settings: Settings,
    /// The open database.
    pub database: Database,
}

impl TestDatabase {
    /// Migrates and opens the database at `place`.
    pub async fn at(place: TestPlace) -> Self {
        let settings = Settings::default();
        Database::migrate(&place.url, &settings)
            .await
            .expect("migrations apply");
        let database = Database::open_with(&place.url, Access::Write, &settings)
            .await
            .expect("a migrated database opens");
        Self {
            place,
            settings,
            database,
        }
    }

    /// Another replica's view: its own connections on PostgreSQL, the same ones on SQLite, where one
    /// process writes.
    pub async fn replica(&self) -> Database {
        match self.database.engine() {
            Engine::Sqlite => self.database.clone(),
            Engine::Postgres => Database::open_with(&self.place.url, Access::Write, &self.settings)
                .await
                .expect("a second replica opens"),
        }
    }
}

/// Runs `test` on a fresh database of `engine`; says why when it has to skip.
///
/// With `KIGEN_TESTS_NEED_POSTGRES=1` a missing PostgreSQL is a failure.
pub fn run(engine: Engine, test: impl AsyncFnOnce(&TestDatabase)) {
    let place = match TestPlace::new(engine) {
        Ok(place) => place,
        Err(why) => return skipped(&why),
    };
    runtime().block_on(async {
        let db = TestDatabase::at(place).await;
        test(&db).await;
        db.database.close().await.expect("connections close");
    });
}

/// Says why a test does nothing here.
pub fn skipped(why: &NoPostgres) {
    let needed = std::env::var_os("KIGEN_TESTS_NEED_POSTGRES").is_some_and(|v| v == "1");
    assert!(!needed, "{why}");
    eprintln!("skipped: {why}");
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}
