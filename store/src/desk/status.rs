//! How a complainant asks where their matter stands (B06): by its number and a secret that only the
//! letter of receipt shows. The secret is derived from the case and the pepper, so nothing is stored.

use crate::{
    office::{Office, OfficeError, load_case},
    secrets::Secrets,
};
use data_encoding::BASE32_NOPAD;
use domain::{
    case::{CaseFile, Number},
    id::CaseId,
};
use subtle::ConstantTimeEq as _;

/// Characters of the secret: 60 bits.
const SECRET_CHARS: usize = 12;

fn secret(secrets: &Secrets, case: CaseId) -> String {
    let key = secrets.derived(&format!("status|{case}"));
    let mut text = BASE32_NOPAD.encode(key.as_slice());
    text.truncate(SECRET_CHARS);
    text
}

impl Office {
    /// The secret with which the complainant of this case asks where it stands, in groups of four.
    #[must_use]
    pub fn status_secret(&self, case: CaseId) -> String {
        let text = secret(&self.secrets, case);
        let groups: Vec<&str> = [(0, 4), (4, 8), (8, 12)]
            .into_iter()
            .filter_map(|(from, to)| text.get(from..to))
            .collect();
        groups.join("-")
    }

    /// The case with this number, for whoever knows its secret. Nothing tells a wrong secret from a
    /// number that does not exist.
    ///
    /// # Errors
    /// The database failed.
    pub async fn status(
        &self,
        number: Number,
        typed: &str,
    ) -> Result<Option<CaseFile>, OfficeError> {
        let folded: String = typed
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let Some(id) = self.case_id(number).await? else {
            return Ok(None);
        };
        let knows: bool = secret(&self.secrets, id)
            .as_bytes()
            .ct_eq(folded.as_bytes())
            .into();
        if knows {
            load_case(self.database.read(), id).await
        } else {
            Ok(None)
        }
    }
}
