//! The versions of the rules and of the calendar: what was in force when, who put it in force and
//! on which resolution.

use crate::{
    entity::{document, ledger},
    office::{Office, OfficeError},
};
use domain::{
    chain::Record,
    code::DocumentKind,
    event::{DocumentAdopted, Entry, Event},
    id::{ActorId, Obj},
    organisation::Organisation,
    profile::Profile,
    time::Timestamp,
};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::sync::Arc;

/// A version that was put in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentVersion {
    /// Which kind of document.
    pub kind: DocumentKind,
    /// SHA-256 that names it.
    pub sha256: String,
    /// First day on which it applies.
    pub in_force: Date,
    /// Whether it applies today.
    pub applies: bool,
    /// Reference of the resolution.
    pub decision: Option<String>,
    /// Whether somebody else had put it forward.
    pub proposed: bool,
    /// Who put it in force.
    pub actor: ActorId,
    /// When.
    pub at: Timestamp,
    /// The record.
    pub seq: u64,
}

/// All versions, the newest first, and those that wait for approval.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// The organisation's state.
    pub organisation: Organisation,
    /// Versions of the rules.
    pub profiles: Vec<DocumentVersion>,
    /// Versions of the calendar.
    pub calendars: Vec<DocumentVersion>,
}

impl Office {
    /// The versions of the rules and of the calendar.
    ///
    /// # Errors
    /// The database failed.
    pub async fn versions(&self) -> Result<Versions, OfficeError> {
        let organisation = self.organisation().await?;
        let rows = ledger::Entity::find()
            .filter(ledger::Column::Obj.eq(Obj::Organisation.to_string()))
            .filter(ledger::Column::Kind.is_in(["profile.adopted", "calendar.adopted"]))
            .order_by_desc(ledger::Column::Seq)
            .all(self.database.read())
            .await?;
        let today = self.now().date();
        let mut versions = Versions {
            organisation,
            ..Versions::default()
        };
        for row in rows {
            let record = Record::parse(row.body.as_bytes())?;
            let entry = Entry::from_record(&record, row.sha256)?;
            let (kind, e): (_, &DocumentAdopted) = match &entry.event {
                Event::ProfileAdopted(e) => (DocumentKind::Profile, e),
                Event::CalendarAdopted(e) => (DocumentKind::Calendar, e),
                _ => continue,
            };
            let organisation = &versions.organisation;
            let (applies, list) = match kind {
                DocumentKind::Profile => (organisation.profile_on(today), &mut versions.profiles),
                DocumentKind::Calendar => {
                    (organisation.calendar_on(today), &mut versions.calendars)
                }
            };
            list.push(DocumentVersion {
                kind,
                applies: applies == Some(e.sha256.as_str()) && list.iter().all(|v| !v.applies),
                sha256: e.sha256.clone(),
                in_force: e.in_force,
                decision: e.decision.clone(),
                proposed: e.proposal.is_some(),
                actor: entry.actor.clone(),
                at: entry.at,
                seq: entry.seq,
            });
        }
        Ok(versions)
    }

    /// The text of a document by its digest; `None` when there is none of this kind.
    ///
    /// # Errors
    /// The database failed.
    pub async fn document_text(
        &self,
        kind: DocumentKind,
        sha256: &str,
    ) -> Result<Option<String>, OfficeError> {
        let found = document::Entity::find_by_id(sha256)
            .one(self.database.read())
            .await?;
        Ok(found
            .filter(|row| row.kind == kind.code())
            .map(|row| row.body))
    }

    /// The rules with this digest; `None` when there are none.
    ///
    /// # Errors
    /// They cannot be read, or the database failed.
    pub async fn profile_with(&self, sha256: &str) -> Result<Option<Arc<Profile>>, OfficeError> {
        match self.document_text(DocumentKind::Profile, sha256).await? {
            Some(_) => self.profile(self.database.read(), sha256).await.map(Some),
            None => Ok(None),
        }
    }
}
