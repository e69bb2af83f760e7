//! The supervisor's morning page.

use crate::web::{
    frame::{Frame, page},
    map::{
        deadline::{chip, why},
        load::{self, Named, named},
        measure::member_name,
        work::steps,
    },
    refused::refused,
    site::{Desk, Site},
    view::{
        chart::{BY_OFFICER, Bar, Chart},
        deadline::Why,
        today::{Line, MeasureDue, Section, Tile, Today},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    case::CaseFile,
    clock::{Deadline, Urgency},
    folio::standing,
    id::Obj,
    measure::Measure,
    period::Proof,
};
use poem::{Response, Result, handler, web::Data};
use std::collections::BTreeMap;
use store::{
    Office, OfficeError,
    desk::{DueItem, Morning, Standing, View},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "today.html")]
pub struct TodayPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Today,
}

impl<'a> TodayPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Today) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("today-title")),
            v,
        }
    }
}

/// Lines shown of one part at most.
const LINES: usize = 30;

/// The stored proofs of the deadlines shown.
type Proofs = BTreeMap<(Obj, String), Proof>;

/// The objects whose lines are shown.
fn shown(morning: &Morning, measures: &[Measure]) -> Vec<Obj> {
    let still = morning.standing.iter().take(LINES);
    let mut objects: Vec<Obj> = [&morning.overdue, &morning.today, &morning.week]
        .into_iter()
        .flat_map(|items| items.iter().take(LINES).map(DueItem::obj))
        .chain(still.map(|s| Obj::Case(s.file.id)))
        .chain(measures.iter().map(|measure| Obj::Measure(measure.id)))
        .collect();
    objects.sort_unstable();
    objects.dedup();
    objects
}

fn reason(desk: &Desk, proofs: &Proofs, obj: Obj, deadline: &Deadline) -> Option<Why> {
    let proof = proofs.get(&(obj, deadline.name.clone()))?;
    Some(why(desk, deadline, proof))
}

fn line(desk: &Desk, proofs: &Proofs, item: &DueItem) -> Line {
    let deadline = &item.deadline;
    let file = item.file();
    let Named {
        href,
        number,
        member,
        officer,
    } = named(desk, item);
    Line {
        href,
        number,
        member,
        stage: file.map_or("", |file| file.stage.code()).to_owned(),
        chip: Some(chip(desk, deadline)),
        waits_on: deadline.waits_on.code().to_owned(),
        why: reason(desk, proofs, item.obj(), deadline),
        officer,
        level: match deadline.level() {
            0 => String::new(),
            level => format!("l{level}"),
        },
        next: file.and_then(|file| steps(desk, file).into_iter().find(|step| step.primary)),
        idle_days: None,
    }
}

fn still(desk: &Desk, proofs: &Proofs, standing: &Standing) -> Line {
    let file = &standing.file;
    let next = file.open_deadlines().first().copied();
    Line {
        href: Some(format!("/cases/{}", file.number)),
        number: file.number.printed(),
        member: desk.respondent(&file.respondent),
        stage: file.stage.code().to_owned(),
        chip: next.map(|deadline| chip(desk, deadline)),
        waits_on: standing.waits_on.code().to_owned(),
        why: next.and_then(|deadline| reason(desk, proofs, Obj::Case(file.id), deadline)),
        officer: Some(desk.officer(file)),
        level: String::new(),
        next: steps(desk, file).into_iter().find(|step| step.primary),
        idle_days: Some(standing.still_days),
    }
}

fn section<T>(code: &'static str, href: &str, items: &[T], line: impl Fn(&T) -> Line) -> Section {
    Section {
        code,
        lines: items.iter().take(LINES).map(line).collect(),
        more: u64::try_from(items.len().saturating_sub(LINES)).unwrap_or(u64::MAX),
        href: href.to_owned(),
    }
}

fn by_officer(desk: &Desk, morning: &Morning) -> Chart {
    let mut bars: BTreeMap<(bool, String), Bar> = BTreeMap::new();
    let mut count = |file: &CaseFile, part: usize| {
        let name = desk.officer(file);
        let bar = bars
            .entry((name.is_empty(), name.clone()))
            .or_insert_with(|| Bar {
                label: if name.is_empty() {
                    desk.ui.t("no-officer")
                } else {
                    name
                },
                href: match file.handler {
                    Some(id) => format!("/queue/open?handler={id}"),
                    None => "/queue/unassigned".to_owned(),
                },
                parts: vec![0; BY_OFFICER.len()],
            });
        if let Some(part) = bar.parts.get_mut(part) {
            *part += 1;
        }
    };
    for (part, items) in [&morning.overdue, &morning.today, &morning.week]
        .into_iter()
        .enumerate()
    {
        for file in items.iter().filter_map(DueItem::file) {
            count(file, part);
        }
    }
    for standing in morning.standing.iter().filter(|standing| standing.paused) {
        count(&standing.file, 3);
    }
    Chart {
        id: "officers".to_owned(),
        caption: desk.ui.t("today-officers-caption"),
        label: desk.ui.t("col-officer"),
        parts: BY_OFFICER,
        bars: bars.into_values().collect(),
    }
}

