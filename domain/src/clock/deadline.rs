//! One deadline: its state, its proof and how urgent it is.

use super::Course;
use crate::{
    calendar::Calendar,
    code::Party,
    event::{DeadlineEscalated, DeadlineStarted, Due, Event, Rung},
    period::{Extension, Period, PeriodError, Proof},
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A running, paused or stopped deadline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// Name within its object: clock and ordinal, such as `ACK.1`.
    pub name: String,
    /// The clock in the profile.
    pub clock: String,
    /// On whom it waits.
    pub waits_on: Party,
    /// The instant it counts from.
    pub from: Timestamp,
    /// The rule's period.
    pub period: Period,
    /// Digest of the profile.
    pub profile: String,
    /// Pauses that are over.
    pub pauses: Vec<(Timestamp, Timestamp)>,
    /// More time that was granted, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// The pause that goes on.
    pub paused: Option<Paused>,
    /// Its end.
    pub due: Due,
    /// The ends it had before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
    /// Rises when the end moves, so that the new ladder can run while the old steps stay done.
    pub due_version: u32,
    /// The next step of `due.ladder`.
    pub next_rung: usize,
    /// Steps that were reached, of every version.
    pub reached: Vec<DeadlineEscalated>,
    /// How it ended.
    pub stopped: Option<Stopped>,
}

/// A pause that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paused {
    /// Since when.
    pub since: Timestamp,
    /// Why; it runs again when the last cause is gone.
    pub causes: BTreeSet<String>,
}

/// An end that was moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The last day until then.
    pub was: Date,
    /// Why it moved.
    pub because: MoveCause,
    /// When it moved.
    pub at: Timestamp,
}

/// Why the end of a deadline moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveCause {
    /// It ran again after a pause.
    Resumed,
    /// More time was granted.
    Extended,
    /// A newer calendar came into force.
    Redated,
}

impl MoveCause {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resumed => "resumed",
            Self::Extended => "extended",
            Self::Redated => "redated",
        }
    }
}

/// How a deadline ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// The instant that counts.
    pub at: Timestamp,
    /// What stopped it.
    pub cause: String,
    /// Open days late; 0 when in time.
    pub late_open_days: u32,
}

/// The six states in which a deadline is shown (`design.md` section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Urgency {
    /// 余裕: more open days left than the first reminder.
    Ample {
        /// Open days until the last day.
        open_days: i64,
    },
    /// 期限間近: at most three open days left.
    Near {
        /// Open days until the last day.
        open_days: i64,
    },
    /// 本日: today is the last day.
    Today,
    /// 超過 n営業日.
    Overdue {
        /// Open days since the last day, at least 0 (overdue since the last open day).
        open_days: i64,
    },
    /// 期限停止中.
    Paused,
    /// 完了.
    Done {
        /// Open days late; 0 when in time.
        late_open_days: u32,
    },
}

/// At most this many open days left is near (the first reminder of the ladder).
const NEAR_OPEN_DAYS: i64 = 3;

impl Deadline {
    /// The deadline that this event starts.
    #[must_use]
    pub fn started(event: &DeadlineStarted) -> Self {
        Self {
            name: event.deadline.clone(),
            clock: event.clock.clone(),
            waits_on: event.waits_on,
            from: event.from,
            period: event.period.clone(),
            profile: event.profile.clone(),
            pauses: Vec::new(),
            extensions: Vec::new(),
            paused: None,
            due: event.due.clone(),
            moved: Vec::new(),
            due_version: 1,
            next_rung: 0,
            reached: Vec::new(),
            stopped: None,
        }
    }

