//! A computation in stages: the period itself, then one stage for each extension.

use super::{
    Direction, Effect, End, Extension, From, MAX_CHANGES, MAX_N, Pause, Period, PeriodError, Proof,
    Roll, Unit,
    days::{self, Days},
    hours::{self, Hours},
    pauses,
    proof::Trace,
};
use crate::{
    calendar::Calendar,
    time::{FiscalYear, Timestamp},
};
use jiff::civil::{Date, DateTime};

/// The years in which a period may begin and end.
const WRITABLE: std::ops::Range<i16> = 1..9_998;

/// Where a stage ended.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    pub(super) first_counted: Date,
    pub(super) raw_last: Date,
    pub(super) last: Date,
    pub(super) last_at: Option<DateTime>,
    pub(super) ends_at: Timestamp,
    /// The latest day of which the calendar was asked whether it is open.
    pub(super) asked: Option<Date>,
}

impl Period {
    /// The last day, with the reason for every step.
    ///
    /// `start` is what the clock in the calendar's zone showed at the event. A bare date is its own
    /// 0:00, which lies before opening and so belongs to that day.
    ///
    /// # Errors
    /// [`PeriodError`]: a number out of range, choices that exclude each other, a reversed pause, or
    /// a day outside the calendar.
    pub fn compute(
        &self,
        start: DateTime,
        calendar: &Calendar,
        pauses: &[Pause],
        extensions: &[Extension],
    ) -> Result<Proof, PeriodError> {
        let mut trace = Trace::on();
        let end = self.run(start, calendar, pauses, extensions, &mut trace)?;
        Ok(Proof {
            first_counted: end.first_counted,
            raw_last: end.raw_last,
            last: end.last,
            last_at: end.last_at,
            ends_at: end.ends_at,
            provisional: end.provisional,
            calendar: calendar.digest().to_owned(),
            steps: trace.into_steps(),
        })
    }

    /// The same end without the steps, for lists and sweeps.
    ///
    /// # Errors
    /// As [`Period::compute`].
    pub fn compute_end(
        &self,
        start: DateTime,
        calendar: &Calendar,
        pauses: &[Pause],
        extensions: &[Extension],
    ) -> Result<End, PeriodError> {
        self.run(start, calendar, pauses, extensions, &mut Trace::default())
    }

    /// Whether the choices of this period fit each other, so that a rule can be refused where it is
    /// written and not where it is first followed.
    ///
    /// # Errors
    /// [`PeriodError`]: a number out of range, or choices that exclude each other.
    ///
    /// ```
    /// use domain::period::{Period, Unit};
    /// assert!(Period::new(14, Unit::Day).check().is_ok());
    /// let period = Period { margin_days: 1, ..Period::new(14, Unit::Day) };
    /// assert_eq!(period.check().unwrap_err().code(), "period.margin_after");
    /// ```
    pub fn check(&self) -> Result<(), PeriodError> {
        self.check_with(&[], &[])
    }

    fn check_with(&self, pauses: &[Pause], extensions: &[Extension]) -> Result<(), PeriodError> {
        for n in extensions.iter().map(|e| e.n).chain([self.n]) {
            if n == 0 || n > MAX_N {
                return Err(PeriodError::NOutOfRange { n: i64::from(n) });
            }
        }
        if extensions.len() > MAX_CHANGES {
            return Err(PeriodError::TooMany);
        }
        if self.unit.is_hours() && self.roll.is_some_and(|r| r != Roll::None) {
            return Err(PeriodError::RollOfHours);
        }
        if self.margin_days > 0 {
            if self.direction == Direction::After {
                return Err(PeriodError::MarginAfter);
            }
            if self.unit.is_hours() {
                return Err(PeriodError::MarginOfHours);
            }
        }
        if self.month_day.is_some() {
            if self.unit != Unit::Year {
                return Err(PeriodError::MonthDayUnit);
            }
            if self.direction == Direction::Before {
                return Err(PeriodError::MonthDayBefore);
            }
            if !pauses.is_empty() {
                return Err(PeriodError::PauseOfMonthDay);
            }
        }
        if self.direction == Direction::Before {
            if !pauses.is_empty() {
                return Err(PeriodError::PauseBefore);
            }
            if !extensions.is_empty() {
                return Err(PeriodError::ExtensionBefore);
            }
            if self.after_hours == Some(super::AfterHours::NextOpenDay) {
                return Err(PeriodError::AfterHoursBefore);
            }
        }
        Ok(())
    }

