//! Taking a matter in, and its receipt.

use super::{case::load, login::see_other, suggest::suggested};
use crate::web::{
    failure::Failure,
    frame::{Frame, page, page_with_faults},
    map::{
        case::may_come_further,
        deadline::chip,
        work::{row, steps},
    },
    problem::Problem,
    refused::{refused, words},
    site::{Desk, Site},
    steps::{
        Reading, codes,
        complainant::{answer, declarations},
        papers,
    },
    typed::Typed,
    view::{
        deadline::Chip,
        form::{Choice, Fault, Field, Form, Group, Input},
        intake::{NewCase, Preview, Receipt},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    access::may,
    case::{CaseCommand, Declared, Number, Registration, Respondent, Step},
    clock::Deadline,
    code::{AnswerKind, Applicant, CaseKind, Category, Channel, Referral},
    event::Event,
    id::CaseId,
    time::Timestamp,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{
    Command, OfficeError,
    desk::{Dossier, WorkFilter},
};
use uuid::Uuid;

/// The form, with what saving would do beside it.
#[derive(Debug, Template)]
#[template(path = "new_case.html")]
pub struct NewCasePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a NewCase,
}

/// The receipt.
#[derive(Debug, Template)]
#[template(path = "receipt.html")]
pub struct ReceiptPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Receipt,
}

impl<'a> NewCasePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a NewCase) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("new-title")),
            v,
        }
    }
}

impl<'a> ReceiptPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Receipt) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("receipt-title")),
            v,
        }
    }
}

/// What the form sends, as a matter to be registered. Until everything is typed, a preview stands in
/// for what is missing.
pub(crate) fn registration(
    desk: &Desk,
    typed: &Typed,
    preview: bool,
) -> Result<Registration, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, code: &str| {
        faults.push(Fault {
            field: field.to_owned(),
            code: code.to_owned(),
            message: words(&desk.ui, code),
        });
    };
    let text = |name: &str| match typed.get(name).trim() {
        "" if preview => "-".to_owned(),
        text => text.to_owned(),
    };
    let kind = CaseKind::from_code(typed.get("kind"));
    let channel = Channel::from_code(typed.get("channel"));
    let applicant = Applicant::from_code(typed.get("applicant"));
    let category = Category::from_code(typed.get("category"));
    let read = Reading { desk, typed };
    let respondent = read.respondent().ok();
    let beside = match typed.get("beside").trim() {
        "" => None,
        number => {
            let number = number.parse::<Number>().ok();
            if number.is_none() {
                fault("beside", "case.beside_unknown");
            }
            number
        }
    };
    // Whoever says how the call ended means to end it with this form.
    let answers = !typed.get("how").is_empty() || !typed.get("answer").trim().is_empty();
    for (field, known) in [
        ("kind", kind.is_some()),
        ("channel", channel.is_some()),
        ("applicant", applicant.is_some()),
        ("category", category.is_some()),
        ("respondent", respondent.is_some()),
    ] {
        if !known && !preview {
            fault(field, "field.choice");
        }
    }
    let received_at = typed.moment("received_at").unwrap_or_else(|_| {
        fault("received_at", "field.date");
        None
    });
    let nameless = applicant == Some(Applicant::Anonymous);
    for (field, may_be_empty) in [("content", false), ("name", nameless)] {
        if !preview && !may_be_empty && typed.get(field).trim().is_empty() {
            fault(field, "field.required");
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Registration {
        kind: kind.unwrap_or(CaseKind::Complaint),
        channel: channel.unwrap_or(Channel::Telephone),
        applicant: applicant.unwrap_or(Applicant::Principal),
        category: category.unwrap_or(Category::Other),
        respondent: respondent.unwrap_or(Respondent::Unknown {}),
        received_at,
        name: text("name"),
        kana: typed.get("kana").trim().to_owned(),
        contact: typed.get("contact").trim().to_owned(),
        content: text("content"),
        original: typed.get("original").trim().to_owned(),
        // A preview shows what saving would do once everything is there.
        explained: preview || typed.is_ticked("explained"),
        declared: read.declared()?,
        papers: read.papers(),
        answer: (answers && !preview).then(|| answer(&read)).transpose()?,
        beside,
    })
}

