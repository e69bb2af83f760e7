//! The rule profiles and calendars of a package, found by the digest the ledger names them by.
//!
//! A profile is named by the SHA-256 of its text; a calendar by the digest of what it says, so that
//! two ways of writing one calendar are one calendar.

use domain::{calendar::Calendar, chain::Hash, profile::Profile};
use std::collections::BTreeMap;

/// Documents by digest.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    profiles: BTreeMap<String, Profile>,
    calendars: BTreeMap<String, Calendar>,
}

/// A document that says nothing intelligible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadDocument {
    pub(crate) name: String,
    pub(crate) why: String,
}

impl Documents {
    /// Takes a document; `name` is its path below `data/`.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), BadDocument> {
        let bad = |why: String| BadDocument {
            name: name.to_owned(),
            why,
        };
        let text = std::str::from_utf8(bytes).map_err(|error| bad(error.to_string()))?;
        if name.starts_with("calendars/") {
            let calendar = Calendar::from_toml(text).map_err(|error| bad(error.to_string()))?;
            self.calendars
                .insert(calendar.digest().to_owned(), calendar);
        } else {
            let profile = Profile::from_toml(text).map_err(|error| bad(error.to_string()))?;
            self.profiles.insert(Hash::of(bytes).to_string(), profile);
        }
        Ok(())
    }

    /// The profile whose text has this digest.
    pub(crate) fn profile(&self, digest: &str) -> Option<&Profile> {
        self.profiles.get(digest)
    }

    /// The calendar with this digest.
    pub(crate) fn calendar(&self, digest: &str) -> Option<&Calendar> {
        self.calendars.get(digest)
    }
}
