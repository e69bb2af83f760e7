//! The board's own first page: the next meeting, all meetings, what an agenda may take up.

use super::{
    deadline::Chip,
    form::{Fault, Form},
};
use domain::time::Timestamp;
use jiff::civil::Date;
use std::fmt;

/// A case that climbed to the president: a candidate for the agenda. No names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The printed number of the case, or what the object is called.
    pub number: String,
    /// The case's kind; empty for what is no case.
    pub kind: String,
    /// The stage's code; empty for what is no case.
    pub stage: String,
    /// The deadline that was missed.
    pub chip: Chip,
    /// The level reached.
    pub level: String,
    /// Since when.
    pub since: Date,
    /// The party it waits on.
    pub waits_on: String,
}

/// A meeting in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingLine {
    /// Its number.
    pub number: u32,
    /// Of which body, by code.
    pub body: String,
    /// When it is held.
    pub at: Timestamp,
    /// How far it is, by code.
    pub stage: String,
    /// Whether its minutes should have been signed.
    pub unsigned: bool,
}

impl MeetingLine {
    /// Its address.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/board/meetings/{}", self.number)
    }
}

/// An item of an agenda, as a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    /// Its number on the agenda.
    pub number: u32,
    /// Its address.
    pub href: String,
    /// Its title; nothing for whom its paper does not open.
    pub title: Option<String>,
    /// What it is about, in words.
    pub about: String,
    /// How far it is: `listed`, `open`, `resolved`, `reported`, `withdrawn`.
    pub state: &'static str,
    /// What came of it, by code, or empty.
    pub resolution: String,
    /// Whether this reader read its paper: `unread`, `changed`, `read`; empty for whoever does not sit
    /// there.
    pub reading: &'static str,
    /// Whether this reader still has to say if an interest stands in the way: `declare`, `ruling`,
    /// `clear`; empty where nothing is asked.
    pub interest: &'static str,
    /// Whether it is the item on this page.
    pub here: bool,
}

/// The next meeting with its papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextMeeting {
    /// The meeting.
    pub line: MeetingLine,
    /// Where; nothing for whom it does not open.
    pub place: Option<String>,
    /// Its papers.
    pub items: Vec<ItemLine>,
}

/// A question about a measure that no agenda has taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The number of the measure.
    pub measure: u32,
    /// Its kind, by code.
    pub kind: String,
    /// The member.
    pub member: String,
    /// What is asked, by code.
    pub question: String,
    /// Which body is asked, by code.
    pub body: String,
    /// The meetings on whose agenda it can still be put: number and address of the form.
    pub puts: Vec<(u32, String)>,
}

/// A version of the rules or of the calendar that waits for its resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenVersion {
    /// Which document, by code.
    pub document: String,
    /// First day on which it is to apply.
    pub in_force: Date,
    /// Where it can be read.
    pub href: String,
    /// The meetings on whose agenda it can still be put.
    pub puts: Vec<(u32, String)>,
}

/// `/board`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardHome {
    /// The next meeting.
    pub next: Option<NextMeeting>,
    /// Every meeting, the newest first.
    pub meetings: Vec<MeetingLine>,
    /// Questions that no agenda has taken up.
    pub questions: Vec<OpenQuestion>,
    /// Versions that wait for a resolution.
    pub versions: Vec<OpenVersion>,
    /// Cases that climbed to the president.
    pub candidates: Vec<Candidate>,
    /// Whether this reader calls meetings.
    pub may_call: bool,
}

impl BoardHome {
    /// The meetings whose minutes should have been signed.
    pub fn unsigned(&self) -> impl Iterator<Item = &MeetingLine> {
        self.meetings.iter().filter(|line| line.unsigned)
    }
}

/// The head of every page of one meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingHead {
    /// The meeting.
    pub line: MeetingLine,
    /// Where; nothing for whom it does not open.
    pub place: Option<String>,
    /// Its agenda.
    pub items: Vec<ItemLine>,
    /// Whether this reader opens its minutes.
    pub minutes: bool,
}

/// Somebody who is to be there, and how they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatLine {
    /// Whose.
    pub name: String,
    /// How many votes; none for a statutory auditor.
    pub votes: Option<u32>,
    /// How they attend, by code; empty for whoever is not there.
    pub how: String,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Until when, once they left.
    pub until: Option<Timestamp>,
    /// Whether they preside.
    pub chairs: bool,
    /// Whether they agreed to meet without the period of notice.
    pub waived: bool,
}

/// How the notice stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// When it went out.
    pub sent: Option<Timestamp>,
    /// Clear days between notice and meeting.
    pub days: Option<i64>,
    /// The fewest the rules ask for.
    pub least: u32,
    /// Whether everybody agreed to meet without it.
    pub waived: bool,
}

impl Notice {
    /// Whether the meeting can be opened.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.waived || self.days.is_some_and(|days| days >= i64::from(self.least))
    }
}

/// A step of the meeting, or of an item, with the way to its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLink {
    /// Its name.
    pub code: String,
    /// Where its form is.
    pub href: String,
    /// Whether it is what comes next.
    pub primary: bool,
}

