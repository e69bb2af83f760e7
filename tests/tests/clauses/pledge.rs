//! Staff and contacts of members pledge confidentiality before anything opens, and it binds them
//! after they left (B16-B17).

use super::*;
use domain::{
    access::Actor,
    account::{Account, AccountCommand, Pledged},
    event::Event,
    id::AccountId,
};
use jiff::civil::date;
use store::{Command, OfficeError};
use tests::both_offices;

both_offices!(
    b16_staff_pledge_every_year_and_each_for_themself,
    b16_whoever_leaves_signs_in_no_more_and_the_pledge_stays,
    b17_a_contact_of_a_member_pledges_once,
);

/// The last record of the ledger.
async fn last_record(t: &TestOffice) -> String {
    let last = t.office.ledger().size().await.unwrap() - 1;
    let page = t.office.ledger().page(last, last + 1).await.unwrap();
    page[0].1.clone()
}

async fn account(t: &TestOffice, id: AccountId) -> Account {
    t.office.account(id).await.unwrap().unwrap()
}

async fn pledged(t: &TestOffice, id: AccountId) -> Pledged {
    let account = account(t, id).await;
    t.office.pledged(&account).await.unwrap()
}

/// Somebody gives the pledge for an account, and what the office says.
async fn give(t: &TestOffice, actor: &Actor, id: AccountId) -> Result<(), &'static str> {
    let roles = account(t, id).await.roles;
    let in_force = t.office.in_force(t.office.now().date()).await.unwrap();
    let text = in_force.profile.pledge_of(&roles).unwrap().sha256();
    let command = Command::Account {
        id: Some(id),
        command: AccountCommand::Pledge { text },
        password: None,
    };
    match t.office.perform(actor, command).await {
        Ok(_) => Ok(()),
        Err(OfficeError::Refused(refusal)) => Err(refusal.code),
        Err(other) => Err(other.code()),
    }
}

async fn b16_staff_pledge_every_year_and_each_for_themself(t: &TestOffice) {
    let handler = t.who(Role::Handler);
    let id = handler.id.account().unwrap();
    assert_eq!(pledged(t, id).await, Pledged::Never);
    // A secret address of a calendar opens no more than a page does.
    let feed = t.office.open_feed(id).await.unwrap();
    assert!(t.office.feed(&feed).await.unwrap().is_none());
    for other in [Role::Supervisor, Role::CenterHead, Role::Admin] {
        assert_eq!(give(t, t.who(other), id).await, Err("access.denied"));
    }
    let operator = Actor::command_line("test");
    assert_eq!(give(t, &operator, id).await, Err("access.denied"));
    give(t, handler, id).await.unwrap();
    let until = date(2027, 5, 31);
    assert_eq!(pledged(t, id).await, Pledged::Holds(Some(until)));
    assert!(t.office.feed(&feed).await.unwrap().is_some());
    t.clock.set(t.office.now().plus_seconds(365 * 86_400));
    assert_eq!(pledged(t, id).await, Pledged::Ended(until));
    give(t, handler, id).await.unwrap();
    assert!(pledged(t, id).await.opens());
}

async fn b16_whoever_leaves_signs_in_no_more_and_the_pledge_stays(t: &TestOffice) {
    let password = || "correct horse battery".to_owned();
    let create = Command::Account {
        id: None,
        command: AccountCommand::Create {
            login: "leaver".to_owned(),
            name: "試験 退職".to_owned(),
            roles: vec![Role::Handler],
            member: None,
        },
        password: Some(t.office.hash_password(password().into()).await.unwrap()),
    };
    let created = t.perform(Role::Admin, create).await.unwrap();
    let id = created.account.unwrap();
    let today = t.office.now().date();
    give(t, &account(t, id).await.actor(today), id)
        .await
        .unwrap();
    let session = t
        .office
        .sign_in("leaver", password().into())
        .await
        .unwrap()
        .unwrap();
    assert!(t.office.signed_in(&session.token).await.unwrap().is_some());

    let case = registered(t, complaint()).await.id;
    t.go(Role::Intake, case, CaseCommand::Acknowledge).await;
    let anyway = CaseCommand::AssignUntrained {
        handler: id,
        reason: words(),
    };
    t.go(Role::Supervisor, case, anyway).await;

    let close = |left| Command::Account {
        id: Some(id),
        command: AccountCommand::Disable {
            left: Some(left),
            reason: "退職".to_owned(),
        },
        password: None,
    };
    let tomorrow = t
        .perform(Role::Admin, close(today.tomorrow().unwrap()))
        .await;
    assert!(
        matches!(&tomorrow, Err(OfficeError::Refused(r)) if r.code == "account.left_in_future"),
        "{tomorrow:?}"
    );
    t.perform(Role::Admin, close(today)).await.unwrap();
    // On the same day everything is closed.
    assert!(t.office.signed_in(&session.token).await.unwrap().is_none());
    assert!(
        t.office
            .sign_in("leaver", password().into())
            .await
            .unwrap()
            .is_none()
    );
    let left = account(t, id).await;
    assert_eq!((left.left, left.closed), (Some(today), Some(today)));
    // The pledge stays, in the row and in the ledger from which it is folded.
    assert_eq!(left.pledged.unwrap().on, today);
    let (world, _) = t.office.world().await.unwrap();
    assert!(world.accounts[&id].pledged.is_some());
    // What is to be handed over is counted, until somebody else has it.
    let open = |counts: std::collections::BTreeMap<AccountId, u64>| counts.get(&id).copied();
    assert_eq!(
        open(t.office.open_cases_by_handler().await.unwrap()),
        Some(1)
    );
    let handler = t.who(Role::Handler).id.account().unwrap();
    t.go(Role::Supervisor, case, CaseCommand::Assign { handler })
        .await;
    assert_eq!(open(t.office.open_cases_by_handler().await.unwrap()), None);
}

async fn b17_a_contact_of_a_member_pledges_once(t: &TestOffice) {
    let contact = t.who(Role::MemberContact);
    let id = contact.id.account().unwrap();
    assert_eq!(pledged(t, id).await, Pledged::Never);
    give(t, contact, id).await.unwrap();
    assert_eq!(pledged(t, id).await, Pledged::Holds(None));
    t.clock.set(t.office.now().plus_seconds(5 * 366 * 86_400));
    assert_eq!(pledged(t, id).await, Pledged::Holds(None));
    // What stands in the ledger names the text and nobody.
    let body = last_record(t).await;
    let record = domain::chain::Record::parse(body.as_bytes()).unwrap();
    let entry = domain::event::Entry::from_record(&record, String::new()).unwrap();
    assert!(matches!(entry.event, Event::AccountPledged(e) if e.version == "2026-04"));
    assert!(!body.contains("試験"));
}
