//! Sample views of taking a matter in.

use super::{Size, at, chips, choices, frame, long, many, row, search, show, step};
use crate::web::{
    page::intake::{NewCasePage, ReceiptPage},
    text::{Lang, Ui},
    view::{
        form::{Fault, Field, Form, Group, Input},
        intake::{NewCase, Preview, Receipt},
    },
};

fn intake_form(size: Size, ui: Ui) -> Form {
    let faults = if size == Size::Long {
        vec![
            Fault {
                field: "received".into(),
                code: "future".into(),
                message: "受付日時は現在より後にできません".into(),
            },
            Fault {
                field: "channel".into(),
                code: "missing".into(),
                message: "受付方法を選んでください".into(),
            },
        ]
    } else {
        Vec::new()
    };
    let judged = |field: Field| field.judged_by(&faults);
    Form {
        action: "/cases/new".into(),
        groups: vec![
            Group {
                legend: ui.t("overview-matter"),
                fields: vec![
                    judged(
                        Field::new("kind", ui.t("col-kind"))
                            .input(Input::Radio(choices(&["苦情", "問い合せ", "質問", "相談"])))
                            .value("苦情")
                            .required(),
                    ),
                    judged(
                        Field::new("channel", ui.t("fact-channel"))
                            .input(Input::Select(choices(&[
                                "電話",
                                "FAX",
                                "メール",
                                "郵送",
                                "ウェブ",
                            ])))
                            .required(),
                    ),
                    judged(
                        Field::new("received", ui.t("fact-received"))
                            .input(Input::Date)
                            .hint("例：R8.11.22 10:00")
                            .value("令和8年11月22日 10:00")
                            .required(),
                    ),
                    judged(
                        Field::new("content", ui.t("overview-narrative"))
                            .input(Input::Lines(6))
                            .value(long(size, "登録していない会社から電話があった。"))
                            .required(),
                    ),
                ],
            },
            Group {
                legend: ui.t("overview-person"),
                fields: vec![
                    judged(
                        Field::new("name", ui.t("fact-name"))
                            .value("﨑山 太郎")
                            .autocomplete("off"),
                    ),
                    judged(Field::new("kana", ui.t("fact-kana")).value("サキヤマ タロウ")),
                    judged(Field::new("telephone", ui.t("fact-telephone")).input(Input::Telephone)),
                    judged(
                        Field::new("consent", "会員への通知を希望しない")
                            .input(Input::Check)
                            .hint("希望しない場合は、助言にとどめます。"),
                    ),
                ],
            },
        ],
        submit: "登録する".into(),
        cancel: "/queue".into(),
        idempotency: "k-1".into(),
        faults,
        ..Form::default()
    }
}

/// The pages with sample data, by name.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = &Ui::new(lang);
    let form = intake_form(size, *ui);
    vec![
        show(
            "new-case",
            &NewCasePage {
                f: frame(lang, "/cases/new", "intake", "new-title").with_faults(form.faults.len()),
                v: &NewCase {
                    form,
                    preview: (size != Size::Empty).then(|| Preview {
                        number: "R8-苦情-0123".into(),
                        effective: at(11, 24, 9),
                        dues: chips().into_iter().skip(3).take(2).collect(),
                    }),
                    beside: if size == Size::Long {
                        "R8-苦情-0100".into()
                    } else {
                        String::new()
                    },
                    suggested: search::suggested(size),
                    prior: (size != Size::Empty).then(|| "R8-苦情-0001".into()),
                    similar: many(size, 2, |n| row(size, n)),
                },
            },
        ),
        show(
            "receipt",
            &ReceiptPage {
                f: frame(lang, "/cases/r8-c-0123/receipt", "intake", "receipt-title"),
                v: &Receipt {
                    slug: "r8-c-0123".into(),
                    number: "R8-苦情-0123".into(),
                    kind: "complaint".into(),
                    received: at(11, 22, 10),
                    dues: chips().into_iter().skip(2).take(2).collect(),
                    secret: "ABCD-EFGH-2345".into(),
                    further: (size != Size::Empty).then(|| "/cases/new?beside=r8-c-0123".into()),
                    prior: (size != Size::Empty).then(|| {
                        (
                            "R8-苦情-0001".into(),
                            "/cases/r8-c-0123/do/link?to=r8-c-0001&how=repeat".into(),
                        )
                    }),
                    next: (size != Size::Empty).then(|| step("acknowledge", true)),
                },
            },
        ),
    ]
}
