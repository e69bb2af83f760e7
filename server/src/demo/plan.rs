//! The plan: everything that ever happens in the demonstration, in the order of its instants.
//!
//! It is a pure function of seed, profile, number of cases and the instant at which the
//! demonstration begins. Every step has an instant of its own, later than that of the step before;
//! so the last record of a half-built ledger says which steps have been taken.

use super::{
    cast::Cast,
    dice::Dice,
    hall::{self, MeasureDeed, MeetingDeed},
    history::{self, Span},
    members,
    papers::Sheet,
    pen::{Line, Who},
    people::{LEAVER, MEMBERSHIP, ON_LEAVE, PEOPLE},
    registers, scene,
};
use crate::installation::Demo;
use domain::{
    calendar::Calendar,
    case::{CaseCommand, Number, Registration},
    folio::{FolioCommand, Fresh},
    id::{FolioId, MeasureId, MeetingId},
    member::Joining,
    profile::Profile,
    time::{FiscalYear, Timestamp},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What happens in a step.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// The ledger is opened.
    Open,
    /// Somebody gets a sign-in: their place among the people.
    Hire(usize),
    /// Whoever does it pledges confidentiality.
    Pledge,
    /// Whoever has this sign-in leaves.
    Leave(&'static str),
    /// Somebody acts for a person on leave.
    Deputise(Box<Leave>),
    /// The staff is trained.
    Train,
    /// A member joins.
    Join(Box<Joining>),
    /// The list of target businesses is published, when it is due.
    Publish,
    /// The clocks are looked at.
    Sweep,
    /// The package of a fiscal year is built.
    Package(FiscalYear),
    /// An entry of the organisation's own registers.
    Record(Box<Fresh>),
    /// A further fact about one.
    Folio(FolioId, Box<FolioCommand>),
    /// The digest of cases that was put forward is published.
    Release(FolioId),
    /// The rules with the desk's contact card are put forward.
    ProposeDesk,
    /// They are approved.
    ApproveDesk,
    /// A matter is received.
    Register(Box<Registration>),
    /// A step of a case.
    Case(Box<CaseCommand>),
    /// A document is added to a case.
    Attach(Sheet),
    /// The case is given to whoever has this sign-in.
    Assign(&'static str),
    /// What was put forward is approved.
    Approve,
    /// What was put forward is sent back, for this reason.
    Reject(&'static str),
    /// A step of a measure against a member.
    Measure(MeasureId, MeasureDeed),
    /// A step of a meeting.
    Meeting(MeetingId, MeetingDeed),
}

/// A leave, and who acts meanwhile.
#[derive(Clone, Debug)]
pub(super) struct Leave {
    /// Who is on leave.
    pub(super) principal: &'static str,
    /// Who acts for them.
    pub(super) deputy: &'static str,
    /// First day.
    pub(super) from: Date,
    /// Last day.
    pub(super) until: Date,
}

/// A step of the plan.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// When. No other step has the same instant.
    pub(super) at: Timestamp,
    /// Who.
    pub(super) who: Who,
    /// The case it is about.
    pub(super) number: Option<Number>,
    /// What.
    pub(super) deed: Deed,
}

/// The plan.
pub(super) struct Plan {
    /// The steps in order.
    pub(super) steps: Vec<Step>,
    /// How many fiscal years the plan touches.
    pub(super) fiscal_years: i16,
    /// The years whose packages are built.
    pub(super) packages: Vec<FiscalYear>,
}

/// Fiscal years before the one in which the demonstration begins.
const YEARS_BEFORE: i16 = 2;
/// By when the history is over: the scenes have the last days to themselves.
const QUIET_DAYS: i64 = 4;

/// A line with the case it belongs to: those of the organisation come first.
struct Entry {
    line: Line,
    case: Option<usize>,
}

/// Makes the plan.
pub(super) fn plan(demo: &Demo, calendar: &Calendar, profile: &Profile) -> Plan {
    let cases = demo.cases as usize;
    let count = members::count(cases);
    let now = demo.now;
    let this_year = FiscalYear::of(now.date());
    let first_year = FiscalYear(this_year.0 - YEARS_BEFORE);
    let first_day = first_year.first_day();
    let first_day = calendar.open_day_from(first_day).unwrap_or(first_day);
    let cast = Cast::new(demo.seed, calendar, profile, count, now);

    let mut entries: Vec<Entry> = organisation(demo.seed, count, first_day, profile, &cast)
        .into_iter()
        .map(|line| Entry { line, case: None })
        .collect();
    let open = scene::count(cases);
    let until = now.plus_seconds(-QUIET_DAYS * 86_400);
    let days = i64::from(days_between(first_day, until.date()));
    let span = Span {
        // The desk opens on the day after the ledger was opened.
        from: first_day.saturating_add(jiff::Span::new().days(1)),
        days: u32::try_from(days).unwrap_or(0),
        until,
    };
    for index in 0..cases {
        let lines = if index < open {
            scene::tell(&cast, index, span.from)
        } else {
            history::tell(&cast, index - open, span)
        };
        entries.extend(lines.into_iter().map(|line| Entry {
            line,
            case: Some(index),
        }));
    }
    // Stable: what one case does in one instant stays in its order.
    entries.sort_by_key(|entry| entry.line.at);
    let steps = number(entries);
    Plan {
        fiscal_years: this_year.0 - first_year.0 + 1,
        packages: steps
            .iter()
            .filter_map(|step| match step.deed {
                Deed::Package(year) => Some(year),
                _ => None,
            })
            .collect(),
        steps,
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// What the organisation itself does: it opens, people and members join, clocks are looked at daily.
fn organisation(
    seed: u64,
    count: usize,
    first_day: Date,
    profile: &Profile,
    cast: &Cast<'_>,
) -> Vec<Line> {
    let opening = Timestamp::start_of(first_day).plus_seconds(9 * 3_600);
    let mut at = opening;
    let mut lines = Vec::new();
    let mut write = |who, deed| {
        lines.push(Line { at, who, deed });
        at = at.plus_seconds(20);
    };
    write(Who::Operator, Deed::Open);
    let (contacts, staff): (Vec<usize>, Vec<usize>) =
        (0..PEOPLE.len()).partition(|place| PEOPLE.get(*place).is_some_and(|p| p.member.is_some()));
    // Nobody works before they have pledged (B16).
    let login = |place: usize| PEOPLE.get(place).map(|person| Who::Person(person.login));
    for place in &staff {
        write(Who::Operator, Deed::Hire(*place));
        if let Some(who) = login(*place) {
            write(who, Deed::Pledge);
        }
    }
    write(Who::Operator, Deed::Train);
    let clerk = Who::Person(MEMBERSHIP);
    for index in (0..count).filter(|i| !members::joins_later(*i)) {
        if let Some(joining) = members::joining(seed, index, None) {
            write(clerk, Deed::Join(Box::new(joining)));
        }
    }
    // A contact acts for a member that is there.
    for place in contacts {
        write(Who::Operator, Deed::Hire(place));
        if let Some(who) = login(place) {
            write(who, Deed::Pledge);
        }
    }
    lines.extend(of_people(first_day, &staff, cast));
    let days = days_between(first_day, cast.now.date());
    let mut evenings = BTreeSet::from([first_day]);
    for index in (0..count).filter(|i| members::joins_later(*i)) {
        let mut dice = Dice::of(seed, "joining", index);
        let after = i64::from(dice.between(1, u32::try_from(days).unwrap_or(1)));
        let day = first_day.saturating_add(jiff::Span::new().days(after));
        let day = cast.calendar.open_day_until(day).unwrap_or(day);
        let minutes = i64::from(dice.between(10 * 60, 16 * 60));
        let at = Timestamp::start_of(day).plus_seconds(minutes * 60);
        if let Some(joining) = members::joining(seed, index, Some(day)) {
            evenings.insert(day);
            lines.push(Line {
                at: at.max(opening.plus_seconds(8 * 3_600)),
                who: clerk,
                deed: Deed::Join(Box::new(joining)),
            });
        }
    }
    for after in 1..=i64::from(days) {
        let day = first_day.saturating_add(jiff::Span::new().days(after));
        lines.push(Line {
            // The steps of the ladders fall at 00:00.
            at: Timestamp::start_of(day).plus_seconds(60),
            who: Who::Job("escalate"),
            deed: Deed::Sweep,
        });
        if day == day.last_of_month() {
            evenings.insert(day);
        }
    }
    // A09: in the evening of a change, and at each month's end.
    lines.extend(evenings.into_iter().map(|day| Line {
        at: Timestamp::start_of(day).plus_seconds(23 * 3_600 + 50 * 60 + 30),
        who: Who::Job("targets"),
        deed: Deed::Publish,
    }));
    // Training is yearly, in the second week of the fiscal year (A13, B11).
    for year in FiscalYear::of(first_day).0 + 1..=FiscalYear::of(cast.now.date()).0 {
        let day = jiff::civil::date(year, 4, 10);
        lines.push(Line {
            at: Timestamp::start_of(day).plus_seconds(16 * 3_600),
            who: Who::Operator,
            deed: Deed::Train,
        });
    }
    // The package of a year is sealed on 30 April after it (3.6).
    for year in FiscalYear::of(first_day).0..FiscalYear::of(cast.now.date()).0 {
        let sealing = jiff::civil::date(year + 1, 4, 30);
        lines.push(Line {
            at: Timestamp::start_of(sealing).plus_seconds(18 * 3_600),
            who: Who::Job("audit-package"),
            deed: Deed::Package(FiscalYear(year)),
        });
    }
    lines.extend(registers::lines(
        &profile.code,
        cast.calendar,
        opening,
        cast.now,
    ));
    lines.extend(hall::lines(cast.now));
    lines.retain(|line| line.at < cast.now);
    lines
}

/// Pledges are renewed every year on the first open day, somebody leaves, somebody is on leave.
fn of_people(first_day: Date, staff: &[usize], cast: &Cast<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let left = jiff::civil::date(FiscalYear::of(first_day).0 + 1, 9, 30);
    for year in FiscalYear::of(first_day).0 + 1..=FiscalYear::of(cast.now.date()).0 {
        let day = FiscalYear(year).first_day();
        let day = cast.calendar.open_day_from(day).unwrap_or(day);
        let mut at = Timestamp::start_of(day).plus_seconds(9 * 3_600);
        for person in staff.iter().filter_map(|place| PEOPLE.get(*place)) {
            if person.login != LEAVER || day <= left {
                lines.push(Line {
                    at,
                    who: Who::Person(person.login),
                    deed: Deed::Pledge,
                });
                at = at.plus_seconds(20);
            }
        }
    }
    lines.push(Line {
        at: Timestamp::start_of(left).plus_seconds(17 * 3_600),
        who: Who::Operator,
        deed: Deed::Leave(LEAVER),
    });
    let [principal, deputy, head] = ON_LEAVE;
    let today = cast.now.date();
    let day = |after: i64| today.saturating_add(jiff::Span::new().days(after));
    lines.push(Line {
        at: Timestamp::start_of(day(-2)).plus_seconds(9 * 3_600),
        who: Who::Person(head),
        deed: Deed::Deputise(Box::new(Leave {
            principal,
            deputy,
            from: day(-1),
            until: day(6),
        })),
    });
    lines
}

/// Gives every step an instant of its own, and every case the number it will get: the ledger gives
/// them out in the order of registration, for each fiscal year of receipt.
fn number(entries: Vec<Entry>) -> Vec<Step> {
    let mut last = Timestamp::from_micros(i64::MIN);
    let mut serials: BTreeMap<FiscalYear, u32> = BTreeMap::new();
    let mut numbers: BTreeMap<usize, Number> = BTreeMap::new();
    let mut steps = Vec::with_capacity(entries.len());
    for Entry { line, case } in entries {
        let at = if line.at > last {
            line.at
        } else {
            last.plus_micros(1)
        };
        last = at;
        if let (Deed::Register(registration), Some(case)) = (&line.deed, case) {
            let received_at = registration.received_at.unwrap_or(at);
            let fiscal_year = FiscalYear::of(received_at.date());
            let serial = serials.entry(fiscal_year).or_default();
            *serial += 1;
            let number = Number {
                fiscal_year,
                serial: *serial,
                kind: registration.kind,
            };
            numbers.insert(case, number);
        }
        steps.push(Step {
            at,
            who: line.who,
            number: case.and_then(|case| numbers.get(&case).copied()),
            deed: line.deed,
        });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::profile::SHIPPED;

    fn steps(seed: u64, cases: u32) -> Vec<Step> {
        let demo = Demo {
            seed,
            profile: "jecia".to_owned(),
            cases,
            now: Timestamp::from_jst(jiff::civil::date(2026, 11, 22).at(10, 0, 0, 0)),
            offset_us: None,
        };
        let profile = Profile::from_toml(SHIPPED[0].1).unwrap();
        plan(&demo, &Calendar::standard(), &profile).steps
    }

    #[test]
    fn instants_rise_and_end_before_the_demonstration_begins() {
        let steps = steps(1, 400);
        assert!(steps.windows(2).all(|pair| pair[0].at < pair[1].at));
        let now = Timestamp::from_jst(jiff::civil::date(2026, 11, 22).at(10, 0, 0, 0));
        assert!(steps.iter().all(|step| step.at < now));
        let first = &steps[0];
        assert!(matches!(first.deed, Deed::Open));
        assert_eq!(first.at.date(), jiff::civil::date(2024, 4, 1));
    }

    #[test]
    fn every_case_wished_for_is_registered() {
        for cases in [1, 5, 37, 400] {
            let registered = steps(3, cases)
                .iter()
                .filter(|s| matches!(s.deed, Deed::Register(_)))
                .count();
            assert_eq!(registered, cases as usize);
        }
    }

    #[test]
    fn another_seed_is_another_plan() {
        let told = |seed| format!("{:?}", steps(seed, 20));
        assert_eq!(told(1), told(1));
        assert_ne!(told(1), told(2));
    }
}
