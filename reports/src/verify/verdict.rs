//! What a verification says: five verdicts apart, the first bad item of each, and what still holds.

use super::files::Files;
use domain::chain::Hash;
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Display, path::Path};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It holds.
    Ok,
    /// It does not hold.
    Failed,
    /// The head known from outside is not a head of this ledger.
    Diverged,
    /// Nobody asked for it.
    NotAsked,
    /// There is nothing in the package, or nothing from outside, to compare with.
    NothingToCompare,
}

/// Where a bad item is. What does not apply is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// File in the package, with the bag's folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Offset in the container, bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Number of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// Name of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row of the sheet as the workbook shows it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
}

/// The first bad item of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Stable code, such as `record.chain`.
    pub code: &'static str,
    /// What is wrong, in English; the texts of both languages are made from the code.
    pub what: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What should be there: a digest, a number or a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
}

impl Failure {
    pub(super) fn new(code: &'static str, what: impl Into<String>, place: Place) -> Self {
        Self {
            code,
            what: what.into(),
            place,
            expected: None,
            actual: None,
        }
    }

    pub(super) fn digests(mut self, expected: &dyn Display, actual: &dyn Display) -> Self {
        self.expected = Some(expected.to_string());
        self.actual = Some(actual.to_string());
        self
    }
}

impl Place {
    /// A record says more than a row of a sheet, a row more than a file, a file more than an offset.
    const fn closeness(&self) -> u8 {
        if self.record.is_some() {
            3
        } else if self.sheet.is_some() {
            2
        } else if self.offset.is_none() {
            1
        } else {
            0
        }
    }
    pub(super) fn file(name: impl Into<String>) -> Self {
        Self {
            file: Some(name.into()),
            ..Self::default()
        }
    }

    pub(super) fn record(seq: u64) -> Self {
        Self {
            record: Some(seq),
            ..Self::default()
        }
    }

    pub(super) fn row(sheet: &str, row: u32) -> Self {
        Self {
            sheet: Some(sheet.to_owned()),
            row: Some(row),
            ..Self::default()
        }
    }
}

/// One of the five verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// How it ended.
    pub state: State,
    /// The first bad item, told as closely as it can be: a changed byte of a record shows in the
    /// container, in the manifest and in the record, and is named by the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_bad: Option<Failure>,
    /// The first bad item of each other kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_bad: Vec<Failure>,
    /// Bad items in all.
    pub bad: u64,
    /// A word on what was or was not compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Check {
    const fn new(state: State) -> Self {
        Self {
            state,
            first_bad: None,
            also_bad: Vec::new(),
            bad: 0,
            note: None,
        }
    }

    pub(super) fn fail(&mut self, failure: Failure) {
        self.state = State::Failed;
        self.bad += 1;
        match &mut self.first_bad {
            None => self.first_bad = Some(failure),
            Some(first) if failure.place.closeness() > first.place.closeness() => {
                self.also_bad.push(std::mem::replace(first, failure));
            }
            Some(first) => {
                let known = first.code == failure.code
                    || self.also_bad.iter().any(|other| other.code == failure.code);
                if !known {
                    self.also_bad.push(failure);
                }
            }
        }
    }
}

/// Something that remains trustworthy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// All of it.
    Everything,
    /// Every file is as the manifests list it.
    Files,
    /// This file is as the manifests list it.
    File(String),
    /// The records from the first to the second number follow one another.
    Records(u64, u64),
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Files compared with a manifest.
    pub files: u64,
    /// Records read and found to follow one another.
    pub records: u64,
    /// Sheets whose rows were chained.
    pub sheets: u64,
    /// Rows of these sheets.
    pub rows: u64,
    /// Ends of deadlines computed again.
    pub deadlines: u64,
    /// Steps of ladders found recorded.
    pub steps: u64,
    /// Events of deadlines that began before this slice and cannot be replayed from it.
    pub not_replayable: u64,
}

