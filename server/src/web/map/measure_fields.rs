//! The forms of measures: which fields each step has, and what is to be seen beside them.

use super::measure::{basis, member_name};
use crate::web::{
    site::Desk,
    steps::time::{back_day, extendable},
    stepup,
    view::form::{Choice, Field, Input},
};
use domain::{
    code::{
        Delivery, Finding, InterestKind, LegalForm, LetterKind, MeasureKind, Role, Sent, Transfer,
    },
    event::MeasureAct,
    id::AccountId,
    measure::{Measure, MeasureStep},
    period::Period,
};
use jiff::civil::Date;
use store::desk::{Directory, MeasureDossier};

/// What a form is made from.
pub(crate) struct At<'a> {
    /// The desk with the measure's rules.
    pub(crate) desk: &'a Desk,
    /// The measure.
    pub(crate) dossier: &'a MeasureDossier,
    /// Who works here.
    pub(crate) directory: &'a Directory,
}

/// A field with the label of its name.
fn field(desk: &Desk, name: &str) -> Field {
    Field::new(name, desk.ui.term("measurefact", name))
}

fn lines(desk: &Desk, name: &str, rows: u8) -> Field {
    field(desk, name).input(Input::Lines(rows)).required()
}

/// A choice of a vocabulary, all visible.
fn radio(
    desk: &Desk,
    name: &str,
    family: &str,
    codes: impl IntoIterator<Item = &'static str>,
) -> Field {
    let choices = codes
        .into_iter()
        .map(|code| Choice::new(code, desk.ui.term(family, code)));
    field(desk, name)
        .input(Input::Radio(choices.collect()))
        .required()
}

fn yes_or_no(desk: &Desk, name: &str) -> Field {
    let words = |code| desk.ui.term("measureverdict", format!("{name}-{code}"));
    let choices = ["yes", "no"].map(|code| Choice::new(code, words(code)));
    field(desk, name)
        .input(Input::Radio(choices.into()))
        .required()
}

/// How a letter that must be proved goes out: only these two prove that it arrived (3.2).
fn proved(desk: &Desk) -> Field {
    let ways = [Delivery::CertifiedPost, Delivery::Portal];
    radio(desk, "by", "measuredelivery", ways.map(Delivery::code))
        .value(Delivery::CertifiedPost.code())
}

/// How something came that the member did not hand in through its portal.
fn channel(desk: &Desk) -> Field {
    let ways = Delivery::ALL.iter().filter(|by| **by != Delivery::Portal);
    radio(desk, "channel", "measurechannel", ways.map(|by| by.code()))
}

/// A period after the arrival of the letter that names it, as the letter says it.
fn within(period: &Period) -> String {
    format!(
        "本書が到達した日の翌日から起算して{}{}以内",
        period.n,
        period.unit.ja()
    )
}

