//! Searching: what was found, and what is suggested while a matter is taken in.

use super::{
    form::{Fault, Field},
    worklist::Row,
};
use domain::search::Piece;

/// A place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the text is, in words.
    pub label: String,
    /// The text around the words, in pieces.
    pub pieces: Vec<Piece>,
}

/// A case that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The case.
    pub row: Row,
    /// Where the words stand; nothing when its number was typed.
    pub places: Vec<Place>,
}

/// A member that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberHit {
    /// Its code.
    pub code: String,
    /// Its present name.
    pub name: String,
    /// Where the words stand; nothing when its code was typed.
    pub places: Vec<Place>,
}

/// Cases that were found in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its code: `number`, `person`, `text`.
    pub code: &'static str,
    /// The cases.
    pub hits: Vec<Hit>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The groups of cases that hold any, in order.
    pub groups: Vec<Group>,
    /// The members.
    pub members: Vec<MemberHit>,
    /// Whether there may be more than are shown.
    pub more: bool,
    /// Whether the index does not yet hold everything.
    pub incomplete: bool,
}

impl Results {
    /// How many cases are shown.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.groups.iter().map(|group| group.hits.len()).sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.members.is_empty()
    }
}

/// The search page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The words and what narrows them.
    pub fields: Vec<Field>,
    /// What was wrong with them.
    pub faults: Vec<Fault>,
    /// What was found, once something was sought.
    pub results: Option<Results>,
}

/// A case that may be of the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// The case.
    pub row: Row,
    /// In what the persons are alike: codes.
    pub because: Vec<&'static str>,
    /// Whether it is about the same business: perhaps the same matter (A22).
    pub same_respondent: bool,
    /// Whether it is open.
    pub open: bool,
}

/// What is suggested while a matter is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Cases of the same person.
    pub cases: Vec<Similar>,
    /// Members that may be meant: code and name.
    pub members: Vec<(String, String)>,
    /// Whether anything was typed that could be compared.
    pub asked: bool,
}
