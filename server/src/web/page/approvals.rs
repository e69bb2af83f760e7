//! Acts that wait for this reader as the second person.

use crate::web::{frame::Frame, view::approvals::Approval, visit::Visit};
use askama::Template;

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
