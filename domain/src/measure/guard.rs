//! The guards of the gravest acts, by name: what must hold before a member is judged (B36, `domain.md`
//! section 4).
//!
//! They stand in one list so that each can be shown to be needed: the exploration of every reachable
//! state finds no violation, and finds one as soon as a guard is taken away.

use crate::refusal::Refusal;

/// What must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The circumstances were explained before the member is heard (B36).
    Explained,
    /// The member was heard, waived that or missed it before anybody decides (B36).
    Heard,
    /// The notice of the hearing reached the member clear days before.
    HearingNotice,
    /// The record of a hearing was served before the hearing is closed.
    RecordServed,
    /// Whoever hears is not who handled, proposed or has an interest.
    OfficerApart,
    /// What matters here is delivered only with proof.
    Proof,
    /// Revocation rests on a recommendation that was not followed (B37).
    Ground,
    /// A statutory member is expelled only by the general meeting (GA article 30).
    Authority,
    /// The meeting was called clear days before, or all agreed.
    MeetingNotice,
    /// Nobody with an interest reads the papers.
    Reader,
    /// Whoever votes said first whether they have an interest.
    Declared,
    /// Nobody votes who has an interest, proposed, handled or heard.
    Voter,
    /// Only who is present votes.
    Present,
    /// Votes exist only while the vote is open.
    VoteOpen,
    /// A vote counts only for the paper it was given on.
    SamePaper,
    /// Enough of those who may decide are present.
    Quorum,
    /// A second person carries out what one person put forward.
    SecondPerson,
    /// Nothing takes effect before the decision reached the member (GA article 30 paragraph 2).
    Notified,
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::Explained,
        Self::Heard,
        Self::HearingNotice,
        Self::RecordServed,
        Self::OfficerApart,
        Self::Proof,
        Self::Ground,
        Self::Authority,
        Self::MeetingNotice,
        Self::Reader,
        Self::Declared,
        Self::Voter,
        Self::Present,
        Self::VoteOpen,
        Self::SamePaper,
        Self::Quorum,
        Self::SecondPerson,
        Self::Notified,
    ];

    /// The code of the refusal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Explained => "measure.not_explained",
            Self::Heard => "measure.not_heard",
            Self::HearingNotice => "measure.hearing_notice_short",
            Self::RecordServed => "measure.record_not_served",
            Self::OfficerApart => "measure.officer_not_apart",
            Self::Proof => "measure.proof_needed",
            Self::Ground => "measure.no_ground",
            Self::Authority => "measure.wrong_authority",
            Self::MeetingNotice => "meeting.notice_short",
            Self::Reader => "meeting.not_for_reader",
            Self::Declared => "meeting.not_declared",
            Self::Voter => "meeting.excluded",
            Self::Present => "meeting.not_present",
            Self::VoteOpen => "meeting.vote_not_open",
            Self::SamePaper => "meeting.paper_changed",
            Self::Quorum => "meeting.no_quorum",
            Self::SecondPerson => "measure.second_person_needed",
            Self::Notified => "measure.not_notified",
        }
    }
}

#[cfg(test)]
thread_local! {
    /// The guard that an exploration takes away to see whether it is needed.
    pub(crate) static REMOVED: std::cell::Cell<Option<Guard>> = const { std::cell::Cell::new(None) };
}

/// Whether the guard is satisfied.
pub(crate) fn holds(guard: Guard, holds: bool) -> bool {
    #[cfg(test)]
    if REMOVED.get() == Some(guard) {
        return true;
    }
    let _ = guard;
    holds
}

/// Refuses what a guard forbids.
pub(crate) fn require(guard: Guard, satisfied: bool) -> Result<(), Refusal> {
    if holds(guard, satisfied) {
        Ok(())
    } else {
        Err(Refusal::new(guard.code()))
    }
}
