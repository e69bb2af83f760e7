//! Who may do what, and who sees what (`domain.md` section 4).
//!
//! One pure function for every path: pages, interface, jobs, command line, counts and exports. What
//! it does not grant does not exist for the asker.

use crate::{
    case::{CaseCommand, CaseFile, Respondent, Step},
    code::{AttachmentKind, Channel, Class, Delivery, DestroyCause, Party, Role},
    demand::DemandCommand,
    id::{AccountId, ActorId, MemberCode},
    refusal::Refusal,
};

/// Somebody who acts, with the parts they play at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub id: ActorId,
    /// Their own parts.
    pub roles: Vec<Role>,
    /// The member for whom a contact acts.
    pub member: Option<MemberCode>,
    /// The people on leave for whom they act today (代理).
    pub stands_in: Vec<StandIn>,
}

/// Somebody on leave, and the parts that another person plays for them meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// Who is on leave.
    pub principal: AccountId,
    /// The parts.
    pub roles: Vec<Role>,
}

/// Which cases somebody's lists, counts and pages reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every case.
    All,
    /// Those about one member.
    Member(MemberCode),
    /// Those in which an act waits for a second person.
    Proposed,
    /// None.
    Nothing,
}

/// The parts of the desk: those who take complaints in, handle them or decide how they are handled.
pub const DESK: &[Role] = &[
    Role::Intake,
    Role::Handler,
    Role::Supervisor,
    Role::CenterHead,
];
/// Those who sit in meetings: directors, and the statutory auditors without a vote.
const SITTING: &[Role] = &[Role::Director, Role::President, Role::Kanji];
const OVERSIGHT: &[Role] = &[
    Role::ComplianceLead,
    Role::RecordsManager,
    Role::Director,
    Role::President,
    Role::Kanji,
    Role::Secretariat,
    Role::Auditor,
];

impl Actor {
    /// A signed-in person, a job or a command line with these parts.
    #[must_use]
    pub const fn new(id: ActorId, roles: Vec<Role>, member: Option<MemberCode>) -> Self {
        Self {
            id,
            roles,
            member,
            stands_in: Vec::new(),
        }
    }

    /// Who acts for these people besides themself.
    #[must_use]
    pub fn standing_in(mut self, stands_in: Vec<StandIn>) -> Self {
        self.stands_in = stands_in;
        self
    }

    /// The ways in which they can act: as themself, then for each person on leave. A command is
    /// recorded under the first that may give it, so that the record says on whose behalf it was.
    #[must_use]
    pub fn guises(&self) -> Vec<Self> {
        let own = Self::new(self.id.clone(), self.roles.clone(), self.member.clone());
        let mut guises = vec![own];
        if let ActorId::Account(account) = self.id {
            guises.extend(self.stands_in.iter().map(|stand_in| {
                let id = ActorId::Deputy {
                    account,
                    principal: stand_in.principal,
                };
                let roles = self.roles.iter().chain(&stand_in.roles).copied().collect();
                Self::new(id, roles, None)
            }));
        }
        guises
    }

