//! Sample views of the pages about members and the public list of target businesses.

use super::{Size, choices, frame, long, many, nth_chip, row, show, why};
use crate::web::{
    page::{
        member::{MembersPage, OneMemberPage},
        member_form::MemberFormPage,
        targets::TargetsPage,
        training::TrainingPage,
    },
    text::Lang,
    view::{
        admin::{Trainee, TrainingView},
        case::Fact,
        deadline::Chip,
        form::{Fault, Field, Form, Group, Input},
        member::{
            IndexLetter, ListNote, MemberForm, MemberMoment, MemberPage, MemberRow, Members,
            Targets,
        },
    },
};
use domain::targets::Listed;
use jiff::civil::date;

fn letters(words: &[&str]) -> Vec<IndexLetter> {
    words
        .iter()
        .enumerate()
        .map(|(n, letter)| IndexLetter {
            letter: (*letter).into(),
            href: (n % 4 != 3).then(|| format!("/members?row={n}")),
            current: n == 1,
        })
        .collect()
}

/// A change of the public list that waits to be shown.
fn list_chip(n: usize) -> Chip {
    Chip {
        clock: "LIST_UPDATE".into(),
        ..nth_chip(n)
    }
}

fn members(size: Size) -> Members {
    let standings = ["both", "member-only", "target-only", "left"];
    Members {
        filters: letters(&["現在の会員", "対象事業者", "退会"]),
        list: (size != Size::Empty).then(|| ListNote {
            last: (size == Size::Long).then(|| (date(2026, 10, 31), 117)),
            due: true,
            waiting: many(size, 2, |n| (format!("M{n:04}"), list_chip(n))),
            may_publish: true,
        }),
        index: letters(&[
            "あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ", "#",
        ]),
        rows: many(size, 6, |n| MemberRow {
            code: format!("M{n:04}"),
            name: long(size, "株式会社みらいデータ"),
            industry: "情報通信".into(),
            joined: Some(date(2005, 4, 1)),
            target_since: n.is_multiple_of(2).then(|| date(2006, 1, 10)),
            overdue: u32::from(n % 3 == 0),
            standing: standings[n % 4],
        }),
        total: 120,
        previous: None,
        next: (size == Size::Long).then(|| "/members?page=2".into()),
    }
}

fn member(size: Size) -> MemberPage {
    MemberPage {
        measures: (size != Size::Empty).then(|| "/measures?state=all&member=M0001".into()),
        code: "M0001".into(),
        name: long(size, "株式会社みらいデータ"),
        facts: vec![
            Fact::new("code", "M0001"),
            Fact::new("corporate-number", "1234567890123"),
            Fact::new("address", ""),
            Fact::new("standing", "会員・対象事業者"),
            Fact::new("left", "令和8年5月1日"),
            Fact::new("mail", "desk@example.jp"),
            Fact::new("url", "https://example.jp/"),
        ],
        cases: many(size, 3, |n| row(size, n)),
        deadlines: many(size, 1, |n| (list_chip(n), Some(why(size)))),
        history: many(size, 2, |n| MemberMoment {
            on: date(2026, 5, 1),
            kind: ["member-joined", "member-left"][n % 2].into(),
            note: ["", "退会の届出"][n % 2].into(),
        }),
        acts: ["contacts", "withdraw", "leave"]
            .into_iter()
            .take(if size == Size::Empty { 0 } else { 3 })
            .map(|act| (act, format!("/members/M0001/do/{act}")))
            .collect(),
    }
}

fn form(size: Size) -> MemberForm {
    let faults: Vec<Fault> = many(size, 0, |_| Fault {
        field: "on".into(),
        code: "member.in_future".into(),
        message: "今日より後の日は記録できません".into(),
    })
    .into_iter()
    .take(1)
    .collect();
    let fields = vec![
        Field::new("on", "効力の生じた日")
            .input(Input::Date)
            .judged_by(&faults)
            .required(),
        Field::new("cause", "退会の理由")
            .input(Input::Radio(choices(&["退会の届出", "除名"])))
            .required(),
    ];
    MemberForm {
        code: "M0001".into(),
        name: long(size, "株式会社みらいデータ"),
        form: Form {
            action: "/members/M0001/do/leave".into(),
            groups: vec![Group {
                legend: String::new(),
                fields,
            }],
            submit: "記録する".into(),
            effect: "この日から会員でなくなります。".into(),
            cancel: "/members/M0001".into(),
            ..Form::default()
        }
        .with_faults(faults, "："),
    }
}

fn targets(size: Size) -> Targets {
    Targets {
        on: Some(date(2026, 10, 31)),
        sha256: if size == Size::Long {
            "9f86d081".repeat(8)
        } else {
            String::new()
        },
        rows: many(size, 4, |n| Listed {
            code: format!("M{n:04}").parse().unwrap(),
            name: long(size, "株式会社みらいデータ"),
            industry: "情報通信".into(),
            desk: long(size, "お客様相談室"),
            telephone: "0000-00-0000".into(),
        }),
        csv: "/targets/csv".into(),
        snapshots: many(size, 2, |n| {
            (
                date(2026, 10, 31),
                117,
                format!("/targets/2026-10-{:02}", n % 28 + 1),
            )
        }),
    }
}

pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let part = |path, title| frame(lang, path, "membership", title);
    let training = TrainingView {
        rows: many(size, 3, |n| Trainee {
            name: long(size, "髙橋 花子"),
            roles: vec!["handler".into()],
            course: "yearly".into(),
            on: (n > 0).then(|| date(2026, 4, 10)),
            until: (n > 0).then(|| date(2028, 3, 31)),
            current: n > 1,
        }),
        current: 1,
        percent: 33,
        form: form(size).form,
    };
    let (members, member, form, targets) = (members(size), member(size), form(size), targets(size));
    vec![
        show(
            "members",
            &MembersPage {
                f: part("/members", "members-title"),
                v: &members,
            },
        ),
        show(
            "member",
            &OneMemberPage {
                f: part("/members/M0001", "members-title"),
                v: &member,
            },
        ),
        show(
            "member-form",
            &MemberFormPage {
                f: part("/members/M0001/do/leave", "memberact-leave"),
                v: &form,
            },
        ),
        show(
            "training",
            &TrainingPage {
                f: frame(lang, "/training", "supervisor", "training-page"),
                v: &training,
            },
        ),
        show(
            "targets",
            &TargetsPage {
                f: frame(lang, "/targets", "", "targets-title"),
                v: &targets,
            },
        ),
    ]
}
