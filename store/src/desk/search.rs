//! Searching: cases and members by number, code and words, as far as the asker reaches.
//!
//! Words are sought through the blind index (`blind.rs`), only in the classes that the asker opens
//! and only in cases within their reach: both are conditions of the query, so that nobody learns even
//! a count of what they may not see. What the tokens find is opened and compared as text. The read
//! is written down before anything leaves; the words are written down nowhere.

mod matching;
mod suggest;
mod tokens;

pub use suggest::{Alike, Particulars, Similar, Suggested};

use super::{WorkRow, in_reach};
use crate::{
    entity::{case_file, member},
    office::{Office, OfficeError},
};
use domain::{
    access::Actor,
    code::Class,
    id::{MemberCode, Obj},
    search::{CLASSES, Narrowing, Piece, Sought, excerpt},
};
use matching::{Held, Matches, Wanted};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::VecDeque;
use tokens::Plan;

/// Cases, and members, that are opened and compared at most.
const CANDIDATES: usize = 200;

/// Cases, and members, that are shown at most.
const SHOWN: usize = 50;

/// Excerpts of one case or member at most.
const EXCERPTS: usize = 3;

/// Cases found by their place in the sequence of any year, at most.
const BY_SERIAL: u64 = 20;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The cases: the one whose number was typed first, then the newest first.
    pub cases: Vec<FoundCase>,
    /// The members.
    pub members: Vec<FoundMember>,
    /// Whether there may be more than are shown.
    pub more: bool,
    /// Whether the index does not yet hold everything that was written.
    pub incomplete: bool,
}

/// A case that was found.
#[derive(Clone, Debug)]
pub struct FoundCase {
    /// The case.
    pub row: WorkRow,
    /// Where the words stand; nothing when its number was typed.
    pub finds: Vec<Find>,
}

/// A member that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMember {
    /// Its code.
    pub code: MemberCode,
    /// Where the words stand; nothing when its code was typed.
    pub finds: Vec<Find>,
}

/// A place where words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// Its class.
    pub class: Class,
    /// The private field.
    pub field: String,
    /// The text around it.
    pub pieces: Vec<Piece>,
}

