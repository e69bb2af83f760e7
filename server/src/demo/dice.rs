//! Dice: every choice of the demonstration, fixed by its seed.
//!
//! Each case and each member throws dice of its own, so that one more case changes no other.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use sha2::{Digest, Sha256};

/// Dice thrown for one thing.
pub(super) struct Dice(ChaCha20Rng);

impl Dice {
    /// The dice of the `index`-th `thing`.
    pub(super) fn of(seed: u64, thing: &str, index: usize) -> Self {
        let seed: [u8; 32] = Sha256::new()
            .chain_update(seed.to_be_bytes())
            .chain_update((index as u64).to_be_bytes())
            .chain_update(thing.as_bytes())
            .finalize()
            .into();
        Self(ChaCha20Rng::from_seed(seed))
    }

    /// A number from 0 to `n - 1`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        // The upper half of a 64-bit product: even enough for stories.
        let product = u64::from(self.0.next_u32()) * u64::from(n);
        u32::try_from(product >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Whether the one case in `n` has come.
    pub(super) fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// One of several, each as likely as the other.
    pub(super) fn pick<T: Copy>(&mut self, one: T, others: &[T]) -> T {
        let n = u32::try_from(others.len()).unwrap_or(0) + 1;
        others.get(self.below(n) as usize).copied().unwrap_or(one)
    }

    /// One of a list that is not empty.
    pub(super) fn among<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let n = u32::try_from(list.len()).unwrap_or(0);
        list.get(self.below(n) as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_comes_and_no_other() {
        let mut dice = Dice::of(1, "test", 0);
        let mut seen = [0; 6];
        for _ in 0..600 {
            seen[dice.below(6) as usize] += 1;
        }
        assert!(seen.iter().all(|n| *n > 50), "{seen:?}");
        assert!((0..100).all(|_| (3..=5).contains(&dice.between(3, 5))));
    }

    #[test]
    fn the_same_seed_throws_the_same() {
        let throws = |seed, index| {
            let mut dice = Dice::of(seed, "test", index);
            (0..8).map(|_| dice.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1, 2), throws(1, 2));
        assert_ne!(throws(1, 2), throws(1, 3));
        assert_ne!(throws(1, 2), throws(2, 2));
    }
}
