//! The administrator's pages: scheduled work and training. No case content.

use super::form::Form;
use domain::time::Timestamp;
use jiff::civil::Date;

/// A scheduled job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its name.
    pub name: String,
    /// When it is planned, as written in the schedule.
    pub schedule: String,
    /// When it last ended well.
    pub last_ok: Option<Timestamp>,
    /// When it is due next; empty when it is switched off.
    pub next: Vec<Timestamp>,
    /// Runs that failed for good and wait for a person.
    pub dead: u32,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The job's name.
    pub job: String,
    /// The time it stands for.
    pub nominal: Timestamp,
    /// When it began.
    pub began: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// The state's code.
    pub state: String,
    /// Which attempt.
    pub attempt: u32,
    /// What it did, in figures; of a skipped row, how many ticks it stands for.
    pub done: u64,
    /// The stable code of its error or the reason why it was skipped, or empty.
    pub error: String,
}

/// The jobs page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jobs {
    /// Pictures of identity papers that are there beyond their last day (A27).
    pub images_past: usize,
    /// The jobs.
    pub jobs: Vec<Job>,
    /// Runs that were given up and wait for a person, newest first.
    pub dead: Vec<Run>,
    /// Their last runs, newest first.
    pub runs: Vec<Run>,
}

/// Somebody who needs training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trainee {
    /// The person's name.
    pub name: String,
    /// The codes of their roles.
    pub roles: Vec<String>,
    /// The code of the latest course, or empty.
    pub course: String,
    /// Its day.
    pub on: Option<Date>,
    /// The last day on which it is current.
    pub until: Option<Date>,
    /// Whether it is current today.
    pub current: bool,
}

/// The page about training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrainingView {
    /// Those who need it; who lacks it comes first.
    pub rows: Vec<Trainee>,
    /// How many have current training.
    pub current: usize,
    /// The same in percent (B11: 100).
    pub percent: usize,
    /// Recording it.
    pub form: Form,
}
