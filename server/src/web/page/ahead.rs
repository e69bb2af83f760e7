//! What if: a complaint received at a moment with all its dates, and a closure with all it moves.
//! Nothing is written; the words of an address here are days and times only.

use crate::web::{
    frame::{Frame, page},
    map::{
        calendar::moves,
        deadline::{chip, why},
    },
    page::calendar::{Days, edited},
    refused::{fault, refused},
    site::{Desk, Site},
    typed::Typed,
    view::{
        ahead::{Ahead, AheadLine},
        form::{Choice, Fault, Field, Input},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    clock::{Urgency, ahead},
    period::PeriodError,
    time::Timestamp,
};
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};

/// 期限の試算
#[derive(Debug, Template)]
#[template(path = "ahead.html")]
pub struct AheadPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Ahead,
}

impl<'a> AheadPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Ahead) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("ahead-title")).with_faults(v.faults.len()),
            v,
        }
    }
}

/// The clocks of a complaint received then.
fn lines(desk: &Desk, received_at: Timestamp) -> Result<Vec<AheadLine>, Fault> {
    let far = |error: PeriodError| fault(&desk.ui, "received_at", error.code());
    let mut lines = Vec::new();
    for deadline in ahead(received_at, desk.in_force.rules()).map_err(far)? {
        let proof = deadline.proof(&desk.in_force.calendar).map_err(far)?;
        let mut chip = chip(desk, &deadline);
        // Whatever the simulated steps did to it: what is asked for is its day.
        chip.standing = Urgency::Ample { open_days: 0 };
        lines.push(AheadLine {
            chip,
            from: deadline.from,
            waits_on: deadline.waits_on.code().to_owned(),
            why: why(desk, &deadline, &proof),
        });
    }
    Ok(lines)
}

/// The fields for a range of days: closed or open, from, to.
pub(crate) fn day_fields(desk: &Desk, typed: &Typed, faults: &[Fault]) -> Vec<Field> {
    let ui = &desk.ui;
    let choice = |code: &str| Choice::new(code, ui.term("calendaract", code));
    let field = |name: &str| {
        Field::new(name, ui.term("fact", name))
            .value(typed.get(name))
            .judged_by(faults)
    };
    vec![
        field("act").input(Input::Select(vec![choice("close"), choice("open")])),
        field("day-from")
            .input(Input::Date)
            .hint(ui.t("hint-day"))
            .required(),
        field("day-to").input(Input::Date).hint(ui.t("hint-day-to")),
    ]
}

/// `/deadlines/what-if`
#[handler]
pub(crate) async fn get_ahead(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response> {
    viewer.enters("/deadlines")?;
    let desk = site.desk(visit, viewer, []).await?;
    let mut typed = Typed(fields);
    let mut v = Ahead::default();
    let received_at = if typed.get("received_at").trim().is_empty() {
        let now = desk.now.jst().strftime("%Y/%m/%d %H:%M").to_string();
        typed.0.retain(|(name, _)| name != "received_at");
        typed.0.push(("received_at".to_owned(), now));
        Some(desk.now)
    } else {
        typed.moment("received_at").unwrap_or_else(|_| {
            v.faults.push(fault(&desk.ui, "received_at", "field.date"));
            None
        })
    };
    if let Some(received_at) = received_at {
        match lines(&desk, received_at) {
            Ok(lines) => v.lines = lines,
            Err(fault) => v.faults.push(fault),
        }
    }
    if !typed.get("act").is_empty() {
        let wanted = Days::read(&desk, &typed)
            .and_then(|days| edited(&desk, desk.in_force.calendar.spec(), &days));
        match wanted {
            Ok(spec) => {
                let text = spec.to_toml().unwrap_or_default();
                let preview = site
                    .office
                    .preview_calendar(&viewer.actor, &text)
                    .await
                    .map_err(|e| refused(&visit.ui, &e))?;
                v.moves = Some(moves(&desk, &preview));
            }
            Err(faults) => v.faults.extend(faults),
        }
    }
    v.receipt = vec![
        Field::new("received_at", visit.ui.term("fact", "received-at"))
            .input(Input::Date)
            .hint(visit.ui.t("hint-received"))
            .value(typed.get("received_at"))
            .judged_by(&v.faults),
    ];
    v.closure = day_fields(&desk, &typed, &v.faults);
    Ok(page(&AheadPage::of(visit, &v)))
}
