//! Writing a workbook: rows are chained, formatted and put on disk one by one; what does not fit a
//! cell or a sheet goes on in the next row or sheet.

use super::{
    COVER, COVER_SHEET, Cell, Chain, RowChain, SheetSpec, SheetSum, cover_spec,
    format::{Formats, base},
    part_name,
    sheet::{HASH_TITLE, serial},
    split::split,
};
use domain::{chain::Hash, time::Timestamp};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

/// Widest column in half-width characters; longer texts wrap.
const WIDTH_LIMIT: u16 = 60;

/// Width of a column of hashes.
const HASH_WIDTH: u16 = 68;

/// A workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The library refused, or writing failed.
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    /// A sheet that carries its own chain has a row without a hash in that column.
    #[error("sheet {0}: a row carries no hash of its own")]
    NoHash(String),
    /// The sheet was not added to this workbook.
    #[error("no such sheet")]
    NoSheet,
}

/// What a workbook is made with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Title in properties and page headers.
    pub title: String,
    /// Organisation in the properties.
    pub organisation: String,
    /// Folder for rows that wait to be packed.
    pub tempdir: PathBuf,
    /// Most rows of a sheet, titles included; [`ROW_LIMIT`] unless smaller sheets are wanted.
    pub row_limit: u32,
}

/// A sheet of a workbook that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetId(usize);

/// A workbook that is being written.
pub struct Book {
    workbook: Workbook,
    options: Options,
    formats: Formats,
    tables: Vec<Table>,
}

/// A table with the sheets it is spread over.
struct Table {
    spec: SheetSpec,
    widths: Vec<u16>,
    done: Vec<Part>,
    /// Number of the sheet at hand, from 1.
    number: usize,
    sheet: Worksheet,
    /// Next free row.
    row: u32,
    chain: RowChain,
}

/// A sheet whose rows are complete.
struct Part {
    sheet: Worksheet,
    sum: SheetSum,
    widths: Vec<u16>,
    /// The row after its last.
    end: u32,
}

