//! The file of a case: all that its records say.

use super::{Act, Number, Respondent};
use crate::{
    attachment::Attachment,
    clock::Deadline,
    code::{Applicant, CaseKind, Category, Channel, Ground, Outcome, Referral, Will},
    event::{Entry, Event, TakenOverStatus},
    id::{AccountId, ActorId, CaseId},
    member_request::MemberRequest,
    time::{FiscalYear, Timestamp},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Who handles it.
    pub handler: Option<AccountId>,
    /// Where it stands.
    pub stage: Stage,
    /// The two-person act that waits for approval.
    pub proposal: Option<Proposal>,
    /// The requests to the member, in order.
    pub requests: Vec<MemberRequest>,
    /// Its documents, in order, destroyed ones included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The last event that was not a clock's.
    pub touched_at: Timestamp,
    /// Counts the events of the case itself; those of its clocks do not make a form stale.
    pub version: u32,
    /// The deadlines by name, stopped ones included. They are rows of their own, so that a step of
    /// a ladder rewrites one deadline and not the file.
    #[serde(skip)]
    pub deadlines: BTreeMap<String, Deadline>,
}

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// 受付
    Received {},
    /// 範囲の確認
    Screening {},
    /// 対象外(回答前)
    OutOfScope {
        /// Why.
        ground: Ground,
    },
    /// 受理
    Accepted {},
    /// 会員回答待ち
    AwaitingMember {},
    /// 検討中
    Reviewing {},
    /// 方向性の提示前
    Direction {},
    /// 申出人の意向確認中
    Confirming {
        /// What the complainant said, once they did.
        will: Option<Will>,
    },
    /// 停止中
    Suspended {
        /// Why.
        ground: Ground,
        /// Since which day.
        since: Date,
        /// Where it stood.
        was: Box<Stage>,
    },
    /// 終結
    Closed {
        /// How it ended.
        outcome: Outcome,
        /// To whom the complainant was referred.
        referral: Option<Referral>,
        /// The day; `None` when a former register did not say.
        on: Option<Date>,
    },
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

impl Stage {
    /// The code by which lists filter.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Received {} => "received",
            Self::Screening {} => "screening",
            Self::OutOfScope { .. } => "out_of_scope",
            Self::Accepted {} => "accepted",
            Self::AwaitingMember {} => "awaiting_member",
            Self::Reviewing {} => "reviewing",
            Self::Direction {} => "direction",
            Self::Confirming { .. } => "confirming",
            Self::Suspended { .. } => "suspended",
            Self::Closed { .. } => "closed",
        }
    }

    /// Every code, in the order of the procedure.
    pub const CODES: &'static [&'static str] = &[
        "received",
        "screening",
        "out_of_scope",
        "accepted",
        "awaiting_member",
        "reviewing",
        "direction",
        "confirming",
        "suspended",
        "closed",
    ];
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
            handler: None,
            stage,
            proposal: None,
            requests,
            attachments: Vec::new(),
            touched_at: entry.at,
            version: 1,
            deadlines: BTreeMap::new(),
        })
    }

    /// The file after a further record of the same case. Never fails: what does not concern it
    /// changes nothing.
    pub fn evolve(&mut self, entry: &Entry) {
        match &entry.event {
            Event::DeadlineStarted(e) => {
                self.deadlines
                    .insert(e.deadline.clone(), Deadline::started(e));
                return;
            }
            Event::DeadlinePaused(_)
            | Event::DeadlineResumed(_)
            | Event::DeadlineExtended(_)
            | Event::DeadlineRedated(_)
            | Event::DeadlineStopped(_)
            | Event::DeadlineEscalated(_) => {
                for deadline in self.deadlines.values_mut() {
                    deadline.evolve(&entry.event);
                }
                return;
            }
            Event::CaseAcknowledged(_) => self.stage = Stage::Screening {},
            Event::CaseAssigned(e) => self.handler = Some(e.handler),
            Event::CaseProposed(e) => {
                self.proposal = Some(Proposal {
                    digest: entry.sha256.clone(),
                    act: e.act.clone(),
                    by: entry.actor.clone(),
                    at: entry.at,
                    seq: entry.seq,
                });
            }
            Event::CaseProposalRejected(_) => self.proposal = None,
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
            Event::RequestIssued(e) => {
                self.requests
                    .push(MemberRequest::issued(e.request, e.by, entry.at));
                self.stage = Stage::AwaitingMember {};
            }
            Event::RequestAnswered(e) if e.has_report && e.has_proposal => {
                self.stage = Stage::Reviewing {}
            }
            Event::RequestAccepted(_) => self.stage = Stage::Direction {},
            Event::RequestReturned(_) => self.stage = Stage::AwaitingMember {},
            Event::CaseDirectionSent(_) => self.stage = Stage::Confirming { will: None },
            Event::CaseConfirmed(e) => self.stage = Stage::Confirming { will: Some(e.will) },
            Event::CaseClosed(e) => {
                self.advance(Stage::Closed {
                    outcome: e.outcome,
                    referral: e.referral,
                    on: Some(entry.at.date()),
                });
            }
            _ => {}
        }
        self.attachments.extend(Attachment::added(entry));
        for attachment in &mut self.attachments {
            attachment.evolve(entry);
        }
        for request in &mut self.requests {
            request.evolve(&entry.event, entry.at);
        }
        self.touched_at = entry.at;
        self.version += 1;
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

    /// The open deadlines, the next one first; those that are paused come last.
    #[must_use]
    pub fn open_deadlines(&self) -> Vec<&Deadline> {
        let mut open: Vec<&Deadline> = self.deadlines.values().filter(|d| d.is_open()).collect();
        open.sort_by(|a, b| {
            (a.paused.is_some(), a.due.ends_at, &a.name).cmp(&(
                b.paused.is_some(),
                b.due.ends_at,
                &b.name,
            ))
        });
        open
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
