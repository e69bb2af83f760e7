use super::*;
use crate::{
    calendar::Calendar,
    clock::{Deadlines, Happening, Rules, Trigger, follow},
    code::{Party, Role},
    period::{Direction, From, Period, Roll, Unit},
    profile::{ClockRule, Extendable, Measure, Profile, written},
    time::Timestamp,
};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

fn shipped() -> [Profile; 2] {
    [0, 1].map(|i| Profile::from_toml(SHIPPED[i].1).unwrap())
}

/// Clock, period, extension (times, n, late) of the table of clock defaults; `~` is a clear day
/// before, `BD` an open day, `30 Sep` a date of the next fiscal year.
const DEFAULTS: &str = "
ACK 2 BD | ID_CHECK 3 BD | SCOPE 5 BD + 1 x 5 BD | OOS_REPLY 3 BD | FORM_RETURN 30 d + 1 x 30 d
NOTIFY 3 BD | MEMBER_REPLY 14 d + 1 x 14 d | MEMBER_DOCS 10 d + 1 x 10 d | REVIEW 5 BD + 1 x 5 BD
RESUBMIT 10 d + 1 x 10 d | DIRECTION 5 BD + 1 x 5 BD | CONFIRM 14 d + 1 x 14 d | PROGRESS 1 m
TARGET_CLOSE 60 d + 2 x 30 d late | HARD_REVIEW 90 d | SUSPEND_REVIEW 30 d
STATEMENT 14 d + 1 x 14 d | HEARING_NOTICE 14 ~ floor 7 | REC_DECISION 100 d | REC_NOTICE 3 BD
REC_COMPLY 30 d + 1 x 30 d | REC_VERIFY 10 BD | REV_START 10 BD | REV_NOTICE 14 ~ floor 7
LIST_UPDATE 3 BD | OBJECTION 14 d off | OBJECTION_DECIDE 30 d off
CURE 10 BD + 1 x 10 BD | WITHHOLD_REVIEW 30 d | MEMBER_STATUS 14 d + 1 x 14 d | JUST_CAUSE 5 BD
PREVENTION 30 d + 2 x 30 d late
AUDIT FY 09-30 | AUDIT_ALARM FY 03-31 | STATS FY 06-30 | TRAINING FY 03-31 | ACCESS_REVIEW 03-31";

fn shown(rule: &ClockRule) -> String {
    let unit = |unit: Unit, direction| match (unit, direction) {
        (Unit::Day, Direction::Before) => "~",
        (Unit::Day, Direction::After) => "d",
        (Unit::OpenDay, Direction::After) => "BD",
        (Unit::Month, Direction::After) => "m",
        other => panic!("{other:?}"),
    };
    let Period {
        n,
        direction,
        month_day,
        ..
    } = rule.period;
    let period = match month_day {
        Some(day) if rule.period.from == From::FiscalYearEnd => format!("FY {day}"),
        Some(day) => day.to_string(),
        None => format!("{n} {}", unit(rule.period.unit, direction)),
    };
    let mut text = format!("{} {period}", rule.name);
    if let Some(Extendable {
        times,
        n,
        unit: of,
        late,
    }) = rule.extend
    {
        let of = unit(of, Direction::After);
        text = format!("{text} + {times} x {n} {of}");
        text += if late { " late" } else { "" };
    }
    if let Some(floor) = rule.floor {
        text = format!("{text} floor {floor}");
    }
    text + if rule.enabled { "" } else { " off" }
}

#[test]
fn the_shipped_profiles_hold_every_clock_with_its_default() {
    let wanted: BTreeSet<String> = DEFAULTS
        .split(['|', '\n'])
        .map(|clock| clock.trim().to_owned())
        .filter(|clock| !clock.is_empty())
        .collect();
    assert_eq!(wanted.len(), 37);
    for (profile, (code, _)) in shipped().iter().zip(SHIPPED) {
        assert_eq!(&profile.code, code);
        assert_eq!(profile.backdate_days, 7);
        assert!(profile.industries.contains_key("other"));
        let found: BTreeSet<String> = profile.clock.iter().map(shown).collect();
        assert_eq!(found, wanted, "{code}");
        let own = if *code == "jecia" { "B" } else { "A" };
        let of_own = profile.clock.iter().filter(|c| c.clause.starts_with(own));
        assert!(of_own.count() > 16, "{code} cites its own document");
        for rule in &profile.clock {
            let document = rule.clause.trim_end_matches(|c: char| c.is_ascii_digit());
            assert!(
                ["A", "B", "APPI ", "GA "].contains(&document),
                "{}",
                rule.clause
            );
            let fixed = rule.period.month_day.is_some();
            assert_eq!(fixed, rule.period.roll == Some(Roll::None), "{}", rule.name);
        }
    }
}

