//! `kigen rules`: versions of the rules, what a new one would change, and putting it forward.

use super::{Common, Exit, Outcome, say};
use crate::installation::operator;
use domain::{
    code::{Authority, DocumentKind},
    profile::{Profile, ProfileChange, authority_of},
};
use std::path::PathBuf;
use store::{Access, Command, DocumentAct, Office};

/// Versions of the rules.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum RulesCommand {
    /// Lists the versions of rules and calendar, the newest first.
    List,
    /// Says what a version would change and who decides; changes nothing. Exit 1 when it cannot be read.
    Check {
        /// The rules' text.
        #[arg(value_name = "FILE.toml")]
        file: PathBuf,
    },
    /// Puts a version forward, or in force when a resolution is named.
    Propose {
        /// The rules' text.
        #[arg(value_name = "FILE.toml")]
        file: PathBuf,
        /// Reference of the resolution that is carried out; without it the version waits for approval.
        #[arg(long, value_name = "REF")]
        decision: Option<String>,
        /// Why.
        #[arg(long, default_value = "規程の改定 / change of the rules")]
        reason: String,
    },
}

pub(crate) async fn run(common: &Common, command: &RulesCommand) -> Outcome {
    let access = match command {
        RulesCommand::Propose { .. } => Access::Write,
        _ => Access::Read,
    };
    let office = common.here()?.open(access).await?;
    let done = carry_out(common, &office, command).await;
    office.close().await?;
    done
}

fn read(file: &PathBuf) -> Result<(String, Profile), Exit> {
    let text = std::fs::read_to_string(file)
        .map_err(|e| Exit::environment(format!("{}: {e}", file.display())))?;
    let profile =
        Profile::from_toml(&text).map_err(|e| Exit::failed(format!("{}: {e}", file.display())))?;
    Ok((text, profile))
}

async fn carry_out(common: &Common, office: &Office, command: &RulesCommand) -> Outcome {
    match command {
        RulesCommand::List => {
            let versions = office.versions().await?;
            for version in versions.profiles.iter().chain(&versions.calendars) {
                let decision = version.decision.as_deref().unwrap_or("-");
                if common.json {
                    say(serde_json::json!({
                        "kind": version.kind.code(),
                        "sha256": version.sha256,
                        "in_force": version.in_force,
                        "applies": version.applies,
                        "decision": version.decision,
                        "recorded": version.at,
                        "seq": version.seq,
                    }))?;
                } else {
                    let mark = if version.applies { "*" } else { " " };
                    say(format_args!(
                        "{mark} {:<8} {} {} {decision}",
                        version.kind.code(),
                        version.in_force,
                        version.sha256
                    ))?;
                }
            }
            Ok(())
        }
        RulesCommand::Check { file } => {
            let (_, newer) = read(file)?;
            tell(common, office, &newer).await
        }
        RulesCommand::Propose {
            file,
            decision,
            reason,
        } => {
            let (text, newer) = read(file)?;
            tell(common, office, &newer).await?;
            let reason = reason.clone();
            let act = match decision {
                Some(decision) => DocumentAct::Adopt {
                    text,
                    decision: Some(decision.clone()),
                    reason,
                    preview: None,
                },
                None => DocumentAct::Propose { text, reason },
            };
            let command = Command::Document {
                kind: DocumentKind::Profile,
                act,
            };
            office.perform(&operator(), command).await?;
            match (common.json, decision) {
                (true, _) => Ok(()),
                (false, Some(_)) => say("適用します / it applies from its first day"),
                (false, None) => say("承認待ちです / it waits for approval"),
            }
        }
    }
}

async fn tell(common: &Common, office: &Office, newer: &Profile) -> Outcome {
    let older = office.in_force(newer.in_force).await?.profile;
    let changes: Vec<ProfileChange> = older.changes_to(newer);
    let authority = authority_of(&changes).map(Authority::code);
    if common.json {
        let lines: Vec<serde_json::Value> = changes
            .iter()
            .map(|change| {
                serde_json::json!({
                    "path": change.path,
                    "before": change.before,
                    "after": change.after,
                    "authority": change.authority.code(),
                })
            })
            .collect();
        return say(serde_json::json!({"authority": authority, "changes": lines}));
    }
    for change in &changes {
        say(format_args!(
            "{} [{}]\n  - {}\n  + {}",
            change.path,
            change.authority.code(),
            change.before,
            change.after
        ))?;
    }
    say(format_args!(
        "変更 {}件、決める人: {}",
        changes.len(),
        authority.unwrap_or("-")
    ))
}
