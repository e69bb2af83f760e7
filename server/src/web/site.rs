//! The office as the pages reach it, and the desk at which one page is written.
//!
//! A [`Desk`] gathers what every page needs to put codes into words: the moment, calendar and rules
//! in force, the names of staff and members. Names of staff and of member companies are no personal
//! data of complainants and are kept in memory; everything else is asked of the office each time.

use super::{
    failure::Failure,
    refused::refused,
    text::Ui,
    viewer::{Lookup, Viewer},
    visit::Visit,
};
use crate::installation::Installation;
use domain::{
    access::Actor,
    case::{CaseFile, Respondent},
    code::Class,
    event::Event,
    id::{AccountId, ActorId, MemberCode},
    time::Timestamp,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use store::{
    Office,
    desk::{Dossier, MeasureDossier},
    office::InForce,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Passwords checked at the same time.
const SIGN_INS_AT_ONCE: usize = 2;
/// How long somebody waits for a turn to sign in.
const PATIENCE: Duration = Duration::from_secs(10);

type People = Arc<BTreeMap<AccountId, String>>;
type Members = Arc<BTreeMap<MemberCode, String>>;

/// What the handlers are given.
#[derive(Clone, Debug)]
pub struct Site {
    /// The one door.
    pub office: Office,
    /// Its folder and configuration.
    pub installation: Arc<Installation>,
    people: Arc<RwLock<People>>,
    members: Arc<RwLock<Members>>,
    signing_in: Arc<Semaphore>,
}

/// What one page is written with.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The words.
    pub ui: Ui,
    /// The moment.
    pub now: Timestamp,
    /// Calendar and rules in force.
    pub in_force: InForce,
    /// Who reads.
    pub actor: Actor,
    people: People,
    members: Members,
}

impl Site {
    /// The site of an office and its installation.
    #[must_use]
    pub fn new(office: Office, installation: Installation) -> Self {
        Self {
            office,
            installation: Arc::new(installation),
            people: Arc::default(),
            members: Arc::default(),
            signing_in: Arc::new(Semaphore::new(SIGN_INS_AT_ONCE)),
        }
    }

    /// A turn to check a password; `None` when too many wait. Each check takes 64 MiB for a while,
    /// so only a few run at once, whoever asks.
    pub async fn turn_to_sign_in(&self) -> Option<OwnedSemaphorePermit> {
        let waiting = Arc::clone(&self.signing_in).acquire_owned();
        tokio::time::timeout(PATIENCE, waiting).await.ok()?.ok()
    }

    /// Who is behind a session, for the pipeline.
    #[must_use]
    pub fn lookup(&self) -> Lookup {
        let site = self.clone();
        Arc::new(move |token| {
            let site = site.clone();
            Box::pin(async move { Ok(site.viewer(&token).await?) })
        })
    }

    async fn viewer(&self, token: &str) -> Result<Option<Viewer>, Failure> {
        let found = self
            .office
            .signed_in(token)
            .await
            .map_err(|e| refused(&Ui::default(), &e))?;
        let Some((account, _, name)) = found else {
            return Ok(None);
        };
        let pledged = self.office.pledged(&account).await;
        Ok(Some(Viewer {
            pledged: pledged.map_err(|e| refused(&Ui::default(), &e))?.opens(),
            actor: account.actor(self.office.now().date()),
            name,
        }))
    }

    /// The names of staff, read again when `enough` misses somebody.
    async fn people(&self, ui: &Ui, enough: impl Fn(&People) -> bool) -> Result<People, Failure> {
        let known = self
            .people
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if enough(&known) {
            return Ok(known);
        }
        let directory = self.office.directory().await.map_err(|e| refused(ui, &e))?;
        let fresh: People = Arc::new(
            directory
                .people
                .into_iter()
                .map(|(id, (_, _, name))| (id, name))
                .collect(),
        );
        fresh.clone_into(&mut self.people.write().unwrap_or_else(PoisonError::into_inner));
        Ok(fresh)
    }

    async fn members(
        &self,
        ui: &Ui,
        enough: impl Fn(&Members) -> bool,
    ) -> Result<Members, Failure> {
        let known = self
            .members
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if enough(&known) {
            return Ok(known);
        }
        let names = self.office.member_names().await;
        let fresh: Members = Arc::new(names.map_err(|e| refused(ui, &e))?);
        fresh.clone_into(&mut self.members.write().unwrap_or_else(PoisonError::into_inner));
        Ok(fresh)
    }

    /// Forgets the names of members: one of them has changed.
    pub(crate) fn forget_members(&self) {
        *self.members.write().unwrap_or_else(PoisonError::into_inner) = Members::default();
    }

    /// The desk for a page that names these cases and offers every member as a choice.
    ///
    /// # Errors
    /// The office failed.
    pub async fn desk_with_members<'a>(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        files: impl IntoIterator<Item = &'a CaseFile>,
    ) -> Result<Desk, Failure> {
        let desk = self.desk(visit, viewer, files).await?;
        let members = self.members(&visit.ui, |known| !known.is_empty()).await?;
        Ok(Desk { members, ..desk })
    }

    /// The desk for a page that names these cases.
    ///
    /// # Errors
    /// The office failed.
    pub async fn desk<'a>(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        files: impl IntoIterator<Item = &'a CaseFile>,
    ) -> Result<Desk, Failure> {
        self.desk_naming(visit, viewer, files, Vec::new()).await
    }

    /// The desk for a page that names these people.
    ///
    /// # Errors
    /// The office failed.
    pub async fn desk_with(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        staff: impl IntoIterator<Item = AccountId>,
    ) -> Result<Desk, Failure> {
        let staff = staff.into_iter().collect();
        self.desk_naming(visit, viewer, [], staff).await
    }

    /// The desk for the pages of one case, with the rules of its receipt and the names of all who
    /// had a hand in it.
    ///
    /// # Errors
    /// The office failed.
    pub async fn desk_of_case(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        dossier: &Dossier,
    ) -> Result<Desk, Failure> {
        let mut staff = Vec::new();
        for read in &dossier.moments {
            staff.extend(read.entry.actor.people());
            match &read.entry.event {
                Event::CaseAssigned(e) => staff.push(e.handler),
                Event::PersonBarred(e) => staff.push(e.person),
                Event::CaseClosed(e) => staff.extend(e.prevention),
                _ => {}
            }
        }
        let desk = self
            .desk_naming(visit, viewer, [&dossier.file], staff)
            .await?;
        self.under_rules_of(visit, &dossier.file, desk).await
    }

    /// The desk for one case of which only the file was read, with the rules of its receipt.
    ///
    /// # Errors
    /// The office failed.
    pub async fn desk_of_file(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        file: &CaseFile,
    ) -> Result<Desk, Failure> {
        let desk = self.desk(visit, viewer, [file]).await?;
        self.under_rules_of(visit, file, desk).await
    }

    /// The desk for the pages of measures, with the names of all members and of these people.
    ///
    /// # Errors
    /// The office failed.
    pub async fn desk_of_measures(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        staff: impl IntoIterator<Item = AccountId>,
    ) -> Result<Desk, Failure> {
        let desk = self.desk_with(visit, viewer, staff).await?;
        let members = self.members(&visit.ui, |known| !known.is_empty()).await?;
        Ok(Desk { members, ..desk })
    }

    /// The desk for one measure, with the rules under which it is conducted (B42) and the names of
    /// all who had a hand in it.
    ///
    /// # Errors
    /// The office failed.
    pub async fn desk_of_measure(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        dossier: &MeasureDossier,
    ) -> Result<Desk, Failure> {
        let measure = &dossier.measure;
        let mut staff: Vec<AccountId> = measure.interests.keys().copied().collect();
        staff.extend(measure.hearing.officer);
        staff.extend(dossier.entries.iter().flat_map(|e| e.actor.people()));
        let desk = self.desk_of_measures(visit, viewer, staff).await?;
        let in_force = self.office.in_force_under(&measure.profile).await;
        let in_force = in_force.map_err(|e| refused(&visit.ui, &e))?;
        Ok(Desk { in_force, ..desk })
    }

    /// A case keeps the rules of its receipt (B42), whatever applies today.
    async fn under_rules_of(
        &self,
        visit: &Visit,
        file: &CaseFile,
        desk: Desk,
    ) -> Result<Desk, Failure> {
        let in_force = self
            .office
            .in_force_for_case(file)
            .await
            .map_err(|e| refused(&visit.ui, &e))?;
        Ok(Desk { in_force, ..desk })
    }

    /// The desk for a page that names these cases and these people.
    async fn desk_naming<'a>(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        files: impl IntoIterator<Item = &'a CaseFile>,
        mut staff: Vec<AccountId>,
    ) -> Result<Desk, Failure> {
        let ui = visit.ui;
        let now = self.office.now();
        let in_force = self
            .office
            .in_force(now.date())
            .await
            .map_err(|e| refused(&ui, &e))?;
        let mut named = Vec::new();
        for file in files {
            staff.extend(file.handler);
            staff.extend(file.proposal.iter().flat_map(|p| p.by.people()));
            named.extend(file.respondent.member().cloned());
        }
        let people = self
            .people(&ui, |known| staff.iter().all(|id| known.contains_key(id)))
            .await?;
        let members = self
            .members(&ui, |known| {
                !known.is_empty() && named.iter().all(|code| known.contains_key(code))
            })
            .await?;
        Ok(Desk {
            ui,
            now,
            in_force,
            actor: viewer.actor.clone(),
            people,
            members,
        })
    }
}

