//! Suspected non-cooperation of a member (非協力の疑い, B18-B20): the top of the ladder or a third
//! insufficient reply raises it, and the supervisor confirms or drops it after hearing the member.

use super::{CaseFile, Stage};
use crate::{code::Party, event::Event, member_request::RETURNS_AT_MOST, time::Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The level of the ladder that raises a suspicion.
pub const SUSPICION_LEVEL: u8 = 4;

/// What became of the suspicions of a case, by what raised them: the name of a deadline, or
/// `request.1` for a request whose replies never sufficed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cooperation {
    /// Those on which the member was heard.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heard: BTreeMap<String, Timestamp>,
    /// Those that were decided: whether they were confirmed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub decided: BTreeMap<String, bool>,
}

/// A command about a suspicion.
#[derive(Clone, Debug, PartialEq)]
pub enum CooperationCommand {
    /// Record what the member says to it.
    Hear {
        /// What raised it.
        suspicion: String,
        /// What the member says; empty when it was asked and did not answer.
        answer: String,
    },
    /// Confirm or drop it.
    Decide {
        /// What raised it.
        suspicion: String,
        /// Whether it is confirmed.
        confirmed: bool,
        /// Why.
        reason: String,
    },
}

impl Cooperation {
    pub(super) fn evolve(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::NonCooperationHeard(e) => {
                self.heard.insert(e.suspicion.clone(), at);
            }
            Event::NonCooperationDecided(e) => {
                self.decided.insert(e.suspicion.clone(), e.confirmed);
            }
            _ => {}
        }
    }

    /// Whether one was confirmed.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.decided.values().any(|confirmed| *confirmed)
    }
}

impl CaseFile {
    /// The suspicions that nobody decided on yet.
    #[must_use]
    pub fn suspicions(&self) -> Vec<String> {
        let late = self
            .deadlines
            .values()
            .filter(|d| d.waits_on == Party::Member && d.level() >= SUSPICION_LEVEL)
            .map(|d| d.name.clone());
        let rounds = self
            .current_request()
            .filter(|r| r.round > RETURNS_AT_MOST && matches!(self.stage, Stage::Reviewing {}))
            .map(|r| format!("request.{}", r.ordinal));
        late.chain(rounds)
            .filter(|name| !self.cooperation.decided.contains_key(name))
            .collect()
    }
}
