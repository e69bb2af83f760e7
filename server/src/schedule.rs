//! The jobs of this program, on the office's clock.

use domain::time::Timestamp;
use jobs::{Overview, Pass, Registry, Runner};
use std::sync::Arc;
use store::{
    Office,
    runs::{RunError, RunLedger},
    source::random,
};

/// Runs shown on the operations page.
const RECENT: u64 = 50;

/// A schedule could not be made or run.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// A job's cron line cannot be read.
    #[error(transparent)]
    Schedule(#[from] jobs::ScheduleError),
    /// The job ledger failed.
    #[error(transparent)]
    Runs(#[from] RunError),
}

/// The runner of this office's jobs.
///
/// # Errors
/// The job ledger failed.
pub async fn runner(office: &Office) -> Result<Runner, ScheduleError> {
    let registry = Registry::new([jobs::escalate(office.clone())])?;
    let clock = office.clone();
    // Only spreads retries: if the system had no randomness to give, all would retry at one moment.
    let chance = || random::<8>().map_or(0, u64::from_be_bytes);
    let ledger = ledger(office);
    Ok(Runner::new(ledger, registry, Arc::new(move || clock.now()), Arc::new(chance)).await?)
}

/// One pass of the runner at `now`.
///
/// # Errors
/// The job ledger failed; what was done before stays.
pub async fn tick(office: &Office, now: Timestamp) -> Result<Pass, ScheduleError> {
    Ok(runner(office).await?.tick(now).await?)
}

/// What the operations page shows.
///
/// # Errors
/// The job ledger failed.
pub async fn overview(office: &Office) -> Result<Overview, ScheduleError> {
    Ok(jobs::overview(&ledger(office), office.now(), RECENT).await?)
}

/// The job ledger, held under a name drawn at random: replicas may run on hosts of one name.
fn ledger(office: &Office) -> RunLedger {
    let holder = random::<8>().map_or(0, u64::from_be_bytes);
    RunLedger::new(office.database().clone(), format!("{holder:016x}"))
}
