//! A measure as the member sees it: what it is about, until when, how to be heard, what arrived. What
//! the organisation keeps to itself (facts, evidence, interests) is not looked at here at all.

use super::deadline::{chip, why};
use crate::web::{
    site::Desk,
    view::{
        form::Form,
        measure::{HandedIn, PortalLetter, PortalMeasure, PortalMeasureView},
        step::Step,
    },
};
use domain::{
    access::Actor,
    clock::Deadline,
    code::{HearingForm, MeasureKind, MeasureStage, Party, Sent},
    event::{Entry, Event},
    letter::issued,
    measure::{Measure, MeasureStep, may},
};
use store::desk::MeasureDossier;

/// What the member does in the portal; receiving stands beside each letter.
const STEPS: [MeasureStep; 6] = [
    MeasureStep::Statement,
    MeasureStep::AskOral,
    MeasureStep::Waive,
    MeasureStep::CorrectRecord,
    MeasureStep::Report,
    MeasureStep::Object,
];

/// The steps that the member can take now. What it has not received yet it does not answer.
pub(crate) fn tasks(actor: &Actor, measure: &Measure) -> Vec<MeasureStep> {
    STEPS
        .into_iter()
        .filter(|step| step.is_possible(measure) && may(actor, *step, measure))
        .filter(|step| match step {
            MeasureStep::Statement | MeasureStep::AskOral | MeasureStep::Waive => {
                measure.explained_at().is_some()
            }
            MeasureStep::CorrectRecord => {
                let record = measure.hearing.record.as_ref();
                record.is_some_and(|sent| sent.delivered_at.is_some())
            }
            _ => true,
        })
        .collect()
}

/// What is still on its way to the member.
pub(crate) fn on_its_way(measure: &Measure) -> Vec<Sent> {
    let waiting = |what: &Sent| {
        let sent = measure.dispatch(*what);
        sent.is_some_and(|sent| sent.delivered_at.is_none())
    };
    Sent::ALL.iter().copied().filter(waiting).collect()
}

/// The deadline that waits on the member.
fn due(measure: &Measure) -> Option<&Deadline> {
    let mut open = measure.open_deadlines().into_iter();
    open.find(|d| d.waits_on == Party::Member)
}

/// How far it is for the member.
fn state(measure: &Measure) -> &'static str {
    use MeasureStage as S;
    if !on_its_way(measure).is_empty() {
        return "receive";
    }
    match measure.stage {
        S::Proposed | S::Explained if measure.hearing.closed.is_some() => "considered",
        S::Proposed | S::Explained if measure.hearing.waived_at.is_some() => "considered",
        S::Proposed | S::Explained if measure.hearing.statement_at.is_some() => "stated",
        S::Proposed | S::Explained => "speak",
        S::Heard | S::Review | S::Decided => "considered",
        S::Notified if measure.kind.asks_compliance() => "report",
        S::Reported | S::Doubted => "checked",
        S::Notified => "notified",
        S::NotFollowed => "not-followed",
        S::Effective => "effective",
        S::Objected => "objected",
        S::Annulled => "annulled",
        S::Dropped => "dropped",
        S::Replaced | S::Fulfilled | S::Final => "over",
    }
}

/// The line on the portal's home.
pub(crate) fn line(desk: &Desk, measure: &Measure) -> PortalMeasure {
    let state = state(measure);
    PortalMeasure {
        number: Measure::printed(measure.id),
        href: format!("/portal/measures/{}", measure.id),
        kind: measure.kind.code(),
        state,
        acts: matches!(state, "receive" | "speak" | "report"),
        chip: due(measure).map(|deadline| chip(desk, deadline)),
    }
}

/// The dispatch that a record made, if what it sent is still on its way.
fn waiting(measure: &Measure, entry: &Entry) -> Option<Sent> {
    let this = |what: &Sent| {
        let sent = measure.dispatch(*what);
        sent.is_some_and(|sent| sent.seq == entry.seq)
    };
    on_its_way(measure).into_iter().find(this)
}

/// Whether the member may read the letter of this record: it sent one, and that arrived.
pub(crate) fn is_readable(measure: &Measure, entry: &Entry) -> bool {
    issued(&entry.event).is_some() && waiting(measure, entry).is_none()
}

fn letters(desk: &Desk, dossier: &MeasureDossier) -> Vec<PortalLetter> {
    let measure = &dossier.measure;
    let home = format!("/portal/measures/{}", measure.id);
    let letter = |entry: &Entry| {
        let kind = issued(&entry.event)?.kind.code();
        let waits = waiting(measure, entry);
        let received_at = Sent::ALL.iter().find_map(|what| {
            let sent = measure.dispatch(*what)?;
            (sent.seq == entry.seq).then_some(sent.delivered_at)?
        });
        Some(PortalLetter {
            kind,
            sent_at: entry.at,
            received_at,
            href: waits
                .is_none()
                .then(|| format!("{home}/letters/{}", entry.seq)),
            receive: waits.map(|what| Form {
                action: format!("{home}/receive"),
                hidden: vec![("what".to_owned(), what.code().to_owned())],
                submit: desk.ui.t("portal-measure-receive"),
                ..Form::default()
            }),
        })
    };
    dossier.entries.iter().rev().filter_map(letter).collect()
}

/// What the member handed in, newest first.
fn handed_in(dossier: &MeasureDossier) -> Vec<HandedIn> {
    let one = |entry: &Entry| {
        let (at, field) = match &entry.event {
            Event::StatementReceived(e) => (e.at, "statement"),
            Event::OralHearingAsked(e) => (e.at, "words"),
            Event::HearingWaived(e) => (e.at, ""),
            Event::HearingRecordCorrected(e) => (e.at, "correction"),
            Event::ComplianceReported(e) => (e.at, "report"),
            Event::ObjectionRaised(e) => (e.at, "objection"),
            _ => return None,
        };
        let words = dossier.words.get(entry.seq, field).unwrap_or_default();
        Some(HandedIn {
            kind: entry.event.kind().replace(['.', '_'], "-"),
            at,
            seq: entry.seq,
            sha256: entry.sha256.clone(),
            words: words.to_owned(),
        })
    };
    dossier.entries.iter().rev().filter_map(one).collect()
}

/// The page of one measure.
pub(crate) fn view(desk: &Desk, dossier: &MeasureDossier) -> PortalMeasureView {
    let measure = &dossier.measure;
    let hearing = &measure.hearing;
    let heard = measure.kind != MeasureKind::Guidance && measure.explained_at().is_some();
    let place = dossier
        .entries
        .iter()
        .rev()
        .find_map(|entry| dossier.words.get(entry.seq, "place"));
    // The date is the member's to know once its notice went out.
    let told = hearing.fixed_at.filter(|_| hearing.notice.is_some());
    PortalMeasureView {
        head: line(desk, measure),
        why: due(measure).and_then(|d| Some(why(desk, d, dossier.proofs.get(&d.name)?))),
        form: (heard && hearing.closed.is_none()).then(|| HearingForm::code(hearing.form)),
        hearing: told
            .filter(|_| hearing.held_at.is_none() && hearing.closed.is_none())
            .map(|at| (at, place.unwrap_or_default().to_owned())),
        letters: letters(desk, dossier),
        tasks: tasks(&desk.actor, measure)
            .into_iter()
            .map(|step| Step {
                code: step.name().to_owned(),
                href: format!("/portal/measures/{}/do/{}", measure.id, step.name()),
                primary: matches!(step, MeasureStep::Statement | MeasureStep::Report),
                two_person: false,
            })
            .collect(),
        handed_in: handed_in(dossier),
    }
}
