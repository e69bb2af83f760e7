//! Rule profiles: what the two rule documents leave to the organisation, as dated data.
//!
//! A profile names the clocks with their periods and ladders, the grounds for not handling a matter
//! and the words that the rules fix. A case keeps the profile of its receipt (B42); so a profile is
//! named everywhere by the digest of its text.

use crate::{
    clock::Trigger,
    code::{Ground, Party, Role},
    period::Period,
    strict::{self, BadDocument},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The shipped profiles: code and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("jecia", include_str!("../profiles/jecia.toml")),
    ("japico", include_str!("../profiles/japico.toml")),
];

/// A rule profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Short code, such as `jecia`.
    pub code: String,
    /// Name of the rule document.
    pub title: String,
    /// Name of the organ that handles complaints (B04).
    pub organ: String,
    /// First day on which this version applies.
    pub in_force: Date,
    /// The explanation of the procedure that is given at receipt (B29, A14).
    pub explanation: Explanation,
    /// Grounds for not handling a matter, in the order of the rules.
    pub grounds: Vec<Ground>,
    /// Industries of members: code and word.
    pub industries: BTreeMap<String, String>,
    /// Steps of the ladder, for every clock that waits on one of the named parties.
    pub ladder: Vec<Step>,
    /// The clocks.
    pub clock: Vec<ClockRule>,
}

/// A versioned text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Version, as recorded with each acknowledgement.
    pub version: String,
    /// The text.
    pub text: String,
}

/// A step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Name: `r1`, `r2` for reminders, `l1` … `l4` for levels.
    pub step: String,
    /// Open days before (negative) or after the last day.
    pub open_days: i32,
    /// Whom it tells.
    pub to: Role,
    /// The parties whose clocks have this step.
    pub waits_on: Vec<Party>,
}

/// The rule of one clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Name, such as `ACK`.
    pub name: String,
    /// The clause it serves.
    pub clause: String,
    /// On whom it waits.
    pub waits_on: Party,
    /// How long.
    pub period: Period,
    /// What starts it.
    pub start: Vec<Trigger>,
    /// What stops it, besides the closing of the case, which stops every clock.
    #[serde(default)]
    pub stop: Vec<Trigger>,
    /// What pauses it, besides a suspension, which pauses every clock.
    #[serde(default)]
    pub pause: Vec<Trigger>,
    /// What ends that pause.
    #[serde(default)]
    pub resume: Vec<Trigger>,
    /// Whether its stopping at once starts it again (a review that repeats).
    #[serde(default)]
    pub runs_while_suspended: bool,
}

/// A profile's text does not make sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadProfile {
    /// The text does not fit the form.
    #[error(transparent)]
    Document(#[from] BadDocument),
    /// A name stands twice.
    #[error("`{0}` stands twice")]
    Twice(String),
    /// A name must be short ASCII, because it appears in the ledger.
    #[error("`{0}` must be 1 to 40 ASCII letters, digits, `_` or `-`")]
    Name(String),
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// An unknown key (named, with a suggestion), a name that stands twice or is not ASCII.
    pub fn from_toml(text: &str) -> Result<Self, BadProfile> {
        let profile: Self = strict::from_toml(text)?;
        let mut seen = std::collections::BTreeSet::new();
        let names = profile
            .clock
            .iter()
            .map(|c| &c.name)
            .chain(profile.ladder.iter().map(|s| &s.step));
        for name in names.clone() {
            if !seen.insert(name.as_str()) {
                return Err(BadProfile::Twice(name.clone()));
            }
        }
        let in_ledger = names
            .chain([&profile.code, &profile.explanation.version])
            .chain(profile.industries.keys());
        for name in in_ledger {
            let fits = (1..=40).contains(&name.len())
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
            if !fits {
                return Err(BadProfile::Name(name.clone()));
            }
        }
        Ok(profile)
    }

    /// The rule of the clock with this name.
    #[must_use]
    pub fn rule(&self, clock: &str) -> Option<&ClockRule> {
        self.clock.iter().find(|rule| rule.name == clock)
    }

    /// The steps of the ladder for a clock that waits on `party`.
    pub fn steps(&self, party: Party) -> impl Iterator<Item = &Step> {
        self.ladder
            .iter()
            .filter(move |step| step.waits_on.contains(&party))
    }

    /// Code of the industry with this word or code; what is unknown is `other`.
    #[must_use]
    pub fn industry(&self, word: &str) -> &str {
        self.industries
            .iter()
            .find(|(code, label)| code.as_str() == word || label.as_str() == word)
            .map_or("other", |(code, _)| code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_profiles_are_sound() {
        for (code, text) in SHIPPED {
            let profile = Profile::from_toml(text).unwrap();
            assert_eq!(&profile.code, code);
            for name in [
                "ACK",
                "SCOPE",
                "OOS_REPLY",
                "NOTIFY",
                "MEMBER_REPLY",
                "RESUBMIT",
                "REVIEW",
                "DIRECTION",
                "CONFIRM",
                "TARGET_CLOSE",
                "HARD_REVIEW",
                "SUSPEND_REVIEW",
            ] {
                assert!(profile.rule(name).is_some(), "{code} lacks {name}");
            }
            assert!(profile.industries.contains_key("other"));
        }
    }

    #[test]
    fn a_misspelt_key_is_named_with_a_suggestion() {
        let text = SHIPPED[0].1.replacen("waits_on", "wait_on", 1);
        let message = Profile::from_toml(&text).unwrap_err().to_string();
        assert!(
            message.contains("wait_on") && message.contains("did you mean `waits_on`"),
            "{message}"
        );
    }

    #[test]
    fn a_clock_that_stands_twice_is_refused() {
        let text = SHIPPED[0]
            .1
            .replacen("name = \"SCOPE\"", "name = \"ACK\"", 1);
        assert_eq!(
            Profile::from_toml(&text),
            Err(BadProfile::Twice("ACK".into()))
        );
    }
}
