//! `kigen jobs list` and `kigen jobs tick`.

use super::{Common, Exit, Outcome, say};
use crate::{config::Config, schedule};
use store::Access;

/// Scheduled jobs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum JobsCommand {
    /// Shows schedules, the next dates and the latest runs.
    List,
    /// One pass of the runner, at the present instant or the one given with --now.
    Tick,
}

pub(crate) async fn run(common: &Common, command: &JobsCommand) -> Outcome {
    let access = match command {
        JobsCommand::List => Access::Read,
        JobsCommand::Tick => Access::Write,
    };
    let installation = common.here()?;
    let office = installation.open(access).await?;
    let result = match command {
        JobsCommand::List => list(common, &office).await,
        JobsCommand::Tick => tick(common, &office, &installation.config).await,
    };
    office.close().await?;
    result
}

async fn list(common: &Common, office: &store::Office) -> Outcome {
    let overview = schedule::overview(office).await.map_err(Exit::failed)?;
    if common.json {
        return say(serde_json::to_string(&overview)?);
    }
    for job in &overview.jobs {
        say(format_args!(
            "{}\t{}\t{}",
            job.definition.name, job.definition.cron, job.definition.tz
        ))?;
        if let Some(last) = &job.last {
            say(format_args!(
                "  last {} {:?}",
                last.scheduled_for, last.state
            ))?;
        }
        for next in &job.next {
            say(format_args!("  next {next}"))?;
        }
    }
    Ok(())
}

async fn tick(common: &Common, office: &store::Office, config: &Config) -> Outcome {
    let pass = schedule::tick(office, config, office.now())
        .await
        .map_err(Exit::failed)?;
    if common.json {
        let runs: Vec<_> = pass
            .runs
            .iter()
            .map(|(id, state)| serde_json::json!({"run": id, "state": state}))
            .collect();
        say(serde_json::json!({"planned": pass.planned, "expired": pass.expired, "runs": runs}))
    } else {
        say(format_args!(
            "planned {}, ran {}",
            pass.planned,
            pass.runs.len()
        ))
    }
}
