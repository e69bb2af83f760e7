//! Opening hours that change on a day.

use crate::{calendar::*, time::Timestamp};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Ten to five; from April 2027 nine to five without Wednesdays; from July Saturdays only.
const CHANGING: &str = r#"
    open = ["2027-03-31", "2027-04-07", "2027-07-07", "2027-07-11"]
    [weekly]
    mon = ["10:00-17:00"]
    tue = ["10:00-17:00"]
    wed = ["10:00-17:00"]
    thu = ["10:00-17:00"]
    fri = ["10:00-16:00"]
    [[later]]
    from = "2027-07-01"
    [later.weekly]
    sat = ["13:00-24:00"]
    [[later]]
    from = "2027-04-01"
    [later.weekly]
    mon = ["09:00-17:00"]
    tue = ["09:00-12:00", "13:00-17:00"]
    thu = ["09:00-17:00"]
    fri = ["09:00-17:00"]
"#;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::from_toml(CHANGING).unwrap());

#[test]
fn each_day_keeps_the_hours_in_force_on_it() {
    let cases: &[(Date, &[&str], &str)] = &[
        (date(2027, 3, 31), &["10:00-17:00"], ""), // a Wednesday
        (date(2027, 4, 1), &["09:00-17:00"], ""),
        (date(2027, 4, 6), &["09:00-12:00", "13:00-17:00"], ""),
        (date(2027, 4, 7), &["09:00-12:00", "13:00-17:00"], ""), // opened: Tuesday's hours
        (date(2027, 4, 14), &[], "weekly.wednesday"),
        (date(2027, 6, 30), &[], "weekly.wednesday"),
        (date(2027, 7, 1), &[], "weekly.thursday"),
        (date(2027, 7, 2), &[], "weekly.friday"),
        (date(2027, 7, 3), &["13:00-24:00"], ""),
        (date(2027, 7, 7), &["13:00-24:00"], ""), // opened: no weekday before it but Saturday
        (date(2027, 7, 11), &["13:00-24:00"], ""), // opened against Sunday
        (date(2027, 7, 18), &[], "weekly.sunday"),
        (date(2027, 7, 19), &[], "holiday.marine_day"),
    ];
    for (day, hours, reason) in cases {
        let found = CALENDAR.opening_hours(*day).unwrap();
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, *hours, "{day}");
        let why = CALENDAR.closed_reason(*day).unwrap();
        assert_eq!(
            why.map(ClosedReason::code).unwrap_or_default(),
            *reason,
            "{day}"
        );
    }
}

#[test]
fn open_time_runs_by_the_hours_in_force() {
    let hours = |from: Date, to: Date| {
        let until = |day| CALENDAR.open_micros_until(CALENDAR.start_of(day)).unwrap();
        (until(to) - until(from)) / 3_600_000_000
    };
    assert_eq!(hours(date(2027, 3, 29), date(2027, 4, 1)), 21);
    assert_eq!(hours(date(2027, 4, 1), date(2027, 4, 3)), 16);
    assert_eq!(hours(date(2027, 3, 31), date(2027, 4, 2)), 15);
    assert_eq!(hours(date(2027, 6, 28), date(2027, 7, 5)), 8 + 7 + 11);
}

#[test]
fn a_receipt_meets_the_closing_time_of_its_day() {
    let received = |text: &str| {
        let at = Timestamp::from_jst(text.parse().unwrap());
        CALENDAR.open_day_of_receipt(at)
    };
    // Fridays close at four before April, at five after it
    assert_eq!(received("2027-03-26T16:30"), Ok(date(2027, 3, 29)));
    assert_eq!(received("2027-04-02T16:30"), Ok(date(2027, 4, 2)));
}

