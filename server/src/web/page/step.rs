//! Taking a step: its form, and what becomes of what was typed.
//!
//! Whatever goes wrong, nothing typed is lost: a field's fault shows the form again, a stale form
//! shows both versions with the form below, a step that is no longer possible shows what was typed
//! beside the steps that are.

use super::{
    case::{StepPage, load},
    letter::preview,
};
use crate::web::{
    failure::Failure,
    frame::page_with_faults,
    map::{
        case::{header, states},
        work,
    },
    page::login::see_other,
    problem::Problem,
    refused::{left_empty, refused, words},
    site::{Desk, Site},
    steps::{command, facts, fields, letter_of, two_person},
    typed::Typed,
    view::{
        case::StepForm,
        conflict::{Conflict, ConflictRow},
        form::{Fault, Field, Form, Group},
        letter::Letter,
    },
    viewer::Viewer,
    visit::Visit,
};
use domain::{
    access::Reach,
    case::{Act, CaseCommand, CaseFile, Step},
    id::ActorId,
    time::Timestamp,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::{
    Command, OfficeError,
    desk::{Directory, Dossier},
};

/// What stands around one attempt.
struct Attempt {
    desk: Desk,
    dossier: Dossier,
    directory: Directory,
    /// The other cases of its incident, where the step may be written in them too.
    incident: Vec<CaseFile>,
    step: Step,
}

impl Attempt {
    /// The step at what is stored now.
    async fn load(
        visit: &Visit,
        viewer: &Viewer,
        site: &Site,
        slug: &str,
        step: Step,
    ) -> Result<Self> {
        let (dossier, desk) = load(visit, viewer, site, slug).await?;
        let directory = site
            .office
            .directory()
            .await
            .map_err(|e| refused(&visit.ui, &e))?;
        let incident = match step.shared(&dossier.file) {
            Some(_) => site
                .office
                .same_incident(&viewer.actor, &dossier.file)
                .await
                .map_err(|e| refused(&visit.ui, &e))?,
            None => Vec::new(),
        };
        Ok(Self {
            desk,
            dossier,
            directory,
            incident,
            step,
        })
    }

    /// The fields, with what was typed.
    fn fields(&self, typed: Option<&Typed>, faults: &[Fault]) -> Vec<Field> {
        fields(&self.desk, self.step, &self.dossier.file, &self.directory)
            .into_iter()
            .map(|field| field.typed(typed, faults))
            .collect()
    }

    fn form(&self, typed: Option<&Typed>, faults: Vec<Fault>) -> Form {
        let file = &self.dossier.file;
        let name = self.step.name();
        let hidden = match (self.step, &file.proposal) {
            (Step::Approve | Step::Reject, Some(proposal)) => {
                vec![("proposal_digest".to_owned(), proposal.digest.clone())]
            }
            _ => Vec::new(),
        };
        let fields = self.fields(typed, &faults);
        let puts_letter_forward = !name.starts_with("propose") && self.two_person();
        Form {
            action: format!("/cases/{}/do/{name}", file.number),
            groups: vec![Group {
                legend: String::new(),
                fields,
            }],
            hidden,
            version: file.version.to_string(),
            submit: if puts_letter_forward {
                self.desk.ui.t("letter-put-forward")
            } else {
                self.desk.ui.term("step", name)
            },
            preview: letter_of(self.step)
                .map(|_| self.desk.ui.t("letter-preview"))
                .unwrap_or_default(),
            cancel: format!("/cases/{}", file.number),
            ..Form::default()
        }
        .with_faults(faults, &self.desk.ui.t("colon"))
    }

    fn show(&self, visit: &Visit, typed: Option<&Typed>, faults: Vec<Fault>) -> Result<Response> {
        self.show_with(visit, typed, faults, None)
    }

    fn show_with(
        &self,
        visit: &Visit,
        typed: Option<&Typed>,
        faults: Vec<Fault>,
        preview: Option<Letter>,
    ) -> Result<Response> {
        let many = faults.len();
        let h = header(&self.desk, &self.dossier);
        let mut form = self.form(typed, faults);
        // A form that comes back is still the one that was opened then.
        if let Some(opened) = typed.and_then(Typed::version) {
            form.version = opened.to_string();
        }
        let v = StepForm {
            code: self.step.name().to_owned(),
            two_person: self.two_person(),
            facts: facts(&self.desk, self.step, &self.dossier, &self.incident),
            form,
            preview,
        };
        let mut shown = StepPage::of(visit, &h, &v);
        shown.f = shown.f.with_faults(v.form.faults.len());
        page_with_faults(&shown, many)
    }

    fn two_person(&self) -> bool {
        two_person(&self.desk.in_force.profile, self.step)
    }

    /// The letter that waits for the second person, as it would be printed.
    fn proposed_letter(&self, site: &Site) -> Option<Letter> {
        let proposal = self.dossier.file.proposal.as_ref()?;
        let Act::Issue { letter } = &proposal.act else {
            return None;
        };
        let words = self.dossier.opened.get(proposal.seq, "letter")?;
        let (desk, dossier) = (&self.desk, &self.dossier);
        (self.step == Step::Approve).then(|| preview(desk, dossier, site, letter.kind(), words))
    }

    /// The step is not possible, or not for this reader.
    fn impossible(&self) -> Failure {
        let file = &self.dossier.file;
        let own = file
            .proposal
            .as_ref()
            .is_some_and(|p| p.by.shares_a_person(&self.desk.actor.id));
        if self.step == Step::Approve && own {
            Failure::new(Problem::Forbidden).because(words(&self.desk.ui, "proposal.same_person"))
        } else if self.step.is_possible(file) {
            Failure::new(Problem::Forbidden)
        } else {
            Failure::new(Problem::NotAllowedNow)
                .with_allowed(work::steps(&self.desk, &self.dossier.file))
        }
    }

    /// Both versions: what the reader saw when the form was opened, and what there is now.
    fn conflict(&self, typed: &Typed) -> Failure {
        let ui = &self.desk.ui;
        let file = &self.dossier.file;
        let seen = states(&self.dossier)
            .into_iter()
            .rfind(|state| Some(state.version) == typed.version());
        let seen = seen.as_ref().unwrap_or(file);
        let officer = |file: &CaseFile| match self.desk.officer(file) {
            nobody if nobody.is_empty() => ui.t("no-officer"),
            name => name,
        };
        let mut rows = vec![
            ConflictRow {
                label: ui.t("col-stage"),
                theirs: ui.term("stage", file.stage.code()),
                yours: ui.term("stage", seen.stage.code()),
            },
            ConflictRow {
                label: ui.t("col-officer"),
                theirs: officer(file),
                yours: officer(seen),
            },
        ];
        // A note changes neither stage nor handler: the latest record of each version tells it apart.
        let latest = |until: Timestamp| {
            let mut records = self.dossier.moments.iter().rev().map(|read| &read.entry);
            records
                .find(|entry| entry.at <= until && !entry.event.kind().starts_with("deadline."))
                .map(|entry| {
                    let event = ui.term("event", entry.event.kind().replace('.', "-"));
                    format!("{event} {}", ui.n("record-no", entry.seq))
                })
                .unwrap_or_default()
        };
        rows.push(ConflictRow {
            label: ui.t("conflict-latest"),
            theirs: latest(file.touched_at),
            yours: latest(seen.touched_at),
        });
        let possible = self.dossier.steps.contains(&self.step);
        if !possible {
            for field in self.fields(Some(typed), &[]) {
                rows.push(ConflictRow {
                    label: field.label,
                    theirs: String::new(),
                    yours: field.value,
                });
            }
        }
        let changed_by = self
            .dossier
            .moments
            .iter()
            .rev()
            .map(|read| &read.entry.actor)
            .find(|actor| !matches!(actor, ActorId::System(_)));
        let failure = Failure::new(Problem::Stale).with_conflict(Conflict {
            form: possible.then(|| self.form(Some(typed), Vec::new())),
            current_version: file.version.to_string(),
            by_reader: changed_by.and_then(ActorId::account) == self.desk.actor.id.account(),
            changed_by: changed_by
                .map(|actor| self.desk.who(actor))
                .unwrap_or_default(),
            rows,
            back: format!("/cases/{}", file.number),
        });
        if possible {
            failure
        } else {
            failure.with_allowed(work::steps(&self.desk, file))
        }
    }
}

fn step_named(name: &str) -> Result<Step, Failure> {
    Step::from_name(name).ok_or_else(|| Failure::new(Problem::NotFound))
}

/// `GET /cases/{no}/do/{step}`
#[handler]
pub(crate) async fn get_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, name)): Path<(String, String)>,
    Query(mut given): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let step = step_named(&name)?;
    if step == Step::Attach {
        return Ok(see_other(&format!("/cases/{slug}/documents#upload")));
    }
    let attempt = Attempt::load(visit, viewer, site, &slug, step).await?;
    if !attempt.dossier.steps.contains(&step) {
        return Err(attempt.impossible().into());
    }
    // An address may fill a field in: which document it is about.
    given.retain(|(name, _)| !name.starts_with('_'));
    let given = (!given.is_empty()).then_some(Typed(given));
    let letter = attempt.proposed_letter(site);
    attempt.show_with(visit, given.as_ref(), Vec::new(), letter)
}

