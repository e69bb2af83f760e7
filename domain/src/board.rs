//! Meetings that decide: the board, a committee, the general meeting (`domain.md` section 4).
//!
//! A vote exists only in a meeting, between opening and end of the vote, by those who were recorded as
//! present, on the paper as it then was. Whoever has an interest counts neither among those who may
//! decide nor among those who do. How many of whom are needed follows from the body and the measure
//! ([`Majority`]), and is stored with every result.

mod command;
mod decide;
mod majority;
mod minutes;
mod seat;
mod step;

pub use command::{Calling, ItemDraft, MeetingCommand};
pub use decide::{Context, Facts, call, decide, tally_now};
pub use majority::{Majority, outcome};
pub use minutes::{Minutes, Signature};
pub use seat::{BadSeat, Seat};
pub use step::{MeetingStep, may};

use crate::{
    chain::{Hash, canonical},
    code::{Attendance, Body, Choice, MeetingHearing, MeetingStage, Resolution},
    event::{Entry, Event, Seated, Subject, Tally},
    id::{AccountId, MeasureId, MeetingId, Obj},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its number.
    pub id: MeetingId,
    /// Of which body.
    pub body: Body,
    /// When it is to be held.
    pub at: Timestamp,
    /// How far it is.
    pub stage: MeetingStage,
    /// Who belongs to it, and how many votes each has.
    pub seats: BTreeMap<Seat, u32>,
    /// The statutory auditors in office.
    pub kanji: Vec<AccountId>,
    /// Digest of the profile whose rules of majority apply.
    pub profile: String,
    /// When the notice went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified_at: Option<Timestamp>,
    /// Who agreed to meet without the period of notice.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub waived: BTreeSet<Seat>,
    /// The agenda; an item's number is its place, from 1.
    pub items: Vec<Item>,
    /// Who came.
    pub presence: BTreeMap<Seat, Presence>,
    /// Who presides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Seat>,
    /// When it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Its minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// The record that began it.
    pub first_seq: u64,
    /// Rises with every record of its own.
    pub version: u32,
}

/// An item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is about.
    pub subject: Subject,
    /// Digest of its paper (議案書).
    pub paper: String,
    /// The record that holds the paper.
    pub seq: u64,
    /// The papers it had before, with the records that hold them: what was revised can be compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<(String, u64)>,
    /// How far it is.
    pub state: ItemState,
    /// Who read which paper.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub read: BTreeMap<Seat, String>,
    /// Opinions before the meeting: shown, never counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub opinions: BTreeMap<Seat, Choice>,
    /// How the member was heard at the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<MeetingHearing>,
    /// The votes on the paper as it is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub votes: BTreeMap<Seat, Ballot>,
    /// How many votes became void because the paper changed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub void: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// A vote that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Which.
    pub choice: Choice,
    /// The record that holds its reason.
    pub seq: u64,
}

/// How far an item is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ItemState {
    /// On the agenda.
    Listed {},
    /// The vote is open.
    Open {
        /// Since when.
        at: Timestamp,
    },
    /// The vote ended.
    Resolved {
        /// When.
        at: Timestamp,
        /// What was counted.
        tally: Tally,
        /// What came of it.
        resolution: Resolution,
        /// The record.
        seq: u64,
    },
    /// Taken off.
    Withdrawn {},
}

/// Somebody's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// How they attend.
    pub how: Attendance,
    /// Since when.
    pub since: Timestamp,
    /// Until when, once they left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// The digest of a paper, over its title and its text.
#[must_use]
pub fn paper_digest(title: &str, paper: &str) -> String {
    let bytes = canonical(&(title.trim(), paper.trim())).unwrap_or_default();
    Hash::of(&bytes).to_string()
}

/// The digest of minutes.
#[must_use]
pub fn minutes_digest(text: &str) -> String {
    Hash::of(text.trim().as_bytes()).to_string()
}

impl Item {
    /// The measure it is about.
    #[must_use]
    pub const fn measure(&self) -> Option<MeasureId> {
        match self.subject {
            Subject::Measure { measure, .. } => Some(measure),
            _ => None,
        }
    }

    /// Whether its vote is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, ItemState::Open { .. })
    }

    /// Whether nothing more happens to it.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(
            self.state,
            ItemState::Resolved { .. } | ItemState::Withdrawn {}
        )
    }

    /// Whether people vote on it.
    #[must_use]
    pub const fn is_voted_on(&self) -> bool {
        !matches!(self.subject, Subject::Report {})
    }

    fn put(&mut self, subject: &Subject, paper: &str, seq: u64) {
        let old = std::mem::replace(&mut self.paper, paper.to_owned());
        self.earlier.push((old, self.seq));
        self.seq = seq;
        self.subject = subject.clone();
        // A vote binds to what was voted on (content changed after: vote void).
        self.void += u32::try_from(self.votes.len()).unwrap_or(u32::MAX);
        self.votes.clear();
    }
}

impl Meeting {
    /// The meeting that this record begins, if it does.
    #[must_use]
    pub fn begin(entry: &Entry) -> Option<Self> {
        let (Obj::Meeting(id), Event::MeetingCalled(e)) = (&entry.obj, &entry.event) else {
            return None;
        };
        let votes = |seated: &Seated| (seated.seat.clone(), seated.votes);
        Some(Self {
            id: *id,
            body: e.body,
            at: e.at,
            stage: MeetingStage::Prepared,
            seats: e.seats.iter().map(votes).collect(),
            kanji: e.kanji.clone(),
            profile: e.profile.clone(),
            notified_at: None,
            waived: BTreeSet::new(),
            items: Vec::new(),
            presence: BTreeMap::new(),
            chair: None,
            opened_at: None,
            closed_at: None,
            minutes: None,
            first_seq: entry.seq,
            version: 1,
        })
    }

