//! Events about the matter itself, its complainant, and the decisions not to handle or not to tell.

use crate::{
    case::{Declared, Number, Respondent},
    code::{Applicant, CaseKind, Category, Channel, Ground, LinkKind, Referral, Withholding},
    id::AccountId,
};
use serde::{Deserialize, Serialize};

/// The complainant declared something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseDeclared {
    /// What is declared now.
    pub declared: Declared,
}

/// What the matter is was said anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseReclassified {
    /// Its kind; the number keeps the kind of its receipt.
    pub kind: CaseKind,
    /// What it is about.
    pub category: Category,
    /// About whom it is.
    pub respondent: Respondent,
    /// Who brings it.
    pub applicant: Applicant,
    /// Whether the record names the person anew.
    pub named: bool,
}

/// A case was linked with another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLinked {
    /// The other case.
    pub to: Number,
    /// How they belong together.
    pub how: LinkKind,
}

/// The case was joined to an incident: complaints of one cause, led by one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentJoined {
    /// The case that leads it.
    pub lead: Number,
}

/// Somebody was barred from the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonBarred {
    /// Who.
    pub person: AccountId,
}

/// The complainant was reminded of what is asked of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseReminded {
    /// How.
    pub by: Channel,
}

/// The complainant was given the opportunity to cure or to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpportunityGiven {
    /// The ground that would apply.
    pub ground: Ground,
    /// How the letter was sent.
    pub by: Channel,
}

/// The complainant used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpportunityUsed {
    /// The ground.
    pub ground: Ground,
    /// Whether the ground fell away.
    pub cured: bool,
}

/// A part of the matter is not handled; the rest goes on (A17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartRefused {
    /// Digest of the proposal.
    pub proposal: String,
    /// Why.
    pub ground: Ground,
    /// To whom the complainant was referred with that part.
    pub referral: Referral,
}

/// The member is not notified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseWithheld {
    /// Digest of the proposal.
    pub proposal: String,
    /// Why.
    pub because: Withholding,
}

/// Whether the member still may not be notified was reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithholdingReviewed {
    /// Whether it goes on.
    pub continues: bool,
}

/// An event that says no more than that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {}
