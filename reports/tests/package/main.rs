//! Packages built from a small ledger, judged by our verifier and by common tools.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod ledger;
mod measures;
mod tampered;
mod tools;

use domain::clause::CLAUSES;
use ledger::{Ledger, source};
use reports::{
    package::{Receipt, build},
    verify::{KnownHead, State, Trust, Verdict, verify},
    workbook::{Cell, Reader},
};
use std::path::{Path, PathBuf};

/// A built package in a folder of its own.
struct Built {
    dir: tempfile::TempDir,
    zip: PathBuf,
    receipt: Receipt,
}

fn built(year: i16, from: u64, bodies: &[Vec<u8>]) -> Built {
    let dir = tempfile::tempdir().unwrap();
    let zip = dir.path().join(format!("audit-{year}.zip"));
    let receipt = build(source(year, from, bodies), &zip).unwrap();
    Built { dir, zip, receipt }
}

/// The rows of a sheet of the package, the header first.
fn sheet(package: &Built, name: &str) -> Vec<Vec<Cell>> {
    let zip = std::fs::File::open(&package.zip).unwrap();
    let mut archive = zip::ZipArchive::new(zip).unwrap();
    let mut member = archive.by_name("audit-2026/data/ledger.xlsx").unwrap();
    let path = package.dir.path().join("ledger.xlsx");
    std::io::copy(&mut member, &mut std::fs::File::create(&path).unwrap()).unwrap();
    let mut book = Reader::open(std::fs::File::open(&path).unwrap()).unwrap();
    let rows = book.rows(name).unwrap();
    rows.map(|row| row.unwrap().1).collect()
}

fn judged(path: &Path) -> Verdict {
    verify(path, None).unwrap()
}

#[test]
fn a_sound_package_is_sound_and_unanchored() {
    let ledger = Ledger::sample(2026, 6);
    let package = built(2026, 0, &ledger.bodies);
    let verdict = judged(&package.zip);
    assert_eq!(verdict.exit_code(), 20, "{verdict}");
    assert_eq!(verdict.integrity.state, State::Ok);
    assert_eq!(verdict.completeness.state, State::Ok);
    assert_eq!(verdict.counts.records, ledger.size());
    assert_eq!(verdict.counts.sheets, 12);
    assert!(
        verdict.counts.deadlines > 10 && verdict.counts.steps > 10,
        "{verdict}"
    );
    assert_eq!(verdict.facts.root, Some(ledger.root(ledger.size())));
    assert_eq!(
        verdict.facts.tagmanifest_sha256,
        Some(package.receipt.tagmanifest_sha256)
    );
    assert_eq!(package.receipt.root, ledger.root(ledger.size()));
    assert_eq!(verdict.trustworthy, [Trust::Everything]);
    let text = verdict.to_string();
    assert!(
        text.contains("INTEGRITY") && text.contains("適合 / ok"),
        "{text}"
    );
    let json = verdict.to_json();
    assert_eq!(json["exit_code"], 20);
    assert_eq!(json["integrity"]["state"], "ok");
}

/// Section 6: the auditor finds in the package where each of the 73 clauses is done.
#[test]
fn the_table_of_clauses_is_a_sheet_of_the_package() {
    let package = built(2026, 0, &Ledger::sample(2026, 1).bodies);
    let rows = sheet(&package, "条項");
    assert_eq!(rows.len(), 1 + CLAUSES.len());
    for (row, clause) in rows[1..].iter().zip(CLAUSES) {
        assert_eq!(row[0], Cell::text(clause.id));
        let state = if clause.is_done() { "済" } else { "未" };
        assert_eq!(row[2], Cell::text(state), "{}", clause.id);
    }
}

/// A09: the clock of a member stands among those of cases, computed again like them.
#[test]
fn deadlines_of_a_member_stand_beside_those_of_cases() {
    let mut ledger = Ledger::sample(2026, 3);
    ledger.list_changes();
    let package = built(2026, 0, &ledger.bodies);
    let verdict = judged(&package.zip);
    assert_eq!(verdict.completeness.state, State::Ok, "{verdict}");
    let code = Cell::text("M0001");
    let of_member = |name, at: usize| -> Vec<Vec<Cell>> {
        let rows = sheet(&package, name);
        assert!(rows.iter().any(|row| row[at] == Cell::text("R8-苦情-0001")));
        rows.into_iter().filter(|row| row[at] == code).collect()
    };
    let deadlines = of_member("期限", 0);
    let told: Vec<_> = deadlines
        .iter()
        .map(|row| (row[1].clone(), row[11].clone(), row[15].clone()))
        .collect();
    let is = |name, result| (Cell::text(name), Cell::text("一致"), Cell::text(result));
    assert_eq!(
        told,
        [is("LIST_UPDATE.1", "期限後"), is("LIST_UPDATE.2", "進行中")]
    );
    let steps = of_member("督促・上申", 1);
    assert!(
        steps
            .iter()
            .all(|row| row[2] == Cell::text("LIST_UPDATE.1"))
    );
    assert!(!steps.is_empty());
}

