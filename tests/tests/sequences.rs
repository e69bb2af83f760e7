//! Any sequence of commands by anybody, on both databases: what was refused left no trace, what was
//! done is what the ledger says, and nobody did what the matrix of parts does not grant.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    calendar::{CalendarSpec, DayRange},
    case::{Act, Attach, CaseCommand, CaseFile, Registration, Reply, Respondent, Stage, Step},
    clock::MoreTime,
    code::{
        AnswerKind, Applicant, AttachmentKind, CaseKind, Channel, Delivery, DestroyCause,
        DocumentKind, Ground, Media, NoteKind, Outcome, Referral, Role, Will,
    },
    event::Event,
    period::{Extension, Unit},
};
use jiff::Span;
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use store::{Command, DocumentAct, Done, Engine, OfficeError, office::Upload};
use tests::harness::office::{TestOffice, complaint, register, run};

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
    vec(one, 30..90)
}

fn pick<T: Copy>(all: &[T], choice: u8) -> T {
    all[usize::from(choice) % all.len()]
}

/// The parts that have anything to do in a case come up more often than the others.
fn actor(t: &TestOffice, m: &Move) -> Actor {
    const BUSY: &[Role] = &[
        Role::Intake,
        Role::Handler,
        Role::Handler,
        Role::Supervisor,
        Role::MemberContact,
    ];
    match m.who % 12 {
        11 => t.who(pick(Role::ALL, m.choice)).clone(),
        8 => t.other_handler.clone(),
        // Somebody with both parts of a two-person act.
        5..=7 => Actor::new(
            t.who(Role::Handler).id.clone(),
            vec![Role::Handler, Role::Supervisor],
            None,
        ),
        n => t.who(BUSY[usize::from(n) % BUSY.len()]).clone(),
    }
}

/// Mostly a step that the state allows, so that cases get far; now and then any step at all.
#[expect(clippy::too_many_lines, reason = "one arm for each step")]
fn command(t: &TestOffice, m: &Move, file: &CaseFile) -> CaseCommand {
    let possible = Step::possible(file);
    let step = if m.what < 208 && !possible.is_empty() {
        pick(&possible, m.what)
    } else {
        pick(Step::ALL, m.what)
    };
    let words = || "試験".to_owned();
    let digest = || {
        file.proposal
            .as_ref()
            .map_or_else(|| "0".repeat(64), |p| p.digest.clone())
    };
    let propose = |act| CaseCommand::Propose {
        act,
        reason: "試験".to_owned(),
    };
    let c = m.choice;
    let today = t.office.now().date();
    // Mostly today, now and then a few days back, or further back than the rules allow.
    let back = |c: u8| {
        (c.is_multiple_of(3)).then(|| today.saturating_sub(Span::new().days(i64::from(c % 11))))
    };
    let open: Vec<String> = file
        .open_deadlines()
        .iter()
        .map(|d| d.name.clone())
        .collect();
    match step {
        Step::Acknowledge => CaseCommand::Acknowledge,
        Step::Assign => CaseCommand::Assign {
            handler: t.who(Role::Handler).id.account().unwrap(),
        },
        Step::Answer => CaseCommand::Answer {
            how: pick(AnswerKind::ALL, c),
            referral: Some(pick(Referral::ALL, c)),
            answer: words(),
        },
        Step::ProposeAcceptance => propose(Act::Accept {}),
        Step::ProposeOutOfScope => propose(Act::OutOfScope {
            ground: pick(Ground::ALL, c),
        }),
        Step::ProposeSuspension => propose(Act::Suspend {
            ground: pick(Ground::ALL, c),
            from: back(c),
        }),
        Step::ProposeClosing => propose(Act::Close {
            outcome: pick(Outcome::ALL, c),
            referral: (c > 127).then_some(Referral::Ppc),
        }),
        Step::Approve => CaseCommand::Approve { proposal: digest() },
        Step::Reject => CaseCommand::Reject {
            proposal: digest(),
            reason: words(),
        },
        Step::Resume => CaseCommand::Resume {
            on: back(c),
            reason: words(),
        },
        Step::ExtendDeadline => CaseCommand::ExtendDeadline {
            deadline: open
                .get(usize::from(c) % open.len().max(1))
                .cloned()
                .unwrap_or_default(),
            more: MoreTime {
                by: Extension {
                    n: u32::from(c % 20),
                    unit: if c & 64 == 0 {
                        Unit::Day
                    } else {
                        Unit::OpenDay
                    },
                },
                asked_on: back(c),
            },
            reason: words(),
        },
        Step::ReplyOutOfScope => CaseCommand::ReplyOutOfScope {
            referral: Referral::Ppc,
            letter: words(),
        },
        // What it says is told by `attached`: the bytes are stored before the command.
        Step::Attach => CaseCommand::Attach(Attach {
            kind: pick(AttachmentKind::ALL, c),
            media: Media::Text,
            name: "試験.txt".to_owned(),
            bytes: 0,
            sha256: String::new(),
            blob: String::new(),
        }),
        Step::DestroyAttachment => CaseCommand::DestroyAttachment {
            attachment: u32::from(c % 4),
            cause: pick(DestroyCause::ALL, c),
            reason: words(),
        },
        Step::Note => CaseCommand::Note {
            kind: pick(NoteKind::ALL, c),
            note: words(),
        },
        Step::IssueRequest => CaseCommand::IssueRequest {
            by: pick(Delivery::ALL, c),
            letter: words(),
        },
        Step::RecordDelivery => CaseCommand::RecordDelivery {
            by: pick(Delivery::ALL, c),
            on: None,
            proof: words(),
        },
        Step::RecordReply => CaseCommand::RecordReply(Reply {
            channel: Channel::Web,
            replied_at: None,
            report: if c & 1 == 0 { words() } else { String::new() },
            proposal: if c & 2 == 0 { words() } else { String::new() },
            original: String::new(),
        }),
        Step::AcceptReply => CaseCommand::AcceptReply {
            assessment: words(),
        },
        Step::ReturnReply => CaseCommand::ReturnReply {
            report_again: c & 1 == 0,
            proposal_again: c & 2 == 0,
            deficiencies: words(),
            by: Delivery::Portal,
        },
        Step::SendDirection => CaseCommand::SendDirection {
            by: Channel::Post,
            direction: words(),
        },
        Step::RecordWill => CaseCommand::RecordWill {
            will: pick(Will::ALL, c),
            comment: words(),
        },
    }
}

