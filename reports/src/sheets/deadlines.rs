//! 期限: each clock of the year's cases and of whatever else has clocks, with the day its rule gives
//! when computed again.

use super::{Rows, Sheet, View, called, cases, jst};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::{
    clock::Deadline,
    id::Obj,
    time::{FiscalYear, Timestamp},
};

pub(super) struct Deadlines;

impl Sheet for Deadlines {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "期限".to_owned(),
            columns: vec![
                Column::text("番号"),
                Column::text("期限"),
                Column::text("待ち先"),
                Column::text("起算の日時(JST)"),
                Column::text("期間(規則)"),
                Column::int("停止の回数"),
                Column::int("延長の回数"),
                Column::text("変更前の満了日"),
                Column::date("満了日"),
                Column::text("暫定"),
                Column::date("再計算した満了日"),
                Column::text("再計算との一致"),
                Column::text("終了の日時(JST)"),
                Column::text("終了の事由"),
                Column::int("遅れ(営業日)"),
                Column::text("結果"),
                Column::text("規則のSHA-256"),
                Column::text("暦のSHA-256"),
                Column::text("計算書のSHA-256"),
                Column::text("計算の経過"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        for (case, _) in cases(view) {
            for deadline in case.deadlines.values() {
                rows.push(row(&Obj::Case(case.id), deadline, view))?;
            }
        }
        for (obj, deadline) in view.world.deadlines() {
            if !matches!(obj, Obj::Case(_)) && belongs(deadline, view.year) {
                rows.push(row(&obj, deadline, view))?;
            }
        }
        Ok(())
    }
}

/// Whether a deadline that is no case's belongs to the year: all but those that ended before it.
fn belongs(deadline: &Deadline, year: FiscalYear) -> bool {
    let ended = deadline.stopped.as_ref();
    ended.is_none_or(|stopped| FiscalYear::of(stopped.at.date()) >= year)
}

fn row(obj: &Obj, deadline: &Deadline, view: &View<'_>) -> Vec<Cell> {
    let again = view
        .replay
        .get(&obj.to_string(), &deadline.name)
        .and_then(|r| r.recomputed.as_ref());
    let agrees = match again {
        Some(due) if *due == deadline.due => "一致",
        Some(_) => "不一致",
        None => "計算不能",
    };
    let stopped = deadline.stopped.as_ref();
    let pauses = deadline.pauses.len() + usize::from(deadline.paused.is_some());
    vec![
        called(obj, view),
        Cell::text(&deadline.name),
        Cell::text(view.codes.word("party", deadline.waits_on.code())),
        jst(deadline.from),
        Cell::text(deadline.period.ja()),
        Cell::int(u64::try_from(pauses).unwrap_or(u64::MAX)),
        Cell::int(u64::try_from(deadline.extensions.len()).unwrap_or(u64::MAX)),
        Cell::text(earlier(deadline, view)),
        Cell::Date(deadline.due.last),
        Cell::text(if deadline.due.provisional {
            "暫定"
        } else {
            ""
        }),
        Cell::date(again.map(|due| due.last)),
        Cell::text(agrees),
        stopped.map_or(Cell::Empty, |s| jst(s.at)),
        stopped.map_or(Cell::Empty, |s| {
            Cell::text(view.codes.word("cause", &s.cause))
        }),
        stopped.map_or(Cell::Empty, |s| Cell::int(u64::from(s.late_open_days))),
        Cell::text(result(deadline, view.now)),
        Cell::text(&deadline.profile),
        Cell::text(&deadline.due.calendar),
        Cell::text(&deadline.due.proof_sha256),
        Cell::text(steps(deadline, view)),
    ]
}

/// The ends it had before, with what moved each.
fn earlier(deadline: &Deadline, view: &View<'_>) -> String {
    let moved = deadline.moved.iter().map(|moved| {
        let cause = view.codes.word("moved", moved.because.code());
        format!("{} ({cause})", moved.was)
    });
    moved.collect::<Vec<_>>().join(" ")
}

/// Every step of the computation, as the printed proof has them.
fn steps(deadline: &Deadline, view: &View<'_>) -> String {
    let proof = view
        .library
        .calendar(&deadline.due.calendar)
        .and_then(|calendar| deadline.proof(calendar).ok());
    let steps = proof.iter().flat_map(|proof| &proof.steps);
    let told = steps.map(|step| format!("{} {}", step.date, step.ja()));
    told.collect::<Vec<_>>().join(" / ")
}

fn result(deadline: &Deadline, now: Timestamp) -> &'static str {
    match &deadline.stopped {
        Some(stopped) if stopped.late_open_days == 0 => "期限内",
        Some(_) => "期限後",
        None if deadline.paused.is_some() => "停止中",
        None if now >= deadline.due.ends_at => "期限徒過(継続中)",
        None => "進行中",
    }
}
