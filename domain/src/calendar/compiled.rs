//! The compiled calendar: every question about a day is a look-up.

use super::{
    CalendarError, CalendarSpec, ClosedReason, HolidayRule, Hours,
    day::{DAY_SECONDS, day_index, epoch_day},
    table::Table,
};
use crate::time::Timestamp;
use jiff::civil::{Date, DateTime};
use std::sync::{Arc, LazyLock};

/// The business calendar (A25) of the years 1949-2099. Cloning shares the table.
///
/// ```
/// use domain::calendar::Calendar;
/// use jiff::civil::date;
/// let calendar = Calendar::standard();
/// // The roll over Golden Week 2026: Sunday 3 May to Thursday 7 May.
/// assert_eq!(calendar.nth_open_day_after(date(2026, 5, 3), 1), Ok(date(2026, 5, 7)));
/// assert_eq!(calendar.open_days_between(date(2026, 4, 27), date(2026, 5, 8)), Ok(5));
/// assert!(calendar.is_open(date(2100, 1, 1)).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Calendar(pub(super) Arc<Table>);

/// Local seconds (read like UTC) of a local date and time.
fn local_seconds(local: DateTime) -> i64 {
    let time = local.time();
    epoch_day(local.date()) * DAY_SECONDS
        + i64::from(time.hour()) * 3_600
        + i64::from(time.minute()) * 60
        + i64::from(time.second())
}

impl Calendar {
    /// Compiles a specification.
    ///
    /// # Errors
    /// [`CalendarError::UnknownZone`], [`CalendarError::NeverOpen`] and those of
    /// [`CalendarSpec::normalised`].
    pub fn compile(spec: CalendarSpec) -> Result<Self, CalendarError> {
        Ok(Self(Arc::new(Table::compile(spec)?)))
    }

