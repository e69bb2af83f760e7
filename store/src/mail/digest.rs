//! The digest: once on each open day, one mail to each person with what the day asks of them. It
//! follows from the deadlines, so that nothing has to be remembered between two days.

use super::{Kind, fence, fresh, keep, line};
use crate::{
    entity::{deadline, escalation, mail},
    feed::own_deadlines,
    office::{Office, OfficeError, load_accounts},
    runs::Lease,
};
use domain::{
    clock::Urgency,
    id::AccountId,
    notice::{Notice, told_from_level},
    time::Timestamp,
};
use jiff::{Span, civil::Date};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query,
};
use std::collections::BTreeMap;

/// Open days ahead within which an end is told: that of the first reminder.
const AHEAD_OPEN_DAYS: u32 = 3;

/// How far back a first digest looks for reminders.
const BACK_DAYS: i64 = 7;

impl Office {
    /// Writes today's digests, unless they were written already: for everybody with an address, the
    /// deadlines of their own that are overdue, end within three open days, or had a reminder since
    /// the last digest. Says how many there are.
    ///
    /// # Errors
    /// The lease was lost, or the database failed. Nothing was changed then.
    pub async fn digests(&self, lease: Option<&Lease>) -> Result<u64, OfficeError> {
        let now = self.now();
        let today = now.date();
        let Some(since) = self.undigested_since(today).await? else {
            return Ok(0);
        };
        let calendar = self.in_force(today).await?.calendar;
        let near = calendar
            .nth_open_day_after(today, AHEAD_OPEN_DAYS)
            .unwrap_or(today);
        let mut notices: Vec<(AccountId, Notice)> = Vec::new();
        for account in load_accounts(self.database().read()).await? {
            // Nothing opens to whoever owes a pledge (B16-B17), and no mail either.
            if account.disabled || account.mail.is_none() || !self.pledged(&account).await?.opens()
            {
                continue;
            }
            let actor = account.actor(today);
            let Some(own) = own_deadlines(&actor) else {
                continue;
            };
            let rows = deadline::Entity::find()
                .filter(deadline::Column::ClosedAtUs.is_null())
                .filter(deadline::Column::Paused.eq(false))
                .filter(deadline::Column::Level.gte(i32::from(told_from_level(actor.parts()))))
                .filter(own)
                .filter(
                    Condition::any()
                        .add(deadline::Column::DueDate.lte(near.to_string()))
                        .add(deadline::Column::Id.in_subquery(reminded_since(since))),
                )
                .order_by_asc(deadline::Column::DueAtUs)
                .order_by_asc(deadline::Column::Id)
                .limit(LONGEST)
                .all(self.database().read())
                .await?;
            let lines = self
                .due_items(rows)
                .await?
                .iter()
                .map(|item| {
                    let number = item.file().map(|file| file.number.to_string());
                    line(
                        (&item.obj().to_string(), number),
                        &item.deadline,
                        now,
                        &calendar,
                    )
                })
                .filter(|line| !matches!(line.urgency, Urgency::Paused))
                .collect();
            let notice = Notice::of(lines, BTreeMap::new());
            if !notice.is_empty() {
                notices.push((account.id, notice));
            }
        }
        if notices.is_empty() {
            return Ok(0);
        }
        let mails = notices
            .iter()
            .map(|(person, notice)| {
                let name = format!("digest:{today}:{person}");
                fresh(&name, Kind::Digest, Some(*person), notice, now)
            })
            .collect::<Result<_, OfficeError>>()?;
        let tx = self.database().write().await?;
        fence(&tx, lease).await?;
        let kept = keep(&tx, mails).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// The first instant after the last day with digests; none when that is today.
    async fn undigested_since(&self, today: Date) -> Result<Option<Timestamp>, OfficeError> {
        let last: Option<String> = mail::Entity::find()
            .select_only()
            .column(mail::Column::Day)
            .filter(mail::Column::Kind.eq(Kind::Digest.code()))
            .order_by_desc(mail::Column::Day)
            .into_tuple()
            .one(self.database().read())
            .await?;
        let last = last.and_then(|day| day.parse::<Date>().ok());
        if last.is_some_and(|last| last >= today) {
            return Ok(None);
        }
        let since = last.unwrap_or_else(|| today.saturating_sub(Span::new().days(BACK_DAYS)));
        Ok(Some(Timestamp::end_of(since)))
    }
}

/// Entries that are looked at for one person at most; the nearest come first.
const LONGEST: u64 = 2_000;

/// The deadlines with a step that was recorded since then.
fn reminded_since(since: Timestamp) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(escalation::Column::DeadlineId)
        .from(escalation::Entity)
        .cond_where(escalation::Column::CreatedAtUs.gte(since.micros()))
        .to_owned()
}
