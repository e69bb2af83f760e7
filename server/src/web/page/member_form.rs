//! What can be recorded about a member: consent, its end, leaving, other contacts (B05).

use super::{login::see_other, member::one};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    problem::Problem,
    refused::{as_fault, fault, left_empty},
    site::Site,
    text::Ui,
    typed::Typed,
    view::{
        form::{Choice, Fault, Field, Form, Group, Input},
        member::MemberForm,
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    code::LeaveCause,
    member::{Contacts, Member, MemberCommand, may_keep},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use store::{Command, desk::MemberCard};

/// The form of one act.
#[derive(Debug, Template)]
#[template(path = "member_form.html")]
pub struct MemberFormPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a MemberForm,
}

impl<'a> MemberFormPage<'a> {
    /// The page in the frame of this visit, named by the act.
    #[must_use]
    pub fn of(visit: &Visit, act: &str, v: &'a MemberForm) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.term("memberact", act)).with_faults(v.faults().len()),
            v,
        }
    }
}

/// The fields of the contacts, in order.
const CONTACTS: [&str; 7] = [
    "name",
    "kana",
    "address",
    "desk",
    "telephone",
    "mail",
    "url",
];

/// The acts that a member's state allows.
pub(super) fn acts(member: &Member) -> Vec<&'static str> {
    let consent = if member.consented().is_some() {
        "withdraw"
    } else {
        "consent"
    };
    let mut acts = vec!["contacts", consent];
    if member.left.is_none() {
        acts.extend(["statutory", "leave"]);
    }
    acts
}

fn fields(ui: Ui, act: &str, card: &MemberCard, typed: &Typed) -> Vec<Field> {
    let typed_day = || {
        Field::new("on", ui.t("fact-member-on"))
            .input(Input::Date)
            .hint(ui.t("hint-day"))
            .value(typed.get("on"))
            .required()
    };
    match act {
        "contacts" => {
            let present = [
                &card.name,
                &card.kana,
                &card.address,
                &card.desk,
                &card.telephone,
                &card.mail,
                &card.url,
            ];
            let field = |name: &'static str, now: &String| {
                let value = if typed.0.is_empty() {
                    now.as_str()
                } else {
                    typed.get(name)
                };
                let label = match name {
                    "name" => ui.t("col-member-name"),
                    other => ui.term("fact", other),
                };
                let field = Field::new(name, label).value(value).max(200);
                match name {
                    "name" => field.required(),
                    "telephone" => field.input(Input::Telephone),
                    "mail" => field.input(Input::Mail),
                    _ => field,
                }
            };
            CONTACTS
                .into_iter()
                .zip(present)
                .map(|(name, now)| field(name, now))
                .collect()
        }
        "statutory" => {
            let now = if card.member.statutory { "no" } else { "yes" };
            let choices = [now].map(|code| Choice::new(code, ui.term("statutory", code)));
            vec![
                typed_day(),
                Field::new("statutory", ui.term("fact", "statutory"))
                    .input(Input::Radio(choices.into()))
                    .value(now)
                    .required(),
            ]
        }
        "leave" => {
            // Revocation and expulsion are decided in their own procedure (B37).
            let entered = |cause: &&LeaveCause| {
                !matches!(cause, LeaveCause::Revocation | LeaveCause::Expulsion)
            };
            let causes = LeaveCause::ALL
                .iter()
                .filter(entered)
                .map(|cause| Choice::new(cause.code(), ui.term("leavecause", cause.code())))
                .collect();
            vec![
                typed_day(),
                Field::new("cause", ui.term("fact", "leave-cause"))
                    .input(Input::Radio(causes))
                    .value(typed.get("cause"))
                    .required(),
            ]
        }
        _ => vec![typed_day()],
    }
}

