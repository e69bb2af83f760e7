//! What is in force when: versions of rules and calendar, their differences, and what waits.

use super::{
    board::Reference,
    calendar::{Moves, WaitingVersion},
    form::Form,
};
use domain::time::Timestamp;
use jiff::civil::Date;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLine {
    /// First day on which it applies.
    pub in_force: Date,
    /// Whether it applies today.
    pub applies: bool,
    /// The digest, shortened.
    pub digest: String,
    /// Where it can be read.
    pub href: String,
    /// Where its difference to the version before is, or empty.
    pub changes: String,
    /// Reference of the resolution, or empty.
    pub decision: String,
    /// Who put it in force.
    pub actor: String,
    /// When.
    pub at: Timestamp,
    /// The record's number.
    pub seq: u64,
}

impl VersionLine {
    /// The resolution it rests on, when that was one of a meeting recorded here.
    #[must_use]
    pub fn resolution(&self) -> Option<Reference> {
        Reference::read(&self.decision)
    }
}

/// The page 規程・暦.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The rules' name.
    pub title: String,
    /// The organ's name (B04).
    pub organ: String,
    /// Versions of the rules.
    pub profiles: Vec<VersionLine>,
    /// Versions of the calendar.
    pub calendars: Vec<VersionLine>,
    /// The rules that wait for approval.
    pub waiting_profile: Option<WaitingVersion>,
    /// The calendar that waits for approval.
    pub waiting_calendar: Option<WaitingVersion>,
    /// The form that checks a new version, for those who may put one forward.
    pub form: Option<Form>,
}

/// A clock of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockLine {
    /// Its name.
    pub name: String,
    /// The clause it serves.
    pub clause: String,
    /// On whom it waits.
    pub waits_on: String,
    /// How long, in words.
    pub period: String,
    /// How it can be extended, in words, or empty.
    pub extension: String,
    /// Its steps in words.
    pub ladder: Vec<String>,
}

/// One version of the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileView {
    /// The rules' name.
    pub title: String,
    /// The digest.
    pub digest: String,
    /// First day on which it applies.
    pub in_force: Date,
    /// Grounds for not handling a matter, by code.
    pub grounds: Vec<String>,
    /// The clocks.
    pub clocks: Vec<ClockLine>,
    /// The text.
    pub text: String,
}

/// A change between two versions of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// Where: `clock.MEMBER_REPLY.period`.
    pub path: String,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
    /// Who can put it in force.
    pub authority: String,
}

/// The difference between two versions, and what can be done about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Digest of the older version, shortened.
    pub older: String,
    /// Digest of the newer version, shortened.
    pub newer: String,
    /// First day of the newer version.
    pub in_force: Option<Date>,
    /// The changes of the rules.
    pub changes: Vec<ChangeLine>,
    /// The authority the whole needs, or empty.
    pub authority: String,
    /// What a calendar moves.
    pub moves: Option<Moves>,
    /// Who put it forward and why, when it waits.
    pub waiting: Option<WaitingVersion>,
    /// The resolution that adopted it, when a meeting has.
    pub resolved: Option<Reference>,
    /// The form that puts it forward or approves it.
    pub form: Option<Form>,
    /// The form that sends it back.
    pub reject: Option<Form>,
}
