use super::*;
use crate::{
    account::{AccountCommand, decide},
    code::Role,
    event::{AccountCreated, AccountDisabled, Entry},
    id::{AccountId, ActorId},
    profile::{Pledger, Profile, Renewal, SHIPPED},
    time::Timestamp,
};
use jiff::civil::date;
use uuid::Uuid;

fn entry(id: AccountId, on: Date, event: Event) -> Entry {
    Entry {
        seq: 1,
        at: Timestamp::from_jst(on.at(10, 0, 0, 0)),
        actor: ActorId::Account(id),
        obj: Obj::Account(id),
        event,
        sha256: String::new(),
    }
}

fn person(role: Role) -> Account {
    let id = AccountId(Uuid::from_u128(7));
    let created = AccountCreated {
        roles: vec![role],
        member: (role == Role::MemberContact).then(|| "M0001".parse().unwrap()),
    };
    let entry = entry(id, date(2026, 4, 1), Event::AccountCreated(created));
    Account::begin(&entry).unwrap()
}

fn give(account: &mut Account, pledge: &Pledge, text: &str, on: Date) -> Result<(), &'static str> {
    let facts = Facts {
        today: on,
        pledge: Some(pledge),
        ..Facts::default()
    };
    let command = AccountCommand::Pledge { text: text.into() };
    let drafts = decide(
        account.id,
        Some(account),
        &command,
        &account.actor(on),
        facts,
    );
    for draft in drafts.map_err(|refusal| refusal.code)? {
        account.evolve(&entry(account.id, on, draft.event));
    }
    Ok(())
}

#[test]
fn a_pledge_holds_for_as_long_as_its_kind_says() {
    let profile = Profile::from_toml(SHIPPED[0].1).unwrap();
    for (role, of, renew, until) in [
        (
            Role::Handler,
            Pledger::Staff,
            Renewal::Year,
            Some(date(2027, 5, 31)),
        ),
        (
            Role::Kanji,
            Pledger::Staff,
            Renewal::Year,
            Some(date(2027, 5, 31)),
        ),
        (
            Role::Auditor,
            Pledger::Auditor,
            Renewal::FiscalYear,
            Some(date(2027, 3, 31)),
        ),
        (Role::MemberContact, Pledger::Member, Renewal::Once, None),
    ] {
        let mut account = person(role);
        let pledge = profile.pledge_of(&account.roles).unwrap();
        assert_eq!((pledge.of, pledge.renew), (of, renew), "{role:?}");
        let on = date(2026, 6, 1);
        assert_eq!(account.pledged_to(Some(pledge), on), Pledged::Never);
        give(&mut account, pledge, &pledge.sha256(), on).unwrap();
        let last = until.unwrap_or(date(2099, 1, 1));
        assert_eq!(
            account.pledged_to(Some(pledge), last),
            Pledged::Holds(until)
        );
        if let Some(until) = until {
            let after = until.tomorrow().unwrap();
            assert_eq!(
                account.pledged_to(Some(pledge), after),
                Pledged::Ended(until)
            );
        }
        let mut newer = pledge.clone();
        newer.ja.push('。');
        assert_eq!(account.pledged_to(Some(&newer), on), Pledged::OtherText);
    }
}

#[test]
fn nobody_pledges_a_text_they_did_not_see_or_for_somebody_else() {
    let profile = Profile::from_toml(SHIPPED[1].1).unwrap();
    let mut account = person(Role::Handler);
    let pledge = profile.pledge_of(&account.roles).unwrap();
    let on = date(2026, 6, 1);
    assert_eq!(give(&mut account, pledge, "", on), Err("pledge.changed"));
    give(&mut account, pledge, &pledge.sha256(), on).unwrap();
    assert_eq!(
        give(&mut account, pledge, &pledge.sha256(), on),
        Err("pledge.given_today")
    );
    let facts = Facts {
        today: on,
        pledge: Some(pledge),
        ..Facts::default()
    };
    let command = AccountCommand::Pledge {
        text: pledge.sha256(),
    };
    let other = crate::access::Actor::command_line("somebody");
    let refused = decide(account.id, Some(&account), &command, &other, facts).unwrap_err();
    assert_eq!(refused.code, "access.denied");
}

#[test]
fn the_pledge_outlives_the_account() {
    let profile = Profile::from_toml(SHIPPED[0].1).unwrap();
    let mut account = person(Role::Handler);
    let pledge = profile.pledge_of(&account.roles).unwrap();
    give(&mut account, pledge, &pledge.sha256(), date(2026, 6, 1)).unwrap();
    let left = AccountDisabled {
        measure: None,
        left: Some(date(2026, 9, 30)),
    };
    let closing = entry(account.id, date(2026, 10, 2), Event::AccountDisabled(left));
    account.evolve(&closing);
    assert!(account.disabled);
    assert_eq!(account.left, Some(date(2026, 9, 30)));
    assert_eq!(account.closed, Some(date(2026, 10, 2)));
    assert_eq!(account.pledged.unwrap().on, date(2026, 6, 1));
}
