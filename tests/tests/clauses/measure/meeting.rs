//! Meetings: interests, votes, and fifty at once.

use super::*;

both_offices!(
    a_director_with_an_interest_finds_nothing_and_counts_nowhere,
    a_vote_on_a_paper_that_changed_is_void,
    fifty_at_once_vote_close_and_issue_with_one_effect_each,
    a_statutory_auditor_attends_and_counts_nowhere,
);

async fn a_director_with_an_interest_finds_nothing_and_counts_nowhere(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let case = asked(t).await;
    let id = hall
        .propose(MeasureKind::Recommendation, conduct(), vec![case])
        .await;
    let director = &hall.directors[2];
    let measures = async || t.office.measures(director).await.unwrap().len();
    assert_eq!(measures().await, 0, "nothing is before the board yet");
    hall.heard(id).await;
    let meeting = hall.called(Body::Board, id, Question::Impose).await;
    hall.run(meeting, M::Notify).await;
    assert_eq!(measures().await, 1);
    // The paper opens only after a word about interests.
    let dossier = t.office.measure(director, id).await.unwrap().unwrap();
    assert!(!dossier.opens && dossier.words.is_empty());
    assert_eq!(
        code(hall.sit(director, meeting, M::Read { item: 1 }).await),
        "meeting.not_for_reader"
    );
    hall.declare(2, id, InterestKind::Officer).await;
    assert_eq!(measures().await, 0);
    assert!(t.office.measure(director, id).await.unwrap().is_none());
    assert!(t.office.case_file(director, case).await.unwrap().is_none());
    let seen = t.office.meeting(director, meeting).await.unwrap().unwrap();
    assert!(seen.hidden.contains(&1) && seen.measures.is_empty());
    assert!(
        seen.entries
            .iter()
            .all(|entry| entry.event.item().is_none())
    );
    let back = C::Declare {
        interest: InterestKind::None,
        note: String::new(),
    };
    assert_eq!(code(hall.ask(director, id, back).await), "measure.unknown");
    // An interest that the others rule on; until then nobody votes.
    hall.declare(1, id, InterestKind::Adviser).await;
    hall.declare(0, id, InterestKind::None).await;
    hall.to_the_day(meeting).await;
    hall.opened(meeting, &[0, 1, 2]).await;
    let secretary = t.who(Role::Secretariat);
    assert_eq!(
        code(hall.sit(secretary, meeting, M::OpenItem { item: 1 }).await),
        "meeting.ruling_missing"
    );
    let person = hall.directors[1].id.account().unwrap();
    hall.go(
        Role::Secretariat,
        id,
        C::Rule {
            person,
            excluded: false,
            reason: words(),
        },
    )
    .await;
    hall.run(meeting, M::OpenItem { item: 1 }).await;
    assert_eq!(
        code(hall.vote(meeting, 2, Choice::For).await),
        "meeting.excluded"
    );
    hall.vote(meeting, 0, Choice::For).await.unwrap();
    hall.vote(meeting, 1, Choice::For).await.unwrap();
    let held = hall
        .run(
            meeting,
            M::Resolve {
                item: 1,
                course: words(),
            },
        )
        .await;
    let domain::board::ItemState::Resolved {
        tally, resolution, ..
    } = &held.items[0].state
    else {
        panic!("{held:?}");
    };
    assert_eq!(
        (tally.eligible, tally.excluded, tally.present, tally.yes),
        (2, 1, 2, 2)
    );
    assert_eq!(*resolution, Resolution::Adopted);
}

async fn a_vote_on_a_paper_that_changed_is_void(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let id = hall
        .propose(MeasureKind::Recommendation, conduct(), Vec::new())
        .await;
    hall.heard(id).await;
    let meeting = hall.called(Body::Board, id, Question::Impose).await;
    hall.run(meeting, M::Notify).await;
    for n in 0..3 {
        hall.declare(n, id, InterestKind::None).await;
    }
    // A click before the meeting is an opinion, and counts nowhere.
    let opinion = M::Opine {
        item: 1,
        choice: Choice::Against,
        reason: words(),
    };
    hall.sit(&hall.directors[1], meeting, opinion)
        .await
        .unwrap();
    assert_eq!(
        code(hall.vote(meeting, 0, Choice::For).await),
        "meeting.vote_not_open"
    );
    hall.to_the_day(meeting).await;
    hall.opened(meeting, &[0, 1]).await;
    hall.run(meeting, M::OpenItem { item: 1 }).await;
    let vote = |paper: String| M::Vote {
        item: 1,
        seat: hall.seat(0),
        choice: Choice::For,
        paper,
        reason: words(),
    };
    let old = hall.meeting(meeting).await.items[0].paper.clone();
    hall.sit(&hall.directors[0], meeting, vote(old.clone()))
        .await
        .unwrap();
    assert_eq!(
        code(hall.vote(meeting, 2, Choice::For).await),
        "meeting.not_present"
    );
    let revised = "期限を三十日として勧告することを提案します。";
    let revise = M::Revise {
        item: 1,
        title: "勧告について".to_owned(),
        paper: revised.to_owned(),
    };
    let now = hall.run(meeting, revise).await;
    assert_eq!((now.items[0].votes.len(), now.items[0].void), (0, 1));
    assert_eq!(
        code(hall.sit(&hall.directors[0], meeting, vote(old)).await),
        "meeting.paper_changed"
    );
    let new = paper_digest("勧告について", revised);
    hall.sit(&hall.directors[0], meeting, vote(new))
        .await
        .unwrap();
    // Nobody votes for another, and one of two present is no majority.
    let other = M::Vote {
        item: 1,
        seat: hall.seat(1),
        choice: Choice::For,
        paper: paper_digest("勧告について", revised),
        reason: words(),
    };
    assert_eq!(
        code(hall.sit(&hall.directors[0], meeting, other).await),
        "access.denied"
    );
    hall.run(
        meeting,
        M::Resolve {
            item: 1,
            course: words(),
        },
    )
    .await;
    assert_eq!(hall.measure(id).await.stage, MeasureStage::Dropped);
}

