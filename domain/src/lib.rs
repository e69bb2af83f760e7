//! Every rule of Kigen, pure: no input or output, no SQL, no clock, no randomness, no `async`.
//!
//! A caller loads a state, asks a rule what follows from a command, and stores the events. The same
//! functions replay the ledger, so what a screen shows can always be derived from the evidence.

#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "a test may stop at the first surprise"
    )
)]

pub mod calendar;
pub mod chain;
pub mod time;
