//! What follows from a command to a case.

mod act;
mod demand;
mod document;
mod filing;
mod incident;
mod matter;
mod opportunity;
mod request;

use act::{close, ended, two_persons};
use demand::{ask_time, cooperation, demand};
use document::{attach, destroy};
use filing::{filing, judge_scope};
use matter::matter;
use opportunity::opportunity;
use request::ask_member;

pub use incident::decide_in_part;

use super::{
    Answer, Beside, CaseCommand, CaseFile, Filing, Number, NumberUse, Registration, Respondent,
    Stage, Step, TakeOver, holds_my_number, needed_papers,
};
use crate::{
    access::Actor,
    clock::{Deadlines, Happening, MoreTime, Rules, Trigger, extend},
    code::{AnswerKind, Applicant, CaseKind, Channel, NoteKind, Outcome, Role, Will},
    event::{
        CaseAcknowledged, CaseAnswered, CaseAssigned, CaseConfirmed, CaseDirectionSent, CaseNoted,
        CaseRegistered, CaseReminded, CaseResumed, CaseTrainingOverridden, Draft, Event,
        TimeDeclined, WithholdingReviewed,
    },
    id::{AccountId, CaseId, Obj},
    refusal::{Refusal, short_enough, text},
    time::{FiscalYear, Timestamp},
};
use jiff::civil::Date;

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
    /// The other case that the command names, when there is one and the actor may know of it.
    pub other: Option<&'a CaseFile>,
    /// Facts about the respondent or the new handler that lie outside the file.
    pub facts: Facts,
    /// The words of the letter that was put forward, when a letter is approved; empty otherwise.
    pub letter: &'a str,
}

/// Facts that the caller looked up in the same transaction.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own about what a command names"
)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// The member named by the command is in the register.
    pub member_known: bool,
    /// What the register says about the number named by the command.
    pub number: NumberUse,
    /// The handler named by the command is an open account with the part of a handler.
    pub handler_fit: bool,
    /// The complaint has a file about that respondent already.
    pub respondent_named: bool,
    /// Other cases were joined to an incident that this case leads.
    pub leads_incident: bool,
    /// The person named by the command has an account.
    pub person_known: bool,
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
    let mut act = Acting::of(cx, file);
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
            command.is_for_one_person(cx.rules.profile)?;
            proceed(&mut act, file, command)?;
        }
    }
    Ok(act.drafts)
}

/// A decision being made: the drafts so far, and the clocks as these leave them.
struct Acting<'a> {
    cx: &'a Context<'a>,
    drafts: Vec<Draft>,
    deadlines: Deadlines,
}

impl<'a> Acting<'a> {
    /// A decision about the file, or about a new case.
    fn of(cx: &'a Context<'a>, file: Option<&CaseFile>) -> Self {
        Self {
            cx,
            drafts: Vec::new(),
            deadlines: file.map(|f| f.deadlines.clone()).unwrap_or_default(),
        }
    }

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
        let happening = Happening { trigger, at };
        for event in self.deadlines.react(happening, self.cx.rules)? {
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
    for (field, value) in [("content", &r.content), ("original", &r.original)] {
        if holds_my_number(value) {
            return Err(Refusal::of_field("identity.my_number_written", field));
        }
    }
    // On the telephone the procedure is explained before the number is given (B29).
    // A further respondent comes with a complaint whose complainant was told already.
    let told = r.explained || r.beside.is_some();
    if r.kind == CaseKind::Complaint && r.channel == Channel::Telephone && !told {
        return Err(Refusal::of_field("case.not_explained", "explained"));
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
    let beside = r.beside.map(|_| beside(cx, r)).transpose()?;
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
            explained: r
                .explained
                .then(|| cx.rules.profile.explanation.version.clone()),
            declared: r.declared,
            papers: r.papers.clone(),
            beside,
        }),
        &[
            ("name", &r.name),
            ("kana", &r.kana),
            ("contact", &r.contact),
            ("content", &r.content),
            ("original", &r.original),
        ],
    );
    act.happens(Trigger::Registered, received_at)?;
    if r.papers.iter().any(|paper| paper.is_proof()) {
        act.happens(Trigger::DocumentsReceived, received_at)?;
    }
    // The everyday call is answered in the form that registers it.
    match &r.answer {
        Some(given) if may_answer(r.kind, &r.respondent) => answer(act, given),
        Some(_) => Err(Refusal::of_field("case.complaint_not_answered", "answer")),
        None => Ok(()),
    }
}

