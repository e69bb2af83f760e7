//! The stage bar: where a case stands on its way, with the days it got there and what is due next.

use super::deadline::Chip;
use jiff::civil::Date;

/// How a stage relates to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Left behind.
    Passed,
    /// Where the case stands.
    Now,
    /// Where the case stands, while handling is suspended.
    Paused,
    /// Still ahead.
    Ahead,
}

impl Reached {
    /// The name of its look and of its words.
    #[must_use]
    pub fn look(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Now => "now",
            Self::Paused => "paused",
            Self::Ahead => "ahead",
        }
    }
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The stage's code.
    pub code: String,
    /// Whether it is passed, current or ahead.
    pub reached: Reached,
    /// Since when.
    pub since: Option<Date>,
    /// The deadline that runs there.
    pub chip: Option<Chip>,
}
