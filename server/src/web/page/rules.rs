//! 規程・暦: what is in force when, on which resolution, and what waits for approval (B40-B42).

use super::{
    calendar::{decision_field, reason_field},
    login::see_other,
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page, page_with_faults},
    map::{
        calendar::moves,
        deadline::short,
        rules::{changes, clocks, versions, waiting},
    },
    page::case::Outcome,
    problem::Problem,
    refused::{as_fault, fault_of, refused},
    site::{Desk, Site},
    typed::Typed,
    view::{
        board::Reference,
        form::{Fault, Field, Form, Group, Input},
        rules::{Difference, ProfileView, Rules},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    board::{Item, ItemState},
    code::{DocumentKind, Resolution},
    event::Subject,
    organisation::{Proposal, may_adopt, may_propose},
    profile::{Profile, authority_of},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
use store::{Command, DocumentAct, OfficeError};

/// 規程・暦
#[derive(Debug, Template)]
#[template(path = "rules.html")]
pub struct RulesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Rules,
}

/// One version of the rules.
#[derive(Debug, Template)]
#[template(path = "profile.html")]
pub struct ProfilePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a ProfileView,
}

/// The difference between two versions.
#[derive(Debug, Template)]
#[template(path = "difference.html")]
pub struct DifferencePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Difference,
}

impl<'a> RulesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Rules) -> Self {
        let faults = v.form.as_ref().map_or(0, |form| form.faults.len());
        Self {
            f: Frame::of(visit, &visit.ui.t("rules-title")).with_faults(faults),
            v,
        }
    }
}

impl<'a> ProfilePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a ProfileView) -> Self {
        Self {
            f: Frame::of(visit, &v.title),
            v,
        }
    }
}

impl<'a> DifferencePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Difference) -> Self {
        let faults = v.form.as_ref().map_or(0, |form| form.faults.len());
        Self {
            f: Frame::of(visit, &visit.ui.t("difference-title")).with_faults(faults),
            v,
        }
    }
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: &Typed,
    faults: Vec<Fault>,
    done: Option<&str>,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let found = site
        .office
        .versions()
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let actors = found.profiles.iter().chain(&found.calendars);
    let desk = site
        .desk_with(visit, viewer, actors.filter_map(|v| v.actor.account()))
        .await?;
    let organisation = &found.organisation;
    let many = faults.len();
    let form = may_propose(&viewer.actor).then(|| {
        let text = Field::new("text", visit.ui.term("fact", "profile-text"))
            .input(Input::Lines(14))
            .hint(visit.ui.t("hint-profile-text"))
            .value(typed.get("text"))
            .judged_by(&faults)
            .required();
        Form {
            action: "/rules/profiles/check".to_owned(),
            groups: vec![Group {
                legend: String::new(),
                fields: vec![text],
            }],
            submit: visit.ui.t("rules-check"),
            ..Form::default()
        }
        .with_faults(faults, &visit.ui.t("colon"))
    });
    let v = Rules {
        title: desk.in_force.profile.title.clone(),
        organ: desk.in_force.profile.organ.clone(),
        profiles: versions(&desk, &found.profiles),
        calendars: versions(&desk, &found.calendars),
        waiting_profile: waiting(&desk, site, organisation, DocumentKind::Profile).await?,
        waiting_calendar: waiting(&desk, site, organisation, DocumentKind::Calendar).await?,
        form,
    };
    let mut shown = RulesPage::of(visit, &v);
    shown.f = shown.f.after(done);
    page_with_faults(&shown, many)
}

/// `/rules`
#[handler]
pub(crate) async fn get_rules(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let done = outcome.done.as_deref();
    show(visit, viewer, site, &Typed::default(), Vec::new(), done).await
}

/// `/rules/profiles/{digest}`
#[handler]
pub(crate) async fn get_profile(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(digest): Path<String>,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let refuse = |e| refused(&visit.ui, &e);
    let missing = || Failure::new(Problem::NotFound);
    let text = site
        .office
        .document_text(DocumentKind::Profile, &digest)
        .await
        .map_err(refuse)?
        .ok_or_else(missing)?;
    let profile = site
        .office
        .profile_with(&digest)
        .await
        .map_err(refuse)?
        .ok_or_else(missing)?;
    let desk = site.desk(visit, viewer, []).await?;
    let v = ProfileView {
        title: profile.title.clone(),
        digest,
        in_force: profile.in_force,
        grounds: profile
            .grounds
            .iter()
            .map(|ground| ground.code().to_owned())
            .collect(),
        clocks: clocks(&desk, &profile),
        text,
    };
    Ok(page(&ProfilePage::of(visit, &v)))
}

