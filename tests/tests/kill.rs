//! `kill -9` at random moments: what was begun is finished once, wholly, and nothing is lost.
//!
//! `KIGEN_FAULT_ROUNDS` sets how many kills each test makes; 20 when it is not set.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{fs, path::Path, process::Stdio, time::Instant};
use tests::harness::program::Program;

/// Forty days after the demonstration's own day: every ladder has moved on.
const LATER: &str = "2027-01-08T10:00";

fn rounds() -> u32 {
    std::env::var("KIGEN_FAULT_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn exported(program: &Program) -> Vec<u8> {
    let file = program.path().join("exported.ndjson");
    program.ok(&["ledger", "export", file.to_str().unwrap()]);
    fs::read(file).unwrap()
}

#[test]
fn a_tick_killed_at_any_moment_is_resumed_to_the_same_ledger() {
    let before = Program::new();
    before.ok(&["demo", "--cases", "40", "--no-serve"]);

    let tick = || {
        let undisturbed = Program::new();
        copy(before.path(), undisturbed.path());
        let began = Instant::now();
        undisturbed.ok(&["jobs", "tick", "--now", LATER]);
        (began.elapsed(), exported(&undisturbed))
    };
    let (first, expected) = tick();
    let (second, again) = tick();
    assert!(
        expected == again,
        "a tick is a function of the ledger and the time"
    );
    let whole = first.min(second);
    assert_ne!(expected, exported(&before), "the tick has something to do");

    let mut cut_short = 0;
    for round in 0..rounds() {
        let program = Program::new();
        copy(before.path(), program.path());
        let mut child = program
            .command(&["jobs", "tick", "--now", LATER])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Spread evenly over the time an undisturbed tick takes.
        std::thread::sleep(whole * (round % 20 + 1) / 21);
        let _ = child.kill();
        cut_short += u32::from(!child.wait().unwrap().success());
        program.ok(&["jobs", "tick", "--now", LATER]);
        assert!(
            exported(&program) == expected,
            "round {round}: the same ledger as undisturbed"
        );
        program.ok(&["check"]);
    }
    println!(
        "kills {}, of them cut short {cut_short}, lost 0, doubled 0, undisturbed tick {whole:?}",
        rounds()
    );
    assert!(cut_short > 0, "some kill came in time");
}