    fn run(
        &self,
        start: DateTime,
        calendar: &Calendar,
        pauses: &[Pause],
        extensions: &[Extension],
        trace: &mut Trace,
    ) -> Result<End, PeriodError> {
        self.check_with(pauses, extensions)?;
        let any_hours = self.unit.is_hours() || extensions.iter().any(|e| e.unit.is_hours());
        let days = pauses::of_days(pauses)?;
        let times = if any_hours {
            pauses::of_times(pauses, calendar)?
        } else {
            Vec::new()
        };
        trace.add(start.date(), Effect::Start, "event");
        let (event, moved) = self.event(start, calendar, trace)?;
        let first = match (self.unit, self.direction) {
            (Unit::Hour | Unit::OpenHour, direction) => {
                let hours = Hours {
                    calendar,
                    unit: self.unit,
                    n: self.n,
                    pauses: &times,
                };
                let from = calendar.instant(event);
                match direction {
                    Direction::After => hours.after(from, trace)?,
                    Direction::Before => hours.before(from, trace)?,
                }
            }
            (unit, direction) => {
                let roll = self.roll_of(unit);
                let days = Days {
                    calendar,
                    unit,
                    n: self.n,
                    month_day: self.month_day,
                    roll,
                    pauses: &days,
                };
                match (direction, self.from) {
                    (Direction::Before, _) => {
                        days.before(event.date(), self.first_day, self.margin_days, trace)?
                    }
                    // the period begins on 1 April at 0:00, so that day counts (140, proviso)
                    (_, From::FiscalYearEnd) => {
                        days.after(event.date(), days::Begin::AtMidnight, trace)?
                    }
                    _ => days.after(event.date(), self.first_day.into(), trace)?,
                }
            }
        };
        let mut reached = first;
        let mut asked = first.asked.max(moved);
        for extension in extensions {
            trace.add(reached.last, Effect::Extend, "extension");
            let (unit, n) = (extension.unit, extension.n);
            reached = if unit.is_hours() {
                Hours {
                    calendar,
                    unit,
                    n,
                    pauses: &times,
                }
                .after(reached.ends_at, trace)?
            } else {
                let roll = self.roll_of(unit);
                Days {
                    calendar,
                    unit,
                    n,
                    month_day: None,
                    roll,
                    pauses: &days,
                }
                .after(reached.last, days::Begin::NextDay, trace)?
            };
            asked = asked.max(reached.asked);
        }
        // what lies beyond can be computed with, but not written down
        if !(WRITABLE.contains(&start.year()) && WRITABLE.contains(&reached.last.year()))
            || reached.ends_at >= Timestamp::start_of(jiff::civil::date(9_998, 1, 1))
        {
            return Err(PeriodError::BeyondDates);
        }
        let why = if reached.last_at.is_some() {
            hours::ENDS
        } else {
            days::ENDS
        };
        trace.add(reached.last, Effect::Result, why);
        Ok(End {
            first_counted: first.first_counted,
            raw_last: reached.raw_last,
            last: reached.last,
            last_at: reached.last_at,
            ends_at: reached.ends_at,
            provisional: asked.is_some_and(|day| calendar.is_provisional(day)),
        })
    }

    /// The event as the period counts from it, and the day the receipt was moved to, if it was.
    fn event(
        &self,
        start: DateTime,
        calendar: &Calendar,
        trace: &mut Trace,
    ) -> Result<(DateTime, Option<Date>), PeriodError> {
        if self.from == From::FiscalYearEnd {
            let end = FiscalYear::of(start.date()).last_day();
            trace.add(end, Effect::Start, "fiscal_year_end");
            let event = if self.direction == Direction::Before && !self.unit.is_hours() {
                end
            } else {
                end.tomorrow().map_err(|_| PeriodError::BeyondDates)?
            };
            return Ok((event.at(0, 0, 0, 0), None));
        }
        if !self.moves_receipt() {
            return Ok((start, None));
        }
        let day = calendar.open_day_of_receipt(calendar.instant(start))?;
        if day == start.date() {
            return Ok((start, None));
        }
        if trace.is_on() {
            match calendar.closed_reason(start.date())? {
                Some(reason) => trace.add(start.date(), Effect::Skip, reason.code()),
                None => trace.add(start.date(), Effect::Skip, "after_hours"),
            }
            trace.add(day, Effect::Receive, "next_open_day");
        }
        let opens = calendar
            .opening_hours(day)?
            .first()
            .map_or(0, |h| h.opens_minute());
        let (hour, minute) = (i8::try_from(opens / 60), i8::try_from(opens % 60));
        Ok((
            day.at(hour.unwrap_or_default(), minute.unwrap_or_default(), 0, 0),
            Some(day),
        ))
    }
}
