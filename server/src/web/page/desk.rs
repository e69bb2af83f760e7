//! The desk: today's contact card in public, the cards of other days and the staff roster for those
//! who oversee (A03, A24).

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::calendar::WEEKDAYS,
    problem::Problem,
    refused::refused,
    site::Site,
    text::Lang,
    view::registers::{DeskView, ServiceLine},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    access::Reach,
    calendar::{Calendar, ClosedReason},
    code::{Class, Role},
};
use jiff::civil::Date;
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};

/// How many days ahead closed days are named.
const DAYS_AHEAD: i64 = 30;

/// The contact card.
#[derive(Debug, Template)]
#[template(path = "desk.html")]
pub struct DeskPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a DeskView,
}

/// The roster.
#[derive(Debug, Template)]
#[template(path = "roster.html")]
pub struct RosterPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [ServiceLine],
}

impl<'a> DeskPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a DeskView) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("desk-title")),
            v,
        }
    }
}

impl<'a> RosterPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [ServiceLine]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("roster-title")),
            v,
        }
    }
}

/// The next closed days besides those of the week, with their names.
fn closed(visit: &Visit, calendar: &Calendar, from: Date) -> Vec<(Date, String)> {
    let days = (0..=DAYS_AHEAD).map(|n| from.saturating_add(jiff::Span::new().days(n)));
    days.filter_map(|day| {
        let reason = calendar.closed_reason(day).ok().flatten()?;
        let name = match (reason, calendar.holiday_name_on(day)) {
            (ClosedReason::Weekly(_), _) => return None,
            (ClosedReason::Gazetted, Some(name)) => name.to_owned(),
            (reason, _) => match visit.ui.lang {
                Lang::Ja => reason.ja().to_owned(),
                Lang::En => reason.en().to_owned(),
            },
        };
        Some((day, name))
    })
    .collect()
}

async fn answer(visit: &Visit, site: &Site, day: Option<Date>) -> Result<Response> {
    let ui = &visit.ui;
    let refuse = |e| refused(ui, &e);
    let today = site.office.now().date();
    let on = day.unwrap_or(today);
    let in_force = site.office.in_force(on).await.map_err(refuse)?;
    let (profile, calendar) = (&in_force.profile, &in_force.calendar);
    let card = &profile.desk;
    let weekly = calendar.spec().weekly_on(on);
    let hours = WEEKDAYS.iter().map(|(weekday, key)| {
        let ranges: Vec<String> = weekly
            .of(*weekday)
            .iter()
            .map(ToString::to_string)
            .collect();
        (ui.t(key), ranges.join(", "))
    });
    let oversees = visit
        .viewer
        .get()
        .is_some_and(|viewer| viewer.actor.reach() == Reach::All);
    let cards = if oversees {
        let organisation = site.office.organisation().await.map_err(refuse)?;
        let first_days = organisation.profiles.keys().rev();
        first_days
            .map(|first| (*first, format!("/desk/{first}")))
            .collect()
    } else {
        Vec::new()
    };
    let open = calendar.is_open(on).unwrap_or(true);
    let v = DeskView {
        on: day,
        organisation: visit.settings.help.organisation.clone(),
        names: if card.names.is_empty() {
            vec![profile.organ.clone()]
        } else {
            card.names.clone()
        },
        lines: vec![
            ("desk-address", card.address.clone()),
            ("desk-telephone", card.telephone.clone()),
            ("desk-fax", card.fax.clone()),
            ("desk-mail", card.mail.clone()),
            ("desk-url", card.url.clone()),
        ],
        hours: hours.collect(),
        next_open: if open {
            None
        } else {
            calendar.open_day_from(on).ok()
        },
        closed: closed(visit, calendar, on),
        procedure: (
            profile.explanation.version.clone(),
            profile
                .explanation
                .text
                .trim()
                .lines()
                .map(str::to_owned)
                .collect(),
        ),
        cards,
    };
    Ok(page(&DeskPage::of(visit, &v)))
}

/// `/desk`
#[handler]
pub(crate) async fn get_desk(visit: &Visit, Data(site): Data<&Site>) -> Result<Response> {
    answer(visit, site, None).await
}

/// `/desk/{day}`: the card of another day, for those who oversee.
#[handler]
pub(crate) async fn get_day(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(day): Path<String>,
) -> Result<Response> {
    if viewer.actor.reach() != Reach::All {
        return Err(Failure::new(Problem::Forbidden).into());
    }
    let day: Date = day.parse().map_err(|_| Failure::new(Problem::NotFound))?;
    answer(visit, site, Some(day)).await
}

/// `/rules/desk`
#[handler]
pub(crate) async fn get_roster(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let refuse = |e| refused(&visit.ui, &e);
    let services = site.office.roster().await.map_err(refuse)?;
    let directory = site.office.directory().await.map_err(refuse)?;
    // An auditor works with codes; names are for the desk itself and whoever keeps the accounts.
    let named = viewer.actor.is(Role::CenterHead) || viewer.actor.opens(Class::Staff);
    let mut rows: Vec<ServiceLine> = services
        .into_iter()
        .map(|service| ServiceLine {
            code: staff_code(service.account),
            name: named
                .then(|| directory.name(service.account).map(str::to_owned))
                .flatten(),
            role: service.role.code(),
            from: service.from,
            until: service.until,
        })
        .collect();
    rows.sort_by(|a, b| {
        (a.until.is_some(), a.from, &a.code).cmp(&(b.until.is_some(), b.from, &b.code))
    });
    Ok(page(&RosterPage::of(visit, &rows)))
}

/// The code of somebody of the staff: the last digits of their account, which are random.
fn staff_code(account: domain::id::AccountId) -> String {
    let digits = account.to_string();
    digits
        .chars()
        .skip(digits.len().saturating_sub(8))
        .collect()
}
