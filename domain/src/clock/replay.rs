//! Deadlines once more, from their records: the completeness check of the self-check, the builder
//! and the verifier.
//!
//! Each end that a record gives (started, resumed, extended, computed again) is computed again with
//! the profile and the calendar the record names, and must come out the same, ladder and proof
//! included; it may not lie before the one it replaces. Each step of a ladder that passed while its
//! deadline ran must have its record; a step that has only just passed is given [`GRACE_SECONDS`],
//! for the sweep that records them comes after the fact.

use super::{Course, Deadline, Redating, redated};
use crate::{
    calendar::Calendar,
    event::{DeadlineEscalated, DeadlineStarted, Due, Entry, Event},
    library::Library,
    profile::Profile,
    time::Timestamp,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// How long after a step fell due its record may be missing.
pub const GRACE_SECONDS: i64 = 86_400;

/// What is wrong with a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The record that shows it.
    pub seq: u64,
    /// The deadline, with its object.
    pub deadline: String,
    /// What.
    pub what: GapKind,
    /// What the rules give.
    pub expected: String,
    /// What the ledger says.
    pub found: String,
}

/// Kinds of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// Profile or calendar is not in the package.
    NoDocument,
    /// Rule, end, ladder or proof come out otherwise.
    Differs,
    /// A step passed and was not recorded.
    StepMissing,
    /// A step was recorded that was not due.
    StepUnplanned,
    /// An event of a deadline that never started.
    NotStarted,
    /// A running deadline lost time.
    Shortened,
}

/// A deadline under replay.
pub struct Replayed {
    /// As its records leave it.
    pub deadline: Deadline,
    /// The end as recomputed; nothing when it could not be.
    pub recomputed: Option<Due>,
    /// When the present end was recorded: its steps cannot be recorded earlier.
    ran_since: Timestamp,
}

/// All deadlines so far, by object and name.
#[derive(Default)]
pub struct Replay {
    deadlines: BTreeMap<(String, String), Replayed>,
    /// Deadlines that started before the records at hand; their events cannot be replayed.
    pub unknown: u64,
    /// Whether the records at hand begin at the ledger's first.
    whole: bool,
    /// Deadlines recomputed.
    pub recomputed: u64,
    /// Steps found recorded.
    pub steps: u64,
}

impl Replay {
    /// Before the first record at hand, which has the number `from`.
    #[must_use]
    pub fn new(from: u64) -> Self {
        Self {
            whole: from == 0,
            ..Self::default()
        }
    }

    /// The deadline of this object and name.
    #[must_use]
    pub fn get(&self, obj: &str, name: &str) -> Option<&Replayed> {
        self.deadlines.get(&(obj.to_owned(), name.to_owned()))
    }

    /// Takes the next record and says what it shows to be wrong.
    pub fn apply(&mut self, entry: &Entry, library: &Library) -> Vec<Gap> {
        let name = match &entry.event {
            Event::DeadlineStarted(e) => return self.start(entry, e, library),
            Event::DeadlinePaused(e) => &e.deadline,
            Event::DeadlineResumed(e) => &e.deadline,
            Event::DeadlineExtended(e) => &e.deadline,
            Event::DeadlineRedated(e) => &e.deadline,
            Event::DeadlineStopped(e) => &e.deadline,
            Event::DeadlineEscalated(e) => &e.deadline,
            _ => return Vec::new(),
        };
        let key = (entry.obj.to_string(), name.clone());
        let label = format!("{} {}", key.0, key.1);
        let Some(replayed) = self.deadlines.get_mut(&key) else {
            if self.whole {
                let what = GapKind::NotStarted;
                return vec![gap(entry.seq, &label, what, "deadline.started", "")];
            }
            self.unknown += 1;
            return Vec::new();
        };
        let mut gaps = Vec::new();
        match &entry.event {
            Event::DeadlineEscalated(e) => {
                gaps.extend(unplanned(replayed, e, entry, &label));
                self.steps += 1;
            }
            // Time may be recorded to have stood still from a day that lies back, so what passed
            // meanwhile is asked for before.
            _ => gaps.extend(missing(replayed, entry.at, entry.seq, &label)),
        }
        let before = replayed.deadline.clone();
        replayed.deadline.evolve(&entry.event);
        if let Some((found, since)) = new_end(&entry.event) {
            self.recomputed += 1;
            let expected = moved(&before, &replayed.deadline, &entry.event, since, library);
            gaps.extend(compare(replayed, expected, found, entry.seq, &label));
            if found.ends_at < before.due.ends_at {
                let (was, is) = (before.due.last.to_string(), found.last.to_string());
                gaps.push(gap(entry.seq, &label, GapKind::Shortened, &was, &is));
            }
            replayed.ran_since = entry.at;
        }
        gaps
    }

    /// After the last record, recorded at `end` as number `seq`: steps that should be there by now.
    #[must_use]
    pub fn finish(&self, seq: u64, end: Timestamp) -> Vec<Gap> {
        let open = self.deadlines.iter().filter(|(_, r)| r.deadline.is_open());
        open.filter_map(|((obj, name), r)| missing(r, end, seq, &format!("{obj} {name}")))
            .collect()
    }

