//! Events of the organisation, its accounts and its members.

use crate::{
    code::{Authority, Role},
    id::MemberCode,
    time::FiscalYear,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The first record: which organisation keeps this ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerOpened {
    /// Short code of the organisation.
    pub organisation: String,
}

/// A document of configuration came into force; its text is stored beside the ledger by digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentAdopted {
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
    /// First day on which it applies.
    pub in_force: Date,
    /// Reference of the resolution, where one is needed (B40).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// Digest of the record that put it forward, when somebody else did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// A document of configuration was put forward; its text is stored beside the ledger by digest. The
/// record's own digest names the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentProposed {
    /// SHA-256 that names the document, hexadecimal.
    pub sha256: String,
    /// First day on which it is to apply.
    pub in_force: Date,
    /// Who can put it in force, by what it changes (B40-B41).
    pub authority: Authority,
}

/// A document of configuration was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRejected {
    /// Digest of the proposal.
    pub proposal: String,
}

/// A person was given a sign-in and the parts they play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountCreated {
    /// The parts, in the order of the code table.
    pub roles: Vec<Role>,
    /// The member for whom a contact acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberCode>,
}

/// Somebody was trained. What it was called and any note is private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountTrained {
    /// Code of the course.
    pub course: String,
    /// The day.
    pub on: Date,
    /// SHA-256 of the material, hexadecimal, where it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<String>,
}

/// A member was entered in the register. Membership and consent to be a target business are two
/// dated facts (B05); a member without consent is no target (Act article 52).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberJoined {
    /// Industry, as a code of the profile's table.
    pub industry: String,
    /// Day of joining.
    pub joined: Date,
    /// Day of consent to be a target business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consented: Option<Date>,
}

/// Counts of one take-over from a register kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterTakenOver {
    /// What was taken over: `register` or `members`.
    pub what: String,
    /// Rows of the file.
    pub rows: u32,
    /// Rows taken in this run.
    pub taken: u32,
    /// Rows that an earlier run had taken.
    pub known: u32,
    /// Rows refused.
    pub refused: u32,
}

/// A yearly package was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageBuilt {
    /// The year it examines.
    pub fiscal_year: FiscalYear,
    /// First record of its slice.
    pub from: u64,
    /// Size of the ledger it covers: one more than its last record.
    pub size: u64,
    /// SHA-256 of `tagmanifest-sha256.txt`, hexadecimal.
    pub tagmanifest_sha256: String,
}
