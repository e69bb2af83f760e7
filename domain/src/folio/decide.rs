//! What follows from a command to the organisation's own registers.

mod fresh;
mod lesson;

use super::{
    Content, Folio, FolioAct, FolioCommand, Fresh, LessonState,
    command::{keeps, may},
};
use crate::{
    access::Actor,
    code::PublishedBy,
    event::{Draft, Event, GuidelinePublished, RegisterFiled, RegisterStruck, TargetsPublished},
    id::{CaseId, FolioId, Obj},
    refusal::{Refusal, short_enough, text},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Facts that the caller looked up in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The day of the command.
    pub today: Date,
    /// Whether another version of the guidelines bears the version of the command.
    pub version_taken: bool,
    /// Of the cases that the command or the entry names, those that exist for the actor, and whether
    /// the complainant is the person concerned.
    pub cases: BTreeMap<CaseId, bool>,
    /// The list of target businesses of the day on which information was given.
    pub targets: Option<TargetsPublished>,
    /// Whether a member that the command names is not in the register.
    pub unknown_member: bool,
    /// How many members there are today.
    pub members: u32,
}

/// What follows from a command to an entry.
///
/// # Errors
/// `access.denied`, `register.unknown`, `register.not_now`, `register.in_future`, `proposal.changed`,
/// `field.required`, `field.too_long`, or what the kind of entry refuses.
pub fn decide(
    folio: Option<&Folio>,
    command: &FolioCommand,
    actor: &Actor,
    facts: &Facts,
) -> Result<Vec<Draft>, Refusal> {
    let folio = folio.ok_or_else(|| Refusal::new("register.unknown"))?;
    let id = folio.id;
    let act = FolioAct::of(command);
    if !may(actor, act, folio.kind()) {
        return Err(Refusal::new("access.denied"));
    }
    // Whoever is barred from a case finds nothing of what was drawn from it.
    if let Content::Lesson(lesson) = &folio.content
        && !lesson
            .cases
            .iter()
            .all(|case| facts.cases.contains_key(case))
    {
        return Err(Refusal::new("register.unknown"));
    }
    // What was changed meanwhile is said before what is possible now.
    if let (
        FolioCommand::Return { proposal, .. } | FolioCommand::Release { proposal, .. },
        Content::Lesson(lesson),
    ) = (command, &folio.content)
        && !matches!(&lesson.state, LessonState::Proposed { digest, .. } if digest == proposal)
    {
        return Err(Refusal::new("proposal.changed"));
    }
    if !act.is_possible(folio) {
        return Err(Refusal::new("register.not_now"));
    }
    let draft = |event| Draft::new(Obj::Folio(id), event);
    let today = facts.today;
    Ok(vec![match command {
        FolioCommand::File { on, reference } => {
            past(*on, today)?;
            if matches!(folio.content, Content::Guideline(_)) && *on < folio.on() {
                return Err(Refusal::of_field("guideline.before_adoption", "on"));
            }
            short_enough("reference", reference)?;
            draft(Event::RegisterFiled(RegisterFiled { on: *on }))
                .with("reference", reference.trim())
        }
        FolioCommand::Publish { by, on, url } => {
            past(*on, today)?;
            if *on < folio.on() {
                return Err(Refusal::of_field("guideline.before_adoption", "on"));
            }
            let published = GuidelinePublished {
                by: *by,
                on: *on,
                url: address(*by, url)?,
            };
            draft(Event::GuidelinePublished(published))
        }
        FolioCommand::Strike { reason } => {
            text("reason", reason)?;
            draft(Event::RegisterStruck(RegisterStruck {})).with("reason", reason.trim())
        }
        _ => {
            let Content::Lesson(lesson) = &folio.content else {
                return Err(Refusal::new("register.not_now"));
            };
            lesson::decide(id, lesson, command, actor, facts)?
        }
    }])
}

/// What follows from recording a new entry under the number `id`.
///
/// # Errors
/// `access.denied`, `register.in_future`, `field.required`, `field.too_long`, or what the kind of entry
/// refuses.
pub fn record(
    id: FolioId,
    fresh: &Fresh,
    actor: &Actor,
    facts: &Facts,
) -> Result<Vec<Draft>, Refusal> {
    if !keeps(actor, fresh.kind()) {
        return Err(Refusal::new("access.denied"));
    }
    fresh::begin(id, fresh, facts).map(|draft| vec![draft])
}

fn past(on: Date, today: Date) -> Result<(), Refusal> {
    if on > today {
        Err(Refusal::of_field("register.in_future", "on"))
    } else {
        Ok(())
    }
}

/// An address stands in the ledger and on a public page, so it is plain ASCII of the web.
fn address(by: PublishedBy, url: &str) -> Result<String, Refusal> {
    let url = url.trim();
    let fits = url.len() <= 200
        && (url.starts_with("https://") || url.starts_with("http://"))
        && url
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>'));
    if fits || (url.is_empty() && by == PublishedBy::Ppc) {
        Ok(url.to_owned())
    } else {
        Err(Refusal::of_field("guideline.bad_address", "url"))
    }
}
