//! Deadlines: chip, proof and ladder.

use crate::web::{
    site::Desk,
    view::deadline::{Chip, Deadline as Shown, Rung, Why, WhyStep},
};
use domain::{
    calendar::ClosedReason,
    clock::Deadline,
    period::{Effect, Proof, Step},
};

/// State and date.
pub(crate) fn chip(desk: &Desk, deadline: &Deadline) -> Chip {
    Chip {
        clock: deadline.clock.clone(),
        standing: deadline.urgency(desk.now, &desk.in_force.calendar),
        due: Some(deadline.due.last),
        at: deadline
            .period
            .unit
            .is_hours()
            .then_some(deadline.due.ends_at),
        provisional: deadline.due.provisional,
    }
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Start => "start",
        Effect::Receive => "receive",
        Effect::First => "first",
        Effect::Count => "count",
        Effect::Skip => "skip",
        Effect::Pause => "pause",
        Effect::Resume => "resume",
        Effect::RawLast => "raw-last",
        Effect::Roll => "roll",
        Effect::Extend => "extend",
        Effect::Result => "result",
    }
}

/// A digest as people compare it.
pub(crate) fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}

/// What happens to a day and why. A holiday of the gazette alone is called by its name.
fn reason(desk: &Desk, step: &Step) -> String {
    if step.why == ClosedReason::Gazetted.code()
        && let Some(name) = desk.in_force.calendar.holiday_name_on(step.date)
    {
        return desk.ui.x("why-gazetted", name);
    }
    desk.either(step.ja(), step.en())
}

/// The steps of a proof, in words.
pub(crate) fn steps(desk: &Desk, proof: &Proof) -> Vec<WhyStep> {
    proof
        .steps
        .iter()
        .map(|step| WhyStep {
            date: Some(step.date),
            effect: effect(step.effect).to_owned(),
            why: reason(desk, step),
        })
        .collect()
}

/// Why the date is what it is, from the stored proof.
pub(crate) fn why(desk: &Desk, deadline: &Deadline, proof: &Proof) -> Why {
    let profile = &desk.in_force.profile;
    let rule = profile.rule(&deadline.clock);
    let pauses = deadline
        .pauses
        .iter()
        .map(|(from, to)| (from.date(), Some(to.date())))
        .chain(
            deadline
                .paused
                .iter()
                .map(|paused| (paused.since.date(), None)),
        );
    Why {
        rule: desk.either(deadline.period.ja(), deadline.period.en()),
        clause: rule.map(|rule| rule.clause.clone()).unwrap_or_default(),
        started: deadline.from.date(),
        first_counted: proof.first_counted,
        raw_last: proof.raw_last,
        last: proof.last,
        ends_at: proof.ends_at,
        pauses: pauses.collect(),
        extensions: deadline
            .extensions
            .iter()
            .map(|more| desk.either(more.ja(), more.en()))
            .collect(),
        earlier: deadline
            .moved
            .iter()
            .map(|moved| (moved.was, moved.because.code().to_owned()))
            .collect(),
        steps: steps(desk, proof),
        profile: format!("{} ({})", profile.title, short(&deadline.profile)),
        calendar: short(&deadline.due.calendar),
        provisional: proof.provisional,
    }
}

/// One deadline with its proof and its ladder.
pub(crate) fn shown(desk: &Desk, deadline: &Deadline, proof: &Proof) -> Shown {
    let profile = &desk.in_force.profile;
    let ladder = deadline
        .due
        .ladder
        .iter()
        .map(|rung| Rung {
            name: rung.step.clone(),
            on: rung.at.date(),
            to: profile
                .rule(&deadline.clock)
                .into_iter()
                .flat_map(|rule| profile.ladder(rule))
                .find(|step| step.step == rung.step)
                .map(|step| step.to.code().to_owned())
                .unwrap_or_default(),
            reached: deadline
                .reached
                .iter()
                .any(|e| e.step == rung.step && e.due_version == deadline.due_version),
        })
        .collect();
    Shown {
        name: deadline.name.clone(),
        chip: chip(desk, deadline),
        waits_on: deadline.waits_on.code().to_owned(),
        from: deadline.from,
        stopped: deadline.stopped.as_ref().map(|stopped| stopped.at),
        why: why(desk, deadline, proof),
        ladder,
    }
}
