//! The documents in force: profile and calendar, read by digest and kept compiled.

use super::{Office, OfficeError};
use crate::entity::{document, organisation};
use domain::{
    calendar::Calendar,
    case::CaseFile,
    chain::Hash,
    clock::{Deadline, Deadlines},
    code::DocumentKind,
    library::Library,
    organisation::Organisation,
    profile::Profile,
};
use jiff::civil::Date;
use sea_orm::{ConnectionTrait, EntityTrait};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, RwLock},
};

/// Profiles and calendars that were read before. They never change: a digest names one text.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    profiles: RwLock<HashMap<String, Arc<Profile>>>,
    calendars: RwLock<HashMap<String, Arc<Calendar>>>,
}

/// The profile and the calendar that apply.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The profile.
    pub profile: Arc<Profile>,
    /// Its digest.
    pub profile_digest: String,
    /// The calendar.
    pub calendar: Arc<Calendar>,
    /// The calendars by which a case's running deadlines were computed, by digest.
    pub earlier: BTreeMap<String, Arc<Calendar>>,
}

impl InForce {
    /// As the rules want it.
    #[must_use]
    pub fn rules(&self) -> domain::clock::Rules<'_> {
        domain::clock::Rules {
            profile: &self.profile,
            profile_digest: &self.profile_digest,
            calendar: &self.calendar,
            earlier: &self.earlier,
        }
    }
}

/// Digest by which a profile's text is named.
#[must_use]
pub(crate) fn text_digest(text: &str) -> String {
    Hash::of(text.as_bytes()).to_string()
}

impl Office {
    /// The organisation's state.
    ///
    /// # Errors
    /// The database failed.
    pub async fn organisation(&self) -> Result<Organisation, OfficeError> {
        organisation_in(self.database.read()).await
    }

    /// What applies on `day`.
    ///
    /// # Errors
    /// The ledger is not open yet, or a document cannot be read.
    pub async fn in_force(&self, day: Date) -> Result<InForce, OfficeError> {
        let organisation = self.organisation().await?;
        self.in_force_for(self.database.read(), &organisation, day, None)
            .await
    }

    /// What applies to a case today: the profile of its receipt (B42) and the calendar in force.
    ///
    /// # Errors
    /// A document cannot be read, or the database failed.
    pub async fn in_force_for_case(&self, file: &CaseFile) -> Result<InForce, OfficeError> {
        self.in_force_under(&file.profile).await
    }

    /// What applies today to what is conducted under the profile with this digest (B42).
    ///
    /// # Errors
    /// The database failed or a stored document cannot be read.
    pub async fn in_force_under(&self, profile: &str) -> Result<InForce, OfficeError> {
        let organisation = self.organisation().await?;
        let day = self.now().date();
        self.in_force_for(self.database.read(), &organisation, day, Some(profile))
            .await
    }

    /// What applies on `day`, with the profile a case has kept from its receipt.
    pub(crate) async fn in_force_for<C: ConnectionTrait>(
        &self,
        connection: &C,
        organisation: &Organisation,
        day: Date,
        kept_profile: Option<&str>,
    ) -> Result<InForce, OfficeError> {
        let not_open =
            || OfficeError::Refused(domain::refusal::Refusal::new("organisation.not_open"));
        let profile_digest = kept_profile
            .or_else(|| organisation.profile_on(day))
            .ok_or_else(not_open)?
            .to_owned();
        let calendar_digest = organisation.calendar_on(day).ok_or_else(not_open)?;
        Ok(InForce {
            profile: self.profile(connection, &profile_digest).await?,
            calendar: self.calendar(connection, calendar_digest).await?,
            earlier: BTreeMap::new(),
            profile_digest,
        })
    }

    /// What applies on `day` to what is decided under a kept profile: with the calendars by which its
    /// running deadlines were computed, so that none of them loses time.
    pub(crate) async fn in_force_to_decide<C: ConnectionTrait>(
        &self,
        connection: &C,
        organisation: &Organisation,
        day: Date,
        (profile, deadlines): (&str, &Deadlines),
    ) -> Result<InForce, OfficeError> {
        let mut in_force = self
            .in_force_for(connection, organisation, day, Some(profile))
            .await?;
        in_force.earlier = self
            .calendars_of(connection, deadlines.values().filter(|d| d.is_open()))
            .await?;
        Ok(in_force)
    }

