//! One meeting: agenda, notice, seats and presence, quorum and majority of each item, what can be
//! done now.

use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    map::board::Sitting,
    page::case::Outcome,
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    view::board::MeetingView,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    board::{Item, Seat},
    id::{AccountId, MeetingId},
    profile::BoardRules,
};
use poem::{
    Response, Result, handler,
    web::{Data, Path, Query},
};
use store::desk::{MeasureDossier, MeetingDossier};

/// The page.
#[derive(Debug, Template)]
#[template(path = "board_meeting.html")]
pub struct MeetingPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a MeetingView,
}

impl<'a> MeetingPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a MeetingView) -> Self {
        Self {
            f: Frame::of(visit, &name(visit, &v.head.line.body, v.head.line.number)),
            v,
        }
    }
}

/// A meeting's name: 第3回理事会.
pub(crate) fn name(visit: &Visit, body: &str, number: u32) -> String {
    visit.ui.xy(
        "board-meeting-name",
        number.to_string(),
        visit.ui.term("body", body),
    )
}

/// A meeting as it was read for one page.
pub(crate) struct Room {
    pub(crate) desk: Desk,
    pub(crate) dossier: MeetingDossier,
    pub(crate) rules: BoardRules,
}

impl Room {
    /// Reads the meeting. For whom none exists it is not found.
    pub(crate) async fn load(
        visit: &Visit,
        viewer: &Viewer,
        site: &Site,
        number: &str,
    ) -> Result<Self, Failure> {
        let missing = || Failure::new(Problem::NotFound);
        let refuse = |e| refused(&visit.ui, &e);
        let id: MeetingId = number.parse().map_err(|_| missing())?;
        let found = site.office.meeting(&viewer.actor, id).await;
        let dossier = found.map_err(refuse)?.ok_or_else(missing)?;
        let meeting = &dossier.meeting;
        let profile = site.office.profile_with(&meeting.profile).await;
        let rules = profile.map_err(refuse)?.ok_or_else(missing)?.board.clone();
        let mut people: Vec<AccountId> = meeting.seats.keys().filter_map(Seat::person).collect();
        people.extend(&meeting.kanji);
        people.extend(meeting.minutes.iter().flat_map(|m| m.by.people()));
        let desk = site.desk_with(visit, viewer, people).await?;
        Ok(Self {
            desk,
            dossier,
            rules,
        })
    }

    /// What the maps look at.
    pub(crate) fn sitting(&self) -> Sitting<'_> {
        Sitting {
            desk: &self.desk,
            dossier: &self.dossier,
            rules: &self.rules,
        }
    }

    /// An item, which exists for the reader.
    pub(crate) fn item(&self, number: &str) -> Result<(u32, &Item), Failure> {
        let missing = || Failure::new(Problem::NotFound);
        let number: u32 = number.parse().map_err(|_| missing())?;
        let item = self.sitting().item(number).ok_or_else(missing)?;
        Ok((number, item))
    }

    /// The measure an item is about, when its paper opens for the reader.
    pub(crate) async fn measure(
        &self,
        visit: &Visit,
        site: &Site,
        item: &Item,
    ) -> Result<Option<MeasureDossier>, Failure> {
        match item.measure() {
            Some(id) if self.sitting().gate(item) == "open" => {
                let found = site.office.measure(&self.desk.actor, id).await;
                found.map_err(|e| refused(&visit.ui, &e))
            }
            _ => Ok(None),
        }
    }
}

/// What the page shows.
fn shown(sitting: &Sitting<'_>) -> MeetingView {
    let meeting = sitting.meeting();
    MeetingView {
        head: sitting.head(None),
        opened: meeting.opened_at,
        closed: meeting.closed_at,
        notice: sitting.notice(),
        seats: sitting.seats(),
        bars: sitting
            .items()
            .map(|(number, item)| {
                (
                    sitting.line(number, item, None),
                    item.is_voted_on().then(|| sitting.bar(number, item)),
                    sitting.item_steps(number, item),
                )
            })
            .collect(),
        steps: sitting.steps(),
    }
}

/// `/board/meetings/{id}`
#[handler]
pub(crate) async fn get_meeting(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(number): Path<String>,
    Query(outcome): Query<Outcome>,
) -> Result<Response> {
    let room = Room::load(visit, viewer, site, &number).await?;
    let v = shown(&room.sitting());
    let mut page_of = MeetingPage::of(visit, &v);
    page_of.f = page_of.f.after(outcome.done.as_deref());
    Ok(page(&page_of))
}
