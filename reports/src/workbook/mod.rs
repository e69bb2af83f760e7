//! Evidence workbooks: typed rows in, chained and formatted sheets out, and the same rows read back.
//!
//! Every sheet is a table: one row of titles, then the rows, the last column holding the row's hash,
//! `SHA-256(previous row's hash ‖ canonical JSON of the row's cells)`, where the hash before the first
//! row is 64 zeros and hashes enter as their hexadecimal digits. In that JSON a text is a string, a
//! number a number, a date the number the cell stores (days since 30 December 1899) and an empty cell
//! `null`; so any program that reads cells can recompute the chain without knowing a format. The cover
//! lists rows and last hash of every other sheet, and is chained itself.
//!
//! The same rows give the same bytes: the creation time is an argument and nothing else is drawn from
//! outside. Rows go to disk as they come; memory does not grow with them.

mod format;
mod read;
mod sheet;
mod split;
mod write;

pub use read::{ReadError, Reader, Row, Rows};
pub use sheet::{Cell, Chain, Column, Kind, RowChain, SheetSpec, SheetSum};
pub use write::{Book, BookError, Options, SheetId};

/// Name of the first sheet.
pub const COVER: &str = "表紙";

/// Most rows a sheet can have, titles included.
pub const ROW_LIMIT: u32 = 1_048_576;

/// Most UTF-16 units a cell can hold.
pub const CELL_LIMIT: usize = 32_767;

/// What a cell of the cover's first column says where it lists a sheet.
pub const COVER_SHEET: &str = "シート";

/// Name of the `part`-th sheet (from 1) that a table needing several is split over.
#[must_use]
pub fn part_name(name: &str, part: usize) -> String {
    if part == 1 {
        name.to_owned()
    } else {
        format!("{name} ({part})")
    }
}

