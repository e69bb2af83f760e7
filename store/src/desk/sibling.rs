//! The files that belong together with one: the other respondents of its complaint, and the other
//! cases of its incident.

use crate::office::{Office, OfficeError, load_complaint, load_incident, load_numbered};
use domain::{access::Actor, case::CaseFile};

/// The other files, as far as they exist for the asker.
#[derive(Clone, Debug, Default)]
pub struct Siblings {
    /// Those of the same complaint about its other respondents, in the order of their numbers.
    pub complaint: Vec<CaseFile>,
    /// The cases of the same incident, the one that leads it first when it is not the asked one.
    pub incident: Vec<CaseFile>,
}

impl Office {
    /// The files that belong together with `file`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn siblings(&self, actor: &Actor, file: &CaseFile) -> Result<Siblings, OfficeError> {
        let read = self.database.read();
        let complaint = load_complaint(read, file.complaint()).await?;
        let lead = file.incident.unwrap_or(file.number);
        let mut incident = load_incident(read, lead).await?;
        if lead != file.number
            && let Some(leading) = load_numbered(read, lead).await?
        {
            incident.insert(0, leading);
        }
        let others = |files: Vec<CaseFile>| {
            files
                .into_iter()
                .filter(|other| other.id != file.id && actor.reaches(other))
                .collect()
        };
        Ok(Siblings {
            complaint: others(complaint),
            incident: others(incident),
        })
    }
}
