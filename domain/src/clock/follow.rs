//! Following the profile: from what happened to what the clocks do.

use super::{Deadline, Trigger};
use crate::{
    calendar::Calendar,
    chain::{Hash, canonical},
    event::{
        DeadlineEscalated, DeadlinePaused, DeadlineResumed, DeadlineStarted, DeadlineStopped, Due,
        Event, Rung,
    },
    period::{PeriodError, Proof},
    profile::{ClockRule, Profile},
    time::Timestamp,
};
use std::collections::BTreeMap;

/// The cause under which a suspension pauses a clock.
const SUSPENSION: &str = "suspended";

/// The rules and the calendar in force for a case, each with its digest.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The profile of the case's receipt.
    pub profile: &'a Profile,
    /// Digest of that profile.
    pub profile_digest: &'a str,
    /// The calendar in force.
    pub calendar: &'a Calendar,
}

/// Something happened to which clocks may react.
#[derive(Clone, Copy, Debug)]
pub struct Happening {
    /// What.
    pub trigger: Trigger,
    /// The instant that counts: of arrival, of delivery, or simply now.
    pub at: Timestamp,
}

/// What the clocks of a case do because of `happening`: first stop, then pause and resume, then
/// start, so that a clock that restarts on its own trigger is stopped before.
///
/// # Errors
/// A period leaves the calendar's table.
pub fn follow(
    deadlines: &BTreeMap<String, Deadline>,
    happening: Happening,
    rules: Rules<'_>,
) -> Result<Vec<Event>, PeriodError> {
    let mut events = Vec::new();
    let open: Vec<&Deadline> = deadlines.values().filter(|d| d.is_open()).collect();
    let rule_of = |deadline: &Deadline| rules.profile.rule(&deadline.clock);
    let cause = code(happening.trigger);

    let mut running = Vec::new();
    for deadline in open {
        let stops = happening.trigger == Trigger::Closed
            || rule_of(deadline).is_some_and(|r| r.stop.contains(&happening.trigger));
        if stops {
            events.push(stop(deadline, happening, &cause, rules.calendar));
        } else {
            running.push(deadline);
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
        .filter(|r| r.start.contains(&happening.trigger))
    {
        events.push(start(deadlines, rule, happening, rules)?);
    }
    Ok(events)
}

fn code(trigger: Trigger) -> String {
    serde_json::to_value(trigger)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn start(
    deadlines: &BTreeMap<String, Deadline>,
    rule: &ClockRule,
    happening: Happening,
    rules: Rules<'_>,
) -> Result<Event, PeriodError> {
    let ordinal = deadlines.values().filter(|d| d.clock == rule.name).count() + 1;
    let proof = rule
        .period
        .compute(happening.at.jst(), rules.calendar, &[], &[])?;
    Ok(Event::DeadlineStarted(DeadlineStarted {
        deadline: format!("{}.{ordinal}", rule.name),
        clock: rule.name.clone(),
        waits_on: rule.waits_on,
        from: happening.at,
        period: rule.period.clone(),
        profile: rules.profile_digest.to_owned(),
        calendar: rules.calendar.digest().to_owned(),
        due: due(&proof, rule, happening.at, happening.at, rules)?,
    }))
}

/// The end that a proof gives, with the ladder planned for it. Steps that would fall on or before
/// the instant from which the clock runs (`runs_from`: its beginning `from`, or its resumption) are
/// dropped; a step falls at 00:00 of its day.
fn due(
    proof: &Proof,
    rule: &ClockRule,
    from: Timestamp,
    runs_from: Timestamp,
    rules: Rules<'_>,
) -> Result<Due, PeriodError> {
    let mut ladder = Vec::new();
    for step in rules.profile.ladder(rule) {
        let day = step.day(from.date(), proof.last, rules.calendar)?;
        let at = Timestamp::start_of(day);
        if at > runs_from {
            ladder.push(Rung {
                step: step.step.clone(),
                open_days: step.open_days(day, proof.last, rules.calendar)?,
                at,
            });
        }
    }
    ladder.sort_by_key(|rung| (rung.at, rung.open_days));
    Ok(Due {
        last: proof.last,
        ends_at: proof.ends_at,
        provisional: proof.provisional,
        ladder,
        proof_sha256: proof_digest(proof),
    })
}

/// SHA-256 of the canonical JSON of a proof, hexadecimal.
pub(super) fn proof_digest(proof: &Proof) -> String {
    let bytes = serde_json::to_value(proof)
        .ok()
        .and_then(|v| canonical(&v).ok())
        .unwrap_or_default();
    Hash::of(&bytes).to_string()
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

fn pause(deadline: &Deadline, happening: Happening, cause: &str) -> Event {
    Event::DeadlinePaused(DeadlinePaused {
        deadline: deadline.name.clone(),
        cause: cause.to_owned(),
        from: happening.at,
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
    let due = match (paused.causes.len(), rules.profile.rule(&deadline.clock)) {
        (1, Some(rule)) => {
            let overdue = paused.since >= deadline.due.ends_at;
            let mut pauses = deadline.pauses.clone();
            pauses.push((paused.since, happening.at));
            if overdue {
                Some(deadline.due.clone())
            } else {
                Some(due(
                    &deadline.proof_with(rules.calendar, &pauses)?,
                    rule,
                    deadline.from,
                    happening.at,
                    rules,
                )?)
            }
        }
        _ => None,
    };
    Ok(Some(Event::DeadlineResumed(DeadlineResumed {
        deadline: deadline.name.clone(),
        cause: cause.to_owned(),
        to: happening.at,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::SHIPPED;
    use jiff::civil::{Date, date};

    struct Clocks {
        profile: Profile,
        calendar: Calendar,
        deadlines: BTreeMap<String, Deadline>,
    }

    impl Clocks {
        fn new() -> Self {
            let profile = Profile::from_toml(SHIPPED[0].1).unwrap();
            Self {
                profile,
                calendar: Calendar::standard(),
                deadlines: BTreeMap::new(),
            }
        }

        fn happens(&mut self, trigger: Trigger, day: Date) -> Vec<&'static str> {
            let at = Timestamp::from_jst(day.at(11, 0, 0, 0));
            let rules = Rules {
                profile: &self.profile,
                profile_digest: "0",
                calendar: &self.calendar,
            };
            let events = follow(&self.deadlines, Happening { trigger, at }, rules).unwrap();
            for event in &events {
                if let Event::DeadlineStarted(e) = event {
                    self.deadlines
                        .insert(e.deadline.clone(), Deadline::started(e));
                }
                for deadline in self.deadlines.values_mut() {
                    deadline.evolve(event);
                }
            }
            events.iter().map(Event::kind).collect()
        }

        fn last(&self, name: &str) -> Date {
            self.deadlines[name].due.last
        }
    }

    #[test]
    fn a_matter_that_comes_in_starts_its_clocks_on_the_days_of_the_worked_examples() {
        let mut clocks = Clocks::new();
        clocks.happens(Trigger::Registered, date(2026, 4, 27));
        assert_eq!(clocks.last("ACK.1"), date(2026, 4, 30));
        clocks.happens(Trigger::Acknowledged, date(2026, 4, 27));
        assert_eq!(
            clocks.last("SCOPE.1"),
            date(2026, 5, 8),
            "28 and 30 April, 1, 7, 8 May"
        );
        assert!(!clocks.deadlines["ACK.1"].is_open());
        clocks.happens(Trigger::RequestDelivered, date(2026, 4, 19));
        assert_eq!(
            clocks.last("MEMBER_REPLY.1"),
            date(2026, 5, 7),
            "Golden Week"
        );
    }

    #[test]
    fn a_pause_and_a_suspension_over_each_other_count_as_one() {
        let mut clocks = Clocks::new();
        clocks.happens(Trigger::Registered, date(2026, 6, 1));
        let before = clocks.last("TARGET_CLOSE.1");
        clocks.happens(Trigger::DirectionSent, date(2026, 6, 8));
        clocks.happens(Trigger::Suspended, date(2026, 6, 10));
        clocks.happens(Trigger::Confirmed, date(2026, 6, 12));
        let target = &clocks.deadlines["TARGET_CLOSE.1"];
        assert!(
            target.paused.is_some(),
            "the suspension goes on after the answer"
        );
        clocks.happens(Trigger::Resumed, date(2026, 6, 17));
        let target = &clocks.deadlines["TARGET_CLOSE.1"];
        assert!(target.paused.is_none());
        assert_eq!(target.pauses.len(), 1, "one pause, from 8 to 17 June");
        // 60 days from 1 June end on 31 July; ten days were not counted: 10 August, then a holiday.
        assert_eq!(before, date(2026, 7, 31));
        assert_eq!(target.due.last, date(2026, 8, 10));
        assert_eq!(target.due_version, 2);
    }

    #[test]
    fn time_that_has_run_out_does_not_come_back_by_a_suspension() {
        let mut clocks = Clocks::new();
        clocks.happens(Trigger::Registered, date(2026, 6, 1));
        let late = Timestamp::start_of(date(2026, 6, 30));
        let ack = clocks.deadlines.get_mut("ACK.1").unwrap();
        let reached: Vec<_> = passed_rungs(ack, late).collect();
        for step in &reached {
            ack.evolve(&Event::DeadlineEscalated(step.clone()));
        }
        clocks.happens(Trigger::Suspended, date(2026, 6, 30));
        clocks.happens(Trigger::Resumed, date(2026, 7, 20));
        let ack = &clocks.deadlines["ACK.1"];
        assert_eq!(ack.due.last, date(2026, 6, 3));
        assert_eq!(
            ack.due_version, 1,
            "what was reached is not reached a second time"
        );
        assert_eq!(
            passed_rungs(ack, late).count(),
            0,
            "{reached:?} are recorded already"
        );
    }

    #[test]
    fn steps_on_or_before_the_beginning_are_dropped_and_the_others_fall_at_midnight() {
        let mut clocks = Clocks::new();
        clocks.happens(Trigger::Registered, date(2026, 6, 1));
        let ack: Vec<(&str, Date)> = clocks.deadlines["ACK.1"]
            .due
            .ladder
            .iter()
            .map(|rung| (rung.step.as_str(), rung.at.date()))
            .collect();
        // Two open days: the reminder three open days before would lie before the receipt.
        assert_eq!(
            ack,
            [
                ("r2", date(2026, 6, 2)),
                ("l1", date(2026, 6, 4)),
                ("l2", date(2026, 6, 10)),
                ("l3", date(2026, 6, 17)),
            ]
        );
        let ladder = &clocks.deadlines["ACK.1"].due.ladder;
        assert!(
            ladder
                .iter()
                .all(|rung| rung.at == Timestamp::start_of(rung.at.date()))
        );
    }

    #[test]
    fn closing_stops_every_clock_and_says_how_late() {
        let mut clocks = Clocks::new();
        clocks.happens(Trigger::Registered, date(2026, 6, 1));
        let kinds = clocks.happens(Trigger::Closed, date(2026, 6, 8));
        assert!(kinds.iter().all(|kind| *kind == "deadline.stopped"));
        let late = |name: &str| {
            clocks.deadlines[name]
                .stopped
                .as_ref()
                .unwrap()
                .late_open_days
        };
        assert_eq!((late("ACK.1"), late("TARGET_CLOSE.1")), (3, 0));
    }
}
