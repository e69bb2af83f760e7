//! The rule of one clock.

use crate::{clock::Trigger, code::Party, period::Period};
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
    /// How long.
    pub period: Period,
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
