//! The jobs of this program, on the office's clock.

use crate::{
    config::Config,
    mail::{MailError, Postman},
};
use domain::time::Timestamp;
use jobs::{Overview, Pass, Registry, Runner};
use store::{
    Office,
    runs::{RunError, RunLedger, RunState},
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
    /// Mail cannot be sent as it is configured.
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// The runner of this office's jobs.
///
/// # Errors
/// The job ledger failed, or the mail's configuration cannot be used.
pub async fn runner(office: &Office, config: &Config) -> Result<Runner, ScheduleError> {
    let carrier = Postman::carrier(config)?;
    let holder = holder();
    let ledger = RunLedger::new(office.database().clone(), holder.as_str());
    ledger.inherit(office.now()).await?;
    Ok(Runner::of(office, Registry::of(office, carrier)?, &holder).await?)
}

/// One pass of the runner at `now`.
///
/// # Errors
/// As [`runner`]; what was done before stays.
pub async fn tick(office: &Office, config: &Config, now: Timestamp) -> Result<Pass, ScheduleError> {
    Ok(runner(office, config).await?.tick(now).await?)
}

/// One job, now, for the instant `at`; none when another process holds it.
///
/// # Errors
/// There is no such job, or as [`runner`].
pub async fn run(
    office: &Office,
    config: &Config,
    job: &str,
    at: Timestamp,
) -> Result<Option<RunState>, ScheduleError> {
    let runner = runner(office, config).await?;
    Ok(runner.run_once(job, at, "by hand", office.now()).await?)
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
