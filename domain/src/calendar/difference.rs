//! The first day on which two calendars differ: what lies before it need not be computed again.

use super::{
    Calendar, CalendarSpec, HolidayRule, LAST_YEAR,
    day::{DAY_SECONDS, DAYS, FIRST_DAY, day, day_index, epoch_day},
    table::Table,
    timetable::Timetable,
    weekly::WEEK,
};
use jiff::civil::{Date, date};
use std::{collections::BTreeSet, sync::Arc};

impl Calendar {
    /// The first day that differs from the same day of `other`: in being open, in its hours, in being
    /// provisional, or in the instants that its local times are. `None` when the two give the same
    /// answer to every question but why a day is closed.
    ///
    /// ```
    /// use domain::calendar::{Calendar, CalendarSpec};
    /// use jiff::civil::date;
    /// let calendar = Calendar::standard();
    /// let closed = "2026-08-13..2026-08-14".parse().unwrap();
    /// let newer = calendar.spec().close(closed).unwrap().compile().unwrap();
    /// assert_eq!(calendar.first_difference(&newer), Some(date(2026, 8, 13)));
    /// assert_eq!(calendar.first_difference(&calendar), None);
    /// ```
    #[must_use]
    pub fn first_difference(&self, other: &Self) -> Option<Date> {
        if Arc::ptr_eq(&self.0, &other.0) {
            return None;
        }
        let (one, two) = (self.table(), other.table());
        let places = [
            other_openness(one, two),
            other_hours(one, two),
            other_zone(one, two),
        ];
        let place = places.into_iter().flatten().min().map(day);
        let provisional = other_provisional(&one.spec, &two.spec);
        place.into_iter().chain(provisional).min()
    }
}

/// The first day that is open in one table only.
fn other_openness(one: &Table, two: &Table) -> Option<usize> {
    let after = one
        .ordinal
        .iter()
        .zip(&two.ordinal)
        .position(|(a, b)| a != b);
    after?.checked_sub(1)
}

/// The first open day with other hours; a day that is open in one table only may come before it.
fn other_hours(one: &Table, two: &Table) -> Option<usize> {
    if one.timetables == two.timetables {
        return None;
    }
    let both = one.timetables.iter().chain(&two.timetables);
    let begin: BTreeSet<Date> = both.map(|timetable| timetable.from).collect();
    let ends = begin.iter().skip(1).map(|day| day_index(*day).ok());
    let ends = ends.chain([Some(DAYS)]);
    begin.iter().zip(ends).find_map(|(&from, end)| {
        let hours = [one, two].map(|table| Timetable::in_force(&table.timetables, from));
        let [Some(one_hours), Some(two_hours)] = hours else {
            return None;
        };
        let other = WEEK.map(|weekday| one_hours.hours(weekday) != two_hours.hours(weekday));
        if !other.contains(&true) {
            return None;
        }
        let weekdays = WEEK.into_iter().zip(other).cycle();
        let first_weekday = from.weekday();
        let weekdays = weekdays.skip_while(move |(weekday, _)| *weekday != first_weekday);
        (day_index(from).ok()?..end?)
            .zip(weekdays)
            .find_map(|(place, (_, other))| (other && one.is_open_at(place)).then_some(place))
    })
}

/// The first day in which the local clock of one zone is not that of the other.
fn other_zone(one: &Table, two: &Table) -> Option<usize> {
    let at = one.zone.first_difference(&two.zone)?;
    let local = one.zone.local(at).min(two.zone.local(at));
    let place = local.div_euclid(DAY_SECONDS) - epoch_day(FIRST_DAY);
    usize::try_from(place.max(0))
        .ok()
        .filter(|place| *place < DAYS)
}

/// The first day that is provisional in one calendar only.
fn other_provisional(one: &CalendarSpec, two: &CalendarSpec) -> Option<Date> {
    let (one, two) = (first_provisional(one), first_provisional(two));
    if one == two {
        return None;
    }
    one.into_iter().chain(two).min()
}

/// The first day of the table whose holidays are not gazetted.
fn first_provisional(spec: &CalendarSpec) -> Option<Date> {
    if spec.holidays == HolidayRule::None || spec.gazetted_until >= LAST_YEAR {
        return None;
    }
    Some(date(
        spec.gazetted_until.max(FIRST_DAY.year() - 1) + 1,
        1,
        1,
    ))
}
