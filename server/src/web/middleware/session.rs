//! Who is reading, from the session cookie, and the token their forms must carry.
//!
//! The cookie holds 256 random bits; the database holds only their digest. The form token is
//! derived from the same bits, so it is bound to the session and needs no storage. A reader who has
//! not signed in gets a cookie for the sign-in form alone, so that form is protected as well.

use crate::web::{
    cookie::{form_begins, form_token, new_secret},
    settings::Settings,
    viewer::Lookup,
    visit::visit_of,
};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response, Result};
use std::sync::Arc;

/// The layer.
pub(crate) struct Session {
    pub(crate) settings: Arc<Settings>,
    pub(crate) lookup: Lookup,
}

impl<E: Endpoint> Middleware<E> for Session {
    type Output = SessionEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        SessionEndpoint {
            inner,
            settings: Arc::clone(&self.settings),
            lookup: Arc::clone(&self.lookup),
        }
    }
}

/// See [`Session`].
pub(crate) struct SessionEndpoint<E> {
    inner: E,
    settings: Arc<Settings>,
    lookup: Lookup,
}

impl<E: Endpoint> Endpoint for SessionEndpoint<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let jar = req.cookie().clone();
        if let Some(visit) = visit_of(&req)
            && !["/assets/", "/feeds/"]
                .iter()
                .any(|part| visit.path.starts_with(part))
        {
            let held = |name: &str| jar.get(name).map(|cookie| cookie.value_str().to_owned());
            let session = held(self.settings.session_cookie());
            let viewer = match &session {
                Some(secret) => (self.lookup)(secret.clone()).await?,
                None => None,
            };
            let secret = match (viewer, session) {
                (Some(viewer), Some(secret)) => {
                    // A new request has no viewer yet, so setting it cannot fail.
                    let _ = visit.viewer.set(viewer);
                    Some(secret)
                }
                _ => held(self.settings.form_cookie()).or_else(|| {
                    (visit.is_safe() && !visit.is_api()).then(|| {
                        let secret = new_secret(&self.settings);
                        jar.add(form_begins(&self.settings, &secret));
                        secret
                    })
                }),
            };
            if let Some(secret) = secret {
                let _ = visit.csrf.set(form_token(&secret));
            }
        }
        Ok(self.inner.call(req).await?.into_response())
    }
}