/// Everybody a matter can be about.
pub(crate) fn respondents(desk: &Desk) -> Vec<Choice> {
    let mut respondents = vec![Choice::new("", desk.ui.t("choose-none"))];
    respondents.extend(
        ["unknown", "non_member", "body"]
            .map(|code| Choice::new(code, desk.ui.term("respondent", code))),
    );
    respondents.extend(
        desk.members()
            .map(|(code, name)| Choice::new(format!("member:{code}"), format!("{name} ({code})"))),
    );
    respondents
}

fn form(desk: &Desk, typed: &Typed, faults: Vec<Fault>) -> Form {
    let ui = &desk.ui;
    let label = |name: &str| ui.term("fact", name.replace('_', "-"));
    let choices = |family: &str, codes: Vec<&'static str>| {
        codes
            .into_iter()
            .map(|code| Choice::new(code, ui.term(family, code)))
            .collect::<Vec<_>>()
    };
    let field = |name: &str| {
        Field::new(name, label(name))
            .value(typed.get(name))
            .judged_by(&faults)
    };
    let kinds = choices("casekind", CaseKind::ALL.iter().map(|k| k.code()).collect());
    let channels = choices("channel", Channel::ALL.iter().map(|c| c.code()).collect());
    let categories = choices("category", Category::ALL.iter().map(|c| c.code()).collect());
    let applicants = choices(
        "applicant",
        Applicant::ALL.iter().map(|a| a.code()).collect(),
    );
    let mut kind = field("kind").input(Input::Radio(kinds)).required();
    if kind.value.is_empty() {
        kind = kind.value("complaint");
    }
    Form {
        action: "/cases/new".into(),
        groups: vec![
            Group {
                legend: ui.t("overview-matter"),
                fields: vec![
                    kind,
                    field("channel").input(Input::Select(channels)).required(),
                    field("received_at")
                        .input(Input::Date)
                        .hint(ui.t("hint-received")),
                    Field::new("member_sought", ui.t("suggest-member"))
                        .hint(ui.t("suggest-member-hint"))
                        .value(typed.get("member_sought"))
                        .autocomplete("off")
                        .max(200),
                    field("respondent")
                        .input(Input::Select(respondents(desk)))
                        .required(),
                    field("category")
                        .input(Input::Select(categories))
                        .required(),
                    field("content").input(Input::Lines(6)).required(),
                    field("original").hint(ui.t("hint-original")),
                ],
            },
            Group {
                legend: ui.t("overview-person"),
                fields: vec![
                    field("applicant")
                        .input(Input::Select(applicants))
                        .required(),
                    field("name").hint(ui.t("hint-name")).autocomplete("off"),
                    field("kana").autocomplete("off"),
                    field("contact").autocomplete("off"),
                ],
            },
            explanation(desk, typed, &faults),
            ending(desk, typed, &faults),
            declaring(desk, typed, &faults),
        ],
        hidden: prior(typed)
            .map(|number| ("prior".to_owned(), number.to_string()))
            .into_iter()
            .chain(typed.filled("beside").map(|n| ("beside".to_owned(), n)))
            .collect(),
        idempotency: typed.get("_once").to_owned(),
        submit: ui.t("new-submit"),
        cancel: "/queue".into(),
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"))
}

/// The text that is read to a caller, and the tick that it was (B29).
fn explanation(desk: &Desk, typed: &Typed, faults: &[Fault]) -> Group {
    let ui = &desk.ui;
    let text = desk.in_force.profile.explanation.text.trim();
    let tick = Field::new("explained", ui.t("fact-explained-tick"))
        .input(Input::Check)
        .hint(ui.x("hint-explained", text))
        .value(typed.get("explained"));
    Group {
        legend: ui.t("intake-explanation"),
        fields: vec![tick.judged_by(faults)],
    }
}

/// The everyday call ends in the form that registers it (B01, B31).
fn ending(desk: &Desk, typed: &Typed, faults: &[Fault]) -> Group {
    let ui = &desk.ui;
    let one_of = |name: &str, family: &str, codes: Vec<&str>| {
        let none = [Choice::new("", ui.t("choose-none"))].into_iter();
        let some = codes
            .into_iter()
            .map(|code| Choice::new(code, ui.term(family, code)));
        Field::new(name, ui.term("fact", name)).input(Input::Select(none.chain(some).collect()))
    };
    let fields = [
        one_of("how", "answerkind", codes!(AnswerKind::ALL)).hint(ui.t("hint-answer-now")),
        one_of("referral", "referral", codes!(Referral::ALL)),
        Field::new("answer", ui.term("fact", "answer")).input(Input::Lines(4)),
    ];
    Group {
        legend: ui.t("intake-answer"),
        fields: fields
            .into_iter()
            .map(|field| field.typed(Some(typed), faults))
            .collect(),
    }
}

