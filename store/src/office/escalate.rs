//! The escalation sweep: the one door in its batch form. It takes the deadlines whose next step is
//! due from the partial index, lets `domain::clock` say which steps have passed, and writes records,
//! escalations, outbox rows and next checks as multi-row statements in one transaction.
//!
//! The work list is the cursor: each row's next check moves forward, so a sweep that was killed goes
//! on where it was, and one that runs twice does nothing the second time.
//!
//! Mail: a level that was reached today is told by itself. Levels of long ago, and all that a take-over
//! brings in, are counted in one summary, and as long as nobody has taken that, later counts join it.
//! A reminder is no row of the outbox: the digest of the day tells it.

use super::{Office, OfficeError, clocks::object_of, perform::Turn};
use crate::{
    database::Tx,
    entity::{deadline, escalation, outbox},
    ledger::signed,
    runs::{Lease, check_fence},
};
use domain::{
    access::Actor,
    clock::{Deadline, passed_rungs},
    event::{DeadlineEscalated, Draft, Event},
    id::Obj,
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};
use std::collections::{BTreeMap, BTreeSet};

/// Steps that were due longer ago than this go into one summary instead of a mail each.
const SUMMARY_AFTER_SECONDS: i64 = 24 * 60 * 60;

/// Topic of the message that counts steps.
const SUMMARY: &str = "escalation_summary";

/// How many times each step was reached.
type Counts = BTreeMap<String, u64>;

/// What a summary says.
#[derive(serde::Deserialize)]
struct Summary {
    steps: Counts,
}

/// How the steps of a sweep are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mail {
    /// Each by itself, but those of long ago together.
    ByAge,
    /// All together.
    Together,
}

/// What one sweep did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Deadlines taken.
    pub deadlines: u64,
    /// Steps recorded.
    pub steps: u64,
    /// Deadlines whose row cannot be read: they wait for a person, the others do not wait for them.
    pub set_aside: BTreeSet<String>,
    /// Whether the batch was full: more may be waiting.
    pub more: bool,
}

impl Office {
    /// Records the steps of the ladders that are due now, of at most `limit` deadlines. A job's
    /// runner hands in its lease: the transaction begins with the check that it still holds, and what
    /// an earlier batch has `set_aside`: it is left alone.
    ///
    /// # Errors
    /// The lease was lost, or the database failed. Nothing was changed then.
    pub async fn escalate(
        &self,
        actor: &Actor,
        limit: u64,
        lease: Option<&Lease>,
        set_aside: &BTreeSet<String>,
    ) -> Result<Swept, OfficeError> {
        self.sweep(actor, limit, lease, (Mail::ByAge, set_aside))
            .await
    }

    async fn sweep(
        &self,
        actor: &Actor,
        limit: u64,
        lease: Option<&Lease>,
        (mail, known): (Mail, &BTreeSet<String>),
    ) -> Result<Swept, OfficeError> {
        let mut turn = self.turn(actor).await?;
        if let Some(lease) = lease {
            check_fence(&turn.tx, lease)
                .await
                .map_err(|_| OfficeError::FenceLost)?;
        }
        let due = due_rows(&turn, limit, known).await?;
        if due.is_empty() {
            turn.tx.rollback().await?;
            return Ok(Swept::default());
        }
        let mut drafts = Vec::new();
        let mut steps = Vec::new();
        let mut changed = Vec::with_capacity(due.len());
        let mut set_aside = BTreeSet::new();
        for row in &due {
            let Ok((obj, mut deadline)) = read(row) else {
                tracing::error!(
                    deadline = row.id,
                    "a deadline cannot be read and is set aside"
                );
                set_aside.insert(row.id.clone());
                continue;
            };
            let passed: Vec<DeadlineEscalated> = passed_rungs(&deadline, turn.now).collect();
            for step in passed {
                let event = Event::DeadlineEscalated(step.clone());
                deadline.evolve(&event);
                drafts.push(Draft::new(obj.clone(), event));
                steps.push((row, step));
            }
            changed.push((row, deadline));
        }
        let swept = Swept {
            deadlines: changed.len() as u64,
            steps: steps.len() as u64,
            more: due.len() as u64 == limit,
            set_aside,
        };
        if changed.is_empty() {
            turn.tx.rollback().await?;
            return Ok(swept);
        }
        let entries = turn.append(&drafts).await?;
        let recorded =
            steps
                .iter()
                .zip(&entries)
                .map(|((row, step), entry)| escalation::ActiveModel {
                    deadline_id: Set(row.id.clone()),
                    due_version: Set(row.due_version),
                    step: Set(step.step.clone()),
                    obj: Set(row.obj.clone()),
                    effective_at_us: Set(step.effective_at.micros()),
                    created_at_us: Set(entry.at.micros()),
                    seq: Set(signed(entry.seq)),
                });
        escalation::Entity::insert_many(recorded)
            .exec_without_returning(&*turn.tx)
            .await?;
        announce(&turn, &steps, mail).await?;
        move_forward(&turn.tx, &changed).await?;
        turn.tx.commit().await?;
        Ok(swept)
    }

