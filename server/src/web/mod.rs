//! The web side: pages first, the API beside them, one pipeline around both.
//!
//! A request passes the layers of [`middleware`], reaches a handler in [`page`] and leaves as a
//! rendered template or as a [`failure::Failure`], which the pipeline turns into a page or an
//! RFC 9457 body. Handlers hold no rules: they extract, call the office, and show a view.

pub mod api;
pub mod assets;
pub mod cookie;
pub mod failure;
mod feed;
pub mod frame;
pub(crate) mod map;
mod middleware;
pub mod page;
pub mod problem;
pub mod refused;
pub mod sent;
pub mod settings;
pub mod site;
pub mod steps;
pub mod stepup;
pub mod text;
pub mod typed;
pub mod view;
pub mod viewer;
pub mod visit;

#[cfg(test)]
mod api_once_tests;
#[cfg(test)]
mod api_tests;
#[cfg(test)]
mod document_tests;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod measure_tests;
#[cfg(test)]
mod office_tests;
#[cfg(test)]
mod render_tests;
#[cfg(test)]
mod role_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod search_tests;
#[cfg(test)]
mod tests;

use middleware::{Answers, Csrf, Headers, Limits, Session, TimeLimit, Trace, Welcome, panicked};
use poem::{
    Endpoint, EndpointExt, Response, Route, get,
    middleware::{CatchPanic, CookieJarManager, RequestId},
    post,
};
use settings::Settings;
use site::Site;
use std::sync::Arc;
use viewer::Lookup;

/// The addresses that need nothing but the program itself.
#[must_use]
pub fn plain_routes() -> Route {
    Route::new()
        .at("/", get(page::login::get_home))
        .at("/help", get(page::words::get_help))
        .at("/accessibility", get(page::words::get_accessibility))
        .at("/about", get(page::words::get_about))
        .at("/problems/:code", get(page::problem::get_problem))
        .at("/assets/:name", get(page::asset::get_asset))
}

/// The pages of the cases, and what anybody can ask about one.
fn case_routes(route: Route) -> Route {
    route
        .at("/today", get(page::today::get_today))
        .at("/queue", get(page::queue::get_queue))
        .at("/queue/:view", get(page::queue::get_view))
        .at(
            "/search",
            get(page::search::get_search).post(page::search::post_search),
        )
        .at("/cases/new/similar", post(page::suggest::post_similar))
        .at(
            "/cases/new",
            get(page::intake::get_new).post(page::intake::post_new),
        )
        .at("/cases/:no", get(page::case::get_overview))
        .at("/cases/:no/history", get(page::case::get_history))
        .at("/cases/:no/deadlines", get(page::case::get_deadlines))
        .at("/cases/:no/deadlines/:name", get(page::proof::get_proof))
        .at("/cases/:no/letters", get(page::letter::get_letters))
        .at("/cases/:no/letters/:number", get(page::letter::get_letter))
        .at(
            "/status",
            get(page::status::get_status).post(page::status::post_status),
        )
        .at(
            "/verify",
            get(page::letter::get_genuine).post(page::letter::post_genuine),
        )
        .at("/cases/:no/records", get(page::case::get_records))
        .at(
            "/cases/:no/documents",
            get(page::document::get_documents).post(page::document::post_document),
        )
        .at(
            "/cases/:no/documents/:document",
            get(page::document::get_document),
        )
        .at("/cases/:no/receipt", get(page::intake::get_receipt))
        .at(
            "/cases/:no/do/:step",
            get(page::step::get_step).post(page::step::post_step),
        )
}

/// The pages of the organisation's own registers, and what of them is public.
fn register_routes(route: Route) -> Route {
    route
        .at("/guidelines", get(page::guidelines::get_guidelines))
        .at("/guidelines/:version", get(page::guidelines::get_version))
        .at("/desk", get(page::desk::get_desk))
        .at("/desk/:day", get(page::desk::get_day))
        .at("/rules/desk", get(page::desk::get_roster))
        .at("/registers", get(page::registers::get_registers))
        .at("/registers/:kind", get(page::registers::get_register))
        .at(
            "/registers/:kind/new",
            get(page::folio_form::get_new).post(page::folio_form::post_new),
        )
        .at("/registers/:kind/:number", get(page::folio::get_folio))
        .at(
            "/registers/:kind/:number/do/:act",
            get(page::folio_form::get_act).post(page::folio_form::post_act),
        )
        .at("/portal/lessons", get(page::lessons::get_lessons))
}

