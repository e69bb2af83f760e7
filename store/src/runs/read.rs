//! Looking at the ledger of runs: the operations page and `kigen jobs list`.

use super::{Attempt, Run, RunError, RunLedger, RunState};
use crate::entity::{job_attempt, job_run};
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

impl RunLedger {
    /// The latest runs and skipped ticks, newest first; of one job or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recent(&self, job: Option<&str>, limit: u64) -> Result<Vec<Run>, RunError> {
        let mut query = job_run::Entity::find();
        if let Some(job) = job {
            query = query.filter(job_run::Column::JobName.eq(job));
        }
        let rows = query
            .order_by_desc(job_run::Column::ScheduledForUs)
            .order_by_asc(job_run::Column::JobName)
            .limit(limit)
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().map(Run::from).collect())
    }

    /// The runs that were given up, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dead_letters(&self, limit: u64) -> Result<Vec<Run>, RunError> {
        let rows = job_run::Entity::find()
            .filter(job_run::Column::State.eq(RunState::Dead))
            .order_by_desc(job_run::Column::FinishedAtUs)
            .order_by_asc(job_run::Column::Id)
            .limit(limit)
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().map(Run::from).collect())
    }

    /// Since when the run that has been due longest waits, of those that are due at `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waits_since(&self, now: Timestamp) -> Result<Option<Timestamp>, RunError> {
        let row = job_run::Entity::find()
            .filter(job_run::Column::State.is_in([RunState::Queued, RunState::Retry]))
            .filter(job_run::Column::RunAfterUs.lte(now.micros()))
            .order_by_asc(job_run::Column::RunAfterUs)
            .one(self.database.read())
            .await?;
        Ok(row.map(|row| Timestamp::from_micros(row.run_after_us)))
    }

    /// One run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, run_id: &str) -> Result<Option<Run>, RunError> {
        let row = job_run::Entity::find_by_id(run_id)
            .one(self.database.read())
            .await?;
        Ok(row.map(Run::from))
    }

    /// The attempts at one run, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempts(&self, run_id: &str) -> Result<Vec<Attempt>, RunError> {
        let rows = job_attempt::Entity::find()
            .filter(job_attempt::Column::RunId.eq(run_id))
            .order_by_asc(job_attempt::Column::Attempt)
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().map(Attempt::from).collect())
    }
}
