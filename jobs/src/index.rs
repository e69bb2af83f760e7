//! `index`: brings the blind index of the search up to date after an upgrade.
//!
//! What is written is indexed in its own transaction, so on most days there is nothing to do. A
//! database from before the index, or from before a change of the folding, is gone through in small
//! batches; how far it went stands in the database, so a run that was killed goes on where it stood.

use crate::registry::{Context, Done, Job};
use store::{Office, OfficeError, runs::Failure};

/// Records of one batch: each holds the only writer of SQLite for a few milliseconds.
const BATCH: u32 = 100;

/// The job of one office.
#[must_use]
pub fn index(office: Office) -> Job {
    Job {
        at_once: true,
        ..Job::new("index", "40 * * * *", "Asia/Tokyo", move |context| {
            catch_up(office.clone(), context)
        })
    }
}

async fn catch_up(office: Office, context: Context) -> Result<Done, Failure> {
    let mut state = office.indexed().await.map_err(|e| failure(&e))?;
    while !state.is_complete() {
        if context.stopping.is_cancelled() {
            return Ok(Done::Interrupted);
        }
        state = office
            .index_some(BATCH, Some(&context.lease))
            .await
            .map_err(|e| failure(&e))?;
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        context
            .progress(count(state.done), Some(count(state.total)))
            .await?;
        // Between two batches whoever waits to write has their turn.
        tokio::task::yield_now().await;
    }
    Ok(Done::Finished)
}

fn failure(error: &OfficeError) -> Failure {
    Failure {
        code: error.code(),
        permanent: false,
    }
}
