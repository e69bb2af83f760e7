//! Bringing the blind index up to date: of a database from before there was one, or after the key or
//! the folding changed. What is written from now on is indexed as it is written; the job `index`
//! walks what was there before, and until it is through a search says that it may miss something.

use super::{Office, OfficeError};
use crate::{
    blind,
    database::DatabaseError,
    entity::{blind_index, blind_token, private_value},
    private::text_of_value,
    runs::{Lease, check_fence},
};
use domain::code::Class;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// How far the blind index goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Records that were gone through.
    pub done: u64,
    /// Records that have to be.
    pub total: u64,
}

impl Indexed {
    /// Whether a search finds everything.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        self.done >= self.total
    }

    fn of(row: Option<blind_index::Model>) -> Self {
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        row.map_or_else(Self::default, |row| Self {
            done: count(row.next_seq),
            total: count(row.until_seq),
        })
    }
}

impl Office {
    /// How far the blind index goes.
    ///
    /// # Errors
    /// The database failed.
    pub async fn indexed(&self) -> Result<Indexed, OfficeError> {
        let row = blind_index::Entity::find_by_id(1)
            .one(self.database.read())
            .await?;
        Ok(Indexed::of(row))
    }

    /// At opening: when the rows of the index are not of this key and folding, everything written so
    /// far has to be gone through.
    pub(super) async fn begin_index(&self) -> Result<(), DatabaseError> {
        let mark = self.keys.blind().mark();
        let row = blind_index::Entity::find_by_id(1)
            .one(self.database.read())
            .await?;
        if row.is_some_and(|row| row.mark == mark) {
            return Ok(());
        }
        let tx = self.database.write().await?;
        tx.execute_raw(tx.statement(
            "UPDATE blind_index SET mark = $1, next_seq = 0,
                until_seq = (SELECT COALESCE(MAX(size), 0) FROM ledger_head)
             WHERE id = 1 AND mark <> $1",
            [mark.into()],
        ))
        .await?;
        tx.commit().await
    }

    /// Indexes the values of the next `records` records that have to be gone through. A job's runner
    /// hands in its lease.
    ///
    /// # Errors
    /// The lease was lost, a value does not open, or the database failed. Nothing was changed then.
    pub async fn index_some(
        &self,
        records: u32,
        lease: Option<&Lease>,
    ) -> Result<Indexed, OfficeError> {
        let tx = self.database.write().await?;
        if let Some(lease) = lease {
            check_fence(&tx, lease)
                .await
                .map_err(|_| OfficeError::FenceLost)?;
        }
        let row = blind_index::Entity::find_by_id(1)
            .lock_exclusive()
            .one(&*tx)
            .await?;
        let Some(row) = row.filter(|row| row.next_seq < row.until_seq) else {
            tx.rollback().await?;
            return self.indexed().await;
        };
        let to = row.until_seq.min(row.next_seq + i64::from(records));
        // Held until the end, so that no value is destroyed between its opening and its rows.
        let values = private_value::Entity::find()
            .filter(private_value::Column::Seq.gte(row.next_seq))
            .filter(private_value::Column::Seq.lt(to))
            .order_by_asc(private_value::Column::Seq)
            .lock_shared()
            .all(&*tx)
            .await?;
        let objects = values.iter().map(|value| value.obj.as_str());
        let keys = self.keys.of_objects(objects).await?;
        let blind = self.keys.blind();
        let mut tokens = Vec::new();
        for value in &values {
            // Without a key the value was destroyed.
            let Some((class, key)) = Class::from_code(&value.class)
                .and_then(|class| Some((class, keys.get(&(value.obj.clone(), class))?)))
            else {
                continue;
            };
            let text = text_of_value(value, class, key)?.unwrap_or_default();
            tokens.extend(blind.rows(value.seq, class, &value.field, &text));
        }
        blind_token::Entity::delete_many()
            .filter(
                Condition::all()
                    .add(blind_token::Column::Seq.gte(row.next_seq))
                    .add(blind_token::Column::Seq.lt(to)),
            )
            .exec(&*tx)
            .await?;
        blind::insert(&tx, tokens).await?;
        tx.execute_raw(tx.statement(
            "UPDATE blind_index SET next_seq = $1 WHERE id = 1",
            [to.into()],
        ))
        .await?;
        tx.commit().await?;
        self.indexed().await
    }
}
