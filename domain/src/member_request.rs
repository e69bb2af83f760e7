//! The request to a member (3.2 of the state machines): notice, report and proposed solution.
//!
//! Its clock stops only when the investigation report *and* the proposed solution are there (B32).
//! A reply that does not suffice is returned with its deficiencies, at most twice (B34).

use crate::{code::Delivery, event::Event, time::Timestamp};
use serde::{Deserialize, Serialize};

/// Returns that a request may have before it escalates instead (B34).
pub const RETURNS_AT_MOST: u32 = 2;

/// A request to a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRequest {
    /// Place among the case's requests, from 1.
    pub ordinal: u32,
    /// 1 for the request itself; each return begins a further round.
    pub round: u32,
    /// How it was sent.
    pub by: Delivery,
    /// Where it stands.
    pub state: RequestState,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RequestState {
    /// Sent; delivery is not yet proved.
    Issued {
        /// When it, or the order to submit again, was sent.
        at: Timestamp,
        /// What is already there from an earlier round.
        has_report: bool,
        /// What is already there from an earlier round.
        has_proposal: bool,
    },
    /// With the member. Partial answers leave it here.
    Delivered {
        /// When it counts as delivered.
        at: Timestamp,
        /// Whether the report is there.
        has_report: bool,
        /// Whether the proposal is there.
        has_proposal: bool,
    },
    /// Report and proposal are there.
    Answered {
        /// When the answer became complete.
        at: Timestamp,
    },
    /// The reply suffices.
    Accepted {
        /// When it was found to suffice.
        at: Timestamp,
    },
    /// The member was found not to cooperate (B18-B20).
    Refused {
        /// When.
        at: Timestamp,
    },
    /// The case ended before the request did.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

impl MemberRequest {
    /// A request that has just gone out.
    #[must_use]
    pub const fn issued(ordinal: u32, by: Delivery, at: Timestamp) -> Self {
        Self {
            ordinal,
            round: 1,
            by,
            state: RequestState::Issued {
                at,
                has_report: false,
                has_proposal: false,
            },
        }
    }

    /// The request after an event of its case at `at`.
    pub fn evolve(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::RequestDelivered(e) if e.request == self.ordinal => {
                if let RequestState::Issued {
                    has_report,
                    has_proposal,
                    ..
                } = self.state
                {
                    self.state = RequestState::Delivered {
                        at: e.delivered_at,
                        has_report,
                        has_proposal,
                    };
                }
            }
            Event::RequestAnswered(e) if e.request == self.ordinal => {
                self.state = match self.state {
                    RequestState::Issued { at, .. } | RequestState::Delivered { at, .. }
                        if !(e.has_report && e.has_proposal) =>
                    {
                        RequestState::Delivered {
                            at,
                            has_report: e.has_report,
                            has_proposal: e.has_proposal,
                        }
                    }
                    _ => RequestState::Answered { at: e.replied_at },
                };
            }
            Event::RequestSentAgain(e) if e.request == self.ordinal => {
                self.by = e.by;
                if let RequestState::Issued { at: sent, .. } = &mut self.state {
                    *sent = at;
                }
            }
            Event::NonCooperationDecided(e) if e.confirmed && self.is_running() => {
                self.state = RequestState::Refused { at };
            }
            Event::RequestAccepted(e) if e.request == self.ordinal => {
                self.state = RequestState::Accepted { at }
            }
            Event::RequestReturned(e) if e.request == self.ordinal => {
                self.round = e.round;
                self.by = e.by;
                self.state = RequestState::Issued {
                    at,
                    has_report: !e.report_again,
                    has_proposal: !e.proposal_again,
                };
            }
            Event::CaseClosed(_) if self.is_running() => {
                self.state = RequestState::Cancelled { at };
            }
            _ => {}
        }
    }

    /// Whether the member or the reviewer still has it in hand.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        matches!(
            self.state,
            RequestState::Issued { .. }
                | RequestState::Delivered { .. }
                | RequestState::Answered { .. }
        )
    }

    /// Which of report and proposal are there, while the member is answering.
    #[must_use]
    pub const fn parts(&self) -> (bool, bool) {
        match self.state {
            RequestState::Issued {
                has_report,
                has_proposal,
                ..
            }
            | RequestState::Delivered {
                has_report,
                has_proposal,
                ..
            } => (has_report, has_proposal),
            RequestState::Answered { .. } | RequestState::Accepted { .. } => (true, true),
            RequestState::Refused { .. } | RequestState::Cancelled { .. } => (false, false),
        }
    }
}
