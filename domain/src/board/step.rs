//! What can be done about a meeting now, and by whom: the secretariat can run all of it for people
//! who raise their hands.

use super::{Item, ItemState, Meeting, MeetingCommand};
use crate::{
    access::{Actor, DESK},
    code::{MeetingStage as Stage, Role},
    event::Subject,
};

macro_rules! steps {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// What can be done about a meeting, by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MeetingStep { $($(#[$doc])* $variant),+ }

        impl MeetingStep {
            /// Every step, in the order of a meeting.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name, as addresses write it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

steps! {
    /// Put an item on the agenda.
    Put = "put",
    /// Write a paper anew.
    Revise = "revise",
    /// Take an item off.
    WithdrawItem = "withdraw-item",
    /// Send the notice.
    Notify = "notify",
    /// Agree to a shorter notice.
    Waive = "waive",
    /// Open a paper.
    Read = "read",
    /// Give an opinion before.
    Opine = "opine",
    /// Open the meeting.
    Open = "open",
    /// Somebody came.
    Arrive = "arrive",
    /// Somebody leaves.
    Leave = "leave",
    /// Open a vote.
    OpenItem = "open-item",
    /// Hear the member.
    Hear = "hear",
    /// Vote.
    Vote = "vote",
    /// End a vote.
    Resolve = "resolve",
    /// Close the meeting.
    Close = "close",
    /// Cancel it.
    Cancel = "cancel",
    /// Write the minutes.
    WriteMinutes = "write-minutes",
    /// Approve them.
    ApproveMinutes = "approve-minutes",
    /// Register them signed.
    SignMinutes = "sign-minutes",
}

impl MeetingStep {
    /// The step with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.name() == name)
    }

    /// The step of a command.
    #[must_use]
    pub const fn of(command: &MeetingCommand) -> Self {
        use MeetingCommand as C;
        match command {
            C::Put(_) => Self::Put,
            C::Revise { .. } => Self::Revise,
            C::WithdrawItem { .. } => Self::WithdrawItem,
            C::Notify => Self::Notify,
            C::Waive { .. } => Self::Waive,
            C::Read { .. } => Self::Read,
            C::Opine { .. } => Self::Opine,
            C::Open { .. } => Self::Open,
            C::Arrive { .. } => Self::Arrive,
            C::Leave { .. } => Self::Leave,
            C::OpenItem { .. } => Self::OpenItem,
            C::Hear { .. } => Self::Hear,
            C::Vote { .. } => Self::Vote,
            C::Resolve { .. } => Self::Resolve,
            C::Close => Self::Close,
            C::Cancel { .. } => Self::Cancel,
            C::WriteMinutes { .. } => Self::WriteMinutes,
            C::ApproveMinutes { .. } => Self::ApproveMinutes,
            C::SignMinutes { .. } => Self::SignMinutes,
        }
    }

    /// Whether the state of the meeting allows it for some item.
    #[must_use]
    pub fn is_possible(self, meeting: &Meeting) -> bool {
        let any = |fits: fn(&Item) -> bool| meeting.items.iter().any(fits);
        let open = meeting.stage == Stage::Open;
        let before = matches!(meeting.stage, Stage::Prepared | Stage::Notified);
        let held = before || open;
        match self {
            Self::Put => meeting.stage == Stage::Prepared,
            Self::Revise => held && any(|item| !item.is_over()),
            Self::WithdrawItem => held && any(|item| matches!(item.state, ItemState::Listed {})),
            Self::Notify => meeting.stage == Stage::Prepared && any(|item| !item.is_over()),
            Self::Waive | Self::Cancel => before,
            Self::Read => {
                matches!(meeting.stage, Stage::Notified | Stage::Open | Stage::Closed)
            }
            Self::Opine | Self::Open => meeting.stage == Stage::Notified,
            Self::Arrive => open,
            Self::Leave => open && meeting.presence.values().any(|p| p.until.is_none()),
            Self::OpenItem => open && any(|item| matches!(item.state, ItemState::Listed {})),
            Self::Hear | Self::Vote | Self::Resolve => open && any(Item::is_open),
            Self::Close => open && meeting.items.iter().all(Item::is_over),
            Self::WriteMinutes => {
                meeting.stage == Stage::Closed
                    && meeting.minutes.as_ref().is_none_or(|m| m.signed.is_none())
            }
            Self::ApproveMinutes => meeting
                .minutes
                .as_ref()
                .is_some_and(|m| m.approved_at.is_none()),
            Self::SignMinutes => meeting
                .minutes
                .as_ref()
                .is_some_and(|m| m.approved_at.is_some() && m.signed.is_none()),
        }
    }
}

/// Who runs meetings.
pub(super) const CONVENERS: &[Role] = &[Role::Secretariat, Role::President];

/// Whether `actor` plays the part that takes `step`.
#[must_use]
pub fn may(actor: &Actor, step: MeetingStep) -> bool {
    use MeetingStep as S;
    let sits = &[Role::Director, Role::President, Role::Kanji];
    match step {
        S::Read | S::Opine | S::ApproveMinutes => actor.is_any(sits),
        S::Vote | S::Waive => actor.is_any(sits) || actor.is(Role::Secretariat),
        _ => actor.is_any(CONVENERS),
    }
}

impl Actor {
    /// Whether meetings exist for them. What an item is about may still be hidden.
    #[must_use]
    pub fn reaches_meetings(&self) -> bool {
        self.is_any(DESK)
            || self.is_any(&[
                Role::Director,
                Role::President,
                Role::Kanji,
                Role::Secretariat,
                Role::ComplianceLead,
                Role::RecordsManager,
                Role::Publisher,
                Role::Auditor,
            ])
    }

    /// Whether they run meetings.
    #[must_use]
    pub fn runs_meetings(&self) -> bool {
        self.is_any(CONVENERS)
    }
}

impl Subject {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Measure { .. } => "measure",
            Self::Rules { .. } => "rules",
            Self::Other {} => "other",
            Self::Report {} => "report",
        }
    }
}
