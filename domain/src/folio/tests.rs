mod lesson;

use super::*;
use crate::{
    access::Actor,
    calendar::Calendar,
    clock::Urgency,
    code::{Accreditor, ActivityKind, InformationKind, LawVersion, PublishedBy, Role},
    event::{Scope, TargetsPublished},
    id::{AccountId, ActorId, CaseId},
    refusal::Refusal,
    time::Timestamp,
};
use jiff::civil::date;
use std::collections::BTreeMap;
use uuid::Uuid;

const TODAY: Date = date(2026, 6, 1);

fn person(n: u128, role: Role) -> Actor {
    Actor::new(
        ActorId::Account(AccountId(Uuid::from_u128(n))),
        vec![role],
        None,
    )
}

fn case(n: u128) -> CaseId {
    CaseId(Uuid::from_u128(n))
}

/// A new entry, or a command to one.
#[derive(Clone, Debug)]
enum Asked {
    New(Fresh),
    Then(FolioCommand),
}

impl From<&Asked> for Asked {
    fn from(asked: &Asked) -> Self {
        asked.clone()
    }
}

impl From<&FolioCommand> for Asked {
    fn from(command: &FolioCommand) -> Self {
        Self::Then(command.clone())
    }
}

/// Entries as their records make them.
#[derive(Default)]
struct Book {
    folios: BTreeMap<FolioId, Folio>,
    records: u64,
    facts: Facts,
}

impl Book {
    fn new() -> Self {
        Self {
            facts: Facts {
                today: TODAY,
                members: 2,
                targets: Some(TargetsPublished {
                    list: "a".repeat(64),
                    count: 2,
                    on: TODAY,
                }),
                cases: [(case(1), true), (case(2), false)].into(),
                ..Facts::default()
            },
            ..Self::default()
        }
    }

    fn ask(
        &mut self,
        id: u32,
        asked: impl Into<Asked>,
        actor: &Actor,
    ) -> Result<Folio, &'static str> {
        let id = FolioId(id);
        let folio = self.folios.get(&id);
        let drafts = match &asked.into() {
            Asked::New(fresh) => super::record(id, fresh, actor, &self.facts),
            Asked::Then(command) => decide(folio, command, actor, &self.facts),
        };
        let drafts = drafts.map_err(|refusal: Refusal| refusal.code)?;
        for draft in drafts {
            self.records += 1;
            let entry = Entry {
                seq: self.records,
                at: Timestamp::start_of(self.facts.today),
                actor: actor.id.clone(),
                obj: draft.obj,
                event: draft.event,
                sha256: format!("{:064}", self.records),
            };
            if let Some(folio) = self.folios.get_mut(&id) {
                folio.evolve(&entry);
            } else {
                self.folios.insert(id, Folio::begin(&entry).unwrap());
            }
        }
        Ok(self.folios[&id].clone())
    }
}

fn accreditation(act: AccreditationAct, authority: Accreditor, on: Date, scope: Scope) -> Fresh {
    Fresh::Accreditation {
        act,
        authority,
        law: LawVersion::Enacted,
        on,
        scope,
        reference: "第1号".into(),
        note: String::new(),
    }
}

fn guideline(version: &str, on: Date, in_force: Date, numbers: &str) -> Fresh {
    Fresh::Guideline {
        version: version.into(),
        text: GuidelineText {
            title: "個人情報保護指針".into(),
            clauses: GuidelineText::clauses_of(numbers).unwrap(),
            text: format!("本文 {version}"),
            document: String::new(),
        },
        heard_on: on,
        heard: "消費者団体から書面で聴取".into(),
        on,
        in_force,
        decision: None,
    }
}

fn record(fresh: Fresh) -> Asked {
    Asked::New(fresh)
}