    /// Sweeps until nothing is due, in batches of `limit`.
    ///
    /// # Errors
    /// As [`Office::escalate`]; what earlier batches did stays.
    pub async fn escalate_all(&self, actor: &Actor, limit: u64) -> Result<Swept, OfficeError> {
        self.sweep_all(actor, limit, Mail::ByAge).await
    }

    /// As [`Office::escalate_all`], for what a take-over brought in: whatever its age, every step is
    /// counted in one summary and none is a message of its own.
    ///
    /// # Errors
    /// As [`Office::escalate`]; what earlier batches did stays.
    pub async fn catch_up(&self, actor: &Actor, limit: u64) -> Result<Swept, OfficeError> {
        self.sweep_all(actor, limit, Mail::Together).await
    }

    async fn sweep_all(&self, actor: &Actor, limit: u64, mail: Mail) -> Result<Swept, OfficeError> {
        let mut sum = Swept::default();
        loop {
            let known = (mail, &sum.set_aside);
            let swept = self.sweep(actor, limit, None, known).await?;
            sum.deadlines += swept.deadlines;
            sum.steps += swept.steps;
            sum.set_aside.extend(swept.set_aside);
            if !swept.more {
                return Ok(sum);
            }
        }
    }
}

/// What a row is about, and its deadline.
fn read(row: &deadline::Model) -> Result<(Obj, Deadline), OfficeError> {
    Ok((object_of(row)?, serde_json::from_str(&row.state)?))
}

async fn due_rows(
    turn: &Turn<'_>,
    limit: u64,
    known: &BTreeSet<String>,
) -> Result<Vec<deadline::Model>, OfficeError> {
    let mut find = deadline::Entity::find()
        .filter(deadline::Column::ClosedAtUs.is_null())
        .filter(deadline::Column::NextCheckAtUs.lte(turn.now.micros()));
    if !known.is_empty() {
        find = find.filter(deadline::Column::Id.is_not_in(known.iter().map(String::as_str)));
    }
    Ok(find
        .order_by_asc(deadline::Column::NextCheckAtUs)
        .order_by_asc(deadline::Column::Id)
        .limit(limit)
        .all(&*turn.tx)
        .await?)
}

