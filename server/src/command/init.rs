//! From nothing to an installation: `init`, `check-config`, `migrate`.

use super::{Common, Exit, Outcome, say};
use crate::{
    config::FILE_NAME,
    installation::{Installation, InstallationError, operator},
    mail::Postman,
    web::{
        map,
        text::{Lang, Ui},
    },
};
use domain::{
    account::Account,
    calendar::CalendarSpec,
    profile::SHIPPED,
    roster::{Gap, gaps},
    time::FiscalYear,
};
use store::{Access, Command, DatabaseError, Office, OfficeError, desk::Directory};

/// Makes a new installation.
#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// Rule profile: jecia or japico.
    #[arg(long, default_value = "jecia")]
    profile: String,
    /// Short ASCII code of the organisation.
    #[arg(long, default_value = "kigen")]
    organisation: String,
    /// Name of the organisation as printed.
    #[arg(long)]
    name: Option<String>,
}

pub(crate) async fn run(common: &Common, command: &Init) -> Outcome {
    let mut installation = common.here()?;
    let file = installation.folder.join(FILE_NAME);
    if common.config.is_none() && !file.exists() {
        let organisation = &mut installation.config.organisation;
        organisation.code.clone_from(&command.organisation);
        organisation.profile.clone_from(&command.profile);
        if let Some(name) = &command.name {
            organisation.name.clone_from(name);
        }
        profile_text(&command.profile)?;
        std::fs::create_dir_all(&installation.folder)?;
        std::fs::write(&file, commented(&installation)?)?;
    }
    open_ledger(&installation).await?;
    say(format_args!(
        "{} に新しい環境を作成しました。次は kigen user add と kigen serve です。\nA new installation is ready; next: kigen user add, then kigen serve.",
        installation.folder.display()
    ))
}

/// Makes folder, secrets and tables, and opens the ledger if it is not open yet.
pub(crate) async fn open_ledger(installation: &Installation) -> Outcome {
    installation.prepare().await?;
    let office = installation.open(Access::Write).await?;
    let config = &installation.config.organisation;
    let command = Command::Open {
        organisation: config.code.clone(),
        profile: profile_text(&config.profile)?.to_owned(),
        calendar: CalendarSpec::standard().to_toml().map_err(Exit::failed)?,
        calendar_in_force: FiscalYear(2000).first_day(),
    };
    let opened = office.perform(&operator(), command).await;
    office.close().await?;
    match opened {
        Err(OfficeError::Refused(refusal)) if refusal.code == "organisation.open_already" => Ok(()),
        other => Ok(other.map(|_| ())?),
    }
}

/// The text of a shipped profile.
pub(crate) fn profile_text(code: &str) -> Result<&'static str, Exit> {
    SHIPPED
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, text)| *text)
        .ok_or_else(|| {
            let known: Vec<&str> = SHIPPED.iter().map(|(code, _)| *code).collect();
            Exit::usage(format!(
                "there is no profile `{code}`; there are: {}",
                known.join(", ")
            ))
        })
}

/// The configuration file of an installation, with what its keys mean.
pub(crate) fn commented(installation: &Installation) -> Result<String, Exit> {
    let body = toml::to_string(&installation.config).map_err(Exit::failed)?;
    Ok(format!(
        "# Kigen の設定 / configuration of Kigen\n\
         # Every key can also be set in the environment, as KIGEN__SERVER__LISTEN.\n\
         # database.url: empty = SQLite files in this folder; postgres://USER@HOST/NAME = PostgreSQL.\n\
         # mail.smtp: empty = no mail; smtp://HOST:25, smtp://HOST:587?tls=required or smtps://HOST.\n\
         # secrets.file: empty = secrets.txt in this folder. Back it up apart from the data.\n\n{body}"
    ))
}

