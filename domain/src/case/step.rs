//! The steps that a state allows: one table for decisions, screens and the answer 409.

use super::{CaseCommand, CaseFile, Respondent, Stage};
use crate::{code::CaseKind, member_request::RequestState};

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// A named transition.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Step { $($(#[$doc])* $name),+ }

        impl Step {
            /// Every step, in the order of the procedure.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name in addresses, the interface and refusals.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The step with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($code => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

steps! {
    /// Confirm receipt.
    Acknowledge = "acknowledge",
    /// Give to a handler.
    Assign = "assign",
    /// Answer at once.
    Answer = "answer",
    /// Put acceptance forward.
    ProposeAcceptance = "propose-acceptance",
    /// Put out-of-scope forward.
    ProposeOutOfScope = "propose-out-of-scope",
    /// Reply that it is out of scope.
    ReplyOutOfScope = "reply-out-of-scope",
    /// Ask the member.
    IssueRequest = "issue-request",
    /// Record the delivery.
    RecordDelivery = "record-delivery",
    /// Record the reply.
    RecordReply = "record-reply",
    /// Find the reply sufficient.
    AcceptReply = "accept-reply",
    /// Return the reply.
    ReturnReply = "return-reply",
    /// Show the direction.
    SendDirection = "send-direction",
    /// Record the complainant's will.
    RecordWill = "record-will",
    /// Put closing forward.
    ProposeClosing = "propose-closing",
    /// Put suspension forward.
    ProposeSuspension = "propose-suspension",
    /// Take up again.
    Resume = "resume",
    /// Grant more time.
    ExtendDeadline = "extend-deadline",
    /// Approve.
    Approve = "approve",
    /// Send back.
    Reject = "reject",
    /// Write a note.
    Note = "note",
}

impl Step {
    /// The step that a command to an existing case takes; none begins one.
    #[must_use]
    pub const fn of(command: &CaseCommand) -> Option<Self> {
        Some(match command {
            CaseCommand::Register(_) | CaseCommand::TakeOver(_) => return None,
            CaseCommand::Acknowledge => Self::Acknowledge,
            CaseCommand::Assign { .. } | CaseCommand::AssignUntrained { .. } => Self::Assign,
            CaseCommand::Answer { .. } => Self::Answer,
            CaseCommand::Propose { act, .. } => match act {
                super::Act::Accept {} => Self::ProposeAcceptance,
                super::Act::OutOfScope { .. } => Self::ProposeOutOfScope,
                super::Act::Suspend { .. } => Self::ProposeSuspension,
                super::Act::Close { .. } => Self::ProposeClosing,
            },
            CaseCommand::Approve { .. } => Self::Approve,
            CaseCommand::Reject { .. } => Self::Reject,
            CaseCommand::ReplyOutOfScope { .. } => Self::ReplyOutOfScope,
            CaseCommand::IssueRequest { .. } => Self::IssueRequest,
            CaseCommand::RecordDelivery { .. } => Self::RecordDelivery,
            CaseCommand::RecordReply(_) => Self::RecordReply,
            CaseCommand::AcceptReply { .. } => Self::AcceptReply,
            CaseCommand::ReturnReply { .. } => Self::ReturnReply,
            CaseCommand::SendDirection { .. } => Self::SendDirection,
            CaseCommand::RecordWill { .. } => Self::RecordWill,
            CaseCommand::Resume { .. } => Self::Resume,
            CaseCommand::ExtendDeadline { .. } => Self::ExtendDeadline,
            CaseCommand::Note { .. } => Self::Note,
        })
    }

    /// Whether the state of the file allows it. Who may take it is another question (`access`).
    #[must_use]
    pub fn is_possible(self, file: &CaseFile) -> bool {
        use Stage::{
            Accepted, AwaitingMember, Closed, Confirming, Direction, OutOfScope, Received,
            Reviewing, Screening, Suspended,
        };
        let open = file.is_open();
        let suspended = matches!(file.stage, Suspended { .. });
        let undecided = file.proposal.is_none();
        match self {
            Self::Acknowledge => matches!(file.stage, Received {}),
            Self::Assign => open,
            // An everyday call, or a matter about a business that is no member (B22, B31).
            Self::Answer => {
                matches!(file.stage, Received {} | Screening {})
                    && (file.kind != CaseKind::Complaint
                        || matches!(
                            file.respondent,
                            Respondent::NonMember {} | Respondent::Unknown {}
                        ))
            }
            Self::ProposeAcceptance => {
                matches!(file.stage, Screening {})
                    && undecided
                    && file.kind == CaseKind::Complaint
                    && matches!(
                        file.respondent,
                        Respondent::Member { .. } | Respondent::Body {}
                    )
            }
            Self::ProposeOutOfScope => matches!(file.stage, Screening {}) && undecided,
            Self::ReplyOutOfScope => matches!(file.stage, OutOfScope { .. }),
            Self::IssueRequest => matches!(file.stage, Accepted {}),
            Self::RecordDelivery => {
                matches!(file.stage, AwaitingMember {})
                    && file
                        .current_request()
                        .is_some_and(|r| matches!(r.state, RequestState::Issued { .. }))
            }
            Self::RecordReply => matches!(file.stage, AwaitingMember {}),
            Self::AcceptReply => matches!(file.stage, Reviewing {}),
            Self::ReturnReply => {
                matches!(file.stage, Reviewing {})
                    && file
                        .current_request()
                        .is_some_and(|r| r.round <= crate::member_request::RETURNS_AT_MOST)
            }
            Self::SendDirection => matches!(file.stage, Direction {}),
            Self::RecordWill => matches!(file.stage, Confirming { will: None }),
            Self::ProposeClosing => open && undecided,
            Self::ProposeSuspension => {
                open && undecided && !suspended && !matches!(file.stage, OutOfScope { .. })
            }
            Self::Resume => suspended,
            Self::ExtendDeadline => {
                open && !suspended
                    && file
                        .deadlines
                        .values()
                        .any(|d| d.is_open() && d.paused.is_none())
            }
            Self::Approve | Self::Reject => open && file.proposal.is_some(),
            Self::Note => !matches!(file.stage, Closed { on: None, .. }) || file.taken_over,
        }
    }

    /// The steps that the state allows, in the order of the procedure.
    #[must_use]
    pub fn possible(file: &CaseFile) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|step| step.is_possible(file))
            .collect()
    }

    /// Names of the steps that the state allows.
    #[must_use]
    pub fn possible_names(file: &CaseFile) -> Vec<&'static str> {
        Self::possible(file).into_iter().map(Self::name).collect()
    }
}
