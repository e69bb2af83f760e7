//! Looking ahead: every clock of a complaint that goes the whole way, if each step is taken on the
//! last day it may be.

use super::{Deadline, Deadlines, Happening, Rules, Trigger, follow};
use crate::{event::Event, period::PeriodError, time::Timestamp};

/// The main path of a complaint (3.1 of the state machines), after its receipt.
const PATH: [Trigger; 9] = [
    Trigger::Acknowledged,
    Trigger::FilingComplete,
    Trigger::Accepted,
    Trigger::RequestIssued,
    Trigger::RequestDelivered,
    Trigger::RequestAnswered,
    Trigger::RequestAccepted,
    Trigger::DirectionSent,
    Trigger::Confirmed,
];

/// The clocks of a complaint received at `received_at`, in the order in which they begin; each step
/// happens at noon of the last day of the clock that it stops.
///
/// # Errors
/// A period leaves the calendar's table.
///
/// ```
/// use domain::{calendar::Calendar, clock::{Rules, ahead}, profile::{Profile, SHIPPED}, time::Timestamp};
/// use jiff::civil::date;
/// let (profile, calendar) = (Profile::from_toml(SHIPPED[0].1).unwrap(), Calendar::standard());
/// let rules = Rules { profile: &profile, profile_digest: "", calendar: &calendar, earlier: &Default::default() };
/// let clocks = ahead(Timestamp::from_jst(date(2026, 4, 27).at(11, 0, 0, 0)), rules).unwrap();
/// assert_eq!((clocks[0].clock.as_str(), clocks[0].due.last), ("ACK", date(2026, 4, 30)));
/// ```
pub fn ahead(received_at: Timestamp, rules: Rules<'_>) -> Result<Vec<Deadline>, PeriodError> {
    let mut deadlines = Deadlines::default();
    let mut order = Vec::new();
    let mut at = received_at;
    for trigger in [Trigger::Registered].into_iter().chain(PATH) {
        let stops = |d: &&Deadline| {
            let rule = rules.profile.rule(&d.clock);
            d.is_open() && rule.is_some_and(|rule| rule.stop.contains(&trigger))
        };
        if let Some(waiting) = deadlines.values().filter(stops).map(|d| d.due.last).max() {
            at = at.max(Timestamp::from_jst(waiting.at(12, 0, 0, 0)));
        }
        for event in follow(&deadlines, Happening { trigger, at }, rules)? {
            if let Event::DeadlineStarted(e) = &event {
                order.push(e.deadline.clone());
            }
            deadlines.evolve(&event);
        }
    }
    Ok(order
        .iter()
        .filter_map(|name| deadlines.get(name).cloned())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::Calendar,
        profile::{Profile, SHIPPED},
    };
    use jiff::civil::date;
    use std::collections::BTreeMap;

    #[test]
    fn every_clock_of_the_main_path_is_there_for_both_profiles() {
        let calendar = Calendar::standard();
        for (code, text) in SHIPPED {
            let profile = Profile::from_toml(text).unwrap();
            let rules = Rules {
                profile: &profile,
                profile_digest: "",
                calendar: &calendar,
                earlier: &BTreeMap::new(),
            };
            let received_at = Timestamp::from_jst(date(2026, 6, 1).at(11, 0, 0, 0));
            let clocks = ahead(received_at, rules).unwrap();
            let last = |clock: &str| {
                let found = clocks.iter().find(|d| d.clock == clock);
                found
                    .unwrap_or_else(|| panic!("{code} lacks {clock}"))
                    .due
                    .last
            };
            // Each day was counted by hand on a calendar of 2026.
            for (clock, day) in [
                ("ACK", date(2026, 6, 3)),
                ("SCOPE", date(2026, 6, 10)),
                ("NOTIFY", date(2026, 6, 15)),
                ("MEMBER_REPLY", date(2026, 6, 29)),
                ("REVIEW", date(2026, 7, 6)),
                ("DIRECTION", date(2026, 7, 13)),
                ("CONFIRM", date(2026, 7, 27)),
                ("HARD_REVIEW", date(2026, 8, 31)),
            ] {
                assert_eq!(last(clock), day, "{code} {clock}");
            }
        }
    }
}
