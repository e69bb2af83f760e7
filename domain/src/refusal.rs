//! Why a command was not carried out.

use serde::Serialize;

/// A rule said no. Nothing was changed.
///
/// `code` is stable: screens, the interface and tests know it, the words for it stand with the
/// screens. `allowed` names the steps that the state does allow, for the answer 409.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{code}")]
pub struct Refusal {
    /// Stable code, such as `case.step_not_allowed`.
    pub code: &'static str,
    /// The field it is about, for an error beside that field.
    pub field: Option<&'static str>,
    /// Names of the steps that are possible now.
    pub allowed: Vec<&'static str>,
}

/// Longest free text in characters.
const TEXT_CHARS: usize = 20_000;

/// Free text that must be there.
///
/// # Errors
/// `field.required`, `field.too_long`.
pub(crate) fn text(field: &'static str, value: &str) -> Result<(), Refusal> {
    if value.trim().is_empty() {
        Err(Refusal::of_field("field.required", field))
    } else {
        short_enough(field, value)
    }
}

/// Free text that may be empty.
///
/// # Errors
/// `field.too_long`.
pub(crate) fn short_enough(field: &'static str, value: &str) -> Result<(), Refusal> {
    if value.chars().count() > TEXT_CHARS {
        Err(Refusal::of_field("field.too_long", field))
    } else {
        Ok(())
    }
}

impl Refusal {
    /// A refusal with nothing more to say than its code.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self {
            code,
            field: None,
            allowed: Vec::new(),
        }
    }

    /// A refusal about one field of the command.
    #[must_use]
    pub const fn of_field(code: &'static str, field: &'static str) -> Self {
        Self {
            code,
            field: Some(field),
            allowed: Vec::new(),
        }
    }

    /// A step that the state does not allow, with those it does.
    #[must_use]
    pub const fn not_allowed(allowed: Vec<&'static str>) -> Self {
        Self {
            code: "case.step_not_allowed",
            field: None,
            allowed,
        }
    }
}
