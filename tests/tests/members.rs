//! Members and the public list of target businesses, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    code::{LeaveCause, Role},
    event::Event,
    id::MemberCode,
    member::{Contacts, MemberCommand, Standing},
    targets::TargetList,
    time::Timestamp,
};
use jiff::civil::date;
use jobs::{Registry, Runner};
use sea_orm::{ConnectionTrait, Statement};
use store::{Access, Command, Database, OfficeError, Settings, office::CheckFault};
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
        ["member.consent_withdrawn", "member.left", "member.joined"]
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
    assert!(matches!(
        changed.first().unwrap().event,
        Event::MemberChanged(_)
    ));
}

fn codes(list: &TargetList) -> Vec<&str> {
    list.lines().iter().map(|line| line.code.as_str()).collect()
}

async fn the_list_is_published_when_it_differs_and_each_snapshot_stays(t: &TestOffice) {
    let job = Actor::job("targets");
    let before = t.office.target_list().await.unwrap();
    assert!(before.due && before.last.is_none());
    assert_eq!(codes(&before.list), ["M0001", "M0002"]);
    // They consented years ago and were never published.
    assert_eq!(before.late.len(), 2);
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
    assert_eq!((after.due, after.late), (true, vec![code()]));
    t.perform(Role::Publisher, Command::PublishTargets)
        .await
        .unwrap();
    let published = t.office.target_list().await.unwrap();
    assert!(!published.due && published.late.is_empty());

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
