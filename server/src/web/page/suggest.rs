//! What may be meant while a matter is taken in: the same person's cases, the same matter, the member
//! (A22). The form shows it at the press of a button; the script asks for the same list meanwhile.

use super::search::enters;
use crate::web::{
    frame::{Frame, page_with_faults},
    map::work::row,
    refused::refused,
    site::{Desk, Site},
    steps::Reading,
    typed::Typed,
    view::search::{Similar, Suggested},
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::case::Respondent;
use poem::{Response, Result, handler, web::Data};
use store::desk::Particulars;

/// The list by itself, for the script.
#[derive(Debug, Template)]
#[template(path = "suggested.html")]
pub struct SuggestedPart<'a> {
    /// The words.
    pub f: Frame,
    /// What is shown.
    pub suggested: &'a Suggested,
}

/// What is suggested for what was typed so far.
pub(super) async fn suggested(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    desk: &Desk,
    typed: &Typed,
) -> Result<Suggested> {
    let text = |name: &str| typed.get(name).trim().to_owned();
    let person = Particulars {
        name: text("name"),
        kana: text("kana"),
        contact: text("contact"),
        member: text("member_sought"),
    };
    let asked = person != Particulars::default();
    if !asked {
        return Ok(Suggested::default());
    }
    let found = site
        .office
        .suggest(&viewer.actor, &person)
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let respondent = Reading { desk, typed }
        .respondent()
        .ok()
        .filter(|respondent| *respondent != Respondent::Unknown {});
    let cases = found.cases.iter().map(|similar| Similar {
        row: row(desk, &similar.row.file, similar.row.next.as_ref()),
        because: similar.because.iter().map(|alike| alike.code()).collect(),
        same_respondent: respondent.as_ref() == Some(&similar.row.file.respondent),
        open: similar.row.file.is_open(),
    });
    let members = found.members.into_iter().map(|member| {
        let code = member.to_string();
        (code, desk.respondent(&Respondent::Member { member }))
    });
    Ok(Suggested {
        cases: cases.collect(),
        members: members.collect(),
        asked,
    })
}

/// `POST /cases/new/similar`
#[handler]
pub(crate) async fn post_similar(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    enters(viewer)?;
    viewer.enters("/cases/new")?;
    let desk = site.desk_with_members(visit, viewer, []).await?;
    let suggested = suggested(visit, viewer, site, &desk, &typed).await?;
    let part = SuggestedPart {
        f: Frame::of(visit, ""),
        suggested: &suggested,
    };
    page_with_faults(&part, 0)
}
