//! Packages for the auditor: built from the office's ledger, noted in it, listed and judged.

use crate::installation::{Installation, operator};
use domain::{access::Actor, event::PackageBuilt, time::FiscalYear};
use reports::package::{self, Document, PackageError, PackageSource, Receipt, SourceError};
use std::path::{Path, PathBuf};
use store::{Command, Office, OfficeError, ledger::Ledger};
use tokio::sync::mpsc;

/// Pages of the ledger read ahead of the writer.
const PAGES_AHEAD: usize = 2;

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

/// The file of a year's package.
#[must_use]
pub fn package_path(installation: &Installation, year: FiscalYear) -> PathBuf {
    installation.packages().join(format!("audit-{year}.zip"))
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
    let from = office.organisation().await?.slice_start(year);
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

/// [`build`] for whoever sits at the command line.
///
/// # Errors
/// As [`build`].
pub async fn build_here(
    office: &Office,
    installation: &Installation,
    year: FiscalYear,
) -> Result<Receipt, AuditError> {
    build(
        office,
        installation,
        &operator(),
        year,
        &package_path(installation, year),
    )
    .await
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
            let folder = if kind == "profile" {
                "rules"
            } else {
                "calendars"
            };
            let short = digest.get(..16).unwrap_or(&digest);
            Document {
                name: format!("{folder}/{kind}-{short}.toml"),
                bytes: body.into_bytes(),
            }
        })
        .collect();
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(documents)
}
