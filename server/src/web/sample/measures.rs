//! Sample views of measures: the register, a dossier in every state, the forms, the member's page.

use super::{Size, at, audit, choices, frame, letters, long, many, nth_chip, show, why};
use crate::web::{
    page::{
        measure::{MeasurePage, MeasuresPage},
        measure_step::MeasureFormPage,
        portal_measure::{PortalMeasurePage, PortalMeasureStepPage},
    },
    text::{Lang, Ui},
    view::{
        form::{Fault, Field, Form, Group, Input},
        measure::{
            Compared, Comparison, DecisionLine, Due, EffectShown, HandedIn, InterestLine,
            MeasureForm, MeasureRow, MeasureView, Measures, MotionShown, PortalLetter,
            PortalMeasure, PortalMeasureView, Post, Wait, WayStage,
        },
        stage::Reached,
        step::Step,
        timeline::Moment,
    },
};
use domain::{
    code::{HearingForm, HearingOutcome, InterestKind, MeasureKind, MeasureStage, Sent},
    measure::MeasureStep,
};
use jiff::civil::date;

const PORTAL_STATES: [&str; 13] = [
    "receive",
    "speak",
    "stated",
    "considered",
    "report",
    "checked",
    "notified",
    "not-followed",
    "effective",
    "objected",
    "annulled",
    "dropped",
    "over",
];

fn row(size: Size, n: usize) -> MeasureRow {
    let kind = MeasureKind::ALL[n % MeasureKind::ALL.len()];
    let who = [
        "president",
        "head",
        "second",
        "secretariat",
        "meeting",
        "staff",
        "supervisor",
        "member",
        "officer",
        "nobody",
    ];
    MeasureRow {
        number: format!("措置第{}号", n + 1),
        href: format!("/measures/{}", n + 1),
        kind: kind.code(),
        member: long(size, "株式会社みらいデータ"),
        basis: long(size, "個人情報保護指針 2026-1版 第5条"),
        stage: MeasureStage::ALL[n % MeasureStage::ALL.len()].code(),
        body: ["board", "general_meeting", "president", "committee", "desk"][n % 5],
        chip: (n % 3 != 2).then(|| nth_chip(n)),
        who: who[n % who.len()],
    }
}

pub(super) fn comparison(size: Size) -> Comparison {
    Comparison {
        decided: many(size, 5, |n| Compared {
            number: format!("措置第{}号", n + 1),
            href: format!("/measures/{}", n + 1),
            kind: MeasureKind::ALL[n % 4].code(),
            basis: "個人情報保護指針 2025-1版 第5条".into(),
            on: date(2026, 11, 1)
                .saturating_sub(jiff::Span::new().days(i64::try_from(n).unwrap() * 40)),
            resolution: ["adopted", "rejected"][n % 2],
        }),
    }
}

fn step(name: &str) -> Step {
    Step {
        code: name.into(),
        href: format!("/measures/4/{name}"),
        primary: false,
        two_person: name.starts_with("move-"),
    }
}

fn way(size: Size) -> Vec<WayStage> {
    let stage = |code, reached, since, notes: &[&str]| WayStage {
        code,
        reached,
        since,
        notes: notes.iter().map(|note| long(size, note)).collect(),
        chip: (reached == Reached::Now).then(|| nth_chip(1)),
    };
    vec![
        stage(
            "proposed",
            Reached::Passed,
            Some(date(2026, 10, 1)),
            &["個人情報保護指針 2026-1版 第5条"],
        ),
        stage(
            "explained",
            Reached::Passed,
            Some(date(2026, 10, 7)),
            &[
                "R8.10.2（金） 発送（配達証明）",
                "R8.10.7（水） 到達（配達証明）",
            ],
        ),
        stage("heard", Reached::Now, None, &["弁明書"]),
        stage("review", Reached::Ahead, None, &[]),
        stage("decided", Reached::Ahead, None, &[]),
        stage("notified", Reached::Ahead, None, &[]),
        stage("followed", Reached::Ahead, None, &[]),
        stage("effective", Reached::Ahead, None, &[]),
        stage("final", Reached::Ahead, None, &[]),
    ]
}

