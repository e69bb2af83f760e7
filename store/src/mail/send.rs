//! Sending: one mail after another, each attempt noted before it is made.

use super::{Kind, MailState, fence};
use crate::{
    database::Tx,
    entity::{mail, mail_attempt},
    office::{Office, OfficeError, load_account},
    runs::{Lease, backoff_ms},
    source::random,
};
use domain::{
    account::Account,
    code::Class,
    id::{AccountId, Obj},
    notice::Notice,
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

/// After so many failed attempts a mail is given up: with the growing pauses that is half a day.
const ATTEMPTS_AT_MOST: i32 = 20;

/// How long an attempt that was begun keeps the mail from being tried again, when nobody says how
/// it ended.
const ATTEMPT_SECONDS: i64 = 5 * 60;

/// A mail to be sent now.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Its identity; the first half of its Message-ID.
    pub id: String,
    /// What it is about.
    pub kind: Kind,
    /// To whom.
    pub account: AccountId,
    /// The member whose contact that is.
    pub contact: bool,
    /// Where they receive mail.
    pub address: String,
    /// What it says.
    pub notice: Notice,
    /// When it was written.
    pub written_at: Timestamp,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// Why a mail was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendFault {
    /// A stable code; never what the server said, which may repeat an address.
    pub code: &'static str,
    /// Whether repeating cannot help.
    pub permanent: bool,
}

impl Office {
    /// The mail that has waited longest, with the attempt noted; none when nothing is due. A mail
    /// whose account was closed is given up, one without an address waits for nobody.
    ///
    /// # Errors
    /// The lease was lost, or the database failed.
    pub async fn next_mail(&self, lease: Option<&Lease>) -> Result<Option<Outgoing>, OfficeError> {
        let now = self.now();
        loop {
            let tx = self.database().write().await?;
            fence(&tx, lease).await?;
            let due = mail::Entity::find()
                .filter(mail::Column::State.eq(MailState::Waiting.code()))
                .filter(mail::Column::NextAtUs.lte(now.micros()))
                .order_by_asc(mail::Column::NextAtUs)
                .order_by_asc(mail::Column::Id)
                .one(&*tx)
                .await?;
            let Some(row) = due else {
                tx.rollback().await?;
                return Ok(None);
            };
            let account = self.receiver(&tx, row.account_id.as_deref()).await?;
            let address = match &account {
                Some(account) => self.address_of(account).await?,
                None => None,
            };
            let (Some(account), Some(address)) = (&account, address) else {
                let (state, error) = match account {
                    Some(_) => (MailState::Unaddressed, "mail.no_address"),
                    None => (MailState::Dead, "mail.account_closed"),
                };
                let mut row = row.into_active_model();
                row.state = Set(state.code().to_owned());
                row.last_error = Set(Some(error.to_owned()));
                row.update(&*tx).await?;
                tx.commit().await?;
                continue;
            };
            let outgoing = Outgoing {
                id: row.id.clone(),
                kind: Kind::from_code(&row.kind),
                account: account.id,
                contact: account.member.is_some(),
                address,
                notice: serde_json::from_str(&row.notice)?,
                written_at: Timestamp::from_micros(row.created_at_us),
                attempt: row.attempts + 1,
            };
            mail_attempt::Entity::insert(mail_attempt::ActiveModel {
                mail_id: Set(row.id.clone()),
                attempt: Set(outgoing.attempt),
                began_at_us: Set(now.micros()),
                ended_at_us: Set(None),
                error: Set(None),
            })
            .exec_without_returning(&*tx)
            .await?;
            let mut row = row.into_active_model();
            row.attempts = Set(outgoing.attempt);
            row.next_at_us = Set(now.plus_seconds(ATTEMPT_SECONDS).micros());
            row.update(&*tx).await?;
            tx.commit().await?;
            return Ok(Some(outgoing));
        }
    }

    /// Notes how an attempt went. What can be tried again is, after a pause that grows.
    ///
    /// # Errors
    /// The lease was lost, or the database failed: then the attempt is repeated, and whoever
    /// received it already sees the same Message-ID.
    pub async fn mail_went(
        &self,
        lease: Option<&Lease>,
        sent: &Outgoing,
        result: Result<(), SendFault>,
    ) -> Result<MailState, OfficeError> {
        let now = self.now();
        let chance = u64::from_be_bytes(random::<8>()?);
        let tx = self.database().write().await?;
        fence(&tx, lease).await?;
        let state = match result {
            Ok(()) => MailState::Sent,
            Err(fault) if fault.permanent || sent.attempt >= ATTEMPTS_AT_MOST => MailState::Dead,
            Err(_) => MailState::Waiting,
        };
        let error = result.err().map(|fault| fault.code.to_owned());
        let pause = backoff_ms(sent.attempt, chance) * 1_000;
        mail_attempt::ActiveModel {
            mail_id: Set(sent.id.clone()),
            attempt: Set(sent.attempt),
            ended_at_us: Set(Some(now.micros())),
            error: Set(error.clone()),
            ..Default::default()
        }
        .update(&*tx)
        .await?;
        mail::ActiveModel {
            id: Set(sent.id.clone()),
            state: Set(state.code().to_owned()),
            last_error: Set(error),
            next_at_us: Set(now.plus_micros(pause).micros()),
            sent_at_us: Set((state == MailState::Sent).then_some(now.micros())),
            ..Default::default()
        }
        .update(&*tx)
        .await?;
        tx.commit().await?;
        Ok(state)
    }

    /// The open account that a mail is for.
    async fn receiver(&self, tx: &Tx, id: Option<&str>) -> Result<Option<Account>, OfficeError> {
        let Some(id) = id.and_then(|id| id.parse().ok()) else {
            return Ok(None);
        };
        let found = load_account(&**tx, AccountId(id)).await?;
        Ok(found.filter(|account| !account.disabled))
    }

    /// Where a person receives mail.
    ///
    /// # Errors
    /// The value does not open, or the database failed.
    pub async fn address_of(&self, account: &Account) -> Result<Option<String>, OfficeError> {
        let Some(seq) = account.mail else {
            return Ok(None);
        };
        let obj = Obj::Account(account.id);
        let values = self.values(&obj, &[Class::Staff], Some(seq)).await?;
        Ok(values.get(seq, "mail").map(str::to_owned))
    }
}
