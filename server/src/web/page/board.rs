//! What the board may be asked to look at.

use crate::web::{frame::Frame, view::board::Candidate, visit::Visit};
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "board.html")]
pub struct BoardPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [Candidate],
}

impl<'a> BoardPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [Candidate]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("board-title")),
            v,
        }
    }
}
