//! The documents: every one that was not destroyed opens and has the recorded size and digest, and
//! nothing lies in the store that no record names.

use super::{CheckFault, count, differs};
use crate::{
    DatabaseError,
    entity::attachment,
    office::{Office, OfficeError, rows},
};
use domain::world::World;
use sea_orm::EntityTrait;
use std::collections::BTreeMap;

impl Office {
    /// Compares rows, keys and bytes of the documents with what the ledger says.
    pub(super) async fn check_documents(&self, world: &World) -> Result<u64, CheckFault> {
        let found = attachment::Entity::find().all(self.database.read()).await?;
        let expected = world
            .cases
            .values()
            .map(|file| file.attachments.len())
            .sum();
        count("document", expected, found.len())?;
        let mut rows: BTreeMap<String, attachment::Model> = found
            .into_iter()
            .map(|row| (row.blob.clone(), row))
            .collect();
        let mut opened = 0;
        let mut kept = Vec::new();
        for (id, file) in &world.cases {
            for document in &file.attachments {
                let name = format!("{} {}", file.number, document.ordinal);
                if rows.remove(&document.blob) != Some(rows::attachment_row(*id, document)) {
                    return Err(differs("document", &name, "row"));
                }
                if document.destroyed.is_some() {
                    continue;
                }
                kept.push(document.blob.as_str());
                match self.document_of(*id, document).await {
                    Ok(Some(_)) => opened += 1,
                    // Its class went when its period ended, or its key did.
                    Ok(None) => {}
                    Err(OfficeError::Damaged { .. } | OfficeError::Seal(_)) => {
                        return Err(differs("document", &name, "bytes"));
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        }
        kept.sort_unstable();
        let stored = self.blobs.list().await.map_err(DatabaseError::from);
        for blob in stored.map_err(OfficeError::from)? {
            let known = kept.binary_search(&blob.name.as_str()).is_ok();
            // What is being uploaded at this moment is not recorded yet.
            if !known && blob.is_old {
                return Err(differs("document", &blob.name, "no record"));
            }
        }
        Ok(opened)
    }
}
