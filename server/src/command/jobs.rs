//! `kigen jobs list`, `kigen jobs tick` and `kigen jobs run`.

use super::{Common, Exit, Outcome, say};
use crate::{config::Config, schedule};
use domain::time::Timestamp;
use store::{Access, runs::RunState};

/// Scheduled jobs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum JobsCommand {
    /// Shows schedules, the next dates and the latest runs.
    List,
    /// One pass of the runner, at the present instant or the one given with --now.
    Tick,
    /// Runs one job now, whether it is due or not.
    Run {
        /// The job, as `jobs list` names it.
        name: String,
        /// The instant it stands for, RFC 3339; the present one when it is not given.
        #[arg(long = "for", value_name = "INSTANT")]
        scheduled_for: Option<Timestamp>,
    },
}

pub(crate) async fn run(common: &Common, command: &JobsCommand) -> Outcome {
    let access = match command {
        JobsCommand::List => Access::Read,
        JobsCommand::Tick | JobsCommand::Run { .. } => Access::Write,
    };
    let installation = common.here()?;
    let office = installation.open(access).await?;
    let result = match command {
        JobsCommand::List => list(common, &office).await,
        JobsCommand::Tick => tick(common, &office, &installation.config).await,
        JobsCommand::Run {
            name,
            scheduled_for,
        } => {
            let at = scheduled_for.unwrap_or_else(|| office.now());
            run_once(common, &office, &installation.config, (name, at)).await
        }
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

async fn run_once(
    common: &Common,
    office: &store::Office,
    config: &Config,
    (name, at): (&str, Timestamp),
) -> Outcome {
    let state = schedule::run(office, config, name, at)
        .await
        .map_err(Exit::failed)?;
    if common.json {
        say(serde_json::json!({"job": name, "for": at, "state": state}))?;
    } else {
        let state = state.map_or_else(
            || "held by another process".to_owned(),
            |s| format!("{s:?}"),
        );
        say(format_args!("{name} {at}: {state}"))?;
    }
    match state {
        Some(RunState::Succeeded) => Ok(()),
        _ => Err(Exit {
            status: 1,
            message: String::new(),
        }),
    }
}
