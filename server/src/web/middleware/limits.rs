//! Limits on methods, bodies and time.
//!
//! A body is counted while it arrives, so a false or absent `Content-Length` changes nothing, and it
//! must arrive within the read limit. It is handed on whole. Larger bodies than forms and JSON are
//! taken at the addresses for documents only, and only from somebody who has signed in.

use crate::web::{
    failure::Failure,
    problem::Problem,
    refused::words,
    visit::{Visit, visit_of},
};
use domain::attachment::BYTES_AT_MOST;
use poem::{
    Body, Endpoint, IntoResponse, Middleware, Request, Response, Result,
    error::ReadBodyError,
    http::{Method, header},
};
use std::time::Duration;
use tokio::{sync::Semaphore, time::timeout};

/// What a form with a document may take beside it.
const AROUND_A_DOCUMENT: usize = 64 << 10;
/// How many times as long as a form a document may take to arrive.
const PATIENCE: u32 = 9;
/// Documents being received at the same time: each is held in memory until it is sealed.
static RECEIVING: Semaphore = Semaphore::const_new(8);

/// Whether a document is sent here.
fn is_for_documents(visit: &Visit) -> bool {
    let parts: Vec<&str> = visit.path.trim_matches('/').split('/').collect();
    !visit.is_safe()
        && matches!(
            parts.as_slice(),
            ["cases", _, "documents"]
                | ["portal", "requests", _, "documents"]
                | ["api", "v1", "cases", _, "attachments"]
        )
}

/// The layer that refuses unknown methods and bodies that are too large or too slow.
#[derive(Debug)]
pub(crate) struct Limits {
    /// The largest body in bytes.
    pub(crate) body_bytes: usize,
    /// How long a body may take to arrive.
    pub(crate) read: Duration,
}

impl<E: Endpoint> Middleware<E> for Limits {
    type Output = LimitsEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        LimitsEndpoint {
            inner,
            body_bytes: self.body_bytes,
            read: self.read,
        }
    }
}

/// See [`Limits`].
pub(crate) struct LimitsEndpoint<E> {
    inner: E,
    body_bytes: usize,
    read: Duration,
}

const METHODS: [Method; 7] = [
    Method::GET,
    Method::HEAD,
    Method::OPTIONS,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

impl<E: Endpoint> Endpoint for LimitsEndpoint<E> {
    type Output = Response;

    async fn call(&self, mut req: Request) -> Result<Response> {
        if !METHODS.contains(req.method()) {
            return Err(Failure::new(Problem::MethodNotAllowed).into());
        }
        if let Some(visit) = visit_of(&req).filter(|visit| !visit.is_safe()) {
            let document = is_for_documents(&visit) && visit.viewer.get().is_some();
            let (limit, read) = if document {
                (BYTES_AT_MOST + AROUND_A_DOCUMENT, self.read * PATIENCE)
            } else {
                (self.body_bytes, self.read)
            };
            let too_large = || {
                let failure = Failure::new(Problem::TooLarge);
                if document {
                    failure.because(words(&visit.ui, "attachment.too_large"))
                } else {
                    failure
                }
            };
            let announced: Option<usize> = req
                .header(header::CONTENT_LENGTH)
                .and_then(|length| length.parse().ok());
            if announced.is_some_and(|length| length > limit) {
                return Err(too_large().into());
            }
            let _turn = if document {
                match timeout(self.read, RECEIVING.acquire()).await {
                    Ok(Ok(turn)) => Some(turn),
                    _ => return Err(Failure::new(Problem::Unavailable).into()),
                }
            } else {
                None
            };
            let reading = req.take_body().into_bytes_limit(limit);
            let bytes = match timeout(read, reading).await {
                Err(_) => return Err(Failure::new(Problem::Timeout).into()),
                Ok(Err(ReadBodyError::PayloadTooLarge)) => return Err(too_large().into()),
                Ok(Err(_)) => return Err(Failure::new(Problem::BadRequest).into()),
                Ok(Ok(bytes)) => bytes,
            };
            req.set_body(Body::from_bytes(bytes));
            // The turn is kept while the document is looked through and stored.
            return Ok(self.inner.call(req).await?.into_response());
        }
        Ok(self.inner.call(req).await?.into_response())
    }
}

/// The layer that ends an answer that takes too long.
#[derive(Debug)]
pub(crate) struct TimeLimit(pub(crate) Duration);

impl<E: Endpoint> Middleware<E> for TimeLimit {
    type Output = TimeLimitEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        TimeLimitEndpoint {
            inner,
            limit: self.0,
        }
    }
}

/// See [`TimeLimit`].
pub(crate) struct TimeLimitEndpoint<E> {
    inner: E,
    limit: Duration,
}

impl<E: Endpoint> Endpoint for TimeLimitEndpoint<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let document = visit_of(&req).is_some_and(|visit| is_for_documents(&visit));
        let limit = if document {
            self.limit * PATIENCE
        } else {
            self.limit
        };
        match timeout(limit, self.inner.call(req)).await {
            Ok(answer) => Ok(answer?.into_response()),
            Err(_) => Err(Failure::new(Problem::Unavailable).into()),
        }
    }
}
