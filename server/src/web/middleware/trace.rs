//! One log line per request, without personal data: method, route pattern, status, time taken.
//!
//! The pattern (`/cases/:no`) and not the path is logged, because addresses name cases; queries and
//! bodies are never logged. The request's number comes from the surrounding span.

use poem::{Endpoint, IntoResponse, Middleware, PathPattern, Request, Response, Result};
use tokio::time::Instant;

/// The layer.
#[derive(Debug)]
pub(crate) struct Trace;

impl<E: Endpoint> Middleware<E> for Trace {
    type Output = TraceEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        TraceEndpoint(inner)
    }
}

/// See [`Trace`].
pub(crate) struct TraceEndpoint<E>(E);

impl<E: Endpoint> Endpoint for TraceEndpoint<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let method = req.method().clone();
        let begun = Instant::now();
        let response = self.0.call(req).await?.into_response();
        let route = response
            .data::<PathPattern>()
            .map_or("-", |pattern| pattern.0.as_ref());
        tracing::info!(
            target: "kigen::http",
            %method,
            route,
            status = response.status().as_u16(),
            ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            "request",
        );
        Ok(response)
    }
}
