//! Following the profile: from what happened to what the clocks do.

use super::{Course, Deadline, Deadlines, Trigger, plan::fairest};
use crate::{
    calendar::Calendar,
    event::{
        DeadlineEscalated, DeadlinePaused, DeadlineResumed, DeadlineStarted, DeadlineStopped, Event,
    },
    period::PeriodError,
    profile::{ClockRule, Profile},
    refusal::Refusal,
    time::Timestamp,
};
use jiff::{Span, civil::Date};
use std::{collections::BTreeMap, sync::Arc};

/// The cause under which a suspension pauses a clock.
const SUSPENSION: &str = "suspended";

/// The rules and the calendar in force for an object with clocks, each with its digest.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The profile: of a case, that of its receipt (B42).
    pub profile: &'a Profile,
    /// Digest of that profile.
    pub profile_digest: &'a str,
    /// The calendar in force.
    pub calendar: &'a Calendar,
    /// The calendars by which the object's running deadlines were computed, by digest.
    pub earlier: &'a BTreeMap<String, Arc<Calendar>>,
}

impl Rules<'_> {
    /// A day on which something happened that is recorded now: today where none is given, not in
    /// the future, and not further back than the profile allows.
    ///
    /// # Errors
    /// `date.in_future`, `date.too_far_back`, about `field`.
    pub fn dated_back(
        &self,
        on: Option<Date>,
        now: Timestamp,
        field: &'static str,
    ) -> Result<Date, Refusal> {
        let today = now.date();
        let on = on.unwrap_or(today);
        let back = Span::new().days(i64::from(self.profile.backdate_days));
        if on > today {
            Err(Refusal::of_field("date.in_future", field))
        } else if on < today.saturating_sub(back) {
            Err(Refusal::of_field("date.too_far_back", field))
        } else {
            Ok(on)
        }
    }
}

/// Something happened to which clocks may react.
#[derive(Clone, Copy, Debug)]
pub struct Happening {
    /// What.
    pub trigger: Trigger,
    /// The instant that counts: of arrival, of delivery, or simply now.
    pub at: Timestamp,
}

/// What the clocks of an object do because of `happening`: first stop, then pause and resume, then
/// start, so that a clock that restarts on its own trigger is stopped before.
///
/// # Errors
/// A period leaves the calendar's table.
pub fn follow(
    deadlines: &Deadlines,
    happening: Happening,
    rules: Rules<'_>,
) -> Result<Vec<Event>, PeriodError> {
    let mut events = Vec::new();
    let open: Vec<&Deadline> = deadlines.values().filter(|d| d.is_open()).collect();
    let rule_of = |deadline: &Deadline| rules.profile.rule(&deadline.clock);
    let mut running = Vec::new();
    for deadline in open {
        match stopped(deadline, happening, rules) {
            Some(event) => events.push(event),
            None => running.push(deadline),
        }
    }
    if happening.trigger == Trigger::Closed {
        return Ok(events);
    }
    for deadline in running {
        let Some(rule) = rule_of(deadline) else {
            continue;
        };
        let suspension = !rule.runs_while_suspended;
        if happening.trigger == Trigger::Suspended && suspension {
            events.push(pause(deadline, happening, SUSPENSION));
        } else if happening.trigger == Trigger::Resumed && suspension {
            events.extend(resume(deadline, happening, SUSPENSION, rules)?);
        } else if rule.pause.contains(&happening.trigger) {
            events.push(pause(deadline, happening, &rule.name));
        } else if rule.resume.contains(&happening.trigger) {
            events.extend(resume(deadline, happening, &rule.name, rules)?);
        }
    }
    for rule in rules
        .profile
        .clock
        .iter()
        .filter(|r| r.starts_on(happening.trigger))
    {
        events.push(start(deadlines, rule, happening, rules)?);
    }
    Ok(events)
}

