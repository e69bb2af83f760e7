//! The opportunity that a complainant has before their matter is not handled: to cure what is
//! lacking, or to answer what is held against it (A16, A19-A21, B23, B25).

use crate::{
    clock::Deadline,
    code::{Channel, Ground},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The clock of an opportunity.
pub const CURE: &str = "CURE";

/// An opportunity that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opportunity {
    /// When.
    pub given_at: Timestamp,
    /// Reminders since then.
    pub reminders: u32,
    /// What became of it: `Some(true)` when the ground fell away by it.
    pub used: Option<bool>,
}

/// A command about an opportunity.
#[derive(Clone, Debug, PartialEq)]
pub enum OpportunityCommand {
    /// Give it.
    Give {
        /// The ground that would apply.
        ground: Ground,
        /// How the letter is sent.
        by: Channel,
        /// The letter: what is lacking or held against them, and until when they can answer.
        letter: String,
    },
    /// Record what the complainant made of it.
    Record {
        /// The ground.
        ground: Ground,
        /// Whether the ground fell away.
        cured: bool,
        /// What they said or sent.
        answer: String,
    },
}

impl Opportunity {
    /// Whether it is over: used, or its time has run out after `reminders` reminders.
    #[must_use]
    pub fn is_over<'a>(
        &self,
        deadlines: impl IntoIterator<Item = &'a Deadline>,
        reminders: u32,
        now: Timestamp,
    ) -> bool {
        let ran_out = deadlines
            .into_iter()
            .filter(|d| d.clock == CURE && d.from == self.given_at)
            .all(|d| d.paused.is_none() && d.due.ends_at <= now);
        self.used.is_some() || (ran_out && self.reminders >= reminders)
    }
}
