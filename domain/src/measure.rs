//! Measures against members (措置): guidance, recommendation, other measures, exclusion from the
//! targets, revocation of membership, expulsion (A06, B35-B37, Act article 52).
//!
//! They are one graduated register and one procedure: proposed on a basis, explained to the member,
//! who is then heard; decided by the body that the rules choose; sent to the member; followed, or not;
//! and, for the gravest, carried out in one act. Guidance is given by two persons of the desk and ends
//! there. What must come before what stands in [`Guard`].

mod command;
mod decide;
mod guard;
mod hearing;
mod interest;
mod step;

pub use command::{MeasureCommand, Proposal, ProposedBasis};
pub use decide::{CaseOf, Context, Facts, decide, propose, resolved};
pub(crate) use decide::{heard_at_meeting, placed, ready};
pub use guard::Guard;
pub(crate) use guard::{holds, require};
pub use hearing::{Hearing, HearingEnd, clear_days_between};
pub use interest::{Interest, Ruling};
pub use step::{MeasureStep, may};

use crate::{
    chain::{Hash, canonical},
    clock::{Deadline, Deadlines},
    code::{
        Body, Delivery, Finding, HearingForm, LetterKind, MeasureKind, MeasureStage, Question,
        Resolution, Sent,
    },
    event::{Basis, Decider, Entry, Event, MeasureAct, MeasureDecided, Placed, TransferPlan},
    id::{AccountId, ActorId, CaseId, MeasureId, MemberCode, Obj},
    profile::Profile,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A measure with its hearing and its deadlines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Its number.
    pub id: MeasureId,
    /// What kind of measure.
    pub kind: MeasureKind,
    /// Against whom.
    pub member: MemberCode,
    /// On what it rests.
    pub basis: Basis,
    /// The cases from which it came.
    pub cases: Vec<CaseId>,
    /// Who handled those cases.
    pub handlers: Vec<AccountId>,
    /// Who decides.
    pub body: Body,
    /// Digest of the profile under which it is conducted (B42).
    pub profile: String,
    /// How far it is.
    pub stage: MeasureStage,
    /// Who proposed it.
    pub proposed_by: ActorId,
    /// When.
    pub proposed_at: Timestamp,
    /// The explanation of the circumstances (B36).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Dispatch>,
    /// How the member is heard.
    pub hearing: Hearing,
    /// Who said what stands between them and this decision.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub interests: BTreeMap<AccountId, Interest>,
    /// The agenda it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed: Option<Placed>,
    /// What one person put forward and another one is to carry out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motion: Option<Motion>,
    /// What was decided, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// The letter with the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Dispatch>,
    /// What the checks of compliance reports found, in order (B35).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// When it took effect and what became of the open cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Its deadlines, by name.
    #[serde(skip)]
    pub deadlines: Deadlines,
    /// The record that began it, where its facts stand.
    pub first_seq: u64,
    /// Rises with every record of its own; those of its clocks do not make a form stale.
    pub version: u32,
}

/// A letter on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// When it was sent.
    pub sent_at: Timestamp,
    /// How.
    pub by: Delivery,
    /// When it reached the member, with proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// How often it came back.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub returned: u32,
    /// The record that sent it.
    pub seq: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
const fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// What was put forward for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motion {
    /// What.
    pub act: MeasureAct,
    /// Digest over the act and its words.
    pub digest: String,
    /// By whom.
    pub by: ActorId,
    /// When.
    pub at: Timestamp,
    /// The record that holds its words.
    pub seq: u64,
}

/// A decision about a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was asked.
    pub question: Question,
    /// What came of it.
    pub resolution: Resolution,
    /// Who decided.
    pub by: Decider,
    /// When.
    pub at: Timestamp,
    /// The record.
    pub seq: u64,
}

/// What a measure cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cited<'a> {
    /// A clause of the guidelines.
    Clause(&'a str),
    /// An article of the Act.
    Article(&'a str),
}

/// What a revocation, expulsion or exclusion did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// From this day on.
    pub on: Date,
    /// What becomes of the member's open cases.
    pub plan: Vec<TransferPlan>,
}

impl MeasureKind {
    /// Whether it ends or limits the membership, and so is decided in the strictest way (B37).
    #[must_use]
    pub const fn is_grave(self) -> bool {
        matches!(self, Self::Revocation | Self::Expulsion | Self::Exclusion)
    }

    /// Whether the member does something about it afterwards (B35).
    #[must_use]
    pub const fn asks_compliance(self) -> bool {
        matches!(self, Self::Recommendation | Self::Other)
    }

