//! The proof of one deadline, on one page to print: why the 7th and not the 6th.

use super::case::load;
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::{deadline::shown, moment::moment},
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    view::{
        proof::{Change, ProofView},
        timeline::Moment,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::event::Event;
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use store::desk::Dossier;

/// 計算書
#[derive(Debug, Template)]
#[template(path = "proof.html")]
pub struct ProofPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a ProofView,
}

impl<'a> ProofPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a ProofView) -> Self {
        let clock = visit.ui.term("clock", &v.deadline.chip.clock);
        Self {
            f: Frame::of(visit, &visit.ui.xy("proof-title", &v.number, clock)),
            v,
        }
    }
}

/// What was recorded of this deadline, oldest first, with who did it and why.
fn changes(desk: &Desk, dossier: &Dossier, name: &str) -> Vec<Change> {
    let mut before = None;
    let mut changes = Vec::new();
    for read in &dossier.moments {
        let concerned = match &read.entry.event {
            Event::DeadlineStarted(e) => &e.deadline,
            Event::DeadlinePaused(e) => &e.deadline,
            Event::DeadlineResumed(e) => &e.deadline,
            Event::DeadlineExtended(e) => &e.deadline,
            Event::DeadlineRedated(e) => &e.deadline,
            Event::DeadlineStopped(e) => &e.deadline,
            Event::DeadlineEscalated(_) => continue,
            _ => {
                before = Some(read);
                continue;
            }
        };
        if concerned != name {
            continue;
        }
        let told = moment(desk, read, &dossier.opened);
        // A clock reacts to a step of its case, whose record stands before its own.
        let reacts = !matches!(
            read.entry.event,
            Event::DeadlineExtended(_) | Event::DeadlineRedated(_)
        );
        let cause = before
            .filter(|_| reacts)
            .map(|cause| moment(desk, cause, &dossier.opened));
        changes.push(Change {
            term: told.term(),
            at: read.entry.at,
            seq: read.entry.seq,
            actor: desk.who(&read.entry.actor),
            because: cause.as_ref().map(Moment::term).unwrap_or_default(),
            words: cause.map_or_else(|| told.words.clone(), |cause| cause.words),
            facts: told.facts,
        });
    }
    changes
}

/// `/cases/{no}/deadlines/{name}`
#[handler]
pub(crate) async fn get_proof(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, name)): Path<(String, String)>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let missing = || Failure::new(Problem::NotFound);
    let deadline = dossier.file.deadlines.get(&name).ok_or_else(missing)?;
    let proof = dossier.proofs.get(&name).ok_or_else(missing)?;
    let agrees = site
        .office
        .recomputes(deadline)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let v = ProofView {
        slug: dossier.file.number.to_string(),
        number: dossier.file.number.printed(),
        member: desk.respondent(&dossier.file.respondent),
        deadline: shown(&desk, deadline, proof),
        rule: deadline.clock.clone(),
        profile_digest: deadline.profile.clone(),
        calendar_digest: deadline.due.calendar.clone(),
        proof_digest: deadline.due.proof_sha256.clone(),
        changes: changes(&desk, &dossier, &name),
        agrees,
        printed_at: desk.now,
    };
    Ok(page(&ProofPage::of(visit, &v)))
}
