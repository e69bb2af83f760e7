//! The forms of the steps: which fields each has, and the command that typed values make.

pub(crate) mod time;

use super::{
    refused::words,
    site::Desk,
    typed::Typed,
    view::{
        case::Fact,
        form::{Choice, Fault, Field, Input},
    },
};
use domain::{
    case::{Act, CaseCommand, CaseFile, Reply, Step},
    code::{AnswerKind, Channel, Delivery, Ground, NoteKind, Outcome, Referral, Will},
    id::{AccountId, ActorId},
};
use store::desk::{Directory, Dossier};

/// The code of a two-person act.
#[must_use]
pub const fn act_code(act: &Act) -> &'static str {
    match act {
        Act::Accept {} => "accept",
        Act::OutOfScope { .. } => "out_of_scope",
        Act::Suspend { .. } => "suspend",
        Act::Close { .. } => "close",
    }
}

/// A field with a choice of a vocabulary.
fn choose(desk: &Desk, name: &str, family: &str, codes: &[&str], empty: bool) -> Field {
    let none = empty.then(|| Choice::new("", desk.ui.t("choose-none")));
    let choices = codes
        .iter()
        .map(|code| Choice::new(*code, desk.ui.term(family, code)));
    Field::new(name, desk.ui.term("fact", name))
        .input(Input::Select(none.into_iter().chain(choices).collect()))
}

macro_rules! codes {
    ($all:expr) => {
        $all.iter().map(|value| value.code()).collect::<Vec<_>>()
    };
}

fn lines(desk: &Desk, name: &str, rows: u8) -> Field {
    Field::new(name, desk.ui.term("fact", name)).input(Input::Lines(rows))
}

fn day(desk: &Desk, name: &str) -> Field {
    Field::new(name, desk.ui.term("fact", name))
        .input(Input::Date)
        .hint(desk.ui.t("hint-date"))
}

/// The account whose id a form gives.
#[must_use]
pub fn account(id: &str) -> Option<AccountId> {
    format!("u:{id}").parse::<ActorId>().ok()?.account()
}

/// The fields of a member's reply.
fn reply_fields(desk: &Desk) -> Vec<Field> {
    vec![
        choose(desk, "channel", "channel", &codes!(Channel::ALL), false).required(),
        day(desk, "replied_at"),
        lines(desk, "report", 6),
        lines(desk, "proposal", 6),
        lines(desk, "original", 2),
    ]
}

