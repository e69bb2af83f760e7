//! Steps with the complainant: receipt, papers, declarations, opportunities, direction and will.

use super::{At, Reading, codes};
use crate::web::{
    site::Desk,
    view::{
        case::Fact,
        form::{Choice, Fault, Field, Input},
    },
};
use domain::{
    case::{
        Answer, CaseCommand, CaseFile, Declared, FilingCommand, IdentityCheck, MatterCommand,
        OpportunityCommand, Step, needed_papers,
    },
    code::{
        AnswerKind, Channel, CheckResult, Consent, Ground, LetterKind, Litigation, Paper, Referral,
        Will,
    },
};

/// The declarations as fields, with what is declared now.
pub(crate) fn declarations(desk: &Desk, now: Declared) -> Vec<Field> {
    let one = |name: &str, family: &str, codes: Vec<&'static str>, value: &str| {
        super::choose(desk, name, family, &codes, false).value(value)
    };
    let consent =
        |name: &str, value: Consent| one(name, "consent", codes!(Consent::ALL), value.code());
    vec![
        one(
            "litigation",
            "litigation",
            codes!(Litigation::ALL),
            now.litigation.code(),
        ),
        consent("notify_member", now.notify_member).hint(desk.ui.t("hint-notify-member")),
        consent("notify_related", now.notify_related).hint(desk.ui.t("hint-notify-related")),
        consent("material", now.material),
        consent("talks", now.talks),
    ]
}

/// What the complainant wishes about being named or told on, for whoever writes to the member.
pub(super) fn wishes(desk: &Desk, file: &CaseFile) -> Vec<Fact> {
    let of = |code, consent: Consent| Fact::new(code, desk.ui.term("consent", consent.code()));
    vec![
        of("notify-member", file.declared.notify_member),
        of("notify-related", file.declared.notify_related),
        of("material", file.declared.material),
    ]
}

fn referral(at: &At<'_>) -> Field {
    at.choose_or_none("referral", "referral", &codes!(Referral::ALL))
}

/// The check of a paper: which, by what document, and what came of it.
fn identity_check(at: &At<'_>) -> Vec<Field> {
    let ui = &at.desk.ui;
    let received = &at.file.filing.received;
    let papers: Vec<&str> = received
        .iter()
        .filter(|paper| paper.is_proof())
        .map(|paper| paper.code())
        .collect();
    let today = at.desk.now.date();
    let proofs = at.desk.in_force.profile.proof.iter();
    let documents = proofs
        .filter(|document| received.iter().any(|paper| document.serves(*paper, today)))
        .map(|document| {
            let mask = if document.mask.is_empty() {
                String::new()
            } else {
                ui.x("document-mask", &document.mask)
            };
            Choice::new(&document.code, format!("{}{mask}", document.word))
        });
    vec![
        at.choose("paper", "paper", &papers),
        at.field("document")
            .input(Input::Select(documents.collect()))
            .required(),
        at.choose("result", "checkresult", &codes!(CheckResult::ALL))
            .hint(ui.t("hint-my-number")),
        at.tick("masked"),
        at.day("called_back").hint(ui.t("hint-called-back")),
        at.lines("note", 3),
    ]
}

