//! Who decides on measures, and by which rules (`domain.md` section 4).

use crate::code::{Body, LegalForm};
use serde::{Deserialize, Serialize};

/// The organs of the organisation and their rules.
///
/// ```
/// use domain::{code::Body, profile::BoardRules};
/// let rules = BoardRules::default();
/// assert_eq!(rules.decided_by, Body::Board);
/// assert!(rules.other_grounds.is_none() && !rules.public_notice);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BoardRules {
    /// What the organisation is by law; only an association has statutory members and a general
    /// meeting.
    pub legal_form: LegalForm,
    /// Who decides on recommendations and other measures: board, committee or president.
    pub decided_by: Body,
    /// To whom a decision goes for which too few directors may vote: the president with the opinion
    /// of the statutory auditors, or the general meeting.
    pub too_few: Body,
    /// Clear days between the notice of a meeting and the meeting (General Incorporated Associations
    /// Act articles 39, 94).
    pub notice_days: u32,
    /// Calendar days in which the member may correct the record of its hearing.
    pub record_days: u32,
    /// The fewest directors who may vote for revocation or exclusion to be decided by the board.
    pub fewest: u32,
    /// Whether votes are shown without names until the meeting is closed.
    pub names_hidden: bool,
    /// Where the articles name grounds of revocation besides a recommendation that was not followed
    /// (B37); without it there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_grounds: Option<String>,
    /// Whether a public notice may name a member against whom a measure was taken.
    pub public_notice: bool,
}

impl Default for BoardRules {
    fn default() -> Self {
        Self {
            legal_form: LegalForm::Association,
            decided_by: Body::Board,
            too_few: Body::President,
            notice_days: 7,
            record_days: 7,
            fewest: 3,
            names_hidden: false,
            other_grounds: None,
            public_notice: false,
        }
    }
}

impl BoardRules {
    /// Whether these are the rules of an organisation that wrote none of its own.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
