//! The demonstration: the same for everybody who names the same seed, however often it was killed
//! while it was built, and with a case in every state that a supervisor must be able to see.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    calendar::Calendar,
    case::{CaseFile, Stage},
    clock::Urgency,
    code::{Accreditor, CaseKind, FolioKind, MeasureKind, MeasureStage, Outcome, Role},
    folio::Folio,
    time::{FiscalYear, Timestamp},
    world::World,
};
use jiff::civil::date;
use server::installation::Installation;
use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Output, Stdio},
    time::{Duration, Instant},
};
use store::{Access, DatabaseUrl, Engine};
use tests::harness::{TestPlace, program::Program, skipped};

/// The instant at which every demonstration here begins: a Sunday before a holiday.
fn sunday() -> Timestamp {
    Timestamp::from_jst(date(2026, 11, 22).at(10, 0, 0, 0))
}

fn build(program: &Program, more: &[&str]) -> serde_json::Value {
    let arguments = [&["demo", "--no-serve", "--json"], more].concat();
    serde_json::from_str(&program.ok(&arguments)).unwrap()
}

fn five(seed: &str) -> serde_json::Value {
    build(&Program::new(), &["--cases", "5", "--seed", seed])["last_sha256"].clone()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What the ledger of a built demonstration says.
fn world(program: &Program) -> World {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let installation = Installation::at(program.path(), None, None).unwrap();
        let office = installation.open(Access::Read).await.unwrap();
        let (world, _) = office.world().await.unwrap();
        office.close().await.unwrap();
        world
    })
}

/// How urgent a case is: by its next deadline, as the worklist shows it.
fn urgency(file: &CaseFile, now: Timestamp) -> Option<Urgency> {
    let calendar = Calendar::standard();
    file.open_deadlines()
        .first()
        .map(|deadline| deadline.urgency(now, &calendar))
}

fn count(world: &World, fits: impl Fn(&CaseFile) -> bool) -> usize {
    world.cases.values().filter(|file| fits(file)).count()
}

#[test]
fn the_same_seed_gives_the_same_ledger_and_another_seed_another() {
    let first = five("1");
    assert_eq!(first, five("1"));
    assert_ne!(first, five("2"));
}

#[test]
fn both_databases_give_the_same_ledger() {
    let place = match TestPlace::new(Engine::Postgres) {
        Ok(place) => place,
        Err(why) => return skipped(&why),
    };
    let DatabaseUrl::Postgres(url) = &place.url else {
        panic!("asked for PostgreSQL, was given {}", place.url);
    };
    let mut program = Program::new();
    program.database_url = Some(url.clone());
    let built = build(&program, &["--cases", "5", "--seed", "1"]);
    assert_eq!(built["last_sha256"], five("1"));
    // Another folder on the same database is not where this ledger began.
    let mut other = Program::new();
    other.database_url = Some(url.clone());
    let refused = other.run(&[
        "demo",
        "--no-serve",
        "--cases",
        "5",
        "--now",
        "2025-06-02T10:00",
    ]);
    assert_eq!(refused.status.code(), Some(3), "{}", text(&refused));
}

