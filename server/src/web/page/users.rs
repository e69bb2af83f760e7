//! The sign-ins, what they add up to, and closing one on the day somebody leaves (B16).

use super::{case::Outcome, deputies::PersonFormPage, login::see_other};
use crate::web::{
    failure::Failure,
    frame::{Frame, page, page_with_faults},
    map::roster,
    problem::Problem,
    refused::{fault, fault_of, left_empty, refused},
    site::Site,
    steps,
    text::{Lang, Ui},
    typed::Typed,
    view::{
        form::{Fault, Field, Form, Group, Input},
        people::{Bundle, PersonForm, User, Users},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    account::{Account, AccountCommand},
    id::AccountId,
    profile::Profile,
    roster::gaps,
};
use jiff::civil::Date;
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::{Command, OfficeError, desk::Directory};

/// The page.
#[derive(Debug, Template)]
#[template(path = "users.html")]
pub struct UsersPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Users,
}

impl<'a> UsersPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Users) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("users-title")),
            tab: "users",
            v,
        }
    }
}

fn user(directory: &Directory, account: &Account, login: &str, name: &str, today: Date) -> User {
    User {
        login: login.to_owned(),
        name: name.to_owned(),
        roles: account.roles.iter().map(|r| r.code().to_owned()).collect(),
        member: account
            .member
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        disabled: account.disabled,
        acts_for: account
            .deputyships
            .iter()
            .filter(|d| d.covers(today))
            .filter_map(|d| directory.name(d.principal).map(str::to_owned))
            .collect(),
        mail: (!account.disabled).then(|| format!("/admin/users/{}/mail", account.id)),
        close: (!account.disabled).then(|| format!("/admin/users/{}/close", account.id)),
    }
}

fn bundles(ui: Ui, directory: &Directory, profile: &Profile) -> Vec<Bundle> {
    let people = |bundle: &domain::profile::Bundle| {
        directory
            .people
            .values()
            .filter(|(account, ..)| {
                !account.disabled && bundle.roles.iter().all(|role| account.roles.contains(role))
            })
            .map(|(_, _, name)| name.clone())
            .collect()
    };
    profile
        .bundles
        .iter()
        .map(|bundle| Bundle {
            code: bundle.code.clone(),
            name: match ui.lang {
                Lang::Ja => bundle.ja.clone(),
                Lang::En => bundle.en.clone(),
            },
            roles: bundle.roles.iter().map(|r| r.code().to_owned()).collect(),
            people: people(bundle),
        })
        .collect()
}

/// `/admin/users`
#[handler]
pub(crate) async fn get_users(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/admin/jobs")?;
    let refuse = |e| refused(&visit.ui, &e);
    let today = site.office.now().date();
    let directory = site.office.directory().await.map_err(refuse)?;
    let profile = site.office.in_force(today).await.map_err(refuse)?.profile;
    let accounts: Vec<Account> = directory.people.values().map(|p| p.0.clone()).collect();
    let mut rows: Vec<User> = directory
        .people
        .values()
        .map(|(account, login, name)| user(&directory, account, login, name, today))
        .collect();
    rows.sort_by(|a, b| (a.disabled, &a.login).cmp(&(b.disabled, &b.login)));
    let v = Users {
        rows,
        gaps: roster::gaps(visit.ui, &gaps(&accounts, &profile, today), |id| {
            directory.name(id).unwrap_or_default().to_owned()
        }),
        bundles: bundles(visit.ui, &directory, &profile),
    };
    let mut shown = UsersPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}

fn fields(ui: Ui, typed: &Typed) -> Vec<Field> {
    let field =
        |name: &'static str| Field::new(name, ui.term("leaving", name)).value(typed.get(name));
    vec![
        field("left")
            .input(Input::Date)
            .hint(ui.t("leaving-left-hint")),
        field("reason").max(200).required(),
    ]
}

async fn show(
    visit: &Visit,
    site: &Site,
    id: AccountId,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let ui = visit.ui;
    let refuse = |e| refused(&ui, &e);
    let directory = site.office.directory().await.map_err(refuse)?;
    let open = directory
        .people
        .get(&id)
        .filter(|person| !person.0.disabled);
    let (_, _, name) = open.ok_or_else(|| Failure::new(Problem::NotFound))?;
    let cases = site.office.open_cases_by_handler().await.map_err(refuse)?;
    let many = faults.len();
    let fields = fields(ui, typed)
        .into_iter()
        .map(|field| field.judged_by(&faults))
        .collect();
    let v = PersonForm {
        name: name.clone(),
        form: Form {
            action: format!("/admin/users/{id}/close"),
            groups: vec![Group {
                legend: String::new(),
                fields,
            }],
            submit: ui.t("user-close"),
            effect: ui.n("user-close-effect", cases.get(&id).copied().unwrap_or(0)),
            grave: true,
            cancel: "/admin/users".to_owned(),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon")),
    };
    page_with_faults(&PersonFormPage::of(visit, "user-close-title", &v), many)
}

fn account(id: &str) -> Result<AccountId, Failure> {
    steps::account(id).ok_or_else(|| Failure::new(Problem::NotFound))
}

/// `/admin/users/{id}/close`
#[handler]
pub(crate) async fn get_close(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(id): Path<String>,
) -> Result<Response> {
    viewer.enters("/admin/jobs")?;
    let today = site.office.now().date().to_string();
    let typed = Typed(vec![("left".to_owned(), today)]);
    show(visit, site, account(&id)?, &typed, Vec::new()).await
}

/// `POST /admin/users/{id}/close`
#[handler]
pub(crate) async fn post_close(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/admin/jobs")?;
    let ui = &visit.ui;
    let id = account(&id)?;
    let empty = left_empty(ui, &fields(*ui, &typed), &typed);
    if !empty.is_empty() {
        return show(visit, site, id, &typed, empty).await;
    }
    let Ok(left) = typed.date("left") else {
        let faults = vec![fault(ui, "left", "field.date")];
        return show(visit, site, id, &typed, faults).await;
    };
    let command = Command::Account {
        id: Some(id),
        command: AccountCommand::Disable {
            left,
            reason: typed.get("reason").trim().to_owned(),
        },
        password: None,
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(see_other("/admin/users?done=closed")),
        Err(OfficeError::Refused(refusal)) if refusal.field.is_some() => {
            show(visit, site, id, &typed, vec![fault_of(ui, &refusal)]).await
        }
        Err(error) => Err(refused(ui, &error).into()),
    }
}