    /// The meeting after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        self.version += 1;
        match &entry.event {
            Event::ItemPut(e) => self.items.push(Item {
                subject: e.subject.clone(),
                paper: e.paper.clone(),
                seq: entry.seq,
                earlier: Vec::new(),
                state: ItemState::Listed {},
                read: BTreeMap::new(),
                opinions: BTreeMap::new(),
                heard: None,
                votes: BTreeMap::new(),
                void: 0,
            }),
            Event::ItemRevised(e) => {
                if let Some(item) = self.item_mut(e.item) {
                    item.put(&e.subject, &e.paper, entry.seq);
                }
            }
            Event::ItemWithdrawn(e) => self.set(e.item, ItemState::Withdrawn {}),
            Event::MeetingNotified(_) => {
                self.notified_at = Some(entry.at);
                self.stage = MeetingStage::Notified;
            }
            Event::NoticeWaived(e) => {
                self.waived.insert(e.by.clone());
            }
            Event::PaperRead(e) => {
                if let Some(item) = self.item_mut(e.item) {
                    item.read.insert(e.seat.clone(), e.paper.clone());
                }
            }
            Event::OpinionGiven(e) => {
                if let Some(item) = self.item_mut(e.item) {
                    item.opinions.insert(e.seat.clone(), e.choice);
                }
            }
            Event::MeetingOpened(e) => {
                self.chair = Some(e.chair.clone());
                self.opened_at = Some(e.at);
                self.stage = MeetingStage::Open;
            }
            Event::SeatTaken(e) => {
                let presence = Presence {
                    how: e.how,
                    since: e.at,
                    until: None,
                };
                self.presence.insert(e.seat.clone(), presence);
            }
            Event::SeatLeft(e) => {
                if let Some(presence) = self.presence.get_mut(&e.seat) {
                    presence.until = Some(e.at);
                }
                // Who leaves before the vote ends has not voted.
                for item in self.items.iter_mut().filter(|item| item.is_open()) {
                    item.votes.remove(&e.seat);
                }
            }
            Event::ItemOpened(e) => self.set(e.item, ItemState::Open { at: entry.at }),
            Event::MemberHeard(e) => {
                if let Some(item) = self.item_mut(e.item) {
                    item.heard = Some(e.how);
                }
            }
            Event::VoteGiven(e) => {
                let ballot = Ballot {
                    choice: e.choice,
                    seq: entry.seq,
                };
                if let Some(item) = self.item_mut(e.item) {
                    item.votes.insert(e.seat.clone(), ballot);
                }
            }
            Event::ItemResolved(e) => self.set(
                e.item,
                ItemState::Resolved {
                    at: entry.at,
                    tally: e.tally,
                    resolution: e.resolution,
                    seq: entry.seq,
                },
            ),
            Event::MeetingClosed(e) => {
                self.closed_at = Some(e.at);
                self.stage = MeetingStage::Closed;
            }
            Event::MeetingCancelled(_) => self.stage = MeetingStage::Cancelled,
            Event::MinutesWritten(_) | Event::MinutesApproved(_) | Event::MinutesSigned(_) => {
                self.minutes = Minutes::after(self.minutes.take(), entry);
            }
            _ => {}
        }
    }

    /// An item by its number.
    #[must_use]
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(place(number)?)
    }

    fn item_mut(&mut self, number: u32) -> Option<&mut Item> {
        self.items.get_mut(place(number)?)
    }

    fn set(&mut self, number: u32, state: ItemState) {
        if let Some(item) = self.item_mut(number) {
            item.state = state;
        }
    }

    /// The items with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u32, &Item)> {
        (1..).zip(&self.items)
    }

    /// Whether somebody is there now.
    #[must_use]
    pub fn is_present(&self, seat: &Seat) -> bool {
        self.presence
            .get(seat)
            .is_some_and(|presence| presence.until.is_none())
    }

    /// Everybody who is to be there: the seats, which have the votes, and the statutory auditors, who
    /// have none and are named in the minutes (General Incorporated Associations Act, articles 95, 101).
    pub fn everybody(&self) -> impl Iterator<Item = Seat> + '_ {
        let kanji = self.kanji.iter().map(|id| Seat::Person(*id));
        self.seats.keys().cloned().chain(kanji)
    }

    /// Whether somebody sat there, and so can say whether the minutes are right. At a general meeting
    /// that is not known of a person: the seats are members'.
    #[must_use]
    pub fn sat(&self, person: AccountId) -> bool {
        self.body == Body::GeneralMeeting || self.presence.contains_key(&Seat::Person(person))
    }

    /// Whether everybody agreed to meet without the period of notice: all seats, and the statutory
    /// auditors too.
    #[must_use]
    pub fn is_waived(&self) -> bool {
        self.everybody().all(|seat| self.waived.contains(&seat))
    }

    /// Whether minutes should have been signed by now and are not (未署名).
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        self.stage == MeetingStage::Closed
            && self.minutes.as_ref().is_none_or(|m| m.signed.is_none())
    }

    /// The measures it decides on.
    pub fn measures(&self) -> impl Iterator<Item = MeasureId> + '_ {
        self.items.iter().filter_map(Item::measure)
    }
}

fn place(number: u32) -> Option<usize> {
    usize::try_from(number.checked_sub(1)?).ok()
}
