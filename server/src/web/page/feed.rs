//! Calendar feeds: the secret address of a person, and what a calendar program finds there.

use crate::web::{
    failure::Failure,
    feed::feed,
    page::{deadlines, login::see_other},
    problem::Problem,
    refused::refused,
    site::Site,
    typed::Typed,
    viewer::Viewer,
    visit::Visit,
};
use poem::{
    IntoResponse, Request, Response, Result, handler,
    http::{StatusCode, header},
    web::{Data, Path},
};

/// The host in the identities of the events: that of the ledger's name, which never changes.
fn host(site: &Site) -> &str {
    let log = &site.installation.config.organisation.log;
    log.split('/').next().unwrap_or(log)
}

/// The address at which people reach the program: the configured one, or the one they just used.
fn site_address(visit: &Visit, request: &Request, site: &Site) -> String {
    let public_url = site
        .installation
        .config
        .server
        .public_url
        .trim_end_matches('/');
    if !public_url.is_empty() {
        return public_url.to_owned();
    }
    let scheme = if visit.settings.secure_cookies {
        "https"
    } else {
        "http"
    };
    let host = request.header(header::HOST).unwrap_or("localhost");
    format!("{scheme}://{host}")
}

/// `/feeds/deadlines/{secret}.ics`: for programs that know the secret, without a session.
#[handler]
pub(crate) async fn get_feed(
    visit: &Visit,
    request: &Request,
    Data(site): Data<&Site>,
    Path(file): Path<String>,
) -> Result<Response> {
    let missing = || Failure::new(Problem::NotFound);
    let token = file.strip_suffix(".ics").ok_or_else(missing)?;
    let items = site
        .office
        .feed(token)
        .await
        .map_err(|e| refused(&visit.ui, &e))?
        .ok_or_else(missing)?;
    let public_url = &site.installation.config.server.public_url;
    let feed = feed(visit.ui, &items, host(site), public_url);
    let known = request
        .header(header::IF_NONE_MATCH)
        .is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == feed.etag));
    let answer = Response::builder()
        .header(header::ETAG, &feed.etag)
        .header(header::CACHE_CONTROL, "private, no-cache");
    Ok(if known {
        answer.status(StatusCode::NOT_MODIFIED).finish()
    } else {
        answer
            .header(header::CONTENT_TYPE, "text/calendar; charset=utf-8")
            .header(
                header::CONTENT_DISPOSITION,
                "inline; filename=\"kigen.ics\"",
            )
            .body(feed.body)
    }
    .into_response())
}

/// `/deadlines/feed`: makes a new address, which is shown this once, or takes it away.
#[handler]
pub(crate) async fn post_feed(
    visit: &Visit,
    viewer: &Viewer,
    request: &Request,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    let refuse = |e| refused(&visit.ui, &e);
    let account = viewer
        .actor
        .id
        .account()
        .ok_or_else(|| Failure::new(Problem::Forbidden))?;
    if typed.is_ticked("close") {
        site.office.close_feed(account).await.map_err(refuse)?;
        return Ok(see_other("/deadlines?done=feed-closed"));
    }
    let token = site.office.open_feed(account).await.map_err(refuse)?;
    let address = format!(
        "{}/feeds/deadlines/{token}.ics",
        site_address(visit, request, site)
    );
    deadlines::show(visit, viewer, site, None, Some(address)).await
}
