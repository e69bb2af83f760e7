//! The file of a case: all that its records say.

use super::{
    Act, Cooperation, Declared, Filing, Link, Number, Opportunity, Prevention, Respondent, Stage,
};
use crate::{
    attachment::Attachment,
    clock::{Deadline, Deadlines},
    code::{
        Applicant, CaseKind, Category, Channel, Ground, NoteKind, Outcome, Party, Transfer, Will,
    },
    demand::{Demand, DemandState},
    event::{Entry, Event, TakenOverStatus},
    id::{AccountId, ActorId, CaseId},
    member_request::MemberRequest,
    period::Extension,
    time::{FiscalYear, Timestamp},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A case with its requests and deadlines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseFile {
    /// Its identity.
    pub id: CaseId,
    /// The number people use.
    pub number: Number,
    /// What it is.
    pub kind: CaseKind,
    /// How it came in.
    pub channel: Channel,
    /// Who brought it; not known of a case taken over.
    pub applicant: Option<Applicant>,
    /// What it is about; not known of a case taken over.
    pub category: Option<Category>,
    /// About whom it is.
    pub respondent: Respondent,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Digest of the profile of its receipt (B42).
    pub profile: String,
    /// Whether it came from a former register.
    pub taken_over: bool,
    /// The record that began it, where the complainant's particulars were committed to.
    pub first_seq: u64,
    /// The record in which the complainant's particulars stand.
    pub person_seq: u64,
    /// What the complainant declared.
    pub declared: Declared,
    /// The papers of the complaint.
    pub filing: Filing,
    /// The opportunities that were given, by ground.
    pub opportunities: BTreeMap<Ground, Opportunity>,
    /// Links to other cases.
    pub links: Vec<Link>,
    /// The first file of the same complaint, when this one is about a further respondent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Number>,
    /// The case that leads the incident to which this one was joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Number>,
    /// What is to become of it after its member left by a measure (B37).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Transfer>,
    /// Persons barred from it by a conflict of interest: it does not exist for them.
    pub barred: BTreeSet<AccountId>,
    /// Whether advice was given since it was opened (A11).
    pub advised: bool,
    /// Whether facts were investigated since it was opened (A11).
    pub investigated: bool,
    /// The action against recurrence, once one was planned (B07).
    pub prevention: Option<Prevention>,
    /// Who handles it.
    pub handler: Option<AccountId>,
    /// Where it stands.
    pub stage: Stage,
    /// The two-person act that waits for approval.
    pub proposal: Option<Proposal>,
    /// The requests to the member, in order.
    pub requests: Vec<MemberRequest>,
    /// What was demanded of the member besides, in order.
    pub demands: Vec<Demand>,
    /// More time that was asked for and not yet decided.
    pub time_wanted: Option<TimeWanted>,
    /// Suspicions that the member does not cooperate.
    pub cooperation: Cooperation,
    /// Its documents, in order, destroyed ones included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The last event that was not a clock's.
    pub touched_at: Timestamp,
    /// Counts the events of the case itself; those of its clocks do not make a form stale.
    pub version: u32,
    /// Its deadlines.
    #[serde(skip)]
    pub deadlines: Deadlines,
}

/// A two-person act that waits for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// SHA-256 of the record that put it forward: it covers the act, and through the commitments
    /// every word of its reasons.
    pub digest: String,
    /// The act.
    pub act: Act,
    /// Who put it forward.
    pub by: ActorId,
    /// When.
    pub at: Timestamp,
    /// The record, where the reasons are.
    pub seq: u64,
}

/// More time that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeWanted {
    /// For which deadline.
    pub deadline: String,
    /// How much.
    pub by: Extension,
    /// The day on which it was asked.
    pub asked_on: Date,
}

