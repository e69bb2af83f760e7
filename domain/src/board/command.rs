//! What can be asked about meetings.

use super::Seat;
use crate::{
    code::{Attendance, Body, Choice, MeetingHearing, SignedBy},
    event::Subject,
    id::AccountId,
};
use jiff::civil::DateTime;

/// A meeting to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calling {
    /// Of which body.
    pub body: Body,
    /// When, in the organisation's time.
    pub at: DateTime,
    /// Where, and how to attend from afar.
    pub place: String,
    /// Who belongs to a committee; empty for the other bodies.
    pub committee: Vec<AccountId>,
}

/// An item with its paper (議案書).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemDraft {
    /// What it is about.
    pub subject: Subject,
    /// Title.
    pub title: String,
    /// Text.
    pub paper: String,
}

/// A command to a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingCommand {
    /// Put an item on the agenda.
    Put(ItemDraft),
    /// Write the paper of an item anew.
    Revise {
        /// The item.
        item: u32,
        /// Title.
        title: String,
        /// Text.
        paper: String,
    },
    /// Take an item off.
    WithdrawItem {
        /// The item.
        item: u32,
        /// Why.
        reason: String,
    },
    /// Send the notice with the papers.
    Notify,
    /// Agree to meet without the period of notice.
    Waive {
        /// Whose agreement.
        by: Seat,
    },
    /// Open a paper.
    Read {
        /// The item.
        item: u32,
    },
    /// Give an opinion before the meeting.
    Opine {
        /// The item.
        item: u32,
        /// Which way.
        choice: Choice,
        /// Why.
        reason: String,
    },
    /// Open the meeting.
    Open {
        /// Who presides.
        chair: Seat,
    },
    /// Somebody came.
    Arrive {
        /// Whose seat.
        seat: Seat,
        /// How.
        how: Attendance,
        /// Whether somebody from afar was seen and heard, and sees and hears the others.
        identified: bool,
    },
    /// Somebody leaves.
    Leave {
        /// Whose seat.
        seat: Seat,
    },
    /// Open the vote on an item.
    OpenItem {
        /// The item.
        item: u32,
    },
    /// The statutory member concerned is heard.
    Hear {
        /// The item.
        item: u32,
        /// How.
        how: MeetingHearing,
        /// What it said.
        words: String,
    },
    /// Vote, for oneself or written down for somebody present.
    Vote {
        /// The item.
        item: u32,
        /// Whose seat.
        seat: Seat,
        /// Which.
        choice: Choice,
        /// Digest of the paper, as it was shown.
        paper: String,
        /// Why.
        reason: String,
    },
    /// End the vote on an item.
    Resolve {
        /// The item.
        item: u32,
        /// How the deliberation went.
        course: String,
    },
    /// Close the meeting.
    Close,
    /// Cancel it before it was opened.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Write the minutes, or write them anew.
    WriteMinutes {
        /// Their text.
        text: String,
    },
    /// Approve them.
    ApproveMinutes {
        /// Digest of their text, as it was shown.
        minutes: String,
    },
    /// Register the signed minutes.
    SignMinutes {
        /// Digest of the text that was signed.
        minutes: String,
        /// SHA-256 of the scan or the signed file.
        file: String,
        /// How it was signed.
        by: SignedBy,
        /// Where the original is kept, and who signed.
        reference: String,
    },
}
