//! 理事会・総会: every meeting with a row for each item: who may decide, who was there, how they voted,
//! by which rule, and whether the minutes are signed (`domain.md` section 4).

use super::{Rows, Sheet, View, at, jst, procedure::Steps};
use crate::{
    package::PackageError,
    workbook::{Cell, Chain, Column, SheetSpec},
};
use domain::{
    board::{Item, ItemState, Majority, Meeting, Seat},
    code::{Attendance, Body, DocumentKind},
    event::{Subject, Tally},
    measure::clear_days_between,
};

pub(super) struct Meetings;

/// What an item is about.
fn subject(item: &Item, view: &View<'_>) -> String {
    match &item.subject {
        Subject::Measure { measure, question } => {
            let question = view.codes.word("question", question.code());
            format!("措置{measure} {question}")
        }
        Subject::Rules { document, .. } => match document {
            DocumentKind::Profile => "規程の改定".to_owned(),
            DocumentKind::Calendar => "暦の改定".to_owned(),
        },
        Subject::Other {} => "その他".to_owned(),
        Subject::Report {} => "報告".to_owned(),
    }
}

/// Who took no part in the decision on an item, as of the count.
fn recused(meeting: &Meeting, item: &Item, view: &View<'_>) -> String {
    let measure = item.measure().and_then(|id| view.world.measures.get(&id));
    let (Some(measure), true) = (measure, meeting.body != Body::GeneralMeeting) else {
        return String::new();
    };
    let then = match item.state {
        ItemState::Resolved { seq, .. } => Steps::of(measure, view).until(seq),
        _ => None,
    };
    let measure = then.as_ref().unwrap_or(measure);
    let people = meeting.seats.keys().filter_map(Seat::person);
    let excluded = people.filter(|person| measure.is_excluded(*person));
    let excluded: Vec<String> = excluded.map(|person| person.to_string()).collect();
    excluded.join(" ")
}

/// The rule of majority for an item.
fn majority(meeting: &Meeting, item: &Item, view: &View<'_>) -> Cell {
    let about = match &item.subject {
        Subject::Report {} => return Cell::Empty,
        Subject::Measure { measure, question } => {
            let measure = view.world.measures.get(measure);
            measure.map(|measure| (measure.kind, *question))
        }
        _ => None,
    };
    view.library
        .profile(&meeting.profile)
        .map_or(Cell::Empty, |profile| {
            let rule = Majority::of(meeting.body, about, &profile.board).code();
            Cell::text(view.codes.word("majority", rule))
        })
}

fn count(tally: Option<&Tally>, of: impl Fn(&Tally) -> u32) -> Cell {
    tally.map_or(Cell::Empty, |tally| Cell::int(of(tally).into()))
}

/// What a meeting's rows begin with.
fn heading(meeting: &Meeting, view: &View<'_>) -> Vec<Cell> {
    let came = |how: Attendance| {
        let seated = meeting
            .presence
            .iter()
            .filter(|(seat, _)| meeting.seats.contains_key(*seat));
        let there = seated.filter(|(_, p)| p.how == how).count();
        format!("{} {there}", view.codes.word("attendance", how.code()))
    };
    let mut presence: Vec<String> = Attendance::ALL.iter().map(|how| came(*how)).collect();
    // Statutory auditors attend without a vote and are told apart.
    let auditors = meeting.presence.len()
        - meeting
            .seats
            .keys()
            .filter(|seat| meeting.presence.contains_key(*seat))
            .count();
    if auditors > 0 {
        presence.push(format!("監事 {auditors}"));
    }
    let clear = meeting
        .notified_at
        .map(|sent| clear_days_between(sent.date(), meeting.at.date()));
    vec![
        Cell::int(meeting.id.0.into()),
        Cell::text(view.codes.word("body", meeting.body.code())),
        jst(meeting.at),
        Cell::text(view.codes.word("meeting_stage", meeting.stage.code())),
        at(meeting.notified_at),
        clear.map_or(Cell::Empty, Cell::Int),
        Cell::text(if meeting.is_waived() {
            "全員同意"
        } else {
            ""
        }),
        size(meeting.seats.len()),
        Cell::text(presence.join(" ")),
        at(meeting.opened_at),
        at(meeting.closed_at),
    ]
}

