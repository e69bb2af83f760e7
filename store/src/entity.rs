//! The tables as rows, one file per table; nothing outside this crate sees them.

pub(crate) mod access_log;
pub(crate) mod account;
pub(crate) mod attachment;
pub(crate) mod blind_index;
pub(crate) mod blind_token;
pub(crate) mod case_bar;
pub(crate) mod case_file;
pub(crate) mod credential;
pub(crate) mod data_key;
pub(crate) mod deadline;
pub(crate) mod document;
pub(crate) mod escalation;
pub(crate) mod feed;
pub(crate) mod folio;
pub(crate) mod idempotency;
pub(crate) mod job_attempt;
pub(crate) mod job_def;
pub(crate) mod job_run;
pub(crate) mod ledger;
pub(crate) mod ledger_head;
pub(crate) mod member;
pub(crate) mod organisation;
pub(crate) mod outbox;
pub(crate) mod private_value;
pub(crate) mod session;