impl CaseFile {
    /// The file that a case's first record opens; `None` when a case cannot begin with it.
    #[must_use]
    pub fn begin(id: CaseId, entry: &Entry) -> Option<Self> {
        let (number, kind, channel, applicant, category, respondent, received_at, profile, stage) =
            match &entry.event {
                Event::CaseRegistered(e) => (
                    e.number,
                    e.kind,
                    e.channel,
                    Some(e.applicant),
                    Some(e.category),
                    &e.respondent,
                    e.received_at,
                    &e.profile,
                    Stage::Received {},
                ),
                Event::CaseTakenOver(e) => {
                    let stage = match e.status {
                        TakenOverStatus::Received => Stage::Received {},
                        TakenOverStatus::AwaitingMember => Stage::AwaitingMember {},
                        TakenOverStatus::Reviewing => Stage::Reviewing {},
                        TakenOverStatus::OutOfScope | TakenOverStatus::Closed => Stage::Closed {
                            outcome: e.outcome.unwrap_or(Outcome::OutOfScope),
                            referral: None,
                            on: e.closed,
                        },
                    };
                    (
                        e.number,
                        e.kind,
                        e.channel,
                        None,
                        None,
                        &e.respondent,
                        e.received_at,
                        &e.profile,
                        stage,
                    )
                }
                _ => return None,
            };
        let requests = match &entry.event {
            Event::CaseTakenOver(e) => MemberRequest::taken_over(e).into_iter().collect(),
            _ => Vec::new(),
        };
        let (declared, papers, beside) = match &entry.event {
            Event::CaseRegistered(e) => (e.declared, e.papers.clone(), e.beside.clone()),
            _ => (Declared::default(), BTreeSet::new(), None),
        };
        let (beside, mut filing, barred) = match beside {
            Some(from) => (Some(from.complaint), from.filing, from.barred),
            None => (None, Filing::default(), BTreeSet::new()),
        };
        filing.received.extend(papers);
        Some(Self {
            id,
            number,
            kind,
            channel,
            applicant,
            category,
            respondent: respondent.clone(),
            received_at,
            profile: profile.clone(),
            taken_over: matches!(entry.event, Event::CaseTakenOver(_)),
            first_seq: entry.seq,
            person_seq: entry.seq,
            declared,
            filing,
            opportunities: BTreeMap::new(),
            links: Vec::new(),
            beside,
            incident: None,
            transfer: None,
            barred,
            advised: false,
            investigated: false,
            prevention: None,
            handler: None,
            stage,
            proposal: None,
            requests,
            demands: Vec::new(),
            time_wanted: None,
            cooperation: Cooperation::default(),
            attachments: Vec::new(),
            touched_at: entry.at,
            version: 1,
            deadlines: Deadlines::default(),
        })
    }

    /// The file after a further record of the same case. Never fails: what does not concern it
    /// changes nothing.
    pub fn evolve(&mut self, entry: &Entry) {
        if self.evolve_clocks(&entry.event) {
            return;
        }
        self.evolve_stage(entry);
        self.evolve_matter(entry);
        self.filing.evolve(&entry.event, entry.at);
        self.attachments.extend(Attachment::added(entry));
        for attachment in &mut self.attachments {
            attachment.evolve(entry);
        }
        self.cooperation.evolve(&entry.event, entry.at);
        for request in &mut self.requests {
            request.evolve(&entry.event, entry.at);
        }
        for demand in &mut self.demands {
            demand.evolve(&entry.event, entry.at);
        }
        self.touched_at = entry.at;
        self.version += 1;
    }

    /// Whether the event was a clock's.
    fn evolve_clocks(&mut self, event: &Event) -> bool {
        if let Event::DeadlineExtended(e) = event
            && self.wants_time_for(&e.deadline)
        {
            self.time_wanted = None;
        }
        self.deadlines.evolve(event)
    }

