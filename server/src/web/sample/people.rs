//! Sample views of the pages about people: pledges, leavers, deputies, sign-ins.

use super::{Size, choices, frame, long, many, show};
use crate::web::{
    page::{
        deputies::{DeputiesPage, PersonFormPage},
        pledge::PledgePage,
        pledges::PledgesPage,
        users::UsersPage,
    },
    text::Lang,
    view::{
        form::{Fault, Field, Form, Group, Input},
        people::{
            Bundle, Deputies, Deputy, Gap, Leaver, PersonForm, PledgeView, Pledger, Pledges, User,
            Users,
        },
    },
};
use jiff::civil::date;

fn form(size: Size, action: &str, fields: Vec<Field>, fault: &str) -> Form {
    let faults: Vec<Fault> = (size == Size::Long)
        .then(|| Fault {
            field: fault.into(),
            code: "field.required".into(),
            message: "入力してください".into(),
        })
        .into_iter()
        .collect();
    let fields = fields.into_iter().map(|f| f.judged_by(&faults)).collect();
    Form {
        action: action.into(),
        groups: vec![Group {
            legend: String::new(),
            fields,
        }],
        submit: "記録する".into(),
        effect: "記録します。".into(),
        ..Form::default()
    }
    .with_faults(faults, "：")
}

fn pledge(size: Size) -> PledgeView {
    PledgeView {
        standing: ["ended", "holds", "never"][size as usize % 3],
        until: Some(date(2026, 3, 31)),
        version: "2026-04".into(),
        ja: "業務上知り得た秘密を、正当な理由なく他に漏らしません。\n退職した後も、守ります。"
            .into(),
        en: "I will not disclose any secret.\nI will keep these duties after I have left.".into(),
        form: (size != Size::Empty).then(|| {
            let agree = Field::new("agree", "誓約します")
                .input(Input::Check)
                .required();
            form(size, "/pledge", vec![agree], "agree")
        }),
    }
}

fn pledges(size: Size) -> Pledges {
    let standings = [
        "ended",
        "never",
        "other-text",
        "holds",
        "holds",
        "not-asked",
    ];
    Pledges {
        rows: many(size, 6, |n| Pledger {
            name: long(size, "髙橋 花子"),
            roles: vec![["handler", "member_contact", "auditor"][n % 3].into()],
            member: if n % 3 == 1 {
                "M0001".into()
            } else {
                String::new()
            },
            of: ["staff", "member", "auditor"][n % 3],
            version: if n == 1 {
                String::new()
            } else {
                "2026-04".into()
            },
            on: (n != 1).then(|| date(2026, 4, 1)),
            until: (n != 1).then(|| date(2027, 3, 31)),
            standing: standings[n % 6],
            soon: n % 6 == 4,
        }),
        current: 3,
        leavers: many(size, 3, |n| Leaver {
            name: long(size, "濵口 美和"),
            roles: vec!["handler".into()],
            left: (n > 0).then(|| date(2026, 9, 30)),
            closed: Some(date(2026, 10, 1)),
            pledged: (n > 0).then(|| date(2026, 4, 1)),
            cases: n as u64,
            href: (n > 1).then(|| "/queue/open?handler=x".into()),
        }),
    }
}

fn deputies(size: Size) -> Deputies {
    let people = || Input::Select(choices(&["髙橋 花子（担当）", "濵口 美和（管理職）"]));
    Deputies {
        rows: many(size, 3, |n| Deputy {
            name: long(size, "髙橋 花子"),
            principal: long(size, "濵口 美和"),
            roles: vec!["handler".into(), "supervisor".into()],
            from: date(2026, 11, 20),
            until: date(2026, 11, 27),
            standing: ["now", "ahead", "over"][n % 3],
            end: (n % 3 < 2).then(|| "/deputies/a/b/2026-11-20/end".into()),
        }),
        form: form(
            size,
            "/deputies",
            vec![
                Field::new("principal", "休む人").input(people()).required(),
                Field::new("deputy", "代理する人")
                    .input(people())
                    .required(),
                Field::new("from", "最初の日").input(Input::Date).required(),
                Field::new("reason", "理由")
                    .input(Input::Lines(2))
                    .required(),
            ],
            "from",
        ),
    }
}

fn users(size: Size) -> Users {
    Users {
        rows: many(size, 5, |n| User {
            login: format!("user{n}"),
            name: "髙橋 花子".into(),
            roles: vec!["supervisor".into(), "handler".into()],
            member: if n % 3 == 2 {
                long(size, "株式会社みらいデータ")
            } else {
                String::new()
            },
            disabled: n % 4 == 3,
            acts_for: many(size, 1, |_| "濵口 美和".into())
                .into_iter()
                .take(usize::from(n == 0))
                .collect(),
            mail: (n % 4 != 3).then(|| format!("/admin/users/{n}/mail")),
            close: (n % 4 != 3).then(|| format!("/admin/users/{n}/close")),
        }),
        gaps: many(size, 3, |n| Gap {
            lack: ["nobody", "no-second", "untrained"][n % 3],
            acts: long(size, "受付の確認、担当の指定"),
            whose: if n % 3 == 1 {
                "髙橋 花子".into()
            } else {
                String::new()
            },
        }),
        bundles: many(size, 2, |n| Bundle {
            code: format!("bundle{n}"),
            name: "受付・担当".into(),
            roles: vec!["intake".into(), "handler".into()],
            people: many(size, 2, |_| "髙橋 花子".into()),
        }),
    }
}

pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let (pledge, pledges, deputies, users) =
        (pledge(size), pledges(size), deputies(size), users(size));
    let person = PersonForm {
        name: long(size, "髙橋 花子"),
        form: form(
            size,
            "/admin/users/x/close",
            vec![
                Field::new("left", "退職日").input(Input::Date),
                Field::new("reason", "停止の理由").required(),
            ],
            "reason",
        ),
    };
    let mail = PersonForm {
        name: long(size, "髙橋 花子"),
        form: form(
            size,
            "/mail",
            vec![Field::new("mail", "メールの宛先").input(Input::Mail)],
            "mail",
        ),
    };
    let part = |path, role, title| frame(lang, path, role, title);
    vec![
        show(
            "pledge",
            &PledgePage {
                f: part("/pledge", "handler", "pledge-title"),
                v: &pledge,
            },
        ),
        show(
            "pledges",
            &PledgesPage {
                f: part("/pledges", "center_head", "pledges-title"),
                v: &pledges,
            },
        ),
        show(
            "deputies",
            &DeputiesPage {
                f: part("/deputies", "center_head", "deputies-title"),
                v: &deputies,
            },
        ),
        show(
            "user-close",
            &PersonFormPage {
                f: part("/admin/users/x/close", "admin", "user-close-title"),
                v: &person,
            },
        ),
        show(
            "mail",
            &PersonFormPage {
                f: part("/mail", "handler", "mail-title"),
                v: &mail,
            },
        ),
        show(
            "users",
            &UsersPage {
                f: part("/admin/users", "admin", "users-title"),
                tab: "users",
                v: &users,
            },
        ),
    ]
}
