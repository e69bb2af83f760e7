//! The program `kigen`: pages, interface, sign-in, configuration, command line. No rules, no SQL.

pub mod audit;
pub mod command;
pub mod config;
pub mod demo;
mod holidays;
pub mod installation;
pub mod mail;
mod metrics;
pub mod schedule;
pub mod serve;
pub mod takeover;
pub mod telemetry;
pub mod web;
