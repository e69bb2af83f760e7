//! What follows from a command to a measure.

mod compliance;
mod effect;
mod hearing;
mod interest;
mod motion;
mod post;
mod propose;
mod resolution;

pub(crate) use hearing::heard_at_meeting;
pub use propose::propose;
use resolution::resolve;
pub use resolution::resolved;
pub(crate) use resolution::{placed, ready};

use super::{Measure, MeasureCommand, MeasureStep, may};
use crate::{
    access::Actor,
    clock::{Deadline, Deadlines, Happening, MoreTime, Rules, Trigger, extend},
    code::{Delivery, Question, Resolution, Role},
    event::{Decider, Draft, Event, MeasureMotionReturned, MeasureSent, MemberSpoke},
    folio::Citation,
    id::{AccountId, CaseId, MemberCode, Obj},
    member::Member,
    refusal::{Refusal, text},
    time::Timestamp,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// All that a decision may look at besides the measure.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The one reading of the clock for this command.
    pub now: Timestamp,
    /// Who acts.
    pub actor: &'a Actor,
    /// The profile under which the measure is conducted, and the calendar in force.
    pub rules: Rules<'a>,
    /// What was looked up in the same transaction.
    pub facts: &'a Facts,
}

/// Facts that the caller looked up in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The member concerned.
    pub member: Option<Member>,
    /// Of the cases that the proposal names, those that exist for the actor.
    pub cases: BTreeMap<CaseId, CaseOf>,
    /// The clause in force on the day of the conduct.
    pub citation: Option<Citation>,
    /// The recommendation that was not followed.
    pub after: Option<Measure>,
    /// Whether the person named by the command is a hearing officer with an open account.
    pub officer_fit: bool,
    /// Whether the person named by the command has an account.
    pub person_known: bool,
    /// The open cases about the member.
    pub open_cases: Vec<CaseId>,
    /// The member's sign-ins: those that are open, or those that the effect closed.
    pub contacts: Vec<AccountId>,
}

impl Facts {
    /// Nothing was looked up, because the decision needs nothing.
    #[must_use]
    pub(crate) const fn nothing() -> Self {
        Self {
            member: None,
            cases: BTreeMap::new(),
            citation: None,
            after: None,
            officer_fit: false,
            person_known: false,
            open_cases: Vec::new(),
            contacts: Vec::new(),
        }
    }
}

/// What a measure wants to know of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseOf {
    /// The member it is about.
    pub member: Option<MemberCode>,
    /// Who handles it.
    pub handler: Option<AccountId>,
}

/// A decision being made: the drafts so far, and the clocks as these leave them.
pub(super) struct Acting<'a> {
    pub(super) cx: &'a Context<'a>,
    obj: Obj,
    drafts: Vec<Draft>,
    deadlines: Deadlines,
}

impl<'a> Acting<'a> {
    pub(super) fn of(cx: &'a Context<'a>, measure: &Measure) -> Self {
        Self {
            cx,
            obj: Obj::Measure(measure.id),
            drafts: Vec::new(),
            deadlines: measure.deadlines.clone(),
        }
    }

