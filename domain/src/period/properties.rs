//! Properties of the arithmetic, each against a second way of saying the same rule: a walk over days
//! or minutes that knows nothing of ordinals.

use super::*;
use crate::calendar::Calendar;
use jiff::{
    Span,
    civil::{Date, DateTime, date},
};
use proptest::prelude::*;
use std::sync::LazyLock;

/// The standard calendar and one with odd weeks, own closures and daylight saving.
static CALENDARS: LazyLock<[Calendar; 2]> = LazyLock::new(|| {
    let odd = "zone = 'America/New_York'\nclosed = ['08-10..08-20', '12-24..01-07', '2026-02-02']\nopen = ['2026-05-03', '01-01']\n[weekly]\nmon = ['09:00-12:00', '13:00-24:00']\nthu = ['00:00-03:00', '22:00-24:00']\nsun = ['00:00-08:00']";
    [Calendar::standard(), Calendar::from_toml(odd).unwrap()]
});

fn calendar() -> impl Strategy<Value = &'static Calendar> {
    (0_usize..2).prop_map(|i| &CALENDARS[i])
}

fn day() -> impl Strategy<Value = Date> {
    (0_i32..18_600).prop_map(|n| date(2000, 1, 1).checked_add(Span::new().days(n)).unwrap())
}

fn unit_of_days() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::Day),
        Just(Unit::OpenDay),
        Just(Unit::Week),
        Just(Unit::Month),
        Just(Unit::Year)
    ]
}

/// Pauses as offsets from the start and lengths, in days or minutes.
fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-5_i64..60, 0_i64..20), 0..4)
}

fn plus(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap()
}

fn of_days(start: Date, pauses: &[(i64, i64)]) -> Vec<Pause> {
    pauses
        .iter()
        .map(|&(from, length)| {
            let from = plus(start, from);
            Pause {
                from: from.at(0, 0, 0, 0),
                to: plus(from, length).at(0, 0, 0, 0),
            }
        })
        .collect()
}

fn end(period: &Period, start: Date, calendar: &Calendar, pauses: &[Pause]) -> End {
    period
        .compute_end(start.at(0, 0, 0, 0), calendar, pauses, &[])
        .unwrap()
}

/// Length in days of `n` weeks, months or years from the day after `start`, by the closed form: an
/// event on a month's last day ends with the target month, any other on the same day or the last.
fn last_by_closed_form(start: Date, unit: Unit, n: i64) -> Date {
    let months = match unit {
        Unit::Month => n,
        Unit::Year => 12 * n,
        _ => return plus(start, if unit == Unit::Week { 7 * n } else { n }),
    };
    let target = start
        .first_of_month()
        .checked_add(Span::new().months(months))
        .unwrap()
        .last_of_month();
    if start == start.last_of_month() || start.day() >= target.day() {
        target
    } else {
        Date::new(target.year(), target.month(), start.day()).unwrap()
    }
}

