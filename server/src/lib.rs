//! The server: pages, API, sign-in, configuration and command line.

pub mod web;
