//! Members: the register by kana, one member, and the public list of target businesses.

use super::{
    case::Fact,
    deadline::{Chip, Why},
    form::{Fault, Form},
    worklist::Row,
};
use domain::targets::Listed;
use jiff::civil::Date;

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The member's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The industry in words.
    pub industry: String,
    /// Since when it is a member.
    pub joined: Option<Date>,
    /// Since when it is a target business, if it consented.
    pub target_since: Option<Date>,
    /// Cases with a deadline that has passed.
    pub overdue: u32,
    /// The code of what it is today.
    pub standing: &'static str,
}

/// A letter of the kana index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexLetter {
    /// The row, あ to わ or `#`.
    pub letter: String,
    /// Where it leads, if there are members under it.
    pub href: Option<String>,
    /// Whether it is shown now.
    pub current: bool,
}

/// The register page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Which members are shown: the words, where they lead, whether they are shown now.
    pub filters: Vec<IndexLetter>,
    /// How the published list stands to the register.
    pub list: Option<ListNote>,
    /// The index.
    pub index: Vec<IndexLetter>,
    /// The members shown.
    pub rows: Vec<MemberRow>,
    /// How many there are altogether.
    pub total: u64,
    /// The previous page.
    pub previous: Option<String>,
    /// The next page.
    pub next: Option<String>,
}

/// One member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberPage {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its particulars.
    pub facts: Vec<Fact>,
    /// Its cases, most urgent first.
    pub cases: Vec<Row>,
    /// Its open deadlines, the next one first, each with why it is that day.
    pub deadlines: Vec<(Chip, Option<Why>)>,
    /// What has been recorded about it, the newest first.
    pub history: Vec<MemberMoment>,
    /// Where the measures against it are listed, for those who work with them.
    pub measures: Option<String>,
    /// What can be recorded: the act's code and where it leads.
    pub acts: Vec<(&'static str, String)>,
}

/// A record about a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberMoment {
    /// The day that it concerns.
    pub on: Date,
    /// The kind of record, for the words of the family `event`.
    pub kind: String,
    /// Particulars in words, or empty.
    pub note: String,
}

/// How the published list stands to the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListNote {
    /// The day of the last snapshot and how many businesses it names.
    pub last: Option<(Date, u32)>,
    /// Whether a snapshot is due.
    pub due: bool,
    /// Members whose change waits to be shown, each with its deadline (`LIST_UPDATE`).
    pub waiting: Vec<(String, Chip)>,
    /// Whether the reader may publish.
    pub may_publish: bool,
}

/// The public list of target businesses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// The day on which it stands or stood so.
    pub on: Option<Date>,
    /// The digest of the snapshot shown; empty for the register of today.
    pub sha256: String,
    /// Its lines.
    pub rows: Vec<Listed>,
    /// Where it can be had as a table.
    pub csv: String,
    /// The snapshots, newest first: day, count, address.
    pub snapshots: Vec<(Date, u32, String)>,
}

/// A form about a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberForm {
    /// The member's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The form.
    pub form: Form,
}

impl MemberForm {
    /// What was wrong with the last attempt.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.form.faults
    }
}
