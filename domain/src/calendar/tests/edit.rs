//! Single edits: what they change, and what they refuse.

use crate::calendar::*;
use jiff::civil::{Date, date};

type Edit = fn(&CalendarSpec, DayRange) -> Result<CalendarSpec, CalendarError>;

fn range(text: &str) -> DayRange {
    text.parse().unwrap()
}

fn written(ranges: &[DayRange]) -> String {
    let all: Vec<_> = ranges.iter().map(ToString::to_string).collect();
    all.join(" ")
}

/// Mid-August, New Year and the fifteenth of June closed; two days opened.
fn spec() -> CalendarSpec {
    CalendarSpec::from_toml(
        "closed = ['06-15', '12-29..01-03', '2026-08-13..2026-08-14', '2026-08-16']
         open = ['2026-05-02', '2026-08-15', '01-04..01-05']",
    )
    .unwrap()
}

#[test]
fn an_edit_changes_its_list_and_nothing_else() {
    let cases: &[(Edit, &str, &str, &str)] = &[
        (
            CalendarSpec::close,
            "2026-07-01",
            "2026-07-01 2026-08-13..2026-08-14 2026-08-16 06-15 12-29..01-03",
            "2026-05-02 2026-08-15 01-04..01-05",
        ),
        (
            CalendarSpec::close,
            "11-01",
            "2026-08-13..2026-08-14 2026-08-16 06-15 11-01 12-29..01-03",
            "2026-05-02 2026-08-15 01-04..01-05",
        ),
        (
            CalendarSpec::open_on,
            "2026-08-13",
            "2026-08-13..2026-08-14 2026-08-16 06-15 12-29..01-03",
            "2026-05-02 2026-08-13 2026-08-15 01-04..01-05",
        ),
        (
            CalendarSpec::withdraw_closure,
            "12-29..01-03",
            "2026-08-13..2026-08-14 2026-08-16 06-15",
            "2026-05-02 2026-08-15 01-04..01-05",
        ),
        (
            CalendarSpec::withdraw_opening,
            "2026-05-02",
            "2026-08-13..2026-08-14 2026-08-16 06-15 12-29..01-03",
            "2026-08-15 01-04..01-05",
        ),
    ];
    for (edit, text, closed, open) in cases {
        let after = edit(&spec(), range(text)).unwrap();
        assert_eq!(written(&after.closed), *closed, "{text}");
        assert_eq!(written(&after.open), *open, "{text}");
        let rest = CalendarSpec {
            closed: Vec::new(),
            open: Vec::new(),
            ..after
        };
        let before = CalendarSpec {
            closed: Vec::new(),
            open: Vec::new(),
            ..spec()
        };
        assert_eq!(rest, before, "{text}");
    }
}

#[test]
fn what_changes_nothing_is_refused() {
    let cases: &[(Edit, &str, bool)] = &[
        (CalendarSpec::close, "2026-08-13..2026-08-14", false), // listed
        (CalendarSpec::close, "2026-08-14", false),             // within a closure
        (CalendarSpec::close, "2026-08-13..2026-08-16", false), // the fifteenth is opened
        (CalendarSpec::close, "2026-08-13..2026-08-17", true),
        (CalendarSpec::close, "2026-05-02", false), // opened against it
        (CalendarSpec::close, "2027-06-15", false), // closed every year
        (CalendarSpec::close, "06-15", false),
        (CalendarSpec::close, "06-14..06-15", true),
        (CalendarSpec::close, "08-13", true), // closed in 2026 only
        (CalendarSpec::close, "12-30", false),
        (CalendarSpec::close, "12-30..01-02", false),
        (CalendarSpec::close, "12-30..01-05", false), // the fourth and fifth are opened
        (CalendarSpec::close, "12-30..01-06", true),
        (CalendarSpec::close, "02-29", true),
        (CalendarSpec::close, "2026-05-03", true), // a holiday and a Sunday: closed for good
        (CalendarSpec::open_on, "2026-08-15", false),
        (CalendarSpec::open_on, "2026-08-15..2026-08-16", true),
        (CalendarSpec::open_on, "2027-01-05", false),
        (CalendarSpec::open_on, "01-05", false),
        (CalendarSpec::open_on, "05-02", true), // opened in 2026 only
        (CalendarSpec::withdraw_closure, "2026-08-13", false), // not as it is listed
        (CalendarSpec::withdraw_closure, "2026-08-16", true),
        (CalendarSpec::withdraw_closure, "2026-05-02", false), // an opening
        (CalendarSpec::withdraw_opening, "2026-08-16", false), // a closure
        (CalendarSpec::withdraw_opening, "01-04..01-05", true),
    ];
    for (edit, text, changes) in cases {
        let after = edit(&spec(), range(text));
        let refusal = CalendarError::NothingChanges {
            what: (*text).to_owned(),
        };
        assert_eq!(
            after.as_ref().err(),
            (!changes).then_some(&refusal),
            "{text}"
        );
    }
}

#[test]
fn a_closure_of_one_year_is_none_of_every_year() {
    let leap = CalendarSpec {
        closed: vec![range("2000-02-29")],
        ..CalendarSpec::default()
    };
    assert!(leap.close(range("02-29")).is_ok());
}

