//! The official list as it is published, and as it is not.

use crate::calendar::*;
use jiff::civil::{Date, date};

/// A line of the file and what takes its place.
type Edit = (usize, &'static str);

const HEADER: &str = "国民の祝日・休日月日,国民の祝日・休日名称";

/// The list that the Cabinet Office would publish for these years by the rule, in its own spelling.
pub(super) fn published(from: i16, to: i16) -> String {
    let mut lines = vec![HEADER.to_owned()];
    for holiday in holidays(date(from, 1, 1), date(to, 12, 31)).unwrap() {
        let day = holiday.date;
        let name = match holiday.name {
            HolidayName::Substitute | HolidayName::Citizens => "休日",
            HolidayName::CrownPrinceWedding => "結婚の儀",
            HolidayName::ImperialFuneral => "大喪の礼",
            HolidayName::EnthronementCeremony if day.year() == 1990 => "即位礼正殿の儀",
            HolidayName::EnthronementCeremony | HolidayName::Accession => "休日（祝日扱い）",
            HolidayName::HealthAndSportsDay if day.year() == 2019 => "体育の日（スポーツの日）",
            name => name.ja(),
        };
        lines.push(format!(
            "{}/{}/{},{name}",
            day.year(),
            day.month(),
            day.day()
        ));
    }
    lines.join("\r\n") + "\r\n"
}

fn read(text: &str) -> Result<Vec<(Date, String)>, OfficialError> {
    let list = OfficialList::parse(text)?;
    let days = list.days().iter().map(|day| (day.date, day.name.clone()));
    Ok(days.collect())
}

#[test]
fn the_published_list_is_read() {
    let list = OfficialList::parse(&published(1955, 2027)).unwrap();
    assert_eq!((list.first_year(), list.last_year()), (1955, 2027));
    assert_eq!(list.days().len(), 1067);
    let on = |day| list.days().iter().find(|d| d.date == day).map(|d| &*d.name);
    assert_eq!(on(date(1955, 1, 1)), Some("元日"));
    assert_eq!(on(date(1989, 2, 24)), Some("大喪の礼"));
    assert_eq!(on(date(2019, 5, 1)), Some("休日（祝日扱い）"));
    assert_eq!(on(date(2027, 11, 23)), Some("勤労感謝の日"));
    assert_eq!(on(date(2027, 11, 24)), None);
}

#[test]
fn the_same_list_in_other_clothes() {
    let published = published(2026, 2027);
    let list = read(&published).unwrap();
    let rows = published.strip_prefix(HEADER).unwrap().trim_start();
    let rewritten = |row: fn(&(Date, String)) -> String| {
        let rows: Vec<String> = list.iter().map(row).collect();
        rows.join("\n")
    };
    let dashed = rewritten(|(date, name)| format!("{date},{name}"));
    let quoted = rewritten(|(date, name)| format!("\"{}\",\"{name}\"", date.strftime("%Y/%m/%d")));
    let mut backwards: Vec<&str> = rows.lines().collect();
    backwards.reverse();
    let cases = [
        ("LF", published.replace("\r\n", "\n")),
        ("BOM", format!("\u{feff}{published}")),
        ("BOM, no header", format!("\u{feff}{rows}")),
        ("no header", rows.to_owned()),
        ("another header", format!("日付,曜日,名称\n{rows}")),
        ("a header in quotes", format!("\"日付\",\"名称\"\n{rows}")),
        ("a title with digits", format!("2026-2027年の祝日\n{rows}")),
        ("blank lines at the end", format!("{published}\r\n \r\n\n")),
        ("no line end at the end", published.trim_end().to_owned()),
        ("dashes", dashed),
        ("quotes", quoted),
        ("backwards", backwards.join("\n")),
    ];
    for (what, text) in cases {
        assert_eq!(read(&text).as_ref(), Ok(&list), "{what}");
    }
    let quote = published.replace("2026/1/1,元日", "2026/1/1,\"元日、\"\"初日\"\"\"");
    assert_eq!(read(&quote).unwrap()[0].1, "元日、\"初日\"");
}

/// The list of 2026-2028 with one line replaced; line 2 is 2026/1/1, line 20 is 2027/1/1.
fn edited((line, text): Edit) -> String {
    let published = published(2026, 2028);
    let mut lines: Vec<&str> = published.lines().collect();
    lines[line - 1] = text;
    lines.join("\r\n")
}

/// Lines whose date is none; the first line would be a header if anything else stood in it.
const DATES: [Edit; 13] = [
    (5, "2026/2/29,天皇誕生日"),
    (5, "2026/13/1,天皇誕生日"),
    (5, "2026/2/0,天皇誕生日"),
    (5, "2026/2/+2,天皇誕生日"),
    (5, "26/2/23,天皇誕生日"),
    (5, "2026/2-23,天皇誕生日"),
    (5, "2026/2/23/1,天皇誕生日"),
    (5, "2026/002/23,天皇誕生日"),
    (5, "令和8年2月23日,天皇誕生日"),
    (5, ",天皇誕生日"),
    (1, "2026/2/30,元日"),
    (1, "２０２６/1/2,元日"),
    (1, ",元日"),
];

/// What is wrong with the list of 2026-2028 when one line is replaced: code and cell.
fn assert_faults(cases: &[(Edit, &str, &str)]) {
    for (edit, code, cell) in cases {
        let error = OfficialList::parse(&edited(*edit)).unwrap_err();
        assert_eq!(
            (error.code(), error.line(), error.cell()),
            (*code, edit.0, *cell),
            "{edit:?}"
        );
        let message = error.to_string();
        assert!(
            message.starts_with(&format!("line {}: ", edit.0)),
            "{message}"
        );
        assert!(message.contains(&format!("`{cell}`")), "{message}");
    }
}

#[test]
fn a_date_that_cannot_be_is_named_with_its_line() {
    assert_faults(&DATES.map(|edit| {
        let cell = edit.1.split(',').next().unwrap();
        (edit, "official.bad_date", cell)
    }));
}

#[test]
fn the_first_fault_is_named_with_its_line_and_cell() {
    assert_faults(&[
        (
            (5, "1948/2/23,天皇誕生日"),
            "official.year_outside",
            "1948/2/23",
        ),
        (
            (5, "2100/2/23,天皇誕生日"),
            "official.year_outside",
            "2100/2/23",
        ),
        (
            (5, "2026-02-11,建国記念の日"),
            "official.twice",
            "2026-02-11",
        ),
        ((5, "2026/2/23,"), "official.no_name", "2026/2/23"),
        ((5, "2026/2/23,\" \""), "official.no_name", "2026/2/23"),
        (
            (5, "2026/2/23,\u{fffd}\u{fffd}"),
            "official.bad_name",
            "\u{fffd}\u{fffd}",
        ),
        ((5, "2026/2/23"), "official.cells", "2026/2/23"),
        (
            (5, "2026/2/23,天皇,誕生日"),
            "official.cells",
            "2026/2/23,天皇,誕生日",
        ),
        (
            (5, "2026/2/23,天皇誕生日,"),
            "official.cells",
            "2026/2/23,天皇誕生日,",
        ),
        (
            (5, "\"2026/2/23,天皇誕生日"),
            "official.cells",
            "\"2026/2/23,天皇誕生日",
        ),
        (
            (2, "2022/11/23,勤労感謝の日"),
            "official.begins_late",
            "2022/11/23",
        ),
        ((2, "2024/1/1,元日"), "official.cut_off", "2024/1/1"),
    ]);
}

#[test]
fn a_list_that_is_not_whole_is_refused() {
    let published = published(2025, 2028);
    let lines: Vec<&str> = published.lines().collect();
    let without = |gone: &dyn Fn(&str) -> bool| -> String {
        let kept = lines.iter().copied().filter(|line| !gone(line));
        kept.collect::<Vec<_>>().join("\n")
    };
    let last = |year: &str| {
        lines
            .iter()
            .rposition(|line| line.starts_with(year))
            .unwrap()
            + 1
    };
    let first_of_2027 = last("2026") + 1;
    let cases = [
        // nothing
        (String::new(), "official.empty", 1, "", None),
        ("\u{feff}\r\n\r\n".to_owned(), "official.empty", 1, "", None),
        (HEADER.to_owned(), "official.empty", 1, "", None),
        // no 2026
        (
            without(&|line| line.starts_with("2026")),
            "official.gap",
            last("2025") + 1,
            "2027/1/1",
            Some(2026),
        ),
        // no 2026 and 2027: the first of them is named
        (
            without(&|line| line.starts_with("2026") || line.starts_with("2027")),
            "official.gap",
            last("2025") + 1,
            "2028/1/1",
            Some(2026),
        ),
        // 2028 has its first day only
        (
            lines[..=last("2027")].join("\n"),
            "official.cut_off",
            last("2027") + 1,
            "2028/1/1",
            Some(2028),
        ),
        // 2028 has eleven days, to the middle of August
        (
            lines[..last("2027") + 11].join("\n"),
            "official.cut_off",
            last("2027") + 11,
            "2028/8/11",
            Some(2028),
        ),
        // 2027 has eight days
        (
            without(&|line| {
                let month = line.split('/').nth(1);
                line.starts_with("2027")
                    && matches!(month, Some("3" | "4" | "5" | "7" | "8" | "10"))
            }),
            "official.cut_off",
            first_of_2027 + 7,
            "2027/11/23",
            Some(2027),
        ),
        // the file begins in February
        (
            lines[3..].join("\n"),
            "official.begins_late",
            1,
            "2025/2/11",
            Some(2025),
        ),
    ];
    for (text, code, line, cell, year) in cases {
        let error = OfficialList::parse(&text).unwrap_err();
        assert_eq!(
            (error.code(), error.line(), error.cell(), error.year()),
            (code, line, cell, year),
            "{error}"
        );
    }
}

#[test]
fn a_list_read_in_another_encoding_is_refused() {
    // 元日 and 成人の日 in Shift_JIS, read as Windows-1252
    let mut lines = vec![HEADER.to_owned()];
    for (place, (day, _)) in read(&published(2026, 2027)).unwrap().iter().enumerate() {
        let name = ["Œ³“ú", "¬l‚Ì“ú"][place % 2];
        lines.push(format!("{day},{name}"));
    }
    let text = lines.join("\n");
    let error = OfficialList::parse(&text).unwrap_err();
    assert_eq!(
        (error.code(), error.line(), error.cell()),
        ("official.bad_name", 2, "Œ³“ú")
    );
}

#[test]
fn a_fault_gives_its_pieces() {
    let error = |edit| OfficialList::parse(&edited(edit)).unwrap_err();
    let twice = error((5, "2026/2/11,建国記念の日"));
    assert_eq!((twice.first_line(), twice.count()), (Some(4), None));
    let cells = error((5, "2026/2/23,天皇,誕生,日"));
    assert_eq!((cells.count(), cells.year()), (Some(4), None));
    let cut_off = error((2, "2024/1/1,元日"));
    assert_eq!((cut_off.count(), cut_off.first_line()), (Some(1), None));
    assert_eq!(
        cut_off.to_string(),
        "line 2: the year 2024 has 1 days and ends with `2024/1/1`; the file seems to be cut off, take the whole list"
    );
    let long = format!("2026/1/1,{}\n", "祝".repeat(100));
    let long = OfficialList::parse(&long).unwrap_err();
    assert_eq!(long.code(), "official.bad_name");
    assert_eq!(long.cell(), "祝".repeat(60) + "…");
}