/// Clock, on whom it waits, what starts, stops, pauses and resumes it; the same in both profiles.
#[rustfmt::skip]
const TRIGGERS: &[(&str, Party, &str, &str, &str)] = &[
    ("ACK", Party::Staff, "registered taken_over_received", "acknowledged", ""),
    ("ID_CHECK", Party::Staff, "documents_received", "identity_checked", ""),
    ("SCOPE", Party::Staff, "filing_complete reopened", "accepted out_of_scope", "form_sent > form_returned"),
    ("OOS_REPLY", Party::Staff, "out_of_scope", "", ""),
    ("FORM_RETURN", Party::Complainant, "form_sent", "form_returned", ""),
    ("NOTIFY", Party::Staff, "accepted notice_released", "request_issued withheld", ""),
    ("MEMBER_REPLY", Party::Member, "request_delivered taken_over_awaiting", "request_answered non_cooperation_confirmed", ""),
    ("MEMBER_DOCS", Party::Member, "documents_requested", "documents_supplied just_cause_accepted", "just_cause_claimed > just_cause_denied"),
    ("CURE", Party::Complainant, "opportunity_given", "opportunity_used accepted out_of_scope", ""),
    ("WITHHOLD_REVIEW", Party::Staff, "withheld withholding_continued", "withholding_continued notice_released", ""),
    ("MEMBER_STATUS", Party::Member, "status_requested", "status_reported", ""),
    ("JUST_CAUSE", Party::Staff, "just_cause_claimed", "just_cause_accepted just_cause_denied", ""),
    ("PREVENTION", Party::Staff, "prevention_planned", "prevention_done", ""),
    ("RESUBMIT", Party::Member, "request_redelivered", "request_answered non_cooperation_confirmed", ""),
    ("REVIEW", Party::Staff, "request_answered taken_over_reviewing", "request_accepted request_returned non_cooperation_confirmed", ""),
    ("DIRECTION", Party::Staff, "request_accepted non_cooperation_confirmed", "direction_sent", ""),
    ("CONFIRM", Party::Complainant, "direction_sent", "confirmed", ""),
    ("PROGRESS", Party::Staff, "acknowledged contacted direction_sent reopened", "acknowledged contacted direction_sent", ""),
    ("TARGET_CLOSE", Party::Staff, "registered taken_over reopened", "", "direction_sent form_sent > confirmed form_returned"),
    ("HARD_REVIEW", Party::Staff, "registered taken_over reopened", "", ""),
    ("SUSPEND_REVIEW", Party::Staff, "suspended", "resumed", ""),
    ("STATEMENT", Party::Member, "explanation_delivered", "statement_received hearing_waived hearing_closed", ""),
    ("HEARING_NOTICE", Party::Staff, "hearing_fixed", "hearing_notified hearing_waived hearing_closed", ""),
    ("REC_DECISION", Party::Staff, "hearing_closed", "board_resolved", ""),
    ("REC_NOTICE", Party::Staff, "board_resolved", "decision_notified revocation_notified", ""),
    ("REC_COMPLY", Party::Member, "recommendation_delivered partly_fulfilled", "compliance_reported not_followed", ""),
    ("REC_VERIFY", Party::Staff, "compliance_reported", "compliance_verified", ""),
    ("REV_START", Party::Staff, "not_followed", "revocation_proposed", ""),
    ("REV_NOTICE", Party::Staff, "meeting_fixed", "meeting_notified", ""),
    ("LIST_UPDATE", Party::Staff, "membership_changed", "public_list_updated", ""),
    ("OBJECTION", Party::Member, "revocation_notified", "objection_raised", ""),
    ("OBJECTION_DECIDE", Party::Staff, "objection_raised", "objection_decided", ""),
    ("AUDIT", Party::Staff, "fiscal_year_ended", "audit_reported", ""),
    ("AUDIT_ALARM", Party::Staff, "fiscal_year_ended", "audit_performed audit_reported", ""),
    ("STATS", Party::Staff, "fiscal_year_ended", "statistics_released", ""),
    ("TRAINING", Party::Staff, "fiscal_year_ended", "training_completed", ""),
    ("ACCESS_REVIEW", Party::Staff, "fiscal_year_began", "access_reviewed", ""),
];

