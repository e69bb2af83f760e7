//! The desk (窓口) of a profile: its names and how it is reached (A03, A24). A version of the profile is
//! dated, so the card of every day can be shown; the center head may change it (B41).

use serde::{Deserialize, Serialize};

/// The desk: its names and how it is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeskCard {
    /// Its names: a document may use several.
    pub names: Vec<String>,
    /// Postal address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Telephone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Fax.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fax: String,
    /// Mail address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mail: String,
    /// Address of the site.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
}

impl DeskCard {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
