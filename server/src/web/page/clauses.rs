//! 条項一覧: what each clause of the two rule documents asks and where it is done, for the auditor.

use crate::web::{
    frame::{Frame, page},
    text::Lang,
    view::clauses::{Clauses, Row},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    access::Reach,
    clause::{CLAUSES, Clause},
};
use poem::{Response, Result, handler};

/// The table.
#[derive(Debug, Template)]
#[template(path = "clauses.html")]
pub struct ClausesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Clauses,
}

impl<'a> ClausesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Clauses) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("clauses-title")),
            v,
        }
    }
}

fn row(lang: Lang, clause: &Clause) -> Row {
    Row {
        id: clause.id,
        words: match lang {
            Lang::Ja => clause.ja,
            Lang::En => clause.en,
        },
        page: clause.page,
        tests: clause.tests,
    }
}

/// `/rules/clauses`
#[handler]
pub(crate) fn get_clauses(visit: &Visit, viewer: &Viewer) -> Result<Response> {
    if viewer.actor.reach() != Reach::All {
        viewer.enters("/rules/clauses")?;
    }
    let lang = visit.ui.lang;
    let v = Clauses {
        rows: CLAUSES.iter().map(|clause| row(lang, clause)).collect(),
    };
    Ok(page(&ClausesPage::of(visit, &v)))
}
