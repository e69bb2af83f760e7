//! Measures against members (A06, B35-B37): the register, one dossier, its letters.

use super::case::Outcome;
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::{
        measure::{member_name, row},
        measure_dossier::{letter_entry, view},
    },
    page::letter::LetterPage,
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    view::{
        letter::Letter,
        measure::{MeasureView, Measures},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    code::{LetterKind, MeasureStage, Role},
    event::{Entry, Event},
    id::{MeasureId, MemberCode},
    letter::{Words, code, issued},
    measure::Measure,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
use store::{desk::MeasureDossier, private::Sight};

/// The register.
#[derive(Debug, Template)]
#[template(path = "measures.html")]
pub struct MeasuresPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Measures,
}

/// One dossier.
#[derive(Debug, Template)]
#[template(path = "measure.html")]
pub struct MeasurePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a MeasureView,
}

impl<'a> MeasuresPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Measures) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("measures-title")),
            v,
        }
    }
}

impl<'a> MeasurePage<'a> {
    /// The page in the frame of this visit, named by number and kind.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a MeasureView) -> Self {
        let kind = visit.ui.term("measurekind", v.head.kind);
        Self {
            f: Frame::of(visit, &format!("{} {kind}", v.head.number)),
            v,
        }
    }
}

/// The parts of the register.
const PARTS: [&str; 6] = ["open", "hearing", "deciding", "following", "over", "all"];

/// Whether a measure stands in a part of the register.
fn stands_in(part: &str, measure: &Measure) -> bool {
    use MeasureStage as S;
    let over = measure.is_over();
    match part {
        "open" => !over,
        "hearing" => matches!(measure.stage, S::Proposed | S::Explained),
        "deciding" => matches!(measure.stage, S::Heard | S::Review | S::Decided),
        "following" => {
            !over
                && matches!(
                    measure.stage,
                    S::Notified | S::Reported | S::Doubted | S::Effective | S::Objected
                )
        }
        "over" => over,
        _ => true,
    }
}

/// Which part of the register.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Part {
    /// One of [`PARTS`].
    #[serde(default)]
    state: Option<String>,
    /// Of which member alone.
    #[serde(default)]
    member: Option<String>,
}

/// `/measures`
#[handler]
pub(crate) async fn get_measures(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(part): Query<Part>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/measures")?;
    let bad = || Failure::new(Problem::InvalidInput);
    let state = part.state.as_deref().unwrap_or("open");
    if !PARTS.contains(&state) {
        return Err(bad().into());
    }
    let member: Option<MemberCode> = match part.member.as_deref() {
        None => None,
        Some(code) => Some(code.parse().map_err(|_| bad())?),
    };
    let measures = site.office.measures(&viewer.actor).await;
    let mut measures = measures.map_err(|e| refused(&visit.ui, &e))?;
    let desk = site.desk_of_measures(visit, viewer, []).await?;
    let of_member = |m: &Measure| member.as_ref().is_none_or(|member| m.member == *member);
    measures.retain(|measure| of_member(measure) && stands_in(state, measure));
    let address = |state: &str| {
        let member = member.as_ref().map(|code| format!("member={code}"));
        let state = (state != "open").then(|| format!("state={state}"));
        let query: Vec<String> = state.into_iter().chain(member).collect();
        match query.join("&") {
            none if none.is_empty() => "/measures".to_owned(),
            query => format!("/measures?{query}"),
        }
    };
    let v = Measures {
        parts: PARTS
            .iter()
            .map(|part| (*part, address(part), *part == state))
            .collect(),
        member: member.as_ref().map(|code| member_name(&desk, code)),
        rows: measures.iter().map(|measure| row(&desk, measure)).collect(),
        may_propose: viewer.actor.is(Role::Supervisor),
    };
    let mut shown = MeasuresPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}

/// The dossier behind an address and its desk, for those who work with measures; for whoever is
/// recused there is none.
pub(super) async fn load(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    number: &str,
) -> Result<(MeasureDossier, Desk), Failure> {
    viewer.enters("/measures")?;
    let dossier = find(visit, viewer, site, number).await?;
    let desk = site.desk_of_measure(visit, viewer, &dossier).await?;
    Ok((dossier, desk))
}

/// The measure with this number, as far as it exists for the reader.
pub(super) async fn find(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    number: &str,
) -> Result<MeasureDossier, Failure> {
    let missing = || Failure::new(Problem::NotFound);
    let id: MeasureId = number.parse().map_err(|_| missing())?;
    let found = site.office.measure(&viewer.actor, id).await;
    found
        .map_err(|e| refused(&visit.ui, &e))?
        .ok_or_else(missing)
}

/// `/measures/{n}`
#[handler]
pub(crate) async fn get_measure(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &number).await?;
    let v = view(&desk, &dossier);
    let mut shown = MeasurePage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}

/// The letter that a step is about to send, as it would be printed today.
pub(super) fn preview(
    desk: &Desk,
    site: &Site,
    measure: &Measure,
    kind: LetterKind,
    body: &str,
) -> Letter {
    let organisation = &site.installation.config.organisation;
    let profile = &desk.in_force.profile;
    Letter {
        number: None,
        code: String::new(),
        on: desk.now.date(),
        addressee: format!("{} 御中", member_name(desk, &measure.member)),
        organisation: organisation.name.clone(),
        organ: profile.organ.clone(),
        telephone: organisation.telephone.clone(),
        subject: profile.letter(kind).map_or_else(
            || desk.ui.term("letterkind", kind.code()),
            |template| template.subject.clone(),
        ),
        body: body.to_owned(),
        erased: false,
        withheld: false,
        case: Measure::printed(measure.id),
    }
}

/// The record in which the words of a letter stand.
fn source<'a>(dossier: &'a MeasureDossier, entry: &'a Entry) -> Option<&'a Entry> {
    match issued(&entry.event)?.words {
        Words::Moved(digest) => dossier
            .entries
            .iter()
            .rev()
            .filter(|moved| moved.seq < entry.seq)
            .find(|moved| matches!(&moved.event, Event::MeasureMoved(e) if e.digest == digest)),
        _ => Some(entry),
    }
}

/// The letter with this number as it was printed.
pub(super) fn letter(
    desk: &Desk,
    site: &Site,
    dossier: &MeasureDossier,
    number: u64,
) -> Option<Letter> {
    let entry = letter_entry(dossier, number)?;
    let kind = issued(&entry.event)?.kind;
    let words = source(dossier, entry)?;
    let field = words
        .event
        .private_fields()
        .iter()
        .find(|field| field.name == "letter")?;
    let sight = dossier.words.sight(words.seq, field);
    let body = match sight {
        Sight::Words(text) => text,
        _ => "",
    };
    Some(Letter {
        number: Some(entry.seq),
        code: code(&entry.sha256),
        on: entry.at.date(),
        erased: sight == Sight::Erased,
        withheld: sight == Sight::Withheld,
        ..preview(desk, site, &dossier.measure, kind, body)
    })
}

/// `/measures/{n}/letters/{number}`
#[handler]
pub(crate) async fn get_letter(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((number, letter_number)): Path<(String, u64)>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &number).await?;
    // Until whoever decides has said that nothing stands in the way, no letter opens.
    let found = dossier
        .opens
        .then(|| letter(&desk, site, &dossier, letter_number))
        .flatten();
    let v = found.ok_or_else(|| Failure::new(Problem::NotFound))?;
    let back = format!("/measures/{}", dossier.measure.id);
    Ok(page(&LetterPage::of(visit, &back, &v)))
}
