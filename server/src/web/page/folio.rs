//! One entry of the organisation's own registers: what it says, its filing, its consents, its records,
//! and what can be recorded about it.

use super::{
    case::Outcome,
    registers::{address, kind_at},
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::folio::{about, facts, filing_chip, filing_why},
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    view::{
        case::Fact,
        registers::{ConsentLine, FolioView},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    access::Actor,
    case::Number,
    event::Entry,
    folio::{Content, Folio, FolioAct, Lesson, may},
    id::{CaseId, FolioId},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use std::collections::BTreeMap;
use store::desk::FolioCard;

/// One entry.
#[derive(Debug, Template)]
#[template(path = "folio.html")]
pub struct FolioPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a FolioView,
}

impl<'a> FolioPage<'a> {
    /// The page in the frame of this visit, named by the entry.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a FolioView) -> Self {
        Self {
            f: Frame::of(visit, &v.title),
            v,
        }
    }
}

/// The entry at an address.
pub(super) async fn one(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    kind: &str,
    number: &str,
) -> Result<FolioCard, Failure> {
    viewer.enters("/registers")?;
    let missing = || Failure::new(Problem::NotFound);
    let kind = kind_at(kind)?;
    let id = FolioId(number.parse().map_err(|_| missing())?);
    site.office
        .folio(&viewer.actor, id)
        .await
        .map_err(|e| refused(&visit.ui, &e))?
        .filter(|card| card.folio.kind() == kind)
        .ok_or_else(missing)
}

/// The acts that the entry's state allows and this actor does.
pub(super) fn acts(actor: &Actor, folio: &Folio) -> Vec<(FolioAct, &'static str)> {
    let own = |lesson: &Lesson| lesson.is_work_of(&actor.id);
    FolioAct::ALL
        .into_iter()
        .filter(|(act, _)| act.is_possible(folio) && may(actor, *act, folio.kind()))
        // Whoever wrote it or put it forward is no second reader.
        .filter(|(act, _)| !(*act == FolioAct::Release && folio.lesson().is_some_and(own)))
        .collect()
}

/// The numbers of the cases a digest was drawn from.
pub(super) async fn numbers(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    folio: &Folio,
) -> Result<BTreeMap<CaseId, Number>, Failure> {
    let mut numbers = BTreeMap::new();
    if let Content::Lesson(lesson) = &folio.content {
        for case in &lesson.cases {
            let file = site.office.case_file(&viewer.actor, *case).await;
            let file = file.map_err(|e| refused(&visit.ui, &e))?;
            numbers.extend(file.map(|file| (*case, file.number)));
        }
    }
    Ok(numbers)
}

/// A record of the entry: day, kind, who, words.
fn moment(
    desk: &Desk,
    card: &FolioCard,
    entry: &Entry,
) -> (jiff::civil::Date, String, String, String) {
    let word = |field| card.words.get(entry.seq, field).unwrap_or_default();
    let words = match word("reason") {
        "" if entry.seq != card.folio.first_seq => word("reference"),
        reason => reason,
    };
    (
        entry.at.date(),
        entry.event.kind().replace(['.', '_'], "-"),
        desk.who(&entry.actor),
        words.to_owned(),
    )
}

fn consents(
    card: &FolioCard,
    lesson: &Lesson,
    numbers: &BTreeMap<CaseId, Number>,
) -> Vec<ConsentLine> {
    lesson
        .consents
        .iter()
        .map(|consent| ConsentLine {
            number: numbers
                .get(&consent.case)
                .map(Number::printed)
                .unwrap_or_default(),
            of: consent.of.code(),
            on: consent.on,
            how: consent.how.code(),
            until: consent.until,
            reference: card.words.get(consent.seq, "reference").map(str::to_owned),
        })
        .collect()
}

async fn view(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    desk: &Desk,
    card: &FolioCard,
) -> Result<FolioView, Failure> {
    let ui = visit.ui;
    let refuse = |e| refused(&ui, &e);
    let folio = &card.folio;
    let today = desk.now.date();
    let hidden = !folio.reads_words(&viewer.actor, today);
    let word = |field: &str| card.words.get(folio.words_seq, field).unwrap_or_default();
    let numbers = numbers(visit, viewer, site, folio).await?;
    let title = match (&folio.content, word("title")) {
        (Content::Accreditation(_) | Content::Guideline(_), _) | (_, "") => format!(
            "{} {}",
            ui.term("foliokind", folio.kind().code()),
            about(ui, folio, "")
        ),
        (_, title) => title.to_owned(),
    };
    let mut shown = facts(desk, folio);
    let mut text = word("text").to_owned();
    let mut clauses = Vec::new();
    match &folio.content {
        Content::Guideline(e) => {
            shown.push(Fact::new("folio-heard", word("heard")));
            let kept = site.office.guideline_text(&e.adopted.text).await;
            let kept = kept.map_err(refuse)?;
            clauses = kept
                .clauses
                .into_iter()
                .map(|c| (c.number, c.heading))
                .collect();
            text = kept.text;
        }
        Content::Accreditation(_) => {
            shown.push(Fact::new("folio-reference", word("reference")));
            shown.push(Fact::new("folio-note", word("note")));
        }
        Content::Lesson(_) => {}
        _ => shown.push(Fact::new("folio-note", word("note"))),
    }
    let filing = match site.office.filing_proof(folio).await.map_err(refuse)? {
        Some(proof) => {
            let chip = filing_chip(&proof, folio.filed, desk.now, &desk.in_force.calendar);
            filing_why(desk, folio, &proof).map(|why| (chip, why))
        }
        None => None,
    };
    let lesson = match &folio.content {
        Content::Lesson(lesson) => Some(lesson),
        _ => None,
    };
    let home = address(folio);
    Ok(FolioView {
        kind: folio.kind().code(),
        number: folio.id.0,
        title: title.trim().to_owned(),
        facts: shown,
        text,
        hidden,
        clauses,
        missing: lesson.map_or(0, |lesson| lesson.unconsented(today).count()),
        consents: lesson.map_or_else(Vec::new, |lesson| consents(card, lesson, &numbers)),
        cases: numbers
            .values()
            .map(|number| (number.printed(), format!("/cases/{number}")))
            .collect(),
        filing,
        struck: folio.struck,
        history: card
            .entries
            .iter()
            .rev()
            .map(|entry| moment(desk, card, entry))
            .collect(),
        acts: acts(&viewer.actor, folio)
            .into_iter()
            .map(|(_, name)| (name, format!("{home}/do/{name}")))
            .collect(),
    })
}

/// `/registers/{kind}/{number}`
#[handler]
pub(crate) async fn get_folio(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((kind, number)): Path<(String, String)>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let card = one(visit, viewer, site, &kind, &number).await?;
    let staff = card.entries.iter().filter_map(|e| e.actor.account());
    let desk = site.desk_with(visit, viewer, staff).await?;
    let v = view(visit, viewer, site, &desk, &card).await?;
    let mut shown = FolioPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}
