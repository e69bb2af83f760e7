use super::*;
use crate::time::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

fn entry(event: Event) -> Entry {
    Entry {
        seq: 1,
        at: Timestamp::from_jst(date(2026, 6, 1).at(10, 0, 0, 0)),
        actor: ActorId::System("test".into()),
        obj: Obj::Account(AccountId(Uuid::nil())),
        event,
        sha256: String::new(),
    }
}

fn handler() -> Account {
    let created = AccountCreated {
        roles: vec![Role::Handler],
        member: None,
    };
    Account::begin(&entry(Event::AccountCreated(created))).unwrap()
}

fn training(on: Date) -> Training {
    Training {
        course: "basic".into(),
        on,
        title: "苦情対応研修".into(),
        ..Training::default()
    }
}

fn given(account: &Account, training: Training) -> Result<Account, &'static str> {
    let facts = Facts {
        today: date(2026, 6, 1),
        ..Facts::default()
    };
    let actor = Actor::command_line("test");
    let command = AccountCommand::Train(training);
    let drafts = decide(account.id, Some(account), &command, &actor, facts);
    let mut next = account.clone();
    for draft in drafts.map_err(|r| r.code)? {
        next.evolve(&entry(draft.event));
    }
    Ok(next)
}

#[test]
fn training_holds_for_its_fiscal_year_and_the_next() {
    let never = handler();
    assert!(!never.is_trained_on(date(2026, 6, 1)));
    for (on, until) in [
        (date(2025, 3, 31), date(2026, 3, 31)),
        (date(2025, 4, 1), date(2027, 3, 31)),
        (date(2026, 6, 1), date(2028, 3, 31)),
    ] {
        let trained = given(&never, training(on)).unwrap();
        assert_eq!(trained.trained_until(), Some(until), "{on}");
        assert!(trained.is_trained_on(until));
        assert!(!trained.is_trained_on(until.tomorrow().unwrap()));
    }
    // What is recorded late does not take back what is newer.
    let newer = given(&never, training(date(2026, 5, 1))).unwrap();
    let late = given(&newer, training(date(2025, 1, 1))).unwrap();
    assert_eq!(late.trained_until(), newer.trained_until());
}

#[test]
fn training_that_cannot_be_is_refused() {
    let on = date(2026, 5, 1);
    let but = |change: fn(&mut Training)| {
        let mut changed = training(on);
        change(&mut changed);
        given(&handler(), changed).unwrap_err()
    };
    assert_eq!(but(|t| t.on = date(2026, 6, 2)), "training.in_future");
    assert_eq!(but(|t| t.course = "研修".into()), "training.bad_course");
    assert_eq!(but(|t| t.title = " ".into()), "field.required");
    assert_eq!(but(|t| t.material = "abc".into()), "training.bad_material");
    let closed = Account {
        disabled: true,
        ..handler()
    };
    let refused = given(&closed, training(on)).unwrap_err();
    assert_eq!(refused, "account.disabled_already");
}

#[test]
fn the_roster_tells_who_served_from_when_to_when() {
    let at = |mut entry: Entry, day: Date| {
        entry.at = Timestamp::start_of(day);
        entry
    };
    let created = |roles: &[Role]| {
        entry(Event::AccountCreated(AccountCreated {
            roles: roles.to_vec(),
            member: None,
        }))
    };
    let closed = entry(Event::AccountDisabled(AccountDisabled {
        left: None,
        measure: None,
    }));
    let began = at(
        created(&[Role::Intake, Role::Handler, Role::Director]),
        date(2024, 4, 1),
    );
    let trained = at(
        entry(Event::AccountTrained(AccountTrained {
            course: "basic".into(),
            on: date(2024, 4, 10),
            material: None,
        })),
        date(2024, 4, 10),
    );
    let ended = at(closed, date(2025, 9, 30));
    let found = services([&began, &trained, &ended]);
    let spans: Vec<_> = found.iter().map(|s| (s.role, s.from, s.until)).collect();
    let until = Some(date(2025, 9, 30));
    assert_eq!(
        spans,
        [
            (Role::Intake, date(2024, 4, 1), until),
            (Role::Handler, date(2024, 4, 1), until)
        ]
    );
    for (day, serves) in [
        (date(2024, 3, 31), false),
        (date(2024, 4, 1), true),
        (date(2025, 9, 30), true),
        (date(2025, 10, 1), false),
    ] {
        assert_eq!(found[0].is_on(day), serves, "{day}");
    }
}

#[test]
fn an_address_is_given_by_its_owner_or_the_administrator_and_stands_in_its_record() {
    let mut account = handler();
    let id = account.id;
    let give = |account: &Account, actor: &Actor, address: &str| {
        let command = AccountCommand::SetMail {
            address: address.to_owned(),
        };
        decide(id, Some(account), &command, actor, Facts::default())
    };
    let own = account.actor(date(2026, 6, 1));
    let other = |role| {
        Actor::new(
            ActorId::Account(AccountId(Uuid::from_u128(8))),
            vec![role],
            None,
        )
    };
    for (actor, allowed) in [
        (&own, true),
        (&other(Role::Admin), true),
        (&other(Role::Supervisor), false),
        (&Actor::command_line("root"), true),
    ] {
        let given = give(&account, actor, "sato@kigen.example");
        assert_eq!(given.is_ok(), allowed, "{actor:?}");
    }
    for bad in [
        "sato",
        "a@b@c",
        "@kigen.example",
        "sato@kigen..example",
        "佐藤@kigen.example",
    ] {
        let refusal = give(&account, &own, bad).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.field),
            ("account.bad_mail", Some("mail")),
            "{bad}"
        );
    }
    for (seq, address, stands) in [(5, " sato@kigen.example ", Some(5)), (6, "", None)] {
        let draft = give(&account, &own, address).unwrap().remove(0);
        assert_eq!(draft.private, [("mail", address.trim().into())].into());
        let mut entry = entry(draft.event);
        entry.seq = seq;
        account.evolve(&entry);
        assert_eq!(account.mail, stands);
    }
}
