//! The files that belong together with one, as far as they exist for the asker: the other respondents
//! of its complaint, and the other cases of its incident.

use crate::office::{Office, OfficeError, load_complaint, load_incident, load_numbered};
use domain::{access::Actor, case::CaseFile};

impl Office {
    /// The files of the same complaint about its other respondents, in the order of their numbers.
    ///
    /// # Errors
    /// The database failed.
    pub async fn same_complaint(
        &self,
        actor: &Actor,
        file: &CaseFile,
    ) -> Result<Vec<CaseFile>, OfficeError> {
        let files = load_complaint(self.database.read(), file.complaint()).await?;
        Ok(others(actor, file, files))
    }

    /// The other cases of the same incident, the one that leads it first when it is not `file`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn same_incident(
        &self,
        actor: &Actor,
        file: &CaseFile,
    ) -> Result<Vec<CaseFile>, OfficeError> {
        let read = self.database.read();
        let lead = file.incident.unwrap_or(file.number);
        let mut files = load_incident(read, lead).await?;
        if lead != file.number
            && let Some(leading) = load_numbered(read, lead).await?
        {
            files.insert(0, leading);
        }
        Ok(others(actor, file, files))
    }
}

fn others(actor: &Actor, file: &CaseFile, mut files: Vec<CaseFile>) -> Vec<CaseFile> {
    files.retain(|other| other.id != file.id && actor.reaches(other));
    files
}
