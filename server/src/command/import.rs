//! `kigen import members` and `kigen import register`.

use super::{Common, Exit, Outcome, say};
use crate::{
    installation::operator,
    takeover::{self, FileFault, Mode, TakeOverError},
};
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::path::PathBuf;
use store::Access;

/// Take-overs from spreadsheets.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Import {
    /// Takes over a member register. Example: kigen import members members.csv
    Members(File),
    /// Takes over a complaint register. Example: kigen import register register.csv --dry-run
    Register(File),
}

/// A file to take over.
#[derive(Debug, clap::Args)]
pub(crate) struct File {
    /// CSV with a header, UTF-8 or CP932.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Changes nothing; says what would be taken and what refused.
    #[arg(long)]
    dry_run: bool,
}

pub(crate) async fn run(common: &Common, command: &Import) -> Outcome {
    let (Import::Members(from) | Import::Register(from)) = command;
    let bytes = std::fs::read(&from.file)
        .map_err(|e| Exit::environment(format!("{}: {e}", from.file.display())))?;
    let (mode, access) = if from.dry_run {
        (Mode::Dry, Access::Read)
    } else {
        (Mode::Run, Access::Write)
    };
    let office = common.here()?.open(access).await?;
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let progress = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    let actor = operator();
    let report = match command {
        Import::Members(_) => takeover::members(&office, &actor, &bytes, mode, progress).await,
        Import::Register(_) => takeover::register(&office, &actor, &bytes, mode, progress).await,
    };
    bar.finish_and_clear();
    office.close().await?;
    let report = report.map_err(|error| match error {
        TakeOverError::File(fault) => refused(common, &fault),
        TakeOverError::Office(error) => error.into(),
    })?;
    if common.json {
        say(serde_json::to_string(&report)?)?;
    } else {
        say(report.text().trim_end())?;
    }
    if report.counts.refused > 0 {
        // All was said in the report.
        return Err(Exit::failed(""));
    }
    Ok(())
}

/// A file whose form is not as needed is a matter of how the command is used.
fn refused(common: &Common, fault: &FileFault) -> Exit {
    if common.json
        && let Err(exit) = say(serde_json::json!({"refused": fault.json()}))
    {
        return exit;
    }
    Exit::usage(format!(
        "{}\n       {} ({})",
        fault.ja(),
        fault.en(),
        fault.code()
    ))
}
