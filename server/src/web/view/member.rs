//! Members: the register by kana, and one member.

use super::{case::Fact, worklist::Row};
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
}
