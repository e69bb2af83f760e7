//! The compiled calendar: open-day ordinals, so that every question is a look-up.

use super::{
    CalendarError, CalendarSpec, ClosedReason, DayRange, FIRST_YEAR, Holiday, HolidayRule, Hours,
    LAST_YEAR, holiday, zone::Zone,
};
use crate::time::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use std::sync::{Arc, LazyLock};

pub(super) const DAY_SECONDS: i64 = 86_400;
const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const FIRST_DAY: Date = jiff::civil::date(FIRST_YEAR, 1, 1);
const LAST_DAY: Date = jiff::civil::date(LAST_YEAR, 12, 31);

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
pub struct Calendar(Arc<Table>);

#[derive(Debug)]
pub(super) struct Table {
    spec: CalendarSpec,
    digest: String,
    pub(super) zone: Zone,
    /// Hours of an open day by weekday from Monday; for a weekday without its own (opened against
    /// the rule), those of the nearest weekday before it that has some.
    hours: [Vec<Hours>; 7],
    holidays: Vec<Holiday>,
    /// `ordinal[i]` = open days before day `i`; one entry more than there are days.
    ordinal: Vec<u32>,
    /// The open days in order; `open[ordinal[i]]` is day `i` when it is open.
    open: Vec<Date>,
    /// `seconds[i]` = open seconds before day `i`; one entry more than there are days.
    pub(super) seconds: Vec<i64>,
}

/// Days since 1970-01-01.
pub(super) fn epoch_day(date: Date) -> i64 {
    date.duration_since(EPOCH).as_secs() / DAY_SECONDS
}

/// The position of `date` in the table, if it is in it.
pub(super) fn day_index(date: Date) -> Result<usize, CalendarError> {
    if (FIRST_DAY..=LAST_DAY).contains(&date) {
        usize::try_from(date.duration_since(FIRST_DAY).as_secs() / DAY_SECONDS)
            .map_err(|_| CalendarError::OutsideTable { date })
    } else {
        Err(CalendarError::OutsideTable { date })
    }
}

/// Local seconds (read like UTC) of 00:00 on day `index` of the table.
pub(super) fn day_seconds(index: usize) -> i64 {
    (epoch_day(FIRST_DAY) + i64::try_from(index).unwrap_or(i64::MAX / DAY_SECONDS)) * DAY_SECONDS
}

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
    /// [`CalendarError::UnknownZone`], [`CalendarError::NeverOpen`],
    /// [`CalendarError::OverlappingHours`].
    pub fn compile(spec: CalendarSpec) -> Result<Self, CalendarError> {
        let spec = spec.normalised()?;
        let digest = spec.digest()?;
        let first = epoch_day(FIRST_DAY) * DAY_SECONDS;
        let last = (epoch_day(LAST_DAY) + 1) * DAY_SECONDS;
        let zone = Zone::load(&spec.zone, first - DAY_SECONDS, last + DAY_SECONDS)?;
        let hours = effective_hours(&spec)?;
        let holidays = match spec.holidays {
            HolidayRule::Jp => (FIRST_YEAR..=LAST_YEAR)
                .flat_map(holiday::of_year)
                .collect(),
            HolidayRule::None => Vec::new(),
        };
        let mut table = Table {
            spec,
            digest,
            zone,
            hours,
            holidays,
            ordinal: Vec::new(),
            open: Vec::new(),
            seconds: Vec::new(),
        };
        table.fill();
        Ok(Self(Arc::new(table)))
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
        let i = day_index(date)?;
        Ok(self.0.ordinal_at(i) != self.0.ordinal_at(i + 1))
    }

    /// Why `date` is closed; `None` when it is open.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn closed_reason(&self, date: Date) -> Result<Option<ClosedReason>, CalendarError> {
        day_index(date)?;
        Ok(self.0.closed_reason(date))
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
        let minute =
            u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        match self.opening_hours(date)?.last() {
            Some(hours) if minute < hours.closes_minute() => Ok(date),
            _ => self.nth_open_day_after(date, 1),
        }
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

