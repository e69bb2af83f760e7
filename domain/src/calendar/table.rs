//! The table of a calendar: every day with its reason to be closed, the open days before it and the
//! open seconds before it.

use super::{
    CalendarError, CalendarSpec, ClosedReason, Hours,
    day::{DAY_SECONDS, DAYS, FIRST_DAY, LAST_DAY, day_seconds, epoch_day},
    kept::{self, Kept},
    marks::Marks,
    timetable::Timetable,
    zone::Zone,
};
use jiff::civil::Date;

#[derive(Debug)]
pub(super) struct Table {
    pub(super) spec: CalendarSpec,
    pub(super) digest: String,
    pub(super) zone: Zone,
    /// The opening hours in the order of their days; the first begins with the table.
    pub(super) timetables: Vec<Timetable>,
    holidays: Vec<Kept>,
    /// Why day `i` is closed; `None` when it is open.
    reasons: Vec<Option<ClosedReason>>,
    /// `ordinal[i]` = open days before day `i`; one entry more than there are days.
    pub(super) ordinal: Vec<u32>,
    /// The open days in order; `open[ordinal[i]]` is day `i` when it is open.
    pub(super) open: Vec<Date>,
    /// `seconds[i]` = open seconds before day `i`; one entry more than there are days.
    pub(super) seconds: Vec<i64>,
}

impl Table {
    /// Compiles a specification; see [`super::Calendar::compile`].
    pub(super) fn compile(spec: CalendarSpec) -> Result<Self, CalendarError> {
        let spec = spec.normalised()?;
        let digest = spec.digest()?;
        let first = epoch_day(FIRST_DAY) * DAY_SECONDS;
        let last = (epoch_day(LAST_DAY) + 1) * DAY_SECONDS;
        let zone = Zone::load(&spec.zone, first - DAY_SECONDS, last + DAY_SECONDS)?;
        let timetables = Timetable::all(&spec)?;
        let holidays = kept::holidays(&spec);
        let mut table = Self {
            spec,
            digest,
            zone,
            timetables,
            holidays,
            reasons: Vec::with_capacity(DAYS),
            ordinal: Vec::with_capacity(DAYS + 1),
            open: Vec::with_capacity(DAYS),
            seconds: Vec::with_capacity(DAYS + 1),
        };
        table.give_reasons();
        table.count();
        Ok(table)
    }

    pub(super) fn ordinal_at(&self, index: usize) -> u32 {
        self.ordinal.get(index).copied().unwrap_or_default()
    }

    pub(super) fn is_open_at(&self, index: usize) -> bool {
        self.ordinal_at(index) != self.ordinal_at(index + 1)
    }

    pub(super) fn reason_at(&self, index: usize) -> Option<ClosedReason> {
        self.reasons.get(index).copied().flatten()
    }

    /// The hours of `date`, were it open.
    pub(super) fn hours_of(&self, date: Date) -> &[Hours] {
        Timetable::in_force(&self.timetables, date).map_or(&[], |t| t.hours(date.weekday()))
    }

    /// The Japanese name of the holiday on `date`: that of the official list, else that of the rule.
    pub(super) fn holiday_name(&self, date: Date) -> Option<&str> {
        let added = &self.spec.added;
        if let Ok(place) = added.binary_search_by_key(&date, |day| day.date) {
            return added.get(place).map(|day| &*day.name);
        }
        let place = self.holidays.binary_search_by_key(&date, |h| h.date).ok()?;
        self.holidays.get(place).map(|holiday| holiday.reason.ja())
    }

    /// Gives each day its reason: an opening stands above a holiday, that above a closure, that above
    /// the weekday.
    fn give_reasons(&mut self) {
        let (open, closed) = (Marks::of(&self.spec.open), Marks::of(&self.spec.closed));
        let mut holidays = self.holidays.iter().peekable();
        for (index, date) in all_days() {
            let holiday = holidays.next_if(|h| h.date == date);
            let reason = if open.get(index, date).is_some() {
                None
            } else if let Some(holiday) = holiday {
                Some(holiday.reason)
            } else {
                match closed.get(index, date) {
                    Some(true) => Some(ClosedReason::YearEnd),
                    Some(false) => Some(ClosedReason::Closure),
                    None => self.weekly_reason(date),
                }
            };
            self.reasons.push(reason);
        }
    }

    fn weekly_reason(&self, date: Date) -> Option<ClosedReason> {
        let weekday = date.weekday();
        Timetable::in_force(&self.timetables, date)
            .is_none_or(|t| t.is_closed(weekday))
            .then_some(ClosedReason::Weekly(weekday))
    }

    /// Counts the open days and seconds. Open seconds are real ones: a day on which the clock changes
    /// is measured by its instants.
    fn count(&mut self) {
        let (mut ordinal, mut seconds) = (0_u32, 0_i64);
        let changed = self.days_of_changes();
        for (index, date) in all_days() {
            self.ordinal.push(ordinal);
            self.seconds.push(seconds);
            if self.reason_at(index).is_some() {
                continue;
            }
            self.open.push(date);
            ordinal += 1;
            seconds += if changed.binary_search(&index).is_ok() {
                self.spans(index, date).map(|(from, to)| to - from).sum()
            } else {
                let minutes = |h: &Hours| i64::from(h.closes_minute() - h.opens_minute());
                self.hours_of(date)
                    .iter()
                    .map(|h| minutes(h) * 60)
                    .sum::<i64>()
            };
        }
        self.ordinal.push(ordinal);
        self.seconds.push(seconds);
    }

    /// The days at and around each change of the zone's offset, in order.
    fn days_of_changes(&self) -> Vec<usize> {
        let first = epoch_day(FIRST_DAY);
        let mut days: Vec<usize> = self
            .zone
            .changes()
            .flat_map(|at| {
                let day = self.zone.local(at).div_euclid(DAY_SECONDS) - first;
                day - 2..=day + 1
            })
            .filter_map(|day| usize::try_from(day).ok())
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The opening hours of day `index`, were it open, as instants (seconds).
    pub(super) fn spans(&self, index: usize, date: Date) -> impl Iterator<Item = (i64, i64)> {
        let midnight = day_seconds(index);
        self.hours_of(date).iter().map(move |h| {
            let at = |minute: u16| self.zone.instant(midnight + i64::from(minute) * 60);
            (at(h.opens_minute()), at(h.closes_minute()))
        })
    }
}

/// The days of the table in order, each with its position.
fn all_days() -> impl Iterator<Item = (usize, Date)> {
    std::iter::successors(Some(FIRST_DAY), |day| day.tomorrow().ok())
        .take(DAYS)
        .enumerate()
}
