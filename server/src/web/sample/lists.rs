//! Sample views of the lists a day begins with: today, the worklist, what waits for approval.

use super::{Size, at, choices, frame, long, many, nth_chip, row, show, step, why};
use crate::web::{
    page::{approvals::ApprovalsPage, queue::QueuePage, today::TodayPage},
    text::{Lang, Ui},
    view::{
        approvals::Approval,
        chart::{BY_OFFICER, Bar, Chart},
        deadline::Chip,
        form::{Field, Input},
        load::Horizon,
        today::{Line, MeasureDue, Section, Tile, Today},
        worklist::{BulkAct, FilterChip, SavedView, Worklist},
    },
};
use jiff::civil::date;

fn measures_due(size: Size) -> Vec<MeasureDue> {
    many(size, 3, |n| MeasureDue {
        number: format!("措置第{n}号"),
        href: format!("/measures/{n}"),
        member: long(size, "株式会社みらいデータ"),
        kind: ["recommendation", "revocation"][n % 2],
        stage: ["explained", "notified", "heard"][n % 3],
        chip: nth_chip(n),
        waits_on: ["member", "staff"][n % 2],
        why: (n == 0).then(|| why(size)),
    })
}

fn today(size: Size, ui: Ui) -> Today {
    let line = |n: usize, chip: Chip, idle: Option<i64>| Line {
        href: Some(format!("/cases/r8-c-{n:04}")),
        number: format!("R8-苦情-{n:04}"),
        member: long(size, ["株式会社みらいデータ", "有限会社髙山通商"][n % 2]),
        stage: ["awaiting_member", "screening", "reviewing"][n % 3].into(),
        chip: Some(chip),
        waits_on: ["member", "staff", "complainant"][n % 3].into(),
        why: Some(why(size)),
        officer: Some(if n == 3 {
            String::new()
        } else {
            "佐藤 一郎".into()
        }),
        level: ["l3", "l1", "", ""][n % 4].into(),
        next: Some(step(
            ["record-reply", "propose-acceptance", "accept-reply"][n % 3],
            n.is_multiple_of(2),
        )),
        idle_days: idle,
    };
    // A member's deadline among those of cases.
    let of_member = |n: usize, chip: Chip| Line {
        href: Some("/members/M0005".into()),
        number: "M0005".into(),
        stage: String::new(),
        waits_on: "staff".into(),
        officer: None,
        next: None,
        chip: Some(Chip {
            clock: "LIST_UPDATE".into(),
            ..chip
        }),
        ..line(n, nth_chip(0), None)
    };
    let section = |code, n: usize, look: usize, idle: Option<i64>| Section {
        code,
        lines: many(size, n, |i| {
            if idle.is_none() && i == 1 {
                of_member(i, nth_chip(look))
            } else {
                line(i, nth_chip(look), idle)
            }
        }),
        more: if size == Size::Long { 312 } else { 0 },
        href: format!("/queue/{code}"),
    };
    Today {
        measures: measures_due(size),
        date: date(2026, 11, 22),
        tiles: [
            ("overdue", "overdue", 9_u64),
            ("today", "today", 3),
            ("week", "near", 11),
            ("paused", "paused", 3),
            ("still", "", 5),
        ]
        .into_iter()
        .map(|(code, look, count)| Tile {
            code,
            count: match size {
                Size::Usual => count,
                Size::Empty => 0,
                Size::Long => count * 1_234,
            },
            href: format!("/queue/{look}"),
            look,
        })
        .collect(),
        sections: vec![
            section("overdue", 4, 0, None),
            section("today", 2, 1, None),
            section("week", 3, 2, None),
            section("still", 2, 4, Some(12)),
        ],
        horizon: Horizon {
            year: "令和9年".into(),
            late: size == Size::Long,
            provisional: 0,
        },
        officers: Chart {
            parts: BY_OFFICER,
            id: "officers".into(),
            caption: ui.t("today-officers-caption"),
            label: ui.t("col-officer"),
            bars: many(size, 4, |n| Bar {
                label: ["佐藤 一郎", "鈴木 次郎", "髙橋 花子", "渡邊 三郎"][n % 4].into(),
                href: "/queue/all?officer=u-2".into(),
                parts: [[3, 1, 2, 1], [0, 0, 4, 0], [6, 2, 1, 2], [0, 0, 0, 0]][n % 4].to_vec(),
            }),
        },
        approvals: if size == Size::Empty { 0 } else { 2 },
        filings: usize::from(size == Size::Long),
    }
}

fn worklist(size: Size, ui: Ui) -> Worklist {
    Worklist {
        view: "open".into(),
        views: [
            "mine",
            "open",
            "overdue",
            "near",
            "paused",
            "unassigned",
            "approval",
            "closed",
        ]
        .into_iter()
        .enumerate()
        .map(|(n, code)| SavedView {
            code: code.into(),
            href: format!("/queue/{code}"),
            count: if size == Size::Empty {
                0
            } else {
                37 * n as u64
            },
            current: n == 1,
        })
        .collect(),
        filters: vec![
            Field::new("stage", ui.t("col-stage")).input(Input::Select(choices(&[
                "指定なし",
                "受理",
                "会員回答待ち",
            ]))),
            Field::new("officer", ui.t("col-officer"))
                .input(Input::Select(choices(&["指定なし", "佐藤 一郎"]))),
            Field::new("kind", ui.t("col-kind"))
                .input(Input::Select(choices(&["指定なし", "令和8年度"]))),
        ],
        chips: if size == Size::Usual {
            Vec::new()
        } else {
            vec![FilterChip {
                label: "担当：佐藤 一郎".into(),
                remove: "/queue/open".into(),
            }]
        },
        action: "/queue/open".into(),
        rows: many(size, 12, |n| row(size, n)),
        total: 412,
        bulk: if size == Size::Long {
            vec![BulkAct {
                action: "/queue/assign".into(),
                label: ui.t("step-assign"),
            }]
        } else {
            Vec::new()
        },
        previous: (size == Size::Long).then(|| "/queue/open?before=x".into()),
        next: (size != Size::Empty).then(|| "/queue/open?after=y".into()),
    }
}

/// The pages with sample data, by name.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = &Ui::new(lang);
    let today = today(size, *ui);
    vec![
        show(
            "today",
            &TodayPage {
                f: frame(lang, "/today", "supervisor", "today-title"),
                v: &today,
            },
        ),
        show(
            "queue",
            &QueuePage {
                f: frame(lang, "/queue/open", "handler", "queue-title").after(Some("assigned")),
                v: &worklist(size, *ui),
            },
        ),
        show(
            "approvals",
            &ApprovalsPage {
                f: frame(lang, "/approvals", "supervisor", "approvals-title"),
                v: &many(size, 3, |n| Approval {
                    slug: format!("r8-c-{n:04}"),
                    number: format!("R8-苦情-{n:04}"),
                    member: long(size, "株式会社みらいデータ"),
                    act: ["accept", "out_of_scope", "close"][n % 3].into(),
                    by: "佐藤 一郎".into(),
                    at: at(11, 20, 15),
                    href: (n % 3 != 2).then(|| "/cases/r8-c-0001/do/approve".into()),
                }),
            },
        ),
    ]
}
