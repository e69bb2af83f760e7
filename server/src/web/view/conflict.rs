//! Two versions of an object: what somebody else saved and what this reader typed.

use super::form::Form;

/// One field in both versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictRow {
    /// The field's label.
    pub label: String,
    /// What is stored now.
    pub theirs: String,
    /// What the reader saw or typed.
    pub yours: String,
}

impl ConflictRow {
    /// Whether the versions differ.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.theirs != self.yours
    }
}

/// A stale form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflict {
    /// The form with what was typed, while the step is still possible.
    pub form: Option<Form>,
    /// The version stored now.
    pub current_version: String,
    /// Who changed it last.
    pub changed_by: String,
    /// Whether that was the reader, who then may have sent the form twice.
    pub by_reader: bool,
    /// The fields.
    pub rows: Vec<ConflictRow>,
    /// Where the object can be seen.
    pub back: String,
}
