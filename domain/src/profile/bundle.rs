//! Bundles of parts: what a desk of two to five people gives one person together.

use crate::code::Role;
use serde::{Deserialize, Serialize};

/// Parts that go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Its code.
    pub code: String,
    /// Its name.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// The parts.
    pub roles: Vec<Role>,
}
