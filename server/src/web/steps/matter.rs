//! Steps about the matter itself: what it is, who has to do with it, links, notes, reopening.

use super::{At, Reading, codes};
use crate::web::{
    page::intake::respondents,
    view::form::{Choice, Fault, Field, Input},
};
use domain::{
    case::{CaseCommand, MatterCommand, Number, Reclassification, Respondent, Step},
    code::{Applicant, CaseKind, Category, LinkKind, NoteKind},
};

/// The respondent as the value of its field.
fn respondent_value(respondent: &Respondent) -> String {
    match respondent {
        Respondent::Member { member } => format!("member:{member}"),
        other => other.code().to_owned(),
    }
}

pub(super) fn fields(at: &At<'_>, step: Step) -> Vec<Field> {
    let ui = &at.desk.ui;
    match step {
        Step::Assign => {
            let people = at
                .directory
                .handlers()
                .filter(|(id, _)| !at.file.barred.contains(id))
                .map(|(id, name)| Choice::new(id.to_string(), name));
            vec![
                at.field("handler")
                    .input(Input::Select(people.collect()))
                    .value(at.file.handler.map(|id| id.to_string()).unwrap_or_default())
                    .required(),
                at.field("untrained")
                    .hint(ui.t("hint-untrained"))
                    .input(Input::Lines(2)),
            ]
        }
        Step::Reclassify => {
            // What was answered comes in again only as a complaint (B01).
            let kinds = if at.file.is_open() {
                codes!(CaseKind::ALL)
            } else {
                vec![CaseKind::Complaint.code()]
            };
            let kind = if at.file.is_open() {
                at.file.kind
            } else {
                CaseKind::Complaint
            };
            let category = at.file.category.map(Category::code).unwrap_or_default();
            let applicant = at.file.applicant.map(Applicant::code).unwrap_or_default();
            vec![
                at.choose("kind", "casekind", &kinds).value(kind.code()),
                at.choose("category", "category", &codes!(Category::ALL))
                    .value(category),
                at.field("respondent")
                    .input(Input::Select(respondents(at.desk)))
                    .value(respondent_value(&at.file.respondent))
                    .required(),
                at.choose("applicant", "applicant", &codes!(Applicant::ALL))
                    .value(applicant),
                at.field("name")
                    .hint(ui.t("hint-name-anew"))
                    .autocomplete("off"),
                at.field("kana").autocomplete("off"),
                at.field("contact").autocomplete("off"),
                at.reason(),
            ]
        }
        Step::Link => vec![
            at.field("to").hint(ui.t("hint-link")).required(),
            at.choose("how", "linkkind", &codes!(LinkKind::ALL)),
            at.lines("memo", 4).required(),
        ],
        Step::JoinIncident => vec![
            at.field("lead").hint(ui.t("hint-incident-lead")).required(),
            at.lines("memo", 3)
                .hint(ui.t("hint-incident-memo"))
                .required(),
        ],
        Step::LeaveIncident => vec![at.reason()],
        Step::Bar => vec![at.person("person", false).required(), at.reason()],
        Step::Note => vec![
            at.choose("kind", "notekind", &codes!(NoteKind::ALL)),
            at.lines("note", 5).required(),
        ],
        Step::RecordPrevention => vec![at.lines("result", 4).required()],
        Step::Reopen => vec![at.reason().hint(ui.t("hint-reopen"))],
        _ => Vec::new(),
    }
}

pub(super) fn command(read: &Reading<'_>, step: Step) -> Result<CaseCommand, Vec<Fault>> {
    let text = |field: &str| read.text(field);
    let number = |field: &str| {
        let typed = read.text(field);
        let number = typed.trim().parse::<Number>();
        number.map_err(|_| read.fault(field, "case.link_unknown"))
    };
    Ok(match step {
        Step::Assign => {
            let handler = read.choice("handler", super::account)?;
            match read.typed.filled("untrained") {
                Some(reason) => CaseCommand::AssignUntrained { handler, reason },
                None => CaseCommand::Assign { handler },
            }
        }
        Step::Reclassify => CaseCommand::Matter(MatterCommand::Reclassify(Reclassification {
            kind: read.choice("kind", CaseKind::from_code)?,
            category: read.choice("category", Category::from_code)?,
            respondent: read.respondent()?,
            applicant: read.choice("applicant", Applicant::from_code)?,
            name: text("name"),
            kana: text("kana"),
            contact: text("contact"),
            reason: text("reason"),
        })),
        Step::JoinIncident => CaseCommand::Matter(MatterCommand::JoinIncident {
            lead: number("lead")?,
            memo: text("memo"),
        }),
        Step::LeaveIncident => CaseCommand::Matter(MatterCommand::LeaveIncident {
            reason: text("reason"),
        }),
        Step::Link => CaseCommand::Matter(MatterCommand::Link {
            to: number("to")?,
            how: read.choice("how", LinkKind::from_code)?,
            memo: text("memo"),
        }),
        Step::Bar => CaseCommand::Matter(MatterCommand::Bar {
            person: read.choice("person", super::account)?,
            reason: text("reason"),
        }),
        Step::RecordPrevention => CaseCommand::Matter(MatterCommand::Prevent {
            result: text("result"),
        }),
        Step::Reopen => CaseCommand::Matter(MatterCommand::Reopen {
            reason: text("reason"),
        }),
        _ => CaseCommand::Note {
            kind: read.choice("kind", NoteKind::from_code)?,
            note: text("note"),
        },
    })
}
