//! Where a matter stands, as its complainant sees it.

use super::form::Form;
use jiff::civil::Date;

/// The page: the form, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The form.
    pub form: Form,
    /// Where the matter stands; nothing when number and secret do not fit; `None` before anything
    /// was asked.
    pub found: Option<Option<Standing>>,
}

/// Where a matter stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its printed number.
    pub number: String,
    /// The day of receipt.
    pub received: Date,
    /// The stage's code.
    pub stage: String,
    /// How it ended (outcome code), or empty.
    pub outcome: String,
    /// What is asked of the complainant (clock) and until when.
    pub asked: Option<(String, Date)>,
    /// By when it is to be finished.
    pub target: Option<Date>,
}