/// The open deadlines of measures, the nearest first: nobody is surprised by one (B35-B37).
fn of_measures(desk: &Desk, proofs: &Proofs, measures: &[Measure]) -> Vec<MeasureDue> {
    let mut dues: Vec<(&Measure, &Deadline)> = measures
        .iter()
        .flat_map(|measure| {
            measure
                .open_deadlines()
                .into_iter()
                .map(move |d| (measure, d))
        })
        .collect();
    dues.sort_by_key(|(measure, d)| (d.paused.is_some(), d.due.ends_at, measure.id));
    dues.into_iter()
        .take(LINES)
        .map(|(measure, deadline)| MeasureDue {
            number: Measure::printed(measure.id),
            href: format!("/measures/{}", measure.id),
            member: member_name(desk, &measure.member),
            kind: measure.kind.code(),
            stage: measure.stage.code(),
            chip: chip(desk, deadline),
            waits_on: deadline.waits_on.code(),
            why: reason(desk, proofs, Obj::Measure(measure.id), deadline),
        })
        .collect()
}

/// How many filings with the Commission are near their last day or past it (A01, A02).
async fn urgent_filings(office: &Office, desk: &Desk) -> std::result::Result<usize, OfficeError> {
    let open = office.filings().await?;
    let urgent = open.iter().filter(|filing| {
        let filed = filing.folio.filed;
        let calendar = &desk.in_force.calendar;
        matches!(
            standing(&filing.proof, filed, desk.now, calendar),
            Urgency::Near { .. } | Urgency::Today | Urgency::Overdue { .. }
        )
    });
    Ok(urgent.count())
}

/// `/today`
#[handler]
pub(crate) async fn get_today(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/today")?;
    let refuse = |e| refused(&visit.ui, &e);
    let morning = site.office.morning(&viewer.actor).await.map_err(refuse)?;
    let measures = site.office.measures(&viewer.actor).await.map_err(refuse)?;
    let proofs = site
        .office
        .open_proofs(&shown(&morning, &measures))
        .await
        .map_err(refuse)?;
    let items = morning
        .overdue
        .iter()
        .chain(&morning.today)
        .chain(&morning.week);
    let files = items
        .filter_map(DueItem::file)
        .chain(morning.standing.iter().map(|s| &s.file));
    let desk = site.desk_with_members(visit, viewer, files).await?;
    let tile = |code, count: usize, href: &str, look| Tile {
        code,
        count: u64::try_from(count).unwrap_or(u64::MAX),
        href: href.to_owned(),
        look,
    };
    let paused = morning.standing.iter().filter(|s| s.paused).count();
    let v = Today {
        date: desk.now.date(),
        tiles: vec![
            tile("overdue", morning.overdue.len(), "#s-overdue", "overdue"),
            tile("today", morning.today.len(), "#s-today", "today"),
            tile("week", morning.week.len(), "#s-week", "near"),
            tile("paused", paused, "#s-still", "paused"),
            tile("still", morning.standing.len() - paused, "#s-still", ""),
        ],
        sections: vec![
            section("overdue", "/queue/overdue", &morning.overdue, |i| {
                line(&desk, &proofs, i)
            }),
            section("today", "/queue/today", &morning.today, |i| {
                line(&desk, &proofs, i)
            }),
            section("week", "/queue/week", &morning.week, |i| {
                line(&desk, &proofs, i)
            }),
            section("still", "/queue/still", &morning.standing, |s| {
                still(&desk, &proofs, s)
            }),
        ],
        officers: by_officer(&desk, &morning),
        horizon: load::horizon(&desk),
        measures: of_measures(&desk, &proofs, &measures),
        filings: urgent_filings(&site.office, &desk).await.map_err(refuse)?,
        approvals: if viewer.enters("/approvals").is_ok() {
            site.office
                .count(&viewer.actor, View::Approvals)
                .await
                .map_err(refuse)?
        } else {
            0
        },
    };
    Ok(page(&TodayPage::of(visit, &v)))
}
