//! Why a whole file is refused, in words: what, where, and what to do next.

use super::decode::Place;
use serde_json::{Value, json};

/// A file was refused before anything happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It is larger than a register can be.
    TooLarge,
    /// There is nothing in it.
    Empty,
    /// It is UTF-16, which Excel calls "Unicode text".
    Utf16,
    /// A byte is no character in either encoding.
    Undecodable {
        /// The first byte that is not UTF-8.
        as_utf8: Place,
        /// The first byte that is not CP932; `None` when a mark says that the file is UTF-8.
        as_cp932: Option<Place>,
    },
    /// It was put together from both encodings.
    Mixed {
        /// The first cell that is UTF-8.
        utf8: Place,
        /// The first byte that is not.
        other: Place,
    },
    /// The first row has none of the columns. Its cells are not quoted: without a header they are
    /// somebody's particulars.
    Header {
        /// The columns that are wanted.
        known: &'static [&'static str],
    },
    /// The header is not as needed.
    Columns {
        /// Columns nobody knows, each with the likely one.
        unknown: Vec<(String, Option<&'static str>)>,
        /// Columns that are not there.
        missing: Vec<&'static str>,
        /// Columns that are there more than once.
        twice: Vec<&'static str>,
        /// The columns that are wanted.
        known: &'static [&'static str],
    },
    /// A quotation is never closed.
    Quotation {
        /// Row of the spreadsheet in which it begins.
        row: u32,
    },
    /// There are too many rows, or they cannot be told apart.
    Rows,
}

impl FileFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "file.too_large",
            Self::Empty => "file.empty",
            Self::Utf16 => "file.utf16",
            Self::Undecodable { .. } => "file.undecodable",
            Self::Mixed { .. } => "file.mixed_encodings",
            Self::Header { .. } => "file.header",
            Self::Columns { .. } => "file.columns",
            Self::Quotation { .. } => "file.quotation",
            Self::Rows => "file.rows",
        }
    }

    /// In Japanese.
    #[must_use]
    pub fn ja(&self) -> String {
        let at = |p: &Place| format!("{}行目（先頭から{}バイト目）", p.line, p.byte);
        match self {
            Self::TooLarge => {
                "ファイルが64MiBを超えています。年度ごとなどに分けてください。".into()
            }
            Self::Empty => "ファイルに何も入っていません。".into(),
            Self::Utf16 => {
                "UTF-16のファイルです。Excelの「CSV UTF-8（コンマ区切り）」で保存し直してください。"
                    .into()
            }
            Self::Undecodable {
                as_utf8,
                as_cp932: None,
            } => format!(
                "UTF-8のしるし（BOM）がありますが、{}がUTF-8ではありません。保存し直してください。",
                at(as_utf8)
            ),
            Self::Undecodable {
                as_utf8,
                as_cp932: Some(as_cp932),
            } => format!(
                "UTF-8でもCP932でも読めません。UTF-8としては{}、CP932としては{}で止まります。",
                at(as_utf8),
                at(as_cp932)
            ),
            Self::Mixed { utf8, other } => format!(
                "文字コードが混ざっています。{}のセルはUTF-8、{}はUTF-8ではありません。一つの文字コードで保存し直してください。",
                at(utf8),
                at(other)
            ),
            Self::Header { known } => format!(
                "1行目に見出しがありません（区切りはコンマ、文字コードはUTF-8かCP932です）。必要な列: {}",
                known.join("、")
            ),
            Self::Columns {
                unknown,
                missing,
                twice,
                known,
            } => {
                let mut parts = Vec::new();
                for (name, likely) in unknown {
                    parts.push(match likely {
                        Some(likely) => format!(
                            "「{name}」という列はありません（「{likely}」ではありませんか）"
                        ),
                        None => format!("「{name}」という列はありません"),
                    });
                }
                parts.extend(missing.iter().map(|c| format!("列「{c}」が足りません")));
                parts.extend(twice.iter().map(|c| format!("列「{c}」が二つあります")));
                format!("{}。必要な列: {}", parts.join("。"), known.join("、"))
            }
            Self::Quotation { row } => {
                format!("{row}行目から始まる引用符（\"）が閉じられていません。")
            }
            Self::Rows => "行が多すぎるか、行として区切れません。".into(),
        }
    }

    /// In English.
    #[must_use]
    pub fn en(&self) -> String {
        let at = |p: &Place| format!("line {} (byte {})", p.line, p.byte);
        match self {
            Self::TooLarge => {
                "The file is larger than 64 MiB; divide it, by fiscal year for instance.".into()
            }
            Self::Empty => "There is nothing in the file.".into(),
            Self::Utf16 => "The file is UTF-16; save it as \"CSV UTF-8 (comma delimited)\".".into(),
            Self::Undecodable {
                as_utf8,
                as_cp932: None,
            } => format!(
                "The file carries the mark of UTF-8, but {} is not UTF-8; save it again.",
                at(as_utf8)
            ),
            Self::Undecodable {
                as_utf8,
                as_cp932: Some(as_cp932),
            } => format!(
                "The file is neither UTF-8 (stops at {}) nor CP932 (stops at {}).",
                at(as_utf8),
                at(as_cp932)
            ),
            Self::Mixed { utf8, other } => format!(
                "The file mixes encodings: the cell at {} is UTF-8, {} is not; save it in one encoding.",
                at(utf8),
                at(other)
            ),
            Self::Header { known } => format!(
                "The first row is no header (commas between cells, UTF-8 or CP932); needed are: {}",
                known.join(", ")
            ),
            Self::Columns {
                unknown,
                missing,
                twice,
                known,
            } => {
                let mut parts = Vec::new();
                for (name, likely) in unknown {
                    parts.push(match likely {
                        Some(likely) => {
                            format!("there is no column `{name}` (did you mean `{likely}`?)")
                        }
                        None => format!("there is no column `{name}`"),
                    });
                }
                parts.extend(missing.iter().map(|c| format!("column `{c}` is missing")));
                parts.extend(twice.iter().map(|c| format!("column `{c}` is there twice")));
                format!("{}; needed are: {}", parts.join("; "), known.join(", "))
            }
            Self::Quotation { row } => {
                format!("The quotation mark that opens in row {row} is never closed.")
            }
            Self::Rows => "There are too many rows, or they cannot be told apart.".into(),
        }
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut value = json!({"code": self.code(), "ja": self.ja(), "en": self.en()});
        let more = match self {
            Self::Undecodable { as_utf8, as_cp932 } => {
                json!({"as_utf8": as_utf8, "as_cp932": as_cp932})
            }
            Self::Mixed { utf8, other } => json!({"utf8": utf8, "other": other}),
            Self::Columns {
                unknown,
                missing,
                twice,
                known,
            } => {
                let unknown: Vec<Value> = unknown
                    .iter()
                    .map(|(name, likely)| json!({"name": name, "likely": likely}))
                    .collect();
                json!({"unknown": unknown, "missing": missing, "twice": twice, "known": known})
            }
            Self::Header { known } => json!({"known": known}),
            Self::Quotation { row } => json!({"row": row}),
            _ => json!({}),
        };
        if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
            value.extend(more);
        }
        value
    }
}
