//! The ledger of runs under several planners, claimers and lost leases, on both engines.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeSet;
use store::{
    Database,
    runs::{
        AttemptOutcome, Catchup, Ending, Failure, JobSpec, Lease, Overlap, PlanStep, RunError,
        RunLedger, RunState, Skip, check_fence, save_cursor,
    },
};
use tests::{both_databases, harness::TestDatabase};
use tokio::task::JoinSet;

fn spec(name: &str) -> JobSpec {
    JobSpec {
        name: name.to_owned(),
        cron: "* * * * *".to_owned(),
        tz: "Asia/Tokyo".to_owned(),
        catchup: Catchup::All,
        catchup_window_ms: 86_400_000,
        overlap: Overlap::Queue,
        max_attempts: 3,
        lease_ms: 60_000,
        irreversible: false,
        planned_from: at(0),
    }
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_micros(1_793_000_000_000_000).plus_seconds(60 * minute)
}

fn step(name: &str, from: i64, through: i64) -> PlanStep {
    PlanStep {
        name: name.to_owned(),
        from: at(from),
        through: at(through),
        due: (from + 1..=through).map(at).collect(),
        skipped: Vec::new(),
    }
}

async fn ledger(db: &TestDatabase, holder: &str) -> RunLedger {
    RunLedger::new(db.replica().await, holder)
}

