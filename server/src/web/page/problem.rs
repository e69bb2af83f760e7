//! The page about a kind of problem: the `type` of every problem body leads here.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use poem::{Response, Result, handler, web::Path};

/// The page.
#[derive(Debug, Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// The surroundings.
    pub f: Frame,
    /// What it means.
    pub detail: String,
    /// What to do.
    pub todo: String,
    /// The stable code.
    pub code: &'static str,
    /// The status of such an answer.
    pub status: u16,
}

impl ProblemPage {
    /// The page about `problem` in the frame's language; the frame's title becomes the problem's.
    #[must_use]
    pub fn about(problem: Problem, mut frame: Frame) -> Self {
        let words = |part: &str| {
            frame
                .ui
                .term("problem", format!("{}-{part}", problem.code()))
        };
        let (title, detail, todo) = (words("title"), words("detail"), words("todo"));
        frame.title = title;
        Self {
            detail,
            todo,
            code: problem.code(),
            status: problem.status().as_u16(),
            f: frame,
        }
    }
}

/// `/problems/{code}`
#[handler]
pub(crate) fn get_problem(visit: &Visit, Path(code): Path<String>) -> Result<Response> {
    let problem = Problem::from_code(&code).ok_or_else(|| Failure::new(Problem::NotFound))?;
    Ok(page(&ProblemPage::about(problem, Frame::of(visit, ""))))
}
