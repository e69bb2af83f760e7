//! The deadlines of one object of the ledger: a case, a member, or whatever else has clocks.
//!
//! They read like a map by name and change by events alone, so that every object's clocks evolve in
//! one way. They are rows of their own beside the object's, so that a step of a ladder rewrites one
//! deadline and not the object; an object's state leaves them out (`#[serde(skip)]`).

use super::{Deadline, Happening, Rules, follow};
use crate::{event::Event, refusal::Refusal, time::Timestamp};
use std::{collections::BTreeMap, ops::Deref};

/// The deadlines of one object by name, stopped ones included.
///
/// ```
/// use domain::clock::Deadlines;
/// let none = Deadlines::default();
/// assert!(none.is_empty() && none.open().is_empty() && none.next_due().is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deadlines(BTreeMap<String, Deadline>);

impl Deadlines {
    /// After a further event of their object. Whether it was a clock's.
    pub fn evolve(&mut self, event: &Event) -> bool {
        let name = match event {
            Event::DeadlineStarted(e) => {
                self.0.insert(e.deadline.clone(), Deadline::started(e));
                return true;
            }
            Event::DeadlinePaused(e) => &e.deadline,
            Event::DeadlineResumed(e) => &e.deadline,
            Event::DeadlineExtended(e) => &e.deadline,
            Event::DeadlineRedated(e) => &e.deadline,
            Event::DeadlineStopped(e) => &e.deadline,
            Event::DeadlineEscalated(e) => &e.deadline,
            _ => return false,
        };
        if let Some(deadline) = self.0.get_mut(name) {
            deadline.evolve(event);
        }
        true
    }

    /// What they do because of `happening`, already done: what follows next sees them as it leaves
    /// them.
    ///
    /// # Errors
    /// A period leaves the calendar's table; that refuses the whole command.
    pub fn react(&mut self, happening: Happening, rules: Rules<'_>) -> Result<Vec<Event>, Refusal> {
        let events = follow(self, happening, rules).map_err(|e| Refusal::new(e.code()))?;
        for event in &events {
            self.evolve(event);
        }
        Ok(events)
    }

    /// Those that are open, the next one first; those that are paused come last.
    #[must_use]
    pub fn open(&self) -> Vec<&Deadline> {
        let mut open: Vec<&Deadline> = self.values().filter(|d| d.is_open()).collect();
        open.sort_by_key(|d| (d.paused.is_some(), d.due.ends_at, &d.name));
        open
    }

    /// When the next of those that run ends.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        self.values()
            .filter(|d| d.is_open() && d.paused.is_none())
            .map(|d| d.due.ends_at)
            .min()
    }
}

impl Deref for Deadlines {
    type Target = BTreeMap<String, Deadline>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl FromIterator<Deadline> for Deadlines {
    fn from_iter<I: IntoIterator<Item = Deadline>>(deadlines: I) -> Self {
        Self(deadlines.into_iter().map(|d| (d.name.clone(), d)).collect())
    }
}
