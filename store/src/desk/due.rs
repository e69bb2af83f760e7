//! A deadline with what it belongs to.

use super::case_of;
use crate::{
    entity::{case_file, deadline},
    office::{Office, OfficeError, object_of},
};
use domain::{
    case::{CaseFile, Number},
    clock::Deadline,
    id::Obj,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::BTreeMap;

/// A deadline with what it belongs to.
#[derive(Clone, Debug)]
pub struct DueItem {
    /// Whose deadline it is.
    pub owner: Owner,
    /// The deadline.
    pub deadline: Deadline,
}

/// What a deadline belongs to.
#[derive(Clone, Debug)]
pub enum Owner {
    /// A case, with its open deadlines where the list has read them.
    Case(Box<CaseFile>),
    /// Another object of the ledger.
    Other(Obj),
}

impl DueItem {
    /// A case's deadline.
    pub(crate) fn of_case(file: CaseFile, deadline: Deadline) -> Self {
        Self {
            owner: Owner::Case(Box::new(file)),
            deadline,
        }
    }

    /// The case, when it is a case's.
    #[must_use]
    pub fn file(&self) -> Option<&CaseFile> {
        match &self.owner {
            Owner::Case(file) => Some(file),
            Owner::Other(_) => None,
        }
    }

    /// The object.
    #[must_use]
    pub fn obj(&self) -> Obj {
        match &self.owner {
            Owner::Case(file) => Obj::Case(file.id),
            Owner::Other(obj) => obj.clone(),
        }
    }

    /// The place in a list, the nearest end first.
    pub(super) fn order(&self) -> (domain::time::Timestamp, Option<Number>, Obj) {
        let number = self.file().map(|file| file.number);
        (self.deadline.due.ends_at, number, self.obj())
    }
}

impl Office {
    /// How many open deadlines are over: a figure for whoever watches over the program.
    ///
    /// # Errors
    /// The database failed.
    pub async fn overdue_deadlines(&self) -> Result<u64, OfficeError> {
        Ok(deadline::Entity::find()
            .filter(deadline::Column::ClosedAtUs.is_null())
            .filter(deadline::Column::Paused.eq(false))
            .filter(deadline::Column::DueAtUs.lte(self.now().micros()))
            .count(self.database.read())
            .await?)
    }

    /// These deadlines with what they belong to.
    pub(crate) async fn due_items(
        &self,
        rows: Vec<deadline::Model>,
    ) -> Result<Vec<DueItem>, OfficeError> {
        let mut files: BTreeMap<String, CaseFile> = BTreeMap::new();
        let mut ids: Vec<&str> = rows.iter().filter_map(case_of).collect();
        ids.sort_unstable();
        ids.dedup();
        for some in ids.chunks(500) {
            let found = case_file::Entity::find()
                .filter(case_file::Column::Id.is_in(some.iter().copied()))
                .all(self.database.read())
                .await?;
            for row in found {
                files.insert(row.id, serde_json::from_str(&row.state)?);
            }
        }
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let owner = match case_of(&row).map(|case| files.get(case)) {
                Some(Some(file)) => Owner::Case(Box::new(file.clone())),
                Some(None) => continue,
                None => Owner::Other(object_of(&row)?),
            };
            let deadline = serde_json::from_str(&row.state)?;
            items.push(DueItem { owner, deadline });
        }
        Ok(items)
    }
}
