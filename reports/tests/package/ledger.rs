//! A small ledger, driven day by day with the rules of `domain`: a few complaints, reminders and
//! levels, an answer in time, one too late, one suspension.

use domain::{
    calendar::{Calendar, CalendarSpec},
    case::{Declared, Number, Respondent},
    chain::{CompactRange, Disclosure, Hash, Record, record_sha256},
    clock::{Happening, Rules, Trigger, follow, passed_rungs},
    code::{Applicant, CaseKind, Category, Channel, Ground, Outcome},
    event::{
        CaseAcknowledged, CaseClosed, CaseRegistered, CaseResumed, CaseSuspended, DocumentAdopted,
        Entry, Event, LedgerOpened, MemberJoined,
    },
    id::{CaseId, Obj},
    profile::{Profile, SHIPPED},
    time::{FiscalYear, Timestamp},
    world::World,
};
use jiff::civil::{Date, date};
use reports::package::{Document, PackageSource, SourceError};
use std::collections::{BTreeMap, BTreeSet};

/// The profile's text and what it is called in a package.
fn rules() -> (&'static str, &'static str) {
    let (_, text) = SHIPPED.iter().find(|(code, _)| *code == "jecia").unwrap();
    ("rules/jecia.toml", text)
}

/// A ledger that is being written.
#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) bodies: Vec<Vec<u8>>,
    world: World,
    now: Timestamp,
    profile: Profile,
    calendar: Calendar,
    salt: u8,
}

impl Ledger {
    /// Profile and calendar adopted, one member.
    pub(crate) fn open(day: Date) -> Self {
        let mut ledger = Self {
            bodies: Vec::new(),
            world: World::default(),
            now: Timestamp::from_jst(day.at(9, 0, 0, 0)),
            profile: Profile::from_toml(rules().1).unwrap(),
            calendar: Calendar::standard(),
            salt: 0,
        };
        let adopted = |sha256: String| DocumentAdopted {
            proposal: None,
            sha256,
            in_force: date(2005, 3, 1),
            decision: None,
        };
        let profile = adopted(Hash::of(rules().1.as_bytes()).to_string());
        let calendar = adopted(ledger.calendar.digest().to_owned());
        ledger.append(
            &Obj::Organisation,
            &Event::LedgerOpened(LedgerOpened {
                organisation: "jecia".into(),
            }),
        );
        ledger.append(&Obj::Organisation, &Event::ProfileAdopted(profile));
        ledger.append(&Obj::Organisation, &Event::CalendarAdopted(calendar));
        let joined = MemberJoined {
            industry: "retail".into(),
            joined: date(2020, 4, 1),
            consented: None,
        };
        ledger.append(
            &Obj::Member("M0001".parse().unwrap()),
            &Event::MemberJoined(joined),
        );
        ledger
    }

    /// A ledger of some seven weeks with `cases` cases, from 1 April of `year`.
    pub(crate) fn sample(year: i16, cases: u32) -> Self {
        let mut ledger = Self::open(date(year, 4, 1));
        ledger.weeks(FiscalYear(year), cases, 49);
        ledger
    }

    /// The member's line of the public list changes, is shown a week and a day later, and changes again.
    pub(crate) fn list_changes(&mut self) {
        let member = Obj::Member("M0001".parse().unwrap());
        self.happen(&member, Trigger::MembershipChanged);
        for _ in 0..8 {
            self.now = self.now.plus_seconds(86_400);
            self.sweep();
        }
        self.happen(&member, Trigger::PublicListUpdated);
        self.happen(&member, Trigger::MembershipChanged);
    }

    /// Goes on for so many days with a case every other day.
    pub(crate) fn weeks(&mut self, year: FiscalYear, cases: u32, days: u32) {
        let mut open = Vec::new();
        for day in 0..days {
            self.sweep();
            self.now = self.now.plus_seconds(8 * 3600);
            let serial = day / 2 + 1;
            if day % 2 == 0 && serial <= cases {
                open.push((day, self.register(year, serial)));
            }
            for (since, id) in open.clone() {
                match (day - since, since % 3) {
                    // Every third is acknowledged too late.
                    (1, 0 | 1) | (9, 2) => self.acknowledge(id),
                    (12, 1) => self.suspend(id),
                    (18, 1) => self.resume(id),
                    (30, 0) => self.close(id),
                    _ => {}
                }
            }
            self.now = Timestamp::start_of(self.now.date().tomorrow().unwrap()).plus_seconds(300);
        }
        self.sweep();
    }

    pub(crate) fn append(&mut self, obj: &Obj, event: &Event) {
        self.append_by("system:test", obj, event);
    }

    /// Writes what somebody did.
    pub(crate) fn append_by(&mut self, actor: &str, obj: &Obj, event: &Event) {
        let seq = self.bodies.len() as u64;
        self.now = self.now.plus_micros(1_000_000);
        let sd = event.private_fields().iter().map(|field| {
            self.salt = self.salt.wrapping_add(1);
            let made = Disclosure::new(&[self.salt; 32], field.name, &"架空の内容".into());
            (field.name.to_owned(), made.digest())
        });
        let sd: BTreeMap<_, _> = sd.collect();
        let record = Record {
            log: "kigen.example.jp/log1".into(),
            seq,
            ts: self.now,
            actor: actor.into(),
            kind: event.kind().into(),
            v: 1,
            obj: obj.to_string(),
            prev: self.head(),
            public: event.public(),
            sd,
        };
        let body = record.to_body().unwrap();
        let entry = Entry::from_record(&record, record_sha256(&body).to_string()).unwrap();
        self.world.apply(&entry).unwrap();
        self.bodies.push(body);
    }

