//! Scheduled work: what is due, and one pass after another that does it.
//!
//! The scheduler library only wakes us ([`heartbeat`]), and so does a monotonic timer; a tick carries no
//! information. What is due is computed from the schedules ([`plan`]), written to the ledger of runs in
//! the database, claimed there and done ([`runner`]). Losing, doubling or delaying ticks therefore
//! changes nothing but latency, and any number of processes may do this at once.
//!
//! A job is a value of [`Job`]; its body is one file here. A body does its work in transactions that
//! begin with [`store::runs::check_fence`] and is free of memory between runs.

mod escalate;
mod heartbeat;
mod index;
mod machine;
mod outbox;
mod overview;
mod plan;
mod purge;
mod registry;
mod runner;
mod targets;

pub use escalate::escalate;
pub use heartbeat::{Heartbeat, HeartbeatError, TickSource};
pub use index::index;
pub use machine::Machine;
pub use outbox::{Carried, Carrier, UNREACHABLE, outbox};
pub use overview::{JobOverview, Overview, overview};
pub use plan::{Schedule, ScheduleError, plan};
pub use purge::purge;
pub use registry::{Body, BodyFuture, Context, Done, Job, Registry};
pub use runner::{Clock, Pass, Random, Runner};
pub use targets::targets;
