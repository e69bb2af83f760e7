//! Why a day is closed, as a stable code and in two languages.

use super::HolidayName;
use jiff::civil::Weekday;

/// Why a day is closed. A holiday is named before a closure, a closure before the weekday, because
/// that is the reason a reader recognises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClosedReason {
    /// A holiday of the Act.
    Holiday(HolidayName),
    /// A holiday that only the official list knows; [`super::Calendar::holiday_name_on`] has its name.
    Gazetted,
    /// A yearly closure across New Year (年末年始).
    YearEnd,
    /// Another closure of the organisation.
    Closure,
    /// A weekday without opening hours.
    Weekly(Weekday),
}

/// Weekdays with their codes and names.
const WEEKDAYS: [(Weekday, &str, &str, &str); 7] = [
    (Weekday::Monday, "monday", "月曜日", "Monday"),
    (Weekday::Tuesday, "tuesday", "火曜日", "Tuesday"),
    (Weekday::Wednesday, "wednesday", "水曜日", "Wednesday"),
    (Weekday::Thursday, "thursday", "木曜日", "Thursday"),
    (Weekday::Friday, "friday", "金曜日", "Friday"),
    (Weekday::Saturday, "saturday", "土曜日", "Saturday"),
    (Weekday::Sunday, "sunday", "日曜日", "Sunday"),
];

impl ClosedReason {
    /// The stable ASCII code, such as `holiday.showa_day`, `holiday.gazetted`, `closed.year_end`,
    /// `closed`, `weekly.sunday`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Holiday(name) => format!("holiday.{}", name.code()),
            Self::Gazetted => "holiday.gazetted".to_owned(),
            Self::YearEnd => "closed.year_end".to_owned(),
            Self::Closure => "closed".to_owned(),
            Self::Weekly(day) => format!("weekly.{}", weekday(day).1),
        }
    }

    /// The reason of a code made by [`ClosedReason::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('.') {
            Some(("holiday", "gazetted")) => Some(Self::Gazetted),
            Some(("holiday", rest)) => HolidayName::ALL
                .iter()
                .find(|n| n.code() == rest)
                .map(|n| Self::Holiday(*n)),
            Some(("weekly", rest)) => WEEKDAYS
                .iter()
                .find(|d| d.1 == rest)
                .map(|d| Self::Weekly(d.0)),
            Some(("closed", "year_end")) => Some(Self::YearEnd),
            None if code == "closed" => Some(Self::Closure),
            _ => None,
        }
    }

    /// The Japanese name of the reason, such as `昭和の日`, `年末年始`, `日曜日`.
    #[must_use]
    pub fn ja(self) -> &'static str {
        match self {
            Self::Holiday(name) => name.ja(),
            Self::Gazetted => "官報で公示された休日",
            Self::YearEnd => "年末年始の休業日",
            Self::Closure => "休業日",
            Self::Weekly(day) => weekday(day).2,
        }
    }

    /// The English name of the reason.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Holiday(name) => name.en(),
            Self::Gazetted => "holiday by the official gazette",
            Self::YearEnd => "year-end closure",
            Self::Closure => "closed day of the organisation",
            Self::Weekly(day) => weekday(day).3,
        }
    }
}

fn weekday(day: Weekday) -> (Weekday, &'static str, &'static str, &'static str) {
    let [first, ..] = WEEKDAYS;
    WEEKDAYS.into_iter().find(|d| d.0 == day).unwrap_or(first)
}