/// Hours by weekday from Monday, where a weekday without any takes those of the nearest one before.
fn effective_hours(spec: &CalendarSpec) -> Result<[Vec<Hours>; 7], CalendarError> {
    let of = |day: Weekday| {
        (0..7)
            .map(|back| spec.weekly.of(day - back))
            .find(|hours| !hours.is_empty())
    };
    let mut all: [Vec<Hours>; 7] = Default::default();
    for (slot, offset) in all.iter_mut().zip(0_i64..) {
        *slot = of(Weekday::Monday + offset)
            .ok_or(CalendarError::NeverOpen)?
            .to_vec();
    }
    Ok(all)
}

impl Table {
    fn ordinal_at(&self, index: usize) -> u32 {
        self.ordinal.get(index).copied().unwrap_or_default()
    }

    /// The hours of `date`, were it open.
    pub(super) fn hours_of(&self, date: Date) -> &[Hours] {
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        self.hours.get(weekday).map_or(&[], Vec::as_slice)
    }

    fn closed_reason(&self, date: Date) -> Option<ClosedReason> {
        if self.spec.open.iter().any(|r| r.contains(date)) {
            return None;
        }
        if let Ok(found) = self.holidays.binary_search_by_key(&date, |h| h.date) {
            return self
                .holidays
                .get(found)
                .map(|h| ClosedReason::Holiday(h.name));
        }
        let closures = self.spec.closed.iter().filter(|r| r.contains(date));
        if let Some(year_end) = closures.map(|r| DayRange::crosses_new_year(*r)).max() {
            return Some(if year_end {
                ClosedReason::YearEnd
            } else {
                ClosedReason::Closure
            });
        }
        let weekday = date.weekday();
        self.spec
            .weekly
            .of(weekday)
            .is_empty()
            .then_some(ClosedReason::Weekly(weekday))
    }

    /// Fills the table of days. Open seconds are real ones: a day on which the clock changes is
    /// measured by its instants.
    fn fill(&mut self) {
        let (mut ordinal, mut seconds) = (0_u32, 0_i64);
        let changed = self.days_of_changes();
        for (index, date) in FIRST_DAY
            .series(jiff::Span::new().days(1))
            .take_while(|d| *d <= LAST_DAY)
            .enumerate()
        {
            self.ordinal.push(ordinal);
            self.seconds.push(seconds);
            if self.closed_reason(date).is_some() {
                continue;
            }
            self.open.push(date);
            ordinal += 1;
            seconds += if changed.binary_search(&index).is_ok() {
                self.spans(index, date).map(|(from, to)| to - from).sum()
            } else {
                let minutes = |h: &Hours| i64::from(h.closes_minute() - h.opens_minute());
                self.hours_of(date)
                    .iter()
                    .map(|h| minutes(h) * 60)
                    .sum::<i64>()
            };
        }
        self.ordinal.push(ordinal);
        self.seconds.push(seconds);
    }

    /// The days at and around each change of the zone's offset, in order.
    fn days_of_changes(&self) -> Vec<usize> {
        let first = epoch_day(FIRST_DAY);
        let mut days: Vec<usize> = self
            .zone
            .changes()
            .flat_map(|at| {
                let day = self.zone.local(at).div_euclid(DAY_SECONDS) - first;
                day - 2..=day + 1
            })
            .filter_map(|day| usize::try_from(day).ok())
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The opening hours of day `index`, were it open, as instants (seconds).
    pub(super) fn spans(&self, index: usize, date: Date) -> impl Iterator<Item = (i64, i64)> {
        let midnight = day_seconds(index);
        self.hours_of(date).iter().map(move |h| {
            let at = |minute: u16| self.zone.instant(midnight + i64::from(minute) * 60);
            (at(h.opens_minute()), at(h.closes_minute()))
        })
    }
}
