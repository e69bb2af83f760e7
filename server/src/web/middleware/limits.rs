//! Limits on methods, bodies and time.
//!
//! A body is counted while it arrives, so a false or absent `Content-Length` changes nothing, and it
//! must arrive within the read limit. It is handed on whole; what needs larger bodies than forms and
//! JSON takes gets a route of its own.

use crate::web::{failure::Failure, problem::Problem, visit::visit_of};
use poem::{
    Body, Endpoint, IntoResponse, Middleware, Request, Response, Result,
    error::ReadBodyError,
    http::{Method, header},
};
use std::time::Duration;
use tokio::time::timeout;

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
        if visit_of(&req).is_some_and(|visit| !visit.is_safe()) {
            let announced: Option<usize> = req
                .header(header::CONTENT_LENGTH)
                .and_then(|length| length.parse().ok());
            if announced.is_some_and(|length| length > self.body_bytes) {
                return Err(Failure::new(Problem::TooLarge).into());
            }
            let reading = req.take_body().into_bytes_limit(self.body_bytes);
            let bytes = match timeout(self.read, reading).await {
                Err(_) => return Err(Failure::new(Problem::Timeout).into()),
                Ok(Err(ReadBodyError::PayloadTooLarge)) => {
                    return Err(Failure::new(Problem::TooLarge).into());
                }
                Ok(Err(_)) => return Err(Failure::new(Problem::BadRequest).into()),
                Ok(Ok(bytes)) => bytes,
            };
            req.set_body(Body::from_bytes(bytes));
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
        match timeout(self.limit, self.inner.call(req)).await {
            Ok(answer) => Ok(answer?.into_response()),
            Err(_) => Err(Failure::new(Problem::Unavailable).into()),
        }
    }
}
