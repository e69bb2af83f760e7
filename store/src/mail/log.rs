//! What the operations page shows of the mail: what waits, what went, what could not go.

use super::{Kind, MailState};
use crate::{
    database::{DatabaseError, Tx},
    entity::{mail, outbox},
    office::{Office, OfficeError},
};
use domain::{id::AccountId, time::Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

/// One mail, without what it says and without an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its identity.
    pub id: String,
    /// To whom; nobody when there was nobody to tell.
    pub account: Option<AccountId>,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it is tried again.
    pub next_at: Option<Timestamp>,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailCounts {
    /// Rows of the outbox that nobody has taken, and mails that wait.
    pub waiting: u64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
    /// Mails sent within a day.
    pub sent_within_a_day: u64,
    /// Mails given up.
    pub dead: u64,
    /// Mails for which there was nobody, or no address.
    pub unaddressed: u64,
}

impl Office {
    /// The latest mails, those that could not go first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn mail_log(&self, limit: u64) -> Result<Vec<Mail>, OfficeError> {
        let failed = [MailState::Dead.code(), MailState::Unaddressed.code()];
        let latest = |failing: bool| {
            let find = mail::Entity::find();
            let find = if failing {
                find.filter(mail::Column::State.is_in(failed))
            } else {
                find.filter(mail::Column::State.is_not_in(failed))
            };
            find.order_by_desc(mail::Column::CreatedAtUs)
                .order_by_desc(mail::Column::Id)
                .limit(limit)
        };
        let mut rows = latest(true).all(self.database().read()).await?;
        rows.extend(latest(false).all(self.database().read()).await?);
        Ok(rows.into_iter().map(shown).collect())
    }

    /// How much waits, went and could not go.
    ///
    /// # Errors
    /// The database failed.
    pub async fn mail_counts(&self) -> Result<MailCounts, OfficeError> {
        let read = self.database().read();
        let in_state =
            |state: MailState| mail::Entity::find().filter(mail::Column::State.eq(state.code()));
        let untaken = || outbox::Entity::find().filter(outbox::Column::TakenAtUs.is_null());
        let first = untaken()
            .order_by_asc(outbox::Column::CreatedAtUs)
            .one(read)
            .await?
            .map(|row| row.created_at_us);
        let oldest = in_state(MailState::Waiting)
            .order_by_asc(mail::Column::CreatedAtUs)
            .one(read)
            .await?
            .map(|row| row.created_at_us);
        let a_day_ago = self.now().plus_seconds(-86_400).micros();
        Ok(MailCounts {
            waiting: untaken().count(read).await?
                + in_state(MailState::Waiting).count(read).await?,
            oldest: first
                .into_iter()
                .chain(oldest)
                .min()
                .map(Timestamp::from_micros),
            sent_within_a_day: in_state(MailState::Sent)
                .filter(mail::Column::SentAtUs.gte(a_day_ago))
                .count(read)
                .await?,
            dead: in_state(MailState::Dead).count(read).await?,
            unaddressed: in_state(MailState::Unaddressed).count(read).await?,
        })
    }
}

/// Whether a mail could not go, though there is somebody to receive it; none when there is no such mail.
pub(crate) async fn failed_in(tx: &Tx, id: &str) -> Result<Option<bool>, DatabaseError> {
    let row = mail::Entity::find_by_id(id).one(&**tx).await?;
    Ok(row.map(|row| {
        let state = MailState::from_code(&row.state);
        row.account_id.is_some() && matches!(state, MailState::Dead | MailState::Unaddressed)
    }))
}

/// Lets a mail be tried again.
pub(crate) async fn send_again(tx: &Tx, id: &str, now: Timestamp) -> Result<(), DatabaseError> {
    mail::ActiveModel {
        id: Set(id.to_owned()),
        state: Set(MailState::Waiting.code().to_owned()),
        next_at_us: Set(now.micros()),
        ..Default::default()
    }
    .update(&**tx)
    .await?;
    Ok(())
}

fn shown(row: mail::Model) -> Mail {
    let state = MailState::from_code(&row.state);
    Mail {
        account: row.account_id.and_then(|id| id.parse().ok()).map(AccountId),
        id: row.id,
        kind: Kind::from_code(&row.kind),
        state,
        attempts: row.attempts.unsigned_abs(),
        error: row.last_error,
        created_at: Timestamp::from_micros(row.created_at_us),
        next_at: (state == MailState::Waiting).then(|| Timestamp::from_micros(row.next_at_us)),
        sent_at: row.sent_at_us.map(Timestamp::from_micros),
    }
}
