//! The RFC 6962 tree over the record bodies, kept as its compact range.
//!
//! The compact range of the first m leaves is the list of the roots of its perfect subtrees, largest
//! first: one hash per one bit of m. Folded from the right it gives the root; a further leaf merges
//! from the right like a carry. So a package that holds one year's leaves and the range before them
//! proves that the year extends the ledger an auditor saw last year.

use super::{ChainError, Hash, INTEGER_LIMIT};
use serde::{Deserialize, Serialize};

/// Hash of a leaf: SHA-256(0x00 ‖ body).
#[must_use]
pub fn leaf_hash(body: &[u8]) -> Hash {
    Hash::of_parts(&[&[0], body])
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of_parts(&[&[1], &left.0, &right.0])
}

/// The tree over the first `size` leaves, as the roots of its perfect subtrees.
///
/// ```
/// use domain::chain::CompactRange;
/// let mut range = CompactRange::default();
/// range.extend([b"a", b"b", b"c"]);
/// let again = CompactRange::from_parts(3, range.subtrees().to_vec()).unwrap();
/// assert_eq!(again.root(), range.root());
/// assert!(CompactRange::from_parts(4, range.subtrees().to_vec()).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct CompactRange {
    size: u64,
    subtrees: Vec<Hash>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    size: u64,
    subtrees: Vec<Hash>,
}

impl TryFrom<Parts> for CompactRange {
    type Error = ChainError;

    fn try_from(parts: Parts) -> Result<Self, ChainError> {
        Self::from_parts(parts.size, parts.subtrees)
    }
}

impl CompactRange {
    /// The range of `size` leaves whose perfect subtrees have the given roots, largest first.
    ///
    /// # Errors
    /// [`ChainError::BadRange`] unless there is one subtree per one bit of `size`; a size no ledger
    /// can have (2^53 or more).
    pub fn from_parts(size: u64, subtrees: Vec<Hash>) -> Result<Self, ChainError> {
        if size >= INTEGER_LIMIT {
            return Err(ChainError::NotInteger("size".to_owned()));
        }
        let expected = size.count_ones();
        if u32::try_from(subtrees.len()) == Ok(expected) {
            Ok(Self { size, subtrees })
        } else {
            Err(ChainError::BadRange {
                size,
                expected,
                found: subtrees.len(),
            })
        }
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Roots of the perfect subtrees, largest first.
    #[must_use]
    pub fn subtrees(&self) -> &[Hash] {
        &self.subtrees
    }

    /// Adds the next record body as a leaf.
    pub fn push(&mut self, body: &[u8]) {
        self.push_leaf(leaf_hash(body));
    }

    /// Adds the next leaf by its leaf hash.
    pub fn push_leaf(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.subtrees.push(hash);
        self.size += 1;
    }

    /// The root over all leaves; over none, SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.subtrees
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(|| Hash::of(b""))
    }
}

impl<B: AsRef<[u8]>> Extend<B> for CompactRange {
    fn extend<I: IntoIterator<Item = B>>(&mut self, bodies: I) {
        for body in bodies {
            self.push(body.as_ref());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 6962 section 2.1 as it is written: split at the largest power of two below n.
    fn written(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Hash::of(b""),
            [only] => leaf_hash(only),
            _ => {
                let mut k = 1;
                while k * 2 < leaves.len() {
                    k *= 2;
                }
                node_hash(&written(&leaves[..k]), &written(&leaves[k..]))
            }
        }
    }

    /// The eight leaves and roots published with the Certificate Transparency reference tests.
    #[test]
    fn the_published_roots() {
        let leaves = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut range = CompactRange::default();
        assert_eq!(range.root().to_string(), roots[0]);
        for (leaf, root) in leaves.iter().zip(&roots[1..]) {
            range.push(&data_encoding::HEXLOWER.decode(leaf.as_bytes()).unwrap());
            assert_eq!(range.root().to_string(), *root);
        }
    }

    #[test]
    fn a_range_reads_back_only_if_it_fits() {
        let mut range = CompactRange::default();
        range.extend((0_u8..11).map(|n| [n]));
        let text = serde_json::to_string(&range).unwrap();
        assert_eq!(serde_json::from_str::<CompactRange>(&text).unwrap(), range);
        let wrong = text.replacen("\"size\":11", "\"size\":12", 1);
        assert!(serde_json::from_str::<CompactRange>(&wrong).is_err());
        assert!(CompactRange::from_parts(u64::MAX, vec![Hash::ZERO; 64]).is_err());
    }

    proptest! {
        #[test]
        fn the_range_gives_the_root_as_written(
            leaves in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..5), 0..70),
            cut: prop::sample::Index,
        ) {
            let mut range = CompactRange::default();
            let m = cut.index(leaves.len() + 1);
            range.extend(&leaves[..m]);
            prop_assert_eq!(range.root(), written(&leaves[..m]));
            prop_assert_eq!(range.subtrees().len(), m.count_ones() as usize);
            // Begun again from its parts, as a package does, it reaches the same root.
            let mut later = CompactRange::from_parts(m as u64, range.subtrees().to_vec()).unwrap();
            later.extend(&leaves[m..]);
            prop_assert_eq!(later.root(), written(&leaves));
        }
    }
}