/// The pages of meetings: agenda, papers, votes, minutes.
fn meeting_routes(route: Route) -> Route {
    route
        .at("/board", get(page::board::get_board))
        .at(
            "/board/new",
            get(page::board::get_new).post(page::board::post_new),
        )
        .at("/board/meetings/:id", get(page::meeting::get_meeting))
        .at(
            "/board/meetings/:id/do/:step",
            get(page::meeting_step::get_step).post(page::meeting_step::post_step),
        )
        .at(
            "/board/meetings/:id/items/:item",
            get(page::meeting_item::get_item),
        )
        .at(
            "/board/meetings/:id/items/:item/declare",
            post(page::meeting_item::post_declare),
        )
        .at(
            "/board/meetings/:id/items/:item/opine",
            post(page::meeting_item::post_opine),
        )
        .at(
            "/board/meetings/:id/items/:item/vote",
            post(page::meeting_item::post_vote),
        )
        .at(
            "/board/meetings/:id/pack",
            get(page::meeting_pack::get_pack),
        )
        .at(
            "/board/meetings/:id/minutes",
            get(page::minutes::get_minutes),
        )
        .at(
            "/board/meetings/:id/minutes/write",
            post(page::minutes::post_write),
        )
        .at(
            "/board/meetings/:id/minutes/approve",
            post(page::minutes::post_approve),
        )
        .at(
            "/board/meetings/:id/minutes/sign",
            post(page::minutes::post_sign),
        )
}

/// The pages of measures against members, and what the member sees of them.
fn measure_routes(route: Route) -> Route {
    route
        .at("/measures", get(page::measure::get_measures))
        .at(
            "/measures/new",
            get(page::measure_new::get_new).post(page::measure_new::post_new),
        )
        .at("/measures/:number", get(page::measure::get_measure))
        .at(
            "/measures/:number/letters/:letter",
            get(page::measure::get_letter),
        )
        .at(
            "/measures/:number/:step",
            get(page::measure_step::get_step).post(page::measure_step::post_step),
        )
        .at(
            "/portal/measures/:number",
            get(page::portal_measure::get_measure),
        )
        .at(
            "/portal/measures/:number/receive",
            post(page::portal_measure::post_receive),
        )
        .at(
            "/portal/measures/:number/letters/:letter",
            get(page::portal_measure::get_letter),
        )
        .at(
            "/portal/measures/:number/do/:step",
            get(page::portal_measure::get_step).post(page::portal_measure::post_step),
        )
}

/// The people of the office: their sign-ins, training, pledges, deputies and mail.
fn people_routes(route: Route) -> Route {
    route
        .at(
            "/training",
            get(page::training::get_training).post(page::training::post_training),
        )
        .at("/admin/jobs", get(page::jobs::get_jobs))
        .at(
            "/admin/jobs/:act/:id",
            get(page::operate::get_act).post(page::operate::post_act),
        )
        .at("/healthz", get(page::health::get_health))
        .at("/readyz", get(page::health::get_ready))
        .at("/admin/users", get(page::users::get_users))
        .at(
            "/admin/users/:id/close",
            get(page::users::get_close).post(page::users::post_close),
        )
        .at(
            "/admin/users/:id/mail",
            get(page::mail::get_of_user).post(page::mail::post_of_user),
        )
        .at(
            "/mail",
            get(page::mail::get_mail).post(page::mail::post_mail),
        )
        .at(
            "/pledge",
            get(page::pledge::get_pledge).post(page::pledge::post_pledge),
        )
        .at("/pledges", get(page::pledges::get_pledges))
        .at(
            "/deputies",
            get(page::deputies::get_deputies).post(page::deputies::post_deputies),
        )
        .at(
            "/deputies/:deputy/:principal/:from/end",
            get(page::deputies::get_end).post(page::deputies::post_end),
        )
}

