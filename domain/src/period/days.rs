//! Periods that end with a day: days, open days, weeks, months, years (Civil Code 140-143).
//!
//! No loop walks over days unless the steps are wanted: the end follows from the calendar's
//! ordinals, and pauses move it by what they cover.

use super::{Effect, FirstDay, MonthDay, PeriodError, Roll, Unit, proof::Trace, stage::Reached};
use crate::calendar::{Calendar, CalendarError};
use jiff::{Span, civil::Date};

/// The last day ends with its end.
pub(super) const ENDS: &str = "civil_code.141";

/// One stage counted in days.
pub(super) struct Days<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) unit: Unit,
    pub(super) n: u32,
    /// The date that ends a period of years, if it is a fixed one.
    pub(super) month_day: Option<MonthDay>,
    pub(super) roll: Roll,
    /// In order and apart from each other.
    pub(super) pauses: &'a [(Date, Date)],
}

/// Where counting begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// The day after the event (140).
    NextDay,
    /// The event's own day, by rule.
    SameDay,
    /// The event's own day, because the period begins at 0:00 (140, proviso).
    AtMidnight,
}

impl From<FirstDay> for Begin {
    fn from(first: FirstDay) -> Self {
        match first {
            FirstDay::Excluded => Self::NextDay,
            FirstDay::Included => Self::SameDay,
        }
    }
}

fn plus(date: Date, days: i64) -> Result<Date, PeriodError> {
    match days {
        1 => date.tomorrow(),
        -1 => date.yesterday(),
        _ => Span::new()
            .try_days(days)
            .and_then(|span| date.checked_add(span)),
    }
    .map_err(|_| PeriodError::BeyondDates)
}

