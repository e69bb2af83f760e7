//! What goes out once and what a second person reads first: keys of programs, letters under check.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod once;
mod second_person;
