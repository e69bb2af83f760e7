use super::*;
use crate::{
    calendar::Calendar,
    profile::{Profile, SHIPPED},
};
use jiff::civil::date;
use std::collections::BTreeMap;

fn entry(seq: u64, event: Event) -> Entry {
    Entry {
        seq,
        at: now(),
        actor: ActorId::System("test".into()),
        obj: Obj::Member("M1".parse().unwrap()),
        event,
        sha256: String::new(),
    }
}

fn now() -> Timestamp {
    Timestamp::from_jst(date(2026, 6, 1).at(10, 0, 0, 0))
}

fn joined(consented: Option<Date>) -> Member {
    let event = Event::MemberJoined(MemberJoined {
        industry: "finance".into(),
        joined: date(2020, 4, 1),
        consented,
    });
    Member::begin(&entry(3, event)).unwrap()
}

/// What follows under the first shipped profile.
fn ruled<T>(ask: impl FnOnce(Rules<'_>) -> T) -> T {
    ask(Rules {
        profile: &Profile::from_toml(SHIPPED[0].1).unwrap(),
        profile_digest: "",
        calendar: &Calendar::standard(),
        earlier: &BTreeMap::new(),
    })
}

fn contacts(name: &str) -> Contacts {
    Contacts {
        name: name.into(),
        ..Contacts::default()
    }
}

/// The member after a command, or the code of the refusal.
fn after(member: &Member, given: &MemberCommand) -> Result<Member, &'static str> {
    let known = (member, &contacts("株式会社試験"));
    let operator = Actor::command_line("test");
    let drafts = ruled(|rules| command(Some(known), given, &operator, rules, now()));
    let mut next = member.clone();
    for (n, draft) in drafts.map_err(|r| r.code)?.into_iter().enumerate() {
        next.evolve(&entry(10 + n as u64, draft.event));
    }
    Ok(next)
}

fn consent(on: Date) -> MemberCommand {
    MemberCommand::Consent { on }
}

fn withdraw(on: Date) -> MemberCommand {
    MemberCommand::WithdrawConsent { on }
}

fn leave(on: Date) -> MemberCommand {
    let cause = LeaveCause::Withdrawal;
    MemberCommand::Leave { on, cause }
}

#[test]
fn membership_and_consent_are_two_facts() {
    let member = joined(None);
    let target = after(&member, &consent(date(2021, 4, 1))).unwrap();
    let left = after(&target, &leave(date(2026, 5, 1))).unwrap();
    let neither = after(&left, &withdraw(date(2026, 5, 20))).unwrap();
    for (state, day, standing) in [
        (&member, date(2026, 6, 1), Standing::MemberOnly),
        (&target, date(2021, 3, 31), Standing::MemberOnly),
        (&target, date(2021, 4, 1), Standing::MemberAndTarget),
        (&target, date(2019, 1, 1), Standing::Left),
        (&left, date(2026, 4, 30), Standing::MemberAndTarget),
        (&left, date(2026, 5, 1), Standing::TargetOnly),
        (&neither, date(2026, 5, 19), Standing::TargetOnly),
        (&neither, date(2026, 5, 20), Standing::Left),
    ] {
        assert_eq!(state.standing_on(day), standing, "{day}");
    }
    assert_eq!(
        (target.consented(), neither.consented()),
        (Some(date(2021, 4, 1)), None)
    );
}

#[test]
fn consent_can_come_again_after_it_ended() {
    let member = joined(Some(date(2020, 4, 1)));
    let without = after(&member, &withdraw(date(2022, 4, 1))).unwrap();
    let again = after(&without, &consent(date(2024, 4, 1))).unwrap();
    for (day, target) in [
        (date(2022, 3, 31), true),
        (date(2022, 4, 1), false),
        (date(2024, 3, 31), false),
        (date(2024, 4, 1), true),
    ] {
        assert_eq!(again.is_target_on(day), target, "{day}");
    }
}

#[test]
fn what_contradicts_the_dates_is_refused() {
    let member = joined(None);
    let target = joined(Some(date(2021, 4, 1)));
    let left = after(&member, &leave(date(2026, 5, 1))).unwrap();
    let without = after(&target, &withdraw(date(2022, 4, 1))).unwrap();
    for (state, given, code) in [
        (&member, consent(date(2026, 6, 2)), "member.in_future"),
        (
            &target,
            consent(date(2026, 6, 1)),
            "member.consents_already",
        ),
        (
            &without,
            consent(date(2022, 3, 31)),
            "member.before_consent",
        ),
        (&member, withdraw(date(2026, 6, 1)), "member.has_no_consent"),
        (
            &target,
            withdraw(date(2021, 3, 31)),
            "member.before_consent",
        ),
        (
            &without,
            withdraw(date(2026, 6, 1)),
            "member.has_no_consent",
        ),
        (&member, leave(date(2020, 3, 31)), "member.before_joining"),
        (&left, leave(date(2026, 5, 2)), "member.left_already"),
        (
            &member,
            MemberCommand::Change(Contacts::default()),
            "field.required",
        ),
    ] {
        assert_eq!(after(state, &given).unwrap_err(), code, "{given:?}");
    }
    let given = consent(date(2026, 6, 1));
    let operator = Actor::command_line("t");
    let unknown = ruled(|rules| command(None, &given, &operator, rules, now()));
    assert_eq!(unknown.unwrap_err().code, "member.unknown");
    let handler = Actor::new(ActorId::System("x".into()), vec![Role::Handler], None);
    let known = (&member, &Contacts::default());
    let denied = ruled(|rules| command(Some(known), &given, &handler, rules, now()));
    assert_eq!(denied.unwrap_err().code, "access.denied");
}