/// What the package says it is, and what its records give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Organisation.
    pub organisation: Option<String>,
    /// Fiscal year.
    pub fiscal_year: Option<String>,
    /// Name of the log.
    pub log: Option<String>,
    /// Program that wrote it.
    pub written_by: Option<String>,
    /// First record of the slice.
    pub from: Option<u64>,
    /// Size of the ledger at its end, as recomputed.
    pub size: Option<u64>,
    /// Root over all records, as recomputed.
    pub root: Option<Hash>,
    /// Hash of the last record, as recomputed.
    pub last_record_sha256: Option<Hash>,
    /// SHA-256 of the tag manifest: the one digest that stands for every file of the bag.
    pub tagmanifest_sha256: Option<Hash>,
}

/// The verdict over a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The file or folder.
    pub path: String,
    /// What it is.
    pub facts: Facts,
    /// What was looked at.
    pub counts: Counts,
    /// INTEGRITY: container, manifests, records, tree, sheets.
    pub integrity: Check,
    /// AUTHENTICITY: signatures.
    pub authenticity: Check,
    /// ANCHOR: a head known from outside.
    pub anchor: Check,
    /// TIME: time stamps of an authority.
    pub time: Check,
    /// COMPLETENESS: deadline replay.
    pub completeness: Check,
    /// What remains trustworthy.
    pub trustworthy: Vec<Trust>,
}

impl Verdict {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.display().to_string(),
            facts: Facts::default(),
            counts: Counts::default(),
            integrity: Check::new(State::Ok),
            authenticity: Check::new(State::NothingToCompare),
            anchor: Check::new(State::NotAsked),
            time: Check::new(State::NothingToCompare),
            completeness: Check::new(State::Ok),
            trustworthy: Vec::new(),
        }
    }

    pub(super) fn facts(&mut self, info: &BTreeMap<String, String>) {
        let get = |label: &str| info.get(label).cloned();
        self.facts.organisation = get("Source-Organization");
        self.facts.fiscal_year = get("Kigen-Fiscal-Year");
        self.facts.log = get("Kigen-Log");
        self.facts.written_by = get("Bag-Software-Agent");
    }

    /// Nothing inside could be read.
    pub(super) fn unchecked(&mut self) {
        self.completeness = Check::new(State::NothingToCompare);
    }

    pub(super) fn conclude(&mut self, files: &Files) {
        if self.integrity.state == State::Ok {
            self.trustworthy.push(Trust::Everything);
            return;
        }
        if files.all_listed_match {
            self.trustworthy.push(Trust::Files);
        } else {
            self.trustworthy
                .extend(files.intact.iter().cloned().map(Trust::File));
        }
        if let (Some(from), 1..) = (self.facts.from, self.counts.records) {
            self.trustworthy
                .push(Trust::Records(from, from + self.counts.records - 1));
        }
    }

    /// The five verdicts by name.
    #[must_use]
    pub fn checks(&self) -> [(&'static str, &Check); 5] {
        [
            ("INTEGRITY", &self.integrity),
            ("AUTHENTICITY", &self.authenticity),
            ("ANCHOR", &self.anchor),
            ("TIME", &self.time),
            ("COMPLETENESS", &self.completeness),
        ]
    }

    /// 0 all asked for holds; 20 sound, but nothing from outside was given to compare with; 30
    /// diverged from the known head; 40 a verdict failed. The highest applies.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let code = |check: &Check| match check.state {
            State::Failed => 40,
            State::Diverged => 30,
            _ => 0,
        };
        let outside = match self.anchor.state {
            State::Ok => 0,
            State::NothingToCompare => 10,
            _ => 20,
        };
        self.checks()
            .iter()
            .map(|(_, check)| code(check))
            .max()
            .unwrap_or(0)
            .max(outside)
    }

    /// The verdict as JSON, with the exit code.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let mut json = serde_json::to_value(self).unwrap_or_default();
        if let Some(object) = json.as_object_mut() {
            object.insert("exit_code".to_owned(), self.exit_code().into());
        }
        json
    }
}
