//! The complaint case (3.1 of the state machines): from the telephone ringing to the closed file.
//!
//! [`decide`] says what follows from a command, [`CaseFile::evolve`] what a record makes of the
//! file. Both are pure: the same records always give the same file, and a file is all that a
//! decision sees. Acts that need two people are put forward by one and approved by another, bound
//! to the digest of what was put forward.

mod command;
mod cooperation;
mod decide;
mod declared;
mod file;
mod filing;
mod issue;
mod matter;
mod number;
mod opportunity;
mod purge;
mod stage;
mod step;
mod takeover;

pub use command::{Answer, Attach, CaseCommand, Motion, Registration, Reply};
pub use cooperation::{Cooperation, CooperationCommand, SUSPICION_LEVEL};
pub use decide::{Context, Facts, decide, decide_in_part};
pub use declared::Declared;
pub use file::{CaseFile, Proposal, TimeWanted};
pub use filing::{
    Filing, FilingCommand, IdentityCheck, LAPSE_REMINDERS, holds_my_number, needed_papers,
};
pub use issue::Issue;
pub use matter::{Beside, Link, MatterCommand, Prevention, Reclassification};
pub use number::{BadNumber, Number};
pub use opportunity::{CURE, Opportunity, OpportunityCommand};
pub use purge::last_day_of_image;
pub use stage::Stage;
pub use step::Step;
pub use takeover::{NumberUse, TakeOver};

use crate::{
    code::{Ground, Outcome, Referral, Withholding},
    id::{AccountId, MemberCode},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// About whom a matter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Respondent {
    /// A member of the organisation.
    Member {
        /// Which.
        member: MemberCode,
    },
    /// A business that is no member: answered or referred (B22).
    NonMember {},
    /// Not yet known.
    Unknown {},
    /// The organisation itself (B21).
    Body {},
}

impl Respondent {
    /// The member, when it is one.
    #[must_use]
    pub const fn member(&self) -> Option<&MemberCode> {
        match self {
            Self::Member { member } => Some(member),
            _ => None,
        }
    }

    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Member { .. } => "member",
            Self::NonMember {} => "non_member",
            Self::Unknown {} => "unknown",
            Self::Body {} => "body",
        }
    }
}

/// An act that two people carry out: the handler puts it forward, a supervisor approves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Accept the complaint (受理).
    Accept {},
    /// Find it out of scope (B22-B26, A16-A23).
    OutOfScope {
        /// Why.
        ground: Ground,
    },
    /// Suspend handling (A15).
    Suspend {
        /// Why.
        ground: Ground,
        /// The day from which it is to count, when that is not the day of the approval.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
    },
    /// Discontinue handling (A15).
    Discontinue {
        /// Why.
        ground: Ground,
        /// To whom the complainant is referred.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        referral: Option<Referral>,
    },
    /// Not handle a part, and go on with the rest (A17).
    RefusePart {
        /// Why.
        ground: Ground,
        /// To whom the complainant is referred with that part.
        referral: Referral,
    },
    /// Not notify the member (A30, B33).
    Withhold {
        /// Why.
        because: Withholding,
    },
    /// Issue a letter that a second person reads first (B41).
    Issue {
        /// Which, and how it is sent; its words stand beside it.
        letter: Issue,
    },
    /// Close the case.
    Close {
        /// How it ended.
        outcome: Outcome,
        /// To whom the complainant is referred; needed when there is no agreement (B39).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        referral: Option<Referral>,
        /// Who sees to an action against recurrence; nobody when none is needed (B07).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prevention: Option<AccountId>,
    },
}

impl Act {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Accept {} => "accept",
            Self::OutOfScope { .. } => "out_of_scope",
            Self::Suspend { .. } => "suspend",
            Self::Discontinue { .. } => "discontinue",
            Self::RefusePart { .. } => "refuse_part",
            Self::Withhold { .. } => "withhold",
            Self::Issue { letter } => letter.code(),
            Self::Close { .. } => "close",
        }
    }
}