#[test]
fn the_shipped_clocks_follow_the_procedures() {
    let codes = |triggers: &[Trigger]| -> String {
        let codes = triggers.iter().map(written).collect::<Vec<_>>();
        codes.join(" ")
    };
    for profile in shipped() {
        let found: Vec<_> = profile
            .clock
            .iter()
            .map(|rule| {
                let pause = match (codes(&rule.pause), codes(&rule.resume)) {
                    (pause, resume) if pause.is_empty() && resume.is_empty() => String::new(),
                    (pause, resume) => format!("{pause} > {resume}"),
                };
                let name = rule.name.as_str();
                (
                    name,
                    rule.waits_on,
                    codes(&rule.start),
                    codes(&rule.stop),
                    pause,
                )
            })
            .collect();
        let wanted: Vec<_> = TRIGGERS
            .iter()
            .map(|(name, party, start, stop, pause)| {
                (
                    *name,
                    *party,
                    (*start).to_owned(),
                    (*stop).to_owned(),
                    (*pause).to_owned(),
                )
            })
            .collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn the_shipped_ladders_remind_whoever_can_act() {
    for profile in shipped() {
        for rule in &profile.clock {
            let ladder = profile.ladder(rule);
            let names: Vec<&str> = ladder.iter().map(|s| s.step.as_str()).collect();
            let mut sorted = names.clone();
            sorted.sort_unstable_by_key(|name| (!name.starts_with('r'), *name));
            let all = ["r1", "r2", "l1", "l2", "l3", "l4"];
            let count = if rule.waits_on == Party::Member { 6 } else { 5 };
            assert_eq!(sorted, all[..count], "{}", rule.name);
        }
        let day = |clock: &str, step: &str| {
            let steps = profile.ladder(profile.rule(clock).unwrap());
            let found = steps.into_iter().find(|s| s.step == step).unwrap();
            (found.measure, found.to)
        };
        let after = Measure::AfterStartDays;
        assert_eq!(day("FORM_RETURN", "r1"), (after(14), Role::Handler));
        assert_eq!(day("FORM_RETURN", "r2"), (after(25), Role::Handler));
        assert_eq!(day("STATS", "r1"), (Measure::OpenDays(-3), Role::Publisher));
        assert_eq!(day("ACK", "l3"), (Measure::OpenDays(10), Role::President));
        assert_eq!(
            day("AUDIT_ALARM", "l1"),
            (Measure::OpenDays(1), Role::President)
        );
    }
}

#[test]
fn the_clocks_of_the_year_end_on_their_dates() {
    for profile in shipped() {
        for (clock, from, last) in [
            ("AUDIT", date(2026, 3, 31), date(2026, 9, 30)),
            ("AUDIT_ALARM", date(2026, 3, 31), date(2027, 3, 31)),
            ("STATS", date(2026, 3, 31), date(2026, 6, 30)),
            // Sunday 30 June 2030 stays: it is promised as a date
            ("STATS", date(2030, 3, 31), date(2030, 6, 30)),
            ("TRAINING", date(2026, 3, 31), date(2027, 3, 31)),
            ("ACCESS_REVIEW", date(2026, 4, 1), date(2027, 3, 31)),
            // 14 clear days before Thursday 25 June 2026
            ("HEARING_NOTICE", date(2026, 6, 25), date(2026, 6, 10)),
            ("REV_NOTICE", date(2026, 6, 25), date(2026, 6, 10)),
        ] {
            let period = &profile.rule(clock).unwrap().period;
            let start = Timestamp::start_of(from).jst();
            let proof = period.compute(start, &Calendar::standard(), &[], &[]);
            assert_eq!(proof.unwrap().last, last, "{clock} {from}");
        }
    }
}

/// What the clocks of one profile do, day after day.
struct Clocks {
    profile: Profile,
    deadlines: Deadlines,
}

impl Clocks {
    fn happens(&mut self, trigger: Trigger, at: &str) {
        let rules = Rules {
            profile: &self.profile,
            profile_digest: "0",
            calendar: &Calendar::standard(),
            earlier: &BTreeMap::new(),
        };
        let at = Timestamp::from_jst(at.parse().unwrap());
        for event in follow(&self.deadlines, Happening { trigger, at }, rules).unwrap() {
            self.deadlines.evolve(&event);
        }
    }

    fn open(&self) -> Vec<(&str, String)> {
        let open = self.deadlines.values().filter(|d| d.is_open());
        open.map(|d| (d.name.as_str(), d.due.last.to_string()))
            .collect()
    }
}

#[test]
fn a_complainant_hears_from_the_desk_at_least_every_month() {
    for profile in shipped() {
        let mut clocks = Clocks {
            profile,
            deadlines: Deadlines::default(),
        };
        clocks.happens(Trigger::Contacted, "2026-06-01T10:00");
        clocks.happens(Trigger::Acknowledged, "2026-06-01T11:00");
        let progress = |clocks: &Clocks| -> Vec<String> {
            let open = clocks.open();
            let of = open.iter().filter(|(name, _)| name.starts_with("PROGRESS"));
            of.map(|(name, last)| format!("{name} {last}")).collect()
        };
        assert_eq!(progress(&clocks), ["PROGRESS.2 2026-07-01"]);
        clocks.happens(Trigger::Contacted, "2026-06-15T11:00");
        assert_eq!(progress(&clocks), ["PROGRESS.3 2026-07-15"]);
        clocks.happens(Trigger::DirectionSent, "2026-06-30T11:00");
        assert_eq!(progress(&clocks), ["PROGRESS.4 2026-07-31"]);
        clocks.happens(Trigger::Closed, "2026-07-01T11:00");
        assert_eq!(clocks.open(), []);
    }
}

#[test]
fn the_form_is_asked_for_again_so_many_days_after_it_was_sent() {
    let [profile, _] = shipped();
    let mut clocks = Clocks {
        profile,
        deadlines: Deadlines::default(),
    };
    clocks.happens(Trigger::FormSent, "2026-06-01T11:00");
    let form = &clocks.deadlines["FORM_RETURN.1"];
    let ladder: Vec<_> = form
        .due
        .ladder
        .iter()
        .map(|rung| {
            (
                rung.step.as_str(),
                rung.at.date().to_string(),
                rung.open_days,
            )
        })
        .collect();
    let is = |step, day: &str, open_days| (step, day.to_owned(), open_days);
    assert_eq!(form.due.last.to_string(), "2026-07-01");
    assert_eq!(
        ladder,
        [
            is("r1", "2026-06-15", -12),
            is("r2", "2026-06-26", -3),
            is("l1", "2026-07-02", 1),
            is("l2", "2026-07-08", 5),
            is("l3", "2026-07-15", 10),
        ]
    );
    // 3 to 10 June are not counted; the first reminder still counts from the day the form was sent
    clocks.happens(Trigger::Suspended, "2026-06-03T11:00");
    clocks.happens(Trigger::Resumed, "2026-06-10T11:00");
    let due = &clocks.deadlines["FORM_RETURN.1"].due;
    assert_eq!(due.last.to_string(), "2026-07-09");
    let first = &due.ladder[0];
    assert_eq!(
        (first.step.as_str(), first.at.date(), first.open_days),
        ("r1", date(2026, 6, 15), -18)
    );
}

#[test]
fn b41_letters_that_decide_something_are_read_by_a_second_person_under_jecia() {
    use crate::{case::Issue, code::LetterKind};
    for (code, text) in SHIPPED {
        let profile = Profile::from_toml(text).unwrap();
        let checked: Vec<LetterKind> = Issue::KINDS
            .into_iter()
            .filter(|kind| profile.is_checked(*kind))
            .collect();
        let expected: &[LetterKind] = if *code == "jecia" {
            &[
                LetterKind::Request,
                LetterKind::Deficiency,
                LetterKind::Direction,
            ]
        } else {
            &[]
        };
        assert_eq!(checked, expected, "{code}");
        let misplaced = text.replacen(
            "kind = \"closing\"",
            "kind = \"closing\"\ncheck = \"second_person\"",
            1,
        );
        let flaw = Profile::from_toml(&misplaced).unwrap_err().to_string();
        assert!(flaw.contains("cannot be put under check"), "{flaw}");
    }
}
