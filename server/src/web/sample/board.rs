//! Sample views of meetings: preparation, session, minutes.

use super::{
    Size, at, choices, date, frame, long, many, nth_chip,
    papers::{self, changes, paper},
    show,
};
use crate::web::{
    frame::Frame,
    page::{
        board::{BoardPage, CallPage},
        meeting::MeetingPage,
        meeting_pack::PackPage,
        meeting_step::MeetingStepPage,
        minutes::MinutesPage,
    },
    text::Lang,
    view::{
        board::{
            Bar, BoardHome, Candidate, ItemLine, MeetingHead, MeetingLine, MeetingView,
            MinutesView, NextMeeting, Notice, OpenQuestion, OpenVersion, SeatLine, SignedMinutes,
            StepLink, StepView,
        },
        form::{Choice, Fault, Field, Form, Group, Input},
        paper::Pack,
    },
};

fn line(number: u32, stage: &str) -> MeetingLine {
    MeetingLine {
        number,
        body: ["board", "general_meeting", "committee"][number as usize % 3].into(),
        at: at(12, 10, 14),
        stage: stage.into(),
        unsigned: stage == "closed" && number % 2 == 1,
    }
}

fn item(size: Size, n: u32) -> ItemLine {
    let states = ["listed", "open", "resolved", "withdrawn", "reported"];
    let state = states[n as usize % 5];
    ItemLine {
        number: n + 1,
        href: format!("/board/meetings/3/items/{}", n + 1),
        title: (n % 4 != 3).then(|| long(size, "みらいデータへの勧告について")),
        about: long(size, "措置第4号 勧告（株式会社みらいデータ） 措置の可否"),
        state,
        resolution: match state {
            "resolved" => ["adopted", "rejected", "deferred", "no_quorum"][n as usize % 4].into(),
            _ => String::new(),
        },
        reading: ["unread", "read", "changed", ""][n as usize % 4],
        interest: ["declare", "clear", "ruling", ""][n as usize % 4],
        here: n == 1,
    }
}

fn items(size: Size) -> Vec<ItemLine> {
    let most = match size {
        Size::Usual => 5,
        Size::Empty => 0,
        Size::Long => 12,
    };
    (0..most).map(|n| item(size, n)).collect()
}

pub(super) fn head(size: Size, stage: &str) -> MeetingHead {
    MeetingHead {
        line: line(3, stage),
        place: (size != Size::Empty).then(|| long(size, "本会会議室（遠隔の方は別途送る接続先）")),
        items: items(size),
        minutes: stage == "closed",
    }
}

pub(super) fn bar(size: Size, ended: bool) -> Bar {
    let full = size == Size::Long;
    Bar {
        number: 2,
        majority: ["simple", "two_thirds", "special"][usize::from(full) + usize::from(ended)]
            .into(),
        fewest: if full { 3 } else { 1 },
        all: 6,
        eligible: 6,
        excluded: u32::from(full),
        present: if size == Size::Empty { 0 } else { 5 },
        yes: if size == Size::Empty { 0 } else { 3 },
        no: u32::from(size != Size::Empty),
        abstain: 0,
        quorum: 4,
        needed: if full { 4 } else { 3 },
        has_quorum: size != Size::Empty,
        reached: !full,
        outcome: if full { "rejected" } else { "adopted" }.into(),
        vote: match (ended, size) {
            (true, _) => "ended",
            (false, Size::Empty) => "before",
            _ => "open",
        },
    }
}

fn home(size: Size) -> BoardHome {
    let usual = size != Size::Empty;
    let put = |n: u32| vec![(n, format!("/board/meetings/{n}/do/put?subject=other"))];
    BoardHome {
        next: usual.then(|| NextMeeting {
            line: line(3, "notified"),
            place: Some(long(size, "本会会議室")),
            items: items(size),
        }),
        meetings: many(size, 4, |n| {
            let stages = [
                "notified",
                "closed",
                "cancelled",
                "closed",
                "prepared",
                "open",
            ];
            line(u32::try_from(n).unwrap(), stages[n % 6])
        }),
        questions: many(size, 2, |n| OpenQuestion {
            measure: 4,
            kind: ["recommendation", "revocation"][n % 2].into(),
            member: long(size, "株式会社みらいデータ"),
            question: ["impose", "guidance"][n % 2].into(),
            body: "board".into(),
            puts: if n % 2 == 0 { put(3) } else { Vec::new() },
        }),
        versions: many(size, 1, |n| OpenVersion {
            document: ["profile", "calendar"][n % 2].into(),
            in_force: date(2027, 4, 1),
            href: "/rules/proposals/profile".into(),
            puts: if n % 2 == 0 { put(3) } else { Vec::new() },
        }),
        candidates: many(size, 3, |n| Candidate {
            number: format!("R8-苦情-{n:04}"),
            kind: "complaint".into(),
            stage: "awaiting_member".into(),
            chip: nth_chip(0),
            level: "l3".into(),
            since: date(2026, 11, 19),
            waits_on: "member".into(),
        }),
        may_call: usual,
    }
}