    pub(crate) fn head(&self) -> Hash {
        self.bodies
            .last()
            .map_or(Hash::ZERO, |body| record_sha256(body))
    }

    pub(crate) fn root(&self, size: u64) -> Hash {
        let mut range = CompactRange::default();
        range.extend(&self.bodies[..usize::try_from(size).unwrap()]);
        range.root()
    }

    pub(crate) fn size(&self) -> u64 {
        self.bodies.len() as u64
    }

    fn happen(&mut self, obj: &Obj, trigger: Trigger) {
        let digest = Hash::of(rules().1.as_bytes()).to_string();
        let rules = Rules {
            earlier: &BTreeMap::new(),
            profile: &self.profile,
            profile_digest: &digest,
            calendar: &self.calendar,
        };
        let happening = Happening {
            trigger,
            at: self.now,
        };
        let deadlines = self.world.deadlines_of(obj).unwrap();
        let events = follow(deadlines, happening, rules).unwrap();
        for event in events {
            self.append(obj, &event);
        }
    }

    fn register(&mut self, year: FiscalYear, serial: u32) -> CaseId {
        let id = CaseId(uuid::Uuid::from_u128(
            u128::from(serial) << 64 | u128::from(year.0.unsigned_abs()),
        ));
        let registered = CaseRegistered {
            number: Number {
                fiscal_year: year,
                serial,
                kind: CaseKind::Complaint,
            },
            kind: CaseKind::Complaint,
            channel: Channel::Telephone,
            applicant: Applicant::Principal,
            category: Category::Purpose,
            respondent: Respondent::Member {
                member: "M0001".parse().unwrap(),
            },
            received_at: self.now,
            profile: Hash::of(rules().1.as_bytes()).to_string(),
            explained: Some("2005-03".into()),
            declared: Declared::default(),
            papers: BTreeSet::new(),
            beside: None,
        };
        self.append(&Obj::Case(id), &Event::CaseRegistered(registered));
        self.happen(&Obj::Case(id), Trigger::Registered);
        id
    }

    fn acknowledge(&mut self, id: CaseId) {
        let event = CaseAcknowledged {
            explanation: "2005-03".into(),
            complete: true,
        };
        self.append(&Obj::Case(id), &Event::CaseAcknowledged(event));
        self.happen(&Obj::Case(id), Trigger::Acknowledged);
        self.happen(&Obj::Case(id), Trigger::FilingComplete);
    }

    fn suspend(&mut self, id: CaseId) {
        let event = CaseSuspended {
            from: None,
            proposal: "0".repeat(64),
            ground: Ground::Litigation,
        };
        self.append(&Obj::Case(id), &Event::CaseSuspended(event));
        self.happen(&Obj::Case(id), Trigger::Suspended);
    }

    fn resume(&mut self, id: CaseId) {
        self.append(
            &Obj::Case(id),
            &Event::CaseResumed(CaseResumed { on: None }),
        );
        self.happen(&Obj::Case(id), Trigger::Resumed);
    }

    fn close(&mut self, id: CaseId) {
        let event = CaseClosed {
            outcome: Outcome::Settled,
            referral: None,
            proposal: None,
            ground: None,
            prevention: None,
        };
        self.append(&Obj::Case(id), &Event::CaseClosed(event));
        self.happen(&Obj::Case(id), Trigger::Closed);
    }

    /// Records every step that has passed.
    fn sweep(&mut self) {
        let now = self.now;
        let passed: Vec<_> = self
            .world
            .deadlines()
            .flat_map(|(obj, deadline)| {
                passed_rungs(deadline, now).map(move |step| (obj.clone(), step))
            })
            .collect();
        for (obj, step) in passed {
            self.append(&obj, &Event::DeadlineEscalated(step));
        }
    }

    /// The same ledger with each record passed through `change` and chained again, as somebody who
    /// owns the database would do it.
    pub(crate) fn rewritten(
        &self,
        mut change: impl FnMut(Record) -> Option<Record>,
    ) -> Vec<Vec<u8>> {
        let mut prev = Hash::ZERO;
        let mut bodies: Vec<Vec<u8>> = Vec::new();
        for body in &self.bodies {
            if let Some(mut record) = change(Record::parse(body).unwrap()) {
                record.seq = bodies.len() as u64;
                record.prev = prev;
                let body = record.to_body().unwrap();
                prev = record_sha256(&body);
                bodies.push(body);
            }
        }
        bodies
    }
}

/// The documents the sample ledger names.
pub(crate) fn documents() -> Vec<Document> {
    let (name, text) = rules();
    vec![
        Document {
            name: name.into(),
            bytes: text.into(),
        },
        Document {
            name: "calendars/standard.toml".into(),
            bytes: CalendarSpec::standard().to_toml().unwrap().into(),
        },
    ]
}

/// What a package of these bodies is made from.
pub(crate) fn source(
    year: i16,
    from: u64,
    bodies: &[Vec<u8>],
) -> PackageSource<'static, impl Iterator<Item = Result<Vec<u8>, SourceError>> + use<>> {
    let bodies = bodies.to_vec();
    PackageSource {
        fiscal_year: FiscalYear(year),
        organisation: "一般社団法人 架空個人情報保護協会",
        from,
        size: bodies.len() as u64,
        bodies: bodies.into_iter().map(Ok),
        documents: documents(),
        writer_version: "0.1.0",
    }
}
