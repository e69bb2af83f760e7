//! Sample views of the organisation's own registers, the desk, the guidelines and the digests.

use super::{Size, choices, frame, long, many, nth_chip, show, why};
use crate::web::{
    page::{
        desk::{DeskPage, RosterPage},
        folio::FolioPage,
        folio_form::FolioFormPage,
        guidelines::GuidelinesPage,
        lessons::LessonsPage,
        registers::{RegisterPage, RegistersPage},
    },
    text::{Lang, Ui},
    view::{
        case::Fact,
        form::{Fault, Field, Form, Group, Input},
        registers::{
            ConsentLine, DeskView, FilingLine, FolioForm, FolioLine, FolioView, GuidelineShown,
            Guidelines, LessonShown, Register, Registers, ServiceLine, Shelf,
        },
    },
};
use jiff::civil::date;

const KINDS: [&str; 5] = [
    "accreditation",
    "guideline",
    "information",
    "activity",
    "lesson",
];

fn registers(size: Size) -> Registers {
    let shelf = |(n, kind): (usize, &&'static str)| Shelf {
        kind,
        count: if size == Size::Empty { 0 } else { n * 3 },
        latest: (size != Size::Empty).then(|| date(2026, 10, 1)),
    };
    Registers {
        shelves: KINDS.iter().enumerate().map(shelf).collect(),
        filings: many(size, 2, |n| FilingLine {
            href: format!("/registers/guideline/{n}"),
            kind: KINDS[n % 2],
            about: long(size, "令和8年4月1日施行"),
            chip: nth_chip(n),
        }),
        accredited: size != Size::Empty,
        outside: many(size, 0, |_| (String::new(), String::new()))
            .into_iter()
            .chain(
                (size == Size::Long)
                    .then(|| ("R8-苦情-0001".to_owned(), "/cases/r8-c-0001".to_owned())),
            )
            .collect(),
        quarter: if size == Size::Usual {
            String::new()
        } else {
            "R8.10.1（木） – R8.12.31（木）".into()
        },
    }
}

fn register(size: Size) -> Register {
    Register {
        kind: "guideline",
        years: vec![
            ("すべての年度".into(), "/registers/guideline".into(), true),
            (
                "令和8年度".into(),
                "/registers/guideline?year=2026".into(),
                false,
            ),
        ],
        rows: many(size, 3, |n| FolioLine {
            number: u32::try_from(n).unwrap() + 1,
            on: date(2026, 4, 1),
            what: "版 2026-1".into(),
            about: long(size, "令和8年7月1日施行"),
            hidden: n % 3 == 2,
            chip: (n % 2 == 0).then(|| nth_chip(n)),
            struck: n % 4 == 3,
        }),
        may_record: size != Size::Empty,
    }
}

fn folio(lang: Lang, size: Size) -> FolioView {
    let full = size != Size::Empty;
    FolioView {
        kind: "lesson",
        number: 12,
        title: long(size, "開示請求への回答の期限"),
        facts: [
            "kind",
            "state",
            "day",
            "act",
            "authority",
            "law",
            "scope",
            "reference",
            "note",
            "version",
            "heard-on",
            "adopted",
            "heard",
            "in-force",
            "decision",
            "published",
            "commission",
            "filed",
            "to",
            "material",
            "sha256",
            "released",
            "sent",
        ]
        .iter()
        .map(|code| {
            let code: &'static str = format!("folio-{code}").leak();
            Fact::new(code, if full { "令和8年4月1日" } else { "" })
        })
        .collect(),
        text: if full {
            "開示請求には期限内に回答しましょう。\n期限は一覧で管理すると漏れがなくなります。"
                .into()
        } else {
            String::new()
        },
        hidden: !full,
        clauses: many(size, 3, |n| (format!("{n}"), long(size, "利用目的の特定"))),
        cases: many(size, 2, |n| {
            (format!("R8-苦情-{n:04}"), format!("/cases/r8-c-{n:04}"))
        }),
        missing: usize::from(size == Size::Long),
        consents: many(size, 3, |n| ConsentLine {
            number: "R8-苦情-0001".into(),
            of: ["person", "complainant", "both"][n % 3],
            on: date(2026, 5, 1),
            how: "post",
            until: (n % 3 == 2).then(|| date(2026, 6, 1)),
            reference: (n % 2 == 0).then(|| long(size, "同意書綴り 3")),
        }),
        filing: full.then(|| (nth_chip(1), why(size))),
        struck: size == Size::Long,
        history: many(size, 2, |n| {
            (
                date(2026, 5, 1),
                ["lesson-written", "lesson-returned"][n % 2].into(),
                Ui::new(lang).t("actor-system"),
                ["", "もっと短くしてください"][n % 2].into(),
            )
        }),
        acts: ["rewrite", "consent", "propose", "release", "strike"]
            .into_iter()
            .take(if full { 5 } else { 0 })
            .map(|act| (act, format!("/registers/lesson/12/do/{act}")))
            .collect(),
    }
}

