//! A request of a program with an `Idempotency-Key` is carried out once.
//!
//! The key belongs to whoever sends it and to the request it came with: method, address and body.
//! Sent again, the request gets its first answer, marked as such; a refusal changed nothing, so the
//! key is given back with it and the request may be mended or tried again.

use crate::web::{
    failure::Failure, problem::Problem, refused::refused, site::Site, visit::visit_of,
};
use domain::chain::Hash;
use poem::{
    Body, Endpoint, IntoResponse, Middleware, Request, Response, Result,
    http::{HeaderValue, Method, StatusCode, header},
};
use store::idempotency::{Claimed, KeptAnswer};

/// The header of the request.
const KEY: &str = "Idempotency-Key";
/// The header of an answer that was given before.
const REPLAYED: &str = "Idempotency-Replayed";
/// Characters of a key at most.
const LONGEST: usize = 255;
/// What an answer keeps of its headers.
const KEPT: [header::HeaderName; 3] = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];

/// The layer.
#[derive(Debug)]
pub(crate) struct Once;

impl<E: Endpoint> Middleware<E> for Once {
    type Output = OnceEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        OnceEndpoint(inner)
    }
}

/// See [`Once`].
pub(crate) struct OnceEndpoint<E>(E);

/// The key of a request, with or without the quotation marks of a structured field.
///
/// # Errors
/// It is none: several, too long, or not of visible characters.
pub(crate) fn key_of(req: &Request) -> Result<Option<String>, Failure> {
    let mut given = req.headers().get_all(KEY).iter();
    let Some(first) = given.next() else {
        return Ok(None);
    };
    let text = first.to_str().unwrap_or_default().trim();
    let key = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text);
    let readable = (1..=LONGEST).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if readable && given.next().is_none() {
        Ok(Some(key.to_owned()))
    } else {
        Err(Failure::new(Problem::BadRequest).because(KEY))
    }
}

/// The digest of what is asked. The mark between the parts of a form is another one each time the
/// form is sent, so it is left out.
fn digest(req: &Request, body: &[u8]) -> String {
    let asked = format!("{} {}", req.method(), req.original_uri());
    let edge = req
        .content_type()
        .and_then(|kind| kind.split_once("boundary="))
        .map(|(_, rest)| rest.split(';').next().unwrap_or(rest).trim_matches('"'))
        .filter(|edge| !edge.is_empty())
        .map(|edge| format!("--{edge}").into_bytes());
    let content = match edge {
        Some(edge) => Hash::of_parts(&between(body, &edge)),
        None => Hash::of(body),
    };
    Hash::of(format!("{asked}\n{content}").as_bytes()).to_string()
}

/// What stands between the marks, each with its length before it in effect: the marks become one.
fn between<'a>(mut body: &'a [u8], edge: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let found = |body: &[u8]| body.windows(edge.len()).position(|window| window == edge);
    while let Some((part, rest)) = found(body).and_then(|at| body.split_at_checked(at)) {
        parts.push(part);
        parts.push(b"--\0");
        body = rest.get(edge.len()..).unwrap_or_default();
    }
    parts.push(body);
    parts
}

/// The answer that was given before.
fn again(kept: KeptAnswer) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let mut answer = Response::builder().status(status).header(REPLAYED, "true");
    for (name, value) in kept.headers {
        answer = answer.header(name, value);
    }
    answer.body(kept.body)
}

impl<E: Endpoint> Endpoint for OnceEndpoint<E> {
    type Output = Response;

    async fn call(&self, mut req: Request) -> Result<Response> {
        let (Some(visit), Some(site)) = (visit_of(&req), req.data::<Site>().cloned()) else {
            return Err(Failure::new(Problem::Internal).into());
        };
        // Whoever has not signed in is told so by the operation.
        let (true, Some(key), Some(viewer)) = (
            req.method() == Method::POST,
            key_of(&req)?,
            visit.viewer.get(),
        ) else {
            return Ok(self.0.call(req).await?.into_response());
        };
        // The body was bounded and gathered by the limits layer.
        let bytes = req.take_body().into_bytes().await?;
        let asked = digest(&req, &bytes);
        req.set_body(Body::from_bytes(bytes));
        let refuse = |e| refused(&visit.ui, &e);
        let office = &site.office;
        let claimed = office.claim_key(&viewer.actor.id, &key, &asked).await;
        let claim = match claimed.map_err(refuse)? {
            Claimed::Ours(claim) => claim,
            Claimed::Answered(kept) => return Ok(again(kept)),
            Claimed::InFlight => return Err(Failure::new(Problem::KeyInFlight).into()),
            Claimed::Different => return Err(Failure::new(Problem::KeyReused).into()),
        };
        let mut answer = match self.0.call(req).await.map(IntoResponse::into_response) {
            Ok(answer) if answer.status().is_success() => answer,
            other => {
                office.release_key(claim).await.map_err(refuse)?;
                return other;
            }
        };
        let body = answer.take_body().into_bytes().await?;
        let kept = KeptAnswer {
            status: answer.status().as_u16(),
            headers: KEPT
                .iter()
                .filter_map(|name| {
                    let value = answer.headers().get(name).map(HeaderValue::to_str)?.ok()?;
                    Some((name.to_string(), value.to_owned()))
                })
                .collect(),
            body: body.to_vec(),
        };
        // It was done, whether or not its answer can be kept.
        if let Err(error) = office.keep_answer(claim, &kept).await {
            tracing::error!(code = error.code(), "the answer of a request was not kept");
        }
        answer.set_body(Body::from_bytes(body));
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(kind: &str) -> Request {
        Request::builder()
            .method(Method::POST)
            .uri_str("/api/v1/cases")
            .header("content-type", kind)
            .finish()
    }

    #[test]
    fn a_form_in_parts_is_the_same_whatever_stands_between_them() {
        let sent = |edge: &str, file: &str| {
            let body = format!("--{edge}\r\na\r\n--{edge}\r\n{file}\r\n--{edge}--\r\n");
            digest(
                &request(&format!("multipart/form-data; boundary={edge}")),
                body.as_bytes(),
            )
        };
        assert_eq!(sent("one", "file"), sent("two", "file"));
        assert_ne!(sent("one", "file"), sent("one", "other"));
        assert_ne!(
            digest(&request("application/json"), b"{}"),
            digest(&request("application/json"), b"{ }")
        );
    }

    #[test]
    fn a_key_is_one_value_of_visible_characters() {
        let key = |values: &[&str]| {
            let mut request = Request::builder();
            for value in values {
                request = request.header(KEY, *value);
            }
            key_of(&request.finish()).map_err(|failure| failure.problem)
        };
        assert_eq!(key(&[]), Ok(None));
        assert_eq!(key(&["\"a-1\""]), Ok(Some("a-1".to_owned())));
        assert_eq!(key(&["a-1"]), Ok(Some("a-1".to_owned())));
        let long = "x".repeat(256);
        for bad in [&["", ""][..], &["a", "b"], &["\"\""], &["a b"], &[&long]] {
            assert_eq!(key(bad), Err(Problem::BadRequest), "{bad:?}");
        }
    }
}
