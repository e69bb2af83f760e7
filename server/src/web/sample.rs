//! Sample views for the tests of templates: ordinary, empty, and as long as it gets.
//!
//! All names are fictional.

mod audit;
mod board;
mod deadlines;
mod documents;
mod intake;
mod letters;
mod lists;
mod measures;
mod members;
mod papers;
mod people;
mod portal;
mod registers;
mod search;

use super::{
    frame::Frame,
    page::{
        case::{DeadlinesPage, HistoryPage, OverviewPage, RecordsPage, StepPage},
        jobs::JobsPage,
        login::{self, DEMO_ACCOUNTS, LoginPage, Rejected},
        problem::ProblemPage,
        words::{self, WordsPage},
    },
    problem::Problem,
    settings::{HelpDesk, Settings},
    text::{Lang, Ui, Years},
    view::{
        admin::{Job, Jobs, MailBox, MailRow, Run},
        case::{Deadlines, Fact, Header, History, Overview, Record, StepForm, Waiting},
        deadline::{Chip, Deadline, Rung, Why, WhyStep},
        form::{Choice, Field, Form, Group, Input},
        stage::{Reached, Stage},
        step::Step,
        timeline::Moment,
        worklist::Row,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{access::Actor, clock::Urgency, code::Role, id::ActorId, time::Timestamp};
use jiff::civil::{Date, date};
use poem::http::Method;
use std::sync::{Arc, OnceLock};

/// How much there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// A usual day.
    Usual,
    /// Nothing yet.
    Empty,
    /// The longest names, the most rows.
    Long,
}

pub(super) const SIZES: [Size; 3] = [Size::Usual, Size::Empty, Size::Long];

pub(super) fn settings() -> Settings {
    let mut settings = Settings::new(
        HelpDesk {
            organisation: "一般社団法人 デモ個人情報保護協会".into(),
            telephone: "03-0000-0000".into(),
            mail: "help@example.jp".into(),
        },
        Arc::new(|| [7; 32]),
    );
    settings.demo = true;
    settings
}

pub(super) fn visit(lang: Lang, path: &str, viewer: Option<Viewer>) -> Visit {
    let visit = Visit {
        request_id: "0b6f7c1e-3f63-4a4e-9c39-1c6a8f3f5d11".into(),
        ui: Ui {
            lang,
            years: Years::Era,
        },
        path: path.into(),
        filters: String::new(),
        method: Method::GET,
        csrf: OnceLock::from("sample-token".to_owned()),
        viewer: OnceLock::new(),
        settings: Arc::new(settings()),
    };
    if let Some(viewer) = viewer {
        visit.viewer.set(viewer).unwrap();
    }
    visit
}

fn viewer(role: &str) -> Viewer {
    Viewer {
        actor: Actor::new(
            ActorId::System("sample".into()),
            vec![Role::from_code(role).unwrap()],
            None,
        ),
        name: "髙橋 花子".into(),
        pledged: true,
    }
}

fn frame(lang: Lang, path: &str, role: &str, title: &str) -> Frame {
    let visit = visit(lang, path, (!role.is_empty()).then(|| viewer(role)));
    let title = visit.ui.t(title);
    Frame::of(&visit, &title)
}

fn at(month: i8, day: i8, hour: i8) -> Timestamp {
    Timestamp::from_jst(date(2026, month, day).at(hour, 5, 0, 0))
}

fn long(size: Size, usual: &str) -> String {
    if size == Size::Long {
        "株式会社東日本総合情報管理パーソナルデータ流通ソリューションズホールディングス（旧・有限会社﨑濵髙邊商会）第二事業統括本部".into()
    } else {
        usual.into()
    }
}

fn many<T>(size: Size, usual: usize, make: impl FnMut(usize) -> T) -> Vec<T> {
    let count = match size {
        Size::Usual => usual,
        Size::Empty => 0,
        Size::Long => usual * 8,
    };
    (0..count).map(make).collect()
}

fn chip(clock: &str, standing: Urgency, due: Date) -> Chip {
    Chip {
        clock: clock.into(),
        standing,
        due: Some(due),
        at: None,
        provisional: false,
    }
}

fn chips() -> Vec<Chip> {
    vec![
        chip(
            "MEMBER_REPLY",
            Urgency::Overdue { open_days: 7 },
            date(2026, 11, 11),
        ),
        chip("SCOPE", Urgency::Today, date(2026, 11, 22)),
        chip("REVIEW", Urgency::Near { open_days: 2 }, date(2026, 11, 26)),
        chip(
            "TARGET_CLOSE",
            Urgency::Ample { open_days: 21 },
            date(2026, 12, 24),
        ),
        chip("CONFIRM", Urgency::Paused, date(2026, 12, 7)),
        chip(
            "ACK",
            Urgency::Done { late_open_days: 0 },
            date(2026, 11, 6),
        ),
        Chip {
            provisional: true,
            ..chip(
                "NOTIFY",
                Urgency::Done { late_open_days: 4 },
                date(2028, 1, 6),
            )
        },
    ]
}

fn nth_chip(n: usize) -> Chip {
    let chips = chips();
    chips[n % chips.len()].clone()
}

fn why(size: Size) -> Why {
    let step = |day: Option<Date>, effect: &str, why: &str| WhyStep {
        date: day,
        effect: effect.into(),
        why: why.into(),
    };
    let mut steps = vec![
        step(
            Some(date(2026, 10, 28)),
            "excluded",
            "初日不算入（民法140条）",
        ),
        step(Some(date(2026, 11, 3)), "skip", "文化の日"),
        step(Some(date(2026, 11, 7)), "skip", "土曜日"),
        step(Some(date(2026, 11, 8)), "skip", "日曜日"),
        step(Some(date(2026, 11, 11)), "result", "満了（民法141条）"),
    ];
    if size == Size::Long {
        for day in 1..28 {
            steps.push(step(
                Some(date(2026, 12, day)),
                "skipped",
                "停止期間（訴訟の係属）",
            ));
        }
    }
    Why {
        rule: "初日不算入、翌日起算14日、末日が休業日のときは翌営業日".into(),
        clause: "B18".into(),
        started: date(2026, 10, 28),
        first_counted: date(2026, 10, 29),
        raw_last: if size == Size::Long {
            date(2026, 11, 8)
        } else {
            date(2026, 11, 11)
        },
        last: date(2026, 11, 11),
        ends_at: Timestamp::end_of(date(2026, 11, 11)),
        pauses: if size == Size::Long {
            vec![
                (date(2026, 11, 1), Some(date(2026, 11, 4))),
                (date(2026, 11, 6), None),
            ]
        } else {
            Vec::new()
        },
        extensions: many(size, 1, |_| "14日".into()),
        earlier: many(size, 1, |_| (date(2026, 10, 28), "extended".into())),
        steps,
        profile: "苦情処理規則 2005-03".into(),
        calendar: "7d1f0c2a9b".into(),
        provisional: size == Size::Long,
    }
}

fn deadline(size: Size, n: usize) -> Deadline {
    let chip = nth_chip(n);
    Deadline {
        name: format!("{}.{}", chip.clock, n + 1),
        waits_on: ["member", "staff", "complainant"][n % 3].into(),
        from: at(10, 28, 10),
        stopped: matches!(chip.standing, Urgency::Done { .. }).then(|| at(11, 6, 16)),
        why: why(size),
        ladder: [("r1", 6), ("r2", 10), ("l1", 12), ("l2", 18)]
            .into_iter()
            .map(|(name, day)| Rung {
                name: name.into(),
                on: date(2026, 11, day),
                to: if name.starts_with('r') {
                    "handler".into()
                } else {
                    "supervisor".into()
                },
                reached: day < 15,
            })
            .collect(),
        chip,
    }
}

fn row(size: Size, n: usize) -> Row {
    let stages = [
        "awaiting_member",
        "screening",
        "reviewing",
        "accepted",
        "suspended",
        "closed",
    ];
    Row {
        slug: format!("r8-c-{n:04}"),
        number: format!("R8-苦情-{n:04}"),
        member: long(
            size,
            [
                "株式会社みらいデータ",
                "有限会社髙山通商",
                "（会員外）さくら情報サービス",
            ][n % 3],
        ),
        kind: "complaint".into(),
        stage: stages[n % stages.len()].into(),
        received: date(2026, 10, 28),
        chip: (n % 9 != 8).then(|| nth_chip(n)),
        waits_on: if n % 9 == 8 {
            String::new()
        } else {
            ["member", "staff", "complainant"][n % 3].into()
        },
        officer: if n % 4 == 3 {
            String::new()
        } else {
            "佐藤 一郎".into()
        },
        proposal: n % 5 == 2,
    }
}

fn choices(words: &[&str]) -> Vec<Choice> {
    words.iter().map(|w| Choice::new(*w, *w)).collect()
}

fn step(code: &str, primary: bool) -> Step {
    Step {
        code: code.into(),
        href: format!("/cases/r8-c-0001/do/{code}"),
        primary,
        two_person: code.starts_with("propose"),
    }
}

fn header(size: Size) -> Header {
    let stage = |code: &str, reached, since: Option<Date>| Stage {
        code: code.into(),
        reached,
        since,
        chip: (reached == Reached::Now).then(|| nth_chip(0)),
    };
    Header {
        slug: "r8-c-0001".into(),
        number: "R8-苦情-0001".into(),
        kind: "complaint".into(),
        member: long(size, "株式会社みらいデータ"),
        stage: if size == Size::Empty {
            "received".into()
        } else {
            "awaiting_member".into()
        },
        outcome: String::new(),
        officer: if size == Size::Empty {
            String::new()
        } else {
            "佐藤 一郎".into()
        },
        next: (size != Size::Empty).then(|| nth_chip(0)),
        stages: vec![
            stage("received", Reached::Passed, Some(date(2026, 10, 20))),
            stage("screening", Reached::Passed, Some(date(2026, 10, 21))),
            stage("accepted", Reached::Passed, Some(date(2026, 10, 26))),
            stage(
                "awaiting_member",
                if size == Size::Long {
                    Reached::Paused
                } else {
                    Reached::Now
                },
                Some(date(2026, 10, 28)),
            ),
            stage("reviewing", Reached::Ahead, None),
            stage("direction", Reached::Ahead, None),
            stage("confirming", Reached::Ahead, None),
            stage("closed", Reached::Ahead, None),
        ],
        steps: if size == Size::Empty {
            Vec::new()
        } else {
            [
                "record-reply",
                "propose-suspension",
                "propose-closing",
                "assign",
                "note",
            ]
            .into_iter()
            .enumerate()
            .map(|(n, code)| step(code, n == 0))
            .collect()
        },
        waiting: (size == Size::Long).then(|| Waiting {
            act: "close".into(),
            by: "佐藤 一郎".into(),
            at: at(11, 20, 15),
            href: Some("/cases/r8-c-0001/do/approve".into()),
        }),
    }
}

fn moment(size: Size, n: usize) -> Moment {
    let kinds = [
        "case.registered",
        "case.acknowledged",
        "case.accepted",
        "request.issued",
        "deadline.escalated",
        "case.noted",
    ];
    Moment {
        seq: 1_204 + n as u64,
        kind: kinds[n % kinds.len()].into(),
        at: at(11, 1, 10).plus_seconds(86_400 * i64::try_from(n).unwrap()),
        recorded_at: (n % 4 == 3).then(|| at(11, 20, 9)),
        actor: "佐藤 一郎".into(),
        facts: if n.is_multiple_of(2) {
            vec![("受付方法".into(), "電話".into())]
        } else {
            Vec::new()
        },
        words: if n.is_multiple_of(3) {
            long(
                size,
                "配送業者から漏れたのではないかとのこと。\n折り返しの希望は午後。",
            )
        } else {
            String::new()
        },
        erased: n % 7 == 6,
        withheld: n % 7 == 5,
        by_itself: n % 6 == 4,
    }
}

/// A page by name, rendered.
fn show<T: Template>(name: &str, page: &T) -> (String, String) {
    (name.to_owned(), page.render().unwrap())
}

/// Every page with sample data, by name.
#[expect(clippy::too_many_lines, reason = "a list of all pages")]
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = Ui::new(lang);
    let ui = &ui;
    let h = header(size);
    let reason = Form {
        action: "/cases/r8-c-0001/do/propose-closing".into(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![
                Field::new("outcome", ui.t("fact-outcome"))
                    .input(Input::Select(choices(&["解決", "取下げ"])))
                    .required(),
                Field::new("reason", ui.t("fact-reason"))
                    .input(Input::Lines(4))
                    .required(),
            ],
        }],
        version: "7".into(),
        submit: ui.t("step-propose-closing"),
        cancel: "/cases/r8-c-0001".into(),
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
    let run = |n: usize| Run {
        job: "escalate".into(),
        nominal: at(11, 22, 9),
        began: Some(at(11, 22, 9)),
        ended: (n.is_multiple_of(2)).then(|| at(11, 22, 9)),
        state: ["succeeded", "running", "dead"][n % 3].into(),
        attempt: 1,
        done: 312,
        error: if n % 3 == 2 {
            "store.busy".into()
        } else {
            String::new()
        },
        lease: (n % 3 == 1).then(|| (at(11, 22, 10), 7)),
        percent: (n % 3 == 1).then_some(45),
        act: [
            None,
            Some(("cancel-run", "/admin/jobs/cancel-run/x".into())),
            Some(("run-again", "/admin/jobs/run-again/x".into())),
        ][n % 3]
            .clone(),
    };
    let mail = |n: usize| MailRow {
        kind: ["digest", "escalation"][n % 2],
        to: if n % 4 == 3 {
            String::new()
        } else {
            long(size, "髙橋 花子")
        },
        written: at(11, 22, 9),
        state: ["sent", "waiting", "dead", "unaddressed"][n % 4],
        attempts: u32::try_from(n % 4).unwrap_or(0),
        error: ["", "", "mail.refused", "mail.nobody"][n % 4].into(),
        at: (n % 4 < 2).then(|| at(11, 22, 10)),
        again: (n % 4 == 2).then(|| "/admin/jobs/send-again/x".into()),
    };
    let jobs = Jobs {
        images_past: usize::from(size == Size::Long),
        jobs: many(size, 3, |n| Job {
            name: ["escalate", "check", "backup"][n % 3].into(),
            schedule: "0 30 2 * * *".into(),
            last_ok: (n % 3 != 2).then(|| at(11, 22, 2)),
            next: vec![at(11, 23, 2), at(11, 24, 2)],
            dead: u32::from(n % 3 == 2),
        }),
        dead: many(size, 1, |_| run(2)),
        runs: many(size, 4, run),
        doubt: (size == Size::Long).then(|| ("ahead", at(11, 22, 9))),
        mail: MailBox {
            waiting: 3,
            oldest: Some(at(11, 22, 8)),
            sent: 12,
            failed: u64::from(size == Size::Long),
            configured: size != Size::Empty,
            rows: many(size, 4, mail),
        },
    };
    let moments = many(size, 7, |n| moment(size, n));
    let login = login::form(ui, "tanto", (size == Size::Long).then_some(Rejected::Wrong));
    let mut all = vec![
        show("login", &LoginPage {
            f: frame(lang, "/login", "", "login-title").with_faults(login.faults.len()),
            form: login,
            next: "/queue",
            notice: String::new(),
            demo_accounts: if size == Size::Empty { &[] } else { &DEMO_ACCOUNTS },
        }),
        show("case-overview", &OverviewPage {
            f: case("").after(Some("recorded")),
            h: &h,
            tab: "overview",
            v: &Overview {
                measure: (size != Size::Empty).then(|| "/measures/new?case=r8-c-0001&member=M0001".into()),
                standing: many(size, 3, |n| Fact::new(["papers", "demand", "link"][n % 3], long(size, "資料の提出"))),
                matter: vec![
                    Fact::new("channel", ui.term("channel", "telephone")),
                    Fact::new("received", ui.moment(&at(10, 20, 10))),
                    Fact::new("category", ui.term("category", "third_party")),
                    Fact::new("member", long(size, "株式会社みらいデータ")),
                ],
                person: if size == Size::Empty { Vec::new() } else {
                    vec![
                        Fact::new("name", "﨑山 太郎"),
                        Fact::new("kana", ""),
                        Fact { withheld: true, ..Fact::new("contact", "") },
                        Fact { erased: true, ..Fact::new("telephone", "") },
                    ]
                },
narrative: (size != Size::Empty).then(|| Fact::new("content", long(size, "名簿に載せた覚えのない会社から、子どもの学年を知っている電話があった。\nどこから得たのかを知りたい。"))),
                respondents: many(size, 2, |n| row(size, n)),
                further: (size != Size::Empty).then(|| "/cases/new?beside=r8-c-0123".into()),
                incident: many(size, 2, |n| (row(size, n), n == 0)),
                deadlines: many(size, 2, |n| deadline(size, n)),
                latest: many(size, 3, |n| moment(size, n)),
                outside_scope: size == Size::Long,
            },
        }),
        show("case-history", &HistoryPage { f: case("/history"), h: &h, tab: "history", v: &History { moments, with_clocks: size == Size::Long, toggle: "/cases/r8-c-0001/history?clocks=1".into() } }),
        show("case-deadlines", &DeadlinesPage { f: case("/deadlines"), h: &h, tab: "deadlines", v: &Deadlines { open: many(size, 5, |n| deadline(size, n)), ended: many(size, 2, |n| deadline(size, 100 + n * 7 + 5)) } }),
        show("case-records", &RecordsPage { f: case("/records"), h: &h, tab: "records", v: &many(size, 5, |n| Record {
            seq: n as u64,
            at: at(11, 1, 9),
            kind: "case.registered".into(),
            actor: "u:0191b2".into(),
            sha256: audit::SHA256.into(),
        }) }),
        show("case-step", &StepPage { f: case("/do/propose-closing"), h: &h, tab: "", v: &StepForm { code: "propose-closing".into(), two_person: true, facts: if size == Size::Empty { Vec::new() } else { vec![Fact::new("act", ui.term("act", "close")), Fact::new("reason", "合意書を受領した。")] }, form: reason.clone(), preview: (size != Size::Empty).then(|| letters::letter(size)) } }),
        show("jobs", &JobsPage { f: frame(lang, "/admin/jobs", "admin", "jobs-title"), tab: "jobs", v: &jobs }),
        show("help", &WordsPage { f: frame(lang, "/help", "", "foot-help"), sections: words::help_sections(ui) }),
        show("accessibility", &WordsPage { f: frame(lang, "/accessibility", "", "foot-accessibility"), sections: words::accessibility_sections(ui) }),
        show("about", &WordsPage { f: frame(lang, "/about", "", "foot-about"), sections: words::about_sections(ui) }),
        show("problem", &ProblemPage::about(Problem::Stale, frame(lang, "/problems/stale", "", "foot-help"))),
    ];
    all.extend(audit::pages(lang, size));
    all.extend(board::pages(lang, size));
    all.extend(deadlines::pages(lang, size));
    all.extend(documents::pages(lang, size));
    all.extend(intake::pages(lang, size));
    all.extend(letters::pages(lang, size));
    all.extend(lists::pages(lang, size));
    all.extend(measures::pages(lang, size));
    all.extend(members::pages(lang, size));
    all.extend(portal::pages(lang, size));
    all.extend(registers::pages(lang, size));
    all.extend(search::pages(lang, size));
    all.extend(people::pages(lang, size));
    all
}