fn registration(m: &Move) -> Registration {
    let respondent = match m.choice % 4 {
        0 => Respondent::NonMember {},
        1 => Respondent::Body {},
        _ => complaint().respondent,
    };
    Registration {
        kind: pick(CaseKind::ALL, m.choice / 4),
        applicant: Applicant::Principal,
        respondent,
        ..complaint()
    }
}

async fn play(t: &TestOffice, moves: &[Move]) {
    let mut cases: Vec<CaseFile> = Vec::new();
    for (n, m) in moves.iter().enumerate() {
        t.clock
            .set(t.office.now().plus_seconds(i64::from(m.hours) * 3_600));
        let size = t.office.ledger().size().await.unwrap();
        let slot = usize::from(m.which);
        let who = actor(t, m);
        let (command, before) = match cases.get(slot) {
            Some(file) => (
                Command::case(file.id, command(t, m, file)),
                Some(file.clone()),
            ),
            None => (register(registration(m)), None),
        };
        match performed(t, &who, command).await {
            Ok(done) => {
                let file = done.case.unwrap();
                assert!(t.office.ledger().size().await.unwrap() > size);
                promises(before.as_ref(), &file, &who, &done.entries);
                match before {
                    Some(_) => cases[slot] = file,
                    None => cases.push(file),
                }
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
                promises(Some(file), &now, t.who(Role::CenterHead), &[]);
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
    before: Option<&CaseFile>,
    after: &CaseFile,
    who: &Actor,
    entries: &[domain::event::Entry],
) {
    for entry in entries {
        let proposer = before.and_then(|f| f.proposal.as_ref()).map(|p| &p.by);
        match &entry.event {
            Event::CaseAccepted(_) | Event::CaseOutOfScope(_) | Event::CaseSuspended(_) => {
                assert!(
                    who.is(Role::Supervisor) && proposer != Some(&who.id),
                    "four eyes"
                );
            }
            Event::CaseClosed(e) if e.proposal.is_some() => {
                assert!(
                    who.is(Role::Supervisor) && proposer != Some(&who.id),
                    "four eyes"
                );
            }
            Event::RequestIssued(_) => {
                assert!(
                    matches!(before.unwrap().stage, Stage::Accepted {}),
                    "asked only when accepted"
                );
            }
            _ => {}
        }
    }
    if !after.is_open() {
        assert!(
            after.deadlines.values().all(|d| !d.is_open()),
            "closing stops every clock"
        );
        assert!(after.proposal.is_none());
    }
    if matches!(after.stage, Stage::Suspended { .. }) {
        let running = after
            .deadlines
            .values()
            .filter(|d| d.is_open() && d.paused.is_none());
        assert!(
            running.clone().all(|d| d.clock == "SUSPEND_REVIEW"),
            "a suspension pauses every other clock"
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
