//! The table of clauses: every test that it names exists, and what has none is known by name.

use domain::clause::CLAUSES;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The clauses whose procedure the program does not have yet. Whatever leaves this list must have
/// a test in the table, and whatever has one must leave this list.
const OPEN: &[&str] = &["B08", "B09", "B12", "B13", "B14", "B15"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_clause_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in ["domain", "store", "reports", "jobs", "server", "tests"] {
        sources(&root.join(folder), &mut files);
    }
    let functions: BTreeSet<String> = files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            text.split("fn ")
                .skip(1)
                .filter_map(|rest| rest.split('(').next().map(str::to_owned))
                .collect::<Vec<_>>()
        })
        .collect();
    for clause in CLAUSES {
        for test in clause.tests {
            assert!(functions.contains(*test), "{}: no test `{test}`", clause.id);
        }
    }
    let open: Vec<&str> = CLAUSES
        .iter()
        .filter(|clause| !clause.is_done())
        .map(|clause| clause.id)
        .collect();
    assert_eq!(open, OPEN);
}
