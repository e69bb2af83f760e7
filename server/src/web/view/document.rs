//! The documents of a case, and the form that adds one.

use super::form::{Fault, Field};
use domain::time::Timestamp;

/// The documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// The documents, in order.
    pub rows: Vec<Document>,
    /// Whether the list says who did what.
    pub with_people: bool,
    /// The form that adds one, for those who may.
    pub upload: Option<Upload>,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its number in the case.
    pub ordinal: u32,
    /// The code of what it is.
    pub kind: String,
    /// The code of its form.
    pub media: String,
    /// Its name; nothing where it is withheld or was erased.
    pub name: Option<String>,
    /// Its size in bytes.
    pub bytes: Option<u64>,
    /// Whether it is kept from this reader.
    pub withheld: bool,
    /// Who added it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Where it is downloaded, for those who may and while it is there.
    pub href: Option<String>,
    /// Where it is destroyed, for those who may.
    pub destroy: Option<String>,
    /// How it ended.
    pub gone: Option<Gone>,
}

/// The end of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The code of why.
    pub cause: String,
}

/// The form that adds a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Where it is sent.
    pub action: String,
    /// What it is; nothing to choose for a member.
    pub kind: Option<Field>,
    /// The largest file in bytes.
    pub limit: u64,
    /// What was wrong with the file of the last attempt, or empty.
    pub error: String,
    /// What was wrong with the last attempt.
    pub faults: Vec<Fault>,
}
