//! The holidays of Japan, by the Act on National Holidays (Act 178 of 1948) with its amendments and
//! the special acts that made single days holidays.
//!
//! The rule is data: each line of [`DAYS`] is one name, the years in which it was in force and where
//! it stands in the year. Substitutes (art. 3(2), from 1973-04-12, today's form from 2007) and the
//! days between two holidays (art. 3(3), from 1985-12-27) follow from the named days. Equinoxes are
//! computed; the gazette of the February before makes them official, so a date after the last
//! gazetted year is provisional ([`super::Calendar::is_provisional`]).

use super::CalendarError;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

/// First year of the rule: the first whole year of the Act (it came into force on 1948-07-20).
pub const FIRST_YEAR: i16 = 1949;

/// Last year of the rule: the last for which the formula of the equinoxes holds.
pub const LAST_YEAR: i16 = 2099;

/// The text of the rule that [`holidays`] follows. It enters the digest of every calendar that uses
/// the national holidays, so a change of the rule gives its calendars new names.
pub const RULE: &str = "act-178-1948.1";

/// Why a day is a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A national holiday (国民の祝日, art. 2) or a day that a special act made one.
    National,
    /// The day off for a holiday that fell on a Sunday (振替休日, art. 3(2)).
    Substitute,
    /// A day between two national holidays (国民の休日, art. 3(3)).
    Citizens,
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $ja:literal, $en:literal;)*) => {
        /// The name of a holiday.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum HolidayName { $($(#[$doc])* $name,)* }

        impl HolidayName {
            /// Every name there is.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable ASCII name, as proofs and the ledger carry it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The Japanese name.
            #[must_use]
            pub const fn ja(self) -> &'static str {
                match self { $(Self::$name => $ja,)* }
            }

            /// The English name.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en,)* }
            }
        }
    };
}

names! {
    /// 1 January.
    NewYearsDay, "new_years_day", "元日", "New Year's Day";
    /// 15 January, since 2000 the second Monday of January.
    ComingOfAgeDay, "coming_of_age_day", "成人の日", "Coming of Age Day";
    /// 11 February, since 1967.
    FoundationDay, "national_foundation_day", "建国記念の日", "National Foundation Day";
    /// The birthday of the reigning Emperor.
    EmperorsBirthday, "emperors_birthday", "天皇誕生日", "Emperor's Birthday";
    /// The spring equinox.
    VernalEquinoxDay, "vernal_equinox_day", "春分の日", "Vernal Equinox Day";
    /// 29 April, since 2007.
    ShowaDay, "showa_day", "昭和の日", "Showa Day";
    /// 3 May.
    ConstitutionDay, "constitution_memorial_day", "憲法記念日", "Constitution Memorial Day";
    /// 29 April 1989-2006, 4 May since.
    GreeneryDay, "greenery_day", "みどりの日", "Greenery Day";
    /// 5 May.
    ChildrensDay, "childrens_day", "こどもの日", "Children's Day";
    /// 20 July 1996-2002, the third Monday of July since.
    MarineDay, "marine_day", "海の日", "Marine Day";
    /// 11 August, since 2016.
    MountainDay, "mountain_day", "山の日", "Mountain Day";
    /// 15 September 1966-2002, the third Monday of September since.
    RespectForTheAgedDay, "respect_for_the_aged_day", "敬老の日", "Respect for the Aged Day";
    /// The autumn equinox.
    AutumnalEquinoxDay, "autumnal_equinox_day", "秋分の日", "Autumnal Equinox Day";
    /// 10 October 1966-1999, the second Monday of October to 2019.
    HealthAndSportsDay, "health_and_sports_day", "体育の日", "Health and Sports Day";
    /// The same day under its name since 2020.
    SportsDay, "sports_day", "スポーツの日", "Sports Day";
    /// 3 November.
    CultureDay, "culture_day", "文化の日", "Culture Day";
    /// 23 November.
    LabourThanksgivingDay, "labour_thanksgiving_day", "勤労感謝の日", "Labour Thanksgiving Day";
    /// 1959-04-10 and 1993-06-09.
    CrownPrinceWedding, "crown_prince_wedding", "皇太子の結婚の儀の行われる日", "Wedding of the Crown Prince";
    /// 1989-02-24.
    ImperialFuneral, "imperial_funeral", "昭和天皇の大喪の礼の行われる日", "Funeral of Emperor Showa";
    /// 1990-11-12 and 2019-10-22.
    EnthronementCeremony, "enthronement_ceremony", "即位礼正殿の儀の行われる日", "Enthronement Ceremony";
    /// 2019-05-01.
    Accession, "accession_day", "天皇の即位の日", "Day of the Emperor's Accession";
    /// See [`HolidayKind::Substitute`].
    Substitute, "substitute", "振替休日", "Substitute Holiday";
    /// See [`HolidayKind::Citizens`].
    Citizens, "citizens", "国民の休日", "Citizens' Holiday";
}

