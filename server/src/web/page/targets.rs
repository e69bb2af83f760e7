//! The public list of target businesses: today's, its snapshots, and as a table (A09, Act article 52).
//! Open to everybody: the law has these names published.

use super::login::see_other;
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    problem::Problem,
    refused::refused,
    site::Site,
    view::member::Targets,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::targets::TargetList;
use jiff::civil::Date;
use poem::{
    IntoResponse, Response, Result, handler,
    http::header,
    web::{Data, Path},
};
use store::{Command, OfficeError};

/// The page.
#[derive(Debug, Template)]
#[template(path = "targets.html")]
pub struct TargetsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Targets,
}

impl<'a> TargetsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Targets) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("targets-title")),
            v,
        }
    }
}

/// A list and where it comes from.
struct Shown {
    list: TargetList,
    on: Date,
    sha256: String,
}

/// Today's list, or the snapshot that stood on a day.
async fn shown(visit: &Visit, site: &Site, day: Option<&str>) -> Result<Shown, Failure> {
    let refuse = |e| refused(&visit.ui, &e);
    let today = site.office.now().date();
    let Some(day) = day else {
        let state = site.office.target_list().await.map_err(refuse)?;
        return Ok(Shown {
            list: state.list,
            on: today,
            sha256: String::new(),
        });
    };
    let missing = || Failure::new(Problem::NotFound);
    let day: Date = day.parse().map_err(|_| missing())?;
    if day > today {
        return Err(missing());
    }
    let (published, list) = site
        .office
        .targets_on(day)
        .await
        .map_err(refuse)?
        .ok_or_else(missing)?;
    Ok(Shown {
        list,
        on: published.on,
        sha256: published.list,
    })
}

async fn answer(visit: &Visit, site: &Site, day: Option<&str>) -> Result<Response> {
    let shown = shown(visit, site, day).await?;
    let organisation = site
        .office
        .organisation()
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let v = Targets {
        on: Some(shown.on),
        csv: day.map_or_else(
            || "/targets/csv".to_owned(),
            |_| format!("/targets/{}/csv", shown.on),
        ),
        sha256: shown.sha256,
        rows: shown.list.lines().to_vec(),
        snapshots: organisation
            .target_lists
            .iter()
            .rev()
            .map(|(on, list)| (*on, list.count, format!("/targets/{on}")))
            .collect(),
    };
    Ok(page(&TargetsPage::of(visit, &v)))
}

/// The list as a table that spreadsheets read: UTF-8 with a mark, Japanese headings.
fn table(list: &TargetList) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(["会員番号", "名称", "業種", "苦情受付窓口", "電話"])?;
    for line in list.lines() {
        writer.write_record([
            line.code.as_str(),
            &line.name,
            &line.industry,
            &line.desk,
            &line.telephone,
        ])?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

async fn answer_csv(visit: &Visit, site: &Site, day: Option<&str>) -> Result<Response> {
    let shown = shown(visit, site, day).await?;
    let bytes = table(&shown.list).map_err(|_| Failure::new(Problem::Internal))?;
    let name = format!("attachment; filename=\"targets-{}.csv\"", shown.on);
    Ok(bytes
        .with_content_type("text/csv; charset=utf-8")
        .with_header(header::CONTENT_DISPOSITION, name)
        .into_response())
}

/// `/targets`
#[handler]
pub(crate) async fn get_today(visit: &Visit, Data(site): Data<&Site>) -> Result<Response> {
    answer(visit, site, None).await
}

/// `/targets/csv`
#[handler]
pub(crate) async fn get_today_csv(visit: &Visit, Data(site): Data<&Site>) -> Result<Response> {
    answer_csv(visit, site, None).await
}

/// `/targets/{day}`
#[handler]
pub(crate) async fn get_day(
    visit: &Visit,
    Data(site): Data<&Site>,
    Path(day): Path<String>,
) -> Result<Response> {
    answer(visit, site, Some(&day)).await
}

/// `/targets/{day}/csv`
#[handler]
pub(crate) async fn get_day_csv(
    visit: &Visit,
    Data(site): Data<&Site>,
    Path(day): Path<String>,
) -> Result<Response> {
    answer_csv(visit, site, Some(&day)).await
}

/// `POST /targets`: takes a snapshot.
#[handler]
pub(crate) async fn post_publish(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    match site
        .office
        .perform(&viewer.actor, Command::PublishTargets)
        .await
    {
        Ok(_) => Ok(see_other("/members?done=published")),
        Err(OfficeError::Refused(refusal)) if refusal.code == "targets.unchanged" => {
            Ok(see_other("/members?done=unchanged"))
        }
        Err(error) => Err(refused(&visit.ui, &error).into()),
    }
}
