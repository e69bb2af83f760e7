//! The worklist, ordered by working time left.

use crate::web::{frame::Frame, view::worklist::Worklist, visit::Visit};
use askama::Template;

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
