//! What the complainant declares: about a court, about the material that the member may supply, and
//! about who may be told (A18, A20, B24, B33).

use crate::code::{Consent, Litigation};
use serde::{Deserialize, Serialize};

/// The declarations of a complainant. Each is asked for by itself; what was not asked is so marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Whether the matter is or was before a court (A18, B24).
    pub litigation: Litigation,
    /// Whether the member may be told (B33).
    pub notify_member: Consent,
    /// Whether related persons may be told, which is a wish of its own (B33).
    pub notify_related: Consent,
    /// Whether the member may supply material about the complainant (A20).
    pub material: Consent,
    /// Whether they will talk with the member (A20).
    pub talks: Consent,
}

impl Default for Declared {
    fn default() -> Self {
        Self {
            litigation: Litigation::Unasked,
            notify_member: Consent::Unasked,
            notify_related: Consent::Unasked,
            material: Consent::Unasked,
            talks: Consent::Unasked,
        }
    }
}

impl Declared {
    /// Whether nothing was asked yet.
    #[must_use]
    pub fn is_unasked(&self) -> bool {
        *self == Self::default()
    }
}
