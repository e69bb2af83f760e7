//! The ledger of runs: what was due, who does it, how it went.
//!
//! A scheduler that keeps this in memory misses ticks, doubles them and forgets its failures. Here every
//! tick of every schedule is a row, whether it ran or was skipped, and three things make double work
//! harmless, in this order of trust:
//!
//! 1. unique keys: one row per tick, one running row per job;
//! 2. the **fence**, a number that rises with every claim: each transaction with an effect begins with
//!    [`check_fence`], so a holder that was thought dead and wakes up cannot write;
//! 3. the **lease**, which only saves work: it says when another replica may take over.
//!
//! Two clocks are never mixed. What is due, and every instant that is kept, is *business time*: the `now`
//! the caller gives. Who may run is *lease time*: the database's own clock, so that replicas need not
//! agree about the time and a simulated `now` cannot expire a live lease.

mod claim;
mod clock;
mod finish;
mod handle;
mod model;
mod plan;
mod read;

pub use clock::Doubt;
pub(crate) use clock::{believe, doubt_in};
pub use finish::{Ending, Failure, backoff_ms};
pub(crate) use handle::{cancel, requeue, run_in};
pub use model::{
    Attempt, AttemptOutcome, Catchup, Claimed, Definition, JobSpec, Lease, Overlap, PlanStep, Run,
    RunState, Skip,
};

use crate::{
    database::{Database, DatabaseError, Engine, Tx},
    entity::job_run,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr,
};

/// Why the ledger of runs refused.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The run is no longer ours: its lease ran out and somebody else has it, or it is over.
    #[error("run {0} is held by somebody else or is over; this holder must stop")]
    LeaseLost(String),
    /// No job of this name is registered.
    #[error("there is no job `{0}`")]
    UnknownJob(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<DbErr> for RunError {
    fn from(error: DbErr) -> Self {
        Self::Database(DatabaseError::Failed(error))
    }
}

impl RunError {
    /// The stable code under which programs know this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LeaseLost(_) => "job.lease_lost",
            Self::UnknownJob(_) => "job.unknown",
            Self::Database(error) => error.code(),
        }
    }
}

/// The ledger of runs of one database, as one process sees it.
#[derive(Clone, Debug)]
pub struct RunLedger {
    database: Database,
    holder: String,
}

impl RunLedger {
    /// `holder` names this process: random for each start, never the host's name, because replicas
    /// often share one.
    #[must_use]
    pub fn new(database: Database, holder: impl Into<String>) -> Self {
        Self {
            database,
            holder: holder.into(),
        }
    }

    /// The database the ledger lies in.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The name under which this process claims runs.
    #[must_use]
    pub fn holder(&self) -> &str {
        &self.holder
    }
}

/// The database's own clock in microseconds, as an SQL expression.
const fn lease_clock(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "CAST(unixepoch('now', 'subsec') * 1000000 AS INTEGER)",
        Engine::Postgres => "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)",
    }
}

/// Begins an effect: refuses unless `lease` still holds its run. On PostgreSQL the row stays locked until
/// the transaction ends, so nobody takes the run over in between; on SQLite the transaction is alone.
///
/// # Errors
/// [`RunError::LeaseLost`] when the run was taken over or is over. The caller gives up at once.
pub async fn check_fence(tx: &Tx, lease: &Lease) -> Result<(), RunError> {
    let lock = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR SHARE",
    };
    let statement = tx.statement(
        &format!("SELECT 1 FROM job_run WHERE id = $1 AND fence = $2 AND state = 'running'{lock}"),
        [lease.run_id.clone().into(), lease.fence.into()],
    );
    if tx.query_one_raw(statement).await?.is_some() {
        return Ok(());
    }
    tracing::warn!(run = lease.run_id, fence = lease.fence, "fence rejected");
    Err(RunError::LeaseLost(lease.run_id.clone()))
}

/// Ends an effect: keeps where the run stands, in the same transaction, so that a resumed run neither
/// repeats nor omits anything.
///
/// # Errors
/// [`RunError::LeaseLost`] as [`check_fence`].
pub async fn save_cursor(
    tx: &Tx,
    lease: &Lease,
    cursor: &str,
    done_count: i64,
    total_count: Option<i64>,
) -> Result<(), RunError> {
    let done = job_run::Entity::update_many()
        .col_expr(job_run::Column::Cursor, Expr::value(cursor))
        .col_expr(job_run::Column::DoneCount, Expr::value(done_count))
        .col_expr(job_run::Column::TotalCount, Expr::value(total_count))
        .filter(held_by(lease))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(RunError::LeaseLost(lease.run_id.clone()))
    }
}

/// The run of `lease`, as long as that lease holds it.
fn held_by(lease: &Lease) -> sea_orm::sea_query::SimpleExpr {
    job_run::Column::Id
        .eq(&*lease.run_id)
        .and(job_run::Column::Holder.eq(&*lease.holder))
        .and(job_run::Column::Fence.eq(lease.fence))
        .and(job_run::Column::State.eq(RunState::Running))
}
