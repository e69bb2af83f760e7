//! 弁明: a measure in the member's portal. Opening a letter is its delivery (3.2), so it is a button
//! and not a side effect of looking.

use super::{
    case::Outcome,
    letter::LetterPage,
    login::see_other,
    measure::{find, letter},
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page, page_with_faults},
    map::{
        measure_command::command,
        measure_dossier::letter_entry,
        measure_fields::{At, of_step},
        measure_portal::{is_readable, on_its_way, tasks, view},
    },
    problem::Problem,
    refused::{as_fault, left_empty, refused, words},
    site::{Desk, Site},
    steps::Reading,
    typed::Typed,
    view::{
        form::{Fault, Field, Form, Group},
        measure::PortalMeasureView,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    code::{Delivery, Sent},
    measure::{Measure, MeasureCommand, MeasureStep},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::{
    Command, OfficeError,
    desk::{Directory, MeasureDossier},
};

/// One measure.
#[derive(Debug, Template)]
#[template(path = "portal_measure.html")]
pub struct PortalMeasurePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a PortalMeasureView,
}

/// The form of one step.
#[derive(Debug, Template)]
#[template(path = "portal_measure_step.html")]
pub struct PortalMeasureStepPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The measure's number in words.
    pub number: &'a str,
    /// What the step does, in plain words.
    pub lead: &'a str,
    /// The form.
    pub form: &'a Form,
}

impl<'a> PortalMeasurePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a PortalMeasureView) -> Self {
        let kind = visit.ui.term("portalkind", v.head.kind);
        Self {
            f: Frame::of(visit, &kind),
            v,
        }
    }
}

impl<'a> PortalMeasureStepPage<'a> {
    /// The page in the frame of this visit, named by the step.
    #[must_use]
    pub fn of(
        visit: &Visit,
        step: MeasureStep,
        number: &'a str,
        lead: &'a str,
        form: &'a Form,
    ) -> Self {
        let title = visit.ui.term("portalstep", step.name());
        Self {
            f: Frame::of(visit, &title).with_faults(form.faults.len()),
            number,
            lead,
            form,
        }
    }
}

/// The measure behind an address, when it exists for this member.
async fn load(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    number: &str,
) -> Result<(MeasureDossier, Desk), Failure> {
    viewer.enters("/portal")?;
    let dossier = find(visit, viewer, site, number).await?;
    let desk = site.desk_of_measure(visit, viewer, &dossier).await?;
    Ok((dossier, desk))
}

/// `/portal/measures/{n}`
#[handler]
pub(crate) async fn get_measure(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &number).await?;
    let v = view(&desk, &dossier);
    let mut shown = PortalMeasurePage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}

/// `POST /portal/measures/{n}/receive`: the member takes a letter over, which proves its delivery and
/// starts the clocks; the letter opens.
#[handler]
pub(crate) async fn post_receive(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let (dossier, _) = load(visit, viewer, site, &number).await?;
    let measure = &dossier.measure;
    let what = Sent::from_code(typed.get("what"));
    let what = what.ok_or_else(|| Failure::new(Problem::InvalidInput))?;
    let home = format!("/portal/measures/{}", measure.id);
    let Some(sent) = measure.dispatch(what) else {
        return Err(Failure::new(Problem::NotFound).into());
    };
    // Pressed twice, or received in another window: there is nothing left to record.
    if on_its_way(measure).contains(&what) {
        let received = MeasureCommand::RecordDelivery {
            what,
            by: Delivery::Portal,
            on: None,
            proof: visit.request_id.clone(),
        };
        let command = Command::measure(measure.id, received);
        let done = site.office.perform(&viewer.actor, command).await;
        done.map_err(|e| refused(&visit.ui, &e))?;
    }
    Ok(see_other(&format!("{home}/letters/{}", sent.seq)))
}

/// `/portal/measures/{n}/letters/{number}`
#[handler]
pub(crate) async fn get_letter(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((number, letter_number)): Path<(String, u64)>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &number).await?;
    let found = letter_entry(&dossier, letter_number)
        .filter(|entry| is_readable(&dossier.measure, entry))
        .and_then(|entry| letter(&desk, site, &dossier, entry.seq));
    let v = found.ok_or_else(|| Failure::new(Problem::NotFound))?;
    let back = format!("/portal/measures/{}", dossier.measure.id);
    Ok(page(&LetterPage::of(visit, &back, &v)))
}

