//! The only SQL of the house.

pub mod database;

pub use database::{Access, Database, DatabaseError, DatabaseUrl, Engine, Settings, Tx};
