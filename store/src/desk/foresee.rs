//! Looking ahead: what registering a matter would do, worked out by the same rule and not done.

use crate::{
    entity::case_file,
    office::{Office, OfficeError, load_numbered},
};
use domain::{
    access::{Actor, permits},
    case::{CaseCommand, Context, Facts, Registration, decide},
    event::Event,
    id::CaseId,
    time::FiscalYear,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

impl Office {
    /// The events that registering this now would append: its number, and the clocks it would start.
    /// The number is taken only by registering; somebody else may be quicker.
    ///
    /// # Errors
    /// As registering itself, or the database failed.
    pub async fn foresee(
        &self,
        actor: &Actor,
        registration: &Registration,
    ) -> Result<Vec<Event>, OfficeError> {
        let now = self.now();
        let command = CaseCommand::Register(registration.clone());
        permits(actor, &command, None)?;
        let year = FiscalYear::of(registration.received_at.unwrap_or(now).date());
        let last = case_file::Entity::find()
            .filter(case_file::Column::FiscalYear.eq(i32::from(year.0)))
            .order_by_desc(case_file::Column::Serial)
            .one(self.database.read())
            .await?
            .map_or(0, |row| row.serial);
        let other = match registration.beside {
            Some(number) => load_numbered(self.database.read(), number).await?,
            None => None,
        };
        // The rules of the day it arrived, the calendar of today.
        let organisation = self.organisation().await?;
        let arrived = registration.received_at.unwrap_or(now).date();
        let kept = organisation.profile_on(arrived);
        let in_force = self
            .in_force_for(self.database.read(), &organisation, now.date(), kept)
            .await?;
        let context = Context {
            now,
            actor,
            rules: in_force.rules(),
            case: CaseId(Uuid::nil()),
            other: other.as_ref(),
            next_serial: u32::try_from(last).unwrap_or(0).saturating_add(1),
            facts: Facts {
                // Whether the member exists is asked when the matter is really registered.
                member_known: true,
                ..Facts::default()
            },
            letter: "",
        };
        let drafts = decide(None, &command, &context)?;
        Ok(drafts.into_iter().map(|draft| draft.event).collect())
    }
}
