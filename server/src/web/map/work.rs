//! Cases in lists.

use super::deadline::chip;
use crate::web::{
    site::Desk,
    steps::two_person,
    view::{step::Step as Shown, worklist::Row},
};
use domain::{
    access::may,
    case::{CaseFile, Step},
    clock::Deadline,
};

/// A line of a list of cases.
pub(crate) fn row(desk: &Desk, file: &CaseFile, next: Option<&Deadline>) -> Row {
    Row {
        slug: file.number.to_string(),
        number: file.number.printed(),
        member: desk.respondent(&file.respondent),
        kind: file.kind.code().to_owned(),
        stage: file.stage.code().to_owned(),
        received: file.received_at.date(),
        chip: next.map(|deadline| chip(desk, deadline)),
        waits_on: next
            .map(|d| d.waits_on.code().to_owned())
            .unwrap_or_default(),
        officer: desk.officer(file),
        proposal: file.proposal.is_some(),
    }
}

/// The steps this reader may take now, the one that leads on first.
pub(crate) fn steps(desk: &Desk, file: &CaseFile) -> Vec<Shown> {
    let own = file
        .proposal
        .as_ref()
        .is_some_and(|p| p.by.shares_a_person(&desk.actor.id));
    let mut steps: Vec<Step> = Step::possible(file)
        .into_iter()
        .filter(|step| may(&desk.actor, *step, file))
        // Nobody approves what they put forward themselves.
        .filter(|step| !(own && *step == Step::Approve))
        // A document is destroyed from the list of documents.
        .filter(|step| *step != Step::DestroyAttachment)
        .collect();
    let at = |wanted: Step| steps.iter().position(|step| *step == wanted);
    let lead = at(Step::Approve)
        .or_else(|| at(Step::Acknowledge))
        .or_else(|| at(Step::Assign).filter(|_| file.handler.is_none()))
        .or_else(|| steps.iter().position(|step| leads_on(*step)));
    if let Some(lead) = lead {
        let first = steps.remove(lead);
        steps.insert(0, first);
    }
    steps
        .iter()
        .enumerate()
        .map(|(place, step)| Shown {
            code: step.name().to_owned(),
            href: if *step == Step::Attach {
                format!("/cases/{}/documents#upload", file.number)
            } else {
                format!("/cases/{}/do/{}", file.number, step.name())
            },
            primary: place == 0 && lead.is_some(),
            two_person: two_person(&desk.in_force.profile, *step),
        })
        .collect()
}

/// Whether a step leads a case to its next stage, and is not one that is always possible.
const fn leads_on(step: Step) -> bool {
    matches!(
        step,
        Step::Acknowledge
            | Step::Answer
            | Step::CheckIdentity
            | Step::ProposeAcceptance
            | Step::ReplyOutOfScope
            | Step::IssueRequest
            | Step::RecordDelivery
            | Step::RecordReply
            | Step::AcceptReply
            | Step::SendDirection
            | Step::RecordWill
            | Step::Resume
            | Step::ReviewWithholding
            | Step::DecideJustCause
            | Step::DecideNonCooperation
            | Step::RecordPrevention
    )
}
