//! Taking the steps of a measure: a form for each, and what becomes of what was typed. Whatever goes
//! wrong, nothing typed is lost.

use super::{
    login::see_other,
    measure::{find, load, preview},
};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    map::{
        measure_command::command,
        measure_dossier::can_take,
        measure_fields::{At, asks_again, facts_of, letter_of, of_step},
    },
    problem::Problem,
    refused::{as_fault, left_empty, refused, words},
    site::{Desk, Site},
    steps::Reading,
    stepup,
    typed::Typed,
    view::{
        conflict::{Conflict, ConflictRow},
        form::{Fault, Field, Form, Group, Input},
        letter::Letter,
        measure::MeasureForm,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    code::MeasureKind,
    event::MeasureAct,
    measure::{Measure, MeasureCommand, MeasureStep, may},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use store::{
    Command, OfficeError,
    desk::{Directory, MeasureDossier},
};

/// The form.
#[derive(Debug, Template)]
#[template(path = "measure_form.html")]
pub struct MeasureFormPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a MeasureForm,
}

impl<'a> MeasureFormPage<'a> {
    /// The page in the frame of this visit, called `title`.
    #[must_use]
    pub fn of(visit: &Visit, title: &str, v: &'a MeasureForm) -> Self {
        Self {
            f: Frame::of(visit, title).with_faults(v.form.faults.len()),
            v,
        }
    }
}

/// What stands around one attempt at a step.
struct Attempt {
    desk: Desk,
    dossier: MeasureDossier,
    directory: Directory,
    step: MeasureStep,
}

impl Attempt {
    async fn load(
        visit: &Visit,
        viewer: &Viewer,
        site: &Site,
        number: &str,
        name: &str,
    ) -> Result<Self, Failure> {
        let (dossier, desk) = load(visit, viewer, site, number).await?;
        let step = MeasureStep::from_name(name).ok_or_else(|| Failure::new(Problem::NotFound))?;
        if !may(&viewer.actor, step, &dossier.measure) && step.is_possible(&dossier.measure) {
            return Err(Failure::new(Problem::Forbidden));
        }
        let directory = site.office.directory().await;
        Ok(Self {
            desk,
            dossier,
            directory: directory.map_err(|e| refused(&visit.ui, &e))?,
            step,
        })
    }

