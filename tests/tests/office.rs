//! The one door, on both databases: the main path, the refusals, and the invariants after anything.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    case::{Act, CaseCommand, CaseFile, Motion, Reply, Stage},
    code::{Channel, Delivery, NoteKind, Outcome, Role, Will},
    refusal::Refusal,
};
use store::{
    Command, OfficeError,
    desk::{View, WorkFilter},
};
use tests::{
    both_offices,
    harness::office::{TestOffice, complaint, morning, register},
};

both_offices!(
    a_complaint_goes_the_whole_way,
    what_the_state_does_not_allow_is_refused_with_what_it_does,
    nobody_approves_their_own_proposal,
    a_member_knows_of_a_case_from_the_notice_on,
    a_stale_form_is_a_conflict,
    overdue_steps_are_recorded_once,
    the_ledger_refuses_change,
    numbers_have_no_gaps_under_parallel_registration,
);

const DAY: i64 = 86_400;

async fn begin(t: &TestOffice) -> CaseFile {
    t.perform(Role::Intake, register(complaint()))
        .await
        .unwrap()
        .case
        .unwrap()
}

async fn approve(t: &TestOffice, file: &CaseFile) -> CaseFile {
    let proposal = file.proposal.as_ref().unwrap().digest.clone();
    t.go(Role::Supervisor, file.id, CaseCommand::Approve { proposal })
        .await
}

fn propose(act: Act) -> CaseCommand {
    CaseCommand::Propose(Motion::new(act, "規程に沿って確認しました").with_letter("お知らせします"))
}

fn note(kind: NoteKind) -> CaseCommand {
    CaseCommand::Note {
        kind,
        note: "経過".to_owned(),
    }
}

fn reply(report: &str, proposal: &str) -> CaseCommand {
    CaseCommand::RecordReply(Reply {
        channel: Channel::Web,
        replied_at: None,
        report: report.to_owned(),
        proposal: proposal.to_owned(),
        original: String::new(),
    })
}

/// Brings a case to the stage in which the member has been asked.
async fn asked(t: &TestOffice) -> CaseFile {
    let file = begin(t).await;
    let id = file.id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let handler = t.who(Role::Handler).id.account().unwrap();
    t.go(Role::Supervisor, id, CaseCommand::Assign { handler })
        .await;
    let file = t.go(Role::Handler, id, propose(Act::Accept {})).await;
    approve(t, &file).await;
    t.go(
        Role::Handler,
        id,
        CaseCommand::IssueRequest {
            by: Delivery::Portal,
            letter: "報告依頼".to_owned(),
        },
    )
    .await
}

#[expect(
    clippy::too_many_lines,
    reason = "one story, told from beginning to end"
)]
async fn a_complaint_goes_the_whole_way(t: &TestOffice) {
    let file = asked(t).await;
    let id = file.id;
    assert_eq!(file.number.to_string(), "r8-c-0001");
    assert_eq!(file.stage, Stage::AwaitingMember {});
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    };
    t.go(Role::MemberContact, id, delivered).await;
    let partial = t
        .go(Role::MemberContact, id, reply("調査しました", ""))
        .await;
    assert_eq!(
        partial.stage,
        Stage::AwaitingMember {},
        "the report alone does not stop the clock (B32)"
    );
    assert!(partial.deadlines["MEMBER_REPLY.1"].is_open());
    let full = t.go(Role::MemberContact, id, reply("", "開示します")).await;
    assert_eq!(full.stage, Stage::Reviewing {});
    let returned = CaseCommand::ReturnReply {
        report_again: false,
        proposal_again: true,
        deficiencies: "開示の時期が書かれていません".to_owned(),
        by: Delivery::Portal,
    };
    t.go(Role::Handler, id, returned).await;
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    };
    let file = t.go(Role::MemberContact, id, delivered).await;
    assert!(file.deadlines["RESUBMIT.1"].is_open());
    t.go(Role::MemberContact, id, reply("", "6月中に開示します"))
        .await;
    t.go(
        Role::Handler,
        id,
        CaseCommand::AcceptReply {
            assessment: "十分です".to_owned(),
        },
    )
    .await;
    let sent = CaseCommand::SendDirection {
        by: Channel::Post,
        direction: "開示による解決".to_owned(),
    };
    let file = t.go(Role::Handler, id, sent).await;
    assert!(
        file.deadlines["TARGET_CLOSE.1"].paused.is_some(),
        "CONFIRM pauses TARGET_CLOSE"
    );
    t.clock.set(t.office.now().plus_seconds(3 * DAY));
    let file = t
        .go(
            Role::Handler,
            id,
            CaseCommand::RecordWill {
                will: Will::Agrees,
                comment: String::new(),
            },
        )
        .await;
    let target = &file.deadlines["TARGET_CLOSE.1"];
    assert!(target.paused.is_none());
    assert_eq!(
        target.due_version, 2,
        "a paused clock runs again to a later day"
    );
    assert!(
        target.due.last > jiff::civil::date(2026, 7, 31),
        "{}",
        target.due.last
    );
    let close = Act::Close {
        outcome: Outcome::Settled,
        referral: None,
        prevention: None,
    };
    for kind in [NoteKind::Advice, NoteKind::Investigation] {
        t.go(Role::Handler, id, note(kind)).await;
    }
    let file = t.go(Role::Handler, id, propose(close)).await;
    let file = approve(t, &file).await;
    assert!(matches!(
        file.stage,
        Stage::Closed {
            outcome: Outcome::Settled,
            ..
        }
    ));
    assert!(
        file.deadlines.values().all(|d| !d.is_open()),
        "closing stops every clock"
    );
    let dossier = t
        .office
        .dossier(t.who(Role::Handler), file.number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        dossier.opened.get(file.first_seq, "name"),
        Some("試験　花子")
    );
    let seen_by_member = t
        .office
        .dossier(t.who(Role::MemberContact), file.number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen_by_member.opened.get(file.first_seq, "name"), None);
    assert!(
        t.office.reads().count().await.unwrap() > 0,
        "reads are written down"
    );
}

