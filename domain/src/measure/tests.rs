//! Measures and the meetings that decide them: single courses told in words, and every reachable state.

mod deeds;
mod explore;
mod oracle;
mod propose;
mod sameness;
mod stage;
