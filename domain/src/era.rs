//! Japanese eras: how a date is written for readers, and how what they type is read.
//!
//! The first year of an era is 元年. An era ends the day before the next begins, so 2019-04-30 is
//! 平成31年4月30日 and 2019-05-01 is 令和元年5月1日. Eras are used from 1873, when Japan took the
//! Gregorian calendar; earlier dates are written with the Western year.

mod read;

pub use read::{DateError, Reading, read_date, read_date_time};

use crate::time::FiscalYear;
use jiff::civil::{Date, Weekday, date};

/// An era (元号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, used here from 1873-01-01.
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

impl Era {
    /// Every era, the earliest first.
    pub const ALL: [Self; 5] = [
        Self::Meiji,
        Self::Taisho,
        Self::Showa,
        Self::Heisei,
        Self::Reiwa,
    ];

    /// The era of `date`; `None` before 1873.
    #[must_use]
    pub fn of(date: Date) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|era| date >= era.first_day())
    }

    /// The first day on which dates are written with this era.
    #[must_use]
    pub const fn first_day(self) -> Date {
        match self {
            Self::Meiji => date(1873, 1, 1),
            Self::Taisho => date(1912, 7, 30),
            Self::Showa => date(1926, 12, 25),
            Self::Heisei => date(1989, 1, 8),
            Self::Reiwa => date(2019, 5, 1),
        }
    }

    /// The Western year that is year 1 of the era.
    #[must_use]
    pub const fn year_one(self) -> i16 {
        match self {
            Self::Meiji => 1868,
            Self::Taisho => 1912,
            Self::Showa => 1926,
            Self::Heisei => 1989,
            Self::Reiwa => 2019,
        }
    }

    /// The name, such as 令和.
    #[must_use]
    pub const fn ja(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The letter, such as R.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }
}

/// The year as words: 令和元年 is `令和元`, 令和8年 is `令和8`, 1872 is `1872`.
fn year_words(day: Date) -> String {
    match Era::of(day) {
        Some(era) => match day.year() - era.year_one() + 1 {
            1 => format!("{}元", era.ja()),
            n => format!("{}{n}", era.ja()),
        },
        None => day.year().to_string(),
    }
}

/// A date as readers of Japanese expect it.
///
/// ```
/// use domain::era::japanese;
/// use jiff::civil::date;
/// assert_eq!(japanese(date(2026, 11, 22)), "令和8年11月22日");
/// assert_eq!(japanese(date(2019, 5, 1)), "令和元年5月1日");
/// assert_eq!(japanese(date(2019, 4, 30)), "平成31年4月30日");
/// ```
#[must_use]
pub fn japanese(day: Date) -> String {
    format!("{}年{}月{}日", year_words(day), day.month(), day.day())
}

/// A date with its weekday: `令和8年11月22日（日）`.
#[must_use]
pub fn japanese_with_weekday(day: Date) -> String {
    format!("{}（{}）", japanese(day), weekday_ja(day.weekday()))
}

/// A date with the Western year: `2026年11月22日`.
#[must_use]
pub fn western(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The short form of a date, `R8.11.22`, as tables and file names use it.
#[must_use]
pub fn short(day: Date) -> String {
    format!("{}.{}.{}", short_year(day), day.month(), day.day())
}

/// The short form of the year of a date: `R8`, `H31`.
#[must_use]
pub fn short_year(day: Date) -> String {
    Era::of(day).map_or_else(
        || day.year().to_string(),
        |era| format!("{}{}", era.letter(), day.year() - era.year_one() + 1),
    )
}

/// The name of a fiscal year. One whose number changed its era after 1 April has both.
///
/// ```
/// use domain::{era::fiscal_year, time::FiscalYear};
/// assert_eq!(fiscal_year(FiscalYear(2026)), "令和8年度");
/// assert_eq!(fiscal_year(FiscalYear(2019)), "平成31年度(令和元年度)");
/// assert_eq!(fiscal_year(FiscalYear(1988)), "昭和63年度");
/// ```
#[must_use]
pub fn fiscal_year(year: FiscalYear) -> String {
    let first = year.first_day();
    let new_years_eve = Date::new(year.0, 12, 31).unwrap_or(first);
    let (spring, winter) = (year_words(first), year_words(new_years_eve));
    if spring == winter {
        format!("{spring}年度")
    } else {
        format!("{spring}年度({winter}年度)")
    }
}

/// One character for a weekday: 月 to 日.
#[must_use]
pub const fn weekday_ja(day: Weekday) -> char {
    match day {
        Weekday::Monday => '月',
        Weekday::Tuesday => '火',
        Weekday::Wednesday => '水',
        Weekday::Thursday => '木',
        Weekday::Friday => '金',
        Weekday::Saturday => '土',
        Weekday::Sunday => '日',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_calendar::{Date as IcuDate, cal::Japanese};
    use proptest::prelude::*;

    proptest! {
        /// ICU, which has the eras from CLDR, is the judge.
        #[test]
        fn eras_agree_with_icu(offset in 0_i32..95_000) {
            let day = date(1873, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let icu = IcuDate::try_new_iso(
                i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs(),
            ).unwrap().to_calendar(Japanese::new());
            let era = Era::of(day).unwrap();
            prop_assert_eq!(icu.era_year().era.to_string(), format!("{era:?}").to_lowercase());
            prop_assert_eq!(icu.era_year().year, i32::from(day.year() - era.year_one() + 1));
        }

        /// Every form we write reads back.
        #[test]
        fn what_is_written_reads_back(offset in 0_i32..95_000) {
            let day = date(1873, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let forms = [japanese(day), japanese_with_weekday(day), western(day), short(day),
                day.to_string(), day.strftime("%Y/%m/%d").to_string(), day.strftime("%Y%m%d").to_string()];
            for form in forms {
                prop_assert_eq!(read_date(&form), Ok(day), "{}", form);
            }
        }

        /// No text whatever makes the reader stop.
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9RHS令和平成元年月日/.:\\- 　０-９（）]{0,24}") {
            let _ = read_date_time(&text);
        }
    }

    #[test]
    fn the_days_around_each_change() {
        let cases = [
            (date(1872, 12, 31), "1872年12月31日"),
            (date(1873, 1, 1), "明治6年1月1日"),
            (date(1912, 7, 29), "明治45年7月29日"),
            (date(1912, 7, 30), "大正元年7月30日"),
            (date(1926, 12, 25), "昭和元年12月25日"),
            (date(1989, 1, 7), "昭和64年1月7日"),
            (date(1989, 1, 8), "平成元年1月8日"),
            (date(2019, 12, 31), "令和元年12月31日"),
            (date(2020, 1, 1), "令和2年1月1日"),
        ];
        for (day, text) in cases {
            assert_eq!(japanese(day), text);
        }
        assert_eq!(
            japanese_with_weekday(date(2026, 11, 22)),
            "令和8年11月22日（日）"
        );
        assert_eq!(
            (short(date(2019, 5, 1)), short_year(date(2026, 1, 1))),
            ("R1.5.1".into(), "R8".into())
        );
    }

    #[test]
    fn fiscal_years_around_each_change() {
        let cases = [
            (1926, "大正15年度(昭和元年度)"),
            (1989, "平成元年度"),
            (2018, "平成30年度"),
            (2020, "令和2年度"),
            (2030, "令和12年度"),
        ];
        for (year, label) in cases {
            assert_eq!(fiscal_year(FiscalYear(year)), label);
        }
    }
}
