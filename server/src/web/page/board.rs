//! 理事会: the next meeting with its papers, all meetings, what an agenda may take up; and the call
//! of a meeting.

use super::{login::see_other, meeting};
use crate::web::{
    failure::Failure,
    frame::{Frame, page, page_with_faults},
    map::{
        board::{Sitting, line},
        deadline::chip,
        load::named,
    },
    page::case::Outcome,
    problem::Problem,
    refused::{as_fault, fault, left_empty, refused},
    site::{Desk, Site},
    typed::Typed,
    view::{
        board::{BoardHome, Candidate, MeetingLine, NextMeeting, OpenQuestion, OpenVersion},
        form::{Choice, Fault, Field, Form, Group, Input},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    board::{Calling, Meeting},
    case::Respondent,
    code::{Body, LegalForm, MeetingStage},
    era::read_date_time,
    id::AccountId,
};
use jiff::civil::DateTime;
use poem::{
    Response, Result, handler,
    web::{Data, Query},
};
use store::{Command, desk::Directory};

/// The page.
#[derive(Debug, Template)]
#[template(path = "board.html")]
pub struct BoardPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a BoardHome,
}

/// The form that calls a meeting.
#[derive(Debug, Template)]
#[template(path = "board_new.html")]
pub struct CallPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The form.
    pub form: &'a Form,
}

impl<'a> BoardPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a BoardHome) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("board-title")),
            v,
        }
    }
}

impl<'a> CallPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, form: &'a Form) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("board-call")).with_faults(form.faults.len()),
            form,
        }
    }
}

/// The agendas that are still being made, by body: number and address of the form that puts an item.
fn agendas(meetings: &[Meeting], body: Body, subject: &str) -> Vec<(u32, String)> {
    meetings
        .iter()
        .filter(|meeting| meeting.stage == MeetingStage::Prepared && meeting.body == body)
        .map(|meeting| {
            let href = format!("/board/meetings/{}/do/put?subject={subject}", meeting.id);
            (meeting.id.0, href)
        })
        .collect()
}

/// Questions about measures that no agenda has taken up.
async fn questions(site: &Site, desk: &Desk, meetings: &[Meeting]) -> Result<Vec<OpenQuestion>> {
    let measures = site.office.measures(&desk.actor).await;
    let measures = measures.map_err(|e| refused(&desk.ui, &e))?;
    let mut open = Vec::new();
    for measure in &measures {
        if !matches!(
            measure.body,
            Body::Board | Body::Committee | Body::GeneralMeeting
        ) {
            continue;
        }
        for question in measure.open_questions() {
            let subject = format!("measure:{}:{}", measure.id, question.code());
            open.push(OpenQuestion {
                measure: measure.id.0,
                kind: measure.kind.code().to_owned(),
                member: desk.respondent(&Respondent::Member {
                    member: measure.member.clone(),
                }),
                question: question.code().to_owned(),
                body: measure.body.code().to_owned(),
                puts: agendas(meetings, measure.body, &subject),
            });
        }
    }
    Ok(open)
}

/// Versions of rules and calendar that wait for a resolution.
async fn versions(site: &Site, desk: &Desk, meetings: &[Meeting]) -> Result<Vec<OpenVersion>> {
    let organisation = site.office.organisation().await;
    let organisation = organisation.map_err(|e| refused(&desk.ui, &e))?;
    let waiting = organisation.proposals.iter().map(|(document, proposal)| {
        let subject = format!("rules:{}:{}", document.code(), proposal.sha256);
        OpenVersion {
            document: document.code().to_owned(),
            in_force: proposal.in_force,
            href: format!("/rules/proposals/{}", document.code()),
            puts: agendas(meetings, Body::Board, &subject),
        }
    });
    Ok(waiting.collect())
}

async fn candidates(site: &Site, desk: &Desk) -> Result<Vec<Candidate>> {
    let agenda = site.office.agenda(&desk.actor).await;
    let agenda = agenda.map_err(|e| refused(&desk.ui, &e))?;
    Ok(agenda
        .iter()
        .map(|item| {
            let (file, deadline) = (item.due.file(), &item.due.deadline);
            Candidate {
                number: named(desk, &item.due).number,
                kind: file.map_or("", |file| file.kind.code()).to_owned(),
                stage: file.map_or("", |file| file.stage.code()).to_owned(),
                chip: chip(desk, deadline),
                level: format!("l{}", deadline.level()),
                since: item.since.date(),
                waits_on: deadline.waits_on.code().to_owned(),
            }
        })
        .collect())
}

/// The meeting that is next: the one that is being held, or the earliest that is to come.
fn next(meetings: &[Meeting]) -> Option<&Meeting> {
    meetings
        .iter()
        .filter(|meeting| {
            matches!(
                meeting.stage,
                MeetingStage::Prepared | MeetingStage::Notified | MeetingStage::Open
            )
        })
        .min_by_key(|meeting| (meeting.stage != MeetingStage::Open, meeting.at))
}

/// `/board`
#[handler]
pub(crate) async fn get_board(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/board")?;
    let meetings = site.office.meetings(&viewer.actor).await;
    let mut meetings = meetings.map_err(|e| refused(&visit.ui, &e))?;
    meetings.sort_by_key(|meeting| std::cmp::Reverse(meeting.at));
    let desk = site.desk(visit, viewer, []).await?;
    let next = match next(&meetings) {
        Some(found) => Some(next_meeting(visit, viewer, site, found).await?),
        None => None,
    };
    let may_call = viewer.actor.runs_meetings();
    let v = BoardHome {
        next,
        meetings: meetings.iter().map(line).collect::<Vec<MeetingLine>>(),
        questions: questions(site, &desk, &meetings).await?,
        versions: if may_call {
            versions(site, &desk, &meetings).await?
        } else {
            Vec::new()
        },
        candidates: candidates(site, &desk).await?,
        may_call,
    };
    let mut shown = BoardPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}

