//! `kigen audit build` and `kigen audit verify`.

use super::{Common, Exit, Outcome, say};
use crate::{
    audit::{self, AuditError},
    installation::operator,
};
use domain::time::FiscalYear;
use reports::verify::{KnownHead, verify};
use std::path::PathBuf;
use store::Access;

/// Packages for the auditor.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum AuditCommand {
    /// Builds a fiscal year's package. Example: kigen audit build --fiscal-year 2025
    Build {
        /// The fiscal year it examines: 2025 is 1 April 2025 to 31 March 2026.
        #[arg(long, value_name = "YEAR")]
        fiscal_year: i16,
        /// Folder to write to [default: packages in the data folder].
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Judges a package without database or configuration. Example: kigen audit verify audit-2025.zip
    Verify {
        /// The package, or the folder it was extracted to.
        file: PathBuf,
        /// Last year's head, brought from outside: JSON with `size` and `root` or `last_record_sha256`.
        #[arg(long, value_name = "FILE")]
        known_head: Option<PathBuf>,
    },
}

pub(crate) async fn run(common: &Common, command: &AuditCommand) -> Outcome {
    match command {
        AuditCommand::Build { fiscal_year, out } => {
            build(common, FiscalYear(*fiscal_year), out.as_ref()).await
        }
        AuditCommand::Verify { file, known_head } => judge(common, file, known_head.as_ref()),
    }
}

async fn build(common: &Common, year: FiscalYear, out: Option<&PathBuf>) -> Outcome {
    let installation = common.here()?;
    let office = installation.open(Access::Write).await?;
    if year > FiscalYear::of(office.now().date()) {
        return Err(Exit::usage(format!("fiscal year {year} has not begun")));
    }
    let path = match out {
        Some(folder) => folder.join(format!("audit-{year}.zip")),
        None => audit::package_path(&installation, year),
    };
    let built = audit::build(&office, &installation, &operator(), year, &path).await;
    office.close().await?;
    let receipt = built.map_err(|error| match error {
        AuditError::Office(error) => error.into(),
        AuditError::File { .. } => Exit::environment(error),
        AuditError::Package(_) | AuditError::Stopped => Exit::failed(error),
    })?;
    if common.json {
        say(serde_json::to_string(&receipt)?)
    } else {
        say(format_args!(
            "{}\n  {} bytes, SHA-256 {}\n  records {} to {}, tree size {}, root {}",
            receipt.path.display(),
            receipt.bytes,
            receipt.sha256,
            receipt.from,
            receipt.size.saturating_sub(1),
            receipt.size,
            receipt.root,
        ))
    }
}

fn judge(common: &Common, file: &std::path::Path, known_head: Option<&PathBuf>) -> Outcome {
    let could_not = |message: String| Exit {
        status: 50,
        message,
    };
    let known = match known_head {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|e| could_not(format!("{}: {e}", path.display())))?;
            Some(
                KnownHead::parse(&text)
                    .map_err(|e| could_not(format!("{}: {e}", path.display())))?,
            )
        }
        None => None,
    };
    match verify(file, known.as_ref()) {
        Ok(verdict) => {
            if common.json {
                say(verdict.to_json())?;
            } else {
                say(verdict.to_string().trim_end())?;
            }
            match verdict.exit_code() {
                0 => Ok(()),
                status => Err(Exit {
                    status,
                    message: String::new(),
                }),
            }
        }
        Err(error) => Err(could_not(error.to_string())),
    }
}
