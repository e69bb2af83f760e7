//! Edits of the organisation's calendar from the command line. The machine stands for nobody: it puts
//! an edit forward for the head of the center, or carries out a resolution named by its reference.

use crate::{
    command::{Common, Exit, Outcome, say},
    holidays,
    installation::operator,
};
use clap::Args;
use domain::{
    calendar::{CalendarError, CalendarSpec, DayRange},
    code::DocumentKind,
};
use std::path::PathBuf;
use store::{Access, Command, DocumentAct, Office, office::Preview};

/// What every edit takes.
#[derive(Clone, Debug, Args)]
pub(crate) struct EditArgs {
    /// Reference of the resolution that is carried out; without it the edit waits for approval.
    #[arg(long, value_name = "REF")]
    decision: Option<String>,
    /// Why.
    #[arg(long, default_value = "暦の改定 / calendar edit")]
    reason: String,
    /// Changes nothing; says which deadlines would move.
    #[arg(long)]
    dry_run: bool,
}

/// `kigen calendar import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The Cabinet Office's list, `Shift_JIS` or UTF-8.
    #[arg(value_name = "syukujitsu.csv")]
    file: PathBuf,
    #[command(flatten)]
    edit: EditArgs,
}

/// `kigen calendar close` and `open`.
#[derive(Debug, Args)]
pub(crate) struct DaysArgs {
    /// A day, a range of days, or days of every year: 2027-08-13, 2027-08-13..2027-08-15, 12-29..01-03.
    #[arg(value_name = "DATE..DATE")]
    days: DayRange,
    #[command(flatten)]
    edit: EditArgs,
}

/// The calendar in force, as its text.
pub(crate) async fn show(common: &Common) -> Outcome {
    let office = common.here()?.open(Access::Read).await?;
    let in_force = office.in_force(office.now().date()).await;
    office.close().await?;
    let calendar = in_force?.calendar;
    if common.json {
        let spec = serde_json::to_value(calendar.spec())?;
        return say(serde_json::json!({"digest": calendar.digest(), "calendar": spec}));
    }
    say(format_args!("# {}", calendar.digest()))?;
    say(calendar.spec().to_toml().map_err(Exit::failed)?.trim_end())
}

/// Takes the official list of holidays.
pub(crate) async fn import(common: &Common, args: &ImportArgs) -> Outcome {
    let bytes = std::fs::read(&args.file)
        .map_err(|e| Exit::environment(format!("{}: {e}", args.file.display())))?;
    edit(common, &args.edit, |spec| {
        holidays::edited(spec, &bytes).map_err(|fault| {
            Exit::usage(format!(
                "{}\n       {} ({})",
                fault.ja(),
                fault.en(),
                fault.code()
            ))
        })
    })
    .await
}

/// Closes or opens days.
pub(crate) async fn days(
    common: &Common,
    args: &DaysArgs,
    made: impl Fn(&CalendarSpec, DayRange) -> Result<CalendarSpec, CalendarError>,
) -> Outcome {
    edit(common, &args.edit, |spec| {
        made(spec, args.days).map_err(Exit::usage)
    })
    .await
}

async fn edit(
    common: &Common,
    args: &EditArgs,
    made: impl FnOnce(&CalendarSpec) -> Result<CalendarSpec, Exit>,
) -> Outcome {
    let access = if args.dry_run {
        Access::Read
    } else {
        Access::Write
    };
    let office = common.here()?.open(access).await?;
    let told = carry_out(&office, args, made).await;
    office.close().await?;
    let (preview, done) = told?;
    if common.json {
        let mut line = serde_json::to_value(&preview)?;
        if let Some(object) = line.as_object_mut() {
            object.insert("done".to_owned(), done.into());
        }
        return say(line);
    }
    for moved in &preview.moved {
        say(format_args!(
            "{} {} {} → {}",
            moved.called(),
            moved.deadline,
            moved.from,
            moved.to
        ))?;
    }
    for kept in &preview.kept {
        say(format_args!(
            "{} {} {} (短くしない / kept, not {})",
            kept.called(),
            kept.deadline,
            kept.from,
            kept.to
        ))?;
    }
    let (moved, steps) = (preview.moved.len(), preview.steps_only);
    let ending = match done {
        "adopted" => "適用しました / in force",
        "proposed" => "承認待ちです / waits for approval",
        _ => "何も変えていません / nothing was changed",
    };
    say(format_args!(
        "満了日が変わる期限 {moved}件、督促の日などだけが変わる期限 {steps}件。{ending}\n{moved} deadlines with a new last day, {steps} with other steps only; {} paused",
        preview.paused
    ))
}

async fn carry_out(
    office: &Office,
    args: &EditArgs,
    made: impl FnOnce(&CalendarSpec) -> Result<CalendarSpec, Exit>,
) -> Result<(Preview, &'static str), Exit> {
    let actor = operator();
    let present = office.in_force(office.now().date()).await?.calendar;
    let text = made(present.spec())?.to_toml().map_err(Exit::failed)?;
    let preview = office.preview_calendar(&actor, &text).await?;
    if args.dry_run {
        return Ok((preview, "dry_run"));
    }
    let reason = args.reason.clone();
    let (act, done) = if let Some(decision) = &args.decision {
        let adopt = DocumentAct::Adopt {
            text,
            decision: Some(decision.clone()),
            reason,
            preview: Some(preview.digest.clone()),
        };
        (adopt, "adopted")
    } else {
        (DocumentAct::Propose { text, reason }, "proposed")
    };
    let command = Command::Document {
        kind: DocumentKind::Calendar,
        act,
    };
    office.perform(&actor, command).await?;
    Ok((preview, done))
}
