//! The `BagIt` folder (RFC 8493) inside the package: payload under `data/`, digests in two manifests.
//!
//! Our profile is narrower than the standard: SHA-256 only, every payload file in the manifest, every
//! tag file in a required tag manifest. Each manifest is in the form that `sha256sum -c` reads, so an
//! auditor needs no program of ours to check the files.

use domain::chain::Hash;
use std::{collections::BTreeMap, fmt::Write as _};

/// The payload's manifest.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The manifest of the tag files; its digest stands for the whole bag.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The declaration.
pub const DECLARATION: &str = "bagit.txt";
/// The description.
pub const INFO: &str = "bag-info.txt";

const DECLARATION_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A bag cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBag {
    /// A line of a manifest is not `<64 hex>  <path>`.
    #[error("line {0} is not a digest and a path")]
    Line(usize),
    /// Lines are not in ascending order of their paths, or a path stands twice.
    #[error("line {0} is out of order")]
    Order(usize),
    /// A line of the description is not `Label: value`.
    #[error("line {0} is not a label and a value")]
    Info(usize),
    /// The bytes are not UTF-8.
    #[error("not UTF-8 text")]
    Encoding,
}

/// Path below the bag to digest of a file.
pub type Digests = BTreeMap<String, Hash>;

/// The tag files of a bag with this payload: name and bytes, the tag manifest last.
///
/// `payload` gives path (below the bag, beginning with `data/`), digest and size in bytes; `info` is
/// written to `bag-info.txt` in its order after `Payload-Oxum`.
#[must_use]
pub fn tag_files(
    payload: &BTreeMap<String, (Hash, u64)>,
    info: &[(&str, String)],
) -> Vec<(&'static str, Vec<u8>)> {
    let digests: Digests = payload
        .iter()
        .map(|(path, (hash, _))| (path.clone(), *hash))
        .collect();
    let octets: u64 = payload.values().map(|(_, size)| size).sum();
    let mut description = format!("Payload-Oxum: {octets}.{}\n", payload.len());
    for (label, value) in info {
        let line: String = value
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let _ = writeln!(description, "{label}: {line}");
    }
    let mut files = vec![
        (DECLARATION, DECLARATION_TEXT.as_bytes().to_vec()),
        (INFO, description.into_bytes()),
        (MANIFEST, manifest(&digests)),
    ];
    let tags: Digests = files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), Hash::of(bytes)))
        .collect();
    files.push((TAG_MANIFEST, manifest(&tags)));
    files
}

/// A manifest, one line for each file in the order of the paths.
#[must_use]
pub fn manifest(digests: &Digests) -> Vec<u8> {
    let mut text = String::new();
    for (path, hash) in digests {
        let _ = writeln!(text, "{hash}  {path}");
    }
    text.into_bytes()
}

/// Reads a manifest as [`manifest`] writes it.
///
/// # Errors
/// Names the first line that is not a digest and a path, or out of order.
pub fn read_manifest(bytes: &[u8]) -> Result<Digests, BadBag> {
    let text = std::str::from_utf8(bytes).map_err(|_| BadBag::Encoding)?;
    let mut digests = Digests::new();
    for (at, line) in text.lines().enumerate() {
        let (hash, path) = line.split_once("  ").ok_or(BadBag::Line(at + 1))?;
        let hash: Hash = hash.parse().map_err(|_| BadBag::Line(at + 1))?;
        if digests
            .last_key_value()
            .is_some_and(|(last, _)| last.as_str() >= path)
        {
            return Err(BadBag::Order(at + 1));
        }
        digests.insert(path.to_owned(), hash);
    }
    Ok(digests)
}

/// Reads the description: label to value.
///
/// # Errors
/// Names the first line that is not `Label: value`.
pub fn read_info(bytes: &[u8]) -> Result<BTreeMap<String, String>, BadBag> {
    let text = std::str::from_utf8(bytes).map_err(|_| BadBag::Encoding)?;
    let pairs = text.lines().enumerate().map(|(at, line)| {
        line.split_once(": ")
            .map(|(label, value)| (label.to_owned(), value.to_owned()))
            .ok_or(BadBag::Info(at + 1))
    });
    pairs.collect()
}

/// Whether `bytes` are the declaration this program writes.
#[must_use]
pub fn is_declaration(bytes: &[u8]) -> bool {
    bytes == DECLARATION_TEXT.as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_files_read_back() {
        let payload = BTreeMap::from([
            ("data/a.txt".to_owned(), (Hash::of(b"a"), 1)),
            ("data/b/c.txt".to_owned(), (Hash::of(b"bc"), 2)),
        ]);
        let files = tag_files(&payload, &[("Source-Organization", "協会\n二行".into())]);
        let file = |name: &str| files.iter().find(|(n, _)| *n == name).unwrap().1.clone();
        assert!(is_declaration(&file(DECLARATION)));
        let info = read_info(&file(INFO)).unwrap();
        assert_eq!(info["Payload-Oxum"], "3.2");
        assert_eq!(info["Source-Organization"], "協会 二行");
        assert_eq!(
            read_manifest(&file(MANIFEST)).unwrap()["data/b/c.txt"],
            Hash::of(b"bc")
        );
        let tags = read_manifest(&file(TAG_MANIFEST)).unwrap();
        assert_eq!(
            tags.keys().collect::<Vec<_>>(),
            [INFO, DECLARATION, MANIFEST]
        );
        assert_eq!(tags[MANIFEST], Hash::of(&file(MANIFEST)));
    }

    #[test]
    fn a_bad_line_is_named() {
        let hash = Hash::of(b"");
        for (text, expected) in [
            (format!("{hash} data/a\n"), BadBag::Line(1)),
            (format!("{hash}  b\n{hash}  a\n"), BadBag::Order(2)),
            (format!("{hash}  a\n{hash}  a\n"), BadBag::Order(2)),
            (format!("{hash}  a\n\n"), BadBag::Line(2)),
            ("zz  a\n".to_owned(), BadBag::Line(1)),
        ] {
            assert_eq!(read_manifest(text.as_bytes()), Err(expected));
        }
        assert_eq!(read_info(b"x"), Err(BadBag::Info(1)));
        assert_eq!(read_manifest(&[0xff]), Err(BadBag::Encoding));
    }
}
