//! Members: the register and one member.

use crate::web::{
    frame::Frame,
    view::member::{MemberPage, Members},
    visit::Visit,
};
use askama::Template;

/// The register.
#[derive(Debug, Template)]
#[template(path = "members.html")]
pub struct MembersPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Members,
}

/// One member.
#[derive(Debug, Template)]
#[template(path = "member.html")]
pub struct OneMemberPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a MemberPage,
}

impl<'a> MembersPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Members) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("members-title")),
            v,
        }
    }
}

impl<'a> OneMemberPage<'a> {
    /// The page in the frame of this visit; the title is the member's name.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a MemberPage) -> Self {
        Self {
            f: Frame::of(visit, &v.name),
            v,
        }
    }
}
