//! Signing in. The page never says whether an account exists.

use crate::web::{
    cookie::{session_begins, session_ends},
    frame::{Frame, page_with_status},
    refused::refused,
    site::Site,
    text::Ui,
    typed::Typed,
    view::form::{Fault, Field, Form, Group, Input},
    viewer::{Viewer, safe_next},
    visit::Visit,
};
use askama::Template;
use poem::{
    IntoResponse, Response, Result, handler,
    http::{HeaderValue, StatusCode, header},
    web::{Data, Query, cookie::CookieJar},
};
use serde::Deserialize;
use zeroize::Zeroizing;

/// A fictional sign-in that the demo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The role's code.
    pub role: &'static str,
    /// The sign-in name.
    pub login: &'static str,
    /// The password.
    pub password: &'static str,
}

/// The sign-ins of the demo organisation.
pub const DEMO_ACCOUNTS: [DemoAccount; 6] = {
    const fn demo(role: &'static str, login: &'static str) -> DemoAccount {
        DemoAccount {
            role,
            login,
            password: "demo",
        }
    }
    [
        demo("intake", "uketsuke"),
        demo("handler", "tanto"),
        demo("supervisor", "kanri"),
        demo("director", "riji"),
        demo("auditor", "kansa"),
        demo("member_contact", "kaiin"),
    ]
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "login.html")]
pub struct LoginPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The form.
    pub form: Form,
    /// Where the reader goes afterwards, or empty.
    pub next: &'a str,
    /// Why the reader is here, or empty.
    pub notice: String,
    /// The demo's sign-ins.
    pub demo_accounts: &'a [DemoAccount],
}

/// Why a sign-in did not succeed, as far as the page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// A field was empty.
    Incomplete,
    /// Name or password is wrong, or the account is closed: the page does not say which.
    Wrong,
    /// Too many attempts.
    TooMany,
}

/// The sign-in form; `login` is what was typed, the password is never given back.
#[must_use]
pub fn form(ui: &Ui, login: &str, rejected: Option<Rejected>) -> Form {
    let faults: Vec<Fault> = rejected
        .into_iter()
        .map(|rejected| {
            let (field, code, key) = match rejected {
                Rejected::Incomplete => ("login", "incomplete", "login-incomplete"),
                Rejected::Wrong => ("login", "wrong", "login-wrong"),
                Rejected::TooMany => ("login", "too-many", "login-too-many"),
            };
            Fault {
                field: field.into(),
                code: code.into(),
                message: ui.t(key),
            }
        })
        .collect();
    Form {
        action: "/login".into(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![
                Field::new("login", ui.t("login-name"))
                    .required()
                    .autocomplete("username")
                    .value(login)
                    .max(100)
                    .judged_by(&faults),
                Field::new("password", ui.t("login-password"))
                    .required()
                    .input(Input::Password)
                    .autocomplete("current-password")
                    .max(200),
            ],
        }],
        submit: ui.t("login-submit"),
        faults,
        ..Form::default()
    }
}

/// The page with the form, for the first visit and for each rejection.
#[must_use]
pub fn show(visit: &Visit, next: &str, login: &str, rejected: Option<Rejected>) -> Response {
    show_after(visit, next, login, rejected, None)
}

fn show_after(
    visit: &Visit,
    next: &str,
    login: &str,
    rejected: Option<Rejected>,
    done: Option<&str>,
) -> Response {
    let form = form(&visit.ui, login, rejected);
    let status = match rejected {
        None => StatusCode::OK,
        Some(Rejected::TooMany) => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = LoginPage {
        f: Frame::of(visit, &visit.ui.t("login-title"))
            .with_faults(form.faults.len())
            .after(done),
        form,
        next: safe_next(next).unwrap_or_default(),
        notice: String::new(),
        demo_accounts: if visit.settings.demo {
            &DEMO_ACCOUNTS
        } else {
            &[]
        },
    };
    page_with_status(&page, status).unwrap_or_else(|_| crate::web::failure::last_resort())
}

/// The query of `/login`.
#[derive(Debug, Default, Deserialize)]
pub struct LoginQuery {
    /// Where to go afterwards.
    #[serde(default)]
    pub next: String,
    /// The outcome of what led here.
    #[serde(default)]
    pub done: Option<String>,
}

/// A redirect after a form was taken.
#[must_use]
pub fn see_other(path: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, path)
        .finish()
        .into_response()
}

/// `GET /login`
#[handler]
pub(crate) fn get_login(
    visit: &Visit,
    Query(LoginQuery { next, done }): Query<LoginQuery>,
) -> Response {
    if let Some(viewer) = visit.viewer.get() {
        return see_other(safe_next(&next).unwrap_or_else(|| viewer.home()));
    }
    show_after(visit, &next, "", None, done.as_deref())
}

/// `GET /`: everybody's own first page.
#[handler]
pub(crate) fn get_home(viewer: &Viewer) -> Response {
    see_other(viewer.home())
}

/// The token of the session that a request presents.
fn token(jar: &CookieJar, visit: &Visit) -> Option<String> {
    jar.get(visit.settings.session_cookie())
        .map(|cookie| cookie.value_str().to_owned())
}

/// `POST /login`
#[handler]
pub(crate) async fn post_login(
    visit: &Visit,
    Data(site): Data<&Site>,
    jar: &CookieJar,
    typed: Typed,
) -> Result<Response> {
    let (login, next) = (typed.get("login").trim(), typed.get("next"));
    let password = Zeroizing::new(typed.get("password").to_owned());
    if login.is_empty() || password.is_empty() {
        return Ok(show(visit, next, login, Some(Rejected::Incomplete)));
    }
    let Some(_turn) = site.turn_to_sign_in().await else {
        return Ok(show(visit, next, login, Some(Rejected::TooMany)));
    };
    let opened = site
        .office
        .sign_in(login, password)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let Some(session) = opened else {
        return Ok(show(visit, next, login, Some(Rejected::Wrong)));
    };
    // A session somebody else may know of ends where a new one begins.
    if let Some(old) = token(jar, visit) {
        site.office
            .sign_out(&old)
            .await
            .map_err(|e| refused(&visit.ui, &e))?;
    }
    jar.add(session_begins(&visit.settings, &session.token));
    let viewer = Viewer {
        actor: session.account.actor(site.office.now().date()),
        name: String::new(),
        pledged: true,
    };
    Ok(see_other(
        safe_next(next)
            .filter(|next| *next != "/")
            .unwrap_or_else(|| viewer.home()),
    ))
}

/// `POST /logout`
#[handler]
pub(crate) async fn post_logout(
    visit: &Visit,
    Data(site): Data<&Site>,
    jar: &CookieJar,
) -> Result<Response> {
    if let Some(token) = token(jar, visit) {
        site.office
            .sign_out(&token)
            .await
            .map_err(|e| refused(&visit.ui, &e))?;
    }
    jar.add(session_ends(&visit.settings));
    let mut response = see_other("/login?done=signed-out");
    response.headers_mut().insert(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}
