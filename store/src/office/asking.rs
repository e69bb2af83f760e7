//! Asking the rules: everything a decision may look at, read through one connection.
//!
//! [`Office::perform`] asks inside its transaction, under the lock, and stores what follows. The same
//! question can be asked beforehand through a connection that only reads: [`Office::would_begin`] and
//! [`Office::would_join`] say what would follow, for a dry run that cannot differ from the run itself.

use super::{InForce, Office, OfficeError, config::organisation_in, rows};
use crate::entity::{case_file, ledger};
use domain::{
    access::{self, Actor},
    case::{
        self, Act, CaseCommand, CaseFile, Context, Facts, MatterCommand, NumberUse, Respondent,
        TakeOver,
    },
    chain::Record,
    code::{Class, Role},
    event::{Draft, Entry, Event},
    id::{CaseId, Obj},
    member::{self, Contacts, Joining, Member, MemberCommand},
    organisation::Organisation,
    refusal::Refusal,
    time::{FiscalYear, Timestamp},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Who asks what when, and through which connection the state is read.
pub(super) struct Asking<'a, C> {
    pub(super) office: &'a Office,
    pub(super) connection: &'a C,
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
}

impl Office {
    /// What would follow from a command that begins a case. Nothing is written.
    ///
    /// # Errors
    /// As [`Office::perform`] would give them now.
    pub async fn would_begin(
        &self,
        actor: &Actor,
        command: &CaseCommand,
    ) -> Result<Vec<Draft>, OfficeError> {
        let asking = self.asking(actor);
        asking.permits(command, None)?;
        asking.case(None, CaseId(Uuid::nil()), command).await
    }

    /// What would follow from a command to a case. Nothing is written.
    ///
    /// # Errors
    /// As [`Office::perform`] would give them now.
    pub async fn would_proceed(
        &self,
        actor: &Actor,
        id: CaseId,
        command: &CaseCommand,
    ) -> Result<Vec<Draft>, OfficeError> {
        let asking = self.asking(actor);
        let file = rows::load_case(self.database.read(), id)
            .await?
            .ok_or_else(|| Refusal::new("case.not_found"))?;
        asking.permits(command, Some(&file))?;
        asking.case(Some(&file), id, command).await
    }

    /// What would follow from entering a member. Nothing is written.
    ///
    /// # Errors
    /// As [`Office::perform`] would give them now.
    pub async fn would_join(
        &self,
        actor: &Actor,
        joining: &Joining,
    ) -> Result<Vec<Draft>, OfficeError> {
        self.asking(actor).member(joining).await
    }

    fn asking<'a>(&'a self, actor: &'a Actor) -> Asking<'a, sea_orm::DatabaseConnection> {
        Asking {
            office: self,
            connection: self.database.read(),
            actor,
            now: self.now(),
        }
    }
}

