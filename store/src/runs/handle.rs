//! What an administrator does to one run, in the transaction that records it.

use super::{AttemptOutcome, RunState, claim::end_attempt};
use crate::{
    database::{DatabaseError, Tx},
    entity::{job_def, job_run},
};
use domain::time::Timestamp;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};

/// The run, which nobody else changes until the transaction ends.
pub(crate) async fn run_in(tx: &Tx, id: &str) -> Result<Option<job_run::Model>, DatabaseError> {
    Ok(job_run::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?)
}

/// Queues a run again with as many attempts as its job has.
pub(crate) async fn requeue(
    tx: &Tx,
    run: job_run::Model,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let definition = job_def::Entity::find_by_id(&*run.job_name)
        .one(&**tx)
        .await?;
    let more = definition.map_or(1, |definition| definition.max_attempts);
    let attempts = run.attempt + more;
    let mut run = run.into_active_model();
    run.state = Set(RunState::Queued);
    run.max_attempts = Set(attempts);
    run.run_after_us = Set(now.micros());
    run.finished_at_us = Set(None);
    run.update(&**tx).await?;
    Ok(())
}

/// Takes a run away from whoever holds it: the fence rejects what they still write, and their next
/// renewal tells them to stop.
pub(crate) async fn cancel(
    tx: &Tx,
    run: job_run::Model,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    if run.state == RunState::Running {
        end_attempt(
            tx,
            &run.id,
            run.attempt,
            AttemptOutcome::Released,
            None,
            now,
        )
        .await?;
    }
    let mut run = run.into_active_model();
    run.state = Set(RunState::Cancelled);
    run.holder = Set(None);
    run.lease_until_us = Set(None);
    run.finished_at_us = Set(Some(now.micros()));
    run.update(&**tx).await?;
    Ok(())
}
