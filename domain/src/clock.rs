//! Deadlines: what starts a clock, what pauses, resumes and stops it, and the ladder of reminders
//! and levels that falls due by itself.
//!
//! Which event does what is data of the profile; this room only follows it. A deadline is never a
//! bare date: it keeps rule, profile, calendar, beginning and pauses, from which [`Deadline::proof`]
//! recomputes every day that was counted or skipped.

mod deadline;
mod follow;

pub use deadline::{Deadline, Paused, Stopped, Urgency};
pub use follow::{Happening, Rules, follow, passed_rungs};

use serde::{Deserialize, Serialize};

/// What the rules of a profile can react to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// A matter was received; counts from its arrival.
    Registered,
    /// An open case was taken over; counts from its arrival.
    TakenOver,
    /// A case was taken over at the reception stage.
    TakenOverReceived,
    /// A case was taken over while waiting for the member.
    TakenOverAwaiting,
    /// A case was taken over while the reply was being reviewed.
    TakenOverReviewing,
    /// Receipt was confirmed.
    Acknowledged,
    /// A complaint was accepted.
    Accepted,
    /// A matter was found out of scope.
    OutOfScope,
    /// The member's request was sent.
    RequestIssued,
    /// The request reached the member.
    RequestDelivered,
    /// An order to submit again reached the member.
    RequestRedelivered,
    /// Report and proposal are both there.
    RequestAnswered,
    /// The reply suffices.
    RequestAccepted,
    /// The reply was returned.
    RequestReturned,
    /// The direction was shown.
    DirectionSent,
    /// The complainant said what they want.
    Confirmed,
    /// Handling was suspended: pauses every clock that does not run while suspended.
    Suspended,
    /// Handling was taken up again.
    Resumed,
    /// The case was closed: stops every clock.
    Closed,
}