async fn fifty_at_once_vote_close_and_issue_with_one_effect_each(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let id = hall
        .propose(MeasureKind::Recommendation, conduct(), Vec::new())
        .await;
    hall.heard(id).await;
    let meeting = hall.called(Body::Board, id, Question::Impose).await;
    hall.run(meeting, M::Notify).await;
    for n in 0..3 {
        hall.declare(n, id, InterestKind::None).await;
    }
    hall.to_the_day(meeting).await;
    hall.opened(meeting, &[0, 1, 2]).await;
    hall.run(meeting, M::OpenItem { item: 1 }).await;
    hall.vote(meeting, 1, Choice::For).await.unwrap();
    let paper = hall.meeting(meeting).await.items[0].paper.clone();
    let fifty = async |actor: &Actor, command: Command| {
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let (office, actor, command) = (t.office.clone(), actor.clone(), command.clone());
                tokio::spawn(async move { office.perform(&actor, command).await.is_ok() })
            })
            .collect();
        let mut done = 0;
        for task in tasks {
            done += usize::from(task.await.unwrap());
        }
        done
    };
    let of_meeting = |command| Command::meeting(meeting, command);
    let vote = M::Vote {
        item: 1,
        seat: hall.seat(0),
        choice: Choice::For,
        paper,
        reason: words(),
    };
    let voted = fifty(&hall.directors[0], of_meeting(vote)).await;
    assert_eq!(
        hall.meeting(meeting).await.items[0].votes.len(),
        2,
        "{voted} commands, one vote each seat"
    );
    let resolve = M::Resolve {
        item: 1,
        course: words(),
    };
    assert_eq!(
        fifty(t.who(Role::Secretariat), of_meeting(resolve)).await,
        1
    );
    assert_eq!(hall.measure(id).await.decisions.len(), 1);
    assert_eq!(
        fifty(t.who(Role::Secretariat), of_meeting(M::Close)).await,
        1
    );
    let moved = C::Move {
        act: MeasureAct::Notify { by: BY },
        letter: words(),
        reason: words(),
    };
    let digest = hall
        .go(Role::Secretariat, id, moved)
        .await
        .motion
        .unwrap()
        .digest;
    let issue = Command::measure(id, C::Approve { digest });
    assert_eq!(fifty(t.who(Role::President), issue).await, 1);
    assert!(!MeasureStep::Approve.is_possible(&hall.measure(id).await));
}

async fn a_statutory_auditor_attends_and_counts_nowhere(t: &TestOffice) {
    let hall = Hall::of(t).await;
    let id = hall
        .propose(MeasureKind::Recommendation, conduct(), Vec::new())
        .await;
    hall.heard(id).await;
    let meeting = hall.called(Body::Board, id, Question::Impose).await;
    hall.run(meeting, M::Notify).await;
    for n in 0..3 {
        hall.declare(n, id, InterestKind::None).await;
    }
    hall.to_the_day(meeting).await;
    let kanji = Seat::Person(t.who(Role::Kanji).id.account().unwrap());
    let secretary = t.who(Role::Secretariat);
    let chair = M::Open {
        chair: kanji.clone(),
    };
    let answer = hall.sit(secretary, meeting, chair).await;
    assert_eq!(code(answer), "meeting.no_such_seat", "no auditor presides");
    hall.opened(meeting, &[0, 1]).await;
    let arrive = |seat: &Seat| M::Arrive {
        seat: seat.clone(),
        how: Attendance::InPerson,
        identified: true,
    };
    hall.run(meeting, arrive(&kanji)).await;
    assert_eq!(
        code(hall.sit(secretary, meeting, arrive(&kanji)).await),
        "meeting.present_already"
    );
    let open = M::OpenItem { item: 1 };
    hall.run(meeting, open).await;
    let vote = M::Vote {
        item: 1,
        seat: kanji.clone(),
        choice: Choice::For,
        paper: hall.meeting(meeting).await.items[0].paper.clone(),
        reason: words(),
    };
    assert_eq!(
        code(hall.sit(secretary, meeting, vote).await),
        "meeting.no_such_seat"
    );
    for n in [0, 1] {
        hall.vote(meeting, n, Choice::For).await.unwrap();
    }
    hall.run(meeting, M::Leave { seat: kanji }).await;
    let resolve = M::Resolve {
        item: 1,
        course: words(),
    };
    let held = hall.run(meeting, resolve).await;
    match &held.items[0].state {
        domain::board::ItemState::Resolved { tally, .. } => {
            assert_eq!((tally.eligible, tally.present, tally.yes), (3, 2, 2));
        }
        other => panic!("{other:?}"),
    }
}
