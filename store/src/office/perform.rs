//! [`Office::perform`], step by step.

use super::{
    Command, Done, Office, OfficeError,
    asking::Asking,
    config::{organisation_in, text_digest},
    rows,
};
use crate::{auth, database::Tx, entity::document, ledger::Head, source::fill};
use domain::{
    access::{Actor, permits_in_part},
    account::{self, AccountCommand, Training},
    calendar::Calendar,
    case::{CaseCommand, CaseFile},
    event::{Draft, Entry},
    id::{AccountId, CaseId, MemberCode},
    member::{Joining, MemberCommand},
    organisation::{self, OrganisationCommand},
    profile::Profile,
    refusal::Refusal,
    time::Timestamp,
};
use rand_chacha::ChaCha20Rng;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, sea_query::OnConflict};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One command being carried out: the transaction, the locked head, the one reading of the clock.
pub(super) struct Turn<'a> {
    pub(super) office: &'a Office,
    pub(super) tx: Tx,
    pub(super) head: Head,
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
    identities: ChaCha20Rng,
}

impl Office {
    /// Carries a command out, wholly or not at all.
    ///
    /// # Errors
    /// A refusal of the rules, a conflict with a change made meanwhile, or a fault of the database.
    /// Nothing was changed then.
    pub async fn perform(&self, actor: &Actor, command: Command) -> Result<Done, OfficeError> {
        // Whoever acts for somebody on leave does so only where they could not act for themself:
        // the record says on whose behalf.
        let mut result = Err(Refusal::new("access.denied").into());
        for guise in actor.guises() {
            result = match self.turn(&guise).await {
                Ok(turn) => turn.carry_out(command.clone()).await,
                Err(error) => Err(error),
            };
            if !result.as_ref().is_err_and(closed_to) {
                break;
            }
        }
        if let Ok(done) = &result {
            self.forget_destroyed(done).await;
        }
        self.noting_denial(actor, result).await
    }

    /// Writes down that somebody asked for what they may not.
    pub(super) async fn noting_denial<T>(
        &self,
        actor: &Actor,
        result: Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        if let Err(OfficeError::Refused(refusal)) = &result
            && refusal.code == "access.denied"
        {
            self.reads.denied(actor, "command", self.now()).await?;
        }
        result
    }

    pub(super) async fn turn<'a>(&'a self, actor: &'a Actor) -> Result<Turn<'a>, OfficeError> {
        let tx = self.database.write().await?;
        let head = Head::lock(&tx, &self.log).await?;
        // Read once, under the lock: records are in the order of their times.
        let now = self.now();
        let identities = self.chance.stream(head.size)?;
        Ok(Turn {
            office: self,
            tx,
            head,
            actor,
            now,
            identities,
        })
    }
}

/// Whether the rules say that it is not for this person, in this guise.
fn closed_to(error: &OfficeError) -> bool {
    matches!(error, OfficeError::Refused(refusal) if matches!(refusal.code, "access.denied" | "case.not_found" | "measure.unknown"))
}

