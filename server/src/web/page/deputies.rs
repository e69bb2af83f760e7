//! Dated deputies (代理): who acts for whom, from when to when; appointing one, ending it early.

use super::{case::Outcome, login::see_other};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    problem::Problem,
    refused::{as_fault, fault, fault_of, left_empty, refused},
    site::Site,
    steps,
    text::Ui,
    typed::Typed,
    view::{
        form::{Choice, Fault, Field, Form, Group, Input},
        people::{Deputies, Deputy, PersonForm},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    access::Actor,
    account::{AccountCommand, Deputyship, may_appoint, personal},
    id::AccountId,
};
use jiff::civil::Date;
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use std::cmp::Reverse;
use store::{Command, OfficeError, desk::Directory};

/// The page.
#[derive(Debug, Template)]
#[template(path = "deputies.html")]
pub struct DeputiesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Deputies,
}

impl<'a> DeputiesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Deputies) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("deputies-title")).with_faults(v.form.faults.len()),
            v,
        }
    }
}

/// The page of a form about one person.
#[derive(Debug, Template)]
#[template(path = "person_form.html")]
pub struct PersonFormPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a PersonForm,
}

impl<'a> PersonFormPage<'a> {
    /// The page called `title` in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, title: &str, v: &'a PersonForm) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t(title)).with_faults(v.form.faults.len()),
            v,
        }
    }
}

fn name(directory: &Directory, id: AccountId) -> String {
    directory.name(id).unwrap_or_default().to_owned()
}

/// Whether they appoint somebody for all of these parts.
fn appoints(actor: &Actor, deputyship: &Deputyship) -> bool {
    deputyship
        .roles
        .iter()
        .all(|role| may_appoint(actor, *role))
}

fn rows(directory: &Directory, actor: &Actor, today: Date) -> Vec<Deputy> {
    let mut rows: Vec<Deputy> = directory
        .people
        .iter()
        .flat_map(|(id, (account, ..))| account.deputyships.iter().map(move |d| (*id, d)))
        .map(|(id, d)| Deputy {
            name: name(directory, id),
            principal: name(directory, d.principal),
            roles: d.roles.iter().map(|r| r.code().to_owned()).collect(),
            from: d.from,
            until: d.until,
            standing: if d.until < today {
                "over"
            } else if d.from > today {
                "ahead"
            } else {
                "now"
            },
            end: (d.until >= today && appoints(actor, d))
                .then(|| format!("/deputies/{id}/{}/{}/end", d.principal, d.from)),
        })
        .collect();
    rows.sort_by(|a, b| (Reverse(a.until), &a.name).cmp(&(Reverse(b.until), &b.name)));
    rows
}

/// The people for whom this reader appoints a deputy, or who could be one.
fn choices(
    ui: Ui,
    directory: &Directory,
    fits: impl Fn(&domain::account::Account) -> bool,
) -> Input {
    let people = directory
        .people
        .values()
        .filter(|(account, ..)| !account.disabled && fits(account))
        .map(|(account, _, name)| {
            let parts: Vec<String> = account
                .roles
                .iter()
                .map(|role| ui.term("role", role.code()))
                .collect();
            let label = ui.xy("person-parts", name, parts.join(&ui.t("list-separator")));
            Choice::new(account.id.to_string(), label)
        });
    let nobody = Choice::new("", ui.t("choose-none"));
    Input::Select(std::iter::once(nobody).chain(people).collect())
}

