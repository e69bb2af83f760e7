//! The supervisor's morning: what is overdue, what is due today and this week, what stands still
//! and on whom it waits; and the items that the ladder has put before the board.

use super::{DueItem, Owner, case_of, in_reach};
use crate::{
    entity::{case_file, deadline, escalation},
    office::{Office, OfficeError, is_no_case},
};
use domain::{
    access::{Actor, Reach},
    case::{CaseFile, Stage},
    clock::Deadline,
    code::Party,
    time::Timestamp,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// Lines shown of one part at most; the worklist has the rest.
const LINES: usize = 100;

/// A case that nobody has touched for this many days stands still.
pub(super) const STILL_DAYS: i64 = 10;

/// A case that stands still.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The case; its deadlines here are the open ones.
    pub file: CaseFile,
    /// On whom it waits, by its next deadline.
    pub waits_on: Party,
    /// Whether its handling is suspended (停止).
    pub paused: bool,
    /// Whole days since the last event that was not a clock's.
    pub still_days: i64,
}

/// The morning page.
#[derive(Clone, Debug, Default)]
pub struct Morning {
    /// Deadlines that have passed, the oldest first.
    pub overdue: Vec<DueItem>,
    /// Deadlines whose last day is today.
    pub today: Vec<DueItem>,
    /// Deadlines whose last day is within the next seven days.
    pub week: Vec<DueItem>,
    /// Cases that stand still, the longest first.
    pub standing: Vec<Standing>,
    /// Open cases in all.
    pub open_cases: usize,
}

/// A matter that the ladder proposes for the board's agenda (level 3).
#[derive(Clone, Debug)]
pub struct AgendaItem {
    /// The deadline, with its case without the others.
    pub due: DueItem,
    /// When level 3 was reached.
    pub since: Timestamp,
}

impl Office {
    /// What a supervisor looks at in the morning.
    ///
    /// # Errors
    /// The database failed.
    pub async fn morning(&self, actor: &Actor) -> Result<Morning, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            return Ok(Morning::default());
        };
        let now = self.now();
        let today = now.date();
        let end_of_week = Timestamp::end_of(today.saturating_add(jiff::Span::new().days(7)));
        let found = case_file::Entity::find()
            .filter(reach)
            .filter(case_file::Column::Open.eq(true))
            .all(self.database.read())
            .await?;
        let mut morning = Morning {
            open_cases: found.len(),
            ..Morning::default()
        };
        let mut items = Vec::new();
        for row in self.work_rows(found).await? {
            let still_days = (now.micros() - row.file.touched_at.micros()) / 86_400_000_000;
            let paused = matches!(row.file.stage, Stage::Suspended { .. });
            if still_days >= STILL_DAYS || paused {
                let waits_on = waiting_party(&row.file, row.next.as_ref());
                morning.standing.push(Standing {
                    file: row.file.clone(),
                    waits_on,
                    paused,
                    still_days,
                });
            }
            let due = row
                .file
                .deadlines
                .values()
                .filter(|d| d.paused.is_none() && d.due.ends_at <= end_of_week);
            items.extend(due.map(|d| DueItem::of_case(row.file.clone(), d.clone())));
        }
        if actor.reach() == Reach::All {
            let others = self.other_deadlines(self.database.read()).await?;
            let barred = self.barred_from(actor).await?;
            items.extend(
                others
                    .into_iter()
                    .filter(|(obj, _)| !barred.contains(&obj.to_string()))
                    .filter(|(_, d)| d.paused.is_none() && d.due.ends_at <= end_of_week)
                    .map(|(obj, deadline)| DueItem {
                        owner: Owner::Other(obj),
                        deadline,
                    }),
            );
        }
        items.sort_by_key(DueItem::order);
        for item in items {
            let part = if item.deadline.due.ends_at <= now {
                &mut morning.overdue
            } else if item.deadline.due.last == today {
                &mut morning.today
            } else {
                &mut morning.week
            };
            part.push(item);
        }
        morning
            .standing
            .sort_by_key(|s| (std::cmp::Reverse(s.still_days), s.file.number));
        morning.standing.truncate(LINES);
        Ok(morning)
    }

    /// What the ladder proposes for the board's agenda: open deadlines at level 3 or above.
    ///
    /// # Errors
    /// The database failed.
    pub async fn agenda(&self, actor: &Actor) -> Result<Vec<AgendaItem>, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            return Ok(Vec::new());
        };
        let mut high = deadline::Entity::find()
            .filter(deadline::Column::ClosedAtUs.is_null())
            .filter(deadline::Column::Level.gte(3));
        if actor.reach() != Reach::All {
            high = high.filter(is_no_case().not());
        }
        let barred = self.barred_from(actor).await?;
        if !barred.is_empty() {
            high = high.filter(deadline::Column::Obj.is_not_in(barred));
        }
        let found = high
            .order_by_asc(deadline::Column::DueAtUs)
            .limit(LINES as u64)
            .all(self.database.read())
            .await?;
        let cases: BTreeMap<String, CaseFile> = case_file::Entity::find()
            .filter(reach)
            .filter(case_file::Column::Id.is_in(found.iter().filter_map(case_of)))
            .all(self.database.read())
            .await?
            .into_iter()
            .map(|row| Ok((row.id.clone(), serde_json::from_str(&row.state)?)))
            .collect::<Result<_, serde_json::Error>>()?;
        let since: BTreeMap<String, Timestamp> = escalation::Entity::find()
            .filter(escalation::Column::Step.eq("l3"))
            .filter(escalation::Column::DeadlineId.is_in(found.iter().map(|d| d.id.as_str())))
            .all(self.database.read())
            .await?
            .into_iter()
            .map(|e| (e.deadline_id, Timestamp::from_micros(e.effective_at_us)))
            .collect();
        found
            .into_iter()
            .filter_map(|row| {
                let owner = match case_of(&row) {
                    Some(case) => Owner::Case(Box::new(cases.get(case)?.clone())),
                    None => Owner::Other(row.obj.parse().ok()?),
                };
                let since = *since.get(&row.id)?;
                Some(serde_json::from_str(&row.state).map(|deadline| AgendaItem {
                    due: DueItem { owner, deadline },
                    since,
                }))
            })
            .collect::<Result<_, _>>()
            .map_err(OfficeError::from)
    }
}

/// On whom a case waits: the party of its next deadline that is about a step, not about the whole.
fn waiting_party(file: &CaseFile, next: Option<&Deadline>) -> Party {
    match &file.stage {
        Stage::AwaitingMember {} => Party::Member,
        Stage::AwaitingComplainant {} | Stage::Confirming { will: None, .. } => Party::Complainant,
        _ => next.map_or(Party::Staff, |d| {
            if d.paused.is_some() {
                Party::Staff
            } else {
                d.waits_on
            }
        }),
    }
}
