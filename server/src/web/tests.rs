//! The pipeline from outside: what any request meets, whatever page it asks for.

use super::{
    app, plain_routes, sample,
    viewer::{Lookup, Viewer},
};
use domain::{access::Actor, code::Role, id::ActorId};
use poem::{
    Body, Endpoint, Request, Response, get, handler,
    http::{Method, StatusCode, header},
    post,
    web::{Form, Json},
};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};

#[handler]
fn explode() -> &'static str {
    panic!("山田太郎")
}

#[derive(Deserialize)]
struct Note {
    note: String,
}

#[handler]
fn note(Form(sent): Form<Note>) -> String {
    sent.note
}

#[handler]
fn json(Json(sent): Json<Note>) -> String {
    sent.note
}

#[handler]
fn mine(viewer: &Viewer) -> String {
    viewer.name.clone()
}

#[handler]
async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_hours(1)).await;
    "late"
}

fn lookup() -> Lookup {
    Arc::new(|secret| {
        Box::pin(async move {
            Ok((secret == "good").then(|| Viewer {
                actor: Actor::new(ActorId::System("test".into()), vec![Role::Handler], None),
                name: "tanto".into(),
                pledged: true,
            }))
        })
    })
}

fn service() -> impl Endpoint<Output = Response> {
    let mut settings = sample::settings();
    settings.secure_cookies = false;
    settings.body_limit_bytes = 1_000;
    settings.read_timeout = Duration::from_millis(200);
    settings.request_timeout = Duration::from_millis(900);
    let routes = plain_routes()
        .at("/login", get(super::page::login::get_login))
        .at("/explode", get(explode))
        .at("/note", post(note))
        .at("/mine", get(mine))
        .at("/slow", get(slow))
        .at("/cases/:no", get(mine))
        .at("/api/v1/explode", get(explode))
        .at("/api/v1/mine", get(mine))
        .at("/api/v1/json", post(json));
    app(routes, settings, lookup())
}

async fn ask(request: Request) -> Response {
    service().call(request).await.unwrap()
}

fn to(path: &str) -> poem::RequestBuilder {
    Request::builder().uri_str(path)
}

async fn text(response: Response) -> String {
    response.into_body().into_string().await.unwrap()
}

