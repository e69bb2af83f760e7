//! Events of the organisation's own registers: accreditation, guidelines, information provided, other
//! work, digests of cases.

use crate::{
    code::{
        AccreditationAct, Accreditor, ActivityKind, Channel, ConsentOf, InformationKind,
        LawVersion, PublishedBy,
    },
    id::{CaseId, MemberCode},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The accreditation was granted, changed or given up (A01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccreditationRecorded {
    /// What happened.
    pub act: AccreditationAct,
    /// Who accredits.
    pub authority: Accreditor,
    /// The version of the Act by which it happened.
    pub law: LawVersion,
    /// From this day on.
    pub on: Date,
    /// The sectors it covers; of no meaning when it is given up.
    pub scope: Scope,
}

/// The sectors an accreditation covers (Act article 47 paragraph 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    /// All of them.
    All {},
    /// Only these.
    Listed {
        /// Industries, as codes of the profile.
        industries: Vec<String>,
    },
}

/// A version of the guidelines was adopted (A02, Act article 54).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineAdopted {
    /// The version, such as `2026-1`.
    pub version: String,
    /// SHA-256 of the text that is kept beside the ledger, hexadecimal.
    pub text: String,
    /// The numbers of its clauses in order, so that a citation can be checked against the ledger.
    pub clauses: Vec<String>,
    /// The day on which those who represent consumers were heard.
    pub heard: Date,
    /// The day of adoption.
    pub on: Date,
    /// The first day on which it applies.
    pub in_force: Date,
    /// Reference of the resolution, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// A version of the guidelines was made public (A10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelinePublished {
    /// By whom.
    pub by: PublishedBy,
    /// On which day.
    pub on: Date,
    /// The address at which it stands, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
}

/// What had to be filed with the Commission was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterFiled {
    /// The day of filing.
    pub on: Date,
}

/// Target businesses were given information (A05).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationProvided {
    /// How.
    pub kind: InformationKind,
    /// On which day.
    pub on: Date,
    /// To whom.
    pub to: Recipients,
    /// SHA-256 of the material, hexadecimal, where it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<String>,
}

/// Who was given information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Recipients {
    /// Every target business of the day.
    Targets {
        /// SHA-256 of the list of that day, which is kept beside the ledger.
        list: String,
        /// How many it names.
        count: u32,
    },
    /// These members.
    Members {
        /// Their codes.
        members: Vec<MemberCode>,
    },
}

/// Other necessary work was done (A07).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityRecorded {
    /// What kind of work.
    pub kind: ActivityKind,
    /// On which day.
    pub on: Date,
}

/// A digest was written: what members can learn, in words that are private until it is released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonWritten {
    /// The day for whose quarter it is written.
    pub on: Date,
    /// The cases it tells of; none for a general lesson.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseId>,
}

/// A digest was written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonRewritten {}

/// Somebody consents to publishing what could identify a person (B10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationConsented {
    /// The case it is about.
    pub case: CaseId,
    /// Whose consent.
    pub of: ConsentOf,
    /// Since when it holds.
    pub on: Date,
    /// How it was given.
    pub how: Channel,
}

/// That consent was withdrawn (B10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentWithdrawn {
    /// The case it is about.
    pub case: CaseId,
    /// Whose consent.
    pub of: ConsentOf,
    /// From this day on it holds no more.
    pub on: Date,
}

/// A digest was put forward. The record's own digest names the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonProposed {
    /// SHA-256 of the record that holds the text.
    pub text: String,
}

/// A digest was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonReturned {
    /// Digest of the proposal.
    pub proposal: String,
}

/// A second reader published a digest to members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonReleased {
    /// Digest of the proposal.
    pub proposal: String,
    /// Whether the reader affirmed that nobody can be recognised.
    pub unrecognisable: bool,
    /// Members to whom it was published.
    pub sent: u32,
}

/// An entry was struck out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterStruck {}
