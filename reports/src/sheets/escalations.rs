//! 督促・上申: each step of a ladder that was reached, when it fell due and when it was recorded.

use super::{Leaf, Rows, Sheet, View, called, jst};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::event::{Entry, Event};

pub(super) struct Escalations;

impl Sheet for Escalations {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "督促・上申".to_owned(),
            columns: vec![
                Column::int("記録"),
                Column::text("番号"),
                Column::text("期限"),
                Column::text("待ち先"),
                Column::text("段階"),
                Column::date("満了日"),
                Column::text("到来の日時(JST)"),
                Column::text("記録の日時(JST)"),
                Column::int("記録の遅れ(分)"),
                Column::text("実行者"),
            ],
            chain: Chain::Rows,
        }
    }

    fn record(
        &self,
        leaf: &Leaf<'_>,
        entry: &Entry,
        view: &View<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<(), PackageError> {
        let Event::DeadlineEscalated(e) = &entry.event else {
            return Ok(());
        };
        let deadlines = view.world.deadlines_of(&entry.obj);
        let deadline = deadlines.and_then(|deadlines| deadlines.get(&e.deadline));
        let delay = (entry.at.micros() - e.effective_at.micros()) / 60_000_000;
        rows.push(vec![
            Cell::int(leaf.record.seq),
            called(&entry.obj, view),
            Cell::text(&e.deadline),
            deadline.map_or(Cell::Empty, |d| {
                Cell::text(view.codes.word("party", d.waits_on.code()))
            }),
            Cell::text(view.codes.word("step", &e.step)),
            Cell::date(deadline.map(|d| d.due.last)),
            jst(e.effective_at),
            jst(entry.at),
            Cell::Int(delay),
            Cell::text(entry.actor.to_string()),
        ])
    }
}
