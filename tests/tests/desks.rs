//! Small desks, on both databases: deputies on dated days, and the second approver from outside.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    account::AccountCommand,
    case::{Act, CaseCommand, CaseFile, Motion},
    code::{Class, NoteKind, Role},
    id::{AccountId, ActorId, CaseId},
};
use store::{
    Command, OfficeError,
    desk::{View, WorkFilter},
};
use tests::{
    both_offices,
    harness::office::{TestOffice, complaint, register},
};

both_offices!(
    what_a_deputy_does_is_recorded_with_whom_they_acted_for,
    a_deputy_is_never_their_own_second_person,
    the_second_approver_sees_what_waits_and_nothing_else,
);

fn id_of(actor: &Actor) -> AccountId {
    actor.id.account().unwrap()
}

async fn refusal(t: &TestOffice, actor: &Actor, command: Command) -> &'static str {
    match t.office.perform(actor, command).await {
        Err(OfficeError::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}

/// Lets somebody act for somebody from today on for a week, and returns them as they now sign in.
async fn deputy(t: &TestOffice, deputy: &Actor, principal: &Actor) -> Actor {
    let today = t.office.now().date();
    let command = Command::Account {
        id: Some(id_of(deputy)),
        command: AccountCommand::Deputise {
            principal: id_of(principal),
            from: today,
            until: today.saturating_add(jiff::Span::new().days(6)),
            reason: "夏季休暇".to_owned(),
        },
        password: None,
    };
    t.perform(Role::CenterHead, command).await.unwrap();
    at_sign_in(t, id_of(deputy)).await
}

async fn at_sign_in(t: &TestOffice, id: AccountId) -> Actor {
    let account = t.office.account(id).await.unwrap().unwrap();
    account.actor(t.office.now().date())
}

/// A complaint with a handler and an acceptance that waits for approval.
async fn proposed(t: &TestOffice, handler: &Actor) -> CaseFile {
    let done = t.perform(Role::Intake, register(complaint())).await;
    let id = done.unwrap().case.unwrap().id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let assign = CaseCommand::Assign {
        handler: id_of(handler),
    };
    t.go(Role::Supervisor, id, assign).await;
    let motion = Motion::new(Act::Accept {}, "規程に沿って確認しました");
    let propose = Command::case(id, CaseCommand::Propose(motion));
    let done = t.office.perform(handler, propose).await.unwrap();
    done.case.unwrap()
}

fn approve(file: &CaseFile) -> Command {
    let proposal = file.proposal.as_ref().unwrap().digest.clone();
    Command::case(file.id, CaseCommand::Approve { proposal })
}

fn note(id: CaseId) -> Command {
    let note = CaseCommand::Note {
        kind: NoteKind::Advice,
        note: "助言した".to_owned(),
    };
    Command::case(id, note)
}

async fn what_a_deputy_does_is_recorded_with_whom_they_acted_for(t: &TestOffice) {
    let file = proposed(t, t.who(Role::Handler)).await;
    let supervisor = t.who(Role::Supervisor);
    let other = &t.other_handler;
    assert_eq!(refusal(t, other, approve(&file)).await, "access.denied");
    let standing_in = deputy(t, other, supervisor).await;
    let done = t
        .office
        .perform(&standing_in, approve(&file))
        .await
        .unwrap();
    let expected = ActorId::Deputy {
        account: id_of(other),
        principal: id_of(supervisor),
    };
    assert!(done.entries.iter().all(|entry| entry.actor == expected));
    // What they may do themself they do themself.
    let done = t.office.perform(&standing_in, note(file.id)).await.unwrap();
    assert!(done.entries.iter().all(|entry| entry.actor == other.id));
    // The record is read back as it was written.
    let size = t.office.ledger().size().await.unwrap();
    let history = t.office.ledger().page(0, size).await.unwrap();
    let written = format!("u:{}/{}", id_of(other), id_of(supervisor));
    assert!(history.iter().any(|(_, body, _)| body.contains(&written)));
    // A week later they no longer are.
    let next = proposed(t, t.who(Role::Handler)).await;
    t.clock.set(t.office.now().plus_seconds(8 * 86_400));
    let later = at_sign_in(t, id_of(other)).await;
    assert_eq!(refusal(t, &later, approve(&next)).await, "access.denied");
}

async fn a_deputy_is_never_their_own_second_person(t: &TestOffice) {
    let supervisor = t.who(Role::Supervisor);
    let handler = t.who(Role::Handler);
    // The proposer acts for the approver: two parts, one person.
    let file = proposed(t, handler).await;
    let standing_in = deputy(t, handler, supervisor).await;
    assert_eq!(
        refusal(t, &standing_in, approve(&file)).await,
        "proposal.same_person"
    );
    assert!(!store::desk::may_take(&standing_in, &file).contains(&domain::case::Step::Approve));
    // Somebody proposes for the handler on leave: the handler, back early, is no second person.
    let substitute = deputy(t, &t.other_handler, handler).await;
    let second = proposed(t, handler).await;
    let reject = Command::case(
        second.id,
        CaseCommand::Reject {
            proposal: second.proposal.unwrap().digest,
            reason: "やり直し".to_owned(),
        },
    );
    t.office.perform(supervisor, reject).await.unwrap();
    let motion = Motion::new(Act::Accept {}, "規程に沿って確認しました");
    let propose = Command::case(second.id, CaseCommand::Propose(motion));
    // The cases of whoever is on leave are on the list of whoever acts for them.
    let mine = WorkFilter {
        view: View::Mine,
        ..WorkFilter::default()
    };
    let found = t.office.worklist(&substitute, &mine).await.unwrap();
    assert_eq!(found.total, 2);
    let done = t.office.perform(&substitute, propose).await.unwrap();
    let again = done.case.unwrap();
    assert_eq!(
        again.proposal.as_ref().unwrap().by.principal(),
        Some(id_of(handler))
    );
    assert_eq!(
        refusal(t, &standing_in, approve(&again)).await,
        "proposal.same_person"
    );
    t.office.perform(supervisor, approve(&again)).await.unwrap();
}

async fn the_second_approver_sees_what_waits_and_nothing_else(t: &TestOffice) {
    let outside = t.who(Role::SecondApprover);
    let file = proposed(t, t.who(Role::Handler)).await;
    let silent = t.perform(Role::Intake, register(complaint())).await;
    let silent = silent.unwrap().case.unwrap();
    let seen = async |view| {
        let filter = WorkFilter {
            view,
            ..WorkFilter::default()
        };
        let found = t.office.worklist(outside, &filter).await.unwrap();
        let ids: Vec<CaseId> = found.rows.iter().map(|row| row.file.id).collect();
        assert_eq!(found.total, ids.len() as u64, "the count tells no more");
        ids
    };
    assert_eq!(seen(View::Approvals).await, [file.id]);
    assert_eq!(seen(View::Open).await, [file.id]);
    let dossier = t.office.dossier(outside, file.number).await.unwrap();
    assert!(dossier.is_some());
    assert!(outside.opens(Class::Narrative));
    let hidden = t.office.dossier(outside, silent.number).await.unwrap();
    assert!(hidden.is_none(), "what waits for nobody is not there");
    assert!(
        t.office
            .case_file(outside, silent.id)
            .await
            .unwrap()
            .is_none()
    );
    // Approving is all they do.
    assert_eq!(refusal(t, outside, note(file.id)).await, "access.denied");
    assert_eq!(refusal(t, outside, note(silent.id)).await, "case.not_found");
    assert_eq!(
        refusal(t, outside, register(complaint())).await,
        "access.denied"
    );
    t.office.perform(outside, approve(&file)).await.unwrap();
    // Once decided, it is gone for them.
    assert!(seen(View::Open).await.is_empty());
    let decided = t.office.dossier(outside, file.number).await.unwrap();
    assert!(decided.is_none());
    // Whoever is barred finds it neither while it waits.
    let next = proposed(t, t.who(Role::Handler)).await;
    let bar = CaseCommand::Matter(domain::case::MatterCommand::Bar {
        person: id_of(outside),
        reason: "会員の役員".to_owned(),
    });
    t.go(Role::Supervisor, next.id, bar).await;
    assert!(seen(View::Approvals).await.is_empty());
    assert_eq!(refusal(t, outside, approve(&next)).await, "case.not_found");
}
