//! What a member does besides replying: documents and reports that were demanded, just cause, more
//! time, what it says to a suspicion. The forms are those of the office; the channel is the portal.

use super::{login::see_other, portal::file};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    problem::Problem,
    refused::{left_empty, refused},
    site::{Desk, Site},
    steps,
    typed::Typed,
    view::{
        form::{Fault, Field, Form, Group},
        step::Step as Shown,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    access::Actor,
    case::{CaseFile, Step},
    code::{Channel, Delivery},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use store::{
    Command,
    desk::{Directory, may_take},
};

/// The form of one step in the portal.
#[derive(Debug, Template)]
#[template(path = "portal_step.html")]
pub struct PortalStepPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The printed number of the case.
    pub number: &'a str,
    /// The address of the request.
    pub back: &'a str,
    /// The form.
    pub form: &'a Form,
}

impl<'a> PortalStepPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, step: Step, number: &'a str, form: &'a Form) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.term("step", step.name())),
            number,
            back: &form.cancel,
            form,
        }
    }
}

/// The steps that have a form of their own in the portal; taking over and replying stand on the
/// request's page itself.
const STEPS: [Step; 5] = [
    Step::DeliverDemand,
    Step::MeetDemand,
    Step::ClaimJustCause,
    Step::AskTime,
    Step::HearMember,
];

/// What the member can do now.
pub(super) fn tasks(actor: &Actor, file: &CaseFile) -> Vec<Shown> {
    may_take(actor, file)
        .into_iter()
        .filter(|step| STEPS.contains(step))
        .map(|step| Shown {
            code: step.name().to_owned(),
            href: format!("/portal/requests/{}/do/{}", file.number, step.name()),
            primary: false,
            two_person: false,
        })
        .collect()
}

/// The form: what only the office has to record is left out, the portal itself proves it.
fn fields(desk: &Desk, step: Step, file: &CaseFile) -> Vec<Field> {
    const OF_THE_OFFICE: [&str; 7] = [
        "channel", "by", "on", "proof", "original", "met_at", "asked_on",
    ];
    steps::fields(desk, step, file, &Directory::default())
        .into_iter()
        .filter(|field| !OF_THE_OFFICE.contains(&field.name.as_str()))
        .collect()
}

fn step_named(actor: &Actor, file: &CaseFile, name: &str) -> Result<Step, Failure> {
    Step::from_name(name)
        .filter(|step| STEPS.contains(step) && may_take(actor, file).contains(step))
        .ok_or_else(|| Failure::new(Problem::NotFound))
}

fn show(
    visit: &Visit,
    desk: &Desk,
    step: Step,
    file: &CaseFile,
    typed: Option<&Typed>,
    faults: Vec<Fault>,
) -> Result<Response> {
    let many = faults.len();
    let fields = fields(desk, step, file)
        .into_iter()
        .map(|field| field.typed(typed, &faults))
        .collect();
    let number = file.number.printed();
    let form = Form {
        action: format!("/portal/requests/{}/do/{}", file.number, step.name()),
        groups: vec![Group {
            legend: String::new(),
            fields,
        }],
        submit: visit.ui.term("step", step.name()),
        cancel: format!("/portal/requests/{}", file.number),
        ..Form::default()
    }
    .with_faults(faults, &visit.ui.t("colon"));
    let mut shown = PortalStepPage::of(visit, step, &number, &form);
    shown.f = shown.f.with_faults(many);
    page_with_faults(&shown, many)
}

/// `GET /portal/requests/{no}/do/{step}`
#[handler]
pub(crate) async fn get_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, name)): Path<(String, String)>,
) -> Result<Response> {
    let file = file(visit, viewer, site, &slug).await?;
    let step = step_named(&viewer.actor, &file, &name)?;
    let desk = site.desk_of_file(visit, viewer, &file).await?;
    show(visit, &desk, step, &file, None, Vec::new())
}

/// `POST /portal/requests/{no}/do/{step}`
#[handler]
pub(crate) async fn post_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, name)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let file = file(visit, viewer, site, &slug).await?;
    let step = step_named(&viewer.actor, &file, &name)?;
    let desk = site.desk_of_file(visit, viewer, &file).await?;
    let empty = left_empty(&visit.ui, &fields(&desk, step, &file), &typed);
    if !empty.is_empty() {
        return show(visit, &desk, step, &file, Some(&typed), empty);
    }
    let mut sent = typed.clone();
    sent.0
        .retain(|(name, _)| name != "channel" && name != "by" && name != "proof");
    for (name, value) in [
        ("channel", Channel::Web.code()),
        ("by", Delivery::Portal.code()),
        ("proof", visit.request_id.as_str()),
    ] {
        sent.0.push((name.to_owned(), value.to_owned()));
    }
    let command = match steps::command(&desk, step, &sent) {
        Ok(command) => command,
        Err(faults) => return show(visit, &desk, step, &file, Some(&typed), faults),
    };
    match site
        .office
        .perform(&viewer.actor, Command::case(file.id, command))
        .await
    {
        Ok(_) => Ok(see_other(&format!("/portal/requests/{slug}?done=portal"))),
        Err(error) => {
            let failure = refused(&visit.ui, &error);
            if failure.problem == Problem::InvalidInput {
                show(visit, &desk, step, &file, Some(&typed), failure.faults)
            } else {
                Err(failure.into())
            }
        }
    }
}
