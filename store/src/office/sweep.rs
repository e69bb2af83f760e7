//! What a crash left between the bytes of a document and its record: removed at opening.

use super::{Office, OfficeError};
use crate::{DatabaseError, entity::attachment, keys::MARK};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;

/// Names asked for at once.
const BATCH: usize = 500;

impl Office {
    /// Removes bytes and keys that no record names and that are older than any upload takes, and
    /// those of documents whose end is recorded. Says how many documents went.
    ///
    /// # Errors
    /// The database or the document store failed; the rest is removed next time.
    pub async fn sweep_documents(&self) -> Result<usize, OfficeError> {
        let mut removed = 0;
        let oldest = self.now().plus_micros(-self.blobs.keep_micros());
        let stored = self.blobs.list().await.map_err(DatabaseError::from)?;
        for batch in stored.chunks(BATCH) {
            let known = self
                .known(batch.iter().map(|blob| blob.name.as_str()))
                .await?;
            for blob in batch {
                match known.get(&blob.name) {
                    Some(false) => continue,
                    None if !blob.is_old => continue,
                    Some(true) | None => {}
                }
                self.blobs
                    .delete(&blob.name)
                    .await
                    .map_err(DatabaseError::from)?;
                removed += 1;
            }
        }
        self.blobs
            .remove_halves()
            .await
            .map_err(DatabaseError::from)?;
        let keys = self.keys.of_documents().await?;
        for batch in keys.chunks(BATCH) {
            let blob = |name: &str| name.rsplit_once(MARK).map(|(_, blob)| blob.to_owned());
            let blobs: Vec<String> = batch.iter().filter_map(|key| blob(&key.name)).collect();
            let known = self.known(blobs.iter().map(String::as_str)).await?;
            for key in batch {
                let gone = match blob(&key.name).and_then(|blob| known.get(&blob).copied()) {
                    Some(destroyed) => destroyed,
                    None => key.made_at <= oldest,
                };
                if gone {
                    self.keys.destroy(&key.name).await?;
                }
            }
        }
        Ok(removed)
    }

    /// Whether the document store answers.
    pub async fn reaches_documents(&self) -> bool {
        self.blobs.get("is-it-there").await.is_ok()
    }

    /// How many documents have a key of their own: those that can still be opened.
    ///
    /// # Errors
    /// The key store failed.
    pub async fn keys_of_documents(&self) -> Result<usize, OfficeError> {
        Ok(self.keys.of_documents().await?.len())
    }

    /// Which of these names a record knows, and whether their documents were destroyed.
    async fn known(
        &self,
        names: impl Iterator<Item = &str>,
    ) -> Result<BTreeMap<String, bool>, OfficeError> {
        let rows = attachment::Entity::find()
            .filter(attachment::Column::Blob.is_in(names))
            .all(self.database.read())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.blob, row.destroyed))
            .collect())
    }
}