#[test]
fn the_scope_is_what_the_latest_record_of_each_authority_covers() {
    let head = person(1, Role::CenterHead);
    let listed = |codes: &[&str]| Scope::Listed {
        industries: codes.iter().map(|code| (*code).to_owned()).collect(),
    };
    let mut book = Book::new();
    let ask = |book: &Book, industry, day| coverage(book.folios.values(), industry, day);
    assert_eq!(ask(&book, Some("finance"), TODAY), Coverage::NoRecord);
    for (id, act, authority, on, scope) in [
        (
            1,
            AccreditationAct::Granted,
            Accreditor::Meti,
            date(2011, 8, 10),
            listed(&["printing"]),
        ),
        (
            2,
            AccreditationAct::Granted,
            Accreditor::Mhlw,
            date(2013, 12, 24),
            listed(&["medical"]),
        ),
        (
            3,
            AccreditationAct::Changed,
            Accreditor::Mhlw,
            date(2015, 4, 1),
            listed(&["medical", "retail"]),
        ),
        (
            4,
            AccreditationAct::Ceased,
            Accreditor::Meti,
            date(2020, 4, 1),
            Scope::All {},
        ),
    ] {
        book.ask(id, record(accreditation(act, authority, on, scope)), &head)
            .unwrap();
    }
    for (industry, day, expected) in [
        (Some("printing"), date(2011, 8, 9), Coverage::Outside),
        (Some("printing"), date(2011, 8, 10), Coverage::Inside),
        (Some("medical"), date(2013, 12, 23), Coverage::Outside),
        (Some("medical"), date(2013, 12, 24), Coverage::Inside),
        (Some("retail"), date(2015, 3, 31), Coverage::Outside),
        (Some("retail"), date(2015, 4, 1), Coverage::Inside),
        (None, date(2015, 4, 1), Coverage::Unknown),
        (Some("printing"), date(2020, 3, 31), Coverage::Inside),
        (Some("printing"), date(2020, 4, 1), Coverage::Outside),
        (None, date(2011, 8, 9), Coverage::Outside),
    ] {
        assert_eq!(ask(&book, industry, day), expected, "{industry:?} {day}");
    }
    let strike = FolioCommand::Strike {
        reason: "誤記".into(),
    };
    book.ask(4, &strike, &head).unwrap();
    assert_eq!(ask(&book, Some("printing"), TODAY), Coverage::Inside);
    assert_eq!(book.ask(4, &strike, &head), Err("register.not_now"));
}

#[test]
fn the_version_and_the_clause_are_those_of_the_day_of_the_conduct() {
    let lead = person(1, Role::ComplianceLead);
    let mut book = Book::new();
    for (id, version, in_force, numbers) in [
        (
            1,
            "2005-1",
            date(2005, 4, 1),
            "第5条 利用目的の特定\n第6条　取得",
        ),
        (
            2,
            "2017-1",
            date(2017, 5, 30),
            "5 利用目的\n5-2 要配慮個人情報\n6 取得",
        ),
        (3, "2026-1", date(2026, 7, 1), "5 利用目的"),
    ] {
        let on = in_force.min(TODAY);
        book.ask(id, record(guideline(version, on, in_force, numbers)), &lead)
            .unwrap();
    }
    let found = |book: &Book, day, number| {
        cite(book.folios.values(), day, number)
            .map(|citation| citation.version)
            .map_err(|refusal| refusal.code)
    };
    for (day, number, expected) in [
        (date(2005, 3, 31), "5", Err("guideline.none_in_force")),
        (date(2005, 4, 1), "5", Ok("2005-1")),
        (date(2017, 5, 29), "6", Ok("2005-1")),
        (date(2017, 5, 29), "5-2", Err("guideline.no_such_clause")),
        (date(2017, 5, 30), "5-2", Ok("2017-1")),
        (date(2026, 6, 30), "6", Ok("2017-1")),
        (date(2026, 7, 1), "6", Err("guideline.no_such_clause")),
        (date(2026, 7, 1), "5", Ok("2026-1")),
    ] {
        assert_eq!(
            found(&book, day, number),
            expected.map(str::to_owned),
            "{day} {number}"
        );
    }
    let strike = FolioCommand::Strike {
        reason: "誤記".into(),
    };
    book.ask(3, &strike, &lead).unwrap();
    assert_eq!(found(&book, date(2026, 7, 1), "6"), Ok("2017-1".to_owned()));
}

