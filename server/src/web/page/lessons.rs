//! What other cases teach: the digests that members can read (B03).

use crate::web::{
    frame::{Frame, page},
    refused::refused,
    site::Site,
    view::registers::LessonShown,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use poem::{Response, Result, handler, web::Data};

/// Digests of cases for members.
#[derive(Debug, Template)]
#[template(path = "lessons.html")]
pub struct LessonsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown, the newest first.
    pub v: &'a [LessonShown],
}

impl<'a> LessonsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [LessonShown]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("lessons-title")),
            v,
        }
    }
}

/// `/portal/lessons`: what other cases teach (B03).
#[handler]
pub(crate) async fn get_lessons(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/portal")?;
    let published = site.office.published_lessons().await;
    let published = published.map_err(|e| refused(&visit.ui, &e))?;
    let v: Vec<LessonShown> = published
        .into_iter()
        .map(|lesson| LessonShown {
            number: lesson.id.0,
            on: lesson.on,
            title: lesson.title,
            lines: lesson.text.lines().map(str::to_owned).collect(),
        })
        .collect();
    Ok(page(&LessonsPage::of(visit, &v)))
}
