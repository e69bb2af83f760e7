//! The official list of holidays: `syukujitsu.csv` of the Cabinet Office, decoded to text.
//!
//! The list decides what the rule only foresees: equinoxes, days of special acts, changes of the
//! Act. A list that is read in part would withdraw the holidays that it lacks, so the whole file is
//! refused at its first fault, with the line, the cell and what to write instead.

mod compare;
mod error;

pub use error::OfficialError;

use super::{FIRST_YEAR, LAST_YEAR, spelling};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The fewest days of a year: the Act has named nine since its first year.
const FEWEST_DAYS: usize = 9;

/// The month in which every year's last holiday lies, or the one before December.
const LAST_MONTH: i8 = 11;

/// The holidays of some years in a row, as the official list has them.
///
/// ```
/// use domain::calendar::OfficialList;
/// let text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n\
///     1955/1/1,元日\r\n1955/1/15,成人の日\r\n1955/3/21,春分の日\r\n1955/4/29,天皇誕生日\r\n\
///     1955/5/3,憲法記念日\r\n1955/5/5,こどもの日\r\n1955/9/24,秋分の日\r\n1955/11/3,文化の日\r\n\
///     1955/11/23,勤労感謝の日\r\n";
/// let list = OfficialList::parse(text).unwrap();
/// assert_eq!((list.first_year(), list.last_year()), (1955, 1955));
/// assert_eq!(list.days().len(), 9);
///
/// let error = OfficialList::parse("1955/1/32,元日").unwrap_err();
/// assert_eq!((error.code(), error.line(), error.cell()), ("official.bad_date", 1, "1955/1/32"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialList {
    first_year: i16,
    last_year: i16,
    days: Vec<OfficialDay>,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialDay {
    /// The day.
    pub date: Date,
    /// Its name, as the list writes it: 1 to 60 characters.
    pub name: String,
}

/// A row with its place in the file.
struct Row {
    line: usize,
    /// The date as it is written.
    cell: String,
    name: String,
}

impl OfficialList {
    /// Reads the list: a header whose first cell is no date, or none, then one row for each holiday
    /// with its date (`1955/1/1` or `1955-01-01`) and its name, in any order.
    ///
    /// # Errors
    /// The first fault; see [`OfficialError`].
    pub fn parse(text: &str) -> Result<Self, OfficialError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.lines().zip(1..);
        let mut lines = lines.filter(|(text, _)| !text.trim().is_empty()).peekable();
        lines.next_if(|(text, _)| is_header(text));
        let mut rows: BTreeMap<Date, Row> = BTreeMap::new();
        for (text, line) in lines {
            let (date, row) = read_row(text, line)?;
            if let Some(first) = rows.get(&date) {
                return Err(OfficialError::Twice {
                    line,
                    cell: row.cell,
                    first_line: first.line,
                });
            }
            rows.insert(date, row);
        }
        let (first_year, last_year) = hold_whole(&rows)?;
        hold_readable(&rows)?;
        let days = rows.into_iter().map(|(date, row)| OfficialDay {
            date,
            name: row.name,
        });
        Ok(Self {
            first_year,
            last_year,
            days: days.collect(),
        })
    }

    /// First year of the list.
    #[must_use]
    pub const fn first_year(&self) -> i16 {
        self.first_year
    }

    /// Last year of the list; the holidays are gazetted to its end.
    #[must_use]
    pub const fn last_year(&self) -> i16 {
        self.last_year
    }

    /// The days in order.
    #[must_use]
    pub fn days(&self) -> &[OfficialDay] {
        &self.days
    }

    /// The name that the list gives `date`; `None` when it is no holiday or of another year.
    #[must_use]
    pub fn name_on(&self, date: Date) -> Option<&str> {
        let place = self.days.binary_search_by_key(&date, |day| day.date).ok()?;
        self.days.get(place).map(|day| &*day.name)
    }
}

/// The cells of one line, without the space around them.
fn cells(line: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(256)
        .from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok);
    record
        .iter()
        .flatten()
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// Whether a first line is a header. A date that cannot be is a fault and no header, or its row would
/// be lost without a word; so is an empty cell.
fn is_header(line: &str) -> bool {
    let like_date = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ' ');
    cells(line)
        .first()
        .is_some_and(|cell| !cell.nfkc().all(like_date))
}

fn read_row(text: &str, line: usize) -> Result<(Date, Row), OfficialError> {
    let cells = cells(text);
    let found = cells.len();
    let Ok([cell, name]) = <[String; 2]>::try_from(cells) else {
        let cell = shown(text);
        return Err(OfficialError::Cells { line, cell, found });
    };
    let Some(date) = read_date(&cell) else {
        let cell = shown(&cell);
        return Err(OfficialError::BadDate { line, cell });
    };
    if !(FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
        return Err(OfficialError::YearOutside { line, cell });
    }
    if name.is_empty() {
        return Err(OfficialError::NoName { line, cell });
    }
    if !spelling::is_readable(&name) {
        let cell = shown(&name);
        return Err(OfficialError::BadName { line, cell });
    }
    Ok((date, Row { line, cell, name }))
}

/// Year, month and day with `/` or with `-` between them; zeros before month and day may be left out.
fn read_date(cell: &str) -> Option<Date> {
    let separator = if cell.contains('/') { '/' } else { '-' };
    let mut parts = cell.split(separator);
    let mut part = |digits: std::ops::RangeInclusive<usize>| {
        parts
            .next()
            .filter(|p| digits.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
    };
    let (year, month, day) = (part(4..=4)?, part(1..=2)?, part(1..=2)?);
    parts.next().is_none().then_some(())?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Holds the list to leave out no year, and each year to be there from beginning to end; gives the
/// first and the last year.
fn hold_whole(rows: &BTreeMap<Date, Row>) -> Result<(i16, i16), OfficialError> {
    let (Some((first, _)), Some((last, _))) = (rows.first_key_value(), rows.last_key_value())
    else {
        return Err(OfficialError::Empty { line: 1 });
    };
    for year in first.year()..=last.year() {
        let days = rows.range(date(year, 1, 1)..=date(year, 12, 31));
        let (count, ends) = (days.clone().count(), days.clone().next().zip(days.last()));
        let Some(((begin, at_begin), (end, at_end))) = ends else {
            let after = rows.range(date(year, 12, 31)..).next();
            let (line, cell) = after.map_or((1, String::new()), |(_, r)| (r.line, r.cell.clone()));
            return Err(OfficialError::Gap { line, cell, year });
        };
        if begin.month() > 1 {
            return Err(OfficialError::BeginsLate {
                line: at_begin.line,
                cell: at_begin.cell.clone(),
                year,
            });
        }
        if count < FEWEST_DAYS || end.month() < LAST_MONTH {
            return Err(OfficialError::CutOff {
                line: at_end.line,
                cell: at_end.cell.clone(),
                year,
                days: count,
            });
        }
    }
    Ok((first.year(), last.year()))
}

/// Holds the list to know at least one name: bytes read in another encoding give names that can be
/// shown and that nobody knows.
fn hold_readable(rows: &BTreeMap<Date, Row>) -> Result<(), OfficialError> {
    let known = rows
        .values()
        .any(|row| spelling::known(&row.name).is_some());
    match rows.values().next().filter(|_| !known) {
        Some(Row { line, name, .. }) => Err(OfficialError::BadName {
            line: *line,
            cell: name.clone(),
        }),
        None => Ok(()),
    }
}

/// The beginning of a text that may be of any length.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(spelling::MAX_NAME).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
