//! A list of ranges, marked once over the days of the table, so that no range is asked about any day.

use super::{
    DayRange,
    day::{DAYS, day_index_within},
};
use jiff::civil::{Date, date};

/// Which days a list of ranges contains.
pub(super) struct Marks {
    /// By day of the table: whether a dated range contains it.
    dated: Vec<bool>,
    /// By month and day: whether a yearly range contains it and, if so, whether one does that crosses
    /// New Year.
    yearly: Vec<Option<bool>>,
}

/// The place of a month and day in `yearly`.
fn place(date: Date) -> usize {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    usize::from(month) * 32 + usize::from(day)
}

impl Marks {
    pub(super) fn of(ranges: &[DayRange]) -> Self {
        let mut marks = Self {
            dated: vec![false; DAYS],
            yearly: vec![None; 13 * 32],
        };
        for range in ranges {
            match *range {
                DayRange::Dated { from, to } => marks.mark(from, to),
                DayRange::Yearly { .. } => marks.mark_yearly(*range),
            }
        }
        marks
    }

    fn mark(&mut self, from: Date, to: Date) {
        let Some((from, to)) = day_index_within(from, to) else {
            return;
        };
        for day in self.dated.iter_mut().take(to + 1).skip(from) {
            *day = true;
        }
    }

    fn mark_yearly(&mut self, range: DayRange) {
        // a leap year, so that 29 February has its place
        let year = date(2000, 1, 1).series(jiff::Span::new().days(1)).take(366);
        for day in year.filter(|day| range.contains(*day)) {
            if let Some(mark) = self.yearly.get_mut(place(day)) {
                *mark = (*mark).max(Some(range.crosses_new_year()));
            }
        }
    }

    /// Whether `date`, day `index` of the table, is in a range and, if so, whether in one that comes
    /// every year and crosses New Year.
    pub(super) fn get(&self, index: usize, date: Date) -> Option<bool> {
        let yearly = self.yearly.get(place(date)).copied().flatten();
        let dated = self.dated.get(index).copied().unwrap_or_default();
        yearly.or_else(|| dated.then_some(false))
    }
}
