//! What changes about the matter itself after its receipt: its kind, what the complainant declares,
//! links to other cases, persons who are barred from it, and its reopening.

use super::{Declared, Filing, Number, Respondent};
use crate::{
    code::{Applicant, CaseKind, Category, Consent, LinkKind},
    id::AccountId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A command about the matter.
#[derive(Clone, Debug, PartialEq)]
pub enum MatterCommand {
    /// Write down what the complainant declares.
    Declare {
        /// The declarations.
        declared: Declared,
        /// In their words.
        words: String,
    },
    /// Say anew what the matter is (B01). An everyday call that was answered becomes a complaint so.
    Reclassify(Reclassification),
    /// Link it with another case (A22).
    Link {
        /// The other case.
        to: Number,
        /// How they belong together.
        how: LinkKind,
        /// The comparison, with new facts if there are any.
        memo: String,
    },
    /// Join it to an incident: complaints of one cause about one member, asked about together.
    JoinIncident {
        /// The case that leads the incident.
        lead: Number,
        /// What the cause is.
        memo: String,
    },
    /// Take it out of its incident: it goes on alone.
    LeaveIncident {
        /// Why.
        reason: String,
    },
    /// Bar somebody from the case because of a conflict of interest.
    Bar {
        /// Who.
        person: AccountId,
        /// Why.
        reason: String,
    },
    /// Take a closed case up again.
    Reopen {
        /// The new facts.
        reason: String,
    },
    /// Record that the action against recurrence was carried out (B07).
    Prevent {
        /// What was done.
        result: String,
    },
}

/// What the matter is, anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Reclassification {
    /// Its kind.
    pub kind: CaseKind,
    /// What it is about.
    pub category: Category,
    /// About whom it is.
    pub respondent: Respondent,
    /// Who brings it.
    pub applicant: Applicant,
    /// The person's name; empty: as before.
    pub name: String,
    /// In kana.
    pub kana: String,
    /// How to reach them.
    pub contact: String,
    /// Why.
    pub reason: String,
}

/// A link to another case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The other case.
    pub to: Number,
    /// How they belong together.
    pub how: LinkKind,
}

/// What the file about a further respondent has from its complaint: who somebody is and what proves
/// it is asked once, and who may have nothing to do with the matter may not here either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// The first file of the complaint.
    pub complaint: Number,
    /// Papers that came, and their checks.
    pub filing: Filing,
    /// Persons barred by a conflict of interest.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub barred: BTreeSet<AccountId>,
}

/// An action against recurrence (B07).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prevention {
    /// Who sees to it.
    pub owner: AccountId,
    /// When it was done.
    pub done: Option<Date>,
}

impl Declared {
    /// Whether the complainant does not want the member to be told (B33).
    #[must_use]
    pub fn keeps_member_out(&self) -> bool {
        self.notify_member == Consent::Refused
    }
}
