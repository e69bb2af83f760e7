//! One paper (議案書): the interest that is declared before it opens, reading it, an opinion before
//! the meeting, the vote.

use super::{
    login::see_other,
    meeting::{Room, name},
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults, page_with_status},
    map::{
        board::item_href,
        paper::{changes_since, paper},
    },
    page::case::Outcome,
    problem::Problem,
    refused::{as_fault, left_empty, refused},
    site::Site,
    stepup,
    typed::Typed,
    view::{
        board::DiffLine,
        form::{Choice as Option_, Fault, Field, Form, Group, Input},
        paper::ItemView,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    board::{Item, MeetingCommand, MeetingStep, Seat, may},
    code::{Choice, InterestKind, MeetingStage},
    measure::MeasureCommand,
};
use poem::{
    Response, Result, handler,
    http::StatusCode,
    web::{Data, Path, Query},
};
use store::{Command, OfficeError, desk::MeasureDossier};

/// The page.
#[derive(Debug, Template)]
#[template(path = "board_item.html")]
pub struct ItemPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a ItemView,
}

impl<'a> ItemPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a ItemView) -> Self {
        let meeting = name(visit, &v.head.line.body, v.head.line.number);
        let item = visit.ui.n("board-item-number", v.paper.number);
        Self {
            f: Frame::of(visit, &format!("{meeting} {item}")).with_faults(v.faults()),
            v,
        }
    }
}

/// What was typed into one of the forms of the page, and what was wrong with it.
#[derive(Default)]
struct Attempt<'a> {
    /// Which form: `declare`, `opine`, `vote`.
    form: &'static str,
    typed: Option<&'a Typed>,
    faults: Vec<Fault>,
    /// What changed since the paper that was voted on.
    stale: Vec<DiffLine>,
}

impl<'a> Attempt<'a> {
    /// What was typed into this form, and what was wrong with it.
    fn judged(form: &'static str, typed: &'a Typed, faults: Vec<Fault>) -> Self {
        Self {
            form,
            typed: Some(typed),
            faults,
            ..Self::default()
        }
    }

    /// What was typed into this form.
    fn of(&self, form: &str) -> (Option<&Typed>, &[Fault]) {
        if self.form == form {
            (self.typed, &self.faults)
        } else {
            (None, &[])
        }
    }
}

fn choices(visit: &Visit) -> Input {
    let choices = Choice::ALL
        .iter()
        .map(|choice| Option_::new(choice.code(), visit.ui.term("choice", choice.code())));
    Input::Radio(choices.collect())
}

/// The fields of a form by its name.
fn fields(visit: &Visit, form: &str, faults: &[Fault]) -> Vec<Field> {
    let ui = visit.ui;
    match form {
        "declare" => {
            let kinds = InterestKind::ALL
                .iter()
                .map(|kind| Option_::new(kind.code(), ui.term("interest", kind.code())));
            vec![
                Field::new("interest", ui.t("board-interest"))
                    .hint(ui.t("board-interest-hint"))
                    .input(Input::Radio(kinds.collect()))
                    .required(),
                Field::new("note", ui.t("board-interest-note")).input(Input::Lines(3)),
            ]
        }
        "opine" => vec![
            Field::new("opinion", ui.t("board-opinion"))
                .hint(ui.t("board-opinion-hint"))
                .input(choices(visit))
                .required(),
            Field::new("because", ui.t("board-reason")).input(Input::Lines(3)),
        ],
        _ => vec![
            Field::new("choice", ui.t("board-vote"))
                .hint(ui.t("board-vote-hint"))
                .input(choices(visit))
                .required(),
            Field::new("reason", ui.t("board-reason")).input(Input::Lines(3)),
            stepup::field(&ui, faults),
        ],
    }
}

fn form(
    visit: &Visit,
    room: &Room,
    (number, item): (u32, &Item),
    which: &'static str,
    attempt: &Attempt<'_>,
) -> Form {
    let ui = visit.ui;
    let href = item_href(&room.dossier.meeting, number);
    let (typed, faults) = attempt.of(which);
    let (submit, effect) = match which {
        "declare" => ("board-declare", "board-declare-effect"),
        "opine" => ("board-opine", "board-opine-effect"),
        _ => ("board-vote-submit", "board-vote-effect"),
    };
    let judge = |field: Field| {
        if field.name == "password" {
            field
        } else {
            field.typed(typed, faults)
        }
    };
    Form {
        action: format!("{href}/{which}"),
        groups: vec![Group {
            legend: String::new(),
            fields: fields(visit, which, faults)
                .into_iter()
                .map(judge)
                .collect(),
        }],
        hidden: if which == "vote" {
            vec![("paper".to_owned(), item.paper.clone())]
        } else {
            Vec::new()
        },
        submit: ui.t(submit),
        effect: ui.t(effect),
        ..Form::default()
    }
    .with_faults(faults.to_vec(), &ui.t("colon"))
}

