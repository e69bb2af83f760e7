//! What the door says when it stays shut.

use crate::{database::DatabaseError, keys::SealError};
use domain::{chain::ChainError, event::UnreadableEvent, refusal::Refusal, strict::BadDocument};

/// A command was not carried out. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The state is not the one that the command was given for.
    #[error("the state has changed: version {found}, not {expected}")]
    Conflict {
        /// The version the command was given for.
        expected: u32,
        /// The version now.
        found: u32,
    },
    /// A job's lease was lost: another holder has taken the run over.
    #[error("the run was taken over by another holder")]
    FenceLost,
    /// A profile or calendar cannot be read.
    #[error("{what} {digest}: {message}")]
    Document {
        /// `profile` or `calendar`.
        what: &'static str,
        /// Its digest.
        digest: String,
        /// What is wrong.
        message: String,
    },
    /// An event carries a private field its kind does not have: a fault of the program.
    #[error("{kind} has no private field {field}")]
    StrayField {
        /// The event.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// Stored rows do not make sense.
    #[error("record {seq}: {what}")]
    Damaged {
        /// The record.
        seq: u64,
        /// What does not make sense.
        what: &'static str,
    },
    /// A stored state cannot be read.
    #[error("a stored state cannot be read: {0}")]
    State(#[from] serde_json::Error),
    /// A record cannot be read.
    #[error(transparent)]
    Event(#[from] UnreadableEvent),
    /// A record's body cannot be written.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A private value cannot be sealed or opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// No randomness.
    #[error("the operating system has no randomness to give")]
    Random(#[from] getrandom::Error),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A password cannot be hashed.
    #[error("the password cannot be hashed")]
    Password,
}

impl OfficeError {
    /// The stable code under which programs know this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code,
            Self::Conflict { .. } => "case.changed_meanwhile",
            Self::FenceLost => "job.lease_lost",
            Self::Document { .. } => "document.unreadable",
            Self::Database(error) => error.code(),
            Self::Seal(_) => "private.sealed",
            Self::Random(_) => "system.no_randomness",
            Self::Password => "account.password",
            Self::StrayField { .. }
            | Self::Damaged { .. }
            | Self::State(_)
            | Self::Event(_)
            | Self::Chain(_) => "ledger.damaged",
        }
    }

    /// A profile or calendar that cannot be read.
    pub(crate) fn document(what: &'static str, digest: &str, error: &impl ToString) -> Self {
        Self::Document {
            what,
            digest: digest.to_owned(),
            message: error.to_string(),
        }
    }
}

impl From<sea_orm::DbErr> for OfficeError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<BadDocument> for OfficeError {
    fn from(error: BadDocument) -> Self {
        Self::document("document", "", &error)
    }
}
