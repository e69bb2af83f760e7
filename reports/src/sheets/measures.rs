//! 指導・勧告: every guidance, recommendation and other measure, step by step, so that the order of the
//! steps is seen at a glance (A06, B35-B36).

use super::{Rows, Sheet, View, at, jst, numbers, procedure::Steps};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::{
    code::{MeasureKind, Sent},
    event::Decider,
    measure::Measure,
};

pub(super) struct Measures;

/// Whether the circumstances were explained before hearing the member ended, and that before the
/// decision (B36).
fn order(measure: &Measure, steps: &Steps<'_>) -> &'static str {
    let explained = measure.explained_at();
    let heard = measure.hearing.closed.map(|end| end.at);
    let decided = steps
        .decision()
        .filter(|decision| !matches!(decision.by, Decider::Proposer {} | Decider::SecondPerson {}));
    match (explained, heard, decided.map(|decision| decision.at)) {
        _ if measure.kind == MeasureKind::Guidance => "対象外(指導)",
        (Some(explained), Some(heard), Some(decided)) if explained <= heard && heard <= decided => {
            "順序どおり"
        }
        (_, _, Some(_)) | (None, Some(_), None) => "順序違反",
        (Some(explained), Some(heard), None) if explained > heard => "順序違反",
        _ => "途中",
    }
}

impl Sheet for Measures {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "指導・勧告".to_owned(),
            columns: vec![
                Column::int("番号"),
                Column::text("種別"),
                Column::text("会員コード"),
                Column::text("根拠"),
                Column::date("行為の日"),
                Column::text("案件"),
                Column::text("発議(JST)"),
                Column::text("発議者"),
                Column::text("事情説明 送付(JST)"),
                Column::text("事情説明 到達(JST)"),
                Column::text("事情説明 到達の証明"),
                Column::text("聴取の方式"),
                Column::text("聴取主宰者"),
                Column::text("弁明書(JST)"),
                Column::text("聴取終了(JST)"),
                Column::text("聴取の結果"),
                Column::text("決定機関"),
                Column::text("決定事項"),
                Column::text("決定"),
                Column::text("決定日時(JST)"),
                Column::text("決定した会議・者"),
                Column::text("通知 送付(JST)"),
                Column::text("通知 到達(JST)"),
                Column::text("通知 到達の証明"),
                Column::date("履行期限"),
                Column::text("履行報告(JST)"),
                Column::text("履行の確認"),
                Column::text("不履行の認定(JST)"),
                Column::text("状態"),
                Column::text("順序(説明≦聴取終了≦決定)"),
                Column::int("最初の記録"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        let word = |table: &str, code: &str| Cell::text(view.codes.word(table, code));
        for measure in view.world.measures.values() {
            if measure.kind.is_grave() {
                continue;
            }
            let steps = Steps::of(measure, view);
            let (basis, conduct) = steps.basis();
            let hearing = &measure.hearing;
            let explanation = steps.sent(Sent::Explanation);
            let notice = steps.sent(Sent::Decision);
            let decision = steps.decision();
            let findings = measure.findings.iter();
            let findings: Vec<&str> = findings
                .map(|finding| view.codes.word("finding", finding.code()))
                .collect();
            let mut cells = vec![
                Cell::int(measure.id.0.into()),
                word("measure_kind", measure.kind.code()),
                Cell::text(measure.member.as_str()),
                Cell::text(basis),
                Cell::date(conduct),
                Cell::text(numbers(view, &measure.cases)),
                jst(measure.proposed_at),
                Cell::text(measure.proposed_by.to_string()),
            ];
            cells.extend(explanation);
            cells.extend([
                word("hearing_form", hearing.form.code()),
                hearing
                    .officer
                    .map_or(Cell::Empty, |id| Cell::text(id.to_string())),
                at(hearing.statement_at),
                at(hearing.closed.map(|end| end.at)),
                hearing.closed.map_or(Cell::Empty, |end| {
                    word("hearing_outcome", end.outcome.code())
                }),
                word("body", measure.body.code()),
            ]);
            cells.extend(steps.decided(decision));
            cells.extend(notice);
            cells.extend([
                Cell::date(measure.deadlines.get("REC_COMPLY").map(|d| d.due.last)),
                at(steps.reported_at()),
                Cell::text(findings.join(" ")),
                at(steps.not_followed_at()),
                word("measure_stage", measure.stage.code()),
                Cell::text(order(measure, &steps)),
                Cell::int(measure.first_seq),
            ]);
            rows.push(cells)?;
        }
        Ok(())
    }
}
