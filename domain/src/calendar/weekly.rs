//! Opening hours by weekday.

use super::{CalendarError, Hours};
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// The days of the week in order.
pub(super) const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Opening hours by weekday; a day left out is closed.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weekly {
    /// Hours of Mondays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mon: Vec<Hours>,
    /// Hours of Tuesdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tue: Vec<Hours>,
    /// Hours of Wednesdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wed: Vec<Hours>,
    /// Hours of Thursdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thu: Vec<Hours>,
    /// Hours of Fridays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fri: Vec<Hours>,
    /// Hours of Saturdays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sat: Vec<Hours>,
    /// Hours of Sundays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sun: Vec<Hours>,
}

impl Weekly {
    /// The hours of a weekday; none when it is closed.
    #[must_use]
    pub fn of(&self, day: Weekday) -> &[Hours] {
        match day {
            Weekday::Monday => &self.mon,
            Weekday::Tuesday => &self.tue,
            Weekday::Wednesday => &self.wed,
            Weekday::Thursday => &self.thu,
            Weekday::Friday => &self.fri,
            Weekday::Saturday => &self.sat,
            Weekday::Sunday => &self.sun,
        }
    }

    /// The hours of a weekday, to be set.
    pub fn of_mut(&mut self, day: Weekday) -> &mut Vec<Hours> {
        match day {
            Weekday::Monday => &mut self.mon,
            Weekday::Tuesday => &mut self.tue,
            Weekday::Wednesday => &mut self.wed,
            Weekday::Thursday => &mut self.thu,
            Weekday::Friday => &mut self.fri,
            Weekday::Saturday => &mut self.sat,
            Weekday::Sunday => &mut self.sun,
        }
    }

    fn days_mut(&mut self) -> [&mut Vec<Hours>; 7] {
        [
            &mut self.mon,
            &mut self.tue,
            &mut self.wed,
            &mut self.thu,
            &mut self.fri,
            &mut self.sat,
            &mut self.sun,
        ]
    }

    /// 10:00-17:00 from Monday to Friday (A25).
    pub(super) fn standard() -> Self {
        let day: Vec<Hours> = Hours::new(10 * 60, 17 * 60).into_iter().collect();
        Self {
            mon: day.clone(),
            tue: day.clone(),
            wed: day.clone(),
            thu: day.clone(),
            fri: day,
            ..Self::default()
        }
    }

    /// Puts the hours of each day in order, without repetitions.
    pub(super) fn normalise(&mut self) -> Result<(), CalendarError> {
        for day in self.days_mut() {
            day.sort_unstable();
            day.dedup();
            for pair in day.windows(2) {
                if let [first, second] = pair
                    && first.closes_minute() > second.opens_minute()
                {
                    return Err(CalendarError::OverlappingHours {
                        first: first.to_string(),
                        second: second.to_string(),
                    });
                }
            }
        }
        Ok(())
    }
}
