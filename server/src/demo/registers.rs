//! The organisation's own registers in the demonstration: the accreditation and the guidelines as
//! they stood before the ledger, a version that waits for its filing, bulletins, other work, a digest
//! that members read and one that waits for its second reader.

use super::{
    pen::{Line, Who},
    plan::Deed,
};
use domain::{
    calendar::Calendar,
    code::{AccreditationAct, Accreditor, ActivityKind, InformationKind, LawVersion, PublishedBy},
    event::Scope,
    folio::{FolioCommand, Fresh, GuidelineText},
    id::FolioId,
    time::Timestamp,
};
use jiff::{
    Span,
    civil::{Date, date},
};

/// Who keeps the accreditation.
const SECRETARIAT: &str = "jimukyoku";
/// Who keeps the guidelines and writes digests.
const LEAD: &str = "shishin";
/// Who publishes.
const PUBLISHER: &str = "kohyo";

const CLAUSES: &str = "第1条 目的\n第2条 定義\n第3条 利用目的の特定と制限\n第4条 適正な取得\n\
    第5条 安全管理措置\n第5条の2 従業者と委託先の監督\n第6条 第三者提供の制限\n\
    第7条 開示等の請求への対応\n第8条 苦情の処理";

const TEXT: &str = "この指針は、対象事業者が個人情報を適正に取り扱うために守るべき事項を定める。\n\
    (デモ用の架空の指針です。)";

/// The lines of the registers, in order; the numbers of the entries follow from that order.
struct Shelf {
    lines: Vec<Line>,
    entries: u32,
}

impl Shelf {
    fn write(&mut self, at: Timestamp, who: &'static str, deed: Deed) {
        let who = Who::Person(who);
        self.lines.push(Line { at, who, deed });
    }

    fn record(&mut self, at: Timestamp, who: &'static str, fresh: Fresh) -> FolioId {
        self.write(at, who, Deed::Record(Box::new(fresh)));
        self.entries += 1;
        FolioId(self.entries)
    }

    fn follow(&mut self, at: Timestamp, who: &'static str, id: FolioId, command: FolioCommand) {
        self.write(at, who, Deed::Folio(id, Box::new(command)));
    }
}

fn noon(day: Date) -> Timestamp {
    Timestamp::start_of(day).plus_seconds(12 * 3_600)
}

fn accreditation(authority: Accreditor, on: Date) -> Fresh {
    Fresh::Accreditation {
        act: AccreditationAct::Granted,
        authority,
        law: LawVersion::Enacted,
        on,
        scope: Scope::All {},
        reference: "認定通知(デモ用の架空の番号)第1号".to_owned(),
        note: String::new(),
    }
}

fn guideline(version: String, heard_on: Date, on: Date, in_force: Date) -> Fresh {
    Fresh::Guideline {
        version,
        text: GuidelineText {
            title: "個人情報保護指針".to_owned(),
            clauses: GuidelineText::clauses_of(CLAUSES).unwrap_or_default(),
            text: TEXT.to_owned(),
            document: String::new(),
        },
        heard_on,
        heard: "消費者団体と学識経験者から書面で意見を聴いた".to_owned(),
        on,
        in_force,
        decision: None,
    }
}

fn information(kind: InformationKind, on: Date, title: &str) -> Fresh {
    Fresh::Information {
        kind,
        on,
        members: Vec::new(),
        title: title.to_owned(),
        note: String::new(),
        material: String::new(),
    }
}

fn lesson(title: &str, text: &str) -> Fresh {
    Fresh::Lesson {
        cases: Vec::new(),
        title: title.to_owned(),
        text: text.to_owned(),
    }
}

