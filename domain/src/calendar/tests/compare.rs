//! The official list against the rule.

use super::official::published;
use crate::calendar::*;
use jiff::civil::{Date, date};

fn list(text: &str) -> OfficialList {
    OfficialList::parse(text).unwrap()
}

/// The corrections of a calendar: withdrawn and added days.
fn difference(spec: &CalendarSpec) -> (Vec<Date>, Vec<(Date, &str)>) {
    let added = spec.added.iter().map(|day| (day.date, &*day.name));
    (spec.withdrawn.clone(), added.collect())
}

#[test]
fn a_list_that_agrees_changes_only_the_gazetted_year() {
    for (spec, until) in [
        (CalendarSpec::standard(), 2030),
        (CalendarSpec::standard(), 2020),
    ] {
        let after = spec.with_official(&list(&published(1955, until))).unwrap();
        let expected = CalendarSpec {
            gazetted_until: until.max(GAZETTED_UNTIL),
            ..spec
        };
        assert_eq!(after, expected);
    }
    let spec = CalendarSpec {
        gazetted_until: 2026,
        ..CalendarSpec::standard()
    };
    let after = spec.with_official(&list(&published(1955, 2027))).unwrap();
    assert_eq!(after, CalendarSpec::standard());
    assert_eq!(after.digest(), CalendarSpec::standard().digest());
}

/// The list of 2026-2028 in which some rows are others.
fn edited(edits: &[(&str, &str)]) -> OfficialList {
    let mut text = published(2026, 2028);
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    list(&text)
}

/// Rows and what takes their place, the withdrawn days, the added ones.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a [Date], &'a [(Date, &'a str)]);

#[test]
fn the_list_decides() {
    let spec = CalendarSpec::standard();
    let cases: &[Case] = &[
        (&[], &[], &[]),
        // an equinox a day later
        (
            &[("2028/3/20,", "2028/3/21,")],
            &[date(2028, 3, 20)],
            &[(date(2028, 3, 21), "春分の日")],
        ),
        // a day struck out of the Act
        (&[("2028/7/17,海の日\r\n", "")], &[date(2028, 7, 17)], &[]),
        // a new day, and one by a special act
        (
            &[(
                "2028/7/17,海の日",
                "2028/6/9,結婚の儀\r\n2028/6/12,川の日\r\n2028/7/17,海の日",
            )],
            &[],
            &[
                (date(2028, 6, 9), "結婚の儀"),
                (date(2028, 6, 12), "川の日"),
            ],
        ),
        // other names: a known one, an unknown one, and those that say nothing
        (
            &[("2028/7/17,海の日", "2028/7/17,山の日")],
            &[],
            &[(date(2028, 7, 17), "山の日")],
        ),
        (
            &[("2028/11/23,勤労感謝の日", "2028/11/23,勤労の日")],
            &[],
            &[(date(2028, 11, 23), "勤労の日")],
        ),
        (&[("2028/11/23,勤労感謝の日", "2028/11/23,休日")], &[], &[]),
        (
            &[("2028/11/23,勤労感謝の日", "2028/11/23,即位礼正殿の儀")],
            &[],
            &[],
        ),
        (
            &[("2028/10/9,スポーツの日", "2028/10/9,体育の日(スポーツの日)")],
            &[],
            &[],
        ),
    ];
    for (edits, withdrawn, added) in cases {
        let after = spec.with_official(&edited(edits)).unwrap();
        assert_eq!(
            difference(&after),
            (withdrawn.to_vec(), added.to_vec()),
            "{edits:?}"
        );
        assert_eq!(after.gazetted_until, 2028);
        // a second import changes nothing
        let again = after.with_official(&edited(edits)).unwrap();
        assert_eq!(again, after, "{edits:?}");
        // and the list that agrees with the rule takes everything back
        let back = after.with_official(&edited(&[])).unwrap();
        assert_eq!(difference(&back), (Vec::new(), Vec::new()), "{edits:?}");
    }
}

#[test]
fn the_holidays_are_those_of_the_list() {
    let list = edited(&[
        ("2028/3/20,", "2028/3/21,"),
        ("2028/7/17,海の日", "2028/7/18,海の日\r\n2028/7/19,休日"),
    ]);
    let calendar = CalendarSpec::standard()
        .with_official(&list)
        .unwrap()
        .compile()
        .unwrap();
    let mut day = date(2026, 1, 1);
    while day.year() < 2029 {
        let official = list.name_on(day);
        assert_eq!(
            calendar.holiday_name_on(day).is_some(),
            official.is_some(),
            "{day}"
        );
        assert!(!calendar.is_provisional(day));
        day = day.tomorrow().unwrap();
    }
    assert!(calendar.is_provisional(day));
    assert_eq!(calendar.holiday_name_on(date(2028, 7, 19)), Some("休日"));
    let why = calendar.closed_reason(date(2028, 7, 19)).unwrap();
    assert_eq!(why, Some(ClosedReason::Gazetted));
}

#[test]
fn years_that_the_list_does_not_have_stay() {
    let spec = CalendarSpec::from_toml(
        r#"
        gazetted_until = 2031
        withdrawn = ["2025-11-03", "2027-11-03", "2029-11-03"]
        added = [
            { date = "2025-12-31", name = "大晦日" },
            { date = "2026-01-02", name = "二日" },
            { date = "2028-12-31", name = "大晦日" },
            { date = "2029-01-02", name = "二日" },
        ]
        "#,
    )
    .unwrap();
    let after = spec.with_official(&edited(&[])).unwrap();
    assert_eq!(
        difference(&after),
        (
            vec![date(2025, 11, 3), date(2029, 11, 3)],
            vec![(date(2025, 12, 31), "大晦日"), (date(2029, 1, 2), "二日")]
        )
    );
    assert_eq!(after.gazetted_until, 2031);
}

#[test]
fn a_calendar_without_the_rule_takes_no_list() {
    let none = CalendarSpec {
        holidays: HolidayRule::None,
        ..CalendarSpec::standard()
    };
    assert_eq!(
        none.with_official(&edited(&[])),
        Err(CalendarError::OfficialWithoutRule)
    );
}