/// What the file about a further respondent has from the complaint it belongs to: each respondent
/// has a request and clocks of its own, the complainant is one (3.1).
fn beside(cx: &Context<'_>, r: &Registration) -> Result<Beside, Refusal> {
    let about = |code| Refusal::of_field(code, "beside");
    let first = cx.other.ok_or_else(|| about("case.beside_unknown"))?;
    if r.kind != CaseKind::Complaint || first.kind != CaseKind::Complaint {
        return Err(about("case.beside_complaints_only"));
    }
    if !first.is_open() {
        return Err(about("case.beside_closed"));
    }
    if cx.facts.respondent_named {
        return Err(Refusal::of_field(
            "case.beside_same_respondent",
            "respondent",
        ));
    }
    Ok(Beside {
        complaint: first.complaint(),
        filing: Filing {
            received: first.filing.received.clone(),
            checked: first.filing.checked.clone(),
            ..Filing::default()
        },
        barred: first.barred.clone(),
    })
}

/// Whether a matter can end with an answer: an everyday call, or one about a business that is no
/// member (B22, B31).
pub(super) const fn may_answer(kind: CaseKind, respondent: &Respondent) -> bool {
    !matches!(kind, CaseKind::Complaint)
        || matches!(
            respondent,
            Respondent::NonMember {} | Respondent::Unknown {}
        )
}

