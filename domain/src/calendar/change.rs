//! What is different between two calendars, for people who decide about an edit.

use super::{CalendarSpec, DayRange, Weekly, kept};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// One difference between a calendar and a newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarChange {
    /// Days and hours are meant in another time zone.
    ZoneChanged,
    /// The national holidays are kept from now on, or no longer.
    HolidayRuleChanged,
    /// The holidays are gazetted to another year.
    GazettedUntil {
        /// Last gazetted year before.
        from: i16,
        /// Last gazetted year after.
        to: i16,
    },
    /// The official list makes the day a holiday, or gives it this name; or the rule does, because the
    /// list no longer says otherwise.
    HolidayAdded(Date, String),
    /// The day is no holiday any more.
    HolidayWithdrawn(Date),
    /// Days are no longer closed by the organisation.
    ClosureWithdrawn(DayRange),
    /// Days are closed by the organisation.
    ClosureAdded(DayRange),
    /// Days are no longer opened against the rule.
    OpeningWithdrawn(DayRange),
    /// Days are opened against the rule.
    OpeningAdded(DayRange),
    /// Other weekly hours hold from this day to the next on which hours change, in either calendar.
    HoursChanged {
        /// The day; `None` for the hours that hold before any change.
        from: Option<Date>,
    },
}

impl CalendarSpec {
    /// What `newer` changes, in a fixed order: the zone, the rule and the gazetted year, then holidays
    /// by date, closures, openings and hours, each in their order.
    ///
    /// ```
    /// use domain::calendar::{CalendarChange, CalendarSpec};
    /// let spec = CalendarSpec::standard();
    /// let summer = "2026-08-13..2026-08-14".parse().unwrap();
    /// let newer = spec.close(summer).unwrap();
    /// assert_eq!(spec.changes_to(&newer), [CalendarChange::ClosureAdded(summer)]);
    /// assert_eq!(newer.changes_to(&spec), [CalendarChange::ClosureWithdrawn(summer)]);
    /// ```
    #[must_use]
    pub fn changes_to(&self, newer: &Self) -> Vec<CalendarChange> {
        use CalendarChange as C;
        // a specification that cannot be normalised is compared as it stands
        let [old, new] =
            [self, newer].map(|s| s.clone().normalised().unwrap_or_else(|_| s.clone()));
        let mut changes = Vec::new();
        if old.zone != new.zone {
            changes.push(C::ZoneChanged);
        }
        if old.holidays != new.holidays {
            changes.push(C::HolidayRuleChanged);
        }
        if old.gazetted_until != new.gazetted_until {
            changes.push(C::GazettedUntil {
                from: old.gazetted_until,
                to: new.gazetted_until,
            });
        }
        changes.extend(holiday_changes(&old, &new));
        let lists = [
            (&old.closed, &new.closed, C::ClosureWithdrawn as fn(_) -> _),
            (&new.closed, &old.closed, C::ClosureAdded),
            (&old.open, &new.open, C::OpeningWithdrawn),
            (&new.open, &old.open, C::OpeningAdded),
        ];
        for (has, lacks, change) in lists {
            changes.extend(
                has.iter()
                    .filter(|r| !lacks.contains(r))
                    .copied()
                    .map(change),
            );
        }
        changes.extend(hours_changes(&old, &new));
        changes
    }
}

/// The days whose holiday is another one, among those that either official list corrects.
fn holiday_changes(old: &CalendarSpec, new: &CalendarSpec) -> Vec<CalendarChange> {
    let corrected = |spec: &CalendarSpec| -> Vec<Date> {
        let added = spec.added.iter().map(|day| day.date);
        spec.withdrawn.iter().copied().chain(added).collect()
    };
    let days: BTreeSet<Date> = corrected(old).into_iter().chain(corrected(new)).collect();
    let changed = days.into_iter().filter_map(|day| {
        let (before, after) = (kept::name_on(old, day), kept::name_on(new, day));
        let changed = before != after;
        let change = match after {
            Some(name) => CalendarChange::HolidayAdded(day, name),
            None => CalendarChange::HolidayWithdrawn(day),
        };
        changed.then_some(change)
    });
    changed.collect()
}

/// The stretches of days in which other weekly hours hold.
fn hours_changes(old: &CalendarSpec, new: &CalendarSpec) -> Vec<CalendarChange> {
    let both = old.later.iter().chain(&new.later);
    let mut begin: BTreeSet<Option<Date>> = both.map(|change| Some(change.from)).collect();
    begin.insert(None);
    let changed = begin.into_iter();
    changed
        .filter(|day| in_force(old, *day) != in_force(new, *day))
        .map(|from| CalendarChange::HoursChanged { from })
        .collect()
}

/// The weekly hours of a day; `None` is before any change.
fn in_force(spec: &CalendarSpec, day: Option<Date>) -> &Weekly {
    let begun = spec.later.iter().filter(|change| Some(change.from) <= day);
    begun
        .max_by_key(|change| change.from)
        .map_or(&spec.weekly, |change| &change.weekly)
}
