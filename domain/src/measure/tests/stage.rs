//! One measure, one meeting and everybody who has to do with them.

use crate::{
    access::Actor,
    board::{self, Calling, Meeting, MeetingCommand, Seat},
    calendar::Calendar,
    clock::Rules,
    code::{Body, LegalForm, MeasureKind, Role},
    event::{Basis, Draft, Entry, Event, MeasureProposed, MemberJoined, MemberStatutory},
    id::{AccountId, ActorId, MeasureId, MeetingId, MemberCode, Obj},
    measure::{self, Measure, MeasureCommand},
    member::Member,
    profile::{Profile, SHIPPED},
    refusal::Refusal,
    time::Timestamp,
};
use jiff::civil::{Date, date};
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};
use uuid::Uuid;

/// Days that pass at once.
pub(super) const WAIT: i64 = 5;

pub(super) const START: Date = date(2026, 6, 1);

/// The people, by number.
pub(super) const SUPERVISOR: u128 = 1;
pub(super) const HANDLER: u128 = 2;
pub(super) const OFFICER: u128 = 3;
pub(super) const SECRETARY: u128 = 4;
pub(super) const PRESIDENT: u128 = 5;
pub(super) const SECOND: u128 = 6;
pub(super) const THIRD: u128 = 7;
pub(super) const KANJI: u128 = 8;
pub(super) const HEAD: u128 = 9;
pub(super) const CONTACT: u128 = 10;

pub(super) fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

pub(super) fn seat(n: u128) -> Seat {
    Seat::Person(account(n))
}

pub(super) fn person(n: u128) -> Actor {
    let roles = match n {
        SUPERVISOR => vec![Role::Supervisor, Role::HearingOfficer],
        HANDLER => vec![Role::Handler, Role::HearingOfficer],
        OFFICER => vec![Role::HearingOfficer],
        SECRETARY => vec![Role::Secretariat],
        PRESIDENT => vec![Role::President, Role::Director, Role::Secretariat],
        SECOND => vec![Role::Director],
        THIRD => vec![Role::Director, Role::HearingOfficer],
        KANJI => vec![Role::Kanji],
        HEAD => vec![Role::CenterHead],
        _ => vec![Role::MemberContact],
    };
    let member = (n == CONTACT).then(member_code);
    Actor::new(ActorId::Account(account(n)), roles, member)
}

/// Every actor once: they are asked for again and again.
pub(super) static CAST: LazyLock<BTreeMap<u128, Actor>> =
    LazyLock::new(|| (1..=10).map(|n| (n, person(n))).collect());

pub(super) fn member_code() -> MemberCode {
    "M0001".parse().unwrap()
}

/// Rules whose clocks are short, so that little time has to pass, and a calendar on which every day is
/// like every other: a course looks the same whenever it begins.
pub(super) struct House {
    pub(super) profile: Profile,
    pub(super) calendar: Calendar,
    pub(super) earlier: BTreeMap<String, Arc<Calendar>>,
}

impl House {
    pub(super) fn new(change: impl FnOnce(&mut Profile)) -> Self {
        let mut profile = Profile::from_toml(SHIPPED[0].1).unwrap();
        let kept = [
            "STATEMENT",
            "HEARING_NOTICE",
            "REV_NOTICE",
            "REC_COMPLY",
            "REV_START",
        ];
        profile.clock.retain(|c| kept.contains(&c.name.as_str()));
        profile.ladder.clear();
        for clock in &mut profile.clock {
            match clock.name.as_str() {
                "STATEMENT" | "REC_COMPLY" => clock.period.n = 9,
                "HEARING_NOTICE" | "REV_NOTICE" => clock.period.n = 7,
                _ => {}
            }
        }
        profile.board.record_days = 4;
        change(&mut profile);
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let week = days
            .map(|day| format!("{day} = ['00:00-24:00']"))
            .join("\n");
        Self {
            profile,
            calendar: Calendar::from_toml(&format!("holidays = 'none'\n[weekly]\n{week}")).unwrap(),
            earlier: BTreeMap::new(),
        }
    }

    pub(super) fn rules(&self) -> Rules<'_> {
        Rules {
            profile: &self.profile,
            profile_digest: "p",
            calendar: &self.calendar,
            earlier: &self.earlier,
        }
    }
}

/// A measure under way.
#[derive(Clone)]
pub(super) struct Stage {
    pub(super) now: Timestamp,
    pub(super) measure: Measure,
    pub(super) meeting: Option<Meeting>,
    pub(super) member: Member,
    /// Records so far.
    pub(super) seq: u64,
}

pub(super) fn noon(day: Date) -> Timestamp {
    Timestamp::from_jst(day.at(12, 0, 0, 0))
}

