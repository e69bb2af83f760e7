//! The public list of target businesses: as the register has it, and as it was published (A09).

use super::{
    Done, InForce, Office, OfficeError,
    config::{organisation_in, text_of},
    perform::Turn,
};
use crate::desk::MemberCard;
use domain::{
    clock::{Deadline, Rules},
    event::{Draft, Event, TargetsPublished},
    id::{MemberCode, Obj},
    organisation::OrganisationCommand,
    profile::Profile,
    targets::{self, Listed, TargetList},
    time::Timestamp,
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
    /// Whether a snapshot is due: the list differs from the last one, a month has ended since, or a
    /// change waits for one.
    pub due: bool,
    /// The open deadlines of members whose change the next snapshot will show, the nearest first.
    pub waiting: Vec<(MemberCode, Deadline)>,
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
        let now = self.now();
        let today = now.date();
        let organisation = self.organisation().await?;
        let in_force = self.in_force(today).await?;
        let list = list_of(self.roll().await?, &in_force.profile, today);
        let waiting = self
            .list_changes(self.database.read(), &in_force, now)
            .await?;
        Ok(ListState {
            due: targets::is_due(&organisation, &list.published(today), !waiting.is_empty()),
            last: organisation.target_lists.values().next_back().cloned(),
            waiting: waiting
                .into_iter()
                .map(|change| (change.member, change.deadline))
                .collect(),
            list,
        })
    }

    /// What waits for the list to be published now, each with the record that ends its waiting.
    async fn list_changes<C: ConnectionTrait>(
        &self,
        connection: &C,
        in_force: &InForce,
        now: Timestamp,
    ) -> Result<Vec<Change>, OfficeError> {
        let mut changes = Vec::new();
        for (obj, deadline) in self.other_deadlines(connection).await? {
            let Obj::Member(member) = obj else {
                continue;
            };
            let rules = Rules {
                profile: &*self.profile(connection, &deadline.profile).await?,
                profile_digest: &deadline.profile,
                ..in_force.rules()
            };
            if let Some(shown) = targets::shown(&deadline, rules, now) {
                changes.push(Change {
                    member,
                    deadline,
                    shown,
                });
            }
        }
        Ok(changes)
    }
}

/// A change that waits to be shown.
struct Change {
    member: MemberCode,
    deadline: Deadline,
    /// What is recorded when it is.
    shown: Event,
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
        let changes = self
            .office
            .list_changes(&*self.tx, &in_force, self.now)
            .await?;
        let mut done = self
            .organisation(&OrganisationCommand::PublishTargets {
                published,
                waiting: !changes.is_empty(),
            })
            .await?;
        self.keep(KIND, &digest, list.text()).await?;
        let drafts: Vec<Draft> = changes
            .into_iter()
            .map(|change| Draft::new(Obj::Member(change.member), change.shown))
            .collect();
        if !drafts.is_empty() {
            done.entries.extend(self.write(&drafts).await?.entries);
        }
        Ok(done)
    }
}
