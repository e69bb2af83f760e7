//! Reading dates and times as people in Japan type them.
//!
//! Full-width digits and signs are folded first (NFKC), then three shapes are tried: eight digits,
//! numbers with 年月日, numbers with one separator. An era year is checked against the era's limits;
//! the refusal names the right year, because a form that still says 平成 is the usual cause.

use super::{Era, japanese, weekday_ja};
use jiff::civil::{Date, Time};
use unicode_normalization::UnicodeNormalization;

/// What was read: a date, and a time when one was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The date.
    pub date: Date,
    /// The local time, when written.
    pub time: Option<Time>,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has none of the known forms.
    #[error("not a date; write 2026/11/22, 20261122, R8.11.22 or 令和8年11月22日")]
    Unreadable,
    /// Year, month and day do not exist together.
    #[error("there is no such day in the calendar")]
    NoSuchDay,
    /// The era did not cover that day.
    #[error("{} does not cover that day, which is {right}", era.ja())]
    OutsideEra {
        /// The era that was written.
        era: Era,
        /// The same day as it is rightly written.
        right: String,
    },
    /// The weekday does not belong to the date.
    #[error("that day is a {right}")]
    WrongWeekday {
        /// The weekday it is: 月 to 日.
        right: char,
    },
    /// The time is not a time of the day.
    #[error("not a time of the day; write 19:56")]
    NoSuchTime,
    /// A time was written where a date alone is wanted.
    #[error("a date without a time is wanted")]
    TimeNotWanted,
}

impl DateError {
    /// The stable ASCII code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "date.unreadable",
            Self::NoSuchDay => "date.no_such_day",
            Self::OutsideEra { .. } => "date.outside_era",
            Self::WrongWeekday { .. } => "date.wrong_weekday",
            Self::NoSuchTime => "date.no_such_time",
            Self::TimeNotWanted => "date.time_not_wanted",
        }
    }
}

/// Reads a date.
///
/// # Errors
/// [`DateError`], also when a time follows.
///
/// ```
/// use domain::era::read_date;
/// use jiff::civil::date;
/// for text in ["2026/11/22", "2026-11-22", "20261122", "R8.11.22", "R8/11/22", "令和8年11月22日", "２０２６／１１／２２"] {
///     assert_eq!(read_date(text), Ok(date(2026, 11, 22)));
/// }
/// assert_eq!(read_date("令和1年4月30日").unwrap_err().to_string(), "令和 does not cover that day, which is 平成31年4月30日");
/// ```
pub fn read_date(text: &str) -> Result<Date, DateError> {
    match read_date_time(text)? {
        Reading { date, time: None } => Ok(date),
        _ => Err(DateError::TimeNotWanted),
    }
}

/// Reads a date, with a time after a space or `T` when there is one: `2025/04/04 19:56`.
///
/// # Errors
/// [`DateError`].
pub fn read_date_time(text: &str) -> Result<Reading, DateError> {
    if text.chars().count() > 64 {
        return Err(DateError::Unreadable);
    }
    let folded: String = text
        .nfkc()
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    let folded = folded.trim();
    let (day, time) = match folded.find([':', '時']) {
        Some(colon) => {
            let before = folded.get(..colon).unwrap_or_default().trim_end();
            let cut = before
                .rfind(|c: char| c.is_whitespace() || c == 'T')
                .ok_or(DateError::Unreadable)?;
            let (day, time) = folded.split_at_checked(cut).ok_or(DateError::Unreadable)?;
            let time = time.strip_prefix('T').unwrap_or(time);
            (day, Some(read_time(time).ok_or(DateError::NoSuchTime)?))
        }
        None => (folded, None),
    };
    let compact: String = day.chars().filter(|c| !c.is_whitespace()).collect();
    let (day, weekday) = split_weekday(&compact);
    let date = read_day(day)?;
    let right = weekday_ja(date.weekday());
    match weekday {
        Some(written) if written != right => Err(DateError::WrongWeekday { right }),
        _ => Ok(Reading { date, time }),
    }
}

/// Takes a weekday in brackets off the end.
fn split_weekday(text: &str) -> (&str, Option<char>) {
    let inner = text.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    if let Some((day, name)) = inner {
        let mut chars = name.trim_end_matches("曜日").chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && "月火水木金土日".contains(c)
        {
            return (day, Some(c));
        }
    }
    (text, None)
}

