//! Recording in the organisation's own registers: a new entry, or a further fact about one.

use super::{
    folio::{acts, numbers, one},
    login::see_other,
    registers::{address, kind_at},
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    map::folio_fields::{Read, of_act, of_fresh},
    problem::Problem,
    refused::{as_fault, left_empty, refused},
    site::Site,
    typed::Typed,
    view::{
        form::{Fault, Field, Form, Group},
        registers::FolioForm,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    code::FolioKind,
    folio::{Content, FolioAct, LessonState, keeps},
    id::CaseId,
    profile::Profile,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use store::{Command, desk::FolioCard};

/// The form.
#[derive(Debug, Template)]
#[template(path = "folio_form.html")]
pub struct FolioFormPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a FolioForm,
}

impl<'a> FolioFormPage<'a> {
    /// The page in the frame of this visit, called `title`.
    #[must_use]
    pub fn of(visit: &Visit, title: &str, v: &'a FolioForm) -> Self {
        Self {
            f: Frame::of(visit, title).with_faults(v.form.faults.len()),
            v,
        }
    }
}

/// The fields in groups: the sectors of an accreditation stand under a heading of their own.
fn groups(visit: &Visit, fields: Vec<Field>, faults: &[Fault]) -> Vec<Group> {
    let judged = fields.into_iter().map(|field| field.judged_by(faults));
    let (sectors, others): (Vec<Field>, Vec<Field>) =
        judged.partition(|field| field.name.starts_with("scope-"));
    let mut groups = vec![Group {
        legend: String::new(),
        fields: others,
    }];
    if !sectors.is_empty() {
        let (label, hint) = (visit.ui.t("folio-scope"), visit.ui.t("folio-scope-hint"));
        groups.push(Group {
            legend: format!("{label}{}{hint}", visit.ui.t("colon")),
            fields: sectors,
        });
    }
    groups
}

fn show_new(
    visit: &Visit,
    kind: FolioKind,
    profile: &Profile,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let ui = visit.ui;
    let (name, home) = (
        ui.term("foliokind", kind.code()),
        format!("/registers/{}", kind.code()),
    );
    let many = faults.len();
    let form = Form {
        action: format!("{home}/new"),
        groups: groups(visit, of_fresh(ui, kind, profile, typed), &faults),
        submit: ui.t("registers-record"),
        effect: ui.term("foliolead", kind.code()),
        cancel: home.clone(),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"));
    let v = FolioForm {
        back: (name.clone(), home),
        reads: None,
        form,
    };
    let title = format!("{name} {}", ui.t("registers-new"));
    page_with_faults(&FolioFormPage::of(visit, &title, &v), many)
}

/// The register in which this reader may record.
async fn open_new(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    kind: &str,
) -> Result<(FolioKind, std::sync::Arc<Profile>), Failure> {
    viewer.enters("/registers")?;
    let kind = kind_at(kind)?;
    if !keeps(&viewer.actor, kind) {
        return Err(Failure::new(Problem::Forbidden));
    }
    let desk = site.desk(visit, viewer, []).await?;
    Ok((kind, desk.in_force.profile))
}

/// `/registers/{kind}/new`
#[handler]
pub(crate) async fn get_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(kind): Path<String>,
) -> Result<Response> {
    let (kind, profile) = open_new(visit, viewer, site, &kind).await?;
    show_new(visit, kind, &profile, &Typed::default(), Vec::new())
}

/// The cases with the numbers that were typed.
async fn cases(visit: &Visit, site: &Site, typed: &Typed) -> Result<Vec<CaseId>, Failure> {
    let mut cases = Vec::new();
    for number in Read::new(visit.ui, typed).numbers() {
        let found = site.office.case_id(number).await;
        // A number without a case becomes an identity that no case has, which the rules refuse.
        let id = found.map_err(|e| refused(&visit.ui, &e))?;
        cases.push(id.unwrap_or_else(|| CaseId(uuid::Uuid::nil())));
    }
    Ok(cases)
}

/// `POST /registers/{kind}/new`
#[handler]
pub(crate) async fn post_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(kind): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let (kind, profile) = open_new(visit, viewer, site, &kind).await?;
    let ui = visit.ui;
    let empty = left_empty(&ui, &of_fresh(ui, kind, &profile, &typed), &typed);
    if !empty.is_empty() {
        return show_new(visit, kind, &profile, &typed, empty);
    }
    let mut read = Read::new(ui, &typed);
    read.numbers();
    let fresh = match read.fresh(kind, &profile, cases(visit, site, &typed).await?) {
        Ok(fresh) => fresh,
        Err(faults) => return show_new(visit, kind, &profile, &typed, faults),
    };
    match site
        .office
        .perform(&viewer.actor, Command::Record(fresh))
        .await
    {
        Ok(done) => {
            let number = done.folio().map_or(0, |id| id.0);
            let home = format!("/registers/{}/{number}?done=recorded", kind.code());
            Ok(see_other(&home))
        }
        Err(error) => {
            let faults = vec![as_fault(&ui, &error)?];
            show_new(visit, kind, &profile, &typed, faults)
        }
    }
}

