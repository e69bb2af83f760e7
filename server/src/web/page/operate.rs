//! What an administrator does to scheduled work, mail and clock: one form for each, with the reason.

use super::{deputies::PersonFormPage, login::see_other};
use crate::web::{
    failure::Failure,
    frame::page_with_faults,
    problem::Problem,
    refused::{as_fault, refused},
    site::Site,
    typed::Typed,
    view::{
        form::{Fault, Field, Form, Group, Input},
        people::PersonForm,
    },
    viewer::Viewer,
    visit::Visit,
};
use domain::operation::OperationCommand;
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use store::{Command, runs::RunLedger};

/// The acts by the name in their address.
fn act(name: &str, id: &str) -> Option<OperationCommand> {
    let id = || id.to_owned();
    Some(match name {
        "run-again" => OperationCommand::RunAgain { run: id() },
        "cancel-run" => OperationCommand::CancelRun { run: id() },
        "send-again" => OperationCommand::SendAgain { mail: id() },
        "confirm-clock" => OperationCommand::ConfirmClock,
        _ => return None,
    })
}

/// What the act is about, in words.
async fn about(
    visit: &Visit,
    site: &Site,
    command: &OperationCommand,
) -> std::result::Result<String, Failure> {
    let ui = visit.ui;
    let ledger = RunLedger::new(site.office.database().clone(), "page");
    let broken = |_| Failure::new(Problem::Internal);
    Ok(match command {
        OperationCommand::RunAgain { run } | OperationCommand::CancelRun { run } => {
            let run = ledger.find(run).await.map_err(broken)?;
            let run = run.ok_or_else(|| Failure::new(Problem::NotFound))?;
            let job = ui.term("job", &run.job);
            ui.xy("operate-run", job, ui.moment(&run.scheduled_for))
        }
        OperationCommand::SendAgain { mail } => {
            let mails = site.office.mail_log(MAILS).await;
            let mails = mails.map_err(|e| refused(&ui, &e))?;
            let found = mails.into_iter().find(|one| one.id == *mail);
            let found = found.ok_or_else(|| Failure::new(Problem::NotFound))?;
            let kind = ui.term("mailkind", found.kind.code());
            ui.xy("operate-run", kind, ui.moment(&found.created_at))
        }
        OperationCommand::ConfirmClock => {
            let doubt = ledger.doubt().await.map_err(broken)?;
            let (why, since) = doubt.ok_or_else(|| Failure::new(Problem::NotFound))?;
            ui.xy(
                "operate-run",
                ui.term("doubt", why.code()),
                ui.moment(&since),
            )
        }
    })
}

/// Mails that are looked through.
const MAILS: u64 = 500;

async fn show(
    visit: &Visit,
    site: &Site,
    name: &str,
    id: &str,
    (reason, faults): (&str, Vec<Fault>),
) -> Result<Response> {
    let ui = visit.ui;
    let command = act(name, id).ok_or_else(|| Failure::new(Problem::NotFound))?;
    let many = faults.len();
    let field = Field::new("reason", ui.t("operate-reason"))
        .input(Input::Lines(3))
        .max(500)
        .required()
        .value(reason)
        .judged_by(&faults);
    let v = PersonForm {
        name: about(visit, site, &command).await?,
        form: Form {
            action: format!("/admin/jobs/{name}/{id}"),
            groups: vec![Group {
                legend: String::new(),
                fields: vec![field],
            }],
            submit: ui.term("operate", name),
            effect: ui.term("operate", format!("{name}-effect")),
            grave: matches!(command, OperationCommand::ConfirmClock),
            cancel: "/admin/jobs".to_owned(),
            ..Form::default()
        }
        .with_faults(faults, &ui.t("colon")),
    };
    page_with_faults(
        &PersonFormPage::of(visit, &format!("operate-{name}"), &v),
        many,
    )
}

/// `/admin/jobs/{act}/{id}`
#[handler]
pub(crate) async fn get_act(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((name, id)): Path<(String, String)>,
) -> Result<Response> {
    viewer.enters("/admin/jobs")?;
    show(visit, site, &name, &id, ("", Vec::new())).await
}

/// `POST /admin/jobs/{act}/{id}`
#[handler]
pub(crate) async fn post_act(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((name, id)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    viewer.enters("/admin/jobs")?;
    let reason = typed.get("reason").to_owned();
    let command = Command::Operate {
        command: act(&name, &id).ok_or_else(|| Failure::new(Problem::NotFound))?,
        reason: reason.clone(),
    };
    match site.office.perform(&viewer.actor, command).await {
        Ok(_) => Ok(see_other("/admin/jobs?done=operated")),
        Err(error) => {
            let faults = vec![as_fault(&visit.ui, &error)?];
            show(visit, site, &name, &id, (&reason, faults)).await
        }
    }
}
