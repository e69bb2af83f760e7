//! The sign-ins.

use crate::web::{frame::Frame, view::admin::User, visit::Visit};
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "users.html")]
pub struct UsersPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a [User],
}

impl<'a> UsersPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [User]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("users-title")),
            tab: "users",
            v,
        }
    }
}
