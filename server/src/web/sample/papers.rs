//! Sample views of papers (議案書) in every state, with the forms on their page.

use super::{
    Size, at,
    board::{bar, form, head, lines, links, radio},
    date, frame, long, many, measures, show,
};
use crate::web::{
    page::meeting_item::ItemPage,
    text::Lang,
    view::{
        board::DiffLine,
        form::{Field, Input},
        paper::{ItemView, MeasureFacts, Paper, Step, VoiceLine},
    },
};

pub(super) fn changes() -> Vec<DiffLine> {
    [
        ("same", "２　事務局案"),
        ("gone", "勧告する。期限は30日とする。"),
        ("new", "勧告する。期限は14日とする。"),
        ("same", ""),
    ]
    .map(|(what, text)| DiffLine {
        what,
        text: text.into(),
    })
    .into()
}

fn facts(size: Size) -> MeasureFacts {
    let full = size != Size::Empty;
    let step = |key: &'static str, delivered: bool| Step {
        key,
        on: Some(date(2026, 11, 2)),
        delivered: delivered.then(|| date(2026, 11, 4)),
        by: if key == "paper-closed" {
            ""
        } else {
            "certified_post"
        }
        .into(),
        proof: if delivered {
            "配達証明 第123号"
        } else {
            ""
        }
        .into(),
    };
    MeasureFacts {
        number: 4,
        kind: "recommendation".into(),
        member: long(size, "株式会社みらいデータ"),
        question: "impose".into(),
        basis: "個人情報保護指針（2026-1版）第5条第2項 （行為の日 令和8年9月1日（火））".into(),
        facts: if full {
            long(
                size,
                "開示の請求に3か月にわたり回答しなかった。\n督促にも応じなかった。",
            )
        } else {
            String::new()
        },
        evidence: many(size, 3, |n| format!("証拠{} 督促の記録", n + 1)),
        reason: if full {
            long(size, "二度の指導の後も改善がみられない。")
        } else {
            String::new()
        },
        procedure: if full {
            vec![
                step("paper-explanation", true),
                step("paper-hearing-notice", false),
                step("paper-closed", false),
            ]
        } else {
            Vec::new()
        },
        heard: if full { "written" } else { "" }.into(),
        summary: if full {
            long(size, "担当者の交代による遅れであり、体制を改めた。")
        } else {
            String::new()
        },
        notice_days: full.then_some(14),
        excluded: many(size, 2, |n| {
            (long(size, "佐藤 一郎"), ["interest", "part"][n % 2])
        }),
        comparable: measures::comparison(size),
    }
}

fn voices(size: Size) -> Vec<VoiceLine> {
    many(size, 3, |n| VoiceLine {
        name: long(size, "髙橋 花子"),
        choice: ["for", "against", "abstain"][n % 3].into(),
        reason: if n == 1 {
            "<b>重すぎる</b>".into()
        } else {
            String::new()
        },
    })
}

pub(super) fn paper(size: Size, state: &'static str, gate: &'static str, number: u32) -> Paper {
    let open = gate == "open";
    let over = state == "resolved";
    Paper {
        number,
        title: open.then(|| long(size, "みらいデータへの勧告について")),
        about: "措置第4号 勧告（株式会社みらいデータ） 措置の可否".into(),
        state,
        gate,
        text: long(
            size,
            "１　提案の趣旨\n開示の請求への対応を改めるよう勧告する。",
        ),
        digest: "9f86d081".repeat(8),
        changes: if size == Size::Long {
            changes()
        } else {
            Vec::new()
        },
        void: u32::from(size == Size::Long) * 2,
        measure: open.then(|| facts(size)),
        rules: if size == Size::Long {
            "/rules/profiles/9f86d081".into()
        } else {
            String::new()
        },
        bar: Some(bar(size, over)),
        readers: many(size, 2, |_| "髙橋 花子".into()),
        opinions: voices(size),
        votes: if over { voices(size) } else { Vec::new() },
        hidden: state == "open",
        spoken: (size == Size::Long).then(|| ("spoken".into(), "弁明の要旨".into())),
        course: if over {
            "期限について質疑があった。".into()
        } else {
            String::new()
        },
        resolved: over.then(|| at(12, 10, 15)),
        reference: if over {
            "meeting-3/item-2".into()
        } else {
            String::new()
        },
    }
}

fn item_view(size: Size, state: &'static str, gate: &'static str) -> ItemView {
    let vote = vec![
        radio("choice", "賛否"),
        lines("reason", "理由"),
        Field::new("password", "パスワード").input(Input::Password),
    ];
    let declare = vec![radio("interest", "関係"), lines("note", "内容")];
    let opine = vec![radio("opinion", "意見"), lines("because", "理由")];
    let stale = size == Size::Long && state == "open";
    ItemView {
        head: head(
            size,
            if state == "listed" {
                "notified"
            } else {
                "open"
            },
        ),
        paper: paper(size, state, gate, 2),
        declare: (gate == "declare").then(|| form(size, declare, "取り消せません。")),
        opine: (gate == "open" && state == "listed").then(|| form(size, opine, "数えません。")),
        vote: (gate == "open" && state == "open").then(|| form(size, vote, "記録します。")),
        no_vote: if state == "listed" {
            "board-no-vote-closed"
        } else {
            ""
        },
        stale: if stale { changes() } else { Vec::new() },
        steps: links(&["open-item", "revise", "withdraw-item"], true),
    }
}

pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for (state, gate) in [
        ("listed", "declare"),
        ("listed", "ruling"),
        ("listed", "withheld"),
        ("listed", "open"),
        ("open", "open"),
        ("resolved", "open"),
    ] {
        pages.push(show(
            &format!("board-item-{state}-{gate}"),
            &ItemPage {
                f: frame(lang, "/board/meetings/3/items/2", "director", "board-paper"),
                v: &item_view(size, state, gate),
            },
        ));
    }
    pages
}
