//! Reading a workbook back, row by row, with another library than the one that wrote it.

use super::Cell;
use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use std::io::{Read, Seek};

/// A workbook could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Not a workbook, or a damaged one.
    #[error("the workbook cannot be read: {0}")]
    Xlsx(#[from] XlsxError),
    /// A cell that no evidence sheet has: a fraction, a truth value, an error, a formula's result.
    #[error("sheet {sheet}, row {row}: column {column} holds no text, whole number or date")]
    Cell {
        /// Name of the sheet.
        sheet: String,
        /// Row as the workbook shows it, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
    /// Rows that do not follow one another.
    #[error("sheet {sheet}, row {row}: a row is missing before it or its cells are out of order")]
    Order {
        /// Name of the sheet.
        sheet: String,
        /// Row as the workbook shows it, from 1.
        row: u32,
    },
}

/// An open workbook.
pub struct Reader<R: Read + Seek> {
    workbook: Xlsx<R>,
}

/// A row: its number as the workbook shows it (from 1, titles included) and its cells, where dates
/// appear as the numbers that are stored.
pub type Row = (u32, Vec<Cell>);

impl<R: Read + Seek> Reader<R> {
    /// Opens a workbook.
    ///
    /// # Errors
    /// Not a workbook.
    pub fn open(file: R) -> Result<Self, ReadError> {
        Ok(Self {
            workbook: Xlsx::new(file)?,
        })
    }

    /// Names of the sheets in the order of the tabs.
    #[must_use]
    pub fn sheet_names(&self) -> Vec<String> {
        self.workbook.sheet_names()
    }

    /// The rows of a sheet, the titles first, each with at least `columns` cells.
    ///
    /// # Errors
    /// No such sheet.
    pub fn rows(&mut self, sheet: &str) -> Result<Rows<'_, R>, ReadError> {
        Ok(Rows {
            sheet: sheet.to_owned(),
            cells: self.workbook.worksheet_cells_reader(sheet)?,
            ahead: None,
            next_row: 0,
            ended: false,
        })
    }
}

/// The rows of one sheet.
pub struct Rows<'a, R: Read + Seek> {
    sheet: String,
    cells: calamine::XlsxCellReader<'a, R>,
    ahead: Option<(u32, u32, Cell)>,
    next_row: u32,
    ended: bool,
}

impl<R: Read + Seek> Rows<'_, R> {
    fn cell(&mut self) -> Result<Option<(u32, u32, Cell)>, ReadError> {
        if let Some(cell) = self.ahead.take() {
            return Ok(Some(cell));
        }
        // The library fails when it is asked again after the end.
        let next = if self.ended {
            None
        } else {
            self.cells.next_cell_with_formula_metadata()?
        };
        let Some(cell) = next else {
            self.ended = true;
            return Ok(None);
        };
        let (row, column) = cell.pos;
        if cell.formula.is_some() {
            return Err(self.bad_cell(row, column));
        }
        let value = match &cell.value {
            DataRef::Empty => Cell::Empty,
            DataRef::String(text) => Cell::text(text.as_str()),
            DataRef::SharedString(text) => Cell::text(*text),
            DataRef::Int(number) => Cell::Int(*number),
            DataRef::Float(number) => self.whole(*number, row, column)?,
            DataRef::DateTime(time) => self.whole(time.as_f64(), row, column)?,
            _ => return Err(self.bad_cell(row, column)),
        };
        Ok(Some((row, column, value)))
    }

    fn bad_cell(&self, row: u32, column: u32) -> ReadError {
        ReadError::Cell {
            sheet: self.sheet.clone(),
            row: row + 1,
            column: column + 1,
        }
    }

    fn whole(&self, number: f64, row: u32, column: u32) -> Result<Cell, ReadError> {
        const LIMIT: f64 = 9_007_199_254_740_992.0;
        if number.fract() == 0.0 && number.abs() < LIMIT {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "checked to be whole and small"
            )]
            return Ok(Cell::Int(number as i64));
        }
        Err(self.bad_cell(row, column))
    }

    fn row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some((row, column, value)) = self.cell()? else {
            return Ok(None);
        };
        let order = ReadError::Order {
            sheet: self.sheet.clone(),
            row: row + 1,
        };
        if row != self.next_row || column != 0 {
            return Err(order);
        }
        let mut cells = vec![value];
        while let Some((next_row, column, value)) = self.cell()? {
            if next_row != row {
                self.ahead = Some((next_row, column, value));
                break;
            }
            if usize::try_from(column) != Ok(cells.len()) {
                return Err(order);
            }
            cells.push(value);
        }
        self.next_row += 1;
        Ok(Some((row + 1, cells)))
    }
}

impl<R: Read + Seek> Iterator for Rows<'_, R> {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.row().transpose()
    }
}
