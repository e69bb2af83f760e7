//! The member's portal.

use super::{case::Outcome, document::listed, login::see_other, portal_step::tasks};
use crate::web::{
    failure::Failure,
    frame::{Frame, page, page_with_faults},
    map::{
        deadline::{chip, why},
        measure_portal::line,
    },
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    steps::sharing,
    typed::Typed,
    view::{
        document::Documents,
        form::{Fault, Form},
        portal::{DemandShown, Portal, ReplyReceipt, Request, RequestPage, reply_form},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    case::{CaseCommand, CaseFile, Number, Reply, Respondent, Step},
    clock::Deadline,
    code::{Channel, Delivery, Party},
    demand::DemandState,
    event::Event,
    member_request::RequestState,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::{
    Command,
    desk::{Dossier, LONGEST, View, WorkFilter},
};

/// What the organisation asks of the member.
#[derive(Debug, Template)]
#[template(path = "portal.html")]
pub struct PortalPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Portal,
}

/// One request with the reply form.
#[derive(Debug, Template)]
#[template(path = "portal_request.html")]
pub struct PortalRequestPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a RequestPage,
}

/// 受付票: proof that a reply arrived.
#[derive(Debug, Template)]
#[template(path = "portal_receipt.html")]
pub struct PortalReceiptPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a ReplyReceipt,
}

impl<'a> PortalPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Portal) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("portal-title")),
            v,
        }
    }
}

impl<'a> PortalRequestPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a RequestPage) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("portal-request-title")),
            v,
        }
    }
}

impl<'a> PortalReceiptPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a ReplyReceipt) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("portal-receipt-title")),
            v,
        }
    }
}

/// A request as the member sees it; `None` before there is one.
fn request(desk: &Desk, file: &CaseFile) -> Option<Request> {
    let current = file.current_request()?;
    let (has_report, has_proposal) = current.parts();
    let (state, delivered) = match current.state {
        RequestState::Issued { .. } if current.round > 1 => ("returned", None),
        RequestState::Delivered { at, .. } if current.round > 1 => ("returned", Some(at)),
        RequestState::Issued { .. } => ("answer", None),
        RequestState::Delivered { at, .. } => ("answer", Some(at)),
        RequestState::Answered { .. } => ("answered", None),
        RequestState::Accepted { .. }
        | RequestState::Refused { .. }
        | RequestState::Cancelled { .. } => ("done", None),
    };
    Some(Request {
        id: file.number.to_string(),
        number: file.number.printed(),
        state: state.to_owned(),
        round: current.round,
        delivered,
        chip: due(file).map(|deadline| chip(desk, deadline)),
        has_report,
        has_proposal,
    })
}

/// The deadline that waits on the member.
fn due(file: &CaseFile) -> Option<&Deadline> {
    file.open_deadlines()
        .into_iter()
        .find(|d| d.waits_on == Party::Member)
}

/// `/portal`
#[handler]
pub(crate) async fn get_portal(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/portal")?;
    let mut rows = Vec::new();
    for view in [View::Open, View::Closed] {
        let filter = WorkFilter {
            view,
            limit: Some(LONGEST),
            ..WorkFilter::default()
        };
        let found = site.office.worklist(&viewer.actor, &filter).await;
        rows.extend(found.map_err(|e| refused(&visit.ui, &e))?.rows);
    }
    let desk = site
        .desk(visit, viewer, rows.iter().map(|row| &row.file))
        .await?;
    let mut requests: Vec<Request> = rows
        .iter()
        .filter_map(|row| request(&desk, &row.file))
        .collect();
    requests.sort_by_key(|request| !request.is_open());
    let measures = site.office.measures(&viewer.actor).await;
    let measures = measures.map_err(|e| refused(&visit.ui, &e))?;
    let mut measures: Vec<_> = measures.iter().map(|m| line(&desk, m)).collect();
    measures.sort_by_key(|measure| !measure.acts);
    let member = viewer.actor.member.clone();
    let v = Portal {
        member: member
            .map(|member| desk.respondent(&Respondent::Member { member }))
            .unwrap_or_default(),
        requests,
        measures,
    };
    Ok(page(&PortalPage::of(visit, &v)))
}

