//! A row of a former complaint register, read into the command that takes it over.

use super::{cell::Cells, cell::Words, fold, report::Finding, table::Row};
use domain::{
    case::{Number, Respondent, TakeOver},
    code::{CaseKind, Channel, Outcome},
    event::TakenOverStatus,
    id::MemberCode,
    member::Member,
};
use std::collections::BTreeMap;
use store::desk::MemberCard;

const NUMBER: &str = "受付番号";
const RECEIVED: &str = "受付日時";
const CHANNEL: &str = "受付方法";
const KIND: &str = "種別";
const MEMBER: &str = "会員番号";
const MEMBER_NAME: &str = "会員名";
const NAME: &str = "申出人氏名";
const KANA: &str = "フリガナ";
const CONTENT: &str = "内容";
const STATUS: &str = "状態";
const NOTIFIED: &str = "会員への通知日";
const REPLIED: &str = "会員回答日";
const CLOSED: &str = "終結日";
const OUTCOME: &str = "結果";

/// The columns of a register.
pub const COLUMNS: &[&str] = &[
    NUMBER,
    RECEIVED,
    CHANNEL,
    KIND,
    MEMBER,
    MEMBER_NAME,
    NAME,
    KANA,
    CONTENT,
    STATUS,
    NOTIFIED,
    REPLIED,
    CLOSED,
    OUTCOME,
];

/// The columns that hold the fields of the rules.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("number", NUMBER),
    ("received", RECEIVED),
    ("member", MEMBER),
    ("member_name", MEMBER_NAME),
    ("name", NAME),
    ("kana", KANA),
    ("content", CONTENT),
    ("status", STATUS),
    ("notified", NOTIFIED),
    ("replied", REPLIED),
    ("closed", CLOSED),
    ("outcome", OUTCOME),
];

/// What is kept as it stood. The person and their matter have private fields of their own, under keys
/// that go at their own time; they are not written down a second time.
const AS_IT_STOOD: &[&str] = &[
    NUMBER, RECEIVED, CHANNEL, KIND, MEMBER, STATUS, NOTIFIED, REPLIED, CLOSED, OUTCOME,
];

const KINDS: Words<CaseKind> = &[
    ("苦情", CaseKind::Complaint),
    ("問い合せ", CaseKind::Inquiry),
    ("問い合わせ", CaseKind::Inquiry),
    ("問合せ", CaseKind::Inquiry),
    ("問合わせ", CaseKind::Inquiry),
    ("質問", CaseKind::Question),
    ("相談", CaseKind::Consultation),
];

const CHANNELS: Words<Channel> = &[
    ("電話", Channel::Telephone),
    ("FAX", Channel::Fax),
    ("ファックス", Channel::Fax),
    ("ファクシミリ", Channel::Fax),
    ("メール", Channel::Email),
    ("電子メール", Channel::Email),
    ("郵送", Channel::Post),
    ("ウェブ", Channel::Web),
    ("Web", Channel::Web),
];

const STATUSES: Words<TakenOverStatus> = &[
    ("受付", TakenOverStatus::Received),
    ("会員回答待ち", TakenOverStatus::AwaitingMember),
    ("検討中", TakenOverStatus::Reviewing),
    ("対象外", TakenOverStatus::OutOfScope),
    ("終結", TakenOverStatus::Closed),
];

const OUTCOMES: Words<Outcome> = &[
    ("解決", Outcome::Settled),
    ("合意に至らず", Outcome::NoAgreement),
    ("取下げ", Outcome::Withdrawn),
    ("取り下げ", Outcome::Withdrawn),
    ("意向の回答なし", Outcome::NoResponse),
    ("対象外", Outcome::OutOfScope),
    ("回答", Outcome::Answered),
    ("情報提供", Outcome::Answered),
    ("紹介", Outcome::Answered),
];

/// What the member register says, as far as a row is compared with it.
pub(super) struct Roll(BTreeMap<MemberCode, (Member, String)>);

impl Roll {
    pub(super) fn of(cards: &[MemberCard]) -> Self {
        Self(
            cards
                .iter()
                .map(|c| {
                    let name = fold::business(&c.name);
                    (c.member.code.clone(), (c.member.clone(), name))
                })
                .collect(),
        )
    }
}

/// What stands in a row.
pub(super) struct Reading {
    /// Its number, when that can be read.
    pub(super) number: Option<Number>,
    /// The row, when nothing stands against it.
    pub(super) row: Option<TakeOver>,
    /// What was found.
    pub(super) findings: Vec<Finding>,
}

