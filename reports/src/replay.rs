//! Deadlines once more, from their rules: the completeness check of builder and verifier.
//!
//! Each deadline that a record starts or resumes is computed again with the profile and the calendar
//! the record names, and must come out the same, ladder and proof included. Each step of a ladder
//! that passed while its deadline ran must have its record; a step that has only just passed is given
//! [`GRACE_SECONDS`], for the sweep that records them comes after the fact.

use crate::documents::Documents;
use domain::{
    calendar::Calendar,
    chain::{Hash, canonical},
    clock::Deadline,
    event::{DeadlineEscalated, DeadlineStarted, Due, Entry, Event, Rung},
    profile::Profile,
    time::Timestamp,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// How long after a step fell due its record may be missing.
pub(crate) const GRACE_SECONDS: i64 = 86_400;

/// What is wrong with a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Gap {
    /// The record that shows it.
    pub(crate) seq: u64,
    /// The deadline, with its case.
    pub(crate) deadline: String,
    /// What.
    pub(crate) what: GapKind,
    /// What the rules give.
    pub(crate) expected: String,
    /// What the ledger says.
    pub(crate) found: String,
}

/// Kinds of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GapKind {
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
}

/// A deadline under replay.
pub(crate) struct Replayed {
    pub(crate) deadline: Deadline,
    /// The end as recomputed; nothing when it could not be.
    pub(crate) recomputed: Option<Due>,
    /// When the present end was recorded: its steps cannot be recorded earlier.
    ran_since: Timestamp,
}

/// All deadlines so far, by case and name.
#[derive(Default)]
pub(crate) struct Replay {
    deadlines: BTreeMap<(String, String), Replayed>,
    /// Deadlines that started before the records at hand; their events cannot be replayed.
    pub(crate) unknown: u64,
    /// Whether the records at hand begin at the ledger's first.
    whole: bool,
    /// Deadlines recomputed.
    pub(crate) recomputed: u64,
    /// Steps found recorded.
    pub(crate) steps: u64,
}

impl Replay {
    /// Before the first record at hand, which has the number `from`.
    pub(crate) fn new(from: u64) -> Self {
        Self {
            whole: from == 0,
            ..Self::default()
        }
    }

    /// The deadline of this object and name.
    pub(crate) fn get(&self, obj: &str, name: &str) -> Option<&Replayed> {
        self.deadlines.get(&(obj.to_owned(), name.to_owned()))
    }

    /// Takes the next record and says what it shows to be wrong.
    pub(crate) fn apply(&mut self, entry: &Entry, documents: &Documents) -> Vec<Gap> {
        let name = match &entry.event {
            Event::DeadlineStarted(e) => return self.start(entry, e, documents),
            Event::DeadlinePaused(e) => &e.deadline,
            Event::DeadlineResumed(e) => &e.deadline,
            Event::DeadlineStopped(e) => &e.deadline,
            Event::DeadlineEscalated(e) => &e.deadline,
            _ => return Vec::new(),
        };
        let key = (entry.obj.to_string(), name.clone());
        let label = format!("{} {}", key.0, key.1);
        let Some(replayed) = self.deadlines.get_mut(&key) else {
            if self.whole {
                return vec![gap(
                    entry.seq,
                    &label,
                    GapKind::NotStarted,
                    "deadline.started",
                    "",
                )];
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
            Event::DeadlineResumed(e) => {
                let before = replayed.deadline.clone();
                replayed.deadline.evolve(&entry.event);
                if let Some(found) = &e.due {
                    self.recomputed += 1;
                    let ran_out = before.paused.is_some_and(|p| p.since >= before.due.ends_at);
                    let expected = if ran_out {
                        Ok(before.due)
                    } else {
                        due(&replayed.deadline, e.to, documents)
                    };
                    gaps.extend(compare(replayed, expected, found, entry.seq, &label));
                    replayed.ran_since = entry.at;
                }
                return gaps;
            }
            _ => gaps.extend(missing(replayed, entry.at, entry.seq, &label)),
        }
        replayed.deadline.evolve(&entry.event);
        gaps
    }

    /// After the last record, recorded at `end` as number `seq`: steps that should be there by now.
    pub(crate) fn finish(&self, seq: u64, end: Timestamp) -> Vec<Gap> {
        let open = self.deadlines.iter().filter(|(_, r)| r.deadline.is_open());
        open.filter_map(|((obj, name), r)| missing(r, end, seq, &format!("{obj} {name}")))
            .collect()
    }

    fn start(&mut self, entry: &Entry, e: &DeadlineStarted, documents: &Documents) -> Vec<Gap> {
        let deadline = Deadline::started(e);
        let key = (entry.obj.to_string(), e.deadline.clone());
        let label = format!("{} {}", key.0, key.1);
        let expected = due(&deadline, e.from, documents);
        let mut replayed = Replayed {
            deadline,
            recomputed: None,
            ran_since: entry.at,
        };
        let mut gaps: Vec<Gap> = compare(&mut replayed, expected, &e.due, entry.seq, &label)
            .into_iter()
            .collect();
        let rule = documents
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

/// The end of a deadline as its rule gives it, or what is missing to compute it.
fn due(deadline: &Deadline, runs_from: Timestamp, documents: &Documents) -> Result<Due, String> {
    let profile = documents
        .profile(&deadline.profile)
        .ok_or_else(|| format!("rules {}", deadline.profile))?;
    let calendar = documents
        .calendar(&deadline.calendar)
        .ok_or_else(|| format!("calendars {}", deadline.calendar))?;
    let proof = deadline
        .proof(calendar)
        .map_err(|error| error.to_string())?;
    let ladder = ladder(deadline, profile, calendar, proof.last, runs_from)?;
    let proof_json = serde_json::to_value(&proof).map_err(|error| error.to_string())?;
    let bytes = canonical(&proof_json).map_err(|error| error.to_string())?;
    Ok(Due {
        last: proof.last,
        ends_at: proof.ends_at,
        provisional: proof.provisional,
        ladder,
        proof_sha256: Hash::of(&bytes).to_string(),
    })
}

/// Steps at 00:00 of their open day; those on or before the instant it runs from are dropped.
fn ladder(
    deadline: &Deadline,
    profile: &Profile,
    calendar: &Calendar,
    last: jiff::civil::Date,
    runs_from: Timestamp,
) -> Result<Vec<Rung>, String> {
    let mut rungs = Vec::new();
    let steps = profile
        .rule(&deadline.clock)
        .map(|rule| profile.ladder(rule));
    for step in steps.unwrap_or_default() {
        let day = step
            .day(deadline.from.date(), last, calendar)
            .map_err(|error| error.to_string())?;
        let at = Timestamp::start_of(day);
        if at > runs_from {
            rungs.push(Rung {
                step: step.step.clone(),
                open_days: step
                    .open_days(day, last, calendar)
                    .map_err(|error| error.to_string())?,
                at,
            });
        }
    }
    rungs.sort_by_key(|rung| (rung.at, rung.open_days));
    Ok(rungs)
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
