//! Taking over what an organisation has: its member register and its complaint register, as the
//! spreadsheets they are kept in.
//!
//! A file is read whole (encoding, quotation, columns) or refused whole. Then every row goes through
//! the one door by itself, as its own record, or is refused with row, column and reason; a row that an
//! earlier run took is known, so a run that was killed is completed by running it again. A dry run
//! asks the same rules the same questions and writes nothing. What turns out to be overdue escalates
//! at once, and one summary goes out for all of it.

mod cell;
mod decode;
mod fault;
mod fold;
pub mod members;
pub mod register;
mod report;
mod table;
mod words;

pub(crate) use decode::decode;
pub use decode::{Encoding, Place};
pub use fault::FileFault;
pub use report::{Counts, Escalated, Fate, Finding, Report, RowReport, Weight};

use domain::{
    access::Actor, case::CaseCommand, event::RegisterTakenOver, id::MemberCode, refusal::Refusal,
};
use std::collections::BTreeMap;
use store::{Command, Office, OfficeError};

/// Deadlines of one batch of the sweep that follows.
const SWEEP: u64 = 200;

/// Whether anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Take over.
    Run,
    /// Say what a run would do. The office may be open for reading only.
    Dry,
}

/// Why nothing, or nothing more, was taken over.
#[derive(Debug, thiserror::Error)]
pub enum TakeOverError {
    /// The file was refused as a whole.
    #[error("{}\n{} ({})", .0.ja(), .0.en(), .0.code())]
    File(FileFault),
    /// The office failed. Rows before that stay taken; running again goes on.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl From<FileFault> for TakeOverError {
    fn from(fault: FileFault) -> Self {
        Self::File(fault)
    }
}

/// Takes over a complaint register. `progress` hears how many rows of how many are done.
///
/// # Errors
/// The file is refused as a whole, or the office fails.
pub async fn register(
    office: &Office,
    actor: &Actor,
    file: &[u8],
    mode: Mode,
    progress: impl Fn(usize, usize),
) -> Result<Report, TakeOverError> {
    let (text, encoding) = decode(file)?;
    let table = table::read(&text, register::COLUMNS)?;
    let roll = register::Roll::of(&office.roll().await?);
    // All kinds share one sequence (A04): the kind does not tell two numbers apart.
    let mut used = BTreeMap::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut reading = register::read(row, &roll);
        if let Some(number) = reading.number {
            let first = *used
                .entry((number.fiscal_year, number.serial))
                .or_insert(row.in_sheet);
            if first != row.in_sheet {
                reading.row = None;
                reading.findings.push(twice(
                    "takeover.number_twice",
                    "number",
                    register::FIELDS,
                    first,
                ));
            }
        }
        let result = match reading.row {
            None => Fate::Refused,
            Some(taken) => {
                let command = CaseCommand::TakeOver(taken);
                let asked = match mode {
                    Mode::Dry => office.would_begin(actor, &command).await.map(drop),
                    Mode::Run => {
                        let command = Command::new_case(command);
                        office.perform(actor, command).await.map(drop)
                    }
                };
                settle(asked, register::FIELDS, &mut reading.findings)?
            }
        };
        rows.push(RowReport {
            row: row.in_sheet,
            data_row: row.data_row(),
            number: reading.number.map(|n| n.printed()),
            result,
            findings: reading.findings,
        });
        progress(rows.len(), table.rows.len());
    }
    let mut report = Report::new("register", encoding, mode == Mode::Dry, rows);
    if mode == Mode::Run {
        let noted =
            report.counts.taken == 0 && !office.is_unnoted("register", "case.taken_over").await?;
        if !noted {
            note(office, actor, &report).await?;
        }
        let swept = office.catch_up(&Actor::job("escalate"), SWEEP).await?;
        report.escalated = Some(Escalated {
            deadlines: swept.deadlines,
            steps: swept.steps,
        });
    }
    Ok(report)
}