fn form(size: Size) -> FolioForm {
    let faults: Vec<Fault> = if size == Size::Long {
        vec![Fault {
            field: "on".into(),
            code: "register.in_future".into(),
            message: "今日より後の日は記録できません".into(),
        }]
    } else {
        Vec::new()
    };
    let fields = vec![
        Field::new("act", "区分")
            .input(Input::Radio(choices(&["認定", "変更", "廃止"])))
            .required(),
        Field::new("on", "日付")
            .input(Input::Date)
            .judged_by(&faults)
            .required(),
        Field::new("text", "本文").input(Input::Lines(12)),
    ];
    FolioForm {
        back: ("認定の履歴".into(), "/registers/accreditation".into()),
        reads: (size != Size::Empty)
            .then(|| (long(size, "要旨"), "本文です。\n二行目です。".to_owned())),
        form: Form {
            action: "/registers/accreditation/new".into(),
            groups: vec![
                Group {
                    legend: String::new(),
                    fields,
                },
                Group {
                    legend: "対象分野".into(),
                    fields: vec![Field::new("scope-finance", "金融").input(Input::Check)],
                },
            ],
            hidden: vec![("proposal".into(), "9f86d081".repeat(8))],
            submit: "記録する".into(),
            effect: "記録は残ります。".into(),
            grave: true,
            cancel: "/registers/accreditation".into(),
            ..Form::default()
        }
        .with_faults(faults, "："),
    }
}

fn guidelines(size: Size) -> Guidelines {
    let full = size == Size::Long;
    Guidelines {
        shown: (size != Size::Empty).then(|| GuidelineShown {
            version: "2026-1".into(),
            title: long(size, "個人情報保護指針"),
            clauses: many(size, 5, |n| (format!("{n}"), long(size, "利用目的の特定"))),
            text: "第1条　この指針は、…".into(),
            in_force: date(2026, 7, 1),
            now: !full,
            ahead: full,
            published: date(2026, 6, 1),
            commission: full.then(|| date(2026, 6, 10)),
            url: if full {
                "https://www.example.jp/shishin".into()
            } else {
                String::new()
            },
            sha256: "9f86d081".repeat(8),
        }),
        versions: many(size, 3, |n| {
            (
                format!("2026-{n}"),
                date(2026, 7, 1),
                format!("/guidelines/2026-{n}"),
                n == 0,
            )
        }),
    }
}

fn desk(size: Size) -> DeskView {
    let full = size == Size::Long;
    let value = |text: &str| {
        if size == Size::Empty {
            String::new()
        } else {
            long(size, text)
        }
    };
    DeskView {
        on: full.then(|| date(2025, 4, 1)),
        organisation: "一般社団法人 デモ個人情報保護協会".into(),
        names: vec!["個人情報相談窓口".into(), "お客様サポート室".into()],
        lines: vec![
            ("desk-address", value("東京都架空区見本町1-2-3")),
            ("desk-telephone", value("03-0000-0000")),
            ("desk-fax", value("03-0000-0001")),
            ("desk-mail", value("desk@example.jp")),
            ("desk-url", value("https://www.example.jp/")),
        ],
        hours: vec![
            ("月".into(), "10:00-17:00".into()),
            ("土".into(), String::new()),
        ],
        next_open: (size != Size::Usual).then(|| date(2026, 11, 24)),
        closed: many(size, 2, |_| (date(2026, 12, 29), "年末年始".into())),
        procedure: ("2011-08".into(), vec!["費用はかかりません。".into()]),
        cards: many(size, 1, |n| {
            (date(2026, 7, 1), format!("/desk/2026-07-{:02}", n % 28 + 1))
        }),
    }
}

pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let part = |path, role, title| frame(lang, path, role, title);
    let services = many(size, 3, |n| ServiceLine {
        code: format!("1a2b3c{n:02}"),
        name: (n % 2 == 0).then(|| long(size, "髙橋 花子")),
        role: ["intake", "handler", "center_head"][n % 3],
        from: date(2024, 4, 1),
        until: (n % 3 == 2).then(|| date(2026, 3, 31)),
    });
    let lessons = many(size, 2, |n| LessonShown {
        number: u32::try_from(n).unwrap(),
        on: date(2026, 10, 1),
        title: long(size, "開示請求への回答の期限"),
        lines: vec!["期限は一覧で管理すると漏れがなくなります。".into()],
    });
    let (registers, register, folio) = (registers(size), register(size), folio(lang, size));
    let (form, guidelines, desk) = (form(size), guidelines(size), desk(size));
    vec![
        show(
            "registers",
            &RegistersPage {
                f: part("/registers", "compliance_lead", "registers-title"),
                v: &registers,
            },
        ),
        show(
            "register",
            &RegisterPage {
                f: part(
                    "/registers/guideline",
                    "compliance_lead",
                    "foliokind-guideline",
                ),
                v: &register,
            },
        ),
        show(
            "folio",
            &FolioPage {
                f: part("/registers/lesson/12", "supervisor", "foliokind-lesson"),
                v: &folio,
            },
        ),
        show(
            "folio-form",
            &FolioFormPage {
                f: part(
                    "/registers/accreditation/new",
                    "secretariat",
                    "registers-new",
                ),
                v: &form,
            },
        ),
        show(
            "guidelines",
            &GuidelinesPage {
                f: part("/guidelines", "", "guidelines-title"),
                v: &guidelines,
            },
        ),
        show(
            "desk",
            &DeskPage {
                f: part("/desk", "", "desk-title"),
                v: &desk,
            },
        ),
        show(
            "roster",
            &RosterPage {
                f: part("/rules/desk", "auditor", "roster-title"),
                v: &services,
            },
        ),
        show(
            "lessons",
            &LessonsPage {
                f: part("/portal/lessons", "member_contact", "lessons-title"),
                v: &lessons,
            },
        ),
    ]
}