#[test]
fn a_file_with_changes_reads_back() {
    let spec = CalendarSpec::from_toml(CHANGING).unwrap();
    let written = spec.to_toml().unwrap();
    assert!(
        written.contains("[[later]]\nfrom = \"2027-04-01\"\n"),
        "{written}"
    );
    let again = CalendarSpec::from_toml(&written).unwrap();
    assert_eq!(again, spec.clone().normalised().unwrap());
    assert_eq!(again.later[0].from, date(2027, 4, 1));
    assert_eq!(again.digest(), spec.digest());
    let mut one = spec.clone();
    one.later.pop();
    assert_ne!(one.digest(), spec.digest());
}

#[test]
fn hours_that_are_those_of_the_day_before_are_no_change() {
    let spec = CalendarSpec::standard();
    let mut same = spec.clone();
    same.later.push(Later {
        from: date(2027, 4, 1),
        weekly: spec.weekly.clone(),
    });
    assert_eq!(same.digest(), spec.digest());
    // there and back is two changes
    let mut there = spec.clone();
    there.later = CalendarSpec::from_toml(CHANGING).unwrap().later;
    there.later.push(Later {
        from: date(2028, 4, 1),
        weekly: spec.weekly,
    });
    assert_eq!(there.normalised().unwrap().later.len(), 3);
}

#[test]
fn bad_changes_are_refused_with_their_day() {
    let mon = "[later.weekly]\nmon = ['10:00-17:00']";
    let cases = [
        (
            format!("[[later]]\nfrom = '2027-04-01'\n{mon}\n[[later]]\nfrom = '2027-04-01'\n{mon}"),
            "calendar.later_twice",
            "2027-04-01",
        ),
        (
            "[[later]]\nfrom = '2027-04-01'\n[later.weekly]".to_owned(),
            "calendar.never_open",
            "2027-04-01",
        ),
        (
            "[[later]]\nfrom = '2027-04-01'\n[later.weekly]\nmon = ['10:00-13:00', '12:00-17:00']"
                .to_owned(),
            "calendar.overlapping_hours",
            "12:00-17:00",
        ),
        (
            format!("[[later]]\nfrom = '2100-01-01'\n{mon}"),
            "calendar.outside_table",
            "2100-01-01",
        ),
        (
            "[[later]]\nfrom = '2027-04-01'".to_owned(),
            "calendar.bad_file",
            "weekly",
        ),
        (
            format!("[[later]]\nfrm = '2027-04-01'\n{mon}"),
            "calendar.bad_file",
            "frm",
        ),
        (
            format!("[[later]]\nfrom = '2027-04-01T09:00'\n{mon}"),
            "calendar.bad_file",
            "2027-04-01T09:00",
        ),
        (
            format!("[[later]]\nfrom = '2027-02-29'\n{mon}"),
            "calendar.bad_file",
            "2027-02-29",
        ),
    ];
    for (text, code, says) in cases {
        let error = Calendar::from_toml(&text).unwrap_err();
        assert_eq!(error.code(), code, "{text}");
        assert!(error.to_string().contains(says), "{error}");
    }
    let never = Calendar::from_toml("[weekly]").unwrap_err();
    assert_eq!(never, CalendarError::NeverOpen { from: None });
}

proptest! {
    /// Around 1 April and 1 July 2027.
    #[test]
    fn open_time_is_undone_over_a_change(minute in 0_i64..200_000, add in 1_i64..80_000_000_000) {
        let start = CALENDAR.start_of(date(2027, 3, 1));
        let at = start.plus_micros(minute * 60_000_000);
        let before = CALENDAR.open_micros_until(at).unwrap();
        let (first, last) = (
            CALENDAR.earliest_with_open(before + add).unwrap(),
            CALENDAR.latest_with_open(before + add).unwrap(),
        );
        prop_assert!(at < first && first <= last);
        for at in [first, last] {
            prop_assert_eq!(CALENDAR.open_micros_until(at).unwrap(), before + add);
        }
        prop_assert!(CALENDAR.open_micros_until(first.plus_micros(-1)).unwrap() < before + add);
        prop_assert!(CALENDAR.open_micros_until(last.plus_micros(1)).unwrap() > before + add);
        let day = CALENDAR.local(first.plus_micros(-1)).date();
        prop_assert!(CALENDAR.is_open(day).unwrap());
    }
}
