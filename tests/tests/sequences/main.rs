//! Any sequence of commands by anybody, on both databases: what was refused left no trace, what was
//! done is what the ledger says, and nobody did what the matrix of parts does not grant.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod pure;
mod steps;

use domain::{
    access::Actor,
    calendar::{CalendarSpec, DayRange},
    case::{CaseCommand, CaseFile, Registration, Respondent, Stage},
    code::{Applicant, CaseKind, DocumentKind, LetterKind, Outcome, Role, Will},
    event::{Entry, Event},
    id::{AccountId, Obj},
    letter,
    profile::Profile,
    time::Timestamp,
};
use jiff::Span;
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use std::ops::Range;
use store::{Command, DocumentAct, Done, Engine, OfficeError, office::Upload};
use tests::harness::office::{TestOffice, complaint, index_is_what_the_values_say, register, run};

/// One move: who, what, on which case, and how many hours pass before.
#[derive(Clone, Debug)]
struct Move {
    who: u8,
    what: u8,
    which: u8,
    choice: u8,
    hours: u16,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    moves_of(30..90)
}

/// So many moves.
fn moves_of(many: Range<usize>) -> impl Strategy<Value = Vec<Move>> {
    let one = (
        any::<u8>(),
        any::<u8>(),
        0..4_u8,
        any::<u8>(),
        prop_oneof![4 => 0..30_u16, 1 => 30..600_u16],
    )
        .prop_map(|(who, what, which, choice, hours)| Move {
            who,
            what,
            which,
            choice,
            hours,
        });
    vec(one, many)
}

/// What a command is chosen from besides the file.
struct Scene {
    now: Timestamp,
    handler: AccountId,
    other: AccountId,
}

fn pick<T: Copy>(all: &[T], choice: u8) -> T {
    all[usize::from(choice) % all.len()]
}

/// The parts that have anything to do in a case come up more often than the others.
fn actor(who: impl Fn(Role) -> Actor, other_handler: &Actor, m: &Move) -> Actor {
    const BUSY: &[Role] = &[
        Role::Intake,
        Role::Handler,
        Role::Handler,
        Role::Supervisor,
        Role::MemberContact,
    ];
    match m.who % 12 {
        11 => who(pick(Role::ALL, m.choice)),
        8 => other_handler.clone(),
        // Somebody with both parts of a two-person act.
        5..=7 => Actor::new(
            who(Role::Handler).id,
            vec![Role::Handler, Role::Supervisor],
            None,
        ),
        n => who(BUSY[usize::from(n) % BUSY.len()]),
    }
}

fn registration(m: &Move, cases: &[CaseFile]) -> Registration {
    let respondent = match m.choice % 4 {
        0 => Respondent::NonMember {},
        1 => Respondent::Body {},
        _ => complaint().respondent,
    };
    Registration {
        kind: pick(CaseKind::ALL, m.choice / 4),
        applicant: Applicant::Principal,
        respondent,
        beside: cases
            .first()
            .filter(|_| m.choice.is_multiple_of(5))
            .map(|first| first.number),
        ..complaint()
    }
}

async fn play(t: &TestOffice, moves: &[Move]) {
    let mut cases: Vec<CaseFile> = Vec::new();
    let today = t.office.now().date();
    let profile = t.office.in_force(today).await.unwrap().profile;
    for (n, m) in moves.iter().enumerate() {
        t.clock
            .set(t.office.now().plus_seconds(i64::from(m.hours) * 3_600));
        let size = t.office.ledger().size().await.unwrap();
        let slot = usize::from(m.which);
        let who = actor(|role| t.who(role).clone(), &t.other_handler, m);
        let scene = Scene {
            now: t.office.now(),
            handler: t.who(Role::Handler).id.account().unwrap(),
            other: t.who(Role::Secretariat).id.account().unwrap(),
        };
        let (command, before) = match cases.get(slot) {
            Some(file) => (
                Command::case(file.id, steps::command(&scene, &profile, m, file, &cases)),
                Some(file.clone()),
            ),
            None => (register(registration(m, &cases)), None),
        };
        match performed(t, &who, command).await {
            Ok(done) => {
                let file = done.case.unwrap();
                assert!(t.office.ledger().size().await.unwrap() > size);
                let (own, others): (Vec<Entry>, Vec<Entry>) = done
                    .entries
                    .into_iter()
                    .partition(|entry| entry.obj == Obj::Case(file.id));
                promises(&profile, before.as_ref(), &file, &who, &own);
                match before {
                    Some(_) => cases[slot] = file.clone(),
                    None => cases.push(file.clone()),
                }
                incident(t, &profile, &file, &who, &others, &mut cases).await;
            }
            Err(OfficeError::Refused(_)) => {
                assert_eq!(
                    t.office.ledger().size().await.unwrap(),
                    size,
                    "a refusal leaves no trace"
                );
            }
            Err(other) => panic!("{m:?}: {other}"),
        }
        // The calendar changes under the running clocks, and exactly what was shown before moves.
        if m.what == 7 {
            edit_calendar(t, m).await;
            for file in &mut cases {
                let now = t
                    .office
                    .case_file(t.who(Role::Supervisor), file.id)
                    .await
                    .unwrap();
                let now = now.unwrap();
                promises(&profile, Some(file), &now, t.who(Role::CenterHead), &[]);
                *file = now;
            }
        }
        if m.hours > 20 {
            t.office
                .escalate_all(&Actor::job("escalate"), 3)
                .await
                .unwrap();
        }
        if n % 10 == 9 {
            t.office.check().await.unwrap();
        }
    }
    index_is_what_the_values_say(&t.office).await;
}

