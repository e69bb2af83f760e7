//! The official list of holidays as the Cabinet Office publishes it: from a file's bytes to the
//! calendar it makes. The file is taken whole or refused whole, with the line at fault.

use crate::takeover::{FileFault, decode};
use domain::calendar::{
    CalendarError, CalendarSpec, FIRST_YEAR, LAST_YEAR, OfficialError, OfficialList,
};

/// The file cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HolidayFault {
    /// It cannot be read as text.
    File(FileFault),
    /// It is no list of holidays.
    List(OfficialError),
    /// The calendar does not take it.
    Calendar(CalendarError),
}

impl HolidayFault {
    /// The stable code.
    #[must_use]
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::File(fault) => fault.code(),
            Self::List(error) => error.code(),
            Self::Calendar(error) => error.code(),
        }
    }

    /// In Japanese.
    #[must_use]
    pub(crate) fn ja(&self) -> String {
        match self {
            Self::File(fault) => fault.ja(),
            Self::List(error) => list_ja(error),
            Self::Calendar(error) => format!("この暦には祝日の一覧を取り込めません（{error}）。"),
        }
    }

    /// In English.
    #[must_use]
    pub(crate) fn en(&self) -> String {
        match self {
            Self::File(fault) => fault.en(),
            Self::List(error) => error.to_string(),
            Self::Calendar(error) => error.to_string(),
        }
    }
}

/// What is wrong with a list, in Japanese: the line, what stands there, what to write.
fn list_ja(error: &OfficialError) -> String {
    use OfficialError as E;
    let line = error.line();
    match error {
        E::BadDate { cell, .. } => format!(
            "{line}行目の「{cell}」は日付として読めません。1955/1/1 のように書いてください。"
        ),
        E::YearOutside { cell, .. } => format!(
            "{line}行目の「{cell}」は、計算できる年（{FIRST_YEAR}～{LAST_YEAR}年）の外です。"
        ),
        E::Twice {
            cell, first_line, ..
        } => format!(
            "{line}行目の「{cell}」は、{first_line}行目にもあります。どちらかを除いてください。"
        ),
        E::NoName { cell, .. } => {
            format!("{line}行目の「{cell}」に名称がありません。コンマの後に名称を書いてください。")
        }
        E::BadName { cell, .. } => format!(
            "{line}行目の名称「{cell}」を読めません。公表されたままのファイル（Shift_JIS か UTF-8）を使ってください。"
        ),
        E::Cells { cell, found, .. } => {
            format!("{line}行目「{cell}」の列は{found}個です。日付と名称の2列にしてください。")
        }
        E::Empty { .. } => format!("{line}行目：祝日が一日もありません。"),
        E::Gap { cell, year, .. } => format!(
            "{line}行目「{cell}」の前の{year}年がありません。途切れのない一覧を使ってください。"
        ),
        E::BeginsLate { cell, year, .. } => format!(
            "{line}行目：{year}年が「{cell}」から始まっています。先頭が切れたファイルのようです。"
        ),
        E::CutOff {
            cell, year, days, ..
        } => format!(
            "{line}行目：{year}年が{days}日分しかなく「{cell}」で終わっています。途中で切れたファイルのようです。"
        ),
    }
}

/// The calendar that this file makes of `spec`, by what the list says.
///
/// # Errors
/// The file cannot be read, or a line of it is at fault.
pub(crate) fn edited(spec: &CalendarSpec, bytes: &[u8]) -> Result<CalendarSpec, HolidayFault> {
    let (text, _) = decode(bytes).map_err(HolidayFault::File)?;
    let list = OfficialList::parse(&text).map_err(HolidayFault::List)?;
    spec.with_official(&list).map_err(HolidayFault::Calendar)
}
