//! `kigen demo`: builds a demonstration, or goes on building it, and serves it.

use super::{
    Common, Exit, Outcome,
    init::{commented, profile_text},
    say,
};
use crate::{
    config::FILE_NAME,
    demo::{self, Built, DemoError},
    installation::{DEMO_FILE, Demo, Installation},
    serve,
};
use domain::{era, time::Timestamp};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::date;
use std::{
    io::IsTerminal as _,
    net::SocketAddr,
    path::{MAIN_SEPARATOR, Path},
};
use store::{Access, OfficeError, source::machine_now};

/// Builds a demonstration organisation and serves it on this machine.
#[derive(Debug, clap::Args)]
pub(crate) struct DemoCommand {
    /// Rule profile: jecia or japico [default: jecia].
    #[arg(long)]
    profile: Option<String>,
    /// Where it listens; only addresses of this machine itself [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// The same seed gives the same history, to the byte [default: 1].
    #[arg(long)]
    seed: Option<u64>,
    /// How many cases it has [default: 400].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    cases: Option<u32>,
    /// Builds it and does not serve it.
    #[arg(long)]
    no_serve: bool,
}

/// Folder of the demonstration unless another is named.
const FOLDER: &str = "demo-data";
const NAME: &str = "一般社団法人 デモ個人情報保護協会";
const PROFILE: &str = "jecia";
const SEED: u64 = 1;
const CASES: u32 = 400;

pub(crate) async fn run(common: &Common, command: &DemoCommand) -> Outcome {
    // The clock of a demonstration goes on from `--now`; it does not stand still there.
    let now = common.now;
    let common = Common {
        now: None,
        ..common.clone()
    };
    let installation = common.installation(FOLDER)?;
    let listen = command.listen.unwrap_or(installation.config.server.listen);
    if !listen.ip().is_loopback() {
        return Err(Exit::usage(format!(
            "{listen} can be reached from other machines; a demonstration, whose passwords everybody knows, listens on 127.0.0.1 or [::1] only"
        )));
    }
    let wish = wish(installation.demo.as_ref(), command, now)?;
    let mut installation = settle(&common, &installation, &wish)?;
    let built = build(&installation, &wish).await?;
    if wish.offset_us.is_none() {
        let going = Demo {
            offset_us: Some(wish.now.micros() - machine_now().micros()),
            ..wish.clone()
        };
        installation.remember(&going)?;
        installation.demo = Some(going);
    }
    if common.json {
        say(serde_json::to_string(&built)?)?;
    } else {
        say(welcome(
            &installation.folder,
            wish.now,
            &built,
            listen,
            command.no_serve,
        ))?;
    }
    if command.no_serve {
        return Ok(());
    }
    let office = installation.open(Access::Write).await?;
    let served = serve::run(&office, &installation, listen).await;
    office.close().await?;
    served.map_err(Exit::environment)
}

/// What is wanted: what the folder remembers, else what the command says, else the usual.
fn wish(
    remembered: Option<&Demo>,
    command: &DemoCommand,
    now: Option<Timestamp>,
) -> Result<Demo, Exit> {
    let usual = Demo {
        seed: SEED,
        profile: PROFILE.to_owned(),
        cases: CASES,
        now: Timestamp::from_jst(date(2026, 11, 22).at(10, 0, 0, 0)),
        offset_us: None,
    };
    let base = remembered.unwrap_or(&usual);
    let wish = Demo {
        seed: command.seed.unwrap_or(base.seed),
        profile: command
            .profile
            .clone()
            .unwrap_or_else(|| base.profile.clone()),
        cases: command.cases.unwrap_or(base.cases),
        now: now.unwrap_or(base.now),
        offset_us: base.offset_us,
    };
    if remembered.is_some_and(|remembered| *remembered != wish) {
        return Err(Exit::usage(format!(
            "this folder holds a demonstration with --seed {} --profile {} --cases {} --now {}; leave these options out, or name another --data-dir",
            base.seed,
            base.profile,
            base.cases,
            base.now.jst(),
        )));
    }
    profile_text(&wish.profile)?;
    // The gazetted and computed holidays cover the years from 1955; three fiscal years lie before.
    if !(date(1960, 1, 1)..=date(2090, 12, 31)).contains(&wish.now.date()) {
        return Err(Exit::usage(
            "--now must lie in the years 1960 to 2090, for which the calendar is known",
        ));
    }
    Ok(wish)
}

