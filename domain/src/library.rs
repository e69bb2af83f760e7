//! The documents of configuration by the digest that the ledger names them by.
//!
//! A profile is named by the SHA-256 of its text; a calendar by the digest of what it says, so that
//! two ways of writing one calendar are one calendar. They never change: a digest names one text.

use crate::{
    calendar::{Calendar, CalendarError},
    chain::Hash,
    code::DocumentKind,
    profile::{BadProfile, Profile},
};
use std::{collections::BTreeMap, sync::Arc};

/// Profiles and calendars by digest.
#[derive(Clone, Debug, Default)]
pub struct Library {
    profiles: BTreeMap<String, Arc<Profile>>,
    calendars: BTreeMap<String, Arc<Calendar>>,
}

/// A text that is no document of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No rule profile.
    #[error(transparent)]
    Profile(#[from] BadProfile),
    /// No calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl Library {
    /// Reads a document, keeps it and gives its digest.
    ///
    /// # Errors
    /// The text is no document of this kind.
    pub fn add(&mut self, kind: DocumentKind, text: &str) -> Result<String, Unreadable> {
        match kind {
            DocumentKind::Profile => {
                let digest = Hash::of(text.as_bytes()).to_string();
                let profile = Arc::new(Profile::from_toml(text)?);
                self.profiles.insert(digest.clone(), profile);
                Ok(digest)
            }
            DocumentKind::Calendar => {
                let calendar = Arc::new(Calendar::from_toml(text)?);
                let digest = calendar.digest().to_owned();
                self.calendars.insert(digest.clone(), calendar);
                Ok(digest)
            }
        }
    }

    /// The profile whose text has this digest.
    #[must_use]
    pub fn profile(&self, digest: &str) -> Option<&Arc<Profile>> {
        self.profiles.get(digest)
    }

    /// The calendar with this digest.
    #[must_use]
    pub fn calendar(&self, digest: &str) -> Option<&Arc<Calendar>> {
        self.calendars.get(digest)
    }

    /// The calendars, by digest.
    #[must_use]
    pub const fn calendars(&self) -> &BTreeMap<String, Arc<Calendar>> {
        &self.calendars
    }
}
