//! The layers every request passes, from the outside in.
//!
//! ```text
//! request id → trace → cookies → visit (language) → headers → answers (errors become pages)
//!   → panics → time limit → session → methods and body limit → form token → routes
//!   (under `/api/v1`: → once, by its `Idempotency-Key`)
//! ```
//! Each layer is a file. Poem's own failures are errors, so they reach `answers`; its panic catcher
//! answers as a success, so the answer is marked and `answers` replaces it.

mod answers;
mod csrf;
mod headers;
mod limits;
mod once;
mod session;
mod trace;

pub(crate) use crate::web::visit::Welcome;
pub(crate) use answers::{Answers, panicked};
pub(crate) use csrf::Csrf;
pub(crate) use headers::Headers;
pub(crate) use limits::{Limits, TimeLimit};
pub(crate) use once::{Once, key_of};
pub(crate) use session::Session;
pub(crate) use trace::Trace;
