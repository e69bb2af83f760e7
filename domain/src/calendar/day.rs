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

/// The days of the table that lie before 1970-01-01.
const BEFORE_EPOCH: i64 = 7_670;

/// Months of the table.
const MONTHS: usize = 12 * 151;

/// The position of each month's first day: every deadline asks for positions, so they are looked up.
static MONTH_STARTS: [usize; MONTHS] = month_starts();

#[expect(
    clippy::indexing_slicing,
    reason = "computed when compiled: a wrong place would not compile"
)]
const fn month_starts() -> [usize; MONTHS] {
    const LENGTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut starts = [0; MONTHS];
    let mut month = 1;
    while month < MONTHS {
        let before = month - 1;
        // 1952 is the first leap year of the table, and 2000 is one as well
        let leap = before % 12 == 1 && before / 12 % 4 == 3;
        starts[month] = starts[before] + LENGTHS[before % 12] + leap as usize;
        month += 1;
    }
    starts
}

/// Days since 1970-01-01.
pub(super) fn epoch_day(date: Date) -> i64 {
    match day_index(date).map(i64::try_from) {
        Ok(Ok(index)) => index - BEFORE_EPOCH,
        _ => date.duration_since(EPOCH).as_secs() / DAY_SECONDS,
    }
}

/// The position of `date` in the table, if it is in it.
pub(super) fn day_index(date: Date) -> Result<usize, CalendarError> {
    let month = 12 * (i32::from(date.year()) - i32::from(FIRST_YEAR)) + i32::from(date.month()) - 1;
    usize::try_from(month)
        .ok()
        .and_then(|month| MONTH_STARTS.get(month))
        .map(|first| first + usize::from(date.day().unsigned_abs()) - 1)
        .ok_or(CalendarError::OutsideTable { date })
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

    #[test]
    fn every_day_of_the_table_has_its_position() {
        let mut day = FIRST_DAY;
        for index in 0..DAYS {
            assert_eq!(day_index(day), Ok(index), "{day}");
            let seconds = day.duration_since(jiff::civil::date(1970, 1, 1)).as_secs();
            assert_eq!(epoch_day(day), seconds / 86_400, "{day}");
            assert!(index + 1 == DAYS || day < LAST_DAY);
            day = day.tomorrow().unwrap();
        }
        assert_eq!(BEFORE_EPOCH, -epoch_day(FIRST_DAY));
        assert!(day_index(day).is_err());
        assert!(day_index(FIRST_DAY.yesterday().unwrap()).is_err());
    }
}
