//! Scheduled work and its runs.

use crate::web::{frame::Frame, view::admin::Jobs, visit::Visit};
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "jobs.html")]
pub struct JobsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Jobs,
}

impl<'a> JobsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Jobs) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("jobs-title")),
            tab: "jobs",
            v,
        }
    }
}
