//! 検証手順: how to check the package, and what checking does not show.

use super::{Rows, Sheet, View};
use crate::{
    package::{PackageError, guide_rows},
    workbook::{Chain, Column, SheetSpec},
};

pub(super) struct Guide;

impl Sheet for Guide {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "検証手順".to_owned(),
            columns: vec![
                Column::int("番号"),
                Column::text("道具"),
                Column::text("手順"),
                Column::text("期待する結果"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        guide_rows(view.year)
            .into_iter()
            .try_for_each(|cells| rows.push(cells))
    }
}
