//! The auditor's packages and the verdict on one.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    problem::Problem,
    refused::refused,
    site::Site,
    text::Ui,
    view::audit::{Check, FirstBad, Package, Verdict},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use data_encoding::HEXLOWER;
use domain::time::FiscalYear;
use poem::{
    Body, Response, Result, handler,
    http::header,
    web::{Data, Path as UrlPath},
};
use reports::verify::{Place, State, Trust};
use sha2::{Digest, Sha256};
use std::{io, path::Path};

/// The packages.
#[derive(Debug, Template)]
#[template(path = "audit.html")]
pub struct AuditPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [Package],
}

/// The verdict on one.
#[derive(Debug, Template)]
#[template(path = "verdict.html")]
pub struct VerdictPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Verdict,
}

impl<'a> AuditPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [Package]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("audit-title")),
            v,
        }
    }
}

impl<'a> VerdictPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Verdict) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("verdict-title")),
            v,
        }
    }
}

/// The packages in the folder, the newest year first.
async fn packages(visit: &Visit, site: &Site) -> Result<Vec<Package>, Failure> {
    let organisation = site
        .office
        .organisation()
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let folder = site.installation.packages();
    let files = tokio::task::spawn_blocking(move || listed(&folder))
        .await
        .map_err(|_| Failure::new(Problem::Internal))?
        .map_err(|error| {
            tracing::error!(kind = %error.kind(), "the packages cannot be read");
            Failure::new(Problem::Internal)
        })?;
    Ok(files
        .into_iter()
        .map(|(file, fiscal_year, bytes, sha256)| {
            let built = organisation.packages.get(&FiscalYear(fiscal_year));
            let id = file.trim_end_matches(".zip").to_owned();
            Package {
                fiscal_year,
                records: built.map(|built| (built.from, built.size.saturating_sub(1))),
                download: format!("/audit/packages/{id}/content"),
                verdict: format!("/audit/packages/{id}/verification"),
                id,
                file,
                bytes,
                sha256,
            }
        })
        .collect())
}

type Listed = (String, i16, u64, String);

/// `audit-YEAR….zip` files with their sizes and digests.
fn listed(folder: &Path) -> io::Result<Vec<Listed>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let Some(stem) = name
            .strip_prefix("audit-")
            .and_then(|rest| rest.strip_suffix(".zip"))
        else {
            continue;
        };
        let Some(Ok(year)) = stem.get(..4).map(str::parse::<i16>) else {
            continue;
        };
        let mut hash = Sha256::new();
        let mut file = std::fs::File::open(entry.path())?;
        let bytes = io::copy(&mut file, &mut Hashing(&mut hash))?;
        found.push((name, year, bytes, HEXLOWER.encode(&hash.finalize())));
    }
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(found)
}

/// A digest as a place to write to.
struct Hashing<'a>(&'a mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `/audit`
#[handler]
pub(crate) async fn get_audit(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/audit")?;
    let v = packages(visit, site).await?;
    Ok(page(&AuditPage::of(visit, &v)))
}

/// The package with this id. Only what is listed can be named, so no address leaves the folder.
async fn named(visit: &Visit, viewer: &Viewer, site: &Site, id: &str) -> Result<Package, Failure> {
    viewer.enters("/audit")?;
    let listed = packages(visit, site).await?;
    listed
        .into_iter()
        .find(|package| package.id == id)
        .ok_or_else(|| Failure::new(Problem::NotFound))
}

/// `/audit/packages/{id}/content`
#[handler]
pub(crate) async fn get_content(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    UrlPath(id): UrlPath<String>,
) -> Result<Response> {
    let package = named(visit, viewer, site, &id).await?;
    let file = tokio::fs::File::open(site.installation.packages().join(&package.file))
        .await
        .map_err(|_| Failure::new(Problem::NotFound))?;
    tracing::info!(actor = %viewer.actor.id, package = package.file, "a package was downloaded");
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, "application/zip")
        .header(header::CONTENT_LENGTH, package.bytes)
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", package.file),
        )
        .header(header::ETAG, format!("\"{}\"", package.sha256))
        .header("content-security-policy", "sandbox; default-src 'none'")
        .body(Body::from_async_read(file)))
}

fn check(ui: Ui, name: &str, check: &reports::verify::Check, count: u64) -> Check {
    Check {
        code: name.to_ascii_lowercase(),
        result: match check.state {
            State::Ok => "passed",
            State::Failed => "failed",
            State::Diverged => "diverged",
            State::NotAsked => "not-asked",
            State::NothingToCompare => "nothing",
        },
        count,
        note: match &check.first_bad {
            Some(bad) => flaw(ui, bad),
            None => ui.term("checknote", name),
        },
    }
}

fn flaw(ui: Ui, bad: &reports::verify::Failure) -> String {
    ui.term("flaw", bad.code.replace('.', "-"))
}

/// Where a bad item is, from the file down to the row.
fn place(ui: Ui, place: &Place) -> String {
    let mut parts = Vec::new();
    parts.extend(place.file.clone());
    parts.extend(place.record.map(|seq| ui.n("record-no", seq)));
    parts.extend(place.sheet.clone());
    parts.extend(place.row.map(|row| ui.n("place-row", row)));
    parts.extend(place.offset.map(|at| ui.n("place-offset", at)));
    parts.join(" / ")
}

fn remains(ui: Ui, trust: &[Trust]) -> String {
    let parts: Vec<String> = trust
        .iter()
        .map(|each| match each {
            Trust::Everything => ui.t("trust-everything"),
            Trust::Files => ui.t("trust-files"),
            Trust::File(name) => name.clone(),
            Trust::Records(from, to) => ui.xy("trust-records", ui.count(*from), ui.count(*to)),
        })
        .collect();
    if parts.is_empty() {
        ui.t("trust-nothing")
    } else {
        parts.join(ui.t("list-separator").as_str())
    }
}

/// `/audit/packages/{id}/verification`: the same judgement as the command line's, on the same file.
#[handler]
pub(crate) async fn get_verdict(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    UrlPath(id): UrlPath<String>,
) -> Result<Response> {
    let package = named(visit, viewer, site, &id).await?;
    let path = site.installation.packages().join(&package.file);
    let judged = tokio::task::spawn_blocking(move || reports::verify::verify(&path, None))
        .await
        .map_err(|_| Failure::new(Problem::Internal))?
        .map_err(|_| Failure::new(Problem::NotFound))?;
    let ui = visit.ui;
    let counts = &judged.counts;
    let checks: Vec<Check> = judged
        .checks()
        .into_iter()
        .map(|(name, each)| {
            let count = match name {
                "INTEGRITY" => counts.files + counts.records + counts.rows,
                "COMPLETENESS" => counts.deadlines + counts.steps,
                _ => 0,
            };
            check(ui, name, each, count)
        })
        .collect();
    let first = judged
        .checks()
        .into_iter()
        .find_map(|(_, each)| each.first_bad.as_ref());
    let v = Verdict {
        good: first.is_none(),
        at: site.office.now(),
        checks,
        first_bad: first.map(|bad| FirstBad {
            what: flaw(ui, bad),
            place: place(ui, &bad.place),
            expected: bad.expected.clone().unwrap_or_default(),
            actual: bad.actual.clone().unwrap_or_default(),
            remains: remains(ui, &judged.trustworthy),
        }),
        head: judged
            .facts
            .last_record_sha256
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        command: format!("kigen audit verify {}", package.file),
        package,
    };
    Ok(page(&VerdictPage::of(visit, &v)))
}
