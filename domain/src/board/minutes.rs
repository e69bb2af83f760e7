//! Minutes (議事録): written from the record, approved, signed outside, and registered as signed.

use crate::{
    code::SignedBy,
    event::{Entry, Event},
    id::ActorId,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// The minutes of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Digest of their text.
    pub digest: String,
    /// Who wrote them.
    pub by: ActorId,
    /// The record that holds their text.
    pub seq: u64,
    /// When they were approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<Timestamp>,
    /// The signed paper or file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signature>,
}

/// Signed minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// SHA-256 of the scan or the signed file, hexadecimal.
    pub file: String,
    /// How.
    pub by: SignedBy,
    /// When it was registered.
    pub at: Timestamp,
}

impl Minutes {
    /// The minutes after a record about them.
    pub(super) fn after(before: Option<Self>, entry: &Entry) -> Option<Self> {
        match (&entry.event, before) {
            (Event::MinutesWritten(e), _) => Some(Self {
                digest: e.minutes.clone(),
                by: entry.actor.clone(),
                seq: entry.seq,
                approved_at: None,
                signed: None,
            }),
            (Event::MinutesApproved(_), Some(minutes)) => Some(Self {
                approved_at: Some(entry.at),
                ..minutes
            }),
            (Event::MinutesSigned(e), Some(minutes)) => Some(Self {
                signed: Some(Signature {
                    file: e.file.clone(),
                    by: e.by,
                    at: entry.at,
                }),
                ..minutes
            }),
            (_, before) => before,
        }
    }
}
