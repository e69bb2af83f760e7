//! The sentences behind the codes of a proof, in Japanese and English.

use super::{Direction, Effect, Extension, FirstDay, From, MonthDay, Period, Step, Unit};
use crate::calendar::ClosedReason;

/// Effect, code, Japanese, English.
const SENTENCES: &[(Effect, &str, &str, &str)] = &[
    (
        Effect::Start,
        "event",
        "起算の基準となる日",
        "the day of the event",
    ),
    (
        Effect::Start,
        "fiscal_year_end",
        "年度の末日（翌4月1日午前零時から始まる）",
        "the fiscal year ends; the period begins on 1 April at 0:00",
    ),
    (
        Effect::Receive,
        "next_open_day",
        "この営業日の受付とする",
        "received on this open day",
    ),
    (
        Effect::Skip,
        "after_hours",
        "受付時間の終了後",
        "after closing time",
    ),
    (
        Effect::Skip,
        "civil_code.140",
        "初日は算入しない（民法140条）",
        "the first day is not counted (Civil Code 140)",
    ),
    (
        Effect::Skip,
        "clear_days.event",
        "当日は算入しない",
        "the day of the event is not counted",
    ),
    (
        Effect::Skip,
        "clear_days.margin",
        "余裕として空ける日（定めによる）",
        "left free: the rule's extra margin",
    ),
    (
        Effect::Skip,
        "pause",
        "停止中のため数えない",
        "not counted: paused",
    ),
    (
        Effect::First,
        "civil_code.140",
        "起算日（民法140条）",
        "first counted day (Civil Code 140)",
    ),
    (
        Effect::First,
        "civil_code.140.proviso",
        "起算日（午前零時から始まるため初日を算入。民法140条ただし書）",
        "first counted day: the period begins at 0:00 (Civil Code 140, proviso)",
    ),
    (
        Effect::First,
        "first_day.included",
        "起算日（初日を算入する定め）",
        "first counted day: the rule counts the day of the event",
    ),
    (
        Effect::First,
        "clear_days",
        "ここから前へ数える",
        "counted backwards from here",
    ),
    (
        Effect::First,
        "civil_code.139",
        "即時から起算（民法139条）",
        "runs at once (Civil Code 139)",
    ),
    (
        Effect::First,
        "open_hour",
        "営業時間の起算",
        "open hours begin to run",
    ),
    (
        Effect::Count,
        "open_day",
        "営業日として数える",
        "counted: an open day",
    ),
    (
        Effect::Count,
        "open_hour",
        "営業時間を数える",
        "counted: open hours",
    ),
    (
        Effect::Pause,
        "pause",
        "停止（停止の日から数えない）",
        "paused, from this day on",
    ),
    (
        Effect::Resume,
        "pause",
        "再開（残りの期間が続く）",
        "resumed; what is left goes on",
    ),
    (
        Effect::RawLast,
        "civil_code.141",
        "期間の末日（民法141条）",
        "the period's last day (Civil Code 141)",
    ),
    (
        Effect::RawLast,
        "civil_code.143",
        "応当日の前日（民法143条2項）",
        "the day before the corresponding day (Civil Code 143(2))",
    ),
    (
        Effect::RawLast,
        "civil_code.143.proviso",
        "応当日がないためその月の末日（民法143条2項ただし書）",
        "the month has no corresponding day: its last day (Civil Code 143(2), proviso)",
    ),
    (
        Effect::RawLast,
        "month_day.nth",
        "定めの期日",
        "the date that the rule fixes",
    ),
    (
        Effect::RawLast,
        "month_day.february",
        "定めの期日（2月の末日）",
        "the date that the rule fixes: the last day of February",
    ),
    (
        Effect::RawLast,
        "open_day.nth",
        "数え終わる営業日",
        "the last open day counted",
    ),
    (
        Effect::RawLast,
        "open_hour.nth",
        "数え終わる営業時間",
        "the last open hour counted",
    ),
    (
        Effect::RawLast,
        "civil_code.139",
        "期間の終わり（民法139条）",
        "the period's end (Civil Code 139)",
    ),
    (
        Effect::RawLast,
        "clear_days.last",
        "中日数を満たす最後の日",
        "the last day that leaves the clear days",
    ),
    (
        Effect::Roll,
        "civil_code.142",
        "休業日のため次の営業日に満了（民法142条）",
        "closed, so it ends on the next open day (Civil Code 142)",
    ),
    (
        Effect::Roll,
        "roll.previous",
        "休業日のため直前の営業日",
        "closed, so the open day before it",
    ),
    (
        Effect::Extend,
        "extension",
        "延長（この日の翌日から起算）",
        "extended, counted from the day after",
    ),
    (
        Effect::Result,
        "civil_code.141",
        "この日の終了をもって満了（民法141条）",
        "ends with the end of this day (Civil Code 141)",
    ),
    (
        Effect::Result,
        "civil_code.139",
        "この時刻に満了",
        "ends at this instant",
    ),
];

impl Step {
    fn sentence(&self) -> Option<(&'static str, &'static str)> {
        SENTENCES
            .iter()
            .find(|(effect, why, _, _)| *effect == self.effect && *why == self.why)
            .map(|(_, _, ja, en)| (*ja, *en))
    }

    /// What happens to the day and why, in Japanese. An unknown code is given as it is.
    #[must_use]
    pub fn ja(&self) -> String {
        match (self.sentence(), ClosedReason::from_code(&self.why)) {
            (Some((ja, _)), _) => ja.to_owned(),
            (None, Some(reason)) => format!("{}のため数えない", reason.ja()),
            (None, None) => self.why.clone().into_owned(),
        }
    }

