//! The timeline of a case: everything that happened, in the order it happened.

use domain::time::Timestamp;

/// One moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its place in the ledger.
    pub seq: u64,
    /// The event's kind, `case.accepted`.
    pub kind: String,
    /// When it happened.
    pub at: Timestamp,
    /// When it was recorded, where that differs.
    pub recorded_at: Option<Timestamp>,
    /// Who did it.
    pub actor: String,
    /// The particulars: label and words.
    pub facts: Vec<(String, String)>,
    /// What was written, as far as the reader may see it; empty otherwise.
    pub words: String,
    /// Whether the words went with their retention period.
    pub erased: bool,
    /// Whether words are kept from this reader.
    pub withheld: bool,
    /// Whether the program did it by itself.
    pub by_itself: bool,
}

impl Moment {
    /// The kind as a code of the catalogue.
    #[must_use]
    pub fn term(&self) -> String {
        self.kind.replace('.', "-")
    }

    /// What kind of thing it is, for the mark beside it.
    #[must_use]
    pub fn mark(&self) -> &'static str {
        match self.kind.split_once('.') {
            Some(("deadline", _)) => "clock",
            Some(("request", _)) => "letter",
            _ if self.by_itself => "clock",
            _ => "act",
        }
    }
}
