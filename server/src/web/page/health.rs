//! Whether this process lives, and whether it can work: for whatever watches over it.
//!
//! Nothing here names anybody or says more than a condition's name.

use crate::web::site::Site;
use poem::{
    IntoResponse, Response, handler,
    http::{StatusCode, header},
    web::Data,
};
use serde_json::json;
use store::runs::RunLedger;

fn answer(status: StatusCode, body: &serde_json::Value) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .body(body.to_string())
        .into_response()
}

/// `/healthz`: the process answers.
#[handler]
pub(crate) fn get_health() -> Response {
    answer(StatusCode::OK, &json!({"status": "ok"}))
}

/// `/readyz`: each condition by name; 503 when one does not hold.
///
/// A clock that is not believed holds back what cannot be taken back and nothing else, so the process
/// stays ready; that it is so stands beside the conditions.
#[handler]
pub(crate) async fn get_ready(Data(site): Data<&Site>) -> Response {
    let office = &site.office;
    let ledger = RunLedger::new(office.database().clone(), "ready");
    let conditions = [
        ("database", office.ledger().size().await.is_ok()),
        ("organisation", office.organisation().await.is_ok()),
        ("keys", office.keys_of_documents().await.is_ok()),
        ("documents", office.reaches_documents().await),
        ("jobs", ledger.definitions().await.is_ok()),
    ];
    let ready = conditions.iter().all(|(_, holds)| *holds);
    let clock = match ledger.doubt().await {
        Ok(None) => "believed",
        Ok(Some((why, _))) => why.code(),
        Err(_) => "unknown",
    };
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let conditions: serde_json::Map<String, serde_json::Value> = conditions
        .iter()
        .map(|(name, holds)| ((*name).to_owned(), json!(holds)))
        .collect();
    answer(
        status,
        &json!({"ready": ready, "conditions": conditions, "clock": clock}),
    )
}
