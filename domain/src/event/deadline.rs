//! Events of the clocks. A deadline is recorded with all that is needed to recompute it: rule,
//! profile, calendar, beginning, pauses and result.

use crate::{
    code::Party,
    period::{Extension, Period},
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A planned step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Name of the step in the profile: `r1`, `r2`, `l1` … `l4`.
    pub step: String,
    /// Open days before (negative) or after the last day.
    pub open_days: i32,
    /// The instant from which the step is due.
    pub at: Timestamp,
}

/// The computed end of a deadline: what changes when it is paused, extended or computed again by a
/// newer calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Digest of the calendar it was computed with.
    pub calendar: String,
    /// The last day.
    pub last: Date,
    /// The instant after which it is overdue: 24:00 of the last day, Japan time (Civil Code 141).
    pub ends_at: Timestamp,
    /// Whether the last day lies beyond the gazetted holidays.
    pub provisional: bool,
    /// The steps of the ladder for this end.
    pub ladder: Vec<Rung>,
    /// SHA-256 of the canonical proof, hexadecimal.
    pub proof_sha256: String,
}

/// A clock began to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineStarted {
    /// The deadline's name within its object, such as `ACK.1`.
    pub deadline: String,
    /// The clock's name in the profile.
    pub clock: String,
    /// On whom it waits.
    pub waits_on: Party,
    /// The instant of the event it counts from.
    pub from: Timestamp,
    /// The period of the rule.
    pub period: Period,
    /// Digest of the profile whose rule it is.
    pub profile: String,
    /// The end.
    pub due: Due,
}

/// A clock was paused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlinePaused {
    /// The deadline's name within its object.
    pub deadline: String,
    /// Why: the kind of the event that paused it.
    pub cause: String,
    /// When it was paused; that day is not counted.
    pub from: Timestamp,
}

/// One cause of a pause fell away. The clock runs again when it was the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineResumed {
    /// The deadline's name within its object.
    pub deadline: String,
    /// The cause that fell away.
    pub cause: String,
    /// When the cause fell away; that day is not counted.
    pub to: Timestamp,
    /// The new end, when the clock runs again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// More time was granted: a new period from the rolled last day (3.2 of the state machines).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineExtended {
    /// The deadline's name within its object.
    pub deadline: String,
    /// How much.
    pub by: Extension,
    /// The day on which it was asked for, which must lie before the end.
    pub asked_on: Date,
    /// When it was granted; steps of the new ladder are planned from here.
    pub at: Timestamp,
    /// The last day until then, kept beside the new one.
    pub was: Date,
    /// The new end.
    pub due: Due,
}

/// A running deadline was computed again by a newer calendar, which never takes time from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRedated {
    /// The deadline's name within its object.
    pub deadline: String,
    /// When the calendar came into force.
    pub at: Timestamp,
    /// The last day until then, kept beside the new one.
    pub was: Date,
    /// The end by the newer calendar.
    pub due: Due,
}

/// A clock stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineStopped {
    /// The deadline's name within its object.
    pub deadline: String,
    /// The kind of the event that stopped it.
    pub cause: String,
    /// The instant that counts for being in time.
    pub at: Timestamp,
    /// Open days late; 0 when in time.
    pub late_open_days: u32,
}

/// A step of the ladder was reached: at most one for each deadline, version and step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineEscalated {
    /// The deadline's name within its object.
    pub deadline: String,
    /// Name of the step.
    pub step: String,
    /// The deadline's version whose ladder this is: rises when the end moves.
    pub due_version: u32,
    /// The instant from which the step was due; the record's `ts` says when it was noticed.
    pub effective_at: Timestamp,
}
