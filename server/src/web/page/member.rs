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
use domain::id::MemberCode;
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
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

/// Members on one page of the register.
const ROWS: usize = 50;

/// Which page of the register.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct MembersQuery {
    /// From 1.
    #[serde(default)]
    page: Option<u32>,
}

/// `/members`
#[handler]
pub(crate) async fn get_members(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Query(query): Query<MembersQuery>,
) -> Result<Response> {
    viewer.enters("/members")?;
    let refuse = |e| refused(&visit.ui, &e);
    let cards = site.office.members(&viewer.actor).await.map_err(refuse)?;
    let desk = site.desk(visit, viewer, []).await?;
    let overdue = site
        .office
        .overdue_by_member(&viewer.actor)
        .await
        .map_err(refuse)?;
    let number = query.page.unwrap_or(1).max(1);
    let before = usize::try_from(number - 1)
        .unwrap_or(usize::MAX)
        .saturating_mul(ROWS);
    let address = |page: u32| {
        if page > 1 {
            format!("/members?page={page}")
        } else {
            "/members".to_owned()
        }
    };
    let rows: Vec<MemberRow> = cards
        .iter()
        .skip(before)
        .take(ROWS)
        .map(|card| MemberRow {
            code: card.member.code.to_string(),
            name: card.name.clone(),
            industry: industry(&desk, &card.member.industry),
            joined: Some(card.member.joined),
            target_since: card.member.consented,
            overdue: overdue.get(&card.member.code).copied().unwrap_or(0),
        })
        .collect();
    let v = Members {
        total: u64::try_from(cards.len()).unwrap_or(u64::MAX),
        previous: (number > 1).then(|| address(number - 1)),
        next: (cards.len() > before.saturating_add(ROWS)).then(|| address(number + 1)),
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