/// The cover's columns.
#[must_use]
pub fn cover_spec() -> SheetSpec {
    SheetSpec {
        name: COVER.to_owned(),
        columns: vec![
            Column::text("項目"),
            Column::text("内容"),
            Column::int("行数"),
            Column::text("最終行のハッシュ"),
        ],
        chain: Chain::Rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{chain::Hash, time::Timestamp};
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::{fs::File, io::Read as _, path::Path};

    fn options(dir: &Path, row_limit: u32) -> Options {
        Options {
            title: "監査 & 記録".into(),
            organisation: "架空協会".into(),
            tempdir: dir.to_owned(),
            row_limit,
        }
    }

    fn created() -> Timestamp {
        Timestamp::from_jst(date(2026, 5, 2).at(9, 5, 0, 0))
    }

    fn spec() -> SheetSpec {
        SheetSpec {
            name: "受付簿".into(),
            columns: vec![
                Column::text("番号"),
                Column::int("日数"),
                Column::date("受付日"),
            ],
            chain: Chain::Rows,
        }
    }

    fn written(dir: &Path, name: &str, rows: &[Vec<Cell>], row_limit: u32) -> Vec<SheetSum> {
        let mut book = Book::new(options(dir, row_limit)).unwrap();
        let sheet = book.sheet(spec()).unwrap();
        for row in rows {
            book.row(sheet, row.clone()).unwrap();
        }
        let facts = [("年度".to_owned(), "令和8年度".to_owned())];
        book.finish(created(), &facts, &dir.join(name)).unwrap()
    }

    fn read(dir: &Path, name: &str, sheet: &str) -> Vec<Vec<Cell>> {
        let mut reader = Reader::open(File::open(dir.join(name)).unwrap()).unwrap();
        reader
            .rows(sheet)
            .unwrap()
            .map(|row| row.unwrap().1)
            .collect()
    }

    fn xml(dir: &Path, name: &str, member: &str) -> String {
        let mut archive = zip::ZipArchive::new(File::open(dir.join(name)).unwrap()).unwrap();
        let mut text = String::new();
        archive
            .by_name(member)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    /// The chain as the cover sheet describes it, over cells as another library reads them.
    fn chain_of(rows: &[Vec<Cell>]) -> String {
        let mut last = "0".repeat(64);
        for row in &rows[1..] {
            let (hash, cells) = row.split_last().unwrap();
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| match cell {
                    Cell::Empty => "null".to_owned(),
                    Cell::Text(text) => serde_json::to_string(text).unwrap(),
                    Cell::Int(number) => number.to_string(),
                    Cell::Date(_) => unreachable!("dates are read as numbers"),
                })
                .collect();
            last = Hash::of(format!("{last}[{}]", cells.join(",")).as_bytes()).to_string();
            assert_eq!(*hash, Cell::text(&last));
        }
        last
    }

    #[test]
    fn rows_read_back_and_the_cover_lists_the_sheets() {
        let dir = tempfile::tempdir().unwrap();
        let rows = vec![
            vec![
                Cell::text("0012"),
                Cell::Int(-3),
                Cell::Date(date(2019, 5, 1)),
            ],
            vec![
                Cell::text("=1+1"),
                Cell::Empty,
                Cell::Date(date(1868, 1, 25)),
            ],
            vec![],
        ];
        let sums = written(dir.path(), "a.xlsx", &rows, ROW_LIMIT);
        let sheet = read(dir.path(), "a.xlsx", "受付簿");
        assert_eq!(sheet[0][3], Cell::text("row_sha256"));
        assert_eq!(
            sheet[1][..3],
            [Cell::text("0012"), Cell::Int(-3), Cell::Int(43_586)]
        );
        assert_eq!(
            sheet[2][..3],
            [Cell::text("=1+1"), Cell::Empty, Cell::text("1868-01-25")]
        );
        assert_eq!(chain_of(&sheet), sums[0].last_sha256.to_string());
        let cover = read(dir.path(), "a.xlsx", COVER);
        assert_eq!(chain_of(&cover), sums[1].last_sha256.to_string());
        let hash = Cell::text(sums[0].last_sha256.to_string());
        assert_eq!(
            cover[2][..4],
            [
                Cell::text("シート"),
                Cell::text("受付簿"),
                Cell::Int(3),
                hash
            ]
        );
        let mut reader = Reader::open(File::open(dir.path().join("a.xlsx")).unwrap()).unwrap();
        assert_eq!(reader.sheet_names(), [COVER, "受付簿"]);
        assert!(reader.rows("ない").is_err());
    }

    #[test]
    fn pages_and_cells_are_set_up_for_japanese_offices() {
        let dir = tempfile::tempdir().unwrap();
        let rows = vec![vec![
            Cell::text("=HYPERLINK(\"x\")"),
            Cell::Int(1),
            Cell::Date(date(2026, 5, 2)),
        ]];
        written(dir.path(), "a.xlsx", &rows, ROW_LIMIT);
        let sheet = xml(dir.path(), "a.xlsx", "xl/worksheets/sheet2.xml");
        for wanted in [
            "orientation=\"landscape\"",
            "paperSize=\"9\"",
            "fitToHeight=\"0\"",
            "state=\"frozen\"",
            "xSplit=\"1\"",
            "<autoFilter ref=\"A1:D2\"",
            "監査 &amp;&amp; 記録 受付簿&amp;R作成日 2026-05-02",
            "&amp;P / &amp;N ページ",
        ] {
            assert!(sheet.contains(wanted), "{wanted} not in {sheet}");
        }
        assert!(!sheet.contains("<f>"));
        let styles = xml(dir.path(), "a.xlsx", "xl/styles.xml");
        for wanted in ["游ゴシック", "quotePrefix=\"1\"", "令和元年", "[$-411]"] {
            assert!(styles.contains(wanted), "{wanted} not in {styles}");
        }
        assert!(xml(dir.path(), "a.xlsx", "xl/workbook.xml").contains("Print_Titles"));
    }

    #[test]
    fn what_does_not_fit_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let long = "長".repeat(CELL_LIMIT) + "😀" + &"a".repeat(CELL_LIMIT - 1);
        let mut rows = vec![vec![Cell::text(&long), Cell::Int(1)]];
        rows.extend((0..5).map(|n| vec![Cell::text(format!("n{n}")), Cell::Int(n)]));
        let sums = written(dir.path(), "a.xlsx", &rows, 4);
        let names: Vec<_> = sums
            .iter()
            .map(|sum| (sum.name.as_str(), sum.rows))
            .collect();
        assert_eq!(
            names,
            [
                ("受付簿", 3),
                ("受付簿 (2)", 3),
                ("受付簿 (3)", 2),
                (COVER, 4)
            ]
        );
        let mut joined = String::new();
        for (at, sum) in sums[..3].iter().enumerate() {
            let sheet = read(dir.path(), "a.xlsx", &sum.name);
            assert_eq!(chain_of(&sheet), sum.last_sha256.to_string());
            if at == 0 {
                for row in &sheet[1..] {
                    let Cell::Text(text) = &row[0] else {
                        unreachable!()
                    };
                    assert!(text.encode_utf16().count() <= CELL_LIMIT);
                    joined += text;
                }
                assert_eq!(sheet[2][1], Cell::Empty);
            }
        }
        assert_eq!(joined, long);
    }

    #[test]
    fn a_sheet_with_a_chain_of_its_own_needs_its_hashes() {
        let dir = tempfile::tempdir().unwrap();
        let mut book = Book::new(options(dir.path(), ROW_LIMIT)).unwrap();
        let spec = SheetSpec {
            name: "記録".into(),
            columns: vec![Column::int("seq"), Column::text("sha256")],
            chain: Chain::Own(1),
        };
        let sheet = book.sheet(spec).unwrap();
        let own = Hash::of(b"body");
        book.row(sheet, vec![Cell::Int(0), Cell::text(own.to_string())])
            .unwrap();
        assert!(matches!(
            book.row(sheet, vec![Cell::Int(1)]),
            Err(BookError::NoHash(_))
        ));
        let sums = book
            .finish(created(), &[], &dir.path().join("a.xlsx"))
            .unwrap();
        assert_eq!((sums[0].rows, sums[0].last_sha256), (1, own));
        assert_eq!(read(dir.path(), "a.xlsx", "記録")[0].len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Any text survives, and the same rows give the same bytes.
        #[test]
        fn any_text_survives(texts in proptest::collection::vec(any::<String>(), 0..12), tail in "_x00[0-9]{2}_| |\t|\r\n") {
            let dir = tempfile::tempdir().unwrap();
            let rows: Vec<Vec<Cell>> = texts.iter().map(|t| vec![Cell::text(format!("{t}{tail}")), Cell::Int(1)]).collect();
            let sums = written(dir.path(), "a.xlsx", &rows, ROW_LIMIT);
            let sheet = read(dir.path(), "a.xlsx", "受付簿");
            for (row, back) in rows.iter().zip(&sheet[1..]) {
                prop_assert_eq!(&row[0], &back[0]);
            }
            prop_assert_eq!(chain_of(&sheet), sums[0].last_sha256.to_string());
            written(dir.path(), "b.xlsx", &rows, ROW_LIMIT);
            let bytes = |name| std::fs::read(dir.path().join(name)).unwrap();
            prop_assert!(bytes("a.xlsx") == bytes("b.xlsx"));
        }
    }
}
