//! The bag's files against its manifests.

use super::{Failure, Place, Verdict, package::Bag};
use crate::bag::{self, Digests};
use domain::chain::Hash;
use std::{collections::BTreeMap, io};

/// What the manifests gave.
pub(super) struct Files {
    /// `bag-info.txt`.
    pub(super) info: BTreeMap<String, String>,
    /// Every file is listed, there, and as listed.
    pub(super) all_listed_match: bool,
    /// Payload files that are as listed.
    pub(super) intact: Vec<String>,
}

impl Files {
    pub(super) fn check(bag: &mut Bag, verdict: &mut Verdict) -> io::Result<Self> {
        let found = bag.digests();
        verdict.facts.tagmanifest_sha256 = found.get(bag::TAG_MANIFEST).copied();
        let mut files = Self {
            info: BTreeMap::new(),
            all_listed_match: true,
            intact: Vec::new(),
        };
        let tags = manifest(bag, bag::TAG_MANIFEST, verdict)?;
        let payload = manifest(bag, bag::MANIFEST, verdict)?;
        files.all_listed_match = tags.is_some() && payload.is_some();
        let (tags, payload) = (tags.unwrap_or_default(), payload.unwrap_or_default());
        for (listed, from) in [(&tags, bag::TAG_MANIFEST), (&payload, bag::MANIFEST)] {
            for (name, expected) in listed {
                let good = compare(bag, name, *expected, found.get(name), from, verdict);
                files.all_listed_match &= good;
                if good && name.starts_with("data/") {
                    files.intact.push(name.clone());
                }
            }
        }
        for required in [bag::DECLARATION, bag::INFO, bag::MANIFEST] {
            if !tags.contains_key(required) {
                let what = "the tag manifest does not list this file";
                verdict.integrity.fail(Failure::new(
                    "manifest",
                    what,
                    Place::file(bag.full(required)),
                ));
                files.all_listed_match = false;
            }
        }
        for name in found.keys() {
            let listed =
                tags.contains_key(name) || payload.contains_key(name) || name == bag::TAG_MANIFEST;
            if !listed {
                let what = "the file stands in no manifest";
                verdict.integrity.fail(Failure::new(
                    "file.unlisted",
                    what,
                    Place::file(bag.full(name)),
                ));
                files.all_listed_match = false;
            }
        }
        files.tags(bag, verdict)?;
        Ok(files)
    }

    /// Declaration and description.
    fn tags(&mut self, bag: &mut Bag, verdict: &mut Verdict) -> io::Result<()> {
        let declaration = or_missing(bag.read(bag::DECLARATION))?;
        if !declaration.is_some_and(|bytes| bag::is_declaration(&bytes)) {
            let what = "not the declaration of a bag";
            verdict.integrity.fail(Failure::new(
                "bag",
                what,
                Place::file(bag.full(bag::DECLARATION)),
            ));
        }
        match or_missing(bag.read(bag::INFO))?.map(|bytes| bag::read_info(&bytes)) {
            Some(Ok(info)) => self.info = info,
            Some(Err(error)) => {
                let place = Place::file(bag.full(bag::INFO));
                verdict
                    .integrity
                    .fail(Failure::new("bag", error.to_string(), place));
            }
            None => {}
        }
        Ok(())
    }
}

/// The file's content, or nothing when it is not there.
pub(super) fn or_missing<T>(read: io::Result<T>) -> io::Result<Option<T>> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn manifest(bag: &mut Bag, name: &str, verdict: &mut Verdict) -> io::Result<Option<Digests>> {
    let place = Place::file(bag.full(name));
    let Some(bytes) = or_missing(bag.read(name))? else {
        verdict
            .integrity
            .fail(Failure::new("manifest", "the manifest is missing", place));
        return Ok(None);
    };
    match bag::read_manifest(&bytes) {
        Ok(digests) => Ok(Some(digests)),
        Err(error) => {
            verdict
                .integrity
                .fail(Failure::new("manifest", error.to_string(), place));
            Ok(None)
        }
    }
}

fn compare(
    bag: &Bag,
    name: &str,
    expected: Hash,
    found: Option<&Hash>,
    manifest: &str,
    verdict: &mut Verdict,
) -> bool {
    verdict.counts.files += 1;
    let place = Place::file(bag.full(name));
    let failure = match found {
        Some(actual) if *actual == expected => return true,
        Some(actual) => Failure::new(
            "file.digest",
            format!("the file is not the one in {manifest}"),
            place,
        )
        .digests(&expected, &actual),
        None => Failure::new(
            "file.missing",
            format!("the file in {manifest} is missing"),
            place,
        ),
    };
    verdict.integrity.fail(failure);
    false
}
