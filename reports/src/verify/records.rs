//! The records of the slice: canonical form, numbers, links, tree, and the documents they name.

use super::{
    Failure, KnownHead, Place, Verdict,
    files::{Files, or_missing},
    package::Bag,
};
use crate::{documents, package::Prefix, sheets::Codes};
use domain::{
    chain::{CompactRange, Hash, Link, LinkError, LinkFault, Record, record_sha256},
    clock::{Gap, Replay},
    event::Entry,
    library::Library,
};
use std::{
    collections::BTreeSet,
    io::{self, BufRead, BufReader},
};

const RECORDS: &str = "data/records.ndjson";

/// Longest line that can be a record, with its end.
const LINE_LIMIT: u64 = domain::chain::BODY_LIMIT as u64 + 2;

/// What reading the records gave.
pub(super) struct ReadRecords {
    /// The words for the codes.
    pub(super) codes: Codes,
    /// Whether every record was read and follows the one before.
    pub(super) whole: bool,
    /// The ledger's size and last record before the slice.
    pub(super) before: Option<(u64, Hash)>,
    /// Size, root and last record at the end of what was read.
    pub(super) after: Option<(u64, Hash, Hash)>,
    /// Root and last record at the size of the head that is known from outside, when it lies in reach.
    pub(super) at_known: Option<(Hash, Hash)>,
    /// What the deadline replay found.
    pub(super) gaps: Vec<Gap>,
    /// Deadlines computed again.
    pub(super) deadlines: u64,
}

pub(super) fn check(
    bag: &mut Bag,
    files: &mut Files,
    known: Option<&KnownHead>,
    verdict: &mut Verdict,
) -> io::Result<ReadRecords> {
    let mut read = ReadRecords {
        codes: codes(bag, verdict)?,
        whole: false,
        before: None,
        after: None,
        at_known: None,
        gaps: Vec::new(),
        deadlines: 0,
    };
    let library = library(bag, verdict)?;
    if let Some((prefix, range)) = prefix(bag, verdict)? {
        read.before = Some((prefix.size, prefix.last_record_sha256));
        verdict.facts.from = Some(prefix.size);
        let mut begun = Walk {
            from: prefix.size,
            link: Link::after(prefix.size, prefix.last_record_sha256),
            range,
            replay: Replay::new(prefix.size),
            library: &library,
            known,
            named: BTreeSet::new(),
        };
        walk(bag, &mut begun, &mut read, verdict)?;
        declared(bag, files, &read, verdict);
    }
    Ok(read)
}

fn codes(bag: &mut Bag, verdict: &mut Verdict) -> io::Result<Codes> {
    let name = "data/codes.json";
    let bytes = or_missing(bag.read(name))?.unwrap_or_default();
    Ok(serde_json::from_slice(&bytes).unwrap_or_else(|_| {
        let place = Place::file(bag.full(name));
        verdict
            .integrity
            .fail(Failure::new("codes", "not a table of codes", place));
        Codes::japanese()
    }))
}

fn library(bag: &mut Bag, verdict: &mut Verdict) -> io::Result<Library> {
    let mut library = Library::default();
    for path in bag.digests().into_keys() {
        let Some(name) = path.strip_prefix("data/") else {
            continue;
        };
        if documents::is_configuration(name) {
            let bytes = bag.read(&path)?;
            if let Err(bad) = documents::add(&mut library, name, &bytes) {
                let place = Place::file(bag.full(&path));
                verdict
                    .integrity
                    .fail(Failure::new("document", bad.why, place));
            }
        }
    }
    Ok(library)
}

fn prefix(bag: &mut Bag, verdict: &mut Verdict) -> io::Result<Option<(Prefix, CompactRange)>> {
    let name = "data/prefix.json";
    let bytes = or_missing(bag.read(name))?.unwrap_or_default();
    let prefix: Result<Prefix, _> = serde_json::from_slice(&bytes);
    let bad = |what: String| Failure::new("prefix", what, Place::file(bag.full(name)));
    let failure = match prefix {
        Err(error) => bad(format!("not the ledger before the slice: {error}")),
        Ok(prefix) => {
            let begins = prefix.size > 0 || prefix.last_record_sha256 == Hash::ZERO;
            match CompactRange::from_parts(prefix.size, prefix.subtrees.clone()) {
                Ok(range) if begins => return Ok(Some((prefix, range))),
                Ok(_) => bad("a ledger without records has no last record".to_owned()),
                Err(error) => bad(error.to_string()),
            }
        }
    };
    verdict.integrity.fail(failure);
    Ok(None)
}

/// Reads record after record until one does not follow.
fn walk(
    bag: &Bag,
    walk: &mut Walk<'_>,
    read: &mut ReadRecords,
    verdict: &mut Verdict,
) -> io::Result<()> {
    let Some(source) = or_missing(bag.open(RECORDS))? else {
        return Ok(());
    };
    let mut lines = Lines(BufReader::new(source));
    read.whole = true;
    walk.note_head(read);
    while let Some(line) = lines.next()? {
        let body = line.strip_suffix(b"\n").unwrap_or(&line);
        let mut failure = if body.len() == line.len() {
            let what = "the last line has no end";
            Failure::new("record", what, Place::record(walk.link.next_seq()))
        } else {
            match walk.link.push(body) {
                Ok(record) => {
                    walk.take(body, &record, read, verdict);
                    continue;
                }
                Err(error) => broken(&error, body, lines.next()?, walk.from, verdict),
            }
        };
        failure.place.file = Some(bag.full(RECORDS));
        verdict.integrity.fail(failure);
        read.whole = false;
        break;
    }
    walk.finish(read, verdict);
    Ok(())
}