/// Text, day of the hearing and first day of a version.
fn inside(fresh: &mut Fresh) -> (&mut GuidelineText, &mut Date, &mut Date) {
    match fresh {
        Fresh::Guideline {
            text,
            heard_on,
            in_force,
            ..
        } => (text, heard_on, in_force),
        _ => unreachable!("a guideline"),
    }
}

#[test]
fn a_guideline_is_adopted_after_the_hearing_and_with_a_text_that_can_be_cited() {
    let lead = person(1, Role::ComplianceLead);
    let mut book = Book::new();
    let adopted = |change: fn(&mut Fresh)| {
        let mut fresh = guideline("2026-1", date(2026, 5, 29), date(2026, 7, 1), "1 目的");
        change(&mut fresh);
        record(fresh)
    };
    for (command, code) in [
        (
            adopted(|f| *inside(f).1 = date(2026, 5, 30)),
            "guideline.heard_after_adoption",
        ),
        (
            adopted(|f| *inside(f).2 = date(2026, 5, 28)),
            "guideline.in_force_too_early",
        ),
        (
            adopted(|f| inside(f).0.clauses.clear()),
            "guideline.no_clauses",
        ),
        (
            adopted(|f| {
                inside(f).0.clauses.push(GuidelineClause {
                    number: "1".into(),
                    heading: "再".into(),
                });
            }),
            "guideline.clause_twice",
        ),
        (adopted(|f| inside(f).0.text.clear()), "guideline.no_text"),
        (
            record(guideline("第1版", TODAY, TODAY, "1 目的")),
            "guideline.bad_version",
        ),
        (
            record(guideline("1", date(2026, 6, 2), date(2026, 6, 2), "1 目的")),
            "register.in_future",
        ),
    ] {
        assert_eq!(book.ask(1, &command, &lead), Err(code));
    }
    assert_eq!(
        book.ask(1, adopted(|_| ()), &person(2, Role::Handler)),
        Err("access.denied")
    );
}

#[test]
fn a_guideline_is_filed_and_published_after_its_adoption() {
    let lead = person(1, Role::ComplianceLead);
    let mut book = Book::new();
    let fresh = guideline("2026-1", date(2026, 5, 29), date(2026, 7, 1), "1 目的");
    let folio = book.ask(1, record(fresh), &lead).unwrap();
    let publish = |by, on, url: &str| FolioCommand::Publish {
        by,
        on,
        url: url.into(),
    };
    let file = |on| FolioCommand::File {
        on,
        reference: String::new(),
    };
    let body = PublishedBy::Body;
    for (command, code) in [
        (
            publish(body, TODAY, "javascript:x"),
            "guideline.bad_address",
        ),
        (publish(body, TODAY, ""), "guideline.bad_address"),
        (
            publish(body, date(2026, 5, 28), "https://example.jp/"),
            "guideline.before_adoption",
        ),
        (publish(PublishedBy::Ppc, TODAY, ""), "register.not_now"),
        (file(date(2026, 5, 28)), "guideline.before_adoption"),
        (FolioCommand::Propose, "register.not_now"),
    ] {
        assert_eq!(book.ask(1, &command, &lead), Err(code), "{command:?}");
    }
    // Friday 29 May 2026 and ten open days: Friday 12 June.
    let calendar = Calendar::standard();
    let proof = folio.filing().unwrap().proof(&calendar).unwrap();
    assert_eq!(proof.last, date(2026, 6, 12));
    let at = |day: Date, filed| standing(&proof, filed, Timestamp::start_of(day), &calendar);
    for (day, filed, expected) in [
        (date(2026, 6, 1), None, Urgency::Ample { open_days: 9 }),
        (date(2026, 6, 11), None, Urgency::Near { open_days: 1 }),
        (date(2026, 6, 12), None, Urgency::Today),
        (date(2026, 6, 15), None, Urgency::Overdue { open_days: 1 }),
        (
            date(2026, 6, 15),
            Some(date(2026, 6, 12)),
            Urgency::Done { late_open_days: 0 },
        ),
        (
            date(2026, 6, 15),
            Some(date(2026, 6, 13)),
            Urgency::Done { late_open_days: 1 },
        ),
        (
            date(2026, 6, 20),
            Some(date(2026, 6, 16)),
            Urgency::Done { late_open_days: 2 },
        ),
    ] {
        assert_eq!(at(day, filed), expected, "{day} {filed:?}");
    }
    book.ask(1, &file(TODAY), &lead).unwrap();
    assert_eq!(book.ask(1, &file(TODAY), &lead), Err("register.not_now"));
    book.ask(
        1,
        &publish(body, TODAY, "https://example.jp/shishin"),
        &lead,
    )
    .unwrap();
    let folio = book
        .ask(1, &publish(PublishedBy::Ppc, TODAY, ""), &lead)
        .unwrap();
    let guideline = folio.guideline().unwrap();
    assert!(!guideline.obliges_on(date(2026, 6, 30)) && guideline.obliges_on(date(2026, 7, 1)));
}

