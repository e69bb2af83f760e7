//! The runner on both engines: what is due runs once, whatever bodies, replicas and clocks do.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::time::Timestamp;
use jobs::{Context, Done, Job, Registry, Runner, TickSource, overview};
use sea_orm::{ConnectionTrait, Statement};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use store::{
    Database,
    runs::{
        AttemptOutcome, Catchup, Failure, Overlap, RunLedger, RunState, check_fence, save_cursor,
    },
};
use tests::{both_databases, harness::TestDatabase};
use tokio::{sync::Notify, task::JoinSet, time::sleep};

const MIDNIGHT: &str = "2026-11-22T15:00:00.000000Z";

fn t(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Business time that only moves when a test moves it.
#[derive(Clone, Default)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn at(now: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(now.micros())))
    }

    fn set(&self, now: Timestamp) {
        self.0.store(now.micros(), SeqCst);
    }

    fn clock(&self) -> jobs::Clock {
        let hands = Arc::clone(&self.0);
        Arc::new(move || Timestamp::from_micros(hands.load(SeqCst)))
    }
}

async fn runner(db: &TestDatabase, holder: &str, hands: &Hands, jobs: Vec<Job>) -> Runner {
    let ledger = RunLedger::new(db.replica().await, holder);
    let registry = Registry::new(jobs).unwrap();
    Runner::new(ledger, registry, hands.clock(), Arc::new(|| u64::MAX / 2))
        .await
        .unwrap()
}

fn look(db: &TestDatabase) -> RunLedger {
    RunLedger::new(db.database.clone(), "onlooker")
}

/// Writes a line under a key of its own, in a transaction that begins with the fence.
async fn write_line(database: &Database, context: &Context, line: &str) -> Result<(), Failure> {
    let tx = database.write().await?;
    check_fence(&tx, &context.lease).await?;
    let sql = "INSERT INTO clock_mark (boot_id, max_seen_us, mono_us) VALUES ($1, $2, 0)";
    let values = [line.into(), context.now.micros().into()];
    tx.execute_raw(tx.statement(sql, values))
        .await
        .map_err(store::DatabaseError::from)?;
    save_cursor(&tx, &context.lease, line, 1, None).await?;
    tx.commit().await?;
    Ok(())
}

