//! The pages, one file each: the template's structure and the handlers.
//!
//! A handler extracts, calls, fills a view, renders. `Show` renders a view in a frame.

pub mod ahead;
pub mod approvals;
pub mod asset;
pub mod audit;
pub mod board;
pub mod calendar;
pub mod case;
pub mod clauses;
pub mod deadlines;
pub mod deputies;
pub mod desk;
pub mod document;
pub mod extend;
pub mod feed;
pub mod folio;
pub mod folio_form;
pub mod guidelines;
pub mod intake;
pub mod jobs;
pub mod lessons;
pub mod letter;
pub mod login;
pub mod member;
pub mod member_form;
pub mod pledge;
pub mod pledges;
pub mod portal;
pub mod portal_step;
pub mod problem;
pub mod proof;
pub mod queue;
pub mod registers;
pub mod rules;
pub mod search;
pub mod status;
pub mod step;
pub mod suggest;
pub mod targets;
pub mod today;
pub mod training;
pub mod users;
pub mod words;