impl Book {
    /// An empty workbook.
    ///
    /// # Errors
    /// The library refuses the options.
    pub fn new(options: Options) -> Result<Self, BookError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(&options.tempdir)?;
        workbook.set_default_format(&base(), 18, 72)?;
        Ok(Self {
            workbook,
            options,
            formats: Formats::new(),
            tables: Vec::new(),
        })
    }

    /// Adds a sheet after those already there (the cover stands before all).
    ///
    /// # Errors
    /// The name cannot be that of a sheet, or the folder for rows cannot be written.
    pub fn sheet(&mut self, spec: SheetSpec) -> Result<SheetId, BookError> {
        let table = self.table(spec)?;
        self.tables.push(table);
        Ok(SheetId(self.tables.len() - 1))
    }

    /// Adds a row; cells beyond the columns are left out.
    ///
    /// # Errors
    /// Writing failed, or a row of a sheet with its own chain has no hash.
    pub fn row(&mut self, sheet: SheetId, mut cells: Vec<Cell>) -> Result<(), BookError> {
        let table = self.tables.get_mut(sheet.0).ok_or(BookError::NoSheet)?;
        cells.resize(table.spec.columns.len(), Cell::Empty);
        for line in split(cells) {
            if table.row >= self.options.row_limit {
                let next = new_sheet(&mut self.workbook, &table.spec, table.number + 1)?;
                table.turn(next, &self.formats)?;
            }
            table.write(&line, &self.formats)?;
        }
        Ok(())
    }

    /// Writes the cover (`facts` as 項目 and 内容, then one row for each sheet) and saves. `created`
    /// is the creation time written into the file, given so that the same rows give the same bytes.
    /// Returns what the cover says about each sheet, and then the cover's own sum.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(
        mut self,
        created: Timestamp,
        facts: &[(String, String)],
        path: &Path,
    ) -> Result<Vec<SheetSum>, BookError> {
        let day = created.date();
        let created = ExcelDateTime::from_timestamp(created.micros().div_euclid(1_000_000))?;
        self.workbook.set_properties(
            &DocProperties::new()
                .set_title(&self.options.title)
                .set_company(&self.options.organisation)
                .set_author("Kigen")
                .set_creation_datetime(&created),
        );
        let mut sheets = Vec::new();
        for table in std::mem::take(&mut self.tables) {
            sheets.extend(table.close(&self.options.title, day)?);
        }
        let mut cover = self.table(cover_spec())?;
        for (name, value) in facts {
            let cells = vec![
                Cell::text(name),
                Cell::text(value),
                Cell::Empty,
                Cell::Empty,
            ];
            for line in split(cells) {
                cover.write(&line, &self.formats)?;
            }
        }
        for (_, sum) in &sheets {
            let hash = Cell::text(sum.last_sha256.to_string());
            let name = Cell::text(&sum.name);
            let cells = [Cell::text(COVER_SHEET), name, Cell::int(sum.rows), hash];
            cover.write(&cells, &self.formats)?;
        }
        let cover = cover.close(&self.options.title, day)?;
        let mut sums = Vec::new();
        for (sheet, _) in cover.into_iter().inspect(|(_, sum)| sums.push(sum.clone())) {
            self.workbook.push_worksheet(sheet);
        }
        let mut listed = Vec::new();
        for (sheet, sum) in sheets {
            listed.push(sum);
            self.workbook.push_worksheet(sheet);
        }
        self.workbook.save(path)?;
        listed.extend(sums);
        Ok(listed)
    }

    fn table(&mut self, spec: SheetSpec) -> Result<Table, BookError> {
        let sheet = new_sheet(&mut self.workbook, &spec, 1)?;
        let mut table = Table {
            widths: Vec::new(),
            done: Vec::new(),
            number: 1,
            sheet,
            row: 0,
            chain: RowChain::default(),
            spec,
        };
        table.begin(&self.formats)?;
        Ok(table)
    }
}

fn new_sheet(
    workbook: &mut Workbook,
    spec: &SheetSpec,
    part: usize,
) -> Result<Worksheet, BookError> {
    let mut sheet = workbook.new_worksheet_with_constant_memory()?;
    sheet.set_default_format(&base(), 18, 72)?;
    sheet.set_name(part_name(&spec.name, part))?;
    Ok(sheet)
}

impl Table {
    /// Writes the titles.
    fn begin(&mut self, formats: &Formats) -> Result<(), BookError> {
        let hash = (self.spec.chain == Chain::Rows).then_some(HASH_TITLE);
        let titles = self
            .spec
            .columns
            .iter()
            .map(|c| c.title.as_str())
            .chain(hash);
        self.widths.clear();
        for (column, title) in (0..).zip(titles) {
            // Room for the filter's button.
            self.widths.push(width(title) + 4);
            self.sheet
                .write_string_with_format(0, column, title, &formats.title)?;
        }
        self.row = 1;
        self.chain = RowChain::default();
        Ok(())
    }