    /// The calendar used where none is given, see [`CalendarSpec::standard`].
    #[must_use]
    pub fn standard() -> Self {
        #[expect(
            clippy::expect_used,
            reason = "a constant specification, compiled by the first test"
        )]
        static STANDARD: LazyLock<Calendar> = LazyLock::new(|| {
            Calendar::compile(CalendarSpec::standard()).expect("the standard calendar compiles")
        });
        STANDARD.clone()
    }

    /// Reads and compiles the TOML form.
    ///
    /// # Errors
    /// Those of [`CalendarSpec::from_toml`] and [`Calendar::compile`].
    pub fn from_toml(text: &str) -> Result<Self, CalendarError> {
        Self::compile(CalendarSpec::from_toml(text)?)
    }

    /// What the calendar was made from, normalised.
    #[must_use]
    pub fn spec(&self) -> &CalendarSpec {
        &self.0.spec
    }

    /// The name of the calendar, see [`CalendarSpec::digest`].
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.0.digest
    }

    pub(super) fn table(&self) -> &Table {
        &self.0
    }

    /// Whether the organisation is open on `date`.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn is_open(&self, date: Date) -> Result<bool, CalendarError> {
        Ok(self.0.is_open_at(day_index(date)?))
    }

    /// Why `date` is closed; `None` when it is open.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn closed_reason(&self, date: Date) -> Result<Option<ClosedReason>, CalendarError> {
        Ok(self.0.reason_at(day_index(date)?))
    }

    /// The Japanese name of the holiday on `date`, whether the organisation is open on it or not;
    /// `None` when it is no holiday. A day that the official list added has the name of the list.
    ///
    /// ```
    /// use domain::calendar::Calendar;
    /// use jiff::civil::date;
    /// let calendar = Calendar::from_toml("
    ///     open = ['2026-05-05']
    ///     [[added]]
    ///     date = '2026-06-01'
    ///     name = '川の日'
    /// ").unwrap();
    /// assert_eq!(calendar.holiday_name_on(date(2026, 5, 5)), Some("こどもの日"));
    /// assert_eq!(calendar.holiday_name_on(date(2026, 6, 1)), Some("川の日"));
    /// assert_eq!(calendar.holiday_name_on(date(2026, 6, 2)), None);
    /// ```
    #[must_use]
    pub fn holiday_name_on(&self, date: Date) -> Option<&str> {
        self.0.holiday_name(date)
    }

    /// The opening hours on `date` in order; empty when it is closed.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn opening_hours(&self, date: Date) -> Result<&[Hours], CalendarError> {
        Ok(if self.is_open(date)? {
            self.0.hours_of(date)
        } else {
            &[]
        })
    }

    /// The `n`-th open day after `date`, which itself is not counted; `n = 0` gives `date` unchanged.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`], [`CalendarError::AnswerOutsideTable`] when the answer lies after 2099.
    pub fn nth_open_day_after(&self, date: Date, n: u32) -> Result<Date, CalendarError> {
        let i = day_index(date)?;
        if n == 0 {
            return Ok(date);
        }
        let position = u64::from(self.0.ordinal_at(i + 1)) + u64::from(n) - 1;
        usize::try_from(position)
            .ok()
            .and_then(|p| self.0.open.get(p).copied())
            .ok_or(CalendarError::AnswerOutsideTable { date })
    }

    /// The `n`-th open day before `date`, which itself is not counted; `n = 0` gives `date` unchanged.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`], [`CalendarError::AnswerOutsideTable`] when the answer lies before 1949.
    pub fn nth_open_day_before(&self, date: Date, n: u32) -> Result<Date, CalendarError> {
        let i = day_index(date)?;
        if n == 0 {
            return Ok(date);
        }
        self.0
            .ordinal_at(i)
            .checked_sub(n)
            .and_then(|p| self.0.open.get(p as usize).copied())
            .ok_or(CalendarError::AnswerOutsideTable { date })
    }

    /// `date` when it is open, else the next open day (Civil Code 142).
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn open_day_from(&self, date: Date) -> Result<Date, CalendarError> {
        let position = self.0.ordinal_at(day_index(date)?);
        self.0
            .open
            .get(position as usize)
            .copied()
            .ok_or(CalendarError::AnswerOutsideTable { date })
    }

    /// `date` when it is open, else the nearest open day before it.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn open_day_until(&self, date: Date) -> Result<Date, CalendarError> {
        if self.is_open(date)? {
            Ok(date)
        } else {
            self.nth_open_day_before(date, 1)
        }
    }

    /// How many open days lie after `a`, up to and including `b`; negative when `b` is before `a`.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn open_days_between(&self, a: Date, b: Date) -> Result<i64, CalendarError> {
        let upto = |date| Ok(i64::from(self.0.ordinal_at(day_index(date)? + 1)));
        Ok(upto(b)? - upto(a)?)
    }

    /// The open day to which a receipt at `at` belongs: its own day when that is open and not yet
    /// closed for the day (before opening counts, closing time sharp does not), else the next one.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn open_day_of_receipt(&self, at: Timestamp) -> Result<Date, CalendarError> {
        let local = self.local(at);
        let date = local.date();
        let minute = minute_of(local);
        match self.opening_hours(date)?.last() {
            Some(hours) if minute < hours.closes_minute() => Ok(date),
            _ => self.nth_open_day_after(date, 1),
        }
    }

    /// Whether the office is open at `at` (A25): mail goes out in opening hours only, and what falls
    /// outside of them waits for the next opening.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    ///
    /// ```
    /// use domain::{calendar::Calendar, time::Timestamp};
    /// use jiff::civil::date;
    /// let calendar = Calendar::standard();
    /// let open = |hour, minute| {
    ///     calendar.is_open_at(Timestamp::from_jst(date(2026, 6, 1).at(hour, minute, 0, 0)))
    /// };
    /// assert_eq!((open(9, 59), open(10, 0), open(17, 0)), (Ok(false), Ok(true), Ok(false)));
    /// ```
    pub fn is_open_at(&self, at: Timestamp) -> Result<bool, CalendarError> {
        let local = self.local(at);
        let minute = minute_of(local);
        Ok(self
            .opening_hours(local.date())?
            .iter()
            .any(|hours| (hours.opens_minute()..hours.closes_minute()).contains(&minute)))
    }

    /// Whether an answer about `date` may change, because the holidays of its year are not gazetted.
    #[must_use]
    pub fn is_provisional(&self, date: Date) -> bool {
        self.0.spec.holidays == HolidayRule::Jp && date.year() > self.0.spec.gazetted_until
    }

    /// The instant at which the local clock shows `local`: the first one where it shows it twice, the
    /// first one after the gap where it skips it.
    #[must_use]
    pub fn instant(&self, local: DateTime) -> Timestamp {
        let seconds = self.0.zone.instant(local_seconds(local));
        Timestamp::from_micros(seconds * 1_000_000 + i64::from(local.subsec_nanosecond()) / 1_000)
    }

    /// What the local clock shows at `at`.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        let utc = at.micros().div_euclid(1_000_000);
        let offset = self.0.zone.local(utc) - utc;
        // Timestamp::jst adds nine hours of its own
        at.plus_seconds(offset - 9 * 3_600).jst()
    }

    /// The first instant of `date`.
    #[must_use]
    pub fn start_of(&self, date: Date) -> Timestamp {
        Timestamp::from_micros(self.0.zone.instant(epoch_day(date) * DAY_SECONDS) * 1_000_000)
    }

    /// The instant at which `date` is over (24:00, Civil Code 141).
    #[must_use]
    pub fn end_of(&self, date: Date) -> Timestamp {
        Timestamp::from_micros(self.0.zone.instant((epoch_day(date) + 1) * DAY_SECONDS) * 1_000_000)
    }
}

/// The minute of the day.
fn minute_of(local: DateTime) -> u16 {
    u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs())
}
