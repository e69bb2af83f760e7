//! Meetings: what the rules want to know, looked up under the ledger's lock, and the rows.

use super::{
    Done, InForce, OfficeError,
    config::organisation_in,
    measure::load_measure,
    perform::Turn,
    rows::{self, last_number, number, save_versioned},
};
use crate::entity::{agenda_item, ballot, meeting as row};
use domain::{
    board::{
        Calling, Context, Facts, Item, ItemDraft, ItemState, Meeting, MeetingCommand, Seat, call,
        decide,
    },
    code::Role,
    event::Subject,
    id::{AccountId, MeasureId, MeetingId},
    measure::Measure,
    refusal::Refusal,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, sea_query::OnConflict,
};
use std::collections::{BTreeMap, BTreeSet};

/// The row of a meeting.
pub(crate) fn meeting_row(meeting: &Meeting) -> Result<row::Model, OfficeError> {
    Ok(row::Model {
        id: number(meeting.id.0),
        body: meeting.body.code().to_owned(),
        stage: meeting.stage.code().to_owned(),
        at_us: meeting.at.micros(),
        version: number(meeting.version),
        state: serde_json::to_string(meeting)?,
    })
}

/// The rows of its agenda; a result about a measure names the hearing it rests on (B36).
pub(crate) fn item_rows(
    meeting: &Meeting,
    measures: &BTreeMap<MeasureId, Measure>,
) -> Vec<agenda_item::Model> {
    let row = |(place, item): (u32, &Item)| {
        let question = match &item.subject {
            Subject::Measure { question, .. } => Some(question.code().to_owned()),
            _ => None,
        };
        let resolution = match &item.state {
            ItemState::Resolved { resolution, .. } => Some(resolution.code().to_owned()),
            _ => None,
        };
        let heard = item
            .measure()
            .filter(|_| resolution.is_some())
            .and_then(|id| measures.get(&id))
            .and_then(|measure| measure.hearing.closed);
        agenda_item::Model {
            meeting_id: number(meeting.id.0),
            item: number(place),
            measure_id: item.measure().map(|id| number(id.0)),
            question,
            heard_at_us: heard.map(|end| end.at.micros()),
            resolution,
        }
    };
    meeting.numbered().map(row).collect()
}

/// The rows of its votes.
pub(crate) fn ballot_rows(meeting: &Meeting) -> Vec<ballot::Model> {
    let of_item = |(place, item): (u32, &Item)| {
        let measure = item.measure();
        let row = move |(seat, vote): (&Seat, &domain::board::Ballot)| ballot::Model {
            meeting_id: number(meeting.id.0),
            item: number(place),
            seat: seat.to_string(),
            account_id: seat.person().map(|id| id.to_string()),
            measure_id: measure.map(|id| number(id.0)),
            choice: vote.choice.code().to_owned(),
        };
        item.votes.iter().map(row).collect::<Vec<_>>()
    };
    meeting.numbered().flat_map(of_item).collect()
}

pub(crate) async fn load_meeting<C: ConnectionTrait>(
    connection: &C,
    id: MeetingId,
) -> Result<Option<Meeting>, OfficeError> {
    let found = row::Entity::find_by_id(number(id.0))
        .one(connection)
        .await?;
    found
        .map(|row| Ok(serde_json::from_str(&row.state)?))
        .transpose()
}

/// Every meeting, the latest first.
pub(crate) async fn load_meetings<C: ConnectionTrait>(
    connection: &C,
) -> Result<Vec<Meeting>, OfficeError> {
    let found = row::Entity::find()
        .order_by_desc(row::Column::AtUs)
        .order_by_desc(row::Column::Id)
        .all(connection)
        .await?;
    found
        .iter()
        .map(|row| Ok(serde_json::from_str(&row.state)?))
        .collect()
}

