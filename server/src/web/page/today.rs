//! The supervisor's morning page.

use crate::web::{frame::Frame, view::today::Today, visit::Visit};
use askama::Template;

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