/// The case behind an address, when it exists for this member. Opens no letter yet.
pub(super) async fn file(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    slug: &str,
) -> Result<CaseFile, Failure> {
    viewer.enters("/portal")?;
    let missing = || Failure::new(Problem::NotFound);
    let refuse = |e| refused(&visit.ui, &e);
    let number: Number = slug.parse().map_err(|_| missing())?;
    let id = site.office.case_id(number).await.map_err(refuse)?;
    let file = site
        .office
        .case_file(&viewer.actor, id.ok_or_else(missing)?)
        .await
        .map_err(refuse)?;
    file.ok_or_else(missing)
}

/// The case with its letters; opening them is written down.
pub(super) async fn load(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    slug: &str,
) -> Result<(Dossier, Desk), Failure> {
    let file = file(visit, viewer, site, slug).await?;
    let dossier = site
        .office
        .dossier(&viewer.actor, file.number)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let dossier = dossier.ok_or_else(|| Failure::new(Problem::NotFound))?;
    let desk = site.desk(visit, viewer, [&dossier.file]).await?;
    Ok((dossier, desk))
}

/// Whether the request is on its way: nobody has taken it over yet.
fn is_on_its_way(file: &CaseFile) -> bool {
    file.current_request()
        .is_some_and(|request| matches!(request.state, RequestState::Issued { .. }))
}

/// Whether the request is with the member, who may hand things in.
pub(super) fn is_answering(file: &CaseFile) -> bool {
    file.current_request()
        .is_some_and(|request| matches!(request.state, RequestState::Delivered { .. }))
}

/// The newest words of a field of a request that the member may read.
fn newest<'a>(dossier: &'a Dossier, field: &str) -> &'a str {
    let mut moments = dossier.moments.iter().rev();
    moments
        .find_map(|read| match read.entry.event {
            Event::RequestIssued(_) | Event::RequestReturned(_) => {
                dossier.opened.get(read.entry.seq, field)
            }
            _ => None,
        })
        .unwrap_or_default()
}

/// What was demanded besides; the words of a demand are read once it was taken over.
fn demands(dossier: &Dossier) -> Vec<DemandShown> {
    dossier
        .file
        .demands
        .iter()
        .map(|demand| {
            let letter = dossier
                .moments
                .iter()
                .find_map(|read| match &read.entry.event {
                    Event::DemandMade(e) if e.demand == demand.ordinal => {
                        dossier.opened.get(read.entry.seq, "letter")
                    }
                    _ => None,
                });
            let there = !matches!(demand.state, DemandState::Issued { .. });
            DemandShown {
                kind: demand.kind.code().to_owned(),
                owed: demand.is_owed(),
                letter: letter.filter(|_| there).unwrap_or_default().to_owned(),
            }
        })
        .collect()
}

pub(super) async fn show(
    visit: &Visit,
    site: &Site,
    desk: &Desk,
    dossier: &Dossier,
    (typed, faults): (&Typed, Vec<Fault>),
    documents: Documents,
    done: Option<&str>,
) -> Result<Response> {
    let request = request(desk, &dossier.file).ok_or_else(|| Failure::new(Problem::NotFound))?;
    let incident = site.office.same_incident(&desk.actor, &dossier.file).await;
    let incident = incident.map_err(|e| refused(&visit.ui, &e))?;
    let many = faults.len() + documents.upload.as_ref().map_or(0, |u| u.faults.len());
    let v = RequestPage {
        documents,
        letter: newest(dossier, "letter").to_owned(),
        deficiencies: if request.state == "returned" {
            newest(dossier, "deficiencies").to_owned()
        } else {
            String::new()
        },
        receive: None,
        why: due(&dossier.file).and_then(|d| Some(why(desk, d, dossier.proofs.get(&d.name)?))),
        form: request.is_open().then(|| {
            reply_form(
                visit.ui,
                &request,
                (typed.get("report"), typed.get("proposal")),
                faults,
            )
        }),
        request,
        demands: demands(dossier),
        shared: sharing(Step::RecordReply, &dossier.file, &incident)
            .map(|part| part.number.printed())
            .collect(),
        tasks: tasks(&desk.actor, &dossier.file),
    };
    let mut shown = PortalRequestPage::of(visit, &v);
    shown.f = shown.f.after(done).with_faults(many);
    page_with_faults(&shown, many)
}

