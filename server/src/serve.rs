//! `kigen serve`: pages, interface and jobs in one process.
//!
//! On a signal the heartbeat stops first, then the jobs finish or give their runs back, then open
//! requests get a moment, and the database closes last.

use crate::{
    installation::Installation,
    metrics,
    schedule::{self, ScheduleError},
    web::{
        self,
        settings::{HelpDesk, Settings},
        site::Site,
    },
};
use jobs::{Heartbeat, HeartbeatError, Machine};
use poem::{
    Server,
    listener::{Listener, TcpListener},
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use store::{Office, source::random};
use tokio::task::JoinHandle;

/// How long jobs may take to finish or give their runs back.
const JOBS_LIMIT: Duration = Duration::from_secs(20);
/// How long open requests may take after that.
const REQUESTS_LIMIT: Duration = Duration::from_secs(5);

/// The server could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("{listen}: {source}")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The address for watchers is none.
    #[error("server.metrics `{0}` is no address; write 127.0.0.1:9090")]
    Metrics(String),
    /// The jobs.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// The heartbeat.
    #[error(transparent)]
    Heartbeat(#[from] HeartbeatError),
}

/// Serves until the process is told to stop.
///
/// # Errors
/// The address cannot be listened on, or the jobs cannot start.
pub async fn run(
    office: &Office,
    installation: &Installation,
    listen: SocketAddr,
) -> Result<(), ServeError> {
    // Only the machine's own time is judged, never a demonstration's or one that stands still.
    let real = installation.demo.is_none() && installation.now.is_none();
    let machine = if real { Machine::here() } else { None };
    let runner = schedule::runner(office, &installation.config)
        .await?
        .on(machine);
    let mut heartbeat = Heartbeat::start().await?;
    let beating = {
        let runner = runner.clone();
        tokio::spawn(async move { runner.serve(&mut heartbeat).await })
    };
    let site = Site::new(office.clone(), installation.clone());
    let app = web::site_app(&site, settings(installation, listen));
    let watched = watched(&site).await?;
    let stopping = async {
        stop_signal().await;
        runner.stop(JOBS_LIMIT).await;
    };
    let served = Server::new(TcpListener::bind(listen.to_string()))
        .run_with_graceful_shutdown(app, stopping, Some(REQUESTS_LIMIT))
        .await;
    runner.stop(JOBS_LIMIT).await;
    beating.abort();
    if let Some(watched) = watched {
        watched.abort();
    }
    served.map_err(|source| ServeError::Listen { listen, source })
}

/// The address for watchers, where there is to be one.
async fn watched(site: &Site) -> Result<Option<JoinHandle<()>>, ServeError> {
    let address = &site.installation.config.server.metrics;
    if address.is_empty() {
        return Ok(None);
    }
    let listen: SocketAddr = address
        .parse()
        .map_err(|_| ServeError::Metrics(address.clone()))?;
    // Taken at once, so that an address that is in use stops the program and not a watcher.
    let acceptor = TcpListener::bind(listen.to_string())
        .into_acceptor()
        .await
        .map_err(|source| ServeError::Listen { listen, source })?;
    let app = metrics::app(site.clone());
    Ok(Some(tokio::spawn(async move {
        if let Err(error) = Server::new_with_acceptor(acceptor).run(app).await {
            tracing::error!(%error, "the address for watchers was lost");
        }
    })))
}

fn settings(installation: &Installation, listen: SocketAddr) -> Settings {
    let organisation = &installation.config.organisation;
    let help = HelpDesk {
        organisation: organisation.name.clone(),
        telephone: organisation.telephone.clone(),
        mail: String::new(),
    };
    // A system without randomness must not hand out sessions that can be guessed.
    let chance = Arc::new(|| random().unwrap_or_else(|_| std::process::abort()));
    let mut settings = Settings::new(help, chance);
    settings.demo = installation.demo.is_some();
    // Only a demonstration on this machine may speak plain HTTP to a browser.
    settings.secure_cookies = !(settings.demo && listen.ip().is_loopback());
    settings.body_limit_bytes = installation.config.server.body_limit_bytes;
    settings.request_timeout =
        Duration::from_secs(installation.config.server.request_timeout_seconds);
    settings
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