impl HolidayName {
    /// Why a day of this name is a holiday.
    #[must_use]
    pub const fn kind(self) -> HolidayKind {
        match self {
            Self::Substitute => HolidayKind::Substitute,
            Self::Citizens => HolidayKind::Citizens,
            _ => HolidayKind::National,
        }
    }
}

/// One holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Its name; [`HolidayName::kind`] says why it is a holiday.
    pub name: HolidayName,
}

/// Where a named day stands in its year.
#[derive(Clone, Copy)]
enum Place {
    /// Month and day.
    On(i8, i8),
    /// The n-th Monday of a month.
    Monday(i8, i8),
    Spring,
    Autumn,
}

use HolidayName as N;
use Place::{Autumn, Monday, On, Spring};

/// A year that no rule has reached its end in.
const OPEN: i16 = i16::MAX;

/// Name, first year, last year, place. One line for each stretch of years with one place.
const DAYS: &[(N, i16, i16, Place)] = &[
    (N::NewYearsDay, 1949, OPEN, On(1, 1)),
    (N::ComingOfAgeDay, 1949, 1999, On(1, 15)),
    (N::ComingOfAgeDay, 2000, OPEN, Monday(1, 2)), // Act 141 of 1998
    (N::FoundationDay, 1967, OPEN, On(2, 11)),     // Act 86 and Order 376 of 1966
    (N::EmperorsBirthday, 1949, 1988, On(4, 29)),
    (N::EmperorsBirthday, 1989, 2018, On(12, 23)), // Act 5 of 1989
    (N::EmperorsBirthday, 2020, OPEN, On(2, 23)),  // Act 63 of 2017; none fell in 2019
    (N::VernalEquinoxDay, 1949, OPEN, Spring),
    (N::GreeneryDay, 1989, 2006, On(4, 29)), // Act 5 of 1989
    (N::ShowaDay, 2007, OPEN, On(4, 29)),    // Act 43 of 2005
    (N::ConstitutionDay, 1949, OPEN, On(5, 3)),
    (N::GreeneryDay, 2007, OPEN, On(5, 4)), // Act 43 of 2005
    (N::ChildrensDay, 1949, OPEN, On(5, 5)),
    (N::MarineDay, 1996, 2002, On(7, 20)),    // Act 22 of 1995
    (N::MarineDay, 2003, 2019, Monday(7, 3)), // Act 59 of 2001
    (N::MarineDay, 2020, 2020, On(7, 23)),    // Act 55 of 2018 (Olympic Games)
    (N::MarineDay, 2021, 2021, On(7, 22)),    // Act 68 of 2020 (the Games a year later)
    (N::MarineDay, 2022, OPEN, Monday(7, 3)),
    (N::MountainDay, 2016, 2019, On(8, 11)), // Act 43 of 2014
    (N::MountainDay, 2020, 2020, On(8, 10)),
    (N::MountainDay, 2021, 2021, On(8, 8)),
    (N::MountainDay, 2022, OPEN, On(8, 11)),
    (N::RespectForTheAgedDay, 1966, 2002, On(9, 15)), // Act 86 of 1966
    (N::RespectForTheAgedDay, 2003, OPEN, Monday(9, 3)), // Act 59 of 2001
    (N::AutumnalEquinoxDay, 1949, OPEN, Autumn),
    (N::HealthAndSportsDay, 1966, 1999, On(10, 10)), // Act 86 of 1966
    (N::HealthAndSportsDay, 2000, 2019, Monday(10, 2)), // Act 141 of 1998
    (N::SportsDay, 2020, 2020, On(7, 24)),           // renamed by Act 57 of 2018
    (N::SportsDay, 2021, 2021, On(7, 23)),
    (N::SportsDay, 2022, OPEN, Monday(10, 2)),
    (N::CultureDay, 1949, OPEN, On(11, 3)),
    (N::LabourThanksgivingDay, 1949, OPEN, On(11, 23)),
    (N::CrownPrinceWedding, 1959, 1959, On(4, 10)), // Act 16 of 1959
    (N::ImperialFuneral, 1989, 1989, On(2, 24)),    // Act 4 of 1989
    (N::EnthronementCeremony, 1990, 1990, On(11, 12)), // Act 24 of 1990
    (N::CrownPrinceWedding, 1993, 1993, On(6, 9)),  // Act 32 of 1993
    (N::Accession, 2019, 2019, On(5, 1)),           // Act 99 of 2018
    (N::EnthronementCeremony, 2019, 2019, On(10, 22)),
];

