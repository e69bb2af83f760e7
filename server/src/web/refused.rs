//! What the office's refusals and failures mean to a reader.

use super::{
    failure::Failure,
    problem::Problem,
    text::Ui,
    typed::Typed,
    view::{
        form::{Fault, Field},
        step::Step,
    },
};
use domain::refusal::Refusal;
use store::{DatabaseError, OfficeError};

/// The words for a refusal's code.
#[must_use]
pub fn words(ui: &Ui, code: &str) -> String {
    ui.term("refusal", code.replace('.', "-"))
}

/// A fault of a field, with the words of its code.
#[must_use]
pub fn fault(ui: &Ui, field: &str, code: &str) -> Fault {
    Fault {
        field: field.to_owned(),
        code: code.to_owned(),
        message: words(ui, code),
    }
}

/// A refusal of the rules as a fault of the form that was sent.
#[must_use]
pub fn fault_of(ui: &Ui, refusal: &Refusal) -> Fault {
    fault(ui, refusal.field.unwrap_or_default(), refusal.code)
}

/// What the rules refused, as a fault of the form that was sent: about a field of it, or about the
/// whole.
///
/// # Errors
/// The failure that the error is to a reader when no form can mend it: it is not for them, it is not
/// there, or the office failed.
pub fn as_fault(ui: &Ui, error: &OfficeError) -> Result<Fault, Failure> {
    match error {
        OfficeError::Refused(refusal) if !is_closed(refusal) => Ok(fault_of(ui, refusal)),
        other => Err(refused(ui, other)),
    }
}

/// Whether what was asked for is not for this reader, or does not exist for them.
fn is_closed(refusal: &Refusal) -> bool {
    match refusal.code {
        "access.denied" => true,
        "measure.unknown" | "meeting.unknown" => refusal.field.is_none(),
        _ => false,
    }
}

/// Every field that must be filled and was left empty. The rules name one at a time; a reader wants
/// to know them all.
#[must_use]
pub fn left_empty(ui: &Ui, fields: &[Field], typed: &Typed) -> Vec<Fault> {
    fields
        .iter()
        .filter(|field| field.lacks(typed.get(&field.name)))
        .map(|field| {
            let code = if field.choices().is_empty() {
                "field.required"
            } else {
                "field.choice"
            };
            Fault {
                field: field.name.clone(),
                code: code.to_owned(),
                message: words(ui, code),
            }
        })
        .collect()
}

/// The failure that an error of the office is to a reader.
#[must_use]
pub fn refused(ui: &Ui, error: &OfficeError) -> Failure {
    match error {
        OfficeError::Refused(refusal) => match refusal.code {
            "case.not_found" | "account.not_found" | "meeting.unknown" | "measure.unknown" => {
                Failure::new(Problem::NotFound)
            }
            "access.denied" => Failure::new(Problem::Forbidden),
            "case.step_not_allowed" => Failure::new(Problem::NotAllowedNow).with_allowed(
                refusal
                    .allowed
                    .iter()
                    .map(|name| Step {
                        code: (*name).to_owned(),
                        href: String::new(),
                        primary: false,
                        two_person: name.starts_with("propose"),
                    })
                    .collect(),
            ),
            code => match refusal.field {
                Some(field) => Failure::new(Problem::InvalidInput).with_faults(vec![Fault {
                    field: field.to_owned(),
                    code: code.to_owned(),
                    message: words(ui, code),
                }]),
                None => Failure::new(Problem::NotAllowedNow).because(words(ui, code)),
            },
        },
        OfficeError::Conflict { .. } => Failure::new(Problem::Stale),
        OfficeError::Database(DatabaseError::Unreachable(_) | DatabaseError::Documents(_)) => {
            Failure::new(Problem::Unavailable)
        }
        other => {
            tracing::error!(code = other.code(), "the office failed");
            Failure::new(Problem::Internal)
        }
    }
}
