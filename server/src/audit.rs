//! Packages for the auditor: built from the office's ledger, noted in it, listed and judged.

use crate::installation::Installation;
use domain::{
    access::Actor, event::PackageBuilt, organisation::Organisation, refusal::Refusal,
    time::FiscalYear,
};
use jiff::civil::Date;
use reports::package::{self, Document, PackageError, PackageSource, Receipt, SourceError};
use sha2::{Digest, Sha256};
use std::{
    io,
    path::{Path, PathBuf},
};
use store::{Command, Office, OfficeError, ledger::Ledger};
use tokio::sync::{Mutex, mpsc};

/// Pages of the ledger read ahead of the writer.
const PAGES_AHEAD: usize = 2;

/// Held by whoever builds.
static BUILDING: Mutex<()> = Mutex::const_new(());

/// A package could not be built.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The office said no, or failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// Writing failed.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// A file.
    #[error("{path}: {source}")]
    File {
        /// Where.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The writer stopped without a word.
    #[error("the package writer stopped")]
    Stopped,
}

/// The name of the file of a year's package.
#[must_use]
pub fn file_name(year: FiscalYear) -> String {
    format!("audit-{year}.zip")
}

/// The file of a year's package.
#[must_use]
pub fn package_path(installation: &Installation, year: FiscalYear) -> PathBuf {
    installation.packages().join(file_name(year))
}

/// A package file in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// Its name.
    pub file: String,
    /// The fiscal year in its name.
    pub fiscal_year: FiscalYear,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
}

/// The files `audit-YEAR….zip` in `folder`, the newest year first; none when there is no folder yet.
///
/// # Errors
/// A file cannot be read.
pub fn listed(folder: &Path) -> io::Result<Vec<Built>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Ok(file) = entry.file_name().into_string() else {
            continue;
        };
        let Some(fiscal_year) = year_in(&file) else {
            continue;
        };
        let mut digest = Digesting(Sha256::new());
        let bytes = io::copy(&mut std::fs::File::open(entry.path())?, &mut digest)?;
        found.push(Built {
            file,
            fiscal_year,
            bytes,
            sha256: digest.0.finalize().into(),
        });
    }
    // The year's own file before copies of it.
    let copy = |built: &Built| built.file != file_name(built.fiscal_year);
    found.sort_by(|a, b| {
        b.fiscal_year
            .cmp(&a.fiscal_year)
            .then_with(|| (copy(a), &a.file).cmp(&(copy(b), &b.file)))
    });
    Ok(found)
}

/// The year in a package's name; `None` for a name that would not stand safely in an address or a
/// header.
fn year_in(file: &str) -> Option<FiscalYear> {
    let stem = file.strip_prefix("audit-")?.strip_suffix(".zip")?;
    let plain = stem
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let year = stem.get(..4).filter(|_| plain)?.parse().ok()?;
    Some(FiscalYear(year))
}

/// A digest as a place to write to.
struct Digesting(Sha256);

impl io::Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The years whose draft can be built: the latest that was built and those after it that have begun.
/// An earlier one stays as it is, because the next year's slice begins where it ends.
#[must_use]
pub fn years_open(organisation: &Organisation, today: Date) -> Vec<FiscalYear> {
    let current = FiscalYear::of(today);
    let from = organisation
        .packages
        .keys()
        .next_back()
        .map_or(current.0 - 1, |year| year.0);
    (from..=current.0).rev().map(FiscalYear).collect()
}

/// Builds the package of a fiscal year, writes it to `out` and notes it in the ledger.
///
/// # Errors
/// The ledger is not open or broken, a later year's package is already built, or writing failed.
pub async fn build(
    office: &Office,
    installation: &Installation,
    actor: &Actor,
    year: FiscalYear,
    out: &Path,
) -> Result<Receipt, AuditError> {
    if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| AuditError::File {
            path: folder.display().to_string(),
            source,
        })?;
    }
    // One at a time: a build clears what another left, and files must agree with the ledger.
    let _turn = BUILDING.lock().await;
    let organisation = office.organisation().await?;
    // Asked again when it is noted; asked first so that no file is replaced in vain.
    if organisation.packages.range(year..).any(|(y, _)| *y > year) {
        return Err(OfficeError::from(Refusal::of_field(
            "package.later_year_built",
            "fiscal_year",
        ))
        .into());
    }
    if year > FiscalYear::of(office.now().date()) {
        return Err(
            OfficeError::from(Refusal::of_field("package.year_not_begun", "fiscal_year")).into(),
        );
    }
    let from = organisation.slice_start(year);
    let size = office.ledger().size().await.map_err(OfficeError::from)?;
    let documents = documents(office).await?;
    let (pages, mut bodies) = mpsc::channel(PAGES_AHEAD);
    let reader = tokio::spawn(feed(office.ledger(), size, pages));
    let organisation = installation.config.organisation.name.clone();
    let path = out.to_path_buf();
    let written = tokio::task::spawn_blocking(move || {
        let bodies = std::iter::from_fn(move || bodies.blocking_recv()).flat_map(
            |page: Result<Vec<Vec<u8>>, SourceError>| match page {
                Ok(page) => page.into_iter().map(Ok).collect::<Vec<_>>(),
                Err(error) => vec![Err(error)],
            },
        );
        let source = PackageSource {
            fiscal_year: year,
            organisation: &organisation,
            from,
            size,
            bodies,
            documents,
            writer_version: env!("CARGO_PKG_VERSION"),
        };
        package::build(source, &path)
    })
    .await
    .map_err(|_| AuditError::Stopped)??;
    reader.await.map_err(|_| AuditError::Stopped)?;
    let built = PackageBuilt {
        fiscal_year: year,
        from,
        size,
        tagmanifest_sha256: written.tagmanifest_sha256.to_string(),
    };
    office.perform(actor, Command::NotePackage(built)).await?;
    Ok(written)
}

/// Hands the ledger over page by page, so that memory does not grow with it.
async fn feed(ledger: Ledger, size: u64, pages: mpsc::Sender<Result<Vec<Vec<u8>>, SourceError>>) {
    let mut next = 0;
    while next < size {
        let page = match ledger.page(next, size).await {
            Ok(page) if page.is_empty() => break,
            Ok(page) => {
                next += page.len() as u64;
                Ok(page
                    .into_iter()
                    .map(|(_, body, _)| body.into_bytes())
                    .collect())
            }
            Err(error) => Err(SourceError::from(error)),
        };
        let failed = page.is_err();
        if pages.send(page).await.is_err() || failed {
            break;
        }
    }
}

/// Profiles and calendars by the names they have in a package.
async fn documents(office: &Office) -> Result<Vec<Document>, OfficeError> {
    let mut documents: Vec<Document> = office
        .documents()
        .await?
        .into_iter()
        .map(|(kind, digest, body)| {
            let (folder, form) = match kind.as_str() {
                "profile" => ("rules", "toml"),
                "calendar" => ("calendars", "toml"),
                _ => ("published", "json"),
            };
            let short = digest.get(..16).unwrap_or(&digest);
            Document {
                name: format!("{folder}/{kind}-{short}.{form}"),
                bytes: body.into_bytes(),
            }
        })
        .collect();
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(documents)
}
