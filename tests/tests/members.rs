//! Members and the public list of target businesses, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    calendar::DayRange,
    clock::Deadline,
    code::{DocumentKind, LeaveCause, Role},
    event::{Event, MemberChanged},
    id::{MemberCode, Obj},
    member::{Contacts, MemberCommand, Standing},
    targets::TargetList,
    time::Timestamp,
};
use jiff::civil::{Date, date};
use jobs::{Registry, Runner};
use sea_orm::{ConnectionTrait, Statement};
use store::{
    Access, Command, Database, DocumentAct, OfficeError, Settings,
    desk::{DueItem, LoadFilter},
    office::CheckFault,
};
use tests::{
    both_databases, both_offices,
    harness::{TestDatabase, TestPlace, office::TestOffice},
};

both_offices!(
    a_member_leaves_and_stays_a_target_until_its_consent_ends,
    contacts_change_and_the_earlier_ones_stay_sealed,
    the_list_is_published_when_it_differs_and_each_snapshot_stays,
    a_list_that_was_changed_in_the_store_is_found,
    the_evening_job_takes_a_snapshot_when_one_is_due,
    a_change_of_the_list_climbs_its_ladder_until_it_is_published,
    a_change_that_was_taken_back_is_published_all_the_same,
    only_contacts_that_the_list_shows_start_its_clock,
    a_newer_calendar_moves_the_clock_of_a_member,
    a_clock_that_was_changed_in_the_store_is_found,
);
both_databases!(members_of_an_earlier_program_keep_their_consent,);

const DAY: i64 = 86_400;

fn code() -> MemberCode {
    "M0001".parse().unwrap()
}

async fn record(t: &TestOffice, role: Role, command: MemberCommand) -> Result<(), OfficeError> {
    let command = Command::Member {
        code: code(),
        command,
    };
    t.perform(role, command).await.map(|_| ())
}