/// What was written in the other cases of an incident keeps the promises there as well, and only
/// the cases that `lead` leads were written to.
async fn incident(
    t: &TestOffice,
    profile: &Profile,
    lead: &CaseFile,
    who: &Actor,
    entries: &[Entry],
    cases: &mut [CaseFile],
) {
    for part in cases.iter_mut() {
        let own: Vec<Entry> = entries
            .iter()
            .filter(|entry| entry.obj == Obj::Case(part.id))
            .cloned()
            .collect();
        if own.is_empty() {
            continue;
        }
        assert_eq!(part.incident, Some(lead.number));
        assert_eq!(part.respondent, lead.respondent);
        let reader = t.who(Role::Supervisor);
        let now = t.office.case_file(reader, part.id).await.unwrap().unwrap();
        promises(profile, Some(part), &now, who, &own);
        *part = now;
    }
}

/// Carries a command out; a document goes in with its bytes.
async fn performed(t: &TestOffice, who: &Actor, command: Command) -> Result<Done, OfficeError> {
    if let Command::Case {
        id: Some(id),
        command: asked,
        ..
    } = &command
        && let CaseCommand::Attach(attach) = &**asked
    {
        let upload = Upload {
            kind: attach.kind,
            name: attach.name.clone(),
            bytes: b"test".to_vec(),
        };
        return t.office.attach(who, *id, None, upload).await;
    }
    t.office.perform(who, command).await
}

/// Closes or opens a day that lies near.
async fn edit_calendar(t: &TestOffice, m: &Move) {
    let today = t.office.now().date();
    let day = today.saturating_add(Span::new().days(i64::from(m.choice % 40) - 5));
    let range = DayRange::Dated { from: day, to: day };
    let in_force = t.office.in_force(today).await.unwrap().calendar;
    let mut spec: CalendarSpec = in_force.spec().clone();
    let list = if m.choice < 128 {
        &mut spec.closed
    } else {
        &mut spec.open
    };
    list.push(range);
    let text = spec.to_toml().unwrap();
    let head = t.who(Role::CenterHead);
    let preview = t.office.preview_calendar(head, &text).await.unwrap();
    let adopt = Command::Document {
        kind: DocumentKind::Calendar,
        act: DocumentAct::Adopt {
            text,
            decision: None,
            reason: "試験".to_owned(),
            preview: Some(preview.digest.clone()),
        },
    };
    match t.office.perform(head, adopt).await {
        Ok(done) => {
            let moved = done.entries.iter().filter(|entry| match &entry.event {
                Event::DeadlineRedated(e) => e.was != e.due.last,
                _ => false,
            });
            assert_eq!(moved.count(), preview.moved.len());
        }
        // The same day twice.
        Err(OfficeError::Refused(refusal)) => {
            assert_eq!(refusal.code, "document.nothing_changes");
        }
        Err(other) => panic!("{m:?}: {other}"),
    }
}

