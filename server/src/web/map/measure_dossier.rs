//! The dossier of a measure in words.

use super::{
    deadline::{chip, why},
    measure::{comparison, proved_by, row, waits, way},
    moment::moment as of_clock,
};
use crate::web::{
    site::Desk,
    view::{
        measure::{DecisionLine, Due, EffectShown, InterestLine, MeasureView, MotionShown, Post},
        step::Step,
        timeline::Moment,
    },
};
use domain::{
    access::Actor,
    code::{Class, HearingForm, InterestKind, MeasureKind, MeasureStage, Role, Sent},
    event::{Basis, Decider, Entry, Event, MeasureAct},
    id::{ActorId, CaseId},
    letter::issued,
    measure::{Interest, Measure, MeasureStep, may},
};
use store::{
    desk::{MeasureDossier, Moment as Read},
    private::Sight,
};

/// The code of what was put forward.
pub(crate) const fn act(act: &MeasureAct) -> &'static str {
    match act {
        MeasureAct::Guide { .. } => "guide",
        MeasureAct::Notify { .. } => "notify",
        MeasureAct::TakeEffect { .. } => "effect",
        MeasureAct::Restore { .. } => "restore",
    }
}

/// Whether somebody can take a step now: the state allows it, their part is to take it, and they
/// are not the one who put forward what waits for a second person.
pub(crate) fn can_take(actor: &Actor, step: MeasureStep, measure: &Measure) -> bool {
    let own = measure
        .motion
        .as_ref()
        .is_some_and(|motion| motion.by.shares_a_person(&actor.id));
    step.is_possible(measure) && may(actor, step, measure) && !(step == MeasureStep::Approve && own)
}

/// Steps that are seldom needed: they stand behind a fold.
const RARE: [MeasureStep; 7] = [
    MeasureStep::SendAgain,
    MeasureStep::NoteInterest,
    MeasureStep::Challenge,
    MeasureStep::Extend,
    MeasureStep::Withdraw,
    MeasureStep::Excuse,
    MeasureStep::AskOral,
];

/// The steps this reader can take now: those that lead on, and the others.
fn steps(actor: &Actor, measure: &Measure) -> (Vec<Step>, Vec<Step>) {
    let shown = |step: MeasureStep| Step {
        code: step.name().to_owned(),
        href: format!("/measures/{}/{}", measure.id, step.name()),
        primary: false,
        two_person: step.name().starts_with("move-"),
    };
    let (rare, common): (Vec<_>, Vec<_>) = MeasureStep::ALL
        .iter()
        .copied()
        .filter(|step| can_take(actor, *step, measure))
        .partition(|step| RARE.contains(step));
    (
        common.into_iter().map(shown).collect(),
        rare.into_iter().map(shown).collect(),
    )
}

/// The printed number of a case and its address, where it exists for the reader.
fn case(dossier: &MeasureDossier, case: CaseId) -> (String, Option<String>) {
    match dossier.case_numbers.get(&case) {
        Some(number) => (number.printed(), Some(format!("/cases/{number}"))),
        None => ("—".to_owned(), None),
    }
}

/// The letters that were sent, in order.
fn post(desk: &Desk, dossier: &MeasureDossier) -> Vec<Post> {
    let measure = &dossier.measure;
    let reads = desk.actor.opens(Class::Letters) && dossier.opens;
    let mut posts: Vec<Post> = [
        Sent::Explanation,
        Sent::Hearing,
        Sent::Record,
        Sent::Decision,
    ]
    .into_iter()
    .filter_map(|what| {
        let sent = measure.dispatch(what)?;
        let delivered = sent.delivered_at.map(|at| {
            let by = proved_by(&dossier.entries, what, at);
            (at, by.map_or("", domain::code::Delivery::code))
        });
        Some(Post {
            what: what.code(),
            sent_at: sent.sent_at,
            by: sent.by.code(),
            delivered,
            returned: sent.returned,
            href: reads.then(|| format!("/measures/{}/letters/{}", measure.id, sent.seq)),
        })
    })
    .collect();
    posts.extend(dossier.entries.iter().filter_map(|entry| {
        let Event::ComplianceReminded(e) = &entry.event else {
            return None;
        };
        Some(Post {
            what: "reminder",
            sent_at: entry.at,
            by: e.by.code(),
            delivered: None,
            returned: 0,
            href: reads.then(|| format!("/measures/{}/letters/{}", measure.id, entry.seq)),
        })
    }));
    posts.sort_by_key(|post| post.sent_at);
    posts
}

