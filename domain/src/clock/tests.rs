//! The clocks of a case from event to event: the days of the worked examples, pauses, more time,
//! newer calendars; and any of these in any order against the replay.

use super::*;
use crate::{
    calendar::{Calendar, CalendarSpec, DayRange},
    code::DocumentKind,
    event::{Entry, Event},
    id::{ActorId, CaseId, Obj},
    library::Library,
    period::{Extension, Unit},
    profile::{Profile, SHIPPED},
    refusal::Refusal,
    time::Timestamp,
};
use jiff::{
    Span,
    civil::{Date, date},
};
use proptest::prelude::*;
use std::sync::Arc;

/// The clocks of one case under the first shipped profile, with every record they make.
struct Clocks {
    profile: Arc<Profile>,
    digest: String,
    calendar: Arc<Calendar>,
    library: Library,
    deadlines: Deadlines,
    records: Vec<Entry>,
}

impl Clocks {
    fn new() -> Self {
        let mut library = Library::default();
        let digest = library.add(DocumentKind::Profile, SHIPPED[0].1).unwrap();
        let profile = library.profile(&digest).unwrap().clone();
        let mut clocks = Self {
            profile,
            digest,
            calendar: Arc::new(Calendar::standard()),
            library,
            deadlines: Deadlines::default(),
            records: Vec::new(),
        };
        clocks.edit(
            &CalendarSpec::standard(),
            Timestamp::start_of(date(2020, 1, 1)),
        );
        clocks
    }

    fn rules(&self) -> Rules<'_> {
        Rules {
            profile: &self.profile,
            profile_digest: &self.digest,
            calendar: &self.calendar,
            earlier: self.library.calendars(),
        }
    }

    fn record(&mut self, event: &Event, at: Timestamp) {
        self.deadlines.evolve(event);
        self.records.push(Entry {
            seq: self.records.len() as u64,
            at,
            actor: ActorId::System("test".into()),
            obj: Obj::Case(CaseId(uuid::Uuid::nil())),
            event: event.clone(),
            sha256: String::new(),
        });
    }

    fn happens_at(&mut self, trigger: Trigger, at: Timestamp) -> Vec<&'static str> {
        let events = follow(&self.deadlines, Happening { trigger, at }, self.rules()).unwrap();
        for event in &events {
            self.record(event, at);
        }
        events.iter().map(Event::kind).collect()
    }

    fn happens(&mut self, trigger: Trigger, day: Date) -> Vec<&'static str> {
        self.happens_at(trigger, noon(day))
    }

    /// A newer calendar comes into force.
    fn edit(&mut self, spec: &CalendarSpec, now: Timestamp) -> Vec<(String, Redating)> {
        let text = spec.to_toml().unwrap();
        let digest = self.library.add(DocumentKind::Calendar, &text).unwrap();
        self.calendar = self.library.calendar(&digest).unwrap().clone();
        let found: Vec<(String, Redating)> = self
            .deadlines
            .values()
            .map(|d| {
                let made = redated(d, &self.profile, &self.calendar, now).unwrap();
                (d.name.clone(), made)
            })
            .collect();
        for (name, made) in &found {
            if let Redating::Moves(due) = made {
                let event = Event::DeadlineRedated(crate::event::DeadlineRedated {
                    deadline: name.clone(),
                    at: now,
                    was: self.deadlines[name].due.last,
                    due: due.clone(),
                });
                self.record(&event, now);
            }
        }
        found
    }

    fn extend(
        &mut self,
        name: &str,
        n: u32,
        asked_on: Option<Date>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let by = Extension { n, unit: Unit::Day };
        let event = extend(
            &self.deadlines[name],
            MoreTime { by, asked_on },
            now,
            self.rules(),
        )?;
        self.record(&event, now);
        Ok(())
    }

    fn sweep(&mut self, now: Timestamp) {
        let passed: Vec<_> = self
            .deadlines
            .values()
            .flat_map(|d| passed_rungs(d, now).collect::<Vec<_>>())
            .collect();
        for step in passed {
            self.record(&Event::DeadlineEscalated(step), now);
        }
    }

    fn last(&self, name: &str) -> Date {
        self.deadlines[name].due.last
    }

    fn made(found: &[(String, Redating)], name: &str) -> Redating {
        found.iter().find(|(n, _)| n == name).unwrap().1.clone()
    }
}

