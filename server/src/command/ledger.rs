//! `kigen ledger verify` and `kigen ledger export`.

use super::{Common, Exit, Outcome, say};
use std::{
    io::{BufWriter, Write as _},
    path::PathBuf,
};
use store::{Access, ledger::LedgerFault};

/// The ledger.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum LedgerCommand {
    /// Follows every record from the first to the head.
    Verify,
    /// Writes every body, one a line.
    Export {
        /// The file to write.
        file: PathBuf,
    },
}

pub(crate) async fn run(common: &Common, command: &LedgerCommand) -> Outcome {
    let office = common.here()?.open(Access::Read).await?;
    let mut out = match command {
        LedgerCommand::Verify => None,
        LedgerCommand::Export { file } => {
            let beside = file.with_extension("part");
            Some((
                BufWriter::new(std::fs::File::create(&beside)?),
                beside,
                file,
            ))
        }
    };
    let mut failed: Option<std::io::Error> = None;
    let walked = office
        .ledger()
        .walk(|_, body, _| {
            if let (Some((writer, ..)), None) = (&mut out, &failed) {
                failed = writeln!(writer, "{body}").err();
            }
        })
        .await;
    office.close().await?;
    let whole = match walked {
        Ok(whole) => whole,
        Err(LedgerFault::Database(error)) => return Err(error.into()),
        Err(fault) => return Err(Exit::failed(format!("NG: {fault}"))),
    };
    if let Some(error) = failed {
        return Err(error.into());
    }
    if let Some((mut writer, beside, file)) = out {
        writer.flush()?;
        writer.get_ref().sync_all()?;
        std::fs::rename(beside, file)?;
    }
    if common.json {
        say(serde_json::to_string(&whole)?)
    } else {
        say(format_args!(
            "OK: {} records, head {}",
            whole.size, whole.last_sha256
        ))
    }
}