/// What the complainant declares, and the papers that came (A18, A20, A26, B33).
fn declaring(desk: &Desk, typed: &Typed, faults: &[Fault]) -> Group {
    let fields = declarations(desk, Declared::default())
        .into_iter()
        .chain(papers(desk, &BTreeSet::new()))
        .map(|field| match typed.filled(&field.name) {
            Some(value) => field.value(value),
            None => field,
        });
    Group {
        legend: desk.ui.t("intake-declared"),
        fields: fields.map(|field| field.judged_by(faults)).collect(),
    }
}

/// What the events of a registration mean: the number, and the clocks they start.
fn dues<'a>(
    desk: &Desk,
    events: impl IntoIterator<Item = &'a Event>,
) -> (Option<Number>, Vec<Chip>) {
    let mut number = None;
    let mut dues = Vec::new();
    for event in events {
        match event {
            Event::CaseRegistered(e) => number = Some(e.number),
            Event::DeadlineStarted(e) => dues.push(chip(desk, &Deadline::started(e))),
            _ => {}
        }
    }
    (number, dues)
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let desk = site.desk_with_members(visit, viewer, []).await?;
    let mut preview = None;
    let mut similar = Vec::new();
    if let Ok(imagined) = registration(&desk, typed, true) {
        if let Ok(events) = site.office.foresee(&viewer.actor, &imagined).await {
            let (number, dues) = dues(&desk, &events);
            preview = number.map(|number| Preview {
                number: number.printed(),
                effective: effective(&desk, imagined.received_at.unwrap_or(desk.now)),
                dues,
            });
        }
        if let Some(member) = imagined.respondent.member() {
            let filter = WorkFilter {
                member: Some(member.clone()),
                ..WorkFilter::default()
            };
            let found = site
                .office
                .worklist(&viewer.actor, &filter)
                .await
                .map_err(|e| refused(&visit.ui, &e))?;
            similar = found
                .rows
                .iter()
                .take(8)
                .map(|r| row(&desk, &r.file, r.next.as_ref()))
                .collect();
        }
    }
    let many = faults.len();
    let suggested = suggested(visit, viewer, site, &desk, typed).await?;
    let v = NewCase {
        beside: typed
            .get("beside")
            .parse::<Number>()
            .map(|number| number.printed())
            .unwrap_or_default(),
        form: form(&desk, typed, faults),
        preview,
        suggested,
        prior: prior(typed).map(|number| number.printed()),
        similar,
    };
    let mut shown = NewCasePage::of(visit, &v);
    shown.f = shown.f.with_faults(v.form.faults.len());
    page_with_faults(&shown, many)
}

/// A receipt outside the opening hours counts from the next open day (A25).
fn effective(desk: &Desk, received: Timestamp) -> Timestamp {
    match desk.in_force.calendar.open_day_of_receipt(received) {
        Ok(day) if day > received.date() => Timestamp::start_of(day),
        _ => received,
    }
}

/// The earlier case that was chosen among the suggestions (A22).
fn prior(typed: &Typed) -> Option<Number> {
    typed.get("prior").parse().ok()
}

/// The identity the matter is to have, made with the form: however often the form is sent, it
/// registers one case.
fn identity(typed: &Typed) -> Option<CaseId> {
    Uuid::parse_str(typed.get("_once")).ok().map(CaseId)
}

/// An empty form with an identity for its case.
fn blank(visit: &Visit) -> Typed {
    let random = (visit.settings.randomness)();
    let half = random.first_chunk::<16>().copied().unwrap_or_default();
    let id = uuid::Builder::from_random_bytes(half).into_uuid();
    Typed(vec![("_once".to_owned(), id.to_string())])
}

/// What the form about a further respondent of a complaint begins with: all that was told when it
/// came in, but for the respondent. What concerns only the first one can be left out here.
fn further(dossier: &Dossier) -> Vec<(String, String)> {
    let file = &dossier.file;
    let told = |seq, name: &str| {
        let words = dossier.opened.get(seq, name).unwrap_or_default();
        (name.to_owned(), words.to_owned())
    };
    let code = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let declared = file.declared;
    let mut typed = vec![
        code("beside", &file.complaint().to_string()),
        code("kind", file.kind.code()),
        code("channel", file.channel.code()),
        code("category", file.category.map_or("", Category::code)),
        code("applicant", file.applicant.map_or("", Applicant::code)),
        code("litigation", declared.litigation.code()),
        code("notify_member", declared.notify_member.code()),
        code("notify_related", declared.notify_related.code()),
        code("material", declared.material.code()),
        code("talks", declared.talks.code()),
    ];
    typed.extend(
        ["name", "kana", "contact"].map(|name| match told(file.person_seq, name) {
            (_, words) if words.is_empty() => told(file.first_seq, name),
            anew => anew,
        }),
    );
    typed.extend(["content", "original"].map(|name| told(file.first_seq, name)));
    typed
}