/// Names the record that breaks the chain. When a record does not carry the hash of the one before
/// it, one of the two was changed: if the record after confirms this one, it was the one before.
fn broken(
    error: &LinkError,
    body: &[u8],
    after: Option<Vec<u8>>,
    from: u64,
    verdict: &mut Verdict,
) -> Failure {
    let what = error.to_string();
    let LinkFault::PrevMismatch { expected, found } = &error.fault else {
        return Failure::new("record", error.fault.to_string(), Place::record(error.seq));
    };
    let after = after.and_then(|line| Record::parse(line.strip_suffix(b"\n")?).ok());
    let confirmed = after.is_some_and(|after| after.prev == record_sha256(body));
    if confirmed && error.seq > from {
        verdict.counts.records -= 1;
        let what = "the record is not the one that the record after it names";
        return Failure::new("record", what, Place::record(error.seq - 1)).digests(found, expected);
    }
    Failure::new("record", what, Place::record(error.seq)).digests(expected, found)
}

/// A walk over the records of the slice.
struct Walk<'a> {
    from: u64,
    link: Link,
    range: CompactRange,
    replay: Replay,
    library: &'a Library,
    known: Option<&'a KnownHead>,
    /// Missing documents that were named already.
    named: BTreeSet<String>,
}

impl Walk<'_> {
    /// Takes a record that follows.
    fn take(
        &mut self,
        body: &[u8],
        record: &Record,
        read: &mut ReadRecords,
        verdict: &mut Verdict,
    ) {
        self.range.push(body);
        verdict.counts.records += 1;
        self.note_head(read);
        if let Ok(entry) = Entry::from_record(record, self.link.last_sha256().to_string()) {
            name_documents(&entry, self.library, &mut self.named, verdict);
            read.gaps.extend(self.replay.apply(&entry, self.library));
        } else {
            let what = format!(
                "no event of kind {:?} that this program can read",
                record.kind
            );
            let failure = Failure::new("record.event", what, Place::record(record.seq));
            verdict.integrity.fail(failure);
        }
    }

    /// Keeps root and last record at the size of the known head.
    fn note_head(&self, read: &mut ReadRecords) {
        if self
            .known
            .is_some_and(|head| head.size == self.range.size())
        {
            read.at_known = Some((self.range.root(), self.link.last_sha256()));
        }
    }

    fn finish(&self, read: &mut ReadRecords, verdict: &mut Verdict) {
        let (size, root, last) = (
            self.range.size(),
            self.range.root(),
            self.link.last_sha256(),
        );
        read.after = Some((size, root, last));
        read.deadlines = self.replay.recomputed;
        verdict.counts.deadlines = self.replay.recomputed;
        verdict.counts.steps = self.replay.steps;
        verdict.counts.not_replayable = self.replay.unknown;
        if read.whole {
            if let Some(end) = self.link.last_ts() {
                read.gaps.extend(self.replay.finish(size - 1, end));
            }
            verdict.facts.size = Some(size);
            verdict.facts.root = Some(root);
            verdict.facts.last_record_sha256 = Some(last);
        }
    }
}

/// Every document a record names must be in the package.
fn name_documents(
    entry: &Entry,
    library: &Library,
    named: &mut BTreeSet<String>,
    verdict: &mut Verdict,
) {
    for digest in documents::missing(library, entry) {
        if named.insert(digest.to_owned()) {
            let what = "a document that the record names is not in the package";
            let mut failure = Failure::new("document.missing", what, Place::record(entry.seq));
            failure.expected = Some(digest.to_owned());
            verdict.integrity.fail(failure);
        }
    }
}

/// What `bag-info.txt` says about the ledger must be what the records give.
fn declared(bag: &Bag, files: &Files, read: &ReadRecords, verdict: &mut Verdict) {
    let (Some((from, _)), Some((size, root, last))) = (read.before, read.after) else {
        return;
    };
    if !read.whole {
        return;
    }
    for (label, actual) in [
        ("Kigen-Slice-Start", from.to_string()),
        ("Kigen-Tree-Size", size.to_string()),
        ("Kigen-Root", root.to_string()),
        ("Kigen-Last-Record", last.to_string()),
    ] {
        let expected = files.info.get(label).map_or("", String::as_str);
        if expected != actual {
            let place = Place::file(bag.full(crate::bag::INFO));
            let what = format!("{label} is not what the records give");
            verdict
                .integrity
                .fail(Failure::new("bag.info", what, place).digests(&actual, &expected));
        }
    }
}

/// Lines with their ends, none longer than a record can be.
pub(super) struct Lines<R>(pub(super) R);

impl<R: BufRead> Lines<R> {
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = io::Read::take(&mut self.0, LINE_LIMIT).read_until(b'\n', &mut line)?;
        Ok((read > 0).then_some(line))
    }
}
