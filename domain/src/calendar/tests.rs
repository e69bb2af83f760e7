mod change;
mod compare;
mod edit;
mod kept;
mod later;
mod official;
mod walk;

use super::*;
use crate::time::Timestamp;
use jiff::civil::{Date, DateTime, date};
use proptest::prelude::*;

fn jst(text: &str) -> Timestamp {
    Timestamp::from_jst(text.parse::<DateTime>().unwrap())
}

/// The definition of an open day of the standard calendar, said again without any table.
fn open_by_hand(day: Date) -> bool {
    let year_end = matches!((day.month(), day.day()), (12, 29..) | (1, ..=3));
    let weekend = day.weekday().to_monday_zero_offset() >= 5;
    !year_end && !weekend && holidays(day, day).unwrap().is_empty()
}

#[test]
fn the_table_agrees_with_a_walk_over_every_day() {
    let calendar = Calendar::standard();
    let mut open = 0;
    let mut day = date(1949, 1, 1);
    while day <= date(2099, 12, 31) {
        let is_open = open_by_hand(day);
        assert_eq!(calendar.is_open(day), Ok(is_open), "{day}");
        assert_eq!(
            calendar.closed_reason(day).unwrap().is_none(),
            is_open,
            "{day}"
        );
        open += i64::from(is_open);
        if day > date(1949, 1, 1) {
            assert_eq!(
                calendar.open_days_between(date(1949, 1, 1), day),
                Ok(open),
                "{day}"
            );
        }
        day = day.tomorrow().unwrap();
    }
}

#[test]
fn december_2026_has_twenty_open_days() {
    let calendar = Calendar::standard();
    assert_eq!(
        calendar.open_days_between(date(2026, 11, 30), date(2026, 12, 31)),
        Ok(20)
    );
    assert_eq!(
        calendar.nth_open_day_after(date(2026, 11, 30), 22),
        Ok(date(2027, 1, 5))
    );
    assert_eq!(
        calendar.nth_open_day_before(date(2027, 1, 5), 21),
        Ok(date(2026, 12, 1))
    );
}

#[test]
fn outside_the_table_is_an_error() {
    let calendar = Calendar::standard();
    for day in [date(1948, 12, 31), date(2100, 1, 1), Date::MIN, Date::MAX] {
        assert_eq!(
            calendar.is_open(day),
            Err(CalendarError::OutsideTable { date: day })
        );
        assert!(calendar.open_days_between(day, date(2026, 1, 1)).is_err());
    }
    assert!(calendar.nth_open_day_after(date(2099, 12, 1), 60).is_err());
    assert!(
        calendar
            .nth_open_day_after(date(2026, 1, 1), u32::MAX)
            .is_err()
    );
    assert!(calendar.nth_open_day_before(date(1949, 1, 10), 60).is_err());
    assert!(calendar.open_day_from(date(2099, 12, 31)).is_err());
    assert_eq!(
        calendar.nth_open_day_after(date(2026, 5, 3), 0),
        Ok(date(2026, 5, 3))
    );
}

#[test]
fn receipt_belongs_to_an_open_day() {
    let calendar = Calendar::standard();
    let cases = [
        ("2026-04-27T00:00", date(2026, 4, 27)),
        ("2026-04-27T09:59:59", date(2026, 4, 27)), // before opening: the same day
        ("2026-04-27T16:59:59.999999", date(2026, 4, 27)),
        ("2026-04-27T17:00", date(2026, 4, 28)), // closing time is sharp
        ("2026-04-27T23:59:59", date(2026, 4, 28)),
        ("2026-05-01T18:00", date(2026, 5, 7)),
        ("2026-05-02T11:00", date(2026, 5, 7)), // a Saturday
        ("2026-12-28T17:00", date(2027, 1, 4)), // across New Year
    ];
    for (at, day) in cases {
        assert_eq!(calendar.open_day_of_receipt(jst(at)), Ok(day), "{at}");
    }
}

