//! Registering jobs and planning their ticks.

use super::{Catchup, Definition, JobSpec, Overlap, PlanStep, RunError, RunLedger, RunState};
use crate::{
    database::Tx,
    entity::{job_def, job_run},
};
use domain::time::Timestamp;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};

/// Rows per INSERT: SQLite allows 32,766 values in one statement.
const ROWS_PER_INSERT: usize = 200;

impl RunLedger {
    /// Makes the program's jobs known. A new job's watermark is its `planned_from`. A changed schedule gets the next `spec_version` and keeps its watermark and
    /// whether a person has switched it off. Jobs the program no longer knows stay as they are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register(&self, jobs: &[JobSpec], now: Timestamp) -> Result<(), RunError> {
        let tx = self.database.write().await?;
        for job in jobs {
            let known = job_def::Entity::find_by_id(&*job.name).lock_exclusive();
            let known = known.one(&*tx).await?;
            match known {
                None => {
                    // Two replicas may start at once: the second finds nothing to do.
                    job_def::Entity::insert(first_row(job, now).into_active_model())
                        .on_conflict(
                            OnConflict::column(job_def::Column::Name)
                                .do_nothing()
                                .to_owned(),
                        )
                        .exec_without_returning(&*tx)
                        .await?;
                }
                Some(row) if differs(&row, job) => {
                    let mut changed = first_row(job, now);
                    changed.enabled = row.enabled;
                    changed.spec_version = row.spec_version + 1;
                    changed.planned_through_us = row.planned_through_us;
                    changed.into_active_model().reset_all().update(&*tx).await?;
                }
                Some(_) => {}
            }
        }
        Ok(tx.commit().await?)
    }

    /// Every registered job, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn definitions(&self) -> Result<Vec<Definition>, RunError> {
        let rows = job_def::Entity::find()
            .order_by_asc(job_def::Column::Name)
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().map(Definition::from).collect())
    }

    /// Writes planned ticks as rows and moves the watermarks, all in one transaction. A step whose
    /// watermark has moved meanwhile is void: another replica has planned those ticks. Returns how many
    /// ticks were queued.
    ///
    /// # Errors
    /// When the database fails; nothing is planned then.
    pub async fn plan(&self, steps: &[PlanStep], now: Timestamp) -> Result<usize, RunError> {
        if steps.is_empty() {
            return Ok(0);
        }
        let tx = self.database.write().await?;
        let mut queued = 0;
        for step in steps {
            queued += plan_one(&tx, step, now).await?;
        }
        tx.commit().await?;
        Ok(queued)
    }

    /// Queues one run by hand, outside the schedule. A run of the same job for the same instant that is
    /// over, or was skipped, is queued again; one that is not over stays as it is. Returns its id.
    ///
    /// # Errors
    /// [`RunError::UnknownJob`].
    pub async fn enqueue(
        &self,
        job: &str,
        scheduled_for: Timestamp,
        reason: &str,
        now: Timestamp,
    ) -> Result<String, RunError> {
        let tx = self.database.write().await?;
        let definition = job_def::Entity::find_by_id(job).one(&*tx).await?;
        let definition = definition.ok_or_else(|| RunError::UnknownJob(job.to_owned()))?;
        let id = run_id(job, scheduled_for);
        let known = job_run::Entity::find_by_id(&*id).lock_exclusive();
        match known.one(&*tx).await? {
            None => {
                let mut row = row(&definition, scheduled_for, now);
                row.reason = Some(reason.to_owned());
                insert(&tx, vec![row]).await?;
            }
            Some(row) => {
                if !matches!(
                    row.state,
                    RunState::Queued | RunState::Running | RunState::Retry
                ) {
                    let attempts = row.attempt + definition.max_attempts;
                    let mut row = row.into_active_model();
                    row.state = Set(RunState::Queued);
                    row.max_attempts = Set(attempts);
                    row.run_after_us = Set(now.micros());
                    row.total_count = Set(None);
                    row.reason = Set(Some(reason.to_owned()));
                    row.finished_at_us = Set(None);
                    row.update(&*tx).await?;
                }
            }
        }
        tx.commit().await?;
        Ok(id)
    }
}

