//! The fields of the forms about the organisation's own registers, and what was typed into them.

use crate::web::{
    refused::fault,
    text::Ui,
    typed::Typed,
    view::form::{Choice, Fault, Field, Input},
};
use domain::{
    case::Number,
    code::{
        AccreditationAct, Accreditor, ActivityKind, Channel, ConsentOf, FolioKind, InformationKind,
        LawVersion, PublishedBy,
    },
    event::Scope,
    folio::{FolioAct, FolioCommand, Fresh, GuidelineText},
    id::{CaseId, MemberCode},
    profile::Profile,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

macro_rules! choices {
    ($ui:expr, $family:literal, $kind:ty) => {
        <$kind>::ALL
            .iter()
            .map(|value| Choice::new(value.code(), $ui.term($family, value.code())))
            .collect::<Vec<_>>()
    };
}

/// A field with its label and what was typed.
fn field(ui: Ui, typed: &Typed, name: &'static str, label: &str) -> Field {
    Field::new(name, ui.term("folio", label)).value(typed.get(name))
}

fn day(ui: Ui, typed: &Typed, name: &'static str, label: &str) -> Field {
    field(ui, typed, name, label)
        .input(Input::Date)
        .hint(ui.t("hint-day"))
        .required()
}

fn material(ui: Ui, typed: &Typed, label: &str) -> Field {
    field(ui, typed, "material", label).max(64)
}

/// The fields of a new entry.
pub(crate) fn of_fresh(ui: Ui, kind: FolioKind, profile: &Profile, typed: &Typed) -> Vec<Field> {
    let field = |name: &'static str, label: &str| field(ui, typed, name, label);
    let day = |name: &'static str, label: &str| day(ui, typed, name, label);
    let hint = |key: &str| ui.t(key);
    match kind {
        FolioKind::Accreditation => {
            let mut fields = vec![
                field("act", "act")
                    .input(Input::Radio(choices!(
                        ui,
                        "accreditationact",
                        AccreditationAct
                    )))
                    .required(),
                field("authority", "authority")
                    .input(Input::Select(choices!(ui, "accreditor", Accreditor)))
                    .required(),
                field("law", "law")
                    .input(Input::Select(choices!(ui, "lawversion", LawVersion)))
                    .value(typed.filled("law").unwrap_or_else(|| {
                        // What happens today happens by the Act as it stands.
                        LawVersion::Present.code().to_owned()
                    }))
                    .required(),
                day("on", "on"),
                field("reference", "reference").max(200).required(),
                field("note", "note").input(Input::Lines(2)),
            ];
            fields.extend(profile.industries.iter().map(|(code, word)| {
                let name = format!("scope-{code}");
                let value = typed.get(&name).to_owned();
                Field::new(name, word).input(Input::Check).value(value)
            }));
            fields
        }
        FolioKind::Guideline => vec![
            field("version", "version")
                .hint(hint("folio-version-hint"))
                .max(20)
                .required(),
            field("title", "guideline-title").max(200).required(),
            day("heard_on", "heard-on"),
            field("heard", "heard").input(Input::Lines(2)).required(),
            day("on", "adopted"),
            day("in_force", "in-force"),
            field("decision", "decision")
                .hint(hint("folio-decision-hint"))
                .max(40),
            field("clauses", "clauses")
                .hint(hint("folio-clauses-hint"))
                .input(Input::Lines(10))
                .required(),
            field("text", "text")
                .hint(hint("folio-guideline-text-hint"))
                .input(Input::Lines(12)),
            material(ui, typed, "document"),
        ],
        FolioKind::Information => vec![
            field("kind", "kind")
                .input(Input::Select(choices!(
                    ui,
                    "informationkind",
                    InformationKind
                )))
                .required(),
            day("on", "on"),
            field("title", "title").max(200).required(),
            field("members", "members").hint(hint("folio-members-hint")),
            field("note", "note").input(Input::Lines(3)),
            material(ui, typed, "material"),
        ],
        FolioKind::Activity => vec![
            field("kind", "kind")
                .input(Input::Select(choices!(ui, "activitykind", ActivityKind)))
                .required(),
            day("on", "on"),
            field("title", "title").max(200).required(),
            field("note", "note").input(Input::Lines(3)),
        ],
        FolioKind::Lesson => vec![
            field("cases", "cases").hint(hint("folio-cases-hint")),
            field("title", "title").max(200).required(),
            field("text", "text").input(Input::Lines(12)).required(),
        ],
    }
}

/// The fields of an act. `words` are title and text as they are now.
pub(crate) fn of_act(
    ui: Ui,
    act: FolioAct,
    cases: &BTreeMap<CaseId, Number>,
    words: &(String, String),
    typed: &Typed,
) -> Vec<Field> {
    let field = |name: &'static str, label: &str| field(ui, typed, name, label);
    let day = || day(ui, typed, "on", "on");
    let reason = || field("reason", "reason").input(Input::Lines(3)).required();
    let consent = || {
        let cases = cases
            .iter()
            .map(|(id, number)| Choice::new(id.to_string(), number.printed()))
            .collect();
        vec![
            field("case", "case").input(Input::Select(cases)).required(),
            field("of", "of")
                .input(Input::Radio(choices!(ui, "consentof", ConsentOf)))
                .required(),
            day(),
        ]
    };
    // What was typed goes before what stands there now.
    let present = |name: &str, now: &str| {
        if typed.0.is_empty() {
            now.to_owned()
        } else {
            typed.get(name).to_owned()
        }
    };
    match act {
        FolioAct::File => vec![day(), field("reference", "reference").max(200)],
        FolioAct::Publish => vec![
            day(),
            field("url", "url")
                .hint(ui.t("folio-url-hint"))
                .max(200)
                .required(),
        ],
        FolioAct::PublishPpc => vec![
            day(),
            field("url", "url").hint(ui.t("folio-url-hint")).max(200),
        ],
        FolioAct::Rewrite => vec![
            field("title", "title")
                .value(present("title", &words.0))
                .max(200)
                .required(),
            field("text", "text")
                .input(Input::Lines(12))
                .value(present("text", &words.1))
                .required(),
        ],
        FolioAct::Consent => {
            let mut fields = consent();
            fields.push(
                field("how", "how")
                    .input(Input::Select(choices!(ui, "channel", Channel)))
                    .required(),
            );
            fields.push(field("reference", "reference").max(200).required());
            fields
        }
        FolioAct::WithdrawConsent => {
            let mut fields = consent();
            fields.push(field("reason", "reason").input(Input::Lines(3)));
            fields
        }
        FolioAct::Propose => Vec::new(),
        FolioAct::Release => vec![
            field("unrecognisable", "unrecognisable")
                .input(Input::Check)
                .hint(ui.t("folio-unrecognisable-hint")),
        ],
        FolioAct::Return | FolioAct::Strike => vec![reason()],
    }
}

/// What was typed, with every fault in it.
pub(crate) struct Read<'a> {
    ui: Ui,
    typed: &'a Typed,
    faults: Vec<Fault>,
}

