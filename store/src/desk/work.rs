//! The worklist: cases in the order of the working time left.

use super::{in_reach, morning::STILL_DAYS};
use crate::{
    entity::case_file,
    office::{Office, OfficeError},
};
use data_encoding::BASE64URL_NOPAD;
use domain::{
    access::Actor,
    case::CaseFile,
    clock::Deadline,
    code::CaseKind,
    id::{AccountId, MemberCode},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::NullOrdering,
};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// Rows of one page, where the asker names no number.
const PAGE: u64 = 50;

/// Rows of one page at most.
pub const LONGEST: u64 = 200;

/// A saved view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum View {
    /// Every open case.
    #[default]
    Open,
    /// Those the asker handles.
    Mine,
    /// Those nobody handles yet.
    Unassigned,
    /// Those with a deadline that has passed.
    Overdue,
    /// Those whose next deadline ends today.
    Today,
    /// Those whose next deadline ends within seven days.
    Week,
    /// Those that nobody has touched for a while.
    Still,
    /// Those with a two-person act that the asker could approve.
    Approvals,
    /// Closed ones, the latest first.
    Closed,
}

impl View {
    /// Every view.
    pub const ALL: &'static [Self] = &[
        Self::Open,
        Self::Mine,
        Self::Unassigned,
        Self::Overdue,
        Self::Today,
        Self::Week,
        Self::Still,
        Self::Approvals,
        Self::Closed,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Week => "week",
            Self::Still => "still",
            Self::Approvals => "approvals",
            Self::Closed => "closed",
        }
    }

    /// The view with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|view| view.name() == name)
    }
}

/// What narrows a worklist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkFilter {
    /// The view.
    pub view: View,
    /// Stage code.
    pub stage: Option<String>,
    /// Kind.
    pub kind: Option<CaseKind>,
    /// Handler.
    pub handler: Option<AccountId>,
    /// Member.
    pub member: Option<MemberCode>,
    /// Page, from 0.
    pub page: u64,
    /// Rows of a page; the usual number where none is named.
    pub limit: Option<u64>,
    /// The row after which the list goes on; with it `page` has no meaning.
    pub after: Option<Mark>,
}

/// A row's place in the order of a list, from which the list can be taken up again although rows
/// have come and gone meanwhile. Its text is opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    key: Option<i64>,
    id: String,
}

/// The text is no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the mark of a row")]
pub struct BadMark;

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key.map(|key| key.to_string()).unwrap_or_default();
        f.write_str(&BASE64URL_NOPAD.encode(format!("{key} {}", self.id).as_bytes()))
    }
}

impl FromStr for Mark {
    type Err = BadMark;

    fn from_str(text: &str) -> Result<Self, BadMark> {
        let bytes = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| BadMark)?;
        let text = String::from_utf8(bytes).map_err(|_| BadMark)?;
        let (key, id) = text.split_once(' ').ok_or(BadMark)?;
        let key = match key {
            "" => None,
            key => Some(key.parse().map_err(|_| BadMark)?),
        };
        Ok(Self {
            key,
            id: id.to_owned(),
        })
    }
}

impl Mark {
    fn of(view: View, row: &case_file::Model) -> Self {
        Self {
            key: if view == View::Closed {
                Some(row.touched_at_us)
            } else {
                row.next_due_us
            },
            id: row.id.clone(),
        }
    }

    /// The rows that follow in the order of `view`.
    fn rest(&self, view: View) -> Condition {
        use case_file::Column::{Id, NextDueUs, TouchedAtUs};
        let id = || Id.gt(self.id.as_str());
        match (view, self.key) {
            (View::Closed, Some(key)) => Condition::any()
                .add(TouchedAtUs.lt(key))
                .add(Condition::all().add(TouchedAtUs.eq(key)).add(id())),
            (View::Closed, None) => Condition::all().add(id()),
            (_, Some(key)) => Condition::any()
                .add(NextDueUs.gt(key))
                .add(NextDueUs.is_null())
                .add(Condition::all().add(NextDueUs.eq(key)).add(id())),
            (_, None) => Condition::all().add(NextDueUs.is_null()).add(id()),
        }
    }
}

/// A line of the worklist.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// The case; its deadlines here are the open ones.
    pub file: CaseFile,
    /// The next deadline, paused ones last.
    pub next: Option<Deadline>,
}

/// A page of the worklist.
#[derive(Clone, Debug)]
pub struct Worklist {
    /// The lines.
    pub rows: Vec<WorkRow>,
    /// How many cases fit the filter.
    pub total: u64,
    /// Page, from 0.
    pub page: u64,
    /// Whether another page follows.
    pub more: bool,
    /// The last row shown, when more follow.
    pub next: Option<Mark>,
    /// Cases in each view.
    pub counts: Vec<(View, u64)>,
}