fn moment(n: usize, ui: Ui) -> Moment {
    let kinds = [
        "measure.proposed",
        "measure.explanation-sent",
        "measure.delivered",
        "measure.statement-received",
        "measure.interest-declared",
        "measure.decided",
    ];
    Moment {
        seq: 1_200 + u64::try_from(n).unwrap(),
        kind: kinds[n % kinds.len()].into(),
        at: at(10, 2, 10),
        recorded_at: (n % 3 == 1).then(|| at(10, 3, 9)),
        actor: "佐藤 一郎".into(),
        facts: vec![(
            ui.term("measurefact", "by"),
            ui.term("delivery", "certified_post"),
        )],
        words: ["", "開示請求への回答が遅れたことは認めます。"][n % 2].into(),
        erased: n % 5 == 3,
        withheld: n % 5 == 4,
        by_itself: false,
    }
}

const WAITS: [(&str, &str); 25] = [
    ("president", "motion"),
    ("secretariat", "ruling"),
    ("meeting", "agenda"),
    ("staff", "arrival"),
    ("supervisor", "guidance"),
    ("supervisor", "explanation"),
    ("secretariat", "place"),
    ("secretariat", "decision"),
    ("secretariat", "notice"),
    ("secretariat", "effect"),
    ("member", "report"),
    ("supervisor", "check"),
    ("president", "not-followed"),
    ("supervisor", "revocation"),
    ("secretariat", "restoration"),
    ("member", "objection"),
    ("secretariat", "objection-decision"),
    ("head", "officer"),
    ("officer", "close"),
    ("member", "statement"),
    ("officer", "fix"),
    ("officer", "notify"),
    ("officer", "hold"),
    ("officer", "record"),
    ("member", "correction"),
];

/// A dossier in one state; the longest shows every part.
#[expect(clippy::too_many_lines, reason = "a list of all parts")]
fn dossier(ui: Ui, size: Size, n: usize, stage: MeasureStage) -> MeasureView {
    let full = size != Size::Empty;
    let all = size == Size::Long;
    let over = matches!(
        stage,
        MeasureStage::Effective | MeasureStage::Final | MeasureStage::Annulled
    );
    MeasureView {
        head: MeasureRow {
            stage: stage.code(),
            ..row(size, n)
        },
        member_href: full.then(|| "/members/M0001".into()),
        proposed: ("佐藤 一郎".into(), at(10, 1, 10)),
        basis_href: full.then(|| "/guidelines/2026-1".into()),
        way: way(size),
        waits: WAITS
            .iter()
            .take(if all { WAITS.len() } else { usize::from(full) })
            .map(|(who, what)| Wait {
                who,
                what,
                href: if *what == "agenda" {
                    "/board/meetings/1/items/2".into()
                } else {
                    String::new()
                },
            })
            .collect(),
        motion: (all || stage == MeasureStage::Decided).then(|| MotionShown {
            act: ["guide", "notify", "effect", "restore"][n % 4],
            by: "髙橋 花子".into(),
            at: at(11, 2, 9),
        }),
        steps: MeasureStep::ALL
            .iter()
            .take(if all { 31 } else { 4 })
            .filter(|_| full)
            .map(|s| step(s.name()))
            .collect(),
        rare: if full {
            vec![step("challenge"), step("extend")]
        } else {
            Vec::new()
        },
        opens: full,
        facts: long(size, "開示請求に対し、三か月間回答しなかった。"),
        evidence: many(size, 2, |_| long(size, "申出人の書面（2026年8月3日）")),
        reason: long(size, "過去の同種の例に倣う。"),
        cases: many(size, 2, |n| {
            (
                format!("R8-苦情-{n:04}"),
                (n % 2 == 0).then(|| format!("/cases/r8-c-{n:04}")),
            )
        }),
        post: many(size, 3, |n| Post {
            what: ["explanation", "hearing", "record", "decision", "reminder"][n % 5],
            sent_at: at(10, 2, 10),
            by: "certified_post",
            delivered: (n % 2 == 0)
                .then(|| (at(10, 7, 12), ["certified_post", "portal"][n / 2 % 2])),
            returned: u32::from(n % 3 == 1),
            href: (n % 3 != 2).then(|| "/measures/4/letters/1201".into()),
        }),
        hearing: if full {
            let outcomes = HearingOutcome::ALL
                .iter()
                .map(|o| ("hearing-closed", ui.term("hearingoutcome", o.code())));
            let forms = HearingForm::ALL
                .iter()
                .map(|form| ("hearing-form", ui.term("hearingform", form.code())));
            let others = [
                "officer",
                "hearing-at",
                "place",
                "notice-period",
                "statement",
                "waived",
                "held",
                "corrected",
            ];
            forms
                .chain(outcomes)
                .chain(others.map(|code| (code, long(size, "令和8年12月15日"))))
                .take(if all { 20 } else { 3 })
                .collect()
        } else {
            Vec::new()
        },
        summary: if full {
            long(size, "故意ではなく、体制を改めた。")
        } else {
            String::new()
        },
        interests: many(size, 3, |n| InterestLine {
            person: "理事 甲".into(),
            declared: (n % 4 != 3).then(|| InterestKind::ALL[n % InterestKind::ALL.len()].code()),
            challenged: n % 3 == 1,
            end: ["cleared", "excluded", "to-be-ruled", "undeclared"][n % 4],
        }),
        decisions: many(size, 1, |n| DecisionLine {
            question: ["impose", "guidance", "not_followed", "objection", "annul"][n % 5],
            resolution: ["adopted", "rejected", "deferred", "no_quorum"][n % 4],
            by: "会議 1 第2号議案".into(),
            href: (n % 2 == 0).then(|| "/board/meetings/1/items/2".into()),
            at: at(11, 10, 15),
            reason: long(size, "認定した事実による。"),
        }),
        findings: if all {
            vec!["partly", "fulfilled", "not_followed"]
        } else {
            Vec::new()
        },
        effect: (all || over).then(|| EffectShown {
            on: date(2026, 12, 1),
            plan: many(size, 2, |n| {
                (
                    format!("R8-苦情-{n:04}"),
                    Some(format!("/cases/r8-c-{n:04}")),
                    ["continue", "refer"][n % 2],
                )
            }),
        }),
        deadlines: many(size, 2, |n| Due {
            chip: nth_chip(n),
            waits_on: ["member", "staff"][n % 2],
            why: (n % 2 == 0).then(|| why(size)),
        }),
        comparison: comparison(size),
        moments: many(size, 6, |n| moment(n, ui)),
        follow: (stage == MeasureStage::NotFollowed).then(|| "/measures/new?after=4".into()),
    }
}

