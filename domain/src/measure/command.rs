//! What can be asked about measures.

use crate::{
    code::{Delivery, Finding, InterestKind, MeasureKind, Question, Sent},
    event::MeasureAct,
    id::{AccountId, CaseId, MeasureId, MemberCode},
    period::Extension,
};
use jiff::civil::{Date, DateTime};

/// A measure to be proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What kind of measure.
    pub kind: MeasureKind,
    /// Against whom.
    pub member: MemberCode,
    /// On what it is to rest.
    pub basis: ProposedBasis,
    /// The cases from which it comes.
    pub cases: Vec<CaseId>,
    /// The facts (事実).
    pub facts: String,
    /// The evidence, one piece a line (証拠一覧).
    pub evidence: String,
    /// Why this measure and no lighter one.
    pub reason: String,
}

/// On what a measure is to rest, before it was looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposedBasis {
    /// A clause of the guidelines in force on the day of the conduct.
    Guideline {
        /// Number of the clause.
        clause: String,
        /// The day of the conduct.
        conduct: Date,
    },
    /// An article of the Act.
    Article {
        /// The article, such as `27-1`.
        article: String,
        /// The day of the conduct.
        conduct: Date,
    },
    /// Other problem conduct (B35).
    Conduct {
        /// Its day.
        conduct: Date,
    },
    /// A recommendation that was not followed (B37).
    NotFollowed {
        /// Which.
        measure: MeasureId,
    },
    /// A ground of the articles.
    Articles,
}

/// A command to a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasureCommand {
    /// Explain the circumstances to the member (B36).
    Explain {
        /// How it is sent.
        by: Delivery,
        /// The letter.
        letter: String,
    },
    /// Record that something reached the member.
    RecordDelivery {
        /// What.
        what: Sent,
        /// How it is proved.
        by: Delivery,
        /// On which day; today when not given.
        on: Option<Date>,
        /// Where the proof is.
        proof: String,
    },
    /// Send again what came back.
    SendAgain {
        /// What.
        what: Sent,
        /// How it is sent now.
        by: Delivery,
        /// What came back, and why.
        proof: String,
    },
    /// The member asks to be heard orally.
    AskOral {
        /// How it was asked.
        by: Delivery,
        /// What was said.
        words: String,
    },
    /// Appoint who hears.
    AppointOfficer {
        /// Who.
        officer: AccountId,
    },
    /// Fix the oral hearing.
    FixHearing {
        /// When it is held, in the organisation's time.
        at: DateTime,
        /// Where, and how to attend from afar.
        place: String,
    },
    /// Send its notice: grounds, evidence, date, the right to an agent and to documents.
    NotifyHearing {
        /// How it is sent.
        by: Delivery,
        /// The letter.
        letter: String,
    },
    /// The member did not come and has just cause: the hearing is fixed anew, once.
    Excuse {
        /// The cause.
        cause: String,
    },
    /// The member's written statement.
    Statement {
        /// How it came.
        by: Delivery,
        /// On which day; today when not given.
        on: Option<Date>,
        /// The statement.
        statement: String,
        /// Where the original is, when staff records it.
        original: String,
    },
    /// The member waives being heard, in writing.
    Waive {
        /// How it came.
        by: Delivery,
        /// On which day; today when not given.
        on: Option<Date>,
        /// Where the original is.
        original: String,
    },
    /// The hearing was held.
    Hold {
        /// Its record.
        record: String,
    },
    /// Send the record to the member.
    SendRecord {
        /// How it is sent.
        by: Delivery,
        /// The letter with the record.
        letter: String,
    },
    /// The member corrects the record.
    CorrectRecord {
        /// How it came.
        by: Delivery,
        /// The correction.
        correction: String,
    },
    /// Hearing the member is over.
    CloseHearing {
        /// What the member asserted (弁明要旨).
        summary: String,
    },
    /// Declare one's own interest, or none.
    Declare {
        /// What.
        interest: InterestKind,
        /// More about it.
        note: String,
    },
    /// Note the interest of somebody else: an automatic one, or what they said.
    NoteInterest {
        /// Whose.
        person: AccountId,
        /// What.
        interest: InterestKind,
        /// More about it.
        note: String,
    },
    /// Challenge somebody (忌避).
    Challenge {
        /// Whom.
        person: AccountId,
        /// Why.
        ground: String,
    },
    /// Record what the remaining directors ruled.
    Rule {
        /// About whom.
        person: AccountId,
        /// Whether they take no part.
        excluded: bool,
        /// Why.
        reason: String,
    },
    /// Put something forward for a second person.
    Move {
        /// What.
        act: MeasureAct,
        /// The letter that goes to the member; empty where the act sends none.
        letter: String,
        /// Why.
        reason: String,
    },
    /// Carry out what another person put forward.
    Approve {
        /// Its digest, as it was shown.
        digest: String,
    },
    /// Send it back.
    Return {
        /// Its digest, as it was shown.
        digest: String,
        /// Why.
        reason: String,
    },
    /// Decide as the president, where the rules say so.
    Decide {
        /// Which of the open questions.
        question: Question,
        /// Whether it is answered with yes.
        adopted: bool,
        /// Why.
        reason: String,
        /// The opinion of the statutory auditors, where the board had too few who may vote.
        opinion: String,
    },
    /// Withdraw what was proposed, before it is decided.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Remind the member to report.
    Remind {
        /// How it is sent.
        by: Delivery,
        /// The letter.
        letter: String,
    },
    /// The member reports what it did (B35).
    Report {
        /// How it came.
        by: Delivery,
        /// On which day; today when not given.
        on: Option<Date>,
        /// The report.
        report: String,
        /// Where the original is, when staff records it.
        original: String,
    },
    /// Check the report, or its absence once its time is over.
    Verify {
        /// What was found.
        finding: Finding,
        /// Why.
        reason: String,
    },
    /// The member objects.
    Object {
        /// How it came.
        by: Delivery,
        /// On which day; today when not given.
        on: Option<Date>,
        /// The objection.
        objection: String,
    },
    /// The time for objections is over, or no revocation follows: it ends there.
    Finish {
        /// Why.
        reason: String,
    },
    /// Grant the member more time.
    Extend {
        /// Which deadline.
        deadline: String,
        /// How much.
        by: Extension,
        /// When it was asked for.
        asked_on: Option<Date>,
        /// Why.
        reason: String,
    },
}