/// The form: what only the office has to record is left out, the portal itself proves it.
fn fields(desk: &Desk, dossier: &MeasureDossier, step: MeasureStep) -> Vec<Field> {
    let at = At {
        desk,
        dossier,
        directory: &Directory::default(),
    };
    of_step(&at, step)
        .into_iter()
        .filter(|field| !["channel", "on", "original"].contains(&field.name.as_str()))
        .map(|field| {
            let label = desk.ui.term("portalfield", &field.name);
            field.label(label).hint("")
        })
        .collect()
}

fn step_named(viewer: &Viewer, measure: &Measure, name: &str) -> Result<MeasureStep, Failure> {
    let step = MeasureStep::from_name(name);
    let step = step.filter(|step| step.is_of_member() && *step != MeasureStep::RecordDelivery);
    let step = step.ok_or_else(|| Failure::new(Problem::NotFound))?;
    if tasks(&viewer.actor, measure).contains(&step) {
        Ok(step)
    } else {
        Err(Failure::new(Problem::NotAllowedNow))
    }
}

fn show(
    visit: &Visit,
    (desk, dossier): (&Desk, &MeasureDossier),
    step: MeasureStep,
    typed: Option<&Typed>,
    faults: Vec<Fault>,
) -> Result<Response> {
    let (ui, id) = (visit.ui, dossier.measure.id);
    let many = faults.len();
    let fields = fields(desk, dossier, step)
        .into_iter()
        .map(|field| field.typed(typed, &faults))
        .collect();
    let form = Form {
        action: format!("/portal/measures/{id}/do/{}", step.name()),
        groups: vec![Group {
            legend: String::new(),
            fields,
        }],
        submit: ui.term("portalsubmit", step.name()),
        grave: step == MeasureStep::Waive,
        cancel: format!("/portal/measures/{id}"),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"));
    let number = Measure::printed(id);
    let lead = ui.term("portallead", step.name());
    let shown = PortalMeasureStepPage::of(visit, step, &number, &lead, &form);
    page_with_faults(&shown, many)
}

/// `GET /portal/measures/{n}/do/{step}`
#[handler]
pub(crate) async fn get_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((number, name)): Path<(String, String)>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &number).await?;
    let step = step_named(viewer, &dossier.measure, &name)?;
    show(visit, (&desk, &dossier), step, None, Vec::new())
}

/// `POST /portal/measures/{n}/do/{step}`
#[handler]
pub(crate) async fn post_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((number, name)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &number).await?;
    let measure = &dossier.measure;
    let step = step_named(viewer, measure, &name)?;
    let around = (&desk, &dossier);
    let empty = left_empty(&visit.ui, &fields(&desk, &dossier, step), &typed);
    if !empty.is_empty() {
        return show(visit, around, step, Some(&typed), empty);
    }
    // What the portal proves is not the member's to say.
    let own = ["channel", "on", "original"];
    let others = typed
        .0
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()));
    let portal = ("channel".to_owned(), Delivery::Portal.code().to_owned());
    let sent = Typed(others.cloned().chain([portal]).collect());
    let read = Reading {
        desk: &desk,
        typed: &sent,
    };
    let wanted = match command(&read, step, &dossier) {
        Ok(wanted) => wanted,
        Err(faults) => return show(visit, around, step, Some(&typed), faults),
    };
    let wanted = Command::measure(measure.id, wanted);
    match site.office.perform(&viewer.actor, wanted).await {
        Ok(_) => Ok(see_other(&format!(
            "/portal/measures/{}?done=portal",
            measure.id
        ))),
        Err(OfficeError::Refused(refusal)) if refusal.code == "measure.not_now" => {
            let told = words(&visit.ui, refusal.code);
            Err(Failure::new(Problem::NotAllowedNow).because(told).into())
        }
        Err(error) => {
            let faults = vec![as_fault(&visit.ui, &error)?];
            show(visit, around, step, Some(&typed), faults)
        }
    }
}
