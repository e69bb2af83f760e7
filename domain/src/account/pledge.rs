//! The pledge of confidentiality (B16-B17): who owes it, and until when it holds.

use super::{Account, Facts};
use crate::{
    event::{AccountPledged, Draft, Event},
    id::Obj,
    profile::Pledge,
    refusal::Refusal,
};
use jiff::civil::Date;

/// How somebody stands to the pledge that the rules ask of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pledged {
    /// The rules ask for none.
    NotAsked,
    /// It was never given.
    Never,
    /// The text has changed since.
    OtherText,
    /// It ended on this day.
    Ended(Date),
    /// It holds, until this day if it ends by itself.
    Holds(Option<Date>),
}

impl Pledged {
    /// Whether the house opens.
    #[must_use]
    pub const fn opens(self) -> bool {
        matches!(self, Self::NotAsked | Self::Holds(_))
    }

    /// Its code, for the words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Never => "never",
            Self::OtherText => "other-text",
            Self::Ended(_) => "ended",
            Self::Holds(_) => "holds",
        }
    }
}

impl Account {
    /// How they stand on `day` to the pledge that the rules ask of them.
    #[must_use]
    pub fn pledged_to(&self, pledge: Option<&Pledge>, day: Date) -> Pledged {
        let Some(pledge) = pledge else {
            return Pledged::NotAsked;
        };
        match &self.pledged {
            None => Pledged::Never,
            Some(given) if given.of != pledge.of || given.sha256 != pledge.sha256() => {
                Pledged::OtherText
            }
            Some(given) => match pledge.until(given.on) {
                Some(until) if until < day => Pledged::Ended(until),
                until => Pledged::Holds(until),
            },
        }
    }
}

/// What follows from pledging.
pub(super) fn pledge(
    account: &Account,
    text: &str,
    facts: Facts<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let pledge = facts.pledge.ok_or_else(|| Refusal::new("pledge.none"))?;
    // Nobody pledges what they did not read.
    let sha256 = pledge.sha256();
    if sha256 != text {
        return Err(Refusal::new("pledge.changed"));
    }
    let today = facts.today;
    let given_today = |given: &AccountPledged| given.on == today && given.sha256 == sha256;
    if account.pledged.as_ref().is_some_and(given_today) {
        return Err(Refusal::new("pledge.given_today"));
    }
    let event = Event::AccountPledged(AccountPledged {
        of: pledge.of,
        version: pledge.version.clone(),
        sha256,
        on: today,
    });
    Ok(vec![Draft::new(Obj::Account(account.id), event)])
}

#[cfg(test)]
mod tests;