async fn what_the_state_does_not_allow_is_refused_with_what_it_does(t: &TestOffice) {
    let file = begin(t).await;
    let size = t.office.ledger().size().await.unwrap();
    let early = CaseCommand::SendDirection {
        by: Channel::Post,
        direction: "早すぎる".to_owned(),
    };
    let refused = t
        .perform(Role::Handler, Command::case(file.id, early))
        .await
        .unwrap_err();
    let OfficeError::Refused(Refusal { code, allowed, .. }) = refused else {
        panic!("{refused}")
    };
    assert_eq!(code, "case.step_not_allowed");
    assert!(allowed.contains(&"acknowledge"), "{allowed:?}");
    let denied = t
        .perform(
            Role::Auditor,
            Command::case(file.id, CaseCommand::Acknowledge),
        )
        .await
        .unwrap_err();
    assert_eq!(denied.code(), "access.denied");
    let hidden = t
        .perform(
            Role::Admin,
            Command::case(file.id, CaseCommand::Acknowledge),
        )
        .await
        .unwrap_err();
    assert_eq!(hidden.code(), "case.not_found");
    assert_eq!(
        t.office.ledger().size().await.unwrap(),
        size,
        "nothing was half done"
    );
}

async fn nobody_approves_their_own_proposal(t: &TestOffice) {
    let file = begin(t).await;
    t.go(Role::Intake, file.id, CaseCommand::Acknowledge).await;
    let id = t.who(Role::Handler).id.clone();
    let handler = id.account().unwrap();
    t.go(Role::Supervisor, file.id, CaseCommand::Assign { handler })
        .await;
    let file = t.go(Role::Handler, file.id, propose(Act::Accept {})).await;
    let proposal = file.proposal.unwrap().digest;
    let both_parts = Actor::new(id, vec![Role::Handler, Role::Supervisor], None);
    let same = Command::case(file.id, CaseCommand::Approve { proposal });
    assert_eq!(
        t.office
            .perform(&both_parts, same)
            .await
            .unwrap_err()
            .code(),
        "proposal.same_person"
    );
    let other = Command::case(
        file.id,
        CaseCommand::Approve {
            proposal: "0".repeat(64),
        },
    );
    assert_eq!(
        t.perform(Role::Supervisor, other).await.unwrap_err().code(),
        "proposal.changed"
    );
}

async fn a_stale_form_is_a_conflict(t: &TestOffice) {
    let file = begin(t).await;
    t.go(Role::Intake, file.id, CaseCommand::Acknowledge).await;
    let note = CaseCommand::Note {
        kind: domain::code::NoteKind::Memo,
        note: "古い画面から".to_owned(),
    };
    let stale = Command::Case {
        id: Some(file.id),
        expected_version: Some(file.version),
        command: Box::new(note),
    };
    let conflict = t.perform(Role::Handler, stale).await.unwrap_err();
    assert!(
        matches!(
            conflict,
            OfficeError::Conflict {
                expected: 1,
                found: 2
            }
        ),
        "{conflict}"
    );
}

