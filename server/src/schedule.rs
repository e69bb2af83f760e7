//! The jobs of this program, on the office's clock.

use domain::time::Timestamp;
use jobs::{Overview, Pass, Registry, Runner};
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
    let holder = holder();
    let ledger = RunLedger::new(office.database().clone(), holder.as_str());
    ledger.inherit(office.now()).await?;
    Ok(Runner::of(office, Registry::of(office)?, &holder).await?)
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
    let ledger = RunLedger::new(office.database().clone(), holder());
    Ok(jobs::overview(&ledger, office.now(), RECENT).await?)
}

/// The name under which this process holds runs, drawn at random: replicas may share a host name.
fn holder() -> String {
    let drawn = random::<8>().map_or(0, u64::from_be_bytes);
    format!("{drawn:016x}")
}
