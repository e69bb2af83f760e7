//! Where a matter stands, for its complainant: by number and secret, without a name (B06).

use crate::web::{
    frame::{Frame, page},
    refused::refused,
    site::Site,
    typed::Typed,
    view::{
        form::Form,
        status::{Standing, Status},
    },
    visit::Visit,
};
use askama::Template;
use domain::{
    case::{CaseFile, Number, Stage},
    code::Party,
};
use poem::{Response, Result, handler, web::Data};
use unicode_normalization::UnicodeNormalization as _;

/// The page.
#[derive(Debug, Template)]
#[template(path = "status.html")]
pub struct StatusPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Status,
}

impl<'a> StatusPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Status) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("status-title")),
            v,
        }
    }
}

fn form(visit: &Visit, typed: &Typed) -> Form {
    let fields = [
        ("case-number", "hint-link"),
        ("status-secret", "hint-status-secret"),
    ];
    Form::question(visit.ui, "/status", "status-submit", fields, typed)
}

/// What the complainant learns: the stage, whether something is asked of them and until when.
fn standing(file: &CaseFile) -> Standing {
    let open = file.open_deadlines();
    let asked = open
        .iter()
        .find(|d| d.waits_on == Party::Complainant && d.paused.is_none());
    let target = open.iter().find(|d| d.clock == "TARGET_CLOSE");
    Standing {
        number: file.number.printed(),
        received: file.received_at.date(),
        stage: file.stage.code().to_owned(),
        outcome: match &file.stage {
            Stage::Closed { outcome, .. } => outcome.code().to_owned(),
            _ => String::new(),
        },
        asked: asked.map(|d| (d.clock.clone(), d.due.last)),
        target: target.filter(|d| d.paused.is_none()).map(|d| d.due.last),
    }
}

/// `GET /status`
#[handler]
pub(crate) fn get_status(visit: &Visit) -> Response {
    let v = Status {
        form: form(visit, &Typed::default()),
        found: None,
    };
    page(&StatusPage::of(visit, &v))
}

/// `POST /status`
#[handler]
pub(crate) async fn post_status(
    visit: &Visit,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    let secret: String = typed.get("status-secret").nfkc().collect();
    let found = match typed.get("case-number").trim().parse::<Number>() {
        Ok(number) => site
            .office
            .status(number, &secret)
            .await
            .map_err(|e| refused(&visit.ui, &e))?,
        Err(_) => None,
    };
    let v = Status {
        form: form(visit, &typed),
        found: Some(found.as_ref().map(standing)),
    };
    Ok(page(&StatusPage::of(visit, &v)))
}