/// What is known of the hearing besides its letters.
fn hearing(desk: &Desk, dossier: &MeasureDossier) -> Vec<(&'static str, String)> {
    let (ui, hearing) = (&desk.ui, &dossier.measure.hearing);
    let mut facts = vec![("hearing-form", ui.term("hearingform", hearing.form.code()))];
    if hearing.form != HearingForm::AtMeeting {
        facts.push((
            "officer",
            hearing
                .officer
                .map(|id| desk.person(id))
                .unwrap_or_default(),
        ));
    }
    if let Some(at) = hearing.fixed_at {
        facts.push(("hearing-at", ui.moment(&at)));
        let place = dossier.entries.iter().rev().find_map(|entry| {
            matches!(entry.event, Event::HearingFixed(_))
                .then(|| dossier.words.get(entry.seq, "place"))
                .flatten()
        });
        facts.push(("place", place.unwrap_or_default().to_owned()));
        facts.push((
            "notice-period",
            match hearing.notice_days() {
                Some(days) => ui.xy(
                    "measure-notice-days",
                    days.to_string(),
                    dossier
                        .measure
                        .least_notice(&desk.in_force.profile)
                        .to_string(),
                ),
                None => ui.n(
                    "measure-notice-least",
                    dossier.measure.least_notice(&desk.in_force.profile),
                ),
            },
        ));
    }
    for (code, at) in [
        ("statement", hearing.statement_at),
        ("waived", hearing.waived_at),
        ("held", hearing.held_at),
        ("corrected", hearing.corrected_at),
    ] {
        if let Some(at) = at {
            facts.push((code, ui.moment(&at)));
        }
    }
    if let Some(end) = &hearing.closed {
        let outcome = ui.term("hearingoutcome", end.outcome.code());
        let closed = format!("{outcome}{}{}", ui.t("colon"), ui.moment(&end.at));
        facts.push(("hearing-closed", closed));
    }
    facts
}

fn interest(desk: &Desk, person: domain::id::AccountId, interest: &Interest) -> InterestLine {
    let end = if interest.is_excluded() {
        "excluded"
    } else if interest.is_to_be_ruled() {
        "to-be-ruled"
    } else if interest.is_cleared() {
        "cleared"
    } else {
        "undeclared"
    };
    InterestLine {
        person: desk.person(person),
        declared: interest.declared.map(InterestKind::code),
        challenged: interest.challenged,
        end,
    }
}

fn decisions(desk: &Desk, dossier: &MeasureDossier) -> Vec<DecisionLine> {
    let ui = &desk.ui;
    dossier
        .measure
        .decisions
        .iter()
        .map(|decision| {
            let href = match decision.by {
                Decider::Meeting { meeting, item } => {
                    Some(format!("/board/meetings/{meeting}/items/{item}"))
                }
                _ => None,
            };
            let by = match decision.by {
                Decider::Meeting { meeting, item } => {
                    ui.xy("measure-by-meeting", meeting.to_string(), item.to_string())
                }
                Decider::President {} => ui.t("measure-by-president"),
                Decider::SecondPerson {} => ui.t("measure-by-second-person"),
                Decider::Proposer {} => ui.t("measure-by-proposer"),
            };
            DecisionLine {
                question: decision.question.code(),
                resolution: decision.resolution.code(),
                by,
                href,
                at: decision.at,
                reason: dossier
                    .words
                    .get(decision.seq, "reason")
                    .unwrap_or_default()
                    .to_owned(),
            }
        })
        .collect()
}

