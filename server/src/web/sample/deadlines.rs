//! Sample views of the pages about deadlines, the calendar and the rules.

use super::{Size, at, choices, deadline, frame, long, many, nth_chip, show, why};
use crate::web::{
    page::{
        ahead::AheadPage,
        calendar::{CalendarPage, EditPage},
        deadlines::{LoadPage, MonthPage},
        extend::ExtendPage,
        proof::ProofPage,
        rules::{DifferencePage, ProfilePage, RulesPage},
    },
    text::{Lang, Ui},
    view::{
        ahead::{Ahead, AheadLine},
        board::Reference,
        calendar::{
            CalendarPageView, Edit, Edits, HoursLine, HoursTable, MoveLine, Moves, RangeLine,
            WaitingVersion,
        },
        chart::{BY_WEEK, Bar, Chart},
        extend::{Extend, ExtendRow},
        form::{Fault, Field, Form, Group, Input},
        load::{DayCell, DayLine, DayList, FeedBox, Horizon, Load, Month},
        proof::{Change, ProofView},
        rules::{ChangeLine, ClockLine, Difference, ProfileView, Rules, VersionLine},
    },
};
use jiff::{
    Span,
    civil::{Date, date},
};

fn horizon(size: Size) -> Horizon {
    Horizon {
        year: "令和9年".into(),
        late: size == Size::Long,
        provisional: if size == Size::Empty { 0 } else { 12 },
    }
}

fn faults(size: Size, field: &str) -> Vec<Fault> {
    many(size, 0, |_| Fault {
        field: field.into(),
        code: "field.date".into(),
        message: "日付を読み取れません。例：R8.11.22、2026/11/22".into(),
    })
    .into_iter()
    .take(1)
    .collect()
}

fn moves(size: Size) -> Moves {
    let line = |n: usize| MoveLine {
        href: Some(format!("/cases/r8-c-{n:04}/deadlines/MEMBER_REPLY.1")),
        number: format!("R8-苦情-{n:04}"),
        clock: "MEMBER_REPLY".into(),
        from: date(2026, 12, 28),
        to: date(2027, 1, 4),
    };
    Moves {
        changes: many(size, 1, |_| "休業日にする：令和8年12月28日（月）".into()),
        moved: many(size, 4, line),
        kept: if size == Size::Long {
            vec![line(9)]
        } else {
            Vec::new()
        },
        steps_only: if size == Size::Empty { 0 } else { 17 },
        paused: if size == Size::Empty { 0 } else { 3 },
    }
}

fn month(size: Size) -> Month {
    let first = date(2026, 10, 26);
    let cell = |n: i64| {
        let day = first.saturating_add(Span::new().days(n));
        let weekend = n % 7 >= 5;
        let holiday = [date(2026, 11, 3), date(2026, 11, 23)].contains(&day);
        DayCell {
            date: day,
            inside: day.month() == 11,
            today: day == date(2026, 11, 24),
            closed: match (holiday, weekend) {
                (true, _) => long(size, "勤労感謝の日"),
                (_, true) => "休業日".into(),
                _ => String::new(),
            },
            holiday,
            running: if size == Size::Empty {
                0
            } else {
                u32::try_from(n % 4).unwrap()
            },
            paused: u32::from(size == Size::Long && n % 5 == 0),
            look: ["overdue", "today", "near", "ample"][usize::try_from(n / 9).unwrap().min(3)],
        }
    };
    // Every day that the grid links to has its list.
    let days = (0..42_i64)
        .map(cell)
        .filter(|c| c.inside && c.running > 0)
        .map(|c| DayList {
            date: c.date,
            lines: many(Size::Usual, 2, |n| DayLine {
                href: Some(format!("/cases/r8-c-{n:04}/deadlines/ACK.1")),
                number: format!("R8-苦情-{n:04}"),
                member: long(size, "株式会社みらいデータ"),
                chip: nth_chip(n),
                officer: if n == 0 {
                    None
                } else {
                    Some("佐藤 一郎".into())
                },
            }),
        })
        .collect();
    Month {
        title: "令和8年11月".into(),
        previous: "/deadlines/calendar?month=2026-10".into(),
        next: "/deadlines/calendar?month=2026-12".into(),
        weeks: (0..6)
            .map(|week| (0..7).map(|day| cell(week * 7 + day)).collect())
            .collect(),
        days,
        more: if size == Size::Long { 14 } else { 0 },
    }
}