/// Two versions.
#[derive(Debug, Deserialize)]
pub(crate) struct Pair {
    older: String,
    newer: String,
}

/// `/rules/changes?older=…&newer=…`
#[handler]
pub(crate) async fn get_changes(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(pair): Query<Pair>,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let missing = || Failure::new(Problem::NotFound);
    let mut read = Vec::new();
    for digest in [&pair.older, &pair.newer] {
        let found = site.office.profile_with(digest).await;
        let found = found.map_err(|e| refused(&visit.ui, &e))?;
        read.push(found.ok_or_else(missing)?);
    }
    let [older, newer] = &read[..] else {
        return Err(missing().into());
    };
    let found = older.changes_to(newer);
    let v = Difference {
        older: short(&pair.older),
        newer: short(&pair.newer),
        in_force: Some(newer.in_force),
        changes: changes(&found),
        authority: authority_of(&found).map_or_else(String::new, |a| a.code().to_owned()),
        ..Difference::default()
    };
    Ok(page(&DifferencePage::of(visit, &v)))
}

fn propose_form(desk: &Desk, typed: &Typed, faults: Vec<Fault>) -> Form {
    Form {
        action: "/rules/profiles/propose".to_owned(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![reason_field(desk, typed, &faults)],
        }],
        hidden: vec![("text".to_owned(), typed.get("text").to_owned())],
        submit: desk.ui.t("rules-propose"),
        cancel: "/rules".to_owned(),
        ..Form::default()
    }
    .with_faults(faults, &desk.ui.t("colon"))
}

async fn check(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    viewer.enters("/rules")?;
    if !may_propose(&viewer.actor) {
        return Err(Failure::new(Problem::Forbidden).into());
    }
    let newer = match Profile::from_toml(typed.get("text")) {
        Ok(newer) => newer,
        Err(error) => {
            let fault = Fault {
                field: "text".to_owned(),
                code: "document.unreadable".to_owned(),
                message: visit.ui.x("rules-unreadable", error.to_string()),
            };
            return show(visit, viewer, site, typed, vec![fault], None).await;
        }
    };
    let desk = site.desk(visit, viewer, []).await?;
    let older = site
        .office
        .in_force(newer.in_force)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let found = older.profile.changes_to(&newer);
    let many = faults.len();
    let v = Difference {
        older: short(&older.profile_digest),
        newer: String::new(),
        in_force: Some(newer.in_force),
        changes: changes(&found),
        authority: authority_of(&found).map_or_else(String::new, |a| a.code().to_owned()),
        form: Some(propose_form(&desk, typed, faults)),
        ..Difference::default()
    };
    let shown = DifferencePage::of(visit, &v);
    page_with_faults(&shown, many)
}

/// `POST /rules/profiles/check`: what a new version would change.
#[handler]
pub(crate) async fn post_check(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    check(visit, viewer, site, &typed, Vec::new()).await
}

/// `POST /rules/profiles/propose`
#[handler]
pub(crate) async fn post_propose(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let command = Command::Document {
        kind: DocumentKind::Profile,
        act: DocumentAct::Propose {
            text: typed.get("text").to_owned(),
            reason: typed.get("reason").to_owned(),
        },
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(see_other("/rules?done=proposed")),
        Err(error) => {
            let faults = vec![as_fault(&visit.ui, &error)?];
            check(visit, viewer, site, &typed, faults).await
        }
    }
}

fn kind_named(name: &str) -> Result<DocumentKind, Failure> {
    DocumentKind::from_code(name).ok_or_else(|| Failure::new(Problem::NotFound))
}

/// The forms that approve a version or send it back, for those who may.
fn decide_forms(
    desk: &Desk,
    kind: DocumentKind,
    proposal: &Proposal,
    preview: Option<String>,
    typed: &Typed,
    faults: &[Fault],
) -> (Option<Form>, Option<Form>) {
    let ui = &desk.ui;
    let address = |act: &str| format!("/rules/proposals/{}/{act}", kind.code());
    let hidden = vec![("proposal".to_owned(), proposal.digest.clone())];
    let own = proposal.by.shares_a_person(&desk.actor.id);
    let approve = (may_adopt(&desk.actor, proposal.authority) && !own).then(|| {
        let mut hidden = hidden.clone();
        hidden.extend(preview.map(|digest| ("preview".to_owned(), digest)));
        Form {
            action: address("approve"),
            groups: vec![Group {
                legend: String::new(),
                fields: vec![decision_field(desk, typed, faults)],
            }],
            hidden,
            submit: ui.t("rules-approve"),
            cancel: "/rules".to_owned(),
            ..Form::default()
        }
        .with_faults(faults.to_vec(), &ui.t("colon"))
    });
    let may_reject = own || may_adopt(&desk.actor, domain::code::Authority::CenterHead);
    let reject = may_reject.then(|| Form {
        action: address("reject"),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![reason_field(desk, &Typed::default(), &[])],
        }],
        hidden,
        submit: ui.t("rules-reject"),
        ..Form::default()
    });
    (approve, reject)
}

