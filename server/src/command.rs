//! The command line: a contract on which tests and other programs rely.
//!
//! Data goes to standard output, progress to standard error and only to a terminal. Exit status: 0
//! in order, 1 a check failed, 2 usage, 3 the environment (files, databases, addresses); `audit
//! verify` has statuses of its own.

mod audit;
mod calendar;
mod check;
mod deadline;
mod demo;
mod import;
mod init;
mod jobs;
mod ledger;
mod rules;
mod serve;
mod user;

use crate::installation::{Installation, InstallationError};
use clap::{Parser, Subcommand};
use domain::time::Timestamp;
use std::{fmt::Display, io::Write as _, path::PathBuf, process::ExitCode};

/// Keeps the deadlines and the evidence of an accredited personal-information-protection organisation.
#[derive(Debug, Parser)]
#[command(name = "kigen", version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Subcommands,
}

/// What every command accepts.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Common {
    /// Folder with the data [default: ./kigen-data, for demo ./demo-data].
    #[arg(long, global = true, value_name = "DIR", env = "KIGEN_DATA_DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Configuration file [default: kigen.toml in the data folder].
    #[arg(long, global = true, value_name = "FILE", env = "KIGEN_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Lets the organisation's clock stand at this instant, such as 2026-11-22T10:00 (Japan) or an RFC 3339 time.
    #[arg(long, global = true, value_name = "TIME", value_parser = parse_now)]
    pub(crate) now: Option<Timestamp>,
    /// Prints data as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Builds a demonstration and serves it. Example: kigen demo
    Demo(demo::DemoCommand),
    /// Makes a new installation. Example: kigen init --profile jecia
    Init(init::Init),
    /// Prints the merged configuration and what today's roster cannot perform. Example: kigen check-config
    CheckConfig,
    /// Brings the databases' tables up to date. Example: kigen migrate
    Migrate,
    /// Serves pages, interface and jobs. Example: kigen serve --listen 127.0.0.1:8080
    Serve(serve::Serve),
    /// Accounts. Example: kigen user add kanri --name 管理太郎 --role supervisor
    #[command(subcommand)]
    User(user::User),
    /// Holidays and closures. Example: kigen calendar holidays --from 2026 --to 2027
    #[command(subcommand)]
    Calendar(calendar::CalendarCommand),
    /// Period arithmetic. Example: echo '{"id":1,"start":"2026-06-01","unit":"day","n":14}' | kigen deadline compute
    #[command(subcommand)]
    Deadline(deadline::DeadlineCommand),
    /// Scheduled jobs. Example: kigen jobs tick --now 2026-11-22T10:00
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Takes over what an organisation has. Example: kigen import register register.csv --dry-run
    #[command(subcommand)]
    Import(import::Import),
    /// The ledger. Example: kigen ledger verify
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
    /// Packages for the auditor. Example: kigen audit verify packages/audit-2025.zip
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Versions of the rules. Example: kigen rules check rules.toml
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    /// Recomputes everything from the ledger and compares. Example: kigen check
    Check,
}

/// Why a command ends otherwise than in order: exit status and message.
#[derive(Debug)]
pub(crate) struct Exit {
    /// Exit status.
    pub(crate) status: u8,
    /// What to say on standard error; empty when all was said.
    pub(crate) message: String,
}

impl Exit {
    /// A check failed.
    pub(crate) fn failed(message: impl Display) -> Self {
        Self {
            status: 1,
            message: message.to_string(),
        }
    }

    /// The command's words are off.
    pub(crate) fn usage(message: impl Display) -> Self {
        Self {
            status: 2,
            message: message.to_string(),
        }
    }

    /// Files, databases or addresses are not as needed.
    pub(crate) fn environment(message: impl Display) -> Self {
        Self {
            status: 3,
            message: message.to_string(),
        }
    }
}

impl From<InstallationError> for Exit {
    fn from(error: InstallationError) -> Self {
        match error {
            InstallationError::Config(_) | InstallationError::Demo { .. } => Self::usage(error),
            _ => Self::environment(error),
        }
    }
}

impl From<store::OfficeError> for Exit {
    fn from(error: store::OfficeError) -> Self {
        match &error {
            store::OfficeError::Refused(refusal) => {
                Self::failed(format!("refused: {}", refusal.code))
            }
            store::OfficeError::Database(_) => Self::environment(error),
            _ => Self::failed(error),
        }
    }
}

impl From<store::DatabaseError> for Exit {
    fn from(error: store::DatabaseError) -> Self {
        Self::environment(error)
    }
}

impl From<std::io::Error> for Exit {
    fn from(error: std::io::Error) -> Self {
        Self::environment(error)
    }
}

impl From<serde_json::Error> for Exit {
    fn from(error: serde_json::Error) -> Self {
        Self::failed(error)
    }
}

pub(crate) type Outcome = Result<(), Exit>;

impl Common {
    /// The installation these options name.
    pub(crate) fn installation(&self, default_folder: &str) -> Result<Installation, Exit> {
        let folder = self
            .data_dir
            .clone()
            .unwrap_or_else(|| PathBuf::from(default_folder));
        Ok(Installation::at(&folder, self.config.as_deref(), self.now)?)
    }

    /// The usual installation.
    pub(crate) fn here(&self) -> Result<Installation, Exit> {
        self.installation("kigen-data")
    }
}

fn parse_now(text: &str) -> Result<Timestamp, String> {
    if let Ok(local) = text.parse::<jiff::civil::DateTime>()
        && !text.contains(['Z', 'z', '+'])
    {
        return Ok(Timestamp::from_jst(local));
    }
    text.parse::<jiff::Timestamp>()
        .map(|t| Timestamp::from_micros(t.as_microsecond()))
        .map_err(|_| "write 2026-11-22T10:00 (Japan) or 2026-11-22T01:00:00Z".to_owned())
}

/// Prints a line of data.
pub(crate) fn say(line: impl Display) -> Outcome {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}") {
        // Whoever reads has had enough, as with `| head`.
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Err(Exit {
            status: 0,
            message: String::new(),
        }),
        other => Ok(other?),
    }
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    crate::telemetry::start();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return end(&Exit::environment(error)),
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(status) => status,
        Err(exit) => end(&exit),
    }
}

fn end(exit: &Exit) -> ExitCode {
    if !exit.message.is_empty() {
        let _ = writeln!(std::io::stderr().lock(), "kigen: {}", exit.message);
    }
    ExitCode::from(exit.status)
}

async fn dispatch(cli: Cli) -> Result<ExitCode, Exit> {
    let common = cli.common;
    match cli.command {
        // These need no database and speak for themselves.
        Subcommands::Calendar(command) => return calendar::run(&common, &command).await,
        Subcommands::Deadline(command) => return Ok(deadline::run(&command)),
        Subcommands::Demo(command) => Box::pin(demo::run(&common, &command)).await,
        Subcommands::Init(command) => init::run(&common, &command).await,
        Subcommands::CheckConfig => init::check_config(&common).await,
        Subcommands::Migrate => init::migrate(&common).await,
        Subcommands::Serve(command) => serve::run(&common, &command).await,
        Subcommands::User(command) => user::run(&common, command).await,
        Subcommands::Jobs(command) => jobs::run(&common, &command).await,
        Subcommands::Import(command) => import::run(&common, &command).await,
        Subcommands::Ledger(command) => ledger::run(&common, &command).await,
        Subcommands::Audit(command) => audit::run(&common, &command).await,
        Subcommands::Rules(command) => rules::run(&common, &command).await,
        Subcommands::Check => check::run(&common).await,
    }?;
    Ok(ExitCode::SUCCESS)
}
