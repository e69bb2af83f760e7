use super::*;
use jiff::civil::date;

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

/// The member after a command, or the code of the refusal.
fn after(member: &Member, given: &MemberCommand) -> Result<Member, &'static str> {
    let drafts = command(Some(member), given, &Actor::command_line("test"), now());
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
        neither.target_changed(now().date()),
        Some(date(2026, 5, 20))
    );
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
    let unknown = command(
        None,
        &consent(date(2026, 6, 1)),
        &Actor::command_line("t"),
        now(),
    );
    assert_eq!(unknown.unwrap_err().code, "member.unknown");
    let handler = Actor::new(ActorId::System("x".into()), vec![Role::Handler], None);
    let denied = command(Some(&member), &consent(date(2026, 6, 1)), &handler, now());
    assert_eq!(denied.unwrap_err().code, "access.denied");
}

#[test]
fn contacts_stand_in_the_record_of_the_last_change() {
    let contacts = Contacts {
        name: "株式会社試験".into(),
        ..Contacts::default()
    };
    let member = joined(None);
    assert_eq!(member.contacts_seq, 3);
    let changed = after(&member, &MemberCommand::Change(contacts)).unwrap();
    assert_eq!((changed.contacts_seq, changed.first_seq), (10, 3));
}
