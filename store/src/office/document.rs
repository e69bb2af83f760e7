//! Changing the rules or the calendar: the version's text is read, compared with the one in force,
//! kept under its digest, and decided on like everything else. A calendar that comes into force
//! computes the running deadlines again in the same transaction.

use super::{
    DocumentAct, Done, OfficeError,
    config::{organisation_in, text_digest, text_of},
    perform::Turn,
    redate,
};
use domain::{
    calendar::Calendar,
    code::{Authority, DocumentKind},
    organisation::{DocumentCommand, DocumentFacts, Offer, Organisation, OrganisationCommand},
    profile::{Profile, authority_of},
    refusal::Refusal,
};
use jiff::civil::Date;

/// A version of a document as its text gives it.
pub(super) struct Version {
    /// The text as it is kept.
    pub(super) text: String,
    pub(super) offer: Offer,
    pub(super) content: Content,
}

/// What a version says.
pub(super) enum Content {
    Profile(Box<Profile>),
    Calendar(Calendar),
}

impl Version {
    /// Reads a version. A calendar applies from today: its own days say when what changes.
    pub(super) fn read(kind: DocumentKind, text: String, today: Date) -> Result<Self, OfficeError> {
        let unreadable = |error: &dyn std::fmt::Display| {
            OfficeError::document(kind.code(), "", &error.to_string())
        };
        match kind {
            DocumentKind::Profile => {
                let profile = Profile::from_toml(&text).map_err(|e| unreadable(&e))?;
                Ok(Self {
                    offer: Offer {
                        sha256: text_digest(&text),
                        in_force: profile.in_force,
                    },
                    text,
                    content: Content::Profile(Box::new(profile)),
                })
            }
            DocumentKind::Calendar => {
                let calendar = Calendar::from_toml(&text).map_err(|e| unreadable(&e))?;
                Ok(Self {
                    text: calendar.spec().to_toml().map_err(|e| unreadable(&e))?,
                    offer: Offer {
                        sha256: calendar.digest().to_owned(),
                        in_force: today,
                    },
                    content: Content::Calendar(calendar),
                })
            }
        }
    }
}

impl Turn<'_> {
    /// Carries out a command about the rules or the calendar.
    pub(super) async fn document(
        &mut self,
        kind: DocumentKind,
        act: DocumentAct,
    ) -> Result<Done, OfficeError> {
        let organisation = organisation_in(&*self.tx).await?;
        let today = self.now.date();
        let (command, version, preview) = match act {
            DocumentAct::Propose { text, reason } => {
                let version = Version::read(kind, text, today)?;
                let offer = version.offer.clone();
                (
                    DocumentCommand::Propose { offer, reason },
                    Some(version),
                    None,
                )
            }
            DocumentAct::Adopt {
                text,
                decision,
                reason,
                preview,
            } => {
                let version = Version::read(kind, text, today)?;
                let offer = version.offer.clone();
                (
                    DocumentCommand::Adopt {
                        offer,
                        decision,
                        reason,
                    },
                    Some(version),
                    preview,
                )
            }
            DocumentAct::Approve {
                proposal,
                decision,
                preview,
            } => {
                let version = self.proposed(kind, &organisation, today).await?;
                (
                    DocumentCommand::Approve { proposal, decision },
                    version,
                    preview,
                )
            }
            DocumentAct::Reject { proposal, reason } => {
                (DocumentCommand::Reject { proposal, reason }, None, None)
            }
        };
        let authority = match &version {
            Some(version) => self.authority(&organisation, version).await?,
            None => None,
        };
        let facts = DocumentFacts { today, authority };
        let present = match organisation.calendar_on(today) {
            Some(digest) => Some(self.office.calendar(&*self.tx, digest).await?),
            None => None,
        };
        let in_force = matches!(
            command,
            DocumentCommand::Adopt { .. } | DocumentCommand::Approve { .. }
        );
        let mut done = self
            .organisation(&OrganisationCommand::Document(kind, command, facts))
            .await?;
        if let Some(version) = version {
            self.keep(kind.code(), &version.offer.sha256, version.text)
                .await?;
            if let (true, Content::Calendar(newer), Some(present)) =
                (in_force, &version.content, present)
            {
                let moved = redate::redate(self, &present, newer, preview.as_deref()).await?;
                done.entries.extend(moved);
            }
        }
        Ok(done)
    }

    /// The version that waits for approval.
    async fn proposed(
        &self,
        kind: DocumentKind,
        organisation: &Organisation,
        today: Date,
    ) -> Result<Option<Version>, OfficeError> {
        match organisation.proposals.get(&kind) {
            Some(proposal) => {
                let text = text_of(&*self.tx, &proposal.sha256, kind.code()).await?;
                Version::read(kind, text, today).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Who can put a version in force: by what it changes against the one that would apply.
    async fn authority(
        &self,
        organisation: &Organisation,
        version: &Version,
    ) -> Result<Option<Authority>, OfficeError> {
        match &version.content {
            Content::Calendar(calendar) => {
                let same =
                    organisation.calendar_on(version.offer.in_force) == Some(calendar.digest());
                Ok((!same).then_some(Authority::CenterHead))
            }
            Content::Profile(newer) => {
                let Some(digest) = organisation.profile_on(version.offer.in_force) else {
                    return Err(Refusal::new("organisation.not_open").into());
                };
                let older = self.office.profile(&*self.tx, digest).await?;
                Ok(authority_of(&older.changes_to(newer)))
            }
        }
    }
}
