//! Open time: hours that run only while the organisation is open.
//!
//! The table knows the open seconds before each day, so adding open time is one binary search and a
//! look at the hours of one day. Time is measured between instants: an hour lost to daylight saving
//! is not an open hour, an hour gained is.

use super::{
    Calendar, CalendarError,
    day::{DAY_SECONDS, day, day_seconds},
    table::Table,
};
use crate::time::Timestamp;

const MICROS: i64 = 1_000_000;

impl Calendar {
    /// Open microseconds between the beginning of the table and `at`. The difference of two such
    /// values is the open time between two instants.
    ///
    /// # Errors
    /// [`CalendarError::OutsideTable`].
    pub fn open_micros_until(&self, at: Timestamp) -> Result<i64, CalendarError> {
        let table = self.table();
        let outside = || CalendarError::OutsideTable {
            date: self.local(at).date(),
        };
        let local = table.zone.local(at.micros().div_euclid(MICROS));
        let mut index = usize::try_from((local - day_seconds(0)).div_euclid(DAY_SECONDS))
            .map_err(|_| outside())?;
        // a clock set back across midnight shows yesterday's date again
        while table.zone.instant(day_seconds(index + 1)) * MICROS <= at.micros() {
            index += 1;
        }
        let before = table.seconds.get(index).ok_or_else(outside)?;
        let whole = table.seconds.get(index + 1).ok_or_else(outside)?;
        let mut open = before * MICROS;
        if whole > before {
            for (from, to) in table.spans(index, day(index)) {
                open += (at.micros() - from * MICROS).clamp(0, (to - from).max(0) * MICROS);
            }
        }
        Ok(open)
    }

    /// The earliest instant at which `open` microseconds have been open since the beginning of the
    /// table: the end of a stretch of open time, never the next opening.
    ///
    /// # Errors
    /// [`CalendarError::AnswerOutsideTable`].
    pub fn earliest_with_open(&self, open: i64) -> Result<Timestamp, CalendarError> {
        let table = self.table();
        let end = table.seconds.partition_point(|s| s * MICROS < open);
        self.in_day(end.checked_sub(1), open, |left, length| left <= length)
    }

    /// The latest instant at which no more than `open` microseconds have been open since the
    /// beginning of the table: the beginning of a stretch of open time.
    ///
    /// # Errors
    /// [`CalendarError::AnswerOutsideTable`].
    pub fn latest_with_open(&self, open: i64) -> Result<Timestamp, CalendarError> {
        let table = self.table();
        let end = table.seconds.partition_point(|s| s * MICROS <= open);
        self.in_day(end.checked_sub(1), open, |left, length| left < length)
    }

    /// The instant within day `index`, in the first of its spans that `holds` what is left.
    fn in_day(
        &self,
        index: Option<usize>,
        open: i64,
        holds: impl Fn(i64, i64) -> bool,
    ) -> Result<Timestamp, CalendarError> {
        let table: &Table = self.table();
        let outside = CalendarError::AnswerOutsideTable {
            date: day(index.unwrap_or_default()),
        };
        let Some((index, before)) = index.and_then(|i| Some((i, table.seconds.get(i)?))) else {
            return Err(outside);
        };
        let mut left = open - before * MICROS;
        for (from, to) in table.spans(index, day(index)) {
            let length = (to - from).max(0) * MICROS;
            if holds(left, length) {
                return Ok(Timestamp::from_micros(from * MICROS + left));
            }
            left -= length;
        }
        Err(outside)
    }
}
