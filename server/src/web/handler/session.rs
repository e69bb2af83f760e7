//! Signing in and out.

use crate::web::{
    cookie::{session_begins, session_ends},
    failure::Failure,
    page::login::{Rejected, see_other, show},
    site::{Site, failure},
    viewer::{Viewer, safe_next},
    visit::Visit,
};
use poem::{
    IntoResponse, Response, Result, handler,
    http::header,
    web::{Data, Form, cookie::CookieJar},
};
use serde::Deserialize;

/// What the sign-in form sends.
#[derive(Deserialize)]
pub(crate) struct SignIn {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

#[handler]
pub(crate) async fn post_login(
    visit: &Visit,
    jar: &CookieJar,
    Data(site): Data<&Site>,
    Form(SignIn {
        login,
        password,
        next,
    }): Form<SignIn>,
) -> Result<Response> {
    if login.trim().is_empty() || password.is_empty() {
        return Ok(show(visit, &next, &login, Some(Rejected::Incomplete)));
    }
    let opened = site
        .office
        .sign_in(&login, password.into())
        .await
        .map_err(|e| failure(&e))?;
    let Some(session) = opened else {
        return Ok(show(visit, &next, &login, Some(Rejected::Wrong)));
    };
    jar.add(session_begins(&visit.settings, &session.token));
    let roles = session
        .account
        .roles
        .iter()
        .map(|role| role.code().to_owned())
        .collect();
    let viewer = Viewer {
        actor: session.account.actor(),
        login,
        name: String::new(),
        roles,
    };
    Ok(see_other(safe_next(&next).unwrap_or_else(|| viewer.home())))
}

#[handler]
pub(crate) async fn post_logout(
    visit: &Visit,
    jar: &CookieJar,
    Data(site): Data<&Site>,
) -> Result<Response, Failure> {
    if let Some(cookie) = jar.get(visit.settings.session_cookie()) {
        site.office
            .sign_out(cookie.value_str())
            .await
            .map_err(|e| failure(&e))?;
    }
    jar.add(session_ends(&visit.settings));
    Ok(see_other("/login")
        .with_header(header::CACHE_CONTROL, "no-store")
        .into_response())
}
