//! Revocation and expulsion (B37).

use super::*;

both_offices!(
    b37_what_was_not_followed_ends_the_membership_in_one_act_and_can_be_undone,
    b37_a_statutory_member_is_expelled_by_the_general_meeting_alone,
);

async fn b37_what_was_not_followed_ends_the_membership_in_one_act_and_can_be_undone(
    t: &TestOffice,
) {
    let hall = Hall::of(t).await;
    // An entry in the register is no way around the procedure.
    let leave = Command::Member {
        code: "M0001".parse().unwrap(),
        command: MemberCommand::Leave {
            on: date(2026, 6, 1),
            cause: LeaveCause::Revocation,
        },
    };
    assert_eq!(
        code(t.perform(Role::Membership, leave).await),
        "member.leaves_by_measure"
    );
    let grounds = |measure| ProposedBasis::NotFollowed { measure };
    let early = Command::Propose(Box::new(proposal(
        MeasureKind::Revocation,
        grounds(MeasureId(1)),
        Vec::new(),
    )));
    assert_eq!(
        code(t.perform(Role::Supervisor, early).await),
        "measure.no_ground"
    );
    let recommendation = hall.not_followed().await;
    let case = asked(t).await;
    let id = hall
        .propose(MeasureKind::Revocation, grounds(recommendation), vec![case])
        .await;
    let started = clocks(&hall, recommendation).await;
    assert!(
        started
            .iter()
            .any(|(name, _, open)| name == "REV_START.1" && !open),
        "{started:?}"
    );

    // Heard orally, fourteen clear days after the notice.
    hall.go(
        Role::Supervisor,
        id,
        C::Explain {
            by: BY,
            letter: words(),
        },
    )
    .await;
    hall.delivered(id, Sent::Explanation).await;
    hall.appoint(id).await;
    let day = t.office.now().date() + 25.days();
    hall.go(
        Role::HearingOfficer,
        id,
        C::FixHearing {
            at: day.at(10, 0, 0, 0),
            place: words(),
        },
    )
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
    t.days_pass(26).await;
    let missed = hall
        .go(
            Role::HearingOfficer,
            id,
            C::CloseHearing { summary: words() },
        )
        .await;
    assert_eq!(
        missed.hearing.closed.unwrap().outcome,
        domain::code::HearingOutcome::Missed
    );
    hall.decided(
        id,
        Question::Impose,
        [Choice::For, Choice::For, Choice::Against],
    )
    .await;
    assert_eq!(hall.measure(id).await.stage, MeasureStage::Decided);

    // Nothing takes effect before the member was told, and each open case has an answer.
    let plan = vec![TransferPlan {
        case,
        to: Transfer::Continue,
    }];
    let effect = |on, plan: &[TransferPlan]| C::Move {
        act: MeasureAct::TakeEffect {
            on,
            plan: plan.to_vec(),
        },
        letter: String::new(),
        reason: words(),
    };
    let today = || t.office.now().date();
    assert_eq!(
        hall.refused(Role::Secretariat, id, effect(today(), &plan))
            .await,
        "measure.not_notified"
    );
    hall.act(id, MeasureAct::Notify { by: BY }).await;
    hall.delivered(id, Sent::Decision).await;
    assert_eq!(
        hall.refused(Role::Secretariat, id, effect(today(), &[]))
            .await,
        "measure.plan_incomplete"
    );
    let on = today();
    let lists = t.office.organisation().await.unwrap().target_lists.len();
    let measure = hall.act(id, MeasureAct::TakeEffect { on, plan }).await;
    assert_eq!(measure.stage, MeasureStage::Effective);
    let revoked = member_of(t).await;
    assert!(!revoked.is_member_on(on) && !revoked.is_target_on(on));
    assert_eq!(revoked.left.unwrap().cause, LeaveCause::Revocation);
    assert!(account_of(t, Role::MemberContact).await.disabled);
    let file = t
        .office
        .case_file(t.who(Role::Handler), case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(file.transfer, Some(Transfer::Continue));
    let state = t.office.target_list().await.unwrap();
    assert!(!state.due && t.office.organisation().await.unwrap().target_lists.len() > lists);

    // An objection, recorded by the staff because the portal is closed; the board annuls.
    let object = C::Object {
        by: Delivery::Post,
        on: None,
        objection: words(),
    };
    hall.go(Role::Secretariat, id, object).await;
    hall.decided(id, Question::Objection, [Choice::For; 3])
        .await;
    let restored = hall
        .act(
            id,
            MeasureAct::Restore {
                on: t.office.now().date(),
                by: BY,
            },
        )
        .await;
    assert_eq!(restored.stage, MeasureStage::Annulled);
    let again = member_of(t).await;
    let today = t.office.now().date();
    assert!(again.is_member_on(today) && again.is_target_on(today));
    assert!(!account_of(t, Role::MemberContact).await.disabled);
    assert!(!t.office.target_list().await.unwrap().due);
}

async fn member_of(t: &TestOffice) -> domain::member::Member {
    let cards = t.office.roll().await.unwrap();
    let card = cards
        .into_iter()
        .find(|card| card.member.code.as_str() == "M0001");
    card.unwrap().member
}

async fn account_of(t: &TestOffice, role: Role) -> domain::account::Account {
    let id = t.who(role).id.account().unwrap();
    t.office.account(id).await.unwrap().unwrap()
}

async fn b37_a_statutory_member_is_expelled_by_the_general_meeting_alone(t: &TestOffice) {
    let hall = Hall::of(t).await;
    for code in ["M0003", "M0004"] {
        t.office
            .perform(
                &Actor::command_line("test"),
                Command::JoinMember(member(code)),
            )
            .await
            .unwrap();
    }
    for code in ["M0001", "M0002", "M0003", "M0004"] {
        let command = MemberCommand::Statutory {
            statutory: true,
            on: date(2026, 6, 1),
        };
        let command = Command::Member {
            code: code.parse().unwrap(),
            command,
        };
        t.perform(Role::Membership, command).await.unwrap();
    }
    let measure = hall.not_followed().await;
    let basis = ProposedBasis::NotFollowed { measure };
    let revocation = Command::Propose(Box::new(proposal(
        MeasureKind::Revocation,
        basis.clone(),
        Vec::new(),
    )));
    assert_eq!(
        code(t.perform(Role::Supervisor, revocation).await),
        "measure.wrong_authority"
    );
    let id = hall
        .propose(MeasureKind::Expulsion, basis, Vec::new())
        .await;
    assert_eq!(hall.measure(id).await.body, Body::GeneralMeeting);
    hall.go(
        Role::Supervisor,
        id,
        C::Explain {
            by: BY,
            letter: words(),
        },
    )
    .await;
    hall.delivered(id, Sent::Explanation).await;
    // The notice counts back from the meeting: in nine days there is no time for it.
    let calling = |days: i64| Calling {
        body: Body::GeneralMeeting,
        at: (t.office.now().date() + days.days()).at(14, 0, 0, 0),
        place: words(),
        committee: Vec::new(),
    };
    let call = async |days| {
        let call = Command::Call(Box::new(calling(days)));
        t.perform(Role::Secretariat, call)
            .await
            .unwrap()
            .meeting()
            .unwrap()
    };
    let soon = call(9).await;
    let put = M::Put(item(id, Question::Impose));
    let secretary = t.who(Role::Secretariat);
    assert_eq!(
        code(hall.sit(secretary, soon, put.clone()).await),
        "measure.hearing_notice_short"
    );
    let board = Command::Call(Box::new(Calling {
        body: Body::Board,
        ..calling(30)
    }));
    let board = t
        .perform(Role::Secretariat, board)
        .await
        .unwrap()
        .meeting()
        .unwrap();
    assert_eq!(
        code(hall.sit(secretary, board, put.clone()).await),
        "measure.wrong_authority"
    );
    let meeting = call(30).await;
    hall.run(meeting, put).await;
    hall.run(meeting, M::Notify).await;
    hall.go(
        Role::Secretariat,
        id,
        C::NotifyHearing {
            by: BY,
            letter: words(),
        },
    )
    .await;
    hall.delivered(id, Sent::Hearing).await;
    hall.to_the_day(meeting).await;
    let seat = |code: &str| Seat::Member(code.parse().unwrap());
    hall.run(
        meeting,
        M::Open {
            chair: seat("M0002"),
        },
    )
    .await;
    for code in ["M0001", "M0002", "M0003", "M0004"] {
        let arrive = M::Arrive {
            seat: seat(code),
            how: Attendance::Remote,
            identified: true,
        };
        hall.run(meeting, arrive).await;
    }
    hall.run(meeting, M::OpenItem { item: 1 }).await;
    let paper = hall.meeting(meeting).await.items[0].paper.clone();
    let vote = |code: &str, choice| M::Vote {
        item: 1,
        seat: seat(code),
        choice,
        paper: paper.clone(),
        reason: String::new(),
    };
    // Nobody votes, and no vote ends, before the member was heard at the meeting.
    let early = hall
        .sit(secretary, meeting, vote("M0002", Choice::For))
        .await;
    assert_eq!(code(early), "measure.not_heard");
    let resolve = M::Resolve {
        item: 1,
        course: words(),
    };
    assert_eq!(
        code(hall.sit(secretary, meeting, resolve.clone()).await),
        "measure.not_heard"
    );
    let heard = M::Hear {
        item: 1,
        how: MeetingHearing::Spoken,
        words: words(),
    };
    hall.run(meeting, heard).await;
    for (code, choice) in [
        ("M0001", Choice::Against),
        ("M0002", Choice::For),
        ("M0003", Choice::For),
        ("M0004", Choice::For),
    ] {
        hall.run(meeting, vote(code, choice)).await;
    }
    hall.run(meeting, resolve).await;
    let measure = hall.measure(id).await;
    assert_eq!(measure.stage, MeasureStage::Decided);
    assert_eq!(measure.decisions[0].resolution, Resolution::Adopted);
    hall.act(id, MeasureAct::Notify { by: BY }).await;
    hall.delivered(id, Sent::Decision).await;
    let on = t.office.now().date();
    hall.act(
        id,
        MeasureAct::TakeEffect {
            on,
            plan: Vec::new(),
        },
    )
    .await;
    assert_eq!(
        member_of(t).await.left.unwrap().cause,
        LeaveCause::Expulsion
    );
    let done = hall
        .go(
            Role::Secretariat,
            id,
            C::Finish {
                reason: String::new(),
            },
        )
        .await;
    assert_eq!(done.stage, MeasureStage::Final);
}
