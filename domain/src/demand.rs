//! What a member is asked for besides report and proposal (B19-B20): documents, which it may keep
//! back for a just cause, and a report of how things stand.

use crate::{
    code::{Channel, Delivery, DemandKind},
    event::Event,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A demand to the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Place among the case's demands, from 1.
    pub ordinal: u32,
    /// What is demanded.
    pub kind: DemandKind,
    /// Where it stands.
    pub state: DemandState,
}

/// Where a demand stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DemandState {
    /// Sent.
    Issued {
        /// When.
        at: Timestamp,
    },
    /// With the member.
    Delivered {
        /// When it counts as delivered.
        at: Timestamp,
    },
    /// The member named a just cause for not following it (B20).
    Claimed {
        /// When.
        at: Timestamp,
    },
    /// The cause was found just: nothing more is owed.
    Excused {
        /// When.
        at: Timestamp,
    },
    /// Met.
    Met {
        /// When what was demanded arrived.
        at: Timestamp,
    },
    /// The case ended first.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// A command about a demand.
#[derive(Clone, Debug, PartialEq)]
pub enum DemandCommand {
    /// Make it.
    Make {
        /// What is demanded.
        kind: DemandKind,
        /// How it is sent.
        by: Delivery,
        /// The letter.
        letter: String,
    },
    /// Record that it reached the member.
    Deliver {
        /// Which.
        demand: u32,
        /// What proves it.
        by: Delivery,
        /// The day, when it was not today.
        on: Option<Date>,
        /// The proof.
        proof: String,
    },
    /// Record what the member sent.
    Meet {
        /// Which.
        demand: u32,
        /// How it came.
        channel: Channel,
        /// When it arrived, when that was not just now.
        met_at: Option<Timestamp>,
        /// What was sent, or what it says.
        supplied: String,
        /// Where the original is.
        original: String,
    },
    /// Record the just cause that the member names.
    Claim {
        /// Which.
        demand: u32,
        /// How the claim came.
        channel: Channel,
        /// The cause.
        claim: String,
    },
    /// Decide on that cause.
    Decide {
        /// Which.
        demand: u32,
        /// Whether it is just.
        just: bool,
        /// Why.
        reason: String,
    },
}

impl Demand {
    /// Whether the member still owes something.
    #[must_use]
    pub const fn is_owed(&self) -> bool {
        matches!(
            self.state,
            DemandState::Issued { .. }
                | DemandState::Delivered { .. }
                | DemandState::Claimed { .. }
        )
    }

    /// The demand after an event of its case at `at`.
    pub fn evolve(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::DemandDelivered(e) if e.demand == self.ordinal => {
                self.state = DemandState::Delivered { at: e.delivered_at };
            }
            Event::DemandMet(e) if e.demand == self.ordinal => {
                self.state = DemandState::Met { at: e.met_at };
            }
            Event::JustCauseClaimed(e) if e.demand == self.ordinal => {
                self.state = DemandState::Claimed { at };
            }
            Event::JustCauseDecided(e) if e.demand == self.ordinal => {
                self.state = if e.just {
                    DemandState::Excused { at }
                } else {
                    DemandState::Delivered { at }
                };
            }
            Event::CaseClosed(_) if self.is_owed() => {
                self.state = DemandState::Cancelled { at };
            }
            _ => {}
        }
    }
}
