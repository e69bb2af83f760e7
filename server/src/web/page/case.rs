//! A case: 概要・経過・期限・記録, each at its own address, and the forms of its steps.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::{
        case,
        moment::{moment, record},
    },
    page::login::see_other,
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    view::case::{Deadlines, Header, History, Overview, Record, StepForm},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{case::Number, folio::Coverage};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
use store::desk::Dossier;

/// 概要
#[derive(Debug, Template)]
#[template(path = "case_overview.html")]
pub struct OverviewPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Overview,
}

/// 経過
#[derive(Debug, Template)]
#[template(path = "case_history.html")]
pub struct HistoryPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a History,
}

/// 期限
#[derive(Debug, Template)]
#[template(path = "case_deadlines.html")]
pub struct DeadlinesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Deadlines,
}

/// 記録
#[derive(Debug, Template)]
#[template(path = "case_records.html")]
pub struct RecordsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a [Record],
}

/// The form of one step.
#[derive(Debug, Template)]
#[template(path = "case_step.html")]
pub struct StepPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a StepForm,
}

impl<'a> OverviewPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a Overview) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-overview")),
            ),
            h,
            tab: "overview",
            v,
        }
    }
}

impl<'a> HistoryPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a History) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-history")),
            ),
            h,
            tab: "history",
            v,
        }
    }
}

impl<'a> DeadlinesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a Deadlines) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-deadlines")),
            ),
            h,
            tab: "deadlines",
            v,
        }
    }
}

impl<'a> RecordsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a [Record]) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-records")),
            ),
            h,
            tab: "records",
            v,
        }
    }
}

impl<'a> StepPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a StepForm) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.term("step", &v.code)),
            ),
            h,
            tab: "",
            v,
        }
    }
}

/// What an address may say about the step just taken.
#[derive(Debug, Default, Deserialize)]
pub struct Outcome {
    /// The outcome's code.
    #[serde(default)]
    pub done: Option<String>,
    /// Whether the timeline shows the clocks.
    #[serde(default)]
    pub clocks: Option<String>,
}

/// The dossier of a case for those who work in the office, and the desk with the rules of its
/// receipt. A page has one address: other ways to write the number lead to it.
pub(crate) async fn load(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    slug: &str,
) -> Result<(Dossier, Desk)> {
    let missing = || Failure::new(Problem::NotFound);
    // Members have their portal; the office's pages do not exist for them.
    if !viewer.actor.is_of_office() {
        return Err(missing().into());
    }
    let number: Number = slug.parse().map_err(|_| missing())?;
    let dossier = site
        .office
        .dossier(&viewer.actor, number)
        .await
        .map_err(|e| refused(&visit.ui, &e))?
        .ok_or_else(missing)?;
    let written = dossier.file.number.to_string();
    if visit.is_safe() && slug != written {
        return Err(poem::Error::from_response(moved(visit, &written)));
    }
    let desk = site.desk_of_case(visit, viewer, &dossier).await?;
    Ok((dossier, desk))
}

/// The same page under the number as addresses write it.
fn moved(visit: &Visit, written: &str) -> Response {
    let mut parts: Vec<&str> = visit.path.split('/').collect();
    if let Some(number) = parts.get_mut(2) {
        *number = written;
    }
    let mut address = parts.join("/");
    if !visit.filters.is_empty() {
        address = format!("{address}?{}", visit.filters);
    }
    see_other(&address)
}

/// `/cases/{no}`
#[handler]
pub(crate) async fn get_overview(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let h = case::header(&desk, &dossier);
    let refuse = |e| refused(&visit.ui, &e);
    let (office, actor, file) = (&site.office, &viewer.actor, &dossier.file);
    let complaint = office.same_complaint(actor, file).await.map_err(refuse)?;
    let incident = office.same_incident(actor, file).await.map_err(refuse)?;
    let coverage = office.coverage_of(file).await;
    let v = Overview {
        outside_scope: coverage.map_err(refuse)? == Coverage::Outside,
        ..case::overview(&desk, &dossier, &complaint, &incident)
    };
    let mut shown = OverviewPage::of(visit, &h, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}

/// `/cases/{no}/history`
#[handler]
pub(crate) async fn get_history(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let h = case::header(&desk, &dossier);
    let with_clocks = outcome.clocks.is_some();
    let v = History {
        moments: dossier
            .moments
            .iter()
            .rev()
            .map(|read| moment(&desk, read, &dossier.opened))
            .filter(|moment| {
                // Reminders and levels belong to the story; the clocks' own steps only on demand.
                with_clocks
                    || !moment.kind.starts_with("deadline.")
                    || moment.kind == "deadline.escalated"
            })
            .collect(),
        with_clocks,
        toggle: if with_clocks {
            format!("/cases/{}/history", h.slug)
        } else {
            format!("/cases/{}/history?clocks=1", h.slug)
        },
    };
    Ok(page(&HistoryPage::of(visit, &h, &v)))
}

/// `/cases/{no}/deadlines`
#[handler]
pub(crate) async fn get_deadlines(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let h = case::header(&desk, &dossier);
    let v = case::deadlines(&desk, &dossier);
    Ok(page(&DeadlinesPage::of(visit, &h, &v)))
}

/// `/cases/{no}/records`
#[handler]
pub(crate) async fn get_records(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let h = case::header(&desk, &dossier);
    let v: Vec<Record> = dossier.moments.iter().map(record).collect();
    Ok(page(&RecordsPage::of(visit, &h, &v)))
}
