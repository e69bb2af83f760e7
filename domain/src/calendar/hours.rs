//! One range of opening hours within a day.

use super::CalendarError;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Minutes of a whole day.
const DAY_MINUTES: u16 = 24 * 60;

/// Opening hours from one time of the day to another, such as `10:00-17:00`. The end is sharp: at
/// 17:00 the office is closed. `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    opens: u16,
    closes: u16,
}

impl Hours {
    /// Hours from `opens` to `closes`, both in minutes since midnight.
    ///
    /// # Errors
    /// [`CalendarError::BadHours`] unless `opens < closes <= 1440`.
    pub fn new(opens: u16, closes: u16) -> Result<Self, CalendarError> {
        let hours = Self { opens, closes };
        if opens < closes && closes <= DAY_MINUTES {
            Ok(hours)
        } else {
            Err(CalendarError::BadHours {
                text: hours.to_string(),
            })
        }
    }

    /// Opening, in minutes since midnight.
    #[must_use]
    pub const fn opens_minute(self) -> u16 {
        self.opens
    }

    /// Closing, in minutes since midnight.
    #[must_use]
    pub const fn closes_minute(self) -> u16 {
        self.closes
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.opens, self.closes);
        write!(
            f,
            "{:02}:{:02}-{:02}:{:02}",
            from / 60,
            from % 60,
            to / 60,
            to % 60
        )
    }
}

impl FromStr for Hours {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || CalendarError::BadHours {
            text: text.to_owned(),
        };
        let (opens, closes) = text.split_once('-').ok_or_else(bad)?;
        Self::new(
            minute(opens).ok_or_else(bad)?,
            minute(closes).ok_or_else(bad)?,
        )
        .map_err(|_| bad())
    }
}

/// Minutes since midnight of `HH:MM` (00:00-24:00).
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    if ![hour, minute]
        .iter()
        .all(|t| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= DAY_MINUTES).then_some(total)
}

impl TryFrom<String> for Hours {
    type Error = CalendarError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}
