//! The records of the slice: canonical form, numbers, links, tree, and the documents they name.

use super::{
    Failure, KnownHead, Place, Verdict,
    files::{Files, or_missing},
    package::Bag,
};
use crate::{
    documents::Documents,
    package::Prefix,
    replay::{Gap, Replay},
    sheets::{Codes, Leaf},
};
use domain::{
    chain::{CompactRange, Hash, Link, LinkFault},
    event::Entry,
};
use std::{
    collections::BTreeSet,
    io::{self, BufRead, BufReader},
};

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
    let documents = documents(bag, verdict)?;
    if let Some((prefix, range)) = prefix(bag, verdict)? {
        read.before = Some((prefix.size, prefix.last_record_sha256));
        verdict.facts.from = Some(prefix.size);
        walk(bag, &prefix, range, &documents, known, &mut read, verdict)?;
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

fn documents(bag: &mut Bag, verdict: &mut Verdict) -> io::Result<Documents> {
    let mut documents = Documents::default();
    for path in bag.digests().into_keys() {
        let Some(name) = path.strip_prefix("data/") else {
            continue;
        };
        if name.starts_with("rules/") || name.starts_with("calendars/") {
            let bytes = bag.read(&path)?;
            if let Err(bad) = documents.add(name, &bytes) {
                let place = Place::file(bag.full(&path));
                verdict
                    .integrity
                    .fail(Failure::new("document", bad.why, place));
            }
        }
    }
    Ok(documents)
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

fn walk(
    bag: &mut Bag,
    prefix: &Prefix,
    mut range: CompactRange,
    documents: &Documents,
    known: Option<&KnownHead>,
    read: &mut ReadRecords,
    verdict: &mut Verdict,
) -> io::Result<()> {
    let mut link = Link::after(prefix.size, prefix.last_record_sha256);
    let mut replay = Replay::new(prefix.size);
    let mut named = BTreeSet::new();
    let note_head = |range: &CompactRange, link: &Link, read: &mut ReadRecords| {
        if known.is_some_and(|head| head.size == range.size()) {
            read.at_known = Some((range.root(), link.last_sha256()));
        }
    };
    note_head(&range, &link, read);
    let Some(source) = or_missing(bag.open("data/records.ndjson"))? else {
        return Ok(());
    };
    let mut lines = Lines(BufReader::new(source));
    read.whole = true;
    while let Some(line) = lines.next()? {
        let body = line.strip_suffix(b"\n").unwrap_or(&line);
        let followed = if body.len() == line.len() {
            Err(("the last line has no end".to_owned(), None))
        } else {
            link.push(body)
                .map_err(|error| (error.fault.to_string(), Some(error.fault)))
        };
        let record = match followed {
            Ok(record) => record,
            Err((what, fault)) => {
                let place = Place {
                    file: Some(bag.full("data/records.ndjson")),
                    ..Place::record(link.next_seq())
                };
                let mut failure = Failure::new("record", what, place);
                if let Some(LinkFault::PrevMismatch { expected, found }) = fault {
                    failure = failure.digests(&expected, &found);
                }
                verdict.integrity.fail(failure);
                read.whole = false;
                break;
            }
        };
        range.push(body);
        verdict.counts.records += 1;
        note_head(&range, &link, read);
        let leaf = Leaf {
            sha256: link.last_sha256(),
            body,
            record: &record,
        };
        match Entry::from_record(leaf.record, leaf.sha256.to_string()) {
            Ok(entry) => {
                name_documents(&entry, documents, &mut named, verdict);
                read.gaps.extend(replay.apply(&entry, documents));
            }
            Err(error) => {
                let failure =
                    Failure::new("record.event", error.to_string(), Place::record(record.seq));
                verdict.integrity.fail(failure);
            }
        }
    }
    if let (true, Some(end)) = (read.whole, link.last_ts()) {
        read.gaps.extend(replay.finish(link.next_seq() - 1, end));
    }
    read.deadlines = replay.recomputed;
    verdict.counts.deadlines = replay.recomputed;
    verdict.counts.steps = replay.steps;
    verdict.counts.not_replayable = replay.unknown;
    read.after = Some((range.size(), range.root(), link.last_sha256()));
    if read.whole {
        verdict.facts.size = Some(range.size());
        verdict.facts.root = Some(range.root());
        verdict.facts.last_record_sha256 = Some(link.last_sha256());
    }
    Ok(())
}

/// Every document a record names must be in the package.
fn name_documents(
    entry: &Entry,
    documents: &Documents,
    named: &mut BTreeSet<String>,
    verdict: &mut Verdict,
) {
    for digest in documents.missing(entry) {
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
