//! What happened: the events of the ledger.
//!
//! An event has a public part (codes, identifiers, dates; hashed into the record) and private parts
//! (words and names; only committed to, stored apart, destroyed when their time comes). Folding the
//! public parts gives every state of the program, before and after erasure.

mod account;
mod attachment;
mod case;
mod deadline;
mod demand;
mod filing;
mod folio;
mod matter;
mod measure;
mod meeting;
mod member;
mod operation;
mod organisation;

pub use account::*;
pub use attachment::*;
pub use case::*;
pub use deadline::*;
pub use demand::*;
pub use filing::*;
pub use folio::*;
pub use matter::*;
pub use measure::*;
pub use meeting::*;
pub use member::*;
pub use operation::*;
pub use organisation::*;

use crate::{
    chain::Record,
    code::Class,
    id::{ActorId, BadId, Obj},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Version of the record bodies written by this program.
pub const BODY_VERSION: u64 = 1;

/// A private field: its name in the commitment and the class under whose key its value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in `sd` and in the disclosure.
    pub name: &'static str,
    /// Retention class.
    pub class: Class,
}

macro_rules! events {
    ($( $(#[$doc:meta])* $variant:ident($payload:ty) = $kind:literal [ $($field:ident : $class:ident),* ] ),+ $(,)?) => {
        /// The public part of a record, by kind.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "pub")]
        pub enum Event { $( $(#[$doc])* #[serde(rename = $kind)] $variant($payload) ),+ }

        impl Event {
            /// Every kind this program writes.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The kind written in the record.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $kind),+ }
            }

            /// The fixed set of private fields of this kind: each is committed to, empty or not.
            #[must_use]
            pub const fn private_fields(&self) -> &'static [Field] {
                match self { $(Self::$variant(_) => &[$(Field { name: stringify!($field), class: Class::$class }),*]),+ }
            }
        }
    };
}

events! {
    /// The first record of a ledger.
    LedgerOpened(LedgerOpened) = "ledger.opened" [],
    /// A version of the rules was put forward (B40).
    ProfileProposed(DocumentProposed) = "profile.proposed" [reason: Office],
    /// A rule profile came into force (B40, B42).
    ProfileAdopted(DocumentAdopted) = "profile.adopted" [reason: Office],
    /// A version of the rules was sent back.
    ProfileRejected(DocumentRejected) = "profile.rejected" [reason: Office],
    /// A calendar was put forward (A25).
    CalendarProposed(DocumentProposed) = "calendar.proposed" [reason: Office],
    /// A calendar came into force (A25).
    CalendarAdopted(DocumentAdopted) = "calendar.adopted" [reason: Office],
    /// A calendar was sent back.
    CalendarRejected(DocumentRejected) = "calendar.rejected" [reason: Office],
    /// A run that was given up was queued again by an administrator.
    RunRequeued(RunHandled) = "operation.run_requeued" [reason: Office],
    /// A run was cancelled by an administrator.
    RunCancelled(RunHandled) = "operation.run_cancelled" [reason: Office],
    /// A mail that could not go is tried again.
    MailRequeued(MailHandled) = "operation.mail_requeued" [reason: Office],
    /// The machine's clock was confirmed to be right.
    ClockConfirmed(ClockConfirmed) = "operation.clock_confirmed" [reason: Office],
    /// A person was given a sign-in.
    AccountCreated(AccountCreated) = "account.created" [login: Staff, name: Staff],
    /// A sign-in was closed (B16).
    AccountDisabled(AccountDisabled) = "account.disabled" [reason: Staff],
    /// A sign-in that was closed with a membership is open again.
    AccountReopened(AccountReopened) = "account.reopened" [],
    /// Somebody was trained (A13, B11).
    AccountTrained(AccountTrained) = "account.trained" [title: Staff, note: Staff],
    /// Somebody pledged confidentiality (B16-B17).
    AccountPledged(AccountPledged) = "account.pledged" [],
    /// Somebody acts for a person on leave (代理).
    AccountDeputised(AccountDeputised) = "account.deputised" [reason: Staff],
    /// That ended before its day.
    AccountDeputyEnded(AccountDeputyEnded) = "account.deputy_ended" [reason: Staff],
    /// Somebody said where they receive mail.
    AccountMailSet(AccountMailSet) = "account.mail_set" [mail: Staff],
    /// A member was entered in the register (B05).
    MemberJoined(MemberJoined) = "member.joined" [name: Membership, corporate_number: Membership, address: Membership, desk: Membership, telephone: Membership],
    /// A member consented to be a target business (Act article 52).
    MemberConsented(MemberConsented) = "member.consented" [],
    /// That consent ended.
    MemberConsentWithdrawn(MemberConsented) = "member.consent_withdrawn" [],
    /// A member left (B05).
    MemberLeft(MemberLeft) = "member.left" [],
    /// A member became a statutory member (社員), or ceased to be one.
    MemberStatutory(MemberStatutory) = "member.statutory" [],
    /// A member whose membership was revoked is one again: the decision was annulled (B37).
    MemberRestored(MemberRestored) = "member.restored" [],
    /// A member's contacts changed; all of them stand in this record.
    MemberChanged(MemberChanged) = "member.changed" [name: Membership, kana: Membership, address: Membership, desk: Membership, telephone: Membership, mail: Membership, url: Membership],
    /// The list of target businesses was published as it stood (A09).
    TargetsPublished(TargetsPublished) = "targets.published" [],
    /// The accreditation was granted, changed or given up (A01).
    AccreditationRecorded(AccreditationRecorded) = "accreditation.recorded" [reference: Office, note: Office],
    /// A version of the guidelines was adopted (A02).
    GuidelineAdopted(GuidelineAdopted) = "guideline.adopted" [heard: Office],
    /// A version of the guidelines was made public (A10).
    GuidelinePublished(GuidelinePublished) = "guideline.published" [],
    /// What had to be filed with the Commission was filed (A01, A02).
    RegisterFiled(RegisterFiled) = "register.filed" [reference: Office],
    /// Target businesses were given information (A05).
    InformationProvided(InformationProvided) = "information.provided" [title: Office, note: Office],
    /// Other necessary work was done (A07).
    ActivityRecorded(ActivityRecorded) = "activity.recorded" [title: Office, note: Office],
    /// A digest of cases was written (B03).
    LessonWritten(LessonWritten) = "lesson.written" [title: Office, text: Office],
    /// It was written anew.
    LessonRewritten(LessonRewritten) = "lesson.rewritten" [title: Office, text: Office],
    /// Somebody consents to publishing what could identify a person (B10).
    PublicationConsented(PublicationConsented) = "publication.consented" [reference: Notes],
    /// That consent was withdrawn (B10).
    PublicationConsentWithdrawn(ConsentWithdrawn) = "publication.consent_withdrawn" [reason: Notes],
    /// A digest was put forward to be published to members (B03).
    LessonProposed(LessonProposed) = "lesson.proposed" [],
    /// It was sent back.
    LessonReturned(LessonReturned) = "lesson.returned" [reason: Office],
    /// A second reader published it to members (B03, B10).
    LessonReleased(LessonReleased) = "lesson.released" [],
    /// An entry of the registers was struck out; it stays readable.
    RegisterStruck(RegisterStruck) = "register.struck" [reason: Office],
    /// A register kept elsewhere was taken over; counts only.
    RegisterTakenOver(RegisterTakenOver) = "register.taken_over" [],
    /// A yearly package was written.
    PackageBuilt(PackageBuilt) = "audit.package.built" [],
    /// A matter was received and given its number (B06, B28).
    CaseRegistered(CaseRegistered) = "case.registered" [name: Identity, kana: Identity, contact: Identity, content: Narrative, original: Narrative],
    /// A case of a former register came in with its history.
    CaseTakenOver(CaseTakenOver) = "case.taken_over" [name: Identity, kana: Identity, content: Narrative, member_name: Narrative, source: Notes],
    /// Receipt was confirmed and the procedure explained (B29, A14).
    CaseAcknowledged(CaseAcknowledged) = "case.acknowledged" [],
    /// The supervisor gives a case to a handler whose training is not current (A13).
    CaseTrainingOverridden(CaseTrainingOverridden) = "case.training_overridden" [reason: Notes],
    /// A case was given to a handler.
    CaseAssigned(CaseAssigned) = "case.assigned" [],
    /// An everyday call was answered, informed or referred (B01, B31).
    CaseAnswered(CaseAnswered) = "case.answered" [answer: Narrative],
    /// What the complainant declares about a court, the member and those to be told (A18, A20, B33).
    CaseDeclared(CaseDeclared) = "case.declared" [words: Narrative],
    /// What the matter is was said anew (B01).
    CaseReclassified(CaseReclassified) = "case.reclassified" [name: Identity, kana: Identity, contact: Identity, reason: Notes],
    /// A case was linked with another one (A22, B26).
    CaseLinked(CaseLinked) = "case.linked" [memo: Notes],
    /// The case was joined to an incident (3.1).
    IncidentJoined(IncidentJoined) = "incident.joined" [memo: Notes],
    /// The case was taken out of its incident.
    IncidentLeft(Happened) = "incident.left" [reason: Notes],
    /// Somebody was barred from a case because of a conflict of interest.
    PersonBarred(PersonBarred) = "case.person_barred" [reason: Notes],
    /// The complaint form went out, and the papers that are missing were asked for (A26).
    FilingRequested(FilingRequested) = "filing.requested" [letter: Correspondence],
    /// Papers came (A26-A28).
    FilingReceived(FilingReceived) = "filing.received" [original: Narrative],
    /// A paper was checked (A27-A28).
    IdentityChecked(IdentityChecked) = "identity.checked" [note: Identity],
    /// The complainant was reminded of what is asked of them.
    CaseReminded(CaseReminded) = "case.reminded" [letter: Correspondence],
    /// The complainant was given the opportunity to cure or to answer (A16-A21, B23).
    OpportunityGiven(OpportunityGiven) = "opportunity.given" [letter: Correspondence],
    /// The complainant used it.
    OpportunityUsed(OpportunityUsed) = "opportunity.used" [answer: Narrative],
    /// A two-person act was put forward.
    CaseProposed(CaseProposed) = "case.proposed" [reason: Notes, letter: Correspondence, prevention: Notes],
    /// A two-person act was sent back.
    CaseProposalRejected(CaseProposalRejected) = "case.proposal_rejected" [reason: Notes],
    /// A complaint was accepted (受理).
    CaseAccepted(Approved) = "case.accepted" [],
    /// A matter was found to be out of scope (B30).
    CaseOutOfScope(OutOfScope) = "case.out_of_scope" [],
    /// A part of a matter is not handled (A17).
    PartRefused(PartRefused) = "case.part_refused" [],
    /// The member is not notified (A30, B33).
    CaseWithheld(CaseWithheld) = "case.withheld" [],
    /// Whether the member still may not be notified was reviewed (A30).
    WithholdingReviewed(WithholdingReviewed) = "case.withholding_reviewed" [reason: Notes],
    /// A closed case was taken up again on new facts.
    CaseReopened(Happened) = "case.reopened" [reason: Notes],
    /// Handling was suspended (停止, A15).
    CaseSuspended(CaseSuspended) = "case.suspended" [],
    /// Handling was taken up again.
    CaseResumed(CaseResumed) = "case.resumed" [reason: Notes],
    /// The member was notified and asked for report and proposal (B32).
    RequestIssued(RequestIssued) = "request.issued" [letter: Letters],
    /// The request reached the member.
    RequestDelivered(RequestDelivered) = "request.delivered" [proof: Letters],
    /// The member replied, in part or in full (B18, B32).
    RequestAnswered(RequestAnswered) = "request.answered" [report: Letters, proposal: Letters, original: Letters],
    /// A letter to the member came back and was sent again (3.2).
    RequestSentAgain(RequestSentAgain) = "request.sent_again" [proof: Letters],
    /// Documents or a report of how things stand were demanded (B19-B20).
    DemandMade(DemandMade) = "demand.made" [letter: Letters],
    /// The demand reached the member.
    DemandDelivered(DemandDelivered) = "demand.delivered" [proof: Letters],
    /// The demand was met.
    DemandMet(DemandMet) = "demand.met" [supplied: Letters, original: Letters],
    /// The member named a just cause for not supplying documents (B20).
    JustCauseClaimed(JustCauseClaimed) = "just_cause.claimed" [claim: Letters],
    /// That cause was accepted or not (B20).
    JustCauseDecided(JustCauseDecided) = "just_cause.decided" [reason: Letters],
    /// More time was asked for (3.2).
    TimeAsked(TimeAsked) = "time.asked" [reason: Letters],
    /// More time was declined.
    TimeDeclined(TimeDeclined) = "time.declined" [reason: Letters],
    /// The member was heard on a suspected non-cooperation (B18-B20).
    NonCooperationHeard(NonCooperationHeard) = "non_cooperation.heard" [answer: Letters],
    /// A suspected non-cooperation was confirmed or dropped (B18-B20).
    NonCooperationDecided(NonCooperationDecided) = "non_cooperation.decided" [reason: Notes],
    /// The reply suffices.
    RequestAccepted(RequestAccepted) = "request.accepted" [assessment: Notes],
    /// The reply was returned with its deficiencies (B34).
    RequestReturned(RequestReturned) = "request.returned" [deficiencies: Letters],
    /// A direction was shown to the complainant (B38).
    CaseDirectionSent(CaseDirectionSent) = "case.direction_sent" [direction: Correspondence],
    /// The complainant said what they want, or stayed silent (B38-B39).
    CaseConfirmed(CaseConfirmed) = "case.confirmed" [comment: Narrative],
    /// A note in the timeline (A11).
    CaseNoted(CaseNoted) = "case.noted" [note: Notes],
    /// The case was closed.
    CaseClosed(CaseClosed) = "case.closed" [letter: Correspondence],
    /// The action against recurrence was carried out (B07).
    PreventionDone(Happened) = "prevention.done" [result: Notes],
    /// A document was added: a form, an original, evidence, something signed (A26, B28).
    AttachmentAdded(AttachmentAdded) = "attachment.added" [name: Narrative, file: Narrative],
    /// A picture of an identity or authority document was added (A27-A28).
    IdentityAdded(AttachmentAdded) = "attachment.identity_added" [name: Images, file: Images],
    /// A document of the member was added (B32).
    ReplyAdded(AttachmentAdded) = "attachment.reply_added" [name: Letters, file: Letters],
    /// A document was destroyed, alone (A27).
    AttachmentDestroyed(AttachmentDestroyed) = "attachment.destroyed" [reason: Notes],
    /// What becomes of the case after its member left by a measure (B37).
    CaseTransferred(CaseTransferred) = "case.transferred" [],
    /// A measure against a member was proposed (A06, B35).
    MeasureProposed(MeasureProposed) = "measure.proposed" [facts: Measures, evidence: Measures, reason: Measures],
    /// The circumstances were explained to the member (B36).
    ExplanationSent(MeasureSent) = "measure.explanation_sent" [letter: Letters],
    /// What was sent reached the member.
    MeasureDelivered(MeasureDelivered) = "measure.delivered" [proof: Letters],
    /// It came back and was sent again.
    MeasureSentAgain(MeasureSentAgain) = "measure.sent_again" [proof: Letters],
    /// The member asked to be heard orally (B36).
    OralHearingAsked(MemberSpoke) = "measure.oral_hearing_asked" [words: Letters],
    /// Who hears the member was appointed.
    OfficerAppointed(OfficerAppointed) = "measure.officer_appointed" [],
    /// An oral hearing was fixed.
    HearingFixed(HearingFixed) = "measure.hearing_fixed" [place: Letters],
    /// Its notice was sent (B36).
    HearingNotified(MeasureSent) = "measure.hearing_notified" [letter: Letters],
    /// The member did not come, and has just cause: it is fixed anew, once.
    HearingExcused(Happened) = "measure.hearing_excused" [cause: Letters],
    /// The member's written statement came (弁明書, B36).
    StatementReceived(MemberSpoke) = "measure.statement_received" [statement: Letters, original: Letters],
    /// The member waived being heard, in writing (B36).
    HearingWaived(MemberSpoke) = "measure.hearing_waived" [original: Letters],
    /// The hearing was held.
    HearingHeld(Happened) = "measure.hearing_held" [record: Measures],
    /// The record of the hearing was sent to the member.
    HearingRecordSent(MeasureSent) = "measure.hearing_record_sent" [letter: Letters],
    /// The member corrected it.
    HearingRecordCorrected(MemberSpoke) = "measure.hearing_record_corrected" [correction: Letters],
    /// Hearing the member is over (B36).
    HearingClosed(HearingClosed) = "measure.hearing_closed" [summary: Measures],
    /// Somebody declared an interest, or none.
    InterestDeclared(InterestDeclared) = "measure.interest_declared" [note: Measures],
    /// Somebody was challenged.
    Challenged(Challenged) = "measure.challenged" [ground: Measures],
    /// The remaining directors ruled on that.
    InterestRuled(InterestRuled) = "measure.interest_ruled" [reason: Measures],
    /// Something was put forward for a second person.
    MeasureMoved(MeasureMoved) = "measure.moved" [letter: Letters, reason: Measures],
    /// It was sent back.
    MeasureMotionReturned(MeasureMotionReturned) = "measure.motion_returned" [reason: Measures],
    /// It stands on the agenda of a meeting, or does no more.
    MeasurePlaced(MeasurePlaced) = "measure.placed" [],
    /// A question about the measure was decided (B35-B37).
    MeasureDecided(MeasureDecided) = "measure.decided" [reason: Measures],
    /// The decision was sent to the member.
    DecisionSent(DecisionSent) = "measure.decision_sent" [],
    /// The member was reminded to report.
    ComplianceReminded(MeasureSent) = "measure.compliance_reminded" [letter: Letters],
    /// The member reported what it did (B35).
    ComplianceReported(MemberSpoke) = "measure.compliance_reported" [report: Letters, original: Letters],
    /// The report was checked (B35).
    ComplianceVerified(ComplianceVerified) = "measure.compliance_verified" [reason: Measures],
    /// Revocation, expulsion or exclusion took effect (B37).
    MeasureEffective(MeasureEffective) = "measure.effective" [],
    /// The member objected.
    ObjectionRaised(MemberSpoke) = "measure.objection_raised" [objection: Letters],
    /// The decision became final.
    MeasureFinal(Happened) = "measure.final" [reason: Measures],
    /// What an annulled decision took was restored.
    MeasureRestored(MeasureRestored) = "measure.restored" [],
    /// A meeting was called.
    MeetingCalled(MeetingCalled) = "meeting.called" [place: Minutes],
    /// An item was put on its agenda.
    ItemPut(ItemPut) = "meeting.item_put" [title: Minutes, paper: Minutes],
    /// The paper of an item was written anew: votes on the old one are void.
    ItemRevised(ItemPut) = "meeting.item_revised" [title: Minutes, paper: Minutes],
    /// An item was taken off the agenda before its vote.
    ItemWithdrawn(ItemNamed) = "meeting.item_withdrawn" [reason: Minutes],
    /// The notice went out with the papers.
    MeetingNotified(MeetingNotified) = "meeting.notified" [],
    /// Somebody agreed to meet without the period of notice.
    NoticeWaived(NoticeWaived) = "meeting.notice_waived" [],
    /// A paper was read.
    PaperRead(PaperRead) = "meeting.paper_read" [],
    /// An opinion before the meeting; it is never counted.
    OpinionGiven(OpinionGiven) = "meeting.opinion_given" [reason: Minutes],
    /// The meeting was opened.
    MeetingOpened(MeetingOpened) = "meeting.opened" [],
    /// Somebody came.
    SeatTaken(SeatTaken) = "meeting.seat_taken" [],
    /// Somebody left.
    SeatLeft(SeatLeft) = "meeting.seat_left" [],
    /// The vote on an item was opened.
    ItemOpened(ItemNamed) = "meeting.item_opened" [],
    /// A statutory member was heard at the meeting.
    MemberHeard(MemberHeard) = "meeting.member_heard" [words: Minutes],
    /// A vote was given.
    VoteGiven(VoteGiven) = "meeting.vote_given" [reason: Minutes],
    /// The vote on an item ended.
    ItemResolved(ItemResolved) = "meeting.item_resolved" [course: Minutes],
    /// The meeting was closed.
    MeetingClosed(MeetingClosed) = "meeting.closed" [],
    /// The meeting was cancelled before it was opened.
    MeetingCancelled(Happened) = "meeting.cancelled" [reason: Minutes],
    /// Minutes were written.
    MinutesWritten(MinutesWritten) = "meeting.minutes_written" [text: Minutes],
    /// They were approved.
    MinutesApproved(MinutesWritten) = "meeting.minutes_approved" [],
    /// The signed minutes were registered.
    MinutesSigned(MinutesSigned) = "meeting.minutes_signed" [reference: Minutes],
    /// A clock began to run.
    DeadlineStarted(DeadlineStarted) = "deadline.started" [],
    /// A clock was paused.
    DeadlinePaused(DeadlinePaused) = "deadline.paused" [],
    /// A paused clock runs again, to a new last day.
    DeadlineResumed(DeadlineResumed) = "deadline.resumed" [],
    /// More time was granted.
    DeadlineExtended(DeadlineExtended) = "deadline.extended" [reason: Notes],
    /// A running clock was computed again by a newer calendar (A25).
    DeadlineRedated(DeadlineRedated) = "deadline.redated" [],
    /// A clock stopped.
    DeadlineStopped(DeadlineStopped) = "deadline.stopped" [],
    /// A step of the ladder was reached.
    DeadlineEscalated(DeadlineEscalated) = "deadline.escalated" [],
}

/// An event that a rule decided on, not yet in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What it is about.
    pub obj: Obj,
    /// The public part.
    pub event: Event,
    /// Private values by field name; fields that are left out are committed to as empty.
    pub private: BTreeMap<&'static str, String>,
}

impl Draft {
    /// A draft without private values.
    #[must_use]
    pub const fn new(obj: Obj, event: Event) -> Self {
        Self {
            obj,
            event,
            private: BTreeMap::new(),
        }
    }

    /// Adds a private value.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: impl Into<String>) -> Self {
        self.private.insert(field, value.into());
        self
    }
}

/// A record of the ledger as the rules see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Place in the ledger, from 0.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who did it.
    pub actor: ActorId,
    /// What it is about.
    pub obj: Obj,
    /// The public part.
    pub event: Event,
    /// SHA-256 of the record's body, hexadecimal.
    pub sha256: String,
}

