//! What follows from a command to a case.

mod act;
mod request;

use act::{close, close_with, two_persons};
use request::ask_member;

use super::{CaseCommand, CaseFile, Number, NumberUse, Registration, Stage, Step, TakeOver};
use crate::{
    access::Actor,
    clock::{Deadline, Happening, Rules, Trigger, extend, follow},
    code::{AnswerKind, Applicant, CaseKind, Outcome, Role},
    event::{
        CaseAcknowledged, CaseAnswered, CaseAssigned, CaseConfirmed, CaseDirectionSent, CaseNoted,
        CaseRegistered, CaseResumed, CaseTrainingOverridden, Draft, Event,
    },
    id::{CaseId, Obj},
    refusal::{Refusal, short_enough, text},
    time::{FiscalYear, Timestamp},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// All that a decision may look at besides the file.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The one reading of the clock for this command.
    pub now: Timestamp,
    /// Who acts.
    pub actor: &'a Actor,
    /// Profile of the case's receipt and calendar in force.
    pub rules: Rules<'a>,
    /// The case: its identity, given before there is a file.
    pub case: CaseId,
    /// The next free serial of the fiscal year in which a new matter falls.
    pub next_serial: u32,
    /// Facts about the respondent or the new handler that lie outside the file.
    pub facts: Facts,
}

/// Facts that the caller looked up in the same transaction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// The member named by the command is in the register.
    pub member_known: bool,
    /// What the register says about the number named by the command.
    pub number: NumberUse,
    /// The handler named by the command is an open account with the part of a handler.
    pub handler_fit: bool,
    /// That handler has current training (A13, B11).
    pub handler_trained: bool,
}

/// What follows from `command`: the case's events and those of its clocks, in order.
///
/// # Errors
/// A refusal with a stable code; nothing has happened then.
pub fn decide(
    file: Option<&CaseFile>,
    command: &CaseCommand,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let mut act = Acting {
        cx,
        drafts: Vec::new(),
        deadlines: file.map(|f| f.deadlines.clone()).unwrap_or_default(),
    };
    match (file, command) {
        (None, CaseCommand::Register(registration)) => register(&mut act, registration)?,
        (None, CaseCommand::TakeOver(row)) => take_over(&mut act, row)?,
        (None, _) => return Err(Refusal::new("case.not_found")),
        (Some(_), CaseCommand::Register(_) | CaseCommand::TakeOver(_)) => {
            return Err(Refusal::new("case.exists"));
        }
        (Some(file), command) => {
            let possible = Step::of(command).is_some_and(|step| step.is_possible(file));
            if !possible {
                return Err(Refusal::not_allowed(Step::possible_names(file)));
            }
            proceed(&mut act, file, command)?;
        }
    }
    Ok(act.drafts)
}

/// A decision being made: the drafts so far, and the clocks as these leave them.
struct Acting<'a> {
    cx: &'a Context<'a>,
    drafts: Vec<Draft>,
    deadlines: BTreeMap<String, Deadline>,
}

