//! Beginning a case and taking its steps: the same fields as the forms of the pages, and one mapping
//! from them to commands for both.

use super::{
    cases::{file, shown},
    extract::OnceKey,
    shapes::{Case, etag, failed, missing, version, wrong},
};
use crate::web::{
    failure::Failure, page::intake::registration, problem::Problem, refused::refused, site::Site,
    steps, text::Ui, typed::Typed, view::step::Step as Shown, viewer::Viewer, visit::Visit,
};
use domain::{
    case::{CaseCommand, CaseFile, Step},
    code::Role,
    letter,
    time::Timestamp,
};
use poem::{Result, http::StatusCode, web::Data};
use poem_openapi::{
    OpenApi,
    param::{Header, Path},
    payload::{Json, Response},
    types::Any,
};
use serde_json::{Map, Value};
use store::{Command, desk::may_take, idempotency::case_identity};

/// The fields of a body as a form would have sent them.
fn typed(ui: Ui, body: Map<String, Value>) -> Result<Typed, Failure> {
    let mut fields = Vec::new();
    for (name, value) in body {
        let text = match value {
            Value::Null => continue,
            Value::Bool(ticked) => if ticked { "1" } else { "" }.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) if name.ends_with("_at") => local(&text),
            Value::String(text) => text,
            Value::Array(_) | Value::Object(_) => return Err(wrong(ui, &name)),
        };
        fields.push((name, text));
    }
    Ok(Typed(fields))
}

/// An RFC 3339 instant as a form has it, to the minute in Japan; anything else as it is.
fn local(text: &str) -> String {
    match text.parse::<jiff::Timestamp>() {
        Ok(at) => Timestamp::from_micros(at.as_microsecond())
            .jst()
            .strftime("%Y/%m/%d %H:%M")
            .to_string(),
        Err(_) => text.to_owned(),
    }
}

/// What the steps that are possible now are called.
fn allowed(viewer: &Viewer, file: &CaseFile) -> Vec<Shown> {
    may_take(&viewer.actor, file)
        .into_iter()
        .map(|step| Shown {
            code: step.name().to_owned(),
            href: String::new(),
            primary: false,
            two_person: step.name().starts_with("propose"),
        })
        .collect()
}

/// Registers what the fields of `body` say.
pub(super) async fn register(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    key: OnceKey,
    body: Map<String, Value>,
) -> Result<Response<Json<Case>>> {
    let ui = &visit.ui;
    let mut fields = typed(visit.ui, body)?;
    // The form has respondent and member in one list.
    if fields.get("respondent") == "member" {
        let member = format!("member:{}", fields.get("member"));
        fields.0.retain(|(name, _)| name != "respondent");
        fields.0.push(("respondent".to_owned(), member));
    }
    let desk = site.desk(visit, viewer, []).await?;
    let registration = registration(&desk, &fields, false)
        .map_err(|faults| Failure::new(Problem::InvalidInput).with_faults(faults))?;
    // The key names the case, so that not even an answer that was never kept makes a second one.
    let id = key.0.map(|key| case_identity(&viewer.actor.id, &key));
    let command = Command::Case {
        id,
        expected_version: None,
        command: Box::new(CaseCommand::Register(registration)),
    };
    let before = match (site.office.perform(&viewer.actor, command).await, id) {
        (Ok(done), _) => done.case,
        (Err(error), Some(id)) if error.code() == "case.exists" => {
            let found = site.office.case_file(&viewer.actor, id).await;
            found.map_err(|e| refused(ui, &e))?
        }
        (Err(error), _) => return Err(refused(ui, &error).into()),
    };
    let file = before.ok_or_else(missing)?;
    let case = shown(visit, viewer, site, &file).await?;
    Ok(Response::new(Json(case))
        .status(StatusCode::CREATED)
        .header("location", format!("/api/v1/cases/{}", file.number))
        .header("etag", etag(file.version)))
}

/// Whether a step may not be taken twice by mistake: it issues a letter, or a member submits.
fn needs_key(step: Step, viewer: &Viewer) -> bool {
    let submits = matches!(
        step,
        Step::RecordReply | Step::MeetDemand | Step::ClaimJustCause | Step::HearMember
    );
    letter::may_issue(step) || submits && viewer.actor.is(Role::MemberContact)
}

pub(super) struct TransitionsApi;

#[OpenApi]
impl TransitionsApi {
    /// Takes a step: `step` is its name, the other fields are those of its form.
    #[oai(
        path = "/cases/:no/transitions",
        method = "post",
        operation_id = "takeStep"
    )]
    #[expect(clippy::too_many_arguments, reason = "each is a part of the request")]
    async fn step(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// The case's number.
        no: Path<String>,
        /// The version the step is taken on, as its `ETag`.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        /// A value of its own for this request; needed for issuing letters and for what a member submits.
        #[oai(name = "Idempotency-Key")]
        key: OnceKey,
        body: Json<Any<Map<String, Value>>>,
    ) -> Result<Response<Json<Case>>> {
        let file = file(visit, viewer, site.0, &no).await?;
        let expected = version(if_match.0.as_deref())?;
        let fields = typed(visit.ui, body.0.0)?;
        let step = Step::from_name(fields.get("step")).ok_or_else(|| wrong(visit.ui, "step"))?;
        if key.0.is_none() && needs_key(step, viewer) {
            return Err(Failure::new(Problem::KeyRequired).into());
        }
        let desk = site.desk_of_file(visit, viewer, &file).await?;
        let command = steps::command(&desk, step, &fields)
            .map_err(|faults| Failure::new(Problem::InvalidInput).with_faults(faults))?;
        let command = Command::Case {
            id: Some(file.id),
            expected_version: Some(expected),
            command: Box::new(command),
        };
        let done = site.office.perform(&viewer.actor, command).await;
        let done = done.map_err(|error| {
            let failure = failed(visit.ui, &error);
            match failure.problem {
                Problem::NotAllowedNow => failure.with_allowed(allowed(viewer, &file)),
                _ => failure,
            }
        })?;
        let file = done.case.ok_or_else(missing)?;
        let case = shown(visit, viewer, site.0, &file).await?;
        Ok(Response::new(Json(case)).header("etag", etag(file.version)))
    }
}
