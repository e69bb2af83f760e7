//! 条項: the 73 clauses of the two rule documents, where the program does each of them and by which
//! tests that is shown; what is not done yet says so. The table is the program's, not the ledger's.

use super::{Rows, Sheet, View};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::clause::CLAUSES;

pub(super) struct Clauses;

impl Sheet for Clauses {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "条項".to_owned(),
            columns: vec![
                Column::text("条項"),
                Column::text("求めること"),
                Column::text("状態"),
                Column::text("画面"),
                Column::text("試験"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, _: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        CLAUSES.iter().try_for_each(|clause| {
            rows.push(vec![
                Cell::text(clause.id),
                Cell::text(clause.ja),
                Cell::text(if clause.is_done() { "済" } else { "未" }),
                Cell::text(clause.page),
                Cell::text(clause.tests.join(" ")),
            ])
        })
    }
}
