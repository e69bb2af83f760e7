//! Opening hours that change on a day.

use super::{
    CalendarError, Weekly,
    day::{self, day_index},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Opening hours that hold from a day on, until those of a later day do.
///
/// ```
/// use domain::calendar::Calendar;
/// use jiff::civil::date;
/// let calendar = Calendar::from_toml("
///     [[later]]
///     from = '2027-04-01'
///     [later.weekly]
///     wed = ['09:00-17:00']
///     thu = ['09:00-17:00']
/// ").unwrap();
/// let hours = |day| calendar.opening_hours(day).unwrap().first().map(ToString::to_string);
/// assert_eq!(hours(date(2027, 3, 31)).as_deref(), Some("10:00-17:00"));
/// assert_eq!(hours(date(2027, 4, 1)).as_deref(), Some("09:00-17:00"));
/// assert_eq!(hours(date(2027, 4, 2)), None); // a Friday
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// First day of the hours.
    #[serde(deserialize_with = "day::read")]
    pub from: Date,
    /// The hours by weekday; a day left out is closed.
    pub weekly: Weekly,
}

/// The changes in the order of their days. Hours that are those of the day before are no change and
/// are left out.
pub(super) fn in_order(
    mut changes: Vec<Later>,
    before: &Weekly,
) -> Result<Vec<Later>, CalendarError> {
    for change in &mut changes {
        day_index(change.from)?;
        change.weekly.normalise()?;
    }
    changes.sort_by_key(|change| change.from);
    for pair in changes.windows(2) {
        if let [first, second] = pair
            && first.from == second.from
        {
            return Err(CalendarError::LaterTwice { date: first.from });
        }
    }
    let mut in_force = before.clone();
    changes.retain(|change| {
        let differs = change.weekly != in_force;
        in_force.clone_from(&change.weekly);
        differs
    });
    Ok(changes)
}