/// Whether the reader votes on the item now, and if not, why.
fn voting(room: &Room, item: &Item) -> Result<Seat, &'static str> {
    let sitting = room.sitting();
    let seat = sitting.own_seat().ok_or("")?;
    let meeting = sitting.meeting();
    if !item.is_voted_on() || item.is_over() {
        return Err("");
    }
    if let (Some(measure), Some(person)) = (sitting.measure(item), seat.person())
        && measure.is_excluded(person)
    {
        return Err("board-no-vote-part");
    }
    if meeting.stage != MeetingStage::Open || !item.is_open() {
        return Err("board-no-vote-closed");
    }
    if !meeting.is_present(&seat) {
        return Err("board-no-vote-absent");
    }
    Ok(seat)
}

fn view(
    visit: &Visit,
    room: &Room,
    (number, item): (u32, &Item),
    measure: Option<&MeasureDossier>,
    attempt: Attempt<'_>,
) -> ItemView {
    let sitting = room.sitting();
    let actor = &room.desk.actor;
    let paper = paper(&sitting, number, item, measure);
    let open = paper.gate == "open";
    let vote = voting(room, item);
    let opines = open
        && sitting.sits().is_some()
        && item.is_voted_on()
        && may(actor, MeetingStep::Opine)
        && MeetingStep::Opine.is_possible(sitting.meeting());
    let shown = |which: &'static str, shows: bool| {
        shows.then(|| form(visit, room, (number, item), which, &attempt))
    };
    let mut v = ItemView {
        head: sitting.head(Some(number)),
        declare: shown("declare", paper.gate == "declare"),
        opine: shown("opine", opines),
        vote: shown("vote", open && vote.is_ok()),
        no_vote: match vote {
            Err(why) if open => why,
            _ => "",
        },
        stale: Vec::new(),
        steps: sitting.item_steps(number, item),
        paper,
    };
    // Whoever voted sees their own vote, also while names are hidden from others.
    if let (Some(form), Ok(seat), None) = (&mut v.vote, &vote, attempt.of("vote").0)
        && let Some(ballot) = item.votes.get(seat)
        && let Some(field) = form
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.fields)
            .find(|field| field.name == "choice")
    {
        ballot.choice.code().clone_into(&mut field.value);
    }
    v.stale = attempt.stale;
    v
}

/// Marks the paper as read by whoever sits there, once for each version.
async fn mark_read(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    room: &Room,
    number: u32,
) -> Result<bool> {
    let sitting = room.sitting();
    let meeting = sitting.meeting();
    let (Some(person), Some(item)) = (sitting.sits(), sitting.item(number)) else {
        return Ok(false);
    };
    let read = item.read.get(&Seat::Person(person)) == Some(&item.paper);
    let may_read = may(&viewer.actor, MeetingStep::Read) && MeetingStep::Read.is_possible(meeting);
    if read || !may_read || sitting.gate(item) != "open" {
        return Ok(false);
    }
    let command = Command::meeting(meeting.id, MeetingCommand::Read { item: number });
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(true),
        // Whatever forbids the mark does not forbid the reading, which was decided already.
        Err(OfficeError::Refused(_)) => Ok(false),
        Err(error) => Err(refused(&visit.ui, &error).into()),
    }
}

/// `/board/meetings/{id}/items/{n}`
#[handler]
pub(crate) async fn get_item(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((meeting, number)): Path<(String, String)>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let mut room = Room::load(visit, viewer, site, &meeting).await?;
    let (place, _) = room.item(&number)?;
    if mark_read(visit, viewer, site, &room, place).await? {
        room = Room::load(visit, viewer, site, &meeting).await?;
    }
    let (place, item) = room.item(&number)?;
    let measure = room.measure(visit, site, item).await?;
    let v = view(
        visit,
        &room,
        (place, item),
        measure.as_ref(),
        Attempt::default(),
    );
    let mut shown = ItemPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    page_with_faults(&shown, 0)
}

