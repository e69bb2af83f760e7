//! Every template with every size of sample data in both languages, and the catalogues behind them.

use super::{
    failure::Failure,
    problem::Problem,
    sample::{SIZES, Size, pages, visit},
    text::{FAMILIES, Lang, Ui},
    view::{
        conflict::{Conflict, ConflictRow},
        form::{Field, Form, Group, Input},
        step::Step,
    },
};
use domain::{
    board::MeetingStep,
    case::Stage,
    code::{
        AccreditationAct, Accreditor, ActivityKind, AnswerKind, Applicant, Attendance, Body,
        CaseKind, Category, Channel, CheckResult, Choice, Consent, ConsentOf, Delivery, DemandKind,
        Finding, FolioKind, Ground, HearingForm, HearingOutcome, InformationKind, InterestKind,
        LawVersion, LegalForm, LetterKind, LinkKind, Litigation, MeasureKind, MeasureStage,
        MeetingHearing, MeetingStage, NoteKind, Outcome, Paper, Party, Question, Referral,
        Resolution, Role, Sent, SignedBy, Transfer, Undelivered, Will, Withholding,
    },
    event::Event,
    folio::FolioAct,
    measure::{Guard, MeasureStep},
    profile::{Profile, SHIPPED},
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use store::desk::View;

async fn failures(lang: Lang) -> Vec<(String, String)> {
    let mut shown = Vec::new();
    let visit = visit(lang, "/cases/r8-c-0001/do/note", None);
    for problem in Problem::ALL {
        let mut failure = Failure::new(problem);
        if problem == Problem::Stale {
            failure = failure.with_conflict(Conflict {
                form: Some(Form {
                    action: "/cases/r8-c-0001/do/note".into(),
                    groups: vec![Group {
                        legend: String::new(),
                        fields: vec![
                            Field::new("reason", "理由")
                                .input(Input::Lines(3))
                                .value("<b>自分の入力</b>\n二行目"),
                        ],
                    }],
                    version: "8".into(),
                    submit: "登録".into(),
                    ..Form::default()
                }),
                current_version: "8".into(),
                changed_by: "佐藤 一郎".into(),
                by_reader: false,
                rows: vec![
                    ConflictRow {
                        label: "段階".into(),
                        theirs: "回答の検討".into(),
                        yours: "会員回答待ち".into(),
                    },
                    ConflictRow {
                        label: "担当".into(),
                        theirs: "佐藤 一郎".into(),
                        yours: "佐藤 一郎".into(),
                    },
                ],
                back: "/cases/r8-c-0001".into(),
            });
        }
        if problem == Problem::NotAllowedNow {
            failure = failure.with_allowed(vec![Step {
                code: "acknowledge".into(),
                href: "/cases/r8-c-0001/do/acknowledge".into(),
                primary: true,
                two_person: false,
            }]);
        }
        let body = failure
            .answer(&visit)
            .into_body()
            .into_string()
            .await
            .unwrap();
        shown.push((format!("failure-{}", problem.code()), body));
    }
    shown
}

/// A tag of a page: name, attributes, whether it closes.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    closes: bool,
}

impl<'a> Tag<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    }
}

/// The tags of a page in order. Our own templates always quote attribute values.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let inside = &rest[start + 1..];
        let end = inside.find('>').unwrap();
        let (tag, after) = (&inside[..end], &inside[end + 1..]);
        rest = after;
        if tag.starts_with('!') {
            continue;
        }
        let closes = tag.starts_with('/');
        let tag = tag.trim_start_matches('/').trim_end_matches('/');
        let name = tag.split_whitespace().next().unwrap();
        let mut attributes = Vec::new();
        let mut left = tag[name.len()..].trim_start();
        while !left.is_empty() {
            let key_end = left
                .find(|c: char| c == '=' || c.is_whitespace())
                .unwrap_or(left.len());
            let key = &left[..key_end];
            left = &left[key_end..];
            if let Some(value) = left.strip_prefix("=\"") {
                let close = value.find('"').unwrap();
                attributes.push((key, &value[..close]));
                left = &value[close + 1..];
            } else {
                attributes.push((key, ""));
            }
            left = left.trim_start();
        }
        found.push(Tag {
            name,
            attributes,
            closes,
        });
    }
    found
}

const VOID: [&str; 5] = ["meta", "link", "input", "br", "hr"];
/// SVG shapes, written `<path .../>`.
const SHAPES: [&str; 4] = ["path", "circle", "use", "rect"];

fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let tags = tags(html);
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut labelled = BTreeSet::new();
    for tag in &tags {
        if let Some(id) = tag.get("id")
            && !ids.insert(id)
        {
            faults.push(format!("id {id} stands twice"));
        }
        if tag.name == "label" && !tag.closes {
            labelled.extend(tag.get("for"));
        }
        if VOID.contains(&tag.name) || SHAPES.contains(&tag.name) {
            continue;
        }
        if tag.closes {
            let expected = open.pop();
            if expected != Some(tag.name) {
                faults.push(format!("</{}> closes {expected:?}", tag.name));
            }
        } else {
            open.push(tag.name);
        }
    }
    if !open.is_empty() {
        faults.push(format!("never closed: {open:?}"));
    }
    for tag in tags.iter().filter(|tag| !tag.closes) {
        let hidden = tag.get("type") == Some("hidden");
        if ["input", "select", "textarea"].contains(&tag.name) && !hidden {
            let named = tag.get("id").is_some_and(|id| labelled.contains(id))
                || tag.get("aria-label").is_some();
            if !named {
                faults.push(format!("{} {:?} has no label", tag.name, tag.get("name")));
            }
        }
        for key in ["aria-describedby", "aria-labelledby", "for"] {
            for id in tag.get(key).unwrap_or_default().split_whitespace() {
                if !ids.contains(id) {
                    faults.push(format!("{key} names {id}, which is not there"));
                }
            }
        }
        if let Some(fragment) = tag.get("href").and_then(|href| href.strip_prefix('#'))
            && !ids.contains(fragment)
        {
            faults.push(format!("a link leads to #{fragment}, which is not there"));
        }
        if tag.get("style").is_some() || tag.attributes.iter().any(|(key, _)| key.starts_with("on"))
        {
            faults.push(format!("{} carries inline style or script", tag.name));
        }
    }
    let count = |name: &str| {
        tags.iter()
            .filter(|tag| !tag.closes && tag.name == name)
            .count()
    };
    if count("h1") != 1 {
        faults.push(format!("{} h1", count("h1")));
    }
    if count("main") != 1 {
        faults.push("no main".into());
    }
    let posts = tags
        .iter()
        .filter(|t| !t.closes && t.name == "form" && t.get("method") == Some("post"))
        .count();
    let tokens = tags
        .iter()
        .filter(|t| t.get("name") == Some("_csrf"))
        .count();
    if posts != tokens {
        faults.push(format!("{posts} posting forms carry {tokens} tokens"));
    }
    if html.contains('⟦') {
        let from = html.find('⟦').unwrap();
        faults.push(format!(
            "no words for {}",
            html[from..].chars().take(40).collect::<String>()
        ));
    }
    faults
}

#[tokio::test]
async fn every_page_renders_soundly_in_both_languages() {
    let write_to = std::env::var_os("KIGEN_RENDER_DIR").map(PathBuf::from);
    for lang in Lang::ALL {
        for size in SIZES {
            let mut shown = pages(lang, size);
            if size == Size::Usual {
                shown.extend(failures(lang).await);
            }
            for (name, html) in shown {
                let faults = faults(&html);
                assert!(faults.is_empty(), "{name} {lang:?} {size:?}: {faults:#?}");
                assert!(html.contains(&format!("<html lang=\"{}\">", lang.tag())));
                if size == Size::Usual {
                    assert!(html.len() <= 60_000, "{name} has {} bytes", html.len());
                }
                if let Some(folder) = &write_to {
                    let file = format!("{name}-{}-{size:?}.html", lang.tag()).to_lowercase();
                    std::fs::write(folder.join(file), &html).unwrap();
                }
            }
        }
    }
}

