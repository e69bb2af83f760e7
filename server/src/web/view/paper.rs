//! The paper of an item (議案書): what somebody who votes on it must see, on one page and in print.

use super::{
    board::{Bar, DiffLine, MeetingHead, StepLink},
    form::Form,
    measure::Comparison,
};
use domain::time::Timestamp;
use jiff::civil::Date;

/// A letter of the procedure and how its arrival is proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The key of its name.
    pub key: &'static str,
    /// When it was sent or happened.
    pub on: Option<Date>,
    /// When it reached the member.
    pub delivered: Option<Date>,
    /// How it was sent, by code, or empty.
    pub by: String,
    /// The proof, in words, or empty.
    pub proof: String,
}

/// The measure that an item is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureFacts {
    /// Its number.
    pub number: u32,
    /// Its kind, by code.
    pub kind: String,
    /// The member.
    pub member: String,
    /// What is asked, by code.
    pub question: String,
    /// On what it rests, in words.
    pub basis: String,
    /// The facts (事実).
    pub facts: String,
    /// The evidence, one piece a line.
    pub evidence: Vec<String>,
    /// Why this measure and no lighter one.
    pub reason: String,
    /// Explanation and hearing with their days and proofs (B36).
    pub procedure: Vec<Step>,
    /// How the hearing ended, by code, or empty.
    pub heard: String,
    /// What the member asserted (弁明要旨), or empty.
    pub summary: String,
    /// Clear days between the notice of the hearing and the hearing.
    pub notice_days: Option<i64>,
    /// Who takes no part: name, and why, by code of the reason (`interest` or `part`).
    pub excluded: Vec<(String, &'static str)>,
    /// What was decided in like cases.
    pub comparable: Comparison,
}

/// A vote, or an opinion before the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceLine {
    /// Whose.
    pub name: String,
    /// Which way, by code.
    pub choice: String,
    /// Why, or empty.
    pub reason: String,
}

/// One paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The item's number.
    pub number: u32,
    /// Its title; nothing for whom it does not open.
    pub title: Option<String>,
    /// What it is about, in words.
    pub about: String,
    /// How far it is.
    pub state: &'static str,
    /// What stands between the reader and the paper: `open`, `declare`, `ruling`, `withheld`.
    pub gate: &'static str,
    /// Its text.
    pub text: String,
    /// Digest of title and text.
    pub digest: String,
    /// How it differs from the version before.
    pub changes: Vec<DiffLine>,
    /// How many votes became void because it changed.
    pub void: u32,
    /// The measure.
    pub measure: Option<MeasureFacts>,
    /// Where the version of the rules can be read, or empty.
    pub rules: String,
    /// Quorum and majority; nothing where nobody votes.
    pub bar: Option<Bar>,
    /// Who has read this version.
    pub readers: Vec<String>,
    /// Opinions before the meeting.
    pub opinions: Vec<VoiceLine>,
    /// The votes; empty as long as names are hidden.
    pub votes: Vec<VoiceLine>,
    /// Whether the names of votes are hidden until the meeting is closed.
    pub hidden: bool,
    /// How the member was heard at the meeting, by code, and what it said.
    pub spoken: Option<(String, String)>,
    /// How the deliberation went.
    pub course: String,
    /// When the vote ended.
    pub resolved: Option<Timestamp>,
    /// The reference of a resolution that was adopted, or empty.
    pub reference: String,
}

/// `/board/meetings/{id}/items/{n}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemView {
    /// The head.
    pub head: MeetingHead,
    /// The paper.
    pub paper: Paper,
    /// The form that declares an interest, or none.
    pub declare: Option<Form>,
    /// The form of an opinion before the meeting.
    pub opine: Option<Form>,
    /// The form that votes.
    pub vote: Option<Form>,
    /// Why this reader, who sits there, cannot vote now; empty otherwise.
    pub no_vote: &'static str,
    /// What changed since the paper that a refused vote was given on.
    pub stale: Vec<DiffLine>,
    /// The steps of the secretariat about this item.
    pub steps: Vec<StepLink>,
}

impl ItemView {
    /// How many fields were at fault.
    #[must_use]
    pub fn faults(&self) -> usize {
        let forms = [&self.declare, &self.opine, &self.vote];
        forms.into_iter().flatten().map(|f| f.faults.len()).sum()
    }
}

/// `/board/meetings/{id}/pack`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The head.
    pub head: MeetingHead,
    /// The organisation.
    pub organisation: String,
    /// When it was printed.
    pub printed: Timestamp,
    /// The papers.
    pub papers: Vec<Paper>,
    /// Whether it is one paper by itself.
    pub single: bool,
}
