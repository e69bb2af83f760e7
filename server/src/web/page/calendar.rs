//! The calendar in force and its edits: each edit is shown with all it moves before it is made.
//!
//! An edit travels as the whole text of the calendar it would make, bound to the preview that was
//! shown: when anything has changed meanwhile, the preview is shown again instead.

use super::{ahead::day_fields, login::see_other};
use crate::{
    holidays,
    web::{
        failure::Failure,
        frame::{Frame, page_with_faults},
        map::{calendar as map, load, rules::waiting},
        page::case::Outcome,
        problem::Problem,
        refused::{as_fault, fault, refused},
        site::{Desk, Site},
        text::Lang,
        typed::Typed,
        view::{
            calendar::{CalendarPageView, Edit, Edits},
            form::{Fault, Field, Form, Group, Input},
        },
        viewer::Viewer,
        visit::Visit,
    },
};
use askama::Template;
use domain::{
    calendar::{CalendarError, CalendarSpec, DayRange, Hours, Weekly},
    code::{Authority, DocumentKind},
    organisation::{may_adopt, may_propose},
};
use jiff::civil::Weekday;
use poem::{
    Response, Result, handler,
    web::{Data, Multipart, Query},
};
use store::{Command, DocumentAct, office::Preview};

/// 暦
#[derive(Debug, Template)]
#[template(path = "calendar.html")]
pub struct CalendarPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a CalendarPageView,
}

/// An edit before it is made.
#[derive(Debug, Template)]
#[template(path = "calendar_edit.html")]
pub struct EditPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Edit,
}

impl<'a> CalendarPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a CalendarPageView) -> Self {
        let faults = v.edits.as_ref().map_or(0, |edits| edits.faults.len());
        Self {
            f: Frame::of(visit, &visit.ui.t("calendar-title")).with_faults(faults),
            v,
        }
    }
}

impl<'a> EditPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Edit) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("calendar-edit-title"))
                .with_faults(v.form.faults.len()),
            v,
        }
    }
}

/// What a form does with a range of days.
pub(crate) struct Days {
    act: Act,
    range: DayRange,
}

#[derive(Clone, Copy)]
enum Act {
    Close,
    Open,
    WithdrawClosure,
    WithdrawOpening,
}

impl Days {
    /// Reads the form: `act`, and `range` or `day-from` with `day-to`.
    pub(crate) fn read(desk: &Desk, typed: &Typed) -> Result<Self, Vec<Fault>> {
        let act = match typed.get("act") {
            "close" => Act::Close,
            "open" => Act::Open,
            "withdraw-closure" => Act::WithdrawClosure,
            "withdraw-opening" => Act::WithdrawOpening,
            _ => return Err(vec![fault(&desk.ui, "act", "field.choice")]),
        };
        if let Ok(range) = typed.get("range").parse() {
            return Ok(Self { act, range });
        }
        let day = |field: &str| {
            typed
                .date(field)
                .map_err(|_| vec![fault(&desk.ui, field, "field.date")])
        };
        let from =
            day("day-from")?.ok_or_else(|| vec![fault(&desk.ui, "day-from", "field.required")])?;
        let to = day("day-to")?.unwrap_or(from);
        if to < from {
            return Err(vec![fault(&desk.ui, "day-to", "calendar.reversed")]);
        }
        let range = DayRange::Dated { from, to };
        Ok(Self { act, range })
    }
}

/// The calendar that an edit of days would make.
pub(crate) fn edited(
    desk: &Desk,
    spec: &CalendarSpec,
    days: &Days,
) -> Result<CalendarSpec, Vec<Fault>> {
    let made = match days.act {
        Act::Close => spec.close(days.range),
        Act::Open => spec.open_on(days.range),
        Act::WithdrawClosure => spec.withdraw_closure(days.range),
        Act::WithdrawOpening => spec.withdraw_opening(days.range),
    };
    made.map_err(|error| vec![fault(&desk.ui, "day-from", error.code())])
}

/// The weekdays with the names of their fields.
const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