pub(super) fn basis(kind: MeasureKind) -> Basis {
    if kind.is_grave() {
        Basis::NotFollowed {
            measure: MeasureId(1),
        }
    } else {
        Basis::Conduct { conduct: START }
    }
}

impl Stage {
    /// A measure that was just proposed by the supervisor, out of a case of the handler.
    pub(super) fn proposed(kind: MeasureKind, body: Body) -> Self {
        let now = noon(START);
        let entry = |obj, event| Entry {
            seq: 0,
            at: now,
            actor: ActorId::Account(account(SUPERVISOR)),
            obj,
            event,
            sha256: String::new(),
        };
        let proposed = Event::MeasureProposed(MeasureProposed {
            measure: kind,
            member: member_code(),
            basis: basis(kind),
            cases: Vec::new(),
            handlers: vec![account(HANDLER)],
            body,
            profile: "p".into(),
        });
        let measure = Measure::begin(&entry(Obj::Measure(MeasureId(2)), proposed)).unwrap();
        let joined = Event::MemberJoined(MemberJoined {
            industry: "other".into(),
            joined: date(2020, 1, 1),
            consented: Some(date(2020, 1, 1)),
        });
        let mut member = Member::begin(&entry(Obj::Member(member_code()), joined)).unwrap();
        if kind == MeasureKind::Expulsion {
            let event = Event::MemberStatutory(MemberStatutory {
                statutory: true,
                on: date(2020, 1, 1),
            });
            member.evolve(&entry(Obj::Member(member_code()), event));
        }
        Self {
            now,
            measure,
            meeting: None,
            member,
            seq: 1,
        }
    }

    pub(super) fn facts(&self) -> measure::Facts {
        measure::Facts {
            member: Some(self.member.clone()),
            officer_fit: true,
            person_known: true,
            ..measure::Facts::default()
        }
    }

    pub(super) fn board_facts<'a>(&self, house: &'a House) -> board::Facts<'a> {
        board::Facts {
            measures: BTreeMap::from([(
                self.measure.id,
                (self.measure.clone(), Some(house.rules())),
            )]),
            directors: vec![account(PRESIDENT), account(SECOND), account(THIRD)],
            kanji: vec![account(KANJI)],
            statutory: ["M0001", "M0002", "M0003"]
                .iter()
                .map(|code| code.parse().unwrap())
                .collect(),
            ..board::Facts::default()
        }
    }

    /// What follows from a command to the measure.
    pub(super) fn ask(
        &self,
        house: &House,
        facts: &measure::Facts,
        who: u128,
        command: &MeasureCommand,
    ) -> Result<Vec<Draft>, Refusal> {
        let cx = measure::Context {
            now: self.now,
            actor: &CAST[&who],
            rules: house.rules(),
            facts,
        };
        measure::decide(&self.measure, command, &cx)
    }

    /// What follows from a command to the meeting.
    pub(super) fn ask_meeting(
        &self,
        house: &House,
        facts: &board::Facts<'_>,
        who: u128,
        command: &MeetingCommand,
    ) -> Result<Vec<Draft>, Refusal> {
        let cx = self.board_context(house, facts, who);
        let meeting = self
            .meeting
            .as_ref()
            .ok_or_else(|| Refusal::new("meeting.unknown"))?;
        board::decide(meeting, command, &cx)
    }

    pub(super) fn call(
        &self,
        house: &House,
        facts: &board::Facts<'_>,
        calling: &Calling,
    ) -> Result<Vec<Draft>, Refusal> {
        let cx = self.board_context(house, facts, SECRETARY);
        board::call(MeetingId(1), calling, &cx)
    }

    fn board_context<'a>(
        &self,
        house: &'a House,
        facts: &'a board::Facts<'a>,
        who: u128,
    ) -> board::Context<'a> {
        board::Context {
            now: self.now,
            actor: &CAST[&who],
            board: &house.profile.board,
            profile: "p",
            facts,
        }
    }

    /// The stage after these events.
    pub(super) fn follow(&mut self, who: u128, drafts: Vec<Draft>) {
        for draft in drafts {
            let entry = Entry {
                seq: self.seq,
                at: self.now,
                actor: ActorId::Account(account(who)),
                obj: draft.obj,
                event: draft.event,
                sha256: String::new(),
            };
            self.seq += 1;
            match &entry.obj {
                Obj::Measure(_) => self.measure.evolve(&entry),
                Obj::Meeting(_) => match &mut self.meeting {
                    Some(meeting) => meeting.evolve(&entry),
                    None => self.meeting = Meeting::begin(&entry),
                },
                Obj::Member(_) => self.member.evolve(&entry),
                _ => {}
            }
        }
    }
}

/// An association by default; a foundation has no general meeting.
pub(super) fn house(legal_form: LegalForm) -> House {
    House::new(|profile| profile.board.legal_form = legal_form)
}