/// The first day on which a Sunday's holiday had a substitute (Act 10 of 1973).
const SUBSTITUTES_FROM: Date = jiff::civil::date(1973, 4, 12);

/// The first year in which the substitute is the *nearest later day* that is no holiday, and a day
/// between two holidays is one whatever its weekday (Act 43 of 2005).
const FORM_OF_2007: i16 = 2007;

/// The first day on which a day between two holidays was one (Act 103 of 1985).
const CITIZENS_FROM: Date = jiff::civil::date(1985, 12, 27);

/// The holidays from `from` to `to`, both included, in order.
///
/// # Errors
/// [`CalendarError::OutsideTable`] when a bound lies outside 1949-2099.
///
/// ```
/// use domain::calendar::holidays;
/// use jiff::civil::date;
/// let golden_week = holidays(date(2026, 5, 1), date(2026, 5, 10)).unwrap();
/// let names: Vec<_> = golden_week.iter().map(|h| h.name.ja()).collect();
/// assert_eq!(names, ["憲法記念日", "みどりの日", "こどもの日", "振替休日"]);
/// assert!(holidays(date(1948, 1, 1), date(1949, 1, 1)).is_err());
/// ```
pub fn holidays(from: Date, to: Date) -> Result<Vec<Holiday>, CalendarError> {
    for bound in [from, to] {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&bound.year()) {
            return Err(CalendarError::OutsideTable { date: bound });
        }
    }
    Ok((from.year()..=to.year())
        .flat_map(of_year)
        .filter(|h| (from..=to).contains(&h.date))
        .collect())
}

/// The holidays of one year, in order. No rule reaches over New Year: 31 December is never a
/// holiday and a substitute for 1 January lies after it.
pub(super) fn of_year(year: i16) -> Vec<Holiday> {
    let mut all: Vec<Holiday> = DAYS
        .iter()
        .filter(|(_, first, last, _)| (*first..=*last).contains(&year))
        .filter_map(|(name, _, _, place)| {
            place
                .in_year(year)
                .map(|date| Holiday { date, name: *name })
        })
        .collect();
    let national: Vec<Date> = all.iter().map(|h| h.date).collect();
    let mut extra: Vec<Holiday> = national
        .iter()
        .filter_map(|&day| substitute(day, &national))
        .map(|date| Holiday {
            date,
            name: HolidayName::Substitute,
        })
        .collect();
    for &day in &national {
        if let Some(date) = between(day, &national)
            && extra.iter().all(|h| h.date != date)
        {
            extra.push(Holiday {
                date,
                name: HolidayName::Citizens,
            });
        }
    }
    all.append(&mut extra);
    all.sort_unstable_by_key(|h| h.date);
    all
}

/// The substitute for `day`, when it is a Sunday (art. 3(2)).
fn substitute(day: Date, national: &[Date]) -> Option<Date> {
    if day.weekday() != Weekday::Sunday || day < SUBSTITUTES_FROM {
        return None;
    }
    let mut later = day.tomorrow().ok()?;
    while national.contains(&later) {
        if later.year() < FORM_OF_2007 {
            return None; // the old form named the next day only, and that one is a holiday anyway
        }
        later = later.tomorrow().ok()?;
    }
    Some(later)
}

/// The day after `day`, when the day after that is a holiday too (art. 3(3)).
fn between(day: Date, national: &[Date]) -> Option<Date> {
    let middle = day.tomorrow().ok()?;
    let qualifies = middle >= CITIZENS_FROM
        && !national.contains(&middle)
        && national.contains(&middle.tomorrow().ok()?)
        && (middle.year() >= FORM_OF_2007 || middle.weekday() != Weekday::Sunday);
    qualifies.then_some(middle)
}

