//! Measures and meetings: every row says what the ledger says.

use super::{CheckFault, count, differs};
use crate::{
    entity::{agenda_item, ballot, measure, measure_bar, meeting},
    office::{
        Office,
        measure::measure_row,
        meeting::{ballot_rows, item_rows, meeting_row},
        rows::number,
    },
};
use domain::world::World;
use sea_orm::EntityTrait;
use std::collections::BTreeMap;

impl Office {
    /// Compares the rows of measures, meetings, agendas and votes with what the ledger says.
    pub(super) async fn check_measures(&self, world: &World) -> Result<(), CheckFault> {
        let db = self.database.read();
        let found = measure::Entity::find().all(db).await?;
        count("measure", world.measures.len(), found.len())?;
        let rows: BTreeMap<i32, measure::Model> = found.into_iter().map(|m| (m.id, m)).collect();
        let mut bars = measure_bar::Entity::find().all(db).await?;
        for measure in world.measures.values() {
            let expected = measure_row(measure)?;
            if rows.get(&expected.id) != Some(&expected) {
                return Err(differs("measure", &measure.id.to_string(), "state"));
            }
            for person in measure.recused() {
                let before = bars.len();
                bars.retain(|bar| {
                    bar.measure_id != number(measure.id.0) || bar.account_id != person.to_string()
                });
                if before == bars.len() {
                    return Err(differs("measure", &measure.id.to_string(), "bar"));
                }
            }
        }
        count("bar of a measure", 0, bars.len())?;
        let found = meeting::Entity::find().all(db).await?;
        count("meeting", world.meetings.len(), found.len())?;
        let rows: BTreeMap<i32, meeting::Model> = found.into_iter().map(|m| (m.id, m)).collect();
        let mut items = agenda_item::Entity::find().all(db).await?;
        let mut ballots = ballot::Entity::find().all(db).await?;
        for meeting in world.meetings.values() {
            let id = meeting.id.to_string();
            let expected = meeting_row(meeting)?;
            if rows.get(&expected.id) != Some(&expected) {
                return Err(differs("meeting", &id, "state"));
            }
            for expected in item_rows(meeting, &world.measures) {
                let Some(place) = items.iter().position(|row| *row == expected) else {
                    return Err(differs("meeting", &id, "item"));
                };
                items.swap_remove(place);
            }
            for expected in ballot_rows(meeting) {
                let Some(place) = ballots.iter().position(|row| *row == expected) else {
                    return Err(differs("meeting", &id, "vote"));
                };
                ballots.swap_remove(place);
            }
        }
        count("item of an agenda", 0, items.len())?;
        count("vote", 0, ballots.len())
    }
}
