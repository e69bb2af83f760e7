//! The holidays a calendar keeps: those of the rule, corrected by the official list.

use super::{
    CalendarError, CalendarSpec, ClosedReason, FIRST_YEAR, HolidayRule, LAST_YEAR,
    day::{self, day_index},
    holiday, spelling,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day that the official list has and the rule has not, or has under another name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    /// The day.
    #[serde(deserialize_with = "day::read")]
    pub date: Date,
    /// Its Japanese name, as the list writes it: 1 to 60 characters.
    pub name: String,
}

/// A holiday as the calendar keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) date: Date,
    /// [`ClosedReason::Holiday`], or [`ClosedReason::Gazetted`] where only the list knows the name.
    pub(super) reason: ClosedReason,
}

/// Puts the corrections of the rule in order and holds them to be possible.
pub(super) fn normalise(spec: &mut CalendarSpec) -> Result<(), CalendarError> {
    let CalendarSpec {
        withdrawn, added, ..
    } = spec;
    if spec.holidays == HolidayRule::None && !(withdrawn.is_empty() && added.is_empty()) {
        return Err(CalendarError::OfficialWithoutRule);
    }
    withdrawn.sort_unstable();
    withdrawn.dedup();
    for day in added.iter_mut() {
        day.name = day.name.trim().to_owned();
        if !spelling::is_readable(&day.name) {
            return Err(CalendarError::BadHolidayName {
                date: day.date,
                name: day.name.clone(),
            });
        }
        if withdrawn.binary_search(&day.date).is_ok() {
            return Err(CalendarError::AddedAndWithdrawn { date: day.date });
        }
    }
    added.sort_unstable();
    added.dedup();
    for pair in added.windows(2) {
        if let [first, second] = pair
            && first.date == second.date
        {
            return Err(CalendarError::AddedTwice {
                date: first.date,
                first: first.name.clone(),
                second: second.name.clone(),
            });
        }
    }
    let added = added.iter().map(|day| day.date);
    for date in withdrawn.iter().copied().chain(added) {
        day_index(date)?;
    }
    Ok(())
}

/// The name of the holiday on `date`: that of the official list, else that of the rule.
pub(super) fn name_on(spec: &CalendarSpec, date: Date) -> Option<String> {
    if spec.holidays == HolidayRule::None {
        return None;
    }
    if let Some(added) = spec.added.iter().find(|day| day.date == date) {
        return Some(added.name.clone());
    }
    let by_rule = holiday::holidays(date, date).ok()?;
    let by_rule = by_rule.first().filter(|_| !spec.withdrawn.contains(&date));
    by_rule.map(|holiday| holiday.name.ja().to_owned())
}

/// The holidays of a normalised specification, in order.
pub(super) fn holidays(spec: &CalendarSpec) -> Vec<Kept> {
    if spec.holidays == HolidayRule::None {
        return Vec::new();
    }
    let added = |date| spec.added.binary_search_by_key(&date, |day| day.date);
    let by_rule = (FIRST_YEAR..=LAST_YEAR)
        .flat_map(holiday::of_year)
        .filter(|h| spec.withdrawn.binary_search(&h.date).is_err() && added(h.date).is_err())
        .map(|h| Kept {
            date: h.date,
            reason: ClosedReason::Holiday(h.name),
        });
    let by_list = spec.added.iter().map(|day| Kept {
        date: day.date,
        reason: spelling::known(&day.name).map_or(ClosedReason::Gazetted, ClosedReason::Holiday),
    });
    let mut all: Vec<Kept> = by_rule.chain(by_list).collect();
    all.sort_unstable_by_key(|h| h.date);
    all
}