/// Reads a row and compares it with the member register.
pub(super) fn read(row: &Row, roll: &Roll) -> Reading {
    let mut cells = Cells::of(row);
    let number = cells.needed(NUMBER).map(parse_number);
    if number == Some(None) {
        cells.refuse("takeover.number_unreadable", NUMBER);
    }
    let number = number.flatten();
    let received_at = cells.needed_instant(RECEIVED);
    let channel = cells.needed_word(CHANNEL, CHANNELS);
    let kind = cells.needed_word(KIND, KINDS);
    let respondent = respondent(&mut cells);
    let status = cells.needed_word(STATUS, STATUSES);
    let notified = cells.date(NOTIFIED);
    let replied = cells.date(REPLIED);
    let closed = cells.date(CLOSED);
    let outcome = cells.word(OUTCOME, OUTCOMES);
    let (
        true,
        Some(number),
        Some(received_at),
        Some(channel),
        Some(kind),
        Some(respondent),
        Some(status),
    ) = (
        cells.stands(),
        number,
        received_at,
        channel,
        kind,
        respondent,
        status,
    )
    else {
        return Reading {
            number,
            row: None,
            findings: cells.findings,
        };
    };
    let text = |column| row.cell(column).to_owned();
    let taken = TakeOver {
        number,
        kind,
        channel,
        respondent,
        received_at,
        status,
        notified,
        replied,
        closed,
        outcome,
        row: row.data_row(),
        name: text(NAME),
        kana: text(KANA),
        content: text(CONTENT),
        member_name: text(MEMBER_NAME),
        source: source(row),
    };
    warn(&mut cells, &taken, roll);
    Reading {
        number: Some(number),
        row: Some(taken),
        findings: cells.findings,
    }
}

/// `R8-苦情-0123` in whatever width, with the kind in whatever spelling.
fn parse_number(text: &str) -> Option<Number> {
    let text = fold::identifier(text);
    let mut parts: Vec<&str> = text.split('-').collect();
    if let Some(kind) = parts.get_mut(1)
        && let Some((_, known)) = KINDS.iter().find(|(word, _)| word == kind)
    {
        *kind = known.word();
    }
    parts.join("-").parse().ok()
}

fn respondent(cells: &mut Cells<'_>) -> Option<Respondent> {
    let code = fold::identifier(cells.text(MEMBER));
    if !code.is_empty() {
        let Ok(member) = code.parse() else {
            cells.refuse("takeover.code_unreadable", MEMBER);
            return None;
        };
        return Some(Respondent::Member { member });
    }
    Some(if cells.text(MEMBER_NAME).trim().is_empty() {
        Respondent::Unknown {}
    } else {
        Respondent::NonMember {}
    })
}

/// What somebody should look at although the row is taken.
fn warn(cells: &mut Cells<'_>, taken: &TakeOver, roll: &Roll) {
    if taken.kind != taken.number.kind {
        cells.warn("takeover.kind_differs", KIND);
    }
    if taken.status == TakenOverStatus::OutOfScope && taken.closed.is_none() {
        cells.warn("takeover.no_closing_date", CLOSED);
    }
    let Some(member) = taken.respondent.member() else {
        cells.warn("takeover.no_member", MEMBER);
        return;
    };
    // One that the register does not know is refused by the rules.
    let Some((known, name)) = roll.0.get(member) else {
        return;
    };
    if !known.is_target_on(taken.received_at.date()) {
        cells.warn("takeover.member_not_target", MEMBER);
    }
    let written = fold::business(&taken.member_name);
    if !written.is_empty() && written != *name {
        cells.warn("takeover.member_name_differs", MEMBER_NAME);
    }
}

fn source(row: &Row) -> String {
    let cells: serde_json::Map<String, serde_json::Value> = AS_IT_STOOD
        .iter()
        .map(|column| ((*column).to_owned(), row.cell(column).into()))
        .collect();
    serde_json::Value::Object(cells).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_spelling() {
        for text in [
            "R8-問い合せ-0019",
            "Ｒ８－問い合せ－００１９",
            "r8 - 問い合わせ - 19",
            "R8\u{2212}問合せ\u{2010}0019",
            "R8-i-0019",
        ] {
            assert_eq!(
                parse_number(text).unwrap().printed(),
                "R8-問い合せ-0019",
                "{text}"
            );
        }
        for text in ["", "R8", "山田　太郎", "R8-苦情-0000", "R8-苦情-1-1"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn every_field_of_a_rule_has_its_column() {
        assert!(FIELDS.iter().all(|(_, column)| COLUMNS.contains(column)));
        assert!(AS_IT_STOOD.iter().all(|column| COLUMNS.contains(column)));
    }
}
