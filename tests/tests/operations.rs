//! What an administrator does to scheduled work, and a clock that is not believed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    code::Role,
    operation::OperationCommand,
    sanity::{Mark, Suspicion},
    time::Timestamp,
};
use jobs::{Context, Done, Job, Registry, Runner};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};
use store::{
    Command, OfficeError,
    runs::{Failure, RunLedger, RunState, check_fence},
};
use tests::{both_offices, harness::office::TestOffice};

both_offices!(
    a_run_that_was_given_up_runs_again_with_a_reason,
    a_cancelled_run_stops_and_writes_nothing,
    a_clock_that_is_not_believed_holds_back_what_cannot_be_taken_back,
);

fn operate(command: OperationCommand) -> Command {
    Command::Operate {
        command,
        reason: "原因を取り除いた".to_owned(),
    }
}

async fn code(test: &TestOffice, role: Role, command: Command) -> &'static str {
    match test.perform(role, command).await {
        Ok(_) => "done",
        Err(OfficeError::Refused(refusal)) => refusal.code,
        Err(error) => panic!("{error:?}"),
    }
}

async fn runner(test: &TestOffice, jobs: Vec<Job>) -> Runner {
    let registry = Registry::new(jobs).unwrap();
    Runner::of(&test.office, registry, "a").await.unwrap()
}

fn look(test: &TestOffice) -> RunLedger {
    RunLedger::new(test.office.database().clone(), "look")
}

/// A job of every minute that counts its runs, and fails while it is told to.
fn fails(times: &Arc<AtomicU32>, broken: &Arc<AtomicBool>) -> Job {
    let (times, broken) = (Arc::clone(times), Arc::clone(broken));
    Job {
        max_attempts: 1,
        at_once: true,
        ..Job::new("once", "* * * * *", "UTC", move |_: Context| {
            let (times, broken) = (Arc::clone(&times), Arc::clone(&broken));
            async move {
                times.fetch_add(1, Ordering::SeqCst);
                if broken.load(Ordering::SeqCst) {
                    return Err(Failure {
                        code: "test.broken",
                        permanent: true,
                    });
                }
                Ok(Done::Finished)
            }
        })
    }
}

async fn a_run_that_was_given_up_runs_again_with_a_reason(test: &TestOffice) {
    let (times, broken) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(true)));
    let runner = runner(test, vec![fails(&times, &broken)]).await;
    let now = test.office.now();
    let pass = runner.tick(now).await.unwrap();
    let (run, state) = pass.runs.first().unwrap().clone();
    assert_eq!(state, Some(RunState::Dead));
    let again = || operate(OperationCommand::RunAgain { run: run.clone() });
    for role in [Role::Supervisor, Role::President, Role::Handler] {
        assert_eq!(code(test, role, again()).await, "access.denied", "{role:?}");
    }
    let silent = Command::Operate {
        command: OperationCommand::RunAgain { run: run.clone() },
        reason: " ".to_owned(),
    };
    assert_eq!(code(test, Role::Admin, silent).await, "field.required");
    broken.store(false, Ordering::SeqCst);
    assert_eq!(code(test, Role::Admin, again()).await, "done");
    assert_eq!(code(test, Role::Admin, again()).await, "operation.not_dead");
    let pass = runner.tick(now).await.unwrap();
    assert_eq!(pass.runs, [(run.clone(), Some(RunState::Succeeded))]);
    assert_eq!(times.load(Ordering::SeqCst), 2);
    let cancel = operate(OperationCommand::CancelRun { run });
    assert_eq!(
        code(test, Role::Admin, cancel).await,
        "operation.over_already"
    );
    let none = operate(OperationCommand::RunAgain { run: "x".into() });
    assert_eq!(code(test, Role::Admin, none).await, "operation.not_found");
    let clock = operate(OperationCommand::ConfirmClock);
    assert_eq!(
        code(test, Role::Admin, clock).await,
        "operation.clock_believed"
    );
}

