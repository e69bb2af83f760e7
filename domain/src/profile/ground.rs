//! What the rules ask before a matter is not handled on a ground (A15-A23, B22-B26).

use crate::code::{Ground, Litigation};
use serde::{Deserialize, Serialize};

/// The decisions that end or stop handling (A15): three of the whole matter, one of a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NonHandling {
    /// 受け付けない: before acceptance.
    Refuse,
    /// 中止: after acceptance.
    Discontinue,
    /// 停止: for a while.
    Suspend,
    /// 一部を取り扱わない: the rest goes on (A17).
    Part,
}

/// What a ground needs; what is left out is not needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundRule {
    /// The clause it stands in.
    pub clause: String,
    /// The decisions it can carry.
    #[serde(default = "whole_matter")]
    pub decisions: Vec<NonHandling>,
    /// Whether the complainant is first given the opportunity to cure it or to answer.
    #[serde(default)]
    pub opportunity: bool,
    /// Reminders that an unanswered opportunity needs.
    #[serde(default)]
    pub reminders: u32,
    /// What must have been declared about a court, when it is about one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub litigation: Vec<Litigation>,
}

fn whole_matter() -> Vec<NonHandling> {
    vec![
        NonHandling::Refuse,
        NonHandling::Discontinue,
        NonHandling::Suspend,
    ]
}

impl Default for GroundRule {
    fn default() -> Self {
        Self {
            clause: String::new(),
            decisions: whole_matter(),
            opportunity: false,
            reminders: 0,
            litigation: Vec::new(),
        }
    }
}

impl super::Profile {
    /// What `ground` needs under these rules; `None` when they do not know it.
    #[must_use]
    pub fn ground_rule(&self, ground: Ground) -> Option<GroundRule> {
        self.grounds
            .contains(&ground)
            .then(|| self.ground.get(&ground).cloned().unwrap_or_default())
    }

    /// The grounds that can carry `decision`, in the order of the rules.
    #[must_use]
    pub fn grounds_for(&self, decision: NonHandling) -> Vec<Ground> {
        self.grounds
            .iter()
            .copied()
            .filter(|ground| {
                self.ground_rule(*ground)
                    .is_some_and(|rule| rule.decisions.contains(&decision))
            })
            .collect()
    }
}
