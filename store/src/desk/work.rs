//! The worklist: cases in the order of the working time left.

use super::in_reach;
use crate::{
    entity::case_file,
    office::{Office, OfficeError},
};
use domain::{
    access::Actor,
    case::CaseFile,
    clock::Deadline,
    code::CaseKind,
    id::{AccountId, MemberCode},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::NullOrdering,
};

/// Rows of one page.
const PAGE: u64 = 50;

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
                counts,
            });
        };
        let mut counts = Vec::new();
        for view in View::ALL {
            let count = case_file::Entity::find()
                .filter(reach.clone())
                .filter(self.in_view(*view, actor))
                .count(self.database.read())
                .await?;
            counts.push((*view, count));
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
        let find = case_file::Entity::find().filter(wanted);
        let find = if filter.view == View::Closed {
            find.order_by_desc(case_file::Column::TouchedAtUs)
        } else {
            find.order_by_with_nulls(case_file::Column::NextDueUs, Order::Asc, NullOrdering::Last)
        };
        let found = find
            .order_by_asc(case_file::Column::Id)
            .offset(filter.page * PAGE)
            .limit(PAGE)
            .all(self.database.read())
            .await?;
        let rows = self.work_rows(found).await?;
        Ok(Worklist {
            rows,
            total,
            page: filter.page,
            more: (filter.page + 1) * PAGE < total,
            counts,
        })
    }

    fn in_view(&self, view: View, actor: &Actor) -> Condition {
        let open = Condition::all().add(case_file::Column::Open.eq(true));
        match view {
            View::Open => open,
            View::Mine => open.add(
                case_file::Column::Handler.eq(actor
                    .id
                    .account()
                    .map_or_else(|| "-".to_owned(), |a| a.to_string())),
            ),
            View::Unassigned => open.add(case_file::Column::Handler.is_null()),
            View::Overdue => open.add(case_file::Column::NextDueUs.lte(self.now().micros())),
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
                let open = deadlines.remove(&row.id).unwrap_or_default();
                let next = open.first().cloned();
                file.deadlines = open.into_iter().map(|d| (d.name.clone(), d)).collect();
                Ok(WorkRow { file, next })
            })
            .collect()
    }
}
