//! A new entry of the organisation's own registers: what it must say before it is recorded.

use super::{Facts, past};
use crate::{
    code::AccreditationAct,
    event::{
        AccreditationRecorded, ActivityRecorded, Draft, Event, GuidelineAdopted,
        InformationProvided, LessonWritten, Recipients, Scope,
    },
    folio::{Fresh, GuidelineText, guideline::is_number},
    id::{CaseId, FolioId, MemberCode, Obj},
    organisation::referenced,
    refusal::{Refusal, short_enough, text},
};
use std::collections::BTreeSet;

/// Longest text of guidelines in characters.
const GUIDELINE_CHARS: usize = 200_000;

pub(super) fn begin(id: FolioId, fresh: &Fresh, facts: &Facts) -> Result<Draft, Refusal> {
    let draft = |event| Draft::new(Obj::Folio(id), event);
    let titled = |event, title: &str, note: &str| {
        text("title", title)?;
        short_enough("note", note)?;
        let draft = draft(event).with("title", title.trim());
        Ok(draft.with("note", note.trim()))
    };
    match fresh {
        Fresh::Accreditation {
            act,
            authority,
            law,
            on,
            scope,
            reference,
            note,
        } => {
            let record = AccreditationRecorded {
                act: *act,
                authority: *authority,
                law: *law,
                on: *on,
                scope: scope.clone(),
            };
            accredited(&record, facts)?;
            text("reference", reference)?;
            short_enough("note", note)?;
            Ok(draft(Event::AccreditationRecorded(record))
                .with("reference", reference.trim())
                .with("note", note.trim()))
        }
        Fresh::Guideline {
            version,
            text: kept,
            heard_on,
            heard,
            on,
            in_force,
            decision,
        } => {
            let event = GuidelineAdopted {
                version: version.clone(),
                text: kept.digest(),
                clauses: kept.clauses.iter().map(|c| c.number.clone()).collect(),
                heard: *heard_on,
                on: *on,
                in_force: *in_force,
                decision: decision.clone(),
            };
            adopted(&event, facts)?;
            readable(kept)?;
            text("heard", heard)?;
            Ok(draft(Event::GuidelineAdopted(event)).with("heard", heard.trim()))
        }
        Fresh::Information {
            kind,
            on,
            members,
            title,
            note,
            material,
        } => {
            past(*on, facts.today)?;
            let event = InformationProvided {
                kind: *kind,
                on: *on,
                to: recipients(members, facts)?,
                material: digest_of(material)?,
            };
            titled(Event::InformationProvided(event), title, note)
        }
        Fresh::Activity {
            kind,
            on,
            title,
            note,
        } => {
            past(*on, facts.today)?;
            let event = ActivityRecorded {
                kind: *kind,
                on: *on,
            };
            titled(Event::ActivityRecorded(event), title, note)
        }
        Fresh::Lesson {
            cases,
            title,
            text: words,
        } => {
            text("title", title)?;
            text("text", words)?;
            let event = drawn_from(cases, facts)?;
            Ok(draft(Event::LessonWritten(event))
                .with("title", title.trim())
                .with("text", words.trim()))
        }
    }
}

fn drawn_from(cases: &[CaseId], facts: &Facts) -> Result<LessonWritten, Refusal> {
    let cases: BTreeSet<_> = cases.iter().copied().collect();
    if !cases.iter().all(|case| facts.cases.contains_key(case)) {
        return Err(Refusal::of_field("lesson.unknown_case", "cases"));
    }
    Ok(LessonWritten {
        on: facts.today,
        cases: cases.into_iter().collect(),
    })
}

fn accredited(record: &AccreditationRecorded, facts: &Facts) -> Result<(), Refusal> {
    // A change or the end may be known beforehand, an accreditation may not.
    if record.act == AccreditationAct::Granted {
        past(record.on, facts.today)?;
    }
    if matches!(&record.scope, Scope::Listed { industries } if industries.is_empty()) {
        return Err(Refusal::of_field("accreditation.no_scope", "scope"));
    }
    Ok(())
}

fn adopted(event: &GuidelineAdopted, facts: &Facts) -> Result<(), Refusal> {
    past(event.on, facts.today)?;
    if !is_number(&event.version) {
        return Err(Refusal::of_field("guideline.bad_version", "version"));
    }
    if facts.version_taken {
        return Err(Refusal::of_field("guideline.version_taken", "version"));
    }
    if event.heard > event.on {
        let code = "guideline.heard_after_adoption";
        return Err(Refusal::of_field(code, "heard_on"));
    }
    if event.in_force < event.on {
        return Err(Refusal::of_field(
            "guideline.in_force_too_early",
            "in_force",
        ));
    }
    referenced(event.decision.as_deref())
}

/// Whether a text of guidelines can be kept and cited.
fn readable(kept: &GuidelineText) -> Result<(), Refusal> {
    text("title", &kept.title)?;
    if kept.text.chars().count() > GUIDELINE_CHARS {
        return Err(Refusal::of_field("field.too_long", "text"));
    }
    if kept.clauses.is_empty() {
        return Err(Refusal::of_field("guideline.no_clauses", "clauses"));
    }
    let mut numbers = BTreeSet::new();
    for clause in &kept.clauses {
        if !is_number(&clause.number) || clause.heading.trim().is_empty() {
            return Err(Refusal::of_field("guideline.bad_clause", "clauses"));
        }
        if !numbers.insert(clause.number.as_str()) {
            return Err(Refusal::of_field("guideline.clause_twice", "clauses"));
        }
    }
    if digest_of(&kept.document)?.is_none() && kept.text.trim().is_empty() {
        return Err(Refusal::of_field("guideline.no_text", "text"));
    }
    Ok(())
}

fn recipients(members: &[MemberCode], facts: &Facts) -> Result<Recipients, Refusal> {
    if facts.unknown_member {
        return Err(Refusal::of_field("information.unknown_member", "members"));
    }
    if !members.is_empty() {
        let members: BTreeSet<_> = members.iter().cloned().collect();
        return Ok(Recipients::Members {
            members: members.into_iter().collect(),
        });
    }
    match &facts.targets {
        Some(targets) if targets.count > 0 => Ok(Recipients::Targets {
            list: targets.list.clone(),
            count: targets.count,
        }),
        _ => Err(Refusal::of_field("information.no_targets", "members")),
    }
}

/// A digest that stands in the ledger, or nothing.
fn digest_of(typed: &str) -> Result<Option<String>, Refusal> {
    let typed = typed.trim().to_ascii_lowercase();
    if typed.is_empty() {
        return Ok(None);
    }
    if typed.len() == 64 && typed.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(Some(typed))
    } else {
        Err(Refusal::of_field("register.bad_material", "material"))
    }
}
