//! The rule of one clock.

use crate::{
    clock::Trigger,
    code::Party,
    period::{Period, Unit},
};
use serde::{Deserialize, Serialize};

/// The rule of one clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Name, such as `ACK`.
    pub name: String,
    /// The clause it serves.
    pub clause: String,
    /// On whom it waits.
    pub waits_on: Party,
    /// Whether the organisation uses it; a clock that is only an option starts as not used.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enabled: bool,
    /// How long.
    pub period: Period,
    /// The shortest `n` that the law leaves to the organisation, in the unit of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<u32>,
    /// How often and by how much it can be extended; without it, not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extend: Option<Extendable>,
    /// What starts it.
    pub start: Vec<Trigger>,
    /// What stops it, besides the closing of the case, which stops every clock.
    #[serde(default)]
    pub stop: Vec<Trigger>,
    /// What pauses it, besides a suspension, which pauses every clock.
    #[serde(default)]
    pub pause: Vec<Trigger>,
    /// What ends that pause.
    #[serde(default)]
    pub resume: Vec<Trigger>,
    /// Whether it goes on while the case is suspended, as the review of the suspension itself does.
    #[serde(default)]
    pub runs_while_suspended: bool,
}

/// How often and by how much a clock can be extended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extendable {
    /// How many times.
    pub times: u32,
    /// The most units of each extension.
    pub n: u32,
    /// What is counted.
    pub unit: Unit,
    /// Whether more time can still be asked for after the end; otherwise only before.
    #[serde(default, skip_serializing_if = "is_no")]
    pub late: bool,
}

impl ClockRule {
    /// Whether `trigger` starts this clock: one that is not enabled starts by nothing.
    #[must_use]
    pub fn starts_on(&self, trigger: Trigger) -> bool {
        self.enabled && self.start.contains(&trigger)
    }
}

const fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_no(value: &bool) -> bool {
    !*value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_not_enabled_starts_by_nothing() {
        let text = "name = 'A'\nclause = 'B40'\nwaits_on = 'staff'\nstart = ['accepted']\nperiod = { n = 1, unit = 'day' }";
        let rule: ClockRule = toml::from_str(text).unwrap();
        assert!(rule.starts_on(Trigger::Accepted) && !rule.starts_on(Trigger::Closed));
        let off: ClockRule = toml::from_str(&format!("{text}\nenabled = false")).unwrap();
        assert!(!off.starts_on(Trigger::Accepted));
    }
}
