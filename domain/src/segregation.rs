//! The checks of segregation of duties (職務分離, `domain.md` section 4), asked of the records.
//!
//! They do not trust the rules that refuse a command: each compares who did what in the ledger as it
//! stands, so that a history written past those rules is found. One pass over the records is enough.

use crate::{
    code::{Body, InterestKind, Question, Resolution},
    event::{Decider, Entry, Event, Subject},
    id::{AccountId, ActorId, MeasureId, MeetingId, Obj},
    measure::{Interest, Measure, Ruling},
    world::World,
};
use std::collections::BTreeMap;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// An act of two persons that one person both put forward and approved.
    OneHand,
    /// Whoever hears the member handled its cases or proposed the measure (B36).
    HearingOfficer,
    /// A counted vote of somebody whose interest excluded them when the votes were counted.
    RecusedVoter,
    /// A vote given while the vote was not open.
    LateVote,
    /// A vote or a decision before hearing the member was over (B36).
    Unheard,
    /// A counted vote of somebody who proposed the measure, handled its cases or heard the member.
    PartyVoted,
    /// Something about a measure that one person both put forward and carried out.
    OneHandMotion,
    /// Minutes that were approved by whoever wrote them.
    OwnMinutes,
}

impl Check {
    /// Every check.
    pub const ALL: &'static [Self] = &[
        Self::OneHand,
        Self::HearingOfficer,
        Self::RecusedVoter,
        Self::LateVote,
        Self::Unheard,
        Self::PartyVoted,
        Self::OneHandMotion,
        Self::OwnMinutes,
    ];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneHand => "one_hand",
            Self::HearingOfficer => "hearing_officer",
            Self::RecusedVoter => "recused_voter",
            Self::LateVote => "late_vote",
            Self::Unheard => "unheard",
            Self::PartyVoted => "party_voted",
            Self::OneHandMotion => "one_hand_motion",
            Self::OwnMinutes => "own_minutes",
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// How many records were looked at.
    pub looked: u64,
    /// Those that violate it.
    pub violations: Vec<u64>,
}

/// The checks while the ledger passes.
#[derive(Clone, Debug, Default)]
pub struct Segregation {
    findings: BTreeMap<Check, Finding>,
    /// Who put forward what waits for a second person, by the digest of the record.
    proposals: BTreeMap<String, ActorId>,
}

impl Segregation {
    /// What a check found so far.
    #[must_use]
    pub fn finding(&self, check: Check) -> Finding {
        self.findings.get(&check).cloned().unwrap_or_default()
    }

    /// Looks at a record; `before` is the world without it.
    pub fn follow(&mut self, entry: &Entry, before: &World) {
        self.acts(entry);
        match entry.obj {
            Obj::Measure(id) => {
                if let Some(measure) = before.measures.get(&id) {
                    self.measure(entry, measure);
                }
            }
            Obj::Meeting(id) => self.meeting(entry, id, before),
            _ => {}
        }
    }

    fn look(&mut self, check: Check, seq: u64, violates: bool) {
        let finding = self.findings.entry(check).or_default();
        finding.looked += 1;
        if violates {
            finding.violations.push(seq);
        }
    }

    /// Acts of two persons on cases, rules and digests of lessons.
    fn acts(&mut self, entry: &Entry) {
        if is_put_forward(&entry.event) {
            self.proposals
                .insert(entry.sha256.clone(), entry.actor.clone());
        } else if let Some(digest) = approves(&entry.event) {
            // What nobody put forward was done by one person, too.
            let by = self.proposals.get(digest);
            let alone = by.is_none_or(|by| by.shares_a_person(&entry.actor));
            self.look(Check::OneHand, entry.seq, alone);
        }
    }

    fn measure(&mut self, entry: &Entry, measure: &Measure) {
        match &entry.event {
            Event::OfficerAppointed(e) => {
                let behind = is_behind(measure, e.officer);
                self.look(Check::HearingOfficer, entry.seq, behind);
            }
            Event::DecisionSent(e) => self.motion(entry, measure, &e.motion),
            Event::MeasureEffective(e) => self.motion(entry, measure, &e.motion),
            Event::MeasureRestored(e) => self.motion(entry, measure, &e.motion),
            Event::MeasureDecided(e) => {
                let settles = matches!(e.resolution, Resolution::Adopted | Resolution::Rejected);
                let heard_before = !matches!(e.by, Decider::Proposer {} | Decider::SecondPerson {});
                if settles && heard_before && asks_hearing(e.question) {
                    let unheard = measure.hearing.closed.is_none();
                    self.look(Check::Unheard, entry.seq, unheard);
                }
                if matches!(e.by, Decider::President {}) {
                    let people: Vec<AccountId> = entry.actor.people().collect();
                    self.counted(measure, &people, entry.seq);
                }
            }
            _ => {}
        }
    }