fn size(length: usize) -> Cell {
    Cell::int(u64::try_from(length).unwrap_or(u64::MAX))
}

/// The columns of an item; a meeting without items has one row with none.
fn agenda(meeting: &Meeting, item: Option<(u32, &Item)>, view: &View<'_>) -> Vec<Cell> {
    let Some((place, item)) = item else {
        return [const { Cell::Empty }; 14].to_vec();
    };
    let word = |table: &str, code: &str| Cell::text(view.codes.word(table, code));
    let (tally, result) = match &item.state {
        ItemState::Resolved {
            tally, resolution, ..
        } => (Some(tally), word("resolution", resolution.code())),
        ItemState::Withdrawn {} => (None, Cell::text("取下げ")),
        ItemState::Open { .. } => (None, Cell::text("採決中")),
        ItemState::Listed {} => (None, Cell::Empty),
    };
    vec![
        Cell::int(place.into()),
        Cell::text(subject(item, view)),
        Cell::text(item.paper.as_str()),
        item.heard
            .map_or(Cell::Empty, |how| word("meeting_hearing", how.code())),
        Cell::text(recused(meeting, item, view)),
        count(tally, |t| t.eligible),
        count(tally, |t| t.excluded),
        count(tally, |t| t.present),
        count(tally, |t| t.yes),
        count(tally, |t| t.no),
        count(tally, |t| t.abstain),
        majority(meeting, item, view),
        result,
        Cell::int(item.void.into()),
    ]
}

fn minutes(meeting: &Meeting, view: &View<'_>) -> Vec<Cell> {
    let minutes = meeting.minutes.as_ref();
    let signed = minutes.and_then(|minutes| minutes.signed.as_ref());
    vec![
        minutes.map_or(Cell::Empty, |m| Cell::text(m.digest.as_str())),
        at(minutes.and_then(|m| m.approved_at)),
        signed.map_or(Cell::Empty, |s| Cell::text(s.file.as_str())),
        signed.map_or(Cell::Empty, |s| {
            Cell::text(view.codes.word("signed_by", s.by.code()))
        }),
        Cell::text(if meeting.is_unsigned() {
            "未署名"
        } else {
            ""
        }),
        Cell::int(meeting.first_seq),
    ]
}

impl Sheet for Meetings {
    fn spec(&self) -> SheetSpec {
        SheetSpec {
            name: "理事会・総会".to_owned(),
            columns: vec![
                Column::int("番号"),
                Column::text("会議体"),
                Column::text("開催日時(JST)"),
                Column::text("状態"),
                Column::text("招集通知(JST)"),
                Column::int("中日数"),
                Column::text("招集手続の省略"),
                Column::int("構成員"),
                Column::text("出席者"),
                Column::text("開会(JST)"),
                Column::text("閉会(JST)"),
                Column::int("議題"),
                Column::text("内容"),
                Column::text("議案書のSHA-256"),
                Column::text("弁明"),
                Column::text("議決に加われない者"),
                Column::int("定足数の基礎"),
                Column::int("除かれた者"),
                Column::int("採決時の出席"),
                Column::int("賛成"),
                Column::int("反対"),
                Column::int("棄権"),
                Column::text("議決の要件"),
                Column::text("結果"),
                Column::int("無効となった票"),
                Column::text("議事録のSHA-256"),
                Column::text("議事録の確認(JST)"),
                Column::text("署名済みファイルのSHA-256"),
                Column::text("署名の方法"),
                Column::text("署名の状態"),
                Column::int("最初の記録"),
            ],
            chain: Chain::Rows,
        }
    }

    fn finish(&self, view: &View<'_>, rows: &mut Rows<'_>) -> Result<(), PackageError> {
        for meeting in view.world.meetings.values() {
            let mut write = |item: Option<(u32, &Item)>| {
                let mut cells = heading(meeting, view);
                cells.extend(agenda(meeting, item, view));
                cells.extend(minutes(meeting, view));
                rows.push(cells)
            };
            if meeting.items.is_empty() {
                write(None)?;
            }
            meeting.numbered().try_for_each(|item| write(Some(item)))?;
        }
        Ok(())
    }
}
