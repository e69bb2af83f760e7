//! The papers of a complaint: asking, receiving, checking (A26-A28).

use super::{Acting, short_enough, text};
use crate::{
    case::{CaseFile, FilingCommand, IdentityCheck, Stage, filing::needed_papers, holds_my_number},
    clock::Trigger,
    code::{CheckResult, Paper},
    event::{Event, FilingReceived, FilingRequested, IdentityChecked},
    refusal::Refusal,
};
use std::collections::BTreeSet;

/// Carries out a command about the papers.
pub(super) fn filing(
    act: &mut Acting<'_>,
    file: &CaseFile,
    command: &FilingCommand,
) -> Result<(), Refusal> {
    let cx = act.cx;
    match command {
        FilingCommand::Request { papers, by, letter } => {
            text("letter", letter)?;
            if papers.is_empty() {
                return Err(Refusal::of_field("filing.no_paper", "papers"));
            }
            act.say(
                Event::FilingRequested(FilingRequested {
                    papers: papers.clone(),
                    by: *by,
                }),
                &[("letter", letter)],
            );
            act.happens(Trigger::FormSent, cx.now)
        }
        FilingCommand::Receive {
            papers,
            channel,
            original,
        } => {
            short_enough("original", original)?;
            if papers.is_empty() {
                return Err(Refusal::of_field("filing.no_paper", "papers"));
            }
            let mut there = file.filing.clone();
            let needed = needed_papers(cx.rules.profile, file.kind, file.applicant);
            let was_complete = there.missing(&needed).is_empty();
            there.received.extend(papers.iter().copied());
            let complete = there.missing(&needed).is_empty();
            act.say(
                Event::FilingReceived(FilingReceived {
                    papers: papers.clone(),
                    channel: *channel,
                    complete,
                }),
                &[("original", original)],
            );
            if papers.iter().any(|paper| paper.is_proof()) {
                act.happens(Trigger::DocumentsReceived, cx.now)?;
            }
            match file.stage {
                Stage::AwaitingComplainant {} if complete => {
                    act.happens(Trigger::FormReturned, cx.now)?;
                    judge_scope(act)
                }
                Stage::Screening {} if complete && !was_complete => judge_scope(act),
                _ => Ok(()),
            }
        }
        FilingCommand::Check(check) => check_identity(act, file, check),
    }
}

/// The scope can be judged from the moment everything is there, once (B30).
pub(super) fn judge_scope(act: &mut Acting<'_>) -> Result<(), Refusal> {
    let runs = act.deadlines.values().any(|deadline| {
        deadline.is_open()
            && act
                .cx
                .rules
                .profile
                .rule(&deadline.clock)
                .is_some_and(|rule| rule.starts_on(Trigger::FilingComplete))
    });
    if runs {
        Ok(())
    } else {
        act.happens(Trigger::FilingComplete, act.cx.now)
    }
}

fn check_identity(
    act: &mut Acting<'_>,
    file: &CaseFile,
    check: &IdentityCheck,
) -> Result<(), Refusal> {
    let cx = act.cx;
    let today = cx.now.date();
    short_enough("note", &check.note)?;
    if holds_my_number(&check.note) {
        return Err(Refusal::of_field("identity.my_number_written", "note"));
    }
    if !check.paper.is_proof() || !file.filing.received.contains(&check.paper) {
        return Err(Refusal::of_field("filing.paper_not_there", "paper"));
    }
    let document = cx
        .rules
        .profile
        .documents_for(check.paper, today)
        .find(|document| document.code == check.document)
        .ok_or_else(|| Refusal::of_field("filing.document_not_accepted", "document"))?;
    let verified = check.result == CheckResult::Verified;
    if verified && !document.mask.is_empty() && !check.masked {
        return Err(Refusal::of_field("filing.not_masked", "masked"));
    }
    if !verified {
        text("note", &check.note)?;
    }
    if check.called_back.is_some_and(|day| day > today) {
        return Err(Refusal::of_field("date.in_future", "called_back"));
    }
    act.say(
        Event::IdentityChecked(IdentityChecked {
            paper: check.paper,
            document: check.document.clone(),
            result: check.result,
            masked: check.masked,
            called_back: check.called_back,
        }),
        &[("note", &check.note)],
    );
    act.happens(Trigger::IdentityChecked, cx.now)
}

/// What keeps a complaint from being accepted: papers that are missing, or that prove nothing yet
/// (A16, A26-A28, B23).
pub(super) fn standing(act_file: &CaseFile, needed: &BTreeSet<Paper>) -> Result<(), Refusal> {
    if !act_file.filing.missing(needed).is_empty() {
        return Err(Refusal::new("filing.incomplete"));
    }
    if !act_file.filing.unproved(needed).is_empty() {
        return Err(Refusal::new("filing.unproved"));
    }
    Ok(())
}
