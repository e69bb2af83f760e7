//! The tamper-evident ledger as bytes: what one record is, how records hang together, and how a
//! private value is committed to without being told.
//!
//! A record body is canonical JSON (RFC 8785) in a subset so small that Python's
//! `json.dumps(o, sort_keys=True, separators=(",", ":"))` writes the same bytes. Every body names the
//! SHA-256 of the body before it ([`Link`] checks that), and the bodies are the leaves of an RFC 6962
//! tree ([`CompactRange`]), so that one year's slice can be checked against the years before it.
//! Private values stand in a body only as salted digests ([`Disclosure`], RFC 9901): when value and
//! salt are destroyed, not one byte of the record changes.
//!
//! Nothing here draws randomness or reads a clock.

mod disclosure;
mod hash;
mod link;
mod merkle;
mod record;

pub use disclosure::{Disclosure, Opened};
pub use hash::Hash;
pub use link::{Link, LinkError, LinkFault};
pub use merkle::{CompactRange, leaf_hash, node_hash};
pub use record::{BODY_LIMIT, INTEGER_LIMIT, Record, canonical, record_sha256};

/// Why bytes are not a record, a disclosure or a tree. Carries field names, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
    /// Not JSON, or not with exactly the ten keys of a record.
    #[error("not a record: {0}")]
    Malformed(String),
    /// Well-formed, but not the canonical bytes (RFC 8785) of what it says.
    #[error("the bytes are not the canonical form (RFC 8785)")]
    NotCanonical,
    /// Longer than [`BODY_LIMIT`] bytes, so it would not fit a workbook cell.
    #[error("the body has {0} bytes, more than {BODY_LIMIT}")]
    TooLong(usize),
    /// A text that is not printable ASCII: such text is private and may only be committed to.
    #[error("field {0:?} is not printable ASCII")]
    NotAscii(String),
    /// A number with a fraction, or an integer of 2^53 or beyond.
    #[error("field {0:?} is not an integer below 2^53")]
    NotInteger(String),
    /// `null` has no place in a record.
    #[error("field {0:?} is null")]
    Null(String),
    /// Objects and arrays nested more than 16 deep.
    #[error("field {0:?} is nested too deep")]
    TooDeep(String),
    /// A required name is empty.
    #[error("field {0:?} is empty")]
    Empty(&'static str),
    /// Not 43 characters of unpadded base64url with 32 bytes behind them.
    #[error("the digest of private field {0:?} is not 43 characters of base64url")]
    BadDigest(String),
    /// Not 64 lower-case hexadecimal digits.
    #[error("not 64 lower-case hexadecimal digits")]
    BadHash,
    /// Not an RFC 9901 disclosure of an object's field.
    #[error("not a disclosure: {0}")]
    BadDisclosure(&'static str),
    /// A compact range of `size` leaves has as many subtrees as `size` has one bits.
    #[error("{found} subtrees given for {size} leaves, {expected} needed")]
    BadRange {
        /// Number of leaves.
        size: u64,
        /// Subtrees a range of that size has.
        expected: u32,
        /// Subtrees given.
        found: usize,
    },
}
