//! The load ahead: twelve weeks by state, the month's calendar, and a person's calendar feed.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::load,
    page::case::Outcome,
    problem::Problem,
    refused::refused,
    site::Site,
    view::load::{FeedBox, Horizon, Load, Month},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::time::Timestamp;
use jiff::civil::Date;
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};
use serde::Deserialize;
use store::desk::{DueItem, LoadFilter};

/// Lines of the month's list at most.
const LINES: u64 = 300;

/// 期限
#[derive(Debug, Template)]
#[template(path = "deadlines.html")]
pub struct LoadPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Load,
}

/// 期限カレンダー
#[derive(Debug, Template)]
#[template(path = "month.html")]
pub struct MonthPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Month,
}

impl<'a> LoadPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Load) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("load-title")),
            v,
        }
    }
}

impl<'a> MonthPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Month) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.x("month-title", &v.title)),
            v,
        }
    }
}

/// The page, with the outcome of a step just taken or a feed's new address.
pub(crate) async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    done: Option<&str>,
    address: Option<String>,
) -> Result<Response> {
    viewer.enters("/deadlines")?;
    let refuse = |e| refused(&visit.ui, &e);
    let desk = site.desk(visit, viewer, []).await?;
    let today = desk.now.date();
    let filter = LoadFilter {
        to: Some(load::last_day(today)),
        ..LoadFilter::default()
    };
    let days = site
        .office
        .load_by_day(&viewer.actor, &filter)
        .await
        .map_err(refuse)?;
    let beyond = LoadFilter {
        from: load::first_provisional_day(&desk),
        ..LoadFilter::default()
    };
    let provisional = match beyond.from {
        Some(_) => site
            .office
            .load_by_day(&viewer.actor, &beyond)
            .await
            .map_err(refuse)?,
        None => Vec::new(),
    };
    let since = match viewer.actor.id.account() {
        Some(account) => site.office.feed_since(account).await.map_err(refuse)?,
        None => None,
    };
    let v = Load {
        weeks: load::weeks(&desk, &days),
        horizon: Horizon {
            provisional: provisional
                .iter()
                .map(|day| u64::from(day.running + day.paused))
                .sum(),
            ..load::horizon(&desk)
        },
        calendar: "/deadlines/calendar".to_owned(),
        feed: FeedBox {
            since: since.map(Timestamp::date),
            address,
        },
    };
    let mut shown = LoadPage::of(visit, &v);
    shown.f = shown.f.after(done);
    Ok(page(&shown))
}

/// `/deadlines`
#[handler]
pub(crate) async fn get_load(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    show(visit, viewer, site, outcome.done.as_deref(), None).await
}

/// Which month.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct MonthQuery {
    /// `2026-11`; today's month where none is given.
    #[serde(default)]
    month: String,
}

/// The first day of a month written `2026-11`.
fn first_day(month: &str) -> Option<Date> {
    let day: Date = format!("{month}-01").parse().ok()?;
    let known = domain::calendar::FIRST_YEAR + 1..domain::calendar::LAST_YEAR;
    (month.len() == 7 && known.contains(&day.year())).then_some(day)
}

/// `/deadlines/calendar`
#[handler]
pub(crate) async fn get_month(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(query): Query<MonthQuery>,
) -> Result<Response> {
    viewer.enters("/deadlines")?;
    let refuse = |e| refused(&visit.ui, &e);
    let first = if query.month.is_empty() {
        site.office.now().date().first_of_month()
    } else {
        first_day(&query.month).ok_or_else(|| Failure::new(Problem::NotFound))?
    };
    let (from, to) = load::grid(first);
    let whole = LoadFilter {
        from: Some(from),
        to: Some(to),
        handler: None,
    };
    let days = site
        .office
        .load_by_day(&viewer.actor, &whole)
        .await
        .map_err(refuse)?;
    let month = LoadFilter {
        from: Some(first),
        to: Some(first.last_of_month()),
        handler: None,
    };
    let items = site
        .office
        .open_within(&viewer.actor, &month, LINES)
        .await
        .map_err(refuse)?;
    let inside = days
        .iter()
        .filter(|day| day.day.first_of_month() == first)
        .map(|day| day.running + day.paused)
        .sum();
    let desk = site
        .desk(visit, viewer, items.iter().filter_map(DueItem::file))
        .await?;
    let v = load::month(&desk, first, &days, &items, inside);
    Ok(page(&MonthPage::of(visit, &v)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_a_year_and_a_month() {
        assert_eq!(first_day("2026-11"), Some(date(2026, 11, 1)));
        for bad in [
            "2026-13",
            "2026-1",
            "26-11",
            "2026-11-01",
            "1949-01",
            "2099-12",
            "x",
        ] {
            assert_eq!(first_day(bad), None, "{bad}");
        }
    }
}
