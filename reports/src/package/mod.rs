//! The yearly audit package: one fiscal year's slice of the ledger with everything needed to check it.
//!
//! [`build`] walks the whole ledger once. The records before the slice leave only their compact range
//! and the state the sheets are written from; those of the slice go to `records.ndjson` and to the
//! sheet 記録. Then come the bag's manifests and the canonical zip. Nothing is drawn from outside the
//! source, so the same ledger, documents and writer version give the same bytes; the file appears
//! under its name only when it is whole and on disk.

mod guide;
mod slice;
mod workshop;

use crate::{
    bag,
    container::{self, ContainerError, Member},
    documents, sheets,
    workbook::{Book, BookError, Options, ROW_LIMIT, SheetSum},
};
use domain::{
    chain::{Hash, LinkError},
    event::UnreadableEvent,
    library::Library,
    time::FiscalYear,
    world::OutOfOrder,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};
use workshop::Workshop;

pub(crate) use guide::{guide_rows, verify_text};
pub(crate) use slice::{COVER_FIGURES, Prefix};

/// The script shipped as `data/verify.py`.
pub const VERIFY_PY: &str = include_str!("verify.py");

/// Version of the layout, in `bag-info.txt`.
pub const FORMAT: &str = "1";

/// Whatever stops the reading of the ledger.
pub type SourceError = Box<dyn std::error::Error + Send + Sync>;

/// A rule profile or calendar that the ledger names by digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Path below `data/`: `rules/….toml` or `calendars/….toml`.
    pub name: String,
    /// Its text as stored.
    pub bytes: Vec<u8>,
}

/// What a package is made from.
#[derive(Debug)]
pub struct PackageSource<'a, B> {
    /// The year it covers.
    pub fiscal_year: FiscalYear,
    /// Name of the organisation.
    pub organisation: &'a str,
    /// First record of the slice: the tree size of the previous fiscal year's package, 0 for the first.
    pub from: u64,
    /// Size of the ledger it covers: one more than its last record.
    pub size: u64,
    /// The bodies of *all* records from 0, in order: the sheets are a function of the whole ledger.
    pub bodies: B,
    /// The rules and calendars in force, and what was published: lists of target businesses, texts of
    /// guidelines.
    pub documents: Vec<Document>,
    /// Version of the program.
    pub writer_version: &'a str,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Hash,
    /// SHA-256 of the tag manifest, which stands for every file of the bag.
    pub tagmanifest_sha256: Hash,
    /// SHA-256 of `ledger.xlsx`.
    pub workbook_sha256: Hash,
    /// First record of the slice.
    pub from: u64,
    /// Size of the ledger it covers.
    pub size: u64,
    /// Root of the tree over all records below `size`.
    pub root: Hash,
    /// Hash of the last record.
    pub last_record_sha256: Hash,
    /// The workbook's sheets, the cover last.
    pub sheets: Vec<SheetSum>,
}

