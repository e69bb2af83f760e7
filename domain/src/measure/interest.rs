//! What stands between a person and a decision (特別の利害関係, 忌避, 回避).

use crate::code::InterestKind;
use serde::{Deserialize, Serialize};

/// What somebody said about themself, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interest {
    /// What was declared or noted; nothing when they were only challenged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<InterestKind>,
    /// Whether somebody challenged them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub challenged: bool,
    /// What the remaining directors ruled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// What the remaining directors ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// They take no part.
    Excluded,
    /// They take part.
    Admitted,
}

impl Interest {
    /// A declaration. What was declared once is not undone by saying that there is nothing, and a
    /// lighter interest does not replace one that excludes.
    pub(super) fn declare(&mut self, kind: InterestKind) {
        if self.is_excluded() || (kind == InterestKind::None && self.has_interest()) {
            return;
        }
        // What was ruled was ruled about another interest.
        if self.declared != Some(kind) && kind != InterestKind::None {
            self.ruling = None;
        }
        self.declared = Some(kind);
    }

    pub(super) fn challenge(&mut self) {
        self.challenged = true;
        if !self.is_excluded() {
            self.ruling = None;
        }
    }

    /// Whether they declared an interest of any kind.
    #[must_use]
    pub fn has_interest(&self) -> bool {
        self.declared.is_some_and(|kind| kind != InterestKind::None)
    }

    pub(super) const fn rule(&mut self, excluded: bool) {
        self.ruling = Some(if excluded {
            Ruling::Excluded
        } else {
            Ruling::Admitted
        });
    }

    /// Whether the remaining directors have to rule: an interest that does not exclude by law, or a
    /// challenge.
    #[must_use]
    pub fn is_to_be_ruled(&self) -> bool {
        !self.is_excluded() && self.ruling.is_none() && (self.has_interest() || self.challenged)
    }

    /// Whether they take no part.
    #[must_use]
    pub fn is_excluded(&self) -> bool {
        self.declared.is_some_and(InterestKind::is_automatic)
            || self.ruling == Some(Ruling::Excluded)
    }

    /// Whether they said that nothing stands between them and it, or it was ruled that they take
    /// part: only then do papers open and votes count.
    #[must_use]
    pub fn is_cleared(&self) -> bool {
        self.declared.is_some() && !self.is_excluded() && !self.is_to_be_ruled()
    }
}