async fn a_cancelled_run_stops_and_writes_nothing(test: &TestOffice) {
    let begun = Arc::new(AtomicBool::new(false));
    let late = Arc::new(AtomicU32::new(0));
    let office = test.office.clone();
    let job = {
        let (begun, late) = (Arc::clone(&begun), Arc::clone(&late));
        Job {
            at_once: true,
            lease: Duration::from_secs(3),
            ..Job::new("long", "* * * * *", "UTC", move |context: Context| {
                let (begun, late, office) = (Arc::clone(&begun), Arc::clone(&late), office.clone());
                async move {
                    begun.store(true, Ordering::SeqCst);
                    for _ in 0..200 {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        let tx = office.database().write().await?;
                        let held = check_fence(&tx, &context.lease).await;
                        tx.rollback().await?;
                        if held.is_err() {
                            late.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                    Ok(Done::Finished)
                }
            })
        }
    };
    let runner = runner(test, vec![job]).await;
    let now = test.office.now();
    let working = {
        let runner = runner.clone();
        tokio::spawn(async move { runner.tick(now).await.unwrap() })
    };
    while !begun.load(Ordering::SeqCst) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let run = look(test).recent(Some("long"), 1).await.unwrap().remove(0);
    assert_eq!(run.state, RunState::Running);
    let cancel = operate(OperationCommand::CancelRun {
        run: run.id.clone(),
    });
    assert_eq!(code(test, Role::Admin, cancel).await, "done");
    // The body is stopped at the next renewal, long before its ten seconds are over.
    let pass = tokio::time::timeout(Duration::from_secs(5), working).await;
    assert_eq!(pass.unwrap().unwrap().runs, [(run.id.clone(), None)]);
    assert!(
        late.load(Ordering::SeqCst) > 0,
        "the fence refused it meanwhile"
    );
    let run = look(test).find(&run.id).await.unwrap().unwrap();
    assert_eq!(run.state, RunState::Cancelled);
}

async fn a_clock_that_is_not_believed_holds_back_what_cannot_be_taken_back(test: &TestOffice) {
    let (kept, destroyed) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let fine = Arc::new(AtomicBool::new(false));
    let jobs = vec![
        fails(&kept, &fine),
        Job {
            name: "grave",
            irreversible: true,
            ..fails(&destroyed, &fine)
        },
    ];
    let runner = runner(test, jobs).await;
    let ledger = look(test);
    let mark = |hours: i64, running: i64| Mark {
        wall: Timestamp::from_micros(hours * 3_600_000_000),
        running_us: running * 3_600_000_000,
    };
    assert_eq!(
        ledger.look_at_clock("boot", mark(1_000, 5)).await.unwrap(),
        None
    );
    assert_eq!(
        ledger.look_at_clock("boot", mark(1_001, 6)).await.unwrap(),
        None
    );
    // The clock is set 400 days ahead.
    let away = mark(1_002 + 400 * 24, 7);
    let doubt = ledger.look_at_clock("boot", away).await.unwrap();
    assert_eq!(doubt, Some((Suspicion::Ahead, away.wall)));
    let minute = |n: i64| test.office.now().plus_seconds(60 * n);
    runner.tick(minute(0)).await.unwrap();
    runner.tick(minute(1)).await.unwrap();
    let ran = || {
        (
            kept.load(Ordering::SeqCst),
            destroyed.load(Ordering::SeqCst),
        )
    };
    assert_eq!(ran(), (2, 0));
    // Setting it right does not end the doubt: somebody has to say so, and another replica sees it.
    let doubt = ledger.look_at_clock("other", mark(1_003, 1)).await.unwrap();
    assert_eq!(doubt.unwrap().0, Suspicion::Ahead);
    let confirm = || operate(OperationCommand::ConfirmClock);
    assert_eq!(
        code(test, Role::Supervisor, confirm()).await,
        "access.denied"
    );
    assert_eq!(code(test, Role::Admin, confirm()).await, "done");
    assert_eq!(
        code(test, Role::Admin, confirm()).await,
        "operation.clock_believed"
    );
    assert_eq!(
        ledger.look_at_clock("boot", mark(1_003, 8)).await.unwrap(),
        None
    );
    runner.tick(minute(2)).await.unwrap();
    let (kept, destroyed) = ran();
    assert!(kept == 3 && destroyed >= 1, "{kept} {destroyed}");
    // Back by a day: believed no more.
    let doubt = ledger
        .look_at_clock("boot", mark(1_003 - 24, 9))
        .await
        .unwrap();
    assert_eq!(doubt.unwrap().0, Suspicion::Back);
}