/// The page again, with what was wrong.
async fn again(
    visit: &Visit,
    site: &Site,
    room: &Room,
    number: u32,
    attempt: Attempt<'_>,
) -> Result<Response> {
    let item = room
        .sitting()
        .item(number)
        .ok_or_else(|| Failure::new(Problem::NotFound))?;
    let measure = room.measure(visit, site, item).await?;
    let (stale, many) = (!attempt.stale.is_empty(), attempt.faults.len());
    let v = view(visit, room, (number, item), measure.as_ref(), attempt);
    let shown = ItemPage::of(visit, &v);
    if stale {
        return page_with_status(&shown, StatusCode::CONFLICT)
            .map_err(|_| Failure::new(Problem::Internal).into());
    }
    page_with_faults(&shown, many)
}

/// Back to the paper, which says what was done.
fn done(room: &Room, number: u32, what: &str) -> Response {
    let href = item_href(&room.dossier.meeting, number);
    see_other(&format!("{href}?done={what}"))
}

/// `POST /board/meetings/{id}/items/{n}/declare`
#[handler]
pub(crate) async fn post_declare(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((meeting, number)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let room = Room::load(visit, viewer, site, &meeting).await?;
    let (number, item) = room.item(&number)?;
    let measure = item
        .measure()
        .ok_or_else(|| Failure::new(Problem::NotFound))?;
    let mut faults = left_empty(&visit.ui, &fields(visit, "declare", &[]), &typed);
    if let Some(interest) = InterestKind::from_code(typed.get("interest")) {
        let declared = MeasureCommand::Declare {
            interest,
            note: typed.get("note").to_owned(),
        };
        let command = Command::measure(measure, declared);
        match site.office.perform(&viewer.actor, command).await {
            // From here on nothing of it exists for them: not even its page.
            Ok(_) if interest.is_automatic() => return Ok(see_other("/board?done=recused")),
            Ok(_) => {
                return Ok(done(&room, number, "declared"));
            }
            Err(error) => faults.push(as_fault(&visit.ui, &error)?),
        }
    }
    let attempt = Attempt::judged("declare", &typed, faults);
    again(visit, site, &room, number, attempt).await
}

/// `POST /board/meetings/{id}/items/{n}/opine`
#[handler]
pub(crate) async fn post_opine(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((meeting, number)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let room = Room::load(visit, viewer, site, &meeting).await?;
    let (number, _) = room.item(&number)?;
    let mut faults = left_empty(&visit.ui, &fields(visit, "opine", &[]), &typed);
    if let Some(choice) = Choice::from_code(typed.get("opinion")) {
        let command = MeetingCommand::Opine {
            item: number,
            choice,
            reason: typed.get("because").to_owned(),
        };
        let command = Command::meeting(room.dossier.meeting.id, command);
        match site.office.perform(&viewer.actor, command).await {
            Ok(_) => {
                return Ok(done(&room, number, "opined"));
            }
            Err(error) => faults.push(as_fault(&visit.ui, &error)?),
        }
    }
    let attempt = Attempt::judged("opine", &typed, faults);
    again(visit, site, &room, number, attempt).await
}

/// `POST /board/meetings/{id}/items/{n}/vote`
#[handler]
pub(crate) async fn post_vote(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((meeting, number)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let room = Room::load(visit, viewer, site, &meeting).await?;
    let (number, _) = room.item(&number)?;
    let seat = room
        .sitting()
        .own_seat()
        .ok_or_else(|| Failure::new(Problem::Forbidden))?;
    let mut faults = left_empty(&visit.ui, &fields(visit, "vote", &[]), &typed);
    faults.retain(|fault| fault.field != "password");
    faults.extend(stepup::fault(&visit.ui, site, viewer, &typed).await?);
    let choice = Choice::from_code(typed.get("choice")).filter(|_| faults.is_empty());
    if let Some(choice) = choice {
        let paper = typed.get("paper").to_owned();
        let command = MeetingCommand::Vote {
            item: number,
            seat,
            choice,
            paper: paper.clone(),
            reason: typed.get("reason").to_owned(),
        };
        let command = Command::meeting(room.dossier.meeting.id, command);
        match site.office.perform(&viewer.actor, command).await {
            Ok(_) => {
                return Ok(done(&room, number, "voted"));
            }
            Err(error) => {
                faults.push(as_fault(&visit.ui, &error)?);
                // What is shown must be what is stored now, not what was read a moment ago.
                let room = Room::load(visit, viewer, site, &meeting).await?;
                let (number, item) = room.item(&number.to_string())?;
                let attempt = Attempt {
                    form: "vote",
                    typed: Some(&typed),
                    stale: changes_since(&room.sitting(), item, &paper),
                    faults,
                };
                return again(visit, site, &room, number, attempt).await;
            }
        }
    }
    let attempt = Attempt::judged("vote", &typed, faults);
    again(visit, site, &room, number, attempt).await
}
