//! The tables as rows, one file per table; nothing outside this crate sees them.

pub(crate) mod job_attempt;
pub(crate) mod job_def;
pub(crate) mod job_run;
