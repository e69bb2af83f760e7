//! Logs: to standard error, as JSON when it is no terminal. No personal data ever reaches them: the
//! program logs codes, identifiers and figures.

use std::io::IsTerminal as _;
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Starts logging; `KIGEN_LOG` sets what is logged.
pub fn start() {
    let filter =
        EnvFilter::try_from_env("KIGEN_LOG").unwrap_or_else(|_| EnvFilter::new("warn,sqlx=error"));
    let registry = tracing_subscriber::registry().with(filter);
    if std::io::stderr().is_terminal() {
        let _ = registry
            .with(fmt::layer().with_writer(std::io::stderr).without_time())
            .try_init();
    } else {
        let _ = registry
            .with(fmt::layer().json().with_writer(std::io::stderr))
            .try_init();
    }
}