fn versions(size: Size, profile: bool) -> Vec<VersionLine> {
    many(size, 2, |n| VersionLine {
        in_force: date(2026, 4, 1),
        applies: n == 0,
        digest: "7d1f0c2a9b3e".into(),
        href: if profile {
            "/rules/profiles/7d1f".into()
        } else {
            String::new()
        },
        changes: if profile && n == 0 {
            "/rules/changes?older=a&newer=b".into()
        } else {
            String::new()
        },
        decision: ["2026-B-03", "meeting-3/item-2", ""][n % 3].into(),
        actor: "髙橋 花子".into(),
        at: at(4, 1, 9),
        seq: 812,
    })
}

fn waiting(size: Size, kind: &str) -> Option<WaitingVersion> {
    (size != Size::Empty).then(|| WaitingVersion {
        by: "佐藤 一郎".into(),
        at: at(11, 20, 15),
        reason: long(size, "年末の大掃除のため、12月28日を休業日とします。"),
        in_force: date(2026, 12, 1),
        authority: if kind == "profile" {
            "board".into()
        } else {
            "center_head".into()
        },
        href: format!("/rules/proposals/{kind}"),
    })
}

fn form(ui: Ui, action: &str, name: &str) -> Form {
    Form {
        action: action.into(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![
                Field::new(name, ui.t("fact-reason"))
                    .input(Input::Lines(3))
                    .required(),
            ],
        }],
        hidden: vec![("text".into(), "zone = \"Asia/Tokyo\"\n".into())],
        submit: ui.t("calendar-apply"),
        effect: ui.n("calendar-effect", 4),
        cancel: "/rules".into(),
        ..Form::default()
    }
}

fn calendar(size: Size, ui: Ui) -> CalendarPageView {
    let day = |name: &str| Field::new(name, ui.term("fact", name)).input(Input::Date);
    let hours = |from: Option<Date>| HoursTable {
        from,
        days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .into_iter()
            .map(|key| HoursLine {
                day: ui.t(&format!("weekday-{key}")),
                hours: if key.starts_with('s') {
                    String::new()
                } else {
                    "10:00-17:00".into()
                },
            })
            .collect(),
    };
    CalendarPageView {
        horizon: horizon(size),
        digest: super::audit::SHA256.into(),
        closed: many(size, 2, |n| RangeLine {
            days: ["毎年 12/29～1/3", "令和9年8月13日（金）"][n % 2].into(),
            range: ["12-29..01-03", "2027-08-13"][n % 2].into(),
            yearly: n.is_multiple_of(2),
        }),
        open: many(size, 1, |_| RangeLine {
            days: "令和9年5月1日（土）".into(),
            range: "2027-05-01".into(),
            yearly: false,
        }),
        hours: vec![hours(None), hours(Some(date(2027, 4, 1)))],
        official: many(size, 1, |_| {
            "祝日（公式の一覧）：令和9年6月9日（水） 婚礼の日".into()
        }),
        waiting: waiting(size, "calendar"),
        edits: (size != Size::Empty).then(|| Edits {
            days: vec![
                Field::new("act", ui.t("fact-act"))
                    .input(Input::Select(choices(&["休業日にする"]))),
                day("day-from"),
                day("day-to"),
            ],
            hours: vec![
                day("hours-from"),
                Field::new("mon", ui.t("weekday-mon")).value("10:00-17:00"),
            ],
            faults: faults(size, "day-from"),
        }),
    }
}