async fn lines(database: &Database) -> Vec<String> {
    let sql = "SELECT boot_id FROM clock_mark ORDER BY boot_id";
    let statement = Statement::from_string(database.read().get_database_backend(), sql);
    let rows = database.read().query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

/// A job that writes the instant it was scheduled for.
fn writer(db: &TestDatabase, name: &'static str, cron: &'static str) -> Job {
    let database = db.database.clone();
    Job::new(name, cron, "Asia/Tokyo", move |context: Context| {
        let database = database.clone();
        async move {
            let line = format!("{name} {}", context.run.scheduled_for);
            write_line(&database, &context, &line).await?;
            Ok(Done::Made("ab".repeat(32)))
        }
    })
}

fn counted(
    count: &Arc<AtomicUsize>,
    job: impl Fn() -> Result<Done, Failure> + Send + Sync + 'static,
) -> impl jobs::Body {
    let count = Arc::clone(count);
    let job = Arc::new(job);
    move |_: Context| {
        let (count, job) = (Arc::clone(&count), Arc::clone(&job));
        async move {
            count.fetch_add(1, SeqCst);
            job()
        }
    }
}

const BROKEN: Failure = Failure {
    code: "test.broken",
    permanent: false,
};

both_databases!(
    a_tick_runs_what_is_due_once,
    three_days_down,
    a_new_installation_may_begin_at_once,
    a_panic_an_error_and_a_body_without_end_die_alone,
    a_body_that_lost_its_lease_is_stopped_and_writes_nothing,
    a_long_body_keeps_its_lease,
    replicas_share_every_tick_and_double_none,
    a_stop_asks_waits_and_gives_back,
    a_killed_run_is_resumed_where_it_stood,
    a_run_by_hand_needs_no_tick,
    the_overview_tells_what_comes_and_what_was,
    a_pass_survives_a_failure_of_the_database,
);

async fn a_tick_runs_what_is_due_once(db: &TestDatabase) {
    let hands = Hands::at(t(MIDNIGHT));
    let jobs = vec![
        writer(db, "daily", "0 2 * * *"),
        writer(db, "minutely", "* * * * *"),
    ];
    let runner = runner(db, "a", &hands, jobs).await;
    assert_eq!(runner.tick(t(MIDNIGHT)).await.unwrap().runs, []);
    let later = t("2026-11-22T17:00:30.000000Z");
    let pass = runner.tick(later).await.unwrap();
    let ran: Vec<_> = pass
        .runs
        .iter()
        .map(|(id, state)| (&**id, *state))
        .collect();
    assert_eq!(
        ran,
        [
            (
                "daily@2026-11-22T17:00:00.000000Z",
                Some(RunState::Succeeded)
            ),
            (
                "minutely@2026-11-22T17:00:00.000000Z",
                Some(RunState::Succeeded)
            ),
        ]
    );
    for now in [later, t(MIDNIGHT), later.plus_seconds(20)] {
        assert_eq!(runner.tick(now).await.unwrap().runs, []);
    }
    assert_eq!(lines(&db.database).await.len(), 2);
    let run = look(db)
        .find("daily@2026-11-22T17:00:00.000000Z")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(run.result_sha256, Some("ab".repeat(32)));
    assert_eq!(
        (run.started_at, run.finished_at),
        (Some(later), Some(later))
    );
    // 119 minutes nobody was there for: a hundred rows and one for the rest.
    let skipped = look(db).recent(Some("minutely"), 1_000).await.unwrap();
    let ticks: i64 = skipped[1..]
        .iter()
        .map(|r| r.total_count.unwrap_or(1))
        .sum();
    assert_eq!((skipped.len(), ticks), (102, 119));
}

async fn three_days_down(db: &TestDatabase) {
    let hands = Hands::at(t(MIDNIGHT));
    let policies = [
        ("all", Catchup::All),
        ("latest", Catchup::Latest),
        ("none", Catchup::None),
    ];
    let jobs = policies.map(|(name, catchup)| Job {
        catchup,
        overlap: Overlap::Queue,
        ..writer(db, name, "0 2 * * *")
    });
    let runner = runner(db, "a", &hands, jobs.into()).await;
    runner.tick(t("2026-11-25T03:00:00.000000Z")).await.unwrap();
    assert_eq!(
        lines(&db.database).await,
        [
            "all 2026-11-22T17:00:00.000000Z",
            "all 2026-11-23T17:00:00.000000Z",
            "all 2026-11-24T17:00:00.000000Z",
            "latest 2026-11-24T17:00:00.000000Z",
        ]
    );
    for (name, skipped) in [("all", 0), ("latest", 2), ("none", 3)] {
        let runs = look(db).recent(Some(name), 100).await.unwrap();
        assert_eq!(runs.len(), 3);
        let reasons = runs
            .iter()
            .filter(|r| r.state == RunState::Skipped && r.reason.is_some());
        assert_eq!(reasons.count(), skipped, "{name}");
    }
}

async fn a_new_installation_may_begin_at_once(db: &TestDatabase) {
    let now = t("2026-11-22T15:00:40.000000Z");
    let jobs = vec![
        Job {
            at_once: true,
            ..writer(db, "eager", "* * * * *")
        },
        writer(db, "patient", "* * * * *"),
    ];
    let runner = runner(db, "a", &Hands::at(now), jobs).await;
    runner.tick(now).await.unwrap();
    assert_eq!(
        lines(&db.database).await,
        ["eager 2026-11-22T15:00:00.000000Z"]
    );
}

async fn a_panic_an_error_and_a_body_without_end_die_alone(db: &TestDatabase) {
    let counts: [Arc<AtomicUsize>; 3] = Default::default();
    let job = |name, body| Job {
        max_attempts: 3,
        ..Job { name, ..body }
    };
    let forever = {
        let count = Arc::clone(&counts[2]);
        move |_: Context| {
            count.fetch_add(1, SeqCst);
            std::future::pending::<Result<Done, Failure>>()
        }
    };
    let jobs = vec![
        job(
            "a-panic",
            Job::new(
                "",
                "* * * * *",
                "UTC",
                counted(&counts[0], || panic!("a name: 山田")),
            ),
        ),
        job(
            "b-error",
            Job::new("", "* * * * *", "UTC", counted(&counts[1], || Err(BROKEN))),
        ),
        Job {
            longest: Duration::from_millis(50),
            ..job("c-endless", Job::new("", "* * * * *", "UTC", forever))
        },
        writer(db, "d-good", "* * * * *"),
    ];
    let hands = Hands::at(t(MIDNIGHT));
    let runner = runner(db, "a", &hands, jobs).await;
    let first = t(MIDNIGHT).plus_seconds(60);
    runner.tick(first).await.unwrap();
    assert_eq!(
        lines(&db.database).await.len(),
        1,
        "the good one runs after them all the same"
    );
    for seconds in [16, 47] {
        runner.tick(first.plus_seconds(seconds)).await.unwrap();
    }
    let dead = look(db).dead_letters(10).await.unwrap();
    let mut seen: Vec<_> = dead
        .iter()
        .map(|r| (&*r.job, r.attempt, r.last_error.as_deref().unwrap()))
        .collect();
    seen.sort_unstable();
    assert_eq!(
        seen,
        [
            ("a-panic", 3, "job.panicked"),
            ("b-error", 3, "test.broken"),
            ("c-endless", 3, "job.too_long"),
        ]
    );
    assert_eq!(counts.map(|c| c.load(SeqCst)), [3, 3, 3]);
}

async fn a_body_that_lost_its_lease_is_stopped_and_writes_nothing(db: &TestDatabase) {
    let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (database, inner) = (
        db.database.clone(),
        (Arc::clone(&entered), Arc::clone(&go_on)),
    );
    let refused = Arc::new(AtomicUsize::new(0));
    let refusals = Arc::clone(&refused);
    let body = move |context: Context| {
        let (database, inner, refusals) = (database.clone(), inner.clone(), Arc::clone(&refusals));
        async move {
            if context.lease.attempt == 1 {
                inner.0.notify_one();
                inner.1.notified().await;
            }
            let line = format!("by attempt {}", context.lease.attempt);
            let written = write_line(&database, &context, &line).await;
            refusals.fetch_add(usize::from(written.is_err()), SeqCst);
            written.map(|()| Done::Finished)
        }
    };
    let job = || Job::new("x", "* * * * *", "UTC", body.clone());
    let hands = Hands::at(t(MIDNIGHT));
    let stalled = runner(db, "stalled", &hands, vec![job()]).await;
    let other = runner(db, "other", &hands, vec![job()]).await;
    let now = t(MIDNIGHT).plus_seconds(60);
    let stalled_tick = tokio::spawn(async move { stalled.tick(now).await });
    entered.notified().await;
    let tx = db.database.write().await.unwrap();
    tx.execute_unprepared("UPDATE job_run SET lease_until_us = 1 WHERE state = 'running'")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let pass = other.tick(now).await.unwrap();
    assert_eq!((pass.expired, pass.runs.len()), (1, 1));
    go_on.notify_one();
    let stalled = stalled_tick.await.unwrap().unwrap();
    assert_eq!(
        stalled.runs,
        [("x@2026-11-22T15:01:00.000000Z".to_owned(), None)]
    );
    assert_eq!(lines(&db.database).await, ["by attempt 2"]);
    assert_eq!(refused.load(SeqCst), 1);
    let run = look(db).find(&stalled.runs[0].0).await.unwrap().unwrap();
    assert_eq!((run.state, run.fence), (RunState::Succeeded, 2));
}

async fn a_long_body_keeps_its_lease(db: &TestDatabase) {
    let body = |_: Context| async {
        sleep(Duration::from_secs(3)).await;
        Ok(Done::Finished)
    };
    let job = Job {
        lease: Duration::from_millis(1_500),
        ..Job::new("x", "* * * * *", "UTC", body)
    };
    let hands = Hands::at(t(MIDNIGHT));
    let a = runner(db, "a", &hands, vec![job.clone()]).await;
    let b = runner(db, "b", &hands, vec![job]).await;
    let now = t(MIDNIGHT).plus_seconds(60);
    let working = tokio::spawn(async move { a.tick(now).await });
    for _ in 0..25 {
        sleep(Duration::from_millis(100)).await;
        let pass = b.tick(now).await.unwrap();
        assert_eq!((pass.expired, pass.runs.len()), (0, 0));
    }
    let pass = working.await.unwrap().unwrap();
    assert_eq!(pass.runs[0].1, Some(RunState::Succeeded));
}

async fn replicas_share_every_tick_and_double_none(db: &TestDatabase) {
    let hands = Hands::at(t(MIDNIGHT));
    let names = ["a", "b", "c"];
    let mut replicas = Vec::new();
    for n in 0..4 {
        let jobs = names.map(|name| Job {
            catchup: Catchup::All,
            overlap: Overlap::Queue,
            ..writer(db, name, "* * * * *")
        });
        replicas.push(runner(db, &format!("replica {n}"), &hands, jobs.into()).await);
    }
    for minutes in [5, 6, 12] {
        let now = t(MIDNIGHT).plus_seconds(60 * minutes);
        let mut ticking = JoinSet::new();
        for replica in replicas.clone() {
            ticking.spawn(async move { replica.tick(now).await.unwrap() });
        }
        while let Some(pass) = ticking.join_next().await {
            pass.unwrap();
        }
        // A replica that found nothing to claim just then leaves the rest to the next tick.
        replicas[0].tick(now).await.unwrap();
    }
    let lines = lines(&db.database).await;
    assert_eq!(lines.len(), 36);
    let runs = look(db).recent(None, 100).await.unwrap();
    assert!(
        runs.iter()
            .all(|r| r.state == RunState::Succeeded && r.attempt == 1)
    );
    assert_eq!(runs.len(), 36);
}

/// Ticks every few milliseconds.
struct Drum;

impl TickSource for Drum {
    fn next(&mut self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(sleep(Duration::from_millis(10)))
    }
}

async fn a_stop_asks_waits_and_gives_back(db: &TestDatabase) {
    let entered = Arc::new(Notify::new());
    let inner = Arc::clone(&entered);
    let polite = move |context: Context| {
        let inner = Arc::clone(&inner);
        async move {
            inner.notify_one();
            context.stopping.cancelled().await;
            Ok(Done::Interrupted)
        }
    };
    let jobs = vec![
        Job::new("polite", "* * * * *", "UTC", polite),
        writer(db, "quick", "* * * * *"),
    ];
    let hands = Hands::at(t(MIDNIGHT));
    let runner = runner(db, "a", &hands, jobs).await;
    hands.set(t(MIDNIGHT).plus_seconds(60));
    let serving = runner.clone();
    let serving = tokio::spawn(async move { serving.serve(&mut Drum).await });
    entered.notified().await;
    while lines(&db.database).await.is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    assert!(runner.stop(Duration::from_secs(10)).await);
    serving.await.unwrap();
    let run = look(db).recent(Some("polite"), 1).await.unwrap().remove(0);
    assert_eq!(
        (run.state, run.holder, run.lease_until),
        (RunState::Retry, None, None)
    );
    let attempts = look(db).attempts(&run.id).await.unwrap();
    assert_eq!(attempts[0].outcome, Some(AttemptOutcome::Released));
}

async fn a_killed_run_is_resumed_where_it_stood(db: &TestDatabase) {
    const STEPS: usize = 6;
    let database = db.database.clone();
    let reached = Arc::new(Notify::new());
    let body = {
        let reached = Arc::clone(&reached);
        move |context: Context| {
            let (database, reached) = (database.clone(), Arc::clone(&reached));
            async move {
                let from = context
                    .run
                    .cursor
                    .as_deref()
                    .map_or(0, |c| c.parse::<usize>().unwrap() + 1);
                for step in from..STEPS {
                    write_line(&database, &context, &step.to_string()).await?;
                    if context.lease.attempt == 1 && step == 2 {
                        reached.notify_one();
                        std::future::pending::<()>().await;
                    }
                }
                Ok(Done::Finished)
            }
        }
    };
    let hands = Hands::at(t(MIDNIGHT));
    let now = t(MIDNIGHT).plus_seconds(60);
    let killed = runner(
        db,
        "killed",
        &hands,
        vec![Job::new("x", "* * * * *", "UTC", body.clone())],
    )
    .await;
    let work = tokio::spawn(async move { killed.tick(now).await });
    reached.notified().await;
    work.abort();
    let _ = work.await;
    let tx = db.database.write().await.unwrap();
    tx.execute_unprepared("UPDATE job_run SET lease_until_us = 1 WHERE state = 'running'")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let next = runner(
        db,
        "next",
        &hands,
        vec![Job::new("x", "* * * * *", "UTC", body)],
    )
    .await;
    let pass = next.tick(now).await.unwrap();
    assert_eq!(pass.runs[0].1, Some(RunState::Succeeded));
    assert_eq!(lines(&db.database).await, ["0", "1", "2", "3", "4", "5"]);
}

async fn a_run_by_hand_needs_no_tick(db: &TestDatabase) {
    let hands = Hands::at(t(MIDNIGHT));
    let runner = runner(db, "a", &hands, vec![writer(db, "yearly", "0 0 1 4 *")]).await;
    let state = runner
        .run_once("yearly", t(MIDNIGHT), "by hand", t(MIDNIGHT))
        .await
        .unwrap();
    assert_eq!(state, Some(RunState::Succeeded));
    assert_eq!(lines(&db.database).await.len(), 1);
    let error = runner
        .run_once("daily", t(MIDNIGHT), "by hand", t(MIDNIGHT))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "job.unknown");
}