/// Makes every live lease run out, as the database's clock would in time.
async fn let_leases_run_out(database: &Database) {
    let tx = database.write().await.unwrap();
    tx.execute_unprepared("UPDATE job_run SET lease_until_us = 1 WHERE state = 'running'")
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// An effect of a run, as a job would have it: fence first, then the work, then the cursor.
async fn effect(database: &Database, lease: &Lease, value: i64) -> Result<(), RunError> {
    let tx = database.write().await?;
    check_fence(&tx, lease).await?;
    let sql = "INSERT INTO clock_mark (boot_id, max_seen_us, mono_us) VALUES ($1, $2, 0)";
    tx.execute_raw(tx.statement(sql, [format!("{value}").into(), value.into()]))
        .await?;
    save_cursor(&tx, lease, &value.to_string(), value, Some(9)).await?;
    Ok(tx.commit().await?)
}

async fn effects(database: &Database) -> i64 {
    let sql = "SELECT count(*) FROM clock_mark";
    let statement = Statement::from_string(database.read().get_database_backend(), sql);
    let row = database.read().query_one_raw(statement).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

const OK: Ending = Ending::Succeeded {
    result_sha256: None,
};

both_databases!(
    registering_again_changes_nothing_and_a_change_rises_the_version,
    many_planners_at_once_plan_each_tick_once,
    a_step_from_an_old_watermark_is_void,
    skipped_ticks_are_rows,
    a_tick_over_a_living_predecessor_is_skipped,
    many_claimers_never_run_one_job_twice_at_once,
    an_expired_lease_is_taken_over_with_a_higher_fence,
    the_only_process_of_a_file_inherits_at_once_and_a_replica_waits,
    a_stale_holder_can_do_nothing,
    a_crash_between_effect_and_commit_leaves_nothing,
    failures_are_retried_and_then_dead,
    a_permanent_failure_is_dead_at_once,
    a_released_run_is_claimed_at_once_and_costs_no_attempt,
    a_renewed_lease_does_not_expire,
    a_dead_run_can_be_queued_again,
    a_job_without_a_body_here_is_left_alone,
);

async fn registering_again_changes_nothing_and_a_change_rises_the_version(db: &TestDatabase) {
    let ledger = ledger(db, "a").await;
    ledger
        .register(&[spec("x"), spec("y")], at(0))
        .await
        .unwrap();
    ledger.plan(&[step("x", 0, 2)], at(2)).await.unwrap();
    ledger
        .register(&[spec("x"), spec("y")], at(5))
        .await
        .unwrap();
    let changed = JobSpec {
        cron: "0 * * * *".to_owned(),
        ..spec("y")
    };
    ledger.register(&[changed], at(6)).await.unwrap();
    let definitions = ledger.definitions().await.unwrap();
    let seen: Vec<_> = definitions
        .iter()
        .map(|d| (&*d.name, d.spec_version, d.planned_through, d.enabled))
        .collect();
    assert_eq!(seen, [("x", 1, at(2), true), ("y", 2, at(0), true)]);
    assert_eq!(definitions[1].cron, "0 * * * *");
}

async fn many_planners_at_once_plan_each_tick_once(db: &TestDatabase) {
    ledger(db, "a")
        .await
        .register(&[spec("x"), spec("y")], at(0))
        .await
        .unwrap();
    let mut planners = JoinSet::new();
    for n in 0..6 {
        let ledger = ledger(db, &format!("planner {n}")).await;
        planners.spawn(async move {
            // Each sees another "now", as replicas do.
            for through in [10 + n, 30 + n] {
                let from = ledger.definitions().await.unwrap();
                let from = |name: &str| {
                    let found = from.iter().find(|d| d.name == name).unwrap();
                    (found.planned_through.micros() - at(0).micros()) / 60_000_000
                };
                let steps = [
                    step("x", from("x"), through.max(from("x"))),
                    step("y", from("y"), through.max(from("y"))),
                ];
                ledger.plan(&steps, at(through)).await.unwrap();
            }
        });
    }
    while let Some(done) = planners.join_next().await {
        done.unwrap();
    }
    let ledger = ledger(db, "a").await;
    for name in ["x", "y"] {
        let runs = ledger.recent(Some(name), 1_000).await.unwrap();
        let ticks: BTreeSet<_> = runs.iter().map(|r| r.scheduled_for).collect();
        assert_eq!(ticks.len(), runs.len());
        let through = ledger.definitions().await.unwrap();
        let through = through
            .iter()
            .find(|d| d.name == name)
            .unwrap()
            .planned_through;
        assert!(through >= at(10));
        let expected: BTreeSet<_> = (1..=60).map(at).filter(|t| *t <= through).collect();
        assert_eq!(ticks, expected);
    }
}

async fn a_step_from_an_old_watermark_is_void(db: &TestDatabase) {
    let ledger = ledger(db, "a").await;
    ledger.register(&[spec("x")], at(0)).await.unwrap();
    assert_eq!(ledger.plan(&[step("x", 0, 3)], at(3)).await.unwrap(), 3);
    assert_eq!(ledger.plan(&[step("x", 0, 9)], at(9)).await.unwrap(), 0);
    assert_eq!(ledger.recent(None, 100).await.unwrap().len(), 3);
}

async fn skipped_ticks_are_rows(db: &TestDatabase) {
    let ledger = ledger(db, "a").await;
    ledger.register(&[spec("x")], at(0)).await.unwrap();
    let step = PlanStep {
        due: vec![at(500)],
        skipped: (1..=450)
            .map(|m| Skip {
                at: at(m),
                ticks: if m == 1 { 50 } else { 1 },
                reason: "a later tick runs instead".to_owned(),
            })
            .collect(),
        ..step("x", 0, 500)
    };
    assert_eq!(ledger.plan(&[step], at(500)).await.unwrap(), 1);
    let runs = ledger.recent(None, 1_000).await.unwrap();
    assert_eq!(runs.len(), 451);
    assert_eq!(runs[0].state, RunState::Queued);
    let last = runs.last().unwrap();
    assert_eq!(
        (last.state, last.total_count),
        (RunState::Skipped, Some(50))
    );
    assert_eq!(last.reason.as_deref(), Some("a later tick runs instead"));
    let claimed = ledger.claim(&["x"], at(500)).await.unwrap().unwrap();
    assert_eq!(claimed.run.scheduled_for, at(500));
}

async fn a_tick_over_a_living_predecessor_is_skipped(db: &TestDatabase) {
    let ledger = ledger(db, "a").await;
    let job = JobSpec {
        overlap: Overlap::Skip,
        catchup: Catchup::Latest,
        ..spec("x")
    };
    ledger.register(&[job], at(0)).await.unwrap();
    assert_eq!(ledger.plan(&[step("x", 0, 1)], at(1)).await.unwrap(), 1);
    let held = ledger.claim(&["x"], at(1)).await.unwrap().unwrap();
    assert_eq!(ledger.plan(&[step("x", 1, 2)], at(2)).await.unwrap(), 0);
    ledger.finish(&held.lease, &OK, 0, at(2)).await.unwrap();
    assert_eq!(ledger.plan(&[step("x", 2, 3)], at(3)).await.unwrap(), 1);
    let states: Vec<_> = ledger
        .recent(None, 9)
        .await
        .unwrap()
        .iter()
        .map(|r| r.state)
        .collect();
    assert_eq!(
        states,
        [RunState::Queued, RunState::Skipped, RunState::Succeeded]
    );
}

async fn many_claimers_never_run_one_job_twice_at_once(db: &TestDatabase) {
    let names = ["a", "b", "c"];
    let first = ledger(db, "first").await;
    first.register(&names.map(spec), at(0)).await.unwrap();
    let steps = names.map(|name| step(name, 0, 12));
    assert_eq!(first.plan(&steps, at(12)).await.unwrap(), 36);
    let mut claimers = JoinSet::new();
    for n in 0..5 {
        let ledger = ledger(db, &format!("claimer {n}")).await;
        claimers.spawn(async move {
            let mut done = Vec::new();
            let mut nothing = 0;
            while nothing < 40 {
                let Some(claimed) = ledger.claim(&names, at(12)).await.unwrap() else {
                    nothing += 1;
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                    continue;
                };
                nothing = 0;
                tokio::task::yield_now().await;
                ledger.finish(&claimed.lease, &OK, 0, at(12)).await.unwrap();
                done.push(claimed.run.id);
            }
            done
        });
    }
    let mut done = Vec::new();
    while let Some(ids) = claimers.join_next().await {
        done.extend(ids.unwrap());
    }
    let distinct: BTreeSet<_> = done.iter().collect();
    assert_eq!((done.len(), distinct.len()), (36, 36));
    let runs = first.recent(None, 100).await.unwrap();
    assert!(
        runs.iter()
            .all(|r| r.state == RunState::Succeeded && r.attempt == 1)
    );
    // The index is the backstop: not even by hand can a job run twice at once.
    let tx = db.database.write().await.unwrap();
    let twice = "UPDATE job_run SET state = 'running', holder = 'x', lease_until_us = 1 WHERE job_name = 'a'";
    assert!(tx.execute_unprepared(twice).await.is_err());
}

async fn an_expired_lease_is_taken_over_with_a_higher_fence(db: &TestDatabase) {
    let (a, b) = (ledger(db, "a").await, ledger(db, "b").await);
    a.register(&[spec("x")], at(0)).await.unwrap();
    a.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    let first = a.claim(&["x"], at(1)).await.unwrap().unwrap();
    effect(&db.database, &first.lease, 1).await.unwrap();
    assert_eq!(
        b.expire(at(99)).await.unwrap(),
        0,
        "business time expires no lease"
    );
    assert!(b.claim(&["x"], at(99)).await.unwrap().is_none());
    let_leases_run_out(&db.database).await;
    assert_eq!(b.expire(at(2)).await.unwrap(), 1);
    let second = b.claim(&["x"], at(2)).await.unwrap().unwrap();
    assert_eq!(second.run.id, first.run.id);
    assert!(second.lease.fence > first.lease.fence);
    assert_eq!(second.run.cursor.as_deref(), Some("1"));
    assert_eq!(
        (second.run.done_count, second.run.total_count),
        (1, Some(9))
    );
    b.finish(&second.lease, &OK, 0, at(3)).await.unwrap();
    let attempts = b.attempts(&second.run.id).await.unwrap();
    let seen: Vec<_> = attempts
        .iter()
        .map(|t| (&*t.holder, t.fence, t.outcome.unwrap()))
        .collect();
    assert_eq!(
        seen,
        [
            ("a", 1, AttemptOutcome::LeaseLost),
            ("b", 2, AttemptOutcome::Succeeded)
        ]
    );
}

async fn a_stale_holder_can_do_nothing(db: &TestDatabase) {
    let (a, b) = (ledger(db, "a").await, ledger(db, "b").await);
    a.register(&[spec("x")], at(0)).await.unwrap();
    a.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    let stale = a.claim(&["x"], at(1)).await.unwrap().unwrap().lease;
    let_leases_run_out(&db.database).await;
    b.expire(at(2)).await.unwrap();
    for taken_over in [false, true] {
        if taken_over {
            b.claim(&["x"], at(2)).await.unwrap().unwrap();
        }
        let refused = [
            effect(a.database(), &stale, 1).await,
            a.renew(&stale).await,
            a.progress(&stale, 5, None).await,
            a.finish(&stale, &OK, 0, at(3)).await.map(|_| ()),
        ];
        for result in refused {
            assert_eq!(result.unwrap_err().code(), "job.lease_lost");
        }
    }
    assert_eq!(effects(&db.database).await, 0);
}

async fn a_crash_between_effect_and_commit_leaves_nothing(db: &TestDatabase) {
    let a = ledger(db, "a").await;
    a.register(&[spec("x")], at(0)).await.unwrap();
    a.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    let claimed = a.claim(&["x"], at(1)).await.unwrap().unwrap();
    let tx = db.database.write().await.unwrap();
    check_fence(&tx, &claimed.lease).await.unwrap();
    tx.execute_unprepared(
        "INSERT INTO clock_mark (boot_id, max_seen_us, mono_us) VALUES ('c', 1, 1)",
    )
    .await
    .unwrap();
    save_cursor(&tx, &claimed.lease, "1", 1, None)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(effects(&db.database).await, 0);
    let run = a.find(&claimed.run.id).await.unwrap().unwrap();
    assert_eq!((run.cursor, run.done_count), (None, 0));
}

async fn failures_are_retried_and_then_dead(db: &TestDatabase) {
    let a = ledger(db, "a").await;
    a.register(&[spec("x")], at(0)).await.unwrap();
    a.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    let failed = Ending::Failed(Failure {
        code: "test.broken",
        permanent: false,
    });
    let mut now = at(1);
    for (attempt, pause, state) in [
        (1, 15, RunState::Retry),
        (2, 30, RunState::Retry),
        (3, 0, RunState::Dead),
    ] {
        let claimed = a.claim(&["x"], now).await.unwrap().unwrap();
        assert_eq!(claimed.lease.attempt, attempt);
        let got = a
            .finish(&claimed.lease, &failed, u64::MAX / 2, now)
            .await
            .unwrap();
        assert_eq!(got, state);
        if state == RunState::Retry {
            let due = now.plus_seconds(pause);
            assert!(
                a.claim(&["x"], due.plus_seconds(-1))
                    .await
                    .unwrap()
                    .is_none()
            );
            now = due;
        }
    }
    assert!(a.claim(&["x"], at(999)).await.unwrap().is_none());
    let dead = a.dead_letters(10).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].last_error.as_deref(), Some("test.broken"));
    assert_eq!(dead[0].finished_at, Some(now));
}

