use super::*;
use crate::{
    account::{AccountCommand, decide},
    code::Role,
    event::{AccountCreated, AccountTrained, Entry, Event},
    id::ActorId,
    time::Timestamp,
};
use jiff::civil::date;
use uuid::Uuid;

fn entry(id: AccountId, event: Event) -> Entry {
    Entry {
        seq: 1,
        at: Timestamp::from_jst(date(2026, 6, 1).at(10, 0, 0, 0)),
        actor: ActorId::System("test".into()),
        obj: Obj::Account(id),
        event,
        sha256: String::new(),
    }
}

fn person(n: u128, roles: &[Role]) -> Account {
    let id = AccountId(Uuid::from_u128(n));
    let created = AccountCreated {
        roles: roles.to_vec(),
        member: None,
    };
    let mut account = Account::begin(&entry(id, Event::AccountCreated(created))).unwrap();
    let trained = AccountTrained {
        course: "basic".into(),
        on: date(2026, 4, 10),
        material: None,
    };
    account.evolve(&entry(id, Event::AccountTrained(trained)));
    account
}

/// A desk on Monday 2026-06-01.
struct Desk(Vec<Account>);

const HANDLER: usize = 0;
const SUPERVISOR: usize = 1;
const CENTER_HEAD: usize = 2;
const PRESIDENT: usize = 3;
const DIRECTOR: usize = 4;
const KANJI: usize = 5;
const OTHER_HANDLER: usize = 6;

impl Desk {
    fn new() -> Self {
        let roles: [&[Role]; 7] = [
            &[Role::Handler],
            &[Role::Supervisor],
            &[Role::CenterHead],
            &[Role::Director, Role::President],
            &[Role::Director],
            &[Role::Kanji],
            &[Role::Handler],
        ];
        let accounts = roles.iter().zip(1..).map(|(roles, n)| person(n, roles));
        Self(accounts.collect())
    }

    fn give(&mut self, by: usize, to: usize, command: &AccountCommand) -> Result<(), &'static str> {
        let today = date(2026, 6, 1);
        let facts = Facts {
            today,
            accounts: &self.0,
            ..Facts::default()
        };
        let (actor, account) = (self.0[by].actor(today), &self.0[to]);
        let drafts = decide(account.id, Some(account), command, &actor, facts);
        let id = account.id;
        for draft in drafts.map_err(|refusal| refusal.code)? {
            self.0[to].evolve(&entry(id, draft.event));
        }
        Ok(())
    }

    fn appoint(
        &mut self,
        by: usize,
        deputy: usize,
        principal: usize,
        days: (i8, i8),
    ) -> Result<(), &'static str> {
        let command = AccountCommand::Deputise {
            principal: self.0[principal].id,
            from: date(2026, 6, days.0),
            until: date(2026, 6, days.1),
            reason: "休暇".into(),
        };
        self.give(by, deputy, &command)
    }

    fn end(&mut self, by: usize, deputy: usize, principal: usize) -> Result<(), &'static str> {
        let command = AccountCommand::EndDeputy {
            principal: self.0[principal].id,
            from: self.0[deputy].deputyships[0].from,
            reason: "復帰".into(),
        };
        self.give(by, deputy, &command)
    }
}

#[test]
fn a_deputy_plays_the_parts_on_those_days_and_on_no_other() {
    let mut desk = Desk::new();
    desk.appoint(CENTER_HEAD, HANDLER, SUPERVISOR, (3, 5))
        .unwrap();
    for (day, plays) in [(2, false), (3, true), (5, true), (6, false)] {
        let actor = desk.0[HANDLER].actor(date(2026, 6, day));
        assert_eq!(actor.is(Role::Supervisor), plays, "{day}");
        assert!(actor.is(Role::Handler));
        assert_eq!(actor.guises().len(), if plays { 2 } else { 1 });
    }
    // Each guise plays its own parts, and says for whom.
    let guises = desk.0[HANDLER].actor(date(2026, 6, 4)).guises();
    assert!(!guises[0].is(Role::Supervisor));
    assert!(guises[1].is(Role::Supervisor));
    assert_eq!(guises[1].id.principal(), Some(desk.0[SUPERVISOR].id));
    assert_eq!(guises[1].id.account(), Some(desk.0[HANDLER].id));
}