    /// Adds an event of this measure with its private values.
    pub(super) fn say(&mut self, event: Event, private: &[(&'static str, &str)]) {
        let draft = Draft::new(self.obj.clone(), event);
        let draft = private.iter().fold(draft, |draft, (field, value)| {
            draft.with(field, value.trim())
        });
        self.drafts.push(draft);
    }

    /// Adds an event of something else.
    pub(super) fn also(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Lets the clocks react; a period outside the calendar's table refuses the whole command.
    pub(super) fn happens(&mut self, trigger: Trigger, at: Timestamp) -> Result<(), Refusal> {
        let happening = Happening { trigger, at };
        for event in self.deadlines.react(happening, self.cx.rules)? {
            self.say(event, &[]);
        }
        Ok(())
    }

    /// The open deadline of a clock, as the drafts so far leave it.
    pub(super) fn open(&self, clock: &str) -> Option<&Deadline> {
        self.deadlines
            .values()
            .find(|deadline| deadline.clock == clock && deadline.is_open())
    }

    pub(super) fn done(self) -> Vec<Draft> {
        self.drafts
    }

    /// The instant of something that happened on a day: now when it is today.
    pub(super) fn instant(&self, on: Option<Date>) -> Result<Timestamp, Refusal> {
        let day = self.cx.rules.dated_back(on, self.cx.now, "on")?;
        Ok(if day == self.cx.now.date() {
            self.cx.now
        } else {
            Timestamp::start_of(day)
        })
    }
}

/// What follows from `command`: the measure's events, those of its clocks and of whatever else it
/// touches, in order.
///
/// # Errors
/// `access.denied`, `measure.unknown` for somebody for whom it does not exist, `measure.not_now`, a
/// [`Guard`]'s code, or what the step refuses. Nothing has happened then.
pub fn decide(
    measure: &Measure,
    command: &MeasureCommand,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let step = MeasureStep::of(command);
    if !cx.actor.reaches_measure(measure) {
        return Err(Refusal::new("measure.unknown"));
    }
    permits(measure, command, step, cx)?;
    if let MeasureCommand::Approve { digest } | MeasureCommand::Return { digest, .. } = command
        && measure.motion.as_ref().is_none_or(|m| m.digest != *digest)
    {
        return Err(Refusal::new("proposal.changed"));
    }
    if !step.is_possible(measure) {
        return Err(Refusal {
            code: "measure.not_now",
            field: None,
            allowed: MeasureStep::possible(measure)
                .into_iter()
                .map(MeasureStep::name)
                .collect(),
        });
    }
    let mut act = Acting::of(cx, measure);
    proceed(&mut act, measure, command)?;
    Ok(act.done())
}

fn permits(
    measure: &Measure,
    command: &MeasureCommand,
    step: MeasureStep,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let denied = || Err(Refusal::new("access.denied"));
    if !may(cx.actor, step, measure) {
        return denied();
    }
    // A contact speaks for its member only, and only in the portal; what came otherwise is the
    // staff's to record.
    let contact = cx.actor.is(Role::MemberContact);
    let by_portal = command.channel().map(|by| by == Delivery::Portal);
    match by_portal {
        Some(by_portal) if by_portal != contact => denied(),
        None if contact && !matches!(step, MeasureStep::Challenge) => denied(),
        _ => Ok(()),
    }
}

fn proceed(
    act: &mut Acting<'_>,
    measure: &Measure,
    command: &MeasureCommand,
) -> Result<(), Refusal> {
    use MeasureCommand as C;
    match command {
        C::Explain { by, letter } => {
            text("letter", letter)?;
            act.say(
                Event::ExplanationSent(MeasureSent { by: *by }),
                &[("letter", letter)],
            );
            Ok(())
        }
        C::RecordDelivery {
            what,
            by,
            on,
            proof,
        } => post::deliver(act, measure, *what, *by, *on, proof),
        C::SendAgain { what, by, proof } => post::send_again(act, measure, *what, *by, proof),
        C::AskOral { .. }
        | C::AppointOfficer { .. }
        | C::FixHearing { .. }
        | C::NotifyHearing { .. }
        | C::Excuse { .. }
        | C::Statement { .. }
        | C::Waive { .. }
        | C::Hold { .. }
        | C::SendRecord { .. }
        | C::CorrectRecord { .. }
        | C::CloseHearing { .. } => hearing::hear(act, measure, command),
        C::Declare { .. } | C::NoteInterest { .. } | C::Challenge { .. } | C::Rule { .. } => {
            interest::concern(act, measure, command)
        }
        C::Move {
            act: moved,
            letter,
            reason,
        } => motion::put(act, measure, moved, letter, reason),
        C::Approve { .. } => motion::approve(act, measure),
        C::Return { digest, reason } => {
            text("reason", reason)?;
            let event = MeasureMotionReturned {
                digest: digest.clone(),
            };
            act.say(Event::MeasureMotionReturned(event), &[("reason", reason)]);
            Ok(())
        }
        C::Decide {
            question,
            adopted,
            reason,
            opinion,
        } => resolution::decide_alone(act, measure, *question, *adopted, (reason, opinion)),
        C::Withdraw { reason } => {
            text("reason", reason)?;
            resolve(
                act,
                (Question::Impose, Resolution::Rejected),
                Decider::Proposer {},
                None,
                reason,
            )
        }
        C::Extend {
            deadline,
            by,
            asked_on,
            reason,
        } => {
            text("reason", reason)?;
            let more = MoreTime {
                by: *by,
                asked_on: *asked_on,
            };
            more_time(act, measure, deadline, more, reason)
        }
        C::Remind { .. } | C::Report { .. } | C::Verify { .. } => {
            compliance::comply(act, measure, command)
        }
        C::Object { on, by, objection } => {
            text("objection", objection)?;
            let at = act.instant(*on)?;
            act.say(
                Event::ObjectionRaised(MemberSpoke { at, by: *by }),
                &[("objection", objection)],
            );
            act.happens(Trigger::ObjectionRaised, at)
        }
        C::Finish { reason } => compliance::finish(act, measure, reason),
    }
}

fn more_time(
    act: &mut Acting<'_>,
    measure: &Measure,
    deadline: &str,
    more: MoreTime,
    reason: &str,
) -> Result<(), Refusal> {
    let found = measure
        .deadlines
        .get(deadline)
        .ok_or_else(|| Refusal::of_field("deadline.unknown", "deadline"))?;
    let event = extend(found, more, act.cx.now, act.cx.rules)?;
    act.say(event, &[("reason", reason)]);
    Ok(())
}

/// Something about a recommendation that a proposal of revocation answers.
pub(super) fn answered(after: &Measure, cx: &Context<'_>) -> Result<Vec<Draft>, Refusal> {
    let mut act = Acting::of(cx, after);
    act.happens(Trigger::RevocationProposed, cx.now)?;
    Ok(act.done())
}
