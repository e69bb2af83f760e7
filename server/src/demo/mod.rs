//! A demonstration: a whole organisation with three fiscal years of history, made through the same
//! door as everything else, on a simulated clock.
//!
//! The plan of what happens is a pure function of seed, profile, number of cases and the instant at
//! which the demonstration begins. The builder takes its steps in order; a build that was killed is
//! taken up at the first step later than the last record of the ledger, and ends with the same
//! ledger as one that was not disturbed.

mod builder;
mod cast;
mod dice;
mod hall;
mod history;
mod members;
mod package;
mod papers;
mod pen;
mod people;
mod plan;
mod registers;
mod scene;
mod story;
mod words;

pub use builder::{Built, DemoError, StepError, build};
