use super::*;
use crate::{
    account::Deputyship,
    event::{AccountCreated, Entry, Event},
    id::{ActorId, Obj},
    time::Timestamp,
};
use jiff::civil::date;
use uuid::Uuid;

fn person(n: u128, roles: &[Role]) -> Account {
    Account::begin(&Entry {
        seq: 1,
        at: Timestamp::from_micros(0),
        actor: ActorId::System("test".into()),
        sha256: String::new(),
        obj: Obj::Account(AccountId(Uuid::from_u128(n))),
        event: Event::AccountCreated(AccountCreated {
            roles: roles.to_vec(),
            member: None,
        }),
    })
    .unwrap()
}

fn told(to: Role, handler: Option<u128>, people: &[Account], barred: &[u128]) -> Vec<u128> {
    let barred: Vec<AccountId> = barred
        .iter()
        .map(|n| AccountId(Uuid::from_u128(*n)))
        .collect();
    let handler = handler.map(|n| AccountId(Uuid::from_u128(n)));
    addressees(to, handler, people, date(2026, 6, 1), |id| {
        barred.contains(&id)
    })
    .into_iter()
    .map(|id| id.0.as_u128())
    .collect()
}

#[test]
fn a_step_is_told_to_its_part_and_to_the_next_above_when_nobody_plays_it() {
    let mut people = vec![
        person(1, &[Role::Handler]),
        person(2, &[Role::Handler]),
        person(3, &[Role::Supervisor]),
        person(4, &[Role::CenterHead]),
        person(5, &[Role::President, Role::Director]),
        person(6, &[Role::Secretariat]),
    ];
    for (to, handler, barred, expected) in [
        (Role::Handler, Some(2), &[][..], &[2][..]),
        (Role::Handler, None, &[], &[3]),
        (Role::Supervisor, Some(2), &[], &[3]),
        (Role::Supervisor, Some(2), &[3], &[4]),
        (Role::CenterHead, None, &[4], &[5]),
        (Role::President, None, &[], &[5]),
        // The president must not know of it, and there is nobody above.
        (Role::President, None, &[5], &[]),
        (Role::Secretariat, None, &[], &[6]),
        (Role::Secretariat, None, &[6], &[3]),
        (Role::Handler, Some(9), &[], &[3]),
    ] {
        assert_eq!(
            told(to, handler, &people, barred),
            expected,
            "{to:?} {handler:?} {barred:?}"
        );
    }
    people[2].disabled = true;
    assert_eq!(told(Role::Handler, None, &people, &[]), [4]);
}

#[test]
fn whoever_stands_in_for_somebody_on_leave_is_told_too() {
    let mut people = vec![person(1, &[Role::Handler]), person(2, &[Role::Handler])];
    let principal = people[0].id;
    people[1].deputyships.push(Deputyship {
        principal,
        roles: vec![Role::Handler],
        from: date(2026, 5, 30),
        until: date(2026, 6, 1),
    });
    assert_eq!(told(Role::Handler, Some(1), &people, &[]), [1, 2]);
    people[1].deputyships[0].until = date(2026, 5, 31);
    assert_eq!(told(Role::Handler, Some(1), &people, &[]), [1]);
}

#[test]
fn a_mail_says_the_gravest_first_and_how_many_more_there_are() {
    let line = |level, day| Line {
        obj: "organisation".into(),
        number: None,
        clock: "ACK".into(),
        last: date(2026, 6, day),
        urgency: Urgency::Today,
        level,
    };
    let notice = Notice::of(
        vec![line(0, 1), line(1, 9), line(3, 8), line(1, 2), line(1, 2)],
        BTreeMap::new(),
    );
    let order: Vec<(u8, i8)> = notice
        .lines
        .iter()
        .map(|l| (l.level, l.last.day()))
        .collect();
    assert_eq!(order, [(3, 8), (1, 2), (1, 9), (0, 1)]);
    let many = (1..=28).flat_map(|day| [line(0, day), line(2, day)]);
    let notice = Notice::of(many.collect(), BTreeMap::new());
    assert_eq!((notice.lines.len(), notice.more), (LINES_AT_MOST, 26));
}
