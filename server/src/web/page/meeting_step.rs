//! The steps of a meeting, each with its form: the secretariat runs the whole of it for people who
//! raise their hands.
//!
//! One form may carry several acts of the same kind, such as the votes of all who are present. Every
//! field is read before the first of them is recorded; each is a record of its own.

use super::{
    login::see_other,
    meeting::{Room, name},
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    map::{
        board::{Sitting, item_href},
        lines::difference,
        meeting_fields::{commands, fields, skeleton},
    },
    problem::Problem,
    refused::{as_fault, left_empty, refused},
    site::Site,
    typed::Typed,
    view::{
        board::StepView,
        form::{Fault, Form},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    board::{Item, MeetingStep, may},
    code::Role,
    measure::Measure,
    organisation::Organisation,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::Command;

/// The form of a step.
#[derive(Debug, Template)]
#[template(path = "board_step.html")]
pub struct MeetingStepPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a StepView,
}

impl<'a> MeetingStepPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a StepView) -> Self {
        let step = visit.ui.term("meetingstep", &v.code);
        Self {
            f: Frame::of(visit, &format!("{} {step}", v.back.0)).with_faults(v.form.faults.len()),
            v,
        }
    }
}

/// The steps that have a form here; the others stand on the page of the paper or of the minutes.
const STEPS: &[MeetingStep] = &[
    MeetingStep::Put,
    MeetingStep::Revise,
    MeetingStep::WithdrawItem,
    MeetingStep::Notify,
    MeetingStep::Waive,
    MeetingStep::Open,
    MeetingStep::Arrive,
    MeetingStep::Leave,
    MeetingStep::OpenItem,
    MeetingStep::Hear,
    MeetingStep::Vote,
    MeetingStep::Resolve,
    MeetingStep::Close,
    MeetingStep::Cancel,
];

/// Whether a step is about one item.
const fn is_of_item(step: MeetingStep) -> bool {
    matches!(
        step,
        MeetingStep::Revise
            | MeetingStep::WithdrawItem
            | MeetingStep::OpenItem
            | MeetingStep::Hear
            | MeetingStep::Vote
            | MeetingStep::Resolve
    )
}

/// What stands around one attempt.
pub(crate) struct Attempt {
    pub(crate) room: Room,
    pub(crate) step: MeetingStep,
    /// The item it is about.
    pub(crate) item: Option<u32>,
    /// What an agenda may take up: measures with an open question, versions that wait.
    pub(crate) measures: Vec<Measure>,
    pub(crate) organisation: Organisation,
}

impl Attempt {
    async fn load(
        visit: &Visit,
        viewer: &Viewer,
        site: &Site,
        (meeting, step): (&str, &str),
        item: &str,
    ) -> Result<Self, Failure> {
        let missing = || Failure::new(Problem::NotFound);
        let step = MeetingStep::from_name(step)
            .filter(|step| STEPS.contains(step))
            .ok_or_else(missing)?;
        let room = Room::load(visit, viewer, site, meeting).await?;
        let runs = step != MeetingStep::Vote || viewer.actor.is(Role::Secretariat);
        if !may(&viewer.actor, step) || !runs {
            return Err(Failure::new(Problem::Forbidden));
        }
        let item = if is_of_item(step) {
            Some(room.item(item)?.0)
        } else {
            None
        };
        let (measures, organisation) = if step == MeetingStep::Put {
            let refuse = |e| refused(&visit.ui, &e);
            (
                site.office.measures(&viewer.actor).await.map_err(refuse)?,
                site.office.organisation().await.map_err(refuse)?,
            )
        } else {
            (Vec::new(), Organisation::default())
        };
        Ok(Self {
            room,
            step,
            item,
            measures,
            organisation,
        })
    }