#[test]
fn a_closure_across_new_year_names_days_that_were_closed() {
    let spec = CalendarSpec {
        closed: vec![range("12-29..12-31"), range("01-01..01-03")],
        ..CalendarSpec::default()
    };
    assert!(spec.close(range("12-29..01-03")).is_ok());
    assert!(spec.close(range("12-30..12-31")).is_err());
}

#[test]
fn a_range_that_cannot_be_meant_is_refused() {
    let dated = |from, to| DayRange::Dated { from, to };
    let cases = [
        (range("2026-01-01..2027-02-04"), "", ""), // 400 days
        (
            range("2026-01-01..2027-02-05"),
            "calendar.range_too_long",
            "`2026-01-01..2027-02-05` has 401 days",
        ),
        (
            dated(date(2026, 8, 2), date(2026, 8, 1)),
            "calendar.bad_range",
            "2026-08-02..2026-08-01",
        ),
        (
            DayRange::Yearly {
                from: (2, 30),
                to: (3, 1),
            },
            "calendar.bad_range",
            "02-30..03-01",
        ),
        (
            dated(Date::MIN, Date::MAX),
            "calendar.bad_range",
            "-009999-01-01..9999-12-31",
        ),
        (
            range("2099-12-31..2100-01-01"),
            "calendar.outside_table",
            "2100-01-01",
        ),
        (
            range("1948-12-31..1949-01-01"),
            "calendar.outside_table",
            "1948-12-31",
        ),
    ];
    for (range, code, says) in cases {
        for edit in [CalendarSpec::close, CalendarSpec::open_on] {
            let error = edit(&spec(), range).err();
            assert_eq!(
                error.as_ref().map_or("", CalendarError::code),
                code,
                "{range}"
            );
            let message = error.map(|e| e.to_string()).unwrap_or_default();
            assert!(message.contains(says), "{message}");
        }
    }
    // one that stands in a file can be taken back all the same
    let long = range("2020-01-01..2029-12-31");
    let mut spec = spec();
    spec.closed.push(long);
    assert_eq!(
        spec.withdraw_closure(long),
        super::edit::spec().normalised()
    );
}

fn weekly(mon: &str, sat: &str) -> Weekly {
    let hours = |text: &str| -> Vec<Hours> {
        text.split_whitespace()
            .map(|h| h.parse().unwrap())
            .collect()
    };
    Weekly {
        mon: hours(mon),
        sat: hours(sat),
        ..Weekly::default()
    }
}

#[test]
fn hours_from_a_day_on() {
    let days = |spec: &CalendarSpec| -> Vec<String> {
        let days = spec.later.iter();
        days.map(|l| format!("{} {}", l.from, l.weekly.mon.len()))
            .collect()
    };
    let (april, july) = (date(2027, 4, 1), date(2027, 7, 1));
    let one = spec().hours_from(july, weekly("09:00-17:00", "")).unwrap();
    let two = one
        .hours_from(april, weekly("13:00-17:00 09:00-12:00", "09:00-12:00"))
        .unwrap();
    assert_eq!(days(&two), ["2027-04-01 2", "2027-07-01 1"]);
    // replaced
    let other = two.hours_from(april, weekly("", "10:00-12:00")).unwrap();
    assert_eq!(days(&other), ["2027-04-01 0", "2027-07-01 1"]);
    // the hours of the day before take a change back
    let back = two.hours_from(april, spec().weekly).unwrap();
    assert_eq!(back, one);
    let none = one.hours_from(july, spec().weekly).unwrap();
    assert_eq!(Ok(none), spec().normalised());
}

#[test]
fn hours_that_cannot_be_meant_are_refused() {
    let july = date(2027, 7, 1);
    let spec = spec().hours_from(july, weekly("09:00-17:00", "")).unwrap();
    let cases = [
        (
            july,
            weekly("09:00-17:00", ""),
            "calendar.nothing_changes",
            "2027-07-01",
        ),
        (
            date(2027, 8, 1),
            weekly("09:00-17:00", ""),
            "calendar.nothing_changes",
            "2027-08-01",
        ),
        (
            date(2027, 6, 1),
            spec.weekly.clone(),
            "calendar.nothing_changes",
            "2027-06-01",
        ),
        (july, Weekly::default(), "calendar.never_open", "2027-07-01"),
        (
            july,
            weekly("09:00-12:00 11:00-17:00", ""),
            "calendar.overlapping_hours",
            "11:00-17:00",
        ),
        (
            date(2100, 1, 1),
            weekly("10:00-17:00", ""),
            "calendar.outside_table",
            "2100-01-01",
        ),
    ];
    for (from, weekly, code, says) in cases {
        let error = spec.hours_from(from, weekly).unwrap_err();
        assert_eq!(error.code(), code, "{from}");
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn a_calendar_that_is_wrong_already_is_refused() {
    let wrong = CalendarSpec {
        holidays: HolidayRule::None,
        withdrawn: vec![date(2026, 1, 1)],
        ..spec()
    };
    let error = wrong.close(range("2026-07-01")).unwrap_err();
    assert_eq!(error.code(), "calendar.official_without_rule");
}