impl Acting<'_> {
    fn draft(&self, event: Event) -> Draft {
        Draft::new(Obj::Case(self.cx.case), event)
    }

    fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Adds an event of this case with its private values.
    fn say(&mut self, event: Event, private: &[(&'static str, &str)]) {
        let draft = private
            .iter()
            .fold(self.draft(event), |draft, (field, value)| {
                draft.with(field, *value)
            });
        self.push(draft);
    }

    /// Lets the clocks react; a period outside the calendar's table refuses the whole command.
    fn happens(&mut self, trigger: Trigger, at: Timestamp) -> Result<(), Refusal> {
        let events = follow(&self.deadlines, Happening { trigger, at }, self.cx.rules)
            .map_err(|e| Refusal::new(e.code()))?;
        for event in events {
            if let Event::DeadlineStarted(e) = &event {
                self.deadlines
                    .insert(e.deadline.clone(), Deadline::started(e));
            }
            for deadline in self.deadlines.values_mut() {
                deadline.evolve(&event);
            }
            let draft = self.draft(event);
            self.push(draft);
        }
        Ok(())
    }
}

fn register(act: &mut Acting<'_>, r: &Registration) -> Result<(), Refusal> {
    let cx = act.cx;
    text("content", &r.content)?;
    for (field, value) in [
        ("name", &r.name),
        ("kana", &r.kana),
        ("contact", &r.contact),
        ("original", &r.original),
    ] {
        short_enough(field, value)?;
    }
    // Anonymous is welcome for everyday calls; a complaint needs somebody to answer (A16, B23).
    if r.applicant == Applicant::Anonymous && r.kind == CaseKind::Complaint {
        return Err(Refusal::of_field("case.complaint_needs_name", "applicant"));
    }
    if r.applicant != Applicant::Anonymous {
        text("name", &r.name)?;
    }
    if r.respondent.member().is_some() && !cx.facts.member_known {
        return Err(Refusal::of_field("member.unknown", "member"));
    }
    let received_at = r.received_at.unwrap_or(cx.now);
    if received_at > cx.now {
        return Err(Refusal::of_field("case.received_in_future", "received_at"));
    }
    let number = Number {
        fiscal_year: FiscalYear::of(received_at.date()),
        serial: cx.next_serial,
        kind: r.kind,
    };
    act.say(
        Event::CaseRegistered(CaseRegistered {
            number,
            kind: r.kind,
            channel: r.channel,
            applicant: r.applicant,
            category: r.category,
            respondent: r.respondent.clone(),
            received_at,
            profile: cx.rules.profile_digest.to_owned(),
        }),
        &[
            ("name", &r.name),
            ("kana", &r.kana),
            ("contact", &r.contact),
            ("content", &r.content),
            ("original", &r.original),
        ],
    );
    act.happens(Trigger::Registered, received_at)
}

fn take_over(act: &mut Acting<'_>, row: &TakeOver) -> Result<(), Refusal> {
    let cx = act.cx;
    // First, so that a row that was taken stays known whatever the clock and the members say today.
    cx.facts.number.check()?;
    row.check(cx.now)?;
    for (field, value) in [
        ("name", &row.name),
        ("kana", &row.kana),
        ("content", &row.content),
        ("member_name", &row.member_name),
        ("source", &row.source),
    ] {
        short_enough(field, value)?;
    }
    if row.respondent.member().is_some() && !cx.facts.member_known {
        return Err(Refusal::of_field("member.unknown", "member"));
    }
    act.say(
        Event::CaseTakenOver(row.event(cx.rules.profile_digest)),
        &[
            ("name", &row.name),
            ("kana", &row.kana),
            ("content", &row.content),
            ("member_name", &row.member_name),
            ("source", &row.source),
        ],
    );
    for happening in row.happenings() {
        act.happens(happening.trigger, happening.at)?;
    }
    Ok(())
}

/// Takes a suspended case up again, perhaps from a day that lies a little back.
fn resume(
    act: &mut Acting<'_>,
    file: &CaseFile,
    on: Option<Date>,
    reason: &str,
) -> Result<(), Refusal> {
    let cx = act.cx;
    text("reason", reason)?;
    let day = cx.rules.dated_back(on, cx.now, "resumed_on")?;
    if matches!(file.stage, Stage::Suspended { since, .. } if day < since) {
        return Err(Refusal::of_field(
            "case.resumed_before_suspension",
            "resumed_on",
        ));
    }
    let on = Some(day).filter(|day| *day != cx.now.date());
    act.say(
        Event::CaseResumed(CaseResumed { on }),
        &[("reason", reason)],
    );
    act.happens(Trigger::Resumed, on.map_or(cx.now, Timestamp::start_of))
}

fn proceed(act: &mut Acting<'_>, file: &CaseFile, command: &CaseCommand) -> Result<(), Refusal> {
    let cx = act.cx;
    match command {
        CaseCommand::Register(_) | CaseCommand::TakeOver(_) => Err(Refusal::new("case.exists")),
        CaseCommand::Acknowledge => {
            let explanation = cx.rules.profile.explanation.version.clone();
            act.say(
                Event::CaseAcknowledged(CaseAcknowledged { explanation }),
                &[],
            );
            act.happens(Trigger::Acknowledged, cx.now)
        }
        CaseCommand::Assign { handler } => {
            if !cx.facts.handler_fit {
                return Err(Refusal::of_field("case.handler_unfit", "handler"));
            }
            if !cx.facts.handler_trained {
                return Err(Refusal::of_field("case.handler_untrained", "handler"));
            }
            act.say(Event::CaseAssigned(CaseAssigned { handler: *handler }), &[]);
            Ok(())
        }
        CaseCommand::AssignUntrained { handler, reason } => {
            if !cx.actor.is(Role::Supervisor) {
                return Err(Refusal::new("access.denied"));
            }
            if !cx.facts.handler_fit {
                return Err(Refusal::of_field("case.handler_unfit", "handler"));
            }
            text("reason", reason)?;
            let handler = *handler;
            act.say(
                Event::CaseTrainingOverridden(CaseTrainingOverridden { handler }),
                &[("reason", reason)],
            );
            act.say(Event::CaseAssigned(CaseAssigned { handler }), &[]);
            Ok(())
        }
        CaseCommand::Answer {
            how,
            referral,
            answer,
        } => {
            text("answer", answer)?;
            if *how == AnswerKind::Referred && referral.is_none() {
                return Err(Refusal::of_field("case.referral_missing", "referral"));
            }
            act.say(
                Event::CaseAnswered(CaseAnswered {
                    how: *how,
                    referral: *referral,
                }),
                &[("answer", answer)],
            );
            close(act, Outcome::Answered, *referral, None)
        }
        CaseCommand::Propose { .. } | CaseCommand::Approve { .. } | CaseCommand::Reject { .. } => {
            two_persons(act, file, command)
        }
        CaseCommand::ReplyOutOfScope { referral, letter } => {
            text("letter", letter)?;
            close_with(act, Outcome::OutOfScope, Some(*referral), None, letter)
        }
        CaseCommand::Resume { on, reason } => resume(act, file, *on, reason),
        CaseCommand::ExtendDeadline {
            deadline,
            more,
            reason,
        } => {
            text("reason", reason)?;
            let deadline = file
                .deadlines
                .get(deadline)
                .ok_or_else(|| Refusal::of_field("deadline.not_running", "deadline"))?;
            act.say(
                extend(deadline, *more, cx.now, cx.rules)?,
                &[("reason", reason)],
            );
            Ok(())
        }
        CaseCommand::Note { kind, note } => {
            text("note", note)?;
            act.say(
                Event::CaseNoted(CaseNoted { kind: *kind }),
                &[("note", note)],
            );
            Ok(())
        }
        CaseCommand::SendDirection { by, direction } => {
            text("direction", direction)?;
            act.say(
                Event::CaseDirectionSent(CaseDirectionSent { by: *by }),
                &[("direction", direction)],
            );
            act.happens(Trigger::DirectionSent, cx.now)
        }
        CaseCommand::RecordWill { will, comment } => {
            short_enough("comment", comment)?;
            act.say(
                Event::CaseConfirmed(CaseConfirmed { will: *will }),
                &[("comment", comment)],
            );
            act.happens(Trigger::Confirmed, cx.now)
        }
        CaseCommand::IssueRequest { .. }
        | CaseCommand::RecordDelivery { .. }
        | CaseCommand::RecordReply(_)
        | CaseCommand::AcceptReply { .. }
        | CaseCommand::ReturnReply { .. } => ask_member(act, file, command),
    }
}
