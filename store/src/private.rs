//! Opening private values. Whoever opens any is written down first (A08); what was destroyed opens
//! for nobody.

use crate::{
    entity::private_value,
    keys::{DataKey, SealError, open},
    ledger::{place, signed},
    office::{Office, OfficeError},
};
use domain::{access::Actor, chain::Disclosure, code::Class, event::Field, id::Obj};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;

/// Opened private values by record and field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    classes: Vec<Class>,
    values: BTreeMap<(u64, String), String>,
}

/// What there is to read of a private field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight<'a> {
    /// What was written.
    Words(&'a str),
    /// Nothing was written.
    Empty,
    /// Kept from the asker.
    Withheld,
    /// Destroyed when its period ended. Every private field is sealed, written or not, so one
    /// that is not there any more was.
    Erased,
}

impl Opened {
    /// The value of a field of a record, if it was opened and is not empty.
    #[must_use]
    pub fn get(&self, seq: u64, field: &str) -> Option<&str> {
        self.values
            .get(&(seq, field.to_owned()))
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// What there is to read of `field` of the record `seq`.
    #[must_use]
    pub fn sight(&self, seq: u64, field: &Field) -> Sight<'_> {
        if !self.classes.contains(&field.class) {
            return Sight::Withheld;
        }
        match self.values.get(&(seq, field.name.to_owned())) {
            None => Sight::Erased,
            Some(text) if text.is_empty() => Sight::Empty,
            Some(text) => Sight::Words(text),
        }
    }

    /// Keeps what a record says from the reader after all.
    pub(crate) fn close(&mut self, seq: u64) {
        self.values.retain(|(of, _), _| *of != seq);
    }

    /// How many values were opened.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether nothing was opened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Opens one stored value.
    fn take(
        &mut self,
        row: &private_value::Model,
        class: Class,
        key: &DataKey,
    ) -> Result<(), OfficeError> {
        let seq = u64::try_from(row.seq).unwrap_or(0);
        if let Some(text) = text_of_value(row, class, key)? {
            self.values.insert((seq, row.field.clone()), text);
        }
        Ok(())
    }
}

/// The text that a stored value holds, opened with the key of its object and class.
pub(crate) fn text_of_value(
    row: &private_value::Model,
    class: Class,
    key: &DataKey,
) -> Result<Option<String>, OfficeError> {
    let seq = u64::try_from(row.seq).unwrap_or(0);
    let place = place(&row.obj, class, seq, &row.field);
    let plain = open(key, &row.ciphertext, place.as_bytes())?;
    let encoded = std::str::from_utf8(&plain).map_err(|_| SealError::Broken)?;
    Ok(Disclosure::open(encoded)?.value.as_str().map(str::to_owned))
}

impl Office {
    /// Opens the values of an object that `actor` may see, and writes the read down before it
    /// returns them.
    ///
    /// # Errors
    /// A value does not open, or the read could not be written down: then nothing is returned.
    pub async fn open_values(&self, actor: &Actor, obj: &Obj) -> Result<Opened, OfficeError> {
        let classes: Vec<Class> = Class::ALL
            .iter()
            .copied()
            .filter(|class| actor.opens(*class))
            .collect();
        let opened = self.values(obj, &classes, None).await?;
        if !opened.is_empty() {
            self.reads
                .opened(actor, obj, &classes, opened.len(), self.now())
                .await?;
        }
        Ok(opened)
    }

    /// These fields of every object that has values of this class, in two queries. For names that
    /// pages print beside codes: whoever opens particulars asks [`Office::open_values`].
    pub(crate) async fn values_of_class(
        &self,
        class: Class,
        fields: &[&str],
    ) -> Result<BTreeMap<String, Opened>, OfficeError> {
        self.values_of_class_in(self.database.read(), class, fields)
            .await
    }

    /// The same through one connection.
    pub(crate) async fn values_of_class_in<C: ConnectionTrait>(
        &self,
        connection: &C,
        class: Class,
        fields: &[&str],
    ) -> Result<BTreeMap<String, Opened>, OfficeError> {
        let rows = private_value::Entity::find()
            .filter(private_value::Column::Class.eq(class.code()))
            .filter(private_value::Column::Field.is_in(fields.iter().copied()))
            .all(connection)
            .await?;
        let keys = self.keys.of_class(class).await?;
        let mut opened: BTreeMap<String, Opened> = BTreeMap::new();
        for row in rows {
            // Without a key the value was destroyed.
            let Some(key) = keys.get(&row.obj) else {
                continue;
            };
            opened
                .entry(row.obj.clone())
                .or_default()
                .take(&row, class, key)?;
        }
        Ok(opened)
    }

    /// The values of an object in these classes, of one record or of all.
    pub(crate) async fn values(
        &self,
        obj: &Obj,
        classes: &[Class],
        only: Option<u64>,
    ) -> Result<Opened, OfficeError> {
        self.values_in(self.database.read(), obj, classes, only)
            .await
    }

    /// The same through one connection.
    pub(crate) async fn values_in<C: ConnectionTrait>(
        &self,
        connection: &C,
        obj: &Obj,
        classes: &[Class],
        only: Option<u64>,
    ) -> Result<Opened, OfficeError> {
        if classes.is_empty() {
            return Ok(Opened::default());
        }
        let name = obj.to_string();
        let mut find = private_value::Entity::find()
            .filter(private_value::Column::Obj.eq(name.as_str()))
            .filter(private_value::Column::Class.is_in(classes.iter().map(|c| c.code())));
        if let Some(seq) = only {
            find = find.filter(private_value::Column::Seq.eq(signed(seq)));
        }
        let rows = find.all(connection).await?;
        let keys = self.keys.existing(&name, classes).await?;
        let mut opened = Opened {
            classes: classes.to_vec(),
            ..Opened::default()
        };
        for row in rows {
            let Some((class, key)) =
                Class::from_code(&row.class).and_then(|c| keys.get(&c).map(|k| (c, k)))
            else {
                continue;
            };
            opened.take(&row, class, key)?;
        }
        Ok(opened)
    }
}
