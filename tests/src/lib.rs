//! The harness: everything that needs two crates, a real database, a browser or a killed process.
//!
//! A database test is one `async fn` of a [`harness::TestDatabase`], named in [`both_databases!`]; it then
//! runs on SQLite and on PostgreSQL.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test harness stops at the first surprise"
)]

pub mod harness;
