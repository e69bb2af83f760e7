//! From schedules to ticks: which instants a job is due at, and what becomes of those nobody was there
//! for.
//!
//! A schedule is read in its zone. A time that a clock change skips runs at the first instant after the
//! gap; one that comes twice runs at the first. Reading is pure: the caller gives the watermark and `now`
//! and gets a [`PlanStep`] for the ledger of runs.

use croner::{
    Cron,
    parser::{CronParser, Seconds},
};
use domain::time::Timestamp;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use store::runs::{Catchup, Definition, PlanStep, Skip};

/// So many skipped ticks of one step get a row each; those before them share one.
const SKIPPED_ROWS: usize = 100;
/// So many ticks are planned to run in one step; the next step goes on.
const DUE_ROWS: usize = 1_000;
/// So many ticks are looked at in one step.
const TICKS: usize = 200_000;
/// Under [`Catchup::None`] a tick later than this is a missed one.
const GRACE_US: i64 = 60_000_000;

/// A schedule cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// The cron expression is not valid.
    #[error("`{0}` is not a schedule: {1}")]
    BadCron(String, String),
    /// The zone is unknown.
    #[error("`{0}` is not a time zone")]
    BadZone(String),
    /// Two jobs have the same name.
    #[error("the job `{0}` stands twice")]
    Twice(String),
    /// All missed ticks are to run, and all ticks over a living predecessor are to be skipped.
    #[error("the job `{0}` can catch up everything or skip overlaps, not both")]
    Contradiction(String),
}

/// A cron expression in a zone.
#[derive(Clone, Debug)]
pub struct Schedule {
    cron: Cron,
    zone: TimeZone,
}

impl Schedule {
    /// Reads a cron expression of five fields, or six with seconds first.
    ///
    /// # Errors
    /// When the expression or the zone is not valid.
    ///
    /// ```
    /// use jobs::Schedule;
    /// let nightly = Schedule::parse("30 2 * * *", "Asia/Tokyo").unwrap();
    /// let next = nightly.next("2026-11-22T01:00:00.000000Z".parse().unwrap(), 2);
    /// assert_eq!(next[0].to_string(), "2026-11-22T17:30:00.000000Z"); // 02:30 in Tokyo
    /// assert!(Schedule::parse("every day", "Asia/Tokyo").is_err());
    /// assert!(Schedule::parse("30 2 * * *", "Asia/Edo").is_err());
    /// ```
    pub fn parse(cron: &str, zone: &str) -> Result<Self, ScheduleError> {
        let parser = CronParser::builder().seconds(Seconds::Optional).build();
        let read = parser
            .parse(cron)
            .map_err(|e| ScheduleError::BadCron(cron.to_owned(), e.to_string()))?;
        let zone = TimeZone::get(zone).map_err(|_| ScheduleError::BadZone(zone.to_owned()))?;
        Ok(Self { cron: read, zone })
    }

    /// The ticks after `from`, in order; ends where the schedule does.
    pub fn after(&self, from: Timestamp) -> impl Iterator<Item = Timestamp> {
        let mut at = jiff::Timestamp::from_microsecond(from.micros())
            .ok()
            .map(|t| t.to_zoned(self.zone.clone()));
        std::iter::from_fn(move || {
            let next = self.cron.find_next_occurrence(at.as_ref()?, false).ok();
            at.clone_from(&next);
            next.map(|t| Timestamp::from_micros(t.timestamp().as_microsecond()))
        })
    }

    /// The next `n` ticks after `from`.
    #[must_use]
    pub fn next(&self, from: Timestamp, n: usize) -> Vec<Timestamp> {
        self.after(from).take(n).collect()
    }

    /// The last tick at or before `now`.
    #[must_use]
    pub fn latest(&self, now: Timestamp) -> Option<Timestamp> {
        let now = jiff::Timestamp::from_microsecond(now.micros()).ok()?;
        let now = now.to_zoned(self.zone.clone());
        let tick = self.cron.find_previous_occurrence(&now, true).ok()?;
        Some(Timestamp::from_micros(tick.timestamp().as_microsecond()))
    }
}

