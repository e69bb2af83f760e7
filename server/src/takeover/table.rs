//! From text to rows: the header is matched with the columns that are wanted, and every row keeps the
//! number under which the spreadsheet shows it.
//!
//! Unknown, missing or repeated columns refuse the whole file before anything happens. Headers are
//! compared folded (full and half width are one, spaces do not count), cells are kept as they stand.

use super::{FileFault, fold::folded, report::Finding};

/// A table with the wanted columns.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The rows that are not empty, in the order of the file.
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Row in the spreadsheet, from 1; the header is row 1.
    pub(super) in_sheet: u32,
    columns: &'static [&'static str],
    cells: Result<Vec<String>, Finding>,
}

impl Row {
    /// Row of the data, from 1, the header not counted.
    #[must_use]
    pub(super) const fn data_row(&self) -> u32 {
        self.in_sheet.saturating_sub(1)
    }

    /// Why the row cannot be divided into cells, if so.
    #[must_use]
    pub(super) fn fault(&self) -> Option<&Finding> {
        self.cells.as_ref().err()
    }

    /// The cell under this column, as it stands; empty when there is no such column.
    #[must_use]
    pub(super) fn cell(&self, column: &str) -> &str {
        let place = self.columns.iter().position(|c| *c == column);
        match (&self.cells, place) {
            (Ok(cells), Some(place)) => cells.get(place).map_or("", String::as_str),
            _ => "",
        }
    }
}

/// A last row that no file has: where it is missing at the end, an open quotation has swallowed it.
const END: &str = "\u{f8ff}kigen-end-of-table\u{f8ff}";

/// Reads a table with exactly these columns, in any order.
///
/// # Errors
/// `file.header`, `file.columns`, `file.quotation`, `file.rows`.
pub(super) fn read(text: &str, columns: &'static [&'static str]) -> Result<Table, FileFault> {
    let text = format!("{text}\n{END}\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut places: Option<Vec<Option<usize>>> = None;
    let mut rows = Vec::new();
    let mut number: u32 = 0;
    let mut record = csv::StringRecord::new();
    let mut ended = false;
    while reader
        .read_record(&mut record)
        .map_err(|_| FileFault::Rows)?
    {
        let start = record.position().map_or(0, csv::Position::byte);
        number = number
            .checked_add(1)
            .and_then(|n| n.checked_add(empty_lines(&text, start)))
            .ok_or(FileFault::Rows)?;
        ended = record.len() == 1 && record.get(0) == Some(END);
        if ended {
            break;
        }
        match &places {
            None => places = Some(header(&record, columns)?),
            Some(places) => {
                if let Some(row) = row(number, &record, places, columns) {
                    rows.push(row);
                }
            }
        }
    }
    if !ended {
        return Err(FileFault::Quotation { row: number });
    }
    match places {
        Some(_) => Ok(Table { rows }),
        None => Err(FileFault::Empty),
    }
}

/// Lines without anything before a record: the reader passes over them, the spreadsheet counts them.
fn empty_lines(text: &str, start: u64) -> u32 {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let Some((before, rest)) = text.split_at_checked(start) else {
        return 0;
    };
    // The record before may have ended between the two halves of CR LF.
    let mut rest = match (before.ends_with('\r'), rest.strip_prefix('\n')) {
        (true, Some(rest)) => rest,
        _ => rest,
    };
    let mut lines = 0;
    while let Some(after) = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\r', '\n']))
    {
        lines += 1;
        rest = after;
    }
    lines
}

/// For each place of the file its wanted column; `None` for one that has no name.
fn header(
    record: &csv::StringRecord,
    columns: &'static [&'static str],
) -> Result<Vec<Option<usize>>, FileFault> {
    let known: Vec<String> = columns.iter().map(|c| folded(c)).collect();
    let mut places = Vec::new();
    let mut unknown = Vec::new();
    let mut twice = Vec::new();
    for cell in record {
        let name = folded(cell);
        let place = known.iter().position(|k| *k == name);
        match place {
            None if name.is_empty() => {}
            None => unknown.push(cell.trim().to_owned()),
            Some(column) if places.contains(&place) => {
                twice.extend(columns.get(column).copied());
            }
            Some(_) => {}
        }
        places.push(place);
    }
    if places.iter().all(Option::is_none) {
        return Err(FileFault::Header { known: columns });
    }
    let missing: Vec<&'static str> = columns
        .iter()
        .enumerate()
        .filter(|(n, _)| !places.contains(&Some(*n)))
        .map(|(_, c)| *c)
        .collect();
    if unknown.is_empty() && missing.is_empty() && twice.is_empty() {
        return Ok(places);
    }
    let unknown = unknown
        .into_iter()
        .map(|name| {
            let likely = likely(&name, &missing);
            (name.chars().take(40).collect(), likely)
        })
        .collect();
    Err(FileFault::Columns {
        unknown,
        missing,
        twice,
        known: columns,
    })
}

