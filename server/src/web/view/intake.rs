//! Taking a matter in: the form with what it will become, and the receipt.

use super::{deadline::Chip, form::Form, search::Suggested, worklist::Row};
use domain::time::Timestamp;

/// What saving would do, shown before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The number it would get.
    pub number: String,
    /// When it counts as received.
    pub effective: Timestamp,
    /// The deadlines it would start.
    pub dues: Vec<Chip>,
}

/// The new-case page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCase {
    /// The form.
    pub form: Form,
    /// What saving would do.
    pub preview: Option<Preview>,
    /// The printed number of the complaint of whose further respondent this is, or empty.
    pub beside: String,
    /// What may be meant: the same person's cases, the member.
    pub suggested: Suggested,
    /// The earlier case that was chosen, printed.
    pub prior: Option<String>,
    /// Cases of the same member still open.
    pub similar: Vec<Row>,
}

/// The receipt page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The address form of the number.
    pub slug: String,
    /// The printed number.
    pub number: String,
    /// The kind's code.
    pub kind: String,
    /// When it was received.
    pub received: Timestamp,
    /// The deadlines that began to run.
    pub dues: Vec<Chip>,
    /// The secret with which the complainant asks where the matter stands.
    pub secret: String,
    /// Where a further respondent of the same complaint is entered, when that may be.
    pub further: Option<String>,
    /// The earlier case that was chosen at intake, printed, and where it is linked.
    pub prior: Option<(String, String)>,
    /// The step that comes next and its address.
    pub next: Option<super::step::Step>,
}
