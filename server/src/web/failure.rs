//! A failure on its way to the reader, and its two forms: a problem body or a page.

use super::{
    frame::{Frame, page_with_status},
    problem::Problem,
    view::{conflict::Conflict, form::Fault, step::Step},
    visit::Visit,
};
use askama::Template;
use poem::{
    IntoResponse, Response,
    error::{ParseFormError, ParseJsonError, ResponseError},
    http::{StatusCode, Uri, header},
};
use problem_details::ProblemDetails;
use serde::Serialize;
use std::{error::Error, fmt};

/// What a handler returns instead of an answer.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Which entry of the table.
    pub problem: Problem,
    /// What happened in this case, in the reader's language; the table's words if empty.
    pub detail: String,
    /// The fields that were wrong.
    pub faults: Vec<Fault>,
    /// For [`Problem::Stale`]: both versions, field by field.
    pub conflict: Option<Box<Conflict>>,
    /// For [`Problem::NotAllowedNow`]: the steps that are allowed.
    pub allowed: Vec<Step>,
}

impl Failure {
    /// The bare problem.
    #[must_use]
    pub fn new(problem: Problem) -> Self {
        Self {
            problem,
            detail: String::new(),
            faults: Vec::new(),
            conflict: None,
            allowed: Vec::new(),
        }
    }

    /// With a sentence about this very case, without personal data.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// With the fields that were wrong.
    #[must_use]
    pub fn with_faults(mut self, faults: Vec<Fault>) -> Self {
        self.faults = faults;
        self
    }

    /// With both versions of a stale form.
    #[must_use]
    pub fn with_conflict(mut self, conflict: Conflict) -> Self {
        self.conflict = Some(Box::new(conflict));
        self
    }

    /// With the steps the state allows.
    #[must_use]
    pub fn with_allowed(mut self, allowed: Vec<Step>) -> Self {
        self.allowed = allowed;
        self
    }

    /// What a failure of poem or of a handler means to the reader. The text of foreign errors is
    /// dropped: it may quote what was typed.
    pub(crate) fn from_poem(error: &poem::Error) -> Self {
        if let Some(failure) = error.downcast_ref::<Self>() {
            return failure.clone();
        }
        if let Some(ParseJsonError::Parse(parse)) = error.downcast_ref::<ParseJsonError>() {
            return Self::new(Problem::BadRequest).because(format!(
                "line {} column {}",
                parse.line(),
                parse.column()
            ));
        }
        if let Some(form) = error.downcast_ref::<ParseFormError>() {
            return Self::new(match form {
                ParseFormError::UrlDecode(_) => Problem::BadRequest,
                _ => Problem::UnsupportedMediaType,
            });
        }
        Self::new(Problem::from_status(error.status()))
    }

    /// The answer: RFC 9457 under `/api`, a page elsewhere.
    pub(crate) fn answer(&self, visit: &Visit) -> Response {
        let status = self.problem.status();
        let mut response = if visit.is_api() {
            self.problem_body(visit)
        } else {
            self.page(visit)
        };
        response.set_status(status);
        response
    }

    fn title(&self, visit: &Visit) -> String {
        visit
            .ui
            .term("problem", format!("{}-title", self.problem.code()))
    }

    fn detail(&self, visit: &Visit) -> String {
        if self.detail.is_empty() {
            visit
                .ui
                .term("problem", format!("{}-detail", self.problem.code()))
        } else {
            self.detail.clone()
        }
    }

    fn problem_body(&self, visit: &Visit) -> Response {
        let kind = Uri::try_from(format!("/problems/{}", self.problem.code())).unwrap_or_default();
        let body = ProblemDetails::from_status_code(self.problem.status())
            .with_type(kind)
            .with_title(self.title(visit))
            .with_detail(self.detail(visit))
            .with_extensions(Extensions {
                code: self.problem.code(),
                trace_id: &visit.request_id,
                errors: self
                    .faults
                    .iter()
                    .map(|fault| FieldError {
                        pointer: format!("/{}", fault.field.replace('~', "~0").replace('/', "~1")),
                        code: &fault.code,
                        message: &fault.message,
                    })
                    .collect(),
                allowed: self.allowed.iter().map(|step| step.code.as_str()).collect(),
                current_version: self.conflict.as_ref().map(|c| c.current_version.as_str()),
            });
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        Response::builder()
            .header(header::CONTENT_TYPE, "application/problem+json")
            .body(bytes)
    }

    fn page(&self, visit: &Visit) -> Response {
        let frame = Frame::of(visit, &self.title(visit));
        let todo = visit
            .ui
            .term("problem", format!("{}-todo", self.problem.code()));
        let page = FailurePage {
            detail: self.detail(visit),
            todo,
            failure: self,
            request_id: &visit.request_id,
            f: frame,
        };
        page_with_status(&page, self.problem.status()).unwrap_or_else(|_| last_resort())
    }
}

/// The page of last resort, when even the error page cannot be written.
pub(crate) fn last_resort() -> Response {
    Response::builder()
        .status(StatusCode::INTERNAL_SERVER_ERROR)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .body("<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>Kigen</title><h1>エラーが発生しました / Something went wrong</h1>")
        .into_response()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problem.code())
    }
}

impl Error for Failure {}

impl ResponseError for Failure {
    fn status(&self) -> StatusCode {
        self.problem.status()
    }
}

#[derive(Serialize)]
struct Extensions<'a> {
    code: &'a str,
    trace_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    allowed: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    current_version: Option<&'a str>,
}

#[derive(Serialize)]
struct FieldError<'a> {
    pointer: String,
    code: &'a str,
    message: &'a str,
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    f: Frame,
    failure: &'a Failure,
    detail: String,
    todo: String,
    request_id: &'a str,
}
