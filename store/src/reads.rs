//! The access log: every read of personal data is written down before the answer leaves, or the
//! answer does not leave (A08). A table of its own, so that readers never queue behind the ledger.

use crate::{
    database::{Database, DatabaseError},
    entity::access_log,
};
use domain::{access::Actor, code::Class, id::Obj, time::Timestamp};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, PaginatorTrait,
};

/// The access log.
#[derive(Clone, Debug)]
pub struct AccessLog {
    database: Database,
}

impl AccessLog {
    /// The log in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Writes down that `actor` reads values of these classes.
    pub(crate) async fn opened(
        &self,
        actor: &Actor,
        obj: &impl ToString,
        classes: &[Class],
        count: usize,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let classes: Vec<&str> = classes.iter().map(|c| c.code()).collect();
        self.write(
            actor,
            &obj.to_string(),
            &classes.join(" "),
            "opened",
            count,
            now,
        )
        .await
    }

    /// Writes down that `actor` reads so many values of each of these objects, all or nothing.
    pub(crate) async fn opened_each(
        &self,
        actor: &Actor,
        reads: &[(Obj, usize)],
        classes: &[Class],
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let classes: Vec<&str> = classes.iter().map(|c| c.code()).collect();
        let classes = classes.join(" ");
        let rows = reads
            .iter()
            .map(|(obj, count)| row(actor, &obj.to_string(), &classes, "opened", *count, now));
        let tx = self.database.write().await?;
        access_log::Entity::insert_many(rows)
            .exec_without_returning(&*tx)
            .await?;
        tx.commit().await
    }

    /// Writes down that `actor` was refused a command.
    pub(crate) async fn denied(
        &self,
        actor: &Actor,
        obj: &str,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        self.write(actor, obj, "", "denied", 0, now).await
    }

    async fn write(
        &self,
        actor: &Actor,
        obj: &str,
        classes: &str,
        result: &str,
        count: usize,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let tx = self.database.write().await?;
        access_log::Entity::insert(row(actor, obj, classes, result, count, now))
            .exec_without_returning(&*tx)
            .await?;
        tx.commit().await
    }

    /// How many reads and refusals it holds.
    ///
    /// # Errors
    /// The database failed.
    pub async fn count(&self) -> Result<u64, DatabaseError> {
        Ok(access_log::Entity::find()
            .count(self.database.read())
            .await?)
    }

    /// Closes its connections.
    pub(crate) async fn close(&self) -> Result<(), DatabaseError> {
        self.database.close().await
    }
}

fn row(
    actor: &Actor,
    obj: &str,
    classes: &str,
    result: &str,
    count: usize,
    now: Timestamp,
) -> access_log::ActiveModel {
    access_log::ActiveModel {
        id: NotSet,
        at_us: Set(now.micros()),
        actor: Set(actor.id.to_string()),
        obj: Set(obj.to_owned()),
        classes: Set(classes.to_owned()),
        purpose: Set(actor.purpose().to_owned()),
        result: Set(result.to_owned()),
        count: Set(i32::try_from(count).unwrap_or(i32::MAX)),
    }
}
