//! The public list of target businesses: as the register has it, and as it was published (A09).

use super::{
    Done, Office, OfficeError,
    config::{organisation_in, text_of},
    perform::Turn,
};
use crate::desk::MemberCard;
use domain::{
    event::TargetsPublished,
    id::MemberCode,
    organisation::OrganisationCommand,
    profile::Profile,
    targets::{self, Listed, TargetList},
};
use jiff::civil::Date;
use sea_orm::ConnectionTrait;

/// The kind under which a list's text is kept.
pub(super) const KIND: &str = "targets";

/// How the published list stands to the register.
#[derive(Clone, Debug)]
pub struct ListState {
    /// The list as the register has it today.
    pub list: TargetList,
    /// The last snapshot.
    pub last: Option<TargetsPublished>,
    /// Whether a snapshot is due: the list differs from the last one, or a month has ended since.
    pub due: bool,
    /// The members whose change is missing from the last snapshot for more than three open days.
    pub late: Vec<MemberCode>,
}

/// The list that these members make on `day`.
pub(super) fn list_of(cards: Vec<MemberCard>, profile: &Profile, day: Date) -> TargetList {
    let lines = cards
        .into_iter()
        .filter(|card| card.member.is_target_on(day))
        .map(|card| Listed {
            industry: profile
                .industries
                .get(&card.member.industry)
                .cloned()
                .unwrap_or_default(),
            code: card.member.code,
            name: card.name,
            desk: card.desk,
            telephone: card.telephone,
        });
    TargetList::new(lines.collect())
}

impl Office {
    /// The list that was published with this digest.
    async fn published_list<C: ConnectionTrait>(
        &self,
        connection: &C,
        digest: &str,
    ) -> Result<TargetList, OfficeError> {
        let text = text_of(connection, digest, KIND).await?;
        TargetList::read(&text).map_err(|e| OfficeError::document(KIND, digest, &e))
    }

    /// The snapshot that stood on `day`: the last one taken up to then.
    ///
    /// # Errors
    /// The database failed.
    pub async fn targets_on(
        &self,
        day: Date,
    ) -> Result<Option<(TargetsPublished, TargetList)>, OfficeError> {
        let organisation = self.organisation().await?;
        let Some((_, published)) = organisation.target_lists.range(..=day).next_back() else {
            return Ok(None);
        };
        let list = self
            .published_list(self.database.read(), &published.list)
            .await?;
        Ok(Some((published.clone(), list)))
    }

    /// The list as the register has it today, and how the last snapshot stands to it. The names on it
    /// are published by law, so this is no read of personal data.
    ///
    /// # Errors
    /// The ledger is not open yet, or the database failed.
    pub async fn target_list(&self) -> Result<ListState, OfficeError> {
        let today = self.now().date();
        let organisation = self.organisation().await?;
        let in_force = self.in_force(today).await?;
        let cards = self.roll().await?;
        let members: Vec<_> = cards.iter().map(|card| card.member.clone()).collect();
        let last = organisation.target_lists.values().next_back().cloned();
        let published = match &last {
            Some(last) => Some(
                self.published_list(self.database.read(), &last.list)
                    .await?,
            ),
            None => None,
        };
        let list = list_of(cards, &in_force.profile, today);
        Ok(ListState {
            due: targets::is_due(&organisation, &list.published(today)),
            late: targets::late(&members, published.as_ref(), &in_force.calendar, today),
            list,
            last,
        })
    }
}

impl Turn<'_> {
    /// Publishes the list of today. The head is locked, so the register that is read here is the one
    /// the list is made from.
    pub(super) async fn publish_targets(&mut self) -> Result<Done, OfficeError> {
        let today = self.now.date();
        let organisation = organisation_in(&*self.tx).await?;
        let in_force = self
            .office
            .in_force_for(&*self.tx, &organisation, today, None)
            .await?;
        let list = list_of(
            self.office.roll_in(&*self.tx).await?,
            &in_force.profile,
            today,
        );
        let published = list.published(today);
        let digest = published.list.clone();
        let done = self
            .organisation(&OrganisationCommand::PublishTargets(published))
            .await?;
        self.keep(KIND, &digest, list.text()).await?;
        Ok(done)
    }
}
