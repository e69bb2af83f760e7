//! Instants and fiscal years.
//!
//! An instant is a whole number of microseconds since 1970-01-01T00:00Z, so that it sorts, compares
//! and hashes the same in Rust, SQLite, PostgreSQL and the ledger. Everything a person reads is a
//! civil date or time of Japan (Asia/Tokyo, which has been UTC+9 without daylight saving since 1952).

use jiff::{
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// An instant: microseconds since the Unix epoch, UTC.
///
/// Written with exactly six decimals and `Z`, the one form the ledger accepts.
///
/// ```
/// use domain::time::Timestamp;
/// let t: Timestamp = "2026-05-02T00:05:00.000000Z".parse().unwrap();
/// assert_eq!(t.to_string(), "2026-05-02T00:05:00.000000Z");
/// assert_eq!(t.date().to_string(), "2026-05-02"); // 09:05 in Tokyo
/// assert!("2026-05-02T00:05:00Z".parse::<Timestamp>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// The text is not a timestamp of the form `2026-05-02T00:05:00.000000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a UTC timestamp with six decimals")]
pub struct BadTimestamp;

fn tokyo() -> TimeZone {
    TimeZone::fixed(Offset::constant(9))
}

impl Timestamp {
    /// The instant `us` microseconds after the epoch.
    #[must_use]
    pub const fn from_micros(us: i64) -> Self {
        Self(us)
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant at which the clock in Japan shows `local`.
    #[must_use]
    pub fn from_jst(local: DateTime) -> Self {
        let days = local
            .date()
            .since(Date::constant(1970, 1, 1))
            .map_or(0, |s| s.get_days());
        let time = local.time();
        let seconds = i64::from(days) * 86_400
            + i64::from(time.hour()) * 3_600
            + i64::from(time.minute()) * 60
            + i64::from(time.second())
            - 9 * 3_600;
        Self(seconds * 1_000_000 + i64::from(time.subsec_nanosecond()) / 1_000)
    }

    /// 00:00 in Japan on `date`: the instant at which that day begins.
    #[must_use]
    pub fn start_of(date: Date) -> Self {
        Self::from_jst(date.at(0, 0, 0, 0))
    }

    /// The instant after which `date` is over in Japan (24:00, Civil Code 141).
    #[must_use]
    pub fn end_of(date: Date) -> Self {
        Self(Self::start_of(date).0 + 86_400_000_000)
    }

    /// What the clock in Japan shows.
    #[must_use]
    pub fn jst(self) -> DateTime {
        jiff::Timestamp::from_microsecond(self.0)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(tokyo())
            .datetime()
    }

    /// The date in Japan.
    #[must_use]
    pub fn date(self) -> Date {
        self.jst().date()
    }

    /// This instant moved by `us` microseconds (negative: earlier).
    #[must_use]
    pub const fn plus_micros(self, us: i64) -> Self {
        Self(self.0 + us)
    }

    /// This instant moved by `seconds` (negative: earlier).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1_000_000)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instant = jiff::Timestamp::from_microsecond(self.0).map_err(|_| fmt::Error)?;
        write!(f, "{instant:.6}")
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = BadTimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let instant: jiff::Timestamp = text.parse().map_err(|_| BadTimestamp)?;
        let stamp = Self(instant.as_microsecond());
        if stamp.to_string() == text {
            Ok(stamp)
        } else {
            Err(BadTimestamp)
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A fiscal year (年度): 1 April of its number to 31 March of the next year, Japan time.
///
/// ```
/// use domain::time::FiscalYear;
/// use jiff::civil::date;
/// assert_eq!(FiscalYear::of(date(2026, 3, 31)), FiscalYear(2025));
/// assert_eq!(FiscalYear(2025).last_day(), date(2026, 3, 31));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    /// The fiscal year in which `date` falls.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self(if date.month() >= 4 {
            date.year()
        } else {
            date.year() - 1
        })
    }

    /// 1 April.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::new(self.0, 4, 1).unwrap_or(Date::MAX)
    }

    /// 31 March of the next year.
    #[must_use]
    pub fn last_day(self) -> Date {
        Date::new(self.0 + 1, 3, 31).unwrap_or(Date::MAX)
    }

    /// Whether `date` falls in this fiscal year.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        Self::of(date) == self
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_in_japan_begins_nine_hours_before_utc() {
        let start = Timestamp::start_of(date(2026, 6, 1));
        assert_eq!(start.to_string(), "2026-05-31T15:00:00.000000Z");
        assert_eq!(start.date(), date(2026, 6, 1));
        assert_eq!(start.plus_micros(-1).date(), date(2026, 5, 31));
        assert_eq!(Timestamp::end_of(date(2026, 5, 31)), start);
        assert_eq!(Timestamp::from_jst(start.jst()), start);
    }

    #[test]
    fn microseconds_survive() {
        let t = Timestamp::from_micros(1_793_000_000_123_456);
        assert_eq!(t.to_string().parse::<Timestamp>().unwrap(), t);
        assert_eq!(Timestamp::from_jst(t.jst()), t);
        let before_epoch = Timestamp::from_micros(-1);
        assert_eq!(Timestamp::from_jst(before_epoch.jst()), before_epoch);
    }
}
