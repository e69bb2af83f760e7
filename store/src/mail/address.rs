//! From the outbox to mails: who is told.

use super::{Kind, fence, fresh, keep, line};
use crate::{
    database::Tx,
    entity::{case_bar, case_file, deadline, measure, measure_bar, outbox},
    office::{InForce, Office, OfficeError, load_accounts},
    runs::Lease,
};
use domain::{
    account::Account,
    case::CaseFile,
    clock::Deadline,
    code::Role,
    id::AccountId,
    measure::Measure,
    notice::{Line, Notice, addressees},
    time::Timestamp,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};

/// What one pass over the outbox did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Addressed {
    /// Rows of the outbox that were taken.
    pub taken: u64,
    /// Mails that were made of them.
    pub mails: u64,
}

/// What a row of the outbox says.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Told {
    /// A step of a ladder was reached.
    Step { deadline: String, step: String },
    /// Many were, while nobody was told.
    Steps { steps: BTreeMap<String, u64> },
}

/// What is told to one person.
#[derive(Default)]
struct Message {
    first: String,
    lines: Vec<Line>,
    reached: BTreeMap<String, u64>,
}

/// What is known about the objects of some deadlines: who handles them, who may not know of them.
#[derive(Default)]
struct Files {
    numbers: BTreeMap<String, String>,
    handlers: BTreeMap<String, AccountId>,
    barred: BTreeSet<(String, String)>,
}

impl Office {
    /// Makes mails of at most `limit` rows of the outbox: one for each person, whatever there is to
    /// tell them. What was settled meanwhile is told to nobody.
    ///
    /// # Errors
    /// The lease was lost, or the database failed. Nothing was changed then.
    pub async fn address_mail(
        &self,
        limit: u64,
        lease: Option<&Lease>,
    ) -> Result<Addressed, OfficeError> {
        let now = self.now();
        let tx = self.database().write().await?;
        fence(&tx, lease).await?;
        let taken = take(&tx, limit, now).await?;
        if taken.is_empty() {
            tx.rollback().await?;
            return Ok(Addressed::default());
        }
        let told: Vec<(String, Told)> = taken
            .iter()
            .map(|row| Ok((row.id.clone(), serde_json::from_str(&row.payload)?)))
            .collect::<Result<_, serde_json::Error>>()?;
        let deadlines = deadlines_of(&tx, &told).await?;
        let files = Files::of(&tx, deadlines.values().map(|(obj, _)| obj.as_str())).await?;
        let people = load_accounts(&*tx).await?;
        let mut rules: BTreeMap<String, InForce> = BTreeMap::new();
        let mut messages: BTreeMap<Option<AccountId>, Message> = BTreeMap::new();
        let mut tell = |whom: Vec<AccountId>, row: &str, add: &dyn Fn(&mut Message)| {
            let whom: Vec<Option<AccountId>> = if whom.is_empty() {
                vec![None]
            } else {
                whom.into_iter().map(Some).collect()
            };
            for person in whom {
                let message = messages.entry(person).or_default();
                if message.first.is_empty() {
                    row.clone_into(&mut message.first);
                }
                add(message);
            }
        };
        for (row, told) in &told {
            match told {
                Told::Steps { steps } => {
                    let whom = addressees(Role::Supervisor, None, &people, now.date(), |_| false);
                    tell(whom, row, &|message| {
                        for (step, count) in steps {
                            *message.reached.entry(step.clone()).or_default() += count;
                        }
                    });
                }
                Told::Step { deadline, step } => {
                    let Some((obj, deadline)) = deadlines.get(deadline) else {
                        continue;
                    };
                    if !rules.contains_key(&deadline.profile) {
                        let found = self.in_force_under(&deadline.profile).await?;
                        rules.insert(deadline.profile.clone(), found);
                    }
                    let Some(rules) = rules.get(&deadline.profile) else {
                        continue;
                    };
                    let whom = files.told(obj, to(rules, deadline, step), &people, now);
                    let number = files.numbers.get(obj).cloned();
                    let line = line((obj, number), deadline, now, &rules.calendar);
                    tell(whom, row, &|message| message.lines.push(line.clone()));
                }
            }
        }
        let mails = messages
            .into_iter()
            .map(|(person, message)| {
                let whom = person.map_or_else(|| "nobody".to_owned(), |id| id.to_string());
                let notice = Notice::of(message.lines, message.reached);
                let name = format!("{}:{whom}", message.first);
                fresh(&name, Kind::Escalation, person, &notice, now)
            })
            .collect::<Result<_, OfficeError>>()?;
        let done = Addressed {
            taken: taken.len() as u64,
            mails: keep(&tx, mails).await?,
        };
        tx.commit().await?;
        Ok(done)
    }
}

