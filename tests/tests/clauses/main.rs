//! The clauses of the two rule documents, one test or more for each; a test is named after what it
//! shows, and the clause stands in its name (`a26_...`, `b33_...`).

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    reason = "a test may stop at the first surprise, and tells a course to its end"
)]

mod grounds;
mod measure;
mod member;
mod notice;
mod papers;
mod pledge;
mod purge;
mod reception;
mod registers;
mod several;
mod table;
mod training;

use domain::{
    case::{Act, CaseCommand, CaseFile, Motion, Registration},
    code::{Delivery, NoteKind, Role},
    id::CaseId,
};
use tests::harness::office::{TestOffice, complaint, register};

fn words() -> String {
    "規程に沿って確認しました".to_owned()
}

fn motion(act: Act) -> Motion {
    Motion::new(act, words()).with_letter("お知らせします")
}

fn note(kind: NoteKind) -> CaseCommand {
    CaseCommand::Note {
        kind,
        note: words(),
    }
}

async fn registered(t: &TestOffice, registration: Registration) -> CaseFile {
    let done = t.perform(Role::Intake, register(registration)).await;
    done.unwrap().case.unwrap()
}

/// A complaint whose receipt was confirmed and that has a handler.
async fn screened(t: &TestOffice, registration: Registration) -> CaseId {
    let id = registered(t, registration).await.id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let handler = t.who(Role::Handler).id.account().unwrap();
    t.go(Role::Supervisor, id, CaseCommand::Assign { handler })
        .await;
    id
}

/// A complaint that was accepted.
async fn accepted(t: &TestOffice) -> CaseId {
    let id = screened(t, complaint()).await;
    t.decide(id, motion(Act::Accept {})).await;
    id
}

/// A complaint whose member has the request before it.
async fn asked(t: &TestOffice) -> CaseId {
    let id = accepted(t).await;
    let request = CaseCommand::IssueRequest {
        by: Delivery::Portal,
        letter: words(),
    };
    t.go(Role::Handler, id, request).await;
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    };
    t.go(Role::MemberContact, id, delivered).await;
    id
}