/// A package could not be built. Nothing is left at its place.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The ledger's own chain is broken.
    #[error("the ledger is broken: {0}")]
    Ledger(#[from] LinkError),
    /// Another build of the same package is under way.
    #[error("another build of this package is under way")]
    Busy,
    /// The ledger could not be read.
    #[error("the ledger could not be read: {0}")]
    Source(SourceError),
    /// The ledger ends too early.
    #[error("the ledger has {found} records, {expected} were to be packed")]
    Short {
        /// Records asked for.
        expected: u64,
        /// Records there.
        found: u64,
    },
    /// The slice ends before it begins.
    #[error("the slice would begin at record {from}, after the end of the ledger at {size}")]
    Backwards {
        /// First record.
        from: u64,
        /// Size of the ledger.
        size: u64,
    },
    /// A document is not `rules/….toml`, `calendars/….toml` or `published/….json`.
    #[error("document {0:?} is not rules/NAME.toml, calendars/NAME.toml or published/NAME.json")]
    Document(String),
    /// A document cannot be read as what it should be.
    #[error("document {name:?}: {why}")]
    Unintelligible {
        /// Its name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// A record names a document that is not given.
    #[error("record {seq} names a document that is not given: {digest}")]
    MissingDocument {
        /// The record.
        seq: u64,
        /// The digest it names.
        digest: String,
    },
    /// A record is none of the events of this program.
    #[error(transparent)]
    Event(#[from] UnreadableEvent),
    /// A record cannot stand where it stands.
    #[error(transparent)]
    OutOfOrder(#[from] OutOfOrder),
    /// The workbook could not be written.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The container could not be written.
    #[error(transparent)]
    Container(#[from] ContainerError),
    /// A file could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Name of the bag's folder, and the stem of the package's file name.
#[must_use]
pub fn bag_name(year: FiscalYear) -> String {
    format!("audit-{year}")
}

/// Builds a package at `out`.
///
/// # Errors
/// The ledger is broken, short or unreadable; a document has a bad name; writing failed. A file that
/// stood at `out` before stays as it was.
pub fn build<B>(source: PackageSource<'_, B>, out: &Path) -> Result<Receipt, PackageError>
where
    B: IntoIterator<Item = Result<Vec<u8>, SourceError>>,
{
    check(&source)?;
    let folder = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let work = Workshop::open(out)?.ok_or(PackageError::Busy)?;
    let job = slice::Job {
        year: source.fiscal_year,
        organisation: source.organisation,
        from: source.from,
        size: source.size,
        writer_version: source.writer_version,
        work: work.path(),
    };
    let mut library = Library::default();
    let configured = |document: &&Document| documents::is_configuration(&document.name);
    for document in source.documents.iter().filter(configured) {
        documents::add(&mut library, &document.name, &document.bytes).map_err(|bad| {
            PackageError::Unintelligible {
                name: bad.name,
                why: bad.why,
            }
        })?;
    }
    let walked = slice::walk(&job, source.bodies, library)?;
    let mut files = data_files(&walked, source.documents)?;
    let payload = digests(&files)?;
    let tags = bag::tag_files(&payload, &slice::info(&job, &walked));
    let tagmanifest_sha256 = tags.last().map_or(Hash::ZERO, |(_, bytes)| Hash::of(bytes));
    files.extend(
        tags.into_iter()
            .map(|(name, bytes)| Member::bytes(name, bytes)),
    );
    let bag = bag_name(job.year);
    for file in &mut files {
        file.name = format!("{bag}/{}", file.name);
    }
    files.push(Member::bytes(
        "VERIFY.ja.txt",
        verify_text(&job, &walked, tagmanifest_sha256),
    ));
    let packed = work.path().join("package.zip");
    let mut zip = File::create_new(&packed)?;
    let bytes = container::write(io::BufWriter::new(&mut zip), files)?;
    zip.sync_all()?;
    let (sha256, _) = digest_file(&packed)?;
    std::fs::rename(&packed, out)?;
    // The name is durable only when its folder is; not every system can sync one.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(Receipt {
        path: out.to_owned(),
        bytes,
        sha256,
        tagmanifest_sha256,
        workbook_sha256: payload
            .get("data/ledger.xlsx")
            .map_or(Hash::ZERO, |(hash, _)| *hash),
        from: source.from,
        size: source.size,
        root: walked.range.root(),
        last_record_sha256: walked.link.last_sha256(),
        sheets: walked.sheets,
    })
}

fn check<B>(source: &PackageSource<'_, B>) -> Result<(), PackageError> {
    if source.from > source.size {
        return Err(PackageError::Backwards {
            from: source.from,
            size: source.size,
        });
    }
    for document in &source.documents {
        let stem = [
            ("rules/", ".toml"),
            ("calendars/", ".toml"),
            ("published/", ".json"),
        ]
        .into_iter()
        .find_map(|(folder, form)| document.name.strip_prefix(folder)?.strip_suffix(form));
        let fits = stem.is_some_and(|stem| !stem.contains('/'))
            && container::check_name(&document.name).is_ok();
        if !fits {
            return Err(PackageError::Document(document.name.clone()));
        }
    }
    Ok(())
}

/// The payload: what a package holds is this list.
fn data_files(
    walked: &slice::Walked,
    documents: Vec<Document>,
) -> Result<Vec<Member>, PackageError> {
    let json = |value: &serde_json::Value| {
        let mut text = serde_json::to_vec_pretty(value).map_err(io::Error::other)?;
        text.push(b'\n');
        Ok::<_, io::Error>(text)
    };
    let prefix = serde_json::to_value(&walked.prefix).map_err(io::Error::other)?;
    let codes = serde_json::to_value(sheets::Codes::japanese()).map_err(io::Error::other)?;
    let mut files = vec![
        Member::file("data/ledger.xlsx", &walked.workbook),
        Member::file("data/records.ndjson", &walked.records),
        Member::bytes("data/prefix.json", json(&prefix)?),
        Member::bytes("data/codes.json", json(&codes)?),
        Member::bytes("data/verify.py", VERIFY_PY),
    ];
    for document in documents {
        files.push(Member::bytes(
            format!("data/{}", document.name),
            document.bytes,
        ));
    }
    Ok(files)
}

fn digests(files: &[Member]) -> io::Result<BTreeMap<String, (Hash, u64)>> {
    files
        .iter()
        .map(|file| {
            let sum = match &file.content {
                container::Content::Bytes(bytes) => (
                    Hash::of(bytes),
                    u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                ),
                container::Content::File(path) => digest_file(path)?,
            };
            Ok((file.name.clone(), sum))
        })
        .collect()
}

/// SHA-256 and size of a file.
pub(crate) fn digest_file(path: &Path) -> io::Result<(Hash, u64)> {
    digest(&mut File::open(path)?)
}

/// SHA-256 and length of what is read.
pub(crate) fn digest<R: Read + ?Sized>(file: &mut R) -> io::Result<(Hash, u64)> {
    let mut sha = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            return Ok((Hash(sha.finalize().into()), size));
        };
        sha.update(chunk);
        size += u64::try_from(read).unwrap_or(0);
    }
}

/// The workbook of a package.
fn book(job: &slice::Job<'_>) -> Result<Book, BookError> {
    Book::new(Options {
        title: format!("{} 年次監査記録 {}年度", job.organisation, job.year),
        organisation: job.organisation.to_owned(),
        tempdir: job.work.to_owned(),
        row_limit: ROW_LIMIT,
    })
}