/// What was typed, as a command.
fn command(ui: Ui, act: &str, typed: &Typed) -> Result<MemberCommand, Vec<Fault>> {
    let on = || match typed.date("on") {
        Ok(Some(on)) => Ok(on),
        Ok(None) => Err(vec![fault(&ui, "on", "field.required")]),
        Err(_) => Err(vec![fault(&ui, "on", "field.date")]),
    };
    let text = |name| typed.get(name).trim().to_owned();
    match act {
        "consent" => Ok(MemberCommand::Consent { on: on()? }),
        "withdraw" => Ok(MemberCommand::WithdrawConsent { on: on()? }),
        "statutory" => Ok(MemberCommand::Statutory {
            statutory: match typed.get("statutory") {
                "yes" => true,
                "no" => false,
                _ => return Err(vec![fault(&ui, "statutory", "field.choice")]),
            },
            on: on()?,
        }),
        "leave" => Ok(MemberCommand::Leave {
            on: on()?,
            cause: LeaveCause::from_code(typed.get("cause"))
                .ok_or_else(|| vec![fault(&ui, "cause", "field.choice")])?,
        }),
        _ => Ok(MemberCommand::Change(Contacts {
            name: text("name"),
            kana: text("kana"),
            address: text("address"),
            desk: text("desk"),
            telephone: text("telephone"),
            mail: text("mail"),
            url: text("url"),
        })),
    }
}

fn show(
    visit: &Visit,
    act: &str,
    card: &MemberCard,
    typed: &Typed,
    faults: Vec<Fault>,
) -> Result<Response> {
    let ui = visit.ui;
    let home = format!("/members/{}", card.member.code);
    let many = faults.len();
    let fields = fields(ui, act, card, typed)
        .into_iter()
        .map(|field| field.judged_by(&faults))
        .collect();
    let form = Form {
        action: format!("{home}/do/{act}"),
        groups: vec![Group {
            legend: String::new(),
            fields,
        }],
        submit: ui.t("member-record"),
        effect: ui.term("memberact", format!("{act}-effect")),
        cancel: home,
        ..Form::default()
    }
    .with_faults(faults, &ui.t("colon"));
    let v = MemberForm {
        code: card.member.code.to_string(),
        name: card.name.clone(),
        form,
    };
    page_with_faults(&MemberFormPage::of(visit, act, &v), many)
}

/// The member, for somebody who keeps the register and an act that its state allows.
async fn open(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    code: &str,
    act: &str,
) -> Result<MemberCard, Failure> {
    viewer.enters("/members")?;
    if !may_keep(&viewer.actor) {
        return Err(Failure::new(Problem::Forbidden));
    }
    let card = one(visit, viewer, site, code).await?;
    match act {
        "contacts" | "consent" | "withdraw" | "statutory" | "leave" => Ok(card),
        _ => Err(Failure::new(Problem::NotFound)),
    }
}

/// `/members/{code}/do/{act}`
#[handler]
pub(crate) async fn get_act(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((code, act)): Path<(String, String)>,
) -> Result<Response> {
    let card = open(visit, viewer, site, &code, &act).await?;
    show(visit, &act, &card, &Typed::default(), Vec::new())
}

/// `POST /members/{code}/do/{act}`
#[handler]
pub(crate) async fn post_act(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((code, act)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let card = open(visit, viewer, site, &code, &act).await?;
    let ui = visit.ui;
    let empty = left_empty(&ui, &fields(ui, &act, &card, &typed), &typed);
    if !empty.is_empty() {
        return show(visit, &act, &card, &typed, empty);
    }
    let given = match command(ui, &act, &typed) {
        Ok(given) => given,
        Err(faults) => return show(visit, &act, &card, &typed, faults),
    };
    let command = Command::Member {
        code: card.member.code.clone(),
        command: given,
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => {
            site.forget_members();
            Ok(see_other(&format!(
                "/members/{}?done=recorded",
                card.member.code
            )))
        }
        Err(error) => show(visit, &act, &card, &typed, vec![as_fault(&ui, &error)?]),
    }
}
