//! A case: 概要・経過・期限・記録, each at its own address, and the forms of its steps.

use crate::web::{
    frame::Frame,
    view::case::{Deadlines, Header, History, Overview, Record, StepForm},
    visit::Visit,
};
use askama::Template;

/// 概要
#[derive(Debug, Template)]
#[template(path = "case_overview.html")]
pub struct OverviewPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Overview,
}

/// 経過
#[derive(Debug, Template)]
#[template(path = "case_history.html")]
pub struct HistoryPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a History,
}

/// 期限
#[derive(Debug, Template)]
#[template(path = "case_deadlines.html")]
pub struct DeadlinesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Deadlines,
}

/// 記録
#[derive(Debug, Template)]
#[template(path = "case_records.html")]
pub struct RecordsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a [Record],
}

/// The form of one step.
#[derive(Debug, Template)]
#[template(path = "case_step.html")]
pub struct StepPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a StepForm,
}

impl<'a> OverviewPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a Overview) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-overview")),
            ),
            h,
            tab: "overview",
            v,
        }
    }
}

impl<'a> HistoryPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a History) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-history")),
            ),
            h,
            tab: "history",
            v,
        }
    }
}

impl<'a> DeadlinesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a Deadlines) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-deadlines")),
            ),
            h,
            tab: "deadlines",
            v,
        }
    }
}

impl<'a> RecordsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a [Record]) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.t("tab-records")),
            ),
            h,
            tab: "records",
            v,
        }
    }
}

impl<'a> StepPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a StepForm) -> Self {
        Self {
            f: Frame::of(
                visit,
                &format!("{} {}", h.number, visit.ui.term("step", &v.code)),
            ),
            h,
            tab: "",
            v,
        }
    }
}
