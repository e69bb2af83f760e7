//! A step of the ladder: a reminder or a level, with the day on which it falls.

use crate::{
    calendar::{Calendar, CalendarError},
    code::{Party, Role},
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// The largest number of days by which a step may lie apart from the start or the last day.
pub const MAX_STEP_DAYS: u32 = 1_000;

/// A step of the ladder.
///
/// ```
/// use domain::{calendar::Calendar, profile::Step};
/// use jiff::civil::date;
/// let step: Step = toml::from_str(
///     "step = 'r1'\nafter_start_days = 14\nto = 'handler'\nclocks = ['FORM_RETURN']",
/// )
/// .unwrap();
/// let (start, last) = (date(2026, 6, 1), date(2026, 7, 1));
/// assert_eq!(step.day(start, last, &Calendar::standard()), Ok(date(2026, 6, 15)));
/// let both = "step = 'r1'\nafter_start_days = 14\nopen_days = -3\nto = 'handler'\nclocks = ['A']";
/// assert!(toml::from_str::<Step>(both).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Step {
    /// Name: `r1`, `r2` for reminders, `l1` … `l4` for levels.
    pub step: String,
    /// How far from the last day, or from the start.
    pub measure: Measure,
    /// Whom it tells.
    pub to: Role,
    /// The clocks that have this step.
    pub scope: Scope,
}

/// How far a step lies from the day it is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Open days before (negative) or after the last day; written `open_days`.
    OpenDays(i32),
    /// Calendar days after the day of the start; written `after_start_days`.
    AfterStartDays(u32),
}

/// The clocks that have a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Every clock that waits on one of these parties; written `waits_on`.
    Parties(Vec<Party>),
    /// Only these clocks, instead of their party's step of the same name; written `clocks`.
    Clocks(Vec<String>),
}

/// A step as it stands in a profile.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    step: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open_days: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after_start_days: Option<u32>,
    to: Role,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    waits_on: Vec<Party>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    clocks: Vec<String>,
}

/// Why a step as it stands in a profile is none.
#[derive(Debug, thiserror::Error)]
enum BadStep {
    #[error(
        "the step `{0}` needs exactly one measure: `open_days` before (negative) or after the last day, or `after_start_days`"
    )]
    Measure(String),
    #[error(
        "the step `{0}` needs either `waits_on` with the parties whose clocks have it, or `clocks` with the names of the only clocks that have it"
    )]
    Scope(String),
}

impl TryFrom<Written> for Step {
    type Error = BadStep;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let measure = match (written.open_days, written.after_start_days) {
            (Some(days), None) => Measure::OpenDays(days),
            (None, Some(days)) => Measure::AfterStartDays(days),
            _ => return Err(BadStep::Measure(written.step)),
        };
        let scope = match (written.waits_on, written.clocks) {
            (parties, clocks) if clocks.is_empty() && !parties.is_empty() => {
                Scope::Parties(parties)
            }
            (parties, clocks) if parties.is_empty() && !clocks.is_empty() => Scope::Clocks(clocks),
            _ => return Err(BadStep::Scope(written.step)),
        };
        Ok(Self {
            step: written.step,
            measure,
            to: written.to,
            scope,
        })
    }
}

impl From<Step> for Written {
    fn from(step: Step) -> Self {
        let (open_days, after_start_days) = match step.measure {
            Measure::OpenDays(days) => (Some(days), None),
            Measure::AfterStartDays(days) => (None, Some(days)),
        };
        let (waits_on, clocks) = match step.scope {
            Scope::Parties(parties) => (parties, Vec::new()),
            Scope::Clocks(clocks) => (Vec::new(), clocks),
        };
        Self {
            step: step.step,
            open_days,
            after_start_days,
            to: step.to,
            waits_on,
            clocks,
        }
    }
}

