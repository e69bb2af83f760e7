//! What a computation gives: the end, and the steps that lead to it.

use crate::time::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// The end of a period, without the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// First day that counts (起算日).
    pub first_counted: Date,
    /// Last day before the roll.
    pub raw_last: Date,
    /// Last day (満了日).
    pub last: Date,
    /// The local time at which a period of hours ends.
    pub last_at: Option<DateTime>,
    /// The instant after which the deadline is overdue.
    pub ends_at: Timestamp,
    /// Whether the answer rests on holidays that are not gazetted yet.
    pub provisional: bool,
}

/// The end of a period with everything needed to see why (invariant 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// First day that counts (起算日).
    pub first_counted: Date,
    /// Last day before the roll.
    pub raw_last: Date,
    /// Last day (満了日).
    pub last: Date,
    /// The local time at which a period of hours ends.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "local_time")]
    pub last_at: Option<DateTime>,
    /// The instant after which the deadline is overdue.
    pub ends_at: Timestamp,
    /// Whether the answer rests on holidays that are not gazetted yet.
    pub provisional: bool,
    /// Digest of the calendar.
    pub calendar: String,
    /// How the end was reached, in the order of reasoning.
    pub steps: Vec<Step>,
}

impl Proof {
    /// The end that is proved.
    #[must_use]
    pub fn end(&self) -> End {
        End {
            first_counted: self.first_counted,
            raw_last: self.raw_last,
            last: self.last,
            last_at: self.last_at,
            ends_at: self.ends_at,
            provisional: self.provisional,
        }
    }
}

/// One step of a proof.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The day it is about.
    pub date: Date,
    /// What happens to the day.
    pub effect: Effect,
    /// Why, as a code; [`Step::ja`] and [`Step::en`] give the sentence.
    pub why: Cow<'static, str>,
}

/// What a step does with its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The event happened.
    Start,
    /// The receipt belongs to this day instead.
    Receive,
    /// Counting begins.
    First,
    /// The day is counted.
    Count,
    /// The day is not counted, or cannot be the last.
    Skip,
    /// Counting stops for a while.
    Pause,
    /// Counting goes on, from the day after for days, at once for hours.
    Resume,
    /// The last unit ends.
    RawLast,
    /// The last day moves here.
    Roll,
    /// A new period is added from here.
    Extend,
    /// The result.
    Result,
}

/// Collects steps, or does not: the reason is worked out only when somebody reads it.
#[derive(Debug, Default)]
pub(super) struct Trace(Option<Vec<Step>>);

impl Trace {
    pub(super) fn on() -> Self {
        Self(Some(Vec::with_capacity(16)))
    }

    pub(super) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    pub(super) fn add(&mut self, date: Date, effect: Effect, why: impl Into<Cow<'static, str>>) {
        if let Some(steps) = &mut self.0 {
            steps.push(Step {
                date,
                effect,
                why: why.into(),
            });
        }
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.0.unwrap_or_default()
    }
}

/// Local times as the contract writes them: `2026-05-07T17:00`, with seconds only when there are.
mod local_time {
    use super::{Date, DateTime, Deserialize, Deserializer, Serializer};
    use serde::de::Error;

    #[expect(clippy::ref_option, reason = "serde passes the field by reference")]
    pub(super) fn serialize<S: Serializer>(
        at: &Option<DateTime>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) if at.second() == 0 && at.subsec_nanosecond() == 0 => to.collect_str(
                &format_args!("{}T{:02}:{:02}", Date::from(*at), at.hour(), at.minute()),
            ),
            Some(at) => to.collect_str(at),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<DateTime>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|t| t.parse().map_err(D::Error::custom))
            .transpose()
    }
}
