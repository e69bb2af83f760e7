//! The pages, one file each: the template's structure and the handlers.
//!
//! A handler extracts, calls, fills a view, renders. `Show` renders a view in a frame.

pub mod approvals;
pub mod asset;
pub mod audit;
pub mod board;
pub mod case;
pub mod intake;
pub mod jobs;
pub mod login;
pub mod member;
pub mod portal;
pub mod problem;
pub mod queue;
pub mod step;
pub mod today;
pub mod users;
pub mod words;
