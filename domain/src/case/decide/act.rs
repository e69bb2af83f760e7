//! Two-person acts: the check when they are put forward and again when they are approved, and
//! what carrying them out means.

use super::{Acting, Context, text};
use crate::{
    case::{Act, CaseCommand, CaseFile, Proposal, Stage, Step},
    clock::Trigger,
    code::{Outcome, Referral, Will},
    event::{
        Approved, CaseClosed, CaseProposalRejected, CaseProposed, CaseSuspended, Event, OutOfScope,
    },
    refusal::Refusal,
    time::Timestamp,
};

/// Puts forward, approves or sends back.
pub(super) fn two_persons(
    act: &mut Acting<'_>,
    file: &CaseFile,
    command: &CaseCommand,
) -> Result<(), Refusal> {
    let cx = act.cx;
    match command {
        CaseCommand::Propose {
            act: proposed,
            reason,
        } => {
            text("reason", reason)?;
            check_act(file, proposed, cx)?;
            // How far back is judged when it is put forward: an approval takes its time.
            if let Act::Suspend { from, .. } = proposed {
                cx.rules.dated_back(*from, cx.now, "suspended_from")?;
            }
            act.say(
                Event::CaseProposed(CaseProposed {
                    act: proposed.clone(),
                }),
                &[("reason", reason)],
            );
            Ok(())
        }
        CaseCommand::Approve { proposal } => {
            let proposal = current(file, proposal)?;
            // Two-person acts: never the same person twice (domain.md section 4).
            if proposal.by == cx.actor.id {
                return Err(Refusal::new("proposal.same_person"));
            }
            check_act(file, &proposal.act, cx)?;
            carry_out(act, file, proposal)
        }
        CaseCommand::Reject { proposal, reason } => {
            text("reason", reason)?;
            let proposal = current(file, proposal)?.digest.clone();
            act.say(
                Event::CaseProposalRejected(CaseProposalRejected { proposal }),
                &[("reason", reason)],
            );
            Ok(())
        }
        _ => Err(Refusal::not_allowed(Step::possible_names(file))),
    }
}

fn current<'a>(file: &'a CaseFile, digest: &str) -> Result<&'a Proposal, Refusal> {
    match &file.proposal {
        Some(proposal) if proposal.digest == digest => Ok(proposal),
        _ => Err(Refusal::new("proposal.changed")),
    }
}

/// Whether the act fits the file, both when it is put forward and when it is approved.
fn check_act(file: &CaseFile, act: &Act, cx: &Context<'_>) -> Result<(), Refusal> {
    match act {
        Act::Accept {} if file.handler.is_none() => {
            Err(Refusal::of_field("case.handler_missing", "handler"))
        }
        Act::OutOfScope { ground } | Act::Suspend { ground, .. }
            if !cx.rules.profile.grounds.contains(ground) =>
        {
            Err(Refusal::of_field("case.ground_not_in_rules", "ground"))
        }
        Act::Suspend {
            from: Some(from), ..
        } if *from < file.received_at.date() => Err(Refusal::of_field(
            "case.suspended_before_receipt",
            "suspended_from",
        )),
        Act::Close { outcome, referral } => check_closing(file, *outcome, referral.is_some()),
        Act::Accept {} | Act::OutOfScope { .. } | Act::Suspend { .. } => Ok(()),
    }
}

/// A case ends as its complainant said (B38-B39), or is withdrawn at any time.
fn check_closing(file: &CaseFile, outcome: Outcome, has_referral: bool) -> Result<(), Refusal> {
    let wanted = match &file.stage {
        Stage::Confirming {
            will: Some(Will::Agrees),
        } => Some(Outcome::Settled),
        Stage::Confirming {
            will: Some(Will::Disagrees),
        } => Some(Outcome::NoAgreement),
        Stage::Confirming {
            will: Some(Will::Silent),
        } => Some(Outcome::NoResponse),
        _ => None,
    };
    if outcome != Outcome::Withdrawn && wanted != Some(outcome) {
        return Err(Refusal::of_field("case.outcome_does_not_fit", "outcome"));
    }
    if outcome == Outcome::NoAgreement && !has_referral {
        return Err(Refusal::of_field("case.referral_missing", "referral"));
    }
    Ok(())
}

fn carry_out(act: &mut Acting<'_>, file: &CaseFile, proposal: &Proposal) -> Result<(), Refusal> {
    let digest = proposal.digest.clone();
    let now = act.cx.now;
    match &proposal.act {
        Act::Accept {} => {
            act.say(Event::CaseAccepted(Approved { proposal: digest }), &[]);
            act.happens(Trigger::Accepted, now)
        }
        Act::OutOfScope { ground } => {
            act.say(
                Event::CaseOutOfScope(OutOfScope {
                    proposal: digest,
                    ground: *ground,
                }),
                &[],
            );
            act.happens(Trigger::OutOfScope, now)
        }
        Act::Suspend { ground, from } => {
            if !Step::ProposeSuspension.is_possible(&CaseFile {
                proposal: None,
                ..file.clone()
            }) {
                return Err(Refusal::not_allowed(Step::possible_names(file)));
            }
            act.say(
                Event::CaseSuspended(CaseSuspended {
                    proposal: digest,
                    ground: *ground,
                    from: *from,
                }),
                &[],
            );
            let since = from.map_or(now, |from| Timestamp::start_of(from).max(file.received_at));
            act.happens(Trigger::Suspended, since.min(now))
        }
        Act::Close { outcome, referral } => close(act, *outcome, *referral, Some(digest)),
    }
}

pub(super) fn close(
    act: &mut Acting<'_>,
    outcome: Outcome,
    referral: Option<Referral>,
    proposal: Option<String>,
) -> Result<(), Refusal> {
    close_with(act, outcome, referral, proposal, "")
}

pub(super) fn close_with(
    act: &mut Acting<'_>,
    outcome: Outcome,
    referral: Option<Referral>,
    proposal: Option<String>,
    letter: &str,
) -> Result<(), Refusal> {
    act.say(
        Event::CaseClosed(CaseClosed {
            outcome,
            referral,
            proposal,
        }),
        &[("letter", letter)],
    );
    act.happens(Trigger::Closed, act.cx.now)
}