/// The particulars of a record: what its codes and people mean.
fn particulars(desk: &Desk, event: &Event) -> Vec<(String, String)> {
    let ui = &desk.ui;
    let mut facts = Vec::new();
    let mut say = |label: &str, words: String| facts.push((ui.term("measurefact", label), words));
    let sent = |by: domain::code::Delivery| ui.term("delivery", by.code());
    match event {
        Event::MeasureProposed(e) => {
            say("kind", ui.term("measurekind", e.measure.code()));
            say("body", ui.term("body", e.body.code()));
        }
        Event::ExplanationSent(e)
        | Event::HearingNotified(e)
        | Event::HearingRecordSent(e)
        | Event::ComplianceReminded(e) => say("by", sent(e.by)),
        Event::MeasureDelivered(e) => {
            say("what", ui.term("sent", e.what.code()));
            say("proved-by", sent(e.by));
        }
        Event::MeasureSentAgain(e) => {
            say("what", ui.term("sent", e.what.code()));
            say("by", sent(e.by));
        }
        Event::OralHearingAsked(e)
        | Event::StatementReceived(e)
        | Event::HearingWaived(e)
        | Event::HearingRecordCorrected(e)
        | Event::ComplianceReported(e)
        | Event::ObjectionRaised(e) => say("channel", sent(e.by)),
        Event::OfficerAppointed(e) => say("officer", desk.person(e.officer)),
        Event::HearingFixed(e) => say("hearing-at", ui.moment(&e.at)),
        Event::HearingClosed(e) => say("outcome", ui.term("hearingoutcome", e.outcome.code())),
        Event::InterestDeclared(e) => {
            say("person", desk.person(e.person));
            say("interest", ui.term("interest", e.interest.code()));
        }
        Event::Challenged(e) => say("person", desk.person(e.person)),
        Event::InterestRuled(e) => {
            say("person", desk.person(e.person));
            say(
                "ruling",
                ui.term(
                    "interestend",
                    if e.excluded { "excluded" } else { "cleared" },
                ),
            );
        }
        Event::MeasureMoved(e) => say("act", ui.term("measureact", act(&e.act))),
        Event::MeasurePlaced(e) => say(
            "question",
            e.at.map_or_else(
                || ui.t("measure-taken-off"),
                |at| ui.term("question", at.question.code()),
            ),
        ),
        Event::MeasureDecided(e) => {
            say("question", ui.term("question", e.question.code()));
            say("resolution", ui.term("resolution", e.resolution.code()));
            if let Some(body) = e.deferred_to {
                say("deferred-to", ui.term("body", body.code()));
            }
        }
        Event::DecisionSent(e) => {
            say("letter", ui.term("letterkind", e.letter.code()));
            say("by", sent(e.by));
        }
        Event::ComplianceVerified(e) => say("finding", ui.term("finding", e.finding.code())),
        Event::MeasureEffective(e) => say("effective-on", ui.day(&e.on)),
        Event::MeasureRestored(e) => say("restored-on", ui.day(&e.on)),
        _ => {}
    }
    facts
}

/// A record of a measure as a moment of its timeline. Letters are read on their own pages.
fn moment(desk: &Desk, dossier: &MeasureDossier, entry: &Entry) -> Moment {
    if entry.event.kind().starts_with("deadline.") {
        let read = Read {
            entry: entry.clone(),
        };
        return of_clock(desk, &read, &dossier.words);
    }
    let (mut words, mut facts) = (String::new(), particulars(desk, &entry.event));
    let (mut erased, mut withheld) = (false, false);
    let fields = entry.event.private_fields().iter();
    for field in
        fields.filter(|field| field.name != "letter" && entry.seq != dossier.measure.first_seq)
    {
        match dossier.words.sight(entry.seq, field) {
            Sight::Words(text) if words.is_empty() => text.clone_into(&mut words),
            Sight::Words(text) => {
                facts.push((desk.ui.term("measurefact", field.name), text.to_owned()));
            }
            Sight::Empty => {}
            Sight::Erased => erased = true,
            Sight::Withheld => withheld = true,
        }
    }
    let happened = match &entry.event {
        Event::MeasureDelivered(e) => e.at,
        Event::StatementReceived(e)
        | Event::HearingWaived(e)
        | Event::ComplianceReported(e)
        | Event::ObjectionRaised(e) => e.at,
        _ => entry.at,
    };
    Moment {
        seq: entry.seq,
        kind: entry.event.kind().replace('_', "-"),
        at: happened,
        recorded_at: (happened != entry.at).then_some(entry.at),
        actor: desk.who(&entry.actor),
        facts,
        words,
        erased: erased && dossier.opens,
        withheld: withheld || (erased && !dossier.opens),
        by_itself: matches!(entry.actor, ActorId::System(_)),
    }
}