#[test]
fn contacts_stand_in_the_record_of_the_last_change() {
    let member = joined(None);
    assert_eq!(member.contacts_seq, 3);
    let changed = after(&member, &MemberCommand::Change(contacts("株式会社新試験"))).unwrap();
    assert_eq!((changed.contacts_seq, changed.first_seq), (10, 3));
}

/// Beginning and last day of each clock of the member.
fn clocks(member: &Member) -> Vec<(&str, Date, Date)> {
    let clocks = member.deadlines.iter();
    clocks
        .map(|(name, d)| (name.as_str(), d.from.date(), d.due.last))
        .collect()
}

#[test]
fn what_changes_the_public_list_runs_from_its_day_for_three_open_days() {
    let member = joined(None);
    let target = joined(Some(date(2021, 4, 1)));
    let friday = date(2026, 5, 29);
    let list = |from, last| vec![("LIST_UPDATE.1", from, last)];
    let renamed = contacts("株式会社新試験");
    let moved = Contacts {
        address: "東京都架空区".into(),
        ..contacts(" 株式会社試験 ")
    };
    for (state, given, expected) in [
        (&member, consent(friday), list(friday, date(2026, 6, 3))),
        (&target, withdraw(friday), list(friday, date(2026, 6, 3))),
        (&target, leave(friday), list(friday, date(2026, 6, 3))),
        (
            &target,
            MemberCommand::Change(renamed.clone()),
            list(date(2026, 6, 1), date(2026, 6, 4)),
        ),
        // However late it is told, it is a change.
        (
            &target,
            withdraw(date(2026, 1, 9)),
            list(date(2026, 1, 9), date(2026, 1, 15)),
        ),
        // Nothing of this is on the list.
        (&target, MemberCommand::Change(moved), vec![]),
        (&member, MemberCommand::Change(renamed), vec![]),
        (&member, leave(friday), vec![]),
    ] {
        assert_eq!(
            clocks(&after(state, &given).unwrap()),
            expected,
            "{given:?}"
        );
    }
    let twice = after(
        &after(&member, &consent(friday)).unwrap(),
        &withdraw(friday),
    )
    .unwrap();
    assert_eq!(clocks(&twice).len(), 2);
    assert_eq!(twice.consents.len(), 1, "a clock's events are no others");
}

#[test]
fn a_register_that_is_taken_over_starts_no_clock() {
    let joining = |consented| Joining {
        code: "M1".parse().unwrap(),
        industry: String::new(),
        joined: date(2010, 4, 1),
        consented,
        name: "株式会社試験".into(),
        corporate_number: String::new(),
        address: String::new(),
        desk: String::new(),
        telephone: String::new(),
    };
    for (consented, clocks) in [
        (None, 0),
        (Some(date(2015, 4, 1)), 0),
        (Some(date(2026, 5, 24)), 0),
        (Some(date(2026, 5, 25)), 1),
        (Some(date(2026, 6, 1)), 1),
    ] {
        let operator = Actor::command_line("test");
        let joining = joining(consented);
        let drafts = ruled(|rules| decide(None, &joining, &operator, rules, now())).unwrap();
        let started = drafts
            .iter()
            .filter(|draft| matches!(draft.event, Event::DeadlineStarted(_)));
        assert_eq!(started.count(), clocks, "{consented:?}");
    }
}

#[test]
fn a_published_list_shows_what_has_taken_effect_and_nothing_yet_to_come() {
    ruled(|rules| {
        for (on, stops) in [
            (date(2026, 5, 25), true),
            (date(2026, 6, 1), true),
            (date(2026, 6, 2), false),
        ] {
            let mut deadlines = Deadlines::default();
            for event in targets::changed(&deadlines.clone(), on, rules).unwrap() {
                deadlines.evolve(&event);
            }
            let deadline = deadlines["LIST_UPDATE.1"].clone();
            assert_eq!(deadline.from.date(), on, "counted from the effective day");
            let Some(event) = targets::shown(&deadline, rules, now()) else {
                assert!(!stops, "{on}");
                continue;
            };
            assert!(stops, "{on}");
            deadlines.evolve(&event);
            let stopped = deadlines["LIST_UPDATE.1"].stopped.as_ref().unwrap();
            assert_eq!(stopped.cause, "public_list_updated");
            assert_eq!(
                stopped.late_open_days,
                u32::from(on < date(2026, 5, 26)) * 2
            );
        }
    });
}
