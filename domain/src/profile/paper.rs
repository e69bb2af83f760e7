//! Papers that complaints need, and the documents that are accepted for them (A26-A28).

use crate::{
    code::{Applicant, Paper},
    profile::Profile,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A document that proves who somebody is or for whom they act, and from when to when it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofDocument {
    /// Its code.
    pub code: String,
    /// Its name.
    pub word: String,
    /// The papers it can serve as.
    pub proves: Vec<Paper>,
    /// First day on which it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day on which it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What must be masked on the copy; empty when nothing must.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mask: String,
}

impl ProofDocument {
    /// Whether it is accepted as `paper` on `day`.
    #[must_use]
    pub fn serves(&self, paper: Paper, day: Date) -> bool {
        self.proves.contains(&paper)
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

impl Profile {
    /// The papers that a complaint of `applicant` needs (A26-A28).
    ///
    /// ```
    /// use domain::{code::{Applicant, Paper}, profile::{Profile, SHIPPED}};
    /// let japico = Profile::from_toml(SHIPPED[1].1).unwrap();
    /// assert_eq!(
    ///     Vec::from_iter(japico.papers_of(Applicant::Principal)),
    ///     [Paper::Form, Paper::Identity],
    /// );
    /// assert_eq!(japico.papers_of(Applicant::VoluntaryAgent).len(), 4);
    /// ```
    #[must_use]
    pub fn papers_of(&self, applicant: Applicant) -> BTreeSet<Paper> {
        let agent = matches!(
            applicant,
            Applicant::StatutoryAgent | Applicant::VoluntaryAgent
        );
        let besides: &[Paper] = if agent { &self.agent_filing } else { &[] };
        self.filing.iter().chain(besides).copied().collect()
    }

    /// The documents accepted as `paper` on `day`.
    pub fn documents_for(&self, paper: Paper, day: Date) -> impl Iterator<Item = &ProofDocument> {
        self.proof
            .iter()
            .filter(move |document| document.serves(paper, day))
    }
}
