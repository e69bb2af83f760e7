//! The load ahead: how many open deadlines end on which day, and which they are.

use super::{DueItem, in_reach, objects_of};
use crate::{
    entity::{case_file, deadline},
    office::{Office, OfficeError},
};
use domain::{
    access::{Actor, Reach},
    id::AccountId,
};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::BTreeMap;

/// The open deadlines whose last day is one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLoad {
    /// The last day.
    pub day: Date,
    /// How many run.
    pub running: u32,
    /// How many are paused; they will end later.
    pub paused: u32,
}

/// Whose open deadlines are asked for, and until when.
#[derive(Clone, Copy, Debug, Default)]
pub struct LoadFilter {
    /// First last day; none: however long ago.
    pub from: Option<Date>,
    /// Latest last day.
    pub to: Option<Date>,
    /// Only the cases of this handler.
    pub handler: Option<AccountId>,
}

impl Office {
    /// The open deadlines that the asker may know of.
    async fn open_ones(
        &self,
        actor: &Actor,
        filter: &LoadFilter,
    ) -> Result<Option<Select<deadline::Entity>>, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            return Ok(None);
        };
        let mut find = deadline::Entity::find().filter(deadline::Column::ClosedAtUs.is_null());
        if let Some(from) = filter.from {
            find = find.filter(deadline::Column::DueDate.gte(from.to_string()));
        }
        if let Some(to) = filter.to {
            find = find.filter(deadline::Column::DueDate.lte(to.to_string()));
        }
        let mut cases = Condition::all().add(reach);
        if let Some(handler) = filter.handler {
            cases = cases.add(case_file::Column::Handler.eq(handler.to_string()));
        }
        // Whoever reaches every case needs no look at the cases, but for those they are barred from.
        if actor.reach() != Reach::All || filter.handler.is_some() {
            find = find.filter(deadline::Column::Obj.in_subquery(objects_of(cases)));
        } else {
            let barred = self.barred_from(actor).await?;
            if !barred.is_empty() {
                find = find.filter(deadline::Column::Obj.is_not_in(barred));
            }
        }
        Ok(Some(find))
    }

    /// How many open deadlines end on each day, in the order of the days.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load_by_day(
        &self,
        actor: &Actor,
        filter: &LoadFilter,
    ) -> Result<Vec<DayLoad>, OfficeError> {
        let Some(find) = self.open_ones(actor, filter).await? else {
            return Ok(Vec::new());
        };
        let rows: Vec<(String, bool, i64)> = find
            .select_only()
            .column(deadline::Column::DueDate)
            .column(deadline::Column::Paused)
            .column_as(deadline::Column::Id.count(), "deadlines")
            .group_by(deadline::Column::DueDate)
            .group_by(deadline::Column::Paused)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let mut days: BTreeMap<Date, DayLoad> = BTreeMap::new();
        for (day, paused, count) in rows {
            let Ok(day) = day.parse::<Date>() else {
                continue;
            };
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            let load = days.entry(day).or_insert(DayLoad {
                day,
                running: 0,
                paused: 0,
            });
            if paused {
                load.paused += count;
            } else {
                load.running += count;
            }
        }
        Ok(days.into_values().collect())
    }

    /// The open deadlines that end within these days, the nearest first, with what they belong to.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_within(
        &self,
        actor: &Actor,
        filter: &LoadFilter,
        limit: u64,
    ) -> Result<Vec<DueItem>, OfficeError> {
        let Some(find) = self.open_ones(actor, filter).await? else {
            return Ok(Vec::new());
        };
        let rows = find
            .order_by_asc(deadline::Column::DueAtUs)
            .order_by_asc(deadline::Column::Id)
            .limit(limit)
            .all(self.database.read())
            .await?;
        self.due_items(rows).await
    }
}
