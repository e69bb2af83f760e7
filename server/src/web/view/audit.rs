//! The auditor's pages: packages and the verdict on one.

use domain::time::Timestamp;

/// One yearly package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its id in addresses.
    pub id: String,
    /// The fiscal year.
    pub fiscal_year: i16,
    /// The file's name.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// The records of the ledger it covers, first and last; `None` for a file the ledger does not
    /// know.
    pub records: Option<(u64, u64)>,
    /// Where it is downloaded.
    pub download: String,
    /// Where its verdict is.
    pub verdict: String,
}

/// One check of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The check's code.
    pub code: String,
    /// `passed`, `failed`, `diverged`, `not-asked` or `nothing`.
    pub result: &'static str,
    /// How many things it looked at.
    pub count: u64,
    /// A sentence about what was found, or empty.
    pub note: String,
}

/// The first thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstBad {
    /// What is wrong.
    pub what: String,
    /// The file or record it is in.
    pub place: String,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub actual: String,
    /// What remains trustworthy.
    pub remains: String,
}

/// A verdict on a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The package.
    pub package: Package,
    /// Whether everything holds.
    pub good: bool,
    /// When it was checked.
    pub at: Timestamp,
    /// The checks in order.
    pub checks: Vec<Check>,
    /// What was looked at: code and number.
    pub counts: Vec<(&'static str, u64)>,
    /// The first thing that differs.
    pub first_bad: Option<FirstBad>,
    /// The ledger's head it ends in.
    pub head: String,
    /// The command that repeats this offline.
    pub command: String,
}
