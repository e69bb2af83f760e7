//! Common tools as judges: unzip, sha256sum and Python as an auditor would run them.

use super::{Ledger, built, judged};
use reports::verify::Trust;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Runs a command in a folder: whether it succeeded, and all it said. Nothing when it is not there.
fn run(dir: &Path, program: &str, args: &[&str]) -> Option<(bool, String)> {
    let output = match Command::new(program).args(args).current_dir(dir).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("skipped: {program} cannot be run here ({error})");
            return None;
        }
    };
    let said = [output.stdout, output.stderr].concat();
    Some((
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    ))
}

/// A sample package as the common unzip extracts it.
fn extracted(cases: u32) -> Option<(tempfile::TempDir, PathBuf)> {
    let package = built(2026, 0, &Ledger::sample(2026, cases).bodies);
    let (good, said) = run(package.dir.path(), "unzip", &["-q", "audit-2026.zip"])?;
    assert!(good, "{said}");
    fs::remove_file(&package.zip).unwrap();
    let bag = package.dir.path().join("audit-2026");
    Some((package.dir, bag))
}

fn sha256sum(bag: &Path) -> Option<bool> {
    let (manifest, _) = run(bag, "sha256sum", &["-c", "--quiet", "manifest-sha256.txt"])?;
    let (tags, _) = run(
        bag,
        "sha256sum",
        &["-c", "--quiet", "tagmanifest-sha256.txt"],
    )?;
    Some(manifest && tags)
}

#[test]
fn sha256sum_and_python_accept_a_package_and_find_a_changed_byte() {
    let Some((dir, bag)) = extracted(4) else {
        return;
    };
    assert_ne!(sha256sum(&bag), Some(false));
    let python = run(&bag, "python3", &["data/verify.py"]);
    if let Some((good, said)) = &python {
        assert!(*good && said.starts_with("OK records 0 to"), "{said}");
    }
    for folder in [dir.path(), bag.as_path()] {
        let verdict = judged(folder);
        assert_eq!(verdict.exit_code(), 20, "{verdict}");
    }

    let records = bag.join("data/records.ndjson");
    let mut bytes = fs::read(&records).unwrap();
    let third = bytes
        .iter()
        .enumerate()
        .filter(|(_, b)| **b == b'\n')
        .nth(1)
        .unwrap()
        .0;
    let at = third
        + bytes[third..]
            .windows(4)
            .position(|w| w == b"log1")
            .unwrap()
        + 3;
    bytes[at] = b'2';
    fs::write(&records, &bytes).unwrap();
    assert_ne!(sha256sum(&bag), Some(true));
    if python.is_some() {
        let (good, said) = run(&bag, "python3", &["data/verify.py"]).unwrap();
        assert!(!good && said.contains("data/records.ndjson"), "{said}");
    }
    let verdict = judged(&bag);
    assert_eq!(verdict.exit_code(), 40);
    assert_eq!(
        verdict.integrity.first_bad.unwrap().place.file.unwrap(),
        "data/records.ndjson"
    );

    // Somebody who also repairs the manifests: now the records themselves must tell.
    repair(&bag);
    assert_ne!(sha256sum(&bag), Some(false));
    if python.is_some() {
        let (good, said) = run(&bag, "python3", &["data/verify.py"]).unwrap();
        assert!(!good && said.contains("NG record 3"), "{said}");
    }
    let verdict = judged(&bag);
    let bad = verdict.integrity.first_bad.clone().unwrap();
    assert_eq!(
        (bad.code, bad.place.record),
        ("record", Some(2)),
        "{verdict}"
    );
    assert!(verdict.trustworthy.contains(&Trust::Records(0, 1)));
}

/// Writes the manifests of a folder anew.
fn repair(bag: &Path) {
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let listed = fs::read_to_string(bag.join(manifest)).unwrap();
        let lines = listed.lines().map(|line| {
            let name = line.split_once("  ").unwrap().1;
            let hash = domain::chain::Hash::of(&fs::read(bag.join(name)).unwrap());
            format!("{hash}  {name}\n")
        });
        let text: String = lines.collect();
        fs::write(bag.join(manifest), text).unwrap();
    }
}

#[test]
fn python_names_what_is_wrong() {
    let Some((_dir, bag)) = extracted(2) else {
        return;
    };
    let pristine = |name: &str| fs::read(bag.join(name)).unwrap();
    let original = pristine("data/records.ndjson");
    let manifests = [
        pristine("manifest-sha256.txt"),
        pristine("tagmanifest-sha256.txt"),
    ];
    let lines: Vec<&[u8]> = original.split_inclusive(|b| *b == b'\n').collect();
    let without = |n: usize| [&lines[..n], &lines[n + 1..]].concat().concat();
    let spaced = String::from_utf8(original.clone())
        .unwrap()
        .replacen("\"v\":1", "\"v\": 1", 1);
    let cut = lines[..lines.len() - 1].concat();
    for (records, says) in [
        (without(2), "NG record 2: number or link"),
        (spaced.into_bytes(), "NG record 0: not in canonical form"),
        (cut, "NG bag-info.txt: Kigen-Tree-Size"),
        (original[..original.len() - 1].to_vec(), "not"),
    ] {
        fs::write(bag.join("data/records.ndjson"), records).unwrap();
        repair(&bag);
        let Some((good, said)) = run(&bag, "python3", &["data/verify.py"]) else {
            return;
        };
        assert!(!good && said.contains(says), "{says}: {said}");
        assert_eq!(judged(&bag).exit_code(), 40);
    }
    fs::write(bag.join("data/records.ndjson"), original).unwrap();
    fs::write(bag.join("manifest-sha256.txt"), &manifests[0]).unwrap();
    fs::write(bag.join("tagmanifest-sha256.txt"), &manifests[1]).unwrap();
    fs::write(bag.join("data/extra.txt"), "x").unwrap();
    let (good, said) = run(&bag, "python3", &["data/verify.py"]).unwrap();
    assert!(!good && said.contains("NG data/extra.txt"), "{said}");
    assert_eq!(
        judged(&bag).integrity.first_bad.unwrap().code,
        "file.unlisted"
    );
    fs::remove_file(bag.join("data/extra.txt")).unwrap();
    fs::remove_file(bag.join("data/codes.json")).unwrap();
    let (good, said) = run(&bag, "python3", &["data/verify.py"]).unwrap();
    assert!(!good && said.contains("NG data/codes.json"), "{said}");
    assert_eq!(
        judged(&bag).integrity.first_bad.unwrap().code,
        "file.missing"
    );
}