/// Every page of an office.
fn office_routes(site: Site) -> impl Endpoint<Output = Response> + 'static {
    let route = meeting_routes(register_routes(case_routes(plain_routes())));
    people_routes(measure_routes(route))
        .at(
            "/login",
            get(page::login::get_login).post(page::login::post_login),
        )
        .at("/logout", post(page::login::post_logout))
        .at("/queue/extend", post(page::extend::post_preview))
        .at("/queue/extend/apply", post(page::extend::post_apply))
        .at("/deadlines", get(page::deadlines::get_load))
        .at("/deadlines/calendar", get(page::deadlines::get_month))
        .at("/deadlines/what-if", get(page::ahead::get_ahead))
        .at("/deadlines/feed", post(page::feed::post_feed))
        .at("/feeds/deadlines/:file", get(page::feed::get_feed))
        .at("/rules", get(page::rules::get_rules))
        .at("/rules/profiles/:digest", get(page::rules::get_profile))
        .at("/rules/profiles/check", post(page::rules::post_check))
        .at("/rules/profiles/propose", post(page::rules::post_propose))
        .at("/rules/changes", get(page::rules::get_changes))
        .at("/rules/clauses", get(page::clauses::get_clauses))
        .at("/rules/calendar", get(page::calendar::get_calendar))
        .at("/rules/calendar/edit", post(page::calendar::post_edit))
        .at("/rules/calendar/import", post(page::calendar::post_import))
        .at("/rules/calendar/apply", post(page::calendar::post_apply))
        .at("/rules/proposals/:kind", get(page::rules::get_proposal))
        .at(
            "/rules/proposals/:kind/:decision",
            post(page::rules::post_decision),
        )
        .at("/approvals", get(page::approvals::get_approvals))
        .at("/members", get(page::member::get_members))
        .at("/members/:code", get(page::member::get_member))
        .at(
            "/members/:code/do/:act",
            get(page::member_form::get_act).post(page::member_form::post_act),
        )
        .at(
            "/targets",
            get(page::targets::get_today).post(page::targets::post_publish),
        )
        .at("/targets/csv", get(page::targets::get_today_csv))
        .at("/targets/:day", get(page::targets::get_day))
        .at("/targets/:day/csv", get(page::targets::get_day_csv))
        .at("/audit", get(page::audit::get_audit))
        .at("/audit/packages", post(page::audit::post_package))
        .at("/audit/packages/:id/content", get(page::audit::get_content))
        .at(
            "/audit/packages/:id/verification",
            get(page::audit::get_verdict),
        )
        .at("/portal", get(page::portal::get_portal))
        .at("/portal/requests/:no", get(page::portal::get_request))
        .at(
            "/portal/requests/:no/receive",
            post(page::portal::post_receive),
        )
        .at(
            "/portal/requests/:no/documents",
            post(page::document::post_member_document),
        )
        .at(
            "/portal/requests/:no/documents/:document",
            get(page::document::get_member_document),
        )
        .at("/portal/requests/:no/reply", post(page::portal::post_reply))
        .at(
            "/portal/requests/:no/receipt",
            get(page::portal::get_receipt),
        )
        .at(
            "/portal/requests/:no/do/:step",
            get(page::portal_step::get_step).post(page::portal_step::post_step),
        )
        .at("/api/docs", get(api::get_docs))
        .at("/api/v1/openapi.json", get(api::get_specification))
        .nest("/api/v1", api::routes())
        .data(site)
}

/// Every address of the program, on one office.
#[must_use]
pub fn site_app(site: &Site, settings: Settings) -> impl Endpoint<Output = Response> + 'static {
    app(office_routes(site.clone()), settings, site.lookup())
}

/// The pipeline around `routes`: every answer of the program passes it.
pub fn app<E>(routes: E, settings: Settings, lookup: Lookup) -> impl Endpoint<Output = Response>
where
    E: Endpoint + 'static,
{
    let settings = Arc::new(settings);
    routes
        .with(Csrf)
        .with(Limits {
            body_bytes: settings.body_limit_bytes,
            read: settings.read_timeout,
        })
        .with(Session {
            settings: Arc::clone(&settings),
            lookup,
        })
        .with(TimeLimit(settings.request_timeout))
        .with(CatchPanic::new().with_handler(panicked))
        .with(Answers)
        .with(Headers {
            tls_only: settings.secure_cookies,
        })
        .with(Welcome(settings))
        .with(CookieJarManager::new())
        .with(Trace)
        .with(RequestId::new())
}