#[test]
fn nobody_is_appointed_who_could_not_play_the_part() {
    let mut desk = Desk::new();
    let refused = |desk: &mut Desk, by, deputy, principal| {
        desk.appoint(by, deputy, principal, (3, 5)).unwrap_err()
    };
    // Not for themself, and not by themself.
    assert_eq!(
        refused(&mut desk, CENTER_HEAD, HANDLER, HANDLER),
        "deputy.same_person"
    );
    assert_eq!(
        refused(&mut desk, SUPERVISOR, SUPERVISOR, HANDLER),
        "deputy.self_appointed"
    );
    // Whoever votes handles nothing; the kanji stays alone; directors and kanji have no deputy.
    assert_eq!(
        refused(&mut desk, CENTER_HEAD, DIRECTOR, HANDLER),
        "deputy.unfit"
    );
    assert_eq!(
        refused(&mut desk, CENTER_HEAD, KANJI, HANDLER),
        "deputy.unfit"
    );
    assert_eq!(
        refused(&mut desk, PRESIDENT, HANDLER, KANJI),
        "deputy.personal"
    );
    assert_eq!(
        refused(&mut desk, PRESIDENT, KANJI, DIRECTOR),
        "deputy.personal"
    );
    // Only a director acts for the president, and only the president says so.
    assert_eq!(
        refused(&mut desk, PRESIDENT, CENTER_HEAD, PRESIDENT),
        "deputy.unfit"
    );
    assert_eq!(
        refused(&mut desk, CENTER_HEAD, DIRECTOR, PRESIDENT),
        "access.denied"
    );
    desk.appoint(PRESIDENT, DIRECTOR, PRESIDENT, (3, 5))
        .unwrap();
    let actor = desk.0[DIRECTOR].actor(date(2026, 6, 3));
    assert!(actor.is(Role::President));
    // The desk's head appoints for the desk, not for who stands above it.
    assert_eq!(
        refused(&mut desk, SUPERVISOR, HANDLER, CENTER_HEAD),
        "access.denied"
    );
    assert_eq!(
        refused(&mut desk, HANDLER, OTHER_HANDLER, HANDLER),
        "access.denied"
    );
    // Without training nobody plays a part of the desk (B11).
    desk.0[OTHER_HANDLER].trained = None;
    assert_eq!(
        refused(&mut desk, CENTER_HEAD, OTHER_HANDLER, SUPERVISOR),
        "deputy.unfit"
    );
}

#[test]
fn the_days_of_a_deputy_lie_ahead_and_meet_no_other_deputy() {
    let mut desk = Desk::new();
    let last_of_may = AccountCommand::Deputise {
        principal: desk.0[SUPERVISOR].id,
        from: date(2026, 5, 31),
        until: date(2026, 6, 5),
        reason: "休暇".into(),
    };
    assert_eq!(
        desk.give(CENTER_HEAD, HANDLER, &last_of_may),
        Err("deputy.in_past")
    );
    let mut on = |deputy, principal, days| desk.appoint(CENTER_HEAD, deputy, principal, days);
    assert_eq!(on(HANDLER, SUPERVISOR, (5, 3)), Err("deputy.ends_before"));
    on(HANDLER, SUPERVISOR, (3, 5)).unwrap();
    assert_eq!(
        on(OTHER_HANDLER, SUPERVISOR, (5, 9)),
        Err("deputy.overlaps")
    );
    on(OTHER_HANDLER, SUPERVISOR, (6, 9)).unwrap();
    // Whoever is away acts for nobody.
    assert_eq!(on(SUPERVISOR, HANDLER, (4, 4)), Err("deputy.absent"));
    on(SUPERVISOR, HANDLER, (10, 10)).unwrap();
}

#[test]
fn a_deputy_steps_back_early_and_at_once() {
    let mut desk = Desk::new();
    desk.appoint(CENTER_HEAD, HANDLER, SUPERVISOR, (1, 5))
        .unwrap();
    assert!(desk.0[HANDLER].actor(date(2026, 6, 1)).is(Role::Supervisor));
    assert_eq!(
        desk.end(OTHER_HANDLER, HANDLER, SUPERVISOR),
        Err("access.denied")
    );
    desk.end(CENTER_HEAD, HANDLER, SUPERVISOR).unwrap();
    assert!(!desk.0[HANDLER].actor(date(2026, 6, 1)).is(Role::Supervisor));
    assert!(
        desk.0[HANDLER].deputyships.is_empty(),
        "it had no whole day"
    );
    desk.appoint(CENTER_HEAD, HANDLER, SUPERVISOR, (2, 5))
        .unwrap();
}
