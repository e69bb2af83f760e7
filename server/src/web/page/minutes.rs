//! Minutes (議事録): composed from the record, edited, approved by somebody else who sat there,
//! printed, signed outside, and registered as signed.

use super::{
    login::see_other,
    meeting::{Room, name},
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    map::minutes::draft,
    page::case::Outcome,
    problem::Problem,
    refused::{as_fault, fault, left_empty},
    sent::Sent,
    site::Site,
    typed::Typed,
    view::{
        board::{MinutesView, SignedMinutes},
        form::{Choice, Fault, Field, Form, Group, Input},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    board::{MeetingCommand, MeetingStep, may},
    chain::Hash,
    code::SignedBy,
    event::Event,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::Command;

/// The page.
#[derive(Debug, Template)]
#[template(path = "board_minutes.html")]
pub struct MinutesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a MinutesView,
}

impl<'a> MinutesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a MinutesView) -> Self {
        let meeting = name(visit, &v.head.line.body, v.head.line.number);
        let minutes = visit.ui.t("board-minutes");
        Self {
            f: Frame::of(visit, &format!("{meeting} {minutes}")).with_faults(v.faults().len()),
            v,
        }
    }
}

/// The meeting, for those who read its minutes.
async fn open(visit: &Visit, viewer: &Viewer, site: &Site, number: &str) -> Result<Room, Failure> {
    let room = Room::load(visit, viewer, site, number).await?;
    if room.sitting().opens_minutes() {
        Ok(room)
    } else {
        Err(Failure::new(Problem::NotFound))
    }
}

/// What was typed into one of the forms, and what was wrong with it.
#[derive(Default)]
struct Attempt<'a> {
    form: &'static str,
    typed: Option<&'a Typed>,
    faults: Vec<Fault>,
}

fn fields(visit: &Visit, form: &str) -> Vec<Field> {
    let ui = visit.ui;
    match form {
        "write" => vec![
            Field::new("text", ui.t("board-minutes-text"))
                .hint(ui.t("board-minutes-hint"))
                .input(Input::Lines(30))
                .required(),
        ],
        "sign" => {
            let ways = SignedBy::ALL
                .iter()
                .map(|by| Choice::new(by.code(), ui.term("signedby", by.code())));
            vec![
                Field::new("by", ui.t("board-signed-by"))
                    .input(Input::Radio(ways.collect()))
                    .value(SignedBy::Paper.code())
                    .required(),
                Field::new("digest", ui.t("board-signed-digest"))
                    .hint(ui.t("board-signed-digest-hint"))
                    .max(64),
                Field::new("reference", ui.t("board-signed-reference"))
                    .hint(ui.t("board-signed-reference-hint"))
                    .required(),
            ]
        }
        _ => Vec::new(),
    }
}

/// Whether the reader may approve what is written: somebody who sat there and did not write it.
fn approves(room: &Room) -> bool {
    let meeting = &room.dossier.meeting;
    let actor = &room.desk.actor;
    let sat = actor.id.people().any(|person| meeting.sat(person));
    let wrote = meeting
        .minutes
        .as_ref()
        .is_some_and(|minutes| minutes.by.shares_a_person(&actor.id));
    sat && !wrote
}

fn view(visit: &Visit, room: &Room, attempt: &Attempt<'_>) -> MinutesView {
    let ui = visit.ui;
    let sitting = room.sitting();
    let meeting = sitting.meeting();
    let words = &room.dossier.words;
    let minutes = meeting.minutes.as_ref();
    let text = minutes.and_then(|minutes| words.get(minutes.seq, "text"));
    let action = |form: &str| format!("/board/meetings/{}/minutes/{form}", meeting.id);
    let can = |step: MeetingStep| may(&room.desk.actor, step) && step.is_possible(meeting);
    let form = |which: &'static str, submit: &str, effect: &str| {
        let mine = attempt.form == which;
        let faults = if mine {
            attempt.faults.clone()
        } else {
            Vec::new()
        };
        let judged = fields(visit, which).into_iter().map(|field| {
            let field = if field.name == "text" {
                let begun = text.map_or_else(|| draft(&sitting), str::to_owned);
                field.value(begun)
            } else {
                field
            };
            field.typed(attempt.typed.filter(|_| mine), &faults)
        });
        Form {
            action: action(which),
            groups: vec![Group {
                legend: String::new(),
                fields: judged.collect(),
            }],
            hidden: minutes
                .filter(|_| which != "write")
                .map(|minutes| ("minutes".to_owned(), minutes.digest.clone()))
                .into_iter()
                .collect(),
            submit: ui.t(submit),
            effect: ui.t(effect),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon"))
    };
    let registered = room
        .dossier
        .entries
        .iter()
        .rev()
        .find(|entry| matches!(entry.event, Event::MinutesSigned(_)));
    MinutesView {
        head: sitting.head(None),
        text: text.map(str::to_owned),
        digest: minutes.map_or_else(String::new, |minutes| minutes.digest.clone()),
        writer: minutes.map_or_else(String::new, |minutes| room.desk.who(&minutes.by)),
        approved: minutes.and_then(|minutes| minutes.approved_at),
        signed: minutes
            .and_then(|minutes| minutes.signed.as_ref())
            .map(|signed| SignedMinutes {
                file: signed.file.clone(),
                by: signed.by.code().to_owned(),
                at: signed.at,
                reference: registered
                    .and_then(|entry| words.get(entry.seq, "reference"))
                    .unwrap_or_default()
                    .to_owned(),
            }),
        write: can(MeetingStep::WriteMinutes)
            .then(|| form("write", "board-minutes-save", "board-minutes-save-effect")),
        approve: (can(MeetingStep::ApproveMinutes) && approves(room)).then(|| {
            form(
                "approve",
                "board-minutes-approve",
                "board-minutes-approve-effect",
            )
        }),
        sign: can(MeetingStep::SignMinutes)
            .then(|| form("sign", "board-minutes-sign", "board-minutes-sign-effect")),
    }
}

