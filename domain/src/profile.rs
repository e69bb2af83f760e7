//! Rule profiles: what the two rule documents leave to the organisation, as dated data.
//!
//! A profile names the clocks with their periods and ladders, the grounds for not handling a matter
//! and the words that the rules fix. A case keeps the profile of its receipt (B42); so a profile is
//! named everywhere by the digest of its text.

mod board;
mod bundle;
mod check;
mod desk;
mod difference;
mod ground;
mod letter;
mod paper;
mod pledge;
mod rule;
mod shipped;
mod step;

pub use board::BoardRules;
pub use bundle::Bundle;
pub use check::{BadProfile, Flaw, MAX_BACKDATE_DAYS};
pub use desk::DeskCard;
pub use difference::{ProfileChange, authority_of};
pub use ground::{GroundRule, NonHandling};
pub use letter::{Check, LetterTemplate, PLACES};
pub use paper::ProofDocument;
pub use pledge::{Pledge, Pledger, Renewal};
pub use rule::{ClockRule, Extendable};
pub use shipped::SHIPPED;
pub use step::{MAX_STEP_DAYS, Measure, Scope, Step};

use crate::{
    code::{Ground, Paper},
    strict,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// How many calendar days back a pause, a resumption or a request for more time may be dated:
    /// post arrives late, but nobody may rescue a deadline that has long passed.
    #[serde(default = "backdate_days")]
    pub backdate_days: u32,
    /// The explanation of the procedure that is given at receipt (B29, A14).
    pub explanation: Explanation,
    /// The desk: its names and how it is reached (A03, A24).
    #[serde(default, skip_serializing_if = "DeskCard::is_empty")]
    pub desk: DeskCard,
    /// Grounds for not handling a matter, in the order of the rules.
    pub grounds: Vec<Ground>,
    /// What a ground needs, for those that need something.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ground: BTreeMap<Ground, GroundRule>,
    /// Papers that a complaint needs before its scope is judged (A26-A27).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filing: Vec<Paper>,
    /// Papers that an agent's complaint needs besides (A28, B23).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agent_filing: Vec<Paper>,
    /// Documents that are accepted as proof of identity and authority (A27-A28).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<ProofDocument>,
    /// How many days a picture of an identity paper is kept after it has served (A27).
    #[serde(default = "image_days")]
    pub image_days: u32,
    /// Templates of letters (B41).
    #[serde(default, rename = "letter", skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<LetterTemplate>,
    /// Pledges of confidentiality (B16-B17).
    #[serde(default, rename = "pledge", skip_serializing_if = "Vec::is_empty")]
    pub pledges: Vec<Pledge>,
    /// Parts that a small desk gives together.
    #[serde(default, rename = "bundle", skip_serializing_if = "Vec::is_empty")]
    pub bundles: Vec<Bundle>,
    /// The organs and their rules.
    #[serde(default, skip_serializing_if = "BoardRules::is_default")]
    pub board: BoardRules,
    /// Industries of members: code and word.
    pub industries: BTreeMap<String, String>,
    /// Steps of the ladder, for the clocks that wait on a party or for single clocks.
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

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// [`BadProfile`] with the place and what to write there: an unknown key, trigger, part or unit
    /// (with the one that was probably meant), a name that stands twice, or a rule that cannot be
    /// followed.
    pub fn from_toml(text: &str) -> Result<Self, BadProfile> {
        let profile: Self = strict::from_toml(text)?;
        profile.check()?;
        Ok(profile)
    }

    /// The rule of the clock with this name.
    #[must_use]
    pub fn rule(&self, clock: &str) -> Option<&ClockRule> {
        self.clock.iter().find(|rule| rule.name == clock)
    }

    /// The steps in force for a clock: its own, and those of the party it waits on whose names its
    /// own do not take.
    ///
    /// ```
    /// use domain::profile::{Measure, Profile, SHIPPED};
    /// let profile = Profile::from_toml(SHIPPED[0].1).unwrap();
    /// let first = |clock| profile.ladder(profile.rule(clock).unwrap())[0].measure;
    /// assert_eq!(first("ACK"), Measure::OpenDays(-3));
    /// assert_eq!(first("FORM_RETURN"), Measure::AfterStartDays(14));
    /// ```
    #[must_use]
    pub fn ladder(&self, rule: &ClockRule) -> Vec<&Step> {
        let own: Vec<&Step> = self
            .ladder
            .iter()
            .filter(
                |step| matches!(&step.scope, Scope::Clocks(clocks) if clocks.contains(&rule.name)),
            )
            .collect();
        let of_party = self.ladder.iter().filter(|step| {
            matches!(&step.scope, Scope::Parties(parties) if parties.contains(&rule.waits_on))
                && !own.iter().any(|mine| mine.step == step.step)
        });
        own.iter().copied().chain(of_party).collect()
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

/// A value as it stands in a profile: words without quotes, everything else as TOML.
fn written(value: &impl Serialize) -> String {
    let mut text = String::new();
    match value.serialize(toml::ser::ValueSerializer::new(&mut text)) {
        Ok(_) => text.trim_matches('"').to_owned(),
        Err(error) => error.to_string(),
    }
}

/// The default of the retention table.
const fn image_days() -> u32 {
    30
}

const fn backdate_days() -> u32 {
    7
}

#[cfg(test)]
mod tests;
