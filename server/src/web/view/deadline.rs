//! A deadline as it is shown everywhere: six states, the date, and why the date is what it is.

use crate::web::text::Ui;
use domain::{clock::Urgency, time::Timestamp};
use jiff::civil::Date;

/// The chip: state and date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The clock's code, such as `MEMBER_REPLY`.
    pub clock: String,
    /// The state.
    pub standing: Urgency,
    /// The last day; `None` while paused before a day could be known.
    pub due: Option<Date>,
    /// The local time on that day, for clocks that run in hours.
    pub at: Option<Timestamp>,
    /// Whether it lies beyond the last gazetted holidays.
    pub provisional: bool,
}

impl Chip {
    /// The name of its look in the stylesheet and of its icon.
    #[must_use]
    pub const fn look(&self) -> &'static str {
        match self.standing {
            Urgency::Ample { .. } => "ample",
            Urgency::Near { .. } => "near",
            Urgency::Today => "today",
            Urgency::Overdue { .. } => "overdue",
            Urgency::Paused => "paused",
            Urgency::Done { late_open_days: 0 } => "done",
            Urgency::Done { .. } => "late",
        }
    }

    /// The state in words.
    #[must_use]
    pub fn words(&self, ui: &Ui) -> String {
        standing_words(*ui, self.standing)
    }
}

/// One of the six states in words.
pub(crate) fn standing_words(ui: Ui, standing: Urgency) -> String {
    match standing {
        Urgency::Ample { open_days } => ui.n("standing-ample", open_days),
        Urgency::Near { open_days } => ui.n("standing-near", open_days),
        Urgency::Today => ui.t("standing-today"),
        Urgency::Overdue { open_days } => ui.n("standing-overdue", open_days),
        Urgency::Paused => ui.t("standing-paused"),
        Urgency::Done { late_open_days: 0 } => ui.t("standing-done"),
        Urgency::Done { late_open_days } => ui.n("standing-late", late_open_days),
    }
}

/// One step of the computation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyStep {
    /// The day it is about.
    pub date: Option<Date>,
    /// The code of what it did (`counted`, `skipped`, `rolled` ...).
    pub effect: String,
    /// Why, in words: the holiday's name, the article.
    pub why: String,
}

/// Why the date is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The rule in a sentence: 初日不算入、翌日起算10営業日 ...
    pub rule: String,
    /// The clause it serves, such as `B32`, or empty.
    pub clause: String,
    /// The event that started it and when.
    pub started: Date,
    /// The first day counted.
    pub first_counted: Date,
    /// The last day before it was moved off a closed day.
    pub raw_last: Date,
    /// The last day.
    pub last: Date,
    /// The instant after which it is overdue.
    pub ends_at: Timestamp,
    /// The pauses, from and to (`None`: still going on).
    pub pauses: Vec<(Date, Option<Date>)>,
    /// More time that was granted, in words.
    pub extensions: Vec<String>,
    /// The last days it had before, each with the code of what moved it.
    pub earlier: Vec<(Date, String)>,
    /// Each step.
    pub steps: Vec<WhyStep>,
    /// The profile and its version.
    pub profile: String,
    /// The calendar's digest, shortened.
    pub calendar: String,
    /// Whether it lies beyond the last gazetted holidays.
    pub provisional: bool,
}

impl Why {
    /// Whether the last day was moved off a closed day.
    #[must_use]
    pub fn was_rolled(&self) -> bool {
        self.raw_last != self.last
    }

    /// How many days were skipped.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.steps
            .iter()
            .filter(|step| step.effect == "skip")
            .count()
    }
}

/// A step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Its name, `r1` to `l4`.
    pub name: String,
    /// The day it falls.
    pub on: Date,
    /// The role it tells.
    pub to: String,
    /// Whether it was reached.
    pub reached: bool,
}

/// One deadline on the case's deadline page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Its name within the case, such as `ACK.1`; part of ids in the page.
    pub name: String,
    /// State and date.
    pub chip: Chip,
    /// The party it waits on (`staff`, `member`, `complainant`).
    pub waits_on: String,
    /// Since when it runs.
    pub from: Timestamp,
    /// When it stopped.
    pub stopped: Option<Timestamp>,
    /// Why the date is what it is.
    pub why: Why,
    /// Reminders and levels.
    pub ladder: Vec<Rung>,
}

impl Deadline {
    /// Its name as an id.
    #[must_use]
    pub fn id(&self) -> String {
        self.name.to_ascii_lowercase().replace(['.', '_'], "-")
    }
}
