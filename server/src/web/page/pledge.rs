//! The pledge of confidentiality: the one page that opens to whoever owes it (B16-B17).

use super::login::see_other;
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    problem::Problem,
    refused::{fault, fault_of, refused},
    site::Site,
    typed::Typed,
    view::{
        form::{Fault, Field, Form, Group, Input},
        people::PledgeView,
    },
    viewer::{Viewer, safe_next, signed_in},
    visit::Visit,
};
use askama::Template;
use domain::account::{AccountCommand, Pledged};
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};
use serde::Deserialize;
use store::{Command, OfficeError};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pledge.html")]
pub struct PledgePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a PledgeView,
}

impl<'a> PledgePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a PledgeView) -> Self {
        let faults = v.form.as_ref().map_or(0, |form| form.faults.len());
        Self {
            f: Frame::of(visit, &visit.ui.t("pledge-title")).with_faults(faults),
            v,
        }
    }
}

/// The query of `/pledge`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PledgeQuery {
    /// Where to go afterwards.
    #[serde(default)]
    next: String,
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    next: &str,
    faults: Vec<Fault>,
) -> Result<Response> {
    let ui = visit.ui;
    let refuse = |e| refused(&ui, &e);
    let missing = || Failure::new(Problem::NotFound);
    let id = viewer.actor.id.account().ok_or_else(missing)?;
    let account = site.office.account(id).await.map_err(refuse)?;
    let account = account.ok_or_else(missing)?;
    let today = site.office.now().date();
    let in_force = site.office.in_force(today).await.map_err(refuse)?;
    let Some(pledge) = in_force.profile.pledge_of(&account.roles) else {
        return Ok(see_other(safe_next(next).unwrap_or_else(|| viewer.home())));
    };
    let standing = account.pledged_to(Some(pledge), today);
    let many = faults.len();
    let agree = Field::new("agree", ui.t("pledge-agree"))
        .input(Input::Check)
        .required()
        .judged_by(&faults);
    let form = Form {
        action: "/pledge".to_owned(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![agree],
        }],
        hidden: vec![
            ("text".to_owned(), pledge.sha256()),
            (
                "next".to_owned(),
                safe_next(next).unwrap_or_default().to_owned(),
            ),
        ],
        submit: ui.t("pledge-submit"),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"));
    let v = PledgeView {
        standing: standing.code(),
        until: match standing {
            Pledged::Ended(until) => Some(until),
            Pledged::Holds(until) => until,
            _ => None,
        },
        version: pledge.version.clone(),
        ja: pledge.ja.trim().to_owned(),
        en: pledge.en.trim().to_owned(),
        form: (!standing.opens()).then_some(form),
    };
    page_with_faults(&PledgePage::of(visit, &v), many)
}

/// `/pledge`
#[handler]
pub(crate) async fn get_pledge(
    visit: &Visit,
    Data(site): Data<&Site>,
    Query(PledgeQuery { next }): Query<PledgeQuery>,
) -> Result<Response> {
    show(visit, signed_in(visit)?, site, &next, Vec::new()).await
}

/// `POST /pledge`
#[handler]
pub(crate) async fn post_pledge(
    visit: &Visit,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    let ui = &visit.ui;
    let viewer = signed_in(visit)?;
    let next = typed.get("next");
    if !typed.is_ticked("agree") {
        let faults = vec![fault(ui, "agree", "pledge.not_agreed")];
        return show(visit, viewer, site, next, faults).await;
    }
    let command = Command::Account {
        id: viewer.actor.id.account(),
        command: AccountCommand::Pledge {
            text: typed.get("text").to_owned(),
        },
        password: None,
    };
    let onwards = || see_other(safe_next(next).unwrap_or_else(|| viewer.home()));
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(onwards()),
        // Pressed twice, or on two pages: it was given.
        Err(OfficeError::Refused(refusal)) if refusal.code == "pledge.given_today" => Ok(onwards()),
        Err(OfficeError::Refused(refusal)) if refusal.code == "pledge.changed" => {
            let faults = vec![fault_of(ui, &refusal)];
            show(visit, viewer, site, next, faults).await
        }
        Err(error) => Err(refused(ui, &error).into()),
    }
}
