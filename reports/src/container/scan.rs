//! Reading the canonical container strictly, once from front to back.
//!
//! Each header is read for name, size and checksum only, written again from these three, and
//! compared; the data goes through CRC-32 and SHA-256 as it passes. So the scan both proves that the
//! bytes are the canonical ones and gives the digests that the manifests are checked against.

use super::{MEMBER_LIMIT, check_name, format};
use domain::chain::Hash;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek, SeekFrom};

/// A member as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path.
    pub name: String,
    /// Where its data begins in the container, bytes.
    pub data_at: u64,
    /// Length of its data, bytes.
    pub size: u64,
    /// SHA-256 of its data.
    pub sha256: Hash,
}

/// The first place where the bytes are not those of a canonical container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deviation {
    /// The member it belongs to, if it lies in one.
    pub member: Option<String>,
    /// Offset of the header, data or directory that deviates.
    pub at: u64,
    /// What deviates.
    pub what: &'static str,
}

/// What a scan found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Scan {
    /// The members, as far as the container could be followed.
    pub entries: Vec<Entry>,
    /// The first deviation; none in a canonical container.
    pub deviation: Option<Deviation>,
    /// Whether directory and end are there as expected; if not, `entries` may be incomplete.
    pub complete: bool,
}

/// Whether the bytes begin like a zip or end like one. One changed byte cannot hide both.
///
/// # Errors
/// The file cannot be read.
pub fn looks_like_zip<R: Read + Seek>(file: &mut R) -> io::Result<bool> {
    let len = file.seek(SeekFrom::End(0))?;
    let mut word = [0; 4];
    for at in [0, len.saturating_sub(format::END_FIXED)] {
        file.seek(SeekFrom::Start(at))?;
        if file.read_exact(&mut word).is_ok()
            && [format::LOCAL, format::END].contains(&u32::from_le_bytes(word))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads a container and compares every byte with the canonical one.
///
/// # Errors
/// The file cannot be read. Whatever is wrong with its bytes is a [`Deviation`], not an error.
pub fn scan<R: Read + Seek>(file: &mut R) -> io::Result<Scan> {
    let len = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut scan = Scan::default();
    let mut directory = Vec::new();
    let mut at = 0;
    loop {
        let fixed = read_up_to(file, format::LOCAL_FIXED)?;
        if le(&fixed, 0, 4) != Some(u64::from(format::LOCAL)) {
            break;
        }
        match member(file, &fixed, at, len, &mut scan, &mut directory)? {
            Some(next) => at = next,
            None => return Ok(scan),
        }
    }
    let count = u64::try_from(scan.entries.len()).unwrap_or(u64::MAX);
    let size = u64::try_from(directory.len()).unwrap_or(u64::MAX);
    directory.extend_from_slice(&format::end(count, size, at));
    file.seek(SeekFrom::Start(at))?;
    // One byte more than expected, so that bytes after the end are seen.
    let rest = read_up_to(file, directory.len() + 1)?;
    if rest == directory {
        scan.complete = true;
    } else {
        let same = rest.iter().zip(&directory).take_while(|(a, b)| a == b);
        let place = at + u64::try_from(same.count()).unwrap_or(0);
        scan.deviate(None, place, "central directory");
    }
    Ok(scan)
}

impl Scan {
    fn deviate(&mut self, member: Option<&str>, at: u64, what: &'static str) {
        self.deviation.get_or_insert_with(|| Deviation {
            member: member.map(str::to_owned),
            at,
            what,
        });
    }
}

/// Reads one member; the offset after it, or nothing when it cannot be followed further.
fn member<R: Read + Seek>(
    file: &mut R,
    fixed: &[u8],
    at: u64,
    len: u64,
    scan: &mut Scan,
    directory: &mut Vec<u8>,
) -> io::Result<Option<u64>> {
    let name_len = le(fixed, 26, 2).unwrap_or(0);
    let extra_len = le(fixed, 28, 2).unwrap_or(0);
    let name = read_up_to(file, usize::try_from(name_len).unwrap_or(0))?;
    let extra = read_up_to(file, usize::try_from(extra_len).unwrap_or(0))?;
    let Ok(name) = String::from_utf8(name) else {
        scan.deviate(None, at, "member name");
        return Ok(None);
    };
    let in_order = scan.entries.last().is_none_or(|last| last.name < name);
    if check_name(&name).is_err() || !in_order || scan.entries.len() >= MEMBER_LIMIT {
        scan.deviate(None, at, "member name");
        return Ok(None);
    }
    let narrow = le(fixed, 22, 4).unwrap_or(0);
    let size = match narrow {
        0xffff_ffff => le(&extra, 4, 8).unwrap_or(u64::MAX),
        size => size,
    };
    let header = format::Header {
        name: &name,
        crc32: le(fixed, 14, 4)
            .and_then(|crc| u32::try_from(crc).ok())
            .unwrap_or(0),
        size,
        at,
    };
    let data_at = at + 30 + name_len + extra_len;
    if data_at.checked_add(size).is_none_or(|end| end > len) {
        scan.deviate(Some(&name), at, "member size");
        return Ok(None);
    }
    if header.local() != [fixed, name.as_bytes(), &extra].concat() {
        scan.deviate(Some(&name), at, "member header");
    }
    let (crc32, sha256) = digests(file, size)?;
    if crc32 != header.crc32 {
        scan.deviate(Some(&name), data_at, "member data");
    }
    directory.extend_from_slice(&header.central());
    scan.entries.push(Entry {
        name,
        data_at,
        size,
        sha256,
    });
    Ok(Some(data_at + size))
}

fn digests<R: Read>(file: &mut R, size: u64) -> io::Result<(u32, Hash)> {
    let mut crc = crc32fast::Hasher::new();
    let mut sha = Sha256::new();
    let mut data = file.take(size);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = data.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            return Ok((crc.finalize(), Hash(sha.finalize().into())));
        };
        crc.update(chunk);
        sha.update(chunk);
    }
}

fn read_up_to<R: Read>(file: &mut R, n: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(n.min(1 << 16));
    file.take(u64::try_from(n).unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The little-endian number of `n` bytes at `at`, if they are there.
fn le(bytes: &[u8], at: usize, n: usize) -> Option<u64> {
    let field = bytes.get(at..at + n)?;
    Some(
        field
            .iter()
            .rev()
            .fold(0, |value, byte| value << 8 | u64::from(*byte)),
    )
}
