//! What a sheet is: its columns, its cells, and the chain over its rows.

use domain::chain::{Hash, canonical};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text; leading zeros survive.
    Text,
    /// Whole numbers.
    Int,
    /// Dates, shown in the Japanese calendar.
    Date,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
    /// Width in half-width characters; measured from the cells if not given.
    pub width: Option<u16>,
}

impl Column {
    fn new(title: &str, kind: Kind) -> Self {
        Self {
            title: title.to_owned(),
            kind,
            width: None,
        }
    }

    /// A column of texts.
    #[must_use]
    pub fn text(title: &str) -> Self {
        Self::new(title, Kind::Text)
    }

    /// A column of whole numbers.
    #[must_use]
    pub fn int(title: &str) -> Self {
        Self::new(title, Kind::Int)
    }

    /// A column of dates.
    #[must_use]
    pub fn date(title: &str) -> Self {
        Self::new(title, Kind::Date)
    }

    /// The same column with a fixed width in half-width characters; longer texts are not wrapped.
    #[must_use]
    pub const fn wide(mut self, width: u16) -> Self {
        self.width = Some(width);
        self
    }
}

/// How the rows of a sheet hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// A column `row_sha256` with the hash over previous hash and cells is added as the last one.
    Rows,
    /// The rows carry a chain of their own; the hash of a row is what stands in this column.
    Own(usize),
}

/// What a sheet is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSpec {
    /// Its name, at most 25 characters, so that ` (12)` can follow.
    pub name: String,
    /// Its columns, without the hash column that [`Chain::Rows`] adds.
    pub columns: Vec<Column>,
    /// How its rows hang together.
    pub chain: Chain,
}

/// Title of the column that [`Chain::Rows`] adds.
pub(crate) const HASH_TITLE: &str = "row_sha256";

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing; an empty text is the same.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A date.
    Date(Date),
}

impl Cell {
    /// A text cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A number cell; a number too large to be exact in a workbook becomes a text.
    #[must_use]
    pub fn int(number: u64) -> Self {
        i64::try_from(number)
            .ok()
            .filter(|n| *n < 1 << 53)
            .map_or_else(|| Self::Text(number.to_string()), Self::Int)
    }

    /// A date cell, empty when there is none.
    #[must_use]
    pub fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    /// The cell as it enters the row's hash.
    #[must_use]
    pub fn canonical(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) if text.is_empty() => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Int(number) => Value::from(*number),
            Self::Date(date) => {
                serial(*date).map_or_else(|| Value::from(date.to_string()), Value::from)
            }
        }
    }
}

/// The number a workbook stores for a date: days since 30 December 1899. Dates before March 1900,
/// where workbooks count a day that never was, have none and are written as text.
#[must_use]
pub(crate) fn serial(date: Date) -> Option<i64> {
    let first = Date::constant(1899, 12, 30);
    let days = date.since(first).ok()?.get_days();
    (days > 60).then_some(i64::from(days))
}

/// The chain over a sheet's rows.
///
/// ```
/// use reports::workbook::{Cell, RowChain};
/// let mut chain = RowChain::default();
/// let first = chain.push(&[Cell::text("R8-苦情-0001"), Cell::Int(3), Cell::Empty]);
/// let preimage = format!("{}[\"R8-苦情-0001\",3,null]", "0".repeat(64));
/// assert_eq!(first, domain::chain::Hash::of(preimage.as_bytes()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RowChain {
    rows: u64,
    last: Hash,
}

impl RowChain {
    /// Adds a row and gives its hash.
    pub fn push(&mut self, cells: &[Cell]) -> Hash {
        let row = Value::Array(cells.iter().map(Cell::canonical).collect());
        // Strings, integers and nulls always have a canonical form.
        let json = canonical(&row).unwrap_or_default();
        let hash = Hash::of_parts(&[self.last.to_string().as_bytes(), &json]);
        self.push_hash(hash);
        hash
    }

    /// Adds a row whose hash is given by its own chain.
    pub fn push_hash(&mut self, hash: Hash) {
        self.rows += 1;
        self.last = hash;
    }

    /// Rows so far.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Hash of the last row; zeros before the first.
    #[must_use]
    pub const fn last(&self) -> Hash {
        self.last
    }
}

/// What the cover says about a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetSum {
    /// Its name.
    pub name: String,
    /// Its rows, titles not counted.
    pub rows: u64,
    /// Hash of its last row.
    pub last_sha256: Hash,
}
