//! The compiled calendar against a walk over the days: what each day is, said again from the
//! specification without any table.

use crate::calendar::*;
use jiff::civil::{Date, Weekday, date};
use proptest::{prelude::*, sample};
use std::sync::LazyLock;

const FIRST: Date = date(2025, 12, 1);
const LAST: Date = date(2029, 2, 1);

static RULE_DAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| holidays(FIRST, LAST).unwrap());

fn any_date() -> impl Strategy<Value = Date> {
    (0_i64..1_150).prop_map(|days| FIRST.checked_add(jiff::Span::new().days(days)).unwrap())
}

fn any_range() -> impl Strategy<Value = DayRange> {
    let dated = (any_date(), 0_i64..40).prop_map(|(from, days)| DayRange::Dated {
        from,
        to: from.checked_add(jiff::Span::new().days(days)).unwrap(),
    });
    let yearly = (any_date(), any_date()).prop_filter_map("near", |(a, b)| {
        let (from, to) = ((a.month(), a.day()), (b.month(), b.day()));
        let near = (b.day_of_year() - a.day_of_year()).rem_euclid(365) < 20;
        near.then_some(DayRange::Yearly { from, to })
    });
    let leap = (1_i8..=29, 0_i8..3).prop_map(|(day, more)| DayRange::Yearly {
        from: (2, day),
        to: (2 + more, 29),
    });
    let new_year = (
        20_i8..=31,
        prop_oneof![(1_i8..9).prop_map(|d| (1, d)), Just((12, 31))],
    )
        .prop_map(|(day, to)| DayRange::Yearly {
            from: (12, day),
            to,
        });
    prop_oneof![4 => dated, 2 => yearly, 1 => leap, 2 => new_year]
}

fn any_hours() -> impl Strategy<Value = Vec<Hours>> {
    let days: [&[&str]; 6] = [
        &[],
        &[],
        &["10:00-17:00"],
        &["09:00-12:00", "13:00-18:30"],
        &["00:00-24:00"],
        &["22:15-24:00"],
    ];
    sample::select(
        days.map(|day| day.iter().map(|h| h.parse().unwrap()).collect())
            .to_vec(),
    )
}

fn any_weekly() -> impl Strategy<Value = Weekly> {
    proptest::array::uniform7(any_hours())
        .prop_map(|[mon, tue, wed, thu, fri, sat, sun]| Weekly {
            mon,
            tue,
            wed,
            thu,
            fri,
            sat,
            sun,
        })
        .prop_filter("open on some day", |weekly| *weekly != Weekly::default())
}

fn any_later() -> impl Strategy<Value = Vec<Later>> {
    let changes = proptest::collection::btree_map(any_date(), any_weekly(), 0..4);
    changes.prop_map(|changes| {
        let later = |(from, weekly)| Later { from, weekly };
        changes.into_iter().rev().map(later).collect()
    })
}

/// Names of the official list and what they are known as.
const NAMES: [(&str, ClosedReason); 4] = [
    ("山の日", ClosedReason::Holiday(HolidayName::MountainDay)),
    (
        "体育の日（スポーツの日）",
        ClosedReason::Holiday(HolidayName::HealthAndSportsDay),
    ),
    ("川の日", ClosedReason::Gazetted),
    ("休日", ClosedReason::Gazetted),
];

/// Withdrawn and added days, near the holidays of the rule and on them.
fn any_corrections() -> impl Strategy<Value = (Vec<Date>, Vec<Added>)> {
    let near = (sample::select(RULE_DAYS.clone()), -1_i64..=1).prop_map(|(holiday, days)| {
        let near = holiday.date.checked_add(jiff::Span::new().days(days));
        near.unwrap().clamp(FIRST, LAST)
    });
    let days = proptest::collection::btree_map(near, proptest::option::of(0..NAMES.len()), 0..20);
    days.prop_map(|days| {
        let withdrawn = days.iter().filter(|(_, name)| name.is_none());
        let withdrawn = withdrawn.map(|(date, _)| *date).rev().collect();
        let added = days.iter().filter_map(|(&date, name)| {
            let (name, _) = NAMES[(*name)?];
            Some(Added {
                date,
                name: name.to_owned(),
            })
        });
        (withdrawn, added.rev().collect())
    })
}

fn any_spec() -> impl Strategy<Value = CalendarSpec> {
    let ranges = || proptest::collection::vec(any_range(), 0..6);
    let holidays = prop_oneof![
        1 => Just((HolidayRule::None, (Vec::new(), Vec::new()))),
        3 => any_corrections().prop_map(|corrections| (HolidayRule::Jp, corrections)),
    ];
    (any_weekly(), any_later(), ranges(), ranges(), holidays).prop_map(
        |(weekly, later, closed, open, (holidays, (withdrawn, added)))| CalendarSpec {
            holidays,
            closed,
            open,
            withdrawn,
            weekly,
            later,
            added,
            ..CalendarSpec::default()
        },
    )
}

/// The weekly hours that hold on `day`: those of the nearest change on it or before it.
fn weekly_on(spec: &CalendarSpec, day: Date) -> &Weekly {
    let begun = spec.later.iter().filter(|change| change.from <= day);
    begun
        .max_by_key(|change| change.from)
        .map_or(&spec.weekly, |change| &change.weekly)
}

