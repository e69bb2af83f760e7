//! What a take-over did, row by row. The report names rows, numbers, columns and reasons, and never
//! quotes a cell: whoever made the file knows what stands there, and nobody else needs to.

use super::{Encoding, words};
use domain::refusal::Refusal;
use serde::Serialize;
use std::fmt::Write as _;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was taken over (in a dry run: it would be).
    Taken,
    /// An earlier run took it.
    Known,
    /// It was not taken over.
    Refused,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The row is not taken over.
    Refusal,
    /// The row is taken over all the same.
    Warning,
}

/// Something found in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it weighs.
    pub weight: Weight,
    /// Stable code.
    pub code: &'static str,
    /// The column, by its Japanese header.
    pub column: Option<&'static str>,
    /// The reason in Japanese.
    pub ja: String,
    /// The reason in English.
    pub en: String,
}

impl Finding {
    fn new(weight: Weight, code: &'static str, column: Option<&'static str>) -> Self {
        let (ja, en) = words::of(code);
        Self {
            weight,
            code,
            column,
            ja: ja.to_owned(),
            en: en.to_owned(),
        }
    }

    /// Something for which the row is not taken over.
    #[must_use]
    pub fn refused(code: &'static str, column: Option<&'static str>) -> Self {
        Self::new(Weight::Refusal, code, column)
    }

    /// Something that somebody should look at.
    #[must_use]
    pub fn warning(code: &'static str, column: Option<&'static str>) -> Self {
        Self::new(Weight::Warning, code, column)
    }

    /// The refusal of a rule, about the column that holds its field.
    #[must_use]
    pub fn of_rule(refusal: &Refusal, columns: &[(&str, &'static str)]) -> Self {
        let column = refusal.field.and_then(|field| {
            columns
                .iter()
                .find(|(known, _)| *known == field)
                .map(|(_, column)| *column)
        });
        Self::refused(refusal.code, column)
    }

    /// Adds the particulars of this case to the reason.
    #[must_use]
    pub fn with(mut self, ja: &str, en: &str) -> Self {
        self.ja.push_str(ja);
        self.en.push(' ');
        self.en.push_str(en);
        self
    }
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowReport {
    /// Row in the spreadsheet, from 1; the header is row 1.
    pub row: u32,
    /// Row of the data, from 1, the header not counted.
    pub data_row: u32,
    /// The number or code it carries, when that can be read.
    pub number: Option<String>,
    /// What became of it.
    pub result: Fate,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl RowReport {
    /// The finding for which it was refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&Finding> {
        self.findings.iter().find(|f| f.weight == Weight::Refusal)
    }
}

/// How many rows had which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows that are not empty.
    pub rows: u32,
    /// Taken over now.
    pub taken: u32,
    /// Taken over by an earlier run.
    pub known: u32,
    /// Refused.
    pub refused: u32,
    /// Warnings, in whatever rows.
    pub warnings: u32,
}

/// Steps of ladders that were already due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Escalated {
    /// Deadlines.
    pub deadlines: u64,
    /// Steps recorded.
    pub steps: u64,
}

/// What a take-over did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `register` or `members`.
    pub what: &'static str,
    /// How the file was written.
    pub encoding: Encoding,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// How many rows had which fate.
    pub counts: Counts,
    /// Every row.
    pub rows: Vec<RowReport>,
    /// What was overdue and escalated at once; not known of a dry run.
    pub escalated: Option<Escalated>,
}

impl Report {
    /// A report on these rows.
    pub(super) fn new(
        what: &'static str,
        encoding: Encoding,
        dry_run: bool,
        rows: Vec<RowReport>,
    ) -> Self {
        let count = |fate| rows.iter().filter(|r| r.result == fate).count();
        let warnings = rows
            .iter()
            .flat_map(|r| &r.findings)
            .filter(|f| f.weight == Weight::Warning)
            .count();
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let counts = Counts {
            rows: short(rows.len()),
            taken: short(count(Fate::Taken)),
            known: short(count(Fate::Known)),
            refused: short(count(Fate::Refused)),
            warnings: short(warnings),
        };
        Self {
            what,
            encoding,
            dry_run,
            counts,
            rows,
            escalated: None,
        }
    }

    /// For people: a line for each row, its findings below it, the counts at the end.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "文字コード / encoding: {}{}\n",
            self.encoding.name(),
            if self.dry_run {
                "　（試行：何も書き込みません / dry run: nothing is written）"
            } else {
                ""
            }
        );
        for row in &self.rows {
            let fate = match row.result {
                Fate::Taken => "引継ぎ taken",
                Fate::Known => "引継ぎ済み known",
                Fate::Refused => "拒否 refused",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{}行目 row {} (データ data {}) {} {fate}",
                row.row,
                row.row,
                row.data_row,
                row.number.as_deref().unwrap_or("-"),
            );
            for finding in &row.findings {
                let mark = match finding.weight {
                    Weight::Refusal => "×",
                    Weight::Warning => "△",
                };
                let column = finding
                    .column
                    .map_or_else(String::new, |c| format!("[{c}] "));
                let _ = writeln!(
                    text,
                    "    {mark} {column}{} / {} ({})",
                    finding.ja, finding.en, finding.code
                );
            }
        }
        let c = self.counts;
        let _ = writeln!(
            text,
            "計 {} 行：引継ぎ {}、引継ぎ済み {}、拒否 {}、注意 {}\n{} rows: {} taken, {} known, {} refused, {} warnings",
            c.rows,
            c.taken,
            c.known,
            c.refused,
            c.warnings,
            c.rows,
            c.taken,
            c.known,
            c.refused,
            c.warnings
        );
        if let Some(e) = self.escalated.filter(|e| e.steps > 0) {
            let _ = writeln!(
                text,
                "期限超過等の督促・上申 {} 件を記録しました（期限 {} 件）。通知は一通にまとめます。\n{} steps of {} deadlines were due already and are recorded; one summary goes out.",
                e.steps, e.deadlines, e.steps, e.deadlines
            );
        }
        text
    }
}