/// What the ticks of `definition` in `(planned_through, now]` become, or `None` when there are none. A
/// clock that went back gives an empty interval.
#[must_use]
pub fn plan(definition: &Definition, schedule: &Schedule, now: Timestamp) -> Option<PlanStep> {
    if !definition.enabled {
        return None;
    }
    let from = definition.planned_through;
    let window_us = definition.catchup_window_ms.saturating_mul(1_000);
    let oldest = now.micros().saturating_sub(window_us);
    let mut due = VecDeque::new();
    let mut skipped = Skipped::default();
    let mut through = from;
    let mut complete = true;
    for (seen, tick) in schedule.after(from).take_while(|t| *t <= now).enumerate() {
        if seen == TICKS || (definition.catchup == Catchup::All && due.len() == DUE_ROWS) {
            complete = false;
            break;
        }
        through = tick;
        let late_us = now.micros() - tick.micros();
        if tick.micros() < oldest {
            skipped.push(tick, "older than the catch-up window");
        } else if definition.catchup == Catchup::None && late_us > GRACE_US {
            skipped.push(tick, "missed, and this job does not catch up");
        } else {
            due.push_back(tick);
            if definition.catchup != Catchup::All && due.len() > 1 {
                skipped.extend(due.pop_front(), "a later tick runs instead");
            }
        }
    }
    if !complete && definition.catchup != Catchup::All {
        // The later tick that runs instead is found by the next step.
        skipped.extend(due.pop_front(), "a later tick runs instead");
    }
    (through > from).then(|| PlanStep {
        name: definition.name.clone(),
        from,
        through,
        due: due.into(),
        skipped: skipped.rows(),
    })
}

/// Skipped ticks: the newest one by one, all before them as one.
#[derive(Default)]
struct Skipped {
    newest: VecDeque<(Timestamp, &'static str)>,
    /// The first, the last and the number of those before.
    before: Option<(Timestamp, Timestamp, i64)>,
}

impl Skipped {
    fn push(&mut self, tick: Timestamp, reason: &'static str) {
        self.newest.push_back((tick, reason));
        if self.newest.len() > SKIPPED_ROWS
            && let Some((oldest, _)) = self.newest.pop_front()
        {
            let (first, _, count) = self.before.unwrap_or((oldest, oldest, 0));
            self.before = Some((first, oldest, count + 1));
        }
    }

    fn extend(&mut self, tick: Option<Timestamp>, reason: &'static str) {
        if let Some(tick) = tick {
            self.push(tick, reason);
        }
    }