/// Takes over a member register. `progress` hears how many rows of how many are done.
///
/// # Errors
/// The file is refused as a whole, or the office fails.
pub async fn members(
    office: &Office,
    actor: &Actor,
    file: &[u8],
    mode: Mode,
    progress: impl Fn(usize, usize),
) -> Result<Report, TakeOverError> {
    let (text, encoding) = decode(file)?;
    let table = table::read(&text, members::COLUMNS)?;
    let profile = office.in_force(office.now().date()).await?.profile;
    let roll = members::Roll::of(office.roll().await?);
    let mut used: BTreeMap<MemberCode, u32> = BTreeMap::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut reading = members::read(row, &profile);
        if let Some(code) = &reading.code {
            let first = *used.entry(code.clone()).or_insert(row.in_sheet);
            if first != row.in_sheet {
                reading.row = None;
                reading
                    .findings
                    .push(twice("takeover.code_twice", "code", members::FIELDS, first));
            }
        }
        let result = match reading.row {
            None => Fate::Refused,
            Some(joining) => {
                let asked = match mode {
                    Mode::Dry => office.would_join(actor, &joining).await.map(drop),
                    Mode::Run => {
                        let command = Command::JoinMember(joining.clone());
                        office.perform(actor, command).await.map(drop)
                    }
                };
                let fate = settle(asked, members::FIELDS, &mut reading.findings)?;
                if fate == Fate::Known && roll.differs(&joining, &profile) {
                    reading
                        .findings
                        .push(Finding::warning("member.known_otherwise", None));
                }
                fate
            }
        };
        rows.push(RowReport {
            row: row.in_sheet,
            data_row: row.data_row(),
            number: reading.code.map(|c| c.to_string()),
            result,
            findings: reading.findings,
        });
        progress(rows.len(), table.rows.len());
    }
    let report = Report::new("members", encoding, mode == Mode::Dry, rows);
    if mode == Mode::Run && report.counts.taken > 0 {
        note(office, actor, &report).await?;
    }
    Ok(report)
}

fn twice(
    code: &'static str,
    field: &'static str,
    fields: &[(&str, &'static str)],
    first: u32,
) -> Finding {
    Finding::of_rule(&Refusal::of_field(code, field), fields).with(
        &format!("最初は{first}行目です。"),
        &format!("It stands first in row {first}."),
    )
}

/// What the office's answer to one row means for it.
fn settle(
    asked: Result<(), OfficeError>,
    fields: &[(&str, &'static str)],
    findings: &mut Vec<Finding>,
) -> Result<Fate, OfficeError> {
    let refusal = match asked {
        Ok(()) => return Ok(Fate::Taken),
        Err(OfficeError::Refused(refusal)) => refusal,
        Err(error) => return Err(error),
    };
    match refusal.code {
        // Not about this row: nobody may, or there is no ledger yet.
        "access.denied" | "organisation.not_open" => Err(refusal.into()),
        // The warnings were given when the row was taken.
        "takeover.known" | "member.known" => {
            findings.clear();
            Ok(Fate::Known)
        }
        "takeover.known_otherwise" => {
            findings.clear();
            findings.push(Finding::warning(refusal.code, None));
            Ok(Fate::Known)
        }
        _ => {
            findings.push(Finding::of_rule(&refusal, fields));
            Ok(Fate::Refused)
        }
    }
}

/// Writes the counts of a run into the ledger.
async fn note(office: &Office, actor: &Actor, report: &Report) -> Result<(), OfficeError> {
    let counts = RegisterTakenOver {
        what: report.what.to_owned(),
        rows: report.counts.rows,
        taken: report.counts.taken,
        known: report.counts.known,
        refused: report.counts.refused,
    };
    office
        .perform(actor, Command::NoteTakeOver(counts))
        .await
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// No file whatever stops the program: it is read or refused.
        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in proptest::collection::vec(any::<u8>(), 0..400),
            header in any::<bool>(),
        ) {
            let mut file = if header {
                format!("{}\r\n", register::COLUMNS.join(",")).into_bytes()
            } else {
                Vec::new()
            };
            file.extend(bytes);
            let read = decode(&file)
                .and_then(|(text, _)| table::read(&text, register::COLUMNS));
            match read {
                Ok(table) => for row in &table.rows {
                    let _ = register::read(row, &register::Roll::of(&[]));
                },
                Err(fault) => prop_assert!(!fault.ja().is_empty() && !fault.en().is_empty()),
            }
        }

        /// Rows of anything, well quoted: each is accounted for, under its own number.
        #[test]
        fn any_cells_are_accounted_for(
            cells in proptest::collection::vec(proptest::collection::vec("[ -~あ-ん\\n]{0,6}", 14), 0..6),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(register::COLUMNS).unwrap();
            for row in &cells {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let table = table::read(&text, register::COLUMNS).unwrap();
            let numbered: Vec<u32> = table.rows.iter().map(|r| r.in_sheet).collect();
            let expected: Vec<u32> = (2..).zip(&cells)
                .filter(|(_, row)| row.iter().any(|c| !c.trim().is_empty()))
                .map(|(n, _)| n)
                .collect();
            prop_assert_eq!(numbered, expected);
            for row in &table.rows {
                let cell = row.cell("内容");
                prop_assert_eq!(cell, &cells[row.data_row() as usize - 1][8]);
                let _ = register::read(row, &register::Roll::of(&[]));
            }
        }
    }
}
