//! What was typed, read as the values of a command.

use crate::web::{refused::fault, site::Desk, typed::Typed, view::form::Fault};
use domain::{
    case::{Declared, Respondent},
    code::{Channel, Consent, Litigation, Paper},
    id::AccountId,
    time::Timestamp,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A field's text is no value of its kind.
type Bad = Vec<Fault>;

/// What was typed, and the words for what is wrong with it.
pub(crate) struct Reading<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) typed: &'a Typed,
}

impl Reading<'_> {
    /// A fault of a field.
    pub(crate) fn fault(&self, field: &str, code: &str) -> Bad {
        vec![fault(&self.desk.ui, field, code)]
    }

    /// The text of a field.
    pub(crate) fn text(&self, field: &str) -> String {
        self.typed.get(field).to_owned()
    }

    /// A value of a vocabulary.
    pub(crate) fn choice<T>(
        &self,
        field: &str,
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Bad> {
        from_code(self.typed.get(field)).ok_or_else(|| self.fault(field, "field.choice"))
    }

    /// A value of a vocabulary, or none.
    pub(crate) fn choice_or_none<T>(
        &self,
        field: &str,
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Bad> {
        match self.typed.get(field) {
            "" => Ok(None),
            _ => self.choice(field, from_code).map(Some),
        }
    }

    /// How something came or went.
    pub(crate) fn channel(&self, field: &str) -> Result<Channel, Bad> {
        self.choice(field, Channel::from_code)
    }

    /// An account, or nobody.
    pub(crate) fn person(&self, field: &str) -> Result<Option<AccountId>, Bad> {
        self.choice_or_none(field, super::account)
    }

    /// A day, or none.
    pub(crate) fn day(&self, field: &str) -> Result<Option<Date>, Bad> {
        self.typed
            .date(field)
            .map_err(|_| self.fault(field, "field.date"))
    }

    /// An instant, or none.
    pub(crate) fn moment(&self, field: &str) -> Result<Option<Timestamp>, Bad> {
        self.typed
            .moment(field)
            .map_err(|_| self.fault(field, "field.date"))
    }

    /// A whole number.
    pub(crate) fn count(&self, field: &str) -> Result<u32, Bad> {
        self.typed
            .count(field)
            .ok_or_else(|| self.fault(field, "field.count"))
    }

    /// Whether a box is ticked.
    pub(crate) fn ticked(&self, field: &str) -> bool {
        self.typed.is_ticked(field)
    }

    /// The papers whose boxes are ticked.
    pub(crate) fn papers(&self) -> BTreeSet<Paper> {
        Paper::ALL
            .iter()
            .copied()
            .filter(|paper| self.ticked(&format!("paper_{}", paper.code())))
            .collect()
    }

    /// About whom a matter is.
    pub(crate) fn respondent(&self) -> Result<Respondent, Bad> {
        self.choice("respondent", |value| match value {
            "non_member" => Some(Respondent::NonMember {}),
            "unknown" => Some(Respondent::Unknown {}),
            "body" => Some(Respondent::Body {}),
            other => {
                let member = other.strip_prefix("member:")?.parse().ok()?;
                Some(Respondent::Member { member })
            }
        })
    }

    /// What the complainant declares; what was left alone counts as not asked.
    pub(crate) fn declared(&self) -> Result<Declared, Bad> {
        let consent = |field| {
            self.choice_or_none(field, Consent::from_code)
                .map(|consent| consent.unwrap_or(Consent::Unasked))
        };
        Ok(Declared {
            litigation: self
                .choice_or_none("litigation", Litigation::from_code)?
                .unwrap_or(Litigation::Unasked),
            notify_member: consent("notify_member")?,
            notify_related: consent("notify_related")?,
            material: consent("material")?,
            talks: consent("talks")?,
        })
    }
}
