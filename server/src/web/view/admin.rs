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
    /// The end of its lease and its fence, while somebody holds it.
    pub lease: Option<(Timestamp, i64)>,
    /// How far it is, in percent, while it runs and says so.
    pub percent: Option<i64>,
    /// What can be done about it: the code of the act, and its form.
    pub act: Option<(&'static str, String)>,
}

/// What waits, went and could not go by mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailBox {
    /// What waits.
    pub waiting: u64,
    /// Since when the oldest waits.
    pub oldest: Option<Timestamp>,
    /// What was sent within a day.
    pub sent: u64,
    /// What could not go.
    pub failed: u64,
    /// Whether mail is sent at all.
    pub configured: bool,
    /// The latest, those that could not go first.
    pub rows: Vec<MailRow>,
}

/// One mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRow {
    /// The code of its kind.
    pub kind: &'static str,
    /// To whom, by name; empty when there was nobody.
    pub to: String,
    /// When it was written.
    pub written: Timestamp,
    /// The code of its state.
    pub state: &'static str,
    /// How often it was tried.
    pub attempts: u32,
    /// The code of the last error, or empty.
    pub error: String,
    /// When it is tried again, or was sent.
    pub at: Option<Timestamp>,
    /// Where it can be tried again.
    pub again: Option<String>,
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
    /// Why the machine's clock is not believed, and since when.
    pub doubt: Option<(&'static str, Timestamp)>,
    /// The mail.
    pub mail: MailBox,
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