    /// What the complainant said and did, and who has to do with the case.
    fn evolve_matter(&mut self, entry: &Entry) {
        match &entry.event {
            Event::CaseAssigned(e) => self.handler = Some(e.handler),
            Event::CaseDeclared(e) => self.declared = e.declared,
            Event::CaseLinked(e) => self.links.push(Link {
                to: e.to,
                how: e.how,
            }),
            Event::IncidentJoined(e) => self.incident = Some(e.lead),
            Event::IncidentLeft(_) => self.incident = None,
            Event::CaseTransferred(e) => self.transfer = Some(e.to),
            Event::PersonBarred(e) => {
                self.barred.insert(e.person);
                if self.handler == Some(e.person) {
                    self.handler = None;
                }
            }
            Event::CaseReclassified(e) => {
                self.kind = e.kind;
                self.category = Some(e.category);
                self.applicant = Some(e.applicant);
                self.respondent = e.respondent.clone();
                if e.named {
                    self.person_seq = entry.seq;
                }
            }
            Event::OpportunityGiven(e) => {
                let opportunity = Opportunity {
                    given_at: entry.at,
                    reminders: 0,
                    used: None,
                };
                self.opportunities.insert(e.ground, opportunity);
            }
            Event::OpportunityUsed(e) => {
                if let Some(opportunity) = self.opportunities.get_mut(&e.ground) {
                    opportunity.used = Some(e.cured);
                }
            }
            Event::CaseReminded(_) => {
                if matches!(self.stage, Stage::AwaitingComplainant {}) {
                    self.filing.reminders += 1;
                }
                for opportunity in self.opportunities.values_mut() {
                    opportunity.reminders += u32::from(opportunity.used.is_none());
                }
                if let Stage::Confirming { reminders, .. } = &mut self.stage {
                    *reminders += 1;
                }
            }
            Event::CaseNoted(e) => match e.kind {
                NoteKind::Advice => self.advised = true,
                NoteKind::Investigation => self.investigated = true,
                NoteKind::Progress | NoteKind::Memo => {}
            },
            Event::TimeAsked(e) => {
                self.time_wanted = Some(TimeWanted {
                    deadline: e.deadline.clone(),
                    by: e.by,
                    asked_on: e.asked_on,
                });
            }
            Event::TimeDeclined(_) => self.time_wanted = None,
            Event::DemandMade(e) => self.demands.push(Demand {
                ordinal: e.demand,
                kind: e.what,
                state: DemandState::Issued { at: entry.at },
            }),
            Event::PreventionDone(_) => {
                if let Some(prevention) = &mut self.prevention {
                    prevention.done = Some(entry.at.date());
                }
            }
            _ => {}
        }
    }

    /// Where the case stands, and what waits for a second person.
    fn evolve_stage(&mut self, entry: &Entry) {
        match &entry.event {
            Event::CaseAcknowledged(_) => self.stage = Stage::Screening {},
            Event::CaseReclassified(_) if !self.is_open() => self.stage = Stage::Received {},
            Event::CaseReopened(_) => {
                self.stage = Stage::Screening {};
                (self.advised, self.investigated) = (false, false);
            }
            Event::FilingRequested(_) => self.stage = Stage::AwaitingComplainant {},
            Event::FilingReceived(e)
                if e.complete && matches!(self.stage, Stage::AwaitingComplainant {}) =>
            {
                self.stage = Stage::Screening {};
            }
            Event::CaseWithheld(e) => self.advance(Stage::AdviceOnly { because: e.because }),
            Event::WithholdingReviewed(e) if !e.continues => self.advance(Stage::Accepted {}),
            Event::NonCooperationDecided(e)
                if e.confirmed
                    && matches!(self.stage, Stage::AwaitingMember {} | Stage::Reviewing {}) =>
            {
                self.stage = Stage::Direction {};
            }
            Event::CaseProposed(e) => {
                self.proposal = Some(Proposal {
                    digest: entry.sha256.clone(),
                    act: e.act.clone(),
                    by: entry.actor.clone(),
                    at: entry.at,
                    seq: entry.seq,
                });
            }
            Event::CaseProposalRejected(_) | Event::PartRefused(_) => self.proposal = None,
            Event::CaseAccepted(_) => self.advance(Stage::Accepted {}),
            Event::CaseOutOfScope(e) => self.advance(Stage::OutOfScope { ground: e.ground }),
            Event::CaseSuspended(e) => {
                let was = Box::new(self.stage.clone());
                self.advance(Stage::Suspended {
                    ground: e.ground,
                    since: e.from.unwrap_or_else(|| entry.at.date()),
                    was,
                });
            }
            Event::CaseResumed(_) => {
                if let Stage::Suspended { was, .. } = &self.stage {
                    self.stage = (**was).clone();
                }
            }
            Event::DemandMade(e) => self.approved(e.proposal.as_ref()),
            Event::RequestIssued(e) => {
                self.approved(e.proposal.as_ref());
                self.requests
                    .push(MemberRequest::issued(e.request, e.by, entry.at));
                self.stage = Stage::AwaitingMember {};
            }
            Event::RequestAnswered(e) if e.has_report && e.has_proposal => {
                self.stage = Stage::Reviewing {}
            }
            Event::RequestAccepted(_) => self.stage = Stage::Direction {},
            Event::RequestReturned(e) => {
                self.approved(e.proposal.as_ref());
                self.stage = Stage::AwaitingMember {};
            }
            Event::CaseDirectionSent(e) => {
                self.approved(e.proposal.as_ref());
                self.stage = Stage::Confirming {
                    will: None,
                    reminders: 0,
                }
            }
            Event::CaseConfirmed(e) => {
                if let Stage::Confirming { will, .. } = &mut self.stage {
                    *will = Some(e.will);
                }
            }
            Event::CaseClosed(e) => {
                self.advance(Stage::Closed {
                    outcome: e.outcome,
                    referral: e.referral,
                    on: Some(entry.at.date()),
                });
                self.time_wanted = None;
                if let Some(owner) = e.prevention {
                    self.prevention = Some(Prevention { owner, done: None });
                }
            }
            _ => {}
        }
    }