/// The end of an open deadline, if the rules say that `happening` is its end.
#[must_use]
pub fn stopped(deadline: &Deadline, happening: Happening, rules: Rules<'_>) -> Option<Event> {
    let rule = rules.profile.rule(&deadline.clock);
    let stops = happening.trigger == Trigger::Closed
        || rule.is_some_and(|r| r.stop.contains(&happening.trigger));
    let cause = code(happening.trigger);
    (deadline.is_open() && stops).then(|| stop(deadline, happening, &cause, rules.calendar))
}

fn code(trigger: Trigger) -> String {
    serde_json::to_value(trigger)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn start(
    deadlines: &Deadlines,
    rule: &ClockRule,
    happening: Happening,
    rules: Rules<'_>,
) -> Result<Event, PeriodError> {
    let ordinal = deadlines.values().filter(|d| d.clock == rule.name).count() + 1;
    let course = Course {
        from: happening.at,
        period: &rule.period,
        pauses: &[],
        extensions: &[],
    };
    Ok(Event::DeadlineStarted(DeadlineStarted {
        deadline: format!("{}.{ordinal}", rule.name),
        clock: rule.name.clone(),
        waits_on: rule.waits_on,
        from: happening.at,
        period: rule.period.clone(),
        profile: rules.profile_digest.to_owned(),
        due: course.plan(rule, rules.profile, rules.calendar, happening.at)?,
    }))
}

fn stop(deadline: &Deadline, happening: Happening, cause: &str, calendar: &Calendar) -> Event {
    let late = if happening.at >= deadline.due.ends_at && deadline.paused.is_none() {
        // Late by less than one open day (a weekend) still counts as one.
        calendar
            .open_days_between(deadline.due.last, happening.at.date())
            .unwrap_or(i64::MAX)
            .max(1)
    } else {
        0
    };
    Event::DeadlineStopped(DeadlineStopped {
        deadline: deadline.name.clone(),
        cause: cause.to_owned(),
        at: happening.at,
        late_open_days: u32::try_from(late).unwrap_or(u32::MAX),
    })
}

/// A pause may be dated back, but no clock is paused before it began.
fn pause(deadline: &Deadline, happening: Happening, cause: &str) -> Event {
    Event::DeadlinePaused(DeadlinePaused {
        deadline: deadline.name.clone(),
        cause: cause.to_owned(),
        from: happening.at.max(deadline.from),
    })
}

/// One cause of a pause falls away; the clock runs again when no other is left. A deadline that was
/// overdue when it was paused keeps its end: time that has run out does not come back.
fn resume(
    deadline: &Deadline,
    happening: Happening,
    cause: &str,
    rules: Rules<'_>,
) -> Result<Option<Event>, PeriodError> {
    let Some(paused) = deadline
        .paused
        .as_ref()
        .filter(|p| p.causes.contains(cause))
    else {
        return Ok(None);
    };
    let to = happening.at.max(paused.since);
    let due = match (paused.causes.len(), rules.profile.rule(&deadline.clock)) {
        (1, Some(_)) if paused.since >= deadline.due.ends_at => Some(deadline.due.clone()),
        (1, Some(rule)) => {
            let mut pauses = deadline.pauses.clone();
            pauses.push((paused.since, to));
            let course = Course {
                pauses: &pauses,
                ..deadline.course()
            };
            Some(fairest(deadline, course, rule, rules, to)?)
        }
        _ => None,
    };
    Ok(Some(Event::DeadlineResumed(DeadlineResumed {
        deadline: deadline.name.clone(),
        cause: cause.to_owned(),
        to,
        due,
    })))
}

/// The steps of the ladder that have been reached at `now` and are not yet recorded, in order.
/// Every passed step is there, none is skipped, however long nobody looked.
pub fn passed_rungs(
    deadline: &Deadline,
    now: Timestamp,
) -> impl Iterator<Item = DeadlineEscalated> {
    let runs = deadline.is_open() && deadline.paused.is_none();
    deadline
        .due
        .ladder
        .iter()
        .skip(deadline.next_rung)
        .take_while(move |rung| runs && rung.at <= now)
        .map(|rung| DeadlineEscalated {
            deadline: deadline.name.clone(),
            step: rung.step.clone(),
            due_version: deadline.due_version,
            effective_at: rung.at,
        })
}
