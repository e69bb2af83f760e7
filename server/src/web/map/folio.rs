//! Entries of the organisation's own registers, in words.

use super::deadline::{short, steps};
use crate::web::{
    site::Desk,
    text::Ui,
    view::{
        case::Fact,
        deadline::{Chip, Why},
        registers::FolioLine,
    },
};
use domain::{
    access::Actor,
    calendar::Calendar,
    event::{AccreditationRecorded, InformationProvided, Recipients, Scope},
    folio::{Content, Folio, LessonState, article, standing},
    period::Proof,
    profile::Profile,
    time::Timestamp,
};
use jiff::civil::Date;

/// State and date of a filing.
pub(crate) fn filing_chip(
    proof: &Proof,
    filed: Option<Date>,
    now: Timestamp,
    calendar: &Calendar,
) -> Chip {
    Chip {
        clock: "FILING".to_owned(),
        standing: standing(proof, filed, now, calendar),
        due: Some(proof.last),
        at: None,
        provisional: proof.provisional,
    }
}

/// Why a filing is due on its day.
pub(crate) fn filing_why(desk: &Desk, folio: &Folio, proof: &Proof) -> Option<Why> {
    let filing = folio.filing()?;
    let profile = &desk.in_force.profile;
    Some(Why {
        rule: desk.either(filing.period.ja(), filing.period.en()),
        clause: filing.clause.to_owned(),
        started: filing.from,
        first_counted: proof.first_counted,
        raw_last: proof.raw_last,
        last: proof.last,
        ends_at: proof.ends_at,
        pauses: Vec::new(),
        extensions: Vec::new(),
        earlier: Vec::new(),
        steps: steps(desk, proof),
        profile: profile.title.clone(),
        calendar: short(&proof.calendar),
        provisional: proof.provisional,
    })
}

/// What an entry is within its register.
pub(crate) fn what(ui: Ui, folio: &Folio, today: Date) -> String {
    match &folio.content {
        Content::Accreditation(e) => ui.term("accreditationact", e.act.code()),
        Content::Guideline(e) => ui.x("guidelines-version", &e.adopted.version),
        Content::Information(e) => ui.term("informationkind", e.kind.code()),
        Content::Activity(e) => ui.term("activitykind", e.kind.code()),
        Content::Lesson(lesson) => match &lesson.state {
            LessonState::Released { .. } if !lesson.is_published_on(today) => {
                ui.t("lessonstate-withdrawn")
            }
            state => ui.term("lessonstate", state.code()),
        },
    }
}

/// What an entry is about: its title, or what its public part says.
pub(crate) fn about(ui: Ui, folio: &Folio, title: &str) -> String {
    match &folio.content {
        Content::Accreditation(e) => ui.term("accreditor", e.authority.code()),
        Content::Guideline(e) => ui.x("guidelines-in-force", ui.day(&e.adopted.in_force)),
        _ => title.to_owned(),
    }
}

/// A line of a register.
pub(crate) fn line(
    ui: Ui,
    actor: &Actor,
    folio: &Folio,
    title: &str,
    chip: Option<Chip>,
    today: Date,
) -> FolioLine {
    let hidden = !folio.reads_words(actor, today);
    FolioLine {
        number: folio.id.0,
        on: folio.on(),
        what: what(ui, folio, today),
        about: if hidden {
            String::new()
        } else {
            about(ui, folio, title)
        },
        hidden,
        chip,
        struck: folio.struck,
    }
}

/// The sectors an accreditation covers.
fn scope(ui: Ui, profile: &Profile, scope: &Scope) -> String {
    match scope {
        Scope::All {} => ui.t("registers-scope-all"),
        Scope::Listed { industries } => {
            let words: Vec<&str> = industries
                .iter()
                .map(|code| {
                    profile
                        .industries
                        .get(code)
                        .map_or(code.as_str(), String::as_str)
                })
                .collect();
            words.join(" / ")
        }
    }
}

fn accreditation(ui: Ui, profile: &Profile, e: &AccreditationRecorded) -> Vec<Fact> {
    let law = ui.term("lawversion", e.law.code());
    let law = match article(e.act, e.law) {
        Some(number) => ui.xy("registers-article", law, number),
        None => law,
    };
    vec![
        Fact::new("folio-act", ui.term("accreditationact", e.act.code())),
        Fact::new("folio-day", ui.day(&e.on)),
        Fact::new("folio-authority", ui.term("accreditor", e.authority.code())),
        Fact::new("folio-law", law),
        Fact::new("folio-scope", scope(ui, profile, &e.scope)),
    ]
}

fn information(desk: &Desk, e: &InformationProvided) -> Vec<Fact> {
    let ui = desk.ui;
    let to = match &e.to {
        Recipients::Targets { count, .. } => ui.n("registers-all-targets", *count),
        Recipients::Members { members } => {
            let codes: Vec<String> = members.iter().map(ToString::to_string).collect();
            codes.join(" ")
        }
    };
    vec![
        Fact::new("folio-act", ui.term("informationkind", e.kind.code())),
        Fact::new("folio-day", ui.day(&e.on)),
        Fact::new("folio-to", to),
        Fact::new("folio-material", e.material.clone().unwrap_or_default()),
    ]
}

/// What the public part of an entry says.
pub(crate) fn facts(desk: &Desk, folio: &Folio) -> Vec<Fact> {
    let ui = desk.ui;
    let day = |day: Option<Date>| day.map(|day| ui.day(&day)).unwrap_or_default();
    let mut facts = match &folio.content {
        Content::Accreditation(e) => accreditation(ui, &desk.in_force.profile, e),
        Content::Guideline(e) => {
            let adopted = &e.adopted;
            let published = e.published.as_ref().map(|p| p.on);
            let facts = [
                ("folio-version", adopted.version.clone()),
                ("folio-heard-on", ui.day(&adopted.heard)),
                ("folio-adopted", ui.day(&adopted.on)),
                ("folio-in-force", ui.day(&adopted.in_force)),
                (
                    "folio-decision",
                    adopted.decision.clone().unwrap_or_default(),
                ),
                ("folio-published", day(published)),
                ("folio-commission", day(e.by_commission)),
                ("folio-sha256", adopted.text.clone()),
            ];
            // What has not happened yet has no line.
            let told = facts.into_iter().filter(|(_, value)| !value.is_empty());
            told.map(|(code, value)| Fact::new(code, value)).collect()
        }
        Content::Information(e) => information(desk, e),
        Content::Activity(e) => vec![
            Fact::new("folio-act", ui.term("activitykind", e.kind.code())),
            Fact::new("folio-day", ui.day(&e.on)),
        ],
        Content::Lesson(lesson) => {
            let mut facts = vec![
                Fact::new("folio-state", what(ui, folio, desk.now.date())),
                Fact::new("folio-day", ui.day(&lesson.on)),
            ];
            if let LessonState::Released { on, sent, .. } = &lesson.state {
                facts.push(Fact::new("folio-released", ui.day(on)));
                facts.push(Fact::new("folio-sent", ui.count(*sent)));
            }
            facts
        }
    };
    if folio.filed.is_some() {
        facts.push(Fact::new("folio-filed", day(folio.filed)));
    }
    facts
}
