//! The rule profiles and calendars of a package, found by the digest the ledger names them by.
//!
//! A profile is named by the SHA-256 of its text; a calendar by the digest of what it says, so that
//! two ways of writing one calendar are one calendar.

use domain::{
    calendar::Calendar,
    chain::Hash,
    event::{Entry, Event},
    profile::Profile,
};
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

    /// Digests of documents that a record names and that are not here.
    pub(crate) fn missing<'e>(&self, entry: &'e Entry) -> impl Iterator<Item = &'e str> + use<'e> {
        let (profile, calendar) = match &entry.event {
            Event::ProfileAdopted(e) => (Some(&e.sha256), None),
            Event::CalendarAdopted(e) => (None, Some(&e.sha256)),
            Event::DeadlineStarted(e) => (Some(&e.profile), Some(&e.calendar)),
            Event::CaseRegistered(e) => (Some(&e.profile), None),
            Event::CaseTakenOver(e) => (Some(&e.profile), None),
            _ => (None, None),
        };
        let profile = profile.filter(|digest| self.profile(digest).is_none());
        let calendar = calendar.filter(|digest| self.calendar(digest).is_none());
        profile.into_iter().chain(calendar).map(String::as_str)
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
