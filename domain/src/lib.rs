//! Every rule of Kigen, pure: no input or output, no SQL, no clock, no randomness, no `async`.
//!
//! A caller loads a state, asks a rule what follows from a command, and stores the events. The same
//! functions replay the ledger, so what a screen shows can always be derived from the evidence.

pub mod access;
pub mod account;
pub mod attachment;
pub mod board;
pub mod calendar;
pub mod case;
pub mod chain;
pub mod clause;
pub mod clock;
pub mod code;
pub mod demand;
pub mod era;
pub mod event;
pub mod fold;
pub mod folio;
pub mod id;
pub mod letter;
pub mod library;
pub mod measure;
pub mod member;
pub mod member_request;
pub mod notice;
pub mod operation;
pub mod organisation;
pub mod period;
pub mod profile;
pub mod refusal;
pub mod roster;
pub mod sanity;
pub mod search;
pub mod segregation;
pub mod strict;
pub mod targets;
pub mod time;
pub mod world;
