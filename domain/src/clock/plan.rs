//! The end of a deadline and the ladder planned for it.
//!
//! One function for the rules that decide, the self-check and the auditor's replay: whoever has the
//! profile and the calendar comes to the same end.

use super::{Deadline, Rules};
use crate::{
    calendar::{Calendar, CalendarError},
    chain::{Hash, canonical},
    event::{Due, Rung},
    period::{Extension, Pause, Period, PeriodError, Proof},
    profile::{ClockRule, Profile},
    time::Timestamp,
};
use jiff::civil::Date;

/// What the end of a deadline follows from, besides the calendar.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// The instant it counts from.
    pub from: Timestamp,
    /// The rule's period.
    pub period: &'a Period,
    /// Pauses that are over.
    pub pauses: &'a [(Timestamp, Timestamp)],
    /// Extensions, in order.
    pub extensions: &'a [Extension],
}

impl Course<'_> {
    /// The end with every day that was counted or skipped.
    ///
    /// # Errors
    /// The period leaves the calendar's table.
    pub fn proof(&self, calendar: &Calendar) -> Result<Proof, PeriodError> {
        let pauses: Vec<Pause> = self
            .pauses
            .iter()
            .map(|(from, to)| Pause {
                from: from.jst(),
                to: to.jst(),
            })
            .collect();
        self.period
            .compute(self.from.jst(), calendar, &pauses, self.extensions)
    }

    /// The end by this calendar, with the ladder of `rule` planned for it.
    ///
    /// `since` is the instant from which the present end runs: its beginning, its resumption, the
    /// grant of more time. A reminder on or before it is dropped; a level is dropped only when it
    /// lies before the clock began, so that no change makes a level disappear.
    ///
    /// # Errors
    /// The period or a step leaves the calendar's table.
    pub fn plan(
        &self,
        rule: &ClockRule,
        profile: &Profile,
        calendar: &Calendar,
        since: Timestamp,
    ) -> Result<Due, PeriodError> {
        let proof = self.proof(calendar)?;
        let mut ladder = self.rungs(rule, profile, calendar, proof.last)?;
        ladder.retain(|rung| rung.at > since || (rung.open_days > 0 && rung.at > self.from));
        Ok(Due {
            calendar: calendar.digest().to_owned(),
            last: proof.last,
            ends_at: proof.ends_at,
            provisional: proof.provisional,
            ladder,
            proof_sha256: proof_digest(&proof),
        })
    }

    /// Every step of the ladder for this last day, at 00:00 of its day, in order.
    fn rungs(
        &self,
        rule: &ClockRule,
        profile: &Profile,
        calendar: &Calendar,
        last: Date,
    ) -> Result<Vec<Rung>, CalendarError> {
        let mut rungs = profile
            .ladder(rule)
            .into_iter()
            .map(|step| {
                let day = step.day(self.from.date(), last, calendar)?;
                Ok(Rung {
                    step: step.step.clone(),
                    open_days: step.open_days(day, last, calendar)?,
                    at: Timestamp::start_of(day),
                })
            })
            .collect::<Result<Vec<_>, CalendarError>>()?;
        rungs.sort_by_key(|rung| (rung.at, rung.open_days));
        Ok(rungs)
    }
}

/// The end by the calendar in force or, when that would give less time, by the calendar the deadline
/// already has: a change of the calendar never shortens a running clock.
pub(super) fn fairest(
    deadline: &Deadline,
    course: Course<'_>,
    rule: &ClockRule,
    rules: Rules<'_>,
    since: Timestamp,
) -> Result<Due, PeriodError> {
    let due = course.plan(rule, rules.profile, rules.calendar, since)?;
    let own = Some(&deadline.due.calendar)
        .filter(|own| **own != due.calendar)
        .and_then(|own| rules.earlier.get(own));
    if let Some(own) = own {
        let by_own = course.plan(rule, rules.profile, own, since)?;
        if by_own.ends_at > due.ends_at {
            return Ok(by_own);
        }
    }
    Ok(due)
}

/// What a newer calendar makes of a running deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redating {
    /// Nothing, or it does not run.
    Same,
    /// By the newer calendar it would end earlier, so it stays as it is.
    Kept {
        /// The last day it would have had.
        by_newer: Date,
    },
    /// A later end; or the same with other days of reminders and levels, or gazetted holidays.
    Moves(Due),
}

/// What a newer calendar makes of a running deadline. Where the end stays, the steps that have
/// passed stay as they were planned.
///
/// # Errors
/// The period or a step leaves the calendar's table.
pub fn redated(
    deadline: &Deadline,
    profile: &Profile,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<Redating, PeriodError> {
    let runs = deadline.is_open() && deadline.paused.is_none();
    let Some(rule) = profile.rule(&deadline.clock).filter(|_| runs) else {
        return Ok(Redating::Same);
    };
    let course = deadline.course();
    let mut due = course.plan(rule, profile, calendar, now)?;
    let before = &deadline.due;
    if due.ends_at < before.ends_at {
        return Ok(Redating::Kept { by_newer: due.last });
    }
    if due.ends_at == before.ends_at {
        let passed = |rung: &&Rung| rung.at <= now;
        let mut ladder: Vec<Rung> = before.ladder.iter().filter(passed).cloned().collect();
        due.ladder
            .retain(|rung| ladder.iter().all(|old| old.step != rung.step));
        ladder.append(&mut due.ladder);
        due.ladder = ladder;
        let same = (due.last, due.provisional, &due.ladder)
            == (before.last, before.provisional, &before.ladder);
        if same {
            return Ok(Redating::Same);
        }
    }
    Ok(Redating::Moves(due))
}

/// SHA-256 of the canonical JSON of a proof, hexadecimal.
#[must_use]
pub fn proof_digest(proof: &Proof) -> String {
    let bytes = serde_json::to_value(proof)
        .ok()
        .and_then(|v| canonical(&v).ok())
        .unwrap_or_default();
    Hash::of(&bytes).to_string()
}
