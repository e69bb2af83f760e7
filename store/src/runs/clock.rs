//! Whether the machines' clocks are believed: the marks they leave, and the suspicion that every
//! replica sees until somebody has confirmed the time.

use super::{RunError, RunLedger};
use crate::{
    database::{DatabaseError, Tx},
    entity::{clock_mark, clock_suspicion},
};
use domain::{
    sanity::{Mark, Suspicion, suspicion},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};

/// Why the clock is not believed, and since when.
pub type Doubt = (Suspicion, Timestamp);

impl RunLedger {
    /// Looks at the clock of this machine, which started under the name `boot`. A doubt stays until it
    /// is confirmed away, and while there is one nothing is marked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_at_clock(&self, boot: &str, now: Mark) -> Result<Option<Doubt>, RunError> {
        let tx = self.database.write().await?;
        if let Some(doubt) = doubt_in(&*tx).await? {
            tx.rollback().await?;
            return Ok(Some(doubt));
        }
        let before = clock_mark::Entity::find_by_id(boot).one(&*tx).await?;
        let before = before.map(|row| Mark {
            wall: Timestamp::from_micros(row.max_seen_us),
            running_us: row.mono_us,
        });
        let seen: Option<i64> = clock_mark::Entity::find()
            .select_only()
            .column(clock_mark::Column::MaxSeenUs)
            .order_by_desc(clock_mark::Column::MaxSeenUs)
            .into_tuple()
            .one(&*tx)
            .await?;
        let found = suspicion(now, before, seen.map(Timestamp::from_micros));
        match found {
            Some(suspicion) => {
                let row = clock_suspicion::ActiveModel {
                    id: Set(1),
                    suspicion: Set(suspicion.code().to_owned()),
                    since_us: Set(now.wall.micros()),
                };
                clock_suspicion::Entity::insert(row)
                    .on_conflict(OnConflict::new().do_nothing().to_owned())
                    .exec_without_returning(&*tx)
                    .await?;
                tracing::error!(
                    suspicion = suspicion.code(),
                    "the clock of this machine is not believed: what cannot be taken back waits"
                );
            }
            // A clock that went back a little leaves the later mark.
            None if before.is_none_or(|mark| mark.wall <= now.wall) => {
                let row = clock_mark::ActiveModel {
                    boot_id: Set(boot.to_owned()),
                    max_seen_us: Set(now.wall.micros()),
                    mono_us: Set(now.running_us),
                };
                clock_mark::Entity::insert(row)
                    .on_conflict(
                        OnConflict::column(clock_mark::Column::BootId)
                            .update_columns([
                                clock_mark::Column::MaxSeenUs,
                                clock_mark::Column::MonoUs,
                            ])
                            .to_owned(),
                    )
                    .exec_without_returning(&*tx)
                    .await?;
            }
            None => {}
        }
        tx.commit().await?;
        Ok(found.map(|suspicion| (suspicion, now.wall)))
    }

    /// Why the clock is not believed, while it is not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn doubt(&self) -> Result<Option<Doubt>, RunError> {
        Ok(doubt_in(self.database.read()).await?)
    }
}

pub(crate) async fn doubt_in<C: ConnectionTrait>(
    connection: &C,
) -> Result<Option<Doubt>, DatabaseError> {
    let row = clock_suspicion::Entity::find_by_id(1)
        .one(connection)
        .await?;
    Ok(row.and_then(|row| {
        let suspicion = Suspicion::from_code(&row.suspicion)?;
        Some((suspicion, Timestamp::from_micros(row.since_us)))
    }))
}

/// The clock is believed again: from here on what it shows is the measure.
pub(crate) async fn believe(tx: &Tx) -> Result<(), DatabaseError> {
    clock_suspicion::Entity::delete_many()
        .filter(clock_suspicion::Column::Id.eq(1))
        .exec(&**tx)
        .await?;
    clock_mark::Entity::delete_many().exec(&**tx).await?;
    Ok(())
}
