//! Events of a case and its member requests.

use crate::{
    case::{Act, Beside, Declared, Number, Respondent},
    code::{
        AnswerKind, Applicant, CaseKind, Category, Channel, Delivery, Ground, NoteKind, Outcome,
        Paper, Referral, Will,
    },
    id::AccountId,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A matter was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRegistered {
    /// Its number.
    pub number: Number,
    /// What it is.
    pub kind: CaseKind,
    /// How it came in.
    pub channel: Channel,
    /// Who brought it.
    pub applicant: Applicant,
    /// What it is about.
    pub category: Category,
    /// About whom it is.
    pub respondent: Respondent,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Digest of the profile in force at receipt, which the case keeps (B42).
    pub profile: String,
    /// Version of the explanation that was read to a caller before the number was given (B29).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<String>,
    /// What the complainant declared at once.
    #[serde(default, skip_serializing_if = "Declared::is_unasked")]
    pub declared: Declared,
    /// Papers that came with it (A26).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub papers: BTreeSet<Paper>,
    /// What it has from the complaint whose further respondent it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
}

/// A case of a former register. The record's `ts` says when it was taken over, the dates here say
/// when things happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseTakenOver {
    /// The number it had.
    pub number: Number,
    /// What it is.
    pub kind: CaseKind,
    /// How it came in.
    pub channel: Channel,
    /// About whom it is.
    pub respondent: Respondent,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Where it stood.
    pub status: TakenOverStatus,
    /// Day on which the member was notified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<Date>,
    /// Day on which the member replied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replied: Option<Date>,
    /// Day on which it was closed, if the register said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Date>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Row of the file, from 1, the header not counted.
    pub row: u32,
    /// Digest of the profile in force at the take-over.
    pub profile: String,
}

/// Where a case of a former register stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenOverStatus {
    /// 受付
    Received,
    /// 会員回答待ち
    AwaitingMember,
    /// 検討中
    Reviewing,
    /// 対象外
    OutOfScope,
    /// 終結
    Closed,
}

/// Receipt was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseAcknowledged {
    /// Version of the explanation of the procedure that was given (B29).
    pub explanation: String,
    /// Whether every paper that the rules ask for is there (B30).
    pub complete: bool,
}

/// The supervisor gives the case to a handler whose training is not current (A13). The assignment
/// follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseTrainingOverridden {
    /// The handler.
    pub handler: AccountId,
}

/// A case was given to a handler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseAssigned {
    /// The handler.
    pub handler: AccountId,
}

/// An everyday call ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseAnswered {
    /// In which way.
    pub how: AnswerKind,
    /// To whom the person was referred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
}

/// A two-person act was put forward. The record's own digest names the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseProposed {
    /// What is to be done.
    pub act: Act,
}

/// A two-person act was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseProposalRejected {
    /// Digest of the proposal.
    pub proposal: String,
}

/// An approved act with nothing more to say than which proposal it carries out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approved {
    /// Digest of the proposal.
    pub proposal: String,
}

/// A matter is out of scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutOfScope {
    /// Digest of the proposal.
    pub proposal: String,
    /// Why.
    pub ground: Ground,
}

/// Handling was suspended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSuspended {
    /// Digest of the proposal.
    pub proposal: String,
    /// Why.
    pub ground: Ground,
    /// The day from which it counts, when that lies before the approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
}

/// Handling was taken up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseResumed {
    /// The day from which it counts, when that lies before the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// A request went out to the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestIssued {
    /// Place among the case's requests, from 1.
    pub request: u32,
    /// How it was sent.
    pub by: Delivery,
    /// Digest of the proposal, where a second person read it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// A request, or an order to submit again, reached the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestDelivered {
    /// The request.
    pub request: u32,
    /// The round: 1 is the request itself, each return adds one.
    pub round: u32,
    /// What proves it.
    pub by: Delivery,
    /// When it counts as delivered.
    pub delivered_at: Timestamp,
}

/// The member replied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestAnswered {
    /// The request.
    pub request: u32,
    /// How the reply came; by staff when it came outside the portal (B28).
    pub channel: Channel,
    /// When it arrived.
    pub replied_at: Timestamp,
    /// Whether an investigation report is now there.
    pub has_report: bool,
    /// Whether a proposed solution is now there.
    pub has_proposal: bool,
}

/// A reply suffices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestAccepted {
    /// The request.
    pub request: u32,
}

/// A reply was returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestReturned {
    /// The request.
    pub request: u32,
    /// The round that now begins.
    pub round: u32,
    /// Whether the facts are to be investigated again.
    pub report_again: bool,
    /// Whether a new proposal is wanted.
    pub proposal_again: bool,
    /// How the order was sent.
    pub by: Delivery,
    /// Digest of the proposal, where a second person read it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// A direction was shown to the complainant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseDirectionSent {
    /// How it was sent.
    pub by: Channel,
    /// Digest of the proposal, where a second person read it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// What the complainant said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseConfirmed {
    /// Their will.
    pub will: Will,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseNoted {
    /// What it is about.
    pub kind: NoteKind,
}

/// The case was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseClosed {
    /// How it ended.
    pub outcome: Outcome,
    /// To whom the complainant was referred (B31, B39).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// Digest of the proposal; an answered call needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// Why it was discontinued, when it was (A15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Who sees to the action against recurrence, when one is needed (B07).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prevention: Option<AccountId>,
}
