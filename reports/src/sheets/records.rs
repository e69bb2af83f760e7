//! 記録: the records of the slice, one row each, carrying the ledger's own chain.

use super::{Codes, Leaf, Rows, Sheet, View, jst};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::event::Entry;

/// Name of the sheet.
pub(crate) const NAME: &str = "記録";

/// Titles of the columns.
pub(crate) const TITLES: [&str; 7] = [
    "seq",
    "日時(JST)",
    "種別",
    "対象",
    "prev",
    "sha256",
    "record_json",
];

/// The row of a record.
pub(crate) fn row(leaf: &Leaf<'_>, codes: &Codes) -> Vec<Cell> {
    let record = leaf.record;
    vec![
        Cell::int(record.seq),
        jst(record.ts),
        Cell::text(codes.word("kind", &record.kind)),
        Cell::text(record.obj.as_str()),
        Cell::text(record.prev.to_string()),
        Cell::text(leaf.sha256.to_string()),
        Cell::text(String::from_utf8_lossy(leaf.body)),
    ]
}

pub(super) struct Records;

impl Sheet for Records {
    fn spec(&self) -> SheetSpec {
        let [seq, time, kind, obj, prev, sha256, json] = TITLES;
        SheetSpec {
            name: NAME.to_owned(),
            columns: vec![
                Column::int(seq),
                Column::text(time).wide(21),
                Column::text(kind),
                Column::text(obj),
                Column::text(prev).wide(68),
                Column::text(sha256).wide(68),
                Column::text(json).wide(60),
            ],
            chain: Chain::Own(5),
        }
    }

    fn record(
        &self,
        leaf: &Leaf<'_>,
        _: &Entry,
        view: &View<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<(), PackageError> {
        rows.push(row(leaf, view.codes))
    }
}