    fn rows(self) -> Vec<Skip> {
        let before = self.before.map(|(first, last, ticks)| Skip {
            at: last,
            ticks,
            reason: format!("{ticks} ticks from {first} on, too many to list"),
        });
        let newest = self.newest.into_iter().map(|(at, reason)| Skip {
            at,
            ticks: 1,
            reason: reason.to_owned(),
        });
        before.into_iter().chain(newest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{civil::date, tz::AmbiguousOffset};
    use store::runs::Overlap;

    fn t(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn definition(catchup: Catchup, from: Timestamp) -> Definition {
        Definition {
            name: "x".to_owned(),
            cron: String::new(),
            tz: String::new(),
            catchup,
            catchup_window_ms: 30 * 86_400_000,
            overlap: Overlap::Queue,
            max_attempts: 1,
            lease_ms: 1,
            irreversible: false,
            enabled: true,
            spec_version: 1,
            planned_through: from,
        }
    }

    /// Down for three days over a daily job.
    #[test]
    fn three_missed_days_become_what_the_policy_says() {
        let daily = Schedule::parse("0 2 * * *", "Asia/Tokyo").unwrap();
        let from = t("2026-11-18T17:00:00.000000Z");
        let now = t("2026-11-22T01:00:00.000000Z");
        for (catchup, due, skipped) in [
            (Catchup::All, 3, 0),
            (Catchup::Latest, 1, 2),
            (Catchup::None, 0, 3),
        ] {
            let step = plan(&definition(catchup, from), &daily, now).unwrap();
            assert_eq!(
                (step.due.len(), step.skipped.len()),
                (due, skipped),
                "{catchup:?}"
            );
            assert_eq!(step.through, t("2026-11-21T17:00:00.000000Z"));
            let next = plan(&definition(catchup, step.through), &daily, now);
            assert_eq!(next, None);
        }
        let on_time = plan(
            &definition(Catchup::None, from),
            &daily,
            t("2026-11-19T17:00:20.000000Z"),
        );
        assert_eq!(on_time.unwrap().due, [t("2026-11-19T17:00:00.000000Z")]);
    }

    #[test]
    fn a_clock_that_went_back_plans_nothing() {
        let minutely = Schedule::parse("* * * * *", "UTC").unwrap();
        let from = t("2026-11-18T17:00:00.000000Z");
        for now in ["2026-11-18T17:00:00.000000Z", "2026-11-18T03:00:00.000000Z"] {
            assert_eq!(
                plan(&definition(Catchup::Latest, from), &minutely, t(now)),
                None
            );
        }
        let disabled = Definition {
            enabled: false,
            ..definition(Catchup::All, from)
        };
        assert_eq!(
            plan(&disabled, &minutely, t("2026-11-20T00:00:00.000000Z")),
            None
        );
    }

    #[test]
    fn many_skipped_ticks_share_one_row_and_none_is_lost() {
        let minutely = Schedule::parse("* * * * *", "Asia/Tokyo").unwrap();
        let from = t("2026-11-18T00:00:00.000000Z");
        let now = t("2026-11-19T00:00:00.000000Z");
        let step = plan(&definition(Catchup::Latest, from), &minutely, now).unwrap();
        assert_eq!(step.due, [now]);
        assert_eq!(step.skipped.len(), 101);
        let ticks: i64 = step.skipped.iter().map(|s| s.ticks).sum();
        assert_eq!(ticks + 1, 1_440);
        assert_eq!(step.skipped[0].ticks, 1_339);
        assert_eq!(step.skipped[0].at, t("2026-11-18T22:19:00.000000Z"));
        assert!(step.skipped.windows(2).all(|w| w[0].at < w[1].at));
    }

    #[test]
    fn a_long_absence_is_caught_up_in_bounded_steps() {
        let minutely = Schedule::parse("* * * * *", "UTC").unwrap();
        let from = t("2026-11-18T00:00:00.000000Z");
        let now = t("2026-11-20T00:00:00.000000Z");
        let mut definition = definition(Catchup::All, from);
        let mut due = Vec::new();
        while let Some(step) = plan(&definition, &minutely, now) {
            assert!(step.due.len() <= DUE_ROWS);
            definition.planned_through = step.through;
            due.extend(step.due);
        }
        assert_eq!(due.len(), 2 * 1_440);
        definition.planned_through = from;
        definition.catchup_window_ms = 3_600_000;
        let step = plan(&definition, &minutely, now).unwrap();
        assert_eq!((step.due.len(), step.skipped.len()), (61, 101));
    }

    /// Against jiff's own reading of the zone: each day's time once, a skipped one at the end of the gap,
    /// a doubled one at its first.
    #[test]
    fn clock_changes_agree_with_the_zone_data() {
        let zones = [
            "America/New_York",
            "Europe/Paris",
            "Europe/London",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "Africa/Cairo",
            "Asia/Tokyo",
            "Pacific/Auckland",
            "America/St_Johns",
            "Asia/Tehran",
        ];
        let mut odd = 0;
        for name in zones {
            let zone = TimeZone::get(name).unwrap();
            for (hour, minute) in [(0, 30), (1, 30), (2, 0), (2, 30), (3, 0)] {
                let schedule = Schedule::parse(&format!("{minute} {hour} * * *"), name).unwrap();
                let first = date(2022, 1, 1);
                let start = first.to_zoned(zone.clone()).unwrap().timestamp();
                let mut ticks = schedule.after(Timestamp::from_micros(start.as_microsecond() - 1));
                let mut day = first;
                while day < date(2027, 1, 1) {
                    let local = day.at(hour, minute, 0, 0);
                    let read = zone.to_ambiguous_timestamp(local);
                    let expected = match read.offset() {
                        AmbiguousOffset::Unambiguous { offset } => {
                            offset.to_timestamp(local).unwrap()
                        }
                        AmbiguousOffset::Fold { before, .. } => {
                            odd += 1;
                            before.to_timestamp(local).unwrap()
                        }
                        AmbiguousOffset::Gap { after, .. } => {
                            odd += 1;
                            // Read with the later offset it lies before the change, which comes next.
                            let before = after.to_timestamp(local).unwrap();
                            zone.following(before).next().unwrap().timestamp()
                        }
                    };
                    let got = ticks.next().unwrap();
                    assert_eq!(got.micros(), expected.as_microsecond(), "{name} {local}");
                    day = day.tomorrow().unwrap();
                }
            }
        }
        assert!(
            odd > 60,
            "the zones must hold clock changes at these times: {odd}"
        );
    }
}
