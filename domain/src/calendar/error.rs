//! What can be wrong with a calendar or a question put to it.

use super::{FIRST_YEAR, LAST_YEAR, MAX_RANGE_DAYS, spelling::MAX_NAME};
use jiff::civil::Date;

/// Why a calendar cannot be built or cannot answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The date lies outside the years the calendar knows.
    #[error("{date} is outside the years {FIRST_YEAR}-{LAST_YEAR} that the calendar knows")]
    OutsideTable {
        /// The date asked for.
        date: Date,
    },
    /// The answer lies outside the years the calendar knows.
    #[error(
        "what is sought from {date} on lies outside the years {FIRST_YEAR}-{LAST_YEAR} that the calendar knows"
    )]
    AnswerOutsideTable {
        /// The date from which it was sought.
        date: Date,
    },
    /// The text is not a calendar file.
    #[error("the calendar file is not valid: {message}")]
    BadFile {
        /// Where and what, in the words of the parser.
        message: String,
    },
    /// A closure or opening is not a day or a range of days.
    #[error(
        "`{text}` is not a day or range of days; write 2026-08-13, 2026-08-13..2026-08-15 or, for every year, 12-29..01-03"
    )]
    BadRange {
        /// What was written.
        text: String,
    },
    /// Opening hours are not a range of times.
    #[error(
        "`{text}` is not a range of opening hours; write 10:00-17:00, and end a range at 24:00 when it goes on the next day"
    )]
    BadHours {
        /// What was written.
        text: String,
    },
    /// Two ranges of one weekday overlap.
    #[error("the opening hours {first} and {second} of one day overlap")]
    OverlappingHours {
        /// The earlier range.
        first: String,
        /// The later range.
        second: String,
    },
    /// The time zone is not in the IANA database.
    #[error("`{zone}` is not a time zone of the IANA database")]
    UnknownZone {
        /// What was written.
        zone: String,
    },
    /// No weekday has opening hours.
    #[error("the calendar has no opening hours on any day of the week{}", .from.map(|day| format!(" from {day} on")).unwrap_or_default())]
    NeverOpen {
        /// The day from which it has none; `None` when it is so from the first.
        from: Option<Date>,
    },
    /// Opening hours change twice on one day.
    #[error("the opening hours change twice on {date}; keep one of the two")]
    LaterTwice {
        /// The day.
        date: Date,
    },
    /// The official list corrects the rule, and the calendar follows no rule.
    #[error(
        "the calendar keeps no national holidays; leave `withdrawn` and `added` out or set `holidays` to jp"
    )]
    OfficialWithoutRule,
    /// A holiday has no name that can be shown.
    #[error(
        "the holiday of {date} is named `{name}`; write a name of 1 to {MAX_NAME} characters on one line"
    )]
    BadHolidayName {
        /// The day.
        date: Date,
        /// What was written.
        name: String,
    },
    /// One day was added under two names.
    #[error("the holiday of {date} is named both `{first}` and `{second}`; keep one of the two")]
    AddedTwice {
        /// The day.
        date: Date,
        /// One name.
        first: String,
        /// The other name.
        second: String,
    },
    /// An edit changes nothing.
    #[error("`{what}` would change nothing in the calendar")]
    NothingChanges {
        /// The range or the day of the edit, as a file writes it.
        what: String,
    },
    /// A closure or opening has more days than can be meant.
    #[error("`{range}` has {days} days; a closure or opening has at most {MAX_RANGE_DAYS}")]
    RangeTooLong {
        /// The range, as a file writes it.
        range: String,
        /// How many days it has.
        days: i64,
    },
    /// One day was both added and withdrawn.
    #[error("{date} is both added to the holidays and withdrawn from them; keep one of the two")]
    AddedAndWithdrawn {
        /// The day.
        date: Date,
    },
}

impl CalendarError {
    /// The stable ASCII code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OutsideTable { .. } | Self::AnswerOutsideTable { .. } => "calendar.outside_table",
            Self::BadFile { .. } => "calendar.bad_file",
            Self::BadRange { .. } => "calendar.bad_range",
            Self::BadHours { .. } => "calendar.bad_hours",
            Self::OverlappingHours { .. } => "calendar.overlapping_hours",
            Self::UnknownZone { .. } => "calendar.unknown_zone",
            Self::NeverOpen { .. } => "calendar.never_open",
            Self::LaterTwice { .. } => "calendar.later_twice",
            Self::OfficialWithoutRule => "calendar.official_without_rule",
            Self::BadHolidayName { .. } => "calendar.bad_holiday_name",
            Self::AddedTwice { .. } => "calendar.added_twice",
            Self::NothingChanges { .. } => "calendar.nothing_changes",
            Self::RangeTooLong { .. } => "calendar.range_too_long",
            Self::AddedAndWithdrawn { .. } => "calendar.added_and_withdrawn",
        }
    }
}
