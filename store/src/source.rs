//! Where time and chance come from. Rules and stores are given both; nobody reads a clock or draws
//! a number by himself, so that a demonstration, a test and a replay repeat to the byte.

use domain::time::Timestamp;
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use sha2::{Digest, Sha256};
use std::{
    fmt,
    sync::atomic::{AtomicI64, Ordering},
};

/// A clock.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The present instant, of the organisation's business.
    fn now(&self) -> Timestamp;
}

/// The machine's clock, moved by a fixed offset: zero, or what a demonstration keeps in its folder.
#[derive(Debug, Default)]
pub struct MachineClock {
    /// Microseconds added to the machine's clock.
    pub offset_us: i64,
}

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        machine_now().plus_micros(self.offset_us)
    }
}

/// What the machine's own clock says: the one place that reads it.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the ambient clock is read"
)]
pub fn machine_now() -> Timestamp {
    Timestamp::from_micros(jiff::Timestamp::now().as_microsecond())
}

/// A clock that stands still until it is set: simulations, tests, `--now`.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that shows `now`.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.micros()))
    }

    /// Shows `now` from here on.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.micros(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Where identities and salts come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chance {
    /// The operating system.
    System,
    /// A stream fixed by this seed and the place in the ledger: a killed simulation, taken up
    /// again, draws what it would have drawn. Never for real data.
    Seeded(u64),
}

impl Chance {
    /// A name for something stored outside the ledger while it has this size. A fixed seed gives the
    /// same thing the same name again.
    ///
    /// # Errors
    /// The operating system has no randomness to give.
    pub(crate) fn name(&self, size: u64, what: &str) -> Result<[u8; 32], getrandom::Error> {
        match self {
            Self::System => random(),
            Self::Seeded(seed) => Ok(Sha256::new()
                .chain_update(seed.to_be_bytes())
                .chain_update(size.to_be_bytes())
                .chain_update(what.as_bytes())
                .finalize()
                .into()),
        }
    }

    /// The numbers for the transaction that appends from `size` on.
    ///
    /// # Errors
    /// The operating system has no randomness to give.
    pub(crate) fn stream(&self, size: u64) -> Result<ChaCha20Rng, getrandom::Error> {
        let seed: [u8; 32] = match self {
            Self::System => random()?,
            Self::Seeded(seed) => Sha256::new()
                .chain_update(seed.to_be_bytes())
                .chain_update(size.to_be_bytes())
                .finalize()
                .into(),
        };
        Ok(ChaCha20Rng::from_seed(seed))
    }
}

/// Bytes from the operating system: keys, nonces, tokens.
///
/// # Errors
/// The operating system has none to give.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the system's randomness is drawn"
)]
pub fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn fill<const N: usize>(stream: &mut ChaCha20Rng) -> [u8; N] {
    let mut bytes = [0; N];
    stream.fill_bytes(&mut bytes);
    bytes
}
