//! The workbook: every sheet's chain against the cover, and 記録 against the records, cell by cell.

use super::{
    Failure, Place, Verdict,
    files::or_missing,
    package::{Bag, Source},
    records::{Lines, ReadRecords},
};
use crate::{
    package::COVER_FIGURES,
    sheets::{Leaf, records},
    workbook::{COVER, COVER_SHEET, Cell, ReadError, Reader, RowChain},
};
use domain::chain::{Hash, Record, record_sha256};
use std::{
    collections::BTreeMap,
    io::{self, BufReader},
};

const WORKBOOK: &str = "data/ledger.xlsx";

/// What the cover says about a sheet: rows and last hash.
type Listed = BTreeMap<String, (i64, String)>;

pub(super) fn check(bag: &Bag, read: &ReadRecords, verdict: &mut Verdict) -> io::Result<()> {
    let Some(source) = or_missing(bag.open(WORKBOOK))? else {
        return Ok(());
    };
    let outcome = check_book(bag, source, read, verdict);
    match outcome {
        Ok(()) => Ok(()),
        Err(Trouble::Io(error)) => Err(error),
        Err(Trouble::Failure(failure)) => {
            verdict.integrity.fail(*failure);
            Ok(())
        }
    }
}

/// What ends the reading of the workbook.
enum Trouble {
    Io(io::Error),
    Failure(Box<Failure>),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ReadError> for Trouble {
    fn from(error: ReadError) -> Self {
        let place = match &error {
            ReadError::Cell { sheet, row, .. } | ReadError::Order { sheet, row } => {
                Place::row(sheet, *row)
            }
            ReadError::Xlsx(_) => Place::file(WORKBOOK),
        };
        Self::Failure(Box::new(Failure::new("workbook", error.to_string(), place)))
    }
}

fn check_book(
    bag: &Bag,
    source: Box<dyn Source + '_>,
    read: &ReadRecords,
    verdict: &mut Verdict,
) -> Result<(), Trouble> {
    let mut book = Reader::open(source)?;
    let names = book.sheet_names();
    let mut listed = Listed::new();
    let mut figures = BTreeMap::new();
    let cover = chain(&mut book, COVER, verdict, |number, cells| {
        if let [kind, Cell::Text(name), Cell::Int(rows), Cell::Text(hash)] = cells
            && *kind == Cell::text(COVER_SHEET)
        {
            listed.insert(name.clone(), (*rows, hash.clone()));
        } else if let [Cell::Text(figure), Cell::Text(value), ..] = cells {
            figures.insert(figure.clone(), (number, value.clone()));
        }
    })?;
    if cover.is_some_and(|cover| cover.rows() == 0) {
        let place = Place {
            sheet: Some(COVER.to_owned()),
            ..Place::default()
        };
        verdict
            .integrity
            .fail(Failure::new("sheet.cover", "the cover is empty", place));
    }
    for name in &names {
        if name != COVER && !listed.contains_key(name) {
            let place = Place {
                sheet: Some(name.clone()),
                ..Place::default()
            };
            verdict.integrity.fail(Failure::new(
                "sheet.unlisted",
                "the cover does not list this sheet",
                place,
            ));
        }
    }
    let is_records = |name: &str| {
        name == records::NAME
            || name
                .strip_prefix(records::NAME)
                .is_some_and(|rest| rest.starts_with(" ("))
    };
    for (name, (rows, hash)) in listed.iter().filter(|(name, _)| !is_records(name)) {
        if !names.contains(name) {
            let place = Place {
                sheet: Some(name.clone()),
                ..Place::default()
            };
            verdict.integrity.fail(Failure::new(
                "sheet.missing",
                "the cover lists a sheet that is missing",
                place,
            ));
            continue;
        }
        if let Some(found) = chain(&mut book, name, verdict, |_, _| {})? {
            against_cover(name, &found, *rows, hash, verdict);
        }
    }
    let mut lines = Lines(BufReader::new(bag.open("data/records.ndjson")?));
    let of_records: Vec<&String> = names.iter().filter(|name| is_records(name)).collect();
    for name in of_records {
        let found = records_sheet(&mut book, name, &mut lines, read, verdict)?;
        if let (Some(found), Some((rows, hash))) = (found, listed.get(name)) {
            against_cover(name, &found, *rows, hash, verdict);
        }
    }
    if lines.next()?.is_some() && verdict.integrity.bad == 0 {
        let place = Place {
            sheet: Some(records::NAME.to_owned()),
            ..Place::default()
        };
        let what = "the sheet ends before the records do";
        verdict
            .integrity
            .fail(Failure::new("sheet.records", what, place));
    }
    against_records(&figures, read, verdict);
    Ok(())
}

/// Recomputes the chain of a sheet and hands each row's cells, without the hash, to `each`. Nothing
/// comes back when a row does not follow, which is then already told.
fn chain<R: io::Read + io::Seek>(
    book: &mut Reader<R>,
    name: &str,
    verdict: &mut Verdict,
    mut each: impl FnMut(u32, &[Cell]),
) -> Result<Option<RowChain>, Trouble> {
    let mut chain = RowChain::default();
    verdict.counts.sheets += 1;
    for row in book.rows(name)?.skip(1) {
        let (number, cells) = row?;
        let Some((Cell::Text(hash), cells)) = cells.split_last() else {
            let what = "the row carries no hash";
            verdict
                .integrity
                .fail(Failure::new("sheet.chain", what, Place::row(name, number)));
            return Ok(None);
        };
        let expected = chain.push(cells);
        verdict.counts.rows += 1;
        if expected.to_string() != *hash {
            let what = "the row's hash does not follow from the row before and its cells";
            let failure = Failure::new("sheet.chain", what, Place::row(name, number));
            verdict.integrity.fail(failure.digests(&expected, hash));
            return Ok(None);
        }
        each(number, cells);
    }
    Ok(Some(chain))
}

/// The figures on the cover must be what the records give.
fn against_records(
    figures: &BTreeMap<String, (u32, String)>,
    read: &ReadRecords,
    verdict: &mut Verdict,
) {
    let (true, Some((from, _)), Some((size, root, last))) = (read.whole, read.before, read.after)
    else {
        return;
    };
    let values = [
        from.to_string(),
        size.to_string(),
        root.to_string(),
        last.to_string(),
    ];
    for (figure, expected) in COVER_FIGURES.into_iter().zip(values) {
        let (row, actual) = figures
            .get(figure)
            .map_or((0, ""), |(row, value)| (*row, value));
        if actual != expected {
            let what = format!("the cover's figure {figure} is not what the records give");
            let failure = Failure::new("sheet.figures", what, Place::row(COVER, row));
            verdict.integrity.fail(failure.digests(&expected, &actual));
        }
    }
}

fn against_cover(name: &str, found: &RowChain, rows: i64, hash: &str, verdict: &mut Verdict) {
    let place = Place {
        sheet: Some(name.to_owned()),
        ..Place::default()
    };
    if i64::try_from(found.rows()) != Ok(rows) {
        let what = "the cover lists another number of rows";
        let failure = Failure::new("sheet.cover", what, place);
        verdict
            .integrity
            .fail(failure.digests(&rows, &found.rows()));
    } else if found.last().to_string() != hash {
        let what = "the cover lists another last hash";
        let failure = Failure::new("sheet.cover", what, place);
        verdict
            .integrity
            .fail(failure.digests(&hash, &found.last()));
    }
}

/// Compares a sheet 記録 with the next records; nothing comes back when a row differs.
fn records_sheet<R: io::Read + io::Seek, L: io::BufRead>(
    book: &mut Reader<R>,
    name: &str,
    lines: &mut Lines<L>,
    read: &ReadRecords,
    verdict: &mut Verdict,
) -> Result<Option<RowChain>, Trouble> {
    let mut found = RowChain::default();
    verdict.counts.sheets += 1;
    for row in book.rows(name)?.skip(1) {
        let (number, cells) = row?;
        let line = lines.next()?.unwrap_or_default();
        let body = line.strip_suffix(b"\n").unwrap_or(&line);
        let expected = Record::parse(body).ok().map(|record| {
            let leaf = Leaf {
                sha256: record_sha256(body),
                body,
                record: &record,
            };
            records::row(&leaf, &read.codes)
        });
        verdict.counts.rows += 1;
        let hash = match cells.get(5) {
            Some(Cell::Text(text)) => text.parse().unwrap_or(Hash::ZERO),
            _ => Hash::ZERO,
        };
        found.push_hash(hash);
        if expected.as_deref() != Some(cells.as_slice()) {
            let failure = match &expected {
                Some(expected) => differing(name, number, expected, &cells),
                None => Failure::new(
                    "sheet.records",
                    "no sound record stands for this row",
                    Place::row(name, number),
                ),
            };
            verdict.integrity.fail(failure);
            return Ok(None);
        }
    }
    Ok(Some(found))
}

fn differing(name: &str, number: u32, expected: &[Cell], found: &[Cell]) -> Failure {
    let place = Place::row(name, number);
    let pairs = expected.iter().zip(found).zip(records::TITLES);
    match pairs.into_iter().find(|((a, b), _)| a != b) {
        Some(((expected, found), title)) => {
            let what = format!("cell {title} is not what the record says");
            Failure::new("sheet.records", what, place)
                .digests(&expected.canonical(), &found.canonical())
        }
        None => Failure::new(
            "sheet.records",
            "the row has another number of cells",
            place,
        ),
    }
}