impl Desk {
    /// The name of a person of the office, or empty.
    #[must_use]
    pub fn person(&self, id: AccountId) -> String {
        self.people.get(&id).cloned().unwrap_or_default()
    }

    /// Who did something, in words.
    #[must_use]
    pub fn who(&self, id: &ActorId) -> String {
        match (id.account(), id.principal()) {
            (Some(account), Some(principal)) => {
                self.ui
                    .xy("who-for", self.person(account), self.person(principal))
            }
            (Some(account), None) => self.person(account),
            (None, _) => id.to_string(),
        }
    }

    /// The handler's name, or empty.
    #[must_use]
    pub fn officer(&self, file: &CaseFile) -> String {
        file.handler.map(|id| self.person(id)).unwrap_or_default()
    }

    /// The respondent as this reader may see it.
    #[must_use]
    pub fn respondent(&self, respondent: &Respondent) -> String {
        match respondent {
            Respondent::Member { member } if self.actor.opens(Class::Membership) => self
                .members
                .get(member)
                .cloned()
                .unwrap_or_else(|| member.to_string()),
            Respondent::Member { member } => member.to_string(),
            other => self.ui.term("respondent", other.code()),
        }
    }

    /// The members by name, for a choice.
    pub fn members(&self) -> impl Iterator<Item = (&MemberCode, &str)> {
        self.members
            .iter()
            .map(|(code, name)| (code, name.as_str()))
    }

    /// A stored text of two languages.
    #[must_use]
    pub fn either(&self, ja: String, en: String) -> String {
        match self.ui.lang {
            super::text::Lang::Ja => ja,
            super::text::Lang::En => en,
        }
    }
}