/// Prints the merged configuration, and what today's roster cannot perform: as comments below the
/// TOML, so that what is printed stays a configuration. A lack is a failed check.
pub(crate) async fn check_config(common: &Common) -> Outcome {
    let installation = common.here()?;
    installation
        .config
        .place(&installation.folder)
        .map_err(Exit::usage)?;
    Postman::of(&installation.config).map_err(Exit::usage)?;
    let mut shown = installation.config.clone();
    for url in [
        &mut shown.database.url,
        &mut shown.database.keys_url,
        &mut shown.database.reads_url,
    ] {
        if let Ok(parsed) = url.parse::<store::DatabaseUrl>() {
            *url = parsed.to_string();
        }
    }
    // The configuration is shown even where the database does not answer.
    let asked = lacking(&installation).await;
    let roster = asked.as_ref().ok().and_then(Option::as_ref);
    if common.json {
        let mut all = serde_json::to_value(&shown)?;
        if let (Some(all), Some(roster)) = (all.as_object_mut(), roster) {
            let gap = |gap: &Gap| serde_json::json!({ "lack": gap.lack.code(), "act": gap.act });
            all.insert(
                "roster_lacks".to_owned(),
                roster.gaps.iter().map(gap).collect(),
            );
        }
        say(all)?;
    } else {
        say(toml::to_string(&shown).map_err(Exit::failed)?.trim_end())?;
        say_lacks(roster, asked.is_ok())?;
    }
    match asked? {
        Some(roster) if !roster.gaps.is_empty() => Err(Exit {
            status: 1,
            message: String::new(),
        }),
        _ => Ok(()),
    }
}

/// What a roster cannot perform, with the names of its people.
struct Roster {
    gaps: Vec<Gap>,
    directory: Directory,
}

/// Asks the roster of the installation; nothing before there is a ledger.
async fn lacking(installation: &Installation) -> Result<Option<Roster>, Exit> {
    let office = match installation.open(Access::Read).await {
        Ok(office) => office,
        Err(InstallationError::Database(DatabaseError::Missing(_))) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let asked = ask(&office).await;
    office.close().await?;
    match asked {
        Err(OfficeError::Refused(refusal)) if refusal.code == "organisation.not_open" => Ok(None),
        other => Ok(other.map(Some)?),
    }
}

async fn ask(office: &Office) -> Result<Roster, OfficeError> {
    let today = office.now().date();
    let profile = office.in_force(today).await?.profile;
    let directory = office.directory().await?;
    let accounts: Vec<Account> = directory.people.values().map(|p| p.0.clone()).collect();
    Ok(Roster {
        gaps: gaps(&accounts, &profile, today),
        directory,
    })
}

fn say_lacks(roster: Option<&Roster>, answered: bool) -> Outcome {
    let Some(roster) = roster else {
        if !answered {
            return Ok(());
        }
        return say("\n# 次は kigen init です。 / Next: kigen init.");
    };
    if roster
        .directory
        .people
        .values()
        .all(|person| person.0.disabled)
    {
        say(
            "\n# まだ利用者がいません。次は kigen user add です。 / Nobody has a sign-in yet; next: kigen user add.",
        )?;
    }
    for lang in [Lang::Ja, Lang::En] {
        let ui = Ui::new(lang);
        let name = |id| roster.directory.name(id).unwrap_or_default().to_owned();
        let lines = map::roster::gaps(ui, &roster.gaps, name);
        if !lines.is_empty() {
            say(format_args!("\n# {}", ui.t("gaps-title")))?;
        }
        for line in lines {
            let (lack, colon) = (ui.term("lack", line.lack), ui.t("colon"));
            let whose = match line.whose.as_str() {
                "" => String::new(),
                whose => ui.xy("person-parts", "", whose),
            };
            say(format_args!("# - {lack}{colon}{}{whose}", line.acts))?;
        }
    }
    Ok(())
}

pub(crate) async fn migrate(common: &Common) -> Outcome {
    let installation = common.here()?;
    installation.prepare().await?;
    say("データベースは最新です。 / The database is up to date.")
}
