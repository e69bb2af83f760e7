//! What can be asked of the office, and what it gives back.

use crate::auth::HashedPassword;
use domain::{
    account::{AccountCommand, Training},
    board::{Calling, MeetingCommand},
    case::{CaseCommand, CaseFile},
    code::DocumentKind,
    event::{Entry, PackageBuilt, RegisterTakenOver},
    folio::{FolioCommand, Fresh},
    id::{AccountId, CaseId, FolioId, MeasureId, MeetingId, MemberCode, Obj},
    measure::{MeasureCommand, Proposal},
    member::{Joining, MemberCommand},
    operation::OperationCommand,
};
use jiff::civil::Date;

/// A command.
#[derive(Clone, Debug)]
pub enum Command {
    /// Open the ledger with the first profile and calendar.
    Open {
        /// Short code of the organisation.
        organisation: String,
        /// Text of the profile.
        profile: String,
        /// Text of the calendar.
        calendar: String,
        /// First day on which the calendar applies.
        calendar_in_force: Date,
    },
    /// Note the counts of a take-over.
    NoteTakeOver(RegisterTakenOver),
    /// Note a package that was written.
    NotePackage(PackageBuilt),
    /// Change the rules or the calendar (B40-B41).
    Document {
        /// Which of the two.
        kind: DocumentKind,
        /// What is asked.
        act: DocumentAct,
    },
    /// Enter a member in the register.
    JoinMember(Joining),
    /// A command to a member of the register (B05).
    Member {
        /// Which.
        code: MemberCode,
        /// What.
        command: MemberCommand,
    },
    /// Publish the list of target businesses as the register has it today (A09).
    PublishTargets,
    /// Record a new entry of the organisation's own registers (A01-A07, B03).
    Record(Fresh),
    /// A command to such an entry.
    Folio {
        /// Which.
        id: FolioId,
        /// What.
        command: FolioCommand,
    },
    /// Something an administrator does to scheduled work, mail or clock.
    Operate {
        /// What.
        command: OperationCommand,
        /// Why.
        reason: String,
    },
    /// Propose a measure against a member (A06, B35).
    Propose(Box<Proposal>),
    /// A command to a measure.
    Measure {
        /// Which.
        id: MeasureId,
        /// The version the form showed, when it is to be unchanged.
        expected_version: Option<u32>,
        /// What.
        command: Box<MeasureCommand>,
    },
    /// Call a meeting.
    Call(Box<Calling>),
    /// A command to a meeting.
    Meeting {
        /// Which.
        id: MeetingId,
        /// What.
        command: Box<MeetingCommand>,
    },
    /// A command to an account; `None` creates one.
    Account {
        /// Which.
        id: Option<AccountId>,
        /// What.
        command: AccountCommand,
        /// The password of a new account.
        password: Option<HashedPassword>,
    },
    /// Record training for these people (A13, B11).
    Train {
        /// Who took part.
        people: Vec<AccountId>,
        /// In what.
        training: Training,
    },
    /// A command to a case; `None` begins one.
    Case {
        /// Which; for a registration the identity it is to have, which refuses a second one.
        id: Option<CaseId>,
        /// The version the form showed, when it is to be unchanged.
        expected_version: Option<u32>,
        /// What.
        command: Box<CaseCommand>,
    },
}

/// What is asked about the rules or the calendar. A calendar that comes into force computes the
/// running deadlines again in the same transaction.
#[derive(Clone, Debug)]
pub enum DocumentAct {
    /// Put a version forward.
    Propose {
        /// Its text.
        text: String,
        /// Why.
        reason: String,
    },
    /// Put a version in force without a proposal.
    Adopt {
        /// Its text.
        text: String,
        /// Reference of the resolution, where there is one.
        decision: Option<String>,
        /// Why.
        reason: String,
        /// Digest of the preview that was shown; the deadlines that move must be those.
        preview: Option<String>,
    },
    /// Put in force what somebody else put forward.
    Approve {
        /// Digest of the proposal, as it was shown.
        proposal: String,
        /// Reference of the resolution, where there is one.
        decision: Option<String>,
        /// Digest of the preview that was shown, for a calendar.
        preview: Option<String>,
    },
    /// Send back what was put forward.
    Reject {
        /// Digest of the proposal, as it was shown.
        proposal: String,
        /// Why.
        reason: String,
    },
}

impl Command {
    /// A command that begins a case.
    #[must_use]
    pub fn new_case(command: CaseCommand) -> Self {
        Self::Case {
            id: None,
            expected_version: None,
            command: Box::new(command),
        }
    }

    /// A command to a case, whatever its version.
    #[must_use]
    pub fn case(id: CaseId, command: CaseCommand) -> Self {
        Self::Case {
            id: Some(id),
            expected_version: None,
            command: Box::new(command),
        }
    }

    /// A command to a measure, whatever its version.
    #[must_use]
    pub fn measure(id: MeasureId, command: MeasureCommand) -> Self {
        Self::Measure {
            id,
            expected_version: None,
            command: Box::new(command),
        }
    }

    /// A command to a meeting.
    #[must_use]
    pub fn meeting(id: MeetingId, command: MeetingCommand) -> Self {
        Self::Meeting {
            id,
            command: Box::new(command),
        }
    }
}

/// What was done.
#[derive(Clone, Debug)]
pub struct Done {
    /// The records that were appended.
    pub entries: Vec<Entry>,
    /// The case as it now is, when the command was to one.
    pub case: Option<CaseFile>,
    /// The account, when the command was to one.
    pub account: Option<AccountId>,
}

impl Done {
    /// What these records did, where no case and no account is to be given back.
    pub(super) const fn of(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            case: None,
            account: None,
        }
    }

    /// The entry of the organisation's own registers, when the command was to one.
    #[must_use]
    pub fn folio(&self) -> Option<FolioId> {
        self.entries.first().and_then(|entry| match entry.obj {
            Obj::Folio(id) => Some(id),
            _ => None,
        })
    }

    /// The measure, when the command was to one.
    #[must_use]
    pub fn measure(&self) -> Option<MeasureId> {
        self.entries.first().and_then(|entry| match entry.obj {
            Obj::Measure(id) => Some(id),
            _ => None,
        })
    }

    /// The meeting, when the command was to one.
    #[must_use]
    pub fn meeting(&self) -> Option<MeetingId> {
        self.entries.first().and_then(|entry| match entry.obj {
            Obj::Meeting(id) => Some(id),
            _ => None,
        })
    }
}
