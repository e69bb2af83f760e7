//! Whether a letter is genuine: asked by anybody who has its number and its code.

use crate::{
    entity::ledger,
    office::{Office, OfficeError},
};
use domain::{
    chain::Record,
    event::Entry,
    letter::{is_code, issued},
};
use sea_orm::EntityTrait;

impl Office {
    /// The record that issued the letter with this number, when the code is that letter's. Nothing
    /// tells a wrong code from a number that is no letter's.
    ///
    /// # Errors
    /// The database failed.
    pub async fn genuine_letter(
        &self,
        number: u64,
        code: &str,
    ) -> Result<Option<Entry>, OfficeError> {
        let Ok(seq) = i64::try_from(number) else {
            return Ok(None);
        };
        let row = ledger::Entity::find_by_id(seq)
            .one(self.database.read())
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let record = Record::parse(row.body.as_bytes())?;
        let entry = Entry::from_record(&record, row.sha256)?;
        let genuine = issued(&entry.event).is_some() && is_code(&entry.sha256, code);
        Ok(genuine.then_some(entry))
    }
}
