//! Two-person acts: the check when they are put forward and again when they are approved, and
//! what carrying them out means.

use super::{
    Acting, Context,
    demand::{is_owed_once, make},
    filing::standing,
    opportunity::ground_applies,
    request::{issue_request, may_notify, return_reply, wants_something},
    send_direction, short_enough, text,
};
use crate::{
    case::{
        Act, CaseCommand, CaseFile, Issue, LAPSE_REMINDERS, Motion, Proposal, Step, needed_papers,
    },
    clock::Trigger,
    code::{Outcome, Referral, Withholding},
    event::{
        Approved, CaseClosed, CaseProposalRejected, CaseProposed, CaseSuspended, CaseWithheld,
        Event, OutOfScope, PartRefused,
    },
    profile::NonHandling,
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
        CaseCommand::Propose(Motion {
            act: proposed,
            reason,
            letter,
            prevention,
        }) => {
            // One act waits at a time: a second would take the first one's place unseen.
            if file.proposal.is_some() {
                return Err(Refusal::not_allowed(Step::possible_names(file)));
            }
            match proposed {
                // A letter says itself why it is sent.
                Act::Issue { letter } => {
                    short_enough("reason", reason)?;
                    if !cx.rules.profile.is_checked(letter.kind()) {
                        return Err(Refusal::new("letter.no_second_person"));
                    }
                }
                _ => text("reason", reason)?,
            }
            check_act(file, proposed, cx)?;
            if sends_letter(proposed) {
                text("letter", letter)?;
            }
            short_enough("letter", letter)?;
            if matches!(
                proposed,
                Act::Close {
                    prevention: Some(_),
                    ..
                }
            ) {
                text("prevention", prevention)?;
            }
            short_enough("prevention", prevention)?;
            // How far back is judged when it is put forward: an approval takes its time.
            if let Act::Suspend { from, .. } = proposed {
                cx.rules.dated_back(*from, cx.now, "suspended_from")?;
            }
            act.say(
                Event::CaseProposed(CaseProposed {
                    act: proposed.clone(),
                }),
                &[
                    ("reason", reason),
                    ("letter", letter),
                    ("prevention", prevention),
                ],
            );
            Ok(())
        }
        CaseCommand::Approve { proposal } => {
            let proposal = current(file, proposal)?;
            // Two-person acts: never the same person twice (domain.md section 4).
            if proposal.by.shares_a_person(&cx.actor.id) {
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

/// Whether the complainant is told by a letter that goes out with the act: the second person must
/// have seen it. A withdrawal needs none, what is out of scope has a reply of its own.
const fn sends_letter(act: &Act) -> bool {
    match act {
        Act::Suspend { .. }
        | Act::Discontinue { .. }
        | Act::RefusePart { .. }
        | Act::Issue { .. } => true,
        Act::Close { outcome, .. } => !matches!(outcome, Outcome::Withdrawn),
        Act::Accept {} | Act::OutOfScope { .. } | Act::Withhold { .. } => false,
    }
}

/// Whether the act fits the file, both when it is put forward and when it is approved.
fn check_act(file: &CaseFile, act: &Act, cx: &Context<'_>) -> Result<(), Refusal> {
    let alone = CaseFile {
        proposal: None,
        ..file.clone()
    };
    if !Step::proposing(act).is_possible(&alone) {
        return Err(Refusal::not_allowed(Step::possible_names(file)));
    }
    match act {
        Act::Accept {} if file.handler.is_none() => {
            Err(Refusal::of_field("case.handler_missing", "handler"))
        }
        Act::Accept {} => standing(
            file,
            &needed_papers(cx.rules.profile, file.kind, file.applicant),
        ),
        Act::OutOfScope { ground } => ground_applies(file, *ground, NonHandling::Refuse, cx),
        Act::Discontinue { ground, .. } => {
            ground_applies(file, *ground, NonHandling::Discontinue, cx)
        }
        Act::RefusePart { ground, .. } => ground_applies(file, *ground, NonHandling::Part, cx),
        Act::Suspend { ground, from } => {
            ground_applies(file, *ground, NonHandling::Suspend, cx)?;
            if from.is_some_and(|from| from < file.received_at.date()) {
                return Err(Refusal::of_field(
                    "case.suspended_before_receipt",
                    "suspended_from",
                ));
            }
            Ok(())
        }
        // A wish is the complainant's to express; harm is assessed by whoever puts it forward.
        Act::Withhold {
            because: Withholding::Wish,
        } if !file.declared.keeps_member_out() => {
            Err(Refusal::of_field("case.wish_not_declared", "because"))
        }
        Act::Withhold { .. } => Ok(()),
        Act::Issue { letter } => match letter {
            Issue::Request { .. } => may_notify(file),
            Issue::Deficiency {
                report_again,
                proposal_again,
                ..
            } => wants_something(*report_again, *proposal_again),
            Issue::Demand { what, .. } => is_owed_once(file, *what),
            Issue::Direction { .. } => Ok(()),
        },
        Act::Close {
            outcome, referral, ..
        } => check_closing(file, *outcome, referral.is_some()),
    }
}

/// A case ends as its complainant said (B38-B39), with advice where the member was not told, because
/// papers never came, or is withdrawn at any time. What was handled was advised on and investigated
/// (A11).
fn check_closing(file: &CaseFile, outcome: Outcome, has_referral: bool) -> Result<(), Refusal> {
    let about = |code| Err(Refusal::of_field(code, "outcome"));
    if outcome == Outcome::Withdrawn {
        return Ok(());
    }
    if file.fitting_outcome() != Some(outcome) {
        return about("case.outcome_does_not_fit");
    }
    if outcome == Outcome::Lapsed {
        return if file.filing.reminders < LAPSE_REMINDERS {
            about("filing.reminders_missing")
        } else {
            Ok(())
        };
    }
    if !file.advised {
        return about("case.advice_missing");
    }
    if !file.investigated {
        return about("case.investigation_missing");
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
        Act::RefusePart { ground, referral } => {
            act.say(
                Event::PartRefused(PartRefused {
                    proposal: digest,
                    ground: *ground,
                    referral: *referral,
                }),
                &[],
            );
            Ok(())
        }
        Act::Withhold { because } => {
            act.say(
                Event::CaseWithheld(CaseWithheld {
                    proposal: digest,
                    because: *because,
                }),
                &[],
            );
            act.happens(Trigger::Withheld, now)
        }
        Act::Issue { letter } => issue(act, file, letter, digest),
        Act::Discontinue { ground, referral } => close(
            act,
            CaseClosed {
                outcome: Outcome::Discontinued,
                referral: *referral,
                proposal: Some(digest),
                ground: Some(*ground),
                prevention: None,
            },
            "",
        ),
        Act::Close {
            outcome,
            referral,
            prevention,
        } => close(
            act,
            CaseClosed {
                outcome: *outcome,
                referral: *referral,
                proposal: Some(digest),
                ground: None,
                prevention: *prevention,
            },
            "",
        ),
    }
}

/// Issues the letter that the second person has read: its own record freezes its words, and its
/// clocks start now.
pub(super) fn issue(
    act: &mut Acting<'_>,
    file: &CaseFile,
    letter: &Issue,
    digest: String,
) -> Result<(), Refusal> {
    let (words, proposal) = (act.cx.letter, Some(digest));
    match letter {
        Issue::Request { by } => issue_request(act, file, *by, words, proposal),
        Issue::Deficiency {
            report_again,
            proposal_again,
            by,
        } => {
            let order = (*report_again, *proposal_again, *by);
            return_reply(act, file, order, words, proposal)
        }
        Issue::Demand { what, by } => make(act, file, *what, *by, words, proposal),
        Issue::Direction { by } => send_direction(act, *by, words, proposal),
    }
}

/// Closes the case; an action against recurrence has a time limit of its own from then (B07).
pub(super) fn close(act: &mut Acting<'_>, closed: CaseClosed, letter: &str) -> Result<(), Refusal> {
    let planned = closed.prevention.is_some();
    act.say(Event::CaseClosed(closed), &[("letter", letter)]);
    act.happens(Trigger::Closed, act.cx.now)?;
    if planned {
        act.happens(Trigger::PreventionPlanned, act.cx.now)?;
    }
    Ok(())
}

/// An end that needed no second person.
pub(super) const fn ended(outcome: Outcome, referral: Option<Referral>) -> CaseClosed {
    CaseClosed {
        outcome,
        referral,
        proposal: None,
        ground: None,
        prevention: None,
    }
}