/// What must hold between two states of a case, whoever did what.
fn promises(
    profile: &Profile,
    before: Option<&CaseFile>,
    after: &CaseFile,
    who: &Actor,
    entries: &[Entry],
) {
    let checked = |event| issues(event).is_some_and(|kind| profile.is_checked(kind));
    let proposer = before.and_then(|f| f.proposal.as_ref()).map(|p| &p.by);
    for entry in entries {
        clause_guards(before, who, entry);
        let decided = match &entry.event {
            Event::CaseAccepted(_)
            | Event::CaseOutOfScope(_)
            | Event::CaseSuspended(_)
            | Event::CaseWithheld(_)
            | Event::PartRefused(_) => true,
            Event::CaseClosed(e) => e.proposal.is_some(),
            // A letter under check was not issued by its drafter, nor by one person alone.
            event if checked(event) => true,
            _ => false,
        };
        assert!(
            !decided
                || (who.is_any(&[Role::Supervisor, Role::SecondApprover])
                    && proposer != Some(&who.id)),
            "four eyes"
        );
    }
    if !after.is_open() {
        let open = after.deadlines.values().filter(|d| d.is_open());
        assert!(
            open.map(|d| d.clock.as_str())
                .all(|clock| clock == "PREVENTION"),
            "closing stops every clock but that of the action it plans (B07)"
        );
        assert!(after.proposal.is_none());
    }
    assert!(
        after
            .handler
            .is_none_or(|handler| !after.barred.contains(&handler)),
        "nobody who is barred handles a case"
    );
    if matches!(after.stage, Stage::Suspended { .. }) {
        let running = after
            .deadlines
            .values()
            .filter(|d| d.is_open() && d.paused.is_none());
        assert!(
            running.clone().all(|d| d.clock == "SUSPEND_REVIEW"),
            "a suspension pauses every other clock: {:?} after {:?}",
            running.map(|d| d.name.as_str()).collect::<Vec<_>>(),
            entries.iter().map(|e| e.event.kind()).collect::<Vec<_>>()
        );
    }
    for deadline in after.deadlines.values() {
        let earlier = before.and_then(|f| f.deadlines.get(&deadline.name));
        if let Some(earlier) = earlier {
            assert!(
                deadline.due.ends_at >= earlier.due.ends_at,
                "a running deadline never gets shorter"
            );
        }
    }
}

/// The kind of letter an event issues by itself.
fn issues(event: &Event) -> Option<LetterKind> {
    letter::issued(event).map(|issued| issued.kind)
}

/// What the clauses ask before something happens.
fn clause_guards(before: Option<&CaseFile>, who: &Actor, entry: &Entry) {
    let Some(file) = before else {
        return;
    };
    assert!(
        who.id
            .account()
            .is_none_or(|account| !file.barred.contains(&account)),
        "whoever is barred does nothing"
    );
    match &entry.event {
        Event::CaseAccepted(_) => {
            assert!(file.handler.is_some(), "accepted with a handler");
            assert_eq!(
                file.kind,
                CaseKind::Complaint,
                "only complaints are accepted"
            );
        }
        Event::RequestIssued(_) => {
            assert!(
                matches!(file.stage, Stage::Accepted {}),
                "asked only when accepted"
            );
            assert!(
                !file.declared.keeps_member_out(),
                "B33: not against the wish"
            );
        }
        Event::RequestReturned(e) => assert!(e.round <= 3, "B34: at most two returns"),
        Event::CaseConfirmed(e) if e.will == Will::Silent => assert!(
            matches!(file.stage, Stage::Confirming { reminders, .. } if reminders > 0),
            "silence only after a reminder"
        ),
        Event::NonCooperationDecided(e) => assert!(
            file.cooperation.heard.contains_key(&e.suspicion),
            "B18: heard before it is decided"
        ),
        Event::CaseClosed(e) => match e.outcome {
            Outcome::Settled
            | Outcome::NoAgreement
            | Outcome::NoResponse
            | Outcome::AdviceGiven => {
                assert!(
                    file.advised && file.investigated,
                    "A11: advice and investigation before closing"
                );
                assert!(
                    e.outcome != Outcome::NoAgreement || e.referral.is_some(),
                    "B39: referral without agreement"
                );
            }
            Outcome::Lapsed => assert!(file.filing.reminders >= 2, "two reminders"),
            Outcome::OutOfScope => assert!(e.referral.is_some(), "B31: referral"),
            Outcome::Discontinued => assert!(e.ground.is_some(), "A15: a ground"),
            Outcome::Answered | Outcome::Withdrawn => {}
        },
        _ => {}
    }
}

fn on(engine: Engine) {
    let cases = std::env::var("KIGEN_SEQUENCES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(8);
    let mut runner = TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&moves(), |moves| {
            run(engine, async |t: &TestOffice| play(t, &moves).await);
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_sequence_keeps_every_promise_on_sqlite() {
    on(Engine::Sqlite);
}

#[test]
fn any_sequence_keeps_every_promise_on_postgres() {
    on(Engine::Postgres);
}
