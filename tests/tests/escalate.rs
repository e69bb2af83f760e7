//! The `escalate` job on a real office: every step of every ladder once, with its true time, whoever
//! sweeps and however late. The oracle reads the ladders from the ledger alone.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use domain::{code::Role, time::Timestamp};
use jobs::{Registry, Runner};
use std::collections::BTreeSet;
use store::{
    Access, Engine, Office,
    runs::{RunLedger, RunState},
    source::Chance,
};
use tests::{
    both_offices,
    harness::office::{TestOffice, complaint, morning, register},
};
use tokio::task::JoinSet;

const DAY: i64 = 24 * 60 * 60;

/// Another process on the same data: on SQLite, where one process writes, the same one.
async fn replica(test: &TestOffice) -> Office {
    if test.office.database().engine() == Engine::Sqlite {
        return test.office.clone();
    }
    Office::open(
        &test.data,
        Access::Write,
        test.secrets.clone(),
        test.clock.clone(),
        Chance::System,
        "kigen.test/log1",
    )
    .await
    .unwrap()
}

async fn registered(test: &TestOffice) {
    test.perform(Role::Intake, register(complaint()))
        .await
        .unwrap();
}

async fn runner(office: &Office, holder: &str) -> Runner {
    let registry = Registry::new([jobs::escalate(office.clone())]).unwrap();
    Runner::of(office, registry, holder).await.unwrap()
}

/// Case, deadline, version, step, true time.
type Step = (String, String, u32, String, Timestamp);

/// Compares what is recorded with what should be: of each clock that was never stopped or paused, every
/// rung that lies behind `now`. Returns how many steps there are.
async fn agrees(office: &Office, now: Timestamp) -> usize {
    let (world, _) = office.world().await.unwrap();
    let mut reached = Vec::new();
    let mut expected = BTreeSet::new();
    for (id, case) in &world.cases {
        for deadline in case.deadlines.values() {
            assert!(deadline.stopped.is_none() && deadline.paused.is_none());
            let named = |version, step: &str, at| -> Step {
                (
                    id.to_string(),
                    deadline.name.clone(),
                    version,
                    step.to_owned(),
                    at,
                )
            };
            let recorded = deadline.reached.iter();
            reached.extend(recorded.map(|r| named(r.due_version, &r.step, r.effective_at)));
            let behind = deadline.due.ladder.iter().filter(|rung| rung.at <= now);
            expected.extend(behind.map(|rung| named(deadline.due_version, &rung.step, rung.at)));
        }
    }
    let distinct: BTreeSet<_> = reached.iter().cloned().collect();
    assert_eq!(distinct.len(), reached.len(), "no step twice");
    assert_eq!(distinct, expected);
    reached.len()
}

both_offices!(
    each_day_and_then_a_year_late,
    several_runners_at_once,
    a_second_tick_and_a_clock_gone_back_do_nothing,
    many_deadlines_take_several_batches,
);

async fn each_day_and_then_a_year_late(test: &TestOffice) {
    let runner = runner(&test.office, "a").await;
    let mut seen = 0;
    for day in 0..20 {
        let now = morning().plus_seconds(day * DAY);
        test.clock.set(now);
        if day % 5 == 0 {
            registered(test).await;
        }
        let pass = runner.tick(now).await.unwrap();
        assert!(
            pass.runs
                .iter()
                .all(|(_, state)| *state == Some(RunState::Succeeded))
        );
        let reached = agrees(&test.office, now).await;
        assert!(reached >= seen);
        seen = reached;
    }
    assert!(seen > 0);
    let late = morning().plus_seconds(400 * DAY);
    test.clock.set(late);
    runner.tick(late).await.unwrap();
    assert!(agrees(&test.office, late).await > seen);
}

async fn several_runners_at_once(test: &TestOffice) {
    for _ in 0..6 {
        registered(test).await;
    }
    let mut runners = Vec::new();
    for holder in ["a", "b", "c"] {
        runners.push(runner(&replica(test).await, holder).await);
    }
    for day in [1, 3, 4, 9, 30] {
        let now = morning().plus_seconds(day * DAY);
        test.clock.set(now);
        let mut ticks = JoinSet::new();
        for runner in runners.clone() {
            ticks.spawn(async move { runner.tick(now).await.unwrap() });
        }
        let mut done = 0;
        while let Some(pass) = ticks.join_next().await {
            done += pass.unwrap().runs.len();
        }
        assert_eq!(done, 1, "one of them swept");
        agrees(&test.office, now).await;
    }
}

async fn a_second_tick_and_a_clock_gone_back_do_nothing(test: &TestOffice) {
    registered(test).await;
    let runner = runner(&test.office, "a").await;
    let late = morning().plus_seconds(30 * DAY);
    test.clock.set(late);
    runner.tick(late).await.unwrap();
    let reached = agrees(&test.office, late).await;
    assert!(reached > 0);
    for now in [late, late.plus_seconds(-600), late.plus_seconds(60)] {
        test.clock.set(now);
        runner.tick(now).await.unwrap();
        assert_eq!(agrees(&test.office, late).await, reached);
    }
}

async fn many_deadlines_take_several_batches(test: &TestOffice) {
    for _ in 0..120 {
        registered(test).await;
    }
    let runner = runner(&test.office, "a").await;
    let late = morning().plus_seconds(100 * DAY);
    test.clock.set(late);
    let pass = runner.tick(late).await.unwrap();
    assert_eq!(pass.runs.len(), 1);
    agrees(&test.office, late).await;
    let ledger = RunLedger::new(test.office.database().clone(), "onlooker");
    let run = ledger.recent(None, 1).await.unwrap().remove(0);
    assert!(run.done_count >= 200, "{}", run.done_count);
}
