//! From the office's read models to views. Nothing is decided here, only put into words.

pub(crate) mod calendar;
pub(crate) mod case;
pub(crate) mod deadline;
pub(crate) mod document;
pub(crate) mod folio;
pub(crate) mod folio_fields;
pub(crate) mod kana;
pub(crate) mod load;
pub(crate) mod moment;
pub(crate) mod roster;
pub(crate) mod rules;
pub(crate) mod work;