    /// The deadline after one of its own later events; events of others change nothing.
    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::DeadlinePaused(e) if e.deadline == self.name => {
                self.paused
                    .get_or_insert_with(|| Paused {
                        since: e.from,
                        causes: BTreeSet::new(),
                    })
                    .causes
                    .insert(e.cause.clone());
            }
            Event::DeadlineResumed(e) if e.deadline == self.name => {
                if let Some(mut paused) = self.paused.take() {
                    paused.causes.remove(&e.cause);
                    match &e.due {
                        Some(due) => {
                            self.pauses.push((paused.since, e.to));
                            self.move_to(due, MoveCause::Resumed, e.to);
                        }
                        None => self.paused = Some(paused),
                    }
                }
            }
            Event::DeadlineExtended(e) if e.deadline == self.name => {
                self.extensions.push(e.by);
                self.move_to(&e.due, MoveCause::Extended, e.at);
            }
            Event::DeadlineRedated(e) if e.deadline == self.name => {
                self.move_to(&e.due, MoveCause::Redated, e.at);
            }
            Event::DeadlineStopped(e) if e.deadline == self.name => {
                self.stopped = Some(Stopped {
                    at: e.at,
                    cause: e.cause.clone(),
                    late_open_days: e.late_open_days,
                });
                self.paused = None;
            }
            Event::DeadlineEscalated(e) if e.deadline == self.name => {
                self.reached.push(e.clone());
                if let Some(place) = self.due.ladder.iter().position(|r| r.step == e.step) {
                    self.next_rung = place + 1;
                }
            }
            _ => {}
        }
    }

    /// Takes a new end. The same end keeps its version, and of its ladder what was reached: the
    /// same step of one version is never reached twice.
    fn move_to(&mut self, due: &Due, because: MoveCause, at: Timestamp) {
        if self.due.ends_at != due.ends_at {
            self.moved.push(Moved {
                was: self.due.last,
                because,
                at,
            });
            self.due_version += 1;
            self.next_rung = 0;
        }
        self.due = due.clone();
    }

    /// Whether it has not stopped.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.stopped.is_none()
    }

    /// The next step that will be reached if nothing happens.
    #[must_use]
    pub fn next_step(&self) -> Option<&Rung> {
        if self.is_open() && self.paused.is_none() {
            self.due.ladder.get(self.next_rung)
        } else {
            None
        }
    }

    /// The highest level reached for the present end: 0, or 1 to 4.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.reached
            .iter()
            .filter(|e| e.due_version == self.due_version)
            .filter_map(|e| e.step.strip_prefix('l').and_then(|n| n.parse().ok()))
            .max()
            .unwrap_or(0)
    }

    /// When its present end was decided: at its beginning, or when it last moved.
    #[must_use]
    pub fn settled_at(&self) -> Timestamp {
        self.moved.last().map_or(self.from, |moved| moved.at)
    }

    /// What its end follows from.
    #[must_use]
    pub fn course(&self) -> Course<'_> {
        Course {
            from: self.from,
            period: &self.period,
            pauses: &self.pauses,
            extensions: &self.extensions,
        }
    }

    /// Recomputes the deadline from its rule, its beginning, its pauses and its extensions.
    ///
    /// # Errors
    /// The period leaves the calendar's table.
    pub fn proof(&self, calendar: &Calendar) -> Result<Proof, PeriodError> {
        self.course().proof(calendar)
    }

    /// How it is shown at `now`.
    #[must_use]
    pub fn urgency(&self, now: Timestamp, calendar: &Calendar) -> Urgency {
        if let Some(stopped) = &self.stopped {
            return Urgency::Done {
                late_open_days: stopped.late_open_days,
            };
        }
        if self.paused.is_some() {
            return Urgency::Paused;
        }
        let today = now.date();
        if now >= self.due.ends_at {
            return Urgency::Overdue {
                open_days: open_days_between(calendar, self.due.last, today),
            };
        }
        if today == self.due.last {
            return Urgency::Today;
        }
        let open_days = open_days_between(calendar, today, self.due.last);
        if near(today, self.due.last, calendar) {
            Urgency::Near { open_days }
        } else {
            Urgency::Ample { open_days }
        }
    }
}

/// Whether a last day that lies ahead of `today` is near (期限間近).
#[must_use]
pub fn near(today: Date, last: Date, calendar: &Calendar) -> bool {
    open_days_between(calendar, today, last) <= NEAR_OPEN_DAYS
}

/// Open days after `from` up to and including `to`. A day outside the calendar's table is so far
/// away that the largest number says it well enough.
fn open_days_between(calendar: &Calendar, from: Date, to: Date) -> i64 {
    calendar.open_days_between(from, to).unwrap_or(i64::MAX)
}
