//! Where somebody receives mail: their own address, or another's entered by the administrator.

use super::{case::Outcome, deputies::PersonFormPage, login::see_other};
use crate::web::{
    failure::Failure,
    frame::page_with_faults,
    problem::Problem,
    refused::{as_fault, refused},
    site::Site,
    steps,
    typed::Typed,
    view::{
        form::{Fault, Field, Form, Group, Input},
        people::PersonForm,
    },
    viewer::Viewer,
    visit::Visit,
};
use domain::{account::AccountCommand, id::AccountId};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::Command;

/// Whose address it is, and where the form leads.
struct Place {
    account: AccountId,
    action: String,
    back: String,
}

impl Place {
    fn own(viewer: &Viewer) -> Result<Self, Failure> {
        let account = viewer.actor.id.account();
        Ok(Self {
            account: account.ok_or_else(|| Failure::new(Problem::Forbidden))?,
            action: "/mail".to_owned(),
            back: "/".to_owned(),
        })
    }

    fn of(viewer: &Viewer, id: &str) -> Result<Self, Failure> {
        viewer.enters("/admin/jobs")?;
        Ok(Self {
            account: steps::account(id).ok_or_else(|| Failure::new(Problem::NotFound))?,
            action: format!("/admin/users/{id}/mail"),
            back: "/admin/users".to_owned(),
        })
    }
}

async fn show(
    visit: &Visit,
    site: &Site,
    place: &Place,
    typed: Option<&str>,
    faults: Vec<Fault>,
    done: Option<&str>,
) -> Result<Response> {
    let ui = visit.ui;
    let refuse = |e| refused(&ui, &e);
    let directory = site.office.directory().await.map_err(refuse)?;
    let (account, _, name) = directory
        .people
        .get(&place.account)
        .filter(|person| !person.0.disabled)
        .ok_or_else(|| Failure::new(Problem::NotFound))?;
    let present = site.office.address_of(account).await.map_err(refuse)?;
    let lead = match present {
        Some(_) => "mail-box-lead",
        None => "mail-none",
    };
    let many = faults.len();
    let field = Field::new("mail", ui.t("mail-address"))
        .input(Input::Mail)
        .hint(ui.t("mail-hint"))
        .max(254)
        .value(typed.unwrap_or(present.as_deref().unwrap_or_default()))
        .judged_by(&faults);
    let v = PersonForm {
        name: name.clone(),
        form: Form {
            action: place.action.clone(),
            groups: vec![Group {
                legend: String::new(),
                fields: vec![field],
            }],
            submit: ui.t("mail-save"),
            effect: ui.t(lead),
            cancel: place.back.clone(),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon")),
    };
    let mut page = PersonFormPage::of(visit, "mail-title", &v);
    page.f = page.f.after(done);
    page_with_faults(&page, many)
}

async fn save(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    place: &Place,
    typed: &Typed,
) -> Result<Response> {
    let address = typed.get("mail");
    let command = Command::Account {
        id: Some(place.account),
        command: AccountCommand::SetMail {
            address: address.to_owned(),
        },
        password: None,
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(see_other(&format!("{}?done=mail-saved", place.action))),
        Err(error) => {
            let faults = vec![as_fault(&visit.ui, &error)?];
            show(visit, site, place, Some(address), faults, None).await
        }
    }
}

/// `/mail`
#[handler]
pub(crate) async fn get_mail(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let (place, done) = (Place::own(viewer)?, outcome.done.as_deref());
    show(visit, site, &place, None, Vec::new(), done).await
}

/// `POST /mail`
#[handler]
pub(crate) async fn post_mail(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    save(visit, viewer, site, &Place::own(viewer)?, &typed).await
}

/// `/admin/users/{id}/mail`
#[handler]
pub(crate) async fn get_of_user(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(id): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let (place, done) = (Place::of(viewer, &id)?, outcome.done.as_deref());
    show(visit, site, &place, None, Vec::new(), done).await
}

/// `POST /admin/users/{id}/mail`
#[handler]
pub(crate) async fn post_of_user(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response> {
    save(visit, viewer, site, &Place::of(viewer, &id)?, &typed).await
}