    pub(crate) fn sitting(&self) -> Sitting<'_> {
        self.room.sitting()
    }

    /// The item it is about.
    pub(crate) fn of_item(&self) -> Option<(u32, &Item)> {
        let number = self.item?;
        Some((number, self.room.sitting().item(number)?))
    }

    fn address(&self) -> String {
        format!("/board/meetings/{}", self.room.dossier.meeting.id)
    }

    /// How the paper would change.
    fn changes(&self, typed: &Typed) -> Vec<crate::web::view::board::DiffLine> {
        let Some((_, item)) = self.of_item() else {
            return Vec::new();
        };
        let sitting = self.sitting();
        let old = format!(
            "{}\n{}",
            sitting.title(item).unwrap_or_default(),
            sitting.paper(item).unwrap_or_default()
        );
        let new = format!(
            "{}\n{}",
            typed.get("title").trim(),
            typed.get("paper").trim()
        );
        difference(&old, &new)
    }

    fn show(&self, visit: &Visit, typed: Option<&Typed>, faults: Vec<Fault>) -> Result<Response> {
        let ui = visit.ui;
        let meeting = &self.room.dossier.meeting;
        let many = faults.len();
        let code = self.step.name();
        let groups = fields(self, typed, &faults);
        let back = self
            .of_item()
            .map_or_else(|| self.address(), |(number, _)| item_href(meeting, number));
        let form = Form {
            action: format!("{}/do/{code}", self.address()),
            groups,
            hidden: self
                .item
                .map(|item| ("item".to_owned(), item.to_string()))
                .into_iter()
                .chain(self.paper())
                .collect(),
            submit: ui.term("meetingstep", code),
            preview: if self.step == MeetingStep::Revise {
                ui.t("board-difference")
            } else {
                String::new()
            },
            effect: ui.term("meetingeffect", code),
            grave: matches!(
                self.step,
                MeetingStep::Close | MeetingStep::Cancel | MeetingStep::Resolve
            ),
            cancel: back.clone(),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon"));
        let sitting = self.sitting();
        let v = StepView {
            code: code.to_owned(),
            back: (name(visit, meeting.body.code(), meeting.id.0), back),
            item: self
                .of_item()
                .map(|(number, item)| {
                    let title = sitting.title(item).unwrap_or_default();
                    format!("{} {title}", ui.n("board-item-number", number))
                })
                .unwrap_or_default(),
            bar: match self.step {
                MeetingStep::Vote | MeetingStep::Resolve => self
                    .of_item()
                    .filter(|(_, item)| item.is_voted_on())
                    .map(|(number, item)| sitting.bar(number, item)),
                _ => None,
            },
            changes: match (self.step, typed) {
                (MeetingStep::Revise, Some(typed)) => self.changes(typed),
                _ => Vec::new(),
            },
            form,
        };
        page_with_faults(&MeetingStepPage::of(visit, &v), many)
    }

    /// The paper that votes are recorded on, as it was when the form was opened.
    fn paper(&self) -> Option<(String, String)> {
        let (_, item) = self.of_item().filter(|_| self.step == MeetingStep::Vote)?;
        Some(("paper".to_owned(), item.paper.clone()))
    }
}

/// `GET /board/meetings/{id}/do/{step}`
#[handler]
pub(crate) async fn get_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((meeting, step)): Path<(String, String)>,
    Query(mut given): Query<Vec<(String, String)>>,
) -> Result<Response> {
    given.retain(|(name, _)| !name.starts_with('_'));
    let given = Typed(given);
    let names = (meeting.as_str(), step.as_str());
    let attempt = Attempt::load(visit, viewer, site, names, given.get("item")).await?;
    let meeting = attempt.sitting().meeting();
    if !attempt.step.is_possible(meeting) {
        return Err(Failure::new(Problem::NotAllowedNow)
            .because(visit.ui.term("refusal", "meeting-not-now"))
            .into());
    }
    // An address may choose what an item is about.
    let chosen = given.filled("subject").map(|subject| {
        let (title, paper) = skeleton(&attempt, &subject);
        Typed(vec![
            ("subject".to_owned(), subject),
            ("title".to_owned(), title),
            ("paper".to_owned(), paper),
        ])
    });
    attempt.show(visit, chosen.as_ref(), Vec::new())
}

/// `POST /board/meetings/{id}/do/{step}`
#[handler]
pub(crate) async fn post_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((meeting, step)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let names = (meeting.as_str(), step.as_str());
    let attempt = Attempt::load(visit, viewer, site, names, typed.get("item")).await?;
    let all: Vec<_> = fields(&attempt, None, &[])
        .into_iter()
        .flat_map(|group| group.fields)
        .collect();
    let empty = left_empty(&visit.ui, &all, &typed);
    if !empty.is_empty() || typed.is_ticked("_preview") {
        return attempt.show(visit, Some(&typed), empty);
    }
    let wanted = match commands(&attempt, &typed) {
        Ok(wanted) => wanted,
        Err(faults) => return attempt.show(visit, Some(&typed), faults),
    };
    let id = attempt.room.dossier.meeting.id;
    for (field, command) in wanted {
        let command = Command::meeting(id, command);
        if let Err(error) = site.office.perform(&viewer.actor, command).await {
            let mut fault = as_fault(&visit.ui, &error)?;
            if !field.is_empty() {
                fault.field = field;
            }
            // What was recorded before it stands: the form shows what is left to do.
            let attempt = Attempt::load(visit, viewer, site, names, typed.get("item")).await?;
            return attempt.show(visit, Some(&typed), vec![fault]);
        }
    }
    let back = match (attempt.step, attempt.item) {
        (MeetingStep::Revise, Some(item)) => item_href(&attempt.room.dossier.meeting, item),
        _ => attempt.address(),
    };
    Ok(see_other(&format!("{back}?done=recorded")))
}
