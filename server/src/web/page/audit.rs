//! The auditor's packages and the verdict on one.

use super::login::see_other;
use crate::{
    audit::{self, AuditError},
    web::{
        failure::Failure,
        frame::{Frame, page},
        problem::Problem,
        refused::refused,
        site::Site,
        text::Ui,
        typed::Typed,
        view::{
            audit::{Check, FirstBad, Package, Verdict},
            form::{Choice, Field, Form, Group, Input},
        },
        viewer::Viewer,
        visit::Visit,
    },
};
use askama::Template;
use data_encoding::{BASE64, HEXLOWER};
use domain::{code::Role, time::FiscalYear};
use poem::{
    IntoResponse, Response, Result, handler,
    http::{HeaderName, HeaderValue, header},
    web::{Data, Path as UrlPath, Query, StaticFileRequest},
};
use reports::verify::{Place, State, Trust};
use serde::Deserialize;

/// The packages.
#[derive(Debug, Template)]
#[template(path = "audit.html")]
pub struct AuditPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a [Package],
    /// The form that has a draft built, for those who may.
    pub build: Option<Form>,
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
    pub fn of(visit: &Visit, v: &'a [Package], build: Option<Form>) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("audit-title")),
            v,
            build,
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
    let files = tokio::task::spawn_blocking(move || audit::listed(&folder))
        .await
        .map_err(|_| Failure::new(Problem::Internal))?
        .map_err(|error| {
            tracing::error!(kind = %error.kind(), "the packages cannot be read");
            Failure::new(Problem::Internal)
        })?;
    Ok(files
        .into_iter()
        .map(|built| {
            // A copy under another name is not what the ledger noted.
            let noted = organisation
                .packages
                .get(&built.fiscal_year)
                .filter(|_| built.file == audit::file_name(built.fiscal_year));
            let id = built.file.trim_end_matches(".zip").to_owned();
            Package {
                fiscal_year: built.fiscal_year.0,
                records: noted.map(|noted| (noted.from, noted.size.saturating_sub(1))),
                download: format!("/audit/packages/{id}/content"),
                verdict: format!("/audit/packages/{id}/verification"),
                id,
                file: built.file,
                bytes: built.bytes,
                sha256: HEXLOWER.encode(&built.sha256),
            }
        })
        .collect())
}

/// Whoever may have a draft built.
const BUILDERS: [Role; 3] = [Role::Supervisor, Role::RecordsManager, Role::CenterHead];

/// The form that has a draft built, for those who may.
async fn build_form(visit: &Visit, viewer: &Viewer, site: &Site) -> Result<Option<Form>, Failure> {
    if !viewer.actor.is_any(&BUILDERS) {
        return Ok(None);
    }
    let ui = visit.ui;
    let organisation = site
        .office
        .organisation()
        .await
        .map_err(|e| refused(&ui, &e))?;
    let years = audit::years_open(&organisation, site.office.now().date());
    let choice = |year: &FiscalYear| Choice::new(year.to_string(), ui.fiscal_year(year.0));
    Ok(Some(Form {
        action: "/audit/packages".to_owned(),
        groups: vec![Group {
            legend: String::new(),
            fields: vec![
                Field::new("fiscal_year", ui.t("audit-year"))
                    .input(Input::Select(years.iter().map(choice).collect()))
                    .required(),
            ],
        }],
        submit: ui.t("audit-build"),
        effect: ui.t("audit-build-effect"),
        ..Form::default()
    }))
}

/// `/audit`
#[handler]
pub(crate) async fn get_audit(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    viewer.enters("/audit")?;
    let v = packages(visit, site).await?;
    let build = build_form(visit, viewer, site).await?;
    let mut shown = AuditPage::of(visit, &v, build);
    shown.f = shown.f.after(done.done.as_deref());
    Ok(page(&shown))
}

/// `POST /audit/packages`: builds a year's draft and notes it in the ledger.
#[handler]
pub(crate) async fn post_package(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    if !viewer.actor.is_any(&BUILDERS) {
        return Err(Failure::new(Problem::Forbidden).into());
    }
    let year = typed.get("fiscal_year").parse();
    let year = FiscalYear(year.map_err(|_| Failure::new(Problem::InvalidInput))?);
    let (site, actor) = (site.clone(), viewer.actor.clone());
    // A task of its own: a reader who goes away must not leave a file that the ledger never noted.
    let building = tokio::spawn(async move {
        let out = audit::package_path(&site.installation, year);
        audit::build(&site.office, &site.installation, &actor, year, &out).await
    });
    match building
        .await
        .map_err(|_| Failure::new(Problem::Internal))?
    {
        Ok(_) => Ok(see_other("/audit?done=built")),
        Err(AuditError::Office(error)) => Err(refused(&visit.ui, &error).into()),
        Err(error) => {
            tracing::error!(%error, "a package could not be built");
            Err(Failure::new(Problem::Internal).into())
        }
    }
}

/// What was just done, from the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct DoneQuery {
    #[serde(default)]
    done: Option<String>,
}

/// The package with this id. Only what is listed can be named, so no address leaves the folder.
async fn named(visit: &Visit, viewer: &Viewer, site: &Site, id: &str) -> Result<Package, Failure> {
    viewer.enters("/audit")?;
    let listed = packages(visit, site).await?;
    listed
        .into_iter()
        .find(|package| package.id == id || package.id == format!("audit-{id}"))
        .ok_or_else(|| Failure::new(Problem::NotFound))
}

/// `/audit/packages/{id}/content`: the file, whole or in part, so that a broken download goes on.
#[handler]
pub(crate) async fn get_content(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    UrlPath(id): UrlPath<String>,
    asked: StaticFileRequest,
) -> Result<Response> {
    let package = named(visit, viewer, site, &id).await?;
    let path = site.installation.packages().join(&package.file);
    let file = tokio::task::spawn_blocking(move || asked.create_response(path, false, false))
        .await
        .map_err(|_| Failure::new(Problem::Internal))??;
    tracing::info!(actor = %viewer.actor.id, package = package.file, "a package was downloaded");
    let mut response = file.with_content_type("application/zip").into_response();
    let digest = HEXLOWER
        .decode(package.sha256.as_bytes())
        .unwrap_or_default();
    let headers = [
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", package.file),
        ),
        // RFC 9530: the digest of the whole file, whatever part is sent.
        (
            HeaderName::from_static("repr-digest"),
            format!("sha-256=:{}:", BASE64.encode(&digest)),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'".to_owned(),
        ),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
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
            // Records that do not follow one another are not computed from.
            None if name == "COMPLETENESS" && check.state != State::Ok => {
                ui.t("verdict-not-recomputed")
            }
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
        .map_err(|_| {
            Failure::new(Problem::InvalidInput).because(visit.ui.t("verdict-no-package"))
        })?;
    let ui = visit.ui;
    let counts = &judged.counts;
    let checks: Vec<Check> = judged
        .checks()
        .into_iter()
        .map(|(name, each)| {
            let count = match name {
                "INTEGRITY" => counts.files + counts.records + counts.rows,
                "COMPLETENESS" if each.state != State::NothingToCompare => {
                    counts.deadlines + counts.steps
                }
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
        counts: vec![
            ("files", counts.files),
            ("records", counts.records),
            ("sheets", counts.sheets),
            ("rows", counts.rows),
            ("deadlines", counts.deadlines),
            ("steps", counts.steps),
            ("not-replayable", counts.not_replayable),
        ],
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