    /// The letter that tells the member of it.
    #[must_use]
    pub const fn letter(self) -> LetterKind {
        match self {
            Self::Guidance => LetterKind::Guidance,
            Self::Recommendation => LetterKind::Recommendation,
            Self::Other => LetterKind::OtherMeasure,
            Self::Exclusion => LetterKind::ExclusionNotice,
            Self::Revocation => LetterKind::RevocationNotice,
            Self::Expulsion => LetterKind::ExpulsionNotice,
        }
    }

    /// The form in which the member is heard unless it asks for another one: in writing, but orally
    /// before a revocation, and by the general meeting itself before an expulsion.
    #[must_use]
    pub const fn hearing(self) -> HearingForm {
        match self {
            Self::Guidance | Self::Recommendation | Self::Other => HearingForm::Written,
            Self::Revocation | Self::Exclusion => HearingForm::Oral,
            Self::Expulsion => HearingForm::AtMeeting,
        }
    }
}

/// The digest to which a second person agrees.
#[must_use]
pub fn motion_digest(act: &MeasureAct, letter: &str) -> String {
    let bytes = canonical(&(act, letter)).unwrap_or_default();
    Hash::of(&bytes).to_string()
}

impl Measure {
    /// The number as people say it.
    #[must_use]
    pub fn printed(id: MeasureId) -> String {
        format!("措置第{id}号")
    }

    /// The measure that this record begins, if it does.
    #[must_use]
    pub fn begin(entry: &Entry) -> Option<Self> {
        let (Obj::Measure(id), Event::MeasureProposed(e)) = (&entry.obj, &entry.event) else {
            return None;
        };
        Some(Self {
            id: *id,
            kind: e.measure,
            member: e.member.clone(),
            basis: e.basis.clone(),
            cases: e.cases.clone(),
            handlers: e.handlers.clone(),
            body: e.body,
            profile: e.profile.clone(),
            stage: MeasureStage::Proposed,
            proposed_by: entry.actor.clone(),
            proposed_at: entry.at,
            explanation: None,
            hearing: Hearing::of(e.measure.hearing()),
            interests: BTreeMap::new(),
            placed: None,
            motion: None,
            decisions: Vec::new(),
            notice: None,
            findings: Vec::new(),
            effect: None,
            deadlines: Deadlines::default(),
            first_seq: entry.seq,
            version: 1,
        })
    }