/// The pages, by name.
#[expect(clippy::too_many_lines, reason = "a list of pages")]
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = Ui::new(lang);
    let part = |path: &str, title: &str| frame(lang, path, "center_head", title);
    let load = Load {
        weeks: Chart {
            id: "weeks".into(),
            caption: ui.t("load-caption"),
            label: ui.t("load-label"),
            parts: BY_WEEK,
            bars: many(size, 13, |n| Bar {
                label: format!("11/{}", n + 1),
                href: "/deadlines/calendar?month=2026-11".into(),
                parts: [[9, 0, 0, 0, 1], [0, 2, 5, 3, 0], [0, 0, 0, 8, 2]][n % 3].to_vec(),
            }),
        },
        horizon: horizon(size),
        calendar: "/deadlines/calendar".into(),
        feed: FeedBox {
            since: (size != Size::Empty).then(|| date(2026, 11, 1)),
            address: (size == Size::Long)
                .then(|| "https://kigen.example.jp/feeds/deadlines/AbC.ics".into()),
        },
    };
    let ahead = Ahead {
        receipt: vec![
            Field::new("received_at", ui.t("fact-received-at")).value("2026/11/24 10:00"),
        ],
        closure: vec![Field::new("day-from", ui.t("fact-day-from")).input(Input::Date)],
        faults: faults(size, "day-from"),
        lines: many(size, 6, |n| AheadLine {
            chip: nth_chip(n),
            from: at(11, 24, 10),
            waits_on: "staff".into(),
            why: why(size),
        }),
        moves: (size != Size::Empty).then(|| moves(size)),
    };
    let proof = ProofView {
        slug: "r8-c-0001".into(),
        number: "R8-苦情-0001".into(),
        member: long(size, "株式会社みらいデータ"),
        deadline: deadline(size, 2),
        rule: "MEMBER_REPLY".into(),
        profile_digest: super::audit::SHA256.into(),
        calendar_digest: super::audit::SHA256.into(),
        proof_digest: super::audit::SHA256.into(),
        changes: many(size, 3, |n| Change {
            term: ["deadline-started", "deadline-extended", "deadline-redated"][n % 3].into(),
            at: at(11, 2, 10),
            seq: 1_200 + n as u64,
            actor: "佐藤 一郎".into(),
            because: if n % 3 == 0 {
                "request-delivered".into()
            } else {
                String::new()
            },
            facts: vec![(ui.t("fact-due"), ui.day(&date(2026, 11, 18)))],
            words: if n % 3 == 1 {
                long(size, "資料の取寄せに日数を要するとの申出があったため。")
            } else {
                String::new()
            },
        }),
        agrees: size != Size::Long,
        printed_at: at(11, 24, 10),
    };
    let extend = Extend {
        rows: many(size, 3, |n| ExtendRow {
            row: format!("r8-c-{n:04} MEMBER_REPLY.1 5"),
            href: format!("/cases/r8-c-{n:04}/deadlines/MEMBER_REPLY.1"),
            number: format!("R8-苦情-{n:04}"),
            member: long(size, "株式会社みらいデータ"),
            clock: "MEMBER_REPLY".into(),
            from: Some(date(2026, 11, 30)),
            to: (n % 3 != 2).then(|| date(2026, 12, 14)),
            problem: if n % 3 == 2 {
                ui.t("refusal-deadline-extended-already")
            } else {
                String::new()
            },
        }),
        fields: vec![
            Field::new("n", ui.t("fact-n")),
            Field::new("reason", ui.t("fact-reason"))
                .input(Input::Lines(3))
                .required(),
        ],
        faults: faults(size, "reason"),
        done: false,
    };
    let rules = Rules {
        title: "苦情処理規則".into(),
        organ: "個人情報相談センター".into(),
        profiles: versions(size, true),
        calendars: versions(size, false),
        waiting_profile: waiting(size, "profile"),
        waiting_calendar: waiting(size, "calendar"),
        form: (size != Size::Empty).then(|| form(ui, "/rules/profiles/check", "text")),
    };
    let profile = ProfileView {
        title: "苦情処理規則".into(),
        digest: super::audit::SHA256.into(),
        in_force: date(2005, 3, 1),
        grounds: many(size, 2, |n| ["no_standing", "litigation"][n % 2].into()),
        clocks: many(size, 3, |_| ClockLine {
            name: "MEMBER_REPLY".into(),
            clause: "B18".into(),
            waits_on: "member".into(),
            period: "初日不算入、翌日起算14日".into(),
            extension: "1回、1回14日まで".into(),
            ladder: vec![
                "督促1 3営業日前 → 担当".into(),
                "上申1 1営業日後 → 管理職".into(),
            ],
        }),
        text: "code = \"jecia\"\n".into(),
    };
    let difference = Difference {
        older: "7d1f0c2a9b3e".into(),
        newer: "a03b77c2d1f0".into(),
        in_force: Some(date(2026, 12, 1)),
        changes: many(size, 2, |n| ChangeLine {
            path: "clock.MEMBER_REPLY.period".into(),
            before: "n = 14\nunit = \"day\"".into(),
            after: "n = 21\nunit = \"day\"".into(),
            authority: ["board", "center_head"][n % 2].into(),
        }),
        authority: if size == Size::Empty {
            String::new()
        } else {
            "board".into()
        },
        moves: None,
        waiting: waiting(size, "profile"),
        resolved: (size != Size::Empty).then_some(Reference {
            meeting: 3,
            item: 2,
        }),
        form: (size != Size::Empty)
            .then(|| form(ui, "/rules/proposals/profile/approve", "decision")),
        reject: (size == Size::Long).then(|| form(ui, "/rules/proposals/profile/reject", "reason")),
    };
    let edit = Edit {
        moves: moves(size),
        form: form(ui, "/rules/calendar/apply", "reason"),
    };
    vec![
        show(
            "deadlines",
            &LoadPage {
                f: part("/deadlines", "load-title"),
                v: &load,
            },
        ),
        show(
            "month",
            &MonthPage {
                f: part("/deadlines/calendar", "load-title"),
                v: &month(size),
            },
        ),
        show(
            "ahead",
            &AheadPage {
                f: part("/deadlines/what-if", "ahead-title"),
                v: &ahead,
            },
        ),
        show(
            "proof",
            &ProofPage {
                f: part("/cases/r8-c-0001/deadlines/MEMBER_REPLY.1", "proof-heading"),
                v: &proof,
            },
        ),
        show(
            "extend",
            &ExtendPage {
                f: part("/queue/extend", "extend-title"),
                v: &extend,
            },
        ),
        show(
            "extend-done",
            &ExtendPage {
                f: part("/queue/extend", "extend-title"),
                v: &Extend {
                    done: true,
                    ..extend.clone()
                },
            },
        ),
        show(
            "calendar",
            &CalendarPage {
                f: part("/rules/calendar", "calendar-title"),
                v: &calendar(size, ui),
            },
        ),
        show(
            "calendar-edit",
            &EditPage {
                f: part("/rules/calendar/edit", "calendar-edit-title"),
                v: &edit,
            },
        ),
        show(
            "rules",
            &RulesPage {
                f: part("/rules", "rules-title"),
                v: &rules,
            },
        ),
        show(
            "profile",
            &ProfilePage {
                f: part("/rules/profiles/7d1f", "rules-title"),
                v: &profile,
            },
        ),
        show(
            "difference",
            &DifferencePage {
                f: part("/rules/changes", "difference-title"),
                v: &difference,
            },
        ),
        show(
            "proposed-calendar",
            &DifferencePage {
                f: part("/rules/proposals/calendar", "difference-title"),
                v: &Difference {
                    moves: Some(moves(size)),
                    ..difference.clone()
                },
            },
        ),
    ]
}
