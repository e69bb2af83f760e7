use super::*;
use crate::{
    event::{AccountCreated, AccountPledged, AccountTrained},
    profile::{Pledger, SHIPPED},
};
use jiff::civil::date;

fn profile() -> Profile {
    Profile::from_toml(SHIPPED[0].1).unwrap()
}

fn person(n: u128, roles: &[Role]) -> Account {
    let id = AccountId(Uuid::from_u128(n));
    let entry = |event| Entry {
        seq: 0,
        at: Timestamp::from_micros(0),
        actor: ActorId::System("test".into()),
        obj: Obj::Account(id),
        event,
        sha256: String::new(),
    };
    let created = AccountCreated {
        roles: roles.to_vec(),
        member: None,
    };
    let mut account = Account::begin(&entry(Event::AccountCreated(created))).unwrap();
    account.evolve(&entry(Event::AccountTrained(AccountTrained {
        course: "basic".into(),
        on: date(2026, 4, 10),
        material: None,
    })));
    let profile = profile();
    let pledge = profile.pledge_of(roles).unwrap();
    account.evolve(&entry(Event::AccountPledged(AccountPledged {
        of: Pledger::of(roles),
        version: pledge.version.clone(),
        sha256: pledge.sha256(),
        on: date(2026, 4, 1),
    })));
    account
}

/// Two people at the desk, and those above it.
fn small() -> Vec<Account> {
    vec![
        person(1, &[Role::Intake, Role::Handler]),
        person(2, &[Role::Supervisor, Role::CenterHead]),
        person(3, &[Role::Director, Role::President]),
        person(4, &[Role::Kanji]),
        person(5, &[Role::HearingOfficer]),
    ]
}

fn lacks(accounts: &[Account]) -> Vec<(Lack, &'static str)> {
    let found = gaps(accounts, &profile(), date(2026, 6, 1));
    found.iter().map(|gap| (gap.lack, gap.act)).collect()
}

#[test]
fn a_small_desk_lacks_nothing_and_an_empty_one_everything() {
    assert_eq!(lacks(&small()), []);
    let nothing = lacks(&[]);
    for step in Step::ALL {
        assert!(nothing.contains(&(Lack::Nobody, step.name())), "{step:?}");
    }
    for act in ["assign-about-body", "adopt-rules", "adopt-internal", "hear"] {
        assert!(nothing.contains(&(Lack::Nobody, act)), "{act}");
    }
}

#[test]
fn each_person_who_is_missing_leaves_their_gap() {
    let without = |n: usize| {
        let mut accounts = small();
        accounts[n].disabled = true;
        lacks(&accounts)
    };
    assert!(without(0).contains(&(Lack::Nobody, "propose-acceptance")));
    assert!(without(1).contains(&(Lack::Nobody, "approve")));
    let alone = (Lack::NoSecond, "adopt-internal");
    assert_eq!(without(2), [(Lack::Nobody, "adopt-rules"), alone]);
    assert_eq!(without(3), [(Lack::Nobody, "assign-about-body")]);
    assert_eq!(without(4), [(Lack::Nobody, "hear")]);
}

#[test]
fn whoever_plays_both_parts_alone_has_no_second_person() {
    let mut accounts = small();
    accounts[0] = person(1, &[Role::Intake]);
    accounts[1] = person(2, &[Role::Handler, Role::Supervisor, Role::CenterHead]);
    let found = gaps(&accounts, &profile(), date(2026, 6, 1));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].lack, found[0].act), (Lack::NoSecond, "approve"));
    assert_eq!(found[0].whose, [accounts[1].id]);
    // The second approver from outside fills it, and does nothing else.
    accounts.push(person(9, &[Role::SecondApprover]));
    assert_eq!(lacks(&accounts), []);
    let outside = [person(9, &[Role::SecondApprover])];
    let alone = lacks(&outside);
    for step in Step::ALL {
        let does = matches!(step, Step::Approve | Step::Reject);
        assert_eq!(
            !alone.contains(&(Lack::Nobody, step.name())),
            does,
            "{step:?}"
        );
    }
}

#[test]
fn a_roster_without_training_or_pledges_is_told_so() {
    let mut accounts = small();
    accounts[0].trained = None;
    assert_eq!(lacks(&accounts), [(Lack::Untrained, "assign")]);
    accounts = small();
    accounts[3].pledged = None;
    assert_eq!(lacks(&accounts), [(Lack::Unpledged, "assign-about-body")]);
}
