//! Periods that end at an instant: hours, which run at once (Civil Code 139), and open hours, which
//! run only while the organisation is open. Both are measured between instants, so daylight saving
//! neither adds nor takes time.

use super::{Effect, PeriodError, Unit, proof::Trace, stage::Reached};
use crate::{calendar::Calendar, time::Timestamp};
use jiff::civil::Date;

/// A period of hours ends at its instant.
pub(super) const ENDS: &str = "civil_code.139";

const HOUR_MICROS: i64 = 3_600_000_000;

/// One stage counted in hours.
pub(super) struct Hours<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) unit: Unit,
    pub(super) n: u32,
    /// In order and apart from each other.
    pub(super) pauses: &'a [(Timestamp, Timestamp)],
}

impl Hours<'_> {
    fn is_open_time(&self) -> bool {
        self.unit == Unit::OpenHour
    }

    /// The reading at `at` of the clock that this unit is measured by, µs.
    fn meter(&self, at: Timestamp) -> Result<i64, PeriodError> {
        Ok(if self.is_open_time() {
            self.calendar.open_micros_until(at)?
        } else {
            at.micros()
        })
    }

    /// The earliest instant at which that clock reads `reading`.
    fn earliest(&self, reading: i64) -> Result<Timestamp, PeriodError> {
        if self.is_open_time() {
            Ok(self.calendar.earliest_with_open(reading)?)
        } else {
            Ok(Timestamp::from_micros(reading))
        }
    }

    /// The latest instant at which that clock reads `reading`.
    fn latest(&self, reading: i64) -> Result<Timestamp, PeriodError> {
        if self.is_open_time() {
            Ok(self.calendar.latest_with_open(reading)?)
        } else {
            Ok(Timestamp::from_micros(reading))
        }
    }

    /// The stage after an event.
    pub(super) fn after(
        &self,
        event: Timestamp,
        trace: &mut Trace,
    ) -> Result<Reached, PeriodError> {
        let mut left = i64::from(self.n) * HOUR_MICROS;
        let mut now = event;
        let mut first = None;
        let mut met = Vec::new();
        for &(pause, resume) in self.pauses {
            if resume <= now {
                continue;
            }
            if pause > now {
                let run = self.meter(pause)? - self.meter(now)?;
                if run > 0 && first.is_none() {
                    first = Some(now);
                }
                if run >= left {
                    break;
                }
                left -= run;
            }
            met.push((pause.max(now), resume));
            now = resume;
        }
        let first_counted = self.date(self.latest(self.meter(first.unwrap_or(now))?)?);
        let ends_at = self.earliest(self.meter(now)? + left)?;
        trace.add(first_counted, Effect::First, self.why("open_hour"));
        for (pause, resume) in met {
            trace.add(self.date(pause), Effect::Pause, "pause");
            trace.add(self.date(resume), Effect::Resume, "pause");
        }
        let last = self.date(ends_at.plus_micros(-1));
        self.show_closed(first_counted, last, trace)?;
        Ok(self.reached(first_counted, last, ends_at, trace))
    }

    /// The stage before an event.
    pub(super) fn before(
        &self,
        event: Timestamp,
        trace: &mut Trace,
    ) -> Result<Reached, PeriodError> {
        let reading = self.meter(event)?;
        let first_counted = self.date(self.earliest(reading)?.plus_micros(-1));
        let ends_at = self.latest(reading - i64::from(self.n) * HOUR_MICROS)?;
        trace.add(first_counted, Effect::First, self.why("open_hour"));
        let last = self.date(ends_at);
        self.show_closed(last, first_counted, trace)?;
        let mut reached = self.reached(first_counted, last, ends_at, trace);
        reached.asked = self.is_open_time().then(|| self.date(event));
        Ok(reached)
    }

    fn reached(&self, first: Date, last: Date, ends_at: Timestamp, trace: &mut Trace) -> Reached {
        trace.add(last, Effect::RawLast, self.why("open_hour.nth"));
        Reached {
            first_counted: first,
            raw_last: last,
            last,
            last_at: Some(self.calendar.local(ends_at)),
            ends_at,
            asked: self.is_open_time().then_some(last),
        }
    }

    fn why(&self, open: &'static str) -> &'static str {
        if self.is_open_time() {
            open
        } else {
            "civil_code.139"
        }
    }

    fn date(&self, at: Timestamp) -> Date {
        self.calendar.local(at).date()
    }

    /// The closed days that open hours pass over.
    fn show_closed(&self, from: Date, to: Date, trace: &mut Trace) -> Result<(), PeriodError> {
        if !trace.is_on() || !self.is_open_time() {
            return Ok(());
        }
        let mut day = from;
        while day <= to {
            match self.calendar.closed_reason(day)? {
                Some(reason) => trace.add(day, Effect::Skip, reason.code()),
                None => trace.add(day, Effect::Count, "open_hour"),
            }
            day = day.tomorrow().map_err(|_| PeriodError::BeyondDates)?;
        }
        Ok(())
    }
}