/// Takes rows of the outbox, the oldest first. The row's lock settles who adds to a summary and who
/// takes it: whoever comes second sees what the first one did.
async fn take(tx: &Tx, limit: u64, now: Timestamp) -> Result<Vec<outbox::Model>, OfficeError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let statement = tx.statement(
        "UPDATE outbox SET taken_at_us = $1
         WHERE taken_at_us IS NULL AND id IN (
            SELECT id FROM outbox WHERE taken_at_us IS NULL ORDER BY created_at_us, id LIMIT $2)
         RETURNING *",
        [now.micros().into(), limit.into()],
    );
    let mut rows = outbox::Model::find_by_statement(statement)
        .all(&**tx)
        .await?;
    rows.sort_by(|a, b| (a.created_at_us, &a.id).cmp(&(b.created_at_us, &b.id)));
    Ok(rows)
}

/// The deadlines that are told, by identity, with their objects. One that has stopped, or whose end
/// moved so that the step is no longer reached, is not told.
async fn deadlines_of(
    tx: &Tx,
    told: &[(String, Told)],
) -> Result<BTreeMap<String, (String, Deadline)>, OfficeError> {
    let ids: Vec<&str> = told
        .iter()
        .filter_map(|(_, told)| match told {
            Told::Step { deadline, .. } => Some(deadline.as_str()),
            Told::Steps { .. } => None,
        })
        .collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows = deadline::Entity::find()
            .filter(deadline::Column::Id.is_in(some.iter().copied()))
            .filter(deadline::Column::ClosedAtUs.is_null())
            .filter(deadline::Column::Level.gt(0))
            .all(&**tx)
            .await?;
        for row in rows {
            let deadline = serde_json::from_str(&row.state)?;
            found.insert(row.id, (row.obj, deadline));
        }
    }
    Ok(found)
}

/// The part that a step of a deadline's ladder tells.
fn to(rules: &InForce, deadline: &Deadline, step: &str) -> Role {
    let rule = rules.profile.rule(&deadline.clock);
    rule.and_then(|rule| {
        let ladder = rules.profile.ladder(rule);
        ladder.into_iter().find(|s| s.step == step).map(|s| s.to)
    })
    .unwrap_or(Role::Supervisor)
}

impl Files {
    async fn of<'a>(tx: &Tx, objects: impl Iterator<Item = &'a str>) -> Result<Self, OfficeError> {
        let objects: BTreeSet<&str> = objects.collect();
        let named = |kind: &str| -> Vec<&str> {
            objects
                .iter()
                .filter_map(|o| o.strip_prefix(kind))
                .collect()
        };
        let mut files = Self::default();
        for some in named("case:").chunks(500) {
            let rows = case_file::Entity::find()
                .filter(case_file::Column::Id.is_in(some.iter().copied()))
                .all(&**tx)
                .await?;
            for row in rows {
                let obj = format!("case:{}", row.id);
                let file: CaseFile = serde_json::from_str(&row.state)?;
                if let Some(handler) = file.handler {
                    files.handlers.insert(obj.clone(), handler);
                }
                files.numbers.insert(obj, file.number.to_string());
            }
            let bars = case_bar::Entity::find()
                .filter(case_bar::Column::CaseId.is_in(some.iter().copied()))
                .all(&**tx)
                .await?;
            for bar in bars {
                let obj = format!("case:{}", bar.case_id);
                files.barred.insert((obj, bar.account_id));
            }
        }
        let measures: Vec<i32> = named("measure:")
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        if !measures.is_empty() {
            let rows = measure::Entity::find()
                .filter(measure::Column::Id.is_in(measures.iter().copied()))
                .all(&**tx)
                .await?;
            for row in rows {
                let measure: Measure = serde_json::from_str(&row.state)?;
                if let Some(proposer) = measure.proposed_by.account() {
                    files
                        .handlers
                        .insert(format!("measure:{}", row.id), proposer);
                }
            }
            let bars = measure_bar::Entity::find()
                .filter(measure_bar::Column::MeasureId.is_in(measures))
                .all(&**tx)
                .await?;
            for bar in bars {
                let obj = format!("measure:{}", bar.measure_id);
                files.barred.insert((obj, bar.account_id));
            }
        }
        Ok(files)
    }

    fn told(&self, obj: &str, to: Role, people: &[Account], now: Timestamp) -> Vec<AccountId> {
        let handler = self.handlers.get(obj).copied();
        addressees(to, handler, people, now.date(), |person| {
            self.barred.contains(&(obj.to_owned(), person.to_string()))
        })
    }
}
