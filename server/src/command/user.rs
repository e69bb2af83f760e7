//! `kigen user add | list | train | mail | disable`.

use super::{Common, Exit, Outcome, say};
use crate::installation::operator;
use domain::{
    account::{AccountCommand, Training},
    code::Role,
    id::{AccountId, MemberCode},
    roster::clash,
};
use std::io::{BufRead as _, IsTerminal as _};
use store::{Access, Command, desk::Directory};

/// Characters of a password at least (ASVS 5.0 V6).
const PASSWORD_CHARS: usize = 15;

/// Accounts.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum User {
    /// Gives somebody a sign-in; the password is asked for, or read from standard input.
    Add {
        /// Sign-in name.
        login: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// A part they play; may be given several times.
        #[arg(long = "role", required_unless_present = "bundles")]
        roles: Vec<String>,
        /// A bundle of parts from the rules in force; may be given several times.
        #[arg(long = "bundle", value_name = "CODE")]
        bundles: Vec<String>,
        /// The member for whom a contact acts.
        #[arg(long)]
        member: Option<MemberCode>,
    },
    /// Lists the accounts.
    List,
    /// Records training for one or several people.
    Train {
        /// Their sign-in names.
        #[arg(required = true)]
        logins: Vec<String>,
        /// Code of the course.
        #[arg(long)]
        course: String,
        /// The day, YYYY-MM-DD.
        #[arg(long)]
        on: jiff::civil::Date,
        /// What it was called.
        #[arg(long)]
        title: String,
        /// A note.
        #[arg(long, default_value = "")]
        note: String,
        /// SHA-256 of the material.
        #[arg(long, default_value = "")]
        material: String,
    },
    /// Says where somebody receives mail; without an address, that they no longer do.
    Mail {
        /// Sign-in name.
        login: String,
        /// The address.
        #[arg(default_value = "")]
        address: String,
    },
    /// Closes an account.
    Disable {
        /// Sign-in name.
        login: String,
        /// The day on which they left, YYYY-MM-DD, where that is why.
        #[arg(long, value_name = "DATE")]
        left: Option<jiff::civil::Date>,
        /// Why.
        #[arg(long, default_value = "退職 / left")]
        reason: String,
    },
}

pub(crate) async fn run(common: &Common, command: User) -> Outcome {
    let access = if matches!(command, User::List) {
        Access::Read
    } else {
        Access::Write
    };
    let office = common.here()?.open(access).await?;
    let result = carry_out(common, &office, command).await;
    office.close().await?;
    result
}

/// Everybody who has or had a sign-in.
async fn list(common: &Common, office: &store::Office) -> Outcome {
    let directory = office.directory().await?;
    for (id, (account, login, name)) in directory.people {
        let roles: Vec<&str> = account.roles.iter().map(|r| r.code()).collect();
        if common.json {
            say(serde_json::json!({
                "id": id.to_string(), "login": login, "name": name, "roles": roles,
                "member": account.member, "disabled": account.disabled,
            }))?;
        } else {
            let state = if account.disabled { "closed" } else { "open" };
            say(format_args!(
                "{login}\t{name}\t{}\t{state}",
                roles.join(",")
            ))?;
        }
    }
    Ok(())
}

async fn carry_out(common: &Common, office: &store::Office, command: User) -> Outcome {
    match command {
        User::Add {
            login,
            name,
            roles,
            bundles,
            member,
        } => {
            let roles = parts(office, &roles, &bundles).await?;
            let password = read_password()?;
            if password.chars().count() < PASSWORD_CHARS {
                return Err(Exit::usage(format!(
                    "a password needs at least {PASSWORD_CHARS} characters"
                )));
            }
            let password = Some(office.hash_password(password.into()).await?);
            let create = AccountCommand::Create {
                login: login.clone(),
                name,
                roles,
                member,
            };
            office
                .perform(
                    &operator(),
                    Command::Account {
                        id: None,
                        command: create,
                        password,
                    },
                )
                .await?;
            say(format_args!(
                "{login} を登録しました。 / {login} can sign in."
            ))
        }
        User::List => list(common, office).await,
        User::Train {
            logins,
            course,
            on,
            title,
            note,
            material,
        } => {
            let directory = office.directory().await?;
            let people = logins
                .iter()
                .map(|login| open_account(&directory, login))
                .collect::<Result<Vec<AccountId>, Exit>>()?;
            let training = Training {
                course,
                on,
                title,
                note,
                material,
            };
            office
                .perform(&operator(), Command::Train { people, training })
                .await?;
            say(format_args!(
                "{} 名の研修を記録しました。 / training recorded for {}.",
                logins.len(),
                logins.join(", ")
            ))
        }
        User::Mail { login, address } => {
            let id = open_account(&office.directory().await?, &login)?;
            change(office, id, AccountCommand::SetMail { address }).await?;
            say(format_args!(
                "{login} のメールの宛先を改めました。 / the address of {login} was changed."
            ))
        }
        User::Disable {
            login,
            left,
            reason,
        } => {
            let id = open_account(&office.directory().await?, &login)?;
            change(office, id, AccountCommand::Disable { left, reason }).await?;
            say(format_args!(
                "{login} を停止しました。 / {login} can no longer sign in."
            ))?;
            match office.open_cases_by_handler().await?.get(&id) {
                Some(open) => say(format_args!(
                    "未了の案件が {open} 件あります。別の担当に割り当ててください。 / {open} open cases are to be handed over."
                )),
                None => Ok(()),
            }
        }
    }
}

/// Gives a command to an account.
async fn change(office: &store::Office, id: AccountId, command: AccountCommand) -> Outcome {
    let command = Command::Account {
        id: Some(id),
        command,
        password: None,
    };
    office.perform(&operator(), command).await?;
    Ok(())
}

/// The parts that were named, one by one and in bundles.
async fn parts(
    office: &store::Office,
    roles: &[String],
    bundles: &[String],
) -> Result<Vec<Role>, Exit> {
    let mut parts = roles
        .iter()
        .map(|code| {
            Role::from_code(code).ok_or_else(|| {
                let known: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
                Exit::usage(format!(
                    "there is no role `{code}`; there are: {}",
                    known.join(", ")
                ))
            })
        })
        .collect::<Result<Vec<Role>, Exit>>()?;
    if !bundles.is_empty() {
        let profile = office.in_force(office.now().date()).await?.profile;
        for code in bundles {
            let found = profile.bundles.iter().find(|bundle| bundle.code == *code);
            let bundle = found.ok_or_else(|| {
                let known: Vec<&str> = profile.bundles.iter().map(|b| b.code.as_str()).collect();
                Exit::usage(format!(
                    "there is no bundle `{code}`; there are: {}",
                    known.join(", ")
                ))
            })?;
            parts.extend(&bundle.roles);
        }
    }
    if let Some((one, other)) = clash(&parts) {
        return Err(Exit::usage(format!(
            "nobody is both `{}` and `{}`",
            one.code(),
            other.code()
        )));
    }
    Ok(parts)
}

/// The open account with this sign-in name.
fn open_account(directory: &Directory, login: &str) -> Result<AccountId, Exit> {
    directory
        .people
        .iter()
        .find(|(_, (account, known, _))| !account.disabled && known == login)
        .map(|(id, _)| *id)
        .ok_or_else(|| Exit::failed(format!("there is no open account `{login}`")))
}

fn read_password() -> Result<String, Exit> {
    if std::io::stdin().is_terminal() {
        return Ok(rpassword::prompt_password("パスワード / password: ")?);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