fn answer(act: &mut Acting<'_>, given: &Answer) -> Result<(), Refusal> {
    text("answer", &given.answer)?;
    if given.how == AnswerKind::Referred && given.referral.is_none() {
        return Err(Refusal::of_field("case.referral_missing", "referral"));
    }
    act.say(
        Event::CaseAnswered(CaseAnswered {
            how: given.how,
            referral: given.referral,
        }),
        &[("answer", &given.answer)],
    );
    close(act, ended(Outcome::Answered, given.referral), "")
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

/// Confirms receipt. The scope can be judged from then on when every paper is there (B30).
fn acknowledge(act: &mut Acting<'_>, file: &CaseFile) -> Result<(), Refusal> {
    let cx = act.cx;
    let needed = needed_papers(cx.rules.profile, file.kind, file.applicant);
    let complete = file.filing.missing(&needed).is_empty();
    act.say(
        Event::CaseAcknowledged(CaseAcknowledged {
            explanation: cx.rules.profile.explanation.version.clone(),
            complete,
        }),
        &[],
    );
    act.happens(Trigger::Acknowledged, cx.now)?;
    if complete { judge_scope(act) } else { Ok(()) }
}

/// Gives the case to a handler. Without current training nobody gets one (A13, B11), unless the
/// supervisor says why it must be so.
fn assign(
    act: &mut Acting<'_>,
    file: &CaseFile,
    handler: AccountId,
    untrained_because: Option<&str>,
) -> Result<(), Refusal> {
    let facts = act.cx.facts;
    let about = |code| Err(Refusal::of_field(code, "handler"));
    if !facts.handler_fit {
        return about("case.handler_unfit");
    }
    if file.barred.contains(&handler) {
        return about("case.handler_barred");
    }
    // One person handles an incident: the case that leads it is assigned.
    if file.incident.is_some() && act.cx.other.is_some_and(CaseFile::is_open) {
        return about("incident.assign_lead");
    }
    match untrained_because {
        None if !facts.handler_trained => return about("case.handler_untrained"),
        None => {}
        Some(reason) => {
            if !act.cx.actor.is(Role::Supervisor) {
                return Err(Refusal::new("access.denied"));
            }
            text("reason", reason)?;
            act.say(
                Event::CaseTrainingOverridden(CaseTrainingOverridden { handler }),
                &[("reason", reason)],
            );
        }
    }
    act.say(Event::CaseAssigned(CaseAssigned { handler }), &[]);
    Ok(())
}

fn more_time(
    act: &mut Acting<'_>,
    file: &CaseFile,
    name: &str,
    more: MoreTime,
    reason: &str,
) -> Result<(), Refusal> {
    text("reason", reason)?;
    let deadline = file
        .deadlines
        .get(name)
        .ok_or_else(|| Refusal::of_field("deadline.not_running", "deadline"))?;
    act.say(
        extend(deadline, more, act.cx.now, act.cx.rules)?,
        &[("reason", reason)],
    );
    Ok(())
}

/// Writes a note. One that tells the complainant how things stand starts the next month (B06), unless
/// the case rests: a suspension pauses every clock, so none may start in it (A15).
fn write_note(
    act: &mut Acting<'_>,
    file: &CaseFile,
    kind: NoteKind,
    note: &str,
) -> Result<(), Refusal> {
    text("note", note)?;
    act.say(Event::CaseNoted(CaseNoted { kind }), &[("note", note)]);
    let rests = matches!(file.stage, Stage::Suspended { .. });
    if kind == NoteKind::Progress && file.is_open() && !rests {
        act.happens(Trigger::Contacted, act.cx.now)?;
    }
    Ok(())
}

/// Shows the complainant a direction (B38).
fn send_direction(
    act: &mut Acting<'_>,
    by: Channel,
    direction: &str,
    proposal: Option<String>,
) -> Result<(), Refusal> {
    text("direction", direction)?;
    act.say(
        Event::CaseDirectionSent(CaseDirectionSent { by, proposal }),
        &[("direction", direction)],
    );
    act.happens(Trigger::DirectionSent, act.cx.now)
}

/// Records what the complainant wants. Silence counts only after a reminder (3.1).
fn record_will(
    act: &mut Acting<'_>,
    file: &CaseFile,
    will: Will,
    comment: &str,
) -> Result<(), Refusal> {
    short_enough("comment", comment)?;
    let reminded = matches!(file.stage, Stage::Confirming { reminders, .. } if reminders > 0);
    if will == Will::Silent && !reminded {
        return Err(Refusal::of_field("case.reminder_missing", "will"));
    }
    act.say(
        Event::CaseConfirmed(CaseConfirmed { will }),
        &[("comment", comment)],
    );
    act.happens(Trigger::Confirmed, act.cx.now)
}

/// Whether the member still may not be notified: the review itself has a time limit that repeats
/// (A30).
fn review_withholding(act: &mut Acting<'_>, continues: bool, reason: &str) -> Result<(), Refusal> {
    text("reason", reason)?;
    act.say(
        Event::WithholdingReviewed(WithholdingReviewed { continues }),
        &[("reason", reason)],
    );
    let trigger = if continues {
        Trigger::WithholdingContinued
    } else {
        Trigger::NoticeReleased
    };
    act.happens(trigger, act.cx.now)
}

fn proceed(act: &mut Acting<'_>, file: &CaseFile, command: &CaseCommand) -> Result<(), Refusal> {
    match command {
        CaseCommand::Register(_) | CaseCommand::TakeOver(_) => Err(Refusal::new("case.exists")),
        CaseCommand::Acknowledge => acknowledge(act, file),
        CaseCommand::Assign { handler } => assign(act, file, *handler, None),
        CaseCommand::AssignUntrained { handler, reason } => {
            assign(act, file, *handler, Some(reason))
        }
        CaseCommand::Answer(given) => answer(act, given),
        CaseCommand::Matter(command) => matter(act, file, command),
        CaseCommand::Filing(command) => filing(act, file, command),
        CaseCommand::Opportunity(command) => opportunity(act, file, command),
        CaseCommand::Demand(command) => demand(act, file, command),
        CaseCommand::Cooperation(command) => cooperation(act, file, command),
        CaseCommand::Remind { by, letter } => {
            text("letter", letter)?;
            act.say(
                Event::CaseReminded(CaseReminded { by: *by }),
                &[("letter", letter)],
            );
            Ok(())
        }
        CaseCommand::ReviewWithholding { continues, reason } => {
            review_withholding(act, *continues, reason)
        }
        CaseCommand::AskTime {
            deadline,
            more,
            channel,
            reason,
        } => ask_time(act, file, deadline, *more, *channel, reason),
        CaseCommand::DeclineTime { reason } => {
            text("reason", reason)?;
            let wanted = file.time_wanted.as_ref();
            let deadline = wanted.map(|w| w.deadline.clone()).unwrap_or_default();
            act.say(
                Event::TimeDeclined(TimeDeclined { deadline }),
                &[("reason", reason)],
            );
            Ok(())
        }
        CaseCommand::Propose(_) | CaseCommand::Approve { .. } | CaseCommand::Reject { .. } => {
            two_persons(act, file, command)
        }
        CaseCommand::ReplyOutOfScope { referral, letter } => {
            text("letter", letter)?;
            let mut closed = ended(Outcome::OutOfScope, Some(*referral));
            if let Stage::OutOfScope { ground } = file.stage {
                closed.ground = Some(ground);
            }
            close(act, closed, letter)
        }
        CaseCommand::Resume { on, reason } => resume(act, file, *on, reason),
        CaseCommand::ExtendDeadline {
            deadline,
            more,
            reason,
        } => more_time(act, file, deadline, *more, reason),
        CaseCommand::Attach(document) => attach(act, file, document),
        CaseCommand::DestroyAttachment {
            attachment,
            cause,
            reason,
        } => destroy(act, file, *attachment, *cause, reason),
        CaseCommand::Note { kind, note } => write_note(act, file, *kind, note),
        CaseCommand::SendDirection { by, direction } => send_direction(act, *by, direction, None),
        CaseCommand::RecordWill { will, comment } => record_will(act, file, *will, comment),
        CaseCommand::IssueRequest { .. }
        | CaseCommand::SendAgain { .. }
        | CaseCommand::RecordDelivery { .. }
        | CaseCommand::RecordReply(_)
        | CaseCommand::AcceptReply { .. }
        | CaseCommand::ReturnReply { .. } => ask_member(act, file, command),
    }
}
