//! The same property without a database: ten thousand sequences, decided and followed by the pure
//! rules alone, in every run.

use super::{Move, Scene, actor, moves_of, promises, registration, steps};
use domain::{
    access::{Actor, permits, permits_in_part},
    calendar::Calendar,
    case::{CaseCommand, CaseFile, Context, Facts, MatterCommand, decide, decide_in_part},
    chain::Hash,
    clock::Rules,
    code::{Class, Role},
    event::{Draft, Entry, Event},
    id::{AccountId, ActorId, CaseId, MemberCode},
    profile::{Profile, SHIPPED},
    refusal::Refusal,
    time::Timestamp,
};
use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::{Config, TestRunner},
};
use std::collections::BTreeMap;
use tests::harness::office::{complaint, morning};

/// An office of rules alone.
struct Paper {
    profile: Profile,
    digest: String,
    calendar: Calendar,
    now: Timestamp,
    seq: u64,
}

fn account(n: u128) -> AccountId {
    AccountId(uuid::Uuid::from_u128(n))
}

fn somebody(role: Role) -> Actor {
    let n = (1..).zip(Role::ALL).find(|(_, r)| **r == role);
    let member = (role == Role::MemberContact).then(member);
    let id = ActorId::Account(account(n.map_or(0, |(n, _)| n)));
    Actor::new(id, vec![role], member)
}

fn member() -> MemberCode {
    "M0001".parse().unwrap()
}

impl Paper {
    fn new(profile: &str) -> Self {
        let (_, text) = SHIPPED.iter().find(|(code, _)| *code == profile).unwrap();
        Self {
            profile: Profile::from_toml(text).unwrap(),
            digest: Hash::of(text.as_bytes()).to_string(),
            calendar: Calendar::standard(),
            now: morning(),
            seq: 0,
        }
    }

    /// What the door does, without the door: the command to one case, and what it means for the
    /// other cases of an incident that this one leads.
    fn perform(
        &mut self,
        before: Option<&CaseFile>,
        case: CaseId,
        who: &Actor,
        command: &CaseCommand,
        (m, cases): (&Move, &[CaseFile]),
    ) -> Result<Vec<Written>, Refusal> {
        let mut written = vec![self.decide(before, None, case, who, command, (m, cases))?];
        if let Some(lead) = before.filter(|lead| lead.is_open()) {
            let parts = cases
                .iter()
                .filter(|part| part.incident == Some(lead.number));
            for part in parts {
                let of = self.decide(Some(part), Some(lead), part.id, who, command, (m, cases))?;
                if !of.0.is_empty() {
                    written.push(of);
                }
            }
        }
        Ok(written)
    }

    fn decide(
        &mut self,
        before: Option<&CaseFile>,
        lead: Option<&CaseFile>,
        case: CaseId,
        who: &Actor,
        command: &CaseCommand,
        (m, cases): (&Move, &[CaseFile]),
    ) -> Result<Written, Refusal> {
        if lead.is_none() {
            permits(who, command, before)?;
        }
        let named = match command {
            CaseCommand::Register(r) => r.beside,
            CaseCommand::Matter(MatterCommand::Link { to, .. }) => Some(*to),
            CaseCommand::Matter(MatterCommand::JoinIncident { lead, .. }) => Some(*lead),
            CaseCommand::Assign { .. } => before.and_then(|file| file.incident),
            _ => None,
        };
        let find = |number| cases.iter().find(|file| file.number == number);
        let other = named.and_then(find).filter(|file| who.reaches(file));
        let number = before.map(|file| file.number);
        let trained = !m.choice.is_multiple_of(4);
        let context = Context {
            now: self.now,
            actor: who,
            rules: Rules {
                profile: &self.profile,
                profile_digest: &self.digest,
                calendar: &self.calendar,
                earlier: &BTreeMap::new(),
            },
            case,
            next_serial: u32::try_from(cases.len()).unwrap() + 1,
            other: other.filter(|_| lead.is_none()),
            facts: Facts {
                member_known: true,
                handler_fit: true,
                leads_incident: cases
                    .iter()
                    .any(|file| file.incident.is_some() && file.incident == number),
                person_known: true,
                handler_trained: trained,
                ..Facts::default()
            },
            letter: "試験",
        };
        let drafts = match (before, lead) {
            (Some(part), Some(lead)) => {
                let drafts = decide_in_part(part, lead, command, &context)?;
                if !drafts.is_empty() {
                    permits_in_part(who, command, part)?;
                }
                drafts
            }
            _ => decide(before, command, &context)?,
        };
        let assigned = |draft: &Draft| matches!(draft.event, Event::CaseAssigned(_));
        let overridden = |draft: &Draft| matches!(draft.event, Event::CaseTrainingOverridden(_));
        assert!(
            trained || !drafts.iter().any(assigned) || drafts.iter().any(overridden),
            "A13: no assignment without training"
        );
        let entries = drafts
            .iter()
            .map(|draft| {
                self.seq += 1;
                Entry {
                    seq: self.seq,
                    at: self.now,
                    actor: who.id.clone(),
                    obj: draft.obj.clone(),
                    event: draft.event.clone(),
                    sha256: Hash::of(&self.seq.to_be_bytes()).to_string(),
                }
            })
            .collect();
        Ok((drafts, entries, case))
    }
}