    /// The measure after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        if self.deadlines.evolve(&entry.event) {
            return;
        }
        self.version += 1;
        self.hearing.evolve(entry);
        self.follow(entry);
    }

    /// What a record changes besides clocks and hearing.
    fn follow(&mut self, entry: &Entry) {
        let dispatch = |by: Delivery| Dispatch {
            sent_at: entry.at,
            by,
            delivered_at: None,
            returned: 0,
            seq: entry.seq,
        };
        match &entry.event {
            Event::ExplanationSent(e) => self.explanation = Some(dispatch(e.by)),
            Event::MeasureDelivered(e) => self.arrive(e.what, e.at),
            Event::MeasureSentAgain(e) => {
                if let Some(dispatch) = self.dispatch_mut(e.what) {
                    dispatch.sent_at = entry.at;
                    dispatch.by = e.by;
                    dispatch.returned += 1;
                }
            }
            // At the meeting that hears the member it stays under review.
            Event::HearingClosed(_) if self.placed.is_none() => self.stage = MeasureStage::Heard,
            Event::InterestDeclared(e) => {
                let known = self.interests.entry(e.person).or_default();
                known.declare(e.interest);
            }
            Event::Challenged(e) => self.interests.entry(e.person).or_default().challenge(),
            Event::InterestRuled(e) => {
                self.interests.entry(e.person).or_default().rule(e.excluded);
            }
            Event::MeasurePlaced(e) => self.place(e.at),
            Event::MeasureMoved(e) => {
                self.motion = Some(Motion {
                    act: e.act.clone(),
                    digest: e.digest.clone(),
                    by: entry.actor.clone(),
                    at: entry.at,
                    seq: entry.seq,
                });
            }
            Event::MeasureMotionReturned(_) => self.motion = None,
            Event::MeasureDecided(e) => self.settle(e, entry),
            Event::DecisionSent(e) => {
                self.notice = Some(dispatch(e.by));
                self.motion = None;
            }
            Event::ComplianceReported(_) => self.stage = MeasureStage::Reported,
            Event::ComplianceVerified(e) => {
                self.findings.push(e.finding);
                self.stage = match e.finding {
                    Finding::Fulfilled => MeasureStage::Fulfilled,
                    Finding::Partly => MeasureStage::Notified,
                    Finding::NotFollowed => MeasureStage::Doubted,
                };
            }
            Event::MeasureEffective(e) => {
                self.motion = None;
                self.stage = MeasureStage::Effective;
                self.effect = Some(Effect {
                    on: e.on,
                    plan: e.plan.clone(),
                });
            }
            Event::ObjectionRaised(_) => self.stage = MeasureStage::Objected,
            Event::MeasureFinal(_) => self.stage = MeasureStage::Final,
            Event::MeasureRestored(e) => {
                self.motion = None;
                self.notice = Some(dispatch(e.by));
                self.stage = MeasureStage::Annulled;
            }
            _ => {}
        }
    }

    /// It stands on an agenda, or does no more.
    fn place(&mut self, at: Option<Placed>) {
        self.placed = at;
        match at {
            Some(placed) if matches!(placed.question, Question::Impose | Question::Guidance) => {
                self.stage = MeasureStage::Review;
            }
            None if self.stage == MeasureStage::Review => self.stage = self.undecided(),
            _ => {}
        }
    }

    /// Where it stands as long as nobody decided.
    const fn undecided(&self) -> MeasureStage {
        if self.hearing.closed.is_some() {
            MeasureStage::Heard
        } else {
            MeasureStage::Explained
        }
    }

    fn settle(&mut self, decided: &MeasureDecided, entry: &Entry) {
        self.placed = None;
        if let Some(body) = decided.deferred_to {
            self.body = body;
        }
        self.decisions.push(Decision {
            question: decided.question,
            resolution: decided.resolution,
            by: decided.by.clone(),
            at: entry.at,
            seq: entry.seq,
        });
        self.stage = self.after(decided.question, decided.resolution);
    }

    /// Where a decision leaves it.
    fn after(&self, question: Question, resolution: Resolution) -> MeasureStage {
        use {MeasureStage as S, Question as Q, Resolution as R};
        match (question, resolution) {
            // Nothing came of it yet: another meeting, or another body, is asked the same.
            (Q::Impose, R::Adopted) => S::Decided,
            (Q::Impose, R::Rejected) => S::Dropped,
            (Q::Guidance, R::Adopted) => S::Replaced,
            (Q::Impose, R::Deferred | R::NoQuorum) | (Q::Guidance, _) => self.undecided(),
            (Q::NotFollowed, R::Adopted) => S::NotFollowed,
            (Q::NotFollowed, R::Rejected) => S::Fulfilled,
            (Q::Objection, R::Rejected) => S::Final,
            // An annulled decision is undone by an act of two persons; until then it stands.
            _ => self.stage,
        }
    }

    fn arrive(&mut self, what: Sent, at: Timestamp) {
        if let Some(dispatch) = self.dispatch_mut(what) {
            dispatch.delivered_at = Some(at);
        }
        match what {
            Sent::Explanation if self.stage == MeasureStage::Proposed => {
                self.stage = MeasureStage::Explained;
            }
            // Guidance asks for no report: it ends when it has arrived.
            Sent::Decision if self.kind == MeasureKind::Guidance => {
                self.stage = MeasureStage::Final;
            }
            Sent::Decision if self.stage == MeasureStage::Decided => {
                self.stage = MeasureStage::Notified;
            }
            _ => {}
        }
    }

    fn dispatch_mut(&mut self, what: Sent) -> Option<&mut Dispatch> {
        match what {
            Sent::Explanation => self.explanation.as_mut(),
            Sent::Hearing => self.hearing.notice.as_mut(),
            Sent::Record => self.hearing.record.as_mut(),
            Sent::Decision => self.notice.as_mut(),
        }
    }

    /// The letter of this kind, when it was sent.
    #[must_use]
    pub const fn dispatch(&self, what: Sent) -> Option<&Dispatch> {
        match what {
            Sent::Explanation => self.explanation.as_ref(),
            Sent::Hearing => self.hearing.notice.as_ref(),
            Sent::Record => self.hearing.record.as_ref(),
            Sent::Decision => self.notice.as_ref(),
        }
    }

    /// When the explanation reached the member (B36).
    #[must_use]
    pub fn explained_at(&self) -> Option<Timestamp> {
        self.explanation.as_ref().and_then(|sent| sent.delivered_at)
    }

    /// When the decision reached the member, whom it binds from then on.
    #[must_use]
    pub fn notified_at(&self) -> Option<Timestamp> {
        self.notice.as_ref().and_then(|sent| sent.delivered_at)
    }

    /// Whether the member has been told of it, so that it stands in the member's portal.
    #[must_use]
    pub const fn is_known_to_member(&self) -> bool {
        self.explanation.is_some() || self.notice.is_some()
    }

    /// Whether nothing more is to be done about it.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        use MeasureStage as S;
        match self.stage {
            S::Replaced => self.notice.is_some(),
            S::Fulfilled | S::NotFollowed | S::Final | S::Annulled | S::Dropped => {
                self.motion.is_none()
            }
            _ => false,
        }
    }

    /// The last decision on a question.
    #[must_use]
    pub fn decided(&self, question: Question) -> Option<&Decision> {
        self.decisions
            .iter()
            .rev()
            .find(|decision| decision.question == question)
    }

    /// The questions that can be asked of the deciding body now.
    #[must_use]
    pub fn open_questions(&self) -> &'static [Question] {
        use MeasureStage as S;
        if self.placed.is_some() {
            return &[];
        }
        match self.stage {
            S::Heard if self.kind.asks_compliance() => &[Question::Impose, Question::Guidance],
            S::Heard => &[Question::Impose],
            // The general meeting hears the member itself, so it is asked before.
            S::Explained if self.hearing.form == HearingForm::AtMeeting => &[Question::Impose],
            S::Doubted => &[Question::NotFollowed],
            S::Objected if !self.is_annulled() => &[Question::Objection],
            S::Effective | S::Final if self.effect.is_some() && !self.is_annulled() => {
                &[Question::Annul]
            }
            _ => &[],
        }
    }

    /// Whether the decision was annulled, by an objection or otherwise.
    #[must_use]
    pub fn is_annulled(&self) -> bool {
        self.decisions.iter().any(|decision| {
            matches!(decision.question, Question::Objection | Question::Annul)
                && decision.resolution == Resolution::Adopted
        })
    }

    /// Whether a second period for complying was given already (B35).
    #[must_use]
    pub fn had_more_time(&self) -> bool {
        self.findings.contains(&Finding::Partly)
    }

    /// Whether somebody's interest removes them from it altogether: they see nothing of it.
    #[must_use]
    pub fn is_recused(&self, person: AccountId) -> bool {
        self.interests
            .get(&person)
            .is_some_and(Interest::is_excluded)
    }

    /// The clause or article on which it rests.
    #[must_use]
    pub fn cites(&self) -> Option<Cited<'_>> {
        match &self.basis {
            Basis::Guideline { clause, .. } => Some(Cited::Clause(clause)),
            Basis::Article { article, .. } => Some(Cited::Article(article)),
            _ => None,
        }
    }

    /// Whether like is to be treated alike: the same kind of measure, or the same clause or article
    /// (A06).
    #[must_use]
    pub fn is_like(&self, kind: MeasureKind, cited: Option<Cited<'_>>) -> bool {
        self.kind == kind || (cited.is_some() && self.cites() == cited)
    }

    /// The answer to whether it is imposed, once there is one.
    #[must_use]
    pub fn imposed(&self) -> Option<&Decision> {
        self.decided(Question::Impose).filter(|decision| {
            matches!(
                decision.resolution,
                Resolution::Adopted | Resolution::Rejected
            )
        })
    }

    /// The fewest clear days between the notice of its hearing and the hearing: as the law leaves no
    /// room below.
    #[must_use]
    pub fn least_notice(&self, profile: &Profile) -> u32 {
        let clock = match self.hearing.form {
            HearingForm::AtMeeting => "REV_NOTICE",
            HearingForm::Written | HearingForm::Oral => "HEARING_NOTICE",
        };
        profile
            .rule(clock)
            .map_or(profile.board.notice_days, |rule| {
                rule.floor.unwrap_or(rule.period.n)
            })
    }

    /// Those whom an interest removes from it altogether.
    pub fn recused(&self) -> impl Iterator<Item = AccountId> + '_ {
        self.interests
            .iter()
            .filter(|(_, interest)| interest.is_excluded())
            .map(|(person, _)| *person)
    }

    /// Whether somebody takes no part in the decision: an interest, or a part in the procedure.
    #[must_use]
    pub fn is_excluded(&self, person: AccountId) -> bool {
        self.is_recused(person) || self.hearing.officer == Some(person) || self.is_behind_it(person)
    }

    /// Whether somebody handled the cases or proposed the measure.
    #[must_use]
    pub fn is_behind_it(&self, person: AccountId) -> bool {
        self.handlers.contains(&person) || self.proposed_by.people().any(|p| p == person)
    }

    /// Its deadlines that have not stopped, the nearest first.
    #[must_use]
    pub fn open_deadlines(&self) -> Vec<&Deadline> {
        self.deadlines.open()
    }
}

#[cfg(test)]
mod tests;