/// A header's values, joined.
fn header_of(response: &Response, name: impl header::AsHeaderName) -> String {
    let values = response.headers().get_all(name).iter();
    values
        .map(|value| value.to_str().unwrap())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The token in a page's first form.
fn token(page: &str) -> String {
    let (_, after) = page.split_once("name=\"_csrf\" value=\"").unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn every_answer_is_guarded() {
    for path in [
        "/login",
        "/nowhere",
        "/explode",
        "/mine",
        "/api/v1/nowhere",
        "/help",
    ] {
        let response = ask(to(path).finish()).await;
        let policy = header_of(&response, header::CONTENT_SECURITY_POLICY);
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "{path}"
        );
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("content-language", "ja"),
        ] {
            assert_eq!(header_of(&response, name), value, "{path} {name}");
        }
        assert!(!header_of(&response, "x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn an_asset_may_be_kept_for_ever() {
    let path = super::assets::href("kigen.css");
    let response = ask(to(&path).finish()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(header_of(&response, header::CACHE_CONTROL).contains("immutable"));
    assert!(header_of(&response, header::SET_COOKIE).is_empty());
}

#[tokio::test]
async fn failures_are_pages_outside_the_api_and_problems_inside() {
    for (path, status) in [("/nowhere", 404), ("/explode", 500)] {
        let response = ask(to(path).header("accept-language", "en").finish()).await;
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(
            header_of(&response, header::CONTENT_TYPE),
            "text/html; charset=utf-8"
        );
        let id = header_of(&response, "x-request-id");
        let page = text(response).await;
        assert!(
            page.contains("<html lang=\"en\">") && page.contains(&id),
            "{page}"
        );
        assert!(!page.contains("山田太郎"));
    }
    for (path, status, code) in [
        ("/api/v1/nowhere", 404, "not-found"),
        ("/api/v1/explode", 500, "internal"),
        ("/api/v1/mine", 401, "sign-in-required"),
        ("/api/v1/json", 405, "method-not-allowed"),
    ] {
        let response = ask(to(path).finish()).await;
        assert_eq!(response.status().as_u16(), status, "{path}");
        assert_eq!(
            header_of(&response, header::CONTENT_TYPE),
            "application/problem+json"
        );
        let id = header_of(&response, "x-request-id");
        let body: serde_json::Value = serde_json::from_str(&text(response).await).unwrap();
        assert_eq!(body["type"], format!("/problems/{code}"));
        assert_eq!(body["code"], code);
        assert_eq!(body["status"], status);
        assert_eq!(body["trace_id"], id);
        assert!(
            body["title"]
                .as_str()
                .unwrap()
                .chars()
                .any(|c| c > '\u{3000}'),
            "{body}"
        );
        let page = ask(to(body["type"].as_str().unwrap()).finish()).await;
        assert_eq!(page.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn a_form_needs_the_token_of_its_own_browser() {
    let form = ask(to("/login").finish()).await;
    let cookie = header_of(&form, header::SET_COOKIE);
    assert!(
        cookie.starts_with("kigen-form=")
            && cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let token = token(&text(form).await);
    let send = |cookie: &str, body: String| {
        to("/note")
            .method(Method::POST)
            .header("cookie", cookie)
            .header("host", "kigen.example")
            .content_type("application/x-www-form-urlencoded")
            .body(body)
    };
    let good = ask(send(&cookie, format!("note=%E6%9C%9F&_csrf={token}"))).await;
    assert_eq!(good.status(), StatusCode::OK);
    assert_eq!(text(good).await, "期");
    for refused in [
        send(&cookie, "note=x".into()),
        send(&cookie, "note=x&_csrf=".into()),
        send(&cookie, format!("note=x&_csrf={token}A")),
        send("kigen-form=other", format!("note=x&_csrf={token}")),
        send("", format!("note=x&_csrf={token}")),
        send("kigen=good", format!("note=x&_csrf={token}")),
    ] {
        let response = ask(refused).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(text(response).await.contains("有効期限"));
    }
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let mut request = send(&cookie, format!("note=x&_csrf={token}"));
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(ask(request).await.status(), StatusCode::FORBIDDEN);
    }
}

fn api(body: impl Into<Body>) -> Request {
    to("/api/v1/json")
        .method(Method::POST)
        .header("cookie", "kigen=good")
        .header("x-csrf-token", super::cookie::form_token("good"))
        .content_type("application/json")
        .body(body)
}

#[tokio::test]
async fn bad_bodies_are_named() {
    assert_eq!(text(ask(api("{\"note\":\"期\"}")).await).await, "期");
    let broken = ask(api("{\"note\":")).await;
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    let body: serde_json::Value = serde_json::from_str(&text(broken).await).unwrap();
    assert_eq!(body["detail"], "line 1 column 8");
    let mut other = api("note=x");
    other
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(
        ask(other).await.status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whatever_it_announces() {
    let announced = ask(api("x".repeat(1_001))).await;
    assert_eq!(announced.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let (reader, mut writer) = tokio::io::duplex(64);
    tokio::spawn(async move {
        use tokio::io::AsyncWriteExt;
        while writer.write_all(&[b'x'; 64]).await.is_ok() {}
    });
    let streamed = ask(api(Body::from_async_read(reader))).await;
    assert_eq!(streamed.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let (reader, _writer) = tokio::io::duplex(64);
    let response = ask(api(Body::from_async_read(reader))).await;
    assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_ended() {
    assert_eq!(
        ask(to("/slow").finish()).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn unknown_methods_are_refused() {
    let trace = ask(to("/help").method(Method::TRACE).finish()).await;
    assert_eq!(trace.status(), StatusCode::METHOD_NOT_ALLOWED);
    let head = ask(to("/help").method(Method::HEAD).finish()).await;
    assert_eq!(head.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_stranger_is_led_to_the_sign_in_and_back() {
    let response = ask(to("/cases/r8-c-0001?tab=1").finish()).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        header_of(&response, header::LOCATION),
        "/login?next=/cases/r8-c-0001%3Ftab%3D1"
    );
    let form = text(ask(to("/login?next=/cases/r8-c-0001%3Ftab%3D1").finish()).await).await;
    assert!(form.contains("name=\"next\" value=\"/cases/r8-c-0001?tab=1\""));
    let elsewhere = text(ask(to("/login?next=//evil.example").finish()).await).await;
    assert!(elsewhere.contains("name=\"next\" value=\"\""));
    let known = ask(to("/mine").header("cookie", "kigen=good").finish()).await;
    assert_eq!(text(known).await, "tanto");
    let home = ask(to("/").header("cookie", "kigen=good").finish()).await;
    assert_eq!(header_of(&home, header::LOCATION), "/queue");
    let ended = ask(to("/mine").header("cookie", "kigen=ended").finish()).await;
    assert_eq!(ended.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_language_follows_address_cookie_and_browser_in_that_order() {
    let lang = async |path: &str, cookie: &str, accept: &str| {
        let request = to(path)
            .header("cookie", cookie)
            .header("accept-language", accept)
            .finish();
        let response = ask(request).await;
        (
            header_of(&response, "content-language"),
            header_of(&response, header::SET_COOKIE),
        )
    };
    assert_eq!(lang("/help", "", "").await.0, "ja");
    assert_eq!(lang("/help", "", "en-US").await.0, "en");
    assert_eq!(lang("/help", "kigen-lang=ja", "en-US").await.0, "ja");
    let (chosen, cookie) = lang("/help?lang=en", "kigen-lang=ja", "ja").await;
    assert_eq!(chosen, "en");
    assert!(cookie.contains("kigen-lang=en"), "{cookie}");
    assert_eq!(lang("/help?lang=xx", "", "").await.0, "ja");
}

#[tokio::test]
async fn the_switches_keep_the_filters() {
    let page = text(ask(to("/help?stage=accepted&lang=en").finish()).await).await;
    assert!(page.contains("/help?stage=accepted&#38;lang=ja"), "{page}");
}