async fn overdue_steps_are_recorded_once(t: &TestOffice) {
    let file = asked(t).await;
    let id = file.id;
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    };
    t.go(Role::MemberContact, id, delivered).await;
    let system = Actor::job("escalate");
    assert_eq!(t.office.escalate_all(&system, 200).await.unwrap().steps, 0);
    // MEMBER_REPLY ends on 15 June; its fourth level is 15 open days later, 6 July.
    t.clock.set(morning().plus_seconds(36 * DAY));
    let swept = t.office.escalate_all(&system, 200).await.unwrap();
    let file = t
        .office
        .case_file(t.who(Role::Supervisor), id)
        .await
        .unwrap()
        .unwrap();
    let reached: Vec<&str> = file.deadlines["MEMBER_REPLY.1"]
        .reached
        .iter()
        .map(|e| e.step.as_str())
        .collect();
    assert_eq!(reached, ["r1", "r2", "l1", "l2", "l3", "l4"]);
    assert!(swept.steps >= 6);
    assert_eq!(
        t.office.escalate_all(&system, 200).await.unwrap().steps,
        0,
        "a second sweep does nothing"
    );
    let agenda = t.office.agenda(t.who(Role::Director)).await.unwrap();
    assert_eq!(agenda.len(), 1);
    let morning = t.office.morning(t.who(Role::Supervisor)).await.unwrap();
    let overdue: Vec<&str> = morning
        .overdue
        .iter()
        .map(|item| item.deadline.name.as_str())
        .collect();
    // A month after the receipt was acknowledged the complainant is owed a word as well (B06).
    assert_eq!(overdue, ["MEMBER_REPLY.1", "PROGRESS.1"]);
}

async fn the_ledger_refuses_change(t: &TestOffice) {
    use sea_orm::ConnectionTrait;
    begin(t).await;
    for statement in [
        "UPDATE ledger SET kind = 'x' WHERE seq = 0",
        "DELETE FROM ledger WHERE seq = 0",
    ] {
        let tx = t.office.database().write().await.unwrap();
        assert!(
            tx.execute_unprepared(statement).await.is_err(),
            "{statement}"
        );
        tx.rollback().await.unwrap();
    }
    let whole = t.office.ledger().walk(|_, _, _| {}).await.unwrap();
    assert_eq!(whole.size, t.office.ledger().size().await.unwrap());
}

async fn numbers_have_no_gaps_under_parallel_registration(t: &TestOffice) {
    let all = (0..24).map(|_| t.perform(Role::Intake, register(complaint())));
    let mut serials: Vec<u32> = futures_join(all)
        .await
        .into_iter()
        .map(|f| f.number.serial)
        .collect();
    serials.sort_unstable();
    assert_eq!(serials, (1..=24).collect::<Vec<_>>());
}

async fn futures_join(
    all: impl Iterator<Item = impl Future<Output = Result<store::Done, OfficeError>>>,
) -> Vec<CaseFile> {
    let all: Vec<_> = all.map(Box::pin).collect();
    let mut files = Vec::new();
    for done in futures_util::future::join_all(all).await {
        files.push(done.unwrap().case.unwrap());
    }
    files
}

async fn a_member_knows_of_a_case_from_the_notice_on(t: &TestOffice) {
    let file = begin(t).await;
    let contact = t.who(Role::MemberContact);
    let seen = async || {
        let closed = WorkFilter {
            view: View::Closed,
            ..WorkFilter::default()
        };
        let open = t
            .office
            .worklist(contact, &WorkFilter::default())
            .await
            .unwrap();
        let closed = t.office.worklist(contact, &closed).await.unwrap();
        let page = t.office.dossier(contact, file.number).await.unwrap();
        (
            open.total + closed.total,
            open.rows.len() + closed.rows.len(),
            page.is_some(),
        )
    };
    assert_eq!(seen().await, (0, 0, false), "received, not yet notified");
    let withdraw = Act::Close {
        outcome: Outcome::Withdrawn,
        referral: None,
        prevention: None,
    };
    let closed = approve(t, &t.go(Role::Handler, file.id, propose(withdraw)).await).await;
    assert!(!closed.is_open());
    assert_eq!(
        seen().await,
        (0, 0, false),
        "withdrawn before any notice: it never hears of it"
    );
    asked(t).await;
    let open = t
        .office
        .worklist(contact, &WorkFilter::default())
        .await
        .unwrap();
    assert_eq!(open.total, 1, "notified");
}