async fn a_permanent_failure_is_dead_at_once(db: &TestDatabase) {
    let a = ledger(db, "a").await;
    a.register(&[spec("x")], at(0)).await.unwrap();
    a.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    let claimed = a.claim(&["x"], at(1)).await.unwrap().unwrap();
    let failed = Ending::Failed(Failure {
        code: "test.hopeless",
        permanent: true,
    });
    let state = a.finish(&claimed.lease, &failed, 0, at(1)).await.unwrap();
    assert_eq!(state, RunState::Dead);
}

async fn the_only_process_of_a_file_inherits_at_once_and_a_replica_waits(db: &TestDatabase) {
    let (dead, next) = (ledger(db, "dead").await, ledger(db, "next").await);
    dead.register(&[spec("x")], at(0)).await.unwrap();
    dead.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    let first = dead.claim(&["x"], at(1)).await.unwrap().unwrap();
    assert_eq!(
        dead.inherit(at(1)).await.unwrap(),
        0,
        "its own runs are not inherited"
    );
    let inherited = next.inherit(at(2)).await.unwrap();
    let claimed = next.claim(&["x"], at(2)).await.unwrap();
    match db.database.engine() {
        store::Engine::Sqlite => {
            assert_eq!(inherited, 1);
            assert!(claimed.unwrap().lease.fence > first.lease.fence);
            assert!(
                effect(&db.database, &first.lease, 1).await.is_err(),
                "the dead one stays dead"
            );
        }
        store::Engine::Postgres => {
            assert_eq!(inherited, 0);
            assert!(
                claimed.is_none(),
                "whoever holds it may be alive on another host"
            );
        }
    }
}

