//! The corrections of the official list in a file.

use crate::calendar::*;
use jiff::civil::date;

/// The spring equinox of 2030 a day later than the rule has it, and a day nobody foresaw.
const CORRECTED: &str = r#"
    withdrawn = ["2030-03-20", "2030-03-20"]
    open = ["2030-09-02"]
    [[added]]
    date = "2030-09-02"
    name = "二百十日"
    [[added]]
    date = "2030-06-03"
    name = " 川の日 "
    [[added]]
    date = "2030-03-21"
    name = "春分の日"
    [[added]]
    date = "2030-11-23"
    name = "勤労の日"
    [[added]]
    date = "2030-03-21"
    name = "春分の日"
"#;

#[test]
fn the_list_stands_above_the_rule() {
    let calendar = Calendar::from_toml(CORRECTED).unwrap();
    let cases = [
        (date(2030, 3, 20), "", None),
        (
            date(2030, 3, 21),
            "holiday.vernal_equinox_day",
            Some("春分の日"),
        ),
        (date(2030, 6, 3), "holiday.gazetted", Some("川の日")),
        (date(2030, 9, 2), "", Some("二百十日")), // open against it
        (date(2030, 11, 23), "holiday.gazetted", Some("勤労の日")),
        (date(2030, 11, 3), "holiday.culture_day", Some("文化の日")),
        (date(2030, 11, 4), "holiday.substitute", Some("振替休日")),
        (date(2030, 11, 9), "weekly.saturday", None),
    ];
    for (day, code, name) in cases {
        let why = calendar.closed_reason(day).unwrap();
        assert_eq!(
            why.map(ClosedReason::code).unwrap_or_default(),
            code,
            "{day}"
        );
        assert_eq!(calendar.holiday_name_on(day), name, "{day}");
    }
    assert_eq!(calendar.holiday_name_on(date(2150, 1, 1)), None);
    let none = Calendar::from_toml("holidays = 'none'").unwrap();
    assert_eq!(none.holiday_name_on(date(2030, 1, 1)), None);
}

#[test]
fn a_gazetted_holiday_reads_back() {
    let reason = ClosedReason::from_code("holiday.gazetted");
    assert_eq!(reason, Some(ClosedReason::Gazetted));
    assert_eq!(ClosedReason::Gazetted.code(), "holiday.gazetted");
    assert_eq!(ClosedReason::Gazetted.ja(), "官報で公示された休日");
    assert_eq!(
        ClosedReason::Gazetted.en(),
        "holiday by the official gazette"
    );
}

#[test]
fn a_corrected_calendar_reads_back() {
    let spec = CalendarSpec::from_toml(CORRECTED).unwrap();
    let normal = spec.clone().normalised().unwrap();
    assert_eq!(normal.withdrawn, [date(2030, 3, 20)]);
    let added: Vec<_> = normal.added.iter().map(|a| (a.date, &*a.name)).collect();
    assert_eq!(
        added,
        [
            (date(2030, 3, 21), "春分の日"),
            (date(2030, 6, 3), "川の日"),
            (date(2030, 9, 2), "二百十日"),
            (date(2030, 11, 23), "勤労の日"),
        ]
    );
    let again = CalendarSpec::from_toml(&spec.to_toml().unwrap()).unwrap();
    assert_eq!(again, normal);
    assert_eq!(again.digest(), spec.digest());
    for change in [
        |spec: &mut CalendarSpec| spec.withdrawn.clear(),
        |spec: &mut CalendarSpec| spec.added.truncate(1),
        |spec: &mut CalendarSpec| spec.added[1].name = "海の日".into(),
    ] {
        let mut other = spec.clone();
        change(&mut other);
        assert_ne!(other.digest(), spec.digest());
    }
}

#[test]
fn corrections_that_cannot_be_meant_are_refused() {
    let added = |date: &str, name: &str| format!("[[added]]\ndate = '{date}'\nname = \"{name}\"\n");
    let cases = [
        (
            "holidays = 'none'\nwithdrawn = ['2030-03-20']".to_owned(),
            "calendar.official_without_rule",
            "`withdrawn`",
        ),
        (
            format!("holidays = 'none'\n{}", added("2030-03-20", "川の日")),
            "calendar.official_without_rule",
            "`added`",
        ),
        (
            added("2030-03-20", "川の日") + &added("2030-03-20", "海の日"),
            "calendar.added_twice",
            "2030-03-20 is named both `川の日` and `海の日`",
        ),
        (
            "withdrawn = ['2030-03-20']\n".to_owned() + &added("2030-03-20", "川の日"),
            "calendar.added_and_withdrawn",
            "2030-03-20",
        ),
        (
            added("2030-03-20", " "),
            "calendar.bad_holiday_name",
            "2030-03-20",
        ),
        (
            added("2030-03-20", "川の\\n日"),
            "calendar.bad_holiday_name",
            "2030-03-20",
        ),
        (
            added("2100-03-20", "川の日"),
            "calendar.outside_table",
            "2100-03-20",
        ),
        (
            "withdrawn = ['1948-11-03']".to_owned(),
            "calendar.outside_table",
            "1948-11-03",
        ),
        (
            "withdrawn = ['2030-03-20T00:00']".to_owned(),
            "calendar.bad_file",
            "2030-03-20T00:00",
        ),
        (added("20300320", "川の日"), "calendar.bad_file", "20300320"),
        (
            "[[added]]\ndate = '2030-03-20'".to_owned(),
            "calendar.bad_file",
            "name",
        ),
        (
            added("2030-03-20", "川の日") + "kind = 'national'",
            "calendar.bad_file",
            "kind",
        ),
    ];
    for (text, code, says) in cases {
        let error = Calendar::from_toml(&text).unwrap_err();
        assert_eq!(error.code(), code, "{text}");
        assert!(error.to_string().contains(says), "{error}");
    }
}
