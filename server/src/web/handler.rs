//! The handlers, one file for each group of addresses: extract, call the office, fill a view, show.

pub(crate) mod map;
pub(crate) mod session;
