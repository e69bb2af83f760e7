//! What follows from a command to a digest of cases (B03, B10).

use super::{Facts, past};
use crate::{
    access::Actor,
    code::ConsentOf,
    event::{
        ConsentWithdrawn, Draft, Event, LessonProposed, LessonReleased, LessonReturned,
        LessonRewritten, PublicationConsented,
    },
    folio::{FolioCommand, Lesson},
    id::{CaseId, FolioId, Obj},
    refusal::{Refusal, short_enough, text},
};
use jiff::civil::Date;

pub(super) fn decide(
    id: FolioId,
    lesson: &Lesson,
    command: &FolioCommand,
    actor: &Actor,
    facts: &Facts,
) -> Result<Draft, Refusal> {
    let draft = |event| Draft::new(Obj::Folio(id), event);
    match command {
        FolioCommand::Rewrite { title, text: words } => {
            text("title", title)?;
            text("text", words)?;
            Ok(draft(Event::LessonRewritten(LessonRewritten {}))
                .with("title", title.trim())
                .with("text", words.trim()))
        }
        FolioCommand::Consent {
            case,
            of,
            on,
            how,
            reference,
        } => {
            text("reference", reference)?;
            let consent = PublicationConsented {
                case: *case,
                of: *of,
                on: *on,
                how: *how,
            };
            consents(lesson, &consent, facts)?;
            Ok(draft(Event::PublicationConsented(consent)).with("reference", reference.trim()))
        }
        FolioCommand::WithdrawConsent {
            case,
            of,
            on,
            reason,
        } => {
            short_enough("reason", reason)?;
            let withdrawn = ConsentWithdrawn {
                case: *case,
                of: *of,
                on: *on,
            };
            withdraws(lesson, &withdrawn, facts.today)?;
            Ok(draft(Event::PublicationConsentWithdrawn(withdrawn)).with("reason", reason.trim()))
        }
        FolioCommand::Propose => {
            consented(lesson, facts.today)?;
            let text = lesson.text.clone();
            Ok(draft(Event::LessonProposed(LessonProposed { text })))
        }
        FolioCommand::Return { proposal, reason } => {
            text("reason", reason)?;
            let proposal = proposal.clone();
            let event = Event::LessonReturned(LessonReturned { proposal });
            Ok(draft(event).with("reason", reason.trim()))
        }
        FolioCommand::Release {
            proposal,
            unrecognisable,
        } => {
            if lesson.is_work_of(&actor.id) {
                return Err(Refusal::new("proposal.same_person"));
            }
            // A consent may have been withdrawn since it was put forward.
            consented(lesson, facts.today)?;
            if lesson.cases.is_empty() && !unrecognisable {
                return Err(Refusal::of_field("lesson.recognisable", "unrecognisable"));
            }
            let released = LessonReleased {
                proposal: proposal.clone(),
                unrecognisable: *unrecognisable,
                sent: facts.members,
            };
            Ok(draft(Event::LessonReleased(released)))
        }
        _ => Err(Refusal::new("register.not_now")),
    }
}

/// B10: the person and the complainant of every case consent.
fn consented(lesson: &Lesson, today: Date) -> Result<(), Refusal> {
    if lesson.unconsented(today).next().is_some() {
        Err(Refusal::new("lesson.consents_missing"))
    } else {
        Ok(())
    }
}

fn linked(lesson: &Lesson, case: CaseId) -> Result<(), Refusal> {
    if lesson.cases.contains(&case) {
        Ok(())
    } else {
        Err(Refusal::of_field("lesson.case_not_linked", "case"))
    }
}

fn consents(lesson: &Lesson, given: &PublicationConsented, facts: &Facts) -> Result<(), Refusal> {
    linked(lesson, given.case)?;
    past(given.on, facts.today)?;
    if given.of == ConsentOf::Both && facts.cases.get(&given.case) != Some(&true) {
        return Err(Refusal::of_field("lesson.complainant_is_another", "of"));
    }
    if lesson.has_consent(given.case, given.of, facts.today) {
        return Err(Refusal::of_field("lesson.consents_already", "of"));
    }
    Ok(())
}

fn withdraws(lesson: &Lesson, withdrawn: &ConsentWithdrawn, today: Date) -> Result<(), Refusal> {
    linked(lesson, withdrawn.case)?;
    past(withdrawn.on, today)?;
    let given = lesson
        .consents
        .iter()
        .find(|c| c.case == withdrawn.case && c.of == withdrawn.of && c.until.is_none())
        .ok_or_else(|| Refusal::of_field("lesson.no_consent", "of"))?;
    if withdrawn.on < given.on {
        return Err(Refusal::of_field("lesson.before_consent", "on"));
    }
    Ok(())
}