impl Days<'_> {
    /// The stage after an event.
    pub(super) fn after(
        &self,
        event: Date,
        begin: Begin,
        trace: &mut Trace,
    ) -> Result<Reached, PeriodError> {
        let from = match begin {
            Begin::NextDay => {
                trace.add(event, Effect::Skip, "civil_code.140");
                plus(event, 1)?
            }
            Begin::SameDay | Begin::AtMidnight => event,
        };
        let open = self.unit == Unit::OpenDay;
        let first_counted = self.first_running(from)?;
        let (nominal, why) = self.nominal(from)?;
        let raw_last = self.beyond_pauses(from, nominal)?;
        if trace.is_on() {
            if open {
                self.count_open(from, first_counted, raw_last, begin, trace)?;
            } else {
                trace.add(first_counted, Effect::First, why_first(begin));
                self.show_pauses(from, raw_last, trace);
            }
            trace.add(raw_last, Effect::RawLast, why);
        }
        let last = self.rolled(raw_last, trace)?;
        let asked = self.asked(event.max(raw_last).max(last));
        Ok(self.reached(first_counted, raw_last, last, asked))
    }

    /// The stage before an event: all units lie between the last day and the event, and the margin
    /// lies before them.
    pub(super) fn before(
        &self,
        event: Date,
        first: FirstDay,
        margin_days: u32,
        trace: &mut Trace,
    ) -> Result<Reached, PeriodError> {
        let from = match first {
            FirstDay::Excluded => {
                trace.add(event, Effect::Skip, "clear_days.event");
                plus(event, -1)?
            }
            FirstDay::Included => event,
        };
        let open = self.unit == Unit::OpenDay;
        let n = i64::from(self.n);
        let first_counted = if open {
            self.calendar.open_day_until(from)?
        } else {
            from
        };
        let nearest = match self.unit {
            Unit::Week => plus(from, -7 * n)?,
            // in a month without the day, its last day: the mirror of 143(2)
            Unit::Month => from
                .checked_sub(months(n)?)
                .map_err(|_| PeriodError::BeyondDates)?,
            Unit::Year => from
                .checked_sub(months(12 * n)?)
                .map_err(|_| PeriodError::BeyondDates)?,
            Unit::OpenDay => self.calendar.nth_open_day_before(first_counted, self.n)?,
            Unit::Day | Unit::Hour | Unit::OpenHour => plus(from, -n)?,
        };
        trace.add(first_counted, Effect::First, "clear_days");
        if open && trace.is_on() {
            let mut day = from;
            while day > nearest {
                let reason = self.calendar.closed_reason(day)?;
                match reason {
                    Some(reason) => trace.add(day, Effect::Skip, reason.code()),
                    None => trace.add(day, Effect::Count, "open_day"),
                }
                day = plus(day, -1)?;
            }
        }
        let raw_last = plus(nearest, -i64::from(margin_days))?;
        if trace.is_on() {
            let mut day = nearest;
            while day > raw_last {
                trace.add(day, Effect::Skip, "clear_days.margin");
                day = plus(day, -1)?;
            }
        }
        trace.add(raw_last, Effect::RawLast, "clear_days.last");
        let last = self.rolled(raw_last, trace)?;
        let asked = self.asked(if open { event } else { raw_last.max(last) });
        Ok(self.reached(first_counted, raw_last, last, asked))
    }

    fn reached(
        &self,
        first_counted: Date,
        raw_last: Date,
        last: Date,
        asked: Option<Date>,
    ) -> Reached {
        let ends_at = self.calendar.end_of(last);
        Reached {
            first_counted,
            raw_last,
            last,
            last_at: None,
            ends_at,
            asked,
        }
    }

    /// The latest day whose being open decided something.
    fn asked(&self, latest: Date) -> Option<Date> {
        (self.unit == Unit::OpenDay || self.roll != Roll::None).then_some(latest)
    }

    /// The first day from `from` that is counted: not paused and, for open days, open.
    fn first_running(&self, from: Date) -> Result<Date, PeriodError> {
        let open_from = |day| -> Result<Date, CalendarError> {
            if self.unit == Unit::OpenDay {
                self.calendar.open_day_from(day)
            } else {
                Ok(day)
            }
        };
        let mut first = open_from(from)?;
        for &(pause, resume) in self.pauses {
            if (pause..=resume).contains(&first) {
                first = open_from(plus(resume, 1)?)?;
            }
        }
        Ok(first)
    }

    /// The last day of the period that begins on `from`, pauses left aside, and its article.
    fn nominal(&self, from: Date) -> Result<(Date, &'static str), PeriodError> {
        let n = i64::from(self.n);
        match self.unit {
            Unit::OpenDay => {
                let first = self.calendar.open_day_from(from)?;
                Ok((
                    self.calendar.nth_open_day_after(first, self.n - 1)?,
                    "open_day.nth",
                ))
            }
            Unit::Week => Ok((plus(from, 7 * n - 1)?, "civil_code.143")),
            Unit::Month => corresponding(from, n),
            Unit::Year => match self.month_day {
                Some(day) => {
                    let last = day.nth_from(from, self.n).ok_or(PeriodError::BeyondDates)?;
                    Ok((
                        last,
                        if day.is_end_of_february() {
                            "month_day.february"
                        } else {
                            "month_day.nth"
                        },
                    ))
                }
                None => corresponding(from, 12 * n),
            },
            Unit::Day | Unit::Hour | Unit::OpenHour => Ok((plus(from, n - 1)?, "civil_code.141")),
        }
    }

    /// Moves the last day by the days (or open days) of the pauses that it reaches.
    fn beyond_pauses(&self, from: Date, nominal: Date) -> Result<Date, PeriodError> {
        let mut last = nominal;
        for &(pause, resume) in self.pauses {
            let pause = pause.max(from);
            if pause > last {
                break;
            }
            if resume < pause {
                continue;
            }
            last = if self.unit == Unit::OpenDay {
                let here = i64::from(self.calendar.is_open(pause)?);
                let covered = self.calendar.open_days_between(pause, resume)? + here;
                let covered = u32::try_from(covered).map_err(|_| PeriodError::BeyondDates)?;
                self.calendar.nth_open_day_after(last, covered)?
            } else {
                let covered = pause.until(resume).map_err(|_| PeriodError::BeyondDates)?;
                plus(last, i64::from(covered.get_days()) + 1)?
            };
        }
        Ok(last)
    }

    /// Rolls a closed last day (142), again and again until it is open.
    fn rolled(&self, raw_last: Date, trace: &mut Trace) -> Result<Date, PeriodError> {
        let (last, step, why) = match self.roll {
            Roll::None => return Ok(raw_last),
            Roll::NextOpen => (self.calendar.open_day_from(raw_last)?, 1, "civil_code.142"),
            Roll::PreviousOpen => (self.calendar.open_day_until(raw_last)?, -1, "roll.previous"),
        };
        if trace.is_on() && last != raw_last {
            let mut day = raw_last;
            while day != last {
                if let Some(reason) = self.calendar.closed_reason(day)? {
                    trace.add(day, Effect::Skip, reason.code());
                }
                day = plus(day, step)?;
            }
            trace.add(last, Effect::Roll, why);
        }
        Ok(last)
    }

    /// Every day from the first to the last, counted or not.
    fn count_open(
        &self,
        from: Date,
        first: Date,
        last: Date,
        begin: Begin,
        trace: &mut Trace,
    ) -> Result<(), PeriodError> {
        let mut day = from;
        while day <= last {
            if day == first {
                trace.add(day, Effect::First, why_first(begin));
            }
            if let Some(reason) = self.calendar.closed_reason(day)? {
                trace.add(day, Effect::Skip, reason.code());
            } else if self
                .pauses
                .iter()
                .any(|(pause, resume)| (*pause..=*resume).contains(&day))
            {
                trace.add(day, Effect::Skip, "pause");
            } else {
                trace.add(day, Effect::Count, "open_day");
            }
            day = plus(day, 1)?;
        }
        Ok(())
    }

    /// The pauses that the period meets.
    fn show_pauses(&self, from: Date, last: Date, trace: &mut Trace) {
        for &(pause, resume) in self.pauses {
            if resume >= from && pause <= last {
                trace.add(pause.max(from), Effect::Pause, "pause");
                trace.add(resume, Effect::Resume, "pause");
            }
        }
    }
}

fn why_first(begin: Begin) -> &'static str {
    match begin {
        Begin::NextDay => "civil_code.140",
        Begin::SameDay => "first_day.included",
        Begin::AtMidnight => "civil_code.140.proviso",
    }
}

fn months(n: i64) -> Result<Span, PeriodError> {
    Span::new()
        .try_months(n)
        .map_err(|_| PeriodError::BeyondDates)
}

/// The day before the corresponding day `n` months later, or the last day of a month that lacks it
/// (143(2)), and which of the two it is.
fn corresponding(from: Date, n: i64) -> Result<(Date, &'static str), PeriodError> {
    let clamped = from
        .checked_add(months(n)?)
        .map_err(|_| PeriodError::BeyondDates)?;
    if clamped.day() == from.day() {
        Ok((plus(clamped, -1)?, "civil_code.143"))
    } else {
        Ok((clamped, "civil_code.143.proviso"))
    }
}
