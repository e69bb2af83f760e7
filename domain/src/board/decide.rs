//! What follows from a command to a meeting: its own events, and those of the measures it decides on.

mod agenda;
mod minutes;
mod sitting;
mod vote;

pub use vote::tally_now;

use super::{Calling, Item, Meeting, MeetingCommand, MeetingStep, Seat, may, step::CONVENERS};
use crate::{
    access::Actor,
    clock::Rules,
    code::{Body, Choice, DocumentKind, LegalForm, Role},
    event::{Draft, Event, MeetingCalled, OpinionGiven, PaperRead, Seated},
    id::{AccountId, ActorId, MeasureId, MeetingId, MemberCode, Obj},
    measure::{self, Guard, Interest, Measure, require},
    profile::BoardRules,
    refusal::{Refusal, short_enough, text},
    time::Timestamp,
};
use std::collections::BTreeMap;

/// All that a decision may look at besides the meeting.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The one reading of the clock for this command.
    pub now: Timestamp,
    /// Who acts.
    pub actor: &'a Actor,
    /// The rules of the organs: of the meeting's profile, or for a new meeting those in force.
    pub board: &'a BoardRules,
    /// Digest of that profile.
    pub profile: &'a str,
    /// What was looked up in the same transaction.
    pub facts: &'a Facts<'a>,
}

/// Facts that the caller looked up in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// The measures that the meeting or the command names, each with the rules it is conducted under.
    pub measures: BTreeMap<MeasureId, (Measure, Option<Rules<'a>>)>,
    /// Directors in office, the president among them.
    pub directors: Vec<AccountId>,
    /// Statutory auditors in office.
    pub kanji: Vec<AccountId>,
    /// Statutory members.
    pub statutory: Vec<MemberCode>,
    /// Of the people that a command names for a committee, those with an open account.
    pub people: Vec<AccountId>,
    /// Digests of the versions that were put forward.
    pub proposals: Vec<(DocumentKind, String)>,
}

/// What follows from calling a meeting under the number `id`.
///
/// # Errors
/// `access.denied`, `meeting.in_past`, `meeting.no_such_body`, `meeting.nobody`, `field.required`,
/// `field.too_long`.
pub fn call(id: MeetingId, calling: &Calling, cx: &Context<'_>) -> Result<Vec<Draft>, Refusal> {
    if !cx.actor.is_any(CONVENERS) {
        return Err(Refusal::new("access.denied"));
    }
    text("place", &calling.place)?;
    let at = Timestamp::from_jst(calling.at);
    if at <= cx.now {
        return Err(Refusal::of_field("meeting.in_past", "at"));
    }
    let person = |id: &AccountId| Seat::Person(*id);
    let seats: Vec<Seat> = match calling.body {
        Body::Board => cx.facts.directors.iter().map(person).collect(),
        Body::Committee if cx.facts.people.len() == calling.committee.len() => {
            cx.facts.people.iter().map(person).collect()
        }
        Body::GeneralMeeting if cx.board.legal_form == LegalForm::Association => cx
            .facts
            .statutory
            .iter()
            .cloned()
            .map(Seat::Member)
            .collect(),
        Body::Committee => return Err(Refusal::of_field("account.not_found", "committee")),
        Body::GeneralMeeting | Body::President | Body::Desk => {
            return Err(Refusal::of_field("meeting.no_such_body", "body"));
        }
    };
    if seats.is_empty() {
        return Err(Refusal::of_field("meeting.nobody", "body"));
    }
    let event = Event::MeetingCalled(MeetingCalled {
        body: calling.body,
        at,
        seats: seats
            .into_iter()
            .map(|seat| Seated { seat, votes: 1 })
            .collect(),
        kanji: cx.facts.kanji.clone(),
        profile: cx.profile.to_owned(),
    });
    Ok(vec![
        Draft::new(Obj::Meeting(id), event).with("place", calling.place.trim()),
    ])
}

/// A decision being made.
struct Acting<'a> {
    cx: &'a Context<'a>,
    meeting: &'a Meeting,
    drafts: Vec<Draft>,
}

