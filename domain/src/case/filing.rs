//! The papers of a complaint (A26-A28): what was asked for, what came, what was checked.

use crate::{
    code::{Applicant, CaseKind, Channel, CheckResult, Paper},
    event::{Event, IdentityChecked},
    profile::Profile,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What there is of the papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Asked for and not yet there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub asked: BTreeSet<Paper>,
    /// Those that came.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub received: BTreeSet<Paper>,
    /// The last check of each paper that proves something.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub checked: BTreeMap<Paper, CheckResult>,
    /// When a paper was last found to prove something (A27).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// Reminders since the papers were last asked for.
    #[serde(default)]
    pub reminders: u32,
}

/// Reminders before a complaint whose papers never came may lapse (3.1).
pub const LAPSE_REMINDERS: u32 = 2;

/// A command about the papers.
#[derive(Clone, Debug, PartialEq)]
pub enum FilingCommand {
    /// Send the complaint form and ask for what is missing (A26).
    Request {
        /// What is asked for.
        papers: BTreeSet<Paper>,
        /// How it is sent.
        by: Channel,
        /// The letter.
        letter: String,
    },
    /// Record papers that came.
    Receive {
        /// Which.
        papers: BTreeSet<Paper>,
        /// How they came.
        channel: Channel,
        /// Where the originals are.
        original: String,
    },
    /// Check a paper: who somebody is, or for whom they act (A27-A28).
    Check(IdentityCheck),
}

/// The check of one paper.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentityCheck {
    /// The paper.
    pub paper: Paper,
    /// The document that served as it, as a code of the profile.
    pub document: String,
    /// What came of it.
    pub result: CheckResult,
    /// Whether everything that must be was masked.
    pub masked: bool,
    /// The day on which the person was asked directly, when they were (A28).
    pub called_back: Option<Date>,
    /// What was seen.
    pub note: String,
}

impl Filing {
    /// The papers that a complaint needs and that have not come.
    #[must_use]
    pub fn missing(&self, needed: &BTreeSet<Paper>) -> BTreeSet<Paper> {
        needed.difference(&self.received).copied().collect()
    }

    /// The papers that prove something and have not been found to do so. A form proves nothing.
    #[must_use]
    pub fn unproved(&self, needed: &BTreeSet<Paper>) -> BTreeSet<Paper> {
        needed
            .iter()
            .copied()
            .filter(|paper| paper.is_proof())
            .filter(|paper| self.checked.get(paper) != Some(&CheckResult::Verified))
            .collect()
    }

    /// The papers after an event of their case.
    pub(super) fn evolve(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::FilingRequested(e) => {
                self.asked.clone_from(&e.papers);
                self.reminders = 0;
            }
            Event::FilingReceived(e) => {
                self.received.extend(e.papers.iter().copied());
                self.asked = self.asked.difference(&self.received).copied().collect();
            }
            Event::IdentityChecked(IdentityChecked { paper, result, .. }) => {
                self.checked.insert(*paper, *result);
                if *result == CheckResult::Verified {
                    self.verified_at = Some(at);
                } else {
                    // What does not serve has to come again.
                    self.received.remove(paper);
                }
            }
            _ => {}
        }
    }
}

/// The papers that a matter needs under `profile`: complaints only, and none where it is not known
/// who brought it.
#[must_use]
pub fn needed_papers(
    profile: &Profile,
    kind: CaseKind,
    applicant: Option<Applicant>,
) -> BTreeSet<Paper> {
    match (kind, applicant) {
        (CaseKind::Complaint, Some(applicant)) => profile.papers_of(applicant),
        _ => BTreeSet::new(),
    }
}

/// Whether a text holds a My Number: twelve digits together whose last one is their check digit
/// (番号法施行規則). One that came by mistake must not be written down anywhere (A27).
///
/// ```
/// use domain::case::holds_my_number;
/// assert!(holds_my_number("番号は 123456789018 です"));
/// assert!(!holds_my_number("番号は 123456789010 です"));
/// assert!(!holds_my_number("電話 03-0000-0000、受付 202611220001"));
/// ```
#[must_use]
pub fn holds_my_number(text: &str) -> bool {
    let mut run: Vec<u32> = Vec::new();
    for c in text.chars().chain(['.']) {
        let digit = c.to_digit(10).or_else(|| {
            u32::from(c)
                .checked_sub(u32::from('０'))
                .filter(|d| *d < 10)
        });
        match digit {
            Some(digit) => run.push(digit),
            // People group the digits by fours.
            None if matches!(c, ' ' | '-' | '　' | '−' | '‐') && !run.is_empty() => {}
            None => {
                if is_my_number(&run) {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

fn is_my_number(digits: &[u32]) -> bool {
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    if rest.len() != 11 {
        return false;
    }
    let sum: u32 = rest
        .iter()
        .rev()
        .zip(1..)
        .map(|(digit, n)| digit * if n <= 6 { n + 1 } else { n - 5 })
        .sum();
    let left = sum % 11;
    *check == if left <= 1 { 0 } else { 11 - left }
}