pub(super) fn links(codes: &[&str], item: bool) -> Vec<StepLink> {
    codes
        .iter()
        .enumerate()
        .map(|(n, code)| StepLink {
            code: (*code).to_owned(),
            href: format!(
                "/board/meetings/3/do/{code}{}",
                if item { "?item=2" } else { "" }
            ),
            primary: n == 0,
        })
        .collect()
}

fn meeting(size: Size, stage: &str) -> MeetingView {
    let (steps, of_item): (&[&str], &[&str]) = match stage {
        "prepared" => (
            &["put", "notify", "waive", "cancel"],
            &["revise", "withdraw-item"],
        ),
        "notified" => (&["open", "waive", "cancel"], &["revise", "withdraw-item"]),
        "open" => (
            &["arrive", "leave", "close"],
            &["open-item", "hear", "vote", "resolve"],
        ),
        _ => (&[], &[]),
    };
    let held = matches!(stage, "open" | "closed");
    MeetingView {
        head: head(size, stage),
        opened: held.then(|| at(12, 10, 14)),
        closed: (stage == "closed").then(|| at(12, 10, 16)),
        notice: Notice {
            sent: (stage != "prepared").then(|| at(12, 4, 9)),
            days: (stage != "prepared").then_some(5),
            least: 7,
            waived: held,
        },
        seats: many(size, 5, |n| SeatLine {
            name: long(size, "髙橋 花子"),
            votes: (n % 4 != 3).then_some(1),
            how: if held {
                ["in_person", "remote", ""][n % 3].into()
            } else {
                String::new()
            },
            since: (held && n % 3 != 2).then(|| at(12, 10, 14)),
            until: (held && n % 6 == 1).then(|| at(12, 10, 15)),
            chairs: held && n == 0,
            waived: n % 2 == 0,
        }),
        bars: items(size)
            .into_iter()
            .map(|item| {
                let ended = item.state == "resolved";
                let bar = (item.state != "reported").then(|| bar(size, ended));
                (item, bar, links(of_item, true))
            })
            .collect(),
        steps: links(steps, false),
    }
}

pub(super) fn form(size: Size, fields: Vec<Field>, effect: &str) -> Form {
    let faults = if size == Size::Long {
        fields
            .first()
            .map(|field| Fault {
                field: field.name.clone(),
                code: "field.choice".into(),
                message: "一つ選んでください".into(),
            })
            .into_iter()
            .collect()
    } else {
        Vec::new()
    };
    let judged = fields.into_iter().map(|field| field.judged_by(&faults));
    Form {
        action: "/board/meetings/3/do/vote".into(),
        groups: vec![Group {
            legend: String::new(),
            fields: judged.collect(),
        }],
        hidden: vec![("paper".into(), "9f86d081".repeat(8))],
        submit: "記録する".into(),
        effect: effect.into(),
        ..Form::default()
    }
    .with_faults(faults, "：")
}

pub(super) fn radio(name: &str, label: &str) -> Field {
    let ways = [("for", "賛成"), ("against", "反対"), ("abstain", "棄権")];
    let ways = ways.map(|(value, label)| Choice::new(value, label));
    Field::new(name, label)
        .input(Input::Radio(ways.into()))
        .required()
}

pub(super) fn lines(name: &str, label: &str) -> Field {
    Field::new(name, label)
        .input(Input::Lines(4))
        .hint("要点を書きます。")
}

fn step(size: Size, code: &str) -> StepView {
    let seat = "person:018f0000-0000-7000-8000-000000000001";
    let fields = match code {
        "put" => vec![
            Field::new("subject", "議案の対象").input(Input::Select(choices(&["その他の議案"]))),
            Field::new("title", "議案の名称").required(),
            lines("paper", "議案書"),
        ],
        "revise" => vec![Field::new("title", "議案の名称"), lines("paper", "議案書")],
        "vote" => vec![
            radio(&format!("choice-{seat}"), "髙橋 花子の賛否"),
            Field::new(format!("reason-{seat}"), "理由"),
        ],
        "arrive" => vec![
            radio(&format!("how-{seat}"), "髙橋 花子"),
            Field::new("identified", "互いに確かめた")
                .input(Input::Check)
                .hint("双方向"),
        ],
        _ => Vec::new(),
    };
    let mut form = form(size, fields, "取り消せません。");
    form.grave = code == "close";
    form.cancel = "/board/meetings/3".into();
    StepView {
        code: code.into(),
        back: ("第3回 理事会".into(), "/board/meetings/3".into()),
        item: if matches!(code, "vote" | "revise") {
            long(size, "第2号議案 みらいデータへの勧告について")
        } else {
            String::new()
        },
        bar: (code == "vote").then(|| bar(size, false)),
        changes: if code == "revise" && size == Size::Long {
            changes()
        } else {
            Vec::new()
        },
        form,
    }
}