impl At<'_> {
    fn measure(&self) -> &Measure {
        &self.dossier.measure
    }

    fn field(&self, name: &str) -> Field {
        field(self.desk, name)
    }

    fn lines(&self, name: &str, rows: u8) -> Field {
        lines(self.desk, name, rows)
    }

    fn reason(&self) -> Field {
        self.lines("reason", 4)
    }

    fn on(&self) -> Field {
        back_day(self.desk, "on").label(self.desk.ui.term("measurefact", "arrived-on"))
    }

    fn original(&self) -> Field {
        self.field("original").max(200)
    }

    /// Until when the letter asks for something, in the words of the letter.
    fn until(&self, kind: LetterKind) -> String {
        let profile = &self.desk.in_force.profile;
        let clock = |name: &str| profile.rule(name).map(|rule| within(&rule.period));
        match kind {
            LetterKind::Explanation => clock("STATEMENT"),
            LetterKind::HearingNotice => self.dossier.measure.hearing.fixed_at.map(|at| {
                let mut entries = self.dossier.entries.iter().rev();
                let place = entries.find_map(|e| self.dossier.words.get(e.seq, "place"));
                format!("{}　{}", written(at), place.unwrap_or_default())
            }),
            LetterKind::HearingRecord => Some(format!(
                "本書が到達した日の翌日から起算して{}日以内",
                profile.board.record_days
            )),
            LetterKind::Recommendation | LetterKind::OtherMeasure => clock("REC_COMPLY"),
            LetterKind::ComplianceReminder => {
                let mut open = self.measure().open_deadlines().into_iter();
                open.find(|d| d.clock == "REC_COMPLY")
                    .map(|d| written_day(d.due.last))
            }
            _ => clock("OBJECTION"),
        }
        .unwrap_or_default()
    }

    /// The letter with which the form begins: the template of the rules, filled.
    fn draft(&self, kind: LetterKind) -> String {
        let profile = &self.desk.in_force.profile;
        let number = Measure::printed(self.measure().id);
        let member = member_name(self.desk, &self.measure().member);
        profile.letter(kind).map_or_else(String::new, |template| {
            template.fill(&[
                ("number", &number),
                ("member", &member),
                ("organ", &profile.organ),
                ("deadline", &self.until(kind)),
            ])
        })
    }

    fn letter(&self, kind: LetterKind) -> Field {
        self.lines("letter", 18)
            .value(self.draft(kind))
            .hint(self.desk.ui.t("measure-hint-letter"))
    }

    /// What is still on its way.
    fn sent(&self) -> Field {
        let choices = Sent::ALL.iter().filter(|what| {
            let sent = self.measure().dispatch(**what);
            sent.is_some_and(|sent| sent.delivered_at.is_none())
        });
        let codes: Vec<&'static str> = choices.map(|what| what.code()).collect();
        let only = codes.first().copied().unwrap_or_default();
        radio(self.desk, "what", "sent", codes).value(only)
    }

    /// The people who fit, by name.
    fn person(
        &self,
        name: &str,
        fits: impl Fn(AccountId, &domain::account::Account) -> bool,
    ) -> Field {
        let none = Choice::new("", self.desk.ui.t("choose-none"));
        let people = self
            .directory
            .people
            .iter()
            .filter(|(id, (account, ..))| {
                !account.disabled && account.member.is_none() && fits(**id, account)
            })
            .map(|(id, (_, _, name))| Choice::new(id.to_string(), name));
        self.field(name)
            .input(Input::Select(std::iter::once(none).chain(people).collect()))
            .required()
    }

    fn decider(&self, name: &str) -> Field {
        const PARTS: [Role; 4] = [
            Role::Director,
            Role::President,
            Role::Kanji,
            Role::HearingOfficer,
        ];
        self.person(name, |_, account| {
            account.roles.iter().any(|role| PARTS.contains(role))
        })
    }

    /// What becomes of each open case of the member.
    fn plan(&self) -> Vec<Field> {
        let open = &self.dossier.open_cases;
        let ui = &self.desk.ui;
        open.iter()
            .map(|(_, number)| {
                let codes = Transfer::ALL.iter().map(|to| to.code());
                radio(self.desk, &format!("plan-{number}"), "transfer", codes)
                    .label(ui.x("measure-plan-of", number.printed()))
            })
            .collect()
    }
}

/// A day as a letter writes it.
fn written_day(day: Date) -> String {
    japanese().day(&day)
}

/// An instant as a letter writes it.
fn written(at: domain::time::Timestamp) -> String {
    japanese().moment(&at)
}

fn japanese() -> crate::web::text::Ui {
    crate::web::text::Ui::new(crate::web::text::Lang::Ja)
}

/// The letter that a step sends or puts forward.
pub(crate) const fn letter_of(step: MeasureStep, measure: &Measure) -> Option<LetterKind> {
    Some(match step {
        MeasureStep::Explain => LetterKind::Explanation,
        MeasureStep::NotifyHearing => LetterKind::HearingNotice,
        MeasureStep::SendRecord => LetterKind::HearingRecord,
        MeasureStep::Remind => LetterKind::ComplianceReminder,
        MeasureStep::MoveGuidance => LetterKind::Guidance,
        MeasureStep::MoveNotice => measure.kind.letter(),
        MeasureStep::MoveRestoration => LetterKind::AnnulmentNotice,
        _ => return None,
    })
}

/// Whether whoever carries the step out must show again who they are: what is issued binds (発出).
pub(crate) fn asks_again(step: MeasureStep, measure: &Measure) -> bool {
    step == MeasureStep::Approve
        && measure
            .motion
            .as_ref()
            .is_some_and(|motion| !matches!(motion.act, MeasureAct::Guide { .. }))
}

