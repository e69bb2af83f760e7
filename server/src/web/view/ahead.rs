//! What if: the dates of a complaint received at a moment, and what a closure would move.

use super::{
    calendar::Moves,
    deadline::{Chip, Why},
    form::{Fault, Field},
};
use domain::time::Timestamp;

/// A clock of the main path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AheadLine {
    /// Its last day.
    pub chip: Chip,
    /// From when it runs.
    pub from: Timestamp,
    /// On whom it waits.
    pub waits_on: String,
    /// Why the date is what it is.
    pub why: Why,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The form for a receipt.
    pub receipt: Vec<Field>,
    /// The form for a closure.
    pub closure: Vec<Field>,
    /// What was wrong with what was typed.
    pub faults: Vec<Fault>,
    /// The clocks.
    pub lines: Vec<AheadLine>,
    /// What the closure would move.
    pub moves: Option<Moves>,
}
