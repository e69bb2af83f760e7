//! The organisation's own registers: their shelves, a list of entries, one entry, a form.

use super::{
    case::Fact,
    deadline::{Chip, Why},
    form::Form,
};
use jiff::civil::Date;

/// A register among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// The code of its kind.
    pub kind: &'static str,
    /// How many entries it has.
    pub count: usize,
    /// The day of the latest.
    pub latest: Option<Date>,
}

/// A filing with the Commission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilingLine {
    /// Where its entry is.
    pub href: String,
    /// The code of the entry's kind.
    pub kind: &'static str,
    /// What it is about, in words.
    pub about: String,
    /// State and date.
    pub chip: Chip,
}

/// The registers together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registers {
    /// Each of them.
    pub shelves: Vec<Shelf>,
    /// The filings, open ones first.
    pub filings: Vec<FilingLine>,
    /// Whether an accreditation is recorded.
    pub accredited: bool,
    /// Cases outside its scope: printed number and address.
    pub outside: Vec<(String, String)>,
    /// The quarter for which no digest of cases was published yet, in words, or empty.
    pub quarter: String,
}

/// A line of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolioLine {
    /// Its number.
    pub number: u32,
    /// The day it concerns.
    pub on: Date,
    /// What it is, in words.
    pub what: String,
    /// What it is about, in words; empty while it may not be read.
    pub about: String,
    /// Whether its words are kept from the reader.
    pub hidden: bool,
    /// Its filing.
    pub chip: Option<Chip>,
    /// Whether it was struck out.
    pub struck: bool,
}

/// One register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The code of its kind.
    pub kind: &'static str,
    /// The fiscal years: words, address, whether it is shown now.
    pub years: Vec<(String, String, bool)>,
    /// Its entries, the newest first.
    pub rows: Vec<FolioLine>,
    /// Whether the reader may record a new one.
    pub may_record: bool,
}

/// A consent to publish (B10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentLine {
    /// The case's printed number.
    pub number: String,
    /// The code of whose consent it is.
    pub of: &'static str,
    /// Since when.
    pub on: Date,
    /// The code of how it was given.
    pub how: &'static str,
    /// Since when it holds no more.
    pub until: Option<Date>,
    /// Where the paper is, as far as the reader may see it.
    pub reference: Option<String>,
}

/// One entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolioView {
    /// The code of its kind.
    pub kind: &'static str,
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Its text, or empty.
    pub text: String,
    /// Whether its words are kept from the reader.
    pub hidden: bool,
    /// The clauses of a version of the guidelines: number and heading.
    pub clauses: Vec<(String, String)>,
    /// The cases a digest was drawn from: printed number and address.
    pub cases: Vec<(String, String)>,
    /// Cases for which a consent is missing.
    pub missing: usize,
    /// The consents to publish it.
    pub consents: Vec<ConsentLine>,
    /// Its filing: state and date, and why.
    pub filing: Option<(Chip, Why)>,
    /// Whether it was struck out.
    pub struck: bool,
    /// Its records, the newest first: day, kind, who, words.
    pub history: Vec<(Date, String, String, String)>,
    /// What can be recorded: the act's name and its address.
    pub acts: Vec<(&'static str, String)>,
}

/// A form about an entry, or for a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolioForm {
    /// Where it belongs: words and address.
    pub back: (String, String),
    /// What is read before it is decided on: title and text.
    pub reads: Option<(String, String)>,
    /// The form.
    pub form: Form,
}

/// A version of the guidelines in public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuidelineShown {
    /// Its version.
    pub version: String,
    /// Its name.
    pub title: String,
    /// Its clauses: number and heading.
    pub clauses: Vec<(String, String)>,
    /// Its text, or empty.
    pub text: String,
    /// The first day on which it applies.
    pub in_force: Date,
    /// Whether it is the one in force.
    pub now: bool,
    /// Whether it applies only later.
    pub ahead: bool,
    /// The day of its publication.
    pub published: Date,
    /// The day of its publication by the Commission.
    pub commission: Option<Date>,
    /// Where else it stands, or empty.
    pub url: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// The public page of the guidelines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidelines {
    /// The version that is shown.
    pub shown: Option<GuidelineShown>,
    /// All published versions, the newest first: version, first day, address, whether it is shown.
    pub versions: Vec<(String, Date, String, bool)>,
}

/// The contact card of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskView {
    /// The day whose card it is; none for today.
    pub on: Option<Date>,
    /// The organisation.
    pub organisation: String,
    /// The names of the desk.
    pub names: Vec<String>,
    /// How it is reached: key of the label and value.
    pub lines: Vec<(&'static str, String)>,
    /// The opening hours: weekday and hours, empty when closed.
    pub hours: Vec<(String, String)>,
    /// The next open day when today is closed.
    pub next_open: Option<Date>,
    /// The next closed days besides weekends, with their names.
    pub closed: Vec<(Date, String)>,
    /// Version and paragraphs of the explanation of the procedure.
    pub procedure: (String, Vec<String>),
    /// Earlier and later cards, for those who oversee: first day and address.
    pub cards: Vec<(Date, String)>,
}

/// Somebody at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    /// The staff code.
    pub code: String,
    /// The name, as far as the reader may see it.
    pub name: Option<String>,
    /// The code of the part.
    pub role: &'static str,
    /// From when.
    pub from: Date,
    /// To when.
    pub until: Option<Date>,
}

/// A digest of cases as members read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonShown {
    /// Part of the id in the page.
    pub number: u32,
    /// The day of publication.
    pub on: Date,
    /// Title.
    pub title: String,
    /// Paragraphs.
    pub lines: Vec<String>,
}
