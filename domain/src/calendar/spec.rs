//! A calendar as people write it: the TOML form, its defaults, its canonical form and its digest.

use super::{Added, Calendar, CalendarError, DayRange, Later, Weekly, day, holiday, kept, later};
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The last year whose holidays are gazetted. The equinoxes of a year become official in the gazette
/// of the February before; those of 2027 did in February 2026.
pub const GAZETTED_UNTIL: i16 = 2027;

/// Which holidays a calendar keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRule {
    /// The national holidays of Japan.
    #[default]
    Jp,
    /// None at all.
    None,
}

/// What a calendar is made from. In a file every key may be left out: the zone is then Asia/Tokyo,
/// the holidays are Japan's, the hours 10:00-17:00 from Monday to Friday, and there is no closure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarSpec {
    /// IANA name of the time zone in which dates and hours are meant.
    pub zone: String,
    /// Which holidays are kept.
    pub holidays: HolidayRule,
    /// Last year whose holidays are gazetted; later dates are provisional.
    pub gazetted_until: i16,
    /// Days the organisation is closed.
    pub closed: Vec<DayRange>,
    /// Days it is open against holidays, closures and weekdays.
    pub open: Vec<DayRange>,
    /// Days of the rule that the official list does not have; see [`CalendarSpec::with_official`].
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "day::read_all"
    )]
    pub withdrawn: Vec<Date>,
    /// Opening hours by weekday, from the first day on.
    pub weekly: Weekly,
    /// Other opening hours, each from a day on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Later>,
    /// Days that the official list has and the rule has not, or has under another name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Added>,
}

impl Default for CalendarSpec {
    fn default() -> Self {
        Self {
            zone: "Asia/Tokyo".to_owned(),
            holidays: HolidayRule::Jp,
            gazetted_until: GAZETTED_UNTIL,
            closed: Vec::new(),
            open: Vec::new(),
            withdrawn: Vec::new(),
            weekly: Weekly::standard(),
            later: Vec::new(),
            added: Vec::new(),
        }
    }
}

impl CalendarSpec {
    /// The calendar used where none is given: national holidays, Saturdays, Sundays and 29 December
    /// to 3 January closed, hours 10:00-17:00, Asia/Tokyo.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            closed: vec![DayRange::Yearly {
                from: (12, 29),
                to: (1, 3),
            }],
            ..Self::default()
        }
    }

    /// The weekly hours that hold on `day`.
    #[must_use]
    pub fn weekly_on(&self, day: Date) -> &Weekly {
        let begun = self.later.iter().filter(|later| later.from <= day);
        begun
            .max_by_key(|later| later.from)
            .map_or(&self.weekly, |later| &later.weekly)
    }

    /// Reads the TOML form.
    ///
    /// # Errors
    /// [`CalendarError::BadFile`] with the line and the reason; unknown keys are errors.
    pub fn from_toml(text: &str) -> Result<Self, CalendarError> {
        toml::from_str(text).map_err(|e| CalendarError::BadFile {
            message: e.to_string(),
        })
    }

    /// Writes the TOML form, normalised.
    ///
    /// # Errors
    /// Those of [`CalendarSpec::normalised`].
    pub fn to_toml(&self) -> Result<String, CalendarError> {
        toml::to_string(&self.clone().normalised()?).map_err(|e| CalendarError::BadFile {
            message: e.to_string(),
        })
    }

    /// The same calendar with ranges and hours in order and without repetitions, so that two ways of
    /// writing one calendar have one digest. Hours of a later day that are those of the day before it
    /// are left out.
    ///
    /// # Errors
    /// [`CalendarError::OverlappingHours`] when two ranges of one weekday overlap,
    /// [`CalendarError::LaterTwice`] when hours change twice on one day,
    /// [`CalendarError::OutsideTable`] for a change, an added or a withdrawn holiday on a day that the
    /// calendar does not know, [`CalendarError::OfficialWithoutRule`],
    /// [`CalendarError::BadHolidayName`], [`CalendarError::AddedTwice`] and
    /// [`CalendarError::AddedAndWithdrawn`] for corrections of the holidays that cannot be meant.
    pub fn normalised(mut self) -> Result<Self, CalendarError> {
        for list in [&mut self.closed, &mut self.open] {
            list.sort_unstable();
            list.dedup();
        }
        kept::normalise(&mut self)?;
        self.weekly.normalise()?;
        self.later = later::in_order(self.later, &self.weekly)?;
        Ok(self)
    }

    /// The name of the calendar: SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of the
    /// normalised specification together with the version of the holiday rule.
    ///
    /// # Errors
    /// Those of [`CalendarSpec::normalised`].
    pub fn digest(&self) -> Result<String, CalendarError> {
        #[derive(Serialize)]
        struct Canonical<'a> {
            #[serde(flatten)]
            spec: &'a CalendarSpec,
            holiday_rule: Option<&'static str>,
        }
        let spec = self.clone().normalised()?;
        let holiday_rule = (spec.holidays == HolidayRule::Jp).then_some(holiday::RULE);
        let bytes = serde_json_canonicalizer::to_vec(&Canonical {
            spec: &spec,
            holiday_rule,
        })
        .map_err(|e| CalendarError::BadFile {
            message: e.to_string(),
        })?;
        Ok(HEXLOWER.encode(&Sha256::digest(bytes)))
    }

    /// Compiles the table; see [`Calendar`].
    ///
    /// # Errors
    /// See [`Calendar::compile`].
    pub fn compile(self) -> Result<Calendar, CalendarError> {
        Calendar::compile(self)
    }
}
