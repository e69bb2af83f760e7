//! An independent judge: from what was recorded alone, with plain date arithmetic and no rule of the
//! program, it says whether something happened that may not.

#![expect(
    clippy::too_many_lines,
    clippy::struct_excessive_bools,
    clippy::cast_possible_truncation,
    reason = "one list of what may not happen, and small counts"
)]

use super::stage::{HANDLER, KANJI, SUPERVISOR, Stage, account, seat};
use crate::{
    board::Seat,
    code::{
        Attendance, Body, Choice, Delivery, HearingForm, HearingOutcome, InterestKind, Question,
        Resolution, Sent,
    },
    event::{Decider, Draft, Event, Subject},
    id::{AccountId, ActorId, Obj},
    measure::Guard,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What the judge remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Judge {
    pub(super) explained: bool,
    pub(super) fixed: Option<Date>,
    pub(super) told: Option<Date>,
    pub(super) heard: bool,
    pub(super) held: bool,
    pub(super) served: bool,
    pub(super) officer: Option<AccountId>,
    pub(super) declared: BTreeMap<AccountId, InterestKind>,
    pub(super) excluded: BTreeSet<AccountId>,
    pub(super) pending: BTreeSet<AccountId>,
    pub(super) mover: Option<u128>,
    pub(super) notified: bool,
    pub(super) meeting: Option<Sitting>,
}

/// What the judge remembers of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sitting {
    pub(super) at: Option<Date>,
    pub(super) noticed: Option<Date>,
    pub(super) agreed: BTreeSet<Seat>,
    pub(super) open: bool,
    pub(super) present: BTreeSet<Seat>,
    pub(super) paper: String,
    pub(super) voting: bool,
    pub(super) votes: BTreeMap<Seat, Choice>,
}

fn clear_days(from: Option<Date>, to: Option<Date>) -> i64 {
    match (from, to) {
        (Some(from), Some(to)) => i64::from((to - from).get_days()) - 1,
        _ => i64::MIN,
    }
}

impl Judge {
    fn takes_no_part(&self, person: AccountId) -> bool {
        self.excluded.contains(&person)
            || self.officer == Some(person)
            || person == account(HANDLER)
            || person == account(SUPERVISOR)
    }

    /// Takes what somebody's command recorded, and names the guard that should have stopped it.
    pub(super) fn watch(&mut self, before: &Stage, who: u128, drafts: &[Draft]) -> Option<Guard> {
        drafts
            .iter()
            .find_map(|draft| self.see(before, who, &draft.obj, &draft.event))
    }

    fn see(&mut self, before: &Stage, who: u128, obj: &Obj, event: &Event) -> Option<Guard> {
        let today = before.now.date();
        match (obj, event) {
            (Obj::Measure(_), _) => self.see_measure(before, who, event),
            (Obj::Meeting(_), _) => self.see_meeting(before, today, event),
            (Obj::Member(_), Event::MemberLeft(_)) if !self.notified => Some(Guard::Notified),
            _ => None,
        }
    }

