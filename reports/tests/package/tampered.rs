//! Attacks on a package, each with the failure it must end in.

use super::{Built, Ledger, built, judged};
use domain::chain::Hash;
use reports::{
    bag,
    container::{self, Member},
    verify::{State, Trust, verify},
};
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read, Write},
};

/// Name and bytes of every member.
fn members(package: &Built) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(fs::File::open(&package.zip).unwrap()).unwrap();
    (0..archive.len())
        .map(|n| {
            let mut member = archive.by_index(n).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            (member.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// Packs members again after repairing both manifests, as an attacker with our program would.
fn repacked(package: &Built, mut members: BTreeMap<String, Vec<u8>>) {
    let bag = "audit-2026/";
    let payload = members.iter().filter_map(|(name, bytes)| {
        let name = name.strip_prefix(bag)?;
        name.starts_with("data/")
            .then(|| (name.to_owned(), Hash::of(bytes)))
    });
    let manifest = bag::manifest(&payload.collect());
    members.insert(format!("{bag}{}", bag::MANIFEST), manifest);
    let tags = [bag::DECLARATION, bag::INFO, bag::MANIFEST];
    let tags = tags.map(|name| (name.to_owned(), Hash::of(&members[&format!("{bag}{name}")])));
    members.insert(
        format!("{bag}{}", bag::TAG_MANIFEST),
        bag::manifest(&tags.into()),
    );
    let list = members
        .into_iter()
        .map(|(name, bytes)| Member::bytes(name, bytes))
        .collect();
    let mut out = Cursor::new(Vec::new());
    container::write(&mut out, list).unwrap();
    fs::write(&package.zip, out.into_inner()).unwrap();
}

#[test]
fn any_changed_byte_is_found() {
    let package = built(2026, 0, &Ledger::sample(2026, 1).bodies);
    let bytes = fs::read(&package.zip).unwrap();
    let changed = package.dir.path().join("changed.zip");
    // The container alone finds each of them; a spread of them goes through the whole verdict.
    let mut probe = bytes.clone();
    for at in (0..bytes.len())
        .step_by(7)
        .chain(bytes.len() - 1500..bytes.len())
    {
        probe[at] ^= 1 << (at % 8);
        let found = container::scan(&mut Cursor::new(&probe)).unwrap();
        assert!(found.deviation.is_some(), "byte {at}");
        probe[at] = bytes[at];
    }
    for at in (0..bytes.len())
        .step_by(bytes.len() / 80)
        .chain(bytes.len() - 40..bytes.len())
    {
        let mut copy = bytes.clone();
        copy[at] ^= 0x10;
        fs::write(&changed, copy).unwrap();
        let verdict = judged(&changed);
        assert_eq!(verdict.exit_code(), 40, "byte {at}: {verdict}");
        assert!(verdict.integrity.first_bad.is_some());
    }
}

#[test]
fn a_package_packed_anew_keeps_trustworthy_contents() {
    let package = built(2026, 0, &Ledger::sample(2026, 2).bodies);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members(&package) {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&bytes).unwrap();
    }
    fs::write(&package.zip, writer.finish().unwrap().into_inner()).unwrap();
    let verdict = judged(&package.zip);
    assert_eq!(verdict.exit_code(), 40);
    assert_eq!(verdict.integrity.bad, 1, "{verdict}");
    assert_eq!(
        verdict.integrity.first_bad.as_ref().unwrap().code,
        "container"
    );
    assert!(verdict.trustworthy.contains(&Trust::Files));
    assert!(verdict.to_string().contains("what remains trustworthy"));
}

#[test]
fn a_hostile_zip_is_neither_followed_nor_unpacked() {
    let package = built(2026, 0, &Ledger::sample(2026, 1).bodies);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["../evil.txt", "/etc/evil.txt", "audit-2026/data/..\\evil"] {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(b"x").unwrap();
    }
    fs::write(&package.zip, writer.finish().unwrap().into_inner()).unwrap();
    let verdict = judged(&package.zip);
    assert_eq!(verdict.exit_code(), 40);
    assert_eq!(fs::read_dir(package.dir.path()).unwrap().count(), 1);
}

#[test]
fn a_workbook_of_another_ledger_is_found() {
    let ledger = Ledger::sample(2026, 2);
    let package = built(2026, 0, &ledger.bodies);
    let other = built(
        2026,
        0,
        &ledger.rewritten(|mut record| {
            if record.seq == 6 {
                record.actor = "system:other".into();
            }
            Some(record)
        }),
    );
    let mut files = members(&package);
    let name = "audit-2026/data/ledger.xlsx";
    files.insert(name.to_owned(), members(&other)[name].clone());
    repacked(&package, files);
    let verdict = judged(&package.zip);
    let bad = verdict.integrity.first_bad.unwrap();
    assert_eq!(
        (bad.code, bad.place.sheet.as_deref(), bad.place.row),
        ("sheet.records", Some("記録"), Some(8))
    );
}

#[test]
fn a_rewritten_record_breaks_the_chain_at_the_next() {
    let package = built(2026, 0, &Ledger::sample(2026, 2).bodies);
    let mut files = members(&package);
    let name = "audit-2026/data/records.ndjson";
    let text = String::from_utf8(files[name].clone()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[5] = lines[5].replacen("system:test", "system:fake", 1);
    files.insert(name.to_owned(), (lines.join("\n") + "\n").into_bytes());
    repacked(&package, files);
    let verdict = judged(&package.zip);
    let bad = verdict.integrity.first_bad.clone().unwrap();
    assert_eq!(
        (bad.code, bad.place.record),
        ("record", Some(5)),
        "{verdict}"
    );
    assert_eq!(verdict.trustworthy.last(), Some(&Trust::Records(0, 4)));
    assert!(bad.expected.is_some() && bad.actual.is_some());
    assert_eq!(verdict.completeness.state, State::NothingToCompare);
}

#[test]
fn a_missing_document_is_named() {
    let package = built(2026, 0, &Ledger::sample(2026, 1).bodies);
    let mut files = members(&package);
    files
        .remove("audit-2026/data/calendars/standard.toml")
        .unwrap();
    repacked(&package, files);
    let verdict = judged(&package.zip);
    let bad = verdict.integrity.first_bad.unwrap();
    assert_eq!((bad.code, bad.place.record), ("document.missing", Some(2)));
    assert_eq!(
        verdict.completeness.first_bad.unwrap().code,
        "deadline.document"
    );
}

#[test]
fn another_prefix_gives_another_root() {
    let ledger = Ledger::sample(2026, 2);
    let package = built(2026, 8, &ledger.bodies);
    let mut files = members(&package);
    let name = "audit-2026/data/prefix.json";
    let mut prefix: serde_json::Value = serde_json::from_slice(&files[name]).unwrap();
    prefix["subtrees"][0] = json!("0".repeat(64));
    files.insert(name.to_owned(), serde_json::to_vec(&prefix).unwrap());
    repacked(&package, files);
    let integrity = judged(&package.zip).integrity;
    assert_eq!(integrity.first_bad.unwrap().code, "sheet.figures");
    assert_eq!(integrity.also_bad[0].code, "bag.info");
}

#[test]
fn a_step_that_was_never_recorded_is_found() {
    let ledger = Ledger::sample(2026, 3);
    let mut left_out = None;
    let bodies = ledger.rewritten(|record| {
        let escalated = record.kind == "deadline.escalated" && record.public["step"] == "l1";
        if escalated && left_out.is_none() {
            left_out = Some(record.public["deadline"].clone());
            return None;
        }
        Some(record)
    });
    let verdict = judged(&built(2026, 0, &bodies).zip);
    assert_eq!(verdict.integrity.state, State::Ok, "{verdict}");
    assert_eq!(verdict.exit_code(), 40);
    assert_eq!(verdict.completeness.state, State::Failed);
    let bad = verdict.completeness.first_bad.unwrap();
    assert!(
        ["step.missing", "step.unplanned"].contains(&bad.code),
        "{}",
        bad.code
    );
    assert!(bad.what.contains(left_out.unwrap().as_str().unwrap()));
}

#[test]
fn a_deadline_made_longer_is_found() {
    let ledger = Ledger::sample(2026, 2);
    let mut changed = None;
    let bodies = ledger.rewritten(|mut record| {
        if record.kind == "deadline.started" && changed.is_none() {
            changed = Some(record.seq);
            record.public["due"]["last"] = json!("2026-12-25");
        }
        Some(record)
    });
    let package = built(2026, 0, &bodies);
    let verdict = judged(&package.zip);
    let bad = verdict.completeness.first_bad.unwrap();
    assert_eq!((bad.code, bad.place.record), ("deadline.differs", changed));
    // The two days stand side by side in the workbook as well.
    let head = verify(&package.zip, None).unwrap();
    assert_eq!(head.integrity.state, State::Ok);
}