/// Quorum and majority of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// The item.
    pub number: u32,
    /// The rule, by code.
    pub majority: String,
    /// The fewest who may decide for this body to decide at all.
    pub fewest: u32,
    /// Votes of those who may decide.
    pub all: u32,
    /// Seats of those who may decide.
    pub eligible: u32,
    /// Seats that may not.
    pub excluded: u32,
    /// Votes of those present.
    pub present: u32,
    /// Votes for.
    pub yes: u32,
    /// Against.
    pub no: u32,
    /// Abstaining.
    pub abstain: u32,
    /// Votes that must be present.
    pub quorum: u32,
    /// Votes for that are needed.
    pub needed: u32,
    /// Whether enough are present.
    pub has_quorum: bool,
    /// Whether those for it are enough.
    pub reached: bool,
    /// What came of it, or what would come of it now, by code.
    pub outcome: String,
    /// How far the vote is: `before`, `open`, `ended`.
    pub vote: &'static str,
}

impl Bar {
    fn thousandth(&self, votes: u32) -> u32 {
        votes.saturating_mul(1_000) / self.all.max(1)
    }

    /// The parts as the picture draws them: name, left edge and width in thousandths.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, u32, u32)> {
        let silent = self
            .present
            .saturating_sub(self.yes + self.no + self.abstain);
        let mut x = 0;
        let mut parts = Vec::new();
        for (part, votes) in [
            ("yes", self.yes),
            ("no", self.no),
            ("abstain", self.abstain),
            ("silent", silent),
        ] {
            let width = self.thousandth(votes);
            if width > 0 {
                parts.push((part, x, width));
            }
            x += width;
        }
        parts
    }

    /// Where the line of the votes that must be present stands, in thousandths.
    #[must_use]
    pub fn quorum_at(&self) -> u32 {
        self.thousandth(self.quorum).min(996)
    }

    /// Where the line of the votes that are needed stands, in thousandths.
    #[must_use]
    pub fn needed_at(&self) -> u32 {
        self.thousandth(self.needed).min(996)
    }
}

/// `/board/meetings/{id}`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingView {
    /// The head.
    pub head: MeetingHead,
    /// When it was opened and closed.
    pub opened: Option<Timestamp>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// The notice.
    pub notice: Notice,
    /// The seats and the statutory auditors.
    pub seats: Vec<SeatLine>,
    /// Each item with its bar, where people vote on it, and its steps.
    pub bars: Vec<(ItemLine, Option<Bar>, Vec<StepLink>)>,
    /// What can be done now.
    pub steps: Vec<StepLink>,
}

/// A line of two texts side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// `same`, `gone` or `new`.
    pub what: &'static str,
    /// The line.
    pub text: String,
}

/// The form of one step, with what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepView {
    /// The step.
    pub code: String,
    /// Where it leads back.
    pub back: (String, String),
    /// The title of the item, or empty.
    pub item: String,
    /// Quorum and majority as they stand.
    pub bar: Option<Bar>,
    /// How the paper would change.
    pub changes: Vec<DiffLine>,
    /// The form.
    pub form: Form,
}

/// `/board/meetings/{id}/minutes`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutesView {
    /// The head.
    pub head: MeetingHead,
    /// The text; nothing until it was written.
    pub text: Option<String>,
    /// Digest of the text.
    pub digest: String,
    /// Who wrote it.
    pub writer: String,
    /// When it was approved.
    pub approved: Option<Timestamp>,
    /// The signed minutes.
    pub signed: Option<SignedMinutes>,
    /// The form that writes them.
    pub write: Option<Form>,
    /// The form that approves them.
    pub approve: Option<Form>,
    /// The form that registers them signed; it carries a file.
    pub sign: Option<Form>,
}

impl MinutesView {
    /// What was wrong with the last attempt.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let forms = [&self.write, &self.approve, &self.sign];
        forms
            .into_iter()
            .flatten()
            .flat_map(|form| form.faults.clone())
            .collect()
    }
}

/// Signed minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedMinutes {
    /// SHA-256 of the scan or the signed file.
    pub file: String,
    /// How they were signed, by code.
    pub by: String,
    /// When that was registered.
    pub at: Timestamp,
    /// Where the original is kept, and who signed.
    pub reference: String,
}

/// The resolution on an item, as the approval of a version of the rules cites it.
///
/// ```
/// use server::web::view::board::Reference;
/// let reference = Reference { meeting: 3, item: 2 };
/// assert_eq!(reference.to_string(), "meeting-3/item-2");
/// assert_eq!(Reference::read("meeting-3/item-2"), Some(reference));
/// assert_eq!(Reference::read("2026-B-03"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The number of the meeting.
    pub meeting: u32,
    /// The number of the item.
    pub item: u32,
}

impl Reference {
    /// The resolution that a text names, if it names one of a meeting recorded here.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (meeting, item) = text.strip_prefix("meeting-")?.split_once("/item-")?;
        Some(Self {
            meeting: meeting.parse().ok()?,
            item: item.parse().ok()?,
        })
    }

    /// The address of its item.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/board/meetings/{}/items/{}", self.meeting, self.item)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "meeting-{}/item-{}", self.meeting, self.item)
    }
}