impl<'a> Read<'a> {
    /// Nothing read yet.
    pub(crate) const fn new(ui: Ui, typed: &'a Typed) -> Self {
        Self {
            ui,
            typed,
            faults: Vec::new(),
        }
    }

    fn bad(&mut self, field: &str, code: &str) {
        self.faults.push(fault(&self.ui, field, code));
    }

    fn text(&self, name: &str) -> String {
        self.typed.get(name).trim().to_owned()
    }

    fn day(&mut self, name: &str) -> Date {
        match self.typed.date(name) {
            Ok(Some(day)) => return day,
            Ok(None) => self.bad(name, "field.required"),
            Err(_) => self.bad(name, "field.date"),
        }
        Date::MIN
    }

    fn choice<T: Copy>(&mut self, name: &str, of: fn(&str) -> Option<T>, else_: T) -> T {
        of(self.typed.get(name)).unwrap_or_else(|| {
            self.bad(name, "field.choice");
            else_
        })
    }

    fn ended<T>(self, value: T) -> Result<T, Vec<Fault>> {
        if self.faults.is_empty() {
            Ok(value)
        } else {
            Err(self.faults)
        }
    }

    fn members(&mut self) -> Vec<MemberCode> {
        let typed = self.text("members");
        let codes: Result<Vec<MemberCode>, _> = words_of(&typed).map(str::parse).collect();
        codes.unwrap_or_else(|_| {
            self.bad("members", "information.unknown_member");
            Vec::new()
        })
    }

    /// The numbers of the cases that a digest is drawn from.
    pub(crate) fn numbers(&mut self) -> Vec<Number> {
        let typed = self.text("cases");
        let numbers: Result<Vec<Number>, _> = words_of(&typed).map(str::parse).collect();
        numbers.unwrap_or_else(|_| {
            self.bad("cases", "lesson.unknown_case");
            Vec::new()
        })
    }