    /// A letter under check went out: nothing waits for a second person any more.
    fn approved(&mut self, proposal: Option<&String>) {
        if proposal.is_some() {
            self.proposal = None;
        }
    }

    /// Enters a stage that carries out or overtakes whatever was put forward.
    fn advance(&mut self, stage: Stage) {
        self.stage = stage;
        self.proposal = None;
    }

    /// Whether it is not closed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Closed { .. })
    }

    /// The fiscal year of receipt.
    #[must_use]
    pub fn fiscal_year(&self) -> FiscalYear {
        self.number.fiscal_year
    }

    /// The number of the complaint: that of its first file, when it has several respondents.
    #[must_use]
    pub fn complaint(&self) -> Number {
        self.beside.unwrap_or(self.number)
    }

    /// Whether the member knows of it: from the notice on, not from the receipt (A29, B33).
    #[must_use]
    pub const fn is_known_to_member(&self) -> bool {
        !self.requests.is_empty()
    }

    /// The request that is not finished.
    #[must_use]
    pub fn current_request(&self) -> Option<&MemberRequest> {
        self.requests.last()
    }

    /// How the case ends from where it stands, besides a withdrawal: as its complainant said
    /// (B38-B39), with advice where the member was not told, or because papers never came.
    #[must_use]
    pub const fn fitting_outcome(&self) -> Option<Outcome> {
        match &self.stage {
            Stage::Confirming { will, .. } => match will {
                Some(Will::Agrees) => Some(Outcome::Settled),
                Some(Will::Disagrees) => Some(Outcome::NoAgreement),
                Some(Will::Silent) => Some(Outcome::NoResponse),
                None => None,
            },
            Stage::AdviceOnly { .. } => Some(Outcome::AdviceGiven),
            Stage::AwaitingComplainant {} => Some(Outcome::Lapsed),
            _ => None,
        }
    }

    /// Whether more time was asked for this deadline.
    #[must_use]
    pub fn wants_time_for(&self, deadline: &str) -> bool {
        self.time_wanted
            .as_ref()
            .is_some_and(|wanted| wanted.deadline == deadline)
    }

    /// Whether something is asked of the complainant of which they can be reminded.
    #[must_use]
    pub fn waits_on_complainant(&self) -> bool {
        matches!(
            self.stage,
            Stage::AwaitingComplainant {} | Stage::Confirming { will: None, .. }
        ) || (self.is_open() && self.opportunities.values().any(|o| o.used.is_none()))
    }

    /// The demand of this ordinal, while the member owes it.
    #[must_use]
    pub fn owed_demand(&self, ordinal: u32) -> Option<&Demand> {
        self.demands
            .iter()
            .find(|demand| demand.ordinal == ordinal && demand.is_owed())
    }

    /// The open deadlines of the member for which more time can be asked.
    #[must_use]
    pub fn member_deadlines(&self) -> Vec<&Deadline> {
        self.open_deadlines()
            .into_iter()
            .filter(|d| d.waits_on == Party::Member && d.paused.is_none())
            .collect()
    }

    /// The open deadlines, the next one first; those that are paused come last.
    #[must_use]
    pub fn open_deadlines(&self) -> Vec<&Deadline> {
        self.deadlines.open()
    }

    /// The number that the next document gets.
    #[must_use]
    pub fn next_attachment(&self) -> u32 {
        u32::try_from(self.attachments.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }

    /// The document with this number, unless it was destroyed.
    #[must_use]
    pub fn attachment(&self, ordinal: u32) -> Option<&Attachment> {
        self.attachments
            .iter()
            .find(|a| a.ordinal == ordinal && a.destroyed.is_none())
    }
}
