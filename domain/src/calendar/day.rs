//! The days that a calendar knows, numbered from 1949-01-01.

use super::{CalendarError, FIRST_YEAR, LAST_YEAR};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Deserializer, de};

/// Seconds of a day whose clock does not change.
pub(super) const DAY_SECONDS: i64 = 86_400;
/// The first day of the table.
pub(super) const FIRST_DAY: Date = jiff::civil::date(FIRST_YEAR, 1, 1);
/// The last day of the table.
pub(super) const LAST_DAY: Date = jiff::civil::date(LAST_YEAR, 12, 31);
/// How many days the table has.
pub(super) const DAYS: usize = 55_152;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970-01-01.
pub(super) fn epoch_day(date: Date) -> i64 {
    date.duration_since(EPOCH).as_secs() / DAY_SECONDS
}

/// The position of `date` in the table, if it is in it.
pub(super) fn day_index(date: Date) -> Result<usize, CalendarError> {
    if (FIRST_DAY..=LAST_DAY).contains(&date) {
        usize::try_from(date.duration_since(FIRST_DAY).as_secs() / DAY_SECONDS)
            .map_err(|_| CalendarError::OutsideTable { date })
    } else {
        Err(CalendarError::OutsideTable { date })
    }
}

/// The positions of the first and the last day of a range that are in the table.
pub(super) fn day_index_within(from: Date, to: Date) -> Option<(usize, usize)> {
    let (from, to) = (from.max(FIRST_DAY), to.min(LAST_DAY));
    (from <= to)
        .then(|| Some((day_index(from).ok()?, day_index(to).ok()?)))
        .flatten()
}

/// The date of day `index` of the table.
pub(super) fn day(index: usize) -> Date {
    let days = i64::try_from(index).unwrap_or(i64::MAX);
    Span::new()
        .try_days(days)
        .and_then(|span| FIRST_DAY.checked_add(span))
        .unwrap_or(Date::MAX)
}

/// Local seconds (read like UTC) of 00:00 on day `index` of the table.
pub(super) fn day_seconds(index: usize) -> i64 {
    (epoch_day(FIRST_DAY) + i64::try_from(index).unwrap_or(i64::MAX / DAY_SECONDS)) * DAY_SECONDS
}

/// The date that is written exactly as `2026-08-13`.
pub(super) fn written(text: &str) -> Option<Date> {
    let date: Date = (text.len() == 10).then(|| text.parse().ok())??;
    (date.to_string() == text).then_some(date)
}

/// Reads a date of a file. The library alone would read the date of a date and time too.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    parsed(&String::deserialize(from)?)
}

/// Reads a list of such dates.
pub(super) fn read_all<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Date>, D::Error> {
    let all = Vec::<String>::deserialize(from)?;
    all.iter().map(|text| parsed(text)).collect()
}

fn parsed<E: de::Error>(text: &str) -> Result<Date, E> {
    written(text).ok_or_else(|| E::custom(format!("`{text}` is not a day; write 2026-08-13")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_positions() {
        assert_eq!(day_index(FIRST_DAY), Ok(0));
        assert_eq!(day_index(LAST_DAY), Ok(DAYS - 1));
        assert_eq!(day(DAYS - 1), LAST_DAY);
        assert_eq!(day(31), date(1949, 2, 1));
        let within = |from, to| day_index_within(from, to).map(|(a, b)| (day(a), day(b)));
        let cases = [
            (
                date(1940, 1, 1),
                date(1949, 1, 2),
                Some((FIRST_DAY, date(1949, 1, 2))),
            ),
            (
                date(2099, 12, 30),
                date(2150, 1, 1),
                Some((date(2099, 12, 30), LAST_DAY)),
            ),
            (date(1940, 1, 1), date(1948, 12, 31), None),
            (date(2026, 8, 2), date(2026, 8, 1), None),
        ];
        for (from, to, days) in cases {
            assert_eq!(within(from, to), days, "{from}..{to}");
        }
    }
}