fn show(visit: &Visit, room: &Room, attempt: &Attempt<'_>, done: Option<&str>) -> Result<Response> {
    let v = view(visit, room, attempt);
    let mut shown = MinutesPage::of(visit, &v);
    shown.f = shown.f.after(done);
    page_with_faults(&shown, attempt.faults.len())
}

/// `GET /board/meetings/{id}/minutes`
#[handler]
pub(crate) async fn get_minutes(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let room = open(visit, viewer, site, &number).await?;
    show(visit, &room, &Attempt::default(), outcome.done.as_deref())
}

/// Records one of the three acts, or shows its form again.
async fn act(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    (form, typed): (&'static str, &Typed),
    (room, command): (Room, Result<MeetingCommand, Vec<Fault>>),
) -> Result<Response> {
    let id = room.dossier.meeting.id;
    let faults = match command {
        Err(faults) => faults,
        Ok(command) => {
            match site
                .office
                .perform(&viewer.actor, Command::meeting(id, command))
                .await
            {
                Ok(_) => {
                    let done = format!("/board/meetings/{id}/minutes?done=recorded");
                    return Ok(see_other(&done));
                }
                Err(error) => {
                    let mut fault = as_fault(&visit.ui, &error)?;
                    // The digest of the file stands in a field of another name than in the rules.
                    if fault.field == "file" {
                        "digest".clone_into(&mut fault.field);
                    }
                    vec![fault]
                }
            }
        }
    };
    let room = open(visit, viewer, site, &id.to_string()).await?;
    let attempt = Attempt {
        form,
        typed: Some(typed),
        faults,
    };
    show(visit, &room, &attempt, None)
}

fn filled(visit: &Visit, form: &str, typed: &Typed) -> Result<(), Vec<Fault>> {
    let empty = left_empty(&visit.ui, &fields(visit, form), typed);
    if empty.is_empty() { Ok(()) } else { Err(empty) }
}

/// `POST /board/meetings/{id}/minutes/write`
#[handler]
pub(crate) async fn post_write(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let room = open(visit, viewer, site, &number).await?;
    let command = filled(visit, "write", &typed).map(|()| MeetingCommand::WriteMinutes {
        text: typed.get("text").to_owned(),
    });
    act(visit, viewer, site, ("write", &typed), (room, command)).await
}

/// `POST /board/meetings/{id}/minutes/approve`
#[handler]
pub(crate) async fn post_approve(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let room = open(visit, viewer, site, &number).await?;
    let command = MeetingCommand::ApproveMinutes {
        minutes: typed.get("minutes").to_owned(),
    };
    act(
        visit,
        viewer,
        site,
        ("approve", &typed),
        (room, Ok(command)),
    )
    .await
}

/// `POST /board/meetings/{id}/minutes/sign`: the file is hashed and not kept; or its digest is typed.
#[handler]
pub(crate) async fn post_sign(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    sent: Sent,
) -> Result<Response> {
    let room = open(visit, viewer, site, &number).await?;
    let typed = &sent.typed;
    let digest = match &sent.file {
        Some((_, bytes)) => Some(Hash::of(bytes).to_string()),
        None => typed.filled("digest"),
    };
    let command = filled(visit, "sign", typed).and_then(|()| {
        let bad = |field: &str, code: &str| vec![fault(&visit.ui, field, code)];
        Ok(MeetingCommand::SignMinutes {
            minutes: typed.get("minutes").to_owned(),
            file: digest.ok_or_else(|| bad("digest", "meeting.bad_digest"))?,
            by: SignedBy::from_code(typed.get("by")).ok_or_else(|| bad("by", "field.choice"))?,
            reference: typed.get("reference").to_owned(),
        })
    });
    act(visit, viewer, site, ("sign", typed), (room, command)).await
}