    /// The calendars with which these deadlines were computed, by digest.
    pub(crate) async fn calendars_of<C: ConnectionTrait>(
        &self,
        connection: &C,
        deadlines: impl Iterator<Item = &Deadline>,
    ) -> Result<BTreeMap<String, Arc<Calendar>>, OfficeError> {
        let mut calendars = BTreeMap::new();
        for deadline in deadlines {
            let digest = &deadline.due.calendar;
            if !calendars.contains_key(digest) {
                calendars.insert(digest.clone(), self.calendar(connection, digest).await?);
            }
        }
        Ok(calendars)
    }

    /// The profile with this digest.
    pub(crate) async fn profile<C: ConnectionTrait>(
        &self,
        connection: &C,
        digest: &str,
    ) -> Result<Arc<Profile>, OfficeError> {
        if let Some(known) = self
            .documents
            .profiles
            .read()
            .ok()
            .and_then(|p| p.get(digest).cloned())
        {
            return Ok(known);
        }
        let text = text_of(connection, digest, "profile").await?;
        let profile = Arc::new(
            Profile::from_toml(&text).map_err(|e| OfficeError::document("profile", digest, &e))?,
        );
        if let Ok(mut profiles) = self.documents.profiles.write() {
            profiles.insert(digest.to_owned(), profile.clone());
        }
        Ok(profile)
    }

    /// The calendar with this digest.
    pub(crate) async fn calendar<C: ConnectionTrait>(
        &self,
        connection: &C,
        digest: &str,
    ) -> Result<Arc<Calendar>, OfficeError> {
        if let Some(known) = self
            .documents
            .calendars
            .read()
            .ok()
            .and_then(|c| c.get(digest).cloned())
        {
            return Ok(known);
        }
        let text = text_of(connection, digest, "calendar").await?;
        let calendar = Arc::new(
            Calendar::from_toml(&text)
                .map_err(|e| OfficeError::document("calendar", digest, &e))?,
        );
        if let Ok(mut calendars) = self.documents.calendars.write() {
            calendars.insert(digest.to_owned(), calendar.clone());
        }
        Ok(calendar)
    }

    /// Every document by kind and digest, for the package.
    ///
    /// # Errors
    /// The database failed.
    pub async fn documents(&self) -> Result<Vec<(String, String, String)>, OfficeError> {
        let rows = document::Entity::find().all(self.database.read()).await?;
        Ok(rows
            .into_iter()
            .map(|d| (d.kind, d.sha256, d.body))
            .collect())
    }
}

impl Office {
    /// Every document of configuration, read and compiled.
    ///
    /// # Errors
    /// The database failed, or a document cannot be read.
    pub async fn library(&self) -> Result<Library, OfficeError> {
        let mut library = Library::default();
        for (kind, sha256, body) in self.documents().await? {
            let Some(known) = DocumentKind::from_code(&kind) else {
                continue;
            };
            library
                .add(known, &body)
                .map_err(|e| OfficeError::document(known.code(), &sha256, &e))?;
        }
        Ok(library)
    }
}

pub(crate) async fn organisation_in<C: ConnectionTrait>(
    connection: &C,
) -> Result<Organisation, OfficeError> {
    let row = organisation::Entity::find_by_id(1).one(connection).await?;
    row.map_or_else(
        || Ok(Organisation::default()),
        |row| Ok(serde_json::from_str(&row.state)?),
    )
}

pub(super) async fn text_of<C: ConnectionTrait>(
    connection: &C,
    digest: &str,
    what: &'static str,
) -> Result<String, OfficeError> {
    let row = document::Entity::find_by_id(digest).one(connection).await?;
    row.map(|d| d.body)
        .ok_or_else(|| OfficeError::document(what, digest, &"is not in the store"))
}
