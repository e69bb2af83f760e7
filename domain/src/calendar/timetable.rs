//! The opening hours of a stretch of days, ready to be looked up.

use super::{CalendarError, CalendarSpec, Hours, Weekly, day::FIRST_DAY, weekly::WEEK};
use jiff::civil::{Date, Weekday};

/// Hours by weekday that hold from a day on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Timetable {
    /// First day.
    pub(super) from: Date,
    /// By weekday from Monday.
    days: [Row; 7],
}

/// One weekday.
#[derive(Debug, Default, PartialEq, Eq)]
struct Row {
    /// Whether the weekday has no hours of its own.
    closed: bool,
    /// Its hours; for a weekday without its own (opened against the rule), those of the nearest
    /// weekday before it that has some.
    hours: Vec<Hours>,
}

impl Timetable {
    /// The timetables of a normalised specification, in order; the first begins with the table.
    pub(super) fn all(spec: &CalendarSpec) -> Result<Vec<Self>, CalendarError> {
        let never = |from| CalendarError::NeverOpen { from };
        let first = Self::new(FIRST_DAY, &spec.weekly).ok_or(never(None))?;
        let later = spec
            .later
            .iter()
            .map(|change| Self::new(change.from, &change.weekly).ok_or(never(Some(change.from))));
        std::iter::once(Ok(first)).chain(later).collect()
    }

    /// `None` when no weekday has hours.
    fn new(from: Date, weekly: &Weekly) -> Option<Self> {
        let mut days: [Row; 7] = Default::default();
        for (row, day) in days.iter_mut().zip(WEEK) {
            let own = |back: i64| weekly.of(day - back);
            row.closed = own(0).is_empty();
            row.hours = (0..7).map(own).find(|hours| !hours.is_empty())?.to_vec();
        }
        Some(Self { from, days })
    }

    /// The timetable in force on `date`.
    pub(super) fn in_force(all: &[Self], date: Date) -> Option<&Self> {
        let after = all.partition_point(|t| t.from <= date);
        all.get(after.checked_sub(1)?)
    }

    fn row(&self, day: Weekday) -> Option<&Row> {
        let place = usize::try_from(day.to_monday_zero_offset()).ok()?;
        self.days.get(place)
    }

    /// Whether the weekday has no hours of its own.
    pub(super) fn is_closed(&self, day: Weekday) -> bool {
        self.row(day).is_none_or(|row| row.closed)
    }

    /// The hours of the weekday, were it open.
    pub(super) fn hours(&self, day: Weekday) -> &[Hours] {
        self.row(day).map_or(&[], |row| &row.hours)
    }
}
