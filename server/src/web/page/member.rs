//! Members: the register and one member.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::work::row,
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    view::{
        case::Fact,
        member::{MemberPage, MemberRow, Members},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::id::{CaseId, MemberCode};
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use std::collections::{BTreeMap, BTreeSet};
use store::desk::{View, WorkFilter};

/// The register.
#[derive(Debug, Template)]
#[template(path = "members.html")]
pub struct MembersPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Members,
}

/// One member.
#[derive(Debug, Template)]
#[template(path = "member.html")]
pub struct OneMemberPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a MemberPage,
}

impl<'a> MembersPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Members) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("members-title")),
            v,
        }
    }
}

impl<'a> OneMemberPage<'a> {
    /// The page in the frame of this visit; the title is the member's name.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a MemberPage) -> Self {
        Self {
            f: Frame::of(visit, &v.name),
            v,
        }
    }
}

/// `/members`
#[handler]
pub(crate) async fn get_members(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/members")?;
    let refuse = |e| refused(&visit.ui, &e);
    let cards = site.office.members(&viewer.actor).await.map_err(refuse)?;
    let desk = site.desk(visit, viewer, []).await?;
    let morning = site.office.morning(&viewer.actor).await.map_err(refuse)?;
    let mut overdue: BTreeMap<&MemberCode, BTreeSet<CaseId>> = BTreeMap::new();
    for item in &morning.overdue {
        if let Some(code) = item.file.respondent.member() {
            overdue.entry(code).or_default().insert(item.file.id);
        }
    }
    let rows: Vec<MemberRow> = cards
        .iter()
        .map(|card| MemberRow {
            code: card.member.code.to_string(),
            name: card.name.clone(),
            industry: industry(&desk, &card.member.industry),
            joined: Some(card.member.joined),
            target_since: card.member.consented,
            overdue: overdue
                .get(&card.member.code)
                .map_or(0, |cases| u32::try_from(cases.len()).unwrap_or(u32::MAX)),
        })
        .collect();
    let v = Members {
        total: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        rows,
        ..Members::default()
    };
    Ok(page(&MembersPage::of(visit, &v)))
}

fn industry(desk: &Desk, code: &str) -> String {
    let words = &desk.in_force.profile.industries;
    words.get(code).cloned().unwrap_or_else(|| code.to_owned())
}

/// `/members/{code}`
#[handler]
pub(crate) async fn get_member(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(code): Path<String>,
) -> Result<Response> {
    viewer.enters("/members")?;
    let refuse = |e| refused(&visit.ui, &e);
    let missing = || Failure::new(Problem::NotFound);
    let code: MemberCode = code.parse().map_err(|_| missing())?;
    let card = site
        .office
        .member(&viewer.actor, &code)
        .await
        .map_err(refuse)?
        .ok_or_else(missing)?;
    let mut rows = Vec::new();
    for view in [View::Open, View::Closed] {
        let filter = WorkFilter {
            view,
            member: Some(code.clone()),
            ..WorkFilter::default()
        };
        rows.extend(
            site.office
                .worklist(&viewer.actor, &filter)
                .await
                .map_err(refuse)?
                .rows,
        );
    }
    let desk = site
        .desk(visit, viewer, rows.iter().map(|row| &row.file))
        .await?;
    let mut facts = vec![
        Fact::new("code", code.to_string()),
        Fact::new("industry", industry(&desk, &card.member.industry)),
        Fact::new("joined", desk.ui.day(&card.member.joined)),
        Fact::new(
            "target",
            card.member
                .consented
                .map_or_else(|| desk.ui.t("no-target-consent"), |day| desk.ui.day(&day)),
        ),
    ];
    for (code, value) in [
        ("corporate-number", &card.corporate_number),
        ("address", &card.address),
        ("desk", &card.desk),
        ("telephone", &card.telephone),
    ] {
        facts.push(Fact::new(code, value));
    }
    let v = MemberPage {
        code: code.to_string(),
        name: card.name,
        facts,
        cases: rows
            .iter()
            .map(|r| row(&desk, &r.file, r.next.as_ref()))
            .collect(),
    };
    Ok(page(&OneMemberPage::of(visit, &v)))
}
