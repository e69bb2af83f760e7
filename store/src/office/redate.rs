//! A newer calendar and the running deadlines: which of them it moves, shown before and recorded
//! when it comes into force.
//!
//! A running deadline never loses time, a stopped one never changes, a paused one is computed when it
//! runs again. Only deadlines that end, or have a step, on or after the first day on which the two
//! calendars differ are looked at.

use super::{Office, OfficeError, clocks::object_of, document::Version, perform::Turn};
use crate::{
    entity::{case_file, deadline},
    office::document::Content,
};
use domain::{
    access::{Actor, Reach},
    calendar::{Calendar, CalendarChange},
    case::Number,
    chain::Hash,
    clock::{Deadline, Redating, redated},
    code::DocumentKind,
    event::{DeadlineRedated, Draft, Due, Entry, Event},
    id::{ActorId, CaseId, Obj},
    refusal::Refusal,
    time::Timestamp,
};
use jiff::civil::Date;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Deadlines read at a time.
const PAGE: u64 = 2_000;

/// A deadline that an edit of the calendar moves.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct MovedDeadline {
    /// Whose deadline it is.
    #[serde(serialize_with = "as_text")]
    pub obj: Obj,
    /// The number, when it is a case's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// The deadline's name within its object.
    pub deadline: String,
    /// Its clock.
    pub clock: String,
    /// The last day as it is.
    pub from: Date,
    /// The last day by the newer calendar.
    pub to: Date,
}

fn as_text<S: serde::Serializer>(obj: &Obj, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(obj)
}

impl MovedDeadline {
    /// What people call the object: a case's number, a member's code.
    #[must_use]
    pub fn called(&self) -> String {
        self.number
            .map_or_else(|| self.obj.called(), |number| number.to_string())
    }
}

/// What an edit of the calendar would do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Preview {
    /// Names this preview: putting the calendar in force is bound to it.
    pub digest: String,
    /// What the edit changes in the calendar.
    #[serde(skip)]
    pub changes: Vec<CalendarChange>,
    /// The calendar's text, in its normal form.
    #[serde(skip)]
    pub text: String,
    /// Digest of the newer calendar.
    pub calendar: String,
    /// Deadlines with a later last day.
    pub moved: Vec<MovedDeadline>,
    /// Deadlines whose last day stays and whose reminders, levels or gazetting change.
    pub steps_only: u64,
    /// Deadlines that would end earlier and therefore stay (`to` is the day they would have had).
    pub kept: Vec<MovedDeadline>,
    /// Paused deadlines, computed when they run again.
    pub paused: u64,
}

/// What a newer calendar makes of the running deadlines.
#[derive(Default)]
struct Findings {
    moved: Vec<MovedDeadline>,
    kept: Vec<MovedDeadline>,
    steps_only: u64,
    paused: u64,
    /// New ends by object and deadline.
    ends: BTreeMap<Obj, Vec<(String, Date, Due)>>,
}

impl Findings {
    fn digest(&self, calendar: &Calendar) -> String {
        let moved = self
            .moved
            .iter()
            .map(|m| format!("{} {} {} {}\n", m.obj, m.deadline, m.from, m.to));
        let text = moved.fold(calendar.digest().to_owned() + "\n", |text, line| {
            text + &line
        });
        Hash::of(text.as_bytes()).to_string()
    }
}

impl Office {
    /// What putting this calendar in force now would do to the running deadlines. Nothing is written.
    ///
    /// # Errors
    /// `access.denied` for those who do not reach every case, a text that is no calendar, or the
    /// database failed.
    pub async fn preview_calendar(
        &self,
        actor: &Actor,
        text: &str,
    ) -> Result<Preview, OfficeError> {
        let here = matches!(actor.id, ActorId::CommandLine(_));
        if !here && actor.reach() != Reach::All {
            return Err(Refusal::new("access.denied").into());
        }
        let now = self.now();
        let version = Version::read(DocumentKind::Calendar, text.to_owned(), now.date())?;
        let Content::Calendar(newer) = &version.content else {
            return Err(Refusal::new("organisation.not_open").into());
        };
        let present = self.in_force(now.date()).await?.calendar;
        let found = find(self, self.database.read(), &present, newer, now).await?;
        Ok(Preview {
            digest: found.digest(newer),
            changes: present.spec().changes_to(newer.spec()),
            text: version.text,
            calendar: newer.digest().to_owned(),
            moved: found.moved,
            steps_only: found.steps_only,
            kept: found.kept,
            paused: found.paused,
        })
    }
}

