//! Measures against members: what the rules want to know, looked up under the ledger's lock, and the
//! rows.

use super::{
    Done, InForce, OfficeError,
    clocks::load_deadlines,
    config::organisation_in,
    perform::Turn,
    rows::{self, last_number, number, save_versioned},
};
use crate::entity::{account, case_file, measure as row, measure_bar};
use domain::{
    account::Account,
    code::{FolioKind, Question, Resolution, Role},
    event::{Entry, Event, MeasureAct},
    folio::cite,
    id::{AccountId, CaseId, MeasureId, MemberCode, Obj},
    measure::{
        CaseOf, Context, Facts, Measure, MeasureCommand, Proposal, ProposedBasis, decide, propose,
    },
    organisation::Organisation,
    refusal::Refusal,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

/// The row of a measure. The times of explanation, hearing and decision stand in columns of their own,
/// so that the table itself keeps their order (B36).
pub(crate) fn measure_row(measure: &Measure) -> Result<row::Model, OfficeError> {
    let imposed = measure.decisions.iter().find(|decision| {
        matches!(decision.question, Question::Impose | Question::Guidance)
            && decision.resolution == Resolution::Adopted
    });
    Ok(row::Model {
        id: number(measure.id.0),
        kind: measure.kind.code().to_owned(),
        member: measure.member.to_string(),
        stage: measure.stage.code().to_owned(),
        explained_at_us: measure.explained_at().map(domain::time::Timestamp::micros),
        heard_at_us: measure.hearing.closed.map(|end| end.at.micros()),
        decided_at_us: imposed.map(|decision| decision.at.micros()),
        version: number(measure.version),
        state: serde_json::to_string(measure)?,
    })
}

async fn with_deadlines<C: ConnectionTrait>(
    connection: &C,
    found: Vec<row::Model>,
) -> Result<Vec<Measure>, OfficeError> {
    let mut measures = found
        .iter()
        .map(|row| serde_json::from_str::<Measure>(&row.state))
        .collect::<Result<Vec<_>, _>>()?;
    if measures.is_empty() {
        return Ok(measures);
    }
    let objects = measures.iter().map(|measure| Obj::Measure(measure.id));
    let mut deadlines = load_deadlines(connection, objects).await?;
    for measure in &mut measures {
        let obj = Obj::Measure(measure.id);
        measure.deadlines = deadlines.remove(&obj).unwrap_or_default();
    }
    Ok(measures)
}

pub(crate) async fn load_measure<C: ConnectionTrait>(
    connection: &C,
    id: MeasureId,
) -> Result<Option<Measure>, OfficeError> {
    let found = row::Entity::find_by_id(number(id.0))
        .one(connection)
        .await?;
    Ok(with_deadlines(connection, found.into_iter().collect())
        .await?
        .pop())
}

/// Every measure with its deadlines, the newest first: there are a few a year.
pub(crate) async fn load_measures<C: ConnectionTrait>(
    connection: &C,
) -> Result<Vec<Measure>, OfficeError> {
    let found = row::Entity::find()
        .order_by_desc(row::Column::Id)
        .all(connection)
        .await?;
    with_deadlines(connection, found).await
}

/// The open cases about a member.
pub(crate) async fn open_cases_of<C: ConnectionTrait>(
    connection: &C,
    member: &MemberCode,
) -> Result<Vec<CaseId>, OfficeError> {
    let ids: Vec<String> = case_file::Entity::find()
        .select_only()
        .column(case_file::Column::Id)
        .filter(case_file::Column::Member.eq(member.as_str()))
        .filter(case_file::Column::Open.eq(true))
        .order_by_asc(case_file::Column::FiscalYear)
        .order_by_asc(case_file::Column::Serial)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(ids
        .iter()
        .filter_map(|id| Uuid::parse_str(id).ok())
        .map(CaseId)
        .collect())
}

async fn contacts_of<C: ConnectionTrait>(
    connection: &C,
    member: &MemberCode,
) -> Result<Vec<Account>, OfficeError> {
    let found = account::Entity::find()
        .filter(account::Column::Member.eq(member.as_str()))
        .order_by_asc(account::Column::Id)
        .all(connection)
        .await?;
    found
        .iter()
        .map(|row| Ok(serde_json::from_str(&row.state)?))
        .collect()
}

impl Turn<'_> {
    /// Proposes a measure under the next number.
    pub(super) async fn propose(&mut self, proposal: &Proposal) -> Result<Done, OfficeError> {
        let last = last_number::<row::Entity>(&self.tx, row::Column::Id).await?;
        let mut facts = Facts {
            member: rows::load_member(&*self.tx, &proposal.member).await?,
            ..Facts::default()
        };
        for id in &proposal.cases {
            let file = rows::load_case(&*self.tx, *id).await?;
            if let Some(file) = file.filter(|file| self.actor.reaches(file)) {
                let of = CaseOf {
                    member: file.respondent.member().cloned(),
                    handler: file.handler,
                };
                facts.cases.insert(*id, of);
            }
        }
        match &proposal.basis {
            ProposedBasis::Guideline { clause, conduct } => {
                let folios = rows::load_folios_of(&*self.tx, FolioKind::Guideline).await?;
                facts.citation = Some(cite(&folios, *conduct, clause)?);
            }
            ProposedBasis::NotFollowed { measure } => {
                facts.after = load_measure(&*self.tx, *measure).await?;
            }
            _ => {}
        }
        let organisation = organisation_in(&*self.tx).await?;
        let today = self.now.date();
        let in_force = self
            .office
            .in_force_for(&*self.tx, &organisation, today, None)
            .await?;
        let cx = Context {
            now: self.now,
            actor: self.actor,
            rules: in_force.rules(),
            facts: &facts,
        };
        let drafts = propose(MeasureId(last + 1), proposal, &cx)?;
        self.write(&drafts).await
    }

    /// Carries out a command to a measure.
    pub(super) async fn measure(
        &mut self,
        id: MeasureId,
        expected_version: Option<u32>,
        command: &MeasureCommand,
    ) -> Result<Done, OfficeError> {
        let measure = load_measure(&*self.tx, id)
            .await?
            .filter(|measure| self.actor.reaches_measure(measure))
            .ok_or_else(|| Refusal::new("measure.unknown"))?;
        if let Some(expected) = expected_version
            && measure.version != expected
        {
            return Err(OfficeError::Conflict {
                expected,
                found: measure.version,
            });
        }
        let facts = self.facts_of(&measure, command).await?;
        let organisation = organisation_in(&*self.tx).await?;
        let in_force = self.in_force_for(&organisation, &measure).await?;
        let cx = Context {
            now: self.now,
            actor: self.actor,
            rules: in_force.rules(),
            facts: &facts,
        };
        let drafts = decide(&measure, command, &cx)?;
        let done = self.write(&drafts).await?;
        self.publish_when_changed(done).await
    }

    /// What applies to a measure today: the profile of its proposal (B42) and the calendar in force.
    pub(super) async fn in_force_for(
        &self,
        organisation: &Organisation,
        measure: &Measure,
    ) -> Result<InForce, OfficeError> {
        let under = (measure.profile.as_str(), &measure.deadlines);
        self.office
            .in_force_to_decide(&*self.tx, organisation, self.now.date(), under)
            .await
    }

    async fn facts_of(
        &self,
        measure: &Measure,
        command: &MeasureCommand,
    ) -> Result<Facts, OfficeError> {
        let mut facts = Facts {
            member: rows::load_member(&*self.tx, &measure.member).await?,
            ..Facts::default()
        };
        let act = match command {
            MeasureCommand::AppointOfficer { officer: person }
            | MeasureCommand::NoteInterest { person, .. }
            | MeasureCommand::Challenge { person, .. } => {
                let account = rows::load_account(&*self.tx, *person).await?;
                facts.person_known = account.is_some();
                facts.officer_fit =
                    account.is_some_and(|a| !a.disabled && a.roles.contains(&Role::HearingOfficer));
                None
            }
            MeasureCommand::Move { act, .. } => Some(act),
            MeasureCommand::Approve { .. } => measure.motion.as_ref().map(|motion| &motion.act),
            _ => None,
        };
        if let Some(MeasureAct::TakeEffect { .. } | MeasureAct::Restore { .. }) = act {
            facts.open_cases = open_cases_of(&*self.tx, &measure.member).await?;
            let restores = matches!(act, Some(MeasureAct::Restore { .. }));
            let concerned = |contact: &Account| {
                if restores {
                    contact.closed_by == Some(measure.id)
                } else {
                    !contact.disabled
                }
            };
            facts.contacts = contacts_of(&*self.tx, &measure.member)
                .await?
                .into_iter()
                .filter(concerned)
                .map(|contact| contact.id)
                .collect();
        }
        Ok(facts)
    }

    /// A measure that took or gave back the standing of a target business shows at once on the public
    /// list, in the same act (A09, 3.5).
    async fn publish_when_changed(&mut self, done: Done) -> Result<Done, OfficeError> {
        let changes = |entry: &Entry| {
            matches!(
                entry.event,
                Event::MemberConsented(_) | Event::MemberConsentWithdrawn(_)
            )
        };
        if !done.entries.iter().any(changes) {
            return Ok(done);
        }
        let mut entries = done.entries;
        entries.extend(self.publish_targets().await?.entries);
        Ok(Done { entries, ..done })
    }

    /// Writes a measure as its records leave it.
    pub(super) async fn save_measure(
        &self,
        before: Option<&Measure>,
        after: &Measure,
    ) -> Result<(), OfficeError> {
        let loaded = before.map(|before| before.version);
        let as_loaded = Condition::all()
            .add(row::Column::Id.eq(number(after.id.0)))
            .add(row::Column::Version.eq(loaded.map(number)));
        let versions = (loaded, after.version);
        save_versioned::<row::Entity>(&self.tx, measure_row(after)?, as_loaded, versions).await?;
        let was = |person: AccountId| before.is_some_and(|before| before.is_recused(person));
        for person in after.recused().filter(|person| !was(*person)) {
            let bar = measure_bar::Model {
                account_id: person.to_string(),
                measure_id: number(after.id.0),
            };
            measure_bar::Entity::insert(bar.into_active_model())
                .exec_without_returning(&*self.tx)
                .await?;
        }
        let was = before.map(|before| &before.deadlines);
        self.save_deadlines(&Obj::Measure(after.id), was, &after.deadlines)
            .await
    }
}