/// Makes the folder a demonstration's. One that somebody else filled is left alone.
fn settle(common: &Common, installation: &Installation, wish: &Demo) -> Result<Installation, Exit> {
    let folder = &installation.folder;
    if installation.demo.is_none() {
        if !is_free(folder)? {
            return Err(Exit::environment(format!(
                "{} is not empty and was not made by kigen demo; name another folder with --data-dir",
                folder.display()
            )));
        }
        std::fs::create_dir_all(folder)?;
        installation.remember(wish)?;
    }
    let file = folder.join(FILE_NAME);
    if common.config.is_none() && !file.exists() {
        let mut settings = installation.clone();
        let organisation = &mut settings.config.organisation;
        "demo".clone_into(&mut organisation.code);
        NAME.clone_into(&mut organisation.name);
        organisation.profile.clone_from(&wish.profile);
        "demo.example/log1".clone_into(&mut organisation.log);
        "03-0000-0000".clone_into(&mut organisation.telephone);
        // Written beside and renamed: a killed build leaves no half configuration.
        let beside = file.with_extension("new");
        std::fs::write(&beside, commented(&settings)?)?;
        std::fs::rename(&beside, &file)?;
    }
    common.installation(FOLDER)
}

/// Whether nothing is in the folder, or only what a killed beginning left there.
fn is_free(folder: &Path) -> Result<bool, Exit> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(e) => return Err(Exit::environment(format!("{}: {e}", folder.display()))),
    };
    let left = Path::new(DEMO_FILE).with_extension("new");
    for entry in entries {
        if entry?.file_name() != left.as_os_str() {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn build(installation: &Installation, wish: &Demo) -> Result<Built, Exit> {
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new(0).with_style(
            ProgressStyle::with_template("{wide_bar} {percent:>3}% {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        )
    } else {
        ProgressBar::hidden()
    };
    let built = demo::build(installation, wish, |taken, all| {
        bar.set_length(all as u64);
        bar.set_position(taken as u64);
    })
    .await;
    bar.finish_and_clear();
    built.map_err(|error| match error {
        DemoError::Installation(error) => error.into(),
        DemoError::Office(error @ OfficeError::Database(_)) => error.into(),
        // Secrets of another folder: what the database holds was not begun from here.
        DemoError::Office(OfficeError::Seal(_))
        | DemoError::Database(_)
        | DemoError::OtherLedger
        | DemoError::File { .. } => Exit::environment(error),
        _ => Exit::failed(error),
    })
}

/// What a demonstration says of itself: where it is, who can sign in, what to try.
fn welcome(
    folder: &Path,
    now: Timestamp,
    built: &Built,
    listen: SocketAddr,
    no_serve: bool,
) -> String {
    let mut shown = folder.display().to_string();
    if folder.is_relative() && !shown.starts_with('.') {
        shown = format!(".{MAIN_SEPARATOR}{shown}");
    }
    let verify = built.packages.last().map_or_else(String::new, |package| {
        format!("     検証の例  kigen audit verify {}", package.display())
    });
    let again = format!("データは {shown}。削除して再実行すると同じ内容に戻ります");
    let last = if no_serve {
        format!("  起動 kigen demo --data-dir {shown}（{again}）")
    } else {
        format!("  停止 Ctrl+C（{again}）")
    };
    format!(
        "デモ組織「{NAME}」を作成しました（会員{}社・案件{}件・{}年度分、基準日 {}）\n  \
         http://{listen}/        受付   uketsuke / demo      担当  tanto / demo     管理職 kanri / demo\n                                \
         理事   riji / demo          監査  kansa / demo     会員   kaiin / demo\n  \
         API の説明  http://{listen}/api/docs{verify}\n{last}",
        built.members,
        built.cases,
        built.fiscal_years,
        era::japanese(now.date()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn the_welcome_names_everybody_and_everything() {
        let built = Built {
            members: 120,
            cases: 412,
            fiscal_years: 3,
            records: 9,
            last_sha256: String::new(),
            packages: vec![PathBuf::from("demo-data/packages/audit-2025.zip")],
        };
        let now = Timestamp::from_jst(date(2026, 11, 22).at(10, 0, 0, 0));
        let listen = "127.0.0.1:8080".parse().unwrap();
        let expected = "\
デモ組織「一般社団法人 デモ個人情報保護協会」を作成しました（会員120社・案件412件・3年度分、基準日 令和8年11月22日）
  http://127.0.0.1:8080/        受付   uketsuke / demo      担当  tanto / demo     管理職 kanri / demo
                                理事   riji / demo          監査  kansa / demo     会員   kaiin / demo
  API の説明  http://127.0.0.1:8080/api/docs     検証の例  kigen audit verify demo-data/packages/audit-2025.zip
  停止 Ctrl+C（データは ./demo-data。削除して再実行すると同じ内容に戻ります）";
        let said = welcome(Path::new("demo-data"), now, &built, listen, false);
        assert_eq!(said, expected);
    }
}
