//! The load ahead: deadlines by week and by day, and until when the holidays are known.

use super::{chart::Chart, deadline::Chip};
use jiff::civil::Date;

/// Until when the holidays are gazetted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Horizon {
    /// The last year whose holidays are known, in words: 令和9年.
    pub year: String,
    /// Whether the next year's list should have been imported by now.
    pub late: bool,
    /// Open deadlines that rest on holidays not gazetted yet.
    pub provisional: u64,
}

/// A person's calendar feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedBox {
    /// Since when there is one.
    pub since: Option<Date>,
    /// Its address, shown once, when it was made.
    pub address: Option<String>,
}

/// The page 期限.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Deadlines of twelve weeks by state.
    pub weeks: Chart,
    /// Until when the holidays are known.
    pub horizon: Horizon,
    /// Where this month's calendar is.
    pub calendar: String,
    /// The feed.
    pub feed: FeedBox,
}

/// One day of the month's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCell {
    /// The day.
    pub date: Date,
    /// Whether it belongs to the month shown.
    pub inside: bool,
    /// Whether it is today.
    pub today: bool,
    /// Why it is closed, or empty.
    pub closed: String,
    /// Whether the day is a holiday by name, not a weekday that is closed.
    pub holiday: bool,
    /// How many deadlines end.
    pub running: u32,
    /// How many paused ones would have ended.
    pub paused: u32,
    /// The look of the count: `overdue`, `today`, `near`, `ample`.
    pub look: &'static str,
}

impl DayCell {
    /// Its id in the list below the grid.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("d-{}", self.date)
    }
}

/// One deadline of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLine {
    /// The address of its proof, or of what it belongs to.
    pub href: Option<String>,
    /// The case's printed number, or what its object is called.
    pub number: String,
    /// The respondent, or the member itself, as it may be listed.
    pub member: String,
    /// State and date.
    pub chip: Chip,
    /// Who handles the case, or empty; none for what nobody in particular handles.
    pub officer: Option<String>,
}

/// The deadlines of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayList {
    /// The day.
    pub date: Date,
    /// Its deadlines.
    pub lines: Vec<DayLine>,
}

/// The month's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The month in words: 令和8年11月.
    pub title: String,
    /// The address of the month before.
    pub previous: String,
    /// The address of the month after.
    pub next: String,
    /// The weeks, from Monday.
    pub weeks: Vec<Vec<DayCell>>,
    /// The deadlines day by day, for small screens and readers.
    pub days: Vec<DayList>,
    /// How many more there are than the list shows.
    pub more: u32,
}