/// The fields of a step.
#[expect(clippy::too_many_lines, reason = "one arm for each step")]
pub(crate) fn of_step(at: &At<'_>, step: MeasureStep) -> Vec<Field> {
    use MeasureStep as S;
    let (desk, measure) = (at.desk, at.measure());
    let by = || proved(desk);
    if let Some(kind) = letter_of(step, measure) {
        let letter = at.letter(kind);
        return match step {
            S::Remind => vec![
                radio(
                    desk,
                    "by",
                    "measurechannel",
                    Delivery::ALL.iter().map(|by| by.code()),
                ),
                letter,
            ],
            S::Explain | S::NotifyHearing | S::SendRecord => vec![by(), letter],
            S::MoveRestoration => vec![
                back_day(desk, "on").label(desk.ui.term("measurefact", "restored-on")),
                by(),
                letter,
                at.reason(),
            ],
            _ => vec![by(), letter, at.reason()],
        };
    }
    match step {
        S::RecordDelivery => vec![at.sent(), at.on(), at.lines("proof", 2)],
        S::SendAgain => vec![at.sent(), by(), at.lines("proof", 2)],
        S::Statement => vec![
            channel(desk),
            at.on(),
            at.lines("statement", 10),
            at.original(),
        ],
        S::AskOral => vec![channel(desk), at.lines("words", 3)],
        S::Waive => vec![channel(desk), at.on(), at.original().required()],
        S::AppointOfficer => vec![at.person("officer", |id, account| {
            account.roles.contains(&Role::HearingOfficer)
                && !measure.is_behind_it(id)
                && !measure.is_recused(id)
        })],
        S::FixHearing => vec![
            at.field("at").hint(desk.ui.t("measure-hint-at")).required(),
            at.lines("place", 2),
        ],
        S::Excuse => vec![at.lines("cause", 4)],
        S::Hold => vec![at.lines("record", 14)],
        S::CorrectRecord => vec![channel(desk), at.lines("correction", 6)],
        S::CloseHearing => {
            let summary = at.lines("summary", 8);
            let waived = measure.hearing.waived_at.is_some();
            vec![if waived {
                Field {
                    required: false,
                    ..summary
                }
            } else {
                summary
            }]
        }
        S::Declare | S::NoteInterest => {
            let kinds = InterestKind::ALL.iter().copied();
            let kinds = kinds.filter(|kind| step == S::Declare || *kind != InterestKind::None);
            let interest = radio(desk, "interest", "interest", kinds.map(InterestKind::code));
            let note = at
                .field("note")
                .input(Input::Lines(3))
                .hint(desk.ui.t("measure-hint-note"));
            if step == S::Declare {
                vec![interest, note]
            } else {
                vec![at.decider("person"), interest, note.required()]
            }
        }
        S::Challenge => vec![at.decider("person"), at.lines("ground", 4)],
        S::Rule => {
            let ruled = at.person("person", |id, _| {
                let known = measure.interests.get(&id);
                known.is_some_and(domain::measure::Interest::is_to_be_ruled)
            });
            vec![ruled, yes_or_no(desk, "excluded"), at.reason()]
        }
        S::MoveEffect => {
            let on = at
                .field("on")
                .label(desk.ui.term("measurefact", "effective-on"));
            let mut fields = vec![on.input(Input::Date).hint(desk.ui.t("hint-date"))];
            fields.extend(at.plan());
            fields.push(at.reason());
            fields
        }
        S::Approve if asks_again(step, measure) => vec![stepup::field(&desk.ui, &[])],
        S::Return | S::Withdraw => vec![at.reason()],
        S::Decide => {
            let asked = measure
                .open_questions()
                .iter()
                .map(|question| question.code());
            let only = measure.open_questions().first().map_or("", |q| q.code());
            vec![
                radio(desk, "question", "question", asked).value(only),
                yes_or_no(desk, "adopted"),
                at.reason(),
                at.field("opinion")
                    .input(Input::Lines(4))
                    .hint(desk.ui.t("measure-hint-opinion")),
            ]
        }
        S::Report => vec![channel(desk), at.on(), at.lines("report", 8), at.original()],
        S::Verify => vec![
            radio(
                desk,
                "finding",
                "finding",
                Finding::ALL.iter().map(|f| f.code()),
            ),
            at.reason(),
        ],
        S::Object => vec![channel(desk), at.on(), at.lines("objection", 6)],
        S::Finish => {
            let reason = at.reason();
            let asked = measure.stage == domain::code::MeasureStage::NotFollowed;
            vec![Field {
                required: asked,
                ..reason
            }]
        }
        S::Extend => {
            let (choices, usual) = extendable(desk, measure.open_deadlines());
            vec![
                at.field("deadline")
                    .input(Input::Select(choices))
                    .required(),
                at.field("n")
                    .hint(desk.ui.t("hint-more-time"))
                    .value(usual.map(|n| n.to_string()).unwrap_or_default())
                    .max(4)
                    .required(),
                back_day(desk, "asked_on").label(desk.ui.term("measurefact", "asked-on")),
                at.reason(),
            ]
        }
        _ => Vec::new(),
    }
}

