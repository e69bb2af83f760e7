//! Periods of time (期間): from an event to the last day, with the reason for every step.
//!
//! Civil Code 138-143 and the organisation's own rules. A [`Period`] is data: unit, number,
//! direction and the choices a rule makes. [`Period::compute`] gives a [`Proof`] that can be printed,
//! stored and recomputed; [`Period::compute_end`] gives the same end without the steps. Pauses act
//! inside one period, which is rolled once, at its end; each extension is a new period from the
//! rolled last day.

mod days;
mod error;
mod hours;
mod line;
mod month_day;
mod pauses;
mod proof;
mod stage;
mod words;

pub use error::PeriodError;
pub use line::{compute_line, refuse_line};
pub use month_day::{BadMonthDay, MonthDay};
pub use proof::{Effect, End, Proof, Step};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// The largest number of units a period may have.
pub const MAX_N: u32 = 100_000;

/// The most pauses, and the most extensions, that one computation takes.
pub const MAX_CHANGES: usize = 1_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours, running at once (Civil Code 139).
    Hour,
    /// Hours while the organisation is open.
    OpenHour,
    /// Calendar days.
    Day,
    /// Open days (営業日).
    OpenDay,
    /// Weeks by the calendar (Civil Code 143).
    Week,
    /// Months by the calendar (Civil Code 143).
    Month,
    /// Years by the calendar (Civil Code 143).
    Year,
}

impl Unit {
    /// Whether the period ends at an instant and not with a day.
    #[must_use]
    pub const fn is_hours(self) -> bool {
        matches!(self, Self::Hour | Self::OpenHour)
    }

    /// Whether only open time is counted.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::OpenDay | Self::OpenHour)
    }
}

/// Whether the period runs from the event or must be complete before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the event on.
    #[default]
    After,
    /// Clear units before the event: none of them is the event's day, none that of the last act.
    Before,
}

/// Whether the day of the event counts (Civil Code 140).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstDay {
    /// It does not (初日不算入).
    #[default]
    Excluded,
    /// It does: the period begins at 0:00, or a rule says so.
    Included,
}

/// Where a last day goes that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// To the next open day (Civil Code 142).
    NextOpen,
    /// To the open day before it.
    PreviousOpen,
    /// Nowhere.
    None,
}

/// What the period is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// The event.
    #[default]
    Event,
    /// The end of the fiscal year in which the event falls: it begins on 1 April at 0:00.
    FiscalYearEnd,
}

/// To which day a receipt outside the opening hours belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterHours {
    /// At or after closing time, or on a closed day: to the next open day.
    NextOpenDay,
    /// To its own day.
    AsIs,
}

/// A period as a rule states it.
///
/// ```
/// use domain::{calendar::Calendar, period::{Period, Unit}};
/// use jiff::civil::date;
/// // 14 days from Sunday 19 April 2026 end on Sunday 3 May; the roll goes on over Golden Week.
/// let proof = Period::new(14, Unit::Day)
///     .compute(date(2026, 4, 19).at(0, 0, 0, 0), &Calendar::standard(), &[], &[])
///     .unwrap();
/// assert_eq!(proof.raw_last, date(2026, 5, 3));
/// assert_eq!(proof.last, date(2026, 5, 7));
/// let none = Period::new(0, Unit::Day);
/// assert!(none.compute(date(2026, 4, 19).at(0, 0, 0, 0), &Calendar::standard(), &[], &[]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// How many units, 1 to [`MAX_N`].
    pub n: u32,
    /// What is counted.
    pub unit: Unit,
    /// After the event or before it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub direction: Direction,
    /// Whether the event's day counts; hours run at once whatever this says.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_day: FirstDay,
    /// Where a closed last day goes; see [`Period::roll_of`] for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roll: Option<Roll>,
    /// What the period is counted from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: From,
    /// To which day a receipt outside the opening hours belongs; by default the next open day for
    /// open days and open hours after an event, its own day otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_hours: Option<AfterHours>,
    /// Calendar days by which a last day before an event is moved still earlier, before the roll:
    /// one commentator counts the clear days of a notice more strictly. Only before an event.
    #[serde(
        default,
        rename = "extra_margin_days",
        skip_serializing_if = "is_default"
    )]
    pub margin_days: u32,
    /// The date on which the period ends, such as 30 June: the `n`-th one after the event. Only for
    /// years after an event. The event's own day counts when `first_day` says so, and when the
    /// period begins on 1 April at 0:00.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month_day: Option<MonthDay>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Period {
    /// `n` units after the event, with the defaults of the law.
    #[must_use]
    pub const fn new(n: u32, unit: Unit) -> Self {
        Self {
            n,
            unit,
            direction: Direction::After,
            first_day: FirstDay::Excluded,
            roll: None,
            from: From::Event,
            after_hours: None,
            margin_days: 0,
            month_day: None,
        }
    }

    /// The roll that holds for a stage counted in `unit`: the one stated, else none for hours, the
    /// next open day after an event, the previous one before it.
    #[must_use]
    pub fn roll_of(&self, unit: Unit) -> Roll {
        match (self.roll, self.direction) {
            _ if unit.is_hours() => Roll::None,
            (Some(roll), _) => roll,
            (None, Direction::After) => Roll::NextOpen,
            (None, Direction::Before) => Roll::PreviousOpen,
        }
    }

    /// Whether a receipt outside the opening hours moves to the next open day.
    fn moves_receipt(&self) -> bool {
        match (self.after_hours, self.direction) {
            (_, Direction::Before) => false,
            (Some(choice), _) => choice == AfterHours::NextOpenDay,
            (None, _) => self.unit.is_open() && self.from == From::Event,
        }
    }
}

/// Time that is not counted. For days, both dates and all between are left out; for hours, the time
/// from one local clock reading to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The pause (local).
    pub from: DateTime,
    /// The resumption (local).
    pub to: DateTime,
}

/// More time: a new period from the rolled last day, whose own day is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// How many units, 1 to [`MAX_N`].
    pub n: u32,
    /// What is counted.
    pub unit: Unit,
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
