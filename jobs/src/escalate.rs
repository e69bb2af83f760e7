//! `escalate`: every minute, the reminders and escalations that have become due.
//!
//! No open case is scanned: the deadlines carry the instant of their next step, and an index holds only
//! those. Each batch is one transaction of [`Office::escalate`] that begins with the fence check and moves
//! the next steps forward, so the work list is the cursor: a run that was killed goes on where it stood,
//! and a second one finds nothing. A batch holds the ledger's head (on SQLite the whole file), so its size
//! follows the time the last one took.

use crate::registry::{Context, Done, Job};
use domain::access::Actor;
use std::{collections::BTreeSet, time::Duration};
use store::{Office, OfficeError, runs::Failure};
use tokio::time::Instant;

/// The first batch, and the smallest and largest ones.
const FIRST: u64 = 200;
const SMALLEST: u64 = 25;
const LARGEST: u64 = 2_000;
/// The longest a batch should keep other writers waiting.
const HOLD: Duration = Duration::from_millis(100);

/// The job of one office.
#[must_use]
pub fn escalate(office: Office) -> Job {
    Job {
        at_once: true,
        max_attempts: 3,
        ..Job::new("escalate", "* * * * *", "Asia/Tokyo", move |context| {
            sweep(office.clone(), context)
        })
    }
}

async fn sweep(office: Office, context: Context) -> Result<Done, Failure> {
    let actor = Actor::job("escalate");
    let mut limit = FIRST;
    let mut done = 0;
    let mut set_aside = BTreeSet::new();
    while !context.stopping.is_cancelled() {
        let began = Instant::now();
        let swept = office
            .escalate(&actor, limit, Some(&context.lease), &set_aside)
            .await
            .map_err(|error| failure(&error))?;
        set_aside.extend(swept.set_aside);
        if !swept.more {
            return Ok(Done::but(set_aside));
        }
        limit = next_limit(limit, began.elapsed());
        done += i64::try_from(swept.deadlines).unwrap_or(i64::MAX);
        context.progress(done, None).await?;
        // Between two batches whoever waits to write has their turn.
        tokio::task::yield_now().await;
    }
    Ok(Done::Interrupted)
}

fn failure(error: &OfficeError) -> Failure {
    Failure {
        code: error.code(),
        // What is damaged stays damaged; a person must look.
        permanent: error.code() == "ledger.damaged",
    }
}

/// Halves a batch that held the lock too long, doubles one that held it less than half of that.
fn next_limit(limit: u64, held: Duration) -> u64 {
    if held > HOLD {
        (limit / 2).max(SMALLEST)
    } else if held < HOLD / 2 {
        (limit * 2).min(LARGEST)
    } else {
        limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_follows_the_time_the_last_one_took() {
        let ms = Duration::from_millis;
        for (limit, held, next) in [
            (200, 10, 400),
            (200, 70, 200),
            (200, 101, 100),
            (30, 5_000, SMALLEST),
            (1_500, 1, LARGEST),
        ] {
            assert_eq!(next_limit(limit, ms(held)), next);
        }
    }
}
