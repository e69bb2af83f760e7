//! The dossier: all of one case that the asker may see.

use crate::{
    entity::deadline,
    office::{Office, OfficeError, load_case},
    private::Opened,
};
use domain::{
    access::{Actor, may},
    case::{CaseFile, Number, Step},
    clock::{Deadline, proof_digest},
    event::Entry,
    id::{CaseId, Obj},
    period::Proof,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;

/// One record of the case.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The record.
    pub entry: Entry,
}

/// A case with its records, its deadlines' proofs and what the asker may see of its words.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The case.
    pub file: CaseFile,
    /// Its records, in order.
    pub moments: Vec<Moment>,
    /// The proof of each deadline by name.
    pub proofs: BTreeMap<String, Proof>,
    /// The private values that the asker may see.
    pub opened: Opened,
    /// The steps that the state allows and the asker may take.
    pub steps: Vec<Step>,
}

impl Office {
    /// The dossier of a case; `None` when it does not exist for the asker.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn dossier(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Option<Dossier>, OfficeError> {
        let Some(id) = self.case_id(number).await? else {
            return Ok(None);
        };
        let Some(file) = self.case_file(actor, id).await? else {
            return Ok(None);
        };
        let obj = Obj::Case(id);
        let entries = self.entries_of(&obj).await?;
        let moments = entries.into_iter().map(|entry| Moment { entry }).collect();
        let proofs = self.proofs(&obj).await?;
        let opened = self.open_values(actor, &obj).await?;
        let steps = may_take(actor, &file);
        Ok(Some(Dossier {
            file,
            moments,
            proofs,
            opened,
            steps,
        }))
    }

    /// The proofs of an object's deadlines by name, stopped ones included.
    ///
    /// # Errors
    /// The database failed.
    pub async fn proofs(&self, obj: &Obj) -> Result<BTreeMap<String, Proof>, OfficeError> {
        let rows = deadline::Entity::find()
            .filter(deadline::Column::Obj.eq(obj.to_string()))
            .all(self.database.read())
            .await?;
        rows.into_iter()
            .map(|row| Ok((row.name, serde_json::from_str(&row.proof)?)))
            .collect()
    }

    /// Whether computing a deadline again, from its rule and its calendar, gives the proof that its
    /// record names.
    ///
    /// # Errors
    /// The calendar cannot be read, or the database failed.
    pub async fn recomputes(&self, deadline: &Deadline) -> Result<bool, OfficeError> {
        let calendar = self
            .calendar(self.database.read(), &deadline.due.calendar)
            .await?;
        let proof = deadline.proof(&calendar);
        Ok(proof.is_ok_and(|proof| proof_digest(&proof) == deadline.due.proof_sha256))
    }

    /// The file of a case; `None` when it does not exist for the asker.
    ///
    /// # Errors
    /// The database failed.
    pub async fn case_file(
        &self,
        actor: &Actor,
        id: CaseId,
    ) -> Result<Option<CaseFile>, OfficeError> {
        let file = load_case(self.database.read(), id).await?;
        Ok(file.filter(|file| actor.reaches(file)))
    }
}

/// The steps that the state allows and the actor may take.
#[must_use]
pub fn may_take(actor: &Actor, file: &CaseFile) -> Vec<Step> {
    Step::possible(file)
        .into_iter()
        .filter(|step| may(actor, *step, file))
        .filter(|step| {
            // Nobody approves what they put forward themselves.
            !(matches!(step, Step::Approve)
                && file
                    .proposal
                    .as_ref()
                    .is_some_and(|p| p.by.shares_a_person(&actor.id)))
        })
        .collect()
}
