//! What is different between two calendars, and from which day on.

use super::walk::first_difference_by_hand;
use crate::calendar::*;
use jiff::civil::{Date, date};

/// The differences in one line each.
fn said(old: &CalendarSpec, new: &CalendarSpec) -> Vec<String> {
    let changes = old.changes_to(new).into_iter();
    let day = |day: Option<Date>| day.map_or("the first".to_owned(), |day| day.to_string());
    changes
        .map(|change| match change {
            CalendarChange::ZoneChanged => "zone".to_owned(),
            CalendarChange::HolidayRuleChanged => "rule".to_owned(),
            CalendarChange::GazettedUntil { from, to } => format!("gazetted {from} {to}"),
            CalendarChange::HolidayAdded(day, name) => format!("+ {day} {name}"),
            CalendarChange::HolidayWithdrawn(day) => format!("- {day}"),
            CalendarChange::ClosureWithdrawn(range) => format!("- closed {range}"),
            CalendarChange::ClosureAdded(range) => format!("+ closed {range}"),
            CalendarChange::OpeningWithdrawn(range) => format!("- open {range}"),
            CalendarChange::OpeningAdded(range) => format!("+ open {range}"),
            CalendarChange::HoursChanged { from } => format!("hours from {}", day(from)),
        })
        .collect()
}

fn spec(text: &str) -> CalendarSpec {
    CalendarSpec::from_toml(text).unwrap()
}

#[test]
fn every_difference_has_its_line_in_a_fixed_order() {
    let old = spec(
        r#"
        closed = ["2026-08-16", "12-29..01-03", "2026-08-13"]
        open = ["2026-05-02"]
        withdrawn = ["2029-11-03"]
        added = [{ date = "2028-03-21", name = "春分の日" }]
        "#,
    );
    let new = spec(
        r#"
        zone = "Asia/Seoul"
        gazetted_until = 2028
        closed = ["2026-08-13", "06-15", "2026-08-10"]
        open = ["2026-05-09", "2026-05-04"]
        withdrawn = ["2028-07-17"]
        added = [{ date = "2028-06-12", name = "川の日" }]
        [weekly]
        mon = ["09:00-17:00"]
        "#,
    );
    assert_eq!(
        said(&old, &new),
        [
            "zone",
            "gazetted 2027 2028",
            "- 2028-03-21",
            "+ 2028-06-12 川の日",
            "- 2028-07-17",
            "+ 2029-11-03 文化の日",
            "- closed 2026-08-16",
            "- closed 12-29..01-03",
            "+ closed 2026-08-10",
            "+ closed 06-15",
            "- open 2026-05-02",
            "+ open 2026-05-04",
            "+ open 2026-05-09",
            "hours from the first",
        ]
    );
    for same in [&old, &new] {
        assert_eq!(same.changes_to(same), []);
        let normal = same.clone().normalised().unwrap();
        assert_eq!(same.changes_to(&normal), []);
    }
}

#[test]
fn a_holiday_is_compared_by_its_day_and_name() {
    let added = |name: &str| format!("added = [{{ date = '2028-07-17', name = '{name}' }}]");
    let withdrawn = "withdrawn = ['2028-07-17']".to_owned();
    let none = "holidays = 'none'".to_owned();
    let cases: &[(&str, &str, &[&str])] = &[
        ("", &added("海の日"), &[]), // the name it has by the rule
        ("", &added("川の日"), &["+ 2028-07-17 川の日"]),
        (&added("川の日"), "", &["+ 2028-07-17 海の日"]),
        (&added("川の日"), &added("山の日"), &["+ 2028-07-17 山の日"]),
        (&added("川の日"), &withdrawn, &["- 2028-07-17"]),
        ("", &withdrawn, &["- 2028-07-17"]),
        (&withdrawn, "", &["+ 2028-07-17 海の日"]),
        ("", &none, &["rule"]),
        (&none, "", &["rule"]),
        (&withdrawn, &none, &["rule"]),
        (&none, &withdrawn, &["rule"]),
        (&none, &added("川の日"), &["rule", "+ 2028-07-17 川の日"]),
        // not a holiday by the rule, so nothing is withdrawn
        ("", "withdrawn = ['2028-07-18']", &[]),
    ];
    for (old, new, changes) in cases {
        assert_eq!(said(&spec(old), &spec(new)), *changes, "{old} -> {new}");
    }
}

