//! From candidates to finds: the values in which the words stand, opened and compared as text.

use super::tokens::Plan;
use crate::{
    entity::private_value,
    office::{Office, OfficeError},
    private::text_of_value,
};
use domain::{code::Class, fold::Folded, search::is_searched};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// Values that are opened at most.
const VALUES: u64 = 2_000;

/// A word with the fields in which it may stand; none named means any.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) chars: Vec<char>,
    pub(super) fields: &'static [&'static str],
}

impl Wanted {
    pub(super) const fn anywhere(chars: Vec<char>) -> Self {
        Self { chars, fields: &[] }
    }

    fn stands_in(&self, field: &str, folded: &Folded) -> bool {
        (self.fields.is_empty() || self.fields.contains(&field)) && folded.contains(&self.chars)
    }
}

/// An opened value in which a word stands.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) class: Class,
    pub(super) field: String,
    pub(super) text: String,
}

/// The opened values of the objects that hold all the words, and whether there may be more.
#[derive(Clone, Debug, Default)]
pub(super) struct Matches {
    pub(super) objects: BTreeMap<String, Vec<Held>>,
    pub(super) opened: usize,
    pub(super) more: bool,
}

impl Office {
    /// The values of these objects in which the words stand, opened and compared; only of objects
    /// that hold all the words.
    pub(super) async fn matching(
        &self,
        plan: &Plan,
        wanted: &[Wanted],
        classes: &[Class],
        objects: Vec<String>,
    ) -> Result<Matches, OfficeError> {
        if objects.is_empty() {
            return Ok(Matches::default());
        }
        let values = private_value::Entity::find()
            .filter(private_value::Column::Obj.is_in(objects.iter().map(String::as_str)))
            .filter(plan.any_word())
            .order_by_desc(private_value::Column::Seq)
            .order_by_asc(private_value::Column::Field)
            .limit(VALUES)
            .all(self.database.read())
            .await?;
        let keys = self
            .keys
            .of_objects(objects.iter().map(String::as_str))
            .await?;
        let mut matches = Matches {
            more: values.len() as u64 == VALUES,
            ..Matches::default()
        };
        let mut heard: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for row in values {
            // Without a key the value was destroyed.
            let Some((class, key)) = Class::from_code(&row.class)
                .filter(|class| classes.contains(class) && is_searched(*class, &row.field))
                .and_then(|class| Some((class, keys.get(&(row.obj.clone(), class))?)))
            else {
                continue;
            };
            matches.opened += 1;
            let text = text_of_value(&row, class, key)?.unwrap_or_default();
            let folded = Folded::of(&text);
            let words: Vec<usize> = wanted
                .iter()
                .enumerate()
                .filter(|(_, word)| word.stands_in(&row.field, &folded))
                .map(|(place, _)| place)
                .collect();
            if words.is_empty() {
                continue;
            }
            heard.entry(row.obj.clone()).or_default().extend(words);
            matches.objects.entry(row.obj).or_default().push(Held {
                class,
                field: row.field,
                text,
            });
        }
        matches.objects.retain(|obj, _| {
            heard
                .get(obj)
                .is_some_and(|words| words.len() == wanted.len())
        });
        Ok(matches)
    }
}