/// The fields of a step's form, empty or with what a letter usually says.
#[must_use]
pub fn fields(desk: &Desk, step: Step, file: &CaseFile, directory: &Directory) -> Vec<Field> {
    let referral = |required| {
        let field = choose(desk, "referral", "referral", &codes!(Referral::ALL), true);
        if required { field.required() } else { field }
    };
    let by = |first: &[Delivery]| choose(desk, "by", "delivery", &codes!(first), false).required();
    let reason = || lines(desk, "reason", 4).required();
    let ground = || {
        choose(
            desk,
            "ground",
            "ground",
            &codes!(desk.in_force.profile.grounds),
            false,
        )
        .required()
    };
    let number = file.number.printed();
    match step {
        Step::Acknowledge | Step::Approve => Vec::new(),
        Step::Assign => {
            let people = directory
                .handlers()
                .map(|(id, name)| Choice::new(id.to_string(), name));
            vec![
                Field::new("handler", desk.ui.term("fact", "handler"))
                    .input(Input::Select(people.collect()))
                    .value(file.handler.map(|id| id.to_string()).unwrap_or_default())
                    .required(),
                Field::new("untrained", desk.ui.t("fact-untrained"))
                    .hint(desk.ui.t("hint-untrained"))
                    .input(Input::Lines(2)),
            ]
        }
        Step::Answer => vec![
            choose(desk, "how", "answerkind", &codes!(AnswerKind::ALL), false).required(),
            referral(false),
            lines(desk, "answer", 6).required(),
        ],
        Step::ProposeAcceptance | Step::Reject => vec![reason()],
        Step::Resume => vec![time::back_day(desk, "resumed_on"), reason()],
        Step::ProposeOutOfScope => vec![ground(), reason()],
        Step::ProposeSuspension => vec![ground(), time::back_day(desk, "suspended_from"), reason()],
        Step::ExtendDeadline => time::extension_fields(desk, file),
        Step::ProposeClosing => vec![
            choose(
                desk,
                "outcome",
                "outcome",
                &codes!([
                    Outcome::Settled,
                    Outcome::NoAgreement,
                    Outcome::NoResponse,
                    Outcome::Withdrawn
                ]),
                false,
            )
            .required(),
            referral(false),
            reason(),
        ],
        Step::ReplyOutOfScope => vec![
            referral(true),
            lines(desk, "letter", 10)
                .value(desk.ui.x("draft-out-of-scope", &number))
                .required(),
        ],
        Step::IssueRequest => vec![
            by(Delivery::ALL),
            lines(desk, "letter", 14)
                .value(
                    desk.ui
                        .xy("draft-request", &number, desk.respondent(&file.respondent)),
                )
                .required(),
        ],
        Step::RecordDelivery => vec![by(Delivery::ALL), day(desk, "on"), lines(desk, "proof", 2)],
        Step::RecordReply => reply_fields(desk),
        Step::AcceptReply => vec![lines(desk, "assessment", 5).required()],
        Step::ReturnReply => vec![
            Field::new("report_again", desk.ui.term("fact", "report-again")).input(Input::Check),
            Field::new("proposal_again", desk.ui.term("fact", "proposal-again"))
                .input(Input::Check),
            lines(desk, "deficiencies", 6).required(),
            by(Delivery::ALL),
        ],
        Step::SendDirection => vec![
            choose(desk, "by", "channel", &codes!(Channel::ALL), false).required(),
            lines(desk, "direction", 10)
                .value(desk.ui.x("draft-direction", &number))
                .required(),
        ],
        Step::RecordWill => vec![
            choose(desk, "will", "will", &codes!(Will::ALL), false).required(),
            lines(desk, "comment", 4),
        ],
        Step::Note => vec![
            choose(desk, "kind", "notekind", &codes!(NoteKind::ALL), false).required(),
            lines(desk, "note", 5).required(),
        ],
    }
}

/// What the reader must see before taking the step.
#[must_use]
pub fn facts(desk: &Desk, step: Step, dossier: &Dossier) -> Vec<Fact> {
    let ui = &desk.ui;
    let opened = &dossier.opened;
    let latest = |field| {
        let mut newest = dossier.moments.iter().rev();
        newest.find_map(|read| opened.get(read.entry.seq, field))
    };
    match (step, &dossier.file.proposal) {
        (Step::Approve | Step::Reject, Some(proposal)) => {
            let mut facts = vec![Fact::new("act", ui.term("act", act_code(&proposal.act)))];
            match &proposal.act {
                Act::OutOfScope { ground } => {
                    facts.push(Fact::new("ground", ui.term("ground", ground.code())));
                }
                Act::Suspend { ground, from } => {
                    facts.push(Fact::new("ground", ui.term("ground", ground.code())));
                    if let Some(from) = from {
                        facts.push(Fact::new("suspended-from", ui.day(from)));
                    }
                }
                Act::Close { outcome, referral } => {
                    facts.push(Fact::new("outcome", ui.term("outcome", outcome.code())));
                    if let Some(referral) = referral {
                        facts.push(Fact::new("referral", ui.term("referral", referral.code())));
                    }
                }
                Act::Accept {} => {}
            }
            facts.push(Fact::new(
                "reason",
                opened.get(proposal.seq, "reason").unwrap_or_default(),
            ));
            facts.push(Fact::new("proposed-by", desk.who(&proposal.by)));
            facts.push(Fact::new("proposed-at", ui.moment(&proposal.at)));
            facts
        }
        (Step::Acknowledge, _) => {
            let explanation = &desk.in_force.profile.explanation;
            vec![Fact::new("explanation", explanation.text.trim())]
        }
        (Step::AcceptReply | Step::ReturnReply, _) => ["report", "proposal"]
            .into_iter()
            .map(|name| Fact::new(name, latest(name).unwrap_or_default()))
            .collect(),
        _ => Vec::new(),
    }
}

