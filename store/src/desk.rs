//! Reading: what the pages, the interface and the command line show. The reach of the asker is a
//! condition of every query, so that no list, count or search can say more than a page would.

mod directory;
mod dossier;
mod due;
mod folios;
mod foresee;
mod letter;
mod load;
mod measures;
mod morning;
mod scope;
mod search;
mod sibling;
mod status;
mod versions;
mod work;

pub use directory::{Directory, MemberCard};
pub use dossier::{Dossier, Moment, may_take};
pub use due::{DueItem, Owner};
pub use folios::{FolioCard, FolioFiling, PublishedLesson};
pub use load::{DayLoad, LoadFilter};
pub use measures::{MeasureDossier, MeetingDossier};
pub use morning::{AgendaItem, Morning, Standing};
pub use search::{Alike, Find, Found, FoundCase, FoundMember, Particulars, Similar, Suggested};
pub use versions::{DocumentVersion, Versions};
pub use work::{BadMark, LONGEST, Mark, View, WorkFilter, WorkRow, Worklist};

use crate::{
    entity::{case_bar, case_file, deadline, measure_bar},
    office::{Office, OfficeError, object_of},
};
use domain::{
    access::{Actor, Reach},
    case::Number,
    chain::Record,
    clock::{Deadline, Deadlines},
    event::Entry,
    id::{CaseId, Obj},
    period::Proof,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The condition under which cases exist for the asker.
fn reach(actor: &Actor) -> Condition {
    match actor.reach() {
        Reach::All => barring(actor, Condition::all()),
        // A member knows of a complaint from the notice on, not from its receipt (A29, B33).
        Reach::Member(member) => Condition::all()
            .add(case_file::Column::Member.eq(member.as_str()))
            .add(case_file::Column::Notified.eq(true)),
        // What waits for a second person is there for the one from outside, and for no longer.
        Reach::Proposed => barring(
            actor,
            Condition::all()
                .add(case_file::Column::Open.eq(true))
                .add(case_file::Column::ProposedBy.is_not_null()),
        ),
        Reach::Nothing => Condition::any(),
    }
}

/// Whoever is barred by a conflict of interest finds nothing of the case anywhere.
fn barring(actor: &Actor, cases: Condition) -> Condition {
    let Some(account) = actor.id.account() else {
        return cases;
    };
    let barred = Query::select()
        .column(case_bar::Column::CaseId)
        .from(case_bar::Entity)
        .and_where(case_bar::Column::AccountId.eq(account.to_string()))
        .to_owned();
    cases.add(case_file::Column::Id.not_in_subquery(barred))
}

/// A condition nothing fits, for those who reach nothing: an empty `any` would fit everything.
pub(crate) fn in_reach(actor: &Actor) -> Option<Condition> {
    (actor.reach() != Reach::Nothing).then(|| reach(actor))
}

/// The objects of these cases, as a deadline names its own.
pub(crate) fn objects_of(cases: Condition) -> SelectStatement {
    Query::select()
        .expr(Expr::cust("'case:' || id"))
        .from(case_file::Entity)
        .cond_where(cases)
        .to_owned()
}

/// The case that a deadline's row names, by the identity of the case's row.
fn case_of(row: &deadline::Model) -> Option<&str> {
    row.obj.strip_prefix("case:")
}

impl Office {
    /// The records of one object, the oldest first.
    async fn entries_of(&self, obj: &Obj) -> Result<Vec<Entry>, OfficeError> {
        let bodies = self.ledger().of_object(&obj.to_string()).await?;
        bodies
            .into_iter()
            .map(|(body, sha256)| {
                let record = Record::parse(body.as_bytes())?;
                Ok(Entry::from_record(&record, sha256)?)
            })
            .collect()
    }

    /// The case with this number, whoever asks.
    ///
    /// # Errors
    /// The database failed.
    pub async fn case_id(&self, number: Number) -> Result<Option<CaseId>, OfficeError> {
        let row = case_file::Entity::find()
            .filter(case_file::Column::FiscalYear.eq(i32::from(number.fiscal_year.0)))
            .filter(case_file::Column::Serial.eq(i64::from(number.serial)))
            .one(self.database.read())
            .await?;
        Ok(row.and_then(|r| Uuid::parse_str(&r.id).ok()).map(CaseId))
    }

    /// The proofs of the open deadlines of these objects, by object and name.
    ///
    /// # Errors
    /// The database failed.
    pub async fn open_proofs(
        &self,
        objects: &[Obj],
    ) -> Result<BTreeMap<(Obj, String), Proof>, OfficeError> {
        let rows = deadline::Entity::find()
            .filter(deadline::Column::Obj.is_in(objects.iter().map(ToString::to_string)))
            .filter(deadline::Column::ClosedAtUs.is_null())
            .all(self.database.read())
            .await?;
        let mut proofs = BTreeMap::new();
        for row in rows {
            let obj = object_of(&row)?;
            proofs.insert((obj, row.name), serde_json::from_str(&row.proof)?);
        }
        Ok(proofs)
    }

    /// The cases and measures that the asker is barred from, as a deadline names its object: mostly
    /// none.
    async fn barred_from(&self, actor: &Actor) -> Result<Vec<String>, OfficeError> {
        let Some(account) = actor.id.account() else {
            return Ok(Vec::new());
        };
        let bars = case_bar::Entity::find()
            .filter(case_bar::Column::AccountId.eq(account.to_string()))
            .all(self.database.read())
            .await?;
        let measures = measure_bar::Entity::find()
            .filter(measure_bar::Column::AccountId.eq(account.to_string()))
            .all(self.database.read())
            .await?;
        let cases = bars.into_iter().map(|bar| format!("case:{}", bar.case_id));
        let measures = measures
            .into_iter()
            .map(|bar| format!("measure:{}", bar.measure_id));
        Ok(cases.chain(measures).collect())
    }

    /// The open deadlines of these cases, by the identity of the case's row.
    async fn open_deadlines(
        &self,
        cases: &[String],
    ) -> Result<BTreeMap<String, Deadlines>, OfficeError> {
        let objects = cases.iter().map(|id| format!("case:{id}"));
        let rows = deadline::Entity::find()
            .filter(deadline::Column::Obj.is_in(objects))
            .filter(deadline::Column::ClosedAtUs.is_null())
            .all(self.database.read())
            .await?;
        let mut by_case: BTreeMap<String, Vec<Deadline>> = BTreeMap::new();
        for row in rows {
            if let Some(case) = case_of(&row) {
                let deadline = serde_json::from_str(&row.state)?;
                by_case.entry(case.to_owned()).or_default().push(deadline);
            }
        }
        Ok(by_case
            .into_iter()
            .map(|(case, deadlines)| (case, deadlines.into_iter().collect()))
            .collect())
    }
}