    fn see_measure(&mut self, before: &Stage, who: u128, event: &Event) -> Option<Guard> {
        match event {
            Event::MeasureDelivered(e) => {
                if !matches!(e.by, Delivery::CertifiedPost | Delivery::Portal) {
                    return Some(Guard::Proof);
                }
                match e.what {
                    Sent::Explanation => self.explained = true,
                    Sent::Hearing => self.told = Some(e.at.date()),
                    Sent::Record => self.served = true,
                    Sent::Decision => self.notified = true,
                }
            }
            Event::OfficerAppointed(e) => {
                self.officer = Some(e.officer);
                let behind = [HANDLER, SUPERVISOR].map(account).contains(&e.officer);
                if behind || self.excluded.contains(&e.officer) {
                    return Some(Guard::OfficerApart);
                }
            }
            Event::HearingFixed(e) => {
                if !self.explained && before.measure.hearing.form != HearingForm::AtMeeting {
                    return Some(Guard::Explained);
                }
                self.fixed = Some(e.at.date());
                self.told = None;
            }
            Event::HearingExcused(_) => {
                self.fixed = None;
                self.told = None;
            }
            Event::HearingHeld(_) => {
                self.held = true;
                if clear_days(self.told, self.fixed) < 7 {
                    return Some(Guard::HearingNotice);
                }
            }
            Event::HearingClosed(e) => {
                self.heard = true;
                if !self.explained {
                    return Some(Guard::Explained);
                }
                let needs_notice = match e.outcome {
                    HearingOutcome::Held | HearingOutcome::AtMeeting => true,
                    HearingOutcome::Missed => e.form != HearingForm::Written,
                    HearingOutcome::Written | HearingOutcome::Waived => false,
                };
                if needs_notice && clear_days(self.told, self.fixed) < 7 {
                    return Some(Guard::HearingNotice);
                }
                if e.outcome == HearingOutcome::Held && !self.served {
                    return Some(Guard::RecordServed);
                }
                if e.form != HearingForm::AtMeeting {
                    let fits = self.officer.is_some_and(|officer| {
                        !self.excluded.contains(&officer)
                            && ![HANDLER, SUPERVISOR].map(account).contains(&officer)
                    });
                    if !fits {
                        return Some(Guard::OfficerApart);
                    }
                }
            }
            Event::InterestDeclared(e) => {
                let before = self.declared.insert(e.person, e.interest);
                if e.interest.is_automatic() {
                    self.excluded.insert(e.person);
                    self.pending.remove(&e.person);
                } else if e.interest != InterestKind::None
                    && before != Some(e.interest)
                    && !self.excluded.contains(&e.person)
                {
                    self.pending.insert(e.person);
                }
            }
            Event::Challenged(e) if !self.excluded.contains(&e.person) => {
                self.pending.insert(e.person);
            }
            Event::InterestRuled(e) => {
                self.pending.remove(&e.person);
                if e.excluded {
                    self.excluded.insert(e.person);
                } else {
                    self.excluded.remove(&e.person);
                }
            }
            Event::MeasureMoved(_) => self.mover = Some(who),
            Event::DecisionSent(_) | Event::MeasureEffective(_) | Event::MeasureRestored(_) => {
                if self.mover == Some(who) {
                    return Some(Guard::SecondPerson);
                }
                if matches!(event, Event::MeasureEffective(_)) && !self.notified {
                    return Some(Guard::Notified);
                }
                self.notified &= !matches!(event, Event::MeasureRestored(_));
            }
            Event::MeasureDecided(e) => {
                let final_word = matches!(e.resolution, Resolution::Adopted | Resolution::Rejected);
                // Guidance is no measure of B35, and what was withdrawn was never decided.
                let of_b35 = matches!(e.by, Decider::Meeting { .. } | Decider::President {});
                if final_word
                    && of_b35
                    && matches!(e.question, Question::Impose | Question::Guidance)
                {
                    if !self.explained {
                        return Some(Guard::Explained);
                    }
                    if !self.heard {
                        return Some(Guard::Heard);
                    }
                }
                if let Decider::President {} = e.by {
                    let person = account(who);
                    if self.takes_no_part(person) {
                        return Some(Guard::Voter);
                    }
                    if !self.declared.contains_key(&person) {
                        return Some(Guard::Declared);
                    }
                }
            }
            Event::MeasurePlaced(e) => {
                let statutory = before.member.statutory;
                let general = before
                    .meeting
                    .as_ref()
                    .is_some_and(|m| m.body == Body::GeneralMeeting);
                if e.at.is_some() && statutory && !general {
                    return Some(Guard::Authority);
                }
            }
            _ => {}
        }
        None
    }

    fn see_meeting(&mut self, before: &Stage, today: Date, event: &Event) -> Option<Guard> {
        if let Event::MeetingCalled(e) = event {
            self.meeting = Some(Sitting {
                at: Some(e.at.date()),
                ..Sitting::default()
            });
            return None;
        }
        let mut sitting = self.meeting.take().unwrap_or_default();
        let fault = self.sit(&mut sitting, before, today, event);
        self.meeting = Some(sitting);
        fault
    }

