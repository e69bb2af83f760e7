//! The worklist, ordered by working time left.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::work::row,
    page::extend::may_extend,
    problem::Problem,
    refused::{refused, words},
    site::{Desk, Site},
    steps::account,
    text::Ui,
    view::{
        form::Fault,
        worklist::{BulkAct, FilterChip, Filters, SavedView, Worklist, filter_fields},
    },
    viewer::{Viewer, query_value},
    visit::Visit,
};
use askama::Template;
use domain::{
    case::{Respondent, Stage},
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
    pub handler: String,
    /// A member's code.
    #[serde(default)]
    pub member: String,
    /// Page, from 1.
    #[serde(default)]
    pub page: String,
}

impl QueueQuery {
    fn href(&self, view: View) -> String {
        let pairs: Vec<String> = [
            ("stage", &self.stage),
            ("kind", &self.kind),
            ("handler", &self.handler),
            ("member", &self.member),
            ("page", &self.page),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", query_value(value)))
        .collect();
        let path = format!("/queue/{}", view.name());
        if pairs.is_empty() {
            path
        } else {
            format!("{path}?{}", pairs.join("&"))
        }
    }

    fn turned(&self, page: u64) -> Self {
        Self {
            page: if page > 1 {
                page.to_string()
            } else {
                String::new()
            },
            ..self.clone()
        }
    }

    /// The filter. What is no stage, kind, person, member or page is an error: a list that silently
    /// shows something else than was asked for misleads.
    ///
    /// # Errors
    /// [`Problem::InvalidInput`] naming the field.
    pub fn filter(&self, ui: &Ui, view: View) -> Result<WorkFilter, Failure> {
        let known = |code: &str| Stage::CODES.contains(&code).then(|| code.to_owned());
        let page = given(*ui, "page", &self.page, |page| page.parse::<u32>().ok())?.unwrap_or(1);
        Ok(WorkFilter {
            view,
            stage: given(*ui, "stage", &self.stage, known)?,
            kind: given(*ui, "kind", &self.kind, CaseKind::from_code)?,
            handler: given(*ui, "handler", &self.handler, account)?,
            member: given(*ui, "member", &self.member, |code| code.parse().ok())?,
            page: u64::from(page.saturating_sub(1)),
            ..WorkFilter::default()
        })
    }

    /// The filters in force, each with the address without it.
    fn chips(&self, desk: &Desk, view: View) -> Vec<FilterChip> {
        let mut chips = Vec::new();
        let mut add = |value: &str, label: String, without: fn(&mut Self)| {
            if !value.is_empty() {
                let mut rest = self.turned(1);
                without(&mut rest);
                chips.push(FilterChip {
                    label,
                    remove: rest.href(view),
                });
            }
        };
        let ui = &desk.ui;
        let officer = account(&self.handler).map(|id| desk.person(id));
        let member = self.member.parse().map_or_else(
            |_| self.member.clone(),
            |member| desk.respondent(&Respondent::Member { member }),
        );
        add(&self.stage, ui.term("stage", &self.stage), |q| {
            q.stage.clear();
        });
        add(&self.kind, ui.term("casekind", &self.kind), |q| {
            q.kind.clear();
        });
        add(&self.handler, officer.unwrap_or_default(), |q| {
            q.handler.clear();
        });
        add(&self.member, member, |q| q.member.clear());
        chips
    }
}

/// A filter's value, when one is given.
fn given<T>(
    ui: Ui,
    field: &str,
    text: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    read(text).map(Some).ok_or_else(|| {
        Failure::new(Problem::InvalidInput).with_faults(vec![Fault {
            field: field.to_owned(),
            code: "field.choice".to_owned(),
            message: words(&ui, "field.choice"),
        }])
    })
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    view: View,
    query: &QueueQuery,
) -> Result<Response> {
    viewer.enters("/queue")?;
    let refuse = |e| refused(&visit.ui, &e);
    let filter = query.filter(&visit.ui, view)?;
    let found = site
        .office
        .worklist(&viewer.actor, &filter)
        .await
        .map_err(refuse)?;
    let files = found.rows.iter().map(|row| &row.file);
    let desk = site.desk_with_members(visit, viewer, files).await?;
    let directory = site.office.directory().await.map_err(refuse)?;
    let officers: Vec<(String, String)> = directory
        .handlers()
        .map(|(id, name)| (id.to_string(), name.to_owned()))
        .collect();
    let members: Vec<(String, String)> = desk
        .members()
        .map(|(code, name)| (code.to_string(), format!("{code} {name}")))
        .collect();
    let chosen = Filters {
        stage: query.stage.clone(),
        kind: query.kind.clone(),
        handler: query.handler.clone(),
        member: query.member.clone(),
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
        filters: filter_fields(visit.ui, &chosen, Stage::CODES, &kinds, &officers, &members),
        chips: query.chips(&desk, view),
        action: format!("/queue/{}", view.name()),
        rows: found
            .rows
            .iter()
            .map(|r| row(&desk, &r.file, r.next.as_ref()))
            .collect(),
        total: found.total,
        bulk: if view != View::Closed && may_extend(&viewer.actor) {
            vec![BulkAct {
                action: "/queue/extend".to_owned(),
                label: visit.ui.t("bulk-extend"),
            }]
        } else {
            Vec::new()
        },
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
    show(visit, viewer, site, view, &query).await
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
    show(visit, viewer, site, view, &query).await
}
