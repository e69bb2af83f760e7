//! The supervisor's morning page.

use crate::web::{
    frame::{Frame, page},
    map::{
        deadline::{chip, why_now},
        work::steps,
    },
    refused::refused,
    site::{Desk, Site},
    view::{
        chart::{Bar, Chart},
        today::{Line, Section, Tile, Today},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::case::CaseFile;
use poem::{Response, Result, handler, web::Data};
use std::collections::BTreeMap;
use store::desk::{DueItem, Morning, Standing, View, WorkFilter};

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

fn line(desk: &Desk, item: &DueItem) -> Line {
    let file = &item.file;
    let deadline = &item.deadline;
    Line {
        slug: file.number.to_string(),
        number: file.number.printed(),
        member: desk.respondent(&file.respondent),
        stage: file.stage.code().to_owned(),
        chip: Some(chip(desk, deadline)),
        waits_on: deadline.waits_on.code().to_owned(),
        why: why_now(desk, deadline),
        officer: desk.officer(file),
        level: match deadline.level() {
            0 => String::new(),
            level => format!("l{level}"),
        },
        next: steps(desk, file).into_iter().find(|step| step.primary),
        idle_days: None,
    }
}

fn still(desk: &Desk, standing: &Standing) -> Line {
    let file = &standing.file;
    let next = file.open_deadlines().first().copied();
    Line {
        slug: file.number.to_string(),
        number: file.number.printed(),
        member: desk.respondent(&file.respondent),
        stage: file.stage.code().to_owned(),
        chip: next.map(|deadline| chip(desk, deadline)),
        waits_on: standing.waits_on.code().to_owned(),
        why: next.and_then(|deadline| why_now(desk, deadline)),
        officer: desk.officer(file),
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
                    Some(id) => format!("/queue/open?officer={id}"),
                    None => "/queue/unassigned".to_owned(),
                },
                parts: [0; 4],
            });
        if let Some(part) = bar.parts.get_mut(part) {
            *part += 1;
        }
    };
    for (part, items) in [&morning.overdue, &morning.today, &morning.week]
        .into_iter()
        .enumerate()
    {
        for item in items {
            count(&item.file, part);
        }
    }
    for standing in morning.standing.iter().filter(|standing| standing.paused) {
        count(&standing.file, 3);
    }
    Chart {
        id: "officers".to_owned(),
        caption: desk.ui.t("today-officers-caption"),
        label: desk.ui.t("col-officer"),
        bars: bars.into_values().collect(),
    }
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
    let filter = WorkFilter {
        view: View::Approvals,
        ..WorkFilter::default()
    };
    let waiting = site
        .office
        .worklist(&viewer.actor, &filter)
        .await
        .map_err(refuse)?;
    let items = morning
        .overdue
        .iter()
        .chain(&morning.today)
        .chain(&morning.week);
    let files = items
        .map(|item| &item.file)
        .chain(morning.standing.iter().map(|s| &s.file));
    let desk = site.desk(visit, viewer, files).await?;
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
                line(&desk, i)
            }),
            section("today", "/queue/open", &morning.today, |i| line(&desk, i)),
            section("week", "/queue/open", &morning.week, |i| line(&desk, i)),
            section("still", "/queue/open", &morning.standing, |s| {
                still(&desk, s)
            }),
        ],
        officers: by_officer(&desk, &morning),
        approvals: if viewer.enters("/approvals").is_ok() {
            waiting.total
        } else {
            0
        },
    };
    Ok(page(&TodayPage::of(visit, &v)))
}
