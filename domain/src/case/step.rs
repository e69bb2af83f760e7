//! The steps that a state allows: one table for decisions, screens and the answer 409.

use super::{
    Act, CaseCommand, CaseFile, CooperationCommand, FilingCommand, MatterCommand,
    OpportunityCommand, Respondent, Stage,
};
use crate::{
    code::{CaseKind, DemandKind, Outcome},
    demand::{DemandCommand, DemandState},
    member_request::RequestState,
};

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
    /// Say anew what the matter is.
    Reclassify = "reclassify",
    /// Write down what the complainant declares.
    Declare = "declare",
    /// Send the form and ask for papers.
    RequestFiling = "request-filing",
    /// Record papers.
    RecordFiling = "record-filing",
    /// Check a paper.
    CheckIdentity = "check-identity",
    /// Remind the complainant.
    Remind = "remind",
    /// Give the opportunity to cure or to answer.
    GiveOpportunity = "give-opportunity",
    /// Record what became of it.
    RecordOpportunity = "record-opportunity",
    /// Put acceptance forward.
    ProposeAcceptance = "propose-acceptance",
    /// Put out-of-scope forward.
    ProposeOutOfScope = "propose-out-of-scope",
    /// Reply that it is out of scope.
    ReplyOutOfScope = "reply-out-of-scope",
    /// Put the refusal of a part forward.
    ProposePartRefusal = "propose-part-refusal",
    /// Put withholding the notice forward.
    ProposeWithholding = "propose-withholding",
    /// Review the withholding.
    ReviewWithholding = "review-withholding",
    /// Ask the member.
    IssueRequest = "issue-request",
    /// Record the delivery.
    RecordDelivery = "record-delivery",
    /// Send again what came back.
    SendAgain = "send-again",
    /// Record the reply.
    RecordReply = "record-reply",
    /// Demand documents or a status report.
    MakeDemand = "make-demand",
    /// Record that the demand arrived.
    DeliverDemand = "deliver-demand",
    /// Record what the member sent.
    MeetDemand = "meet-demand",
    /// Record a just cause.
    ClaimJustCause = "claim-just-cause",
    /// Decide on the just cause.
    DecideJustCause = "decide-just-cause",
    /// Record what the member says to a suspicion.
    HearMember = "hear-member",
    /// Confirm or drop the suspicion.
    DecideNonCooperation = "decide-non-cooperation",
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
    /// Put discontinuation forward.
    ProposeDiscontinuation = "propose-discontinuation",
    /// Put suspension forward.
    ProposeSuspension = "propose-suspension",
    /// Take up again.
    Resume = "resume",
    /// Ask for more time.
    AskTime = "ask-time",
    /// Decline more time.
    DeclineTime = "decline-time",
    /// Grant more time.
    ExtendDeadline = "extend-deadline",
    /// Approve.
    Approve = "approve",
    /// Send back.
    Reject = "reject",
    /// Link with another case.
    Link = "link",
    /// Join to an incident.
    JoinIncident = "join-incident",
    /// Take out of the incident.
    LeaveIncident = "leave-incident",
    /// Bar somebody from the case.
    Bar = "bar",
    /// Add a document.
    Attach = "attach",
    /// Destroy a document.
    DestroyAttachment = "destroy-attachment",
    /// Write a note.
    Note = "note",
    /// Record the action against recurrence.
    RecordPrevention = "record-prevention",
    /// Take a closed case up again.
    Reopen = "reopen",
}

