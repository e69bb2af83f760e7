//! The key store: for each object and class one data key, wrapped under the key of the secrets
//! file, in a database of its own. Values are sealed with XChaCha20-Poly1305; destroying the key of
//! an object and class destroys every value under it, in backups of the data too.

use crate::{
    blind::BlindKey,
    database::{Database, DatabaseError},
    entity::data_key,
    secrets::Secrets,
    source::random,
};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::{code::Class, time::Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use std::{collections::BTreeMap, sync::Arc};
use zeroize::Zeroizing;

/// The key store.
#[derive(Clone, Debug)]
pub struct KeyStore {
    database: Database,
    secrets: Arc<Secrets>,
}

/// What stands between case and document in the name of a document's key.
pub(crate) const MARK: &str = "/attachment/";

/// The key of a single document, unopened.
#[derive(Clone, Debug)]
pub(crate) struct DocumentKey {
    pub(crate) name: String,
    pub(crate) made_at: Timestamp,
}

/// An opened data key.
pub(crate) type DataKey = Zeroizing<[u8; 32]>;

/// A value or key cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The ciphertext does not belong to this key and place, or was changed.
    #[error("a sealed value does not open")]
    Broken,
    /// The operating system has no randomness to give.
    #[error("the operating system has no randomness to give")]
    Random(#[from] getrandom::Error),
    /// The key store's database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for SealError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl KeyStore {
    /// The key store in `database`.
    #[must_use]
    pub const fn new(database: Database, secrets: Arc<Secrets>) -> Self {
        Self { database, secrets }
    }

    /// The data keys of an object for these classes, made where there is none yet. They are durable
    /// when this returns, before anything is sealed with them.
    pub(crate) async fn keys(
        &self,
        obj: &str,
        classes: &[Class],
        now: Timestamp,
    ) -> Result<BTreeMap<Class, DataKey>, SealError> {
        let mut keys = self.existing(obj, classes).await?;
        let missing: Vec<Class> = classes
            .iter()
            .copied()
            .filter(|c| !keys.contains_key(c))
            .collect();
        if missing.is_empty() {
            return Ok(keys);
        }
        let tx = self.database.write().await?;
        let mut rows = Vec::new();
        for class in missing {
            let key = Zeroizing::new(random::<32>()?);
            let aad = wrapping_place(obj, class);
            let wrapped = seal(
                self.secrets.key_encryption_key(),
                key.as_slice(),
                aad.as_bytes(),
            )?;
            rows.push(data_key::ActiveModel {
                obj: Set(obj.to_owned()),
                class: Set(class.code().to_owned()),
                wrapped: Set(wrapped),
                created_at_us: Set(now.micros()),
            });
        }
        // Another replica may have been first: its key stands, and is read back below.
        data_key::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([data_key::Column::Obj, data_key::Column::Class])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(&*tx)
            .await?;
        tx.commit().await?;
        keys = self.existing(obj, classes).await?;
        Ok(keys)
    }

    /// The data keys that exist.
    pub(crate) async fn existing(
        &self,
        obj: &str,
        classes: &[Class],
    ) -> Result<BTreeMap<Class, DataKey>, SealError> {
        let rows = data_key::Entity::find()
            .filter(data_key::Column::Obj.eq(obj))
            .filter(data_key::Column::Class.is_in(classes.iter().map(|c| c.code())))
            .all(self.database.read())
            .await?;
        rows.into_iter()
            .filter_map(|row| Class::from_code(&row.class).map(|class| (class, row.wrapped)))
            .map(|(class, wrapped)| Ok((class, self.unwrapped(obj, class, &wrapped)?)))
            .collect()
    }

    /// The data keys of these objects, by object and class.
    pub(crate) async fn of_objects(
        &self,
        objects: impl IntoIterator<Item = &str>,
    ) -> Result<BTreeMap<(String, Class), DataKey>, SealError> {
        let rows = data_key::Entity::find()
            .filter(data_key::Column::Obj.is_in(objects))
            .all(self.database.read())
            .await?;
        rows.into_iter()
            .filter_map(|row| Class::from_code(&row.class).map(|class| (class, row)))
            .map(|(class, row)| {
                let key = self.unwrapped(&row.obj, class, &row.wrapped)?;
                Ok(((row.obj, class), key))
            })
            .collect()
    }

    /// The key of the blind index.
    pub(crate) fn blind(&self) -> BlindKey {
        BlindKey::of(&self.secrets)
    }

    /// The data keys of every object for one class, by object.
    pub(crate) async fn of_class(
        &self,
        class: Class,
    ) -> Result<BTreeMap<String, DataKey>, SealError> {
        let rows = data_key::Entity::find()
            .filter(data_key::Column::Class.eq(class.code()))
            .all(self.database.read())
            .await?;
        rows.into_iter()
            .map(|row| {
                let key = self.unwrapped(&row.obj, class, &row.wrapped)?;
                Ok((row.obj, key))
            })
            .collect()
    }

    /// The keys of single documents.
    pub(crate) async fn of_documents(&self) -> Result<Vec<DocumentKey>, SealError> {
        let rows = data_key::Entity::find()
            .filter(data_key::Column::Obj.contains(MARK))
            .all(self.database.read())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| DocumentKey {
                name: row.obj,
                made_at: Timestamp::from_micros(row.created_at_us),
            })
            .collect())
    }

    /// Destroys every key under this name: what was sealed with them opens nowhere any more. The
    /// database overwrites what it deletes, and its journal is emptied.
    pub(crate) async fn destroy(&self, name: &str) -> Result<(), SealError> {
        let tx = self.database.write().await?;
        data_key::Entity::delete_many()
            .filter(data_key::Column::Obj.eq(name))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(self.database.empty_journal().await?)
    }

    fn unwrapped(&self, obj: &str, class: Class, wrapped: &[u8]) -> Result<DataKey, SealError> {
        let place = wrapping_place(obj, class);
        let opened = open(self.secrets.key_encryption_key(), wrapped, place.as_bytes())?;
        let key = opened
            .as_slice()
            .try_into()
            .map_err(|_| SealError::Broken)?;
        Ok(Zeroizing::new(key))
    }

    /// Closes its connections.
    pub(crate) async fn close(&self) -> Result<(), DatabaseError> {
        self.database.close().await
    }
}

fn wrapping_place(obj: &str, class: Class) -> String {
    format!("data_key|{obj}|{}|v1", class.code())
}

/// Nonce and ciphertext. The place is bound in, so that a value cannot be moved to another row.
pub(crate) fn seal(key: &[u8; 32], plain: &[u8], place: &[u8]) -> Result<Vec<u8>, SealError> {
    let nonce: [u8; 24] = random()?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let sealed = cipher
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: place,
            },
        )
        .map_err(|_| SealError::Broken)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// What [`seal`] sealed at this place.
pub(crate) fn open(
    key: &[u8; 32],
    sealed: &[u8],
    place: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<24>().ok_or(SealError::Broken)?;
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: ciphertext,
                aad: place,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| SealError::Broken)
}