/// What the reader must see before taking the step: what waits for a second person.
pub(crate) fn facts_of(at: &At<'_>, step: MeasureStep) -> Vec<(&'static str, String)> {
    let (desk, measure) = (at.desk, at.measure());
    let ui = &desk.ui;
    let mut facts = vec![
        ("kind", ui.term("measurekind", measure.kind.code())),
        ("member", member_name(desk, &measure.member)),
        ("basis", basis(desk, measure)),
    ];
    let Some(motion) = measure
        .motion
        .as_ref()
        .filter(|_| matches!(step, MeasureStep::Approve | MeasureStep::Return))
    else {
        return facts;
    };
    facts.push((
        "act",
        ui.term("measureact", super::measure_dossier::act(&motion.act)),
    ));
    facts.push((
        "moved-by",
        format!("{} {}", desk.who(&motion.by), ui.short_moment(&motion.at)),
    ));
    match &motion.act {
        MeasureAct::Guide { by } | MeasureAct::Notify { by } => {
            facts.push(("by", ui.term("delivery", by.code())));
        }
        MeasureAct::TakeEffect { on, plan } => {
            facts.push(("effective-on", ui.day(on)));
            let lines: Vec<String> = plan
                .iter()
                .map(|part| {
                    let number = at.dossier.case_numbers.get(&part.case);
                    let number = number
                        .map(domain::case::Number::printed)
                        .unwrap_or_default();
                    format!("{number} {}", ui.term("transfer", part.to.code()))
                })
                .collect();
            facts.push(("plan", lines.join("\n")));
        }
        MeasureAct::Restore { on, by } => {
            facts.push(("restored-on", ui.day(on)));
            facts.push(("by", ui.term("delivery", by.code())));
        }
    }
    let reason = at.dossier.words.get(motion.seq, "reason");
    facts.push(("reason", reason.unwrap_or_default().to_owned()));
    facts
}

/// The fields of a proposal.
pub(crate) fn of_proposal(desk: &Desk, after: Option<&Measure>) -> Vec<Field> {
    let ui = &desk.ui;
    let organs = &desk.in_force.profile.board;
    let by_articles = organs.other_grounds.is_some();
    // The gravest follow a recommendation that was not followed; without one they rest on the articles
    // alone, where the rules cite them (B37). Only an association has statutory members to expel.
    let offered = |kind: &&MeasureKind| match (kind.is_grave(), after) {
        (true, None) if !by_articles => false,
        (true, _) => {
            **kind != MeasureKind::Expulsion || organs.legal_form == LegalForm::Association
        }
        (false, after) => after.is_none(),
    };
    let kinds = MeasureKind::ALL
        .iter()
        .filter(offered)
        .map(|kind| kind.code());
    let members = std::iter::once(Choice::new("", ui.t("choose-none"))).chain(
        desk.members()
            .map(|(code, name)| Choice::new(code.to_string(), format!("{name} ({code})"))),
    );
    let bases = match after {
        Some(_) => vec!["not_followed"],
        None if by_articles => vec!["guideline", "article", "conduct", "articles"],
        None => vec!["guideline", "article", "conduct"],
    };
    let mut fields = vec![
        radio(desk, "kind", "measurekind", kinds).hint(ui.t("measure-hint-kind")),
        field(desk, "member")
            .input(Input::Select(members.collect()))
            .required(),
        field(desk, "cases")
            .input(Input::Lines(2))
            .hint(ui.t("measure-hint-cases")),
        radio(desk, "basis", "measurebasis", bases.iter().copied()),
    ];
    if after.is_none() {
        fields.extend([
            field(desk, "clause")
                .hint(ui.t("measure-hint-clause"))
                .max(40),
            field(desk, "article")
                .hint(ui.t("measure-hint-article"))
                .max(20),
            field(desk, "conduct")
                .input(Input::Date)
                .hint(ui.t("measure-hint-conduct")),
        ]);
    }
    fields.extend([
        lines(desk, "facts", 8),
        lines(desk, "evidence", 5).hint(ui.t("measure-hint-evidence")),
        lines(desk, "reason", 4),
    ]);
    fields
}