    fn sit(
        &self,
        sitting: &mut Sitting,
        before: &Stage,
        today: Date,
        event: &Event,
    ) -> Option<Guard> {
        let general = before
            .meeting
            .as_ref()
            .is_some_and(|m| m.body == Body::GeneralMeeting);
        match event {
            Event::ItemPut(e) => sitting.paper.clone_from(&e.paper),
            Event::ItemRevised(e) => {
                sitting.paper.clone_from(&e.paper);
                sitting.votes.clear();
            }
            Event::MeetingNotified(_) => sitting.noticed = Some(today),
            Event::NoticeWaived(e) => {
                sitting.agreed.insert(e.by.clone());
            }
            Event::PaperRead(e) => {
                let person = e.seat.person().unwrap();
                let fits = self.declared.contains_key(&person)
                    && !self.excluded.contains(&person)
                    && !self.pending.contains(&person);
                if !fits {
                    return Some(Guard::Reader);
                }
            }
            Event::MeetingOpened(_) => {
                sitting.open = true;
                let seats = before.meeting.iter().flat_map(|m| m.seats.keys());
                let all = seats.cloned().chain([seat(KANJI)]);
                let agreed = all.into_iter().all(|seat| sitting.agreed.contains(&seat));
                if clear_days(sitting.noticed, sitting.at) < 7 && !agreed {
                    return Some(Guard::MeetingNotice);
                }
            }
            Event::SeatTaken(e) => {
                assert_eq!(e.how, Attendance::InPerson);
                sitting.present.insert(e.seat.clone());
            }
            Event::SeatLeft(e) => {
                sitting.present.remove(&e.seat);
                if sitting.voting {
                    sitting.votes.remove(&e.seat);
                }
            }
            Event::ItemOpened(_) => sitting.voting = true,
            Event::VoteGiven(e) => {
                if !(sitting.open && sitting.voting) {
                    return Some(Guard::VoteOpen);
                }
                if !sitting.present.contains(&e.seat) {
                    return Some(Guard::Present);
                }
                let imposes = before
                    .measure
                    .placed
                    .is_some_and(|p| matches!(p.question, Question::Impose | Question::Guidance));
                if imposes && !self.heard {
                    return Some(Guard::Heard);
                }
                if e.paper != sitting.paper {
                    return Some(Guard::SamePaper);
                }
                if let Some(person) = e.seat.person()
                    && !general
                {
                    if self.takes_no_part(person) {
                        return Some(Guard::Voter);
                    }
                    if !self.declared.contains_key(&person) || self.pending.contains(&person) {
                        return Some(Guard::Declared);
                    }
                }
                sitting.votes.insert(e.seat.clone(), e.choice);
            }
            Event::ItemResolved(e) => {
                if !(sitting.open && sitting.voting) {
                    return Some(Guard::VoteOpen);
                }
                sitting.voting = false;
                let meeting = before.meeting.as_ref().unwrap();
                let item = meeting.item(e.item).unwrap();
                let Subject::Measure { question, .. } = item.subject else {
                    return None;
                };
                let eligible: Vec<&Seat> = meeting
                    .seats
                    .keys()
                    .filter(|seat| general || !seat.person().is_some_and(|p| self.takes_no_part(p)))
                    .collect();
                let all = eligible.len();
                let here = eligible
                    .iter()
                    .filter(|seat| sitting.present.contains(**seat))
                    .count();
                let yes = eligible
                    .iter()
                    .filter(|seat| {
                        sitting.present.contains(**seat)
                            && sitting.votes.get(**seat) == Some(&Choice::For)
                    })
                    .count();
                // The counts on the record are these, and nobody barred stands in them.
                let counted = (e.tally.eligible, e.tally.present, e.tally.yes);
                if counted != (all as u32, here as u32, yes as u32) {
                    return Some(Guard::Voter);
                }
                let grave = before.measure.kind.is_grave() && question == Question::Impose;
                let fewest = if general {
                    1
                } else if grave {
                    3
                } else {
                    2
                };
                let quorum = if general && grave {
                    here * 3 >= all * 2
                } else {
                    here * 2 > all
                };
                let enough = if general && grave {
                    yes * 2 >= all && yes * 3 >= all * 2
                } else if grave {
                    yes * 3 >= all * 2 && yes > 0
                } else {
                    yes * 2 > here
                };
                let expected = if all < fewest {
                    Resolution::Deferred
                } else if !quorum {
                    Resolution::NoQuorum
                } else if enough {
                    Resolution::Adopted
                } else {
                    Resolution::Rejected
                };
                if e.resolution != expected {
                    return Some(Guard::Quorum);
                }
                sitting.votes.clear();
            }
            Event::MeetingClosed(_) => sitting.open = false,
            _ => {}
        }
        None
    }
}

/// Whether two people are one: the judge knows them by number.
pub(super) fn actor(n: u128) -> ActorId {
    ActorId::Account(account(n))
}
