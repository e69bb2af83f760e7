//! One walk over the whole ledger: check, fold, and write out the slice.

use super::{FORMAT, PackageError, SourceError, book};
use crate::{
    sheets::{Leaf, Sheets},
    workbook::SheetSum,
};
use domain::{
    chain::{CompactRange, Hash, Link},
    library::Library,
    time::{FiscalYear, Timestamp},
};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// What is to be packed.
pub(crate) struct Job<'a> {
    pub(crate) year: FiscalYear,
    pub(crate) organisation: &'a str,
    pub(crate) from: u64,
    pub(crate) size: u64,
    pub(crate) writer_version: &'a str,
    /// Folder for what waits to be packed.
    pub(crate) work: &'a Path,
}

/// `data/prefix.json`: the ledger before the slice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prefix {
    /// Number of records before the slice.
    pub(crate) size: u64,
    /// Hash of the last of them; zeros when there is none.
    pub(crate) last_record_sha256: Hash,
    /// Their compact range, largest subtree first.
    pub(crate) subtrees: Vec<Hash>,
}

/// What the walk leaves behind.
pub(crate) struct Walked {
    pub(crate) range: CompactRange,
    pub(crate) link: Link,
    pub(crate) log: String,
    /// Time of the last record: the creation time of everything written.
    pub(crate) created: Timestamp,
    pub(crate) prefix: Prefix,
    pub(crate) records: PathBuf,
    pub(crate) workbook: PathBuf,
    pub(crate) sheets: Vec<SheetSum>,
}

/// Walks the ledger once.
pub(crate) fn walk<B>(job: &Job<'_>, bodies: B, library: Library) -> Result<Walked, PackageError>
where
    B: IntoIterator<Item = Result<Vec<u8>, SourceError>>,
{
    let mut link = Link::new();
    let mut range = CompactRange::default();
    let mut log = String::new();
    let mut prefix = prefix_of(&range, Hash::ZERO);
    let records = job.work.join("records.ndjson");
    let mut ndjson = BufWriter::new(File::create_new(&records)?);
    let mut book = book(job)?;
    let mut sheets = Sheets::new(job.year, job.from, library, &mut book)?;
    let limit = usize::try_from(job.size).unwrap_or(usize::MAX);
    for body in bodies.into_iter().take(limit) {
        let body = body.map_err(PackageError::Source)?;
        let record = link.push(&body)?;
        range.push(&body);
        let leaf = Leaf {
            sha256: link.last_sha256(),
            body: &body,
            record: &record,
        };
        sheets.fold(&leaf, &mut book)?;
        if record.seq >= job.from {
            ndjson.write_all(&body)?;
            ndjson.write_all(b"\n")?;
        }
        if link.next_seq() == job.from {
            prefix = prefix_of(&range, link.last_sha256());
        }
        log = record.log;
    }
    if link.next_seq() < job.size {
        return Err(PackageError::Short {
            expected: job.size,
            found: link.next_seq(),
        });
    }
    ndjson.flush()?;
    sheets.finish(&mut book)?;
    let workbook = job.work.join("ledger.xlsx");
    let mut walked = Walked {
        range,
        link,
        log,
        created: sheets.now(),
        prefix,
        records,
        workbook,
        sheets: Vec::new(),
    };
    walked.sheets = book.finish(walked.created, &cover(job, &walked), &walked.workbook)?;
    Ok(walked)
}

/// What `bag-info.txt` says after the payload's size.
pub(crate) fn info(job: &Job<'_>, walked: &Walked) -> Vec<(&'static str, String)> {
    vec![
        ("Source-Organization", job.organisation.to_owned()),
        ("Bagging-Date", walked.created.date().to_string()),
        ("External-Identifier", super::bag_name(job.year)),
        (
            "Bag-Software-Agent",
            format!("Kigen {}", job.writer_version),
        ),
        ("Kigen-Package-Format", FORMAT.to_owned()),
        ("Kigen-Workbook-Mode", "constant-memory".to_owned()),
        ("Kigen-Fiscal-Year", job.year.to_string()),
        ("Kigen-Log", walked.log.clone()),
        ("Kigen-Slice-Start", job.from.to_string()),
        ("Kigen-Tree-Size", job.size.to_string()),
        ("Kigen-Root", walked.range.root().to_string()),
        ("Kigen-Last-Record", walked.link.last_sha256().to_string()),
    ]
}

/// What the cover calls the figures that the records give.
pub(crate) const COVER_FIGURES: [&str; 4] = [
    "前年度までの記録の件数",
    "この年度の末尾までの記録の件数",
    "ルートハッシュ(RFC 6962)",
    "最終記録のハッシュ",
];

/// What the cover says before it lists the sheets. A function of the ledger and the writer only.
fn cover(job: &Job<'_>, walked: &Walked) -> Vec<(String, String)> {
    let [from, size, root, last] = COVER_FIGURES;
    let facts = [
        ("組織", job.organisation.to_owned()),
        ("年度", format!("{}年度", job.year)),
        (
            "期間",
            format!("{} から {} まで", job.year.first_day(), job.year.last_day()),
        ),
        ("台帳", walked.log.clone()),
        (from, job.from.to_string()),
        (size, job.size.to_string()),
        (root, walked.range.root().to_string()),
        (last, walked.link.last_sha256().to_string()),
        (
            "前年度の最終記録のハッシュ",
            walked.prefix.last_record_sha256.to_string(),
        ),
        (
            "最終記録の日時(JST)",
            walked
                .created
                .jst()
                .strftime("%Y-%m-%d %H:%M:%S")
                .to_string(),
        ),
        ("作成プログラム", format!("Kigen {}", job.writer_version)),
    ];
    facts.map(|(name, value)| (name.to_owned(), value)).into()
}

fn prefix_of(range: &CompactRange, last: Hash) -> Prefix {
    Prefix {
        size: range.size(),
        last_record_sha256: last,
        subtrees: range.subtrees().to_vec(),
    }
}
