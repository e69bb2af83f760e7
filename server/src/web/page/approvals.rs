//! Acts that wait for this reader as the second person.

use super::case::Outcome;
use crate::web::{
    frame::{Frame, page},
    map::work::steps,
    refused::refused,
    site::Site,
    view::approvals::Approval,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};
use store::desk::{View, WorkFilter};

/// The page.
#[derive(Debug, Template)]
#[template(path = "approvals.html")]
pub struct ApprovalsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [Approval],
}

impl<'a> ApprovalsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [Approval]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("approvals-title")),
            v,
        }
    }
}

/// `/approvals`
#[handler]
pub(crate) async fn get_approvals(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/approvals")?;
    let filter = WorkFilter {
        view: View::Approvals,
        ..WorkFilter::default()
    };
    let found = site
        .office
        .worklist(&viewer.actor, &filter)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let desk = site
        .desk(visit, viewer, found.rows.iter().map(|row| &row.file))
        .await?;
    let rows: Vec<Approval> = found
        .rows
        .iter()
        .filter_map(|row| {
            let file = &row.file;
            let proposal = file.proposal.as_ref()?;
            Some(Approval {
                slug: file.number.to_string(),
                number: file.number.printed(),
                member: desk.respondent(&file.respondent),
                act: proposal.act.code().to_owned(),
                by: desk.who(&proposal.by),
                at: proposal.at,
                href: steps(&desk, file)
                    .into_iter()
                    .find(|step| step.code == "approve")
                    .map(|step| step.href),
            })
        })
        .collect();
    let mut shown = ApprovalsPage::of(visit, &rows);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}