/// Opening hours as typed: ranges with commas between, nothing for a closed day.
fn weekly(desk: &Desk, typed: &Typed) -> Result<Weekly, Vec<Fault>> {
    let mut weekly = Weekly::default();
    let mut faults = Vec::new();
    for (day, name) in WEEKDAYS {
        let text = typed.get(name).replace('、', ",");
        let hours: Result<Vec<Hours>, CalendarError> = text
            .split(',')
            .map(str::trim)
            .filter(|range| !range.is_empty())
            .map(str::parse)
            .collect();
        match hours {
            Ok(hours) => *weekly.of_mut(day) = hours,
            Err(error) => faults.push(fault(&desk.ui, name, error.code())),
        }
    }
    if faults.is_empty() {
        Ok(weekly)
    } else {
        Err(faults)
    }
}

/// The calendar that a form of hours would make.
fn with_hours(desk: &Desk, spec: &CalendarSpec, typed: &Typed) -> Result<CalendarSpec, Vec<Fault>> {
    let from = typed
        .date("hours-from")
        .map_err(|_| vec![fault(&desk.ui, "hours-from", "field.date")])?
        .ok_or_else(|| vec![fault(&desk.ui, "hours-from", "field.required")])?;
    if from < desk.now.date() {
        return Err(vec![fault(&desk.ui, "hours-from", "document.in_past")]);
    }
    let weekly = weekly(desk, typed)?;
    spec.hours_from(from, weekly)
        .map_err(|error| vec![fault(&desk.ui, "mon", error.code())])
}

fn hour_fields(desk: &Desk, typed: &Typed, faults: &[Fault]) -> Vec<Field> {
    let spec = desk.in_force.calendar.spec();
    let in_force = spec.weekly_on(desk.now.date());
    let ui = &desk.ui;
    let from = Field::new("hours-from", ui.term("fact", "hours-from"))
        .input(Input::Date)
        .hint(ui.t("hint-day"))
        .value(typed.get("hours-from"))
        .judged_by(faults)
        .required();
    let days = WEEKDAYS.iter().map(|(day, name)| {
        let present = if typed.0.is_empty() {
            map::hours_text(in_force, *day)
        } else {
            typed.get(name).to_owned()
        };
        Field::new(*name, ui.t(&format!("weekday-{name}")))
            .value(present)
            .judged_by(faults)
    });
    [from].into_iter().chain(days).collect()
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: &Typed,
    faults: Vec<Fault>,
    done: Option<&str>,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let organisation = site
        .office
        .organisation()
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let desk = site.desk(visit, viewer, []).await?;
    let spec = desk.in_force.calendar.spec();
    let many = faults.len();
    let none = Typed::default();
    let (of_days, of_hours) = match typed.get("act") {
        "hours" => (&none, typed),
        _ => (typed, &none),
    };
    let v = CalendarPageView {
        horizon: load::horizon(&desk),
        digest: desk.in_force.calendar.digest().to_owned(),
        closed: map::ranges(&desk, &spec.closed),
        open: map::ranges(&desk, &spec.open),
        hours: map::hours(&desk, spec),
        official: map::official(&desk, spec),
        waiting: waiting(&desk, site, &organisation, DocumentKind::Calendar).await?,
        edits: may_propose(&viewer.actor).then(|| Edits {
            days: day_fields(&desk, of_days, &faults),
            hours: hour_fields(&desk, of_hours, &faults),
            faults,
        }),
    };
    let mut shown = CalendarPage::of(visit, &v);
    shown.f = shown.f.after(done);
    page_with_faults(&shown, many)
}

/// `/rules/calendar`
#[handler]
pub(crate) async fn get_calendar(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let done = outcome.done.as_deref();
    show(visit, viewer, site, &Typed::default(), Vec::new(), done).await
}