/// The command that what was typed makes.
///
/// # Errors
/// The fields whose text is no value of their kind; the rules themselves are asked by the office.
pub fn command(desk: &Desk, step: Step, typed: &Typed) -> Result<CaseCommand, Vec<Fault>> {
    let fault = |field: &str, code: &str| {
        vec![Fault {
            field: field.to_owned(),
            code: code.to_owned(),
            message: words(&desk.ui, code),
        }]
    };
    let bad_choice = |field: &'static str| move || fault(field, "field.choice");
    let text = |field: &str| typed.get(field).to_owned();
    let referral = || match typed.get("referral") {
        "" => Ok(None),
        code => Referral::from_code(code)
            .map(Some)
            .ok_or_else(bad_choice("referral")),
    };
    let ground = || Ground::from_code(typed.get("ground")).ok_or_else(bad_choice("ground"));
    let delivery = || Delivery::from_code(typed.get("by")).ok_or_else(bad_choice("by"));
    let day = |field: &'static str| typed.date(field).map_err(|_| fault(field, "field.date"));
    let propose = |act| CaseCommand::Propose {
        act,
        reason: text("reason"),
    };
    Ok(match step {
        Step::Acknowledge => CaseCommand::Acknowledge,
        Step::Assign => {
            let handler = account(typed.get("handler")).ok_or_else(bad_choice("handler"))?;
            match typed.filled("untrained") {
                Some(reason) => CaseCommand::AssignUntrained { handler, reason },
                None => CaseCommand::Assign { handler },
            }
        }
        Step::Answer => CaseCommand::Answer {
            how: AnswerKind::from_code(typed.get("how")).ok_or_else(bad_choice("how"))?,
            referral: referral()?,
            answer: text("answer"),
        },
        Step::ProposeAcceptance => propose(Act::Accept {}),
        Step::ProposeOutOfScope => propose(Act::OutOfScope { ground: ground()? }),
        Step::ProposeSuspension => propose(Act::Suspend {
            ground: ground()?,
            from: day("suspended_from")?,
        }),
        Step::ExtendDeadline => time::extension(desk, typed)?,
        Step::ProposeClosing => propose(Act::Close {
            outcome: Outcome::from_code(typed.get("outcome")).ok_or_else(bad_choice("outcome"))?,
            referral: referral()?,
        }),
        Step::ReplyOutOfScope => CaseCommand::ReplyOutOfScope {
            referral: referral()?.ok_or_else(|| fault("referral", "case.referral_missing"))?,
            letter: text("letter"),
        },
        Step::IssueRequest => CaseCommand::IssueRequest {
            by: delivery()?,
            letter: text("letter"),
        },
        Step::RecordDelivery => CaseCommand::RecordDelivery {
            by: delivery()?,
            on: day("on")?,
            proof: text("proof"),
        },
        Step::RecordReply => CaseCommand::RecordReply(Reply {
            channel: Channel::from_code(typed.get("channel")).ok_or_else(bad_choice("channel"))?,
            replied_at: typed
                .moment("replied_at")
                .map_err(|_| fault("replied_at", "field.date"))?,
            report: text("report"),
            proposal: text("proposal"),
            original: text("original"),
        }),
        Step::AcceptReply => CaseCommand::AcceptReply {
            assessment: text("assessment"),
        },
        Step::ReturnReply => CaseCommand::ReturnReply {
            report_again: typed.is_ticked("report_again"),
            proposal_again: typed.is_ticked("proposal_again"),
            deficiencies: text("deficiencies"),
            by: delivery()?,
        },
        Step::SendDirection => CaseCommand::SendDirection {
            by: Channel::from_code(typed.get("by")).ok_or_else(bad_choice("by"))?,
            direction: text("direction"),
        },
        Step::RecordWill => CaseCommand::RecordWill {
            will: Will::from_code(typed.get("will")).ok_or_else(bad_choice("will"))?,
            comment: text("comment"),
        },
        Step::Resume => CaseCommand::Resume {
            on: day("resumed_on")?,
            reason: text("reason"),
        },
        Step::Approve => CaseCommand::Approve {
            proposal: text("proposal_digest"),
        },
        Step::Reject => CaseCommand::Reject {
            proposal: text("proposal_digest"),
            reason: text("reason"),
        },
        Step::Note => CaseCommand::Note {
            kind: NoteKind::from_code(typed.get("kind")).ok_or_else(bad_choice("kind"))?,
            note: text("note"),
        },
    })
}