/// Computes the running deadlines again by the calendar that has just come into force. With the
/// digest of a preview, exactly the deadlines it showed must move.
pub(super) async fn redate(
    turn: &mut Turn<'_>,
    present: &Calendar,
    newer: &Calendar,
    preview: Option<&str>,
) -> Result<Vec<Entry>, OfficeError> {
    let now = turn.now;
    let found = find(turn.office, &*turn.tx, present, newer, now).await?;
    if preview.is_some_and(|shown| shown != found.digest(newer)) {
        return Err(Refusal::new("calendar.preview_changed").into());
    }
    let mut all = Vec::new();
    for (obj, ends) in found.ends {
        let drafts: Vec<Draft> = ends
            .into_iter()
            .map(|(deadline, was, due)| {
                let event = Event::DeadlineRedated(DeadlineRedated {
                    deadline,
                    at: now,
                    was,
                    due,
                });
                Draft::new(obj.clone(), event)
            })
            .collect();
        all.extend(turn.write(&drafts).await?.entries);
    }
    Ok(all)
}

/// Looks at every running deadline that the difference of the calendars can reach.
async fn find<C: ConnectionTrait>(
    office: &Office,
    connection: &C,
    present: &Calendar,
    newer: &Calendar,
    now: Timestamp,
) -> Result<Findings, OfficeError> {
    let mut found = Findings::default();
    let Some(first) = present.first_difference(newer) else {
        return Ok(found);
    };
    let reached = Condition::any()
        .add(deadline::Column::DueAtUs.gt(newer.start_of(first).micros()))
        .add(deadline::Column::NextCheckAtUs.is_not_null());
    let mut last = String::new();
    loop {
        let page = deadline::Entity::find()
            .filter(deadline::Column::ClosedAtUs.is_null())
            .filter(reached.clone())
            .filter(deadline::Column::Id.gt(last.as_str()))
            .order_by_asc(deadline::Column::Id)
            .limit(PAGE)
            .all(connection)
            .await?;
        let Some(end) = page.last() else { break };
        last.clone_from(&end.id);
        let numbers = numbers(connection, &page).await?;
        for row in &page {
            let obj = object_of(row)?;
            let state: Deadline = serde_json::from_str(&row.state)?;
            if state.paused.is_some() {
                found.paused += 1;
                continue;
            }
            let profile = office.profile(connection, &state.profile).await?;
            let moved = |to| MovedDeadline {
                obj: obj.clone(),
                number: numbers.get(&obj).copied(),
                deadline: state.name.clone(),
                clock: state.clock.clone(),
                from: state.due.last,
                to,
            };
            match redated(&state, &profile, newer, now)
                .map_err(|error| Refusal::new(error.code()))?
            {
                Redating::Same => {}
                Redating::Kept { by_newer } => found.kept.push(moved(by_newer)),
                Redating::Moves(due) => {
                    if due.ends_at == state.due.ends_at {
                        found.steps_only += 1;
                    } else {
                        found.moved.push(moved(due.last));
                    }
                    found.ends.entry(obj).or_default().push((
                        state.name.clone(),
                        state.due.last,
                        due,
                    ));
                }
            }
        }
    }
    let order = |m: &MovedDeadline| (m.from, m.number, m.obj.clone(), m.deadline.clone());
    found.moved.sort_by_key(order);
    found.kept.sort_by_key(order);
    Ok(found)
}

/// The numbers of the cases of these deadlines.
async fn numbers<C: ConnectionTrait>(
    connection: &C,
    page: &[deadline::Model],
) -> Result<BTreeMap<Obj, Number>, OfficeError> {
    let mut ids: Vec<String> = Vec::new();
    for row in page {
        if let Obj::Case(id) = object_of(row)? {
            ids.push(id.to_string());
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let mut numbers = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(String, String)> = case_file::Entity::find()
            .select_only()
            .column(case_file::Column::Id)
            .column(case_file::Column::Number)
            .filter(case_file::Column::Id.is_in(some.iter().map(String::as_str)))
            .into_tuple()
            .all(connection)
            .await?;
        numbers.extend(
            rows.into_iter()
                .filter_map(|(id, number)| Some((case_of(&id)?, number.parse().ok()?))),
        );
    }
    Ok(numbers)
}

fn case_of(id: &str) -> Option<Obj> {
    Uuid::parse_str(id).ok().map(|id| Obj::Case(CaseId(id)))
}