    /// A new entry; `cases` are those of its numbers.
    pub(crate) fn fresh(
        mut self,
        kind: FolioKind,
        profile: &Profile,
        cases: Vec<CaseId>,
    ) -> Result<Fresh, Vec<Fault>> {
        let fresh = match kind {
            FolioKind::Accreditation => {
                let ticked = profile
                    .industries
                    .keys()
                    .filter(|code| self.typed.is_ticked(&format!("scope-{code}")));
                let industries: Vec<String> = ticked.cloned().collect();
                Fresh::Accreditation {
                    act: self.choice(
                        "act",
                        AccreditationAct::from_code,
                        AccreditationAct::Granted,
                    ),
                    authority: self.choice("authority", Accreditor::from_code, Accreditor::Ppc),
                    law: self.choice("law", LawVersion::from_code, LawVersion::Present),
                    on: self.day("on"),
                    scope: if industries.is_empty() {
                        Scope::All {}
                    } else {
                        Scope::Listed { industries }
                    },
                    reference: self.text("reference"),
                    note: self.text("note"),
                }
            }
            FolioKind::Guideline => {
                let clauses = GuidelineText::clauses_of(self.typed.get("clauses"));
                if clauses.is_err() {
                    self.bad("clauses", "guideline.bad_clause");
                }
                Fresh::Guideline {
                    version: self.text("version"),
                    text: GuidelineText {
                        title: self.text("title"),
                        clauses: clauses.unwrap_or_default(),
                        text: self.text("text"),
                        document: self.text("material").to_ascii_lowercase(),
                    },
                    heard_on: self.day("heard_on"),
                    heard: self.text("heard"),
                    on: self.day("on"),
                    in_force: self.day("in_force"),
                    decision: self.typed.filled("decision"),
                }
            }
            FolioKind::Information => Fresh::Information {
                kind: self.choice(
                    "kind",
                    InformationKind::from_code,
                    InformationKind::Bulletin,
                ),
                on: self.day("on"),
                members: self.members(),
                title: self.text("title"),
                note: self.text("note"),
                material: self.text("material"),
            },
            FolioKind::Activity => Fresh::Activity {
                kind: self.choice("kind", ActivityKind::from_code, ActivityKind::Other),
                on: self.day("on"),
                title: self.text("title"),
                note: self.text("note"),
            },
            FolioKind::Lesson => Fresh::Lesson {
                cases,
                title: self.text("title"),
                text: self.text("text"),
            },
        };
        self.ended(fresh)
    }

    /// A command to an entry; the cases are those it was drawn from.
    pub(crate) fn act(
        mut self,
        act: FolioAct,
        cases: &BTreeMap<CaseId, Number>,
    ) -> Result<FolioCommand, Vec<Fault>> {
        let proposal = self.text("proposal");
        let case = |read: &mut Self| {
            let typed = read.typed.get("case");
            let found = cases.keys().copied().find(|id| id.to_string() == typed);
            found.or_else(|| {
                read.bad("case", "field.choice");
                None
            })
        };
        let command = match act {
            FolioAct::File => FolioCommand::File {
                on: self.day("on"),
                reference: self.text("reference"),
            },
            FolioAct::Publish | FolioAct::PublishPpc => FolioCommand::Publish {
                by: if act == FolioAct::Publish {
                    PublishedBy::Body
                } else {
                    PublishedBy::Ppc
                },
                on: self.day("on"),
                url: self.text("url"),
            },
            FolioAct::Rewrite => FolioCommand::Rewrite {
                title: self.text("title"),
                text: self.text("text"),
            },
            FolioAct::Consent | FolioAct::WithdrawConsent => {
                let of = self.choice("of", ConsentOf::from_code, ConsentOf::Person);
                let on = self.day("on");
                let Some(case) = case(&mut self) else {
                    return Err(self.faults);
                };
                if act == FolioAct::Consent {
                    FolioCommand::Consent {
                        case,
                        of,
                        on,
                        how: self.choice("how", Channel::from_code, Channel::Post),
                        reference: self.text("reference"),
                    }
                } else {
                    let reason = self.text("reason");
                    FolioCommand::WithdrawConsent {
                        case,
                        of,
                        on,
                        reason,
                    }
                }
            }
            FolioAct::Propose => FolioCommand::Propose,
            FolioAct::Release => FolioCommand::Release {
                proposal,
                unrecognisable: self.typed.is_ticked("unrecognisable"),
            },
            FolioAct::Return => FolioCommand::Return {
                proposal,
                reason: self.text("reason"),
            },
            FolioAct::Strike => FolioCommand::Strike {
                reason: self.text("reason"),
            },
        };
        self.ended(command)
    }
}

/// The words of a line, however they are separated.
fn words_of(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '、' | '，'))
        .filter(|word| !word.is_empty())
}
