//! The paper of an item as this reader may see it: text, measure, procedure, comparable decisions,
//! opinions and votes.

use super::{board::Sitting, lines::difference};
use crate::web::{
    map::{
        board::{seat_name, subject_words},
        measure::{self, comparison},
    },
    site::Desk,
    view::{
        board::{DiffLine, Reference},
        paper::{MeasureFacts, Paper, Step, VoiceLine},
    },
};
use domain::{
    board::{Item, ItemState, Seat},
    case::Respondent,
    code::{Delivery, DocumentKind, Resolution, Sent},
    event::{Basis, Event, Subject},
    measure::{Dispatch, Measure},
    time::Timestamp,
};
use store::desk::MeasureDossier;

/// On what a measure rests, with the day of the conduct where its words do not say it.
fn basis(desk: &Desk, measure: &Measure) -> String {
    let words = measure::basis(desk, measure);
    match &measure.basis {
        Basis::Guideline { conduct, .. } | Basis::Article { conduct, .. } => {
            let on = desk.ui.x("paper-conduct-on", desk.ui.day(conduct));
            format!("{words} {on}")
        }
        _ => words,
    }
}

/// Explanation and hearing with their days and proofs (B36).
fn procedure(dossier: &MeasureDossier) -> Vec<Step> {
    let measure = &dossier.measure;
    let hearing = &measure.hearing;
    // That it was opened in the portal is proof by itself; the number of the request that opened it
    // is for the record and says nothing to a reader.
    let proof = |what: Sent, by: Delivery| {
        if by == Delivery::Portal {
            return String::new();
        }
        let delivered = dossier
            .entries
            .iter()
            .rev()
            .find(|entry| matches!(&entry.event, Event::MeasureDelivered(e) if e.what == what));
        delivered
            .and_then(|entry| dossier.words.get(entry.seq, "proof"))
            .unwrap_or_default()
            .to_owned()
    };
    let sent = |key: &'static str, what: Sent, dispatch: Option<&Dispatch>| {
        dispatch.map(|sent| Step {
            key,
            on: Some(sent.sent_at.date()),
            delivered: sent.delivered_at.map(Timestamp::date),
            by: sent.by.code().to_owned(),
            proof: proof(what, sent.by),
        })
    };
    let day = |key: &'static str, at: Option<Timestamp>| {
        at.map(|at| Step {
            key,
            on: Some(at.date()),
            delivered: None,
            by: String::new(),
            proof: String::new(),
        })
    };
    [
        sent(
            "paper-explanation",
            Sent::Explanation,
            measure.explanation.as_ref(),
        ),
        sent(
            "paper-hearing-notice",
            Sent::Hearing,
            hearing.notice.as_ref(),
        ),
        day("paper-hearing-fixed", hearing.fixed_at),
        day("paper-statement", hearing.statement_at),
        day("paper-waived", hearing.waived_at),
        day("paper-held", hearing.held_at),
        sent("paper-record", Sent::Record, hearing.record.as_ref()),
        day("paper-corrected", hearing.corrected_at),
        day("paper-closed", hearing.closed.map(|end| end.at)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn facts(sitting: &Sitting<'_>, item: &Item, dossier: &MeasureDossier) -> MeasureFacts {
    let desk = sitting.desk;
    let measure = &dossier.measure;
    let text = |seq: u64, field: &str| dossier.words.get(seq, field).unwrap_or_default();
    let meeting = sitting.meeting();
    let seats = meeting.seats.keys().filter_map(Seat::person);
    let excluded = seats
        .filter(|person| measure.is_excluded(*person))
        .map(|person| {
            let why = if measure.is_recused(person) {
                "interest"
            } else {
                "part"
            };
            (desk.person(person), why)
        });
    let question = match item.subject {
        Subject::Measure { question, .. } => question.code(),
        _ => "",
    };
    MeasureFacts {
        number: measure.id.0,
        kind: measure.kind.code().to_owned(),
        member: desk.respondent(&Respondent::Member {
            member: measure.member.clone(),
        }),
        question: question.to_owned(),
        basis: basis(desk, measure),
        facts: text(measure.first_seq, "facts").to_owned(),
        evidence: text(measure.first_seq, "evidence")
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect(),
        reason: text(measure.first_seq, "reason").to_owned(),
        procedure: procedure(dossier),
        heard: measure
            .hearing
            .closed
            .map_or_else(String::new, |end| end.outcome.code().to_owned()),
        summary: measure
            .hearing
            .closed
            .map_or("", |end| text(end.seq, "summary"))
            .to_owned(),
        notice_days: measure.hearing.notice_days(),
        excluded: excluded.collect(),
        comparable: comparison(desk, &dossier.comparable),
    }
}

/// How a paper differs from the version with this digest; nothing when there is none.
pub(crate) fn changes_since(sitting: &Sitting<'_>, item: &Item, digest: &str) -> Vec<DiffLine> {
    let words = &sitting.dossier.words;
    let Some((_, seq)) = item.earlier.iter().rfind(|(earlier, _)| earlier == digest) else {
        return Vec::new();
    };
    let whole = |seq: u64| {
        let part = |field| words.get(seq, field).unwrap_or_default();
        format!("{}\n{}", part("title"), part("paper"))
    };
    difference(&whole(*seq), &whole(item.seq))
}

fn opinions(sitting: &Sitting<'_>, number: u32, item: &Item) -> Vec<VoiceLine> {
    let reason = |seat: &Seat| {
        let given = sitting.dossier.entries.iter().rev().find(|entry| {
            matches!(&entry.event, Event::OpinionGiven(e) if e.item == number && e.seat == *seat)
        });
        given
            .and_then(|entry| sitting.dossier.words.get(entry.seq, "reason"))
            .unwrap_or_default()
            .to_owned()
    };
    item.opinions
        .iter()
        .map(|(seat, choice)| VoiceLine {
            name: seat_name(sitting.desk, seat),
            choice: choice.code().to_owned(),
            reason: reason(seat),
        })
        .collect()
}

/// The votes of an item with their reasons, whoever may see the names.
pub(crate) fn votes(sitting: &Sitting<'_>, item: &Item) -> Vec<VoiceLine> {
    item.votes
        .iter()
        .map(|(seat, ballot)| VoiceLine {
            name: seat_name(sitting.desk, seat),
            choice: ballot.choice.code().to_owned(),
            reason: sitting
                .dossier
                .words
                .get(ballot.seq, "reason")
                .unwrap_or_default()
                .to_owned(),
        })
        .collect()
}

/// How the member was heard at the meeting, and what it said.
pub(crate) fn spoken(sitting: &Sitting<'_>, number: u32, item: &Item) -> Option<(String, String)> {
    let how = item.heard?;
    let words = sitting
        .dossier
        .entries
        .iter()
        .rev()
        .find(|entry| matches!(&entry.event, Event::MemberHeard(e) if e.item == number))
        .and_then(|entry| sitting.dossier.words.get(entry.seq, "words"));
    Some((how.code().to_owned(), words.unwrap_or_default().to_owned()))
}

/// How the deliberation went.
pub(crate) fn course<'a>(sitting: &Sitting<'a>, item: &Item) -> &'a str {
    match item.state {
        ItemState::Resolved { seq, .. } => {
            sitting.dossier.words.get(seq, "course").unwrap_or_default()
        }
        _ => "",
    }
}

