//! Single edits of a calendar. Each gives a new specification and refuses what changes nothing,
//! because such an edit is a slip: a wrong year, a closure entered twice.

use super::{
    CalendarError, CalendarSpec, DayRange, Later, Weekly,
    day::{DAY_SECONDS, day_index},
    timetable::Timetable,
};
use jiff::{
    Span,
    civil::{Date, date},
};

/// The most days of a closure or opening: a whole year and some weeks. More is a slip in the year.
pub const MAX_RANGE_DAYS: i64 = 400;

impl CalendarSpec {
    /// Closes the days of `range`. An opening stands above it.
    ///
    /// ```
    /// use domain::calendar::CalendarSpec;
    /// let spec = CalendarSpec::standard();
    /// let closed = spec.close("2026-08-13..2026-08-14".parse().unwrap()).unwrap();
    /// assert_eq!(closed.closed.len(), 2);
    /// let again = closed.close("2026-08-14".parse().unwrap()).unwrap_err();
    /// assert_eq!(again.code(), "calendar.nothing_changes");
    /// ```
    ///
    /// # Errors
    /// [`CalendarError::NothingChanges`] when each of the days is in a closure or an opening already;
    /// [`CalendarError::BadRange`], [`CalendarError::RangeTooLong`], [`CalendarError::OutsideTable`]
    /// for a range that cannot be meant; and those of [`CalendarSpec::normalised`].
    pub fn close(&self, range: DayRange) -> Result<Self, CalendarError> {
        hold_possible(range)?;
        // a closure across New Year has a name of its own, so others do not stand for it
        let mut standing = self.closed.clone();
        standing.retain(|r| r.crosses_new_year() >= range.crosses_new_year());
        standing.extend(&self.open);
        if contain(&standing, range) {
            return Err(nothing_changes(&range));
        }
        let mut spec = self.clone();
        spec.closed.push(range);
        spec.normalised()
    }

    /// Opens the days of `range` against holidays, closures and weekdays.
    ///
    /// # Errors
    /// [`CalendarError::NothingChanges`] when each of the days is in an opening already; else as
    /// [`CalendarSpec::close`].
    pub fn open_on(&self, range: DayRange) -> Result<Self, CalendarError> {
        hold_possible(range)?;
        if contain(&self.open, range) {
            return Err(nothing_changes(&range));
        }
        let mut spec = self.clone();
        spec.open.push(range);
        spec.normalised()
    }

    /// Takes back a closure, as it is listed.
    ///
    /// # Errors
    /// [`CalendarError::NothingChanges`] when it is not listed; those of
    /// [`CalendarSpec::normalised`].
    pub fn withdraw_closure(&self, range: DayRange) -> Result<Self, CalendarError> {
        let mut spec = self.clone();
        withdraw(&mut spec.closed, range)?;
        spec.normalised()
    }

    /// Takes back an opening, as it is listed.
    ///
    /// # Errors
    /// As [`CalendarSpec::withdraw_closure`].
    pub fn withdraw_opening(&self, range: DayRange) -> Result<Self, CalendarError> {
        let mut spec = self.clone();
        withdraw(&mut spec.open, range)?;
        spec.normalised()
    }

    /// Gives other opening hours from a day on, until those of a later day. Hours that began on the
    /// same day are replaced; the hours of the day before take a change back.
    ///
    /// # Errors
    /// [`CalendarError::NothingChanges`] when these hours hold on that day already,
    /// [`CalendarError::NeverOpen`] when they leave no weekday open; those of
    /// [`CalendarSpec::normalised`].
    pub fn hours_from(&self, from: Date, weekly: Weekly) -> Result<Self, CalendarError> {
        let mut spec = self.clone();
        spec.later.retain(|change| change.from != from);
        spec.later.push(Later { from, weekly });
        let spec = spec.normalised()?;
        Timetable::all(&spec)?;
        if spec == self.clone().normalised()? {
            return Err(nothing_changes(&from));
        }
        Ok(spec)
    }
}

fn nothing_changes(what: &impl ToString) -> CalendarError {
    CalendarError::NothingChanges {
        what: what.to_string(),
    }
}

fn withdraw(list: &mut Vec<DayRange>, range: DayRange) -> Result<(), CalendarError> {
    let before = list.len();
    list.retain(|listed| *listed != range);
    if list.len() == before {
        return Err(nothing_changes(&range));
    }
    Ok(())
}

/// Holds a range to be one that a file could say, within the table and not too long.
fn hold_possible(range: DayRange) -> Result<(), CalendarError> {
    range.to_string().parse::<DayRange>()?;
    if let DayRange::Dated { from, to } = range {
        let days = to.duration_since(from).as_secs() / DAY_SECONDS + 1;
        if days > MAX_RANGE_DAYS {
            return Err(CalendarError::RangeTooLong {
                range: range.to_string(),
                days,
            });
        }
        day_index(from)?;
        day_index(to)?;
    }
    Ok(())
}

/// Whether `ranges` together contain each day of `range`; for a range of every year, only those of
/// every year count.
fn contain(ranges: &[DayRange], range: DayRange) -> bool {
    let (first, last, yearly) = match range {
        DayRange::Dated { from, to } => (from, to, false),
        // a leap year has every day that a year can have
        DayRange::Yearly { .. } => (date(2000, 1, 1), date(2000, 12, 31), true),
    };
    let counts = |r: &&DayRange| !yearly || matches!(r, DayRange::Yearly { .. });
    let mut days = first
        .series(Span::new().days(1))
        .take_while(|day| *day <= last);
    days.all(|day| !range.contains(day) || ranges.iter().filter(counts).any(|r| r.contains(day)))
}