fn noon(day: Date) -> Timestamp {
    Timestamp::from_jst(day.at(11, 0, 0, 0))
}

fn closed(days: &[&str]) -> CalendarSpec {
    let mut spec = CalendarSpec::standard();
    spec.closed
        .extend(days.iter().map(|day| day.parse::<DayRange>().unwrap()));
    spec
}

fn code(refused: Result<(), Refusal>) -> &'static str {
    refused.map_or_else(|refusal| refusal.code, |()| "granted")
}

#[test]
fn a_matter_that_comes_in_starts_its_clocks_on_the_days_of_the_worked_examples() {
    let mut clocks = Clocks::new();
    clocks.happens(Trigger::Registered, date(2026, 4, 27));
    assert_eq!(clocks.last("ACK.1"), date(2026, 4, 30));
    clocks.happens(Trigger::Acknowledged, date(2026, 4, 27));
    clocks.happens(Trigger::FilingComplete, date(2026, 4, 27));
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
    let reached: Vec<_> = passed_rungs(&clocks.deadlines["ACK.1"], late).collect();
    clocks.sweep(late);
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

/// 3.2: more time once, at most 14 days, asked before the end; the days of the worked example.
#[test]
fn more_time_is_a_new_period_from_the_rolled_last_day() {
    let mut clocks = Clocks::new();
    clocks.happens(Trigger::RequestDelivered, date(2026, 4, 22));
    assert_eq!(
        clocks.last("MEMBER_REPLY.1"),
        date(2026, 5, 7),
        "6 May is a holiday"
    );
    let reply = |clocks: &mut Clocks, n, asked_on, day| {
        code(clocks.extend("MEMBER_REPLY.1", n, asked_on, noon(day)))
    };
    let day = date(2026, 4, 30);
    assert_eq!(
        reply(&mut clocks, 15, None, day),
        "deadline.extension_too_long"
    );
    assert_eq!(
        reply(&mut clocks, 0, None, day),
        "deadline.extension_too_long"
    );
    assert_eq!(
        reply(&mut clocks, 7, Some(date(2026, 5, 1)), day),
        "date.in_future"
    );
    assert_eq!(
        reply(&mut clocks, 7, Some(date(2026, 4, 22)), day),
        "date.too_far_back",
        "eight days back"
    );
    let late = date(2026, 5, 8);
    assert_eq!(
        reply(&mut clocks, 7, None, late),
        "deadline.asked_after_end"
    );
    // It was asked on the last day and recorded on the next: that counts.
    assert_eq!(
        reply(&mut clocks, 7, Some(date(2026, 5, 7)), late),
        "granted"
    );
    let deadline = &clocks.deadlines["MEMBER_REPLY.1"];
    assert_eq!(
        deadline.due.last,
        date(2026, 5, 14),
        "counted from the rolled 7 May"
    );
    assert_eq!(deadline.due_version, 2);
    assert_eq!(
        deadline.moved,
        [Moved {
            was: date(2026, 5, 7),
            because: MoveCause::Extended,
            at: noon(late)
        }],
        "the earlier day stays beside the new one"
    );
    let ladder: Vec<&str> = deadline
        .due
        .ladder
        .iter()
        .map(|r| r.step.as_str())
        .collect();
    assert_eq!(ladder, ["r1", "r2", "l1", "l2", "l3", "l4"]);
    assert_eq!(
        reply(&mut clocks, 7, None, date(2026, 5, 12)),
        "deadline.extended_already"
    );
    clocks.happens(Trigger::Registered, date(2026, 4, 22));
    assert_eq!(
        code(clocks.extend("ACK.1", 1, None, noon(date(2026, 4, 23)))),
        "deadline.not_extendable"
    );
    clocks.happens(Trigger::Closed, date(2026, 5, 12));
    assert_eq!(
        reply(&mut clocks, 1, None, date(2026, 5, 12)),
        "deadline.not_running"
    );
}

/// A25: a closure of the last day moves it to the next open day, its ladder with it; what was
/// reached of the old end stays recorded and the new end has a ladder of its own.
#[test]
fn a_closure_moves_what_ends_on_it_and_nothing_else() {
    let mut clocks = Clocks::new();
    clocks.happens(Trigger::RequestDelivered, date(2026, 6, 1));
    clocks.happens(Trigger::Registered, date(2026, 6, 1));
    clocks.sweep(noon(date(2026, 6, 12)));
    let found = clocks.edit(&closed(&["2026-06-15"]), noon(date(2026, 6, 12)));
    assert!(matches!(
        Clocks::made(&found, "MEMBER_REPLY.1"),
        Redating::Moves(_)
    ));
    let reply = &clocks.deadlines["MEMBER_REPLY.1"];
    assert_eq!((reply.due.last, reply.due_version), (date(2026, 6, 16), 2));
    assert_eq!(reply.level(), 0);
    assert_eq!(reply.due.calendar, clocks.calendar.digest());
    // Sixty days end on 31 July whatever happens in June, and so do their steps.
    assert_eq!(Clocks::made(&found, "TARGET_CLOSE.1"), Redating::Same);
    // Overdue since 4 June: its levels count open days, so the next ones move and the end does not.
    let ack = &clocks.deadlines["ACK.1"];
    assert_eq!((ack.due.last, ack.due_version), (date(2026, 6, 3), 1));
    let l3 = ack.due.ladder.iter().find(|r| r.step == "l3").unwrap();
    assert_eq!(
        l3.at.date(),
        date(2026, 6, 18),
        "ten open days without the 15th"
    );
    clocks.sweep(noon(date(2026, 6, 30)));
    let steps: Vec<(u32, &str)> = clocks.deadlines["ACK.1"]
        .reached
        .iter()
        .map(|e| (e.due_version, e.step.as_str()))
        .collect();
    assert_eq!(steps, [(1, "r2"), (1, "l1"), (1, "l2"), (1, "l3")]);
}

#[test]
fn a_newer_calendar_never_takes_time_from_a_running_clock() {
    let mut clocks = Clocks::new();
    clocks.edit(&closed(&["2026-06-15"]), noon(date(2026, 5, 29)));
    clocks.happens(Trigger::RequestDelivered, date(2026, 6, 1));
    clocks.happens(Trigger::RequestIssued, date(2026, 6, 1));
    assert_eq!(clocks.last("MEMBER_REPLY.1"), date(2026, 6, 16));
    let found = clocks.edit(&CalendarSpec::standard(), noon(date(2026, 6, 2)));
    assert_eq!(
        Clocks::made(&found, "MEMBER_REPLY.1"),
        Redating::Kept {
            by_newer: date(2026, 6, 15)
        }
    );
    assert_eq!(clocks.last("MEMBER_REPLY.1"), date(2026, 6, 16));
    // It keeps the calendar that gave it the day, and so does what is computed from it later.
    clocks.happens(Trigger::Suspended, date(2026, 6, 3));
    clocks.happens(Trigger::Resumed, date(2026, 6, 3));
    let deadline = &clocks.deadlines["MEMBER_REPLY.1"];
    assert!(
        deadline.due.last >= date(2026, 6, 16),
        "{}",
        deadline.due.last
    );
}

#[test]
fn stopped_and_paused_clocks_are_left_alone_until_they_run() {
    let mut clocks = Clocks::new();
    clocks.happens(Trigger::Registered, date(2026, 6, 1));
    clocks.happens(Trigger::RequestDelivered, date(2026, 6, 1));
    clocks.happens(Trigger::Acknowledged, date(2026, 6, 2));
    clocks.happens(Trigger::Suspended, date(2026, 6, 8));
    let found = clocks.edit(
        &closed(&["2026-06-25", "2026-06-03"]),
        noon(date(2026, 6, 9)),
    );
    for name in ["ACK.1", "MEMBER_REPLY.1"] {
        assert_eq!(Clocks::made(&found, name), Redating::Same, "{name}");
    }
    clocks.happens(Trigger::Resumed, date(2026, 6, 17));
    // The worked example says 25 June; by the newer calendar that is closed.
    assert_eq!(clocks.last("MEMBER_REPLY.1"), date(2026, 6, 26));
}

/// Invariant 5: what a gazette confirms stays where it was and is no longer provisional.
#[test]
fn an_import_confirms_provisional_days() {
    let mut clocks = Clocks::new();
    clocks.happens(Trigger::RequestDelivered, date(2028, 3, 1));
    assert!(clocks.deadlines["MEMBER_REPLY.1"].due.provisional);
    let spec = CalendarSpec {
        gazetted_until: 2028,
        ..CalendarSpec::standard()
    };
    clocks.edit(&spec, noon(date(2028, 3, 2)));
    let reply = &clocks.deadlines["MEMBER_REPLY.1"];
    assert!(!reply.due.provisional);
    assert_eq!((reply.due_version, reply.moved.len()), (1, 0));
}

#[derive(Clone, Debug)]
enum Deed {
    Happen(Trigger, i64),
    Edit(Vec<i64>, Vec<i64>),
    Extend(u32, i64),
    Sweep,
}

fn deeds() -> impl Strategy<Value = Vec<(u8, Deed)>> {
    use Trigger as T;
    let trigger = prop::sample::select(vec![
        T::Registered,
        T::Acknowledged,
        T::RequestDelivered,
        T::RequestAnswered,
        T::DirectionSent,
        T::Confirmed,
        T::Suspended,
        T::Resumed,
        T::Suspended,
        T::Resumed,
    ]);
    let days = || prop::collection::vec(0_i64..140, 0..6);
    let deed = prop_oneof![
        4 => (trigger, 0_i64..6).prop_map(|(t, back)| Deed::Happen(t, back)),
        2 => (days(), days()).prop_map(|(close, open)| Deed::Edit(close, open)),
        1 => (1_u32..20, 0_i64..8).prop_map(|(n, back)| Deed::Extend(n, back)),
        2 => Just(Deed::Sweep),
    ];
    prop::collection::vec((0_u8..12, deed), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever happens in whatever order: no running clock loses time, no step of one version is
    /// reached twice, every proof can be recomputed, and the replay of the records finds no gap but
    /// steps that no sweep has recorded yet.
    #[test]
    fn any_course_of_events_keeps_every_promise(deeds in deeds()) {
        let mut clocks = Clocks::new();
        let first = date(2026, 3, 20);
        let plus = |n: i64| first.saturating_add(Span::new().days(n));
        let mut day = 0_i64;
        for (gap, deed) in deeds {
            day += i64::from(gap);
            let now = noon(plus(day));
            let before = clocks.deadlines.clone();
            match deed {
                Deed::Happen(trigger, back) => {
                    let dated_back = matches!(trigger, Trigger::Suspended | Trigger::Resumed);
                    let back = if dated_back { back } else { 0 };
                    let events = follow(
                        &clocks.deadlines,
                        Happening { trigger, at: noon(plus(day - back)) },
                        clocks.rules(),
                    )
                    .unwrap();
                    for event in &events {
                        clocks.record(event, now);
                    }
                }
                Deed::Edit(close, open) => {
                    let mut spec = CalendarSpec::standard();
                    let one = |n: i64| DayRange::Dated { from: plus(n), to: plus(n) };
                    spec.closed.extend(close.into_iter().map(one));
                    spec.open.extend(open.into_iter().map(one));
                    clocks.edit(&spec, now);
                }
                Deed::Extend(n, back) => {
                    let names: Vec<String> = clocks.deadlines.keys().cloned().collect();
                    for name in names {
                        let _ = clocks.extend(&name, n, Some(plus(day - back)), now);
                    }
                }
                Deed::Sweep => clocks.sweep(now),
            }
            for (name, was) in before.iter() {
                let is = &clocks.deadlines[name];
                prop_assert!(is.due.ends_at >= was.due.ends_at, "{name} lost time");
                if !was.is_open() {
                    prop_assert_eq!(is, was, "a stopped clock changed");
                }
            }
        }
        for deadline in clocks.deadlines.values() {
            let mut steps: Vec<_> = deadline.reached.iter().map(|e| (e.due_version, &e.step)).collect();
            let all = steps.len();
            steps.sort();
            steps.dedup();
            prop_assert_eq!(steps.len(), all, "{} reached a step twice", deadline.name);
            let calendar = clocks.library.calendar(&deadline.due.calendar).unwrap();
            let proof = deadline.proof(calendar).unwrap();
            prop_assert_eq!(proof_digest(&proof), deadline.due.proof_sha256.clone());
            prop_assert_eq!(proof.last, deadline.due.last);
        }
        let mut replay = Replay::new(0);
        for entry in &clocks.records {
            let gaps = replay.apply(entry, &clocks.library);
            let gaps: Vec<_> = gaps.iter().filter(|g| g.what != GapKind::StepMissing).collect();
            prop_assert!(gaps.is_empty(), "{entry:?}\n{gaps:#?}");
        }
    }
}