/// Lists of target businesses and texts of guidelines go with the package and are no rules (A09, A10).
#[test]
fn what_was_published_is_part_of_the_package() {
    let ledger = Ledger::sample(2026, 2);
    let dir = tempfile::tempdir().unwrap();
    let zip = dir.path().join("audit-2026.zip");
    let mut with_list = source(2026, 0, &ledger.bodies);
    with_list.documents.push(reports::package::Document {
        name: "published/targets-0123456789abcdef.json".into(),
        bytes: b"[]".to_vec(),
    });
    build(with_list, &zip).unwrap();
    let verdict = judged(&zip);
    assert_eq!(verdict.exit_code(), 20, "{verdict}");
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&zip).unwrap()).unwrap();
    let name = "audit-2026/data/published/targets-0123456789abcdef.json";
    assert_eq!(archive.by_name(name).unwrap().size(), 2);
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let ledger = Ledger::sample(2026, 4);
    let first = built(2026, 0, &ledger.bodies);
    let second = built(2026, 0, &ledger.bodies);
    assert!(std::fs::read(&first.zip).unwrap() == std::fs::read(&second.zip).unwrap());
    assert_eq!(first.receipt.sha256, second.receipt.sha256);
    let left: Vec<_> = std::fs::read_dir(first.dir.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing but the package is left behind");
}

#[test]
fn a_year_extends_the_year_before() {
    let mut ledger = Ledger::sample(2025, 5);
    let m = ledger.size();
    let last_year = built(2025, 0, &ledger.bodies);
    ledger.weeks(domain::time::FiscalYear(2026), 5, 30);
    let package = built(2026, m, &ledger.bodies);
    let head = KnownHead {
        size: m,
        root: Some(last_year.receipt.root),
        last_record_sha256: Some(last_year.receipt.last_record_sha256),
    };
    let verdict = verify(&package.zip, Some(&head)).unwrap();
    assert_eq!(verdict.exit_code(), 0, "{verdict}");
    assert_eq!(verdict.anchor.state, State::Ok);
    assert_eq!(verdict.counts.records, ledger.size() - m);
    assert!(
        verdict.counts.not_replayable > 0,
        "deadlines of last year are still open"
    );
    assert_eq!(verdict.facts.root, Some(ledger.root(ledger.size())));
    // The same at any size within reach, and not beyond it.
    let inside = KnownHead {
        size: m + 3,
        root: Some(ledger.root(m + 3)),
        last_record_sha256: None,
    };
    assert_eq!(verify(&package.zip, Some(&inside)).unwrap().exit_code(), 0);
    let before = KnownHead {
        size: 2,
        root: Some(ledger.root(2)),
        last_record_sha256: None,
    };
    assert_eq!(verify(&package.zip, Some(&before)).unwrap().exit_code(), 10);
}

#[test]
fn another_head_than_the_known_one_diverges() {
    let ledger = Ledger::sample(2026, 3);
    let package = built(2026, 0, &ledger.bodies);
    let n = ledger.size();
    for head in [
        KnownHead {
            size: n,
            root: Some(ledger.root(n - 1)),
            last_record_sha256: None,
        },
        KnownHead {
            size: 5,
            root: Some(ledger.root(6)),
            last_record_sha256: None,
        },
        KnownHead {
            size: n - 1,
            root: None,
            last_record_sha256: Some(ledger.head()),
        },
        // The tail was cut off.
        KnownHead {
            size: n + 1,
            root: Some(ledger.root(n)),
            last_record_sha256: None,
        },
    ] {
        let verdict = verify(&package.zip, Some(&head)).unwrap();
        assert_eq!(verdict.exit_code(), 30, "{verdict}");
        assert_eq!(verdict.anchor.state, State::Diverged);
        assert!(verdict.anchor.first_bad.is_some());
    }
}

#[test]
fn what_is_no_package_cannot_be_judged() {
    let dir = tempfile::tempdir().unwrap();
    let text = dir.path().join("a.zip");
    std::fs::write(&text, "%PDF-1.7 this is no zip").unwrap();
    for path in [text.as_path(), dir.path(), Path::new("/nonexistent.zip")] {
        assert_eq!(
            verify(path, None).unwrap_err().exit_code(),
            50,
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_ledger_that_cannot_be_packed_leaves_nothing_behind() {
    let ledger = Ledger::sample(2026, 2);
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("audit-2026.zip");
    let mut broken = ledger.bodies.clone();
    broken.swap(3, 4);
    let mut short = source(2026, 0, &ledger.bodies);
    short.size += 1;
    let mut evil = source(2026, 0, &ledger.bodies);
    evil.documents[0].name = "rules/../../x.toml".into();
    let backwards = source(2026, ledger.size() + 1, &ledger.bodies);
    let message = build(source(2026, 0, &broken), &out)
        .unwrap_err()
        .to_string();
    assert!(message.contains("record 3"), "{message}");
    for source in [short, evil, backwards] {
        build(source, &out).unwrap_err();
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn an_empty_slice_can_be_packed() {
    let ledger = Ledger::sample(2026, 1);
    let package = built(2027, ledger.size(), &ledger.bodies);
    let verdict = judged(&package.zip);
    assert_eq!(verdict.exit_code(), 20, "{verdict}");
    assert_eq!(verdict.completeness.state, State::NothingToCompare);
}