#[test]
fn a_whole_demonstration_shows_every_state() {
    let program = Program::new();
    let built = build(&program, &[]);
    assert_eq!(built["members"], 120);
    assert_eq!(built["cases"], 400);
    assert_eq!(built["fiscal_years"], 3);
    program.ok(&["check"]);
    let world = world(&program);
    let now = sunday();

    let is = |file: &CaseFile, fits: fn(Urgency) -> bool| urgency(file, now).is_some_and(fits);
    let overdue = |file: &CaseFile| is(file, |u| matches!(u, Urgency::Overdue { .. }));
    let near = |file: &CaseFile| is(file, |u| matches!(u, Urgency::Near { .. }));
    let suspended = |file: &CaseFile| matches!(file.stage, Stage::Suspended { .. });
    assert_eq!(count(&world, overdue), 9);
    assert_eq!(count(&world, |file| near(file) && !suspended(file)), 14);
    assert_eq!(count(&world, suspended), 3);
    let paused = |file: &CaseFile| file.deadlines.values().any(|d| d.paused.is_some());
    assert!(count(&world, |file| paused(file) && !suspended(file)) >= 3);
    assert!(count(&world, |file| file.is_open() && file.proposal.is_some()) >= 4);

    for kind in CaseKind::ALL {
        let of_kind = |fits: &dyn Fn(&CaseFile) -> bool| {
            count(&world, |file| file.kind == *kind && fits(file))
        };
        assert!(of_kind(&overdue) > 0, "no {kind:?} is overdue");
        assert!(of_kind(&near) > 0, "no {kind:?} is near");
        assert!(of_kind(&paused) > 0, "no {kind:?} is paused");
        assert!(
            of_kind(&|file| !file.is_open()) > 0,
            "no {kind:?} is closed"
        );
    }
    let stages: BTreeSet<&str> = world.cases.values().map(|f| f.stage.code()).collect();
    assert_eq!(stages, Stage::CODES.iter().copied().collect());
    for outcome in Outcome::ALL {
        let ended = |file: &CaseFile| matches!(&file.stage, Stage::Closed { outcome: o, .. } if o == outcome);
        assert!(count(&world, ended) > 0, "nothing ended as {outcome:?}");
    }
    let answered = |file: &CaseFile| {
        matches!(
            &file.stage,
            Stage::Closed {
                outcome: Outcome::Answered,
                ..
            }
        )
    };
    assert!(
        count(&world, answered) * 2 > world.cases.len(),
        "everyday calls are most of the work"
    );
    // The ladder has gone all the way once, and a member replied late and was told so.
    let levels: BTreeSet<u8> = world
        .cases
        .values()
        .flat_map(|file| file.deadlines.values().map(domain::clock::Deadline::level))
        .collect();
    assert!(levels.is_superset(&(0..=4).collect()), "{levels:?}");

    // The hall: each way a measure ends, one before the board, and minutes signed.
    let measures: Vec<_> = world.measures.values().map(|m| (m.kind, m.stage)).collect();
    assert_eq!(
        measures,
        [
            (MeasureKind::Guidance, MeasureStage::Final),
            (MeasureKind::Recommendation, MeasureStage::Fulfilled),
            (MeasureKind::Recommendation, MeasureStage::NotFollowed),
            (MeasureKind::Revocation, MeasureStage::Final),
            (MeasureKind::Recommendation, MeasureStage::Review),
        ]
    );
    let over = world.measures.values().filter(|m| m.is_over());
    assert!(over.clone().count() == 4 && over.into_iter().all(|m| m.open_deadlines().is_empty()));
    let held = world.meetings.values().filter(|m| m.closed_at.is_some());
    assert!(held.clone().count() == 4 && held.into_iter().all(|m| !m.is_unsigned()));

    let roles: BTreeSet<Role> = world
        .accounts
        .values()
        .flat_map(|account| account.roles.clone())
        .collect();
    assert_eq!(roles.len(), Role::ALL.len());
    let without_consent = world.members.values().filter(|m| m.consents.is_empty());
    assert!((2..10).contains(&without_consent.count()));
    let years: BTreeMap<FiscalYear, u64> = world
        .organisation
        .packages
        .iter()
        .map(|(year, built)| (*year, built.size))
        .collect();
    assert!(
        years
            .keys()
            .copied()
            .eq([FiscalYear(2024), FiscalYear(2025)])
    );
}

#[test]
fn on_a_working_day_something_is_due_today_and_the_other_rules_work_as_well() {
    let program = Program::new();
    let more = [
        "--profile",
        "japico",
        "--cases",
        "60",
        "--now",
        "2026-11-25T14:30",
    ];
    build(&program, &more);
    program.ok(&["check"]);
    let world = world(&program);
    let now = Timestamp::from_jst(date(2026, 11, 25).at(14, 30, 0, 0));
    let today = |file: &CaseFile| urgency(file, now) == Some(Urgency::Today);
    assert!(count(&world, today) >= 1);
    let overdue = |file: &CaseFile| matches!(urgency(file, now), Some(Urgency::Overdue { .. }));
    assert!(count(&world, overdue) >= 1);
}

#[test]
fn its_packages_are_sound_and_the_falsified_copy_is_refused() {
    let program = Program::new();
    build(&program, &["--cases", "40"]);
    let package = |name: &str| {
        let path = program.path().join("packages").join(name);
        path.to_str().unwrap().to_owned()
    };
    let judged = |name: &str| program.run(&["audit", "verify", &package(name)]);
    for name in ["audit-2024.zip", "audit-2025.zip"] {
        // Sound; nothing from outside was given to compare it with.
        assert_eq!(judged(name).status.code(), Some(20));
    }
    let refused = judged("audit-2025-tampered.zip");
    assert_eq!(refused.status.code(), Some(40));
    let said = String::from_utf8_lossy(&refused.stdout).into_owned();
    assert!(said.contains("records.ndjson, record "), "{said}");
    let sound = std::fs::read(package("audit-2025.zip")).unwrap();
    let falsified = std::fs::read(package("audit-2025-tampered.zip")).unwrap();
    assert_eq!(sound.len(), falsified.len());
    let changed = sound.iter().zip(&falsified).filter(|(a, b)| a != b);
    assert_eq!(changed.count(), 1);
}

