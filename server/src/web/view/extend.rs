//! More time for several deadlines at once: what would become of each, and what became.

use super::form::{Fault, Field};
use jiff::civil::Date;

/// One case of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtendRow {
    /// What is sent for it: number, deadline and version.
    pub row: String,
    /// Where its proof is.
    pub href: String,
    /// The case's printed number.
    pub number: String,
    /// The respondent as it may be listed.
    pub member: String,
    /// The clock's code, or empty where there is none to extend.
    pub clock: String,
    /// The last day as it is.
    pub from: Option<Date>,
    /// The last day it would have, or now has.
    pub to: Option<Date>,
    /// Why not, in words, or empty.
    pub problem: String,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extend {
    /// The cases.
    pub rows: Vec<ExtendRow>,
    /// How much, asked when, and why.
    pub fields: Vec<Field>,
    /// What was wrong with what was typed.
    pub faults: Vec<Fault>,
    /// Whether it was done.
    pub done: bool,
}

impl Extend {
    /// How many can be extended, or were.
    #[must_use]
    pub fn granted(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.problem.is_empty())
            .count()
    }

    /// How many cannot.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.rows.len() - self.granted()
    }
}
