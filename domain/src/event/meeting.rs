//! Events of meetings: of the board, a committee, the general meeting.

use super::Event;
use crate::{
    board::Seat,
    code::{
        Attendance, Body, Choice, DocumentKind, MeetingHearing, Question, Resolution, SignedBy,
    },
    id::{AccountId, MeasureId},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A meeting was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingCalled {
    /// Of which body.
    pub body: Body,
    /// When it is held.
    pub at: Timestamp,
    /// Who belongs to it, each with the number of their votes.
    pub seats: Vec<Seated>,
    /// The statutory auditors in office: where the notice period is waived, they agree too.
    pub kanji: Vec<AccountId>,
    /// Digest of the profile whose rules of majority apply.
    pub profile: String,
}

/// A seat and its votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seated {
    /// Whose.
    pub seat: Seat,
    /// How many votes.
    pub votes: u32,
}

/// What an item of the agenda is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case", deny_unknown_fields)]
pub enum Subject {
    /// A question about a measure against a member.
    Measure {
        /// The measure.
        measure: MeasureId,
        /// What is asked.
        question: Question,
    },
    /// A version of the rules or of the calendar that was put forward (B40).
    Rules {
        /// Which of the two.
        document: DocumentKind,
        /// Digest of its text.
        digest: String,
    },
    /// Something the rules leave open (B40).
    Other {},
    /// A report, on which nobody votes.
    Report {},
}

/// An item was put on the agenda, or its paper was written anew before the vote ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemPut {
    /// Its number on the agenda, from 1.
    pub item: u32,
    /// What it is about.
    pub subject: Subject,
    /// Digest of its paper, over title and text.
    pub paper: String,
}

/// About one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemNamed {
    /// Its number.
    pub item: u32,
}

/// The notice went to everybody who belongs to the meeting, with the papers as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingNotified {}

/// Somebody agreed to meet without the period of notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWaived {
    /// Whose seat; a statutory auditor has none.
    pub by: Seat,
}

/// A director opened a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperRead {
    /// The item.
    pub item: u32,
    /// Whose seat.
    pub seat: Seat,
    /// Digest of the paper that was read.
    pub paper: String,
}

/// An opinion before the meeting, which is never counted (事前意見).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpinionGiven {
    /// The item.
    pub item: u32,
    /// Whose seat.
    pub seat: Seat,
    /// Which way it leans.
    pub choice: Choice,
}

/// The meeting was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingOpened {
    /// Who presides.
    pub chair: Seat,
    /// When, as the record of the meeting says.
    pub at: Timestamp,
}

/// Somebody came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatTaken {
    /// Whose seat.
    pub seat: Seat,
    /// How they attend. Whoever attends from afar was seen and heard both ways.
    pub how: Attendance,
    /// When.
    pub at: Timestamp,
}

/// Somebody left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatLeft {
    /// Whose seat.
    pub seat: Seat,
    /// When.
    pub at: Timestamp,
}

/// A statutory member was heard at the meeting that decides on its expulsion (General Incorporated
/// Associations Act article 30).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberHeard {
    /// The item.
    pub item: u32,
    /// How.
    pub how: MeetingHearing,
}

/// A vote was given, by the person or written down by the secretariat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteGiven {
    /// The item.
    pub item: u32,
    /// Whose.
    pub seat: Seat,
    /// Which.
    pub choice: Choice,
    /// Digest of the paper it was given on.
    pub paper: String,
}

/// How an item came out, with everything the majority follows from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Seats that may decide on this item.
    pub eligible: u32,
    /// Seats that may not, because of an interest or their part in the procedure.
    pub excluded: u32,
    /// Of the eligible, those present.
    pub present: u32,
    /// Seats for.
    pub yes: u32,
    /// Seats against.
    pub no: u32,
    /// Seats that abstain.
    pub abstain: u32,
    /// Votes of all eligible seats.
    pub all_votes: u32,
    /// Votes of those present.
    pub present_votes: u32,
    /// Votes for.
    pub yes_votes: u32,
}

/// The vote on an item ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemResolved {
    /// The item.
    pub item: u32,
    /// What was counted.
    pub tally: Tally,
    /// What came of it.
    pub resolution: Resolution,
}

/// The meeting was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingClosed {
    /// When, as the record of the meeting says.
    pub at: Timestamp,
}

/// Minutes were written, or written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesWritten {
    /// Digest of their text.
    pub minutes: String,
}

/// The signed minutes were registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesSigned {
    /// Digest of the minutes' text that was signed.
    pub minutes: String,
    /// SHA-256 of the scan or of the signed file, hexadecimal.
    pub file: String,
    /// How it was signed.
    pub by: SignedBy,
}

impl Event {
    /// The item of an agenda that it is about.
    #[must_use]
    pub const fn item(&self) -> Option<u32> {
        match self {
            Self::ItemPut(e) | Self::ItemRevised(e) => Some(e.item),
            Self::ItemWithdrawn(e) | Self::ItemOpened(e) => Some(e.item),
            Self::PaperRead(e) => Some(e.item),
            Self::OpinionGiven(e) => Some(e.item),
            Self::MemberHeard(e) => Some(e.item),
            Self::VoteGiven(e) => Some(e.item),
            Self::ItemResolved(e) => Some(e.item),
            _ => None,
        }
    }

    /// Whether it is about the minutes of a meeting.
    #[must_use]
    pub const fn is_minutes(&self) -> bool {
        matches!(
            self,
            Self::MinutesWritten(_) | Self::MinutesApproved(_) | Self::MinutesSigned(_)
        )
    }
}