async fn the_overview_tells_what_comes_and_what_was(db: &TestDatabase) {
    let hands = Hands::at(t(MIDNIGHT));
    let broken = Job {
        max_attempts: 1,
        ..Job::new("broken", "0 1 * * *", "Asia/Tokyo", |_: Context| async {
            Err(BROKEN)
        })
    };
    let runner = runner(
        db,
        "a",
        &hands,
        vec![writer(db, "daily", "30 9 * * *"), broken],
    )
    .await;
    let now = t("2026-11-23T02:00:00.000000Z");
    runner.tick(now).await.unwrap();
    let reader = Database::open(&db.place.url, store::Access::Read)
        .await
        .unwrap();
    let seen = overview(&RunLedger::new(reader.clone(), "reader"), now, 10)
        .await
        .unwrap();
    let daily = &seen.jobs[1];
    assert_eq!(daily.definition.name, "daily");
    let next: Vec<_> = daily.next.iter().map(|t| t.jst().to_string()).collect();
    assert_eq!(
        next,
        [
            "2026-11-24T09:30:00",
            "2026-11-25T09:30:00",
            "2026-11-26T09:30:00",
            "2026-11-27T09:30:00",
            "2026-11-28T09:30:00"
        ]
    );
    assert_eq!(daily.last.as_ref().unwrap().state, RunState::Succeeded);
    assert_eq!((seen.recent.len(), seen.dead.len()), (2, 1));
    let json = serde_json::to_value(&seen).unwrap();
    assert_eq!(json["dead"][0]["last_error"], "test.broken");
    assert_eq!(json["jobs"][1]["definition"]["catchup"], "latest");
    reader.close().await.unwrap();
}

async fn a_pass_survives_a_failure_of_the_database(db: &TestDatabase) {
    let hands = Hands::at(t(MIDNIGHT));
    let runner = runner(db, "a", &hands, vec![writer(db, "x", "* * * * *")]).await;
    let rename = async |from: &str, to: &str| {
        let tx = db.database.write().await.unwrap();
        tx.execute_unprepared(&format!("ALTER TABLE {from} RENAME TO {to}"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    rename("job_attempt", "elsewhere").await;
    hands.set(t(MIDNIGHT).plus_seconds(60));
    let serving = runner.clone();
    let serving = tokio::spawn(async move { serving.serve(&mut Drum).await });
    sleep(Duration::from_millis(200)).await;
    assert!(lines(&db.database).await.is_empty());
    rename("elsewhere", "job_attempt").await;
    while lines(&db.database).await.is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    assert!(runner.stop(Duration::from_secs(10)).await);
    serving.await.unwrap();
}