impl Step {
    /// The day on which it falls for a clock that runs from the day `start` to the day `last`.
    ///
    /// # Errors
    /// The day lies outside the calendar's table.
    pub fn day(&self, start: Date, last: Date, calendar: &Calendar) -> Result<Date, CalendarError> {
        match self.measure {
            Measure::OpenDays(days) if days < 0 => {
                calendar.nth_open_day_before(last, days.unsigned_abs())
            }
            Measure::OpenDays(days) => calendar.nth_open_day_after(last, days.unsigned_abs()),
            Measure::AfterStartDays(days) => Span::new()
                .try_days(i64::from(days))
                .and_then(|span| start.checked_add(span))
                .map_err(|_| CalendarError::AnswerOutsideTable { date: start }),
        }
    }

    /// Open days before (negative) or after the last day, for a step that falls on `day`: as the
    /// rule states them, or counted when it measures from the start.
    ///
    /// # Errors
    /// A day lies outside the calendar's table.
    pub fn open_days(
        &self,
        day: Date,
        last: Date,
        calendar: &Calendar,
    ) -> Result<i32, CalendarError> {
        match self.measure {
            Measure::OpenDays(days) => Ok(days),
            Measure::AfterStartDays(_) => {
                let days = calendar.open_days_between(last, day)?;
                Ok(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(measure: &str, scope: &str) -> Result<Step, String> {
        toml::from_str(&format!("step = 'r1'\nto = 'handler'\n{measure}\n{scope}"))
            .map_err(|e: toml::de::Error| e.message().to_owned())
    }

    #[test]
    fn a_step_has_exactly_one_measure_and_one_scope() {
        let staff = "waits_on = ['staff']";
        for (measure, scope, says) in [
            ("", staff, "exactly one measure"),
            (
                "open_days = 1\nafter_start_days = 1",
                staff,
                "exactly one measure",
            ),
            ("open_days = 1", "", "either `waits_on`"),
            ("open_days = 1", "waits_on = []", "either `waits_on`"),
            (
                "open_days = 1",
                "waits_on = ['staff']\nclocks = ['ACK']",
                "either `waits_on`",
            ),
            ("open_days = 1.5", staff, "expected i32"),
            ("after_start_days = -1", staff, "expected u32"),
        ] {
            let message = read(measure, scope).unwrap_err();
            assert!(message.contains(says), "{message}");
        }
        for (measure, scope) in [
            ("open_days = -3", staff),
            ("after_start_days = 14", "clocks = [\"FORM_RETURN\"]"),
        ] {
            let step = read(measure, scope).unwrap();
            let written = toml::to_string(&step).unwrap();
            assert!(written.contains(measure), "{written}");
            assert_eq!(toml::from_str::<Step>(&written).unwrap(), step);
        }
    }

    #[test]
    fn a_step_falls_on_its_open_day_or_so_many_days_after_the_start() {
        let calendar = Calendar::standard();
        // From Friday 1 May to Wednesday 20 May 2026; 3 to 6 May are closed.
        let (start, last) = (date(2026, 5, 1), date(2026, 5, 20));
        for (measure, day, open_days) in [
            ("open_days = -3", date(2026, 5, 15), -3),
            ("open_days = 0", date(2026, 5, 20), 0),
            ("open_days = 5", date(2026, 5, 27), 5),
            // a closed day is no obstacle: 9 May is a Saturday, eight open days before the 20th
            ("after_start_days = 8", date(2026, 5, 9), -8),
            ("after_start_days = 19", date(2026, 5, 20), 0),
            ("after_start_days = 25", date(2026, 5, 26), 4),
        ] {
            let step = read(measure, "waits_on = ['staff']").unwrap();
            assert_eq!(step.day(start, last, &calendar), Ok(day), "{measure}");
            assert_eq!(
                step.open_days(day, last, &calendar),
                Ok(open_days),
                "{measure}"
            );
        }
        let far = read("after_start_days = 4294967295", "waits_on = ['staff']").unwrap();
        assert_eq!(
            far.day(start, last, &calendar).unwrap_err().code(),
            "calendar.outside_table"
        );
    }
}