impl Turn<'_> {
    /// Calls a meeting under the next number.
    pub(super) async fn call(&mut self, calling: &Calling) -> Result<Done, OfficeError> {
        let last = last_number::<row::Entity>(&self.tx, row::Column::Id).await?;
        let organisation = organisation_in(&*self.tx).await?;
        let today = self.now.date();
        let in_force = self
            .office
            .in_force_for(&*self.tx, &organisation, today, None)
            .await?;
        let accounts = rows::load_accounts(&*self.tx).await?;
        let serving = |roles: &[Role]| -> Vec<AccountId> {
            let mut ids: Vec<AccountId> = accounts
                .iter()
                .filter(|a| !a.disabled && a.roles.iter().any(|role| roles.contains(role)))
                .map(|a| a.id)
                .collect();
            ids.sort_unstable();
            ids
        };
        let named: BTreeSet<AccountId> = calling.committee.iter().copied().collect();
        let facts = Facts {
            directors: serving(&[Role::Director, Role::President]),
            kanji: serving(&[Role::Kanji]),
            statutory: self
                .office
                .roll_in(&*self.tx)
                .await?
                .into_iter()
                .filter(|card| card.member.statutory && card.member.is_member_on(today))
                .map(|card| card.member.code)
                .collect(),
            people: accounts
                .iter()
                .filter(|a| !a.disabled && a.member.is_none() && named.contains(&a.id))
                .map(|a| a.id)
                .collect(),
            ..Facts::default()
        };
        let cx = Context {
            now: self.now,
            actor: self.actor,
            board: &in_force.profile.board,
            profile: &in_force.profile_digest,
            facts: &facts,
        };
        let drafts = call(MeetingId(last + 1), calling, &cx)?;
        self.write(&drafts).await
    }

    /// Carries out a command to a meeting.
    pub(super) async fn meeting(
        &mut self,
        id: MeetingId,
        command: &MeetingCommand,
    ) -> Result<Done, OfficeError> {
        let meeting = load_meeting(&*self.tx, id)
            .await?
            .filter(|_| self.actor.reaches_meetings())
            .ok_or_else(|| Refusal::new("meeting.unknown"))?;
        let mut concerned: BTreeSet<MeasureId> = meeting.measures().collect();
        if let MeetingCommand::Put(ItemDraft {
            subject: Subject::Measure { measure, .. },
            ..
        }) = command
        {
            concerned.insert(*measure);
        }
        let organisation = organisation_in(&*self.tx).await?;
        let mut measures: Vec<(Measure, InForce)> = Vec::new();
        for id in concerned {
            if let Some(measure) = load_measure(&*self.tx, id).await? {
                let in_force = self.in_force_for(&organisation, &measure).await?;
                measures.push((measure, in_force));
            }
        }
        let facts = Facts {
            measures: measures
                .iter()
                .map(|(m, in_force)| (m.id, (m.clone(), Some(in_force.rules()))))
                .collect(),
            proposals: organisation
                .proposals
                .iter()
                .map(|(kind, proposal)| (*kind, proposal.sha256.clone()))
                .collect(),
            ..Facts::default()
        };
        let profile = self.office.profile(&*self.tx, &meeting.profile).await?;
        let cx = Context {
            now: self.now,
            actor: self.actor,
            board: &profile.board,
            profile: &meeting.profile,
            facts: &facts,
        };
        let drafts = decide(&meeting, command, &cx)?;
        self.write(&drafts).await
    }

    /// Writes a meeting as its records leave it.
    pub(super) async fn save_meeting(
        &self,
        before: Option<&Meeting>,
        after: &Meeting,
    ) -> Result<(), OfficeError> {
        let loaded = before.map(|before| before.version);
        let as_loaded = Condition::all()
            .add(row::Column::Id.eq(number(after.id.0)))
            .add(row::Column::Version.eq(loaded.map(number)));
        let versions = (loaded, after.version);
        save_versioned::<row::Entity>(&self.tx, meeting_row(after)?, as_loaded, versions).await?;
        self.save_items(before, after).await
    }

    async fn save_items(
        &self,
        before: Option<&Meeting>,
        after: &Meeting,
    ) -> Result<(), OfficeError> {
        let mut measures = BTreeMap::new();
        for id in after.measures() {
            if let Some(measure) = load_measure(&*self.tx, id).await? {
                measures.insert(id, measure);
            }
        }
        // Compared with what stands there, because a result waits for its measure to be written.
        let known: Vec<agenda_item::Model> = agenda_item::Entity::find()
            .filter(agenda_item::Column::MeetingId.eq(number(after.id.0)))
            .all(&*self.tx)
            .await?;
        for row in item_rows(after, &measures) {
            if !known.contains(&row) {
                agenda_item::Entity::insert(row.into_active_model().reset_all())
                    .on_conflict(
                        OnConflict::columns([
                            agenda_item::Column::MeetingId,
                            agenda_item::Column::Item,
                        ])
                        .update_columns([
                            agenda_item::Column::HeardAtUs,
                            agenda_item::Column::Resolution,
                        ])
                        .to_owned(),
                    )
                    .exec_without_returning(&*self.tx)
                    .await?;
            }
        }
        let had = before.map(ballot_rows).unwrap_or_default();
        let has = ballot_rows(after);
        for gone in had.iter().filter(|old| !has.contains(old)) {
            ballot::Entity::delete_by_id((gone.meeting_id, gone.item, gone.seat.clone()))
                .exec(&*self.tx)
                .await?;
        }
        for new in has.into_iter().filter(|new| !had.contains(new)) {
            ballot::Entity::insert(new.into_active_model())
                .exec_without_returning(&*self.tx)
                .await?;
        }
        Ok(())
    }
}
