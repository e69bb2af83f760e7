//! The organisation's own registers: every row says what the ledger says, and the texts that records
//! name by digest are kept as they were.

use super::{CheckFault, count, differs};
use crate::{
    entity::folio,
    office::{Office, config::text_of, folio::GUIDELINE, rows, targets},
};
use domain::{
    event::Recipients,
    folio::{Content, Folio, GuidelineText},
    targets::TargetList,
    world::World,
};
use sea_orm::EntityTrait;
use std::collections::BTreeMap;

impl Office {
    /// Compares the rows of the registers and the kept texts with what the ledger says.
    pub(super) async fn check_folios(&self, world: &World) -> Result<(), CheckFault> {
        let found = folio::Entity::find().all(self.database.read()).await?;
        count("register entry", world.folios.len(), found.len())?;
        let rows: BTreeMap<i32, folio::Model> =
            found.into_iter().map(|row| (row.id, row)).collect();
        for folio in world.folios.values() {
            let id = folio.id.to_string();
            let expected = rows::folio_row(folio)?;
            if rows.get(&expected.id) != Some(&expected) {
                return Err(differs("register entry", &id, "state"));
            }
            self.check_kept(folio, &id).await?;
        }
        Ok(())
    }

    /// The text of a version of the guidelines (A10), or the list of those who were informed (A05).
    async fn check_kept(&self, folio: &Folio, id: &str) -> Result<(), CheckFault> {
        match &folio.content {
            Content::Guideline(guideline) => {
                let adopted = &guideline.adopted;
                let kept = text_of(self.database.read(), &adopted.text, GUIDELINE).await?;
                let text = GuidelineText::read(&kept)?;
                let numbers = text.clauses.iter().map(|clause| &clause.number);
                if text.kept() != kept
                    || text.digest() != adopted.text
                    || !numbers.eq(&adopted.clauses)
                {
                    return Err(differs("register entry", id, "text"));
                }
            }
            Content::Information(information) => {
                if let Recipients::Targets { list, count } = &information.to {
                    let kept = text_of(self.database.read(), list, targets::KIND).await?;
                    let names = TargetList::read(&kept)?;
                    let published = names.published(information.on);
                    if names.text() != kept || published.list != *list || published.count != *count
                    {
                        return Err(differs("register entry", id, "list"));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
