//! Each check finds what a history written past the rules contains, and nothing in a sound one.

use super::*;
use crate::{
    board::Seat,
    case::Act,
    code::{
        Attendance, Choice, Delivery, HearingForm, HearingOutcome, InterestKind, LetterKind,
        MeasureKind,
    },
    event::{
        Approved, Basis, CaseProposed, DecisionSent, HearingClosed, InterestDeclared, ItemNamed,
        ItemPut, ItemResolved, MeasureAct, MeasureDecided, MeasureMoved, MeasureProposed,
        MeetingCalled, MeetingOpened, MinutesWritten, OfficerAppointed, SeatTaken, Seated, Tally,
        VoteGiven,
    },
    id::CaseId,
    time::Timestamp,
};
use jiff::civil::date;
use uuid::Uuid;

const HANDLER: u128 = 1;
const PROPOSER: u128 = 2;
const OFFICER: u128 = 3;
const DIRECTOR: u128 = 4;
const SECRETARY: u128 = 5;
const MEASURE: MeasureId = MeasureId(1);

const fn person(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn start() -> Timestamp {
    Timestamp::from_jst(date(2026, 5, 11).at(10, 0, 0, 0))
}

/// A history that is written down without asking any rule.
#[derive(Default)]
struct Forged {
    world: World,
    checks: Segregation,
    seq: u64,
}

impl Forged {
    fn write(&mut self, actor: ActorId, obj: Obj, event: Event) -> u64 {
        let seq = self.seq;
        let seconds = i64::try_from(seq).unwrap();
        let entry = Entry {
            seq,
            at: start().plus_seconds(seconds),
            actor,
            obj,
            event,
            sha256: format!("{seq:064}"),
        };
        self.checks.follow(&entry, &self.world);
        // Cases are not begun here; what puts them forward needs no state.
        let _ = self.world.apply(&entry);
        self.seq += 1;
        seq
    }

    fn of_measure(&mut self, by: u128, event: Event) -> u64 {
        self.write(ActorId::Account(person(by)), Obj::Measure(MEASURE), event)
    }

    fn of_meeting(&mut self, by: u128, event: Event) -> u64 {
        let obj = Obj::Meeting(MeetingId(1));
        self.write(ActorId::Account(person(by)), obj, event)
    }

    /// A recommendation that was proposed.
    fn proposed() -> Self {
        let mut forged = Self::default();
        forged.of_measure(
            PROPOSER,
            Event::MeasureProposed(MeasureProposed {
                measure: MeasureKind::Recommendation,
                member: "M0001".parse().unwrap(),
                basis: Basis::Articles {},
                cases: Vec::new(),
                handlers: vec![person(HANDLER)],
                body: Body::Board,
                profile: "0".repeat(64),
            }),
        );
        forged
    }

    fn officer(&mut self, officer: u128) -> u64 {
        let officer = person(officer);
        self.of_measure(
            SECRETARY,
            Event::OfficerAppointed(OfficerAppointed { officer }),
        )
    }

    fn close_hearing(&mut self) -> u64 {
        self.of_measure(
            OFFICER,
            Event::HearingClosed(HearingClosed {
                outcome: HearingOutcome::Written,
                form: HearingForm::Written,
            }),
        )
    }

    fn declare(&mut self, who: u128, interest: InterestKind) -> u64 {
        let person = person(who);
        self.of_measure(
            who,
            Event::InterestDeclared(InterestDeclared { person, interest }),
        )
    }

    /// A meeting with everybody present and the measure on its agenda.
    fn sit(&mut self) {
        let seats = [HANDLER, PROPOSER, OFFICER, DIRECTOR];
        let seat = |n| Seat::Person(person(n));
        self.of_meeting(
            SECRETARY,
            Event::MeetingCalled(MeetingCalled {
                body: Body::Board,
                at: start(),
                seats: seats
                    .map(|n| Seated {
                        seat: seat(n),
                        votes: 1,
                    })
                    .to_vec(),
                kanji: Vec::new(),
                profile: "0".repeat(64),
            }),
        );
        let subject = Subject::Measure {
            measure: MEASURE,
            question: Question::Impose,
        };
        self.of_meeting(
            SECRETARY,
            Event::ItemPut(ItemPut {
                item: 1,
                subject,
                paper: "p".into(),
            }),
        );
        self.of_meeting(
            SECRETARY,
            Event::MeetingOpened(MeetingOpened {
                chair: seat(DIRECTOR),
                at: start(),
            }),
        );
        for n in seats {
            self.of_meeting(
                SECRETARY,
                Event::SeatTaken(SeatTaken {
                    seat: seat(n),
                    how: Attendance::InPerson,
                    at: start(),
                }),
            );
        }
    }

    fn open(&mut self) {
        self.of_meeting(SECRETARY, Event::ItemOpened(ItemNamed { item: 1 }));
    }

    fn vote(&mut self, who: u128) -> u64 {
        self.of_meeting(
            who,
            Event::VoteGiven(VoteGiven {
                item: 1,
                seat: Seat::Person(person(who)),
                choice: Choice::For,
                paper: "p".into(),
            }),
        )
    }

    fn count(&mut self) -> u64 {
        self.of_meeting(
            SECRETARY,
            Event::ItemResolved(ItemResolved {
                item: 1,
                tally: Tally::default(),
                resolution: Resolution::Adopted,
            }),
        )
    }

    fn decide(&mut self, by: u128, decider: Decider) -> u64 {
        self.of_measure(
            by,
            Event::MeasureDecided(MeasureDecided {
                question: Question::Impose,
                resolution: Resolution::Adopted,
                by: decider,
                deferred_to: None,
            }),
        )
    }

    fn found(&self, check: Check) -> (u64, Vec<u64>) {
        let finding = self.checks.finding(check);
        (finding.looked, finding.violations)
    }
}

fn at_the_meeting() -> Decider {
    Decider::Meeting {
        meeting: MeetingId(1),
        item: 1,
    }
}

fn notice(motion: &str) -> Event {
    Event::DecisionSent(DecisionSent {
        motion: motion.into(),
        letter: LetterKind::Recommendation,
        by: Delivery::CertifiedPost,
    })
}

fn moved(digest: &str) -> Event {
    Event::MeasureMoved(MeasureMoved {
        act: MeasureAct::Notify {
            by: Delivery::CertifiedPost,
        },
        digest: digest.into(),
    })
}

fn minutes() -> MinutesWritten {
    MinutesWritten {
        minutes: "m".into(),
    }
}

/// Everything was looked at, and nothing is found where the duties were kept apart.
#[test]
fn a_sound_history_violates_nothing() {
    let mut forged = Forged::proposed();
    let case = Obj::Case(CaseId(Uuid::from_u128(9)));
    let act = Act::Accept {};
    let seq = forged.write(
        ActorId::Account(person(HANDLER)),
        case.clone(),
        Event::CaseProposed(CaseProposed { act }),
    );
    forged.write(
        ActorId::Account(person(SECRETARY)),
        case,
        Event::CaseAccepted(Approved {
            proposal: format!("{seq:064}"),
        }),
    );
    forged.officer(OFFICER);
    forged.close_hearing();
    forged.declare(DIRECTOR, InterestKind::None);
    forged.sit();
    forged.open();
    forged.vote(DIRECTOR);
    forged.count();
    forged.decide(SECRETARY, at_the_meeting());
    forged.of_measure(PROPOSER, moved("d"));
    forged.of_measure(SECRETARY, notice("d"));
    forged.of_meeting(SECRETARY, Event::MinutesWritten(minutes()));
    forged.of_meeting(DIRECTOR, Event::MinutesApproved(minutes()));
    for check in Check::ALL {
        let (looked, violations) = forged.found(*check);
        assert!(looked > 0, "{check:?}");
        assert!(violations.is_empty(), "{check:?}: {violations:?}");
    }
}

#[test]
fn an_act_of_one_hand_is_found() {
    let mut forged = Forged::default();
    let case = Obj::Case(CaseId(Uuid::from_u128(9)));
    let act = Act::Accept {};
    let seq = forged.write(
        ActorId::Account(person(HANDLER)),
        case.clone(),
        Event::CaseProposed(CaseProposed { act }),
    );
    let accepted = |proposal: String| Event::CaseAccepted(Approved { proposal });
    let deputy = ActorId::Deputy {
        account: person(SECRETARY),
        principal: person(HANDLER),
    };
    let by_deputy = forged.write(deputy, case.clone(), accepted(format!("{seq:064}")));
    let by_nobody = forged.write(
        ActorId::Account(person(SECRETARY)),
        case,
        accepted("f".repeat(64)),
    );
    assert_eq!(
        forged.found(Check::OneHand),
        (2, vec![by_deputy, by_nobody])
    );
}

#[test]
fn a_hearing_officer_with_a_part_in_it_is_found() {
    let mut forged = Forged::proposed();
    let handler = forged.officer(HANDLER);
    let proposer = forged.officer(PROPOSER);
    forged.officer(OFFICER);
    let found = forged.found(Check::HearingOfficer);
    assert_eq!(found, (3, vec![handler, proposer]));
}

/// What counts is the interest when the votes were counted: not one declared later.
#[test]
fn a_recused_voter_is_found_as_of_the_count() {
    let mut forged = Forged::proposed();
    forged.close_hearing();
    forged.sit();
    forged.open();
    let vote = forged.vote(DIRECTOR);
    forged.declare(DIRECTOR, InterestKind::Officer);
    forged.count();
    assert_eq!(forged.found(Check::RecusedVoter), (1, vec![vote]));

    let mut forged = Forged::proposed();
    forged.close_hearing();
    forged.sit();
    forged.open();
    forged.vote(DIRECTOR);
    forged.count();
    forged.declare(DIRECTOR, InterestKind::Officer);
    assert_eq!(forged.found(Check::RecusedVoter), (1, Vec::new()));
}

#[test]
fn a_vote_before_or_after_the_vote_was_open_is_found() {
    let mut forged = Forged::proposed();
    forged.close_hearing();
    forged.sit();
    let early = forged.vote(DIRECTOR);
    forged.open();
    forged.vote(DIRECTOR);
    forged.count();
    let late = forged.vote(DIRECTOR);
    assert_eq!(forged.found(Check::LateVote), (3, vec![early, late]));
}

#[test]
fn a_vote_and_a_decision_before_the_hearing_ended_are_found() {
    let mut forged = Forged::proposed();
    forged.sit();
    forged.open();
    let vote = forged.vote(DIRECTOR);
    forged.count();
    let decision = forged.decide(SECRETARY, at_the_meeting());
    assert_eq!(forged.found(Check::Unheard), (2, vec![vote, decision]));
}

/// The president who decides alone is as apart from it as somebody who votes.
#[test]
fn votes_of_those_behind_it_are_found() {
    let mut forged = Forged::proposed();
    forged.officer(OFFICER);
    forged.close_hearing();
    forged.sit();
    forged.open();
    let mut seqs = [HANDLER, PROPOSER, OFFICER]
        .map(|n| forged.vote(n))
        .to_vec();
    forged.vote(DIRECTOR);
    forged.count();
    seqs.push(forged.decide(PROPOSER, Decider::President {}));
    assert_eq!(forged.found(Check::PartyVoted), (5, seqs));
}

#[test]
fn a_motion_carried_out_by_its_mover_is_found() {
    let mut forged = Forged::proposed();
    forged.of_measure(PROPOSER, moved("d"));
    let deputy = ActorId::Deputy {
        account: person(SECRETARY),
        principal: person(PROPOSER),
    };
    let own = forged.write(deputy, Obj::Measure(MEASURE), notice("d"));
    let unmoved = forged.of_measure(SECRETARY, notice("e"));
    assert_eq!(forged.found(Check::OneHandMotion), (2, vec![own, unmoved]));
}

#[test]
fn minutes_approved_by_their_writer_are_found() {
    let mut forged = Forged::proposed();
    forged.sit();
    forged.of_meeting(SECRETARY, Event::MinutesWritten(minutes()));
    let own = forged.of_meeting(SECRETARY, Event::MinutesApproved(minutes()));
    forged.of_meeting(DIRECTOR, Event::MinutesApproved(minutes()));
    assert_eq!(forged.found(Check::OwnMinutes), (2, vec![own]));
}
