//! From the office's read models to views. Nothing is decided here, only put into words.

pub(crate) mod board;
pub(crate) mod calendar;
pub(crate) mod case;
pub(crate) mod deadline;
pub(crate) mod document;
pub(crate) mod folio;
pub(crate) mod folio_fields;
pub(crate) mod kana;
pub(crate) mod lines;
pub(crate) mod load;
pub(crate) mod measure;
pub(crate) mod measure_command;
pub(crate) mod measure_dossier;
pub(crate) mod measure_fields;
pub(crate) mod measure_portal;
pub(crate) mod meeting_fields;
pub(crate) mod minutes;
pub(crate) mod moment;
pub(crate) mod paper;
pub(crate) mod roster;
pub(crate) mod rules;
pub(crate) mod work;