async fn next_meeting(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    meeting: &Meeting,
) -> Result<NextMeeting> {
    let room = meeting::Room::load(visit, viewer, site, &meeting.id.to_string()).await?;
    let sitting: Sitting<'_> = room.sitting();
    let head = sitting.head(None);
    Ok(NextMeeting {
        line: head.line,
        place: head.place,
        items: head.items,
    })
}

/// The people of whom a committee can be made: everybody of the office with an open account.
fn people(directory: &Directory) -> Vec<(AccountId, String)> {
    let mut people: Vec<(AccountId, String)> = directory
        .people
        .iter()
        .filter(|(_, (account, _, _))| account.member.is_none() && !account.disabled)
        .map(|(id, (_, _, name))| (*id, name.clone()))
        .collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    people
}

async fn call_form(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: Option<&Typed>,
    faults: Vec<Fault>,
) -> Result<(Form, Vec<AccountId>)> {
    viewer.enters("/board")?;
    if !viewer.actor.runs_meetings() {
        return Err(Failure::new(Problem::Forbidden).into());
    }
    let ui = visit.ui;
    let desk = site.desk(visit, viewer, []).await?;
    let directory = site.office.directory().await;
    let people = people(&directory.map_err(|e| refused(&ui, &e))?);
    let meets = desk.in_force.profile.board.legal_form == LegalForm::Association;
    let bodies = [Body::Board, Body::Committee, Body::GeneralMeeting]
        .into_iter()
        .filter(|body| meets || *body != Body::GeneralMeeting)
        .map(|body| Choice::new(body.code(), ui.term("body", body.code())));
    let fields = [
        Field::new("body", ui.t("board-body"))
            .input(Input::Radio(bodies.collect()))
            .value(Body::Board.code())
            .required(),
        Field::new("at", ui.t("board-at"))
            .input(Input::Date)
            .hint(ui.n("board-at-hint", desk.in_force.profile.board.notice_days))
            .required(),
        Field::new("place", ui.t("board-place"))
            .hint(ui.t("board-place-hint"))
            .required(),
    ];
    let members = people
        .iter()
        .map(|(id, name)| Field::new(format!("person-{id}"), name.clone()).input(Input::Check));
    let judge = |field: Field| field.typed(typed, &faults);
    let form = Form {
        action: "/board/new".to_owned(),
        groups: vec![
            Group {
                legend: String::new(),
                fields: fields.into_iter().map(judge).collect(),
            },
            Group {
                legend: ui.t("board-committee"),
                fields: members.map(judge).collect(),
            },
        ],
        submit: ui.t("board-call"),
        effect: ui.t("board-call-effect"),
        cancel: "/board".to_owned(),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"));
    Ok((form, people.into_iter().map(|(id, _)| id).collect()))
}

/// When a meeting is to be held: day and hour.
fn held_at(visit: &Visit, typed: &Typed) -> Result<Option<DateTime>, Fault> {
    let text = typed.get("at").trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = read_date_time(text).map_err(|_| fault(&visit.ui, "at", "field.date"))?;
    let time = read.time.ok_or_else(|| Fault {
        field: "at".to_owned(),
        code: "field.date".to_owned(),
        message: visit.ui.t("board-hour-missing"),
    })?;
    Ok(Some(read.date.to_datetime(time)))
}

/// `GET /board/new`
#[handler]
pub(crate) async fn get_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    let (form, _) = call_form(visit, viewer, site, None, Vec::new()).await?;
    Ok(page(&CallPage::of(visit, &form)))
}

/// `POST /board/new`
#[handler]
pub(crate) async fn post_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    let (form, people) = call_form(visit, viewer, site, None, Vec::new()).await?;
    let fields: Vec<Field> = form.fields().cloned().collect();
    let mut faults = left_empty(&visit.ui, &fields, &typed);
    let body = Body::from_code(typed.get("body"));
    let held = match held_at(visit, &typed) {
        Ok(held) => held,
        Err(fault) => {
            faults.retain(|known| known.field != fault.field);
            faults.push(fault);
            None
        }
    };
    if let (Some(body), Some(held), true) = (body, held, faults.is_empty()) {
        let committee = people
            .into_iter()
            .filter(|id| body == Body::Committee && typed.is_ticked(&format!("person-{id}")));
        let command = Command::Call(Box::new(Calling {
            body,
            at: held,
            place: typed.get("place").to_owned(),
            committee: committee.collect(),
        }));
        match site.office.perform(&viewer.actor, command).await {
            Ok(done) => {
                let id = done.meeting().map(|id| id.to_string()).unwrap_or_default();
                return Ok(see_other(&format!(
                    "/board/meetings/{id}?done=meeting-called"
                )));
            }
            Err(error) => faults.push(as_fault(&visit.ui, &error)?),
        }
    }
    let many = faults.len();
    let (form, _) = call_form(visit, viewer, site, Some(&typed), faults).await?;
    page_with_faults(&CallPage::of(visit, &form), many)
}