/// The form that makes an edit, or puts it forward.
fn edit_form(desk: &Desk, preview: &Preview, typed: &Typed, faults: Vec<Fault>) -> Form {
    let ui = &desk.ui;
    let alone = may_adopt(&desk.actor, Authority::CenterHead);
    let count = preview.moved.len();
    Form {
        action: "/rules/calendar/apply".to_owned(),
        groups: vec![Group {
            legend: String::new(),
            fields: if alone {
                vec![
                    reason_field(desk, typed, &faults),
                    decision_field(desk, typed, &faults),
                ]
            } else {
                vec![reason_field(desk, typed, &faults)]
            },
        }],
        hidden: vec![
            ("text".to_owned(), preview.text.clone()),
            ("preview".to_owned(), preview.digest.clone()),
        ],
        submit: ui.t(if alone {
            "calendar-apply"
        } else {
            "calendar-propose"
        }),
        effect: if alone {
            ui.n("calendar-effect", count)
        } else {
            ui.t("calendar-effect-proposed")
        },
        cancel: "/rules/calendar".to_owned(),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"))
}

/// Why a version is wanted, or not.
pub(crate) fn reason_field(desk: &Desk, typed: &Typed, faults: &[Fault]) -> Field {
    Field::new("reason", desk.ui.term("fact", "reason"))
        .input(Input::Lines(3))
        .value(typed.get("reason"))
        .judged_by(faults)
        .required()
}

/// On which resolution a version rests.
pub(crate) fn decision_field(desk: &Desk, typed: &Typed, faults: &[Fault]) -> Field {
    Field::new("decision", desk.ui.term("fact", "decision"))
        .hint(desk.ui.t("hint-decision"))
        .value(typed.get("decision"))
        .judged_by(faults)
        .max(40)
}

async fn preview(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    text: &str,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let desk = site.desk(visit, viewer, []).await?;
    let preview = site
        .office
        .preview_calendar(&viewer.actor, text)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let many = faults.len();
    let v = Edit {
        moves: map::moves(&desk, &preview),
        form: edit_form(&desk, &preview, typed, faults),
    };
    page_with_faults(&EditPage::of(visit, &v), many)
}

/// Lets in whoever may ask for an edit.
fn may_edit(viewer: &Viewer) -> Result<(), Failure> {
    viewer.enters("/rules")?;
    if may_propose(&viewer.actor) {
        Ok(())
    } else {
        Err(Failure::new(Problem::Forbidden))
    }
}

/// `POST /rules/calendar/edit`: what an edit would do.
#[handler]
pub(crate) async fn post_edit(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    may_edit(viewer)?;
    let desk = site.desk(visit, viewer, []).await?;
    let spec = desk.in_force.calendar.spec();
    let made = if typed.get("act") == "hours" {
        with_hours(&desk, spec, &typed)
    } else {
        Days::read(&desk, &typed).and_then(|days| edited(&desk, spec, &days))
    };
    match made {
        Ok(spec) => {
            let text = spec.to_toml().unwrap_or_default();
            preview(visit, viewer, site, &text, &Typed::default(), Vec::new()).await
        }
        Err(faults) => show(visit, viewer, site, &typed, faults, None).await,
    }
}

/// `POST /rules/calendar/import`: what the official list of holidays would do.
#[handler]
pub(crate) async fn post_import(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    mut form: Multipart,
) -> Result<Response> {
    may_edit(viewer)?;
    let mut bytes = Vec::new();
    while let Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("file") {
            bytes = field.bytes().await.unwrap_or_default();
        }
    }
    let desk = site.desk(visit, viewer, []).await?;
    let spec = desk.in_force.calendar.spec();
    match holidays::edited(spec, &bytes) {
        Ok(spec) => {
            let text = spec.to_toml().unwrap_or_default();
            preview(visit, viewer, site, &text, &Typed::default(), Vec::new()).await
        }
        Err(error) => {
            let message = match visit.ui.lang {
                Lang::Ja => error.ja(),
                Lang::En => error.en(),
            };
            let fault = Fault {
                field: "file".to_owned(),
                code: error.code().to_owned(),
                message,
            };
            show(visit, viewer, site, &Typed::default(), vec![fault], None).await
        }
    }
}

/// `POST /rules/calendar/apply`: makes the edit whose preview was shown, or puts it forward.
#[handler]
pub(crate) async fn post_apply(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    may_edit(viewer)?;
    let text = typed.get("text").to_owned();
    let reason = typed.get("reason").to_owned();
    let decision = typed.filled("decision");
    let alone = may_adopt(&viewer.actor, Authority::CenterHead);
    let act = if alone {
        DocumentAct::Adopt {
            text: text.clone(),
            decision,
            reason,
            preview: Some(typed.get("preview").to_owned()),
        }
    } else {
        DocumentAct::Propose {
            text: text.clone(),
            reason,
        }
    };
    let command = Command::Document {
        kind: DocumentKind::Calendar,
        act,
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) if alone => Ok(see_other("/rules/calendar?done=calendar-applied")),
        Ok(_) => Ok(see_other("/rules/calendar?done=proposed")),
        Err(error) => {
            let faults = vec![as_fault(&visit.ui, &error)?];
            preview(visit, viewer, site, &text, &typed, faults).await
        }
    }
}