    /// What happens to the day and why, in English. An unknown code is given as it is.
    #[must_use]
    pub fn en(&self) -> String {
        match (self.sentence(), ClosedReason::from_code(&self.why)) {
            (Some((_, en)), _) => en.to_owned(),
            (None, Some(reason)) => format!("not counted: {}", reason.en()),
            (None, None) => self.why.clone().into_owned(),
        }
    }

    /// Whether the code is one that has a sentence.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.sentence().is_some()
            || (self.effect == Effect::Skip && ClosedReason::from_code(&self.why).is_some())
    }
}

impl Unit {
    /// The unit in Japanese, as it follows a number.
    #[must_use]
    pub const fn ja(self) -> &'static str {
        match self {
            Self::Hour => "時間",
            Self::OpenHour => "営業時間",
            Self::Day => "日",
            Self::OpenDay => "営業日",
            Self::Week => "週間",
            Self::Month => "か月",
            Self::Year => "年",
        }
    }

    /// The unit in English, one of it.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::OpenHour => "open hour",
            Self::Day => "day",
            Self::OpenDay => "open day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl Extension {
    /// In words, such as 14日.
    #[must_use]
    pub fn ja(&self) -> String {
        format!("{}{}", self.n, self.unit.ja())
    }

    /// In words, such as `14 days`.
    #[must_use]
    pub fn en(&self) -> String {
        let plural = if self.n == 1 { "" } else { "s" };
        format!("{} {}{plural}", self.n, self.unit.en())
    }
}

impl Period {
    /// The rule in words, such as 初日不算入、翌日起算10営業日.
    #[must_use]
    pub fn ja(&self) -> String {
        if let Some(day) = self.month_day {
            return self.until_ja(day);
        }
        let unit = self.unit.ja();
        let n = self.n;
        let margin = match self.margin_days {
            0 => String::new(),
            days => format!("（さらに余裕{days}日）"),
        };
        match (self.direction, self.from, self.first_day) {
            (Direction::Before, _, FirstDay::Excluded) => format!("中{n}{unit}前まで{margin}"),
            (Direction::Before, _, FirstDay::Included) => format!("{n}{unit}前まで{margin}"),
            (_, From::FiscalYearEnd, _) => format!("年度の末日の翌日起算{n}{unit}"),
            _ if self.unit.is_hours() => format!("即時起算{n}{unit}"),
            (_, _, FirstDay::Excluded) => format!("初日不算入、翌日起算{n}{unit}"),
            (_, _, FirstDay::Included) => format!("初日算入{n}{unit}"),
        }
    }

    /// The rule in words, such as `10 open days, first day excluded`.
    #[must_use]
    pub fn en(&self) -> String {
        if let Some(day) = self.month_day {
            return self.until_en(day);
        }
        let unit = self.unit.en();
        let (n, plural) = (self.n, if self.n == 1 { "" } else { "s" });
        let margin = match self.margin_days {
            0 => String::new(),
            1 => " and 1 day of margin".to_owned(),
            days => format!(" and {days} days of margin"),
        };
        match (self.direction, self.from, self.first_day) {
            (Direction::Before, _, FirstDay::Excluded) => {
                format!("{n} clear {unit}{plural} before{margin}")
            }
            (Direction::Before, _, FirstDay::Included) => {
                format!("{n} {unit}{plural} before{margin}")
            }
            (_, From::FiscalYearEnd, _) => {
                format!("{n} {unit}{plural} from the end of the fiscal year")
            }
            _ if self.unit.is_hours() => format!("{n} {unit}{plural}, running at once"),
            (_, _, FirstDay::Excluded) => format!("{n} {unit}{plural}, first day excluded"),
            (_, _, FirstDay::Included) => format!("{n} {unit}{plural}, first day included"),
        }
    }

    /// A rule that ends on a fixed date, such as 年度の末日後の6月30日まで.
    fn until_ja(&self, day: MonthDay) -> String {
        let date = if day.is_end_of_february() {
            "2月末日".to_owned()
        } else {
            format!("{}月{}日", day.month(), day.day())
        };
        let which = match self.n {
            1 => String::new(),
            n => format!("{n}回目の"),
        };
        match (self.from, self.first_day) {
            (From::FiscalYearEnd, _) => format!("年度の末日後の{which}{date}まで"),
            (From::Event, FirstDay::Excluded) => format!("{which}{date}まで"),
            (From::Event, FirstDay::Included) => format!("{which}{date}まで（初日算入）"),
        }
    }

    /// A rule that ends on a fixed date, such as `by 30 June after the end of the fiscal year`.
    fn until_en(&self, day: MonthDay) -> String {
        let date = if day.is_end_of_february() {
            "the last day of February".to_owned()
        } else {
            let index = usize::from(day.month().unsigned_abs());
            let month = MONTHS.get(index.saturating_sub(1)).copied();
            format!("{} {}", day.day(), month.unwrap_or_default())
        };
        let after = match (self.n, self.from) {
            (1, From::Event) => String::new(),
            (1, From::FiscalYearEnd) => " after the end of the fiscal year".to_owned(),
            (n, From::Event) => format!(", the {} after the event", ordinal(n)),
            (n, From::FiscalYearEnd) => {
                format!(", the {} after the end of the fiscal year", ordinal(n))
            }
        };
        match (self.from, self.first_day) {
            (From::Event, FirstDay::Included) => format!("by {date}{after}, first day included"),
            _ => format!("by {date}{after}"),
        }
    }
}

/// The months in English.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`.
fn ordinal(n: u32) -> String {
    let suffix = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}
