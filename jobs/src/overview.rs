//! What `kigen jobs list` and the operations page show.

use crate::plan::Schedule;
use domain::time::Timestamp;
use serde::Serialize;
use store::runs::{Definition, Run, RunError, RunLedger};

/// How many coming dates of a schedule are shown.
const NEXT: usize = 5;

/// The scheduled work of an installation at one instant.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// Every job, by name.
    pub jobs: Vec<JobOverview>,
    /// The latest runs and skipped ticks, newest first.
    pub recent: Vec<Run>,
    /// Runs that were given up, newest first.
    pub dead: Vec<Run>,
}

/// One job.
#[derive(Clone, Debug, Serialize)]
pub struct JobOverview {
    /// Its schedule and policies.
    pub definition: Definition,
    /// When it is due next; empty when it is switched off.
    pub next: Vec<Timestamp>,
    /// Its latest run or skipped tick.
    pub last: Option<Run>,
}

/// Reads the overview; needs no write access.
///
/// # Errors
/// When the database fails.
pub async fn overview(
    ledger: &RunLedger,
    now: Timestamp,
    recent: u64,
) -> Result<Overview, RunError> {
    let mut jobs = Vec::new();
    for definition in ledger.definitions().await? {
        // A schedule this program cannot read was written by another version: it has no dates here.
        let next = match Schedule::parse(&definition.cron, &definition.tz) {
            Ok(schedule) if definition.enabled => schedule.next(now, NEXT),
            _ => Vec::new(),
        };
        let last = ledger.recent(Some(&definition.name), 1).await?.pop();
        jobs.push(JobOverview {
            definition,
            next,
            last,
        });
    }
    Ok(Overview {
        jobs,
        recent: ledger.recent(None, recent).await?,
        dead: ledger.dead_letters(recent).await?,
    })
}
