//! What the templates show: plain structures, filled from the read models.
//!
//! A view holds words, dates and addresses and decides nothing. Codes of the domain (`ACK`,
//! `awaiting_member`) are put into words by the template through `f.term(family, code)`.

pub mod admin;
pub mod ahead;
pub mod approvals;
pub mod audit;
pub mod board;
pub mod calendar;
pub mod case;
pub mod chart;
pub mod clauses;
pub mod conflict;
pub mod deadline;
pub mod document;
pub mod extend;
pub mod form;
pub mod intake;
pub mod letter;
pub mod load;
pub mod measure;
pub mod member;
pub mod paper;
pub mod people;
pub mod portal;
pub mod proof;
pub mod registers;
pub mod rules;
pub mod search;
pub mod stage;
pub mod status;
pub mod step;
pub mod timeline;
pub mod today;
pub mod worklist;
