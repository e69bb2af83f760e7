//! Voting: opening, giving, counting.

use super::{Acting, belongs, own_or_recorded};
use crate::{
    board::{Item, ItemState, Majority, Meeting, Seat, outcome},
    code::{Body, Choice, HearingForm, Question},
    event::{Decider, Event, ItemNamed, ItemResolved, Subject, Tally, VoteGiven},
    measure::{Guard, Interest, Measure, ready, require, resolved},
    profile::BoardRules,
    refusal::{Refusal, short_enough},
};

/// What is asked about the measure of an item.
const fn question(item: &Item) -> Option<Question> {
    match item.subject {
        Subject::Measure { question, .. } => Some(question),
        _ => None,
    }
}

/// Whether the interests of those who sit there matter: the general meeting is all members, and the
/// law counts every one of them (GA article 49 paragraph 2).
const fn asks_interests(meeting: &Meeting) -> bool {
    !matches!(meeting.body, Body::GeneralMeeting)
}

fn is_excluded(meeting: &Meeting, measure: Option<&Measure>, seat: &Seat) -> bool {
    match (measure, seat.person()) {
        (Some(measure), Some(person)) if asks_interests(meeting) => measure.is_excluded(person),
        _ => false,
    }
}

pub(super) fn open(act: &mut Acting<'_>, number: u32) -> Result<(), Refusal> {
    let item = act.item(number)?;
    let meeting = act.meeting;
    if !matches!(item.state, ItemState::Listed {}) {
        return Err(Refusal::of_field("meeting.item_not_now", "item"));
    }
    if meeting.items.iter().any(Item::is_open) {
        return Err(Refusal::of_field("meeting.another_is_open", "item"));
    }
    if let (Some((measure, _)), Some(question)) = (act.of_item(item)?, question(item)) {
        // The general meeting hears the member between opening the item and ending the vote.
        if measure.hearing.form == HearingForm::AtMeeting {
            require(Guard::Explained, measure.explained_at().is_some())?;
        } else {
            ready(measure, question)?;
        }
        if asks_interests(meeting) {
            for person in meeting.seats.keys().filter_map(Seat::person) {
                let interest = measure.interests.get(&person);
                if interest.is_some_and(Interest::is_to_be_ruled) {
                    return Err(Refusal::of_field("meeting.ruling_missing", "item"));
                }
            }
        }
    }
    act.say(Event::ItemOpened(ItemNamed { item: number }), &[]);
    Ok(())
}

pub(super) fn give(
    act: &mut Acting<'_>,
    number: u32,
    seat: &Seat,
    choice: Choice,
    (paper, reason): (&str, &str),
) -> Result<(), Refusal> {
    own_or_recorded(act.cx.actor, seat)?;
    let meeting = act.meeting;
    let item = act.item(number)?;
    belongs(act, seat)?;
    short_enough("reason", reason)?;
    require(
        Guard::VoteOpen,
        meeting.stage == crate::code::MeetingStage::Open && item.is_open(),
    )?;
    if !item.is_voted_on() || item.is_over() {
        return Err(Refusal::of_field("meeting.item_not_now", "item"));
    }
    require(Guard::Present, meeting.is_present(seat))?;
    let measure = act.of_item(item)?.map(|(measure, _)| measure);
    // Nobody has voted before the member was heard, not even at the meeting that hears it.
    if let (Some(measure), Some(question)) = (measure, question(item)) {
        ready(measure, question)?;
    }
    if let (Some(measure), Some(person), true) = (measure, seat.person(), asks_interests(meeting)) {
        require(
            Guard::Declared,
            measure
                .interests
                .get(&person)
                .is_some_and(|interest| interest.declared.is_some() && !interest.is_to_be_ruled()),
        )?;
        require(Guard::Voter, !measure.is_excluded(person))?;
    }
    require(Guard::SamePaper, item.paper == paper)?;
    act.say(
        Event::VoteGiven(VoteGiven {
            item: number,
            seat: seat.clone(),
            choice,
            paper: paper.to_owned(),
        }),
        &[("reason", reason)],
    );
    Ok(())
}

pub(super) fn resolve(act: &mut Acting<'_>, number: u32, course: &str) -> Result<(), Refusal> {
    short_enough("course", course)?;
    let item = act.item(number)?;
    let meeting = act.meeting;
    require(
        Guard::VoteOpen,
        meeting.stage == crate::code::MeetingStage::Open && item.is_open(),
    )?;
    if item.is_over() {
        return Err(Refusal::of_field("meeting.item_not_now", "item"));
    }
    let about = act.of_item(item)?;
    let measure = about.as_ref().map(|(measure, _)| *measure);
    if let (Some(measure), Some(question)) = (measure, question(item)) {
        ready(measure, question)?;
    }
    let (tally, majority) = tally_now(meeting, item, measure, act.cx.board);
    let (resolution, deferred_to) = outcome(majority, &tally, measure.is_some(), act.cx.board);
    act.say(
        Event::ItemResolved(ItemResolved {
            item: number,
            tally,
            resolution,
        }),
        &[("course", course)],
    );
    if let (Some((measure, cx)), Some(question)) = (about, question(item)) {
        let by = Decider::Meeting {
            meeting: meeting.id,
            item: number,
        };
        act.drafts.extend(resolved(
            measure,
            (question, resolution),
            by,
            deferred_to,
            &cx,
        )?);
    }
    Ok(())
}

/// What would be counted now, and by which rule: whoever is excluded counts neither among those who
/// may decide nor among those who do.
#[must_use]
pub fn tally_now(
    meeting: &Meeting,
    item: &Item,
    measure: Option<&Measure>,
    rules: &BoardRules,
) -> (Tally, Majority) {
    let mut tally = Tally::default();
    for (seat, votes) in &meeting.seats {
        if is_excluded(meeting, measure, seat) {
            tally.excluded += 1;
            continue;
        }
        tally.eligible += 1;
        tally.all_votes += votes;
        if !meeting.is_present(seat) {
            continue;
        }
        tally.present += 1;
        tally.present_votes += votes;
        match item.votes.get(seat).map(|ballot| ballot.choice) {
            Some(Choice::For) => {
                tally.yes += 1;
                tally.yes_votes += votes;
            }
            Some(Choice::Against) => tally.no += 1,
            Some(Choice::Abstain) => tally.abstain += 1,
            None => {}
        }
    }
    let about = measure.zip(question(item)).map(|(m, q)| (m.kind, q));
    (tally, Majority::of(meeting.body, about, rules))
}