/// `/portal/requests/{no}`: the letter and the reply form; before that, the button that takes the
/// request over.
#[handler]
pub(crate) async fn get_request(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let file = file(visit, viewer, site, &slug).await?;
    if is_on_its_way(&file) {
        let desk = site.desk(visit, viewer, [&file]).await?;
        let request = request(&desk, &file).ok_or_else(|| Failure::new(Problem::NotFound))?;
        let v = RequestPage {
            receive: Some(Form {
                action: format!("/portal/requests/{}/receive", request.id),
                submit: visit.ui.t("portal-receive"),
                cancel: "/portal".to_owned(),
                ..Form::default()
            }),
            request,
            letter: String::new(),
            deficiencies: String::new(),
            why: None,
            form: None,
            demands: Vec::new(),
            shared: Vec::new(),
            tasks: Vec::new(),
            documents: Documents::default(),
        };
        return Ok(page(&PortalRequestPage::of(visit, &v)));
    }
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let documents = listed(visit, site, &desk, &dossier.file, "", Vec::new()).await?;
    let nothing = (&Typed::default(), Vec::new());
    show(
        visit,
        site,
        &desk,
        &dossier,
        nothing,
        documents,
        outcome.done.as_deref(),
    )
    .await
}

/// `POST /portal/requests/{no}/receive`: the member takes the request over. That proves its delivery
/// and starts the clock (3.2), so it is a button and not a side effect of looking.
#[handler]
pub(crate) async fn post_receive(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
) -> Result<Response> {
    let file = file(visit, viewer, site, &slug).await?;
    // Pressed twice, or taken over in another window: there is nothing left to record.
    if is_on_its_way(&file) {
        let received = CaseCommand::RecordDelivery {
            by: Delivery::Portal,
            on: None,
            proof: visit.request_id.clone(),
        };
        site.office
            .perform(&viewer.actor, Command::case(file.id, received))
            .await
            .map_err(|e| refused(&visit.ui, &e))?;
    }
    Ok(see_other(&format!("/portal/requests/{}", file.number)))
}

/// `POST /portal/requests/{no}/reply`
#[handler]
pub(crate) async fn post_reply(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let reply = CaseCommand::RecordReply(Reply {
        channel: Channel::Web,
        replied_at: None,
        report: typed.get("report").to_owned(),
        proposal: typed.get("proposal").to_owned(),
        original: String::new(),
    });
    match site
        .office
        .perform(&viewer.actor, Command::case(dossier.file.id, reply))
        .await
    {
        Ok(_) => Ok(see_other(&format!(
            "/portal/requests/{slug}/receipt?done=replied"
        ))),
        Err(error) => {
            let failure = refused(&visit.ui, &error);
            if failure.problem == Problem::InvalidInput {
                let documents = listed(visit, site, &desk, &dossier.file, "", Vec::new()).await?;
                let again = (&typed, failure.faults);
                show(visit, site, &desk, &dossier, again, documents, None).await
            } else {
                Err(failure.into())
            }
        }
    }
}

/// `/portal/requests/{no}/receipt`
#[handler]
pub(crate) async fn get_receipt(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let mut moments = dossier.moments.iter().rev();
    let (entry, complete) = moments
        .find_map(|read| match &read.entry.event {
            Event::RequestAnswered(e) => Some((&read.entry, e.has_report && e.has_proposal)),
            _ => None,
        })
        .ok_or_else(|| Failure::new(Problem::NotFound))?;
    let v = ReplyReceipt {
        number: dossier.file.number.printed(),
        seq: entry.seq,
        at: entry.at,
        sha256: entry.sha256.clone(),
        complete,
        rest: (!complete)
            .then(|| due(&dossier.file).map(|d| chip(&desk, d)))
            .flatten(),
    };
    Ok(page(&PortalReceiptPage::of(visit, &v)))
}