#[test]
fn giving_the_accreditation_up_is_filed_beforehand() {
    let lead = person(1, Role::ComplianceLead);
    let calendar = Calendar::standard();
    let mut book = Book::new();
    let on = date(2026, 10, 1);
    let fresh = |act| record(accreditation(act, Accreditor::Ppc, on, Scope::All {}));
    assert_eq!(
        book.ask(1, fresh(AccreditationAct::Granted), &lead),
        Err("register.in_future")
    );
    let ceased = book.ask(2, fresh(AccreditationAct::Ceased), &lead).unwrap();
    let last = ceased.filing().unwrap().proof(&calendar).unwrap().last;
    assert_eq!(
        last,
        date(2026, 9, 29),
        "one clear day before Thursday 1 October"
    );
    let granted = record(accreditation(
        AccreditationAct::Granted,
        Accreditor::Meti,
        date(2011, 8, 10),
        Scope::All {},
    ));
    assert_eq!(book.ask(3, &granted, &lead).unwrap().filing(), None);
}

#[test]
fn information_goes_to_every_target_or_to_named_members() {
    let lead = person(1, Role::ComplianceLead);
    let mut book = Book::new();
    let give = |members: &[&str]| {
        record(Fresh::Information {
            kind: InformationKind::Bulletin,
            on: TODAY,
            members: members.iter().map(|code| code.parse().unwrap()).collect(),
            title: "会報".into(),
            note: String::new(),
            material: String::new(),
        })
    };
    let folio = book.ask(1, give(&[]), &lead).unwrap();
    assert!(matches!(
        folio.content,
        Content::Information(InformationProvided {
            to: crate::event::Recipients::Targets { count: 2, .. },
            ..
        })
    ));
    let folio = book.ask(2, give(&["M2", "M1", "M2"]), &lead).unwrap();
    assert!(
        matches!(&folio.content, Content::Information(InformationProvided { to: crate::event::Recipients::Members { members }, .. }) if members.len() == 2)
    );
    book.facts.unknown_member = true;
    assert_eq!(
        book.ask(3, give(&["M9"]), &lead),
        Err("information.unknown_member")
    );
    book.facts.unknown_member = false;
    book.facts.targets = None;
    assert_eq!(book.ask(3, give(&[]), &lead), Err("information.no_targets"));
    let work = record(Fresh::Activity {
        kind: ActivityKind::Study,
        on: date(2026, 6, 2),
        title: "調査".into(),
        note: String::new(),
    });
    assert_eq!(book.ask(4, &work, &lead), Err("register.in_future"));
}
