//! What a profile must hold besides its form: names that stand once and references that lead
//! somewhere. A flaw is found where the profile is read, because a clock that cannot be followed would
//! later refuse every step of every case.

use super::{MAX_STEP_DAYS, Measure, Profile, Scope, Step, written};
use crate::strict::{self, BadDocument};
use serde::Serialize;
use std::collections::BTreeSet;

/// A profile's text does not make sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadProfile {
    /// The text does not fit the form, or names something that does not exist.
    #[error(transparent)]
    Document(#[from] BadDocument),
    /// What stands there cannot be followed.
    #[error("{path}: {flaw}")]
    Flawed {
        /// The key under which it stands, such as `ladder[3].open_days`.
        path: String,
        /// What is wrong with it, and what to write instead.
        flaw: Flaw,
    },
}

/// What is wrong with a part of a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A name stands twice.
    #[error("`{0}` stands twice; leave one of them out or name it differently")]
    Twice(String),
    /// A name must be short ASCII, because it appears in the ledger.
    #[error("`{0}` must be 1 to 40 ASCII letters, digits, `_`, `-` or `.`")]
    Name(String),
    /// A number is outside what can be meant.
    #[error("{found} is not possible; write a whole number from {least} to {most}")]
    Number {
        /// The number that stands there.
        found: i64,
        /// The smallest that can be meant.
        least: i64,
        /// The largest that can be meant.
        most: i64,
    },
}

fn flawed<T>(path: impl Into<String>, flaw: Flaw) -> Result<T, BadProfile> {
    Err(BadProfile::Flawed {
        path: path.into(),
        flaw,
    })
}

fn within(path: String, found: i64, least: i64, most: i64) -> Result<(), BadProfile> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let flaw = Flaw::Number { found, least, most };
    flawed(path, flaw)
}

/// A name that is written into the ledger.
fn name(path: &str, name: &str) -> Result<(), BadProfile> {
    let fits = (1..=40).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    if fits {
        Ok(())
    } else {
        flawed(path, Flaw::Name(name.to_owned()))
    }
}

impl Profile {
    /// Whether every part can be followed.
    pub(super) fn check(&self) -> Result<(), BadProfile> {
        name("code", &self.code)?;
        name("explanation.version", &self.explanation.version)?;
        for industry in self.industries.keys() {
            name(&format!("industries.{industry}"), industry)?;
        }
        once("grounds", &self.grounds)?;
        let mut names = BTreeSet::new();
        for (place, rule) in self.clock.iter().enumerate() {
            let path = format!("clock[{place}]");
            name(&format!("{path}.name"), &rule.name)?;
            if !names.insert(rule.name.as_str()) {
                return flawed(format!("{path}.name"), Flaw::Twice(rule.name.clone()));
            }
        }
        for (place, step) in self.ladder.iter().enumerate() {
            self.check_step(step, &format!("ladder[{place}]"))?;
        }
        self.check_ladder()
    }

    fn check_step(&self, step: &Step, path: &str) -> Result<(), BadProfile> {
        name(&format!("{path}.step"), &step.step)?;
        let most = i64::from(MAX_STEP_DAYS);
        match step.measure {
            Measure::OpenDays(days) => {
                within(format!("{path}.open_days"), days.into(), -most, most)?;
            }
            Measure::AfterStartDays(days) => {
                within(format!("{path}.after_start_days"), days.into(), 1, most)?;
            }
        }
        match &step.scope {
            Scope::Parties(parties) => once(&format!("{path}.waits_on"), parties),
            Scope::Clocks(clocks) => {
                once(&format!("{path}.clocks"), clocks)?;
                for (place, clock) in clocks.iter().enumerate() {
                    if self.rule(clock).is_none() {
                        let known: Vec<String> =
                            self.clock.iter().map(|c| format!("`{}`", c.name)).collect();
                        let message = format!(
                            "unknown clock `{clock}`, expected one of {}",
                            known.join(", ")
                        );
                        let path = format!("{path}.clocks[{place}]");
                        return Err(strict::explain(message, Some(path)).into());
                    }
                }
                Ok(())
            }
        }
    }

    /// Among the steps of one party, and among the own steps of one clock, a name stands once.
    fn check_ladder(&self) -> Result<(), BadProfile> {
        let mut seen = BTreeSet::new();
        for (place, step) in self.ladder.iter().enumerate() {
            let whose: Vec<&str> = match &step.scope {
                Scope::Parties(parties) => parties.iter().map(|party| party.code()).collect(),
                Scope::Clocks(clocks) => clocks.iter().map(String::as_str).collect(),
            };
            let of_clocks = matches!(step.scope, Scope::Clocks(_));
            for one in whose {
                if !seen.insert((of_clocks, one, step.step.as_str())) {
                    let flaw = Flaw::Twice(step.step.clone());
                    return flawed(format!("ladder[{place}].step"), flaw);
                }
            }
        }
        Ok(())
    }
}

/// Whether each value of a list stands there once.
fn once<T: Ord + Serialize>(path: &str, values: &[T]) -> Result<(), BadProfile> {
    let mut seen = BTreeSet::new();
    for (place, value) in values.iter().enumerate() {
        if !seen.insert(value) {
            return flawed(format!("{path}[{place}]"), Flaw::Twice(written(value)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
