//! How an attempt ends: done, to be tried again, given up, or given back.

use super::{AttemptOutcome, Lease, RunError, RunLedger, RunState, claim::end_attempt, held_by};
use crate::{database::DatabaseError, entity::job_run};
use domain::time::Timestamp;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::Expr,
};

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// A stable code. Never a text made from data: errors of jobs are read by people who may not see
    /// personal data.
    pub code: &'static str,
    /// Whether repeating cannot help.
    pub permanent: bool,
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        Self {
            code: error.code(),
            permanent: false,
        }
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        Self {
            code: error.code(),
            permanent: false,
        }
    }
}

/// How the work of a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All of it is done; the digest of what it made, where it made something.
    Succeeded {
        /// Lower-case hexadecimal SHA-256.
        result_sha256: Option<String>,
    },
    /// All of it is done but these, which wait for a person.
    SucceededWithErrors {
        /// Their identities.
        set_aside: Vec<String>,
    },
    /// It failed.
    Failed(Failure),
    /// It was interrupted by a stop of the process; its attempt does not count.
    Released,
}

/// The pause before the next attempt in milliseconds: 15 s, 30 s, 60 s … at most one hour, ±20 %.
///
/// `attempt` is the one that failed, from 1; `random` spreads the pauses of runs that failed together.
///
/// ```
/// use store::runs::backoff_ms;
/// assert_eq!(backoff_ms(1, u64::MAX / 2), 15_000);
/// assert_eq!(backoff_ms(1, 0), 12_000);
/// assert_eq!(backoff_ms(40, u64::MAX), 4_320_000);
/// ```
#[must_use]
pub fn backoff_ms(attempt: i32, random: u64) -> i64 {
    let doublings = attempt.clamp(1, 9) - 1;
    let base = (15_000_i64 << doublings).min(3_600_000);
    let permille =
        800 + i64::try_from(u128::from(random) * 401 / (u128::from(u64::MAX) + 1)).unwrap_or(200);
    base * permille / 1_000
}

/// The most things set aside that a run names; how many there were besides follows them.
const NAMED_AT_MOST: usize = 20;

impl RunLedger {
    /// Notes how the attempt ended and lets the run go. Returns the state it is in now. `random` is only
    /// used for the pause before another attempt.
    ///
    /// # Errors
    /// [`RunError::LeaseLost`] when somebody else has taken the run over: then theirs is the ending that
    /// counts.
    pub async fn finish(
        &self,
        lease: &Lease,
        ending: &Ending,
        random: u64,
        now: Timestamp,
    ) -> Result<RunState, RunError> {
        let tx = self.database.write().await?;
        let run = job_run::Entity::find()
            .filter(held_by(lease))
            // Nobody may take the run over between this look and the update.
            .lock_exclusive()
            .one(&*tx)
            .await?;
        let run = run.ok_or_else(|| RunError::LeaseLost(lease.run_id.clone()))?;
        let attempts_spent = run.attempt >= run.max_attempts;
        let max_attempts = run.max_attempts;
        let (state, outcome, error, run_after) = match ending {
            Ending::Succeeded { .. } => {
                (RunState::Succeeded, AttemptOutcome::Succeeded, None, None)
            }
            Ending::SucceededWithErrors { .. } => (
                RunState::SucceededWithErrors,
                AttemptOutcome::SucceededWithErrors,
                Some("job.set_aside"),
                None,
            ),
            Ending::Released => (RunState::Retry, AttemptOutcome::Released, None, Some(now)),
            Ending::Failed(failure) if failure.permanent || attempts_spent => (
                RunState::Dead,
                AttemptOutcome::Dead,
                Some(failure.code),
                None,
            ),
            Ending::Failed(failure) => {
                let pause = backoff_ms(lease.attempt, random);
                let run_after = now.plus_micros(pause * 1_000);
                (
                    RunState::Retry,
                    AttemptOutcome::Retry,
                    Some(failure.code),
                    Some(run_after),
                )
            }
        };
        let mut run = run.into_active_model();
        run.state = Set(state);
        run.holder = Set(None);
        run.lease_until_us = Set(None);
        if let Some(error) = error {
            run.last_error = Set(Some(error.to_owned()));
        }
        if let Ending::Succeeded { result_sha256 } = ending {
            run.result_sha256 = Set(result_sha256.clone());
        }
        if let Ending::SucceededWithErrors { set_aside } = ending {
            let more = set_aside.len().saturating_sub(NAMED_AT_MOST);
            let mut named: Vec<String> = set_aside.iter().take(NAMED_AT_MOST).cloned().collect();
            if more > 0 {
                named.push(format!("+{more}"));
            }
            run.reason = Set(Some(named.join(" ")));
        }
        match run_after {
            Some(at) => run.run_after_us = Set(at.micros()),
            None => run.finished_at_us = Set(Some(now.micros())),
        }
        if *ending == Ending::Released {
            // The attempt keeps its number, so one more is allowed instead of counting back.
            run.max_attempts = Set(max_attempts + 1);
        }
        run.update(&*tx).await?;
        end_attempt(&tx, &lease.run_id, lease.attempt, outcome, error, now).await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Notes how far the run is, outside any effect.
    ///
    /// # Errors
    /// [`RunError::LeaseLost`] when it is no longer ours.
    pub async fn progress(
        &self,
        lease: &Lease,
        done_count: i64,
        total_count: Option<i64>,
    ) -> Result<(), RunError> {
        let tx = self.database.write().await?;
        let noted = job_run::Entity::update_many()
            .col_expr(job_run::Column::DoneCount, Expr::value(done_count))
            .col_expr(job_run::Column::TotalCount, Expr::value(total_count))
            .filter(held_by(lease))
            .exec(&*tx)
            .await?;
        if noted.rows_affected == 0 {
            return Err(RunError::LeaseLost(lease.run_id.clone()));
        }
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::backoff_ms;

    #[test]
    fn the_pause_doubles_up_to_an_hour_and_stays_within_a_fifth() {
        for (attempt, base) in [
            (1, 15),
            (2, 30),
            (3, 60),
            (8, 1_920),
            (9, 3_600),
            (30, 3_600),
        ] {
            let base = base * 1_000;
            assert_eq!(backoff_ms(attempt, 0), base * 8 / 10);
            assert_eq!(backoff_ms(attempt, u64::MAX), base * 12 / 10);
            let middle = backoff_ms(attempt, u64::MAX / 2);
            assert!((base - middle).abs() <= base / 500);
        }
    }
}
