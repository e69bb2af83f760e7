//! 受付簿: every number that was issued, with what became of it.

use super::{Rows, Sheet, View, cases, jst};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::case::{Number, Stage};
use std::collections::BTreeMap;

pub(super) struct Register;

/// The case that leads its incident, for every case that belongs to one; the leading case itself
/// bears its own number, so that incidents can be counted apart from complaints.
fn incidents(view: &View<'_>) -> BTreeMap<Number, Number> {
    let joined = view.world.cases.values();
    joined
        .filter_map(|case| Some((case.number, case.incident?)))
        .flat_map(|(part, lead)| [(part, lead), (lead, lead)])
        .collect()
}

impl Sheet for Register {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "受付簿".to_owned(),
            columns: vec![
                Column::text("番号"),
                Column::text("種別"),
                Column::text("年度区分"),
                Column::date("受付日"),
                Column::text("受付日時(JST)"),
                Column::text("経路"),
                Column::text("申出人"),
                Column::text("分野"),
                Column::text("相手方"),
                Column::text("会員コード"),
                Column::text("同じ申出"),
                Column::text("事案"),
                Column::text("引継ぎ"),
                Column::text("状態"),
                Column::date("終結日"),
                Column::text("結果"),
                Column::text("紹介先"),
                Column::int("日数"),
                Column::int("最初の記録"),
                Column::text("対象"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        let word = |table: &str, code: &str| Cell::text(view.codes.word(table, code));
        let incidents = incidents(view);
        for (case, how) in cases(view) {
            let received = case.received_at.date();
            let (closed, outcome, referral) = match &case.stage {
                Stage::Closed {
                    outcome,
                    referral,
                    on,
                } => (*on, Some(*outcome), *referral),
                _ => (None, None, None),
            };
            let days = closed
                .and_then(|day| day.since(received).ok())
                .map(|span| span.get_days());
            let member = case.respondent.member();
            rows.push(vec![
                Cell::text(case.number.printed()),
                word("case_kind", case.kind.code()),
                Cell::text(how),
                Cell::Date(received),
                jst(case.received_at),
                word("channel", case.channel.code()),
                case.applicant
                    .map_or(Cell::Empty, |a| word("applicant", a.code())),
                case.category
                    .map_or(Cell::Empty, |c| word("category", c.code())),
                word("respondent", case.respondent.code()),
                member.map_or(Cell::Empty, |code| Cell::text(code.as_str())),
                case.beside.map_or(Cell::Empty, |n| Cell::text(n.printed())),
                incidents
                    .get(&case.number)
                    .map_or(Cell::Empty, |n| Cell::text(n.printed())),
                Cell::text(if case.taken_over { "引継ぎ" } else { "" }),
                word("stage", case.stage.code()),
                Cell::date(closed),
                outcome.map_or(Cell::Empty, |o| word("outcome", o.code())),
                referral.map_or(Cell::Empty, |r| word("referral", r.code())),
                days.map_or(Cell::Empty, |n| Cell::Int(i64::from(n))),
                Cell::int(case.first_seq),
                Cell::text(format!("case:{}", case.id)),
            ])?;
        }
        Ok(())
    }
}
