//! Events of members and of the public list of target businesses.

use crate::{code::LeaveCause, id::MeasureId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A consent to be a target business began or ended (Act article 52).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberConsented {
    /// From this day on.
    pub on: Date,
}

/// A member left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberLeft {
    /// From this day on it is no member.
    pub on: Date,
    /// Why.
    pub cause: LeaveCause,
}

/// A member's contacts changed. What they are is private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberChanged {}

/// The public list of target businesses as it stood on a day; its text is stored beside the ledger
/// by digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetsPublished {
    /// SHA-256 of the list's canonical text, hexadecimal.
    pub list: String,
    /// How many businesses it names.
    pub count: u32,
    /// The day on which it stood so.
    pub on: Date,
}

/// A member became a statutory member (社員), or ceased to be one: only the general meeting can expel
/// a statutory member (General Incorporated Associations Act article 30).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberStatutory {
    /// What it is from then on.
    pub statutory: bool,
    /// From this day on.
    pub on: Date,
}

/// A revoked membership lives on, because the decision was annulled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberRestored {
    /// The measure that was annulled.
    pub measure: MeasureId,
    /// From this day on.
    pub on: Date,
}
