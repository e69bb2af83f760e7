//! The guidelines in public: the version in force and the former ones, as far as they were published
//! (A10, Act article 54). Open to everybody.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    problem::Problem,
    refused::refused,
    site::Site,
    view::registers::{GuidelineShown, Guidelines},
    visit::Visit,
};
use askama::Template;
use domain::folio::{Folio, Guideline, guideline_on};
use jiff::civil::Date;
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "guidelines.html")]
pub struct GuidelinesPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Guidelines,
}

impl<'a> GuidelinesPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Guidelines) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("guidelines-title")),
            v,
        }
    }
}

/// The day of a published version's publication; what was not published is for nobody.
fn published(guideline: &Guideline, today: Date) -> Option<Date> {
    let published = guideline.published.as_ref()?;
    (published.on <= today).then_some(published.on)
}

async fn answer(visit: &Visit, site: &Site, version: Option<&str>) -> Result<Response> {
    let refuse = |e| refused(&visit.ui, &e);
    let today = site.office.now().date();
    let folios = site.office.every_folio().await.map_err(refuse)?;
    // What is not public yet neither shows nor counts as the one in force.
    let public = folios.iter().filter(|folio| {
        folio
            .guideline()
            .is_some_and(|g| published(g, today).is_some())
    });
    let now = guideline_on(public.clone(), today).map(|g| g.adopted.version.clone());
    let mut versions: Vec<&Guideline> = public.filter_map(Folio::guideline).collect();
    versions.sort_by_key(|g| std::cmp::Reverse(g.adopted.in_force));
    let asked = version.or(now.as_deref()).or_else(|| {
        let latest = versions.first()?;
        Some(latest.adopted.version.as_str())
    });
    let found = versions
        .iter()
        .find(|g| Some(g.adopted.version.as_str()) == asked);
    let shown = match (found, version) {
        (Some(guideline), _) => Some(shown(visit, site, guideline, now.as_deref(), today).await?),
        (None, Some(_)) => return Err(Failure::new(Problem::NotFound).into()),
        (None, None) => None,
    };
    let v = Guidelines {
        versions: versions
            .iter()
            .map(|g| {
                let version = &g.adopted.version;
                (
                    version.clone(),
                    g.adopted.in_force,
                    format!("/guidelines/{version}"),
                    Some(version.as_str()) == asked,
                )
            })
            .collect(),
        shown,
    };
    Ok(page(&GuidelinesPage::of(visit, &v)))
}

async fn shown(
    visit: &Visit,
    site: &Site,
    guideline: &Guideline,
    now: Option<&str>,
    today: Date,
) -> Result<GuidelineShown, Failure> {
    let adopted = &guideline.adopted;
    let text = site.office.guideline_text(&adopted.text).await;
    let text = text.map_err(|e| refused(&visit.ui, &e))?;
    let published = guideline.published.as_ref();
    Ok(GuidelineShown {
        version: adopted.version.clone(),
        title: text.title,
        clauses: text
            .clauses
            .into_iter()
            .map(|c| (c.number, c.heading))
            .collect(),
        text: text.text,
        in_force: adopted.in_force,
        now: now == Some(adopted.version.as_str()),
        ahead: adopted.in_force > today,
        published: published.map_or(adopted.on, |p| p.on),
        commission: guideline.by_commission,
        url: published.map(|p| p.url.clone()).unwrap_or_default(),
        sha256: adopted.text.clone(),
    })
}

/// `/guidelines`
#[handler]
pub(crate) async fn get_guidelines(visit: &Visit, Data(site): Data<&Site>) -> Result<Response> {
    answer(visit, site, None).await
}

/// `/guidelines/{version}`
#[handler]
pub(crate) async fn get_version(
    visit: &Visit,
    Data(site): Data<&Site>,
    Path(version): Path<String>,
) -> Result<Response> {
    answer(visit, site, Some(&version)).await
}