#[test]
fn a_file_says_everything() {
    let calendar = Calendar::from_toml(
        r#"
        zone = "Asia/Tokyo"
        holidays = "jp"
        gazetted_until = 2027
        closed = ["2026-08-13..2026-08-14", "12-29..01-03", "06-01"]
        open = ["2026-05-02", "2026-05-06"]
        [weekly]
        mon = ["13:00-17:00", "09:00-12:00"]
        tue = ["10:00-24:00"]
        wed = ["10:00-17:00"]
        fri = ["10:00-15:00"]
        "#,
    )
    .unwrap();
    let why = |day| calendar.closed_reason(day).unwrap().map(ClosedReason::code);
    assert_eq!(why(date(2026, 8, 13)).as_deref(), Some("closed"));
    assert_eq!(why(date(2026, 6, 1)).as_deref(), Some("closed"));
    assert_eq!(why(date(2027, 6, 1)).as_deref(), Some("closed"));
    assert_eq!(why(date(2026, 12, 30)).as_deref(), Some("closed.year_end"));
    assert_eq!(
        why(date(2027, 1, 1)).as_deref(),
        Some("holiday.new_years_day")
    );
    assert_eq!(why(date(2026, 5, 7)).as_deref(), Some("weekly.thursday"));
    assert_eq!(
        why(date(2026, 5, 3)).as_deref(),
        Some("holiday.constitution_memorial_day")
    );
    assert_eq!(why(date(2026, 5, 2)), None);
    assert_eq!(why(date(2026, 5, 6)), None);
    // a Saturday opened against the rule keeps the hours of the Friday before it
    assert_eq!(
        calendar.opening_hours(date(2026, 5, 2)).unwrap(),
        ["10:00-15:00".parse().unwrap()]
    );
    assert_eq!(calendar.opening_hours(date(2026, 5, 3)).unwrap(), []);
    let monday = calendar.opening_hours(date(2026, 5, 11)).unwrap();
    assert_eq!(
        monday.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["09:00-12:00", "13:00-17:00"]
    );
}

#[test]
fn the_digest_names_the_calendar_not_the_way_it_is_written() {
    let a =
        CalendarSpec::from_toml("closed = ['2026-08-13', '12-29..01-03', '2026-08-13']").unwrap();
    let b = CalendarSpec::from_toml("closed = ['12-29..01-03', '2026-08-13']\nzone = 'Asia/Tokyo'")
        .unwrap();
    assert_eq!(a.digest(), b.digest());
    let again = CalendarSpec::from_toml(&a.to_toml().unwrap()).unwrap();
    assert_eq!(again, a.clone().normalised().unwrap());
    assert_ne!(a.digest(), CalendarSpec::standard().digest());
    let calendar = Calendar::standard();
    assert_eq!(
        calendar.digest(),
        CalendarSpec::standard().digest().unwrap()
    );
}

#[test]
fn a_calendar_keeps_its_name() {
    // stored in every proof: a change of a value here gives an old calendar a new name
    let cases = [
        (
            "closed = ['12-29..01-03']",
            "f80208b827247260cbf3930ba5b76d1ff6f9b7f7cd6cdab21e1b9f6ed0a89138",
        ),
        (
            r#"
            gazetted_until = 2027
            closed = ["2026-08-13..2026-08-14", "12-29..01-03", "06-01"]
            open = ["2026-05-02", "2026-05-06"]
            [weekly]
            mon = ["13:00-17:00", "09:00-12:00"]
            tue = ["10:00-24:00"]
            wed = ["10:00-17:00"]
            fri = ["10:00-15:00"]
            "#,
            "98a6c0ea33e16926d7fd796cc3410beebaaf961749205675cea51abc9d5eed18",
        ),
        (
            "zone = 'America/New_York'\nholidays = 'none'\n[weekly]\nsun = ['00:00-24:00']",
            "1011ce37a07574b75b8d6c978077f70e6aa58a1852f27dded5fae32b233a7959",
        ),
    ];
    for (text, digest) in cases {
        let spec = CalendarSpec::from_toml(text).unwrap();
        assert_eq!(spec.digest().as_deref(), Ok(digest), "{text}");
    }
    assert_eq!(CalendarSpec::standard().digest().as_deref(), Ok(cases[0].1));
}

#[test]
fn bad_files_are_refused_with_a_code() {
    let cases = [
        ("closd = []", "calendar.bad_file"),
        ("closed = ['2026-02-30']", "calendar.bad_file"),
        ("closed = ['2026-08-15..2026-08-13']", "calendar.bad_file"),
        ("closed = ['2026-08-15..08-16']", "calendar.bad_file"),
        ("holidays = 'fr'", "calendar.bad_file"),
        ("[weekly]\nmon = ['22:00-02:00']", "calendar.bad_file"),
        ("[weekly]\nmon = ['10:00-24:01']", "calendar.bad_file"),
        ("[weekly]\nmonday = ['10:00-17:00']", "calendar.bad_file"),
        (
            "[weekly]\nmon = ['10:00-13:00', '12:00-17:00']",
            "calendar.overlapping_hours",
        ),
        ("[weekly]\nmon = []", "calendar.never_open"),
        ("zone = 'Asia/Edo'", "calendar.unknown_zone"),
    ];
    for (text, code) in cases {
        assert_eq!(
            Calendar::from_toml(text).unwrap_err().code(),
            code,
            "{text}"
        );
    }
    let message = CalendarSpec::from_toml("\n\nclosed = ['8/13']")
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("line 3") && message.contains("8/13"),
        "{message}"
    );
}

