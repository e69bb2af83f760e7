//! A key is claimed by one of those who come together, on every replica, and its answer outlives
//! the program.

use domain::{case::CaseCommand, code::Role, id::ActorId};
use futures_util::future::join_all;
use store::{
    Access, Command, Engine, Office,
    idempotency::{Claimed, GIVEN_UP_SECONDS, KEPT_SECONDS, KeptAnswer, case_identity},
    source::Chance,
};
use tests::{
    both_offices,
    harness::office::{TestOffice, complaint},
};

both_offices!(
    one_of_many_carries_a_request_out,
    an_answer_outlives_the_program_and_is_kept_for_a_week,
    a_holder_that_died_is_given_up,
);

const ASKED: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const OTHER: &str = "2222222222222222222222222222222222222222222222222222222222222222";

/// The office again, as another process has it; on SQLite one process writes, so it is the same.
async fn replica(test: &TestOffice) -> Office {
    match test.place.url.engine() {
        Engine::Sqlite => test.office.clone(),
        Engine::Postgres => open(test).await,
    }
}

async fn open(test: &TestOffice) -> Office {
    Office::open(
        &test.data,
        Access::Write,
        test.secrets.clone(),
        test.clock.clone(),
        Chance::Seeded(7),
        "kigen.test/log1",
    )
    .await
    .expect("the office opens again")
}

fn who(test: &TestOffice) -> ActorId {
    test.who(Role::Intake).id.clone()
}

/// What a server does with a request that comes with a key.
async fn carry_out(office: Office, actor: domain::access::Actor) -> Option<bool> {
    match office.claim_key(&actor.id, "k-1", ASKED).await.unwrap() {
        Claimed::Ours(claim) => {
            let command = Command::Case {
                id: Some(case_identity(&actor.id, "k-1")),
                expected_version: None,
                command: Box::new(CaseCommand::Register(complaint())),
            };
            office.perform(&actor, command).await.unwrap();
            office.keep_answer(claim, &answer()).await.unwrap();
            Some(true)
        }
        Claimed::Answered(kept) => {
            assert_eq!(kept, answer());
            Some(false)
        }
        Claimed::InFlight => None,
        Claimed::Different => panic!("it is the same request"),
    }
}

fn answer() -> KeptAnswer {
    KeptAnswer {
        status: 201,
        headers: vec![("etag".to_owned(), "\"1\"".to_owned())],
        body: b"{}".to_vec(),
    }
}

async fn one_of_many_carries_a_request_out(test: &TestOffice) {
    let other = replica(test).await;
    let actor = test.who(Role::Intake).clone();
    let tasks = (0..16).map(|i| {
        let office = if i % 2 == 0 { &test.office } else { &other };
        tokio::spawn(carry_out(office.clone(), actor.clone()))
    });
    let outcomes: Vec<Option<bool>> = join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let done = outcomes.iter().filter(|did| **did == Some(true)).count();
    assert_eq!(done, 1, "{outcomes:?}");
    assert_eq!(carry_out(other, actor).await, Some(false));
    let registered = test.office.ledger().size().await.unwrap();
    assert_eq!(test.office.check().await.unwrap().cases, 1, "{registered}");
}

async fn an_answer_outlives_the_program_and_is_kept_for_a_week(test: &TestOffice) {
    let actor = test.who(Role::Intake).clone();
    assert_eq!(
        carry_out(test.office.clone(), actor.clone()).await,
        Some(true)
    );
    let again = replica(test).await;
    test.clock
        .set(test.office.now().plus_seconds(KEPT_SECONDS - 1));
    assert_eq!(carry_out(again.clone(), actor.clone()).await, Some(false));
    let different = again.claim_key(&actor.id, "k-1", OTHER).await.unwrap();
    assert!(matches!(different, Claimed::Different));
    // To somebody else the key is a new one.
    let colleague = test.who(Role::Handler).id.clone();
    let theirs = again.claim_key(&colleague, "k-1", OTHER).await.unwrap();
    assert!(matches!(theirs, Claimed::Ours(_)));
    test.clock.set(test.office.now().plus_seconds(2));
    let forgotten = again.claim_key(&actor.id, "k-1", OTHER).await.unwrap();
    assert!(matches!(forgotten, Claimed::Ours(_)), "{forgotten:?}");
}

async fn a_holder_that_died_is_given_up(test: &TestOffice) {
    let claim = async || {
        let claimed = test.office.claim_key(&who(test), "k-1", ASKED).await;
        claimed.unwrap()
    };
    let Claimed::Ours(first) = claim().await else {
        panic!("nobody has it yet")
    };
    test.clock
        .set(test.office.now().plus_seconds(GIVEN_UP_SECONDS - 1));
    assert!(matches!(claim().await, Claimed::InFlight));
    test.clock.set(test.office.now().plus_seconds(2));
    let Claimed::Ours(second) = claim().await else {
        panic!("the first holder is given up")
    };
    // Whoever comes back late neither answers nor gives back what is no longer theirs.
    let late = KeptAnswer {
        status: 200,
        ..answer()
    };
    test.office.keep_answer(first.clone(), &late).await.unwrap();
    test.office.release_key(first).await.unwrap();
    assert!(matches!(claim().await, Claimed::InFlight));
    test.office.release_key(second).await.unwrap();
    assert!(matches!(claim().await, Claimed::Ours(_)));
}
