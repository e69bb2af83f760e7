//! The auditor's packages and the verdict on one.

use crate::web::{
    frame::Frame,
    view::audit::{Package, Verdict},
    visit::Visit,
};
use askama::Template;

/// The packages.
#[derive(Debug, Template)]
#[template(path = "audit.html")]
pub struct AuditPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [Package],
}

/// The verdict on one.
#[derive(Debug, Template)]
#[template(path = "verdict.html")]
pub struct VerdictPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Verdict,
}

impl<'a> AuditPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [Package]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("audit-title")),
            v,
        }
    }
}

impl<'a> VerdictPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Verdict) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("verdict-title")),
            v,
        }
    }
}