fn fields(ui: Ui, directory: &Directory, actor: &Actor, typed: &Typed) -> Vec<Field> {
    let field =
        |name: &'static str| Field::new(name, ui.term("deputy", name)).value(typed.get(name));
    let on_leave = choices(ui, directory, |account| {
        let mut parts = account
            .roles
            .iter()
            .filter(|role| !personal(**role))
            .peekable();
        parts.peek().is_some() && parts.all(|role| may_appoint(actor, *role))
    });
    let deputies = choices(ui, directory, |account| {
        account.member.is_none() && actor.id.account() != Some(account.id)
    });
    vec![
        field("principal").input(on_leave).required(),
        field("deputy").input(deputies).required(),
        field("from")
            .input(Input::Date)
            .hint(ui.t("hint-day"))
            .required(),
        field("until").input(Input::Date).required(),
        field("reason")
            .input(Input::Lines(2))
            .hint(ui.t("deputy-reason-hint"))
            .required(),
    ]
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: &Typed,
    faults: Vec<Fault>,
    done: Option<&str>,
) -> Result<Response> {
    let ui = visit.ui;
    let directory = site
        .office
        .directory()
        .await
        .map_err(|e| refused(&ui, &e))?;
    let many = faults.len();
    let fields = fields(ui, &directory, &viewer.actor, typed)
        .into_iter()
        .map(|field| field.judged_by(&faults))
        .collect();
    let v = Deputies {
        rows: rows(&directory, &viewer.actor, site.office.now().date()),
        form: Form {
            action: "/deputies".to_owned(),
            groups: vec![Group {
                legend: String::new(),
                fields,
            }],
            submit: ui.t("deputy-appoint"),
            effect: ui.t("deputy-effect"),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon")),
    };
    let mut shown = DeputiesPage::of(visit, &v);
    shown.f = shown.f.after(done);
    page_with_faults(&shown, many)
}

/// `/deputies`
#[handler]
pub(crate) async fn get_deputies(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/deputies")?;
    let done = outcome.done.as_deref();
    show(visit, viewer, site, &Typed::default(), Vec::new(), done).await
}

/// What was typed, as a command to the deputy's account.
fn command(ui: Ui, typed: &Typed) -> Result<Command, Vec<Fault>> {
    let day = |name| match typed.date(name) {
        Ok(Some(day)) => Ok(day),
        _ => Err(vec![fault(&ui, name, "field.date")]),
    };
    let person = |name| {
        steps::account(typed.get(name)).ok_or_else(|| vec![fault(&ui, name, "field.choice")])
    };
    Ok(Command::Account {
        id: Some(person("deputy")?),
        command: AccountCommand::Deputise {
            principal: person("principal")?,
            from: day("from")?,
            until: day("until")?,
            reason: typed.get("reason").to_owned(),
        },
        password: None,
    })
}

/// `POST /deputies`
#[handler]
pub(crate) async fn post_deputies(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/deputies")?;
    let ui = &visit.ui;
    let directory = site.office.directory().await.map_err(|e| refused(ui, &e))?;
    let empty = left_empty(ui, &fields(*ui, &directory, &viewer.actor, &typed), &typed);
    if !empty.is_empty() {
        return show(visit, viewer, site, &typed, empty, None).await;
    }
    let command = match command(*ui, &typed) {
        Ok(command) => command,
        Err(faults) => return show(visit, viewer, site, &typed, faults, None).await,
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(see_other("/deputies?done=recorded")),
        Err(error) => {
            let faults = vec![as_fault(ui, &error)?];
            show(visit, viewer, site, &typed, faults, None).await
        }
    }
}

/// The appointment that an address names.
struct Named {
    deputy: AccountId,
    principal: AccountId,
    from: Date,
}

fn named((deputy, principal, from): &(String, String, String)) -> Option<Named> {
    Some(Named {
        deputy: steps::account(deputy)?,
        principal: steps::account(principal)?,
        from: from.parse().ok()?,
    })
}

async fn ask(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    named: &Named,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let ui = visit.ui;
    let directory = site
        .office
        .directory()
        .await
        .map_err(|e| refused(&ui, &e))?;
    let found = directory
        .people
        .get(&named.deputy)
        .and_then(|(account, ..)| {
            let mut all = account.deputyships.iter();
            all.find(|d| d.principal == named.principal && d.from == named.from)
        });
    let today = site.office.now().date();
    if !found.is_some_and(|d| d.until >= today && appoints(&viewer.actor, d)) {
        return Err(Failure::new(Problem::NotFound).into());
    }
    let many = faults.len();
    let reason = Field::new("reason", ui.term("deputy", "reason"))
        .input(Input::Lines(2))
        .value(typed.get("reason"))
        .required()
        .judged_by(&faults);
    let Named {
        deputy,
        principal,
        from,
    } = named;
    let v = PersonForm {
        name: ui.xy(
            "who-for",
            name(&directory, *deputy),
            name(&directory, *principal),
        ),
        form: Form {
            action: format!("/deputies/{deputy}/{principal}/{from}/end"),
            groups: vec![Group {
                legend: String::new(),
                fields: vec![reason],
            }],
            submit: ui.t("deputy-end"),
            effect: ui.t("deputy-end-effect"),
            cancel: "/deputies".to_owned(),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon")),
    };
    page_with_faults(&PersonFormPage::of(visit, "deputy-end", &v), many)
}

/// `/deputies/{deputy}/{principal}/{from}/end`
#[handler]
pub(crate) async fn get_end(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(path): Path<(String, String, String)>,
) -> Result<Response> {
    viewer.enters("/deputies")?;
    let named = named(&path).ok_or_else(|| Failure::new(Problem::NotFound))?;
    ask(visit, viewer, site, &named, &Typed::default(), Vec::new()).await
}

/// `POST /deputies/{deputy}/{principal}/{from}/end`
#[handler]
pub(crate) async fn post_end(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(path): Path<(String, String, String)>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/deputies")?;
    let named = named(&path).ok_or_else(|| Failure::new(Problem::NotFound))?;
    let command = Command::Account {
        id: Some(named.deputy),
        command: AccountCommand::EndDeputy {
            principal: named.principal,
            from: named.from,
            reason: typed.get("reason").to_owned(),
        },
        password: None,
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(see_other("/deputies?done=recorded")),
        Err(OfficeError::Refused(refusal)) if refusal.field.is_some() => {
            let faults = vec![fault_of(&visit.ui, &refusal)];
            ask(visit, viewer, site, &named, &typed, faults).await
        }
        Err(error) => Err(refused(&visit.ui, &error).into()),
    }
}