async fn plan_one(tx: &Tx, step: &PlanStep, now: Timestamp) -> Result<usize, RunError> {
    // The watermark first: on PostgreSQL it also makes a second planner wait here.
    let moved = job_def::Entity::update_many()
        .col_expr(
            job_def::Column::PlannedThroughUs,
            Expr::value(step.through.micros()),
        )
        .filter(job_def::Column::Name.eq(&*step.name))
        .filter(job_def::Column::PlannedThroughUs.eq(step.from.micros()))
        .exec(&**tx)
        .await?;
    if moved.rows_affected == 0 {
        return Ok(0);
    }
    let definition = job_def::Entity::find_by_id(&*step.name).one(&**tx).await?;
    let Some(definition) = definition else {
        return Ok(0);
    };
    // `retry` counts as not over: its next attempt does the same work, and a job that fails every minute
    // shall end in one dead letter, not in one per minute.
    let occupied = definition.overlap == Overlap::Skip
        && definition.catchup != Catchup::All
        && !step.due.is_empty()
        && job_run::Entity::find()
            .filter(job_run::Column::JobName.eq(&*step.name))
            .filter(job_run::Column::State.is_in([
                RunState::Queued,
                RunState::Running,
                RunState::Retry,
            ]))
            .count(&**tx)
            .await?
            > 0;
    let mut rows = Vec::with_capacity(step.due.len() + step.skipped.len());
    for skip in &step.skipped {
        let mut row = row(&definition, skip.at, now);
        row.state = RunState::Skipped;
        row.total_count = (skip.ticks > 1).then_some(skip.ticks);
        row.reason = Some(skip.reason.clone());
        row.finished_at_us = Some(now.micros());
        rows.push(row);
    }
    for at in &step.due {
        let mut row = row(&definition, *at, now);
        if occupied {
            row.state = RunState::Skipped;
            row.reason = Some("the run before it is not over".to_owned());
            row.finished_at_us = Some(now.micros());
        }
        rows.push(row);
    }
    insert(tx, rows).await?;
    Ok(if occupied { 0 } else { step.due.len() })
}

async fn insert(tx: &Tx, rows: Vec<job_run::Model>) -> Result<(), RunError> {
    for batch in rows.chunks(ROWS_PER_INSERT) {
        let batch = batch
            .iter()
            .cloned()
            .map(IntoActiveModel::into_active_model);
        job_run::Entity::insert_many(batch)
            .on_conflict(
                OnConflict::columns([job_run::Column::JobName, job_run::Column::ScheduledForUs])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(())
}

/// The tick names the run: no randomness, and the same tick can never have two.
fn run_id(job: &str, scheduled_for: Timestamp) -> String {
    format!("{job}@{scheduled_for}")
}

fn row(definition: &job_def::Model, scheduled_for: Timestamp, now: Timestamp) -> job_run::Model {
    job_run::Model {
        id: run_id(&definition.name, scheduled_for),
        job_name: definition.name.clone(),
        scheduled_for_us: scheduled_for.micros(),
        spec_version: definition.spec_version,
        state: RunState::Queued,
        attempt: 0,
        max_attempts: definition.max_attempts,
        fence: 0,
        run_after_us: scheduled_for.micros(),
        lease_until_us: None,
        holder: None,
        cursor: None,
        done_count: 0,
        total_count: None,
        last_error: None,
        reason: None,
        result_sha256: None,
        created_at_us: now.micros(),
        started_at_us: None,
        finished_at_us: None,
    }
}

fn first_row(job: &JobSpec, now: Timestamp) -> job_def::Model {
    job_def::Model {
        name: job.name.clone(),
        cron: job.cron.clone(),
        tz: job.tz.clone(),
        catchup: job.catchup,
        catchup_window_ms: job.catchup_window_ms,
        overlap: job.overlap,
        max_attempts: job.max_attempts,
        lease_ms: job.lease_ms,
        irreversible: job.irreversible,
        enabled: true,
        spec_version: 1,
        planned_through_us: job.planned_from.micros(),
        updated_by: "program".to_owned(),
        updated_at_us: now.micros(),
    }
}

fn differs(row: &job_def::Model, job: &JobSpec) -> bool {
    row.cron != job.cron
        || row.tz != job.tz
        || row.catchup != job.catchup
        || row.catchup_window_ms != job.catchup_window_ms
        || row.overlap != job.overlap
        || row.max_attempts != job.max_attempts
        || row.lease_ms != job.lease_ms
        || row.irreversible != job.irreversible
}
