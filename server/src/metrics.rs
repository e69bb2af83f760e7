//! Figures for a watcher, in the text form of Prometheus, on an address of their own: whoever may read
//! them may read nothing else, and they name nobody.

use crate::web::site::Site;
use poem::{
    Endpoint, EndpointExt, Response, Route, get, handler,
    http::{StatusCode, header},
    web::Data,
};
use prometheus_client::{encoding::text::encode, metrics::gauge::Gauge, registry::Registry};
use store::{OfficeError, runs::RunLedger};

/// What is measured: the name behind `kigen_`, what it means, the value.
type Figure = (&'static str, &'static str, i64);

async fn figures(site: &Site) -> Result<Vec<Figure>, OfficeError> {
    let office = &site.office;
    let ledger = RunLedger::new(office.database().clone(), "metrics");
    let now = office.now();
    let broken = |_| OfficeError::FenceLost;
    let mail = office.mail_counts().await?;
    let since = |at: domain::time::Timestamp| (now.micros() - at.micros()).max(0) / 1_000_000;
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(vec![
        (
            "deadlines_overdue",
            "Open deadlines whose last day is over",
            count(office.overdue_deadlines().await?),
        ),
        (
            "ledger_records",
            "Records of the ledger",
            count(office.ledger().size().await?),
        ),
        (
            "outbox_waiting",
            "Notices and mails that wait",
            count(mail.waiting),
        ),
        (
            "outbox_oldest_seconds",
            "How long the oldest of them has waited",
            mail.oldest.map_or(0, since),
        ),
        (
            "mail_failed",
            "Mails that could not be sent",
            count(mail.dead + mail.unaddressed),
        ),
        (
            "jobs_dead",
            "Runs that were given up and wait for a person",
            count(ledger.dead_letters(1_000).await.map_err(broken)?.len() as u64),
        ),
        (
            "jobs_lag_seconds",
            "How long the run that has been due longest has waited",
            ledger
                .waits_since(now)
                .await
                .map_err(broken)?
                .map_or(0, since),
        ),
        (
            "clock_suspect",
            "Whether the machine's clock is not believed",
            i64::from(ledger.doubt().await.map_err(broken)?.is_some()),
        ),
    ])
}

/// `/metrics`
#[handler]
async fn get_metrics(Data(site): Data<&Site>) -> Response {
    let Ok(figures) = figures(site).await else {
        return Response::builder()
            .status(StatusCode::SERVICE_UNAVAILABLE)
            .finish();
    };
    let mut registry = Registry::with_prefix("kigen");
    for (name, meaning, value) in figures {
        let gauge = Gauge::<i64>::default();
        gauge.set(value);
        registry.register(name, meaning, gauge);
    }
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => Response::builder()
            .header(
                header::CONTENT_TYPE,
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
            )
            .body(text),
        Err(_) => Response::builder()
            .status(StatusCode::INTERNAL_SERVER_ERROR)
            .finish(),
    }
}

/// Everything there is on the address for watchers.
pub(crate) fn app(site: Site) -> impl Endpoint<Output = Response> + 'static {
    Route::new().at("/metrics", get(get_metrics)).data(site)
}