    /// The people whose cases are theirs: they themself, and those for whom they act.
    pub fn answers_for(&self) -> impl Iterator<Item = AccountId> + '_ {
        let others = self.stands_in.iter().map(|stand_in| stand_in.principal);
        self.id.people().chain(others)
    }

    /// A scheduled job. It moves clocks and reads no contents.
    #[must_use]
    pub fn job(name: &str) -> Self {
        Self::new(ActorId::System(name.to_owned()), Vec::new(), None)
    }

    /// Somebody at the command line of the machine itself.
    #[must_use]
    pub fn command_line(user: &str) -> Self {
        let user: String = user
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            .take(32)
            .collect();
        Self::new(
            ActorId::CommandLine(if user.is_empty() {
                "unknown".to_owned()
            } else {
                user
            }),
            Vec::new(),
            None,
        )
    }

    /// Their own parts, and those they play for others today.
    pub fn parts(&self) -> impl Iterator<Item = Role> + '_ {
        let of_others = self.stands_in.iter().flat_map(|s| &s.roles);
        self.roles.iter().chain(of_others).copied()
    }

    /// Whether they play one of these parts.
    #[must_use]
    pub fn is_any(&self, roles: &[Role]) -> bool {
        self.parts().any(|role| roles.contains(&role))
    }

    /// Whether they play this part.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.is_any(&[role])
    }

    /// Which cases they reach.
    #[must_use]
    pub fn reach(&self) -> Reach {
        if self.is_any(DESK) || self.is_any(OVERSIGHT) {
            Reach::All
        } else {
            match &self.member {
                Some(member) if self.is(Role::MemberContact) => Reach::Member(member.clone()),
                _ if self.is(Role::SecondApprover) => Reach::Proposed,
                _ => Reach::Nothing,
            }
        }
    }

    /// Whether the office's own pages of a case are for them; members have their portal.
    #[must_use]
    pub fn is_of_office(&self) -> bool {
        matches!(self.reach(), Reach::All | Reach::Proposed)
    }

    /// Whether private values of this class are opened for them. Those who oversee see codes and
    /// dates; a member sees the letters exchanged with it, never the complainant's particulars. The
    /// second approver from outside reads what the desk reads, of the cases that wait for them.
    #[must_use]
    pub fn opens(&self, class: Class) -> bool {
        if self.reach() == Reach::Proposed {
            return !matches!(class, Class::Images | Class::Staff);
        }
        if class == Class::Minutes {
            return self.is_any(SITTING) || self.is_any(&[Role::Secretariat, Role::CenterHead]);
        }
        if self.is_any(DESK) {
            // Pictures of identity papers open with their case only (`opens_of`).
            return class != Class::Images;
        }
        match class {
            Class::Letters => self.is(Role::MemberContact),
            Class::Membership => {
                self.is(Role::MemberContact) || self.is(Role::Membership) || self.is_any(OVERSIGHT)
            }
            Class::Office => {
                self.is_any(OVERSIGHT)
                    || self.is_any(&[Role::Admin, Role::Membership, Role::Publisher])
            }
            Class::Staff => self.is(Role::Admin),
            // Which measure and which part of it is decided with the measure (`opens_measure`).
            Class::Measures => {
                self.is_any(SITTING)
                    || self.is_any(&[
                        Role::HearingOfficer,
                        Role::Secretariat,
                        Role::ComplianceLead,
                        Role::Publisher,
                    ])
            }
            Class::Identity
            | Class::Narrative
            | Class::Correspondence
            | Class::Notes
            | Class::Minutes
            | Class::Images => false,
        }
    }

    /// Whether they search by words. The desk does: what a member may see stands in its portal, which
    /// shows a letter only from its delivery on, and those who oversee see codes and dates.
    #[must_use]
    pub fn searches(&self) -> bool {
        self.is_any(DESK)
    }

    /// Whether they handle this case: the assigned handler; until there is one, any handler.
    #[must_use]
    pub fn handles(&self, file: &CaseFile) -> bool {
        self.is(Role::Handler)
            && file
                .handler
                .is_none_or(|handler| self.answers_for().any(|person| person == handler))
    }

    /// Whether a document of this class of this case is listed and opened for them. Pictures of
    /// identity papers open for those who check them, and for nobody else (A27).
    #[must_use]
    pub fn opens_of(&self, class: Class, file: &CaseFile) -> bool {
        let opens = match class {
            Class::Images => self.is_any(&[Role::Intake, Role::Supervisor]) || self.handles(file),
            _ => self.opens(class),
        };
        // What is in a case opens only to those for whom the case exists.
        opens && self.reaches(file)
    }

    /// Whether a conflict of interest bars them from a case, themselves or whom they stand in for.
    #[must_use]
    pub fn is_barred_from(&self, file: &CaseFile) -> bool {
        self.id.people().any(|person| file.barred.contains(&person))
    }

    /// Whether a case exists for them.
    #[must_use]
    pub fn reaches(&self, file: &CaseFile) -> bool {
        // Whoever is barred sees nothing of it, whatever part they play.
        if self.is_barred_from(file) {
            return false;
        }
        match self.reach() {
            Reach::All => true,
            Reach::Proposed => file.is_open() && file.proposal.is_some(),
            Reach::Member(member) => {
                file.respondent.member() == Some(&member) && file.is_known_to_member()
            }
            Reach::Nothing => false,
        }
    }

    /// The purpose under which a read of personal data is logged (A08), from the part they play.
    #[must_use]
    pub fn purpose(&self) -> &'static str {
        if self.is_any(DESK) || self.is(Role::SecondApprover) {
            "complaint_handling"
        } else if self.is(Role::MemberContact) {
            "member_reply"
        } else if self.is(Role::Auditor) {
            "audit"
        } else {
            "oversight"
        }
    }
}

