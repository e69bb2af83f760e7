//! The words of the ledger of runs.

use crate::entity::{job_attempt, job_def, job_run};
use domain::time::Timestamp;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::Serialize;

/// What becomes of ticks that passed while nobody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Catchup {
    /// Each runs, with its true time.
    All,
    /// The last one runs, the others are skipped.
    Latest,
    /// None runs.
    None,
}

/// What becomes of a tick whose predecessor is not over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// It is skipped.
    Skip,
    /// It waits.
    Queue,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Due, waiting for a holder.
    Queued,
    /// Held.
    Running,
    /// Failed or lost; waiting for `run_after`.
    Retry,
    /// Done.
    Succeeded,
    /// Done, except for rows that were set aside.
    SucceededWithErrors,
    /// Given up: attempts spent, or an error that no repetition mends.
    Dead,
    /// Never ran, for the reason given.
    Skipped,
    /// Stopped by a person, for the reason given.
    Cancelled,
}

/// How one attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// The run is done.
    Succeeded,
    /// The run is done, except for rows that were set aside.
    SucceededWithErrors,
    /// It failed and will be tried again.
    Retry,
    /// It failed and will not.
    Dead,
    /// Its holder did not renew the lease.
    LeaseLost,
    /// Its holder was asked to stop and gave it back.
    Released,
}

/// A job as the program knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSpec {
    /// Stable name.
    pub name: String,
    /// When it is due, as a cron expression.
    pub cron: String,
    /// The IANA zone in which `cron` is read.
    pub tz: String,
    /// What becomes of missed ticks.
    pub catchup: Catchup,
    /// Missed ticks older than this are skipped under any policy.
    pub catchup_window_ms: i64,
    /// What becomes of a tick whose predecessor is not over.
    pub overlap: Overlap,
    /// After so many failed attempts the run is dead.
    pub max_attempts: i32,
    /// How long a holder that does not renew keeps others out.
    pub lease_ms: i64,
    /// Destroys or seals: waits while the clock is suspect.
    pub irreversible: bool,
    /// Ticks after this are planned when the job is registered for the first time.
    pub planned_from: Timestamp,
}

/// A job as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// Stable name.
    pub name: String,
    /// When it is due, as a cron expression.
    pub cron: String,
    /// The IANA zone in which `cron` is read.
    pub tz: String,
    /// What becomes of missed ticks.
    pub catchup: Catchup,
    /// Missed ticks older than this are skipped under any policy.
    pub catchup_window_ms: i64,
    /// What becomes of a tick whose predecessor is not over.
    pub overlap: Overlap,
    /// After so many failed attempts the run is dead.
    pub max_attempts: i32,
    /// How long a holder that does not renew keeps others out.
    pub lease_ms: i64,
    /// Destroys or seals.
    pub irreversible: bool,
    /// Switched off by a person: nothing is planned.
    pub enabled: bool,
    /// Rises with every change of the schedule or its policies; a run keeps the one it was planned with.
    pub spec_version: i32,
    /// Every tick up to here has its row.
    pub planned_through: Timestamp,
}

impl From<job_def::Model> for Definition {
    fn from(row: job_def::Model) -> Self {
        Self {
            name: row.name,
            cron: row.cron,
            tz: row.tz,
            catchup: row.catchup,
            catchup_window_ms: row.catchup_window_ms,
            overlap: row.overlap,
            max_attempts: row.max_attempts,
            lease_ms: row.lease_ms,
            irreversible: row.irreversible,
            enabled: row.enabled,
            spec_version: row.spec_version,
            planned_through: Timestamp::from_micros(row.planned_through_us),
        }
    }
}

/// A tick that will not run, or a run of consecutive ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The tick; of several, the last.
    pub at: Timestamp,
    /// How many ticks this row stands for.
    pub ticks: i64,
    /// Why.
    pub reason: String,
}

/// What the ticks of one job in `(from, through]` become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// The job.
    pub name: String,
    /// The watermark the step was computed from; when it has moved, the step is void.
    pub from: Timestamp,
    /// The new watermark.
    pub through: Timestamp,
    /// Ticks that will run.
    pub due: Vec<Timestamp>,
    /// Ticks that will not.
    pub skipped: Vec<Skip>,
}

/// One row of the ledger of runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// `job@instant`.
    pub id: String,
    /// The job.
    pub job: String,
    /// The tick it belongs to.
    pub scheduled_for: Timestamp,
    /// The version of the schedule it was planned with.
    pub spec_version: i32,
    /// Where it stands.
    pub state: RunState,
    /// Attempts begun.
    pub attempt: i32,
    /// Attempts allowed.
    pub max_attempts: i32,
    /// Rises with every claim.
    pub fence: i64,
    /// Not before this (business time).
    pub run_after: Timestamp,
    /// Until when its holder keeps others out (lease time).
    pub lease_until: Option<Timestamp>,
    /// Who holds it.
    pub holder: Option<String>,
    /// Where to resume.
    pub cursor: Option<String>,
    /// Progress.
    pub done_count: i64,
    /// Progress's end where known; of a skipped row, how many ticks it stands for.
    pub total_count: Option<i64>,
    /// The code of the last error.
    pub last_error: Option<String>,
    /// Why it was skipped or cancelled.
    pub reason: Option<String>,
    /// The digest of what it made.
    pub result_sha256: Option<String>,
    /// When it was planned (business time, as the next two).
    pub created_at: Timestamp,
    /// When its first attempt began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

impl From<job_run::Model> for Run {
    fn from(row: job_run::Model) -> Self {
        Self {
            id: row.id,
            job: row.job_name,
            scheduled_for: Timestamp::from_micros(row.scheduled_for_us),
            spec_version: row.spec_version,
            state: row.state,
            attempt: row.attempt,
            max_attempts: row.max_attempts,
            fence: row.fence,
            run_after: Timestamp::from_micros(row.run_after_us),
            lease_until: row.lease_until_us.map(Timestamp::from_micros),
            holder: row.holder,
            cursor: row.cursor,
            done_count: row.done_count,
            total_count: row.total_count,
            last_error: row.last_error,
            reason: row.reason,
            result_sha256: row.result_sha256,
            created_at: Timestamp::from_micros(row.created_at_us),
            started_at: row.started_at_us.map(Timestamp::from_micros),
            finished_at: row.finished_at_us.map(Timestamp::from_micros),
        }
    }
}

/// One attempt at a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// The run.
    pub run_id: String,
    /// Its number, from 1.
    pub attempt: i32,
    /// Who tried.
    pub holder: String,
    /// With which fence.
    pub fence: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended, where it has.
    pub ended_at: Option<Timestamp>,
    /// How it ended, where it has.
    pub outcome: Option<AttemptOutcome>,
    /// The code of its error.
    pub error: Option<String>,
}

impl From<job_attempt::Model> for Attempt {
    fn from(row: job_attempt::Model) -> Self {
        Self {
            run_id: row.run_id,
            attempt: row.attempt,
            holder: row.holder,
            fence: row.fence,
            started_at: Timestamp::from_micros(row.started_at_us),
            ended_at: row.ended_at_us.map(Timestamp::from_micros),
            outcome: row.outcome,
            error: row.error,
        }
    }
}

/// The right to do one run, until somebody else claims it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The run.
    pub run_id: String,
    /// Who holds it.
    pub holder: String,
    /// The number every effect is checked against.
    pub fence: i64,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// How long the right lasts without renewal.
    pub lease_ms: i64,
}

/// A claimed run with the right to do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The run as it stands after the claim.
    pub run: Run,
    /// The right to do it.
    pub lease: Lease,
}
