//! Reading the cells of one row, and keeping what was found wrong.

use super::{fold::folded, report::Finding, report::Weight, table::Row};
use domain::{
    era::{DateError, read_date, read_date_time},
    time::Timestamp,
};
use jiff::civil::{Date, Time};

/// A vocabulary: words as registers write them, and what they mean.
pub(super) type Words<T> = &'static [(&'static str, T)];

/// A row that is being read.
pub(super) struct Cells<'a> {
    row: &'a Row,
    /// What was found so far.
    pub(super) findings: Vec<Finding>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(row: &'a Row) -> Self {
        Self {
            row,
            findings: row.fault().cloned().into_iter().collect(),
        }
    }

    pub(super) fn refuse(&mut self, code: &'static str, column: &'static str) {
        self.findings.push(Finding::refused(code, Some(column)));
    }

    pub(super) fn warn(&mut self, code: &'static str, column: &'static str) {
        self.findings.push(Finding::warning(code, Some(column)));
    }

    /// Whether nothing stands against the row.
    pub(super) fn stands(&self) -> bool {
        self.findings.iter().all(|f| f.weight == Weight::Warning)
    }

    /// The cell as it stands.
    pub(super) fn text(&self, column: &'static str) -> &'a str {
        self.row.cell(column)
    }

    /// What stands in a cell that must not be empty.
    pub(super) fn needed(&mut self, column: &'static str) -> Option<&'a str> {
        let text = self.text(column);
        if text.trim().is_empty() {
            // A row that could not be divided has no cells to miss.
            if self.row.fault().is_none() {
                self.refuse("field.required", column);
            }
            None
        } else {
            Some(text)
        }
    }

    /// A date, or nothing.
    pub(super) fn date(&mut self, column: &'static str) -> Option<Date> {
        let text = self.text(column).trim();
        if text.is_empty() {
            return None;
        }
        match read_date(text) {
            Ok(date) => Some(date),
            Err(error) => {
                self.bad_date(&error, column);
                None
            }
        }
    }

    /// A date that must be there.
    pub(super) fn needed_date(&mut self, column: &'static str) -> Option<Date> {
        self.needed(column)?;
        self.date(column)
    }

    /// An instant that must be there; a date alone is its first moment.
    pub(super) fn needed_instant(&mut self, column: &'static str) -> Option<Timestamp> {
        match read_date_time(self.needed(column)?.trim()) {
            Ok(reading) => Some(Timestamp::from_jst(
                reading
                    .date
                    .to_datetime(reading.time.unwrap_or(Time::midnight())),
            )),
            Err(error) => {
                self.bad_date(&error, column);
                None
            }
        }
    }

    fn bad_date(&mut self, error: &DateError, column: &'static str) {
        let finding = Finding::refused(error.code(), Some(column));
        self.findings.push(match error {
            DateError::OutsideEra { right, .. } => finding.with(
                &format!("正しくは{right}です。"),
                &format!("Rightly it is {right}."),
            ),
            DateError::WrongWeekday { right } => finding.with(
                &format!("正しくは{right}曜日です。"),
                &format!("Rightly it is {right}曜日."),
            ),
            _ => finding,
        });
    }

    /// The meaning of a word, or nothing when the cell is empty.
    pub(super) fn word<T: Copy>(&mut self, column: &'static str, words: Words<T>) -> Option<T> {
        let text = folded(self.text(column));
        if text.is_empty() {
            return None;
        }
        let found = words.iter().find(|(word, _)| folded(word) == text);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.findings.push(
                Finding::refused("takeover.unknown_word", Some(column)).with(
                    &format!("使える語: {}", known.join("、")),
                    &format!("Known: {}", known.join(", ")),
                ),
            );
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// The meaning of a word that must be there.
    pub(super) fn needed_word<T: Copy>(
        &mut self,
        column: &'static str,
        words: Words<T>,
    ) -> Option<T> {
        self.needed(column)?;
        self.word(column, words)
    }
}