/// A record is not one of this program's events.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableEvent {
    /// The public part does not fit its kind.
    #[error("record {seq} of kind {kind}: {source}")]
    Public {
        /// Place in the ledger.
        seq: u64,
        /// Its kind.
        kind: String,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// Object or actor cannot be read.
    #[error("record {seq}: {source}")]
    Id {
        /// Place in the ledger.
        seq: u64,
        /// What does not fit.
        source: BadId,
    },
}

impl Event {
    /// The `pub` object of the record.
    #[must_use]
    pub fn public(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(mut object)) => match object.remove("pub") {
                Some(Value::Object(public)) => public,
                _ => Map::new(),
            },
            _ => Map::new(),
        }
    }

    /// The event with this kind and public part.
    ///
    /// # Errors
    /// The kind is unknown, or the public part has another set of keys or values than the kind.
    pub fn from_public(kind: &str, public: Map<String, Value>) -> Result<Self, serde_json::Error> {
        let mut object = Map::new();
        object.insert("kind".to_owned(), Value::from(kind));
        object.insert("pub".to_owned(), Value::Object(public));
        serde_json::from_value(Value::Object(object))
    }
}

impl Entry {
    /// Reads a record of the ledger.
    ///
    /// # Errors
    /// The record is not one of this program's events.
    pub fn from_record(record: &Record, sha256: String) -> Result<Self, UnreadableEvent> {
        let seq = record.seq;
        let id = |source| UnreadableEvent::Id { seq, source };
        Ok(Self {
            seq,
            at: record.ts,
            actor: record.actor.parse().map_err(id)?,
            obj: record.obj.parse().map_err(id)?,
            event: Event::from_public(&record.kind, record.public.clone()).map_err(|source| {
                UnreadableEvent::Public {
                    seq,
                    kind: record.kind.clone(),
                    source,
                }
            })?,
            sha256,
        })
    }
}