/// `19:56`, `9:05:30` or `19時56分`.
fn read_time(text: &str) -> Option<Time> {
    let plain = text.trim().replace(['時', '分'], ":").replace('秒', "");
    let parts: Vec<i64> = plain
        .trim_end_matches(':')
        .split(':')
        .map(|p| number(p.trim(), 2))
        .collect::<Option<_>>()?;
    let (hour, minute, second) = match *parts.as_slice() {
        [hour] => (hour, 0, 0),
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let part = |n: i64| i8::try_from(n).ok();
    Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()
}

fn read_day(text: &str) -> Result<Date, DateError> {
    let (era, rest) = split_era(text);
    let (year, month, day) = fields(rest, era.is_some()).ok_or(DateError::Unreadable)?;
    let year = match era {
        Some(_) if year == 0 => return Err(DateError::NoSuchDay),
        Some(era) => i64::from(era.year_one()) + year - 1,
        None => year,
    };
    let part = |n: i64| i8::try_from(n).map_err(|_| DateError::NoSuchDay);
    let western = i16::try_from(year).map_err(|_| DateError::NoSuchDay)?;
    let date = Date::new(western, part(month)?, part(day)?).map_err(|_| DateError::NoSuchDay)?;
    match era {
        Some(era) if Era::of(date) != Some(era) => Err(DateError::OutsideEra {
            era,
            right: japanese(date),
        }),
        _ => Ok(date),
    }
}

/// An era by its name or its letter.
fn split_era(text: &str) -> (Option<Era>, &str) {
    for era in Era::ALL {
        let lower = era.letter().to_ascii_lowercase();
        let rest = text
            .strip_prefix(era.ja())
            .or_else(|| text.strip_prefix(era.letter()))
            .or_else(|| text.strip_prefix(lower));
        if let Some(rest) = rest {
            return (Some(era), rest.strip_prefix('.').unwrap_or(rest));
        }
    }
    (None, text)
}

/// Year, month and day as written. A Western year has four digits: `26/11/22` could mean anything.
fn fields(text: &str, era: bool) -> Option<(i64, i64, i64)> {
    let year = |digits: &str| match (era, digits) {
        (true, "元") => Some(1),
        (true, _) => number(digits, 3),
        (false, _) if digits.len() == 4 => number(digits, 4),
        _ => None,
    };
    if let Some(rest) = text.strip_suffix('日') {
        let (y, rest) = rest.split_once('年')?;
        let (m, d) = rest.split_once('月')?;
        return Some((year(y)?, number(m, 2)?, number(d, 2)?));
    }
    for separator in ['/', '-', '.'] {
        let mut parts = text.split(separator);
        if let (Some(y), Some(m), Some(d), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        {
            return Some((year(y)?, number(m, 2)?, number(d, 2)?));
        }
    }
    if !era && text.len() == 8 && text.is_ascii() {
        return Some((
            number(text.get(..4)?, 4)?,
            number(text.get(4..6)?, 2)?,
            number(text.get(6..)?, 2)?,
        ));
    }
    None
}

/// One to `max` ASCII digits.
fn number(text: &str, max: usize) -> Option<i64> {
    let plain = (1..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn forms_people_write() {
        let day = date(2026, 11, 22);
        let same = [
            "2026/11/22",
            "2026-11-22",
            "2026.11.22",
            "20261122",
            "2026年11月22日",
            "R8.11.22",
            "R8/11/22",
            "R8-11-22",
            "r8.11.22",
            "R.8.11.22",
            "令和8年11月22日",
            "令和8年11月22日（日）",
            "令和８年１１月２２日",
            "Ｒ８．１１．２２",
            "２０２６／１１／２２",
            "２０２６１１２２",
            "㋿8年11月22日",
            " 令和 8年 11月 22日 ",
            "2026/11/22(日)",
            "2026−11−22",
        ];
        for text in same {
            assert_eq!(read_date(text), Ok(day), "{text}");
        }
        let others = [
            ("2025/4/6", date(2025, 4, 6)),
            ("R7.6.11", date(2025, 6, 11)),
            ("令和元年5月1日", date(2019, 5, 1)),
            ("令和1年5月1日", date(2019, 5, 1)),
            ("R元.5.1", date(2019, 5, 1)),
            ("H31.4.30", date(2019, 4, 30)),
            ("昭和64年1月7日", date(1989, 1, 7)),
            ("2024/02/29", date(2024, 2, 29)),
        ];
        for (text, day) in others {
            assert_eq!(read_date(text), Ok(day), "{text}");
        }
    }

    #[test]
    fn times_after_a_date() {
        let at = |h, m, s| Some(time(h, m, s, 0));
        let cases = [
            ("2025/04/04 19:56", at(19, 56, 0)),
            ("2025-04-04T19:56", at(19, 56, 0)),
            ("2025-04-04T09:05:30", at(9, 5, 30)),
            ("R7.4.4 9:05", at(9, 5, 0)),
            ("令和7年4月4日　１９：５６", at(19, 56, 0)),
            ("令和7年4月4日 19時56分", at(19, 56, 0)),
            ("令和7年4月4日(金) 9時", at(9, 0, 0)),
            ("20250404", None),
        ];
        for (text, time) in cases {
            assert_eq!(
                read_date_time(text),
                Ok(Reading {
                    date: date(2025, 4, 4),
                    time
                }),
                "{text}"
            );
        }
    }

    #[test]
    fn refusals_say_what_is_wrong() {
        let cases = [
            ("", "date.unreadable"),
            ("26/11/22", "date.unreadable"),
            ("8.11.22", "date.unreadable"),
            ("20261", "date.unreadable"),
            ("2026/11", "date.unreadable"),
            ("19:56", "date.unreadable"),
            ("2026-11-22-01", "date.unreadable"),
            ("R8年11月", "date.unreadable"),
            ("+2026/11/22", "date.unreadable"),
            ("2026/02/30", "date.no_such_day"),
            ("2025/02/29", "date.no_such_day"),
            ("2026/13/01", "date.no_such_day"),
            ("R0.1.1", "date.no_such_day"),
            ("令和1年4月30日", "date.outside_era"),
            ("H31.5.1", "date.outside_era"),
            ("昭和64年1月8日", "date.outside_era"),
            ("明治5年1月1日", "date.outside_era"),
            ("2026/11/22(月)", "date.wrong_weekday"),
            ("2026/11/22 24:00", "date.no_such_time"),
            ("2026/11/22 10:60", "date.no_such_time"),
        ];
        for (text, code) in cases {
            assert_eq!(
                read_date_time(text).map_err(|e| e.code()),
                Err(code),
                "{text}"
            );
        }
        assert_eq!(read_date("2026/11/22 10:00"), Err(DateError::TimeNotWanted));
        let wrong = read_date("H31.5.1").unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "平成 does not cover that day, which is 令和元年5月1日"
        );
    }
}
