//! Members: the register and one member.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::{
        deadline::{chip, why},
        kana,
        work::row,
    },
    page::{case::Outcome, member_form},
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    view::{
        case::Fact,
        member::{IndexLetter, ListNote, MemberMoment, MemberPage, MemberRow, Members},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    event::{Entry, Event},
    id::{MemberCode, Obj},
    measure::Measure,
    member::{Standing, may_keep},
    targets::may_publish,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{
    desk::{MemberCard, View, WorkFilter},
    office::ListState,
};

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

/// Which members are shown.
const FILTERS: [&str; 4] = ["members", "targets", "left", "mismatch"];

/// Which page of the register.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct MembersQuery {
    /// From 1.
    #[serde(default)]
    page: Option<u32>,
    /// One of [`FILTERS`].
    #[serde(default)]
    show: Option<String>,
    /// A row of the kana index.
    #[serde(default)]
    row: Option<String>,
    /// What has just been done.
    #[serde(default)]
    done: Option<String>,
}

/// Whether a member with this standing is shown.
fn shows(filter: &str, standing: Standing) -> bool {
    match filter {
        "members" => matches!(standing, Standing::MemberAndTarget | Standing::MemberOnly),
        "targets" => matches!(standing, Standing::MemberAndTarget | Standing::TargetOnly),
        "left" => matches!(standing, Standing::TargetOnly | Standing::Left),
        _ => standing.is_mismatch(),
    }
}

/// The address of a part of the register.
fn address(show: &str, row: Option<&str>, page: u32) -> String {
    let mut parts = Vec::new();
    if show != "members" {
        parts.push(format!("show={show}"));
    }
    parts.extend(row.map(|row| format!("row={row}")));
    if page > 1 {
        parts.push(format!("page={page}"));
    }
    if parts.is_empty() {
        "/members".to_owned()
    } else {
        format!("/members?{}", parts.join("&"))
    }
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
    let show = query.show.as_deref().unwrap_or("members");
    let asked = query.row.as_deref();
    if !FILTERS.contains(&show) || asked.is_some_and(|row| !kana::is_row(row)) {
        return Err(Failure::new(Problem::InvalidInput).into());
    }
    let mut cards = site.office.members(&viewer.actor).await.map_err(refuse)?;
    let desk = site.desk(visit, viewer, []).await?;
    let today = desk.now.date();
    let overdue = site
        .office
        .overdue_by_member(&viewer.actor)
        .await
        .map_err(refuse)?;
    cards.retain(|card| shows(show, card.member.standing_on(today)));
    let row_of = |card: &MemberCard| kana::row_of(&card.kana, &card.name);
    let there: BTreeSet<&str> = cards.iter().map(row_of).collect();
    let index = kana::ROWS
        .iter()
        .map(|(row, letter)| IndexLetter {
            letter: (*letter).to_owned(),
            href: there.contains(row).then(|| address(show, Some(row), 1)),
            current: asked == Some(row),
        })
        .collect();
    if let Some(row) = asked {
        cards.retain(|card| row_of(card) == row);
    }
    let number = query.page.unwrap_or(1).max(1);
    let before = usize::try_from(number - 1)
        .unwrap_or(usize::MAX)
        .saturating_mul(ROWS);
    let rows: Vec<MemberRow> = cards
        .iter()
        .skip(before)
        .take(ROWS)
        .map(|card| MemberRow {
            code: card.member.code.to_string(),
            name: card.name.clone(),
            industry: industry(&desk, &card.member.industry),
            joined: Some(card.member.joined),
            target_since: card.member.consented(),
            overdue: overdue.get(&card.member.code).copied().unwrap_or(0),
            standing: card.member.standing_on(today).code(),
        })
        .collect();
    let v = Members {
        filters: FILTERS
            .iter()
            .map(|filter| IndexLetter {
                letter: visit.ui.term("memberfilter", filter),
                href: Some(address(filter, None, 1)),
                current: *filter == show,
            })
            .collect(),
        list: Some(list_note(
            &desk,
            &site.office.target_list().await.map_err(refuse)?,
            viewer,
        )),
        index,
        total: u64::try_from(cards.len()).unwrap_or(u64::MAX),
        previous: (number > 1).then(|| address(show, asked, number - 1)),
        next: (cards.len() > before.saturating_add(ROWS)).then(|| address(show, asked, number + 1)),
        rows,
    };
    let mut shown = MembersPage::of(visit, &v);
    shown.f = shown.f.after(query.done.as_deref());
    Ok(page(&shown))
}