impl Turn<'_> {
    async fn carry_out(mut self, command: Command) -> Result<Done, OfficeError> {
        let done = match command {
            Command::Case {
                id,
                expected_version,
                command,
            } => Box::pin(self.case(id, expected_version, &command)).await?,
            Command::Account {
                id,
                command,
                password,
            } => self.account(id, &command, password).await?,
            Command::Train { people, training } => self.train(&people, &training).await?,
            Command::JoinMember(joining) => self.member(&joining).await?,
            Command::Member { code, command } => self.member_command(&code, &command).await?,
            Command::PublishTargets => self.publish_targets().await?,
            Command::Record(fresh) => self.record(&fresh).await?,
            Command::Propose(proposal) => self.propose(&proposal).await?,
            Command::Measure {
                id,
                expected_version,
                command,
            } => Box::pin(self.measure(id, expected_version, &command)).await?,
            Command::Call(calling) => self.call(&calling).await?,
            Command::Meeting { id, command } => Box::pin(self.meeting(id, &command)).await?,
            Command::Folio { id, command } => self.folio(id, &command).await?,
            Command::Operate { command, reason } => self.operate(&command, &reason).await?,
            Command::Document { kind, act } => self.document(kind, act).await?,
            Command::Open {
                organisation,
                profile,
                calendar,
                calendar_in_force,
            } => {
                let profile_in_force = Profile::from_toml(&profile)
                    .map_err(|e| OfficeError::document("profile", "", &e))?
                    .in_force;
                let compiled = Calendar::from_toml(&calendar)
                    .map_err(|e| OfficeError::document("calendar", "", &e))?;
                let profile_digest = text_digest(&profile);
                self.keep("profile", &profile_digest, profile).await?;
                self.keep("calendar", compiled.digest(), calendar).await?;
                self.organisation(&OrganisationCommand::Open {
                    code: organisation,
                    profile: (profile_digest, profile_in_force),
                    calendar: (compiled.digest().to_owned(), calendar_in_force),
                })
                .await?
            }
            Command::NoteTakeOver(counts) => {
                self.organisation(&OrganisationCommand::NoteTakeOver(counts))
                    .await?
            }
            Command::NotePackage(built) => {
                self.organisation(&OrganisationCommand::NotePackage(built))
                    .await?
            }
        };
        self.tx.commit().await?;
        Ok(done)
    }

    /// The question to the rules, asked under the lock.
    fn asking(&self) -> Asking<'_, DatabaseTransaction> {
        Asking {
            office: self.office,
            connection: &self.tx,
            actor: self.actor,
            now: self.now,
        }
    }

    /// Appends what a rule decided.
    pub(super) async fn append(&mut self, drafts: &[Draft]) -> Result<Vec<Entry>, OfficeError> {
        let Self {
            office,
            tx,
            head,
            actor,
            now,
            ..
        } = self;
        head.append(tx, &office.keys, &office.chance, actor, *now, drafts)
            .await
    }

    async fn case(
        &mut self,
        id: Option<CaseId>,
        expected_version: Option<u32>,
        command: &CaseCommand,
    ) -> Result<Done, OfficeError> {
        let before = match id {
            Some(id) => {
                let file = rows::load_case(&*self.tx, id).await?;
                // A matter may come with the identity it is to have, so that sending it twice
                // registers it once.
                if file.is_none() && !matches!(command, CaseCommand::Register(_)) {
                    return Err(Refusal::new("case.not_found").into());
                }
                file
            }
            None => None,
        };
        self.asking().permits(command, before.as_ref())?;
        if let (Some(file), Some(expected)) = (&before, expected_version)
            && file.version != expected
        {
            return Err(OfficeError::Conflict {
                expected,
                found: file.version,
            });
        }
        let id = id.unwrap_or_else(|| CaseId(self.fresh_id()));
        let drafts = self.asking().case(before.as_ref(), id, command).await?;
        let (mut entries, after) = self.follow(before.as_ref(), id, &drafts).await?;
        // What the member is asked and answers about an incident stands in every file of it.
        let shared = |lead: &CaseFile| lead.is_open() && command.is_shared_by(lead);
        if let Some(lead) = before.filter(shared) {
            for part in rows::load_incident(&*self.tx, lead.number).await? {
                let drafts = self.asking().part(&part, &lead, command).await?;
                if drafts.is_empty() {
                    continue;
                }
                permits_in_part(self.actor, command, &part)?;
                entries.extend(self.follow(Some(&part), part.id, &drafts).await?.0);
            }
        }
        Ok(Done {
            entries,
            case: Some(after),
            account: None,
        })
    }

    /// Appends what was decided about one case and writes it as these records leave it.
    async fn follow(
        &mut self,
        before: Option<&CaseFile>,
        id: CaseId,
        drafts: &[Draft],
    ) -> Result<(Vec<Entry>, CaseFile), OfficeError> {
        let entries = self.append(drafts).await?;
        let own: Vec<&Entry> = entries.iter().collect();
        let after = self.write_case(before, id, &own).await?;
        Ok((entries, after))
    }

    /// An identity in the form of UUID version 7: it sorts by time.
    fn fresh_id(&mut self) -> Uuid {
        let random: [u8; 10] = fill(&mut self.identities);
        let millis = u64::try_from(self.now.micros() / 1_000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    async fn member(&mut self, joining: &Joining) -> Result<Done, OfficeError> {
        let drafts = self.asking().member(joining).await?;
        self.write(&drafts).await
    }

    async fn member_command(
        &mut self,
        code: &MemberCode,
        command: &MemberCommand,
    ) -> Result<Done, OfficeError> {
        let before = rows::load_member(&*self.tx, code).await?;
        let asking = self.asking();
        let drafts = asking.member_command(before.as_ref(), command).await?;
        self.write(&drafts).await
    }

    async fn account(
        &mut self,
        id: Option<AccountId>,
        command: &AccountCommand,
        password: Option<auth::HashedPassword>,
    ) -> Result<Done, OfficeError> {
        let before = match id {
            Some(id) => rows::load_account(&*self.tx, id).await?,
            None => None,
        };
        let id = id.unwrap_or_else(|| AccountId(self.fresh_id()));
        let mut facts = account::Facts {
            today: self.now.date(),
            ..account::Facts::default()
        };
        let mut login_key = None;
        let in_force;
        if let (AccountCommand::Pledge { .. }, Some(account)) = (command, &before) {
            let organisation = organisation_in(&*self.tx).await?;
            in_force = self
                .office
                .in_force_for(&*self.tx, &organisation, facts.today, None)
                .await?;
            facts.pledge = in_force.profile.pledge_of(&account.roles);
        }
        let accounts;
        if let AccountCommand::Deputise { .. } = command {
            accounts = rows::load_accounts(&*self.tx).await?;
            facts.accounts = &accounts;
        }
        if let AccountCommand::Create { login, member, .. } = command {
            let key = auth::login_key(&self.office.secrets, login);
            facts.login_taken = auth::login_taken(&self.tx, &key).await?;
            login_key = Some(key);
            facts.member_known = match member {
                Some(code) => self.member_known(code).await?,
                None => false,
            };
        }
        let drafts = account::decide(id, before.as_ref(), command, self.actor, facts)?;
        let done = self.write(&drafts).await?;
        if let (Some(login_key), Some(password)) = (login_key, password) {
            auth::set_password(&self.tx, id, &login_key, password, self.now).await?;
        }
        Ok(Done {
            account: Some(id),
            ..done
        })
    }

    /// Records training for several people, for all of them or for none.
    async fn train(
        &mut self,
        people: &[AccountId],
        training: &Training,
    ) -> Result<Done, OfficeError> {
        let facts = account::Facts {
            today: self.now.date(),
            ..account::Facts::default()
        };
        let command = AccountCommand::Train(training.clone());
        let mut drafts = Vec::new();
        let mut named = BTreeSet::new();
        for id in people {
            let account = rows::load_account(&*self.tx, *id).await?;
            let decided = account::decide(*id, account.as_ref(), &command, self.actor, facts)?;
            if named.insert(*id) {
                drafts.extend(decided);
            }
        }
        if drafts.is_empty() {
            return Err(Refusal::of_field("training.nobody", "people").into());
        }
        self.write(&drafts).await
    }

    async fn member_known(&self, code: &MemberCode) -> Result<bool, OfficeError> {
        Ok(rows::load_member(&*self.tx, code).await?.is_some())
    }

    pub(super) async fn organisation(
        &mut self,
        command: &OrganisationCommand,
    ) -> Result<Done, OfficeError> {
        let state = organisation_in(&*self.tx).await?;
        let drafts = organisation::decide(&state, command, self.actor)?;
        self.write(&drafts).await
    }

    /// Stores a document under its digest, once.
    pub(super) async fn keep(
        &self,
        kind: &str,
        digest: &str,
        body: String,
    ) -> Result<(), OfficeError> {
        document::Entity::insert(document::ActiveModel {
            sha256: Set(digest.to_owned()),
            kind: Set(kind.to_owned()),
            body: Set(body),
        })
        .on_conflict(
            OnConflict::column(document::Column::Sha256)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&*self.tx)
        .await?;
        Ok(())
    }
}
