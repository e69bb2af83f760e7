//! A case: header, tabs, and what each tab shows.

use super::{
    deadline::{Chip, Deadline},
    form::Form,
    letter::Letter,
    stage::Stage,
    step::Step,
    timeline::Moment,
    worklist::Row,
};
use domain::time::Timestamp;

/// The head of every page of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The address form of the number.
    pub slug: String,
    /// The printed number.
    pub number: String,
    /// The kind's code.
    pub kind: String,
    /// The respondent.
    pub member: String,
    /// The stage's code.
    pub stage: String,
    /// How it was closed (outcome code), or empty.
    pub outcome: String,
    /// Who handles it, or empty.
    pub officer: String,
    /// The most urgent open deadline.
    pub next: Option<Chip>,
    /// The stages.
    pub stages: Vec<Stage>,
    /// The steps this reader may take now.
    pub steps: Vec<Step>,
    /// The two-person act that waits, or none.
    pub waiting: Option<Waiting>,
}

impl Header {
    /// How many steps are possible that a case seldom needs.
    #[must_use]
    pub fn rare_steps(&self) -> usize {
        self.steps.iter().filter(|step| !step.is_common()).count()
    }
}

/// A two-person act that waits for approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The act's code.
    pub act: String,
    /// Who put it forward.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Where it is approved or sent back, if this reader may.
    pub href: Option<String>,
}

/// A labelled value; several lines are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The code of its label (`channel`, `received` ...).
    pub code: &'static str,
    /// The value, or empty.
    pub value: String,
    /// Whether the value is kept from this reader.
    pub withheld: bool,
    /// Whether the value went with its retention period.
    pub erased: bool,
}

impl Fact {
    /// A value that may be read.
    #[must_use]
    pub fn new(code: &'static str, value: impl Into<String>) -> Self {
        Self {
            code,
            value: value.into(),
            withheld: false,
            erased: false,
        }
    }
}

/// 概要
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The matter: channel, category, receipt.
    pub matter: Vec<Fact>,
    /// The complainant, as far as this reader may see.
    pub person: Vec<Fact>,
    /// What stands open besides the stage.
    pub standing: Vec<Fact>,
    /// What was told, in words.
    pub narrative: Option<Fact>,
    /// The files about the other respondents of the same complaint.
    pub respondents: Vec<Row>,
    /// Where a further respondent is entered, when that may be.
    pub further: Option<String>,
    /// The other cases of the same incident, the one that leads it marked.
    pub incident: Vec<(Row, bool)>,
    /// The open deadlines.
    pub deadlines: Vec<Deadline>,
    /// The last moments.
    pub latest: Vec<Moment>,
    /// Where a measure against the member is proposed from this case, when this reader proposes.
    pub measure: Option<String>,
    /// Whether the member's sector lies outside the accreditation (A01).
    pub outside_scope: bool,
}

/// 経過
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The moments, newest first.
    pub moments: Vec<Moment>,
    /// Whether reminders and clocks are shown too.
    pub with_clocks: bool,
    /// The address with the other setting.
    pub toggle: String,
}

/// 期限
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// Running and paused, most urgent first.
    pub open: Vec<Deadline>,
    /// Stopped, newest first.
    pub ended: Vec<Deadline>,
}

/// 記録: a line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place in the ledger.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// The event's kind.
    pub kind: String,
    /// Who did it, as the ledger names them.
    pub actor: String,
    /// The record's digest.
    pub sha256: String,
}

impl Record {
    /// The kind as a code of the catalogue.
    #[must_use]
    pub fn term(&self) -> String {
        self.kind.replace('.', "-")
    }
}

/// The form of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepForm {
    /// The transition's name.
    pub code: String,
    /// Whether a second person must approve.
    pub two_person: bool,
    /// What the second person must see: the act put forward and its reasons.
    pub facts: Vec<Fact>,
    /// The form.
    pub form: Form,
    /// The letter as it would be printed, when that was asked.
    pub preview: Option<Letter>,
}