/// What was written about one case.
type Written = (Vec<Draft>, Vec<Entry>, CaseId);

/// No member sees a name, nor a case of which it was not told.
fn keeps_names(file: &CaseFile, drafts: &[Draft]) {
    let member = somebody(Role::MemberContact);
    let told = !file.requests.is_empty();
    assert!(
        told || !member.reaches(file),
        "B33: who was not told knows nothing"
    );
    // The name of a person; a document has one too.
    for draft in drafts
        .iter()
        .filter(|d| d.event.kind().starts_with("case."))
    {
        for field in draft.event.private_fields() {
            let name = matches!(field.name, "name" | "kana" | "contact");
            assert!(
                !name || (field.class == Class::Identity && !member.opens_of(field.class, file)),
                "a name is sealed where no member opens it"
            );
        }
    }
}

/// Follows one sequence; gives how many of its commands were carried out.
fn play(profile: &str, moves: &[Move]) -> u64 {
    let mut paper = Paper::new(profile);
    let rules = paper.profile.clone();
    let mut cases: Vec<CaseFile> = Vec::new();
    let mut done = 0;
    for m in moves {
        paper.now = paper.now.plus_seconds(i64::from(m.hours) * 3_600);
        let who = actor(somebody, &other_handler(), m);
        let before = cases.get(usize::from(m.which)).cloned();
        let scene = Scene {
            now: paper.now,
            handler: somebody(Role::Handler).id.account().unwrap(),
            other: somebody(Role::Secretariat).id.account().unwrap(),
        };
        let command = match &before {
            Some(file) => steps::command(&scene, &rules, m, file, &cases),
            None => CaseCommand::Register(registration(m, &cases)),
        };
        let id = CaseId(uuid::Uuid::from_u128(cases.len() as u128 + 1));
        let id = before.as_ref().map_or(id, |file| file.id);
        let Ok(written) = paper.perform(before.as_ref(), id, &who, &command, (m, &cases)) else {
            continue;
        };
        done += 1;
        for (drafts, entries, id) in written {
            let place = cases.iter().position(|file| file.id == id);
            let before = place.map(|place| cases[place].clone());
            let mut left = entries.iter();
            let mut after = match &before {
                Some(file) => file.clone(),
                None => CaseFile::begin(id, left.next().unwrap()).unwrap(),
            };
            for entry in left {
                after.evolve(entry);
            }
            promises(&rules, before.as_ref(), &after, &who, &entries);
            keeps_names(&after, &drafts);
            match place {
                Some(place) => cases[place] = after,
                None => cases.push(after),
            }
        }
    }
    done
}

fn other_handler() -> Actor {
    Actor::new(ActorId::Account(account(1_000)), vec![Role::Handler], None)
}

/// 10,000 sequences under both profiles, on both cores.
#[test]
fn ten_thousand_sequences_keep_every_promise() {
    let many: u32 = 10_000;
    assert!(complaint().respondent.member() == Some(&member()));
    let halves = ["jecia", "japico"].map(|profile| {
        std::thread::spawn(move || {
            let mut runner = TestRunner::new(Config::default());
            let (mut sent, mut done) = (0, 0);
            for _ in 0..many / 2 {
                let moves = moves_of(30..60).new_tree(&mut runner).unwrap().current();
                sent += moves.len();
                done += std::panic::catch_unwind(|| play(profile, &moves))
                    .unwrap_or_else(|_| panic!("{profile}: {moves:?}"));
            }
            (sent, done)
        })
    });
    for (profile, half) in ["jecia", "japico"].iter().zip(halves) {
        let (sent, done) = half.join().unwrap();
        println!(
            "{profile}: {} sequences, {sent} commands, {done} carried out",
            many / 2
        );
        assert!(done > u64::from(many), "the sequences lead somewhere");
    }
}