impl Office {
    /// What the asker may see of what they seek. Whoever does not search finds nothing, and learns
    /// not even that.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn search(
        &self,
        actor: &Actor,
        sought: &Sought,
        narrowing: Narrowing,
    ) -> Result<Found, OfficeError> {
        if !actor.searches() {
            return Ok(Found::default());
        }
        let classes = opened_by(actor);
        let wanted: Vec<Wanted> = sought.words.iter().cloned().map(Wanted::anywhere).collect();
        let plan = Plan::of(&self.keys.blind(), &wanted, &classes);
        let mut rows = self.numbered(actor, sought, narrowing).await?;
        let numbered = rows.len();
        let mut found = Found {
            incomplete: !self.indexed().await?.is_complete(),
            ..Found::default()
        };
        let mut matches = Matches::default();
        let mut members = Vec::new();
        if let Some(plan) = &plan {
            let mut cases = self.candidate_cases(actor, plan, narrowing).await?;
            members = self.candidate_members(plan).await?;
            found.more = cases.len() > CANDIDATES || members.len() > CANDIDATES;
            cases.truncate(CANDIDATES);
            members.truncate(CANDIDATES);
            cases.retain(|case| !rows.iter().any(|row| row.id == case.id));
            rows.extend(cases);
            let objects = rows
                .iter()
                .map(|row| format!("case:{}", row.id))
                .chain(members.iter().map(|code| format!("member:{code}")))
                .collect();
            matches = self.matching(plan, &wanted, &classes, objects).await?;
        }
        let finds = |values: Vec<Held>| -> Vec<Find> {
            let find = |held: Held| Find {
                pieces: excerpt(&held.text, &sought.words),
                class: held.class,
                field: held.field,
            };
            values.into_iter().map(find).take(EXCERPTS).collect()
        };
        let mut kept = Vec::new();
        for (place, row) in rows.into_iter().enumerate() {
            let held = matches.objects.remove(&format!("case:{}", row.id));
            // A case without any find is here for its number alone.
            if place < numbered || held.is_some() {
                kept.push((row, finds(held.unwrap_or_default())));
            }
        }
        found.more |= matches.more || kept.len() > SHOWN;
        kept.truncate(SHOWN);
        let (rows, mut of_case): (Vec<_>, VecDeque<_>) = kept.into_iter().unzip();
        for row in self.work_rows(rows).await? {
            let finds = of_case.pop_front().unwrap_or_default();
            found.cases.push(FoundCase { row, finds });
        }
        if let Some(code) = self.with_code(sought).await? {
            let held = matches.objects.remove(&format!("member:{code}"));
            let finds = finds(held.unwrap_or_default());
            found.members.push(FoundMember { code, finds });
        }
        for code in members {
            if let Some(held) = matches.objects.remove(&format!("member:{code}")) {
                let finds = finds(held);
                found.members.push(FoundMember { code, finds });
            }
        }
        found.more |= found.members.len() > SHOWN;
        found.members.truncate(SHOWN);
        if !wanted.is_empty() {
            self.write_down(actor, &classes, matches.opened, &found)
                .await?;
        }
        Ok(found)
    }

    /// The member whose code was typed.
    async fn with_code(&self, sought: &Sought) -> Result<Option<MemberCode>, OfficeError> {
        let Some(code) = &sought.code else {
            return Ok(None);
        };
        let row = member::Entity::find_by_id(code.as_str())
            .one(self.database.read())
            .await?;
        Ok(row.map(|_| code.clone()))
    }

    /// Writes down that somebody searched and how many values were opened for it, then every case
    /// and member whose words leave. What was sought is written nowhere.
    async fn write_down(
        &self,
        actor: &Actor,
        classes: &[Class],
        opened: usize,
        found: &Found,
    ) -> Result<(), OfficeError> {
        let cases = found
            .cases
            .iter()
            .map(|case| (Obj::Case(case.row.file.id), case.finds.len()));
        let members = found
            .members
            .iter()
            .map(|member| (Obj::Member(member.code.clone()), member.finds.len()));
        // Nothing found is an answer too.
        let reads: Vec<(Obj, usize)> = std::iter::once((Obj::Organisation, opened))
            .chain(cases.chain(members).filter(|(_, finds)| *finds > 0))
            .collect();
        Ok(self
            .reads
            .opened_each(actor, &reads, classes, self.now())
            .await?)
    }

    /// The cases whose number was typed, as far as the asker reaches.
    async fn numbered(
        &self,
        actor: &Actor,
        sought: &Sought,
        narrowing: Narrowing,
    ) -> Result<Vec<case_file::Model>, OfficeError> {
        use case_file::Column::{FiscalYear, ReceivedAtUs, Serial};
        let mut wanted = Condition::any();
        if let Some(number) = sought.number {
            wanted = wanted.add(
                Condition::all()
                    .add(FiscalYear.eq(i32::from(number.fiscal_year.0)))
                    .add(Serial.eq(i64::from(number.serial))),
            );
        }
        if let Some(serial) = sought.serial {
            wanted = wanted.add(Serial.eq(i64::from(serial)));
        }
        let Some(reach) = in_reach(actor).filter(|_| !wanted.is_empty()) else {
            return Ok(Vec::new());
        };
        Ok(case_file::Entity::find()
            .filter(reach)
            .filter(wanted)
            .filter(narrowed(narrowing))
            .order_by_desc(ReceivedAtUs)
            .limit(BY_SERIAL)
            .all(self.database.read())
            .await?)
    }
}

/// The classes that are searched for the asker.
fn opened_by(actor: &Actor) -> Vec<Class> {
    CLASSES
        .iter()
        .copied()
        .filter(|class| actor.opens(*class))
        .collect()
}

/// What narrows a search, as a condition.
fn narrowed(narrowing: Narrowing) -> Condition {
    let mut condition = Condition::all();
    if let Some(kind) = narrowing.kind {
        condition = condition.add(case_file::Column::Kind.eq(kind.code()));
    }
    if let Some(open) = narrowing.open {
        condition = condition.add(case_file::Column::Open.eq(open));
    }
    if let Some(year) = narrowing.fiscal_year {
        condition = condition.add(case_file::Column::FiscalYear.eq(i32::from(year.0)));
    }
    condition
}
