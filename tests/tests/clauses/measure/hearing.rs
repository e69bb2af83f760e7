//! No decision without explanation and hearing (B36).

use super::*;

both_offices!(
    b36_no_decision_without_explanation_hearing_and_proper_notice,
    b36_the_tables_refuse_what_the_rules_refuse,
);

async fn b36_no_decision_without_explanation_hearing_and_proper_notice(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let id = hall
        .propose(MeasureKind::Recommendation, conduct(), Vec::new())
        .await;
    // No agenda before the member was heard.
    let calling = Calling {
        body: Body::Board,
        at: date(2026, 6, 20).at(14, 0, 0, 0),
        place: words(),
        committee: Vec::new(),
    };
    let call = Command::Call(Box::new(calling));
    let meeting = t
        .perform(Role::Secretariat, call)
        .await
        .unwrap()
        .meeting()
        .unwrap();
    let put = M::Put(item(id, Question::Impose));
    let secretary = t.who(Role::Secretariat);
    assert_eq!(
        code(hall.sit(secretary, meeting, put.clone()).await),
        "measure.not_asked"
    );
    hall.appoint(id).await;
    let close = C::CloseHearing { summary: words() };
    assert_eq!(
        hall.refused(Role::HearingOfficer, id, close.clone()).await,
        "measure.not_explained"
    );
    hall.go(
        Role::Supervisor,
        id,
        C::Explain {
            by: BY,
            letter: words(),
        },
    )
    .await;
    // Posted is not delivered: only proof counts.
    let posted = C::RecordDelivery {
        what: Sent::Explanation,
        by: Delivery::Post,
        on: None,
        proof: words(),
    };
    assert_eq!(
        hall.refused(Role::Secretariat, id, posted).await,
        "measure.proof_needed"
    );
    hall.delivered(id, Sent::Explanation).await;
    assert_eq!(
        hall.refused(Role::HearingOfficer, id, close.clone()).await,
        "measure.hearing_not_over"
    );
    // Who proposed or handled does not hear.
    let twin = person(
        t,
        "supervisor-officer",
        vec![Role::Supervisor, Role::HearingOfficer],
    )
    .await;
    let proposed = Command::Propose(Box::new(proposal(
        MeasureKind::Recommendation,
        conduct(),
        Vec::new(),
    )));
    let second = t
        .office
        .perform(&twin, proposed)
        .await
        .unwrap()
        .measure()
        .unwrap();
    let officer = twin.id.account().unwrap();
    assert_eq!(
        hall.refused(Role::CenterHead, second, C::AppointOfficer { officer })
            .await,
        "measure.officer_not_apart"
    );

    // The member asks to be heard orally: fourteen clear days, counted back, never on a closed day.
    let oral = C::AskOral {
        by: Delivery::Portal,
        words: words(),
    };
    hall.go(Role::MemberContact, id, oral).await;
    let fix = |day: Date| C::FixHearing {
        at: day.at(10, 0, 0, 0),
        place: "本会".to_owned(),
    };
    assert_eq!(
        hall.refused(Role::HearingOfficer, id, fix(date(2026, 6, 10)))
            .await,
        "measure.hearing_too_soon"
    );
    hall.go(Role::HearingOfficer, id, fix(date(2026, 6, 25)))
        .await;
    let notice = clocks(&hall, id).await;
    let due = notice
        .iter()
        .find(|(name, ..)| name == "HEARING_NOTICE.1")
        .unwrap();
    assert_eq!(due.1, date(2026, 6, 10));
    hall.go(
        Role::HearingOfficer,
        id,
        C::NotifyHearing {
            by: BY,
            letter: words(),
        },
    )
    .await;
    // Delivered five clear days before: too late for anything to be held against the member.
    t.days_pass(18).await;
    hall.delivered(id, Sent::Hearing).await;
    t.days_pass(6).await;
    assert_eq!(
        hall.refused(Role::HearingOfficer, id, C::Hold { record: words() })
            .await,
        "measure.hearing_notice_short"
    );
    t.days_pass(1).await;
    assert_eq!(
        hall.refused(Role::HearingOfficer, id, close.clone()).await,
        "measure.hearing_notice_short"
    );
    hall.go(Role::HearingOfficer, id, fix(date(2026, 7, 17)))
        .await;
    hall.go(
        Role::HearingOfficer,
        id,
        C::NotifyHearing {
            by: BY,
            letter: words(),
        },
    )
    .await;
    hall.delivered(id, Sent::Hearing).await;
    t.days_pass(22).await;
    hall.go(Role::HearingOfficer, id, C::Hold { record: words() })
        .await;
    assert_eq!(
        hall.refused(Role::HearingOfficer, id, close.clone()).await,
        "measure.record_not_served"
    );
    hall.go(
        Role::HearingOfficer,
        id,
        C::SendRecord {
            by: BY,
            letter: words(),
        },
    )
    .await;
    hall.delivered(id, Sent::Record).await;
    let corrected = C::CorrectRecord {
        by: Delivery::Portal,
        correction: words(),
    };
    hall.go(Role::MemberContact, id, corrected).await;
    assert_eq!(
        hall.go(Role::HearingOfficer, id, close).await.stage,
        MeasureStage::Heard
    );
}

async fn b36_the_tables_refuse_what_the_rules_refuse(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let id = hall
        .propose(MeasureKind::Recommendation, conduct(), Vec::new())
        .await;
    let refuses = async |sql: &str| {
        let tx = t.office.database().write().await.unwrap();
        let answer = tx.execute_unprepared(sql).await;
        tx.rollback().await.unwrap();
        assert!(answer.is_err(), "{sql}");
    };
    refuses("UPDATE measure SET decided_at_us = 5").await;
    refuses("UPDATE measure SET stage = 'review'").await;
    refuses("UPDATE measure SET heard_at_us = 5").await;
    refuses("UPDATE measure SET explained_at_us = 7, heard_at_us = 5").await;
    hall.heard(id).await;
    refuses("UPDATE measure SET decided_at_us = 5").await;
    let meeting = hall.called(Body::Board, id, Question::Impose).await;
    refuses("UPDATE agenda_item SET resolution = 'adopted'").await;
    refuses("UPDATE agenda_item SET resolution = 'adopted', heard_at_us = 5").await;
    hall.run(meeting, M::Notify).await;
    hall.declare(0, id, InterestKind::None).await;
    hall.declare(1, id, InterestKind::None).await;
    hall.declare(2, id, InterestKind::Officer).await;
    hall.to_the_day(meeting).await;
    hall.opened(meeting, &[0, 1]).await;
    hall.run(meeting, M::OpenItem { item: 1 }).await;
    hall.vote(meeting, 0, Choice::For).await.unwrap();
    let barred = hall.directors[2].id.account().unwrap();
    let row = |seat: &str, account: AccountId| {
        format!(
            "INSERT INTO ballot (meeting_id, item, seat, account_id, measure_id, choice)
             VALUES ({meeting}, 1, '{seat}', '{account}', {id}, 'for')"
        )
    };
    refuses(&row("person:x", barred)).await;
    let first = hall.directors[0].id.account().unwrap();
    refuses(&row(&hall.seat(0).to_string(), first)).await;
}
