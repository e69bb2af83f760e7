//! The packages of the demonstration, and one of them with a single byte changed.

use super::builder::DemoError;
use std::path::{Path, PathBuf};

/// The event whose record is falsified: somebody moves the receipt of a case by seconds.
const KIND: &[u8] = b"\"kind\":\"case.registered\"";
/// Where the instant begins.
const FIELD: &[u8] = b"\"received_at\":\"";
/// The last digit of its seconds, from where it begins: `2026-05-02T00:05:0`.
const DIGIT: usize = 18;

/// Writes a copy of a package with one byte changed, unless it is there.
pub(super) fn falsify(package: &Path) -> Result<(), DemoError> {
    let copy = falsified(package);
    let file = |path: &Path| {
        let path = path.display().to_string();
        move |source| DemoError::File { path, source }
    };
    if copy.exists() || !package.exists() {
        return Ok(());
    }
    let mut bytes = std::fs::read(package).map_err(file(package))?;
    change_one(&mut bytes);
    let beside = copy.with_extension("new");
    std::fs::write(&beside, bytes).map_err(file(&beside))?;
    std::fs::rename(&beside, &copy).map_err(file(&copy))
}

/// Where the falsified copy lies.
fn falsified(package: &Path) -> PathBuf {
    let stem = package.file_stem().unwrap_or_default().to_string_lossy();
    package.with_file_name(format!("{stem}-tampered.zip"))
}

/// Changes one digit in the midst of the records, which lie uncompressed in the container; in a
/// package without cases, whatever byte lies in the middle.
fn change_one(bytes: &mut [u8]) {
    let records: Vec<usize> = places(bytes, KIND);
    let place = records
        .get(records.len() / 2)
        .and_then(|record| {
            let rest = bytes.get(*record..)?;
            let field = places(rest, FIELD).into_iter().next()?;
            Some(record + field + FIELD.len() + DIGIT)
        })
        .unwrap_or(bytes.len() / 2);
    if let Some(byte) = bytes.get_mut(place) {
        *byte = match *byte {
            b'9' => b'0',
            digit @ b'0'..=b'8' => digit + 1,
            other => other ^ 1,
        };
    }
}

fn places(bytes: &[u8], pattern: &[u8]) -> Vec<usize> {
    bytes
        .windows(pattern.len())
        .enumerate()
        .filter(|(_, window)| *window == pattern)
        .map(|(place, _)| place)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_is_changed_and_no_more() {
        let before =
            br#"{"kind":"case.registered","pub":{"received_at":"2026-05-02T00:05:09.000000Z"}}"#;
        let mut after = before.to_vec();
        change_one(&mut after);
        let changed: Vec<usize> = (0..before.len())
            .filter(|i| before[*i] != after[*i])
            .collect();
        assert_eq!(changed.len(), 1);
        assert!(String::from_utf8(after).unwrap().contains("00:05:00.0"));
    }
}