/// The missing column that an unknown one was probably meant to be.
fn likely(name: &str, missing: &[&'static str]) -> Option<&'static str> {
    missing
        .iter()
        .map(|m| (strsim::normalized_damerau_levenshtein(&folded(name), m), *m))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, column)| column)
}

/// The row of a record; `None` when nothing stands in it.
fn row(
    number: u32,
    record: &csv::StringRecord,
    places: &[Option<usize>],
    columns: &'static [&'static str],
) -> Option<Row> {
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    let nameless = record
        .iter()
        .zip(places.iter().chain(std::iter::repeat(&None)))
        .any(|(cell, place)| place.is_none() && !cell.trim().is_empty());
    // Cells that were left out at the end are empty; cells too many, or whole rows inside a cell,
    // mean a quotation that begins or ends in the wrong place.
    let lost = record.iter().any(|cell| {
        cell.contains(['\r', '\n'])
            && cell
                .lines()
                .any(|line| line.matches(',').count() + 1 >= columns.len())
    });
    let short = record.len() < places.len();
    let cells = if nameless || lost || short {
        Err(Finding::refused("takeover.cells", None))
    } else {
        let mut cells = vec![String::new(); columns.len()];
        for (cell, place) in record.iter().zip(places) {
            if let Some(slot) = place.and_then(|p| cells.get_mut(p)) {
                cell.clone_into(slot);
            }
        }
        Ok(cells)
    };
    Some(Row {
        in_sheet: number,
        columns,
        cells,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["受付番号", "フリガナ", "内容", "FAX"];

    fn table(text: &str) -> Table {
        read(text, COLUMNS).unwrap()
    }

    #[test]
    fn headers_in_any_width_and_order_and_rows_as_the_spreadsheet_counts_them() {
        let text = "内 容,\u{ff8c}\u{ff98}\u{ff76}\u{ff9e}\u{ff85},受付　番号,ＦＡＸ,\r\n\
            \"二行\r\nの内容、カンマ,も\",カナ,1,,\r\n\
            ,,,,\r\n\
            \r\n\
            \"=A1+\"\"x\"\"\",,2,9,\r\n";
        let table = table(text);
        let seen: Vec<(u32, &str, &str)> = table
            .rows
            .iter()
            .map(|r| (r.in_sheet, r.cell("受付番号"), r.cell("内容")))
            .collect();
        assert_eq!(
            seen,
            [(2, "1", "二行\r\nの内容、カンマ,も"), (5, "2", "=A1+\"x\"")]
        );
        assert_eq!(table.rows[1].data_row(), 4);
    }

    #[test]
    fn every_line_end_counts_the_same() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["受付番号,フリガナ,内容,FAX", "", "1,a,b,c", "", "", "2,,,"].join(end);
            let rows: Vec<u32> = table(&text).rows.iter().map(|r| r.in_sheet).collect();
            assert_eq!(rows, [3, 6], "{end:?}");
        }
    }

    #[test]
    fn a_wrong_header_is_named_with_the_likely_one() {
        let fault = read("受付番合,フリガナ,FAX,FAX,備考\n", COLUMNS).unwrap_err();
        assert_eq!(
            fault,
            FileFault::Columns {
                unknown: vec![
                    ("受付番合".to_owned(), Some("受付番号")),
                    ("備考".to_owned(), None)
                ],
                missing: vec!["受付番号", "内容"],
                twice: vec!["FAX"],
                known: COLUMNS,
            }
        );
    }

    #[test]
    fn broken_quotation_swallows_nothing_in_silence() {
        let open = "受付番号,フリガナ,内容,FAX\n1,,\"a,\n2,,b,\n";
        assert_eq!(
            read(open, COLUMNS).unwrap_err(),
            FileFault::Quotation { row: 2 }
        );
        let closed_late = "受付番号,フリガナ,内容,FAX\n1,,\"a,\n2,,b,\n3,,\"c,\n4,,d,\n";
        let table = table(closed_late);
        assert!(table.rows[0].fault().is_some(), "{:?}", table.rows);
        let too_many = read("受付番号,フリガナ,内容,FAX\n1,,a,,x\n2,a\n", COLUMNS).unwrap();
        assert!(too_many.rows.iter().all(|r| r.fault().is_some()));
    }
}
