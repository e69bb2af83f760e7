//! Measures and the meetings that decide them: single courses told in words, and every reachable state.

mod course;
mod explore;
mod oracle;
mod propose;
mod stage;