/// The lines on the portal's home.
pub(super) fn in_portal(size: Size) -> Vec<PortalMeasure> {
    many(size, 2, in_state)
}

fn in_state(n: usize) -> PortalMeasure {
    let state = PORTAL_STATES[n % PORTAL_STATES.len()];
    PortalMeasure {
        number: format!("措置第{}号", n + 1),
        href: format!("/portal/measures/{}", n + 1),
        kind: MeasureKind::ALL[(n + 1) % MeasureKind::ALL.len()].code(),
        state,
        acts: matches!(state, "receive" | "speak" | "report"),
        chip: (n.is_multiple_of(2)).then(|| nth_chip(n)),
    }
}

fn of_member(ui: Ui, size: Size, n: usize) -> PortalMeasureView {
    let full = size != Size::Empty;
    let tasks = [
        "statement",
        "ask-oral",
        "waive",
        "correct-record",
        "report",
        "object",
    ];
    PortalMeasureView {
        head: in_state(n),
        why: full.then(|| why(size)),
        form: full.then(|| HearingForm::ALL[n % 3].code()),
        hearing: (n % 2 == 1).then(|| (at(12, 15, 14), long(size, "会議室A"))),
        letters: many(size, 2, |n| PortalLetter {
            kind: [
                "explanation",
                "hearing_notice",
                "recommendation",
                "guidance",
            ][n % 4],
            sent_at: at(10, 2, 10),
            received_at: (n % 2 == 1).then(|| at(10, 7, 12)),
            href: (n % 2 == 1).then(|| "/portal/measures/1/letters/1201".into()),
            receive: (n == 0).then(|| Form {
                action: "/portal/measures/1/receive".into(),
                hidden: vec![("what".into(), Sent::Explanation.code().into())],
                submit: ui.t("portal-measure-receive"),
                ..Form::default()
            }),
        }),
        tasks: tasks
            .iter()
            .take(if full { 6 } else { 0 })
            .map(|name| Step {
                href: format!("/portal/measures/1/do/{name}"),
                primary: *name == "statement",
                ..step(name)
            })
            .collect(),
        handed_in: many(size, 1, |_| HandedIn {
            kind: "measure-statement-received".into(),
            at: at(10, 20, 11),
            seq: 1_210,
            sha256: audit::SHA256.into(),
            words: long(size, "開示請求への回答が遅れたことは認めます。"),
        }),
    }
}

