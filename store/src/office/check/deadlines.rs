//! Deadlines and their steps, whatever they belong to: the rows, the proofs and the objects.

use super::{CheckFault, count, differs};
use crate::{
    entity::{deadline, escalation},
    office::{Office, OfficeError, clocks::deadline_row, rows::number},
};
use domain::{
    chain::{Hash, canonical},
    world::World,
};
use sea_orm::EntityTrait;
use std::collections::BTreeMap;

impl Office {
    /// Every row is a deadline of an object that the ledger knows, and every deadline has its row.
    pub(super) async fn check_deadlines(&self, world: &World) -> Result<u64, CheckFault> {
        let found = deadline::Entity::find().all(self.database.read()).await?;
        count("deadline", world.deadlines().count(), found.len())?;
        let mut rows: BTreeMap<String, deadline::Model> =
            found.into_iter().map(|r| (r.id.clone(), r)).collect();
        let mut steps: BTreeMap<(String, i32, String), (String, i64)> = escalation::Entity::find()
            .all(self.database.read())
            .await?
            .into_iter()
            .map(|e| {
                let key = (e.deadline_id, e.due_version, e.step);
                (key, (e.obj, e.effective_at_us))
            })
            .collect();
        let mut recomputed = 0;
        for (obj, deadline) in world.deadlines() {
            let calendar = self
                .calendar(self.database.read(), &deadline.due.calendar)
                .await?;
            let expected = deadline_row(&obj, deadline, &calendar)?;
            let proof: serde_json::Value = serde_json::from_str(&expected.proof)?;
            let digest = Hash::of(&canonical(&proof).map_err(OfficeError::from)?).to_string();
            if digest != deadline.due.proof_sha256 {
                return Err(differs("deadline", &expected.id, "proof"));
            }
            for step in &deadline.reached {
                let version = number(step.due_version);
                let key = (expected.id.clone(), version, step.step.clone());
                let reached = (expected.obj.clone(), step.effective_at.micros());
                if steps.remove(&key) != Some(reached) {
                    return Err(differs("escalation", &expected.id, "step"));
                }
            }
            if rows.remove(&expected.id).as_ref() != Some(&expected) {
                return Err(differs("deadline", &expected.id, "state"));
            }
            recomputed += 1;
        }
        count("escalation", 0, steps.len())?;
        Ok(recomputed)
    }
}
