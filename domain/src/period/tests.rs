use super::*;
use crate::calendar::Calendar;
use jiff::civil::Date;
use serde_json::{Value, json};

fn ask(calendar: &Calendar, line: &str) -> Value {
    let (Ok(answer) | Err(answer)) = compute_line(line, calendar);
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn every_example_is_answered_as_written() {
    let mut count = 0;
    for line in include_str!("examples.txt").lines() {
        let Some((request, expected)) = line.split_once(" => ") else {
            assert!(line.is_empty() || line.starts_with('#'), "{line}");
            continue;
        };
        let answer = ask(&Calendar::standard(), request);
        let expected: Value = serde_json::from_str(expected).unwrap();
        for (field, value) in expected.as_object().unwrap() {
            if field == "says" {
                let error = answer["error"].as_str().unwrap();
                assert!(
                    error.contains(value.as_str().unwrap()),
                    "{request}\n{answer}"
                );
                assert_eq!(answer.as_object().unwrap().len(), 3, "{request}\n{answer}");
            } else {
                assert_eq!(&answer[field], value, "{field}\n{request}\n{answer}");
            }
        }
        count += 1;
    }
    assert!(count > 90);
}

#[test]
fn the_answer_has_the_fields_of_the_contract() {
    let answer = ask(
        &Calendar::standard(),
        r#"{"id":"a","start":"2026-05-01T16:00","unit":"open_hour","n":8}"#,
    );
    assert_eq!(answer["id"], "a");
    assert_eq!(answer["last_at"], "2026-05-07T17:00");
    assert_eq!(answer["ends_at"], "2026-05-07T08:00:00.000000Z");
    assert_eq!(answer["provisional"], false);
    assert_eq!(answer["calendar"], Calendar::standard().digest());
    let steps: Vec<_> = answer["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| {
            format!(
                "{} {} {}",
                s["date"].as_str().unwrap(),
                s["effect"].as_str().unwrap(),
                s["why"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            "2026-05-01 start event",
            "2026-05-01 first open_hour",
            "2026-05-01 count open_hour",
            "2026-05-02 skip weekly.saturday",
            "2026-05-03 skip holiday.constitution_memorial_day",
            "2026-05-04 skip holiday.greenery_day",
            "2026-05-05 skip holiday.childrens_day",
            "2026-05-06 skip holiday.substitute",
            "2026-05-07 count open_hour",
            "2026-05-07 raw_last open_hour.nth",
            "2026-05-07 result civil_code.139",
        ]
    );
    let days = ask(
        &Calendar::standard(),
        r#"{"start":"2026-04-19","unit":"day","n":14}"#,
    );
    assert_eq!(days["id"], Value::Null);
    assert_eq!(days.get("last_at"), None);
    assert_eq!(days["ends_at"], "2026-05-07T15:00:00.000000Z");
    let mut proof = days.clone();
    proof.as_object_mut().unwrap().remove("id");
    let read: Proof = serde_json::from_value(proof.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), proof);
}

#[test]
fn why_the_seventh_and_not_the_sixth() {
    let start = "2026-04-19".parse::<Date>().unwrap().at(0, 0, 0, 0);
    let proof = Period::new(14, Unit::Day)
        .compute(start, &Calendar::standard(), &[], &[])
        .unwrap();
    let ja: Vec<_> = proof
        .steps
        .iter()
        .map(|s| format!("{} {}", s.date, s.ja()))
        .collect();
    assert_eq!(
        ja,
        [
            "2026-04-19 起算の基準となる日",
            "2026-04-19 初日は算入しない（民法140条）",
            "2026-04-20 起算日（民法140条）",
            "2026-05-03 期間の末日（民法141条）",
            "2026-05-03 憲法記念日のため数えない",
            "2026-05-04 みどりの日のため数えない",
            "2026-05-05 こどもの日のため数えない",
            "2026-05-06 振替休日のため数えない",
            "2026-05-07 休業日のため次の営業日に満了（民法142条）",
            "2026-05-07 この日の終了をもって満了（民法141条）",
        ]
    );
    assert_eq!(
        proof.steps[4].en(),
        "not counted: Constitution Memorial Day"
    );
    assert_eq!(
        Period::new(10, Unit::OpenDay).ja(),
        "初日不算入、翌日起算10営業日"
    );
    assert_eq!(
        Period::new(1, Unit::Month).en(),
        "1 month, first day excluded"
    );
}

#[test]
fn split_days_and_the_end_of_the_day() {
    let calendar = Calendar::from_toml(
        "closed = ['2026-06-03']\n[weekly]\nmon = ['09:00-12:00', '13:00-17:00']\ntue = ['20:00-24:00']\nwed = ['00:00-06:00']\nthu = ['00:00-06:00']",
    )
    .unwrap();
    let at = |start: &str, n: u32| {
        let answer = ask(
            &calendar,
            &json!({"start": start, "unit": "open_hour", "n": n}).to_string(),
        );
        (
            answer["last"].as_str().unwrap().to_owned(),
            answer["last_at"].as_str().unwrap().to_owned(),
        )
    };
    let is = |last: &str, at: &str| (last.to_owned(), at.to_owned());
    assert_eq!(
        at("2026-06-01T11:00", 2),
        is("2026-06-01", "2026-06-01T14:00")
    );
    assert_eq!(
        at("2026-06-01T12:30", 1),
        is("2026-06-01", "2026-06-01T14:00")
    );
    // the end at 24:00 belongs to the open day, not to the closed one that begins then
    assert_eq!(
        at("2026-06-01T16:00", 5),
        is("2026-06-02", "2026-06-03T00:00")
    );
    assert_eq!(
        at("2026-06-01T16:00", 6),
        is("2026-06-04", "2026-06-04T01:00")
    );
    // at lunch the office is not closed for the day
    let day = |start: &str| {
        ask(
            &calendar,
            &json!({"start": start, "unit": "open_day", "n": 1}).to_string(),
        )["last"]
            .clone()
    };
    assert_eq!(day("2026-06-01T12:30"), "2026-06-02");
    assert_eq!(day("2026-06-01T17:00"), "2026-06-04");
}

#[test]
fn zones_with_daylight_saving() {
    let calendar = Calendar::from_toml(
        "zone = 'Europe/Berlin'\nholidays = 'none'\n[weekly]\nsun = ['00:00-24:00']\nmon = ['09:00-17:00']",
    )
    .unwrap();
    let answer = |request: Value| ask(&calendar, &request.to_string());
    // 29 March 2026: 02:00-03:00 is skipped; 02:30 becomes the first valid instant
    let skipped = answer(json!({"start": "2026-03-29T02:30", "unit": "hour", "n": 1}));
    assert_eq!(
        [&skipped["last_at"], &skipped["ends_at"]],
        ["2026-03-29T04:00", "2026-03-29T02:00:00.000000Z"]
    );
    // 25 October 2026: 02:00-03:00 comes twice; 02:30 is the first
    let doubled = answer(json!({"start": "2026-10-25T02:30", "unit": "hour", "n": 1}));
    assert_eq!(
        [&doubled["last_at"], &doubled["ends_at"]],
        ["2026-10-25T02:30", "2026-10-25T01:30:00.000000Z"]
    );
    // a Sunday of 23 hours, and one of 25
    assert_eq!(
        answer(json!({"start": "2026-03-29T00:00", "unit": "open_hour", "n": 24}))["last_at"],
        "2026-03-30T10:00"
    );
    assert_eq!(
        answer(json!({"start": "2026-10-25T00:00", "unit": "open_hour", "n": 26}))["last_at"],
        "2026-10-26T10:00"
    );
    // a day ends at its own midnight, one or two hours before UTC's
    assert_eq!(
        answer(json!({"start": "2026-06-01", "unit": "day", "n": 6}))["ends_at"],
        "2026-06-07T22:00:00.000000Z"
    );
    assert_eq!(
        answer(json!({"start": "2026-01-05", "unit": "day", "n": 6}))["ends_at"],
        "2026-01-11T23:00:00.000000Z"
    );
}

#[test]
fn a_margin_is_told_day_by_day_and_in_the_words_of_the_rule() {
    let period = Period {
        direction: Direction::Before,
        margin_days: 2,
        ..Period::new(7, Unit::Day)
    };
    let proof = period
        .compute(
            "2026-05-28T00:00".parse().unwrap(),
            &Calendar::standard(),
            &[],
            &[],
        )
        .unwrap();
    let steps: Vec<_> = proof
        .steps
        .iter()
        .map(|s| format!("{} {}", s.date, s.en()))
        .collect();
    assert_eq!(
        steps,
        [
            "2026-05-28 the day of the event",
            "2026-05-28 the day of the event is not counted",
            "2026-05-27 counted backwards from here",
            "2026-05-20 left free: the rule's extra margin",
            "2026-05-19 left free: the rule's extra margin",
            "2026-05-18 the last day that leaves the clear days",
            "2026-05-18 ends with the end of this day (Civil Code 141)",
        ]
    );
    assert_eq!(period.ja(), "中7日前まで（さらに余裕2日）");
    assert_eq!(period.en(), "7 clear days before and 2 days of margin");
}

#[test]
fn a_fixed_date_is_named_in_the_proof_and_in_the_words_of_the_rule() {
    let rule = |text: &str| toml::from_str::<Period>(text).unwrap();
    let june = rule("n = 1\nunit = 'year'\nmonth_day = '06-30'\nfrom = 'fiscal_year_end'");
    let start = "2026-03-31".parse::<Date>().unwrap().at(0, 0, 0, 0);
    let steps = |period: &Period| -> Vec<String> {
        let proof = period
            .compute(start, &Calendar::standard(), &[], &[])
            .unwrap();
        let say = |s: &Step| format!("{} {} / {}", s.date, s.ja(), s.en());
        proof.steps.iter().map(say).collect()
    };
    let told = steps(&june);
    assert_eq!(
        told[told.len() - 2],
        "2026-06-30 定めの期日 / the date that the rule fixes"
    );
    let february = Period {
        month_day: Some("02-29".parse().unwrap()),
        roll: Some(Roll::None),
        ..june.clone()
    };
    let told = steps(&february);
    assert_eq!(
        told[told.len() - 2],
        "2027-02-28 定めの期日（2月の末日） / the date that the rule fixes: the last day of February"
    );
    let words = |period: &Period| (period.ja(), period.en());
    let is = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
    for (text, expected) in [
        ("month_day = '06-30'", is("6月30日まで", "by 30 June")),
        (
            "month_day = '12-01'\nfirst_day = 'included'",
            is(
                "12月1日まで（初日算入）",
                "by 1 December, first day included",
            ),
        ),
        (
            "month_day = '02-29'",
            is("2月末日まで", "by the last day of February"),
        ),
        (
            "month_day = '01-31'\nfrom = 'fiscal_year_end'",
            is(
                "年度の末日後の1月31日まで",
                "by 31 January after the end of the fiscal year",
            ),
        ),
    ] {
        assert_eq!(
            words(&rule(&format!("n = 1\nunit = 'year'\n{text}"))),
            expected
        );
    }
    for (n, ordinal) in [
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (12, "12th"),
        (21, "21st"),
    ] {
        let later = Period { n, ..june.clone() };
        let en = format!("by 30 June, the {ordinal} after the end of the fiscal year");
        assert_eq!(
            words(&later),
            (format!("年度の末日後の{n}回目の6月30日まで"), en)
        );
    }
    let event = rule("n = 2\nunit = 'year'\nmonth_day = '06-30'");
    assert_eq!(event.en(), "by 30 June, the 2nd after the event");
}

#[test]
fn a_rule_reads_from_toml_and_writes_only_what_differs() {
    let period: Period = toml::from_str("n = 14\nunit = 'day'\ndirection = 'before'").unwrap();
    assert_eq!(
        toml::to_string(&period).unwrap(),
        "n = 14\nunit = \"day\"\ndirection = \"before\"\n"
    );
    assert!(toml::from_str::<Period>("n = 14\nunit = 'day'\nrol = 'none'").is_err());
    // Events and proofs hold periods: what was written before a choice existed reads and writes as
    // it did, so that its digest stays.
    let written = r#"{"n":14,"unit":"day","direction":"before","first_day":"included","roll":"none","from":"fiscal_year_end","after_hours":"as_is"}"#;
    let old: Period = serde_json::from_str(written).unwrap();
    assert_eq!(serde_json::to_string(&old).unwrap(), written);
    let margin: Period =
        toml::from_str("n = 14\nunit = 'day'\ndirection = 'before'\nextra_margin_days = 1")
            .unwrap();
    assert_eq!(margin.margin_days, 1);
    assert!(
        toml::to_string(&margin)
            .unwrap()
            .contains("extra_margin_days = 1")
    );
    let dated = "n = 1\nunit = \"year\"\nmonth_day = \"06-30\"\n";
    let june: Period = toml::from_str(dated).unwrap();
    assert_eq!(toml::to_string(&june).unwrap(), dated);
    let refused = toml::from_str::<Period>("n = 1\nunit = 'year'\nmonth_day = '06-31'");
    assert!(refused.unwrap_err().message().contains("as 06-30"));
}
