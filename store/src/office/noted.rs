//! Whether the last take-over was noted. The counts are written after the rows, so a run that was
//! killed between the two leaves rows without counts; the next run sees that here and writes them.

use super::{Office, OfficeError};
use crate::entity::ledger;
use domain::{chain::Record, event::RegisterTakenOver, id::Obj};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

impl Office {
    /// Whether records of `kind` follow the last note of a take-over of `what` (or there is no note
    /// and there are such records).
    ///
    /// # Errors
    /// The database failed.
    pub async fn is_unnoted(&self, what: &str, kind: &str) -> Result<bool, OfficeError> {
        let notes = ledger::Entity::find()
            .filter(ledger::Column::Obj.eq(Obj::Organisation.to_string()))
            .filter(ledger::Column::Kind.eq("register.taken_over"))
            .order_by_desc(ledger::Column::Seq)
            .all(self.database.read())
            .await?;
        let mut last = -1;
        for note in notes {
            let public = Record::parse(note.body.as_bytes())?.public;
            let counts: RegisterTakenOver = serde_json::from_value(public.into())?;
            if counts.what == what {
                last = note.seq;
                break;
            }
        }
        let after = ledger::Entity::find()
            .filter(ledger::Column::Seq.gt(last))
            .filter(ledger::Column::Kind.eq(kind))
            .one(self.database.read())
            .await?;
        Ok(after.is_some())
    }
}
