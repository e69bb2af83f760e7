//! The house as its plan says: who may know whom, and which library belongs to which room.
//!
//! Cargo keeps the direction between crates only as long as nobody adds a line to a manifest; these tests
//! say what that line must not be.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use toml::{Table, Value};

const CRATES: &[&str] = &[
    "domain",
    "store",
    "migrations",
    "reports",
    "jobs",
    "server",
    "tests",
];

/// Which of our crates each may name.
const DIRECTION: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("migrations", &[]),
    ("store", &["domain", "migrations"]),
    ("reports", &["domain"]),
    ("jobs", &["domain", "store", "reports"]),
    ("server", &["domain", "store", "reports", "jobs"]),
];

/// Each library and the only crates that may name it; the tests may name all.
const HOMES: &[(&str, &[&str])] = &[
    ("sea-orm", &["store", "migrations"]),
    ("sea-orm-migration", &["migrations"]),
    ("sqlx", &[]),
    ("poem", &["server"]),
    ("poem-openapi", &["server"]),
    ("tokio-cron-scheduler", &["jobs"]),
    ("rust_xlsxwriter", &["reports"]),
    ("chrono", &[]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn read(path: &Path) -> Table {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// What a crate needs to be built; not what its tests need.
fn dependencies(name: &str) -> BTreeSet<String> {
    let manifest = read(&root().join(name).join("Cargo.toml"));
    let table = manifest.get("dependencies").and_then(Value::as_table);
    table
        .map(|t| t.keys().cloned().collect())
        .unwrap_or_default()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_crate_is_in_the_plan() {
    let members = read(&root().join("Cargo.toml"))["workspace"]["members"].clone();
    let members: BTreeSet<_> = members
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    assert_eq!(members, CRATES.iter().map(|c| (*c).to_owned()).collect());
    for name in CRATES {
        let manifest = read(&root().join(name).join("Cargo.toml"));
        let inherits = manifest["lints"]["workspace"].as_bool();
        assert_eq!(
            inherits,
            Some(true),
            "{name} follows the lints of the workspace"
        );
    }
}

#[test]
fn nothing_points_back() {
    for (name, allowed) in DIRECTION {
        let ours: BTreeSet<_> = dependencies(name)
            .into_iter()
            .filter(|d| CRATES.contains(&&**d))
            .collect();
        let allowed = allowed.iter().map(|a| (*a).to_owned()).collect();
        assert!(
            ours.is_subset(&allowed),
            "{name} names {ours:?}, may name {allowed:?}"
        );
    }
}

#[test]
fn each_library_stays_in_its_room() {
    for (library, homes) in HOMES {
        for name in CRATES
            .iter()
            .filter(|c| **c != "tests" && !homes.contains(*c))
        {
            assert!(
                !dependencies(name).contains(*library),
                "{name} names {library}"
            );
        }
    }
}

#[test]
fn one_file_knows_the_scheduler_library() {
    let mut found = Vec::new();
    for name in CRATES.iter().filter(|c| **c != "tests") {
        sources(&root().join(name).join("src"), &mut found);
    }
    let knows: Vec<_> = found
        .iter()
        .filter(|path| {
            fs::read_to_string(path)
                .unwrap()
                .contains("tokio_cron_scheduler::")
        })
        .collect();
    assert_eq!(knows, [&root().join("jobs/src/heartbeat.rs")]);
}

#[test]
fn the_domain_needs_no_runtime() {
    let lock = read(&root().join("Cargo.lock"));
    let mut needs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let dependencies = package.get("dependencies").and_then(Value::as_array);
        let dependencies = dependencies.into_iter().flatten().filter_map(Value::as_str);
        // "name" or "name version" where there are several; versions do not matter here.
        let names = dependencies.map(|d| d.split(' ').next().unwrap());
        needs
            .entry(package["name"].as_str().unwrap())
            .or_default()
            .extend(names);
    }
    let mut seen = dependencies("domain");
    let mut open: Vec<String> = seen.iter().cloned().collect();
    while let Some(name) = open.pop() {
        for next in needs.get(&*name).into_iter().flatten() {
            if seen.insert((*next).to_owned()) {
                open.push((*next).to_owned());
            }
        }
    }
    assert!(
        seen.contains("serde_core"),
        "the walk follows the lock file"
    );
    for runtime in [
        "tokio",
        "async-std",
        "smol",
        "async-executor",
        "futures-executor",
        "sqlx-core",
        "poem",
    ] {
        assert!(!seen.contains(runtime), "domain needs {runtime}");
    }
}
