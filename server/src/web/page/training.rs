//! Training: who has had which, until when, who is missing; recording it for several people at once
//! (A13, B11).

use super::{case::Outcome, login::see_other};
use crate::web::{
    frame::{Frame, page_with_faults},
    refused::{as_fault, fault, left_empty, refused},
    site::Site,
    text::Ui,
    typed::Typed,
    view::{
        admin::{Trainee, TrainingView},
        form::{Fault, Field, Form, Group, Input},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::account::Training;
use jiff::civil::Date;
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};
use store::{Command, desk::Directory};

/// The page.
#[derive(Debug, Template)]
#[template(path = "training.html")]
pub struct TrainingPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a TrainingView,
}

impl<'a> TrainingPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a TrainingView) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("training-page")).with_faults(v.form.faults.len()),
            v,
        }
    }
}

/// The name under which a person's box is sent.
fn field_of(id: domain::id::AccountId) -> String {
    format!("person-{id}")
}

fn of_training(ui: Ui, typed: &Typed) -> Vec<Field> {
    let field =
        |name: &'static str| Field::new(name, ui.term("training", name)).value(typed.get(name));
    vec![
        field("course")
            .hint(ui.t("training-course-hint"))
            .max(40)
            .required(),
        field("title").max(200).required(),
        field("on")
            .input(Input::Date)
            .hint(ui.t("hint-day"))
            .required(),
        field("note").input(Input::Lines(2)),
        field("material")
            .hint(ui.t("training-material-hint"))
            .max(64),
    ]
}

fn form(ui: Ui, directory: &Directory, typed: &Typed, faults: Vec<Fault>) -> Form {
    let judged = |fields: Vec<Field>, faults: &[Fault]| {
        fields
            .into_iter()
            .map(|field| field.judged_by(faults))
            .collect()
    };
    let people = directory
        .people
        .iter()
        .filter(|(_, (account, ..))| account.needs_training())
        .map(|(id, (_, _, name))| {
            let field = field_of(*id);
            let value = typed.get(&field).to_owned();
            Field::new(field, name).input(Input::Check).value(value)
        })
        .collect();
    Form {
        action: "/training".to_owned(),
        groups: vec![
            Group {
                legend: ui.t("training-people"),
                fields: judged(people, &faults),
            },
            Group {
                legend: ui.t("training-what"),
                fields: judged(of_training(ui, typed), &faults),
            },
        ],
        submit: ui.t("training-record"),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"))
}

fn view(
    ui: Ui,
    directory: &Directory,
    today: Date,
    typed: &Typed,
    faults: Vec<Fault>,
) -> TrainingView {
    let mut rows: Vec<Trainee> = directory
        .people
        .values()
        .filter(|(account, ..)| account.needs_training())
        .map(|(account, _, name)| Trainee {
            name: name.clone(),
            roles: account.roles.iter().map(|r| r.code().to_owned()).collect(),
            course: account
                .trained
                .as_ref()
                .map(|t| t.course.clone())
                .unwrap_or_default(),
            on: account.trained.as_ref().map(|t| t.on),
            until: account.trained_until(),
            current: account.is_trained_on(today),
        })
        .collect();
    rows.sort_by(|a, b| (a.current, &a.name).cmp(&(b.current, &b.name)));
    let current = rows.iter().filter(|row| row.current).count();
    TrainingView {
        current,
        percent: (current * 100).checked_div(rows.len()).unwrap_or(100),
        rows,
        form: form(ui, directory, typed, faults),
    }
}

async fn show(
    visit: &Visit,
    site: &Site,
    typed: &Typed,
    faults: Vec<Fault>,
    done: Option<&str>,
) -> Result<Response> {
    let directory = site
        .office
        .directory()
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let many = faults.len();
    let today = site.office.now().date();
    let v = view(visit.ui, &directory, today, typed, faults);
    let mut shown = TrainingPage::of(visit, &v);
    shown.f = shown.f.after(done);
    page_with_faults(&shown, many)
}

/// `/training`
#[handler]
pub(crate) async fn get_training(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/training")?;
    let done = outcome.done.as_deref();
    show(visit, site, &Typed::default(), Vec::new(), done).await
}

/// `POST /training`
#[handler]
pub(crate) async fn post_training(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/training")?;
    let ui = &visit.ui;
    let empty = left_empty(ui, &of_training(*ui, &typed), &typed);
    if !empty.is_empty() {
        return show(visit, site, &typed, empty, None).await;
    }
    let Ok(Some(on)) = typed.date("on") else {
        let faults = vec![fault(ui, "on", "field.date")];
        return show(visit, site, &typed, faults, None).await;
    };
    let directory = site.office.directory().await.map_err(|e| refused(ui, &e))?;
    let people = directory
        .people
        .keys()
        .copied()
        .filter(|id| typed.is_ticked(&field_of(*id)))
        .collect();
    let text = |name| typed.get(name).trim().to_owned();
    let training = Training {
        course: text("course"),
        on,
        title: text("title"),
        note: text("note"),
        material: text("material"),
    };
    let command = Command::Train { people, training };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(see_other("/training?done=recorded")),
        Err(error) => show(visit, site, &typed, vec![as_fault(ui, &error)?], None).await,
    }
}