    fn write(&mut self, cells: &[Cell], formats: &Formats) -> Result<(), BookError> {
        let hash = match self.spec.chain {
            Chain::Rows => Some(self.chain.push(cells)),
            Chain::Own(column) => {
                let own = match cells.get(column) {
                    Some(Cell::Text(text)) => text.parse::<Hash>().ok(),
                    _ => None,
                };
                self.chain
                    .push_hash(own.ok_or_else(|| BookError::NoHash(self.spec.name.clone()))?);
                None
            }
        };
        for (column, cell) in (0..).zip(cells) {
            let fixed = self
                .spec
                .columns
                .get(usize::from(column))
                .is_some_and(|c| c.width.is_some());
            let shown = put(&mut self.sheet, self.row, column, cell, fixed, formats)?;
            if let Some(width) = self.widths.get_mut(usize::from(column)) {
                *width = shown.max(*width);
            }
        }
        if let (Some(hash), Ok(column)) = (hash, u16::try_from(cells.len())) {
            let text = hash.to_string();
            self.sheet
                .write_string_with_format(self.row, column, &text, &formats.text)?;
            if let Some(last) = self.widths.last_mut() {
                *last = HASH_WIDTH;
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Leaves the sheet at hand and goes on with the next.
    fn turn(&mut self, next: Worksheet, formats: &Formats) -> Result<(), BookError> {
        let part = self.part(next);
        self.done.push(part);
        self.number += 1;
        self.begin(formats)
    }

    /// Takes the sheet at hand with what is known about it.
    fn part(&mut self, next: Worksheet) -> Part {
        Part {
            sheet: std::mem::replace(&mut self.sheet, next),
            sum: SheetSum {
                name: part_name(&self.spec.name, self.number),
                rows: self.chain.rows(),
                last_sha256: self.chain.last(),
            },
            widths: std::mem::take(&mut self.widths),
            end: self.row,
        }
    }

    fn close(mut self, title: &str, day: Date) -> Result<Vec<(Worksheet, SheetSum)>, BookError> {
        let last = self.part(Worksheet::new());
        self.done.push(last);
        let spec = self.spec;
        self.done
            .into_iter()
            .map(|part| part.dress(&spec, title, day))
            .collect()
    }
}

impl Part {
    /// Page and window: A4 landscape one page wide, titles repeated and frozen, filter, widths.
    fn dress(
        mut self,
        spec: &SheetSpec,
        title: &str,
        day: Date,
    ) -> Result<(Worksheet, SheetSum), BookError> {
        let last_column = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(0);
        for (column, measured) in (0..).zip(&self.widths) {
            let fixed = spec.columns.get(usize::from(column)).and_then(|c| c.width);
            let most = if column == last_column {
                HASH_WIDTH
            } else {
                WIDTH_LIMIT
            };
            let width = fixed.unwrap_or((*measured).min(most));
            self.sheet.set_column_width(column, f64::from(width))?;
        }
        let title: String = title.replace('&', "&&").chars().take(80).collect();
        let name = self.sum.name.replace('&', "&&");
        self.sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_header(format!("&L{title} {name}&R作成日 {day}"))
            .set_footer("&C&P / &N ページ")
            .set_repeat_rows(0, 0)?
            .set_freeze_panes(1, u16::from(spec.name != COVER))?
            .autofilter(0, 0, self.end.saturating_sub(1).max(1), last_column)?;
        Ok((self.sheet, self.sum))
    }
}

/// Writes a cell and gives its width in half-width characters.
fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    fixed: bool,
    formats: &Formats,
) -> Result<u16, BookError> {
    match cell {
        Cell::Text(text) if !text.is_empty() => {
            let format = if text.starts_with(['=', '+', '-', '@']) {
                &formats.quoted
            } else if text.len() <= 255 {
                &formats.text
            } else if fixed {
                &formats.cut
            } else {
                &formats.long
            };
            sheet.write_string_with_format(row, column, text, format)?;
            Ok(width(text))
        }
        Cell::Empty | Cell::Text(_) => {
            sheet.write_blank(row, column, &formats.cut)?;
            Ok(0)
        }
        Cell::Int(number) => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a workbook stores numbers as floats"
            )]
            let float = *number as f64;
            sheet.write_number_with_format(row, column, float, &formats.int)?;
            Ok(width(&number.to_string()))
        }
        Cell::Date(date) => {
            if let Some(serial) = serial(*date).and_then(|days| u32::try_from(days).ok()) {
                sheet.write_number_with_format(row, column, serial, &formats.date)?;
            } else {
                sheet.write_string_with_format(row, column, date.to_string(), &formats.text)?;
            }
            Ok(18)
        }
    }
}

/// Width of the widest line with room at both sides.
fn width(text: &str) -> u16 {
    let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(2)
}