/// The entry and the act at an address, when the state allows it and this reader does it.
async fn open_act(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    (kind, number, act): &(String, String, String),
) -> Result<(FolioCard, FolioAct), Failure> {
    let card = one(visit, viewer, site, kind, number).await?;
    let act = FolioAct::from_name(act).ok_or_else(|| Failure::new(Problem::NotFound))?;
    if !domain::folio::may(&viewer.actor, act, card.folio.kind()) {
        return Err(Failure::new(Problem::Forbidden));
    }
    let possible = acts(&viewer.actor, &card.folio);
    if visit.is_safe() && !possible.iter().any(|(known, _)| *known == act) {
        return Err(Failure::new(Problem::NotAllowedNow));
    }
    Ok((card, act))
}

async fn show_act(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    (card, act): (&FolioCard, FolioAct),
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let ui = visit.ui;
    let folio = &card.folio;
    let name = FolioAct::ALL
        .iter()
        .find(|(known, _)| *known == act)
        .map_or("", |(_, name)| *name);
    let home = address(folio);
    let numbers = numbers(visit, viewer, site, folio).await?;
    let word = |field: &str| {
        let found = card.words.get(folio.words_seq, field);
        found.unwrap_or_default().to_owned()
    };
    let words = (word("title"), word("text"));
    let many = faults.len();
    let fields = of_act(ui, act, &numbers, &words, typed);
    let decides = matches!(act, FolioAct::Release | FolioAct::Return);
    let proposal = match &folio.content {
        Content::Lesson(lesson) => match &lesson.state {
            // What was shown stays what is decided on, even if the form comes back with a fault.
            LessonState::Proposed { digest, .. } if typed.0.is_empty() => digest.clone(),
            _ => typed.get("proposal").to_owned(),
        },
        _ => String::new(),
    };
    let form = Form {
        action: format!("{home}/do/{name}"),
        groups: groups(visit, fields, &faults),
        hidden: if decides {
            vec![("proposal".to_owned(), proposal)]
        } else {
            Vec::new()
        },
        submit: ui.term("folioact", name),
        effect: ui.term("folioact", format!("{name}-effect")),
        grave: matches!(act, FolioAct::Strike | FolioAct::Release),
        cancel: home.clone(),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"));
    let v = FolioForm {
        back: (ui.n("registers-number", folio.id.0), home),
        reads: (decides || act == FolioAct::Propose).then_some(words),
        form,
    };
    let title = ui.term("folioact", name);
    page_with_faults(&FolioFormPage::of(visit, &title, &v), many)
}

/// `/registers/{kind}/{number}/do/{act}`
#[handler]
pub(crate) async fn get_act(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(place): Path<(String, String, String)>,
) -> Result<Response> {
    let (card, act) = open_act(visit, viewer, site, &place).await?;
    let (typed, faults) = (Typed::default(), Vec::new());
    show_act(visit, viewer, site, (&card, act), &typed, faults).await
}

/// `POST /registers/{kind}/{number}/do/{act}`
#[handler]
pub(crate) async fn post_act(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(place): Path<(String, String, String)>,
    typed: Typed,
) -> Result<Response> {
    let (card, act) = open_act(visit, viewer, site, &place).await?;
    let ui = visit.ui;
    let cases = numbers(visit, viewer, site, &card.folio).await?;
    let fields = of_act(ui, act, &cases, &Default::default(), &typed);
    let mut faults = left_empty(&ui, &fields, &typed);
    if faults.is_empty() {
        match Read::new(ui, &typed).act(act, &cases) {
            Ok(command) => {
                let id = card.folio.id;
                let command = Command::Folio { id, command };
                match site.office.perform(&viewer.actor, command).await {
                    Ok(_) => {
                        let home = address(&card.folio);
                        return Ok(see_other(&format!("{home}?done=recorded")));
                    }
                    Err(error) => faults.push(as_fault(&ui, &error)?),
                }
            }
            Err(found) => faults = found,
        }
    }
    show_act(visit, viewer, site, (&card, act), &typed, faults).await
}
