//! Words, dates and numbers in the reader's language.
//!
//! Every word on a page comes from `locales/{ja,en}/*.ftl`, never from Rust or a template. [`Ui`] is
//! what a template holds: it looks a key up, and writes dates the way a Japanese office does
//! (令和8年11月22日（日）), or with Western years where the reader asked for them or reads English.

use domain::time::Timestamp;
use fluent_templates::{Loader as _, fluent_bundle::FluentValue, static_loader};
use jiff::civil::{Date, Weekday};
use std::{borrow::Cow, collections::HashMap};

static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "ja",
        // The isolating marks Fluent puts around values are for mixing writing directions, which
        // neither language does; in a copied case number they would be invisible rubbish.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 日本語, the default.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Japanese first.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The tag used in `lang`, `Content-Language`, cookies and file names.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language a tag such as `en` or `en-GB` names.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.trim() {
            primary if primary.eq_ignore_ascii_case("ja") => Some(Self::Ja),
            primary if primary.eq_ignore_ascii_case("en") => Some(Self::En),
            _ => None,
        }
    }

    /// The best language for an `Accept-Language` header; Japanese when it names neither.
    ///
    /// ```
    /// use server::web::text::Lang;
    /// assert_eq!(Lang::negotiate("fr, en-GB;q=0.8, ja;q=0.5"), Lang::En);
    /// assert_eq!(Lang::negotiate("en;q=0, de"), Lang::Ja);
    /// ```
    #[must_use]
    pub fn negotiate(accept: &str) -> Self {
        let mut best = (0.0_f32, Self::Ja);
        for part in accept.split(',') {
            let mut pieces = part.split(';');
            let Some(lang) = pieces.next().and_then(Self::from_tag) else {
                continue;
            };
            let weight = pieces
                .find_map(|p| p.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }
}

/// The closed vocabularies of the domain that pages put into words by [`Ui::term`].
pub const FAMILIES: [&str; 26] = [
    "casekind",
    "channel",
    "applicant",
    "respondent",
    "category",
    "answerkind",
    "referral",
    "ground",
    "outcome",
    "will",
    "delivery",
    "notekind",
    "party",
    "role",
    "takenover",
    "paper",
    "checkresult",
    "litigation",
    "consent",
    "withholding",
    "linkkind",
    "demandkind",
    "undelivered",
    "letterkind",
    "legalform",
    "measurebasis",
];

/// A whole number of any width, by value or by reference: templates hand over both.
pub trait Whole {
    /// The number; what does not fit is the largest that does.
    fn whole(&self) -> i64;
}

macro_rules! whole {
    ($($number:ty),+) => {
        $(impl Whole for $number {
            fn whole(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        })+
    };
}

whole!(u8, u16, u32, u64, usize, i16, i32, i64);

impl<T: Whole + ?Sized> Whole for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}

/// How years are written in Japanese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Years {
    /// By era: 令和8年.
    #[default]
    Era,
    /// Western: 2026年.
    Western,
}

/// What a template needs to speak: the language and the way of writing years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ui {
    /// The reader's language.
    pub lang: Lang,
    /// The reader's way of writing years (used in Japanese only).
    pub years: Years,
}