/// The paper of an item. The measure's dossier is given when it opens for the reader.
pub(crate) fn paper(
    sitting: &Sitting<'_>,
    number: u32,
    item: &Item,
    measure: Option<&MeasureDossier>,
) -> Paper {
    let gate = sitting.gate(item);
    let open = gate == "open";
    let desk = sitting.desk;
    let before = item.earlier.last().map(|(digest, _)| digest.as_str());
    let hidden = sitting.hides_names();
    let resolved = match &item.state {
        ItemState::Resolved { at, resolution, .. } => Some((*at, *resolution)),
        _ => None,
    };
    let line = sitting.line(number, item, Some(number));
    Paper {
        number,
        title: line.title,
        about: subject_words(desk, &item.subject, sitting.measure(item)),
        state: line.state,
        gate,
        text: if open {
            sitting.paper(item).unwrap_or_default().to_owned()
        } else {
            String::new()
        },
        digest: item.paper.clone(),
        changes: match before {
            Some(digest) if open => changes_since(sitting, item, digest),
            _ => Vec::new(),
        },
        void: item.void,
        measure: measure
            .filter(|_| open)
            .map(|dossier| facts(sitting, item, dossier)),
        rules: match &item.subject {
            Subject::Rules {
                document: DocumentKind::Profile,
                digest,
            } => format!("/rules/profiles/{digest}"),
            _ => String::new(),
        },
        bar: (item.is_voted_on() && item.state != ItemState::Withdrawn {})
            .then(|| sitting.bar(number, item)),
        readers: if open {
            item.read
                .iter()
                .filter(|(_, digest)| **digest == item.paper)
                .map(|(seat, _)| seat_name(desk, seat))
                .collect()
        } else {
            Vec::new()
        },
        opinions: if open {
            opinions(sitting, number, item)
        } else {
            Vec::new()
        },
        votes: if open && !hidden {
            votes(sitting, item)
        } else {
            Vec::new()
        },
        hidden: hidden && !item.votes.is_empty(),
        spoken: spoken(sitting, number, item).filter(|_| open),
        course: if open {
            course(sitting, item).to_owned()
        } else {
            String::new()
        },
        resolved: resolved.map(|(at, _)| at),
        reference: match (resolved, &item.subject) {
            (Some((_, Resolution::Adopted)), Subject::Rules { .. }) => Reference {
                meeting: sitting.meeting().id.0,
                item: number,
            }
            .to_string(),
            _ => String::new(),
        },
    }
}