async fn a_released_run_is_claimed_at_once_and_costs_no_attempt(db: &TestDatabase) {
    let (a, b) = (ledger(db, "a").await, ledger(db, "b").await);
    a.register(&[spec("x")], at(0)).await.unwrap();
    a.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    for _ in 0..10 {
        let claimed = a.claim(&["x"], at(1)).await.unwrap().unwrap();
        let state = a
            .finish(&claimed.lease, &Ending::Released, 0, at(1))
            .await
            .unwrap();
        assert_eq!(state, RunState::Retry);
    }
    let claimed = b.claim(&["x"], at(1)).await.unwrap().unwrap();
    assert_eq!(claimed.run.max_attempts - claimed.run.attempt, 2);
}

async fn a_renewed_lease_does_not_expire(db: &TestDatabase) {
    let a = ledger(db, "a").await;
    a.register(&[spec("x")], at(0)).await.unwrap();
    a.plan(&[step("x", 0, 1)], at(1)).await.unwrap();
    let claimed = a.claim(&["x"], at(1)).await.unwrap().unwrap();
    let_leases_run_out(&db.database).await;
    a.renew(&claimed.lease).await.unwrap();
    assert_eq!(a.expire(at(2)).await.unwrap(), 0);
    let run = a.find(&claimed.run.id).await.unwrap().unwrap();
    assert!(run.lease_until > claimed.run.lease_until.map(|t| t.plus_seconds(-1)));
}

