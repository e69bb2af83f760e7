//! Walks record bodies in order and names the first that does not follow from the one before.
//!
//! The same walk serves the nightly self-check over the whole ledger, which begins at nothing, and an
//! audit package, which begins after the records of earlier years.

use super::{ChainError, Hash, Record, record_sha256};
use crate::time::Timestamp;

/// What the next body must continue.
///
/// ```
/// use domain::chain::Link;
/// let mut link = Link::new();
/// let broken = link.push(b"{}").unwrap_err();
/// assert_eq!(broken.seq, 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Link {
    next: u64,
    last_sha256: Hash,
    last_ts: Option<Timestamp>,
    log: Option<String>,
}

/// The first record that breaks the chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {seq}: {fault}")]
pub struct LinkError {
    /// The number the record has or should have had.
    pub seq: u64,
    /// What is wrong with it.
    pub fault: LinkFault,
}

/// What is wrong with a record that breaks the chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// Not a record body in canonical form.
    #[error(transparent)]
    Body(#[from] ChainError),
    /// Another number than the next.
    #[error("carries the number {found}")]
    SeqGap {
        /// The number the body carries.
        found: u64,
    },
    /// `prev` is not the hash of the body before.
    #[error("prev is {found}, the record before has {expected}")]
    PrevMismatch {
        /// SHA-256 of the body before.
        expected: Hash,
        /// What the body says.
        found: Hash,
    },
    /// Recorded before the record before it.
    #[error("recorded at {found}, before its predecessor at {before}")]
    TimeBackwards {
        /// Time of the record before.
        before: Timestamp,
        /// Time of this record.
        found: Timestamp,
    },
    /// A record of another log.
    #[error("belongs to another log ({found}, expected {expected})")]
    OtherLog {
        /// Name of this log.
        expected: String,
        /// What the body says.
        found: String,
    },
}

impl Link {
    /// Before the first record.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// After `size` records of which the last has the hash `last_sha256`. The log's name and the
    /// time are then taken from the first body fed.
    #[must_use]
    pub fn after(size: u64, last_sha256: Hash) -> Self {
        Self {
            next: size,
            last_sha256,
            ..Self::default()
        }
    }

    /// Number of the record that comes next; the ledger's size so far.
    #[must_use]
    pub const fn next_seq(&self) -> u64 {
        self.next
    }

    /// Hash of the last record, what the next must carry as `prev`.
    #[must_use]
    pub const fn last_sha256(&self) -> Hash {
        self.last_sha256
    }

    /// Time of the last record, none before the first.
    #[must_use]
    pub const fn last_ts(&self) -> Option<Timestamp> {
        self.last_ts
    }

    /// Takes the next body.
    ///
    /// # Errors
    /// The body is not canonical or does not follow; the checker then stays where it was.
    pub fn push(&mut self, body: &[u8]) -> Result<Record, LinkError> {
        let record = self.follows(body).map_err(|fault| LinkError {
            seq: self.next,
            fault,
        })?;
        self.next += 1;
        self.last_sha256 = record_sha256(body);
        self.last_ts = Some(record.ts);
        if self.log.is_none() {
            self.log = Some(record.log.clone());
        }
        Ok(record)
    }

    fn follows(&self, body: &[u8]) -> Result<Record, LinkFault> {
        let record = Record::parse(body)?;
        if let Some(log) = self.log.as_ref().filter(|log| **log != record.log) {
            return Err(LinkFault::OtherLog {
                expected: log.clone(),
                found: record.log,
            });
        }
        if record.seq != self.next {
            return Err(LinkFault::SeqGap { found: record.seq });
        }
        if record.prev != self.last_sha256 {
            return Err(LinkFault::PrevMismatch {
                expected: self.last_sha256,
                found: record.prev,
            });
        }
        if let Some(before) = self.last_ts.filter(|before| *before > record.ts) {
            return Err(LinkFault::TimeBackwards {
                before,
                found: record.ts,
            });
        }
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::sample;
    use super::*;
    use proptest::prelude::*;

    fn chain(n: u64) -> Vec<Vec<u8>> {
        let mut prev = Hash::ZERO;
        (0..n)
            .map(|seq| {
                let body = sample(seq, prev).to_body().unwrap();
                prev = record_sha256(&body);
                body
            })
            .collect()
    }

    fn first_fault(bodies: &[Vec<u8>]) -> Option<LinkError> {
        let mut link = Link::new();
        bodies.iter().find_map(|body| link.push(body).err())
    }

    #[test]
    fn a_sound_chain_passes_whole_and_from_the_middle() {
        let bodies = chain(9);
        assert_eq!(first_fault(&bodies), None);
        let mut link = Link::after(4, record_sha256(&bodies[3]));
        for body in &bodies[4..] {
            link.push(body).unwrap();
        }
        assert_eq!(link.next_seq(), 9);
        assert_eq!(link.last_sha256(), record_sha256(&bodies[8]));
    }

    #[test]
    fn each_kind_of_break_is_named() {
        let bodies = chain(4);
        let altered = |change: &dyn Fn(&mut Record)| {
            let mut record = Record::parse(&bodies[2]).unwrap();
            change(&mut record);
            let mut copy = bodies.clone();
            copy[2] = record.to_body().unwrap();
            first_fault(&copy).unwrap()
        };
        let gap = altered(&|r| r.seq = 7);
        assert_eq!((gap.seq, gap.fault), (2, LinkFault::SeqGap { found: 7 }));
        let time = altered(&|r| r.ts = Timestamp::from_micros(0));
        assert_eq!(time.seq, 2);
        assert!(matches!(time.fault, LinkFault::TimeBackwards { .. }));
        let log = altered(&|r| r.log = "other".into());
        assert!(matches!(log.fault, LinkFault::OtherLog { .. }));
        let prev = altered(&|r| r.prev = Hash::ZERO);
        assert!(matches!(prev.fault, LinkFault::PrevMismatch { .. }));
        // A well-made change of one record shows at the next one.
        let edit = altered(&|r| r.v = 2);
        assert_eq!(edit.seq, 3);
        assert!(matches!(edit.fault, LinkFault::PrevMismatch { .. }));
        assert!(edit.to_string().starts_with("record 3: prev is"));
    }

    proptest! {
        /// Any change of any byte of any record but the last is seen, at that record or the next.
        #[test]
        fn any_byte_changed_is_seen(which in 0_usize..5, at: prop::sample::Index, flip in 1_u8..) {
            let mut bodies = chain(6);
            let at = at.index(bodies[which].len());
            bodies[which][at] ^= flip;
            let fault = first_fault(&bodies).unwrap();
            let seq = usize::try_from(fault.seq).unwrap();
            prop_assert!(seq == which || seq == which + 1);
        }

        /// A record left out is seen where it is missing.
        #[test]
        fn a_missing_record_is_seen(which in 0_usize..5) {
            let mut bodies = chain(6);
            bodies.remove(which);
            let fault = first_fault(&bodies).unwrap();
            prop_assert_eq!(fault.seq, which as u64);
        }
    }
}