/// Whether `actor` plays the part that takes `step` in this case.
#[must_use]
pub fn may(actor: &Actor, step: Step, file: &CaseFile) -> bool {
    let desk = |roles: &[Role]| actor.is_any(roles);
    let handles = actor.handles(file);
    match step {
        Step::Attach => desk(DESK) || actor.is(Role::MemberContact),
        // What must not be here goes at once (A27), so whoever takes papers in may destroy.
        Step::DestroyAttachment => {
            handles
                || desk(&[Role::Intake, Role::Supervisor, Role::CenterHead])
                || matches!(actor.id, ActorId::System(_))
        }
        Step::Acknowledge | Step::Answer | Step::Reclassify => {
            desk(&[Role::Intake, Role::Handler, Role::Supervisor])
        }
        Step::Note | Step::RecordPrevention => desk(DESK),
        // What is held against the body itself goes to somebody outside its line, whom the statutory
        // auditor names (B21).
        Step::Assign if file.respondent == (Respondent::Body {}) => actor.is(Role::Kanji),
        Step::Assign => desk(&[Role::Supervisor, Role::CenterHead]),
        Step::Bar => desk(&[Role::Supervisor, Role::CenterHead, Role::Kanji]),
        // A desk of two needs a second person from outside now and then: approving is all they do.
        Step::Approve | Step::Reject => desk(&[Role::Supervisor, Role::SecondApprover]),
        Step::Resume
        | Step::Reopen
        | Step::ReviewWithholding
        | Step::DecideJustCause
        | Step::DecideNonCooperation => desk(&[Role::Supervisor]),
        Step::ExtendDeadline | Step::DeclineTime => {
            handles || desk(&[Role::Supervisor, Role::CenterHead])
        }
        Step::RecordDelivery
        | Step::RecordReply
        | Step::DeliverDemand
        | Step::MeetDemand
        | Step::ClaimJustCause
        | Step::AskTime
        | Step::HearMember => handles || actor.is(Role::Intake) || actor.is(Role::MemberContact),
        Step::Declare
        | Step::RequestFiling
        | Step::RecordFiling
        | Step::CheckIdentity
        | Step::Remind
        | Step::SendAgain
        | Step::Link => handles || actor.is(Role::Intake),
        Step::JoinIncident | Step::LeaveIncident => handles || actor.is(Role::Supervisor),
        Step::GiveOpportunity
        | Step::RecordOpportunity
        | Step::ProposePartRefusal
        | Step::ProposeWithholding
        | Step::ProposeDiscontinuation
        | Step::MakeDemand
        | Step::ProposeAcceptance
        | Step::ProposeOutOfScope
        | Step::ProposeClosing
        | Step::ProposeSuspension
        | Step::ReplyOutOfScope
        | Step::IssueRequest
        | Step::AcceptReply
        | Step::ReturnReply
        | Step::SendDirection
        | Step::RecordWill => handles,
    }
}

/// To whom a step is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Takers {
    /// Everybody who plays one of these parts.
    pub roles: Vec<Role>,
    /// These people besides: the handler of the case.
    pub persons: Vec<AccountId>,
    /// Never these: whoever is barred, and nobody approves what they put forward themselves.
    pub except: Vec<AccountId>,
}

/// To whom `step` is open in this case, told by the same policy that decides it.
#[must_use]
pub fn takers(step: Step, file: &CaseFile) -> Takers {
    let plays = |role, account| {
        let actor = Actor::new(ActorId::Account(account), vec![role], None);
        may(&actor, step, file) && (role != Role::MemberContact || file.is_known_to_member())
    };
    let anybody = AccountId(uuid::Uuid::nil());
    let roles: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| plays(*role, anybody))
        .collect();
    let mut except: Vec<AccountId> = file.barred.iter().copied().collect();
    if step == Step::Approve {
        let proposer = file.proposal.as_ref().and_then(|p| p.by.account());
        except.extend(proposer);
    }
    Takers {
        persons: file
            .handler
            .into_iter()
            .filter(|handler| !roles.contains(&Role::Handler) && plays(Role::Handler, *handler))
            .collect(),
        roles,
        except,
    }
}

