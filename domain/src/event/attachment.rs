//! Public parts of what happens to the documents of a case.

use crate::code::{AttachmentKind, DestroyCause, Media};
use serde::{Deserialize, Serialize};

/// A document was added. Its name, size and digest are private: a bare digest of a file would tell
/// for ever whether somebody once held that very file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentAdded {
    /// Place among the case's documents, from 1.
    pub attachment: u32,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its form.
    pub media: Media,
    /// The random name under which its sealed bytes are stored.
    pub blob: String,
}

/// A document was destroyed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentDestroyed {
    /// Which.
    pub attachment: u32,
    /// Why.
    pub cause: DestroyCause,
}