/// The resolution of a meeting that adopted what waits.
async fn resolved(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    kind: DocumentKind,
    proposal: &Proposal,
) -> Result<Option<Reference>, Failure> {
    let meetings = site.office.meetings(&viewer.actor).await;
    let meetings = meetings.map_err(|e| refused(&visit.ui, &e))?;
    let adopted = |item: &Item| {
        matches!(&item.subject, Subject::Rules { document, digest }
            if *document == kind && *digest == proposal.sha256)
            && matches!(
                item.state,
                ItemState::Resolved {
                    resolution: Resolution::Adopted,
                    ..
                }
            )
    };
    Ok(meetings.iter().find_map(|meeting| {
        let (item, _) = meeting.numbered().find(|(_, item)| adopted(item))?;
        Some(Reference {
            meeting: meeting.id.0,
            item,
        })
    }))
}

async fn proposal(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    kind: DocumentKind,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let refuse = |e| refused(&visit.ui, &e);
    let missing = || Failure::new(Problem::NotFound);
    let organisation = site.office.organisation().await.map_err(refuse)?;
    let found = organisation.proposals.get(&kind).ok_or_else(missing)?;
    let desk = site.desk_with(visit, viewer, found.by.account()).await?;
    let mut v = Difference {
        newer: short(&found.sha256),
        in_force: Some(found.in_force),
        authority: found.authority.code().to_owned(),
        waiting: waiting(&desk, site, &organisation, kind).await?,
        ..Difference::default()
    };
    let mut preview = None;
    match kind {
        DocumentKind::Profile => {
            let older = site.office.in_force(found.in_force).await.map_err(refuse)?;
            let newer = site
                .office
                .profile_with(&found.sha256)
                .await
                .map_err(refuse)?
                .ok_or_else(missing)?;
            v.older = short(&older.profile_digest);
            v.changes = changes(&older.profile.changes_to(&newer));
        }
        DocumentKind::Calendar => {
            let text = site
                .office
                .document_text(kind, &found.sha256)
                .await
                .map_err(refuse)?
                .ok_or_else(missing)?;
            let shown = site
                .office
                .preview_calendar(&viewer.actor, &text)
                .await
                .map_err(refuse)?;
            v.moves = Some(moves(&desk, &shown));
            preview = Some(shown.digest);
        }
    }
    let many = faults.len();
    v.resolved = resolved(visit, viewer, site, kind, found).await?;
    // The approval cites the resolution; a form that came back keeps what was typed.
    let typed = match v.resolved {
        Some(resolution) if typed.0.is_empty() => &typed.with("decision", resolution.to_string()),
        _ => typed,
    };
    (v.form, v.reject) = decide_forms(&desk, kind, found, preview, typed, &faults);
    let shown = DifferencePage::of(visit, &v);
    page_with_faults(&shown, many)
}

/// `/rules/proposals/{kind}`
#[handler]
pub(crate) async fn get_proposal(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(kind): Path<String>,
) -> Result<Response> {
    let kind = kind_named(&kind)?;
    proposal(visit, viewer, site, kind, &Typed::default(), Vec::new()).await
}

/// `POST /rules/proposals/{kind}/{approve|reject}`
#[handler]
pub(crate) async fn post_decision(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((name, decision)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/rules")?;
    let kind = kind_named(&name)?;
    let act = match decision.as_str() {
        "approve" => DocumentAct::Approve {
            proposal: typed.get("proposal").to_owned(),
            decision: typed.filled("decision"),
            preview: typed.filled("preview"),
        },
        "reject" => DocumentAct::Reject {
            proposal: typed.get("proposal").to_owned(),
            reason: typed.get("reason").to_owned(),
        },
        _ => return Err(Failure::new(Problem::NotFound).into()),
    };
    let command = Command::Document { kind, act };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) if decision == "approve" => Ok(see_other("/rules?done=approved")),
        Ok(_) => Ok(see_other("/rules?done=rejected")),
        Err(OfficeError::Refused(refusal)) if refusal.field.is_some() => {
            let faults = vec![fault_of(&visit.ui, &refusal)];
            proposal(visit, viewer, site, kind, &typed, faults).await
        }
        Err(error) => Err(refused(&visit.ui, &error).into()),
    }
}
