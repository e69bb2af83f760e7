//! ANCHOR: the ledger's head against one known from outside, such as last year's.

use super::{Failure, Place, State, Verdict, records::ReadRecords};
use domain::chain::Hash;
use serde::{Deserialize, Serialize};

/// A head of the ledger that the verifier brings along.
///
/// ```
/// use reports::verify::KnownHead;
/// let zeros = "0".repeat(64);
/// let head = KnownHead::parse(&format!("{{\"size\": 7, \"root\": \"{zeros}\"}}")).unwrap();
/// assert_eq!(head.size, 7);
/// assert!(KnownHead::parse("{\"size\": 7}").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownHead {
    /// Size of the ledger: number of records.
    pub size: u64,
    /// Root of the tree over them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<Hash>,
    /// Hash of the last of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_record_sha256: Option<Hash>,
}

/// The text is no head.
#[derive(Debug, thiserror::Error)]
pub enum BadHead {
    /// Not the JSON form.
    #[error("not a head ({{\"size\": …, \"root\": …}}): {0}")]
    Json(#[from] serde_json::Error),
    /// Neither root nor record hash.
    #[error("the head has neither root nor last_record_sha256")]
    Empty,
}

impl KnownHead {
    /// Reads a head: JSON with `size` and `root`, `last_record_sha256` or both.
    ///
    /// # Errors
    /// Not this form, or nothing to compare in it.
    pub fn parse(text: &str) -> Result<Self, BadHead> {
        let head: Self = serde_json::from_str(text)?;
        if head.root.is_none() && head.last_record_sha256.is_none() {
            return Err(BadHead::Empty);
        }
        Ok(head)
    }
}

pub(super) fn check(known: Option<&KnownHead>, read: &ReadRecords, verdict: &mut Verdict) {
    let Some(known) = known else {
        return;
    };
    let anchor = &mut verdict.anchor;
    let (Some((from, _)), Some((size, ..))) = (read.before, read.after) else {
        anchor.state = State::NothingToCompare;
        return;
    };
    if known.size < from {
        anchor.state = State::NothingToCompare;
        anchor.note = Some(format!(
            "the known head lies before the slice, which begins at {from}"
        ));
        return;
    }
    let diverged = |what: &str, expected: String, actual: String| {
        Failure::new("anchor", what, Place::record(known.size.saturating_sub(1)))
            .digests(&expected, &actual)
    };
    let failure = match read.at_known {
        None if read.whole => Some(diverged(
            "the ledger in the package is shorter than the known head: records were cut off, or the head is newer than the package",
            known.size.to_string(),
            size.to_string(),
        )),
        None => {
            anchor.state = State::NothingToCompare;
            anchor.note = Some("the records could not be read as far as the known head".to_owned());
            return;
        }
        Some((root, last)) => {
            let pairs = [
                ("the root at the known size is another", known.root, root),
                (
                    "the last record at the known size is another",
                    known.last_record_sha256,
                    last,
                ),
            ];
            pairs.into_iter().find_map(|(what, expected, actual)| {
                let expected = expected.filter(|expected| *expected != actual)?;
                Some(diverged(what, expected.to_string(), actual.to_string()))
            })
        }
    };
    match failure {
        None => anchor.state = State::Ok,
        Some(failure) => {
            anchor.fail(failure);
            anchor.state = State::Diverged;
        }
    }
}
