//! What can be wrong with the official list.

use crate::calendar::{FIRST_YEAR, LAST_YEAR, spelling::MAX_NAME};

/// Why the official list was refused, at the first fault. Lines count from 1, the header included.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfficialError {
    /// A date cannot be or cannot be read.
    #[error(
        "line {line}: `{cell}` is not a date; write year, month and day as 1955/1/1 or 1955-01-01"
    )]
    BadDate {
        /// Line of the file.
        line: usize,
        /// What stands for the date.
        cell: String,
    },
    /// A date lies outside the years of the calendar.
    #[error(
        "line {line}: `{cell}` lies outside the years {FIRST_YEAR}-{LAST_YEAR}; correct the year or leave the row out"
    )]
    YearOutside {
        /// Line of the file.
        line: usize,
        /// The date as it is written.
        cell: String,
    },
    /// A date stands twice.
    #[error("line {line}: `{cell}` stands in line {first_line} already; keep one of the two rows")]
    Twice {
        /// Line of the second row.
        line: usize,
        /// The date as it is written in the second row.
        cell: String,
        /// Line of the first row.
        first_line: usize,
    },
    /// A day has no name.
    #[error("line {line}: `{cell}` has no name; write the name of the holiday after the comma")]
    NoName {
        /// Line of the file.
        line: usize,
        /// The date as it is written.
        cell: String,
    },
    /// A name cannot be shown: it is too long, or its bytes could not be read.
    #[error(
        "line {line}: `{cell}` is not a readable name of 1 to {MAX_NAME} characters; take the file as it was published, in Shift_JIS or UTF-8"
    )]
    BadName {
        /// Line of the file.
        line: usize,
        /// What stands for the name.
        cell: String,
    },
    /// A row has not two cells.
    #[error(
        "line {line}: `{cell}` has {found} cells; write a date and a name with one comma between"
    )]
    Cells {
        /// Line of the file.
        line: usize,
        /// The row.
        cell: String,
        /// How many cells it has.
        found: usize,
    },
    /// There are no rows.
    #[error("line {line}: the list has no day; write rows such as 1955/1/1,元日")]
    Empty {
        /// The first line.
        line: usize,
    },
    /// A year between the first and the last has no day.
    #[error(
        "line {line}: before `{cell}` the year {year} is left out; take a list with every year"
    )]
    Gap {
        /// Line of the first day after the gap.
        line: usize,
        /// Its date as it is written.
        cell: String,
        /// The first year that is left out.
        year: i16,
    },
    /// A year has no day in January.
    #[error(
        "line {line}: the year {year} begins with `{cell}`; the file seems to be cut off at its beginning, take the whole list"
    )]
    BeginsLate {
        /// Line of the year's first day.
        line: usize,
        /// Its date as it is written.
        cell: String,
        /// The year.
        year: i16,
    },
    /// A year has fewer than nine days, or none after October.
    #[error(
        "line {line}: the year {year} has {days} days and ends with `{cell}`; the file seems to be cut off, take the whole list"
    )]
    CutOff {
        /// Line of the year's last day.
        line: usize,
        /// Its date as it is written.
        cell: String,
        /// The year.
        year: i16,
        /// How many days the year has.
        days: usize,
    },
}

impl OfficialError {
    /// The stable ASCII code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadDate { .. } => "official.bad_date",
            Self::YearOutside { .. } => "official.year_outside",
            Self::Twice { .. } => "official.twice",
            Self::NoName { .. } => "official.no_name",
            Self::BadName { .. } => "official.bad_name",
            Self::Cells { .. } => "official.cells",
            Self::Empty { .. } => "official.empty",
            Self::Gap { .. } => "official.gap",
            Self::BeginsLate { .. } => "official.begins_late",
            Self::CutOff { .. } => "official.cut_off",
        }
    }

    /// The line of the fault, from 1, the header included.
    #[must_use]
    pub const fn line(&self) -> usize {
        match self {
            Self::BadDate { line, .. }
            | Self::YearOutside { line, .. }
            | Self::Twice { line, .. }
            | Self::NoName { line, .. }
            | Self::BadName { line, .. }
            | Self::Cells { line, .. }
            | Self::Empty { line }
            | Self::Gap { line, .. }
            | Self::BeginsLate { line, .. }
            | Self::CutOff { line, .. } => *line,
        }
    }

    /// The text of the cell at fault, or of the row that has not two cells; empty for a list without
    /// any day.
    #[must_use]
    pub fn cell(&self) -> &str {
        match self {
            Self::BadDate { cell, .. }
            | Self::YearOutside { cell, .. }
            | Self::Twice { cell, .. }
            | Self::NoName { cell, .. }
            | Self::BadName { cell, .. }
            | Self::Cells { cell, .. }
            | Self::Gap { cell, .. }
            | Self::BeginsLate { cell, .. }
            | Self::CutOff { cell, .. } => cell,
            Self::Empty { .. } => "",
        }
    }

    /// The line in which a day that stands twice stands first.
    #[must_use]
    pub const fn first_line(&self) -> Option<usize> {
        match self {
            Self::Twice { first_line, .. } => Some(*first_line),
            _ => None,
        }
    }

    /// The year that is left out or not whole.
    #[must_use]
    pub const fn year(&self) -> Option<i16> {
        match self {
            Self::Gap { year, .. } | Self::BeginsLate { year, .. } | Self::CutOff { year, .. } => {
                Some(*year)
            }
            _ => None,
        }
    }

    /// How many cells the row has, or how many days the year.
    #[must_use]
    pub const fn count(&self) -> Option<usize> {
        match self {
            Self::Cells { found, .. } => Some(*found),
            Self::CutOff { days, .. } => Some(*days),
            _ => None,
        }
    }
}
