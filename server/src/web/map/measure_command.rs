//! What was typed into a form of a measure, as the command it makes.

use crate::web::{
    refused::fault,
    steps::{Reading, account, time::more_time},
    view::form::Fault,
};
use domain::{
    code::{Delivery, Finding, InterestKind, MeasureKind, Question, Sent, Transfer},
    event::{MeasureAct, TransferPlan},
    id::{CaseId, MeasureId},
    measure::{MeasureCommand, MeasureStep, Proposal, ProposedBasis},
};
use jiff::civil::Date;
use store::desk::MeasureDossier;

/// The command that what was typed makes.
///
/// # Errors
/// The fields whose text is no value of their kind; the rules themselves are asked by the office.
#[expect(clippy::too_many_lines, reason = "one arm for each step")]
pub(crate) fn command(
    read: &Reading<'_>,
    step: MeasureStep,
    dossier: &MeasureDossier,
) -> Result<MeasureCommand, Vec<Fault>> {
    use MeasureCommand as C;
    use MeasureStep as S;
    let text = |name: &str| read.text(name);
    let by = || read.choice("by", Delivery::from_code);
    let came = || read.choice("channel", Delivery::from_code);
    let what = || read.choice("what", Sent::from_code);
    let yes = |name: &str| {
        read.choice(name, |code| match code {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        })
    };
    let person = |name: &str| read.choice(name, account);
    let today = || dossier_day(read, "on");
    let letter = || unfilled(read, "letter");
    let moved = |act: MeasureAct, letter: String| C::Move {
        act,
        letter,
        reason: text("reason"),
    };
    Ok(match step {
        S::Explain => C::Explain {
            by: by()?,
            letter: letter()?,
        },
        S::RecordDelivery => C::RecordDelivery {
            what: what()?,
            by: Delivery::CertifiedPost,
            on: read.day("on")?,
            proof: text("proof"),
        },
        S::SendAgain => C::SendAgain {
            what: what()?,
            by: by()?,
            proof: text("proof"),
        },
        S::Statement => C::Statement {
            by: came()?,
            on: read.day("on")?,
            statement: text("statement"),
            original: text("original"),
        },
        S::AskOral => C::AskOral {
            by: came()?,
            words: text("words"),
        },
        S::Waive => C::Waive {
            by: came()?,
            on: read.day("on")?,
            original: text("original"),
        },
        S::AppointOfficer => C::AppointOfficer {
            officer: person("officer")?,
        },
        S::FixHearing => C::FixHearing {
            at: read
                .moment("at")?
                .ok_or_else(|| read.fault("at", "field.required"))?
                .jst(),
            place: text("place"),
        },
        S::NotifyHearing => C::NotifyHearing {
            by: by()?,
            letter: letter()?,
        },
        S::Excuse => C::Excuse {
            cause: text("cause"),
        },
        S::Hold => C::Hold {
            record: text("record"),
        },
        S::SendRecord => C::SendRecord {
            by: by()?,
            letter: letter()?,
        },
        S::CorrectRecord => C::CorrectRecord {
            by: came()?,
            correction: text("correction"),
        },
        S::CloseHearing => C::CloseHearing {
            summary: text("summary"),
        },
        S::Declare => C::Declare {
            interest: read.choice("interest", InterestKind::from_code)?,
            note: text("note"),
        },
        S::NoteInterest => C::NoteInterest {
            person: person("person")?,
            interest: read.choice("interest", InterestKind::from_code)?,
            note: text("note"),
        },
        S::Challenge => C::Challenge {
            person: person("person")?,
            ground: text("ground"),
        },
        S::Rule => C::Rule {
            person: person("person")?,
            excluded: yes("excluded")?,
            reason: text("reason"),
        },
        S::MoveGuidance => moved(MeasureAct::Guide { by: by()? }, letter()?),
        S::MoveNotice => moved(MeasureAct::Notify { by: by()? }, letter()?),
        S::MoveEffect => {
            let plan = plan(read, dossier)?;
            moved(MeasureAct::TakeEffect { on: today()?, plan }, String::new())
        }
        S::MoveRestoration => moved(
            MeasureAct::Restore {
                on: today()?,
                by: by()?,
            },
            letter()?,
        ),
        S::Approve => C::Approve {
            digest: text("digest"),
        },
        S::Return => C::Return {
            digest: text("digest"),
            reason: text("reason"),
        },
        S::Decide => C::Decide {
            question: read.choice("question", Question::from_code)?,
            adopted: yes("adopted")?,
            reason: text("reason"),
            opinion: text("opinion"),
        },
        S::Remind => C::Remind {
            by: by()?,
            letter: letter()?,
        },
        S::Report => C::Report {
            by: came()?,
            on: read.day("on")?,
            report: text("report"),
            original: text("original"),
        },
        S::Verify => C::Verify {
            finding: read.choice("finding", Finding::from_code)?,
            reason: text("reason"),
        },
        S::Object => C::Object {
            by: came()?,
            on: read.day("on")?,
            objection: text("objection"),
        },
        S::Finish => C::Finish {
            reason: text("reason"),
        },
        S::Extend => {
            let (deadline, more) = more_time(read)?;
            C::Extend {
                deadline,
                by: more.by,
                asked_on: more.asked_on,
                reason: text("reason"),
            }
        }
        S::Withdraw => C::Withdraw {
            reason: text("reason"),
        },
    })
}