pub(super) fn fields(at: &At<'_>, step: Step) -> Vec<Field> {
    let profile = &at.desk.in_force.profile;
    let needed = needed_papers(profile, at.file.kind, at.file.applicant);
    match step {
        Step::Answer => vec![
            at.choose("how", "answerkind", &codes!(AnswerKind::ALL)),
            referral(at),
            at.lines("answer", 6).required(),
        ],
        Step::Declare => {
            let mut fields = declarations(at.desk, at.file.declared);
            fields.push(at.lines("words", 3));
            fields
        }
        Step::RequestFiling => {
            let missing = at.file.filing.missing(&needed);
            let mut fields = at.papers(&missing);
            fields.push(at.by_channel());
            fields.push(at.letter(10, LetterKind::Filing).required());
            fields
        }
        Step::RecordFiling => {
            let mut fields = at.papers(&at.file.filing.missing(&needed));
            fields.push(at.channel());
            fields.push(at.lines("original", 2));
            fields
        }
        Step::CheckIdentity => identity_check(at),
        Step::Remind => vec![
            at.by_channel(),
            at.letter(8, LetterKind::Reminder).required(),
        ],
        Step::GiveOpportunity => vec![
            at.choose("ground", "ground", &codes!(profile.grounds)),
            at.by_channel(),
            at.letter(10, LetterKind::Opportunity).required(),
        ],
        Step::RecordOpportunity => {
            let open: Vec<&str> = at
                .file
                .opportunities
                .iter()
                .filter(|(_, opportunity)| opportunity.used.is_none())
                .map(|(ground, _)| ground.code())
                .collect();
            vec![
                at.choose("ground", "ground", &open),
                at.tick("cured"),
                at.lines("answer", 5).required(),
            ]
        }
        Step::ReplyOutOfScope => vec![
            referral(at).required(),
            at.letter(10, LetterKind::OutOfScope).required(),
        ],
        Step::SendDirection => vec![
            at.by_channel(),
            at.lines("direction", 10)
                .value(at.draft(LetterKind::Direction))
                .required(),
        ],
        Step::RecordWill => vec![
            at.choose("will", "will", &codes!(Will::ALL)),
            at.lines("comment", 4),
        ],
        _ => Vec::new(),
    }
}

/// How an everyday call ends, from its three fields.
pub(crate) fn answer(read: &Reading<'_>) -> Result<Answer, Vec<Fault>> {
    Ok(Answer {
        how: read.choice("how", AnswerKind::from_code)?,
        referral: read.choice_or_none("referral", Referral::from_code)?,
        answer: read.text("answer"),
    })
}

pub(super) fn command(read: &Reading<'_>, step: Step) -> Result<CaseCommand, Vec<Fault>> {
    let by = || read.channel("by");
    let ground = || read.choice("ground", Ground::from_code);
    let letter = || read.text("letter");
    Ok(match step {
        Step::Answer => CaseCommand::Answer(answer(read)?),
        Step::Declare => CaseCommand::Matter(MatterCommand::Declare {
            declared: read.declared()?,
            words: read.text("words"),
        }),
        Step::RequestFiling => CaseCommand::Filing(FilingCommand::Request {
            papers: read.papers(),
            by: by()?,
            letter: letter(),
        }),
        Step::RecordFiling => CaseCommand::Filing(FilingCommand::Receive {
            papers: read.papers(),
            channel: read.channel("channel")?,
            original: read.text("original"),
        }),
        Step::CheckIdentity => CaseCommand::Filing(FilingCommand::Check(IdentityCheck {
            paper: read.choice("paper", Paper::from_code)?,
            document: read.text("document"),
            result: read.choice("result", CheckResult::from_code)?,
            masked: read.ticked("masked"),
            called_back: read.day("called_back")?,
            note: read.text("note"),
        })),
        Step::Remind => CaseCommand::Remind {
            by: by()?,
            letter: letter(),
        },
        Step::GiveOpportunity => CaseCommand::Opportunity(OpportunityCommand::Give {
            ground: ground()?,
            by: by()?,
            letter: letter(),
        }),
        Step::RecordOpportunity => CaseCommand::Opportunity(OpportunityCommand::Record {
            ground: ground()?,
            cured: read.ticked("cured"),
            answer: read.text("answer"),
        }),
        Step::ReplyOutOfScope => CaseCommand::ReplyOutOfScope {
            referral: read
                .choice_or_none("referral", Referral::from_code)?
                .ok_or_else(|| read.fault("referral", "case.referral_missing"))?,
            letter: letter(),
        },
        Step::SendDirection => CaseCommand::SendDirection {
            by: read.choice("by", Channel::from_code)?,
            direction: read.text("direction"),
        },
        Step::RecordWill => CaseCommand::RecordWill {
            will: read.choice("will", Will::from_code)?,
            comment: read.text("comment"),
        },
        _ => CaseCommand::Acknowledge,
    })
}
