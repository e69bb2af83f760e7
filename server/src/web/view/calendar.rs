//! The calendar's page: what it says, edits of it, and what an edit moves.

use super::{
    form::{Field, Form},
    load::Horizon,
};
use jiff::civil::Date;

/// A deadline that an edit moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveLine {
    /// Its proof's address, when it is a case's.
    pub href: Option<String>,
    /// The case's printed number, or what its object is called.
    pub number: String,
    /// Its clock.
    pub clock: String,
    /// The last day as it is.
    pub from: Date,
    /// The last day by the newer calendar.
    pub to: Date,
}

/// What an edit does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// What changes in the calendar, in words.
    pub changes: Vec<String>,
    /// Deadlines with a later last day.
    pub moved: Vec<MoveLine>,
    /// Deadlines that would end earlier and stay.
    pub kept: Vec<MoveLine>,
    /// Deadlines whose last day stays and whose reminders and levels move.
    pub steps_only: u64,
    /// Paused deadlines, computed when they run again.
    pub paused: u64,
}

/// A closure or opening in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeLine {
    /// The days in words.
    pub days: String,
    /// The days as the calendar writes them.
    pub range: String,
    /// Whether it comes every year.
    pub yearly: bool,
}

/// Hours of a weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursLine {
    /// The weekday's words.
    pub day: String,
    /// The hours, or empty when closed.
    pub hours: String,
}

/// Hours that hold from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursTable {
    /// From which day; none: from the beginning.
    pub from: Option<Date>,
    /// From Monday.
    pub days: Vec<HoursLine>,
}

/// A proposal that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingVersion {
    /// Who put it forward.
    pub by: String,
    /// When.
    pub at: domain::time::Timestamp,
    /// Why, or empty.
    pub reason: String,
    /// First day on which it is to apply.
    pub in_force: Date,
    /// The authority's code.
    pub authority: String,
    /// Where it can be read and decided on.
    pub href: String,
}

/// The calendar's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPageView {
    /// Until when the holidays are known.
    pub horizon: Horizon,
    /// Digest of the calendar in force.
    pub digest: String,
    /// Closures.
    pub closed: Vec<RangeLine>,
    /// Days opened against the rule.
    pub open: Vec<RangeLine>,
    /// Opening hours.
    pub hours: Vec<HoursTable>,
    /// Holidays by the official list that differ from the rule, in words.
    pub official: Vec<String>,
    /// The version that waits for approval.
    pub waiting: Option<WaitingVersion>,
    /// The forms of edits, for those who may ask for one.
    pub edits: Option<Edits>,
}

/// The forms of edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Closing or opening days.
    pub days: Vec<Field>,
    /// Opening hours from a day on.
    pub hours: Vec<Field>,
    /// What was wrong.
    pub faults: Vec<super::form::Fault>,
}

/// An edit before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it does.
    pub moves: Moves,
    /// The form that makes it, or puts it forward.
    pub form: Form,
}