/// A day; today when none was typed.
fn dossier_day(read: &Reading<'_>, name: &str) -> Result<Date, Vec<Fault>> {
    Ok(read.day(name)?.unwrap_or_else(|| read.desk.now.date()))
}

/// The words of a letter, in which no blank of the template is left.
fn unfilled(read: &Reading<'_>, name: &str) -> Result<String, Vec<Fault>> {
    let words = read.text(name);
    if words.contains('【') {
        Err(vec![fault(&read.desk.ui, name, "letter.blank")])
    } else {
        Ok(words)
    }
}

/// What becomes of each open case.
fn plan(read: &Reading<'_>, dossier: &MeasureDossier) -> Result<Vec<TransferPlan>, Vec<Fault>> {
    dossier
        .open_cases
        .iter()
        .map(|(case, number)| {
            let to = read.choice(&format!("plan-{number}"), Transfer::from_code)?;
            Ok(TransferPlan { case: *case, to })
        })
        .collect()
}

/// What was typed, as a proposal.
///
/// # Errors
/// The fields that the chosen basis needs and that hold no value of their kind.
pub(crate) fn proposal(
    read: &Reading<'_>,
    after: Option<MeasureId>,
    cases: Vec<CaseId>,
) -> Result<Proposal, Vec<Fault>> {
    let conduct = || {
        read.day("conduct")?
            .ok_or_else(|| read.fault("conduct", "field.required"))
    };
    let text = |name: &str| -> Result<String, Vec<Fault>> {
        match read.text(name).trim() {
            "" => Err(read.fault(name, "field.required")),
            text => Ok(text.to_owned()),
        }
    };
    let basis = match (read.typed.get("basis"), after) {
        (_, Some(measure)) => ProposedBasis::NotFollowed { measure },
        ("guideline", None) => ProposedBasis::Guideline {
            clause: text("clause")?,
            conduct: conduct()?,
        },
        ("article", None) => ProposedBasis::Article {
            article: text("article")?,
            conduct: conduct()?,
        },
        ("conduct", None) => ProposedBasis::Conduct {
            conduct: conduct()?,
        },
        ("articles", None) => ProposedBasis::Articles,
        _ => return Err(read.fault("basis", "field.choice")),
    };
    Ok(Proposal {
        kind: read.choice("kind", MeasureKind::from_code)?,
        member: read.choice("member", |code| code.parse().ok())?,
        basis,
        cases,
        facts: read.text("facts"),
        evidence: read.text("evidence"),
        reason: read.text("reason"),
    })
}
