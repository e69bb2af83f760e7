//! What the board may be asked to look at.

use crate::web::{
    frame::{Frame, page},
    map::{deadline::chip, load::named},
    refused::refused,
    site::Site,
    view::board::Candidate,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use poem::{Response, Result, handler, web::Data};

/// The page.
#[derive(Debug, Template)]
#[template(path = "board.html")]
pub struct BoardPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [Candidate],
}

impl<'a> BoardPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [Candidate]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("board-title")),
            v,
        }
    }
}

/// `/board`
#[handler]
pub(crate) async fn get_board(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/board")?;
    let agenda = site
        .office
        .agenda(&viewer.actor)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let desk = site.desk(visit, viewer, []).await?;
    let rows: Vec<Candidate> = agenda
        .iter()
        .map(|item| {
            let (file, deadline) = (item.due.file(), &item.due.deadline);
            Candidate {
                number: named(&desk, &item.due).number,
                kind: file.map_or("", |file| file.kind.code()).to_owned(),
                stage: file.map_or("", |file| file.stage.code()).to_owned(),
                chip: chip(&desk, deadline),
                level: format!("l{}", deadline.level()),
                since: item.since.date(),
                waits_on: deadline.waits_on.code().to_owned(),
            }
        })
        .collect();
    Ok(page(&BoardPage::of(visit, &rows)))
}
