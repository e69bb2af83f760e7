//! What people ask for in a case.

use super::{
    Act, CaseFile, CooperationCommand, Declared, FilingCommand, MatterCommand, Number,
    OpportunityCommand, Respondent, Step, TakeOver,
};
use crate::{
    clock::MoreTime,
    code::{
        AnswerKind, Applicant, AttachmentKind, CaseKind, Category, Channel, Delivery, DestroyCause,
        Media, NoteKind, Paper, Referral, Undelivered, Will,
    },
    demand::DemandCommand,
    id::AccountId,
    time::Timestamp,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

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
    Answer(Answer),
    /// What changes about the matter itself.
    Matter(MatterCommand),
    /// The papers of a complaint (A26-A28).
    Filing(FilingCommand),
    /// The complainant's opportunity before the matter is not handled.
    Opportunity(OpportunityCommand),
    /// Remind the complainant of what is asked of them.
    Remind {
        /// How.
        by: Channel,
        /// The letter, or what was said.
        letter: String,
    },
    /// Put a two-person act forward.
    Propose(Motion),
    /// Review whether the member still may not be notified (A30).
    ReviewWithholding {
        /// Whether it goes on.
        continues: bool,
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
    /// Record that a letter to the member came back, and send it again.
    SendAgain {
        /// Why it did not arrive.
        why: Undelivered,
        /// How it is sent now.
        by: Delivery,
        /// What shows that it came back.
        proof: String,
    },
    /// Record the member's reply, or part of it.
    RecordReply(Reply),
    /// Documents and reports demanded besides (B19-B20).
    Demand(DemandCommand),
    /// A suspected non-cooperation (B18-B20).
    Cooperation(CooperationCommand),
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
    /// Ask for more time.
    AskTime {
        /// For which deadline.
        deadline: String,
        /// How much, and when it was asked for.
        more: MoreTime,
        /// How it was asked.
        channel: Channel,
        /// Why.
        reason: String,
    },
    /// Decline the time that was asked for.
    DeclineTime {
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
    /// Add a document whose sealed bytes are stored already.
    Attach(Attach),
    /// Destroy one document, its key and its bytes (A27).
    DestroyAttachment {
        /// Which.
        attachment: u32,
        /// Why, as a code.
        cause: DestroyCause,
        /// Why, in words.
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

impl CaseCommand {
    /// Whether this command to `lead`, the case that leads an incident, may concern its other cases.
    #[must_use]
    pub fn is_shared_by(&self, lead: &CaseFile) -> bool {
        Step::of(self).is_some_and(|step| step.shared(lead).is_some())
    }

    /// Whether a command that an incident shares concerns `part`: of notes those of the investigation,
    /// of more time that for a deadline of the member that runs there too.
    pub(super) fn concerns(&self, part: &CaseFile) -> bool {
        match self {
            Self::Note { kind, .. } => *kind == NoteKind::Investigation && part.is_open(),
            Self::Assign { handler } | Self::AssignUntrained { handler, .. } => {
                part.handler != Some(*handler)
            }
            Self::ExtendDeadline { deadline, .. } => part
                .member_deadlines()
                .iter()
                .any(|running| running.name == *deadline),
            _ => true,
        }
    }
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
    /// Whether the explanation of the procedure was read to the caller (B29).
    pub explained: bool,
    /// What the complainant declares at once.
    pub declared: Declared,
    /// Papers that came with it (A26).
    pub papers: BTreeSet<Paper>,
    /// The answer, when the matter is an everyday call that ends with it.
    pub answer: Option<Answer>,
    /// A file of the complaint whose further respondent this is about (3.1).
    pub beside: Option<Number>,
}

/// How an everyday call ends: answered, informed or referred (B01, B31).
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// In which way.
    pub how: AnswerKind,
    /// To whom the person is referred.
    pub referral: Option<Referral>,
    /// What was said.
    pub answer: String,
}

/// A two-person act with everything that the second person must see.
#[derive(Clone, Debug, PartialEq)]
pub struct Motion {
    /// The act.
    pub act: Act,
    /// Why.
    pub reason: String,
    /// The letter to the complainant that goes out with it; empty where none does.
    pub letter: String,
    /// The action against recurrence, in words (B07).
    pub prevention: String,
}

impl Motion {
    /// A motion without a letter.
    #[must_use]
    pub fn new(act: Act, reason: impl Into<String>) -> Self {
        Self {
            act,
            reason: reason.into(),
            letter: String::new(),
            prevention: String::new(),
        }
    }

    /// With the letter that goes out with it.
    #[must_use]
    pub fn with_letter(self, letter: impl Into<String>) -> Self {
        Self {
            letter: letter.into(),
            ..self
        }
    }
}

/// A document that was recognised, cleaned and stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attach {
    /// What it is.
    pub kind: AttachmentKind,
    /// Its form.
    pub media: Media,
    /// The name people see.
    pub name: String,
    /// Size in bytes, as stored.
    pub bytes: u64,
    /// SHA-256 of the bytes as stored, hexadecimal.
    pub sha256: String,
    /// The random name under which the sealed bytes lie.
    pub blob: String,
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
