//! The interface for programs: the same office behind the same policy, as JSON.
//!
//! Bodies carry codes, identifiers and dates; names and words of persons stay in the pages, where
//! every read of them is written down. Errors are those of the one table (RFC 9457). What changes a
//! case says which version it changes: `GET` gives a strong `ETag`, a transition needs `If-Match`. A
//! request with an `Idempotency-Key` is carried out once, however often it is sent.

mod attachments;
mod cases;
mod extract;
mod ledger;
mod members;
mod search;
mod shapes;
mod transitions;

use super::{
    frame::{Frame, page},
    middleware::Once,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use poem::{Endpoint, EndpointExt, IntoEndpoint, Response, handler, http::header};
use poem_openapi::OpenApiService;
use serde_json::Value;
use std::sync::OnceLock;

type Apis = (
    cases::CasesApi,
    attachments::AttachmentsApi,
    transitions::TransitionsApi,
    members::MembersApi,
    search::SearchApi,
    ledger::LedgerApi,
);

fn service() -> OpenApiService<Apis, ()> {
    OpenApiService::new(
        (
            cases::CasesApi,
            attachments::AttachmentsApi,
            transitions::TransitionsApi,
            members::MembersApi,
            search::SearchApi,
            ledger::LedgerApi,
        ),
        "Kigen",
        env!("CARGO_PKG_VERSION"),
    )
    .description("Deadlines and evidence of an accredited personal information protection organisation. Sign in through `/login`; unsafe requests carry the header `X-CSRF-Token` from `GET /session`. Every `POST` takes an `Idempotency-Key`: for seven days the same request under the same key gets its first answer, with `Idempotency-Replayed: true`, and is not carried out again; other content under the key is refused (422), and so is a request that is still being carried out (409). A refused request changed nothing and leaves its key free. Issuing a letter and submitting as a member need a key (400).")
    .server("/api/v1")
}

/// The addresses under `/api/v1`.
pub(crate) fn routes() -> impl IntoEndpoint<Endpoint = impl Endpoint + 'static> {
    service().into_endpoint().with(Once)
}

fn specification() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| service().spec())
}

/// `/api/v1/openapi.json`
#[handler]
pub(crate) fn get_specification(_: &Viewer) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "application/json")
        .body(specification())
}

/// One operation, for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `GET`, `POST`.
    pub method: String,
    /// Its address, with its parameters in braces.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// Its parameters by name, each with its words.
    pub parameters: Vec<(String, String)>,
}

/// The operations of a specification, in the order of their addresses.
#[must_use]
pub fn operations(specification: &Value) -> Vec<Operation> {
    let text = |value: &Value, key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            // Marks for names in the specification; the page has its own.
            .replace('`', "")
    };
    let paths = specification.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flatten()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| Operation {
                method: method.to_uppercase(),
                path: format!("/api/v1{path}"),
                summary: text(operation, "summary"),
                parameters: operation
                    .get("parameters")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .map(|parameter| (text(parameter, "name"), text(parameter, "description")))
                    .collect(),
            })
        })
        .collect()
}

/// What programs may ask.
#[derive(Debug, Template)]
#[template(path = "api.html")]
pub struct ApiPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [Operation],
}

impl<'a> ApiPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [Operation]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("api-title")),
            v,
        }
    }
}

/// `/api/docs`
#[handler]
pub(crate) fn get_docs(visit: &Visit, _: &Viewer) -> Response {
    let specification = serde_json::from_str(specification()).unwrap_or_default();
    page(&ApiPage::of(visit, &operations(&specification)))
}
