//! The proof of one deadline as a page to print.

use super::deadline::Deadline;
use domain::time::Timestamp;

/// Something recorded of the deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The term of what happened to the clock.
    pub term: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// The record's number.
    pub seq: u64,
    /// Who did it.
    pub actor: String,
    /// The term of the event that moved the clock, or empty.
    pub because: String,
    /// Labels and values.
    pub facts: Vec<(String, String)>,
    /// The reason in words, as far as the reader may see it.
    pub words: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofView {
    /// The address form of the case's number.
    pub slug: String,
    /// The printed number.
    pub number: String,
    /// The respondent.
    pub member: String,
    /// The deadline with its steps and its ladder.
    pub deadline: Deadline,
    /// The clock's name in the rules.
    pub rule: String,
    /// Digest of the rules.
    pub profile_digest: String,
    /// Digest of the calendar.
    pub calendar_digest: String,
    /// Digest of the proof, as the record has it.
    pub proof_digest: String,
    /// What was recorded of it, oldest first.
    pub changes: Vec<Change>,
    /// Whether computing it now gives the recorded digest.
    pub agrees: bool,
    /// When the page was made.
    pub printed_at: Timestamp,
}