/// Where the ground of a measure can be read.
fn basis_href(measure: &Measure) -> Option<String> {
    match &measure.basis {
        Basis::Guideline { version, .. } => Some(format!("/guidelines/{version}")),
        Basis::NotFollowed { measure } => Some(format!("/measures/{measure}")),
        _ => None,
    }
}

/// The dossier as this reader may see it.
pub(crate) fn view(desk: &Desk, dossier: &MeasureDossier) -> MeasureView {
    let measure = &dossier.measure;
    let actor = &desk.actor;
    let word = |field: &str| {
        let found = dossier.words.get(measure.first_seq, field);
        found
            .filter(|_| dossier.opens)
            .unwrap_or_default()
            .to_owned()
    };
    let (common, rare) = steps(actor, measure);
    let mut deadlines: Vec<_> = measure.open_deadlines();
    deadlines.extend(measure.deadlines.values().filter(|d| !d.is_open()));
    let summary = measure.hearing.closed.and_then(|end| {
        let found = dossier.words.get(end.seq, "summary");
        found.filter(|_| dossier.opens).map(str::to_owned)
    });
    MeasureView {
        head: row(desk, measure),
        member_href: actor
            .opens(Class::Membership)
            .then(|| format!("/members/{}", measure.member)),
        proposed: (desk.who(&measure.proposed_by), measure.proposed_at),
        basis_href: basis_href(measure),
        way: way(desk, &dossier.entries, measure),
        waits: waits(measure),
        motion: measure.motion.as_ref().map(|motion| MotionShown {
            act: act(&motion.act),
            by: desk.who(&motion.by),
            at: motion.at,
        }),
        steps: common,
        rare,
        opens: dossier.opens,
        facts: word("facts"),
        evidence: word("evidence")
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        reason: word("reason"),
        cases: measure.cases.iter().map(|id| case(dossier, *id)).collect(),
        post: post(desk, dossier),
        hearing: if measure.kind == MeasureKind::Guidance {
            Vec::new()
        } else {
            hearing(desk, dossier)
        },
        summary: summary.unwrap_or_default(),
        interests: measure
            .interests
            .iter()
            .map(|(person, known)| interest(desk, *person, known))
            .collect(),
        decisions: decisions(desk, dossier),
        findings: measure.findings.iter().map(|f| f.code()).collect(),
        effect: measure.effect.as_ref().map(|effect| EffectShown {
            on: effect.on,
            plan: effect
                .plan
                .iter()
                .map(|part| {
                    let (number, href) = case(dossier, part.case);
                    (number, href, part.to.code())
                })
                .collect(),
        }),
        deadlines: deadlines
            .into_iter()
            .map(|deadline| Due {
                chip: chip(desk, deadline),
                waits_on: deadline.waits_on.code(),
                why: dossier
                    .proofs
                    .get(&deadline.name)
                    .map(|proof| why(desk, deadline, proof)),
            })
            .collect(),
        comparison: comparison(desk, &dossier.comparable),
        moments: dossier
            .entries
            .iter()
            .rev()
            .map(|entry| moment(desk, dossier, entry))
            .collect(),
        follow: (measure.stage == MeasureStage::NotFollowed && actor.is(Role::Supervisor))
            .then(|| format!("/measures/new?after={}", measure.id)),
    }
}

/// The record that issued the letter with this number, if it is one of this measure.
pub(crate) fn letter_entry(dossier: &MeasureDossier, number: u64) -> Option<&Entry> {
    let mut entries = dossier.entries.iter();
    entries.find(|entry| entry.seq == number && issued(&entry.event).is_some())
}
