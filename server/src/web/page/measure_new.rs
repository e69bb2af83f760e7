//! Proposing a measure (A06, B35, B37), with the comparable decisions beside the form: like facts call
//! for like measures.

use super::{login::see_other, measure::find, measure_step::MeasureFormPage};
use crate::web::{
    failure::Failure,
    frame::page_with_faults,
    map::{measure::comparison, measure_command::proposal, measure_fields::of_proposal},
    problem::Problem,
    refused::{as_fault, fault, left_empty, refused},
    site::Site,
    steps::Reading,
    typed::Typed,
    view::{
        form::{Fault, Form, Group},
        measure::MeasureForm,
    },
    viewer::Viewer,
    visit::Visit,
};
use domain::{
    case::Number,
    code::{MeasureKind, Role},
    id::CaseId,
    measure::{Cited, Measure},
};
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};
use store::Command;

/// What a proposal begins from: a recommendation that was not followed, or nothing.
async fn after(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: &Typed,
) -> Result<Option<Measure>, Failure> {
    match typed.filled("after") {
        None => Ok(None),
        Some(number) => Ok(Some(find(visit, viewer, site, &number).await?.measure)),
    }
}

async fn show_new(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    after: Option<&Measure>,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let ui = visit.ui;
    let desk = site.desk_of_measures(visit, viewer, []).await?;
    let all = site.office.measures(&viewer.actor).await;
    let all = all.map_err(|e| refused(&ui, &e))?;
    let kind = MeasureKind::from_code(typed.get("kind"));
    let cited = match typed.get("basis") {
        "article" => Cited::Article(typed.get("article").trim()),
        _ => Cited::Clause(typed.get("clause").trim()),
    };
    let alike = all
        .iter()
        .filter(|m| kind.is_none_or(|kind| m.is_like(kind, Some(cited))));
    let fields = of_proposal(&desk, after)
        .into_iter()
        .map(|field| {
            let value = typed.get(&field.name).to_owned();
            field.value(value).judged_by(&faults)
        })
        .collect();
    let many = faults.len();
    let home = match after {
        Some(measure) => format!("/measures/{}", measure.id),
        None => "/measures".to_owned(),
    };
    let form = Form {
        action: "/measures/new".to_owned(),
        groups: vec![Group {
            legend: String::new(),
            fields,
        }],
        hidden: after
            .map(|measure| ("after".to_owned(), measure.id.to_string()))
            .into_iter()
            .collect(),
        submit: ui.t("measure-propose"),
        preview: ui.t("measure-compare"),
        effect: ui.t("measure-propose-effect"),
        cancel: home.clone(),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"));
    let v = MeasureForm {
        back: (ui.t("measures-title"), home),
        two_person: false,
        facts: Vec::new(),
        preview: None,
        form,
        comparison: Some(comparison(&desk, alike)),
    };
    page_with_faults(&MeasureFormPage::of(visit, &ui.t("measure-new"), &v), many)
}

fn may_propose(viewer: &Viewer) -> Result<(), Failure> {
    viewer.enters("/measures")?;
    if viewer.actor.is(Role::Supervisor) {
        Ok(())
    } else {
        Err(Failure::new(Problem::Forbidden))
    }
}

/// `/measures/new`, also with what a case or a recommendation fills in: `case`, `member`, `after`.
#[handler]
pub(crate) async fn get_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<Response> {
    may_propose(viewer)?;
    let mut typed = Typed(given);
    typed
        .0
        .retain(|(name, _)| ["case", "member", "after", "kind"].contains(&name.as_str()));
    if let Some(number) = typed
        .filled("case")
        .and_then(|slug| slug.parse::<Number>().ok())
    {
        typed = typed.with("cases", number.printed());
    }
    let after = after(visit, viewer, site, &typed).await?;
    if let Some(measure) = &after {
        typed = typed
            .with("member", measure.member.to_string())
            .with("basis", "not_followed");
    }
    show_new(visit, viewer, site, after.as_ref(), &typed, Vec::new()).await
}

/// The cases with the numbers that were typed; one that does not exist becomes one that no rule
/// accepts.
async fn cases(visit: &Visit, site: &Site, typed: &Typed) -> Result<Vec<CaseId>, Vec<Fault>> {
    let bad = || vec![fault(&visit.ui, "cases", "measure.unknown_case")];
    let mut cases = Vec::new();
    let parts = typed
        .get("cases")
        .split(|c: char| c.is_whitespace() || "、,，".contains(c));
    for part in parts.filter(|part| !part.is_empty()) {
        let number: Number = part.parse().map_err(|_| bad())?;
        let found = site.office.case_id(number).await.map_err(|_| bad())?;
        cases.push(found.ok_or_else(bad)?);
    }
    Ok(cases)
}

/// `POST /measures/new`
#[handler]
pub(crate) async fn post_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    may_propose(viewer)?;
    let after = after(visit, viewer, site, &typed).await?;
    let show = async |faults| show_new(visit, viewer, site, after.as_ref(), &typed, faults).await;
    // The comparison with what was chosen, and the form as it was typed.
    if typed.is_ticked("_preview") {
        return show(Vec::new()).await;
    }
    let desk = site.desk_of_measures(visit, viewer, []).await?;
    let empty = left_empty(&visit.ui, &of_proposal(&desk, after.as_ref()), &typed);
    if !empty.is_empty() {
        return show(empty).await;
    }
    let read = Reading {
        desk: &desk,
        typed: &typed,
    };
    let made = match cases(visit, site, &typed).await {
        Ok(cases) => proposal(&read, after.as_ref().map(|m| m.id), cases),
        Err(faults) => Err(faults),
    };
    let proposal = match made {
        Ok(proposal) => proposal,
        Err(faults) => return show(faults).await,
    };
    let performed = site
        .office
        .perform(&viewer.actor, Command::Propose(Box::new(proposal)))
        .await;
    match performed {
        Ok(done) => {
            let number = done.measure().map_or(0, |id| id.0);
            Ok(see_other(&format!("/measures/{number}?done=recorded")))
        }
        Err(error) => show(vec![as_fault(&visit.ui, &error)?]).await,
    }
}
