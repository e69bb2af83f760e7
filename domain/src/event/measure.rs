//! Events of measures against members: proposal, explanation, hearing, decision, compliance, effect
//! (A06, B35-B37, Act article 52).

use crate::{
    code::{
        Body, Delivery, Finding, HearingForm, HearingOutcome, InterestKind, LetterKind,
        MeasureKind, Question, Resolution, Sent, Transfer,
    },
    id::{AccountId, CaseId, MeasureId, MeetingId, MemberCode},
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// On what a measure rests (A06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// A clause of the guidelines that were in force on the day of the conduct.
    Guideline {
        /// Version.
        version: String,
        /// Clause.
        clause: String,
        /// SHA-256 of the text, hexadecimal.
        text: String,
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
    /// Other problem conduct, described in the facts (B35).
    Conduct {
        /// Its day.
        conduct: Date,
    },
    /// A recommendation that was not followed (B37).
    NotFollowed {
        /// Which.
        measure: MeasureId,
    },
    /// A ground of the articles, which the rules of the organisation cite.
    Articles {},
}

/// A measure was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureProposed {
    /// What kind of measure.
    pub measure: MeasureKind,
    /// Against whom.
    pub member: MemberCode,
    /// On what it rests.
    pub basis: Basis,
    /// The cases from which it came.
    pub cases: Vec<CaseId>,
    /// Who handled those cases: they neither hear nor decide.
    pub handlers: Vec<AccountId>,
    /// Who decides, chosen by rule.
    pub body: Body,
    /// Digest of the profile under which it is conducted (B42).
    pub profile: String,
}

/// A letter of the procedure was sent to the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureSent {
    /// How.
    pub by: Delivery,
}

/// What was sent reached the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureDelivered {
    /// What.
    pub what: Sent,
    /// How it is proved.
    pub by: Delivery,
    /// When.
    pub at: Timestamp,
}

/// What was sent came back, and was sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureSentAgain {
    /// What.
    pub what: Sent,
    /// How it is sent now.
    pub by: Delivery,
}

/// Who hears the member was appointed (聴取主宰者).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerAppointed {
    /// Who.
    pub officer: AccountId,
}

/// An oral hearing was fixed, or fixed anew on just cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HearingFixed {
    /// When it is held.
    pub at: Timestamp,
}

/// The member asserted its position, or waived that (B36).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberSpoke {
    /// When it arrived.
    pub at: Timestamp,
    /// How.
    pub by: Delivery,
}

/// Hearing the member is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HearingClosed {
    /// How it ended.
    pub outcome: HearingOutcome,
    /// In which form the member was to be heard.
    pub form: HearingForm,
}

/// Somebody who takes part in a decision said what stands between them and it, or it was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterestDeclared {
    /// Who.
    pub person: AccountId,
    /// What.
    pub interest: InterestKind,
}

/// Somebody was challenged (忌避).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenged {
    /// Who.
    pub person: AccountId,
}

/// The remaining directors ruled on an interest or a challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterestRuled {
    /// About whom.
    pub person: AccountId,
    /// Whether they take no part.
    pub excluded: bool,
}

/// What is put forward by one person and carried out by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum MeasureAct {
    /// Give the guidance (A06).
    Guide {
        /// How it is sent.
        by: Delivery,
    },
    /// Send the decision to the member.
    Notify {
        /// How it is sent.
        by: Delivery,
    },
    /// Let revocation, expulsion or exclusion take effect.
    TakeEffect {
        /// From this day on.
        on: Date,
        /// What becomes of the member's open cases.
        plan: Vec<TransferPlan>,
    },
    /// Restore what the annulled decision took.
    Restore {
        /// From this day on.
        on: Date,
        /// How the corrected notice is sent.
        by: Delivery,
    },
}

/// What becomes of an open case of the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferPlan {
    /// The case.
    pub case: CaseId,
    /// What becomes of it.
    pub to: Transfer,
}

/// Something was put forward for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureMoved {
    /// What.
    pub act: MeasureAct,
    /// Digest over the act and its words.
    pub digest: String,
}

/// What was put forward was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureMotionReturned {
    /// Digest of it.
    pub digest: String,
}

/// Who decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decider {
    /// A meeting.
    Meeting {
        /// Which.
        meeting: MeetingId,
        /// The item of its agenda, from 1.
        item: u32,
    },
    /// The president alone, where the rules say so.
    President {},
    /// A second person, for guidance.
    SecondPerson {},
    /// Whoever proposed it withdrew it.
    Proposer {},
}

/// The measure was put on the agenda of a meeting, or taken off it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasurePlaced {
    /// What is asked there; nothing when it was taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Placed>,
}

/// Where a question about a measure waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// What is asked.
    pub question: Question,
    /// The meeting.
    pub meeting: MeetingId,
    /// The item of its agenda, from 1.
    pub item: u32,
}

/// A question about the measure was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureDecided {
    /// What was asked.
    pub question: Question,
    /// What came of it.
    pub resolution: Resolution,
    /// Who decided.
    pub by: Decider,
    /// Who decides now, when it was deferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred_to: Option<Body>,
}

/// The decision was sent to the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionSent {
    /// Digest of the motion in which its words stand.
    pub motion: String,
    /// What kind of letter.
    pub letter: LetterKind,
    /// How it is sent.
    pub by: Delivery,
}

/// A compliance report was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplianceVerified {
    /// What was found.
    pub finding: Finding,
}

/// Revocation, expulsion or exclusion took effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureEffective {
    /// Digest of the motion.
    pub motion: String,
    /// From this day on.
    pub on: Date,
    /// What becomes of the member's open cases.
    pub plan: Vec<TransferPlan>,
}

/// What the annulled decision took was restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureRestored {
    /// Digest of the motion in which the corrected notice stands.
    pub motion: String,
    /// From this day on.
    pub on: Date,
    /// How the corrected notice is sent.
    pub by: Delivery,
}

/// What becomes of a case whose member left by a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseTransferred {
    /// The measure.
    pub measure: MeasureId,
    /// What becomes of it.
    pub to: Transfer,
}