    fn at(&self) -> At<'_> {
        At {
            desk: &self.desk,
            dossier: &self.dossier,
            directory: &self.directory,
        }
    }

    fn measure(&self) -> &Measure {
        &self.dossier.measure
    }

    /// The step is not possible now, or not for this reader.
    fn impossible(&self) -> Failure {
        let own = self
            .measure()
            .motion
            .as_ref()
            .is_some_and(|motion| motion.by.shares_a_person(&self.desk.actor.id));
        if self.step == MeasureStep::Approve && own {
            let words = words(&self.desk.ui, "measure.second_person_needed");
            Failure::new(Problem::Forbidden).because(words)
        } else if self.step.is_possible(self.measure()) {
            Failure::new(Problem::Forbidden)
        } else {
            Failure::new(Problem::NotAllowedNow).because(words(&self.desk.ui, "measure.not_now"))
        }
    }

    fn fields(&self, typed: Option<&Typed>, faults: &[Fault]) -> Vec<Field> {
        of_step(&self.at(), self.step)
            .into_iter()
            // A password is never given back.
            .map(|field| match field.input {
                Input::Password => field.judged_by(faults),
                _ => field.typed(typed, faults),
            })
            .collect()
    }

    fn form(&self, typed: Option<&Typed>, faults: Vec<Fault>) -> Form {
        let (ui, measure) = (&self.desk.ui, self.measure());
        let decides = matches!(self.step, MeasureStep::Approve | MeasureStep::Return);
        // What was shown stays what is decided on, even if the form comes back with a fault.
        let digest = match (typed, &measure.motion) {
            (Some(typed), _) => typed.get("digest").to_owned(),
            (None, Some(motion)) => motion.digest.clone(),
            (None, None) => String::new(),
        };
        let grave = matches!(
            self.step,
            MeasureStep::Approve | MeasureStep::Withdraw | MeasureStep::Finish
        );
        let seen = typed.and_then(Typed::version).unwrap_or(measure.version);
        Form {
            action: format!("/measures/{}/{}", measure.id, self.step.name()),
            groups: vec![Group {
                legend: String::new(),
                fields: self.fields(typed, &faults),
            }],
            hidden: if decides {
                vec![("digest".to_owned(), digest)]
            } else {
                Vec::new()
            },
            version: seen.to_string(),
            submit: ui.term("measurestep", self.step.name()),
            effect: ui.term("measureeffect", self.step.name()),
            grave,
            preview: letter_of(self.step, measure)
                .map(|_| ui.t("letter-preview"))
                .unwrap_or_default(),
            cancel: format!("/measures/{}", measure.id),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon"))
    }

    /// The letter that waits for the second person, as it would be printed.
    fn proposed_letter(&self, site: &Site) -> Option<Letter> {
        let measure = self.measure();
        let motion = measure
            .motion
            .as_ref()
            .filter(|_| matches!(self.step, MeasureStep::Approve | MeasureStep::Return))?;
        let kind = match motion.act {
            MeasureAct::Guide { .. } => MeasureKind::Guidance.letter(),
            MeasureAct::Notify { .. } => measure.kind.letter(),
            MeasureAct::Restore { .. } => domain::code::LetterKind::AnnulmentNotice,
            MeasureAct::TakeEffect { .. } => return None,
        };
        let body = self.dossier.words.get(motion.seq, "letter")?;
        Some(preview(&self.desk, site, measure, kind, body))
    }

    fn show(
        &self,
        visit: &Visit,
        site: &Site,
        typed: Option<&Typed>,
        faults: Vec<Fault>,
        letter: Option<Letter>,
    ) -> Result<Response> {
        let ui = visit.ui;
        let many = faults.len();
        let measure = self.measure();
        let v = MeasureForm {
            back: (
                Measure::printed(measure.id),
                format!("/measures/{}", measure.id),
            ),
            two_person: self.step.name().starts_with("move-"),
            facts: facts_of(&self.at(), self.step),
            preview: letter.or_else(|| self.proposed_letter(site)),
            form: self.form(typed, faults),
            comparison: None,
        };
        let step = ui.term("measurestep", self.step.name());
        let title = format!("{} {step}", Measure::printed(measure.id));
        page_with_faults(&MeasureFormPage::of(visit, &title, &v), many)
    }

    /// The measure as it was in the version that a form showed.
    fn seen(&self, version: Option<u32>) -> Measure {
        let mut entries = self.dossier.entries.iter();
        let mut seen = entries.next().and_then(Measure::begin);
        for entry in entries {
            if let Some(measure) = &mut seen
                && Some(measure.version) != version
            {
                measure.evolve(entry);
            }
        }
        seen.unwrap_or_else(|| self.measure().clone())
    }

    /// Both versions: what the reader saw when the form was opened, and what there is now.
    fn conflict(&self, typed: &Typed) -> Failure {
        let (ui, now) = (&self.desk.ui, self.measure());
        let seen = self.seen(typed.version());
        let stage = |measure: &Measure| ui.term("measurestage", measure.stage.code());
        let moved = |measure: &Measure| {
            let act = measure.motion.as_ref().map(|motion| &motion.act);
            act.map(|act| ui.term("measureact", crate::web::map::measure_dossier::act(act)))
                .unwrap_or_default()
        };
        let possible = can_take(&self.desk.actor, self.step, now);
        let mut rows = vec![
            ConflictRow {
                label: ui.t("col-stage"),
                theirs: stage(now),
                yours: stage(&seen),
            },
            ConflictRow {
                label: ui.term("measurefact", "act"),
                theirs: moved(now),
                yours: moved(&seen),
            },
        ];
        if !possible {
            let typed = self.fields(Some(typed), &[]).into_iter();
            rows.extend(typed.map(|field| ConflictRow {
                label: field.label,
                theirs: String::new(),
                yours: field.value,
            }));
        }
        let changed_by = self.dossier.entries.last().map(|entry| &entry.actor);
        let mut form = self.form(Some(typed), Vec::new());
        form.version = now.version.to_string();
        Failure::new(Problem::Stale).with_conflict(Conflict {
            form: possible.then_some(form),
            current_version: now.version.to_string(),
            by_reader: changed_by.and_then(domain::id::ActorId::account)
                == self.desk.actor.id.account(),
            changed_by: changed_by
                .map(|actor| self.desk.who(actor))
                .unwrap_or_default(),
            rows,
            back: format!("/measures/{}", now.id),
        })
    }
}

