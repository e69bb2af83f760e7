//! The papers of a meeting as one document to print, with a table of contents and numbered pages; or
//! one paper (議案書) by itself.

use super::meeting::{Room, name};
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::paper::paper,
    problem::Problem,
    site::Site,
    view::paper::Pack,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;

/// The document.
#[derive(Debug, Template)]
#[template(path = "board_pack.html")]
pub struct PackPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Pack,
}

impl<'a> PackPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Pack) -> Self {
        let meeting = name(visit, &v.head.line.body, v.head.line.number);
        let what = visit.ui.t(if v.single {
            "board-paper-document"
        } else {
            "board-pack"
        });
        Self {
            f: Frame::of(visit, &format!("{meeting} {what}")),
            v,
        }
    }
}

/// Which paper, when only one is wanted.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    item: Option<u32>,
}

/// `/board/meetings/{id}/pack`, `/board/meetings/{id}/pack?item=2`
#[handler]
pub(crate) async fn get_pack(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let room = Room::load(visit, viewer, site, &number).await?;
    let sitting = room.sitting();
    let mut papers = Vec::new();
    for (number, item) in sitting.items() {
        if wanted.item.is_some_and(|wanted| wanted != number) {
            continue;
        }
        let measure = room.measure(visit, site, item).await?;
        papers.push(paper(&sitting, number, item, measure.as_ref()));
    }
    if wanted.item.is_some() && papers.is_empty() {
        return Err(Failure::new(Problem::NotFound).into());
    }
    let v = Pack {
        head: sitting.head(None),
        organisation: visit.settings.help.organisation.clone(),
        printed: room.desk.now,
        papers,
        single: wanted.item.is_some(),
    };
    Ok(page(&PackPage::of(visit, &v)))
}