/// The holiday of `day`, as a reason and as a name.
fn holiday_on(spec: &CalendarSpec, day: Date) -> Option<(ClosedReason, &str)> {
    if let Some(added) = spec.added.iter().find(|added| added.date == day) {
        let (_, reason) = NAMES.into_iter().find(|(name, _)| *name == added.name)?;
        return Some((reason, &added.name));
    }
    let rule = RULE_DAYS.iter().find(|holiday| holiday.date == day)?;
    let kept = spec.holidays == HolidayRule::Jp && !spec.withdrawn.contains(&day);
    kept.then(|| (ClosedReason::Holiday(rule.name), rule.name.ja()))
}

/// Why `day` is closed.
fn reason_by_hand(spec: &CalendarSpec, day: Date) -> Option<ClosedReason> {
    let within = |ranges: &[DayRange]| ranges.iter().any(|r| r.contains(day));
    let year_end: Vec<DayRange> = spec
        .closed
        .iter()
        .copied()
        .filter(|r| r.crosses_new_year())
        .collect();
    if within(&spec.open) {
        None
    } else if let Some((holiday, _)) = holiday_on(spec, day) {
        Some(holiday)
    } else if within(&year_end) {
        Some(ClosedReason::YearEnd)
    } else if within(&spec.closed) {
        Some(ClosedReason::Closure)
    } else if weekly_on(spec, day).of(day.weekday()).is_empty() {
        Some(ClosedReason::Weekly(day.weekday()))
    } else {
        None
    }
}

/// The hours of `day`, were it open: its own or those of the nearest weekday before it.
fn hours_by_hand(spec: &CalendarSpec, day: Date) -> Vec<Hours> {
    let weekly = weekly_on(spec, day);
    let mut weekday: Weekday = day.weekday();
    while weekly.of(weekday).is_empty() {
        weekday = weekday.previous();
    }
    weekly.of(weekday).to_vec()
}

/// The first day that two calendars answer otherwise about, found by asking about each.
pub(super) fn first_difference_by_hand(one: &Calendar, two: &Calendar) -> Option<Date> {
    let answers = |calendar: &Calendar, day| {
        let hours = calendar.opening_hours(day).unwrap().to_vec();
        let bounds = (calendar.start_of(day), calendar.end_of(day));
        (hours, calendar.is_provisional(day), bounds)
    };
    let days = std::iter::successors(Some(date(1949, 1, 1)), |day| day.tomorrow().ok());
    days.take_while(|day| day.year() < 2100)
        .find(|day| answers(one, *day) != answers(two, *day))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_first_difference_is_the_first(
        (one, two) in (any_spec(), any_spec()),
        (base, list, corrections, hours, until) in any::<(bool, bool, bool, bool, bool)>(),
    ) {
        let mut two = CalendarSpec {
            holidays: one.holidays,
            gazetted_until: if until { 2026 } else { 2027 },
            weekly: if base { two.weekly } else { one.weekly.clone() },
            later: if hours { two.later } else { one.later.clone() },
            closed: if list { two.closed } else { one.closed.clone() },
            open: one.open.clone(),
            withdrawn: if corrections { two.withdrawn } else { one.withdrawn.clone() },
            added: if corrections { two.added } else { one.added.clone() },
            zone: one.zone.clone(),
        };
        if two.holidays == HolidayRule::None {
            two.withdrawn.clear();
            two.added.clear();
        }
        let (one, two) = (one.compile().unwrap(), two.compile().unwrap());
        let expected = first_difference_by_hand(&one, &two);
        prop_assert_eq!(one.first_difference(&two), expected);
        prop_assert_eq!(two.first_difference(&one), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_table_agrees_with_the_specification(spec in any_spec()) {
        let calendar = spec.clone().compile().unwrap();
        let micros = |day| calendar.open_micros_until(calendar.start_of(day)).unwrap();
        let (mut days, mut minutes) = (0, 0);
        let mut day = FIRST;
        while day < LAST {
            let reason = reason_by_hand(&spec, day);
            let hours = if reason.is_none() { hours_by_hand(&spec, day) } else { Vec::new() };
            prop_assert_eq!(calendar.closed_reason(day).unwrap(), reason, "{}", day);
            let name = holiday_on(&spec, day).map(|(_, name)| name);
            prop_assert_eq!(calendar.holiday_name_on(day), name, "{}", day);
            prop_assert_eq!(calendar.opening_hours(day).unwrap(), &*hours, "{}", day);
            prop_assert_eq!(calendar.is_open(day).unwrap(), reason.is_none(), "{}", day);
            if reason.is_none() {
                let before = day.yesterday().unwrap();
                prop_assert_eq!(calendar.open_day_from(day).unwrap(), day);
                prop_assert_eq!(calendar.nth_open_day_after(before, 1).unwrap(), day);
            }
            days += i64::from(reason.is_none());
            minutes += hours
                .iter()
                .map(|h| i64::from(h.closes_minute() - h.opens_minute()))
                .sum::<i64>();
            let after = day.tomorrow().unwrap();
            let since = calendar.open_days_between(FIRST.yesterday().unwrap(), day).unwrap();
            prop_assert_eq!(since, days, "{}", day);
            prop_assert_eq!(micros(after) - micros(FIRST), minutes * 60_000_000, "{}", day);
            day = after;
        }
    }
}