#[tokio::test]
async fn what_was_typed_is_kept_and_escaped_on_the_conflict_page() {
    let shown = failures(Lang::Ja).await;
    let (_, page) = shown
        .iter()
        .find(|(name, _)| name == "failure-stale")
        .unwrap();
    assert!(
        page.contains("&#60;b&#62;自分の入力&#60;/b&#62;\n二行目"),
        "{page}"
    );
    assert!(page.contains("会員回答待ち"));
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

/// The messages of a language by key.
fn catalogue(lang: Lang) -> BTreeMap<String, String> {
    let mut sources = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(lang.tag()),
        ".ftl",
        &mut sources,
    );
    let mut messages = BTreeMap::new();
    for source in sources {
        let mut last = String::new();
        for line in std::fs::read_to_string(&source).unwrap().lines() {
            match line.split_once(" =") {
                Some((key, words))
                    if key
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') =>
                {
                    assert!(
                        messages.insert(key.to_owned(), words.to_owned()).is_none(),
                        "{key} stands twice in {}",
                        lang.tag()
                    );
                    last = key.to_owned();
                }
                _ if line.starts_with(' ') => {
                    messages.entry(last.clone()).or_default().push_str(line);
                }
                _ => assert!(
                    line.is_empty() || line.starts_with('#') || line.starts_with('}'),
                    "{}: {line}",
                    source.display()
                ),
            }
        }
    }
    messages
}

fn placeholders(words: &str) -> BTreeSet<&str> {
    ["$n", "$x", "$y"]
        .into_iter()
        .filter(|name| words.contains(*name))
        .collect()
}

#[test]
fn both_catalogues_hold_the_same_messages() {
    let (ja, en) = (catalogue(Lang::Ja), catalogue(Lang::En));
    let keys = |c: &BTreeMap<String, String>| c.keys().cloned().collect::<BTreeSet<_>>();
    let only_one: Vec<_> = keys(&ja)
        .symmetric_difference(&keys(&en))
        .cloned()
        .collect();
    assert!(only_one.is_empty(), "in one language only: {only_one:?}");
    for (key, words) in &ja {
        assert!(!words.trim().is_empty(), "{key} is empty");
        assert_eq!(placeholders(words), placeholders(&en[key]), "{key}");
    }
}

#[test]
fn every_message_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&root.join("templates"), ".html", &mut sources);
    files(&root.join("templates"), ".txt", &mut sources);
    files(&root.join("src"), ".rs", &mut sources);
    sources.retain(|path| !path.ends_with("sample.rs") && !path.ends_with("render_tests.rs"));
    let text: String = sources
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    // A family is used where a template or handler looks its codes up: `f.term("clock", code)`.
    let families: BTreeSet<&str> = text
        .split("term(")
        .skip(1)
        .filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next())
        .collect();
    let unused: Vec<String> = catalogue(Lang::Ja)
        .into_keys()
        .filter(|key| !text.contains(&format!("\"{key}\"")))
        .filter(|key| {
            !FAMILIES
                .iter()
                .any(|family| key.starts_with(&format!("{family}-")))
        })
        .filter(|key| {
            !families
                .iter()
                .any(|family| key.starts_with(&format!("{family}-")))
        })
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_closed_vocabularies_have_words_in_both_languages() {
    macro_rules! vocabulary {
        ($($family:literal: $kind:ty),+ $(,)?) => {
            vec![$(($family, <$kind>::ALL.iter().map(|value| value.code()).collect::<Vec<&str>>())),+]
        };
    }
    let mut vocabularies = vocabulary! {
        "casekind": CaseKind, "channel": Channel, "applicant": Applicant, "category": Category,
        "answerkind": AnswerKind, "referral": Referral, "ground": Ground, "outcome": Outcome,
        "will": Will, "delivery": Delivery, "notekind": NoteKind, "party": Party, "role": Role,
        "paper": Paper, "checkresult": CheckResult, "litigation": Litigation, "consent": Consent,
        "withholding": Withholding, "linkkind": LinkKind, "demandkind": DemandKind,
        "undelivered": Undelivered, "letterkind": LetterKind,
        "foliokind": FolioKind, "accreditationact": AccreditationAct, "accreditor": Accreditor,
        "lawversion": LawVersion, "informationkind": InformationKind, "activitykind": ActivityKind,
        "consentof": ConsentOf,
        "meetingstage": MeetingStage, "attendance": Attendance, "choice": Choice,
        "signedby": SignedBy, "meetinghearing": MeetingHearing,
        "measurekind": MeasureKind, "body": Body, "legalform": LegalForm,
        "measurestage": MeasureStage, "sent": Sent, "hearingform": HearingForm,
        "hearingoutcome": HearingOutcome, "interest": InterestKind, "question": Question,
        "resolution": Resolution, "finding": Finding, "transfer": Transfer,
        "portalkind": MeasureKind, "portalhow": HearingForm,
    };
    let majorities = ["simple", "two_thirds", "special"];
    vocabularies.push(("majority", majorities.to_vec()));
    let steps = MeetingStep::ALL.iter().map(|step| step.name());
    vocabularies.push(("meetingstep", steps.collect()));
    for family in ["measurestep", "measureeffect"] {
        let steps = MeasureStep::ALL.iter().map(|step| step.name());
        vocabularies.push((family, steps.collect()));
    }
    for family in ["portalstep", "portalsubmit", "portallead"] {
        let of_member = MeasureStep::ALL.iter().filter(|step| step.is_of_member());
        let steps = of_member.filter(|step| **step != MeasureStep::RecordDelivery);
        vocabularies.push((family, steps.map(|step| step.name()).collect()));
    }
    let guards = Guard::ALL.iter().map(|guard| guard.code());
    let guards = guards.filter(|code| code.starts_with("measure."));
    let guards: Vec<String> = guards.map(|code| code.replace('.', "-")).collect();
    vocabularies.push(("refusal", guards.iter().map(String::as_str).collect()));
    let profiles: Vec<Profile> = SHIPPED
        .iter()
        .map(|(_, text)| Profile::from_toml(text).unwrap())
        .collect();
    vocabularies.push(("stage", Stage::CODES.to_vec()));
    vocabularies.push((
        "step",
        domain::case::Step::ALL.iter().map(|s| s.name()).collect(),
    ));
    vocabularies.push(("view", View::ALL.iter().map(|v| v.name()).collect()));
    vocabularies.push((
        "clock",
        profiles
            .iter()
            .flat_map(|p| &p.clock)
            .map(|c| c.name.as_str())
            .collect(),
    ));
    vocabularies.push((
        "level",
        profiles
            .iter()
            .flat_map(|p| &p.ladder)
            .map(|s| s.step.as_str())
            .collect(),
    ));
    let kinds: Vec<String> = Event::KINDS
        .iter()
        .map(|kind| kind.replace('.', "-"))
        .collect();
    let acts = FolioAct::ALL.iter().flat_map(|(_, name)| {
        let effect: &'static str = format!("{name}-effect").leak();
        [*name, effect]
    });
    vocabularies.push(("folioact", acts.collect()));
    vocabularies.push(("event", kinds.iter().map(String::as_str).collect()));
    for lang in Lang::ALL {
        let ui = Ui::new(lang);
        for (family, codes) in &vocabularies {
            for code in codes {
                assert_ne!(ui.term(family, code), *code, "{lang:?}: {family}-{code}");
            }
        }
    }
}