/// What the address of an empty form may say.
#[derive(Debug, Default, Deserialize)]
pub struct Begun {
    /// The complaint of whose further respondent the form is.
    #[serde(default)]
    pub beside: Option<String>,
}

/// `GET /cases/new`
#[handler]
pub(crate) async fn get_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(begun): Query<Begun>,
) -> Result<Response> {
    viewer.enters("/cases/new")?;
    let mut typed = blank(visit);
    if let Some(number) = begun.beside {
        let (dossier, _) = load(visit, viewer, site, &number).await?;
        typed.0.extend(further(&dossier));
    }
    show(visit, viewer, site, &typed, Vec::new()).await
}

/// `POST /cases/new`
#[handler]
pub(crate) async fn post_new(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/cases/new")?;
    // A suggestion is chosen, or the suggestions are asked for: everything typed stays.
    if let Some(chosen) = typed.filled("_choose") {
        let (field, chosen) = match chosen.strip_prefix("prior:") {
            Some(number) => ("prior", number.to_owned()),
            None => ("respondent", chosen),
        };
        return show(visit, viewer, site, &typed.with(field, chosen), Vec::new()).await;
    }
    if typed.is_ticked("_similar") {
        return show(visit, viewer, site, &typed, Vec::new()).await;
    }
    let preview = typed.is_ticked("_preview");
    let desk = site.desk(visit, viewer, []).await?;
    let wanted = match registration(&desk, &typed, preview) {
        Ok(_) if preview => return show(visit, viewer, site, &typed, Vec::new()).await,
        Ok(wanted) => wanted,
        Err(faults) => return show(visit, viewer, site, &typed, faults).await,
    };
    let id = identity(&typed);
    let command = Command::Case {
        id,
        expected_version: None,
        command: Box::new(CaseCommand::Register(wanted)),
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(done) => {
            let file = done.case.ok_or_else(|| Failure::new(Problem::Internal))?;
            let prior = prior(&typed).map(|number| format!("?prior={number}"));
            let receipt = format!("/cases/{}/receipt", file.number);
            Ok(see_other(&(receipt + &prior.unwrap_or_default())))
        }
        Err(error) => {
            if let Some(before) = sent_before(site, viewer, id, &error).await {
                return Ok(see_other(&format!("/cases/{before}/receipt")));
            }
            let failure = refused(&visit.ui, &error);
            if failure.faults.is_empty() {
                return Err(failure.into());
            }
            show(visit, viewer, site, &typed, failure.faults).await
        }
    }
}

/// The number of the case that this very form has registered already.
async fn sent_before(
    site: &Site,
    viewer: &Viewer,
    id: Option<CaseId>,
    error: &OfficeError,
) -> Option<Number> {
    if error.code() != "case.exists" {
        return None;
    }
    let found = site.office.case_file(&viewer.actor, id?).await.ok()??;
    Some(found.number)
}

/// `/cases/{no}/receipt`
#[handler]
pub(crate) async fn get_receipt(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let file = &dossier.file;
    let v = Receipt {
        slug: file.number.to_string(),
        number: file.number.printed(),
        kind: file.kind.code().to_owned(),
        further: may_come_further(&viewer.actor, file)
            .then(|| format!("/cases/new?beside={}", file.complaint())),
        received: file.received_at,
        dues: file
            .open_deadlines()
            .into_iter()
            .map(|d| chip(&desk, d))
            .collect(),
        secret: site.office.status_secret(file.id),
        prior: prior(&Typed(given))
            .filter(|_| may(&viewer.actor, Step::Link, file))
            .map(|number| {
                let address = format!("/cases/{}/do/link?to={number}&how=repeat", file.number);
                (number.printed(), address)
            }),
        next: steps(&desk, file).into_iter().find(|step| step.primary),
    };
    Ok(page(&ReceiptPage::of(visit, &v)))
}
