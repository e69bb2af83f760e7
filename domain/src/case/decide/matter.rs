//! What changes about the matter itself: declarations, kind, links, persons barred, reopening.

use super::{Acting, incident::join, short_enough, text};
use crate::{
    case::{CaseFile, MatterCommand, Reclassification, holds_my_number},
    clock::Trigger,
    code::{Applicant, CaseKind},
    event::{CaseDeclared, CaseLinked, CaseReclassified, Event, Happened, PersonBarred},
    refusal::Refusal,
};

/// Carries out a command about the matter.
pub(super) fn matter(
    act: &mut Acting<'_>,
    file: &CaseFile,
    command: &MatterCommand,
) -> Result<(), Refusal> {
    let cx = act.cx;
    match command {
        MatterCommand::Declare { declared, words } => {
            short_enough("words", words)?;
            let declared = *declared;
            act.say(
                Event::CaseDeclared(CaseDeclared { declared }),
                &[("words", words)],
            );
            Ok(())
        }
        MatterCommand::Reclassify(anew) => reclassify(act, file, anew),
        MatterCommand::Link { to, how, memo } => {
            text("memo", memo)?;
            if cx.other.is_none() || *to == file.number {
                return Err(Refusal::of_field("case.link_unknown", "to"));
            }
            if file
                .links
                .iter()
                .any(|link| link.to == *to && link.how == *how)
            {
                return Err(Refusal::of_field("case.linked_already", "to"));
            }
            act.say(
                Event::CaseLinked(CaseLinked { to: *to, how: *how }),
                &[("memo", memo)],
            );
            Ok(())
        }
        MatterCommand::JoinIncident { lead, memo } => join(act, file, *lead, memo),
        MatterCommand::LeaveIncident { reason } => {
            text("reason", reason)?;
            act.say(Event::IncidentLeft(Happened {}), &[("reason", reason)]);
            Ok(())
        }
        MatterCommand::Bar { person, reason } => {
            text("reason", reason)?;
            if !cx.facts.person_known {
                return Err(Refusal::of_field("account.not_found", "person"));
            }
            if file.barred.contains(person) {
                return Err(Refusal::of_field("case.barred_already", "person"));
            }
            act.say(
                Event::PersonBarred(PersonBarred { person: *person }),
                &[("reason", reason)],
            );
            Ok(())
        }
        MatterCommand::Reopen { reason } => {
            text("reason", reason)?;
            act.say(Event::CaseReopened(Happened {}), &[("reason", reason)]);
            act.happens(Trigger::Reopened, cx.now)
        }
        MatterCommand::Prevent { result } => {
            text("result", result)?;
            act.say(Event::PreventionDone(Happened {}), &[("result", result)]);
            act.happens(Trigger::PreventionDone, cx.now)
        }
    }
}

/// An everyday call that was answered comes in again as a complaint, under its old number; its
/// clocks run from then (B01).
fn reclassify(
    act: &mut Acting<'_>,
    file: &CaseFile,
    anew: &Reclassification,
) -> Result<(), Refusal> {
    let cx = act.cx;
    text("reason", &anew.reason)?;
    for (field, value) in [
        ("name", &anew.name),
        ("kana", &anew.kana),
        ("contact", &anew.contact),
    ] {
        short_enough(field, value)?;
        if holds_my_number(value) {
            return Err(Refusal::of_field("identity.my_number_written", field));
        }
    }
    if !file.is_open() && anew.kind != CaseKind::Complaint {
        return Err(Refusal::of_field("case.upgrade_to_complaint_only", "kind"));
    }
    if anew.respondent.member().is_some() && !cx.facts.member_known {
        return Err(Refusal::of_field("member.unknown", "member"));
    }
    // Letters already went to a member: another one must not read them.
    if file.is_known_to_member() && anew.respondent != file.respondent {
        return Err(Refusal::of_field("case.respondent_was_asked", "respondent"));
    }
    let grouped = file.incident.is_some() || cx.facts.leads_incident;
    if grouped && anew.respondent != file.respondent {
        return Err(Refusal::of_field("incident.other_member", "respondent"));
    }
    let nobody = anew.applicant == Applicant::Anonymous;
    if anew.kind == CaseKind::Complaint && nobody {
        return Err(Refusal::of_field("case.complaint_needs_name", "applicant"));
    }
    let named = !anew.name.trim().is_empty();
    if file.applicant == Some(Applicant::Anonymous) && !nobody && !named {
        return Err(Refusal::of_field("field.required", "name"));
    }
    act.say(
        Event::CaseReclassified(CaseReclassified {
            kind: anew.kind,
            category: anew.category,
            respondent: anew.respondent.clone(),
            applicant: anew.applicant,
            named,
        }),
        &[
            ("name", &anew.name),
            ("kana", &anew.kana),
            ("contact", &anew.contact),
            ("reason", &anew.reason),
        ],
    );
    if file.is_open() {
        Ok(())
    } else {
        act.happens(Trigger::Registered, cx.now)
    }
}