impl Step {
    /// The step that a command to an existing case takes; none begins one.
    #[must_use]
    pub const fn of(command: &CaseCommand) -> Option<Self> {
        Some(match command {
            CaseCommand::Register(_) | CaseCommand::TakeOver(_) => return None,
            CaseCommand::Acknowledge => Self::Acknowledge,
            CaseCommand::Assign { .. } | CaseCommand::AssignUntrained { .. } => Self::Assign,
            CaseCommand::Answer(_) => Self::Answer,
            CaseCommand::Matter(command) => match command {
                MatterCommand::Declare { .. } => Self::Declare,
                MatterCommand::Reclassify(_) => Self::Reclassify,
                MatterCommand::Link { .. } => Self::Link,
                MatterCommand::JoinIncident { .. } => Self::JoinIncident,
                MatterCommand::LeaveIncident { .. } => Self::LeaveIncident,
                MatterCommand::Bar { .. } => Self::Bar,
                MatterCommand::Reopen { .. } => Self::Reopen,
                MatterCommand::Prevent { .. } => Self::RecordPrevention,
            },
            CaseCommand::Filing(command) => match command {
                FilingCommand::Request { .. } => Self::RequestFiling,
                FilingCommand::Receive { .. } => Self::RecordFiling,
                FilingCommand::Check(_) => Self::CheckIdentity,
            },
            CaseCommand::Opportunity(command) => match command {
                OpportunityCommand::Give { .. } => Self::GiveOpportunity,
                OpportunityCommand::Record { .. } => Self::RecordOpportunity,
            },
            CaseCommand::Remind { .. } => Self::Remind,
            CaseCommand::Propose(motion) => Self::proposing(&motion.act),
            CaseCommand::ReviewWithholding { .. } => Self::ReviewWithholding,
            CaseCommand::SendAgain { .. } => Self::SendAgain,
            CaseCommand::Demand(command) => match command {
                DemandCommand::Make { .. } => Self::MakeDemand,
                DemandCommand::Deliver { .. } => Self::DeliverDemand,
                DemandCommand::Meet { .. } => Self::MeetDemand,
                DemandCommand::Claim { .. } => Self::ClaimJustCause,
                DemandCommand::Decide { .. } => Self::DecideJustCause,
            },
            CaseCommand::Cooperation(command) => match command {
                CooperationCommand::Hear { .. } => Self::HearMember,
                CooperationCommand::Decide { .. } => Self::DecideNonCooperation,
            },
            CaseCommand::AskTime { .. } => Self::AskTime,
            CaseCommand::DeclineTime { .. } => Self::DeclineTime,
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
            CaseCommand::Attach(_) => Self::Attach,
            CaseCommand::DestroyAttachment { .. } => Self::DestroyAttachment,
            CaseCommand::Note { .. } => Self::Note,
        })
    }

    /// The step that is written in every case of an incident when `lead`, the case that leads it, takes
    /// this one: the member is asked once and answers once, the facts are investigated once, one person
    /// handles them (3.1). An approval that issues a letter is the step of that letter; letters to the
    /// complainants stay apart.
    #[must_use]
    pub fn shared(self, lead: &CaseFile) -> Option<Self> {
        let step = match (self, lead.proposal.as_ref().map(|proposal| &proposal.act)) {
            (Self::Approve, Some(Act::Issue { letter })) => letter.step(),
            _ => self,
        };
        matches!(
            step,
            Self::IssueRequest
                | Self::RecordDelivery
                | Self::SendAgain
                | Self::RecordReply
                | Self::AcceptReply
                | Self::ReturnReply
                | Self::ExtendDeadline
                | Self::Note
                | Self::Assign
        )
        .then_some(step)
    }

    /// The step that puts an act forward.
    #[must_use]
    pub const fn proposing(act: &Act) -> Self {
        match act {
            Act::Accept {} => Self::ProposeAcceptance,
            Act::OutOfScope { .. } => Self::ProposeOutOfScope,
            Act::Suspend { .. } => Self::ProposeSuspension,
            Act::Discontinue { .. } => Self::ProposeDiscontinuation,
            Act::RefusePart { .. } => Self::ProposePartRefusal,
            Act::Withhold { .. } => Self::ProposeWithholding,
            Act::Issue { letter } => letter.step(),
            Act::Close { .. } => Self::ProposeClosing,
        }
    }