#[test]
fn every_closed_reason_has_a_code_that_reads_back() {
    let calendar = Calendar::standard();
    let mut day = date(2016, 1, 1);
    while day < date(2022, 1, 1) {
        if let Some(reason) = calendar.closed_reason(day).unwrap() {
            assert_eq!(ClosedReason::from_code(&reason.code()), Some(reason));
            assert!(!reason.ja().is_empty() && reason.en().is_ascii());
        }
        day = day.tomorrow().unwrap();
    }
    assert_eq!(ClosedReason::from_code("holiday.christmas"), None);
    assert_eq!(ClosedReason::from_code("closed.easter"), None);
}

#[test]
fn provisional_after_the_gazetted_year() {
    let calendar = Calendar::standard();
    assert!(!calendar.is_provisional(date(2027, 12, 31)));
    assert!(calendar.is_provisional(date(2028, 1, 1)));
    let none = Calendar::from_toml("holidays = 'none'").unwrap();
    assert!(!none.is_provisional(date(2050, 1, 1)));
}

#[test]
fn open_time_in_a_zone_with_daylight_saving() {
    let calendar = Calendar::from_toml(
        "zone = 'America/New_York'\nholidays = 'none'\n[weekly]\nsun = ['00:00-24:00']\nmon = ['00:00-24:00']",
    )
    .unwrap();
    let open = |from: Date, to: Date| {
        let until = |d| calendar.open_micros_until(calendar.start_of(d)).unwrap();
        (until(to) - until(from)) / 3_600_000_000
    };
    assert_eq!(open(date(2026, 3, 8), date(2026, 3, 9)), 23); // spring forward
    assert_eq!(open(date(2026, 11, 1), date(2026, 11, 2)), 25); // fall back
    assert_eq!(open(date(2026, 6, 7), date(2026, 6, 14)), 48);
}

/// Odd hours in three zones, two of them with daylight saving.
static ZONES: std::sync::LazyLock<Vec<Calendar>> = std::sync::LazyLock::new(|| {
    ["Asia/Tokyo", "Europe/London", "America/St_Johns"]
        .map(|zone| {
            Calendar::from_toml(&format!(
                "zone = '{zone}'\n[weekly]\nmon = ['00:00-03:00', '09:00-24:00']\nsun = ['00:00-12:00']\nwed = ['23:00-24:00']"
            ))
            .unwrap()
        })
        .to_vec()
});

proptest! {
    #[test]
    fn between_undoes_nth(start in 0_i32..50_000, n in 1_u32..2_000) {
        let calendar = Calendar::standard();
        let day = date(1950, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
        if let Ok(later) = calendar.nth_open_day_after(day, n) {
            prop_assert!(calendar.is_open(later).unwrap());
            prop_assert_eq!(calendar.open_days_between(day, later), Ok(i64::from(n)));
        }
        if let Ok(earlier) = calendar.nth_open_day_before(day, n) {
            prop_assert!(calendar.is_open(earlier).unwrap());
            let here = i64::from(calendar.is_open(day).unwrap());
            prop_assert_eq!(calendar.open_days_between(earlier, day), Ok(i64::from(n) - 1 + here));
        }
    }

    #[test]
    fn open_time_is_undone(zone in 0_usize..3, minute in 0_i64..40_000_000, add in 1_i64..600_000) {
        let calendar = &ZONES[zone];
        let at = Timestamp::from_micros((minute - 10_000_000) * 60_000_000);
        let before = calendar.open_micros_until(at).unwrap();
        let (first, last) = (
            calendar.earliest_with_open(before + add).unwrap(),
            calendar.latest_with_open(before + add).unwrap(),
        );
        prop_assert!(at < first && first <= last);
        prop_assert_eq!(calendar.open_micros_until(first).unwrap(), before + add);
        prop_assert_eq!(calendar.open_micros_until(last).unwrap(), before + add);
        prop_assert!(calendar.open_micros_until(first.plus_micros(-1)).unwrap() < before + add);
        prop_assert!(calendar.open_micros_until(last.plus_micros(1)).unwrap() > before + add);
    }
}