/// The lines of the registers, from the day on which the ledger was opened to the present.
pub(super) fn lines(
    profile: &str,
    calendar: &Calendar,
    opening: Timestamp,
    now: Timestamp,
) -> Vec<Line> {
    let mut shelf = Shelf {
        lines: Vec::new(),
        entries: 0,
    };
    // On the first day what was there before is entered, after everybody has a sign-in.
    let first = opening.plus_seconds(6 * 3_600);
    let year = opening.date().year();
    before(&mut shelf, profile, first, year);
    let open = |day: Date| noon(calendar.open_day_until(day).unwrap_or(day));
    let gazette = |n: i16, month| open(date(year + n, month, 20));
    for (at, kind, title) in [
        (
            gazette(0, 9),
            InformationKind::Bulletin,
            "会報 秋号:苦情の動向と対応のこつ",
        ),
        (
            gazette(1, 3),
            InformationKind::Bulletin,
            "会報 春号:開示等の請求への対応",
        ),
        (
            gazette(1, 7),
            InformationKind::Seminar,
            "対象事業者説明会:漏えい等の報告",
        ),
        (
            gazette(1, 9),
            InformationKind::Bulletin,
            "会報 秋号:委託先の監督",
        ),
        (
            gazette(2, 7),
            InformationKind::Seminar,
            "対象事業者説明会:苦情対応の実務",
        ),
    ] {
        shelf.record(at, PUBLISHER, information(kind, at.date(), title));
    }
    let told = open(date(year + 2, 8, 3));
    let id = shelf.record(
        told,
        LEAD,
        lesson(
            "開示請求への回答を忘れないために",
            "担当者の交代のときに開示請求への回答が漏れることがあります。\n\
             請求を受けた日と回答の期限を一覧で管理し、交代のときに引き継いでください。",
        ),
    );
    shelf.follow(told.plus_seconds(60), LEAD, id, FolioCommand::Propose);
    let read = told.plus_seconds(2 * 3_600);
    shelf.write(read, PUBLISHER, Deed::Release(id));
    let met = open(date(year + 2, 9, 8));
    let activity = Fresh::Activity {
        kind: ActivityKind::Liaison,
        on: met.date(),
        title: "他の認定個人情報保護団体との情報交換会".to_owned(),
        note: String::new(),
    };
    shelf.record(met, SECRETARIAT, activity);
    // A version that was adopted the other week waits for its filing.
    let back = |days| now.date().saturating_sub(Span::new().days(days));
    let adopted = open(back(9));
    let version = format!("{}-1", year + 3);
    let (on, in_force) = (adopted.date(), date(year + 3, 4, 1));
    shelf.record(adopted, LEAD, guideline(version, back(40), on, in_force));
    let written = open(back(4));
    let id = shelf.record(
        written,
        LEAD,
        lesson(
            "退会した会員の情報の扱い",
            "退会の手続の際に、保有する個人情報を消去する時期を案内してください。",
        ),
    );
    shelf.follow(written.plus_seconds(60), LEAD, id, FolioCommand::Propose);
    shelf.lines.retain(|line| line.at < now);
    shelf.lines
}

/// What was there before the ledger was opened.
fn before(shelf: &mut Shelf, profile: &str, first: Timestamp, year: i16) {
    let mut at = first;
    let mut next = || {
        at = at.plus_seconds(60);
        at
    };
    let history: &[(Accreditor, Date)] = if profile == "japico" {
        &[
            (Accreditor::Meti, date(2011, 8, 10)),
            (Accreditor::Mhlw, date(2013, 12, 24)),
        ]
    } else {
        &[(Accreditor::Meti, date(2005, 5, 12))]
    };
    for (authority, on) in history {
        shelf.record(next(), SECRETARIAT, accreditation(*authority, *on));
    }
    let (heard, on) = (date(year - 2, 2, 10), date(year - 2, 3, 18));
    let version = format!("{}-1", year - 2);
    let in_force = date(year - 2, 4, 1);
    let id = shelf.record(next(), LEAD, guideline(version, heard, on, in_force));
    let filed = FolioCommand::File {
        on: date(year - 2, 3, 25),
        reference: "届出(デモ用の架空の番号)第1号".to_owned(),
    };
    shelf.follow(next(), LEAD, id, filed);
    for (by, on, url) in [
        (
            PublishedBy::Body,
            in_force,
            "https://www.example.jp/shishin",
        ),
        (PublishedBy::Ppc, date(year - 2, 5, 10), ""),
    ] {
        let url = url.to_owned();
        let publish = FolioCommand::Publish { by, on, url };
        shelf.follow(next(), PUBLISHER, id, publish);
    }
    shelf.write(next(), "admin", Deed::ProposeDesk);
    shelf.write(next(), "senta", Deed::ApproveDesk);
}

/// The rules with the card of the demonstration's desk, in force from `day` on.
pub(super) fn with_desk(profile: &str, day: Date) -> String {
    let card = "[desk]\naddress = \"東京都架空区見本町1-2-3\"\ntelephone = \"03-0000-0000\"\n\
        fax = \"03-0000-0001\"\nmail = \"desk@example.jp\"\nurl = \"https://www.example.jp/\"";
    let mut lines = Vec::new();
    for line in profile.lines() {
        if line.starts_with("in_force = ") {
            lines.push(format!("in_force = \"{day}\""));
        } else if line == "[desk]" {
            lines.push(card.to_owned());
        } else {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n")
}
