//! `outbox`: while the office is open (A25), people are told what waits to be told: once a day the
//! digest, else whatever a transaction has put into the outbox. What falls outside of opening hours
//! waits for the next opening.
//!
//! Without a mail server this job does not exist: what is to be told stays where it is, and goes out
//! in one mail for each person when there is one.

use crate::registry::{Context, Done, Job};
use std::{pin::Pin, sync::Arc};
use store::{
    Office, OfficeError,
    mail::{Outgoing, SendFault},
    runs::Failure,
};

/// Rows of the outbox that are addressed in one transaction.
const BATCH: u64 = 500;

/// The code of a fault that is the server's and not the mail's: the next mail would meet it too.
pub const UNREACHABLE: &str = "mail.unreachable";

/// Hands a mail to somebody who delivers it.
pub trait Carrier: Send + Sync + 'static {
    /// Delivers one mail, or says why not.
    fn carry(&self, mail: Outgoing) -> Carried<'_>;
}

/// What carrying a mail gives back.
pub type Carried<'a> = Pin<Box<dyn Future<Output = Result<(), SendFault>> + Send + 'a>>;

/// The job of one office.
#[must_use]
pub fn outbox(office: Office, carrier: Arc<dyn Carrier>) -> Job {
    Job {
        at_once: true,
        // A mail is not taken back.
        irreversible: true,
        ..Job::new("outbox", "* * * * *", "Asia/Tokyo", move |context| {
            tell(office.clone(), Arc::clone(&carrier), context)
        })
    }
}

async fn tell(
    office: Office,
    carrier: Arc<dyn Carrier>,
    context: Context,
) -> Result<Done, Failure> {
    let calendar = office
        .in_force(context.now.date())
        .await
        .map_err(|e| failure(&e))?
        .calendar;
    if !calendar.is_open_at(context.now).unwrap_or(false) {
        return Ok(Done::Finished);
    }
    let lease = Some(&context.lease);
    office.digests(lease).await.map_err(|e| failure(&e))?;
    while office
        .address_mail(BATCH, lease)
        .await
        .map_err(|e| failure(&e))?
        .taken
        == BATCH
    {}
    let mut sent = 0;
    while let Some(mail) = office.next_mail(lease).await.map_err(|e| failure(&e))? {
        let result = carrier.carry(mail.clone()).await;
        office
            .mail_went(lease, &mail, result)
            .await
            .map_err(|e| failure(&e))?;
        sent += i64::from(result.is_ok());
        context.progress(sent, None).await?;
        if result.is_err_and(|fault| fault.code == UNREACHABLE) {
            break;
        }
        if context.stopping.is_cancelled() {
            return Ok(Done::Interrupted);
        }
    }
    Ok(Done::Finished)
}

fn failure(error: &OfficeError) -> Failure {
    Failure {
        code: error.code(),
        permanent: false,
    }
}
