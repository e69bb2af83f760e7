//! 職務分離: what was asked of the records, how many were looked at, and which of them violate it
//! (`domain.md` section 4).

use super::{Rows, Sheet, View};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::segregation::Check;

pub(super) struct Duties;

/// How many record numbers a cell shows; the count beside it is always whole.
const SHOWN: usize = 1_000;

/// What was looked at.
const fn looked_at(check: Check) -> &'static str {
    match check {
        Check::OneHand => "二人の確認を要する行為(案件・規程・事例)",
        Check::HearingOfficer => "聴取主宰者の指名",
        Check::RecusedVoter | Check::PartyVoted => "集計された票・理事長の決定",
        Check::LateVote => "投票",
        Check::Unheard => "措置の可否の投票・決定",
        Check::OneHandMotion => "決定の通知・効力発生・原状回復",
        Check::OwnMinutes => "議事録の確認",
    }
}

impl Sheet for Duties {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "職務分離".to_owned(),
            columns: vec![
                Column::text("確かめること"),
                Column::text("調べた記録"),
                Column::int("件数"),
                Column::int("違反"),
                Column::text("違反の記録"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        for check in Check::ALL {
            let found = view.segregation.finding(*check);
            let shown = found.violations.iter().take(SHOWN);
            let shown: Vec<String> = shown.map(u64::to_string).collect();
            let count = u64::try_from(found.violations.len()).unwrap_or(u64::MAX);
            rows.push(vec![
                Cell::text(view.codes.word("segregation", check.code())),
                Cell::text(looked_at(*check)),
                Cell::int(found.looked),
                Cell::int(count),
                Cell::text(shown.join(" ")),
            ])?;
        }
        Ok(())
    }
}
