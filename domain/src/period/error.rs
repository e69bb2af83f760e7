//! Why a period cannot be computed.

use super::{MAX_CHANGES, MAX_N};
use crate::calendar::CalendarError;

/// Why a period cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The number of units is not possible.
    #[error("n is {n}; it must be a whole number from 1 to {MAX_N}")]
    NOutOfRange {
        /// The number given.
        n: i64,
    },
    /// A roll was asked of a period of hours, which ends at an instant (Civil Code 139).
    #[error("a period of hours is not rolled; leave `roll` out or set it to none")]
    RollOfHours,
    /// A pause ends before it begins.
    #[error("the pause from {from} to {to} ends before it begins")]
    PauseReversed {
        /// Its beginning.
        from: String,
        /// Its end.
        to: String,
    },
    /// Only a period after an event can be paused.
    #[error("a period before an event cannot be paused")]
    PauseBefore,
    /// Only a period after an event can be extended.
    #[error("a period before an event cannot be extended")]
    ExtensionBefore,
    /// Opening hours decide about receipts, and a period before an event has none.
    #[error("`after_hours` = next_open_day has no meaning for a period before an event")]
    AfterHoursBefore,
    /// A margin moves a notice earlier, and a period after an event is no notice.
    #[error(
        "`extra_margin_days` has no meaning for a period after an event; leave it out or set it to 0"
    )]
    MarginAfter,
    /// A margin is counted in days, and a period of hours ends at an instant.
    #[error("a period of hours has no `extra_margin_days`; leave it out or count days")]
    MarginOfHours,
    /// A fixed date comes once a year.
    #[error("`month_day` needs `unit` = year; n then says which of the dates it is")]
    MonthDayUnit,
    /// A fixed date ends a period, and a period before an event ends with the event.
    #[error("a period before an event cannot end on a `month_day`")]
    MonthDayBefore,
    /// A fixed date does not move with the days that were not counted.
    #[error("a period that ends on a `month_day` cannot be paused")]
    PauseOfMonthDay,
    /// More pauses or extensions than can be meant.
    #[error("more than {MAX_CHANGES} pauses or extensions")]
    TooMany,
    /// The result lies beyond the dates that can be written.
    #[error("the period ends beyond the dates that can be written")]
    BeyondDates,
    /// The calendar cannot answer.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The line is not a request.
    #[error("{message}")]
    BadLine {
        /// Which field, and what is wrong with it.
        message: String,
    },
}

impl PeriodError {
    /// The stable ASCII code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NOutOfRange { .. } => "period.n_out_of_range",
            Self::RollOfHours => "period.roll_of_hours",
            Self::PauseReversed { .. } => "period.pause_reversed",
            Self::PauseBefore => "period.pause_before",
            Self::ExtensionBefore => "period.extension_before",
            Self::AfterHoursBefore => "period.after_hours_before",
            Self::MarginAfter => "period.margin_after",
            Self::MarginOfHours => "period.margin_of_hours",
            Self::MonthDayUnit => "period.month_day_unit",
            Self::MonthDayBefore => "period.month_day_before",
            Self::PauseOfMonthDay => "period.pause_of_month_day",
            Self::TooMany => "period.too_many",
            Self::BeyondDates => "period.beyond_dates",
            Self::Calendar(error) => error.code(),
            Self::BadLine { .. } => "period.bad_line",
        }
    }
}
