//! Decisions: by the president alone, or by a meeting, and never before explanation and hearing (B36).

use super::{
    super::{Guard, Interest, Measure, require},
    Acting, Context,
};
use crate::{
    clock::Trigger,
    code::{Body, HearingForm, Question, Resolution},
    event::{Decider, Draft, Event, HearingFixed, MeasureDecided, MeasurePlaced, Placed},
    id::AccountId,
    refusal::{Refusal, short_enough, text},
    time::Timestamp,
};

/// The president decides alone where the rules say so, and under the same conditions as the board.
pub(super) fn decide_alone(
    act: &mut Acting<'_>,
    measure: &Measure,
    question: Question,
    adopted: bool,
    (reason, opinion): (&str, &str),
) -> Result<(), Refusal> {
    text("reason", reason)?;
    short_enough("opinion", opinion)?;
    if !measure.open_questions().contains(&question) {
        return Err(Refusal::of_field("measure.not_asked", "question"));
    }
    let resolution = if adopted {
        Resolution::Adopted
    } else {
        Resolution::Rejected
    };
    let deferred = measure
        .decisions
        .iter()
        .any(|decision| decision.resolution == Resolution::Deferred);
    if deferred {
        // With too few directors left, the statutory auditors are asked.
        text("opinion", opinion)?;
    }
    ready(measure, question)?;
    let people: Vec<AccountId> = act.cx.actor.id.people().collect();
    require(
        Guard::Declared,
        people
            .iter()
            .all(|p| measure.interests.get(p).is_some_and(Interest::is_cleared)),
    )?;
    require(
        Guard::Voter,
        !people.iter().any(|p| measure.is_excluded(*p)),
    )?;
    let words = format!("{}\n{}", reason.trim(), opinion.trim());
    resolve(
        act,
        (question, resolution),
        Decider::President {},
        None,
        &words,
    )
}

/// Whether a question about the measure may be decided: B36 stands before every decision to impose.
pub(crate) fn ready(measure: &Measure, question: Question) -> Result<(), Refusal> {
    if matches!(question, Question::Impose | Question::Guidance) {
        require(Guard::Explained, measure.explained_at().is_some())?;
        require(Guard::Heard, measure.hearing.closed.is_some())?;
    }
    Ok(())
}

pub(super) fn resolve(
    act: &mut Acting<'_>,
    (question, resolution): (Question, Resolution),
    by: Decider,
    deferred_to: Option<Body>,
    reason: &str,
) -> Result<(), Refusal> {
    let now = act.cx.now;
    act.say(
        Event::MeasureDecided(MeasureDecided {
            question,
            resolution,
            by,
            deferred_to,
        }),
        &[("reason", reason)],
    );
    let undecided = matches!(resolution, Resolution::Deferred | Resolution::NoQuorum);
    match question {
        _ if undecided => Ok(()),
        Question::Impose => {
            act.happens(Trigger::BoardResolved, now)?;
            if resolution == Resolution::Rejected {
                act.happens(Trigger::Closed, now)?;
            }
            Ok(())
        }
        Question::Guidance if resolution == Resolution::Adopted => {
            act.happens(Trigger::BoardResolved, now)?;
            act.happens(Trigger::Closed, now)
        }
        Question::NotFollowed if resolution == Resolution::Adopted => {
            act.happens(Trigger::NotFollowed, now)
        }
        Question::NotFollowed => act.happens(Trigger::Closed, now),
        Question::Objection => {
            act.happens(Trigger::ObjectionDecided, now)?;
            if resolution == Resolution::Adopted {
                return Ok(());
            }
            act.happens(Trigger::Closed, now)
        }
        Question::Guidance | Question::Annul => Ok(()),
    }
}

/// What a decision of a meeting does to the measure it was about.
///
/// # Errors
/// A period leaves the calendar's table.
pub fn resolved(
    measure: &Measure,
    what: (Question, Resolution),
    by: Decider,
    deferred_to: Option<Body>,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let mut act = Acting::of(cx, measure);
    resolve(&mut act, what, by, deferred_to, "")?;
    Ok(act.done())
}

/// Puts a measure on an agenda, or takes it off. Where the meeting itself hears the member, its date
/// is the date of the hearing, and the notice to the member counts back from it (GA article 30).
pub(crate) fn placed(
    measure: &Measure,
    at: Option<(Placed, Timestamp)>,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let mut act = Acting::of(cx, measure);
    act.say(
        Event::MeasurePlaced(MeasurePlaced {
            at: at.map(|(placed, _)| placed),
        }),
        &[],
    );
    let hears = measure.hearing.form == HearingForm::AtMeeting && measure.hearing.closed.is_none();
    if let (true, Some((_, held_at))) = (hears, at) {
        act.say(Event::HearingFixed(HearingFixed { at: held_at }), &[]);
        act.happens(Trigger::MeetingFixed, held_at)?;
        let due = act.open("REV_NOTICE").map(|d| d.due.ends_at);
        require(Guard::HearingNotice, due.is_none_or(|due| act.cx.now < due))?;
    }
    Ok(act.done())
}