/// `GET /measures/{n}/{step}`
#[handler]
pub(crate) async fn get_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((number, name)): Path<(String, String)>,
) -> Result<Response> {
    let attempt = Attempt::load(visit, viewer, site, &number, &name).await?;
    if !can_take(&viewer.actor, attempt.step, attempt.measure()) {
        return Err(attempt.impossible().into());
    }
    attempt.show(visit, site, None, Vec::new(), None)
}

const fn outcome(command: &MeasureCommand) -> &'static str {
    match command {
        MeasureCommand::Move { .. } => "proposed",
        MeasureCommand::Approve { .. } => "approved",
        MeasureCommand::Return { .. } => "rejected",
        _ => "recorded",
    }
}

/// `POST /measures/{n}/{step}`
#[handler]
pub(crate) async fn post_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((number, name)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let attempt = Attempt::load(visit, viewer, site, &number, &name).await?;
    let (step, measure) = (attempt.step, attempt.measure());
    let possible = can_take(&viewer.actor, step, measure);
    if let (true, true, Some(kind)) = (
        possible,
        typed.is_ticked("_preview"),
        letter_of(step, measure),
    ) {
        let letter = preview(&attempt.desk, site, measure, kind, typed.get("letter"));
        return attempt.show(visit, site, Some(&typed), Vec::new(), Some(letter));
    }
    // Nothing binding is carried out that this reader was not asked about again.
    if !possible && step == MeasureStep::Approve {
        return Err(if typed.version() == Some(measure.version) {
            attempt.impossible().into()
        } else {
            attempt.conflict(&typed).into()
        });
    }
    // What has changed meanwhile is told by the office, with what was typed.
    let mut faults = if possible {
        left_empty(&visit.ui, &attempt.fields(None, &[]), &typed)
    } else {
        Vec::new()
    };
    if possible && faults.is_empty() && asks_again(step, measure) {
        faults.extend(stepup::fault(&visit.ui, site, viewer, &typed).await?);
    }
    if !faults.is_empty() {
        return attempt.show(visit, site, Some(&typed), faults, None);
    }
    let read = Reading {
        desk: &attempt.desk,
        typed: &typed,
    };
    let wanted = match command(&read, step, &attempt.dossier) {
        Ok(wanted) => wanted,
        Err(faults) => return attempt.show(visit, site, Some(&typed), faults, None),
    };
    let id = measure.id;
    let done = outcome(&wanted);
    let command = Command::Measure {
        id,
        expected_version: typed.version(),
        command: Box::new(wanted),
    };
    match site.office.perform(&viewer.actor, command).await {
        // Whoever declared an interest that excludes them has no longer anything to see there.
        Ok(_) if step == MeasureStep::Declare => match find(visit, viewer, site, &number).await {
            Ok(_) => Ok(see_other(&format!("/measures/{id}?done={done}"))),
            Err(_) => Ok(see_other(&format!("/measures?done={done}"))),
        },
        Ok(_) => Ok(see_other(&format!("/measures/{id}?done={done}"))),
        Err(OfficeError::Conflict { .. }) => {
            // What is shown must be what is stored now, not what was read a moment ago.
            let attempt = Attempt::load(visit, viewer, site, &number, &name).await?;
            Err(attempt.conflict(&typed).into())
        }
        Err(OfficeError::Refused(refusal)) if refusal.code == "measure.not_now" => {
            Err(attempt.impossible().into())
        }
        Err(error) => {
            let faults = vec![as_fault(&visit.ui, &error)?];
            attempt.show(visit, site, Some(&typed), faults, None)
        }
    }
}
