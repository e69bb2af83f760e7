//! 会員資格抹消・除名・対象除外: the measures that end or limit a membership: ground, authority, notice,
//! hearing, votes, effect (B37, Act article 52, General Incorporated Associations Act articles 30, 49).

use super::{Rows, Sheet, View, at, procedure::Steps};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::{
    board::{ItemState, Majority},
    code::{Question, Sent, Transfer},
    event::{Decider, Event},
    measure::{Decision, Measure},
};

pub(super) struct Gravest;

/// What was counted for the decision and by which rule: eligible, excluded, present, yes, no, abstain,
/// rule.
fn votes(measure: &Measure, decision: Option<&Decision>, view: &View<'_>) -> [Cell; 7] {
    const NONE: [Cell; 7] = [const { Cell::Empty }; 7];
    let Some((decision, Decider::Meeting { meeting, item })) = decision.map(|d| (d, &d.by)) else {
        return NONE;
    };
    let meeting = view.world.meetings.get(meeting);
    let Some((meeting, item)) = meeting.and_then(|m| Some((m, m.item(*item)?))) else {
        return NONE;
    };
    let ItemState::Resolved { tally, .. } = &item.state else {
        return NONE;
    };
    let profile = view.library.profile(&meeting.profile);
    let about = Some((measure.kind, decision.question));
    let rule = profile.map(|p| Majority::of(meeting.body, about, &p.board).code());
    [
        Cell::int(tally.eligible.into()),
        Cell::int(tally.excluded.into()),
        Cell::int(tally.present.into()),
        Cell::int(tally.yes.into()),
        Cell::int(tally.no.into()),
        Cell::int(tally.abstain.into()),
        rule.map_or(Cell::Empty, |code| {
            Cell::text(view.codes.word("majority", code))
        }),
    ]
}

/// How many open cases go on, and how many end with a referral.
fn plan(measure: &Measure) -> [Cell; 2] {
    measure
        .effect
        .as_ref()
        .map_or([Cell::Empty, Cell::Empty], |effect| {
            [Transfer::Continue, Transfer::Refer].map(|to| {
                let count = effect.plan.iter().filter(|case| case.to == to).count();
                Cell::int(u64::try_from(count).unwrap_or(u64::MAX))
            })
        })
}

impl Sheet for Gravest {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "会員資格抹消・除名・対象除外".to_owned(),
            columns: vec![
                Column::int("番号"),
                Column::text("種別"),
                Column::text("会員コード"),
                Column::text("根拠"),
                Column::date("行為の日"),
                Column::text("決定機関"),
                Column::text("発議時の社員資格"),
                Column::text("事情説明 送付(JST)"),
                Column::text("事情説明 到達(JST)"),
                Column::text("事情説明 到達の証明"),
                Column::text("聴取通知 送付(JST)"),
                Column::text("聴取通知 到達(JST)"),
                Column::text("聴取通知 到達の証明"),
                Column::text("聴取期日(JST)"),
                Column::int("中日数"),
                Column::text("聴取の方式"),
                Column::text("聴取主宰者"),
                Column::text("聴取終了(JST)"),
                Column::text("聴取の結果"),
                Column::text("決定事項"),
                Column::text("決定"),
                Column::text("決定日時(JST)"),
                Column::text("決定した会議・者"),
                Column::int("議決に加われる者"),
                Column::int("除かれた者"),
                Column::int("出席"),
                Column::int("賛成"),
                Column::int("反対"),
                Column::int("棄権"),
                Column::text("議決の要件"),
                Column::text("通知 送付(JST)"),
                Column::text("通知 到達(JST)"),
                Column::text("通知 到達の証明"),
                Column::date("効力発生日"),
                Column::int("継続する案件"),
                Column::int("紹介して終了する案件"),
                Column::date("名簿の更新日"),
                Column::text("異議の申出(JST)"),
                Column::text("異議の決定"),
                Column::text("取消しの決定"),
                Column::text("確定(JST)"),
                Column::date("原状回復日"),
                Column::text("状態"),
                Column::int("最初の記録"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        let word = |table: &str, code: &str| Cell::text(view.codes.word(table, code));
        for measure in view.world.measures.values() {
            if !measure.kind.is_grave() {
                continue;
            }
            let steps = Steps::of(measure, view);
            let (basis, conduct) = steps.basis();
            let hearing = &measure.hearing;
            let decision = steps.decision();
            let resolution = |question: Question| {
                measure
                    .decided(question)
                    .map_or(Cell::Empty, |d| word("resolution", d.resolution.code()))
            };
            let statutory = if view.statutory.contains(&measure.id) {
                "社員"
            } else {
                "社員でない"
            };
            let effect = measure.effect.as_ref().map(|effect| effect.on);
            let lists = &view.world.organisation.target_lists;
            let listed = effect.and_then(|on| lists.range(on..).next().map(|(day, _)| *day));
            let objected = steps.last(|event| match event {
                Event::ObjectionRaised(e) => Some(e.at),
                _ => None,
            });
            let is_final = steps.last(|e| matches!(e, Event::MeasureFinal(_)).then_some(()));
            let restored = steps.last(|event| match event {
                Event::MeasureRestored(e) => Some(e.on),
                _ => None,
            });
            let mut cells = vec![
                Cell::int(measure.id.0.into()),
                word("measure_kind", measure.kind.code()),
                Cell::text(measure.member.as_str()),
                Cell::text(basis),
                Cell::date(conduct),
                word("body", measure.body.code()),
                Cell::text(statutory),
            ];
            cells.extend(steps.sent(Sent::Explanation));
            cells.extend(steps.sent(Sent::Hearing));
            cells.extend([
                at(hearing.fixed_at),
                hearing.notice_days().map_or(Cell::Empty, Cell::Int),
                word("hearing_form", hearing.form.code()),
                hearing
                    .officer
                    .map_or(Cell::Empty, |id| Cell::text(id.to_string())),
                at(hearing.closed.map(|end| end.at)),
                hearing.closed.map_or(Cell::Empty, |end| {
                    word("hearing_outcome", end.outcome.code())
                }),
            ]);
            cells.extend(steps.decided(decision));
            cells.extend(votes(measure, decision, view));
            cells.extend(steps.sent(Sent::Decision));
            cells.push(Cell::date(effect));
            cells.extend(plan(measure));
            cells.extend([
                Cell::date(listed),
                at(objected.map(|(at, _)| at)),
                resolution(Question::Objection),
                resolution(Question::Annul),
                at(is_final.map(|((), at)| at)),
                Cell::date(restored.map(|(on, _)| on)),
                word("measure_stage", measure.stage.code()),
                Cell::int(measure.first_seq),
            ]);
            rows.push(cells)?;
        }
        Ok(())
    }
}
