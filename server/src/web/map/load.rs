//! The load ahead, from counts by day.

use super::deadline::chip;
use crate::web::{
    site::Desk,
    view::{
        chart::{BY_WEEK, Bar, Chart},
        load::{DayCell, DayLine, DayList, Horizon, Month},
    },
};
use domain::{calendar::ClosedReason, case::Respondent, clock::near, id::Obj};
use jiff::{Span, civil::Date};
use store::desk::{DayLoad, DueItem, Owner};

/// Weeks shown ahead.
const WEEKS: i64 = 12;

/// The month in which the gazette of the next year's holidays is out (equinoxes: every February).
const GAZETTE_MONTH: i8 = 3;

/// The first of [`BY_WEEK`] a deadline of this day counts to.
fn state(desk: &Desk, day: Date) -> usize {
    let today = desk.now.date();
    if day < today {
        return 0;
    }
    if day == today {
        return 1;
    }
    if near(today, day, &desk.in_force.calendar) {
        2
    } else {
        3
    }
}

fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    plus(day, -i64::from(day.weekday().to_monday_zero_offset()))
}

/// The last day of the last week shown.
pub(crate) fn last_day(today: Date) -> Date {
    plus(monday(today), WEEKS * 7 - 1)
}

/// Deadlines by week and state: what is overdue first, then twelve weeks.
pub(crate) fn weeks(desk: &Desk, load: &[DayLoad]) -> Chart {
    let ui = &desk.ui;
    let today = desk.now.date();
    let first = monday(today);
    let mut bars = vec![Bar {
        label: ui.t("load-before"),
        href: "/queue/overdue".to_owned(),
        parts: vec![0; BY_WEEK.len()],
    }];
    for week in 0..WEEKS {
        let from = plus(first, week * 7);
        let to = plus(from, 6);
        bars.push(Bar {
            label: ui.xy("load-week", ui.month_day(from), ui.month_day(to)),
            href: format!(
                "/deadlines/calendar?month={:04}-{:02}#d-{from}",
                from.year(),
                from.month()
            ),
            parts: vec![0; BY_WEEK.len()],
        });
    }
    for day in load {
        let days = first
            .until(day.day)
            .map_or(0, |span| i64::from(span.get_days()));
        let week = if day.day < today {
            0
        } else {
            days.div_euclid(7) + 1
        };
        let Some(bar) = usize::try_from(week)
            .ok()
            .and_then(|week| bars.get_mut(week))
        else {
            continue;
        };
        let mut add = |part: usize, count: u32| {
            if let Some(part) = bar.parts.get_mut(part) {
                *part += count;
            }
        };
        add(state(desk, day.day), day.running);
        add(BY_WEEK.len() - 1, day.paused);
    }
    Chart {
        id: "weeks".to_owned(),
        caption: ui.t("load-caption"),
        label: ui.t("load-label"),
        parts: BY_WEEK,
        bars,
    }
}

/// Until when the holidays are known.
pub(crate) fn horizon(desk: &Desk) -> Horizon {
    let until = desk.in_force.calendar.spec().gazetted_until;
    let today = desk.now.date();
    let expected = today.year() + i16::from(today.month() >= GAZETTE_MONTH);
    Horizon {
        year: desk.ui.year(until),
        late: until < expected,
        provisional: 0,
    }
}

/// The first day whose holidays are not gazetted yet.
pub(crate) fn first_provisional_day(desk: &Desk) -> Option<Date> {
    let calendar = &desk.in_force.calendar;
    let day = Date::new(calendar.spec().gazetted_until + 1, 1, 1).ok()?;
    calendar.is_provisional(day).then_some(day)
}

/// The first and the last day of the grid of a month: whole weeks from Monday.
pub(crate) fn grid(first: Date) -> (Date, Date) {
    (monday(first), plus(monday(first.last_of_month()), 6))
}

/// The month's calendar.
pub(crate) fn month(
    desk: &Desk,
    first: Date,
    load: &[DayLoad],
    items: &[DueItem],
    total: u32,
) -> Month {
    let ui = &desk.ui;
    let address = |day: Date| {
        format!(
            "/deadlines/calendar?month={:04}-{:02}",
            day.year(),
            day.month()
        )
    };
    let (from, to) = grid(first);
    let cell = |date: Date| {
        let calendar = &desk.in_force.calendar;
        let reason = calendar.closed_reason(date).ok().flatten();
        let closed = match reason {
            Some(ClosedReason::Weekly(_)) | None => String::new(),
            Some(reason) => {
                let named = calendar.holiday_name_on(date);
                desk.either(
                    named.unwrap_or(reason.ja()).to_owned(),
                    reason.en().to_owned(),
                )
            }
        };
        let found = load.iter().find(|day| day.day == date);
        DayCell {
            date,
            inside: date.month() == first.month() && date.year() == first.year(),
            today: date == desk.now.date(),
            holiday: !closed.is_empty(),
            closed: match (reason, closed.is_empty()) {
                (Some(_), true) => ui.t("month-closed"),
                _ => closed,
            },
            running: found.map_or(0, |day| day.running),
            paused: found.map_or(0, |day| day.paused),
            look: BY_WEEK.get(state(desk, date)).copied().unwrap_or_default(),
        }
    };
    let mut weeks = Vec::new();
    let mut day = from;
    while day <= to {
        weeks.push((0..7).map(|n| cell(plus(day, n))).collect());
        day = plus(day, 7);
    }
    let mut days: Vec<DayList> = Vec::new();
    for item in items {
        let Named {
            href,
            number,
            member,
            officer,
        } = named(desk, item);
        let proof = item.file().map(|file| {
            let name = &item.deadline.name;
            format!("/cases/{}/deadlines/{name}", file.number)
        });
        let line = DayLine {
            href: proof.or(href),
            number,
            member,
            chip: chip(desk, &item.deadline),
            officer,
        };
        match days.last_mut() {
            Some(list) if list.date == item.deadline.due.last => list.lines.push(line),
            _ => days.push(DayList {
                date: item.deadline.due.last,
                lines: vec![line],
            }),
        }
    }
    let shown = u32::try_from(items.len()).unwrap_or(u32::MAX);
    Month {
        title: ui.year_month(first),
        previous: address(plus(first, -1)),
        next: address(plus(first.last_of_month(), 1)),
        weeks,
        days,
        more: total.saturating_sub(shown),
    }
}

/// What a deadline belongs to, in words.
pub(crate) struct Named {
    /// Its page.
    pub(crate) href: Option<String>,
    /// A case's printed number, or what the object is called.
    pub(crate) number: String,
    /// The respondent, or the member itself, as this reader may see it.
    pub(crate) member: String,
    /// Who handles it, or empty; none for what nobody in particular handles.
    pub(crate) officer: Option<String>,
}

/// What a deadline belongs to.
pub(crate) fn named(desk: &Desk, item: &DueItem) -> Named {
    match &item.owner {
        Owner::Case(file) => Named {
            href: Some(format!("/cases/{}", file.number)),
            number: file.number.printed(),
            member: desk.respondent(&file.respondent),
            officer: Some(desk.officer(file)),
        },
        Owner::Other(obj) => {
            let member = match obj {
                Obj::Member(code) => Some(code.clone()),
                _ => None,
            };
            Named {
                href: match obj {
                    Obj::Member(code) => Some(format!("/members/{code}")),
                    Obj::Measure(id) => Some(format!("/measures/{id}")),
                    _ => None,
                },
                number: obj.called(),
                member: member.map_or_else(String::new, |member| {
                    desk.respondent(&Respondent::Member { member })
                }),
                officer: None,
            }
        }
    }
}
