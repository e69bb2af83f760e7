//! Deadlines: what starts a clock, what pauses, resumes and stops it, and the ladder of reminders
//! and levels that falls due by itself.
//!
//! Which event does what is data of the profile; this room only follows it. A deadline is never a
//! bare date: it keeps rule, profile, calendar, beginning and pauses, from which [`Deadline::proof`]
//! recomputes every day that was counted or skipped.

mod ahead;
mod deadline;
mod deadlines;
mod extend;
mod follow;
mod plan;
mod replay;

pub use ahead::ahead;
pub use deadline::{Deadline, MoveCause, Moved, Paused, Stopped, Urgency, near};
pub use deadlines::Deadlines;
pub use extend::{MoreTime, extend};
pub use follow::{Happening, Rules, follow, passed_rungs, stopped};
pub use plan::{Course, Redating, proof_digest, redated};
pub use replay::{GRACE_SECONDS, Gap, GapKind, Replay, Replayed};

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
    /// The complainant's identity documents came in (A27).
    DocumentsReceived,
    /// Identity and authority were checked, whatever came of it (A27, A28).
    IdentityChecked,
    /// The complaint form went out to the complainant (A26).
    FormSent,
    /// The completed form came back (A26).
    FormReturned,
    /// Every paper that the complaint needs is there, or it needs none (A26, B30).
    FilingComplete,
    /// The complainant was given the opportunity to cure or to answer (A16-A21).
    OpportunityGiven,
    /// The complainant used that opportunity.
    OpportunityUsed,
    /// The member is not notified (A30, B33).
    Withheld,
    /// The review of that found that it still may not be (A30).
    WithholdingContinued,
    /// The review found that the member can be notified now (A30).
    NoticeReleased,
    /// A closed case was taken up again on new facts.
    Reopened,
    /// A request to report how things stand reached the member (B19).
    StatusRequested,
    /// The member reported how things stand (B19).
    StatusReported,
    /// The supervisor confirmed that the member does not cooperate (B18-B20).
    NonCooperationConfirmed,
    /// An action against recurrence was planned when the case was closed (B07).
    PreventionPlanned,
    /// That action was carried out (B07).
    PreventionDone,
    /// The complainant was told how things stand (B06).
    Contacted,
    /// A request for documents reached the member (B20).
    DocumentsRequested,
    /// The documents asked for are there (B20).
    DocumentsSupplied,
    /// The member named a just cause for not supplying them (B20).
    JustCauseClaimed,
    /// The just cause was accepted: nothing more is owed (B20).
    JustCauseAccepted,
    /// The just cause was not accepted: the documents are still owed (B20).
    JustCauseDenied,
    /// The circumstances of a proposed recommendation reached the member (B36).
    ExplanationDelivered,
    /// The member's written statement is there (B36).
    StatementReceived,
    /// A hearing was fixed; counts back from the day of the hearing (B36).
    HearingFixed,
    /// The notice of the hearing was sent (B36).
    HearingNotified,
    /// The member waived being heard, in writing (B36).
    HearingWaived,
    /// Hearing the member is over: held, in writing, waived or not attended (B36).
    HearingClosed,
    /// The board resolved on the matter before it (B35, B37).
    BoardResolved,
    /// The board's decision was sent to the member (B35).
    DecisionNotified,
    /// The recommendation reached the member (B35).
    RecommendationDelivered,
    /// The member reported what it did about the recommendation (B35).
    ComplianceReported,
    /// The report was checked (B35).
    ComplianceVerified,
    /// The recommendation was followed in part, and the member is given a new time (B35).
    PartlyFulfilled,
    /// The board found that the recommendation was not followed (B37).
    NotFollowed,
    /// Revocation of membership or exclusion was proposed (B37, Act article 52).
    RevocationProposed,
    /// The meeting that decides on it was fixed; counts back from the day of the meeting (General
    /// Incorporated Associations Act article 30).
    MeetingFixed,
    /// The notice of that meeting was sent to the member (the same article).
    MeetingNotified,
    /// Revocation or exclusion was notified to the member, whom it binds from then on.
    RevocationNotified,
    /// The register of targets changed: joining, leaving, revocation; counts from the effective day
    /// (A09, Act article 52).
    MembershipChanged,
    /// The public list of targets was brought up to date (A09).
    PublicListUpdated,
    /// The member objected to the revocation.
    ObjectionRaised,
    /// The objection was decided.
    ObjectionDecided,
    /// A fiscal year began; counts from 1 April.
    FiscalYearBegan,
    /// A fiscal year ended; counts from 31 March, which lies in the year that ended.
    FiscalYearEnded,
    /// The yearly outsourced audit was performed (B13).
    AuditPerformed,
    /// The audit report reached the president (B14).
    AuditReported,
    /// The year's statistics were published (B09).
    StatisticsReleased,
    /// The year's training was given to everyone who needs it (A13, B11).
    TrainingCompleted,
    /// Accounts and roles were reviewed.
    AccessReviewed,
}

#[cfg(test)]
mod tests;
