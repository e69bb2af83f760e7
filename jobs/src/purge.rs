//! `purge`: every night, the pictures of identity papers whose time is over are destroyed (A27).
//!
//! What is due follows from the cases alone, so a night without this program is made good by the next.

use crate::registry::{Context, Done, Job};
use domain::access::Actor;
use store::{Office, OfficeError, runs::Failure};

/// The job of one office.
#[must_use]
pub fn purge(office: Office) -> Job {
    Job {
        irreversible: true,
        ..Job::new("purge", "10 3 * * *", "Asia/Tokyo", move |context| {
            destroy(office.clone(), context)
        })
    }
}

async fn destroy(office: Office, context: Context) -> Result<Done, Failure> {
    let actor = Actor::job("purge");
    let today = office.now().date();
    let mut due = office.kept_images().await.map_err(|e| failure(&e))?;
    due.retain(|image| image.is_past(today));
    let total = i64::try_from(due.len()).unwrap_or(i64::MAX);
    for (done, image) in (1..).zip(due) {
        if context.stopping.is_cancelled() {
            return Ok(Done::Interrupted);
        }
        office
            .purge_image(&actor, image)
            .await
            .map_err(|e| failure(&e))?;
        context.progress(done, Some(total)).await?;
    }
    Ok(Done::Finished)
}

fn failure(error: &OfficeError) -> Failure {
    Failure {
        code: error.code(),
        permanent: false,
    }
}