impl Ui {
    /// Words in `lang`, years by era.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            years: Years::Era,
        }
    }

    fn find(self, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
        let lang = match self.lang {
            Lang::Ja => fluent_templates::langid!("ja"),
            Lang::En => fluent_templates::langid!("en"),
        };
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> = args
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        CATALOGUE.try_lookup_complete(&lang, key, Some(&args))
    }

    fn say(self, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        self.find(key, args).unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// The message `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The message `key` with the number `{ $n }`.
    #[must_use]
    pub fn n(&self, key: &str, n: impl Whole) -> String {
        self.say(key, &[("n", FluentValue::from(n.whole()))])
    }

    /// The message `key` with the text `{ $x }`.
    #[must_use]
    pub fn x(&self, key: &str, x: impl AsRef<str>) -> String {
        self.say(key, &[("x", FluentValue::from(x.as_ref()))])
    }

    /// The message `key` with the texts `{ $x }` and `{ $y }`.
    #[must_use]
    pub fn xy(&self, key: &str, x: impl AsRef<str>, y: impl AsRef<str>) -> String {
        self.say(
            key,
            &[
                ("x", FluentValue::from(x.as_ref())),
                ("y", FluentValue::from(y.as_ref())),
            ],
        )
    }

    /// The name of the value `code` in a family of terms (`clock`, `state`, `role` ...); the code
    /// itself where the catalogue has no name, so that a new rule profile still reads.
    #[must_use]
    pub fn term(&self, family: &str, code: impl AsRef<str>) -> String {
        let code = code.as_ref();
        let key = format!(
            "{family}-{}",
            code.to_ascii_lowercase().replace(['_', '.'], "-")
        );
        self.find(&key, &[]).unwrap_or_else(|| code.to_owned())
    }

    /// A whole number with its thousands grouped.
    #[must_use]
    pub fn count(&self, n: impl Whole) -> String {
        let digits = n.whole().unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out
    }

    /// A size in bytes, in the unit a person would use.
    #[must_use]
    pub fn bytes(&self, n: &u64) -> String {
        let n = *n;
        match n {
            0..1_000 => format!("{n} B"),
            1_000..1_000_000 => format!("{}.{} kB", n / 1_000, n % 1_000 / 100),
            1_000_000..1_000_000_000 => {
                format!("{}.{} MB", n / 1_000_000, n % 1_000_000 / 100_000)
            }
            _ => format!(
                "{}.{} GB",
                n / 1_000_000_000,
                n % 1_000_000_000 / 100_000_000
            ),
        }
    }

    fn weekday(self, weekday: Weekday) -> String {
        let key = match weekday {
            Weekday::Monday => "weekday-mon",
            Weekday::Tuesday => "weekday-tue",
            Weekday::Wednesday => "weekday-wed",
            Weekday::Thursday => "weekday-thu",
            Weekday::Friday => "weekday-fri",
            Weekday::Saturday => "weekday-sat",
            Weekday::Sunday => "weekday-sun",
        };
        self.t(key)
    }

    fn month(self, month: i8) -> String {
        let key = match month {
            1 => "month-1",
            2 => "month-2",
            3 => "month-3",
            4 => "month-4",
            5 => "month-5",
            6 => "month-6",
            7 => "month-7",
            8 => "month-8",
            9 => "month-9",
            10 => "month-10",
            11 => "month-11",
            _ => "month-12",
        };
        self.t(key)
    }

    /// A date in full: 令和8年11月22日（日）, 2026年11月22日（日） or Sun 22 November 2026.
    #[must_use]
    pub fn day(&self, date: &Date) -> String {
        let weekday = self.weekday(date.weekday());
        match (self.lang, self.years) {
            (Lang::En, _) => {
                let month = self.month(date.month());
                format!("{weekday} {} {month} {}", date.day(), date.year())
            }
            (Lang::Ja, Years::Western) => {
                format!(
                    "{}年{}月{}日（{weekday}）",
                    date.year(),
                    date.month(),
                    date.day()
                )
            }
            (Lang::Ja, Years::Era) => {
                let year = era_year(*date);
                format!("{year}{}月{}日（{weekday}）", date.month(), date.day())
            }
        }
    }

    /// A date for dense tables: 令和8.11.22（日）, 2026/11/22（日） or 22 Nov 2026.
    #[must_use]
    pub fn short_day(&self, date: &Date) -> String {
        let weekday = self.weekday(date.weekday());
        let (month, day) = (date.month(), date.day());
        match (self.lang, self.years) {
            (Lang::En, _) => {
                let month: String = self.month(month).chars().take(3).collect();
                format!("{weekday} {day} {month} {}", date.year())
            }
            (Lang::Ja, Years::Western) => format!("{}/{month}/{day}（{weekday}）", date.year()),
            (Lang::Ja, Years::Era) => {
                let (era, year) = era(*date);
                match era {
                    Some(era) => {
                        let initial: String = match era {
                            "令和" => "R",
                            "平成" => "H",
                            _ => "S",
                        }
                        .to_owned();
                        format!("{initial}{year}.{month}.{day}（{weekday}）")
                    }
                    None => format!("{year}/{month}/{day}（{weekday}）"),
                }
            }
        }
    }

    /// A year: 令和9年, 2027年 or 2027. A year in which an era began is called by the new one.
    #[must_use]
    pub fn year(&self, year: i16) -> String {
        match (self.lang, self.years) {
            (Lang::En, _) => year.to_string(),
            (Lang::Ja, Years::Western) => format!("{year}年"),
            (Lang::Ja, Years::Era) => era_year(Date::new(year, 12, 31).unwrap_or(Date::MAX)),
        }
    }

    /// A month: 令和8年11月, 2026年11月 or November 2026.
    #[must_use]
    pub fn year_month(&self, day: Date) -> String {
        match (self.lang, self.years) {
            (Lang::En, _) => format!("{} {}", self.month(day.month()), day.year()),
            (Lang::Ja, Years::Western) => format!("{}年{}月", day.year(), day.month()),
            (Lang::Ja, Years::Era) => {
                format!("{}{}月", era_year(day.last_of_month()), day.month())
            }
        }
    }

    /// A day within a year, for labels: 11/23 or 23 Nov.
    #[must_use]
    pub fn month_day(&self, day: Date) -> String {
        match self.lang {
            Lang::En => {
                let month: String = self.month(day.month()).chars().take(3).collect();
                format!("{} {month}", day.day())
            }
            Lang::Ja => format!("{}/{}", day.month(), day.day()),
        }
    }

    /// An instant as the clock in Japan showed it, to the minute.
    #[must_use]
    pub fn moment(&self, at: &Timestamp) -> String {
        let local = at.jst();
        format!(
            "{} {:02}:{:02}",
            self.day(&local.date()),
            local.hour(),
            local.minute()
        )
    }

    /// An instant for dense tables.
    #[must_use]
    pub fn short_moment(&self, at: &Timestamp) -> String {
        let local = at.jst();
        format!(
            "{} {:02}:{:02}",
            self.short_day(&local.date()),
            local.hour(),
            local.minute()
        )
    }

    /// The value of a `datetime` attribute for an instant: local time with Japan's offset.
    #[must_use]
    pub fn machine(&self, at: &Timestamp) -> String {
        format!("{:.0}+09:00", at.jst())
    }

    /// A fiscal year: 令和8年度 or FY2026.
    #[must_use]
    pub fn fiscal_year(&self, year: impl Whole) -> String {
        let year = i16::try_from(year.whole()).unwrap_or(i16::MAX);
        match (self.lang, self.years) {
            (Lang::En, _) => format!("FY{year}"),
            (Lang::Ja, Years::Western) => format!("{year}年度"),
            (Lang::Ja, Years::Era) => {
                let first = Date::new(year, 4, 1).unwrap_or(Date::MAX);
                // A fiscal year is called by the era of its April; 2019 began in 平成31年 and the
                // government wrote 令和元年度 for the whole of it.
                let named = if year == 2019 {
                    Date::constant(2019, 5, 1)
                } else {
                    first
                };
                format!("{}度", era_year(named))
            }
        }
    }
}

