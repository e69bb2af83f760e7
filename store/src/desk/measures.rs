//! Measures and meetings as the pages show them. Whoever has an interest finds nothing of a measure
//! anywhere: not the measure, not the item of the agenda, not a number that counts it.

use crate::{
    entity::case_file,
    office::{
        Office, OfficeError, load_measure, load_measures, load_meeting, load_meetings,
        open_cases_of,
    },
    private::Opened,
};
use domain::{
    access::Actor,
    board::Meeting,
    case::Number,
    code::{Class, Role},
    event::Entry,
    id::{CaseId, MeasureId, MeetingId, Obj},
    measure::{Measure, MeasureStep},
    period::Proof,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// A measure with its words and its records.
#[derive(Clone, Debug)]
pub struct MeasureDossier {
    /// The measure.
    pub measure: Measure,
    /// Its records, the oldest first.
    pub entries: Vec<Entry>,
    /// Its words, as far as they open for the reader.
    pub words: Opened,
    /// Whether facts, evidence and hearing open for the reader.
    pub opens: bool,
    /// The proof of each deadline by name.
    pub proofs: BTreeMap<String, Proof>,
    /// Decided measures of the same kind or on the same basis, the newest first: codes alone.
    pub comparable: Vec<Measure>,
    /// The numbers of the cases it came from, of those that exist for the reader.
    pub case_numbers: BTreeMap<CaseId, Number>,
    /// The member's open cases, for the plan of a transfer.
    pub open_cases: Vec<(CaseId, Number)>,
}

/// A meeting with its words and its records.
#[derive(Clone, Debug)]
pub struct MeetingDossier {
    /// The meeting.
    pub meeting: Meeting,
    /// Its records, the oldest first.
    pub entries: Vec<Entry>,
    /// Its words, as far as they open for the reader.
    pub words: Opened,
    /// The measures on its agenda that exist for the reader.
    pub measures: BTreeMap<MeasureId, Measure>,
    /// Items that do not exist for the reader.
    pub hidden: BTreeSet<u32>,
}

impl Office {
    /// The measures that exist for the actor, the newest first, with their deadlines.
    ///
    /// # Errors
    /// The database failed.
    pub async fn measures(&self, actor: &Actor) -> Result<Vec<Measure>, OfficeError> {
        let mut found = load_measures(self.database.read()).await?;
        found.retain(|measure| actor.reaches_measure(measure));
        Ok(found)
    }

    /// One measure; the read is written down. `None` when it does not exist for the actor.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn measure(
        &self,
        actor: &Actor,
        id: MeasureId,
    ) -> Result<Option<MeasureDossier>, OfficeError> {
        let found = load_measure(self.database.read(), id).await?;
        let Some(measure) = found.filter(|measure| actor.reaches_measure(measure)) else {
            return Ok(None);
        };
        let obj = Obj::Measure(id);
        let opens = actor.opens_measure(&measure);
        let mut classes = Vec::new();
        if opens {
            classes.extend([Class::Measures, Class::Letters, Class::Notes]);
        } else if actor.is(Role::MemberContact) {
            classes.push(Class::Letters);
        }
        let words = self.values(&obj, &classes, None).await?;
        if !words.is_empty() {
            self.reads()
                .opened(actor, &obj, &classes, words.len(), self.now())
                .await?;
        }
        let mut case_numbers = BTreeMap::new();
        for case in &measure.cases {
            if let Some(file) = self.case_file(actor, *case).await? {
                case_numbers.insert(*case, file.number);
            }
        }
        // What becomes of the open cases is asked only when the measure takes effect.
        let open_cases = if MeasureStep::MoveEffect.is_possible(&measure) {
            let open = open_cases_of(self.database.read(), &measure.member).await?;
            self.numbers_of(&open).await?
        } else {
            Vec::new()
        };
        // What others were told is not the member's to compare.
        let comparable = if actor.is(Role::MemberContact) {
            Vec::new()
        } else {
            self.comparable(actor, &measure).await?
        };
        Ok(Some(MeasureDossier {
            entries: self.entries_of(&obj).await?,
            proofs: self.proofs(&obj).await?,
            words,
            opens,
            comparable,
            case_numbers,
            open_cases,
            measure,
        }))
    }

    /// Decided measures of the same kind or on the same basis.
    async fn comparable(
        &self,
        actor: &Actor,
        measure: &Measure,
    ) -> Result<Vec<Measure>, OfficeError> {
        let mut found = self.measures(actor).await?;
        found.retain(|other| {
            other.id != measure.id
                && other.imposed().is_some()
                && other.is_like(measure.kind, measure.cites())
        });
        Ok(found)
    }

    /// The numbers of these cases, in their order.
    async fn numbers_of(&self, cases: &[CaseId]) -> Result<Vec<(CaseId, Number)>, OfficeError> {
        let rows: Vec<(String, String)> = case_file::Entity::find()
            .select_only()
            .column(case_file::Column::Id)
            .column(case_file::Column::Number)
            .filter(case_file::Column::Id.is_in(cases.iter().map(ToString::to_string)))
            .into_tuple()
            .all(self.database.read())
            .await?;
        let of: BTreeMap<String, String> = rows.into_iter().collect();
        Ok(cases
            .iter()
            .filter_map(|id| Some((*id, of.get(&id.to_string())?.parse().ok()?)))
            .collect())
    }

    /// The meetings that exist for the actor, the latest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn meetings(&self, actor: &Actor) -> Result<Vec<Meeting>, OfficeError> {
        if !actor.reaches_meetings() {
            return Ok(Vec::new());
        }
        load_meetings(self.database.read()).await
    }

    /// One meeting; the read is written down. `None` when it does not exist for the actor.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn meeting(
        &self,
        actor: &Actor,
        id: MeetingId,
    ) -> Result<Option<MeetingDossier>, OfficeError> {
        if !actor.reaches_meetings() {
            return Ok(None);
        }
        let Some(meeting) = load_meeting(self.database.read(), id).await? else {
            return Ok(None);
        };
        let mut measures = BTreeMap::new();
        let mut hidden = BTreeSet::new();
        let mut closed = BTreeSet::new();
        for (number, item) in meeting.numbered() {
            let Some(id) = item.measure() else { continue };
            let found = load_measure(self.database.read(), id).await?;
            match found.filter(|measure| actor.reaches_measure(measure)) {
                Some(measure) => {
                    if !actor.opens_measure(&measure) && !actor.runs_meetings() {
                        closed.insert(number);
                    }
                    measures.insert(id, measure);
                }
                None => {
                    hidden.insert(number);
                }
            }
        }
        let obj = Obj::Meeting(id);
        let classes: Vec<Class> = [Class::Minutes]
            .into_iter()
            .filter(|class| actor.opens(*class))
            .collect();
        let mut entries = self.entries_of(&obj).await?;
        let mut words = self.values(&obj, &classes, None).await?;
        // What is said about an item opens with its measure.
        for entry in &entries {
            if entry
                .event
                .item()
                .is_some_and(|item| hidden.contains(&item) || closed.contains(&item))
            {
                words.close(entry.seq);
            }
            // Minutes tell of every item: they open for whom nothing is hidden.
            if entry.event.is_minutes() && !hidden.is_empty() {
                words.close(entry.seq);
            }
        }
        entries.retain(|entry| !entry.event.item().is_some_and(|i| hidden.contains(&i)));
        if !words.is_empty() {
            self.reads()
                .opened(actor, &obj, &classes, words.len(), self.now())
                .await?;
        }
        Ok(Some(MeetingDossier {
            meeting,
            entries,
            words,
            measures,
            hidden,
        }))
    }
}
