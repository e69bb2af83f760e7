//! The only SQL of the house.

pub mod database;
mod entity;
pub mod runs;

pub use database::{Access, Database, DatabaseError, DatabaseUrl, Engine, Settings, Tx};
