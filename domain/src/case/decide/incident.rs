//! Incidents: complaints of one cause about one member, led by one of them (3.1). The member is asked
//! once and answers once, the facts are investigated once, one person handles them; and each file is
//! whole all the same, because what happens to the case that leads is written in every one of them.

use super::{Acting, Context, act::issue, proceed, text};
use crate::{
    case::{Act, CaseCommand, CaseFile, Issue, Number, Proposal, Step},
    event::{Draft, Event, IncidentJoined},
    refusal::Refusal,
};

/// What follows in `part`, another case of the incident, from a command to the case that leads it;
/// nothing when the command concerns the leading case alone. Whether a letter needs a second person
/// is decided in the leading case, and its approval carries every letter of the incident.
///
/// # Errors
/// As [`super::decide`]; the command to the leading case is refused then as well.
pub fn decide_in_part(
    part: &CaseFile,
    lead: &CaseFile,
    command: &CaseCommand,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let mut act = Acting::of(cx, Some(part));
    let step = Step::of(command).and_then(|step| step.shared(lead));
    if step.is_some_and(|step| step.is_possible(part)) && command.concerns(part) {
        match approved_letter(lead, command) {
            Some((letter, digest)) => issue(&mut act, part, letter, digest.to_owned())?,
            None => proceed(&mut act, part, command)?,
        }
    }
    Ok(act.drafts)
}

/// The letter that an approval issues, with the digest of its proposal.
fn approved_letter<'a>(lead: &'a CaseFile, command: &CaseCommand) -> Option<(&'a Issue, &'a str)> {
    match (command, &lead.proposal) {
        (
            CaseCommand::Approve { .. },
            Some(Proposal {
                act: Act::Issue { letter },
                digest,
                ..
            }),
        ) => Some((letter, digest)),
        _ => None,
    }
}

/// Joins a case to an incident. One member is asked, by one handler; the case that leads is open and
/// follows no other, so that every case of an incident knows who leads it.
pub(super) fn join(
    act: &mut Acting<'_>,
    file: &CaseFile,
    lead: Number,
    memo: &str,
) -> Result<(), Refusal> {
    text("memo", memo)?;
    let about = |code| Err(Refusal::of_field(code, "lead"));
    let Some(other) = act.cx.other.filter(|_| lead != file.number) else {
        return about("case.link_unknown");
    };
    if act.cx.facts.leads_incident {
        return about("incident.leads");
    }
    if other.incident.is_some() || !other.is_open() {
        return about("incident.no_lead");
    }
    if other.respondent.member() != file.respondent.member() {
        return about("incident.other_member");
    }
    if other.handler.is_none() || other.handler != file.handler {
        return about("incident.other_handler");
    }
    act.say(
        Event::IncidentJoined(IncidentJoined { lead }),
        &[("memo", memo)],
    );
    Ok(())
}
