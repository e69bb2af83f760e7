//! Taking runs over: expired leases, claims, renewals.

use super::{AttemptOutcome, Claimed, Lease, Run, RunError, RunLedger, RunState, lease_clock};
use crate::{
    database::{Engine, Tx},
    entity::{job_attempt, job_run},
};
use domain::time::Timestamp;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait,
    FromQueryResult, IntoActiveModel, QueryFilter, SqlErr, Value, sea_query::Expr,
};

/// How often a claim that met another claimer of the same job looks again before it waits for the next
/// wake-up.
const TRIES: usize = 4;

impl RunLedger {
    /// Gives up the leases whose holders have not renewed them: such a run may be claimed at once, or is
    /// dead when its attempts are spent. Returns how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expire(&self, now: Timestamp) -> Result<usize, RunError> {
        let clock = lease_clock(self.database.engine());
        self.give_up(&format!("lease_until_us < {clock}"), [], now)
            .await
    }

    /// Gives up the runs that a process before this one left behind, at once. Only on SQLite, where
    /// holding the file for writing proves that whoever else held a run is dead; on PostgreSQL it
    /// may be alive on another host, and its lease must run out. Called when a process starts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inherit(&self, now: Timestamp) -> Result<usize, RunError> {
        match self.database.engine() {
            Engine::Sqlite => {
                self.give_up("holder <> $1", [self.holder.clone().into()], now)
                    .await
            }
            Engine::Postgres => Ok(0),
        }
    }

    /// Gives up the running runs that fit `condition`.
    async fn give_up<const N: usize>(
        &self,
        condition: &str,
        values: [Value; N],
        now: Timestamp,
    ) -> Result<usize, RunError> {
        let tx = self.database.write().await?;
        let lock = match tx.engine() {
            Engine::Sqlite => "",
            Engine::Postgres => " FOR UPDATE SKIP LOCKED",
        };
        let statement = tx.statement(
            &format!("SELECT * FROM job_run WHERE state = 'running' AND {condition}{lock}"),
            values,
        );
        let expired = job_run::Model::find_by_statement(statement)
            .all(&*tx)
            .await?;
        let count = expired.len();
        for run in expired {
            tracing::warn!(run = run.id, fence = run.fence, "a run was given up");
            end_attempt(
                &tx,
                &run.id,
                run.attempt,
                AttemptOutcome::LeaseLost,
                None,
                now,
            )
            .await?;
            let dead = run.attempt >= run.max_attempts;
            let mut run = run.into_active_model();
            run.state = Set(if dead {
                RunState::Dead
            } else {
                RunState::Retry
            });
            run.finished_at_us = Set(dead.then_some(now.micros()));
            run.last_error = Set(Some("job.lease_lost".to_owned()));
            run.run_after_us = Set(now.micros());
            run.holder = Set(None);
            run.lease_until_us = Set(None);
            run.update(&*tx).await?;
        }
        if count == 0 {
            tx.rollback().await?;
        } else {
            tx.commit().await?;
        }
        Ok(count)
    }

    /// Claims the run of one of `jobs` that has been due longest, or none. Only jobs this program has a
    /// body for may be named: during an upgrade another replica may know more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim(&self, jobs: &[&str], now: Timestamp) -> Result<Option<Claimed>, RunError> {
        if jobs.is_empty() {
            return Ok(None);
        }
        for _ in 0..TRIES {
            let tx = self.database.write().await?;
            match self.claim_in(&tx, jobs, now).await {
                Ok(Some(claimed)) => {
                    tx.commit().await?;
                    return Ok(Some(claimed));
                }
                Ok(None) => {
                    tx.rollback().await?;
                    return Ok(None);
                }
                // Two replicas took two runs of one job at once; the index let one of them through.
                Err(error)
                    if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
                {
                    tx.rollback().await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    async fn claim_in(
        &self,
        tx: &Tx,
        jobs: &[&str],
        now: Timestamp,
    ) -> Result<Option<Claimed>, DbErr> {
        let clock = lease_clock(tx.engine());
        let lock = match tx.engine() {
            Engine::Sqlite => "",
            Engine::Postgres => " FOR UPDATE OF r SKIP LOCKED",
        };
        let names: Vec<String> = (0..jobs.len()).map(|i| format!("${}", i + 3)).collect();
        let sql = format!(
            "UPDATE job_run SET state = 'running', attempt = attempt + 1, fence = fence + 1, holder = $1,
                lease_until_us = {clock} + 1000 * (SELECT d.lease_ms FROM job_def d WHERE d.name = job_run.job_name),
                started_at_us = COALESCE(started_at_us, $2)
             WHERE id = (
                SELECT r.id FROM job_run r
                WHERE r.state IN ('queued', 'retry') AND r.run_after_us <= $2 AND r.job_name IN ({})
                  AND NOT EXISTS (SELECT 1 FROM job_run x WHERE x.job_name = r.job_name AND x.state = 'running')
                ORDER BY r.run_after_us, r.id LIMIT 1{lock}
             ) AND state IN ('queued', 'retry')
             RETURNING *, (SELECT d.lease_ms FROM job_def d WHERE d.name = job_run.job_name) AS lease_ms",
            names.join(", ")
        );
        let values = [self.holder.clone().into(), now.micros().into()]
            .into_iter()
            .chain(jobs.iter().map(|name| Value::from(*name)));
        let Some(row) = tx.query_one_raw(tx.statement(&sql, values)).await? else {
            return Ok(None);
        };
        let run = Run::from(job_run::Model::from_query_result(&row, "")?);
        let lease = Lease {
            run_id: run.id.clone(),
            holder: self.holder.clone(),
            fence: run.fence,
            attempt: run.attempt,
            lease_ms: row.try_get("", "lease_ms")?,
        };
        job_attempt::Entity::insert(job_attempt::ActiveModel {
            run_id: Set(lease.run_id.clone()),
            attempt: Set(lease.attempt),
            holder: Set(lease.holder.clone()),
            fence: Set(lease.fence),
            started_at_us: Set(now.micros()),
            ..Default::default()
        })
        .exec_without_returning(&**tx)
        .await?;
        Ok(Some(Claimed { run, lease }))
    }

    /// Keeps a run for another lease.
    ///
    /// # Errors
    /// [`RunError::LeaseLost`] when it is no longer ours. On *any* error the holder stops at once.
    pub async fn renew(&self, lease: &Lease) -> Result<(), RunError> {
        let tx = self.database.write().await?;
        let clock = lease_clock(tx.engine());
        let statement = tx.statement(
            &format!(
                "UPDATE job_run SET lease_until_us = {clock} + $1
                 WHERE id = $2 AND holder = $3 AND fence = $4 AND state = 'running'"
            ),
            [
                (lease.lease_ms * 1_000).into(),
                lease.run_id.clone().into(),
                lease.holder.clone().into(),
                lease.fence.into(),
            ],
        );
        if tx.execute_raw(statement).await?.rows_affected() == 0 {
            return Err(RunError::LeaseLost(lease.run_id.clone()));
        }
        Ok(tx.commit().await?)
    }
}

pub(super) async fn end_attempt(
    tx: &Tx,
    run_id: &str,
    attempt: i32,
    outcome: AttemptOutcome,
    error: Option<&str>,
    now: Timestamp,
) -> Result<(), DbErr> {
    job_attempt::Entity::update_many()
        .col_expr(job_attempt::Column::EndedAtUs, Expr::value(now.micros()))
        .col_expr(
            job_attempt::Column::Outcome,
            Expr::value(Some(sea_orm::ActiveEnum::into_value(outcome))),
        )
        .col_expr(job_attempt::Column::Error, Expr::value(error))
        .filter(job_attempt::Column::RunId.eq(run_id))
        .filter(job_attempt::Column::Attempt.eq(attempt))
        .exec(&**tx)
        .await?;
    Ok(())
}
