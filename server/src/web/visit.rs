//! One visit: what is known about a request besides its body.
//!
//! The outermost layer makes it, every later layer and every page reads it. It exists before the
//! reader is known, because an error page needs the language even when the sign-in fails.

use super::{
    cookie,
    failure::Failure,
    problem::Problem,
    settings::Settings,
    text::{Lang, Ui, Years},
    viewer::Viewer,
};
use poem::{
    Endpoint, FromRequest, IntoResponse, Middleware, Request, RequestBody, Response, Result,
    http::{HeaderValue, Method, header},
    middleware::ReqId,
};
use std::sync::{Arc, OnceLock};

/// The cookie that remembers the language.
const LANG_COOKIE: &str = "kigen-lang";
/// The cookie that remembers how years are written.
const YEARS_COOKIE: &str = "kigen-years";

/// The facts of one request.
#[derive(Debug)]
pub struct Visit {
    /// The number under which the log knows this request; shown on error pages.
    pub request_id: String,
    /// The reader's language and way of writing years.
    pub ui: Ui,
    /// The path, without the query.
    pub path: String,
    /// The query without `lang` and `years`, so that the switches keep the filters.
    pub filters: String,
    /// The method.
    pub method: Method,
    /// The token a form of this reader must carry; empty where there is nothing to protect.
    pub csrf: OnceLock<String>,
    /// Who reads, once the session is known.
    pub viewer: OnceLock<Viewer>,
    /// The installation's settings.
    pub settings: Arc<Settings>,
}

impl Visit {
    /// Whether the answer goes to a program (`/api/...`) and not to a person, who reads `/api/docs`.
    #[must_use]
    pub fn is_api(&self) -> bool {
        (self.path == "/api" || self.path.starts_with("/api/")) && self.path != "/api/docs"
    }

    /// Whether the method promises to change nothing.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        matches!(self.method, Method::GET | Method::HEAD | Method::OPTIONS)
    }

    /// The path with its filters: where a sign-in leads back to.
    #[must_use]
    pub fn address(&self) -> String {
        if self.filters.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.filters)
        }
    }

    /// The address of this page with one preference changed (`lang=en`).
    #[must_use]
    pub fn with_preference(&self, preference: &str) -> String {
        if self.filters.is_empty() {
            format!("{}?{preference}", self.path)
        } else {
            format!("{}?{}&{preference}", self.path, self.filters)
        }
    }
}

impl<'a> FromRequest<'a> for &'a Visit {
    async fn from_request(req: &'a Request, _: &mut RequestBody) -> Result<Self> {
        req.data::<Arc<Visit>>()
            .map(|visit| &**visit)
            .ok_or_else(|| Failure::new(Problem::Internal).into())
    }
}

/// The visit a layer finds in its request.
pub(crate) fn visit_of(req: &Request) -> Option<Arc<Visit>> {
    req.data::<Arc<Visit>>().cloned()
}

/// The layer that makes the [`Visit`] and remembers preferences given in the address.
#[derive(Debug)]
pub(crate) struct Welcome(pub(crate) Arc<Settings>);

impl<E: Endpoint> Middleware<E> for Welcome {
    type Output = WelcomeEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WelcomeEndpoint {
            inner,
            settings: Arc::clone(&self.0),
        }
    }
}

/// See [`Welcome`].
pub(crate) struct WelcomeEndpoint<E> {
    inner: E,
    settings: Arc<Settings>,
}

struct Preferences {
    lang: Option<Lang>,
    years: Option<Years>,
    filters: String,
}

fn asked_for(query: &str) -> Preferences {
    let mut asked = Preferences {
        lang: None,
        years: None,
        filters: String::new(),
    };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("lang", tag)) => asked.lang = Lang::from_tag(tag).or(asked.lang),
            Some(("years", "western")) => asked.years = Some(Years::Western),
            Some(("years", "era")) => asked.years = Some(Years::Era),
            _ => {
                if !asked.filters.is_empty() {
                    asked.filters.push('&');
                }
                asked.filters.push_str(pair);
            }
        }
    }
    asked
}

impl<E: Endpoint> Endpoint for WelcomeEndpoint<E> {
    type Output = Response;

    async fn call(&self, mut req: Request) -> Result<Response> {
        let asked = asked_for(req.uri().query().unwrap_or_default());
        let jar = req.cookie().clone();
        let remembered = |name: &str| jar.get(name).map(|cookie| cookie.value_str().to_owned());
        let lang = asked
            .lang
            .or_else(|| remembered(LANG_COOKIE).as_deref().and_then(Lang::from_tag))
            .unwrap_or_else(|| {
                Lang::negotiate(req.header(header::ACCEPT_LANGUAGE).unwrap_or_default())
            });
        let years = asked
            .years
            .unwrap_or_else(|| match remembered(YEARS_COOKIE).as_deref() {
                Some("western") => Years::Western,
                _ => Years::Era,
            });
        let remember = |name: &str, value: &str| {
            jar.add(cookie::preference(&self.settings, name, value));
        };
        if let Some(lang) = asked.lang {
            remember(LANG_COOKIE, lang.tag());
        }
        if let Some(years) = asked.years {
            remember(
                YEARS_COOKIE,
                if years == Years::Western {
                    "western"
                } else {
                    "era"
                },
            );
        }
        let request_id = req
            .data::<ReqId>()
            .map(ToString::to_string)
            .unwrap_or_default();
        req.set_data(Arc::new(Visit {
            request_id,
            ui: Ui { lang, years },
            path: req.uri().path().to_owned(),
            filters: asked.filters,
            method: req.method().clone(),
            csrf: OnceLock::new(),
            viewer: OnceLock::new(),
            settings: Arc::clone(&self.settings),
        }));
        let mut response = self.inner.call(req).await?.into_response();
        let headers = response.headers_mut();
        headers
            .entry(header::CONTENT_LANGUAGE)
            .or_insert(HeaderValue::from_static(lang.tag()));
        headers.append(
            header::VARY,
            HeaderValue::from_static("Accept-Language, Cookie"),
        );
        Ok(response)
    }
}
