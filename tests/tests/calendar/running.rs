//! Deadlines that run: more time, suspension, the load ahead and the feed.

use super::*;

/// 3.2, B18: once, at most 14 days, asked before the end; for the office's own work only by those
/// who oversee it.
pub(crate) async fn more_time_is_granted_once_and_by_whoever_may(t: &TestOffice) {
    let waiting = asked(t).await;
    let id = waiting.id;
    let extend = |deadline: &str, n, unit| {
        Command::case(
            id,
            CaseCommand::ExtendDeadline {
                deadline: deadline.to_owned(),
                more: MoreTime {
                    by: Extension { n, unit },
                    asked_on: None,
                },
                reason: "資料の取寄せに日数を要するため".to_owned(),
            },
        )
    };
    for role in [Role::MemberContact, Role::Intake, Role::Director] {
        let code = refused(
            t.perform(role, extend("MEMBER_REPLY.1", 14, Unit::Day))
                .await,
        );
        assert_eq!(code, "access.denied", "{role:?}");
    }
    let own = extend("TARGET_CLOSE.1", 30, Unit::Day);
    assert_eq!(
        refused(t.perform(Role::Handler, own.clone()).await),
        "access.denied"
    );
    t.perform(Role::Supervisor, own).await.unwrap();
    assert_eq!(
        refused(
            t.perform(Role::Handler, extend("MEMBER_REPLY.1", 15, Unit::Day))
                .await
        ),
        "deadline.extension_too_long"
    );
    let done = t
        .perform(Role::Handler, extend("MEMBER_REPLY.1", 14, Unit::Day))
        .await
        .unwrap();
    let deadline = done.case.unwrap().deadlines["MEMBER_REPLY.1"].clone();
    assert_eq!(deadline.moved[0].was, date(2026, 6, 15));
    assert_eq!(deadline.due.last, date(2026, 6, 29));
    assert_eq!(
        refused(
            t.perform(Role::Handler, extend("MEMBER_REPLY.1", 1, Unit::Day))
                .await
        ),
        "deadline.extended_already"
    );
    // The old ladder is void, the new one runs.
    set(t, date(2026, 6, 17));
    t.office
        .escalate_all(&Actor::job("escalate"), 200)
        .await
        .unwrap();
    let level = |file: &CaseFile| file.deadlines["MEMBER_REPLY.1"].level();
    assert_eq!(level(&file(t, id).await), 0);
    set(t, date(2026, 7, 1));
    t.office
        .escalate_all(&Actor::job("escalate"), 200)
        .await
        .unwrap();
    assert_eq!(level(&file(t, id).await), 1);
}

pub(crate) async fn a_suspension_can_be_dated_back_within_the_limit(t: &TestOffice) {
    let id = asked(t).await.id;
    set(t, date(2026, 6, 9));
    let declare = MatterCommand::Declare {
        declared: Declared {
            litigation: Litigation::Pending,
            ..Declared::default()
        },
        words: "訴えがある".to_owned(),
    };
    let declare = Command::case(id, CaseCommand::Matter(declare));
    t.perform(Role::Handler, declare).await.unwrap();
    let propose = |from| {
        Command::case(
            id,
            CaseCommand::Propose(
                Motion::new(
                    Act::Suspend {
                        ground: Ground::Litigation,
                        from,
                    },
                    "訴訟の係属",
                )
                .with_letter("停止します"),
            ),
        )
    };
    for (from, code) in [
        (date(2026, 6, 10), "date.in_future"),
        (date(2026, 6, 1), "date.too_far_back"),
    ] {
        assert_eq!(
            refused(t.perform(Role::Handler, propose(Some(from))).await),
            code
        );
    }
    let done = t
        .perform(Role::Handler, propose(Some(date(2026, 6, 8))))
        .await
        .unwrap();
    let proposal = done.case.unwrap().proposal.unwrap().digest;
    // The approval comes a day later; the day that was put forward counts.
    set(t, date(2026, 6, 10));
    let approve = Command::case(id, CaseCommand::Approve { proposal });
    t.perform(Role::Supervisor, approve).await.unwrap();
    set(t, date(2026, 6, 18));
    let resume = |on| {
        Command::case(
            id,
            CaseCommand::Resume {
                on,
                reason: "訴えの取下げ".to_owned(),
            },
        )
    };
    assert_eq!(
        refused(
            t.perform(Role::Supervisor, resume(Some(date(2026, 6, 2))))
                .await
        ),
        "date.too_far_back"
    );
    let file = t
        .perform(Role::Supervisor, resume(Some(date(2026, 6, 17))))
        .await
        .unwrap()
        .case
        .unwrap();
    let reply = &file.deadlines["MEMBER_REPLY.1"];
    let days: Vec<(Date, Date)> = reply
        .pauses
        .iter()
        .map(|(a, b)| (a.date(), b.date()))
        .collect();
    assert_eq!(days, [(date(2026, 6, 8), date(2026, 6, 17))]);
    assert_eq!(
        reply.due.last,
        date(2026, 6, 25),
        "the worked example of a pause"
    );
}