fn minutes(size: Size) -> MinutesView {
    let written = size != Size::Empty;
    let text = "第3回理事会議事録\n\n1　日時　令和8年12月10日（木）14時05分から16時05分まで";
    MinutesView {
        head: head(size, "closed"),
        text: written.then(|| long(size, text)),
        digest: if written {
            "9f86d081".repeat(8)
        } else {
            String::new()
        },
        writer: "髙橋 花子".into(),
        approved: (size == Size::Long).then(|| at(12, 12, 10)),
        signed: None,
        write: (size != Size::Long).then(|| {
            form(
                size,
                vec![lines("text", "本文")],
                "前の承認は無効になります。",
            )
        }),
        approve: (size == Size::Usual).then(|| form(size, Vec::new(), "確認します。")),
        sign: (size == Size::Long).then(|| {
            let fields = vec![
                radio("by", "署名の方法"),
                Field::new("digest", "SHA-256").hint("64桁"),
                Field::new("reference", "保管場所").required(),
            ];
            form(size, fields, "SHA-256だけを記録します。")
        }),
    }
}

fn signed(size: Size) -> MinutesView {
    MinutesView {
        signed: Some(SignedMinutes {
            file: "9f86d081".repeat(8),
            by: "paper".into(),
            at: at(12, 15, 10),
            reference: long(size, "代表理事・監事が署名。原本は書庫B-12"),
        }),
        write: None,
        approve: None,
        sign: None,
        ..minutes(size)
    }
}

pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let part = |path: &str, role: &str, title: &str| -> Frame { frame(lang, path, role, title) };
    let of = "/board/meetings/3";
    let mut pages = vec![show(
        "board",
        &BoardPage {
            f: part("/board", "secretariat", "board-title"),
            v: &home(size),
        },
    )];
    let call = form(
        size,
        vec![
            radio("body", "会議体"),
            Field::new("at", "日時").input(Input::Date),
            Field::new("place", "場所"),
        ],
        "",
    );
    pages.push(show(
        "board-new",
        &CallPage {
            f: part("/board/new", "secretariat", "board-call"),
            form: &call,
        },
    ));
    for stage in ["prepared", "notified", "open", "closed", "cancelled"] {
        pages.push(show(
            &format!("board-meeting-{stage}"),
            &MeetingPage {
                f: part(of, "secretariat", "board-meeting"),
                v: &meeting(size, stage),
            },
        ));
    }
    pages.extend(papers::pages(lang, size));
    for code in ["put", "revise", "vote", "arrive", "close"] {
        pages.push(show(
            &format!("board-step-{code}"),
            &MeetingStepPage {
                f: part("/board/meetings/3/do/vote", "secretariat", "board-meeting"),
                v: &step(size, code),
            },
        ));
    }
    let papers = if size == Size::Empty {
        Vec::new()
    } else {
        vec![
            paper(size, "listed", "open", 1),
            paper(size, "listed", "declare", 2),
            paper(size, "resolved", "open", 3),
        ]
    };
    let pack = |single: bool| Pack {
        head: head(size, "notified"),
        organisation: "一般社団法人 デモ個人情報保護協会".into(),
        printed: at(12, 4, 9),
        papers: if single {
            vec![paper(size, "resolved", "open", 3)]
        } else {
            papers.clone()
        },
        single,
    };
    for (name, single) in [("board-pack", false), ("board-pack-single", true)] {
        pages.push(show(
            name,
            &PackPage {
                f: part("/board/meetings/3/pack", "director", "board-pack"),
                v: &pack(single),
            },
        ));
    }
    for (name, v) in [
        ("board-minutes", minutes(size)),
        ("board-minutes-signed", signed(size)),
    ] {
        pages.push(show(
            name,
            &MinutesPage {
                f: part("/board/meetings/3/minutes", "secretariat", "board-minutes"),
                v: &v,
            },
        ));
    }
    pages
}
