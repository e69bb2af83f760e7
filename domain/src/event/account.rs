//! Events of people: pledges, leaving, acting for somebody on leave.

use crate::{
    code::Role,
    id::{AccountId, MeasureId},
    profile::Pledger,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A sign-in was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountDisabled {
    /// The day on which the person left, where that is why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Date>,
    /// The measure that ended the membership, where that is why (B37).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureId>,
}

/// Somebody pledged confidentiality. The text is named by its digest and stands in the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountPledged {
    /// Which pledge.
    pub of: Pledger,
    /// Version of the text.
    pub version: String,
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
    /// The day.
    pub on: Date,
}

/// The person of this account acts for somebody on leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountDeputised {
    /// Who is on leave.
    pub principal: AccountId,
    /// The parts that are played for them.
    pub roles: Vec<Role>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

/// Acting for somebody ended before its day, or never began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountDeputyEnded {
    /// For whom it was.
    pub principal: AccountId,
    /// Its first day.
    pub from: Date,
    /// From this day on it is over.
    pub on: Date,
}

/// A sign-in that was closed with a membership is open again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountReopened {
    /// The measure that was annulled.
    pub measure: MeasureId,
}

/// Somebody said where they receive mail, or that they no longer do. The address is private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountMailSet {
    /// Whether there is an address now.
    pub given: bool,
}