#[test]
fn killed_at_any_moment_it_goes_on_to_the_same_ledger() {
    let rounds: usize = std::env::var("KIGEN_FAULT_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20);
    let arguments = ["demo", "--no-serve", "--json", "--cases", "5"];
    let undisturbed = Program::new();
    let began = Instant::now();
    let expected = build(&undisturbed, &["--cases", "5"])["last_sha256"].clone();
    let whole = began.elapsed();
    let mut killed = 0;
    let mut round = 0;
    while killed < rounds {
        let program = Program::new();
        // Several kills in one build, spread over the time that a build takes.
        for _ in 0..5 {
            let mut building = program
                .command(&arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            // The golden ratio spreads the moments evenly, however many there are.
            let moment = (f64::from(u32::try_from(round).unwrap()) * 0.618_034).fract();
            round += 1;
            std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * 0.6 * moment));
            building.kill().unwrap();
            let status = building.wait().unwrap();
            killed += usize::from(!status.success());
        }
        let resumed = build(&program, &["--cases", "5"]);
        assert_eq!(resumed["last_sha256"], expected, "after {killed} kills");
        program.ok(&["check"]);
    }
}

#[test]
fn what_another_program_made_is_left_alone() {
    let program = Program::new();
    program.ok(&["init"]);
    let refused = program.run(&["demo", "--no-serve"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused).contains("not made by kigen demo"));

    let program = Program::new();
    std::fs::write(program.path().join("letter.txt"), "keep me").unwrap();
    let refused = program.run(&["demo", "--no-serve"]);
    assert_eq!(refused.status.code(), Some(3));
    let left: Vec<_> = std::fs::read_dir(program.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing was added");
}

#[test]
fn other_machines_and_other_wishes_are_refused() {
    let program = Program::new();
    let refused = program.run(&["demo", "--no-serve", "--listen", "0.0.0.0:8080"]);
    assert_eq!(refused.status.code(), Some(2));
    build(&program, &["--cases", "1"]);
    let refused = program.run(&["demo", "--no-serve", "--seed", "2"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused).contains("--seed 1"), "{}", text(&refused));
    let before = program.head();
    build(&program, &[]);
    assert_eq!(
        program.head(),
        before,
        "a finished demonstration stays as it is"
    );
}

#[test]
fn the_organisations_clock_goes_on_from_where_the_history_ended() {
    let program = Program::new();
    build(&program, &["--cases", "1"]);
    let installation = Installation::at(program.path(), None, None).unwrap();
    let now = installation.clock().now();
    assert!(now >= sunday());
    assert!(now < sunday().plus_seconds(600));
}

/// A01: the history of the accreditation is that of the rule document; every register has something,
/// one filing is open, one digest waits for its second reader and one is published.
#[test]
fn the_registers_of_the_demonstration_have_something_to_show() {
    let program = Program::new();
    build(&program, &["--cases", "5", "--profile", "japico"]);
    let world = world(&program);
    let granted: Vec<_> = world
        .folios
        .values()
        .filter_map(|folio| folio.accreditation())
        .map(|record| (record.authority, record.on))
        .collect();
    assert_eq!(
        granted,
        [
            (Accreditor::Meti, date(2011, 8, 10)),
            (Accreditor::Mhlw, date(2013, 12, 24)),
        ]
    );
    let kinds: BTreeSet<FolioKind> = world.folios.values().map(Folio::kind).collect();
    assert_eq!(kinds.len(), FolioKind::ALL.len());
    let open = |folio: &&Folio| folio.must_be_filed() && folio.filed.is_none();
    assert_eq!(world.folios.values().filter(open).count(), 1);
    let lessons: Vec<&str> = world
        .folios
        .values()
        .filter_map(Folio::lesson)
        .map(|lesson| lesson.state.code())
        .collect();
    assert_eq!(lessons, ["released", "proposed"]);
}
