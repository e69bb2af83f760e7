//! Pledges of confidentiality (守秘義務の誓約, B16-B17): what staff, contacts of members and auditors
//! promise before anything opens to them, as versioned texts of the rules.

use super::Profile;
use crate::{chain::Hash, code::Role};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// Who pledges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pledger {
    /// Everybody who works for the organisation (B16).
    Staff,
    /// The contacts of members (B17).
    Member,
    /// External auditors, for their engagement.
    Auditor,
}

/// When a pledge is to be given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renewal {
    /// A year after it was given.
    Year,
    /// In the next fiscal year.
    FiscalYear,
    /// Only when the text changes.
    Once,
}

/// The text of a pledge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pledge {
    /// Who gives it.
    pub of: Pledger,
    /// Its version, as recorded with each pledge.
    pub version: String,
    /// When it is to be given again.
    pub renew: Renewal,
    /// The text.
    pub ja: String,
    /// The same in English, for those who do not read Japanese; the Japanese text is the pledge.
    pub en: String,
}

impl Pledger {
    /// Every value.
    pub const ALL: &'static [Self] = &[Self::Staff, Self::Member, Self::Auditor];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Member => "member",
            Self::Auditor => "auditor",
        }
    }

    /// Which pledge somebody with these parts gives.
    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        if roles.contains(&Role::MemberContact) {
            Self::Member
        } else if roles.contains(&Role::Auditor) {
            Self::Auditor
        } else {
            Self::Staff
        }
    }
}

impl Pledge {
    /// SHA-256 of the text that is agreed to, hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        Hash::of(self.ja.trim().as_bytes()).to_string()
    }

    /// The last day on which a pledge given `on` holds, if it ends by itself.
    #[must_use]
    pub fn until(&self, on: Date) -> Option<Date> {
        match self.renew {
            Renewal::Year => Some(on.saturating_add(1.year()).yesterday().unwrap_or(Date::MAX)),
            Renewal::FiscalYear => Some(crate::time::FiscalYear::of(on).last_day()),
            Renewal::Once => None,
        }
    }
}

impl Profile {
    /// The pledge that somebody with these parts gives; none where the rules have none.
    #[must_use]
    pub fn pledge_of(&self, roles: &[Role]) -> Option<&Pledge> {
        let of = Pledger::of(roles);
        self.pledges.iter().find(|pledge| pledge.of == of)
    }
}
