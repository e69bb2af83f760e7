//! `/cases`: the worklist, one case, its deadlines with their proofs.

use super::{
    extract::OnceKey,
    shapes::{Case, Deadline, etag, missing, number, wrong},
    transitions,
};
use crate::web::{
    failure::Failure,
    problem::Problem,
    refused::refused,
    site::Site,
    steps::account,
    viewer::{Viewer, query_value},
    visit::Visit,
};
use domain::{
    access::Reach,
    case::{CaseFile, Stage},
    code::CaseKind,
    id::Obj,
    period::Proof,
};
use poem::{Result, web::Data};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::{Json, Response},
    types::Any,
};
use serde_json::{Map, Value};
use store::desk::{LONGEST, View, WorkFilter};

/// A part of the list.
#[derive(Clone, Debug, Object)]
struct CasePage {
    /// The cases, the one with the least working time left first.
    cases: Vec<Case>,
    /// How many fit the filter altogether.
    total: u64,
    /// Where the list goes on; give it back as `cursor`.
    next_cursor: Option<String>,
}

/// A deadline with its proof.
#[derive(Clone, Debug, Object)]
struct ProvedDeadline {
    /// The deadline.
    deadline: Deadline,
    /// How its end was computed: each day that was counted or skipped, and why.
    proof: Any<Proof>,
}

/// The case, when it exists for the asker.
pub(super) async fn file(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    no: &str,
) -> Result<CaseFile, Failure> {
    let refuse = |e| refused(&visit.ui, &e);
    let id = site.office.case_id(number(no)?).await.map_err(refuse)?;
    let file = site
        .office
        .case_file(&viewer.actor, id.ok_or_else(missing)?)
        .await
        .map_err(refuse)?;
    file.ok_or_else(missing)
}

/// The case as the answer about one shows it.
pub(super) async fn shown(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    file: &CaseFile,
) -> Result<Case, Failure> {
    let now = site.office.now();
    let in_force = site
        .office
        .in_force(now.date())
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    // The rules of its receipt (B42), the calendar of today.
    let own = site
        .office
        .in_force_for_case(file)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    Ok(Case::of(file, now, &in_force.calendar).with_next(&viewer.actor, file, &own.profile))
}

pub(super) struct CasesApi;