    /// Whether the state of the file allows it. Who may take it is another question (`access`).
    #[must_use]
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each step, to be read as a table"
    )]
    pub fn is_possible(self, file: &CaseFile) -> bool {
        use Stage::{
            Accepted, AdviceOnly, AwaitingComplainant, AwaitingMember, Closed, Confirming,
            Direction, OutOfScope, Received, Reviewing, Screening, Suspended,
        };
        let open = file.is_open();
        let suspended = matches!(file.stage, Suspended { .. });
        let undecided = file.proposal.is_none();
        // Taken up and not at rest: where handling itself goes on.
        let handled = open && !suspended && !matches!(file.stage, Received {} | OutOfScope { .. });
        let before_acceptance = matches!(
            file.stage,
            Received {} | Screening {} | AwaitingComplainant {}
        );
        let demanded = |state: fn(&DemandState) -> bool| {
            open && !suspended && file.demands.iter().any(|demand| state(&demand.state))
        };
        match self {
            Self::Reclassify => {
                undecided
                    && (before_acceptance
                        || matches!(
                            file.stage,
                            Closed {
                                outcome: Outcome::Answered,
                                on: Some(_),
                                ..
                            }
                        ) && file.kind != CaseKind::Complaint)
            }
            Self::Declare | Self::Bar | Self::Assign => open,
            Self::Link => open && !suspended,
            Self::JoinIncident => {
                open && !suspended
                    && file.incident.is_none()
                    && file.kind == CaseKind::Complaint
                    && file.respondent.member().is_some()
            }
            Self::LeaveIncident => file.incident.is_some(),
            Self::RequestFiling => {
                matches!(file.stage, Screening {}) && file.kind == CaseKind::Complaint && undecided
            }
            Self::RecordFiling => before_acceptance && file.kind == CaseKind::Complaint,
            Self::CheckIdentity => {
                matches!(file.stage, Screening {} | AwaitingComplainant {})
                    && file.filing.received.iter().any(|paper| paper.is_proof())
            }
            Self::Remind => file.waits_on_complainant(),
            Self::GiveOpportunity => handled,
            Self::RecordOpportunity => {
                handled && file.opportunities.values().any(|o| o.used.is_none())
            }
            Self::ProposePartRefusal => handled && undecided,
            Self::ProposeWithholding => matches!(file.stage, Accepted {}) && undecided,
            Self::ReviewWithholding => matches!(file.stage, AdviceOnly { .. }),
            Self::ProposeDiscontinuation => handled && !before_acceptance && undecided,
            Self::SendAgain => {
                matches!(file.stage, AwaitingMember {})
                    && file
                        .current_request()
                        .is_some_and(|r| matches!(r.state, RequestState::Issued { .. }))
            }
            Self::MakeDemand => {
                handled
                    && file.is_known_to_member()
                    && matches!(
                        file.stage,
                        AwaitingMember {} | Reviewing {} | Direction {} | Confirming { .. }
                    )
            }
            Self::DeliverDemand => demanded(|s| matches!(s, DemandState::Issued { .. })),
            Self::MeetDemand => demanded(|s| {
                matches!(
                    s,
                    DemandState::Issued { .. }
                        | DemandState::Delivered { .. }
                        | DemandState::Claimed { .. }
                )
            }),
            Self::ClaimJustCause => {
                open && !suspended
                    && file.demands.iter().any(|demand| {
                        demand.kind == DemandKind::Documents
                            && matches!(demand.state, DemandState::Delivered { .. })
                    })
            }
            Self::DecideJustCause => demanded(|s| matches!(s, DemandState::Claimed { .. })),
            Self::HearMember => open && !suspended && !file.suspicions().is_empty(),
            Self::DecideNonCooperation => {
                open && !suspended
                    && file
                        .suspicions()
                        .iter()
                        .any(|name| file.cooperation.heard.contains_key(name))
            }
            Self::AskTime => {
                open && !suspended
                    && file.time_wanted.is_none()
                    && !file.member_deadlines().is_empty()
            }
            Self::DeclineTime => open && file.time_wanted.is_some(),
            Self::RecordPrevention => file.prevention.is_some_and(|p| p.done.is_none()),
            Self::Reopen => matches!(file.stage, Closed { .. }),
            Self::Acknowledge => matches!(file.stage, Received {}),
            Self::Answer => {
                matches!(file.stage, Received {} | Screening {})
                    && super::decide::may_answer(file.kind, &file.respondent)
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
            Self::RecordWill => matches!(file.stage, Confirming { will: None, .. }),
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
            // What is signed at the end, and what comes late, belongs to the file too.
            Self::Attach => true,
            Self::DestroyAttachment => file.attachments.iter().any(|a| a.destroyed.is_none()),
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
