//! Acts that wait for a second person.

use domain::time::Timestamp;

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The address form of the case's number.
    pub slug: String,
    /// The printed number.
    pub number: String,
    /// The respondent.
    pub member: String,
    /// The act's code.
    pub act: String,
    /// Who put it forward.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Where it is decided; `None` for what this reader put forward.
    pub href: Option<String>,
}
