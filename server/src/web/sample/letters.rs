//! Sample views of letters, and of what anybody may ask with a number and a secret.

use super::{Size, at, frame, header, long, many, show};
use crate::web::{
    page::{
        letter::{GenuinePage, LetterPage, LettersPage},
        status::StatusPage,
    },
    text::{Lang, Ui},
    view::{
        form::{Field, Form, Group},
        letter::{Genuine, Letter, Letters, Line as LetterLine},
        status::{Standing, Status},
    },
};
use jiff::civil::date;

pub(super) fn letter(size: Size) -> Letter {
    Letter {
        number: (size != Size::Empty).then_some(1_300),
        code: "1a2b-3c4d5e".into(),
        on: date(2026, 11, 22),
        addressee: if size == Size::Empty {
            String::new()
        } else {
            long(size, "株式会社みらいデータ 御中")
        },
        organisation: "一般社団法人 デモ個人情報保護協会".into(),
        organ: "個人情報相談センター".into(),
        telephone: "03-0000-0000".into(),
        subject: "苦情の内容と報告・解決案の提出について".into(),
        body: long(
            size,
            "下記の申出を受理しましたので、規則に基づき通知します。\n\n　　　　　記\n\n1　受付番号　R8-苦情-0001",
        ),
        erased: false,
        withheld: size == Size::Empty,
        case: "R8-苦情-0001".into(),
    }
}

/// The pages with sample data, by name.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = &Ui::new(lang);
    let h = header(size);
    let reason = Form {
        action: "/verify".into(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![Field::new("reason", ui.t("fact-reason")).required()],
        }],
        submit: ui.t("letter-preview"),
        ..Form::default()
    };
    let case = |tab: &str| {
        frame(
            lang,
            &format!("/cases/r8-c-0001{tab}"),
            "handler",
            "tab-overview",
        )
    };
    vec![
        show(
            "case-letters",
            &LettersPage {
                f: case("/letters"),
                h: &h,
                tab: "letters",
                v: &Letters {
                    lines: many(size, 4, |n| LetterLine {
                        number: 1_300 + n as u64,
                        href: "/cases/r8-c-0001/letters/1300".into(),
                        subject: long(size, "苦情の内容と報告・解決案の提出について"),
                        party: ["member", "complainant"][n % 2],
                        at: at(11, 22, 10),
                        actor: "髙橋 花子".into(),
                    }),
                },
            },
        ),
        show(
            "letter",
            &LetterPage {
                f: case("/letters/1300"),
                back: "/cases/r8-c-0001/letters",
                v: &letter(size),
            },
        ),
        show(
            "status",
            &StatusPage {
                f: frame(lang, "/status", "", "status-title"),
                v: &Status {
                    form: reason.clone(),
                    found: match size {
                        Size::Empty => None,
                        Size::Usual => Some(Some(Standing {
                            number: "R8-苦情-0001".into(),
                            received: date(2026, 11, 2),
                            stage: "confirming".into(),
                            outcome: String::new(),
                            asked: Some(("CONFIRM".into(), date(2026, 11, 30))),
                            target: Some(date(2027, 1, 4)),
                        })),
                        Size::Long => Some(None),
                    },
                },
            },
        ),
        show(
            "genuine",
            &GenuinePage {
                f: frame(lang, "/verify", "", "genuine-title"),
                v: &Genuine {
                    form: reason.clone(),
                    found: match size {
                        Size::Empty => None,
                        Size::Usual => Some(Some(("request".into(), date(2026, 11, 22)))),
                        Size::Long => Some(None),
                    },
                },
            },
        ),
    ]
}