#[OpenApi]
impl CasesApi {
    /// Lists cases in the order of the working time left.
    #[oai(path = "/cases", method = "get", operation_id = "listCases")]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the address"
    )]
    async fn list(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// A saved view: `open` (default), `mine`, `unassigned`, `overdue`, `today`, `week`, `still`, `approvals`, `closed`.
        view: Query<Option<String>>,
        /// A stage's code.
        stage: Query<Option<String>>,
        /// A kind's code.
        kind: Query<Option<String>>,
        /// A handler's account.
        handler: Query<Option<String>>,
        /// A member's code.
        member: Query<Option<String>>,
        /// Rows, at most 200.
        limit: Query<Option<u64>>,
        /// Where an earlier answer stopped.
        cursor: Query<Option<String>>,
    ) -> Result<Response<Json<CasePage>>> {
        if viewer.actor.reach() == Reach::Nothing {
            return Err(Failure::new(Problem::Forbidden).into());
        }
        let ui = &visit.ui;
        let view_name = view.0.unwrap_or_else(|| View::default().name().to_owned());
        let limit = limit.0.unwrap_or(50);
        if !(1..=LONGEST).contains(&limit) {
            return Err(wrong(visit.ui, "limit").into());
        }
        let filter = WorkFilter {
            view: View::from_name(&view_name).ok_or_else(|| wrong(visit.ui, "view"))?,
            stage: stage
                .0
                .clone()
                .map(|code| {
                    let known = Stage::CODES.contains(&code.as_str());
                    known
                        .then_some(code)
                        .ok_or_else(|| wrong(visit.ui, "stage"))
                })
                .transpose()?,
            kind: kind
                .0
                .as_ref()
                .map(|code| CaseKind::from_code(code).ok_or_else(|| wrong(visit.ui, "kind")))
                .transpose()?,
            handler: handler
                .0
                .as_ref()
                .map(|id| account(id).ok_or_else(|| wrong(visit.ui, "handler")))
                .transpose()?,
            member: member
                .0
                .as_ref()
                .map(|code| code.parse().map_err(|_| wrong(visit.ui, "member")))
                .transpose()?,
            page: 0,
            limit: Some(limit),
            after: cursor
                .0
                .as_ref()
                .map(|mark| mark.parse().map_err(|_| wrong(visit.ui, "cursor")))
                .transpose()?,
        };
        let found = site
            .office
            .worklist(&viewer.actor, &filter)
            .await
            .map_err(|e| refused(ui, &e))?;
        let now = site.office.now();
        let in_force = site
            .office
            .in_force(now.date())
            .await
            .map_err(|e| refused(ui, &e))?;
        let next_cursor = found.next.as_ref().map(ToString::to_string);
        let next = next_cursor.as_ref().map(|cursor| {
            let mut address = format!("/api/v1/cases?view={view_name}&limit={limit}");
            for (name, value) in [
                ("stage", &stage.0),
                ("kind", &kind.0),
                ("handler", &handler.0),
                ("member", &member.0),
                ("cursor", &Some(cursor.clone())),
            ] {
                if let Some(value) = value {
                    address = format!("{address}&{name}={}", query_value(value));
                }
            }
            format!("<{address}>; rel=\"next\"")
        });
        let answer = Response::new(Json(CasePage {
            cases: found
                .rows
                .iter()
                .map(|row| Case::of(&row.file, now, &in_force.calendar))
                .collect(),
            total: found.total,
            next_cursor,
        }));
        Ok(match next {
            Some(next) => answer.header("link", next),
            None => answer,
        })
    }

    /// Registers a matter: `kind`, `channel`, `applicant`, `category`, `respondent` (with `member`),
    /// `received_at`, `name`, `kana`, `contact`, `content`, `original`.
    #[oai(path = "/cases", method = "post", operation_id = "registerCase")]
    async fn register(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// A value of its own for this request, so that it registers one matter however often it is sent.
        #[oai(name = "Idempotency-Key")]
        key: OnceKey,
        body: Json<Any<Map<String, Value>>>,
    ) -> Result<Response<Json<Case>>> {
        transitions::register(visit, viewer, site.0, key, body.0.0).await
    }

    /// One case with the steps that are possible now; its version is the `ETag`.
    #[oai(path = "/cases/:no", method = "get", operation_id = "getCase")]
    async fn get(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// The case's number.
        no: Path<String>,
    ) -> Result<Response<Json<Case>>> {
        let file = file(visit, viewer, site.0, &no).await?;
        let case = shown(visit, viewer, site.0, &file).await?;
        Ok(Response::new(Json(case)).header("etag", etag(file.version)))
    }

    /// The deadlines of a case, each with the proof of its date.
    #[oai(
        path = "/cases/:no/deadlines",
        method = "get",
        operation_id = "listDeadlines"
    )]
    async fn deadlines(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// The case's number.
        no: Path<String>,
    ) -> Result<Json<Vec<ProvedDeadline>>> {
        let file = file(visit, viewer, site.0, &no).await?;
        let refuse = |e| refused(&visit.ui, &e);
        let mut proofs = site
            .office
            .proofs(&Obj::Case(file.id))
            .await
            .map_err(refuse)?;
        let now = site.office.now();
        let in_force = site.office.in_force(now.date()).await.map_err(refuse)?;
        let proved = file.deadlines.values().filter_map(|deadline| {
            Some(ProvedDeadline {
                deadline: Deadline::of(deadline, now, &in_force.calendar),
                proof: Any(proofs.remove(&deadline.name)?),
            })
        });
        Ok(Json(proved.collect()))
    }
}