    /// A vote, or a decision of the president, that counted.
    fn counted(&mut self, measure: &Measure, people: &[AccountId], seq: u64) {
        let recused = people.iter().any(|p| is_recused(measure, *p));
        let party = people
            .iter()
            .any(|p| is_behind(measure, *p) || measure.hearing.officer == Some(*p));
        self.look(Check::RecusedVoter, seq, recused);
        self.look(Check::PartyVoted, seq, party);
    }

    fn motion(&mut self, entry: &Entry, measure: &Measure, digest: &str) {
        let motion = measure.motion.as_ref().filter(|m| m.digest == digest);
        let alone = motion.is_none_or(|m| m.by.shares_a_person(&entry.actor));
        self.look(Check::OneHandMotion, entry.seq, alone);
    }

    fn meeting(&mut self, entry: &Entry, id: MeetingId, before: &World) {
        let Some(meeting) = before.meetings.get(&id) else {
            return;
        };
        match &entry.event {
            Event::VoteGiven(e) => {
                let item = meeting.item(e.item);
                let sits = meeting.opened_at.is_some() && meeting.closed_at.is_none();
                let open = sits && item.is_some_and(crate::board::Item::is_open);
                self.look(Check::LateVote, entry.seq, !open);
                if let Some((measure, question)) = item.and_then(|i| about(&i.subject))
                    && asks_hearing(question)
                    && let Some(measure) = before.measures.get(&measure)
                {
                    let unheard = measure.hearing.closed.is_none();
                    self.look(Check::Unheard, entry.seq, unheard);
                }
            }
            // The general meeting is all members, and the law counts every one of them.
            Event::ItemResolved(e) if meeting.body != Body::GeneralMeeting => {
                let item = meeting.item(e.item);
                let measure = item.and_then(crate::board::Item::measure);
                let measure = measure.and_then(|id| before.measures.get(&id));
                for (seat, ballot) in item.iter().flat_map(|i| &i.votes) {
                    if let (Some(measure), Some(person)) = (measure, seat.person()) {
                        self.counted(measure, &[person], ballot.seq);
                    }
                }
            }
            Event::MinutesApproved(_) => {
                let writer = meeting.minutes.as_ref().map(|minutes| &minutes.by);
                let own = writer.is_none_or(|by| by.shares_a_person(&entry.actor));
                self.look(Check::OwnMinutes, entry.seq, own);
            }
            _ => {}
        }
    }
}

const fn about(subject: &Subject) -> Option<(MeasureId, Question)> {
    match subject {
        Subject::Measure { measure, question } => Some((*measure, *question)),
        _ => None,
    }
}

/// Whether the member is heard before this is decided (B36).
const fn asks_hearing(question: Question) -> bool {
    matches!(question, Question::Impose | Question::Guidance)
}

fn is_behind(measure: &Measure, person: AccountId) -> bool {
    measure.handlers.contains(&person) || measure.proposed_by.people().any(|p| p == person)
}

fn is_recused(measure: &Measure, person: AccountId) -> bool {
    measure
        .interests
        .get(&person)
        .is_some_and(|interest: &Interest| {
            interest.ruling == Some(Ruling::Excluded)
                || interest.declared.is_some_and(InterestKind::is_automatic)
        })
}

const fn is_put_forward(event: &Event) -> bool {
    matches!(
        event,
        Event::CaseProposed(_)
            | Event::ProfileProposed(_)
            | Event::CalendarProposed(_)
            | Event::LessonProposed(_)
    )
}

/// The digest of the proposal that a record carries out.
fn approves(event: &Event) -> Option<&str> {
    match event {
        Event::CaseAccepted(e) => Some(&e.proposal),
        Event::CaseOutOfScope(e) => Some(&e.proposal),
        Event::PartRefused(e) => Some(&e.proposal),
        Event::CaseWithheld(e) => Some(&e.proposal),
        Event::CaseSuspended(e) => Some(&e.proposal),
        Event::RequestIssued(e) => e.proposal.as_deref(),
        Event::RequestReturned(e) => e.proposal.as_deref(),
        Event::DemandMade(e) => e.proposal.as_deref(),
        Event::CaseDirectionSent(e) => e.proposal.as_deref(),
        Event::CaseClosed(e) => e.proposal.as_deref(),
        Event::ProfileAdopted(e) | Event::CalendarAdopted(e) => e.proposal.as_deref(),
        Event::LessonReleased(e) => Some(&e.proposal),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