/// The codes that a source hands to `Refusal::new` or `Refusal::of_field`.
fn refusal_codes(source: &str) -> impl Iterator<Item = &str> {
    ["Refusal::new(", "Refusal::of_field("]
        .into_iter()
        .flat_map(move |call| source.split(call).skip(1))
        .filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next())
}

/// Every string of a source that is a code of one of these families (`period.too_many`).
fn codes_of<'a>(source: &'a str, families: &'a [&str]) -> impl Iterator<Item = &'a str> {
    source.split('"').skip(1).step_by(2).filter(move |text| {
        families.iter().any(|family| {
            text.strip_prefix(family).is_some_and(|rest| {
                rest.strip_prefix('.')
                    .is_some_and(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
            })
        })
    })
}

#[test]
fn every_refusal_has_words_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in ["../domain/src", "../store/src"] {
        files(&root.join(folder), ".rs", &mut sources);
    }
    let mut codes = BTreeSet::new();
    for path in sources {
        let source = std::fs::read_to_string(&path).unwrap();
        codes.extend(refusal_codes(&source).map(str::to_owned));
        // A period that cannot be computed refuses the command under its own code.
        if path.ends_with("error.rs") {
            codes.extend(codes_of(&source, &["period", "calendar"]).map(str::to_owned));
        }
    }
    // The scan itself: a code on the line of its call, one below it, one of a calendar.
    for known in [
        "case.handler_missing",
        "member.bad_corporate_number",
        "calendar.outside_table",
    ] {
        assert!(codes.contains(known), "{known} was not found");
    }
    // Written as a constructor of its own.
    codes.insert("case.step_not_allowed".to_owned());
    let missing: Vec<String> = Lang::ALL
        .into_iter()
        .flat_map(|lang| {
            let catalogue = catalogue(lang);
            codes
                .iter()
                .map(|code| format!("refusal-{}", code.replace(['.', '_'], "-")))
                .filter(move |key| !catalogue.contains_key(key))
                .map(move |key| format!("{} {key}", lang.tag()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