fn step_form(ui: Ui, size: Size, step: MeasureStep) -> MeasureForm {
    let faults = if size == Size::Long {
        vec![Fault {
            field: "letter".into(),
            code: "letter.blank".into(),
            message: ui.t("refusal-letter-blank"),
        }]
    } else {
        Vec::new()
    };
    let fields = vec![
        Field::new("by", ui.term("measurefact", "by"))
            .input(Input::Radio(choices(&["配達証明郵便", "会員ポータル"])))
            .required(),
        Field::new("letter", ui.term("measurefact", "letter"))
            .input(Input::Lines(18))
            .hint(ui.t("measure-hint-letter"))
            .required()
            .judged_by(&faults),
        Field::new("password", ui.t("login-password"))
            .input(Input::Password)
            .hint(ui.t("stepup-hint"))
            .required(),
    ];
    MeasureForm {
        back: ("措置第4号".into(), "/measures/4".into()),
        two_person: step.name().starts_with("move-"),
        facts: vec![
            ("kind", ui.term("measurekind", "recommendation")),
            ("member", long(size, "株式会社みらいデータ")),
            ("basis", "個人情報保護指針 2026-1版 第5条".into()),
            ("act", ui.term("measureact", "notify")),
            ("plan", String::new()),
        ],
        preview: (size != Size::Empty).then(|| letters::letter(size)),
        form: Form {
            action: format!("/measures/4/{}", step.name()),
            groups: vec![Group {
                legend: String::new(),
                fields,
            }],
            hidden: vec![("digest".into(), audit::SHA256.into())],
            version: "7".into(),
            submit: ui.term("measurestep", step.name()),
            effect: ui.term("measureeffect", step.name()),
            preview: ui.t("letter-preview"),
            cancel: "/measures/4".into(),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon")),
        comparison: None,
    }
}

/// The pages with sample data, by name.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = Ui::new(lang);
    let register = Measures {
        parts: ["open", "hearing", "deciding", "following", "over", "all"]
            .map(|part| (part, format!("/measures?state={part}"), part == "open"))
            .into(),
        member: (size == Size::Long).then(|| long(size, "株式会社みらいデータ")),
        rows: many(size, 10, |n| row(size, n)),
        may_propose: size != Size::Empty,
    };
    let new = MeasureForm {
        back: (ui.t("measures-title"), "/measures".into()),
        comparison: Some(comparison(size)),
        facts: Vec::new(),
        preview: None,
        ..step_form(ui, size, MeasureStep::Explain)
    };
    let part = |path: &str, role: &str, title: &str| frame(lang, path, role, title);
    let mut pages = vec![
        show(
            "measures",
            &MeasuresPage {
                f: part("/measures", "supervisor", "measures-title"),
                v: &register,
            },
        ),
        show(
            "measure-new",
            &MeasureFormPage {
                f: part("/measures/new", "supervisor", "measure-new"),
                v: &new,
            },
        ),
    ];
    for (n, stage) in MeasureStage::ALL.iter().enumerate() {
        let v = dossier(ui, size, n, *stage);
        let f = part("/measures/4", "supervisor", "measures-title");
        pages.push(show(
            &format!("measure-{}", stage.code()),
            &MeasurePage { f, v: &v },
        ));
    }
    for one in MeasureStep::ALL {
        let v = step_form(ui, size, *one);
        let f = part("/measures/4/explain", "supervisor", "measures-title")
            .with_faults(v.form.faults.len());
        pages.push(show(
            &format!("measure-step-{}", one.name()),
            &MeasureFormPage { f, v: &v },
        ));
    }
    for (n, state) in PORTAL_STATES.iter().enumerate() {
        let v = of_member(ui, size, n);
        let f = part("/portal/measures/1", "member_contact", "portal-measures");
        pages.push(show(
            &format!("portal-measure-{state}"),
            &PortalMeasurePage { f, v: &v },
        ));
    }
    for name in [
        "statement",
        "ask-oral",
        "waive",
        "correct-record",
        "report",
        "object",
    ] {
        let (submit, lead) = (ui.term("portalsubmit", name), ui.term("portallead", name));
        let field = Field::new("statement", ui.term("portalfield", "statement"))
            .input(Input::Lines(10))
            .required();
        let form = Form {
            action: format!("/portal/measures/1/do/{name}"),
            groups: vec![Group {
                legend: String::new(),
                fields: vec![field],
            }],
            submit,
            grave: name == "waive",
            cancel: "/portal/measures/1".into(),
            ..Form::default()
        };
        let f = part(
            "/portal/measures/1/do/statement",
            "member_contact",
            "portal-measures",
        );
        pages.push(show(
            &format!("portal-measure-step-{name}"),
            &PortalMeasureStepPage {
                f,
                number: "措置第1号",
                lead: &lead,
                form: &form,
            },
        ));
    }
    pages
}
