//! A day or a range of days, once or every year.

use super::{CalendarError, day::written};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Month and day, which sort like the days of a year.
type MonthDay = (i8, i8);

/// Days that are closed, or opened against the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DayRange {
    /// From one date to another, both included.
    Dated {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// The same days of every year, both included; `from > to` crosses New Year.
    Yearly {
        /// First month and day.
        from: MonthDay,
        /// Last month and day.
        to: MonthDay,
    },
}

impl DayRange {
    /// Whether `date` is one of the days.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        match self {
            Self::Dated { from, to } => (from..=to).contains(&date),
            Self::Yearly { from, to } => {
                let day = (date.month(), date.day());
                if from <= to {
                    (from..=to).contains(&day)
                } else {
                    day >= from || day <= to
                }
            }
        }
    }

    /// Whether the range comes every year and crosses New Year.
    #[must_use]
    pub fn crosses_new_year(self) -> bool {
        matches!(self, Self::Yearly { from, to } if from > to)
    }
}

impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Dated { from, to } if from == to => write!(f, "{from}"),
            Self::Dated { from, to } => write!(f, "{from}..{to}"),
            Self::Yearly { from, to } if from == to => write!(f, "{:02}-{:02}", from.0, from.1),
            Self::Yearly { from, to } => {
                write!(f, "{:02}-{:02}..{:02}-{:02}", from.0, from.1, to.0, to.1)
            }
        }
    }
}

impl FromStr for DayRange {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let (from, to) = (from.trim(), to.trim());
        let range = match (written(from), written(to), yearly(from), yearly(to)) {
            (Some(from), Some(to), _, _) if from <= to => Some(Self::Dated { from, to }),
            (_, _, Some(from), Some(to)) => Some(Self::Yearly { from, to }),
            _ => None,
        };
        range.ok_or_else(|| CalendarError::BadRange {
            text: text.to_owned(),
        })
    }
}

/// `MM-DD`, 29 February included.
fn yearly(text: &str) -> Option<MonthDay> {
    let date = written(&format!("2000-{text}"))?;
    Some((date.month(), date.day()))
}

impl TryFrom<String> for DayRange {
    type Error = CalendarError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<DayRange> for String {
    fn from(range: DayRange) -> Self {
        range.to_string()
    }
}
