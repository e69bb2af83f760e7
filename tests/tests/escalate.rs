//! The `escalate` job on a real office: every step of every ladder once, with its true time, whoever
//! sweeps and however late. The oracle reads the ladders from the ledger alone.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use domain::{code::Role, time::Timestamp};
use jobs::{Registry, Runner};
use sea_orm::{ConnectionTrait, Statement};
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
    deadlines_of_an_earlier_program_go_on_where_they_were,
    one_that_cannot_be_read_keeps_nobody_waiting,
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

/// The tables as they were when only cases had deadlines, with every row put back into them.
const EARLIER: &[&str] = &[
    "ALTER TABLE escalation RENAME TO e",
    "ALTER TABLE deadline RENAME TO d",
    "CREATE TABLE deadline (
        id TEXT NOT NULL PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES case_file (id),
        name TEXT NOT NULL, clock TEXT NOT NULL, waits_on TEXT NOT NULL, due_date TEXT NOT NULL,
        due_at_us BIGINT NOT NULL, due_version INTEGER NOT NULL, next_step TEXT,
        next_check_at_us BIGINT, paused BOOLEAN NOT NULL, level INTEGER NOT NULL,
        closed_at_us BIGINT, state TEXT NOT NULL, proof TEXT NOT NULL,
        UNIQUE (case_id, name)
    )",
    "INSERT INTO deadline SELECT substr(id, 6), substr(obj, 6), name, clock, waits_on, due_date,
        due_at_us, due_version, next_step, next_check_at_us, paused, level, closed_at_us, state, proof
        FROM d",
    "CREATE TABLE escalation (
        deadline_id TEXT NOT NULL REFERENCES deadline (id),
        due_version INTEGER NOT NULL, step TEXT NOT NULL, case_id TEXT NOT NULL,
        effective_at_us BIGINT NOT NULL, created_at_us BIGINT NOT NULL, seq BIGINT NOT NULL,
        PRIMARY KEY (deadline_id, due_version, step)
    )",
    "INSERT INTO escalation SELECT substr(deadline_id, 6), due_version, step, substr(obj, 6),
        effective_at_us, created_at_us, seq FROM e",
    "DROP TABLE e",
    "DROP TABLE d",
    "CREATE INDEX deadline_due ON deadline (next_check_at_us, id)
        WHERE closed_at_us IS NULL AND next_check_at_us IS NOT NULL",
    "CREATE INDEX deadline_open ON deadline (due_at_us, id) WHERE closed_at_us IS NULL",
    "CREATE INDEX deadline_open_day ON deadline (due_date, paused) WHERE closed_at_us IS NULL",
    "CREATE INDEX escalation_case ON escalation (case_id)",
    "DELETE FROM seaql_migrations WHERE version LIKE '%_000050_deadlines'",
];

async fn deadlines_of_an_earlier_program_go_on_where_they_were(test: &TestOffice) {
    for _ in 0..3 {
        registered(test).await;
    }
    let runner = runner(&test.office, "a").await;
    let now = morning().plus_seconds(8 * DAY);
    test.clock.set(now);
    runner.tick(now).await.unwrap();
    let reached = agrees(&test.office, now).await;
    assert!(reached > 0);
    let indexes = match test.office.database().engine() {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
                AND tbl_name IN ('deadline', 'escalation') ORDER BY name"
        }
        Engine::Postgres => {
            "SELECT indexname::text FROM pg_indexes WHERE tablename IN ('deadline', 'escalation')
                AND indexdef NOT LIKE '%UNIQUE%' ORDER BY indexname"
        }
    };
    let rows = || async {
        let mut all = Vec::new();
        for sql in [
            "SELECT id || obj || name || state FROM deadline ORDER BY id",
            "SELECT deadline_id || obj || step FROM escalation ORDER BY deadline_id, step",
            indexes,
        ] {
            let read = test.office.database().read();
            let statement = Statement::from_string(read.get_database_backend(), sql);
            for row in read.query_all_raw(statement).await.unwrap() {
                all.push(row.try_get_by_index::<String>(0).unwrap());
            }
        }
        all
    };
    let before = rows().await;
    let tx = test.office.database().write().await.unwrap();
    for sql in EARLIER {
        tx.execute_unprepared(sql).await.unwrap();
    }
    migrations::Set::Office.up(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let after = rows().await;
    assert_eq!(after, before);
    let names = [
        "deadline_due",
        "deadline_open",
        "deadline_open_day",
        "deadline_open_other",
        "escalation_obj",
    ];
    assert!(after.ends_with(&names.map(str::to_owned)));
    let orphan = "INSERT INTO escalation (deadline_id, due_version, step, obj, effective_at_us,
        created_at_us, seq) VALUES ('case:none/ACK.1', 1, 'l1', 'case:none', 0, 0, 0)";
    let tx = test.office.database().write().await.unwrap();
    assert!(tx.execute_unprepared(orphan).await.is_err());
    drop(tx);
    test.office.check().await.unwrap();
    let late = morning().plus_seconds(100 * DAY);
    test.clock.set(late);
    runner.tick(late).await.unwrap();
    assert!(agrees(&test.office, late).await > reached);
}

async fn one_that_cannot_be_read_keeps_nobody_waiting(test: &TestOffice) {
    for _ in 0..40 {
        registered(test).await;
    }
    let runner = runner(&test.office, "a").await;
    let now = morning().plus_seconds(4 * DAY);
    test.clock.set(now);
    let rows = async |sql: &str, values: Vec<sea_orm::Value>| {
        let tx = test.office.database().write().await.unwrap();
        let found = tx.query_all_raw(tx.statement(sql, values)).await.unwrap();
        tx.commit().await.unwrap();
        found
    };
    let due = "SELECT id, state FROM deadline WHERE closed_at_us IS NULL AND next_check_at_us <= $1
        ORDER BY next_check_at_us, id";
    let due = rows(due, vec![now.micros().into()]).await;
    let (poison, state): (String, String) = (
        due.first().unwrap().try_get("", "id").unwrap(),
        due.first().unwrap().try_get("", "state").unwrap(),
    );
    let write = async |state: &str| {
        let sql = "UPDATE deadline SET state = $1 WHERE id = $2";
        rows(sql, vec![state.into(), poison.as_str().into()]).await;
    };
    write("{").await;
    let pass = runner.tick(now).await.unwrap();
    let (run, state_of_run) = pass.runs.last().unwrap().clone();
    assert_eq!(state_of_run, Some(RunState::SucceededWithErrors));
    let ledger = RunLedger::new(test.office.database().clone(), "look");
    let run = ledger.find(&run).await.unwrap().unwrap();
    assert_eq!(run.reason.as_deref(), Some(poison.as_str()));
    // Everybody else has been told of, and nobody twice.
    let left = "SELECT id FROM deadline WHERE closed_at_us IS NULL AND next_check_at_us <= $1";
    assert_eq!(rows(left, vec![now.micros().into()]).await.len(), 1);
    assert!(due.len() >= 40, "{}", due.len());
    // Mended, it goes on where it was.
    write(&state).await;
    let later = now.plus_seconds(60);
    test.clock.set(later);
    let pass = runner.tick(later).await.unwrap();
    assert_eq!(pass.runs.last().unwrap().1, Some(RunState::Succeeded));
    assert!(agrees(&test.office, later).await > 40);
}
