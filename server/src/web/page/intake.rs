//! Taking a matter in, and its receipt.

use crate::web::{
    frame::Frame,
    view::intake::{NewCase, Receipt},
    visit::Visit,
};
use askama::Template;

/// The form, with what saving would do beside it.
#[derive(Debug, Template)]
#[template(path = "new_case.html")]
pub struct NewCasePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a NewCase,
}

/// The receipt.
#[derive(Debug, Template)]
#[template(path = "receipt.html")]
pub struct ReceiptPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Receipt,
}

impl<'a> NewCasePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a NewCase) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("new-title")),
            v,
        }
    }
}

impl<'a> ReceiptPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Receipt) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("receipt-title")),
            v,
        }
    }
}
