//! The rows of deadlines, whatever object of the ledger they belong to.

use super::{Office, OfficeError, perform::Turn, rows};
use crate::{database::Tx, entity::deadline};
use domain::{
    calendar::Calendar,
    clock::{Deadline, Deadlines},
    id::Obj,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
    sea_query::{Expr, OnConflict},
};
use std::collections::BTreeMap;

/// The row of a deadline of this object, with its proof.
pub(crate) fn deadline_row(
    obj: &Obj,
    deadline: &Deadline,
    calendar: &Calendar,
) -> Result<deadline::Model, OfficeError> {
    let proof = deadline
        .proof(calendar)
        .map_err(|e| OfficeError::document("calendar", calendar.digest(), &e.code()))?;
    let next = deadline.next_step();
    Ok(deadline::Model {
        id: format!("{obj}/{}", deadline.name),
        obj: obj.to_string(),
        name: deadline.name.clone(),
        clock: deadline.clock.clone(),
        waits_on: deadline.waits_on.code().to_owned(),
        due_date: deadline.due.last.to_string(),
        due_at_us: deadline.due.ends_at.micros(),
        due_version: rows::number(deadline.due_version),
        next_step: next.map(|rung| rung.step.clone()),
        next_check_at_us: next.map(|rung| rung.at.micros()),
        paused: deadline.paused.is_some(),
        level: i32::from(deadline.level()),
        closed_at_us: deadline.stopped.as_ref().map(|s| s.at.micros()),
        state: serde_json::to_string(deadline)?,
        proof: serde_json::to_string(&proof)?,
    })
}

/// The object of a deadline's row.
pub(crate) fn object_of(row: &deadline::Model) -> Result<Obj, OfficeError> {
    row.obj.parse().map_err(|_| OfficeError::Damaged {
        seq: 0,
        what: "a deadline's object cannot be read",
    })
}

/// The deadlines of these objects, stopped ones included; an object without any is left out.
pub(crate) async fn load_deadlines<C: ConnectionTrait>(
    connection: &C,
    objects: impl IntoIterator<Item = Obj>,
) -> Result<BTreeMap<Obj, Deadlines>, OfficeError> {
    let of: BTreeMap<String, Obj> = objects.into_iter().map(|o| (o.to_string(), o)).collect();
    let rows = deadline::Entity::find()
        .filter(deadline::Column::Obj.is_in(of.keys().map(String::as_str)))
        .all(connection)
        .await?;
    let mut found: BTreeMap<Obj, Vec<Deadline>> = BTreeMap::new();
    for row in rows {
        if let Some(obj) = of.get(&row.obj) {
            let deadline = serde_json::from_str(&row.state)?;
            found.entry(obj.clone()).or_default().push(deadline);
        }
    }
    Ok(found
        .into_iter()
        .map(|(obj, deadlines)| (obj, deadlines.into_iter().collect()))
        .collect())
}

/// The deadlines of what is no case: word for word the condition of their partial index.
pub(crate) fn is_no_case() -> Expr {
    Expr::cust("substr(obj, 1, 5) <> 'case:'")
}

impl Office {
    /// The open deadlines of what is no case, the nearest first.
    pub(crate) async fn other_deadlines<C: ConnectionTrait>(
        &self,
        connection: &C,
    ) -> Result<Vec<(Obj, Deadline)>, OfficeError> {
        let rows = deadline::Entity::find()
            .filter(deadline::Column::ClosedAtUs.is_null())
            .filter(is_no_case())
            .order_by_asc(deadline::Column::DueAtUs)
            .order_by_asc(deadline::Column::Id)
            .all(connection)
            .await?;
        rows.iter()
            .map(|row| Ok((object_of(row)?, serde_json::from_str(&row.state)?)))
            .collect()
    }
}

impl Turn<'_> {
    /// Writes those of an object's deadlines that changed: one way for every kind of object.
    pub(super) async fn save_deadlines(
        &self,
        obj: &Obj,
        before: Option<&Deadlines>,
        after: &Deadlines,
    ) -> Result<(), OfficeError> {
        for (name, deadline) in after.iter() {
            if before.and_then(|b| b.get(name)) != Some(deadline) {
                let digest = &deadline.due.calendar;
                let calendar = self.office.calendar(&*self.tx, digest).await?;
                save_deadline(&self.tx, deadline_row(obj, deadline, &calendar)?).await?;
            }
        }
        Ok(())
    }
}

async fn save_deadline(tx: &Tx, row: deadline::Model) -> Result<(), OfficeError> {
    use deadline::Column as C;
    deadline::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(
            OnConflict::column(C::Id)
                .update_columns([
                    C::DueDate,
                    C::DueAtUs,
                    C::DueVersion,
                    C::NextStep,
                    C::NextCheckAtUs,
                    C::Paused,
                    C::Level,
                    C::ClosedAtUs,
                    C::State,
                    C::Proof,
                ])
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}