/// The era and the year in it; `None` and the Western year before 昭和.
fn era(date: Date) -> (Option<&'static str>, i16) {
    const ERAS: [(&str, Date); 3] = [
        ("令和", Date::constant(2019, 5, 1)),
        ("平成", Date::constant(1989, 1, 8)),
        ("昭和", Date::constant(1926, 12, 25)),
    ];
    ERAS.iter()
        .find(|(_, from)| date >= *from)
        .map_or((None, date.year()), |(name, from)| {
            (Some(*name), date.year() - from.year() + 1)
        })
}

fn era_year(date: Date) -> String {
    match era(date) {
        (Some(name), 1) => format!("{name}元年"),
        (Some(name), year) => format!("{name}{year}年"),
        (None, year) => format!("{year}年"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn eras_begin_on_their_first_day() {
        let ui = Ui::new(Lang::Ja);
        for (day, words) in [
            (date(2019, 4, 30), "平成31年4月30日（火）"),
            (date(2019, 5, 1), "令和元年5月1日（水）"),
            (date(2026, 11, 22), "令和8年11月22日（日）"),
            (date(1989, 1, 7), "昭和64年1月7日（土）"),
            (date(1989, 1, 8), "平成元年1月8日（日）"),
            (date(1926, 12, 24), "1926年12月24日（金）"),
        ] {
            assert_eq!(ui.day(&day), words);
        }
        assert_eq!(ui.fiscal_year(2019_i16), "令和元年度");
        assert_eq!(ui.fiscal_year(2026_i16), "令和8年度");
        assert_eq!(ui.short_day(&date(2026, 11, 2)), "R8.11.2（月）");
    }

    #[test]
    fn the_other_ways_of_writing_years() {
        let western = Ui {
            lang: Lang::Ja,
            years: Years::Western,
        };
        assert_eq!(western.day(&date(2026, 11, 22)), "2026年11月22日（日）");
        let english = Ui::new(Lang::En);
        assert_eq!(english.day(&date(2026, 11, 22)), "Sun 22 November 2026");
        assert_eq!(english.short_day(&date(2026, 11, 2)), "Mon 2 Nov 2026");
        assert_eq!(english.fiscal_year(2026_i16), "FY2026");
    }

    #[test]
    fn instants_are_shown_in_japan() {
        let ui = Ui::new(Lang::Ja);
        let at: Timestamp = "2026-11-21T15:00:00.000000Z".parse().unwrap();
        assert_eq!(ui.moment(&at), "令和8年11月22日（日） 00:00");
        assert_eq!(ui.machine(&at), "2026-11-22T00:00:00+09:00");
    }

    #[test]
    fn languages_are_negotiated() {
        for (header, lang) in [
            ("", Lang::Ja),
            ("*", Lang::Ja),
            ("en-US,en;q=0.9", Lang::En),
            ("ja,en;q=0.9", Lang::Ja),
            ("de, en;q=0.3, ja;q=0.2", Lang::En),
            ("en;q=x", Lang::Ja),
        ] {
            assert_eq!(Lang::negotiate(header), lang, "{header}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        let ui = Ui::default();
        assert_eq!(ui.count(0_u32), "0");
        assert_eq!(ui.count(999_u32), "999");
        assert_eq!(ui.count(1_000_u32), "1,000");
        assert_eq!(ui.count(1_234_567_u32), "1,234,567");
        assert_eq!(ui.bytes(&999), "999 B");
        assert_eq!(ui.bytes(&1_250_000), "1.2 MB");
    }
}
