//! What the official list changes in a calendar.

use super::OfficialList;
use crate::calendar::{Added, CalendarError, CalendarSpec, HolidayRule, holiday, spelling};

impl CalendarSpec {
    /// This calendar with the word of the official list for the years of the list: the days that it
    /// lacks are withdrawn from the rule, those that the rule lacks or names otherwise are added, and
    /// its years are gazetted. Other years stay as they are; so does a calendar that has the word of
    /// this list already.
    ///
    /// # Errors
    /// [`CalendarError::OfficialWithoutRule`] for a calendar without the national holidays, and those
    /// of [`CalendarSpec::normalised`].
    pub fn with_official(&self, list: &OfficialList) -> Result<Self, CalendarError> {
        if self.holidays == HolidayRule::None {
            return Err(CalendarError::OfficialWithoutRule);
        }
        let mut spec = self.clone();
        let years = list.first_year()..=list.last_year();
        let rule: Vec<_> = years.clone().flat_map(holiday::of_year).collect();
        spec.withdrawn.retain(|date| !years.contains(&date.year()));
        spec.added.retain(|day| !years.contains(&day.date.year()));
        for holiday in &rule {
            if list.name_on(holiday.date).is_none() {
                spec.withdrawn.push(holiday.date);
            }
        }
        for day in list.days() {
            let by_rule = rule.binary_search_by_key(&day.date, |holiday| holiday.date);
            let by_rule = by_rule.ok().and_then(|place| rule.get(place));
            if by_rule.is_none_or(|holiday| !spelling::agrees(&day.name, holiday.name)) {
                spec.added.push(Added {
                    date: day.date,
                    name: day.name.clone(),
                });
            }
        }
        spec.gazetted_until = spec.gazetted_until.max(list.last_year());
        spec.normalised()
    }
}
