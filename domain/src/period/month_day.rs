//! A day of the year, to which a yearly report is tied: 30 June, whatever day the year ended.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A month and a day, written `06-30`. 29 February stands for the last day of February.
///
/// ```
/// use domain::period::MonthDay;
/// use jiff::civil::date;
/// let day: MonthDay = "02-29".parse().unwrap();
/// assert_eq!(day.in_year(2028), Some(date(2028, 2, 29)));
/// assert_eq!(day.in_year(2027), Some(date(2027, 2, 28)));
/// assert!("02-30".parse::<MonthDay>().is_err());
/// assert!("6-30".parse::<MonthDay>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// The text is not a day of the year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day of the year; write month and day with two digits each, as 06-30")]
pub struct BadMonthDay(String);

/// A year that has every day.
const LEAP_YEAR: i16 = 2000;

impl MonthDay {
    /// This day of `year`; `None` beyond the years that can be written.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Date> {
        let first = Date::new(year, self.month, 1).ok()?;
        Date::new(year, self.month, self.day.min(first.days_in_month())).ok()
    }

    /// The `n`-th such day on or after `from`, counted from 1; `None` beyond the years that can be
    /// written.
    #[must_use]
    pub fn nth_from(self, from: Date, n: u32) -> Option<Date> {
        let passed = self.in_year(from.year())? < from;
        let years = i64::from(n) - 1 + i64::from(passed);
        self.in_year(i16::try_from(i64::from(from.year()) + years).ok()?)
    }

    /// Whether it is the last day of February, which moves with the leap years.
    #[must_use]
    pub const fn is_end_of_february(self) -> bool {
        self.month == 2 && self.day == 29
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> i8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> i8 {
        self.day
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl FromStr for MonthDay {
    type Err = BadMonthDay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = |digits: &str| -> Option<i8> {
            let two = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
            two.then(|| digits.parse().ok())?
        };
        text.split_once('-')
            .and_then(|(month, day)| Date::new(LEAP_YEAR, read(month)?, read(day)?).ok())
            .map(|date| Self {
                month: date.month(),
                day: date.day(),
            })
            .ok_or_else(|| BadMonthDay(text.chars().take(40).collect()))
    }
}

impl TryFrom<String> for MonthDay {
    type Error = BadMonthDay;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_two_digits_each_are_read_and_written_again() {
        for text in ["01-01", "02-29", "06-30", "12-31"] {
            assert_eq!(text.parse::<MonthDay>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "-",
            "06",
            "6-30",
            "06-3",
            "06-31",
            "02-30",
            "13-01",
            "00-10",
            "06-00",
            "0630",
            "06/30",
            "+6-30",
            "06-30 ",
            "2026-06-30",
            "06-30-1",
            "０６-30",
        ] {
            let message = text.parse::<MonthDay>().unwrap_err().to_string();
            assert!(message.contains("as 06-30"), "{message}");
        }
    }

    #[test]
    fn the_nth_day_is_counted_from_the_day_given_which_counts_itself() {
        let june: MonthDay = "06-30".parse().unwrap();
        let leap: MonthDay = "02-29".parse().unwrap();
        for (day, from, n, expected) in [
            (june, date(2026, 6, 30), 1, Some(date(2026, 6, 30))),
            (june, date(2026, 7, 1), 1, Some(date(2027, 6, 30))),
            (june, date(2026, 1, 1), 3, Some(date(2028, 6, 30))),
            (leap, date(2027, 2, 28), 1, Some(date(2027, 2, 28))),
            (leap, date(2028, 2, 28), 1, Some(date(2028, 2, 29))),
            (leap, date(2027, 3, 1), 2, Some(date(2029, 2, 28))),
            (june, date(9999, 7, 1), 1, None),
            (june, date(2026, 7, 1), 100_000, None),
        ] {
            assert_eq!(day.nth_from(from, n), expected, "{day} {from} {n}");
        }
    }
}