async fn a_dead_run_can_be_queued_again(db: &TestDatabase) {
    let a = ledger(db, "a").await;
    a.register(&[spec("x")], at(0)).await.unwrap();
    let id = a.enqueue("x", at(7), "by hand", at(8)).await.unwrap();
    assert_eq!(a.enqueue("x", at(7), "again", at(8)).await.unwrap(), id);
    let claimed = a.claim(&["x"], at(8)).await.unwrap().unwrap();
    assert_eq!(
        (&claimed.run.id, claimed.run.reason.as_deref()),
        (&id, Some("by hand"))
    );
    a.finish(&claimed.lease, &OK, 0, at(8)).await.unwrap();
    a.enqueue("x", at(7), "the file was lost", at(9))
        .await
        .unwrap();
    let again = a.claim(&["x"], at(9)).await.unwrap().unwrap();
    assert_eq!(
        (&again.run.id, again.lease.attempt, again.lease.fence),
        (&id, 2, 2)
    );
    assert_eq!(a.recent(None, 9).await.unwrap().len(), 1);
    let unknown = a
        .enqueue("nobody", at(7), "by hand", at(8))
        .await
        .unwrap_err();
    assert_eq!(unknown.code(), "job.unknown");
}

async fn a_job_without_a_body_here_is_left_alone(db: &TestDatabase) {
    let a = ledger(db, "a").await;
    a.register(&[spec("x"), spec("newer")], at(0))
        .await
        .unwrap();
    a.plan(&[step("newer", 0, 1)], at(1)).await.unwrap();
    assert!(a.claim(&["x"], at(1)).await.unwrap().is_none());
    assert!(a.claim(&[], at(1)).await.unwrap().is_none());
    assert!(a.claim(&["newer"], at(1)).await.unwrap().is_some());
}