fn list_note(desk: &Desk, state: &ListState, viewer: &Viewer) -> ListNote {
    ListNote {
        last: state.last.as_ref().map(|last| (last.on, last.count)),
        due: state.due,
        waiting: state
            .waiting
            .iter()
            .map(|(code, deadline)| (code.to_string(), chip(desk, deadline)))
            .collect(),
        may_publish: may_publish(&viewer.actor),
    }
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
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    viewer.enters("/members")?;
    let refuse = |e| refused(&visit.ui, &e);
    let card = one(visit, viewer, site, &code).await?;
    let code = card.member.code.clone();
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
                .consented()
                .map_or_else(|| desk.ui.t("no-target-consent"), |day| desk.ui.day(&day)),
        ),
        Fact::new(
            "standing",
            desk.ui
                .term("standing", card.member.standing_on(desk.now.date()).code()),
        ),
    ];
    let statutory = || Fact::new("statutory", desk.ui.t("member-statutory"));
    facts.extend(card.member.statutory.then(statutory));
    if let Some(left) = &card.member.left {
        let (day, cause) = (
            desk.ui.day(&left.on),
            desk.ui.term("leavecause", left.cause.code()),
        );
        facts.push(Fact::new("left", desk.ui.xy("member-left-on", day, cause)));
    }
    for (code, value) in [
        ("corporate-number", &card.corporate_number),
        ("address", &card.address),
        ("desk", &card.desk),
        ("telephone", &card.telephone),
        ("mail", &card.mail),
        ("url", &card.url),
        ("kana", &card.kana),
    ] {
        facts.push(Fact::new(code, value));
    }
    let obj = Obj::Member(code.clone());
    let proofs = site.office.proofs(&obj).await.map_err(refuse)?;
    let history = site.office.member_history(&code).await.map_err(refuse)?;
    let acts = if may_keep(&viewer.actor) {
        member_form::acts(&card.member)
    } else {
        Vec::new()
    };
    let v = MemberPage {
        deadlines: card
            .member
            .deadlines
            .open()
            .into_iter()
            .map(|deadline| {
                let proof = proofs.get(&deadline.name);
                let why = proof.map(|proof| why(&desk, deadline, proof));
                (chip(&desk, deadline), why)
            })
            .collect(),
        history: history.iter().map(|entry| moment(&desk, entry)).collect(),
        acts: acts
            .into_iter()
            .map(|act| (act, format!("/members/{code}/do/{act}")))
            .collect(),
        measures: viewer
            .enters("/measures")
            .is_ok()
            .then(|| format!("/measures?state=all&member={code}")),
        code: code.to_string(),
        name: card.name,
        facts,
        cases: rows
            .iter()
            .map(|r| row(&desk, &r.file, r.next.as_ref()))
            .collect(),
    };
    let mut shown = OneMemberPage::of(visit, &v);
    shown.f = shown.f.after(outcome.done.as_deref());
    Ok(page(&shown))
}

/// The member with this code.
pub(super) async fn one(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    code: &str,
) -> Result<MemberCard, Failure> {
    let missing = || Failure::new(Problem::NotFound);
    let code: MemberCode = code.parse().map_err(|_| missing())?;
    site.office
        .member(&viewer.actor, &code)
        .await
        .map_err(|e| refused(&visit.ui, &e))?
        .ok_or_else(missing)
}

/// The clock in words of a deadline of this name.
fn clock(desk: &Desk, deadline: &str) -> String {
    let name = deadline.split('.').next().unwrap_or_default();
    desk.ui.term("clock", name)
}

/// A record about a member, by the day that it concerns.
fn moment(desk: &Desk, entry: &Entry) -> MemberMoment {
    let (on, note) = match &entry.event {
        Event::MemberJoined(e) => (
            e.joined,
            e.consented.map_or_else(String::new, |day| {
                desk.ui.x("member-consented-on", desk.ui.day(&day))
            }),
        ),
        Event::MemberConsented(e) | Event::MemberConsentWithdrawn(e) => (e.on, String::new()),
        Event::MemberLeft(e) => (e.on, desk.ui.term("leavecause", e.cause.code())),
        Event::DeadlineStarted(e) => (entry.at.date(), desk.ui.term("clock", &e.clock)),
        Event::DeadlineStopped(e) => (entry.at.date(), clock(desk, &e.deadline)),
        Event::DeadlineEscalated(e) => (entry.at.date(), clock(desk, &e.deadline)),
        Event::DeadlineRedated(e) => (entry.at.date(), clock(desk, &e.deadline)),
        Event::MemberStatutory(e) => {
            let code = if e.statutory { "yes" } else { "no" };
            (e.on, desk.ui.term("statutory", code))
        }
        Event::MemberRestored(e) => (e.on, Measure::printed(e.measure)),
        _ => (entry.at.date(), String::new()),
    };
    MemberMoment {
        on,
        kind: entry.event.kind().replace('.', "-"),
        note,
    }
}