impl Office {
    /// A page of cases in the order of the working time left.
    ///
    /// # Errors
    /// The database failed.
    pub async fn worklist(
        &self,
        actor: &Actor,
        filter: &WorkFilter,
    ) -> Result<Worklist, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            let counts = View::ALL.iter().map(|view| (*view, 0)).collect();
            return Ok(Worklist {
                rows: Vec::new(),
                total: 0,
                page: 0,
                more: false,
                next: None,
                counts,
            });
        };
        let mut counts = Vec::new();
        for view in View::ALL {
            counts.push((*view, self.count(actor, *view).await?));
        }
        let mut wanted = Condition::all()
            .add(reach)
            .add(self.in_view(filter.view, actor));
        if let Some(stage) = &filter.stage {
            wanted = wanted.add(case_file::Column::Stage.eq(stage.as_str()));
        }
        if let Some(kind) = filter.kind {
            wanted = wanted.add(case_file::Column::Kind.eq(kind.code()));
        }
        if let Some(handler) = filter.handler {
            wanted = wanted.add(case_file::Column::Handler.eq(handler.to_string()));
        }
        if let Some(member) = &filter.member {
            wanted = wanted.add(case_file::Column::Member.eq(member.as_str()));
        }
        let total = case_file::Entity::find()
            .filter(wanted.clone())
            .count(self.database.read())
            .await?;
        let limit = filter.limit.unwrap_or(PAGE).clamp(1, LONGEST);
        let offset = match &filter.after {
            Some(mark) => {
                wanted = wanted.add(mark.rest(filter.view));
                0
            }
            None => filter.page.saturating_mul(limit),
        };
        let find = case_file::Entity::find().filter(wanted);
        let find = if filter.view == View::Closed {
            find.order_by_desc(case_file::Column::TouchedAtUs)
        } else {
            find.order_by_with_nulls(case_file::Column::NextDueUs, Order::Asc, NullOrdering::Last)
        };
        // One more than is shown tells whether any follow.
        let mut found = find
            .order_by_asc(case_file::Column::Id)
            .offset(offset)
            .limit(limit + 1)
            .all(self.database.read())
            .await?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > shown;
        found.truncate(shown);
        let next = found
            .last()
            .filter(|_| more)
            .map(|row| Mark::of(filter.view, row));
        let rows = self.work_rows(found).await?;
        Ok(Worklist {
            rows,
            total,
            page: filter.page,
            more,
            next,
            counts,
        })
    }

    /// How many cases a view holds for the asker.
    ///
    /// # Errors
    /// The database failed.
    pub async fn count(&self, actor: &Actor, view: View) -> Result<u64, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            return Ok(0);
        };
        let found = case_file::Entity::find()
            .filter(reach)
            .filter(self.in_view(view, actor));
        Ok(found.count(self.database.read()).await?)
    }

    /// How many cases with a deadline that has passed each member has, as far as the asker reaches.
    ///
    /// # Errors
    /// The database failed.
    pub async fn overdue_by_member(
        &self,
        actor: &Actor,
    ) -> Result<BTreeMap<MemberCode, u32>, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            return Ok(BTreeMap::new());
        };
        let found: Vec<(String, i64)> = case_file::Entity::find()
            .select_only()
            .column(case_file::Column::Member)
            .column_as(case_file::Column::Id.count(), "cases")
            .filter(reach)
            .filter(self.in_view(View::Overdue, actor))
            .filter(case_file::Column::Member.is_not_null())
            .group_by(case_file::Column::Member)
            .into_tuple()
            .all(self.database.read())
            .await?;
        Ok(found
            .into_iter()
            .filter_map(|(code, cases)| {
                Some((code.parse().ok()?, u32::try_from(cases).unwrap_or(u32::MAX)))
            })
            .collect())
    }

    fn in_view(&self, view: View, actor: &Actor) -> Condition {
        let open = Condition::all().add(case_file::Column::Open.eq(true));
        let now = self.now();
        let today = now.date();
        match view {
            View::Open => open,
            View::Mine => {
                let whose = actor.answers_for().map(|person| person.to_string());
                open.add(case_file::Column::Handler.is_in(whose))
            }
            View::Unassigned => open.add(case_file::Column::Handler.is_null()),
            View::Overdue => open.add(case_file::Column::NextDueUs.lte(now.micros())),
            View::Today => open
                .add(case_file::Column::NextDueUs.gt(now.micros()))
                .add(case_file::Column::NextDueUs.lte(Timestamp::end_of(today).micros())),
            View::Week => open.add(case_file::Column::NextDueUs.gt(now.micros())).add(
                case_file::Column::NextDueUs.lte(
                    Timestamp::end_of(today.saturating_add(jiff::Span::new().days(7))).micros(),
                ),
            ),
            View::Still => {
                let since = now.plus_seconds(-STILL_DAYS * 86_400);
                open.add(case_file::Column::TouchedAtUs.lte(since.micros()))
            }
            View::Approvals => open
                .add(case_file::Column::ProposedBy.is_not_null())
                .add(case_file::Column::ProposedBy.ne(actor.id.to_string())),
            View::Closed => Condition::all().add(case_file::Column::Open.eq(false)),
        }
    }

    pub(super) async fn work_rows(
        &self,
        found: Vec<case_file::Model>,
    ) -> Result<Vec<WorkRow>, OfficeError> {
        let ids: Vec<String> = found.iter().map(|row| row.id.clone()).collect();
        let mut deadlines = self.open_deadlines(&ids).await?;
        found
            .into_iter()
            .map(|row| {
                let mut file: CaseFile = serde_json::from_str(&row.state)?;
                file.deadlines = deadlines.remove(&row.id).unwrap_or_default();
                let next = file.open_deadlines().first().copied().cloned();
                Ok(WorkRow { file, next })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_and_nothing_else_is_one() {
        for key in [None, Some(0), Some(-7), Some(i64::MAX)] {
            let mark = Mark {
                key,
                id: "0191b2c0".to_owned(),
            };
            assert_eq!(mark.to_string().parse(), Ok(mark));
        }
        for text in ["", "x", "!!", "eA", &BASE64URL_NOPAD.encode(b"x y")] {
            assert_eq!(text.parse::<Mark>(), Err(BadMark), "{text}");
        }
    }
}
