//! On which days, and in which hours, the organisation is open.
//!
//! A [`CalendarSpec`] is what people write: a zone, the national holidays with the corrections of
//! the official list or none, closures, days opened against the rule, opening hours by weekday (A25)
//! and the days on which they change. [`Calendar::compile`] turns it once into a table of open-day
//! ordinals, so that the n-th open day and the open days between two dates are look-ups, never
//! walks. A calendar is named by the digest of its specification, and every deadline stores that
//! name, so that it can be recomputed years later.

mod change;
mod compiled;
mod day;
mod difference;
mod edit;
mod error;
mod holiday;
mod hours;
mod kept;
mod later;
mod marks;
mod official;
mod open_time;
mod range;
mod reason;
mod spec;
mod spelling;
mod table;
mod timetable;
mod weekly;
mod zone;

pub use change::CalendarChange;
pub use compiled::Calendar;
pub use edit::MAX_RANGE_DAYS;
pub use error::CalendarError;
pub use holiday::{FIRST_YEAR, Holiday, HolidayKind, HolidayName, LAST_YEAR, RULE, holidays};
pub use hours::Hours;
pub use kept::Added;
pub use later::Later;
pub use official::{OfficialDay, OfficialError, OfficialList};
pub use range::DayRange;
pub use reason::ClosedReason;
pub use spec::{CalendarSpec, GAZETTED_UNTIL, HolidayRule};
pub use weekly::Weekly;

#[cfg(test)]
mod tests;
