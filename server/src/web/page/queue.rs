//! The worklist, ordered by working time left.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::work::row,
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    steps::account,
    view::worklist::{FilterChip, Filters, SavedView, Worklist, filter_fields},
    viewer::{Viewer, query_value},
    visit::Visit,
};
use askama::Template;
use domain::{
    case::Stage,
    code::{CaseKind, Role},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
use store::desk::{View, WorkFilter};

/// The page.
#[derive(Debug, Template)]
#[template(path = "queue.html")]
pub struct QueuePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Worklist,
}

impl<'a> QueuePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Worklist) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("queue-title")),
            v,
        }
    }
}

/// The filters of the address. No words of a search are among them.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct QueueQuery {
    /// A stage's code.
    #[serde(default)]
    pub stage: String,
    /// A kind's code.
    #[serde(default)]
    pub kind: String,
    /// A handler's id.
    #[serde(default)]
    pub officer: String,
    /// Page, from 1.
    #[serde(default)]
    pub page: String,
}

impl QueueQuery {
    fn href(&self, view: View) -> String {
        let mut pairs = Vec::new();
        for (name, value) in [
            ("stage", &self.stage),
            ("kind", &self.kind),
            ("officer", &self.officer),
            ("page", &self.page),
        ] {
            if !value.is_empty() {
                pairs.push(format!("{name}={}", query_value(value)));
            }
        }
        if pairs.is_empty() {
            format!("/queue/{}", view.name())
        } else {
            format!("/queue/{}?{}", view.name(), pairs.join("&"))
        }
    }

    fn page(&self) -> u64 {
        self.page.parse::<u64>().unwrap_or(1).max(1)
    }

    fn turned(&self, page: u64) -> Self {
        Self {
            page: page.to_string(),
            ..self.clone()
        }
    }
}

fn chips(desk: &Desk, view: View, query: &QueueQuery) -> Vec<FilterChip> {
    let first = QueueQuery {
        page: String::new(),
        ..query.clone()
    };
    let mut chips = Vec::new();
    let mut add = |label: String, rest: QueueQuery| {
        chips.push(FilterChip {
            label,
            remove: rest.href(view),
        });
    };
    if !query.stage.is_empty() {
        add(
            desk.ui.term("stage", &query.stage),
            QueueQuery {
                stage: String::new(),
                ..first.clone()
            },
        );
    }
    if !query.kind.is_empty() {
        add(
            desk.ui.term("casekind", &query.kind),
            QueueQuery {
                kind: String::new(),
                ..first.clone()
            },
        );
    }
    if let Some(officer) = account(&query.officer) {
        add(
            desk.person(officer),
            QueueQuery {
                officer: String::new(),
                ..first.clone()
            },
        );
    }
    chips
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    view: View,
    query: QueueQuery,
) -> Result<Response> {
    viewer.enters("/queue")?;
    let refuse = |e| refused(&visit.ui, &e);
    let filter = WorkFilter {
        view,
        stage: (!query.stage.is_empty()).then(|| query.stage.clone()),
        kind: CaseKind::from_code(&query.kind),
        handler: account(&query.officer),
        member: None,
        page: query.page() - 1,
    };
    let found = site
        .office
        .worklist(&viewer.actor, &filter)
        .await
        .map_err(refuse)?;
    let desk = site
        .desk(visit, viewer, found.rows.iter().map(|row| &row.file))
        .await?;
    let directory = site.office.directory().await.map_err(refuse)?;
    let officers: Vec<(String, String)> = directory
        .handlers()
        .map(|(id, name)| (id.to_string(), name.to_owned()))
        .collect();
    let chosen = Filters {
        stage: query.stage.clone(),
        kind: query.kind.clone(),
        officer: query.officer.clone(),
    };
    let kinds: Vec<&str> = CaseKind::ALL.iter().map(|kind| kind.code()).collect();
    let v = Worklist {
        view: view.name().to_owned(),
        views: found
            .counts
            .iter()
            .map(|(each, count)| SavedView {
                code: each.name().to_owned(),
                href: format!("/queue/{}", each.name()),
                count: *count,
                current: *each == view,
            })
            .collect(),
        filters: filter_fields(visit.ui, &chosen, Stage::CODES, &kinds, &officers),
        chips: chips(&desk, view, &query),
        action: format!("/queue/{}", view.name()),
        rows: found
            .rows
            .iter()
            .map(|r| row(&desk, &r.file, r.next.as_ref()))
            .collect(),
        total: found.total,
        bulk: Vec::new(),
        previous: (found.page > 0).then(|| query.turned(found.page).href(view)),
        next: found.more.then(|| query.turned(found.page + 2).href(view)),
    };
    Ok(page(&QueuePage::of(visit, &v)))
}

/// `/queue`: one's own cases for those who handle some, all open ones for the others.
#[handler]
pub(crate) async fn get_queue(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(query): Query<QueueQuery>,
) -> Result<Response> {
    let view = if viewer.actor.is(Role::Handler) {
        View::Mine
    } else {
        View::Open
    };
    show(visit, viewer, site, view, query).await
}

/// `/queue/{view}`
#[handler]
pub(crate) async fn get_view(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(view): Path<String>,
    Query(query): Query<QueueQuery>,
) -> Result<Response> {
    let view = View::from_name(&view).ok_or_else(|| Failure::new(Problem::NotFound))?;
    show(visit, viewer, site, view, query).await
}