impl<C: ConnectionTrait> Asking<'_, C> {
    /// Whether the actor may give this command.
    pub(super) fn permits(
        &self,
        command: &CaseCommand,
        before: Option<&CaseFile>,
    ) -> Result<(), OfficeError> {
        Ok(access::permits(self.actor, command, before)?)
    }

    /// What follows from a command to a case.
    pub(super) async fn case(
        &self,
        before: Option<&CaseFile>,
        id: CaseId,
        command: &CaseCommand,
    ) -> Result<Vec<Draft>, OfficeError> {
        let other = self.other(before, command).await?;
        let letter = self.letter(before, command).await?;
        self.decided(before, id, command, (other.as_ref(), &letter), |context| {
            case::decide(before, command, context)
        })
        .await
    }

    /// What follows in another case of an incident from a command to the case that leads it.
    pub(super) async fn part(
        &self,
        part: &CaseFile,
        lead: &CaseFile,
        command: &CaseCommand,
    ) -> Result<Vec<Draft>, OfficeError> {
        let letter = self.letter(Some(lead), command).await?;
        self.decided(Some(part), part.id, command, (None, &letter), |context| {
            case::decide_in_part(part, lead, command, context)
        })
        .await
    }

    /// Gathers what a decision about a case may look at, and lets it be made.
    async fn decided(
        &self,
        before: Option<&CaseFile>,
        id: CaseId,
        command: &CaseCommand,
        (other, letter): (Option<&CaseFile>, &str),
        decide: impl FnOnce(&Context<'_>) -> Result<Vec<Draft>, Refusal>,
    ) -> Result<Vec<Draft>, OfficeError> {
        let organisation = organisation_in(self.connection).await?;
        let in_force = self.in_force(&organisation, before, command).await?;
        let facts = self.facts(before, command, other).await?;
        let next_serial = match command {
            CaseCommand::Register(r) => {
                self.next_serial(FiscalYear::of(r.received_at.unwrap_or(self.now).date()))
                    .await?
            }
            _ => 0,
        };
        Ok(decide(&Context {
            now: self.now,
            actor: self.actor,
            rules: in_force.rules(),
            case: id,
            next_serial,
            other,
            facts,
            letter,
        })?)
    }

    /// What applies: to a case the profile of its receipt (B42), to a new matter that of the day it
    /// arrived, and always the calendar of today.
    async fn in_force(
        &self,
        organisation: &Organisation,
        before: Option<&CaseFile>,
        command: &CaseCommand,
    ) -> Result<InForce, OfficeError> {
        let today = self.now.date();
        if let Some(file) = before {
            return self
                .office
                .in_force_to_decide(
                    self.connection,
                    organisation,
                    today,
                    (&file.profile, &file.deadlines),
                )
                .await;
        }
        let arrived = match command {
            CaseCommand::Register(r) => r.received_at.map_or(today, Timestamp::date),
            _ => today,
        };
        let kept = organisation.profile_on(arrived);
        self.office
            .in_force_for(self.connection, organisation, today, kept)
            .await
    }

    /// What follows from entering a member.
    pub(super) async fn member(&self, joining: &Joining) -> Result<Vec<Draft>, OfficeError> {
        let known = rows::load_member(self.connection, &joining.code).await?;
        let organisation = organisation_in(self.connection).await?;
        let in_force = self
            .office
            .in_force_for(self.connection, &organisation, self.now.date(), None)
            .await?;
        Ok(member::decide(
            known.as_ref(),
            joining,
            self.actor,
            in_force.rules(),
            self.now,
        )?)
    }

    /// What follows from a command to a member.
    pub(super) async fn member_command(
        &self,
        member: Option<&Member>,
        command: &MemberCommand,
    ) -> Result<Vec<Draft>, OfficeError> {
        let organisation = organisation_in(self.connection).await?;
        let in_force = self
            .office
            .in_force_for(self.connection, &organisation, self.now.date(), None)
            .await?;
        let contacts = match member {
            Some(member) => self.office.contacts_of(self.connection, member).await?,
            None => Contacts::default(),
        };
        Ok(member::command(
            member.map(|member| (member, &contacts)),
            command,
            self.actor,
            in_force.rules(),
            self.now,
        )?)
    }

    /// The other case that a command names. One that does not exist for the actor is not found.
    async fn other(
        &self,
        before: Option<&CaseFile>,
        command: &CaseCommand,
    ) -> Result<Option<CaseFile>, OfficeError> {
        let number = match command {
            CaseCommand::Register(r) => r.beside,
            CaseCommand::Matter(MatterCommand::Link { to, .. }) => Some(*to),
            CaseCommand::Matter(MatterCommand::JoinIncident { lead, .. }) => Some(*lead),
            CaseCommand::Assign { .. } | CaseCommand::AssignUntrained { .. } => {
                before.and_then(|file| file.incident)
            }
            _ => None,
        };
        let Some(number) = number else {
            return Ok(None);
        };
        let found = rows::load_numbered(self.connection, number).await?;
        Ok(found.filter(|file| self.actor.reaches(file)))
    }

    /// Facts outside the file that a command to a case depends on.
    async fn facts(
        &self,
        before: Option<&CaseFile>,
        command: &CaseCommand,
        other: Option<&CaseFile>,
    ) -> Result<Facts, OfficeError> {
        let mut facts = Facts::default();
        match command {
            CaseCommand::Register(r) => {
                facts.member_known = self.knows(&r.respondent).await?;
                if let Some(other) = other {
                    let files = rows::load_complaint(self.connection, other.complaint()).await?;
                    facts.respondent_named = files.iter().any(|f| f.respondent == r.respondent);
                }
            }
            CaseCommand::TakeOver(row) => {
                facts.member_known = self.knows(&row.respondent).await?;
                facts.number = self.number_use(row).await?;
            }
            CaseCommand::Matter(MatterCommand::Reclassify(anew)) => {
                facts.member_known = self.knows(&anew.respondent).await?;
                facts.leads_incident = self.leads_incident(before).await?;
            }
            CaseCommand::Matter(MatterCommand::JoinIncident { .. }) => {
                facts.leads_incident = self.leads_incident(before).await?;
            }
            CaseCommand::Matter(MatterCommand::Bar { person, .. }) => {
                facts.person_known = rows::load_account(self.connection, *person)
                    .await?
                    .is_some();
            }
            CaseCommand::Assign { handler } | CaseCommand::AssignUntrained { handler, .. } => {
                let account = rows::load_account(self.connection, *handler).await?;
                facts.handler_fit = account
                    .as_ref()
                    .is_some_and(|a| !a.disabled && a.roles.contains(&Role::Handler));
                facts.handler_trained = account.is_some_and(|a| a.is_trained_on(self.now.date()));
            }
            _ => {}
        }
        Ok(facts)
    }

    async fn leads_incident(&self, file: Option<&CaseFile>) -> Result<bool, OfficeError> {
        let Some(file) = file else {
            return Ok(false);
        };
        let joined = rows::load_incident(self.connection, file.number).await?;
        Ok(!joined.is_empty())
    }

    /// The words of the letter that an approval issues, as the second person saw them.
    async fn letter(
        &self,
        before: Option<&CaseFile>,
        command: &CaseCommand,
    ) -> Result<String, OfficeError> {
        let Some((file, proposal)) = before.and_then(|file| Some((file, file.proposal.as_ref()?)))
        else {
            return Ok(String::new());
        };
        let issues = matches!(proposal.act, Act::Issue { .. });
        if !issues || !matches!(command, CaseCommand::Approve { .. }) {
            return Ok(String::new());
        }
        let words = self
            .office
            .values_in(
                self.connection,
                &Obj::Case(file.id),
                &[Class::Correspondence],
                Some(proposal.seq),
            )
            .await?;
        Ok(words
            .get(proposal.seq, "letter")
            .unwrap_or_default()
            .to_owned())
    }

    async fn knows(&self, respondent: &Respondent) -> Result<bool, OfficeError> {
        match respondent.member() {
            Some(code) => Ok(rows::load_member(self.connection, code).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Who has the number of a row of a former register. All kinds share one sequence (A04), so the
    /// kind does not tell two numbers apart.
    async fn number_use(&self, row: &TakeOver) -> Result<NumberUse, OfficeError> {
        let holder = case_file::Entity::find()
            .filter(case_file::Column::FiscalYear.eq(i32::from(row.number.fiscal_year.0)))
            .filter(case_file::Column::Serial.eq(i64::from(row.number.serial)))
            .one(self.connection)
            .await?;
        let Some(holder) = holder else {
            return Ok(NumberUse::Free);
        };
        let first = ledger::Entity::find()
            .filter(ledger::Column::Obj.eq(format!("case:{}", holder.id)))
            .order_by_asc(ledger::Column::Seq)
            .one(self.connection)
            .await?
            .ok_or(OfficeError::Damaged {
                seq: 0,
                what: "a case has no record",
            })?;
        let record = Record::parse(first.body.as_bytes())?;
        Ok(match Entry::from_record(&record, first.sha256)?.event {
            Event::CaseTakenOver(event) => row.compared_with(&event),
            _ => NumberUse::OtherCase,
        })
    }

    /// The next number of a fiscal year: without gaps, because it is taken under the head's lock in
    /// the transaction that registers.
    async fn next_serial(&self, year: FiscalYear) -> Result<u32, OfficeError> {
        let statement = sea_orm::Statement::from_sql_and_values(
            self.connection.get_database_backend(),
            "SELECT CAST(COALESCE(MAX(serial), 0) AS BIGINT) AS last FROM case_file WHERE fiscal_year = $1",
            [i32::from(year.0).into()],
        );
        let row = self.connection.query_one_raw(statement).await?;
        let last: i64 = row.map_or(Ok(0), |r| r.try_get("", "last"))?;
        Ok(u32::try_from(last).unwrap_or(u32::MAX).saturating_add(1))
    }
}