/// Whether `actor` may destroy a document for this cause.
#[must_use]
pub fn destroys(actor: &Actor, cause: DestroyCause) -> bool {
    match cause {
        DestroyCause::MyNumber => actor.is_any(&[Role::Intake, Role::Handler, Role::Supervisor]),
        DestroyCause::Mistake => actor.is_any(&[Role::Supervisor, Role::CenterHead]),
        DestroyCause::Purged => matches!(actor.id, ActorId::System(_)),
    }
}

/// Whether `actor` may give `command` to the case in this state.
///
/// # Errors
/// `access.denied`, or `case.not_found` for somebody for whom the case does not exist.
pub fn permits(
    actor: &Actor,
    command: &CaseCommand,
    file: Option<&CaseFile>,
) -> Result<(), Refusal> {
    // A job reads no contents and reaches no case, but it destroys what has served its time (A27).
    let purges = matches!(
        command,
        CaseCommand::DestroyAttachment {
            cause: DestroyCause::Purged,
            ..
        }
    ) && matches!(actor.id, ActorId::System(_));
    if !purges && file.is_some_and(|file| !actor.reaches(file)) {
        return Err(Refusal::new("case.not_found"));
    }
    let granted = match (command, Step::of(command), file) {
        (CaseCommand::Register(_), ..) => {
            actor.is_any(&[Role::Intake, Role::Handler, Role::Supervisor])
        }
        (CaseCommand::TakeOver(_), ..) => {
            matches!(actor.id, ActorId::CommandLine(_)) || actor.is(Role::Admin)
        }
        (_, Some(step), Some(file)) => {
            // A member speaks for itself only in the portal; what came otherwise is the staff's to record.
            let by_portal = match command {
                CaseCommand::RecordDelivery { by, .. } => *by == Delivery::Portal,
                CaseCommand::RecordReply(reply) => reply.channel == Channel::Web,
                CaseCommand::AskTime { channel, .. } => *channel == Channel::Web,
                CaseCommand::Demand(command) => match command {
                    DemandCommand::Deliver { by, .. } => *by == Delivery::Portal,
                    DemandCommand::Meet { channel, .. } | DemandCommand::Claim { channel, .. } => {
                        *channel == Channel::Web
                    }
                    DemandCommand::Make { .. } | DemandCommand::Decide { .. } => false,
                },
                CaseCommand::Attach(document) => document.kind == AttachmentKind::Reply,
                _ => true,
            };
            // Nobody who works on a case destroys its evidence alone; only what may not be kept.
            let by_cause = match command {
                CaseCommand::DestroyAttachment { cause, .. } => destroys(actor, *cause),
                _ => true,
            };
            // More time for the office's own work is not the worker's to grant.
            let own_time = match command {
                CaseCommand::ExtendDeadline { deadline, .. } => file
                    .deadlines
                    .get(deadline)
                    .is_some_and(|d| d.waits_on == Party::Staff),
                _ => false,
            };
            may(actor, step, file)
                && by_cause
                && (by_portal || !actor.is(Role::MemberContact))
                && (!own_time || actor.is_any(&[Role::Supervisor, Role::CenterHead]))
        }
        // Without a case there is nothing to permit; the decision says that it does not exist.
        _ => true,
    };
    if granted {
        Ok(())
    } else {
        Err(Refusal::new("access.denied"))
    }
}

/// Whether `actor` may give `command` in `part`, another case of the incident to whose leading case
/// it was given and permitted. Whoever approves a letter there approves it for all, unless barred
/// here; everything else is permitted as in any case.
///
/// # Errors
/// `incident.other_handler`: whoever may act in the leading case alone cannot act for the incident.
pub fn permits_in_part(
    actor: &Actor,
    command: &CaseCommand,
    part: &CaseFile,
) -> Result<(), Refusal> {
    let granted = match command {
        CaseCommand::Approve { .. } => !actor.is_barred_from(part),
        _ => permits(actor, command, Some(part)).is_ok(),
    };
    if granted {
        Ok(())
    } else {
        Err(Refusal::new("incident.other_handler"))
    }
}
