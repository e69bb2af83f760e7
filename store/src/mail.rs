//! Mail: from what a transaction decided to tell to what a person received.
//!
//! A transaction writes a row of the outbox: what happened, by identity. Opening hours permitting, the
//! job `outbox` *addresses* what waits ([`Office::address_mail`]): who plays which part today, who may
//! not know of it, and so one mail for each person, however much there is to tell. Then it *sends*
//! ([`Office::next_mail`], [`Office::mail_went`]). Every step is a transaction behind the fence, so
//! a process that dies repeats at most one mail, under the same Message-ID. The daily *digest*
//! ([`Office::digests`]) follows from the deadlines alone and has no row in the outbox.
//!
//! Operational: what must not be lost is in the ledger; here is only whether people were told of it.

mod address;
mod digest;
mod log;
mod send;

pub use address::Addressed;
pub use log::{Mail, MailCounts};
pub(crate) use log::{failed_in, send_again};
pub use send::{Outgoing, SendFault};

use crate::{
    database::Tx,
    entity::mail,
    office::OfficeError,
    runs::{Lease, check_fence},
};
use domain::{
    chain::Hash,
    clock::Deadline,
    id::AccountId,
    notice::{Line, Notice},
    time::Timestamp,
};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Steps that were reached.
    Escalation,
    /// What a day asks of somebody.
    Digest,
}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// To be sent, perhaps again.
    Waiting,
    /// The mail server took it.
    Sent,
    /// Given up.
    Dead,
    /// There is nobody to tell, or nobody knows their address.
    Unaddressed,
}

impl Kind {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Escalation => "escalation",
            Self::Digest => "digest",
        }
    }

    fn from_code(code: &str) -> Self {
        if code == Self::Digest.code() {
            Self::Digest
        } else {
            Self::Escalation
        }
    }
}

impl MailState {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Unaddressed => "unaddressed",
        }
    }

    fn from_code(code: &str) -> Self {
        [Self::Sent, Self::Dead, Self::Unaddressed]
            .into_iter()
            .find(|state| state.code() == code)
            .unwrap_or(Self::Waiting)
    }
}

/// A transaction with an effect of a job begins with this; whoever is no job has no lease.
async fn fence(tx: &Tx, lease: Option<&Lease>) -> Result<(), OfficeError> {
    match lease {
        Some(lease) => check_fence(tx, lease)
            .await
            .map_err(|_| OfficeError::FenceLost),
        None => Ok(()),
    }
}

/// How a deadline stands in a mail.
fn line(
    (obj, number): (&str, Option<String>),
    deadline: &Deadline,
    now: Timestamp,
    calendar: &domain::calendar::Calendar,
) -> Line {
    Line {
        obj: obj.to_owned(),
        number,
        clock: deadline.clock.clone(),
        last: deadline.due.last,
        urgency: deadline.urgency(now, calendar),
        level: deadline.level(),
    }
}

/// A mail to `account` that waits to be sent. The digest of `name` is its identity and the first half
/// of its Message-ID, so that a repetition is the same mail.
fn fresh(
    name: &str,
    kind: Kind,
    account: Option<AccountId>,
    notice: &Notice,
    now: Timestamp,
) -> Result<mail::ActiveModel, OfficeError> {
    let state = if account.is_some() {
        MailState::Waiting
    } else {
        MailState::Unaddressed
    };
    Ok(mail::ActiveModel {
        id: Set(Hash::of(name.as_bytes()).to_string()),
        account_id: Set(account.map(|id| id.to_string())),
        kind: Set(kind.code().to_owned()),
        day: Set(now.date().to_string()),
        notice: Set(serde_json::to_string(notice)?),
        state: Set(state.code().to_owned()),
        attempts: Set(0),
        next_at_us: Set(now.micros()),
        last_error: Set(account.is_none().then(|| "mail.nobody".to_owned())),
        created_at_us: Set(now.micros()),
        sent_at_us: Set(None),
    })
}

/// Keeps these mails; one that is there already stays as it is. How many are new.
async fn keep(tx: &Tx, mails: Vec<mail::ActiveModel>) -> Result<u64, OfficeError> {
    let mut kept = 0;
    for some in mails.chunks(400) {
        kept += mail::Entity::insert_many(some.to_vec())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(kept)
}
