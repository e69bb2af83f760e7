//! `targets`: every evening, the public list of target businesses against the register (A09).
//!
//! A snapshot is taken when the list differs from the last one, when a change waits for one, and once
//! for every month that ended; a change that waits too long climbs its ladder (`LIST_UPDATE`). What is
//! due follows from the register and the last snapshot alone, so a day without this program is made
//! good by the next.

use crate::registry::{Context, Done, Job};
use domain::access::Actor;
use store::{Command, Office, OfficeError, runs::Failure};

/// The job of one office.
#[must_use]
pub fn targets(office: Office) -> Job {
    Job::new("targets", "50 23 * * *", "Asia/Tokyo", move |context| {
        compare(office.clone(), context)
    })
}

async fn compare(office: Office, context: Context) -> Result<Done, Failure> {
    let state = office.target_list().await.map_err(|e| failure(&e))?;
    if !state.due {
        return Ok(Done::Finished);
    }
    let actor = Actor::job("targets");
    match office.perform(&actor, Command::PublishTargets).await {
        Ok(_) => {
            context.progress(1, Some(1)).await?;
            Ok(Done::Made(state.list.published(context.now.date()).list))
        }
        // Somebody else published it meanwhile.
        Err(OfficeError::Refused(refusal)) if refusal.code == "targets.unchanged" => {
            Ok(Done::Finished)
        }
        Err(error) => Err(failure(&error)),
    }
}

fn failure(error: &OfficeError) -> Failure {
    Failure {
        code: error.code(),
        permanent: false,
    }
}
