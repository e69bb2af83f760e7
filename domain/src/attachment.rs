//! The documents of a case: what is taken, under which name, and what became of it.
//!
//! A document is recognised by its bytes and its name together ([`recognise`]): both must say the
//! same, and nothing else may hide inside. Its record names it by a number and a random storage
//! name; how people call it, how large it is and its digest are private (`file` is one value, so that
//! one salt covers it). Each document is sealed under a key of its own, so that one alone can be
//! destroyed (A27).

mod name;
mod pdf;
mod recognise;
#[cfg(test)]
mod tests;

pub use name::clean_name;
pub use recognise::{fits_pixels, recognise};

use crate::{
    chain::canonical,
    code::{AttachmentKind, Class, DestroyCause, Media},
    event::{Entry, Event},
    id::{ActorId, CaseId, Obj},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The largest document in bytes.
pub const BYTES_AT_MOST: usize = 20_000_000;
/// The largest side of a picture.
pub const SIDE_AT_MOST: u32 = 12_000;
/// The most pixels of a picture: an A3 page scanned with 400 dots per inch has 31 million.
pub const PIXELS_AT_MOST: u64 = 40_000_000;

/// A document of a case, as the public parts of the ledger tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Place among the case's documents, from 1.
    pub ordinal: u32,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its form.
    pub media: Media,
    /// The random name under which its sealed bytes are stored.
    pub blob: String,
    /// The record that added it, where its name, size and digest are committed to.
    pub seq: u64,
    /// When it was added.
    pub at: Timestamp,
    /// Who added it.
    pub by: ActorId,
    /// When and why it was destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destroyed: Option<Destroyed>,
}

/// The end of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destroyed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: ActorId,
    /// Why.
    pub cause: DestroyCause,
}

/// What the private value `file` of a document's record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentFile {
    /// Size in bytes, as stored.
    pub bytes: u64,
    /// SHA-256 of the bytes as stored, hexadecimal.
    pub sha256: String,
}

impl AttachmentFile {
    /// As it is written down: canonical JSON.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|value| canonical(&value).ok())
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// What was written down.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Attachment {
    /// The document that a record adds, if it adds one.
    #[must_use]
    pub fn added(entry: &Entry) -> Option<Self> {
        let (Event::AttachmentAdded(e) | Event::IdentityAdded(e) | Event::ReplyAdded(e)) =
            &entry.event
        else {
            return None;
        };
        Some(Self {
            ordinal: e.attachment,
            kind: e.kind,
            media: e.media,
            blob: e.blob.clone(),
            seq: entry.seq,
            at: entry.at,
            by: entry.actor.clone(),
            destroyed: None,
        })
    }

    /// The document after a record of its case.
    pub fn evolve(&mut self, entry: &Entry) {
        if let Event::AttachmentDestroyed(e) = &entry.event
            && e.attachment == self.ordinal
        {
            self.destroyed = Some(Destroyed {
                at: entry.at,
                by: entry.actor.clone(),
                cause: e.cause,
            });
        }
    }

    /// Under which class it is sealed.
    #[must_use]
    pub const fn class(&self) -> Class {
        self.kind.class()
    }

    /// The name of its own data key in the key store.
    #[must_use]
    pub fn key_name(case: CaseId, blob: &str) -> String {
        format!("{}/attachment/{blob}", Obj::Case(case))
    }
}