#[test]
fn hours_are_compared_stretch_by_stretch() {
    let later = |days: &[(&str, u8)]| -> CalendarSpec {
        let texts: Vec<String> = days
            .iter()
            .map(|(day, opens)| match *day {
                "" => format!("[weekly]\nmon = ['{opens:02}:00-17:00']"),
                day => format!(
                    "[[later]]\nfrom = '{day}'\n[later.weekly]\nmon = ['{opens:02}:00-17:00']"
                ),
            })
            .collect();
        spec(&texts.join("\n"))
    };
    let (april, july) = ("2027-04-01", "2027-07-01");
    let base = later(&[("", 10)]);
    let cases: &[(CalendarSpec, CalendarSpec, &[&str])] = &[
        (base.clone(), later(&[("", 9)]), &["hours from the first"]),
        (
            base.clone(),
            later(&[("", 10), (july, 9)]),
            &["hours from 2027-07-01"],
        ),
        (
            later(&[("", 10), (july, 9)]),
            base.clone(),
            &["hours from 2027-07-01"],
        ),
        // earlier: from July they are what they were
        (
            later(&[("", 10), (july, 9)]),
            later(&[("", 10), (april, 9)]),
            &["hours from 2027-04-01"],
        ),
        (
            later(&[("", 10), (april, 9), (july, 8)]),
            later(&[("", 10), (april, 7), (july, 8)]),
            &["hours from 2027-04-01"],
        ),
        (
            later(&[("", 10), (april, 9)]),
            later(&[("", 9), (april, 8)]),
            &["hours from the first", "hours from 2027-04-01"],
        ),
        (base.clone(), later(&[("", 10), (july, 10)]), &[]),
    ];
    for (old, new, changes) in cases {
        assert_eq!(said(old, new), *changes, "{old:?} -> {new:?}");
    }
}

#[test]
fn a_specification_that_is_wrong_is_compared_all_the_same() {
    let standard = CalendarSpec::standard();
    let mut wrong = standard.clone();
    wrong.added = vec![
        Added {
            date: date(2028, 6, 12),
            name: "川の日".into(),
        };
        2
    ];
    wrong.withdrawn = vec![date(2028, 6, 12)];
    assert!(wrong.clone().normalised().is_err());
    assert_eq!(said(&standard, &wrong), ["+ 2028-06-12 川の日"]);
}

#[test]
fn the_first_day_that_differs() {
    let year_end = "closed = ['12-29..01-03']";
    let hours = "[weekly]\nmon = ['10:00-17:00']\n";
    let april = "[[later]]\nfrom = '2027-04-01'\n[later.weekly]\n";
    let cases = [
        ("", "", None),
        (
            year_end,
            "closed = ['12-29..01-03', '2026-08-13']",
            Some(date(2026, 8, 13)),
        ),
        ("", "closed = ['2026-08-15']", None), // a Saturday
        ("", "open = ['2026-08-15']", Some(date(2026, 8, 15))),
        ("", "closed = ['2026-05-05']", None), // a holiday
        ("", year_end, Some(date(1949, 1, 3))),
        ("", "withdrawn = ['2026-05-05']", Some(date(2026, 5, 5))),
        (
            "",
            "added = [{ date = '2026-05-05', name = '川の日' }]",
            None,
        ), // another name
        (
            "",
            "added = [{ date = '2026-06-01', name = '川の日' }]",
            Some(date(2026, 6, 1)),
        ),
        ("", "gazetted_until = 2030", Some(date(2028, 1, 1))),
        ("gazetted_until = 2200", "gazetted_until = 2099", None),
        ("gazetted_until = -5", "gazetted_until = 1948", None),
        (
            "gazetted_until = -5",
            "gazetted_until = 1949",
            Some(date(1949, 1, 1)),
        ),
        (
            "holidays = 'none'",
            "holidays = 'none'\ngazetted_until = 2030",
            None,
        ),
        ("holidays = 'none'", "", Some(date(1949, 3, 21))),
        (
            hours,
            "[weekly]\nmon = ['09:00-16:00']",
            Some(date(1949, 1, 3)),
        ),
        // as many hours, and others
        (
            hours,
            &format!("{hours}{april}mon = ['09:00-16:00']"),
            Some(date(2027, 4, 5)),
        ),
        (
            &format!("{hours}{april}mon = ['10:00-17:00']\ntue = ['10:00-17:00']"),
            &format!(
                "{hours}{april}mon = ['10:00-17:00']\ntue = ['10:00-17:00']\n[[later]]\nfrom = '2027-04-27'\n[later.weekly]\nmon = ['10:00-17:00']\ntue = ['09:00-16:00']"
            ),
            Some(date(2027, 4, 27)),
        ),
        // other hours only on weekdays that are never open
        (
            &format!("holidays = 'none'\n{hours}"),
            &format!("holidays = 'none'\nclosed = ['2026-01-01']\n{hours}"), // a Thursday
            None,
        ),
        ("zone = 'Asia/Tokyo'", "zone = 'Japan'", None),
        (
            "zone = 'Asia/Tokyo'",
            "zone = 'Asia/Seoul'",
            Some(date(1949, 9, 10)),
        ),
        (
            "zone = 'Asia/Tokyo'",
            "zone = 'UTC'",
            Some(date(1949, 1, 1)),
        ),
        // one clock but for the summer
        (
            "zone = 'America/New_York'",
            "zone = 'America/Detroit'",
            Some(date(1949, 4, 24)),
        ),
    ];
    for (one, two, day) in cases {
        let [one_calendar, two_calendar] = [one, two].map(|text| spec(text).compile().unwrap());
        let by_hand = first_difference_by_hand(&one_calendar, &two_calendar);
        assert_eq!(by_hand, day, "{one} {two}");
        assert_eq!(
            one_calendar.first_difference(&two_calendar),
            day,
            "{one} {two}"
        );
        assert_eq!(
            two_calendar.first_difference(&one_calendar),
            day,
            "{one} {two}"
        );
    }
}