impl<'a> Acting<'a> {
    fn say(&mut self, event: Event, private: &[(&'static str, &str)]) {
        let draft = Draft::new(Obj::Meeting(self.meeting.id), event);
        let draft = private.iter().fold(draft, |draft, (field, value)| {
            draft.with(field, value.trim())
        });
        self.drafts.push(draft);
    }

    fn item(&self, number: u32) -> Result<&'a Item, Refusal> {
        let item = self.meeting.item(number);
        item.ok_or_else(|| Refusal::of_field("meeting.no_such_item", "item"))
    }

    /// The measure of an item, with what its own rules may look at.
    fn measure(&self, id: MeasureId) -> Result<(&'a Measure, measure::Context<'a>), Refusal> {
        let unknown = || Refusal::of_field("measure.unknown", "measure");
        let (measure, rules) = self.cx.facts.measures.get(&id).ok_or_else(unknown)?;
        let cx = measure::Context {
            now: self.cx.now,
            actor: self.cx.actor,
            rules: (*rules).ok_or_else(unknown)?,
            facts: &NOTHING,
        };
        Ok((measure, cx))
    }

    fn of_item(&self, item: &Item) -> Result<Option<(&'a Measure, measure::Context<'a>)>, Refusal> {
        item.measure().map(|id| self.measure(id)).transpose()
    }
}

/// What a meeting decides about a measure needs no further facts.
static NOTHING: measure::Facts = measure::Facts::nothing();

/// What follows from `command`.
///
/// # Errors
/// `access.denied`, `meeting.not_now`, a [`Guard`]'s code, or what the step refuses. Nothing has
/// happened then.
pub fn decide(
    meeting: &Meeting,
    command: &MeetingCommand,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let step = MeetingStep::of(command);
    if !may(cx.actor, step) {
        return Err(Refusal::new("access.denied"));
    }
    if !step.is_possible(meeting) && step != MeetingStep::Vote {
        return Err(Refusal {
            code: "meeting.not_now",
            field: None,
            allowed: MeetingStep::ALL
                .iter()
                .filter(|step| step.is_possible(meeting))
                .map(|step| step.name())
                .collect(),
        });
    }
    let mut act = Acting {
        cx,
        meeting,
        drafts: Vec::new(),
    };
    proceed(&mut act, command)?;
    Ok(act.drafts)
}

fn proceed(act: &mut Acting<'_>, command: &MeetingCommand) -> Result<(), Refusal> {
    use MeetingCommand as C;
    match command {
        C::Put(_)
        | C::Revise { .. }
        | C::WithdrawItem { .. }
        | C::Notify
        | C::Waive { .. }
        | C::Cancel { .. } => agenda::prepare(act, command),
        C::Read { item } => read(act, *item),
        C::Opine {
            item,
            choice,
            reason,
        } => opine(act, *item, *choice, reason),
        C::Open { .. }
        | C::Arrive { .. }
        | C::Leave { .. }
        | C::OpenItem { .. }
        | C::Hear { .. }
        | C::Vote { .. }
        | C::Resolve { .. }
        | C::Close => sitting::sit(act, command),
        C::WriteMinutes { .. } | C::ApproveMinutes { .. } | C::SignMinutes { .. } => {
            minutes::keep(act, command)
        }
    }
}

fn belongs(act: &Acting<'_>, seat: &Seat) -> Result<(), Refusal> {
    if act.meeting.seats.contains_key(seat) {
        Ok(())
    } else {
        Err(Refusal::of_field("meeting.no_such_seat", "seat"))
    }
}

/// Whether somebody is to be there, with a vote or without one.
fn attends(act: &Acting<'_>, who: &Seat, field: &'static str) -> Result<(), Refusal> {
    if act.meeting.everybody().any(|known| known == *who) {
        Ok(())
    } else {
        Err(Refusal::of_field("meeting.no_such_seat", field))
    }
}

/// The seat of whoever acts. Nobody sits for another: there are no proxies on a board.
fn own_seat(act: &Acting<'_>) -> Result<Seat, Refusal> {
    match &act.cx.actor.id {
        ActorId::Account(id) => Ok(Seat::Person(*id)),
        _ => Err(Refusal::new("access.denied")),
    }
}

/// Whether somebody acts for their own seat, or writes down for another as the secretariat.
fn own_or_recorded(actor: &Actor, seat: &Seat) -> Result<(), Refusal> {
    let own = matches!((&actor.id, seat), (ActorId::Account(id), Seat::Person(of)) if id == of);
    if own || actor.is(Role::Secretariat) {
        Ok(())
    } else {
        Err(Refusal::new("access.denied"))
    }
}

/// Whether a paper may be opened: nobody with an interest, and nobody who has not said so first.
fn may_look(act: &Acting<'_>, item: &Item, seat: &Seat) -> Result<(), Refusal> {
    let Some((measure, _)) = act.of_item(item)? else {
        return Ok(());
    };
    let cleared = seat.person().is_some_and(|person| {
        measure
            .interests
            .get(&person)
            .is_some_and(Interest::is_cleared)
    });
    require(Guard::Reader, cleared)
}

fn read(act: &mut Acting<'_>, number: u32) -> Result<(), Refusal> {
    let item = act.item(number)?;
    let seat = own_seat(act)?;
    may_look(act, item, &seat)?;
    // Read again, nothing new is said.
    if item.read.get(&seat) == Some(&item.paper) {
        return Ok(());
    }
    act.say(
        Event::PaperRead(PaperRead {
            item: number,
            seat,
            paper: item.paper.clone(),
        }),
        &[],
    );
    Ok(())
}

/// An opinion before the meeting (事前意見): shown, never counted.
fn opine(act: &mut Acting<'_>, number: u32, choice: Choice, reason: &str) -> Result<(), Refusal> {
    short_enough("reason", reason)?;
    let item = act.item(number)?;
    let seat = own_seat(act)?;
    may_look(act, item, &seat)?;
    act.say(
        Event::OpinionGiven(OpinionGiven {
            item: number,
            seat,
            choice,
        }),
        &[("reason", reason)],
    );
    Ok(())
}
