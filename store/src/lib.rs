//! The only SQL of the house: entities, queries, the one write path, the ledger's rows, the keys.
//!
//! Evidential tables (`ledger`, `ledger_head`, `private_value`, `document`, `organisation`, `member`,
//! `account`, `case_file`, `attachment`, `deadline`, `escalation`, `folio`) change only through [`office::Office::perform`]
//! and its batch form. Operational tables (`session`, `credential`, `feed`, `idempotency`, `job_def`, `job_run`,
//! `job_attempt`, `clock_mark`, `clock_suspicion`, `outbox`, `mail`, `mail_attempt`, `blind_token`, `blind_index`, and the access log in its own database) never count as
//! evidence.

pub mod auth;
mod blind;
pub mod blobs;
pub mod database;
pub mod desk;
mod entity;
mod feed;
pub mod idempotency;
pub mod keys;
pub mod ledger;
pub mod mail;
pub mod office;
mod picture;
pub mod private;
pub mod reads;
pub mod runs;
pub mod secrets;
pub mod source;

pub use database::{Access, Database, DatabaseError, DatabaseUrl, Engine, Settings, Tx};
pub use office::{Command, DocumentAct, Done, Office, OfficeError, Place};
