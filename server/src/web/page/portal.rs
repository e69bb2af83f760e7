//! The member's portal.

use crate::web::{
    frame::Frame,
    view::portal::{Portal, ReplyReceipt, RequestPage},
    visit::Visit,
};
use askama::Template;

/// What the organisation asks of the member.
#[derive(Debug, Template)]
#[template(path = "portal.html")]
pub struct PortalPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Portal,
}

/// One request with the reply form.
#[derive(Debug, Template)]
#[template(path = "portal_request.html")]
pub struct PortalRequestPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a RequestPage,
}

/// 受付票: proof that a reply arrived.
#[derive(Debug, Template)]
#[template(path = "portal_receipt.html")]
pub struct PortalReceiptPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a ReplyReceipt,
}

impl<'a> PortalPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Portal) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("portal-title")),
            v,
        }
    }
}

impl<'a> PortalRequestPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a RequestPage) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("portal-request-title")),
            v,
        }
    }
}

impl<'a> PortalReceiptPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a ReplyReceipt) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("portal-receipt-title")),
            v,
        }
    }
}
