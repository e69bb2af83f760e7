//! What follows from a command to a measure.

mod compliance;
mod effect;
mod hearing;
mod interest;
mod propose;

pub use propose::propose;

use super::{Guard, Interest, Measure, MeasureCommand, MeasureStep, may, motion_digest, require};
use crate::{
    access::Actor,
    clock::{Deadline, Deadlines, Happening, MoreTime, Rules, Trigger, extend, follow},
    code::{Body, Delivery, MeasureKind, MeasureStage, Question, Resolution, Role, Sent},
    event::{
        Decider, DecisionSent, Draft, Event, MeasureAct, MeasureDecided, MeasureDelivered,
        MeasureMotionReturned, MeasureMoved, MeasurePlaced, MeasureSent, MeasureSentAgain,
        MemberSpoke, Placed,
    },
    folio::Citation,
    id::{AccountId, CaseId, MeasureId, MemberCode, Obj},
    member::Member,
    refusal::{Refusal, short_enough, text},
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
        let events = follow(&self.deadlines, Happening { trigger, at }, self.cx.rules)
            .map_err(|e| Refusal::new(e.code()))?;
        for event in events {
            self.deadlines.evolve(&event);
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
        } => deliver(act, measure, *what, *by, *on, proof),
        C::SendAgain { what, by, proof } => send_again(act, measure, *what, *by, proof),
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
        } => put(act, measure, moved, letter, reason),
        C::Approve { .. } => approve(act, measure),
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
        } => decide_alone(act, measure, *question, *adopted, (reason, opinion)),
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

fn send_again(
    act: &mut Acting<'_>,
    measure: &Measure,
    what: Sent,
    by: Delivery,
    proof: &str,
) -> Result<(), Refusal> {
    undelivered(measure, what)?;
    text("proof", proof)?;
    act.say(
        Event::MeasureSentAgain(MeasureSentAgain { what, by }),
        &[("proof", proof)],
    );
    Ok(())
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

/// What is still on its way.
fn undelivered(measure: &Measure, what: Sent) -> Result<&super::Dispatch, Refusal> {
    measure
        .dispatch(what)
        .filter(|sent| sent.delivered_at.is_none())
        .ok_or_else(|| Refusal::of_field("measure.nothing_sent", "what"))
}

fn deliver(
    act: &mut Acting<'_>,
    measure: &Measure,
    what: Sent,
    by: Delivery,
    on: Option<Date>,
    proof: &str,
) -> Result<(), Refusal> {
    let sent = undelivered(measure, what)?;
    // Only proof counts here: a certificate of delivery, or that it was opened in the portal (3.2).
    require(
        Guard::Proof,
        matches!(by, Delivery::CertifiedPost | Delivery::Portal),
    )?;
    short_enough("proof", proof)?;
    if by == Delivery::CertifiedPost {
        text("proof", proof)?;
    }
    let at = act.instant(on)?;
    if at.date() < sent.sent_at.date() {
        return Err(Refusal::of_field("measure.delivered_before_sent", "on"));
    }
    let at = at.max(sent.sent_at);
    act.say(
        Event::MeasureDelivered(MeasureDelivered { what, by, at }),
        &[("proof", proof)],
    );
    match what {
        Sent::Explanation => act.happens(Trigger::ExplanationDelivered, at),
        Sent::Decision if measure.stage == MeasureStage::Decided => {
            if measure.kind.asks_compliance() {
                act.happens(Trigger::RecommendationDelivered, at)?;
            }
            if measure.kind.is_grave() {
                act.happens(Trigger::RevocationNotified, at)?;
            }
            Ok(())
        }
        Sent::Hearing | Sent::Record | Sent::Decision => Ok(()),
    }
}

fn put(
    act: &mut Acting<'_>,
    measure: &Measure,
    moved: &MeasureAct,
    letter: &str,
    reason: &str,
) -> Result<(), Refusal> {
    short_enough("reason", reason)?;
    match moved {
        MeasureAct::TakeEffect { on, plan } => effect::may_take(act.cx, measure, *on, plan)?,
        _ => text("letter", letter)?,
    }
    let digest = motion_digest(moved, letter.trim());
    act.say(
        Event::MeasureMoved(MeasureMoved {
            act: moved.clone(),
            digest,
        }),
        &[("letter", letter), ("reason", reason)],
    );
    Ok(())
}

fn approve(act: &mut Acting<'_>, measure: &Measure) -> Result<(), Refusal> {
    let motion = measure
        .motion
        .as_ref()
        .ok_or_else(|| Refusal::new("measure.not_now"))?;
    require(
        Guard::SecondPerson,
        !act.cx.actor.id.shares_a_person(&motion.by),
    )?;
    let now = act.cx.now;
    match &motion.act {
        MeasureAct::Guide { by } => {
            if measure.kind == MeasureKind::Guidance {
                resolve(
                    act,
                    (Question::Impose, Resolution::Adopted),
                    Decider::SecondPerson {},
                    None,
                    "",
                )?;
            }
            send_decision(act, MeasureKind::Guidance, &motion.digest, *by);
            Ok(())
        }
        MeasureAct::Notify { by } => {
            send_decision(act, measure.kind, &motion.digest, *by);
            act.happens(Trigger::DecisionNotified, now)
        }
        MeasureAct::TakeEffect { on, plan } => {
            effect::take(act, measure, &motion.digest, *on, plan)
        }
        MeasureAct::Restore { on, by } => effect::restore(act, measure, &motion.digest, *on, *by),
    }
}

fn send_decision(act: &mut Acting<'_>, kind: MeasureKind, motion: &str, by: Delivery) {
    act.say(
        Event::DecisionSent(DecisionSent {
            motion: motion.to_owned(),
            letter: kind.letter(),
            by,
        }),
        &[],
    );
}

/// The president decides alone where the rules say so, and under the same conditions as the board.
fn decide_alone(
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

fn resolve(
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
    use crate::code::HearingForm;
    let mut act = Acting::of(cx, measure);
    act.say(
        Event::MeasurePlaced(MeasurePlaced {
            at: at.map(|(placed, _)| placed),
        }),
        &[],
    );
    let hears = measure.hearing.form == HearingForm::AtMeeting && measure.hearing.closed.is_none();
    if let (true, Some((_, held_at))) = (hears, at) {
        act.say(
            Event::HearingFixed(crate::event::HearingFixed { at: held_at }),
            &[],
        );
        act.happens(Trigger::MeetingFixed, held_at)?;
        let due = act.open("REV_NOTICE").map(|d| d.due.ends_at);
        require(Guard::HearingNotice, due.is_none_or(|due| act.cx.now < due))?;
    }
    Ok(act.done())
}

/// A statutory member was heard, or did not come, at the meeting that decides on its expulsion.
pub(crate) fn heard_at_meeting(
    measure: &Measure,
    came: bool,
    words: &str,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    hearing::at_meeting(measure, came, words, cx)
}

/// Something about a recommendation that a proposal of revocation answers.
pub(super) fn answered(after: &Measure, cx: &Context<'_>) -> Result<Vec<Draft>, Refusal> {
    let mut act = Acting::of(cx, after);
    act.happens(Trigger::RevocationProposed, cx.now)?;
    Ok(act.done())
}

impl Measure {
    /// The number as people say it.
    #[must_use]
    pub fn printed(id: MeasureId) -> String {
        format!("措置第{id}号")
    }
}
