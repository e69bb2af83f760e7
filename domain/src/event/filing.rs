//! Events about the papers of a complaint (A26-A28).

use crate::code::{Channel, CheckResult, Paper};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Papers were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilingRequested {
    /// Which.
    pub papers: BTreeSet<Paper>,
    /// How the letter was sent.
    pub by: Channel,
}

/// Papers came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilingReceived {
    /// Which.
    pub papers: BTreeSet<Paper>,
    /// How they came.
    pub channel: Channel,
    /// Whether every paper that the rules ask for is now there.
    pub complete: bool,
}

/// A paper was checked. What was seen on it stays private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityChecked {
    /// The paper.
    pub paper: Paper,
    /// The document that served as it, as a code of the profile.
    pub document: String,
    /// What came of it.
    pub result: CheckResult,
    /// Whether everything that must be was masked.
    pub masked: bool,
    /// The day on which the person was asked directly (A28).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_back: Option<Date>,
}