pub(crate) async fn the_load_counts_every_open_deadline_on_its_day(t: &TestOffice) {
    asked(t).await;
    begin(t).await;
    let supervisor = t.who(Role::Supervisor);
    let all = LoadFilter::default();
    let days = t.office.load_by_day(supervisor, &all).await.unwrap();
    let items = t.office.open_within(supervisor, &all, 1_000).await.unwrap();
    let counted: u32 = days.iter().map(|day| day.running + day.paused).sum();
    assert_eq!(counted as usize, items.len());
    for day in &days {
        let found = items
            .iter()
            .filter(|i| i.deadline.due.last == day.day)
            .count();
        assert_eq!(found, (day.running + day.paused) as usize, "{}", day.day);
    }
    // A member sees its own, the others nothing; a handler's own are those of their cases.
    let member = t
        .office
        .open_within(t.who(Role::MemberContact), &all, 1_000)
        .await
        .unwrap();
    assert!(!member.is_empty() && member.len() < items.len());
    let handler = t.who(Role::Handler).id.account();
    let own = LoadFilter { handler, ..all };
    let own = t.office.open_within(supervisor, &own, 1_000).await.unwrap();
    assert!(
        own.iter()
            .all(|item| item.file().unwrap().handler == handler)
            && !own.is_empty()
    );
    assert!(
        t.office
            .load_by_day(t.who(Role::Admin), &all)
            .await
            .unwrap()
            .is_empty()
    );
}

pub(crate) async fn a_feed_belongs_to_one_person_and_can_be_taken_away(t: &TestOffice) {
    let waiting = asked(t).await;
    for role in [Role::Handler, Role::MemberContact] {
        t.pledge(role).await;
    }
    let handler = t.who(Role::Handler).id.account().unwrap();
    let token = t.office.open_feed(handler).await.unwrap();
    let items = t.office.feed(&token).await.unwrap().unwrap();
    assert!(items.iter().all(|item| item.obj() == Obj::Case(waiting.id)));
    assert!(
        items
            .iter()
            .any(|item| item.deadline.name == "MEMBER_REPLY.1")
    );
    assert!(t.office.feed("guess").await.unwrap().is_none());
    // A new secret voids the old one; taking it away voids both.
    let second = t.office.open_feed(handler).await.unwrap();
    assert!(t.office.feed(&token).await.unwrap().is_none());
    assert!(t.office.feed(&second).await.unwrap().is_some());
    t.office.close_feed(handler).await.unwrap();
    assert!(t.office.feed(&second).await.unwrap().is_none());
    // A member hears of its own duties only, and a closed account of nothing.
    let contact = t.who(Role::MemberContact).id.account().unwrap();
    let member = t.office.open_feed(contact).await.unwrap();
    let items = t.office.feed(&member).await.unwrap().unwrap();
    let clocks: Vec<&str> = items
        .iter()
        .map(|item| item.deadline.clock.as_str())
        .collect();
    assert_eq!(clocks, ["MEMBER_REPLY"]);
    let disable = Command::Account {
        id: Some(contact),
        command: domain::account::AccountCommand::Disable {
            left: None,
            reason: "退職".to_owned(),
        },
        password: None,
    };
    t.perform(Role::Admin, disable).await.unwrap();
    assert!(t.office.feed(&member).await.unwrap().is_none());
}
