//! What people ask for in a case.

use super::{Act, Respondent, TakeOver};
use crate::{
    clock::MoreTime,
    code::{
        AnswerKind, Applicant, CaseKind, Category, Channel, Delivery, NoteKind, Referral, Will,
    },
    id::AccountId,
    time::Timestamp,
};
use jiff::civil::Date;

/// A command to a case.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseCommand {
    /// Enter a matter in the register (B06: refusing to register is impossible).
    Register(Registration),
    /// Take over a case from a former register.
    TakeOver(TakeOver),
    /// Confirm receipt and explain the procedure.
    Acknowledge,
    /// Give the case to a handler.
    Assign {
        /// The handler.
        handler: AccountId,
    },
    /// Give the case to a handler whose training is not current: the supervisor's emergency act (A13).
    AssignUntrained {
        /// The handler.
        handler: AccountId,
        /// Why it cannot wait.
        reason: String,
    },
    /// Answer, inform or refer at once.
    Answer {
        /// In which way.
        how: AnswerKind,
        /// To whom the person is referred.
        referral: Option<Referral>,
        /// What was said.
        answer: String,
    },
    /// Put a two-person act forward.
    Propose {
        /// The act.
        act: Act,
        /// Why.
        reason: String,
    },
    /// Approve what was put forward.
    Approve {
        /// Its digest, as it was shown.
        proposal: String,
    },
    /// Send back what was put forward.
    Reject {
        /// Its digest, as it was shown.
        proposal: String,
        /// Why.
        reason: String,
    },
    /// Tell the complainant that the matter is out of scope, and where to go (B30-B31).
    ReplyOutOfScope {
        /// To whom they are referred.
        referral: Referral,
        /// The letter.
        letter: String,
    },
    /// Notify the member and ask for report and proposal (B32).
    IssueRequest {
        /// How it is sent.
        by: Delivery,
        /// The letter.
        letter: String,
    },
    /// Record that a request reached the member.
    RecordDelivery {
        /// What proves it.
        by: Delivery,
        /// The day, when it was not today.
        on: Option<Date>,
        /// The proof: reference of the receipt, name of the log.
        proof: String,
    },
    /// Record the member's reply, or part of it.
    RecordReply(Reply),
    /// Find that the reply suffices.
    AcceptReply {
        /// Why.
        assessment: String,
    },
    /// Return the reply with its deficiencies (B34).
    ReturnReply {
        /// Whether the facts are to be investigated again.
        report_again: bool,
        /// Whether a new proposal is wanted.
        proposal_again: bool,
        /// The points that are insufficient.
        deficiencies: String,
        /// How the order is sent.
        by: Delivery,
    },
    /// Show the complainant a direction (B38).
    SendDirection {
        /// How it is sent.
        by: Channel,
        /// The letter.
        direction: String,
    },
    /// Record what the complainant wants.
    RecordWill {
        /// Their will.
        will: Will,
        /// In their words.
        comment: String,
    },
    /// Take up a suspended case again.
    Resume {
        /// The day from which it counts, when that was not today.
        on: Option<Date>,
        /// Why.
        reason: String,
    },
    /// Grant more time for one deadline.
    ExtendDeadline {
        /// Its name, such as `MEMBER_REPLY.1`.
        deadline: String,
        /// How much, and when it was asked for.
        more: MoreTime,
        /// Why.
        reason: String,
    },
    /// Write a note in the timeline.
    Note {
        /// What it is about.
        kind: NoteKind,
        /// The note.
        note: String,
    },
}

/// What is written down when a matter comes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Registration {
    /// What it is.
    pub kind: CaseKind,
    /// How it came in.
    pub channel: Channel,
    /// Who brings it.
    pub applicant: Applicant,
    /// What it is about.
    pub category: Category,
    /// About whom it is.
    pub respondent: Respondent,
    /// When it arrived, when that was not just now.
    pub received_at: Option<Timestamp>,
    /// The person's name.
    pub name: String,
    /// In kana.
    pub kana: String,
    /// How to reach them.
    pub contact: String,
    /// What they say.
    pub content: String,
    /// Where the original is: message, recording, scan (B28).
    pub original: String,
}

/// A member's reply, by the member in the portal or by staff when it came otherwise (B28).
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// How it came.
    pub channel: Channel,
    /// When it arrived, when that was not just now.
    pub replied_at: Option<Timestamp>,
    /// The investigation report; empty when this reply brings none.
    pub report: String,
    /// The proposed solution; empty when this reply brings none.
    pub proposal: String,
    /// Where the original is.
    pub original: String,
}
