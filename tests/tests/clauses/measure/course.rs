//! From the proposal to the end (A06, B35).

use super::*;

both_offices!(
    b35_a_recommendation_is_explained_heard_decided_and_followed,
    a06_a_measure_rests_on_the_clause_of_the_day_of_the_conduct,
);

async fn b35_a_recommendation_is_explained_heard_decided_and_followed(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let case = asked(t).await;
    let id = hall
        .propose(MeasureKind::Recommendation, conduct(), vec![case])
        .await;
    let measure = hall.measure(id).await;
    assert_eq!(
        (measure.body, measure.stage),
        (Body::Board, MeasureStage::Proposed)
    );
    assert_eq!(
        measure.handlers,
        [t.who(Role::Handler).id.account().unwrap()]
    );

    let measure = hall.heard(id).await;
    assert_eq!(measure.stage, MeasureStage::Heard);
    let open: Vec<_> = clocks(&hall, id).await;
    assert!(
        open.iter()
            .any(|(name, _, open)| name == "REC_DECISION.1" && *open),
        "{open:?}"
    );

    let meeting = hall
        .decided(
            id,
            Question::Impose,
            [Choice::For, Choice::For, Choice::Against],
        )
        .await;
    let measure = hall.act(id, MeasureAct::Notify { by: BY }).await;
    assert_eq!(measure.stage, MeasureStage::Decided);
    let measure = hall.delivered(id, Sent::Decision).await;
    assert_eq!(measure.stage, MeasureStage::Notified);
    let report = |text: &str| C::Report {
        by: Delivery::Portal,
        on: None,
        report: text.to_owned(),
        original: String::new(),
    };
    hall.go(Role::MemberContact, id, report("一部を改めました"))
        .await;
    let verify = |finding| C::Verify {
        finding,
        reason: words(),
    };
    hall.go(Role::Supervisor, id, verify(Finding::Partly)).await;
    let open = clocks(&hall, id).await;
    assert!(
        open.iter()
            .any(|(name, _, open)| name == "REC_COMPLY.2" && *open),
        "{open:?}"
    );
    hall.go(Role::MemberContact, id, report("すべて改めました"))
        .await;
    assert_eq!(
        hall.refused(Role::Supervisor, id, verify(Finding::Partly))
            .await,
        "measure.partly_once"
    );
    let measure = hall
        .go(Role::Supervisor, id, verify(Finding::Fulfilled))
        .await;
    assert_eq!(measure.stage, MeasureStage::Fulfilled);
    assert!(measure.open_deadlines().is_empty() && measure.is_over());

    // The minutes: written by one, approved by another who sat there, then signed outside.
    let held = hall.meeting(meeting).await;
    assert!(held.is_unsigned());
    let held = hall
        .run(
            meeting,
            M::WriteMinutes {
                text: "議事録".to_owned(),
            },
        )
        .await;
    let minutes = held.minutes.unwrap().digest;
    let approve = M::ApproveMinutes {
        minutes: minutes.clone(),
    };
    assert_eq!(
        code(
            hall.sit(t.who(Role::Secretariat), meeting, approve.clone())
                .await
        ),
        "access.denied"
    );
    hall.sit(&hall.directors[1], meeting, approve)
        .await
        .unwrap();
    let sign = M::SignMinutes {
        minutes,
        file: "ab".repeat(32),
        by: SignedBy::Paper,
        reference: "書庫 1".to_owned(),
    };
    assert!(!hall.run(meeting, sign).await.is_unsigned());
}

async fn a06_a_measure_rests_on_the_clause_of_the_day_of_the_conduct(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let guideline = |version: &str, in_force, clauses: &str| Fresh::Guideline {
        version: version.to_owned(),
        text: GuidelineText {
            title: "個人情報保護指針".to_owned(),
            clauses: GuidelineText::clauses_of(clauses).unwrap(),
            text: format!("本文 {version}"),
            document: String::new(),
        },
        heard_on: date(2020, 1, 1),
        heard: words(),
        on: date(2020, 2, 1),
        in_force,
        decision: None,
    };
    for fresh in [
        guideline("2020-1", date(2020, 4, 1), "第1条 目的\n第5条 開示"),
        guideline("2026-1", date(2026, 5, 15), "第1条 目的"),
    ] {
        t.perform(Role::ComplianceLead, Command::Record(fresh))
            .await
            .unwrap();
    }
    let clause = |conduct| ProposedBasis::Guideline {
        clause: "5".to_owned(),
        conduct,
    };
    let id = hall
        .propose(
            MeasureKind::Recommendation,
            clause(date(2026, 5, 1)),
            Vec::new(),
        )
        .await;
    match hall.measure(id).await.basis {
        Basis::Guideline {
            version, clause, ..
        } => assert_eq!((version.as_str(), clause.as_str()), ("2020-1", "5")),
        other => panic!("{other:?}"),
    }
    let later = Command::Propose(Box::new(proposal(
        MeasureKind::Recommendation,
        clause(date(2026, 5, 20)),
        Vec::new(),
    )));
    assert_eq!(
        code(t.perform(Role::Supervisor, later).await),
        "guideline.no_such_clause"
    );
    // Guidance is given by two persons of the desk.
    let guidance = hall
        .propose(MeasureKind::Guidance, clause(date(2026, 5, 1)), Vec::new())
        .await;
    let moved = C::Move {
        act: MeasureAct::Guide { by: BY },
        letter: words(),
        reason: words(),
    };
    let digest = hall
        .go(Role::Supervisor, guidance, moved)
        .await
        .motion
        .unwrap()
        .digest;
    let approve = C::Approve { digest };
    assert_eq!(
        hall.refused(Role::Supervisor, guidance, approve.clone())
            .await,
        "measure.second_person_needed"
    );
    hall.go(Role::CenterHead, guidance, approve).await;
    let guided = hall.delivered(guidance, Sent::Decision).await;
    assert_eq!(guided.stage, MeasureStage::Final);
    assert!(guided.open_deadlines().is_empty(), "nothing runs on");
    // Beside a proposal stand the decided ones on the same clause.
    let dossier = t
        .office
        .measure(t.who(Role::Supervisor), id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        dossier.comparable.iter().map(|m| m.id).collect::<Vec<_>>(),
        [guidance]
    );
}
