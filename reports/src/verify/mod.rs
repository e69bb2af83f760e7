//! The verdict over a package: everything recomputed, offline, from the file alone and from what the
//! verifier brings along.
//!
//! The checks run from the outside in: the container's bytes, the manifests, the records with their
//! chain and tree, the workbook against the records, the deadlines against their rules, and the root
//! against a head known from outside. Each stands for itself, so that a failure in one does not hide
//! what the others still show. A file can only prove what the verifier brings to it: without a head
//! from outside a sound package is called sound and unanchored, not true.

mod anchor;
mod completeness;
mod files;
mod package;
mod records;
mod sheets;
mod text;
mod verdict;

pub use anchor::{BadHead, KnownHead};
pub use verdict::{Check, Counts, Facts, Failure, Place, State, Trust, Verdict};

use files::Files;
use package::Opened;
use std::{io, path::Path};

/// Verifies a package: a zip, or the folder it was extracted to.
///
/// # Errors
/// The file cannot be read, or is no zip and no folder of a package: there is then nothing to give a
/// verdict on (exit code 50).
pub fn verify(path: &Path, known_head: Option<&KnownHead>) -> Result<Verdict, CouldNotRun> {
    let mut verdict = Verdict::new(path);
    let opened = Opened::open(path)?;
    if let Some(failure) = opened.deviation() {
        verdict.integrity.fail(failure);
    }
    let Some(mut bag) = opened.bag() else {
        verdict
            .integrity
            .fail(Failure::new("bag", "no bag", Place::default()));
        verdict.unchecked();
        return Ok(verdict);
    };
    let mut files = Files::check(&mut bag, &mut verdict)?;
    verdict.facts(&files.info);
    let read = records::check(&mut bag, &mut files, known_head, &mut verdict)?;
    sheets::check(&bag, &read, &mut verdict)?;
    completeness::conclude(&read, &mut verdict);
    anchor::check(known_head, &read, &mut verdict);
    verdict.conclude(&files);
    Ok(verdict)
}

/// There is nothing to give a verdict on. Exit code 50.
#[derive(Debug, thiserror::Error)]
pub enum CouldNotRun {
    /// The file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, io::Error),
    /// Neither a zip nor the folder of a package.
    #[error("{0} is neither a zip nor an extracted package")]
    NotAPackage(String),
    /// Reading failed in between.
    #[error("reading failed: {0}")]
    Io(#[from] io::Error),
}

impl CouldNotRun {
    /// Always 50.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        50
    }
}
