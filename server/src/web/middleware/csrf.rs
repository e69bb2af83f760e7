//! The one place where forms from other sites are refused.
//!
//! An unsafe request must carry the reader's form token, as the field `_csrf` or the header
//! `X-CSRF-Token`, and whatever the browser says about where the request came from must agree.
//! Pages send no referrer, so browsers may write `Origin: null`; `Sec-Fetch-Site` decides then.

use crate::web::{failure::Failure, problem::Problem, visit::visit_of};
use poem::{
    Body, Endpoint, FromRequest, IntoResponse, Middleware, Request, RequestBody, Response, Result,
    http::header,
    web::{Form, Multipart},
};
use subtle::ConstantTimeEq;

/// The layer.
#[derive(Debug)]
pub(crate) struct Csrf;

impl<E: Endpoint> Middleware<E> for Csrf {
    type Output = CsrfEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        CsrfEndpoint(inner)
    }
}

/// See [`Csrf`].
pub(crate) struct CsrfEndpoint<E>(E);

/// Whether the browser's own word about the request's origin allows it.
fn same_site(fetch_site: Option<&str>, origin: Option<&str>, host: Option<&str>) -> bool {
    match (fetch_site, origin) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| host.is_some_and(|host| host.eq_ignore_ascii_case(from))),
        // Programs send neither; they hold no cookie of a browser they could abuse.
        (None, None) => true,
    }
}

fn same_token(given: &str, expected: &str) -> bool {
    !expected.is_empty() && bool::from(given.as_bytes().ct_eq(expected.as_bytes()))
}

/// The name of the field that carries the token.
const FIELD: &str = "_csrf";

/// Whether a form comes in parts, as one with a file does.
fn is_multipart(req: &Request) -> bool {
    req.content_type()
        .is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The token of a form in parts. It stands before the file, so the file is not read here.
async fn token_of_parts(req: &Request, body: &mut RequestBody) -> Option<String> {
    let mut form = Multipart::from_request(req, body).await.ok()?;
    while let Some(part) = form.next_field().await.ok()? {
        if part.name() == Some(FIELD) {
            return part.text().await.ok();
        }
    }
    None
}

impl<E: Endpoint> Endpoint for CsrfEndpoint<E> {
    type Output = Response;

    async fn call(&self, mut req: Request) -> Result<Response> {
        let Some(visit) = visit_of(&req) else {
            return Err(Failure::new(Problem::Internal).into());
        };
        if visit.is_safe() {
            return Ok(self.0.call(req).await?.into_response());
        }
        let refuse = || Err(Failure::new(Problem::FormExpired).into());
        if !same_site(
            req.header("sec-fetch-site"),
            req.header(header::ORIGIN),
            req.header(header::HOST),
        ) {
            return refuse();
        }
        let expected = visit.csrf.get().cloned().unwrap_or_default();
        if let Some(given) = req.header("x-csrf-token") {
            if !same_token(given, &expected) {
                return refuse();
            }
        } else {
            // The body was bounded and buffered by the limits layer, so reading it twice is cheap.
            let bytes = req.take_body().into_bytes().await?;
            let mut copy = RequestBody::new(Body::from_bytes(bytes.clone()));
            let given = if is_multipart(&req) {
                token_of_parts(&req, &mut copy).await
            } else {
                let form = Form::<Vec<(String, String)>>::from_request(&req, &mut copy).await;
                form.ok().and_then(|Form(fields)| {
                    fields
                        .into_iter()
                        .find_map(|(name, value)| (name == FIELD).then_some(value))
                })
            };
            if !given.is_some_and(|given| same_token(&given, &expected)) {
                return refuse();
            }
            req.set_body(Body::from_bytes(bytes));
        }
        Ok(self.0.call(req).await?.into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_has_a_say() {
        let host = Some("kigen.example:8443");
        for (fetch_site, origin, allowed) in [
            (Some("same-origin"), Some("null"), true),
            (Some("none"), None, true),
            (Some("same-site"), Some("https://kigen.example:8443"), false),
            (Some("cross-site"), None, false),
            (None, Some("https://kigen.example:8443"), true),
            (None, Some("https://evil.example"), false),
            (None, Some("null"), false),
            (None, None, true),
        ] {
            assert_eq!(
                same_site(fetch_site, origin, host),
                allowed,
                "{fetch_site:?} {origin:?}"
            );
        }
        assert!(!same_site(None, Some("https://kigen.example"), None));
    }

    #[test]
    fn an_empty_token_never_matches() {
        assert!(!same_token("", ""));
        assert!(same_token("a", "a"));
        assert!(!same_token("a", "b"));
    }
}