const fn outcome(wanted: &CaseCommand, step: Step) -> &'static str {
    match step {
        _ if matches!(wanted, CaseCommand::Propose(_)) => "proposed",
        Step::Approve => "approved",
        Step::Reject => "rejected",
        Step::DestroyAttachment => "destroyed",
        _ => "recorded",
    }
}

/// `POST /cases/{no}/do/{step}`
#[handler]
pub(crate) async fn post_step(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, name)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let step = step_named(&name)?;
    let attempt = Attempt::load(visit, viewer, site, &slug, step).await?;
    // The letter as it would be printed, beside the form that holds what was typed.
    if let (true, Some((kind, field))) = (typed.is_ticked("_preview"), letter_of(step))
        && attempt.dossier.steps.contains(&step)
    {
        let body = typed.get(field);
        let letter = preview(&attempt.desk, &attempt.dossier, site, kind, body);
        return attempt.show_with(visit, Some(&typed), Vec::new(), Some(letter));
    }
    let empty = left_empty(&visit.ui, &attempt.fields(None, &[]), &typed);
    if attempt.dossier.steps.contains(&step) && !empty.is_empty() {
        return attempt.show(visit, Some(&typed), empty);
    }
    let wanted = match command(&attempt.desk, step, &typed) {
        Ok(wanted) => wanted,
        Err(faults) => return attempt.show(visit, Some(&typed), faults),
    };
    let done = outcome(&wanted, step);
    let performed = site
        .office
        .perform(
            &viewer.actor,
            Command::Case {
                id: Some(attempt.dossier.file.id),
                expected_version: typed.version(),
                command: Box::new(wanted),
            },
        )
        .await;
    match performed {
        // What was decided is no longer there for the second approver from outside.
        Ok(_) if viewer.actor.reach() == Reach::Proposed => {
            Ok(see_other(&format!("/approvals?done={done}")))
        }
        Ok(_) => Ok(see_other(&format!(
            "/cases/{}?done={}",
            attempt.dossier.file.number, done
        ))),
        Err(OfficeError::Conflict { .. }) => {
            // What is shown must be what is stored now, not what was read a moment ago.
            let attempt = Attempt::load(visit, viewer, site, &slug, step).await?;
            Err(attempt.conflict(&typed).into())
        }
        Err(error) => {
            let failure = refused(&visit.ui, &error);
            match failure.problem {
                Problem::InvalidInput => attempt.show(visit, Some(&typed), failure.faults),
                Problem::NotAllowedNow if failure.detail.is_empty() => {
                    Err(attempt.impossible().into())
                }
                Problem::NotAllowedNow => Err(failure
                    .with_allowed(work::steps(&attempt.desk, &attempt.dossier.file))
                    .into()),
                _ => Err(failure.into()),
            }
        }
    }
}
