//! Suggestions while a matter is taken in: the same person's cases (A22), and the member that is meant.

use super::{CANDIDATES, matching::Wanted, tokens::Plan};
use crate::{
    desk::WorkRow,
    entity::case_file,
    office::{Office, OfficeError},
};
use domain::{
    access::Actor,
    code::Class,
    fold,
    id::{MemberCode, Obj},
    search::{Narrowing, Sought, contacts},
};
use std::collections::{BTreeMap, BTreeSet};

/// Cases, and members, that are suggested at most.
const SUGGESTED: usize = 8;

/// What an intake form says of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// Name.
    pub name: String,
    /// Its reading.
    pub kana: String,
    /// How to reach them.
    pub contact: String,
    /// The business that is meant: its name, the reading, a former name or the code.
    pub member: String,
}

impl Particulars {
    /// The person's names and addresses, each to be looked for by itself.
    fn sought(&self) -> Vec<Wanted> {
        let names: BTreeSet<String> = [&self.name, &self.kana]
            .into_iter()
            .map(|text| fold::name(text))
            .collect();
        let named = names.into_iter().map(|name| (name, &["name", "kana"][..]));
        let reached = contacts(&self.contact).into_iter();
        named
            .chain(reached.map(|contact| (contact, &["contact"][..])))
            .map(|(text, fields)| Wanted {
                chars: text.chars().collect(),
                fields,
            })
            .collect()
    }

    /// In what a stored value is like these particulars: what is typed is the whole name, not a
    /// part of it.
    fn alike(&self, field: &str, text: &str) -> Option<Alike> {
        let same = |typed: &str| fold::name(typed) == fold::name(text);
        match field {
            "name" if same(&self.name) => Some(Alike::Name),
            "kana" if same(&self.kana) => Some(Alike::Kana),
            "contact" if !contacts(&self.contact).is_disjoint(&contacts(text)) => {
                Some(Alike::Contact)
            }
            _ => None,
        }
    }
}

/// Why a case may be about the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The name is the same, whatever the spelling.
    Name,
    /// The reading is the same.
    Kana,
    /// A telephone number or mail address is the same.
    Contact,
}

impl Alike {
    /// Every way to be alike.
    pub const ALL: &'static [Self] = &[Self::Name, Self::Kana, Self::Contact];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kana => "kana",
            Self::Contact => "contact",
        }
    }
}

/// A case that may be about the same person.
#[derive(Clone, Debug)]
pub struct Similar {
    /// The case.
    pub row: WorkRow,
    /// Why.
    pub because: BTreeSet<Alike>,
}

/// What is suggested while a matter is taken in.
#[derive(Clone, Debug, Default)]
pub struct Suggested {
    /// Cases of the same person.
    pub cases: Vec<Similar>,
    /// Members that may be meant.
    pub members: Vec<MemberCode>,
}

impl Office {
    /// What may be meant while a matter is taken in: cases of the same person, the newest first, and
    /// members by their name or its reading, former ones included. For those who search; the read is
    /// written down before it leaves.
    ///
    /// # Errors
    /// The database failed, or the read could not be written down.
    pub async fn suggest(
        &self,
        actor: &Actor,
        person: &Particulars,
    ) -> Result<Suggested, OfficeError> {
        let mut suggested = Suggested::default();
        if !actor.searches() {
            return Ok(suggested);
        }
        let key = self.keys.blind();
        let mut opened = 0;
        let mut because: BTreeMap<String, BTreeSet<Alike>> = BTreeMap::new();
        let mut rows: BTreeMap<String, case_file::Model> = BTreeMap::new();
        for text in person.sought() {
            let wanted = [text];
            let Some(plan) = Plan::of(&key, &wanted, &[Class::Identity]) else {
                continue;
            };
            let mut cases = self
                .candidate_cases(actor, &plan, Narrowing::default())
                .await?;
            cases.truncate(CANDIDATES);
            let objects = cases.iter().map(|row| format!("case:{}", row.id)).collect();
            let matches = self
                .matching(&plan, &wanted, &[Class::Identity], objects)
                .await?;
            opened += matches.opened;
            for row in cases {
                let held = matches.objects.get(&format!("case:{}", row.id));
                let alike: BTreeSet<Alike> = held
                    .into_iter()
                    .flatten()
                    .filter_map(|held| person.alike(&held.field, &held.text))
                    .collect();
                if !alike.is_empty() {
                    because.entry(row.id.clone()).or_default().extend(alike);
                    rows.insert(row.id.clone(), row);
                }
            }
        }
        let mut rows: Vec<case_file::Model> = rows.into_values().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.received_at_us));
        rows.truncate(SUGGESTED);
        for row in self.work_rows(rows).await? {
            if let Some(because) = because.remove(&row.file.id.to_string()) {
                suggested.cases.push(Similar { row, because });
            }
        }
        suggested.members = self.members_like(&person.member).await?;
        if opened > 0 || !suggested.members.is_empty() {
            let members = (Obj::Organisation, opened + suggested.members.len());
            let each = suggested
                .cases
                .iter()
                .map(|found| (Obj::Case(found.row.file.id), found.because.len()));
            let reads: Vec<(Obj, usize)> = std::iter::once(members).chain(each).collect();
            let classes = [Class::Identity, Class::Membership];
            self.reads
                .opened_each(actor, &reads, &classes, self.now())
                .await?;
        }
        Ok(suggested)
    }

    /// The members whose name, present or former, or its reading holds these words, or with this
    /// code.
    async fn members_like(&self, text: &str) -> Result<Vec<MemberCode>, OfficeError> {
        let Ok(sought) = Sought::read(text) else {
            return Ok(Vec::new());
        };
        let mut members: Vec<MemberCode> = self.with_code(&sought).await?.into_iter().collect();
        let classes = [Class::Membership];
        let wanted: Vec<Wanted> = sought
            .words
            .into_iter()
            .map(|chars| Wanted {
                chars,
                fields: &["name", "kana"],
            })
            .collect();
        if let Some(plan) = Plan::of(&self.keys.blind(), &wanted, &classes) {
            let codes = self.candidate_members(&plan).await?;
            let objects = codes.iter().map(|code| format!("member:{code}")).collect();
            let matches = self.matching(&plan, &wanted, &classes, objects).await?;
            members.extend(codes.into_iter().filter(|code| {
                matches.objects.contains_key(&format!("member:{code}"))
                    && sought.code.as_ref() != Some(code)
            }));
        }
        members.truncate(SUGGESTED);
        Ok(members)
    }
}
