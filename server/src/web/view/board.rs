//! What the board may be asked to look at: cases that climbed to the president. No names.

use super::deadline::Chip;
use jiff::civil::Date;

/// A candidate for the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The printed number of the case, or what the object is called.
    pub number: String,
    /// The case's kind; empty for what is no case.
    pub kind: String,
    /// The stage's code; empty for what is no case.
    pub stage: String,
    /// The deadline that was missed.
    pub chip: Chip,
    /// The level reached.
    pub level: String,
    /// Since when.
    pub since: Date,
    /// The party it waits on.
    pub waits_on: String,
}
