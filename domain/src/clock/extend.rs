//! More time for one deadline: how often and how much is the profile's (3.2: once, at most 14 days,
//! asked before the end), and the day on which it was asked may be recorded a little later.

use super::{Deadline, Rules, plan::fairest};
use crate::{
    event::{DeadlineExtended, Event},
    period::Extension,
    refusal::Refusal,
    time::Timestamp,
};
use jiff::civil::Date;

/// A request for more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoreTime {
    /// How much.
    pub by: Extension,
    /// The day on which it was asked for, when that was not today.
    pub asked_on: Option<Date>,
}

/// Grants more time to a running deadline, or says why not.
///
/// # Errors
/// `deadline.not_running`, `deadline.not_extendable`, `deadline.extended_already`,
/// `deadline.extension_too_long`, `deadline.asked_in_future`, `deadline.asked_too_long_ago`,
/// `deadline.asked_after_end`, or a period outside the calendar.
pub fn extend(
    deadline: &Deadline,
    more: MoreTime,
    now: Timestamp,
    rules: Rules<'_>,
) -> Result<Event, Refusal> {
    let about = |code| Refusal::of_field(code, "deadline");
    if !deadline.is_open() || deadline.paused.is_some() {
        return Err(about("deadline.not_running"));
    }
    let rule = rules.profile.rule(&deadline.clock);
    let (Some(rule), Some(cap)) = (rule, rule.and_then(|rule| rule.extend)) else {
        return Err(about("deadline.not_extendable"));
    };
    if deadline.extensions.len() >= usize::try_from(cap.times).unwrap_or(usize::MAX) {
        return Err(about("deadline.extended_already"));
    }
    if more.by.unit != cap.unit || !(1..=cap.n).contains(&more.by.n) {
        return Err(Refusal::of_field("deadline.extension_too_long", "n"));
    }
    let asked_on = rules.dated_back(more.asked_on, now, "asked_on")?;
    if asked_on < deadline.from.date() {
        return Err(Refusal::of_field("deadline.asked_too_long_ago", "asked_on"));
    }
    if asked_on > deadline.due.last && !cap.late {
        return Err(Refusal::of_field("deadline.asked_after_end", "asked_on"));
    }
    let mut extensions = deadline.extensions.clone();
    extensions.push(more.by);
    let course = super::Course {
        extensions: &extensions,
        ..deadline.course()
    };
    let due = fairest(deadline, course, rule, rules, now).map_err(|e| Refusal::new(e.code()))?;
    Ok(Event::DeadlineExtended(DeadlineExtended {
        deadline: deadline.name.clone(),
        by: more.by,
        asked_on,
        at: now,
        was: deadline.due.last,
        due,
    }))
}
