//! A letter under check goes out by the word of somebody else than its drafter, and its clocks start
//! then (B41).

use domain::{
    access::Actor,
    case::{Act, CaseCommand, CaseFile, Issue, Motion, Stage},
    code::{Delivery, DemandKind, Role},
    demand::DemandCommand,
    event::Event,
    id::CaseId,
    member_request::RequestState,
};
use store::{Command, OfficeError};
use tests::{
    both_offices, both_offices_under_japico,
    harness::office::{TestOffice, complaint, register},
};

both_offices!(
    b41_a_letter_under_check_is_issued_by_a_second_person,
    what_the_second_person_sends_back_does_not_go_out,
    a_letter_without_check_goes_out_as_before,
);

mod without_check {
    use super::*;
    both_offices_under_japico!(nothing_is_put_forward_where_the_rules_ask_for_nobody);
}

const WORDS: &str = "事実関係を調査し、報告してください。";

/// A complaint that was accepted.
async fn accepted(t: &TestOffice) -> CaseId {
    let begun = t.perform(Role::Intake, register(complaint())).await;
    let id = begun.unwrap().case.unwrap().id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let handler = t.who(Role::Handler).id.account().unwrap();
    t.go(Role::Supervisor, id, CaseCommand::Assign { handler })
        .await;
    t.decide(id, Motion::new(Act::Accept {}, "範囲に当たる"))
        .await;
    id
}

fn request() -> CaseCommand {
    CaseCommand::IssueRequest {
        by: Delivery::Portal,
        letter: WORDS.to_owned(),
    }
}

fn drafted() -> CaseCommand {
    let letter = Issue::Request {
        by: Delivery::Portal,
    };
    CaseCommand::Propose(Motion::new(Act::Issue { letter }, "").with_letter(WORDS))
}

fn approve(file: &CaseFile) -> CaseCommand {
    let proposal = file.proposal.as_ref().map(|p| p.digest.clone());
    CaseCommand::Approve {
        proposal: proposal.unwrap(),
    }
}

async fn b41_a_letter_under_check_is_issued_by_a_second_person(t: &TestOffice) {
    let id = accepted(t).await;
    let alone = t.refused(Role::Handler, id, request()).await;
    assert_eq!(alone, "letter.second_person_needed");
    let empty = CaseCommand::Propose(Motion::new(
        Act::Issue {
            letter: Issue::Request {
                by: Delivery::Portal,
            },
        },
        "",
    ));
    assert_eq!(t.refused(Role::Handler, id, empty).await, "field.required");

    let before = t.go(Role::Handler, id, drafted()).await;
    assert_eq!(before.stage, Stage::Accepted {});
    assert!(before.requests.is_empty() && before.deadlines["NOTIFY.1"].is_open());
    let member = t.who(Role::MemberContact);
    let theirs = t.office.case_file(member, id).await.unwrap();
    assert!(theirs.is_none(), "the member knows nothing of a draft");
    // Whoever drafted it does not approve it, whatever parts they play.
    let both = Actor::new(
        t.who(Role::Handler).id.clone(),
        vec![Role::Handler, Role::Supervisor],
        None,
    );
    let own = t.office.perform(&both, Command::case(id, approve(&before)));
    match own.await {
        Err(OfficeError::Refused(refusal)) => assert_eq!(refusal.code, "proposal.same_person"),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        t.refused(Role::Handler, id, drafted()).await,
        "case.step_not_allowed",
        "one draft waits at a time"
    );
    let stale = CaseCommand::Approve {
        proposal: "0".repeat(64),
    };
    assert_eq!(
        t.refused(Role::Supervisor, id, stale).await,
        "proposal.changed"
    );

    let sent = t.go(Role::Supervisor, id, approve(&before)).await;
    assert_eq!(sent.stage, Stage::AwaitingMember {});
    assert!(sent.proposal.is_none());
    let notify = &sent.deadlines["NOTIFY.1"];
    assert!(!notify.is_open(), "the notice is out");
    let now = t.office.now();
    let state = sent.requests.first().unwrap().state;
    assert!(matches!(state, RequestState::Issued { at, .. } if at == now));
    let dossier = t.office.dossier(member, sent.number).await.unwrap();
    let dossier = dossier.expect("the member has the request");
    let issuing = dossier.moments.iter().find_map(|moment| {
        let Event::RequestIssued(e) = &moment.entry.event else {
            return None;
        };
        assert_eq!(
            e.proposal,
            before.proposal.as_ref().map(|p| p.digest.clone())
        );
        assert_eq!(moment.entry.actor, t.who(Role::Supervisor).id);
        Some(moment.entry.seq)
    });
    let words = dossier.opened.get(issuing.unwrap(), "letter");
    assert_eq!(words, Some(WORDS), "the words that were read went out");
    let draft = dossier.opened.get(before.proposal.unwrap().seq, "letter");
    assert_eq!(draft, None, "the draft itself is the office's");
}

async fn what_the_second_person_sends_back_does_not_go_out(t: &TestOffice) {
    let id = accepted(t).await;
    let file = t.go(Role::Handler, id, drafted()).await;
    let reject = CaseCommand::Reject {
        proposal: file.proposal.as_ref().unwrap().digest.clone(),
        reason: "期限を書き添えてください".to_owned(),
    };
    let back = t.go(Role::Supervisor, id, reject).await;
    assert_eq!(back.stage, Stage::Accepted {});
    assert!(back.proposal.is_none() && back.requests.is_empty());
    assert_eq!(
        t.refused(Role::Supervisor, id, approve(&file)).await,
        "case.step_not_allowed"
    );
    let file = t.go(Role::Handler, id, drafted()).await;
    let sent = t.go(Role::Supervisor, id, approve(&file)).await;
    assert_eq!(sent.requests.len(), 1);
}

async fn a_letter_without_check_goes_out_as_before(t: &TestOffice) {
    let id = accepted(t).await;
    let file = t.go(Role::Handler, id, request()).await;
    assert_eq!(file.stage, Stage::AwaitingMember {});
    let demand = CaseCommand::Demand(DemandCommand::Make {
        kind: DemandKind::Documents,
        by: Delivery::Portal,
        letter: "資料を提出してください。".to_owned(),
    });
    let done = t.perform(Role::Handler, Command::case(id, demand)).await;
    assert_eq!(done.unwrap().case.unwrap().demands.len(), 1);
}

async fn nothing_is_put_forward_where_the_rules_ask_for_nobody(t: &TestOffice) {
    let begun = t.perform(Role::Intake, register(complaint())).await;
    let id = begun.unwrap().case.unwrap().id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let profile = t
        .office
        .in_force(t.office.now().date())
        .await
        .unwrap()
        .profile;
    assert!(!Issue::KINDS.iter().any(|kind| profile.is_checked(*kind)));
    assert_eq!(request().checked(&profile), request());
}