fn refusal(result: Result<(), OfficeError>) -> &'static str {
    match result {
        Err(OfficeError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

async fn standing(t: &TestOffice) -> Standing {
    let card = t
        .office
        .member(t.who(Role::Membership), &code())
        .await
        .unwrap()
        .unwrap();
    card.member.standing_on(t.office.now().date())
}

async fn a_member_leaves_and_stays_a_target_until_its_consent_ends(t: &TestOffice) {
    assert_eq!(standing(t).await, Standing::MemberAndTarget);
    let leave = MemberCommand::Leave {
        on: date(2026, 5, 31),
        cause: LeaveCause::Withdrawal,
    };
    let denied = record(t, Role::Handler, leave.clone()).await;
    assert_eq!(refusal(denied), "access.denied");
    record(t, Role::Membership, leave.clone()).await.unwrap();
    assert_eq!(standing(t).await, Standing::TargetOnly);
    let again = record(t, Role::Membership, leave).await;
    assert_eq!(refusal(again), "member.left_already");
    let on = date(2026, 6, 1);
    record(t, Role::Supervisor, MemberCommand::WithdrawConsent { on })
        .await
        .unwrap();
    assert_eq!(standing(t).await, Standing::Left);
    let kinds: Vec<&str> = t
        .office
        .member_history(&code())
        .await
        .unwrap()
        .iter()
        .map(|entry| entry.event.kind())
        .collect();
    assert_eq!(
        kinds,
        [
            "deadline.started",
            "member.consent_withdrawn",
            "deadline.started",
            "member.left",
            "member.joined"
        ]
    );
}

async fn contacts_change_and_the_earlier_ones_stay_sealed(t: &TestOffice) {
    let contacts = Contacts {
        name: "株式会社新試験".to_owned(),
        kana: "シンシケン".to_owned(),
        telephone: "0000-11-1111".to_owned(),
        mail: "desk@example.jp".to_owned(),
        ..Contacts::default()
    };
    record(t, Role::Membership, MemberCommand::Change(contacts))
        .await
        .unwrap();
    let card = t
        .office
        .member(t.who(Role::Membership), &code())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (card.name.as_str(), card.kana.as_str(), card.mail.as_str()),
        ("株式会社新試験", "シンシケン", "desk@example.jp")
    );
    // All contacts are replaced together: what was left out is empty now.
    assert_eq!((card.address.as_str(), card.desk.as_str()), ("", ""));
    let names = t.office.member_names().await.unwrap();
    assert_eq!(names.get(&code()).unwrap(), "株式会社新試験");
    let roll = t.office.roll().await.unwrap();
    assert!(roll.iter().any(|card| card.telephone == "0000-11-1111"));
    // No particulars in the ledger's bodies.
    let changed = t.office.member_history(&code()).await.unwrap();
    let kept = changed
        .iter()
        .filter(|e| e.event.kind() == "member.changed");
    assert!(
        kept.map(|e| &e.event)
            .eq([&Event::MemberChanged(MemberChanged {})])
    );
}

/// The clock of the list of the member, the latest one.
async fn clock(t: &TestOffice) -> Deadline {
    let (world, _) = t.office.world().await.unwrap();
    let deadlines = world.deadlines_of(&Obj::Member(code())).unwrap();
    deadlines.values().next_back().unwrap().clone()
}

async fn withdraw(t: &TestOffice, on: Date) {
    record(t, Role::Membership, MemberCommand::WithdrawConsent { on })
        .await
        .unwrap();
}

async fn publish(t: &TestOffice) {
    t.perform(Role::Publisher, Command::PublishTargets)
        .await
        .unwrap();
}

fn codes(list: &TargetList) -> Vec<&str> {
    list.lines().iter().map(|line| line.code.as_str()).collect()
}

async fn the_list_is_published_when_it_differs_and_each_snapshot_stays(t: &TestOffice) {
    let job = Actor::job("targets");
    let before = t.office.target_list().await.unwrap();
    assert!(before.due && before.last.is_none());
    assert_eq!(codes(&before.list), ["M0001", "M0002"]);
    // They consented years ago: whoever takes a register over owes no list for it.
    assert!(before.waiting.is_empty());
    let handler = t.perform(Role::Handler, Command::PublishTargets).await;
    assert_eq!(refusal(handler.map(|_| ())), "access.denied");
    t.office
        .perform(&job, Command::PublishTargets)
        .await
        .unwrap();
    let same = t.office.perform(&job, Command::PublishTargets).await;
    assert_eq!(refusal(same.map(|_| ())), "targets.unchanged");

    // Monday 1 June. The end is recorded on Monday 8 June, four open days after it.
    t.clock.set(t.office.now().plus_seconds(7 * DAY));
    let on = date(2026, 6, 2);
    record(t, Role::Membership, MemberCommand::WithdrawConsent { on })
        .await
        .unwrap();
    let after = t.office.target_list().await.unwrap();
    assert_eq!(codes(&after.list), ["M0002"]);
    let [(member, deadline)] = after.waiting.try_into().unwrap();
    assert_eq!((member, deadline.due.last), (code(), date(2026, 6, 5)));
    assert!(after.due && deadline.due.ends_at < t.office.now());
    t.perform(Role::Publisher, Command::PublishTargets)
        .await
        .unwrap();
    let published = t.office.target_list().await.unwrap();
    assert!(!published.due && published.waiting.is_empty());
    let stopped = clock(t).await.stopped.unwrap();
    assert_eq!(stopped.cause, "public_list_updated");
    assert_eq!((stopped.at, stopped.late_open_days), (t.office.now(), 1));

    let on = |day| t.office.targets_on(day);
    assert!(on(date(2026, 5, 31)).await.unwrap().is_none());
    for (day, count, taken) in [
        (date(2026, 6, 1), 2, date(2026, 6, 1)),
        (date(2026, 6, 7), 2, date(2026, 6, 1)),
        (date(2026, 6, 8), 1, date(2026, 6, 8)),
    ] {
        let (record, list) = on(day).await.unwrap().unwrap();
        assert_eq!((record.on, list.lines().len()), (taken, count), "{day}");
    }
}

async fn a_list_that_was_changed_in_the_store_is_found(t: &TestOffice) {
    t.perform(Role::Publisher, Command::PublishTargets)
        .await
        .unwrap();
    let change = |from: &str, to: &str| {
        format!("UPDATE document SET body = replace(body, '{from}', '{to}') WHERE kind = 'targets'")
    };
    let db = t.office.database().clone();
    let run = async |sql: String| {
        let tx = db.write().await.unwrap();
        tx.execute_unprepared(&sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    run(change("M0002", "M0003")).await;
    let fault = t.office.check().await.unwrap_err();
    assert!(
        matches!(
            fault,
            CheckFault::Differs {
                what: "published list",
                ..
            }
        ),
        "{fault}"
    );
    run(change("M0003", "M0002")).await;
}

async fn the_evening_job_takes_a_snapshot_when_one_is_due(t: &TestOffice) {
    let registry = Registry::new([jobs::targets(t.office.clone())]).unwrap();
    let runner = Runner::of(&t.office, registry, "a").await.unwrap();
    runner.tick(t.office.now()).await.unwrap();
    // The list never changes: the first evening and the end of the month.
    for day in 1..=30 {
        let evening = Timestamp::from_jst(date(2026, 6, day).at(23, 50, 30, 0));
        t.clock.set(evening);
        runner.tick(evening).await.unwrap();
    }
    let lists = t.office.organisation().await.unwrap().target_lists;
    let days: Vec<_> = lists.keys().copied().collect();
    assert_eq!(days, [date(2026, 6, 1), date(2026, 6, 30)]);
}

async fn a_change_of_the_list_climbs_its_ladder_until_it_is_published(t: &TestOffice) {
    publish(t).await;
    withdraw(t, date(2026, 6, 1)).await;
    assert_eq!(clock(t).await.due.last, date(2026, 6, 4));
    let registry = Registry::new([jobs::escalate(t.office.clone())]).unwrap();
    let runner = Runner::of(&t.office, registry, "a").await.unwrap();
    let supervisor = t.who(Role::Supervisor);
    let theirs = |items: &[DueItem]| -> Vec<(Obj, String)> {
        let items = items.iter().filter(|item| item.file().is_none());
        items.map(|i| (i.obj(), i.deadline.name.clone())).collect()
    };
    let expected = vec![(Obj::Member(code()), "LIST_UPDATE.1".to_owned())];
    let morning = t.office.morning(supervisor).await.unwrap();
    assert_eq!(theirs(&morning.week), expected);
    let late = Timestamp::from_jst(date(2026, 6, 18).at(9, 0, 0, 0));
    t.clock.set(late);
    runner.tick(late).await.unwrap();
    let reached: Vec<String> = clock(t).await.reached.into_iter().map(|e| e.step).collect();
    assert_eq!(reached, ["r2", "l1", "l2", "l3"]);
    runner.tick(late.plus_seconds(60)).await.unwrap();
    assert_eq!(clock(t).await.reached.len(), 4, "once");

    let morning = t.office.morning(supervisor).await.unwrap();
    assert_eq!(theirs(&morning.overdue), expected);
    let all = LoadFilter::default();
    let items = t.office.open_within(supervisor, &all, 100).await.unwrap();
    assert_eq!(theirs(&items), expected);
    let load = t.office.load_by_day(supervisor, &all).await.unwrap();
    assert_eq!(load.iter().map(|day| day.running).sum::<u32>(), 1);
    let agenda = t.office.agenda(t.who(Role::Director)).await.unwrap();
    assert_eq!(agenda.len(), 1);
    for role in [Role::MemberContact, Role::Admin] {
        let items = t.office.open_within(t.who(role), &all, 100).await.unwrap();
        assert!(items.is_empty(), "{role:?}");
        assert!(t.office.agenda(t.who(role)).await.unwrap().is_empty());
    }
    for role in [Role::Supervisor, Role::Handler] {
        t.pledge(role).await;
        let token = t.office.open_feed(t.who(role).id.account().unwrap()).await;
        let feed = t.office.feed(&token.unwrap()).await.unwrap().unwrap();
        assert_eq!(feed.is_empty(), role == Role::Handler);
    }

    publish(t).await;
    assert_eq!(clock(t).await.stopped.unwrap().late_open_days, 10);
    let morning = t.office.morning(supervisor).await.unwrap();
    assert!(morning.overdue.is_empty());
}

async fn a_change_that_was_taken_back_is_published_all_the_same(t: &TestOffice) {
    publish(t).await;
    let on = date(2026, 6, 1);
    withdraw(t, on).await;
    record(t, Role::Membership, MemberCommand::Consent { on })
        .await
        .unwrap();
    let state = t.office.target_list().await.unwrap();
    assert_eq!((state.due, state.waiting.len()), (true, 2));
    assert_eq!(codes(&state.list), ["M0001", "M0002"], "as it was");
    publish(t).await;
    let state = t.office.target_list().await.unwrap();
    assert_eq!((state.due, state.waiting.len()), (false, 0));
    let again = t.perform(Role::Publisher, Command::PublishTargets).await;
    assert_eq!(refusal(again.map(|_| ())), "targets.unchanged");
}

async fn only_contacts_that_the_list_shows_start_its_clock(t: &TestOffice) {
    let card = t.office.roll().await.unwrap().swap_remove(0);
    let contacts = Contacts {
        name: card.name,
        address: "東京都架空区見本町1-1".to_owned(),
        desk: card.desk,
        telephone: card.telephone,
        mail: "desk@example.jp".to_owned(),
        ..Contacts::default()
    };
    let change = MemberCommand::Change(contacts.clone());
    record(t, Role::Membership, change).await.unwrap();
    assert!(t.office.target_list().await.unwrap().waiting.is_empty());
    let change = MemberCommand::Change(Contacts {
        telephone: "0000-22-2222".to_owned(),
        ..contacts
    });
    record(t, Role::Membership, change).await.unwrap();
    assert_eq!(t.office.target_list().await.unwrap().waiting.len(), 1);
    assert_eq!(clock(t).await.from.date(), date(2026, 6, 1));
}

async fn a_newer_calendar_moves_the_clock_of_a_member(t: &TestOffice) {
    withdraw(t, date(2026, 6, 1)).await;
    let in_force = t.office.in_force(t.office.now().date()).await.unwrap();
    let day = date(2026, 6, 3);
    let closed = DayRange::Dated { from: day, to: day };
    let text = in_force.calendar.spec().close(closed).unwrap();
    let text = text.to_toml().unwrap();
    let head = t.who(Role::CenterHead);
    let preview = t.office.preview_calendar(head, &text).await.unwrap();
    let [moved] = &preview.moved[..] else {
        panic!("{preview:?}");
    };
    assert_eq!((moved.called(), moved.number), ("M0001".to_owned(), None));
    assert_eq!((moved.from, moved.to), (date(2026, 6, 4), date(2026, 6, 5)));
    let json = serde_json::to_value(moved).unwrap();
    assert_eq!(json["obj"], "member:M0001");
    let adopt = Command::Document {
        kind: DocumentKind::Calendar,
        act: DocumentAct::Adopt {
            text,
            decision: None,
            reason: "試験".to_owned(),
            preview: Some(preview.digest),
        },
    };
    t.office.perform(head, adopt).await.unwrap();
    let deadline = clock(t).await;
    assert_eq!(deadline.due.last, date(2026, 6, 5));
    assert_eq!(deadline.moved.len(), 1);
}

async fn a_clock_that_was_changed_in_the_store_is_found(t: &TestOffice) {
    withdraw(t, date(2026, 6, 1)).await;
    let db = t.office.database().clone();
    let run = async |sql: &str| {
        let tx = db.write().await.unwrap();
        tx.execute_unprepared(sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    for (change, back) in [
        (
            "UPDATE deadline SET obj = 'member:M0002' WHERE obj = 'member:M0001'",
            "UPDATE deadline SET obj = 'member:M0001' WHERE obj = 'member:M0002'",
        ),
        (
            "UPDATE deadline SET level = 1",
            "UPDATE deadline SET level = 0",
        ),
        // A deadline of an object that the ledger does not know.
        (
            "INSERT INTO deadline (id, obj, name, clock, waits_on, due_date, due_at_us, due_version,
                paused, level, state, proof) SELECT 'folio:9/X.1', 'folio:9', 'X.1', clock, waits_on,
                due_date, due_at_us, due_version, paused, level, state, proof FROM deadline",
            "DELETE FROM deadline WHERE obj = 'folio:9'",
        ),
    ] {
        run(change).await;
        let fault = t.office.check().await.unwrap_err().to_string();
        assert!(fault.starts_with("deadline"), "{fault}");
        run(back).await;
    }
}

async fn members_of_an_earlier_program_keep_their_consent(db: &TestDatabase) {
    let old = [
        r#"{"code":"A","industry":"x","joined":"2020-04-01","consented":"2021-04-01","first_seq":3}"#,
        r#"{"code":"B","industry":"x","joined":"2020-04-01","consented":null,"first_seq":4}"#,
    ];
    let place = TestPlace::new(db.database.engine()).unwrap();
    let settings = Settings::default();
    Database::migrate(&place.url, &settings).await.unwrap();
    let earlier = Database::open(&place.url, Access::Write).await.unwrap();
    let tx = earlier.write().await.unwrap();
    for (n, state) in old.iter().enumerate() {
        tx.execute_unprepared(&format!(
            "INSERT INTO member (code, state) VALUES ('{n}', '{state}')"
        ))
        .await
        .unwrap();
    }
    tx.execute_unprepared("DELETE FROM seaql_migrations WHERE version LIKE '%_000030_members'")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    earlier.close().await.unwrap();
    drop(earlier);
    Database::migrate(&place.url, &settings).await.unwrap();
    let again = Database::open(&place.url, Access::Read).await.unwrap();
    let sql = "SELECT state FROM member ORDER BY code";
    let statement = Statement::from_string(again.read().get_database_backend(), sql);
    let rows = again.read().query_all_raw(statement).await.unwrap();
    let members: Vec<domain::member::Member> = rows
        .iter()
        .map(|row| serde_json::from_str(&row.try_get_by_index::<String>(0).unwrap()).unwrap())
        .collect();
    let found: Vec<_> = members
        .iter()
        .map(|m| (m.consented(), m.left.is_some(), m.contacts_seq))
        .collect();
    assert_eq!(
        found,
        [(Some(date(2021, 4, 1)), false, 3), (None, false, 4)]
    );
    again.close().await.unwrap();
}