/// The same end by walking: count days that are neither paused nor (for open days) closed, then step
/// on while the day is closed.
fn walk(calendar: &Calendar, start: Date, unit: Unit, n: i64, pauses: &[Pause]) -> (Date, Date) {
    let open = |day| calendar.closed_reason(day).unwrap().is_none();
    let counts = |day: Date| {
        (unit != Unit::OpenDay || open(day))
            && !pauses
                .iter()
                .any(|p| (p.from.date()..=p.to.date()).contains(&day))
    };
    let received = if unit == Unit::OpenDay && !open(start) {
        let mut day = start;
        while !open(day) {
            day = plus(day, 1);
        }
        day
    } else {
        start
    };
    let mut left = if unit == Unit::OpenDay {
        n
    } else {
        i64::from(
            received
                .until(last_by_closed_form(received, unit, n))
                .unwrap()
                .get_days(),
        )
    };
    let mut raw = received;
    while left > 0 {
        raw = plus(raw, 1);
        left -= i64::from(counts(raw));
    }
    let mut last = raw;
    while !open(last) {
        last = plus(last, 1);
    }
    (raw, last)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn two_formulations_agree(calendar in calendar(), start in day(), unit in unit_of_days(), n in 1_u32..40, pauses in pauses()) {
        let n = if unit == Unit::Year { n % 5 + 1 } else { n };
        let pauses = of_days(start, &pauses);
        let end = end(&Period::new(n, unit), start, calendar, &pauses);
        prop_assert_eq!((end.raw_last, end.last), walk(calendar, start, unit, n.into(), &pauses));
        prop_assert!(calendar.is_open(end.last).unwrap());
        prop_assert_eq!(end.ends_at, calendar.start_of(plus(end.last, 1)));
    }

    #[test]
    fn monotone_in_n_and_in_the_start(calendar in calendar(), start in day(), unit in unit_of_days(), n in 1_u32..60, before: bool) {
        let direction = if before { Direction::Before } else { Direction::After };
        let n = if unit == Unit::Year { n % 5 + 1 } else { n };
        let period = Period { direction, ..Period::new(n, unit) };
        let more = Period { n: n + 1, ..period.clone() };
        let (a, b) = (end(&period, start, calendar, &[]), end(&more, start, calendar, &[]));
        let later = end(&period, plus(start, 1), calendar, &[]);
        prop_assert!(a.last <= later.last);
        let (low, high) = if before { (&b, &a) } else { (&a, &b) };
        prop_assert!(low.raw_last < high.raw_last && low.last <= high.last);
        prop_assert!(calendar.is_open(a.last).unwrap());
    }

    #[test]
    fn pausing_never_moves_a_deadline_earlier(calendar in calendar(), start in day(), unit in unit_of_days(), n in 1_u32..40, some in pauses(), more in (-5_i64..60, 0_i64..20)) {
        let n = if unit == Unit::Year { n % 5 + 1 } else { n };
        let period = Period::new(n, unit);
        let mut pauses = of_days(start, &some);
        let before = end(&period, start, calendar, &pauses);
        pauses.extend(of_days(start, &[more]));
        let after = end(&period, start, calendar, &pauses);
        prop_assert!(before.raw_last <= after.raw_last && before.last <= after.last);
        prop_assert!(before.first_counted <= after.first_counted);
    }

    #[test]
    fn days_before_leave_the_clear_days(calendar in calendar(), event in day(), n in 1_u32..60, margin in 0_u32..10, open: bool) {
        let unit = if open { Unit::OpenDay } else { Unit::Day };
        let period = Period { direction: Direction::Before, margin_days: margin, ..Period::new(n, unit) };
        let end = end(&period, event, calendar, &[]);
        let mut clear = 0;
        let mut day = plus(end.raw_last, i64::from(margin) + 1);
        while day < event {
            clear += u32::from(!open || calendar.is_open(day).unwrap());
            day = plus(day, 1);
        }
        prop_assert_eq!(clear, n);
        prop_assert!(end.last <= end.raw_last && calendar.is_open(end.last).unwrap());
        prop_assert_eq!(calendar.open_days_between(end.last, end.raw_last), Ok(0));
    }

    #[test]
    fn a_fixed_date_agrees_with_a_walk_over_days(calendar in calendar(), start in day(), on in day(), february: bool, n in 1_u32..4, included: bool, fiscal: bool) {
        let month_day = if february { "02-29".to_owned() } else { on.strftime("%m-%d").to_string() };
        let period = Period {
            month_day: Some(month_day.parse().unwrap()),
            first_day: if included { FirstDay::Included } else { FirstDay::Excluded },
            from: if fiscal { From::FiscalYearEnd } else { From::Event },
            ..Period::new(n, Unit::Year)
        };
        // the first day that may be the date: 1 April, the event's own day or the day after
        let mut day = start;
        if fiscal {
            while (day.month(), day.day()) != (3, 31) {
                day = plus(day, 1);
            }
        }
        if fiscal || !included {
            day = plus(day, 1);
        }
        let first = day;
        let is_it = |day: Date| {
            day.strftime("%m-%d").to_string() == month_day
                || (month_day == "02-29" && day.month() == 2 && plus(day, 1).month() == 3)
        };
        let mut met = u32::from(is_it(day));
        while met < n {
            day = plus(day, 1);
            met += u32::from(is_it(day));
        }
        let end = end(&period, start, calendar, &[]);
        prop_assert_eq!((end.first_counted, end.raw_last), (first, day));
        while calendar.closed_reason(day).unwrap().is_some() {
            day = plus(day, 1);
        }
        prop_assert_eq!(end.last, day);
    }

    #[test]
    fn open_hours_agree_with_a_walk_over_minutes(calendar in calendar(), start in day(), minute in 0_i64..1_440, n in 1_u32..12, pauses in prop::collection::vec((-600_i64..12_000, 0_i64..6_000), 0..3)) {
        let at = |offset: i64| -> DateTime {
            start.at(0, 0, 0, 0).checked_add(Span::new().minutes(minute + offset)).unwrap()
        };
        let pauses: Vec<Pause> =
            pauses.iter().map(|&(from, length)| Pause { from: at(from), to: at(from + length) }).collect();
        let end = Period::new(n, Unit::OpenHour).compute_end(at(0), calendar, &pauses, &[]).unwrap();
        // walk over the real minutes from the start on
        let times: Vec<_> = pauses.iter().map(|p| (calendar.instant(p.from), calendar.instant(p.to))).collect();
        let mut now = calendar.instant(at(0));
        let mut left = n * 60;
        while left > 0 {
            let local = calendar.local(now);
            let of_day = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
            let open = calendar.closed_reason(local.date()).unwrap().is_none()
                && calendar.opening_hours(local.date()).unwrap().iter().any(|h| (h.opens_minute()..h.closes_minute()).contains(&of_day));
            left -= u32::from(open && !times.iter().any(|(from, to)| (*from..*to).contains(&now)));
            now = now.plus_seconds(60);
        }
        prop_assert_eq!(end.ends_at, now);
        prop_assert_eq!(end.last_at, Some(calendar.local(now)));
        prop_assert!(calendar.is_open(end.last).unwrap());
    }

    #[test]
    fn the_proof_has_the_same_end_and_known_steps(calendar in calendar(), start in day(), minute in 0_i64..1_440, unit in prop_oneof![unit_of_days(), Just(Unit::Hour), Just(Unit::OpenHour)], n in 1_u32..30, pauses in pauses(), extend in prop::option::of((1_u32..9, unit_of_days())), before: bool, margin in 0_u32..4, on in prop::option::of(day()), included: bool, fiscal: bool) {
        let n = if unit == Unit::Year { n % 5 + 1 } else { n };
        let period = Period {
            direction: if before { Direction::Before } else { Direction::After },
            first_day: if included { FirstDay::Included } else { FirstDay::Excluded },
            from: if fiscal { From::FiscalYearEnd } else { From::Event },
            margin_days: if before && !unit.is_hours() { margin } else { 0 },
            month_day: on.filter(|_| !before && unit == Unit::Year).map(|day| day.strftime("%m-%d").to_string().parse().unwrap()),
            ..Period::new(n, unit)
        };
        let pauses = if period.month_day.is_some() { vec![] } else { pauses };
        let (pauses, extend) = if before { (vec![], vec![]) } else { (of_days(start, &pauses), Vec::from_iter(extend)) };
        let extend: Vec<_> = extend.into_iter().map(|(n, unit)| Extension { n, unit }).collect();
        let start = start.at(0, 0, 0, 0).checked_add(Span::new().minutes(minute)).unwrap();
        let proof = period.compute(start, calendar, &pauses, &extend).unwrap();
        prop_assert_eq!(proof.end(), period.compute_end(start, calendar, &pauses, &extend).unwrap());
        for step in &proof.steps {
            prop_assert!(step.is_known(), "{:?}", step);
            prop_assert!(step.why.is_ascii() && step.en().is_ascii());
        }
        let counted = proof.steps.iter().filter(|s| s.effect == Effect::Count).count();
        let margins = proof.steps.iter().filter(|s| s.why == "clear_days.margin").count();
        prop_assert_eq!(margins, period.margin_days as usize);
        if unit == Unit::OpenDay && extend.is_empty() {
            prop_assert_eq!(counted, n as usize);
        }
        let text = serde_json::to_string(&proof).unwrap();
        prop_assert_eq!(serde_json::from_str::<Proof>(&text).unwrap(), proof);
    }

    /// No line whatever makes the program stop.
    #[test]
    fn any_line_is_answered(line in r#"\{"id":[0-9]{1,3},"start":"[0-9]{4}-(0[1-9]|1[0-2])-([0-2][0-9]|30)(T[012][0-9]:[0-5][0-9])?","unit":"(day|open_day|open_hour|hour|month|year)","n":-?[0-9]{1,6},"direction":"(after|before)"(,"from":"fiscal_year_end"|,"roll":"none"|,"first_day":"included"|,"after_hours":"next_open_day"|,"extra_margin_days":[0-9]{1,6}|,"month_day":"(02-29|[0-1][0-9]-[0-3][0-9])")?(,"pauses":\[\{"from":"[0-9]{4}-05-06(T10:00)?","to":"9[0-9]{3}-12-31(T23:59)?"\}\])?(,"extend":\[\{"n":[1-9]{1,5},"unit":"(day|year|open_hour)"\}\])?\}"#) {
        let (Ok(text) | Err(text)) = compute_line(&line, &CALENDARS[0]);
        let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert!(answer.get("last").is_some() != answer.get("code").is_some());
    }
}

/// Every day of fifty years and every small n: the month arithmetic against the closed form.
#[test]
fn months_agree_with_the_closed_form_on_every_day() {
    let calendar = &CALENDARS[0];
    let mut start = date(2000, 1, 1);
    while start <= date(2050, 12, 31) {
        for (unit, n) in [
            (Unit::Month, 1),
            (Unit::Month, 6),
            (Unit::Month, 13),
            (Unit::Year, 1),
            (Unit::Week, 2),
            (Unit::Day, 14),
        ] {
            let period = Period {
                roll: Some(Roll::None),
                ..Period::new(n, unit)
            };
            let last = end(&period, start, calendar, &[]).last;
            assert_eq!(
                last,
                last_by_closed_form(start, unit, n.into()),
                "{start} {unit:?} {n}"
            );
        }
        let open = end(&Period::new(5, Unit::OpenDay), start, calendar, &[]);
        assert_eq!(
            (open.raw_last, open.last),
            walk(calendar, start, Unit::OpenDay, 5, &[]),
            "{start}"
        );
        start = plus(start, 1);
    }
}