/// Mail for what was reached: one for each step, or one summary for all that was due long ago.
async fn announce(
    turn: &Turn<'_>,
    steps: &[(&deadline::Model, DeadlineEscalated)],
    mail: Mail,
) -> Result<(), OfficeError> {
    let now = turn.now;
    let old_before = now.plus_seconds(-SUMMARY_AFTER_SECONDS);
    let mut rows = Vec::new();
    let mut summary = Counts::new();
    let levels = steps.iter().filter(|(_, step)| step.step.starts_with('l'));
    for (row, step) in levels {
        if mail == Mail::Together || step.effective_at < old_before {
            *summary.entry(step.step.clone()).or_default() += 1;
        } else {
            let key = format!("esc:{}:{}:{}", row.id, step.due_version, step.step);
            let payload = serde_json::json!({"deadline": row.id, "step": step.step});
            rows.push(message(key, "escalation", &payload, now));
        }
    }
    if let (false, Some((first, _))) = (summary.is_empty(), steps.first())
        && !join_waiting_summary(&turn.tx, &summary).await?
    {
        let key = format!("esc-summary:{}:{}", first.id, now.micros());
        rows.push(message(
            key,
            SUMMARY,
            &serde_json::json!({"steps": summary}),
            now,
        ));
    }
    if !rows.is_empty() {
        outbox::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(outbox::Column::DedupKey)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(&*turn.tx)
            .await?;
    }
    Ok(())
}

/// Adds counts to a summary that nobody has taken yet. Whether there was one.
///
/// The head's lock keeps two sweeps apart. Whoever makes mails takes the row and reads it in one
/// statement, so one that came first is seen here, and the counts go into a summary of their own.
async fn join_waiting_summary(tx: &Tx, counts: &Counts) -> Result<bool, OfficeError> {
    let waiting = Condition::all()
        .add(outbox::Column::Topic.eq(SUMMARY))
        .add(outbox::Column::TakenAtUs.is_null());
    let Some(row) = outbox::Entity::find()
        .filter(waiting.clone())
        .order_by_desc(outbox::Column::CreatedAtUs)
        .one(&**tx)
        .await?
    else {
        return Ok(false);
    };
    let payload: Summary = serde_json::from_str(&row.payload)?;
    let mut steps = payload.steps;
    for (step, count) in counts {
        *steps.entry(step.clone()).or_default() += count;
    }
    let changed = outbox::Entity::update_many()
        .col_expr(
            outbox::Column::Payload,
            Expr::value(serde_json::json!({"steps": steps}).to_string()),
        )
        .filter(outbox::Column::Id.eq(row.id))
        .filter(waiting)
        .exec(&**tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

fn message(
    dedup_key: String,
    topic: &str,
    payload: &serde_json::Value,
    now: Timestamp,
) -> outbox::ActiveModel {
    outbox::ActiveModel {
        // The key names the message, so that a repetition is the same message.
        id: Set(domain::chain::Hash::of(dedup_key.as_bytes()).to_string()),
        dedup_key: Set(dedup_key),
        topic: Set(topic.to_owned()),
        payload: Set(payload.to_string()),
        created_at_us: Set(now.micros()),
        taken_at_us: Set(None),
    }
}

/// Writes the deadlines back with their next check. The end does not move in a sweep, so neither
/// does the proof.
async fn move_forward(
    tx: &Tx,
    changed: &[(&deadline::Model, Deadline)],
) -> Result<(), OfficeError> {
    let mut rows = Vec::with_capacity(changed.len());
    for (row, deadline) in changed {
        let next = deadline.next_step();
        let mut row = (*row).clone();
        row.next_step = next.map(|rung| rung.step.clone());
        row.next_check_at_us = next.map(|rung| rung.at.micros());
        row.level = i32::from(deadline.level());
        row.state = serde_json::to_string(deadline)?;
        rows.push(row.into_active_model().reset_all());
    }
    // Both engines accept a limited number of bound values in one statement.
    for some in rows.chunks(400) {
        deadline::Entity::insert_many(some.to_vec())
            .on_conflict(
                OnConflict::column(deadline::Column::Id)
                    .update_columns(deadline::Column::iter().filter(|c| {
                        matches!(
                            c,
                            deadline::Column::NextStep
                                | deadline::Column::NextCheckAtUs
                                | deadline::Column::Level
                                | deadline::Column::State
                        )
                    }))
                    .to_owned(),
            )
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(())
}