impl Place {
    fn in_year(self, year: i16) -> Option<Date> {
        match self {
            On(month, day) => Date::new(year, month, day).ok(),
            Monday(month, n) => {
                let first = Date::new(year, month, 1).ok()?;
                first.nth_weekday_of_month(n, Weekday::Monday).ok()
            }
            Spring => Date::new(year, 3, equinox(year, 20_835_700, 20_843_100)?).ok(),
            Autumn => Date::new(year, 9, equinox(year, 23_258_800, 23_248_800)?).ok(),
        }
    }
}

/// The day of the month of an equinox in Japan: the usual approximation from the mean tropical year,
/// in millionths of a day, with one constant to 1979 and one for 1980-2099. The gazetted days so far
/// have never differed from it.
fn equinox(year: i16, to_1979: i64, from_1980: i64) -> Option<i8> {
    const DRIFT: i64 = 242_194;
    let since = i64::from(year) - 1980;
    let (base, leap_days) = if since < 0 {
        (to_1979, (since - 3) / 4)
    } else {
        (from_1980, since / 4)
    };
    let day = (base + DRIFT * since).div_euclid(1_000_000) - leap_days;
    i8::try_from(day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Letters of `holidays_oracle.txt`, see its header.
    fn letter(h: Holiday) -> char {
        match h.name {
            N::NewYearsDay => 'A',
            N::ComingOfAgeDay => 'B',
            N::FoundationDay => 'C',
            N::VernalEquinoxDay => 'D',
            N::ShowaDay => 'E',
            N::ConstitutionDay => 'F',
            N::GreeneryDay => 'G',
            N::ChildrensDay => 'H',
            N::MarineDay => 'I',
            N::MountainDay => 'J',
            N::RespectForTheAgedDay => 'K',
            N::AutumnalEquinoxDay => 'L',
            N::HealthAndSportsDay => 'M',
            N::SportsDay => 'N',
            N::CultureDay => 'O',
            N::LabourThanksgivingDay => 'P',
            N::EmperorsBirthday => 'Q',
            N::CrownPrinceWedding => 'R',
            N::ImperialFuneral => 'S',
            N::EnthronementCeremony if h.date.year() == 1990 => 'T',
            N::EnthronementCeremony => 'V',
            N::Accession => 'U',
            N::Substitute => 's',
            N::Citizens => 'c',
        }
    }

    #[test]
    fn every_year_agrees_with_an_independent_list() {
        let mut years = 0;
        for line in include_str!("holidays_oracle.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
        {
            let (year, days) = line.split_once(' ').unwrap();
            let ours: Vec<String> = of_year(year.parse().unwrap())
                .into_iter()
                .map(|h| format!("{}{}", h.date.strftime("%m%d"), letter(h)))
                .collect();
            assert_eq!(ours.join(" "), days, "{year}");
            years += 1;
        }
        assert_eq!(years, 2099 - 1949 + 1);
    }

    #[test]
    fn turning_points_of_the_law() {
        let cases = [
            (date(1973, 2, 12), None), // before Act 10 of 1973
            (date(1973, 4, 30), Some(N::Substitute)),
            (date(1982, 5, 4), None), // before Act 103 of 1985
            (date(1986, 5, 4), None), // a Sunday under the form of 1985
            (date(1987, 5, 4), Some(N::Substitute)),
            (date(1988, 5, 4), Some(N::Citizens)),
            (date(2008, 5, 6), Some(N::Substitute)), // the Sunday was 4 May: the form of 2007
            (date(2009, 9, 22), Some(N::Citizens)),
            (date(2018, 12, 23), Some(N::EmperorsBirthday)),
            (date(2019, 2, 23), None),
            (date(2019, 4, 30), Some(N::Citizens)),
            (date(2019, 5, 2), Some(N::Citizens)),
            (date(2019, 12, 23), None),
            (date(2020, 7, 24), Some(N::SportsDay)),
            (date(2020, 10, 12), None),
            (date(2021, 8, 9), Some(N::Substitute)),
            (date(2021, 8, 11), None),
        ];
        for (day, name) in cases {
            let found = of_year(day.year())
                .into_iter()
                .find(|h| h.date == day)
                .map(|h| h.name);
            assert_eq!(found, name, "{day}");
        }
    }

    #[test]
    fn codes_are_ascii_and_unique() {
        let codes: std::collections::BTreeSet<_> = N::ALL.iter().map(|n| n.code()).collect();
        assert_eq!(codes.len(), N::ALL.len());
        assert!(
            codes
                .iter()
                .all(|c| c.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
        );
    }
}
