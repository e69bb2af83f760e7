//! Every failure becomes an answer in the reader's language, whoever raised it.

use crate::web::{
    failure::{Failure, last_resort},
    problem::Problem,
    visit::visit_of,
};
use poem::{Endpoint, IntoResponse, Middleware, PathPattern, Request, Response, Result};
use std::any::Any;

/// The layer.
#[derive(Debug)]
pub(crate) struct Answers;

/// The mark on the answer poem's panic catcher makes.
#[derive(Clone, Copy)]
struct Panicked;

/// What the panic catcher answers: nothing but the mark, because a panic's text may quote data.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    let mut response = last_resort();
    response.set_data(Panicked);
    response
}

impl<E: Endpoint> Middleware<E> for Answers {
    type Output = AnswersEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        AnswersEndpoint(inner)
    }
}

/// See [`Answers`].
pub(crate) struct AnswersEndpoint<E>(E);

impl<E: Endpoint> Endpoint for AnswersEndpoint<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let Some(visit) = visit_of(&req) else {
            return Ok(last_resort());
        };
        match self.0.call(req).await.map(IntoResponse::into_response) {
            Ok(response) if response.data::<Panicked>().is_some() => {
                tracing::error!(request_id = visit.request_id, "a handler panicked");
                Ok(Failure::new(Problem::Internal).answer(&visit))
            }
            Ok(response) => Ok(response),
            Err(error) => {
                let pattern = error.data::<PathPattern>().cloned();
                let mut response = if error.is_from_response() {
                    error.into_response()
                } else {
                    let failure = Failure::from_poem(&error);
                    if failure.problem == Problem::Internal {
                        tracing::error!(request_id = visit.request_id, "a handler failed");
                    }
                    failure.answer(&visit)
                };
                if let Some(pattern) = pattern {
                    response.set_data(pattern);
                }
                Ok(response)
            }
        }
    }
}