    fn start(&mut self, entry: &Entry, e: &DeadlineStarted, library: &Library) -> Vec<Gap> {
        let deadline = Deadline::started(e);
        let key = (entry.obj.to_string(), e.deadline.clone());
        let label = format!("{} {}", key.0, key.1);
        let expected = planned(&deadline, &e.due.calendar, e.from, library);
        let mut replayed = Replayed {
            deadline,
            recomputed: None,
            ran_since: entry.at,
        };
        let mut gaps: Vec<Gap> = compare(&mut replayed, expected, &e.due, entry.seq, &label)
            .into_iter()
            .collect();
        let rule = library
            .profile(&e.profile)
            .and_then(|profile| profile.rule(&e.clock));
        if let Some(rule) = rule
            && (rule.period != e.period || rule.waits_on != e.waits_on)
        {
            let expected = format!("{:?}", rule.period);
            let found = format!("{:?}", e.period);
            gaps.push(gap(entry.seq, &label, GapKind::Differs, &expected, &found));
        }
        self.recomputed += 1;
        self.deadlines.insert(key, replayed);
        gaps
    }
}

/// The new end that a record gives a running deadline, and the instant from which it runs.
fn new_end(event: &Event) -> Option<(&Due, Timestamp)> {
    match event {
        Event::DeadlineResumed(e) => e.due.as_ref().map(|due| (due, e.to)),
        Event::DeadlineExtended(e) => Some((&e.due, e.at)),
        Event::DeadlineRedated(e) => Some((&e.due, e.at)),
        _ => None,
    }
}

/// The end that a deadline must have after such a record.
fn moved(
    before: &Deadline,
    after: &Deadline,
    event: &Event,
    since: Timestamp,
    library: &Library,
) -> Result<Due, String> {
    match event {
        Event::DeadlineResumed(_)
            if before
                .paused
                .as_ref()
                .is_some_and(|p| p.since >= before.due.ends_at) =>
        {
            Ok(before.due.clone())
        }
        Event::DeadlineRedated(e) => {
            let (profile, calendar) = documents(after, &e.due.calendar, library)?;
            match redated(before, profile, calendar, since) {
                Ok(Redating::Moves(due)) => Ok(due),
                Ok(_) => Ok(before.due.clone()),
                Err(error) => Err(error.to_string()),
            }
        }
        _ => planned(after, &after.due.calendar, since, library),
    }
}

fn documents<'a>(
    deadline: &Deadline,
    calendar: &str,
    library: &'a Library,
) -> Result<(&'a Profile, &'a Calendar), String> {
    let profile = library
        .profile(&deadline.profile)
        .ok_or_else(|| format!("rules {}", deadline.profile))?;
    let calendar = library
        .calendar(calendar)
        .ok_or_else(|| format!("calendars {calendar}"))?;
    Ok((profile, calendar))
}

/// The end of a deadline as its rule gives it, or what is missing to compute it.
fn planned(
    deadline: &Deadline,
    calendar: &str,
    since: Timestamp,
    library: &Library,
) -> Result<Due, String> {
    let (profile, calendar) = documents(deadline, calendar, library)?;
    let rule = profile
        .rule(&deadline.clock)
        .ok_or_else(|| format!("clock {}", deadline.clock))?;
    let course: Course<'_> = deadline.course();
    course
        .plan(rule, profile, calendar, since)
        .map_err(|error| error.to_string())
}

fn gap(seq: u64, deadline: &str, what: GapKind, expected: &str, found: &str) -> Gap {
    Gap {
        seq,
        deadline: deadline.to_owned(),
        what,
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

fn show(due: &Due) -> String {
    let ladder: Vec<String> = due
        .ladder
        .iter()
        .map(|rung| format!("{}@{}", rung.step, rung.at.date()))
        .collect();
    format!("{} [{}] {}", due.last, ladder.join(" "), due.proof_sha256)
}

fn compare(
    replayed: &mut Replayed,
    expected: Result<Due, String>,
    found: &Due,
    seq: u64,
    label: &str,
) -> Option<Gap> {
    match expected {
        Ok(expected) => {
            let differs = expected != *found;
            let gap =
                differs.then(|| gap(seq, label, GapKind::Differs, &show(&expected), &show(found)));
            replayed.recomputed = Some(expected);
            gap
        }
        Err(document) => Some(gap(seq, label, GapKind::NoDocument, &document, "")),
    }
}

fn unplanned(
    replayed: &Replayed,
    e: &DeadlineEscalated,
    entry: &Entry,
    label: &str,
) -> Option<Gap> {
    let deadline = &replayed.deadline;
    let next = deadline.next_step();
    let fits = next.is_some_and(|rung| rung.step == e.step && rung.at == e.effective_at)
        && e.due_version == deadline.due_version
        && e.effective_at <= entry.at;
    let expected = next.map_or_else(String::new, |rung| format!("{} {}", rung.step, rung.at));
    let found = format!("{} {}", e.step, e.effective_at);
    (!fits).then(|| gap(entry.seq, label, GapKind::StepUnplanned, &expected, &found))
}

/// The first step that had passed long enough before `until` and is not recorded.
fn missing(replayed: &Replayed, until: Timestamp, seq: u64, label: &str) -> Option<Gap> {
    let rung = replayed.deadline.next_step()?;
    let recordable = rung.at.max(replayed.ran_since).plus_seconds(GRACE_SECONDS);
    (recordable < until).then(|| {
        let expected = format!("deadline.escalated {} {}", rung.step, rung.at);
        gap(seq, label, GapKind::StepMissing, &expected, "")
    })
}
