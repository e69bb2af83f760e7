//! The calendar and its edits, in words.

use crate::web::{
    site::Desk,
    view::calendar::{HoursLine, HoursTable, MoveLine, Moves, RangeLine},
};
use domain::calendar::{CalendarChange, CalendarSpec, DayRange, Weekly};
use jiff::civil::{Date, Weekday};
use store::office::{MovedDeadline, Preview};

/// The weekdays from Monday, each with the key of its name.
pub(crate) const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "weekday-mon"),
    (Weekday::Tuesday, "weekday-tue"),
    (Weekday::Wednesday, "weekday-wed"),
    (Weekday::Thursday, "weekday-thu"),
    (Weekday::Friday, "weekday-fri"),
    (Weekday::Saturday, "weekday-sat"),
    (Weekday::Sunday, "weekday-sun"),
];

/// Days in words: one day, from a day to a day, or every year.
pub(crate) fn days(desk: &Desk, range: DayRange) -> String {
    let ui = &desk.ui;
    match range {
        DayRange::Dated { from, to } if from == to => ui.day(&from),
        DayRange::Dated { from, to } => ui.xy("calendar-from-to", ui.day(&from), ui.day(&to)),
        DayRange::Yearly { from, to } => {
            let day = |(month, day): (i8, i8)| {
                Date::new(2000, month, day).map_or_else(|_| String::new(), |d| ui.month_day(d))
            };
            let words = if from == to {
                day(from)
            } else {
                ui.xy("calendar-from-to", day(from), day(to))
            };
            ui.x("calendar-yearly", words)
        }
    }
}

pub(crate) fn ranges(desk: &Desk, list: &[DayRange]) -> Vec<RangeLine> {
    let line = |range: &DayRange| RangeLine {
        days: days(desk, *range),
        range: range.to_string(),
        yearly: matches!(range, DayRange::Yearly { .. }),
    };
    list.iter().map(line).collect()
}

fn table(desk: &Desk, from: Option<Date>, weekly: &Weekly) -> HoursTable {
    let line = |(day, key): &(Weekday, &str)| HoursLine {
        day: desk.ui.t(key),
        hours: hours_text(weekly, *day),
    };
    HoursTable {
        from,
        days: WEEKDAYS.iter().map(line).collect(),
    }
}

/// The hours of a weekday as people type them: `09:00-12:00, 13:00-17:00`.
pub(crate) fn hours_text(weekly: &Weekly, day: Weekday) -> String {
    let hours = weekly.of(day).iter().map(ToString::to_string);
    hours.collect::<Vec<_>>().join(", ")
}

/// The opening hours with the days from which they hold.
pub(crate) fn hours(desk: &Desk, spec: &CalendarSpec) -> Vec<HoursTable> {
    let later = spec
        .later
        .iter()
        .map(|l| table(desk, Some(l.from), &l.weekly));
    [table(desk, None, &spec.weekly)]
        .into_iter()
        .chain(later)
        .collect()
}

/// The days on which the official list differs from the rule.
pub(crate) fn official(desk: &Desk, spec: &CalendarSpec) -> Vec<String> {
    let ui = &desk.ui;
    let added = spec
        .added
        .iter()
        .map(|added| ui.xy("calendar-change-added", ui.day(&added.date), &added.name));
    let withdrawn = spec
        .withdrawn
        .iter()
        .map(|day| ui.x("calendar-change-withdrawn", ui.day(day)));
    added.chain(withdrawn).collect()
}

fn change(desk: &Desk, change: &CalendarChange) -> String {
    let ui = &desk.ui;
    match change {
        CalendarChange::ClosureAdded(range) => ui.x("calendar-change-closed", days(desk, *range)),
        CalendarChange::ClosureWithdrawn(range) => {
            ui.x("calendar-change-closure-withdrawn", days(desk, *range))
        }
        CalendarChange::OpeningAdded(range) => ui.x("calendar-change-open", days(desk, *range)),
        CalendarChange::OpeningWithdrawn(range) => {
            ui.x("calendar-change-opening-withdrawn", days(desk, *range))
        }
        CalendarChange::HoursChanged { from: Some(from) } => {
            ui.x("calendar-change-hours-from", ui.day(from))
        }
        CalendarChange::HoursChanged { from: None } => ui.t("calendar-change-hours"),
        CalendarChange::HolidayAdded(day, name) => {
            ui.xy("calendar-change-added", ui.day(day), name)
        }
        CalendarChange::HolidayWithdrawn(day) => ui.x("calendar-change-withdrawn", ui.day(day)),
        CalendarChange::GazettedUntil { to, .. } => ui.x("calendar-change-gazetted", ui.year(*to)),
        CalendarChange::ZoneChanged => ui.t("calendar-change-zone"),
        CalendarChange::HolidayRuleChanged => ui.t("calendar-change-rule"),
    }
}

fn line(moved: &MovedDeadline) -> MoveLine {
    MoveLine {
        href: moved
            .number
            .map(|number| format!("/cases/{number}/deadlines/{}", moved.deadline)),
        number: moved
            .number
            .map_or_else(|| moved.called(), |number| number.printed()),
        clock: moved.clock.clone(),
        from: moved.from,
        to: moved.to,
    }
}

/// What an edit does, in words and lines.
pub(crate) fn moves(desk: &Desk, preview: &Preview) -> Moves {
    Moves {
        changes: preview.changes.iter().map(|c| change(desk, c)).collect(),
        moved: preview.moved.iter().map(line).collect(),
        kept: preview.kept.iter().map(line).collect(),
        steps_only: preview.steps_only,
        paused: preview.paused,
    }
}
