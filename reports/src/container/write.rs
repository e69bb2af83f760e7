//! Writing the canonical container, member by member, without holding any of them in memory.

use super::{ContainerError, MEMBER_LIMIT, check_name, format};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    path::PathBuf,
};

/// What a member holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file, read while the container is written.
    File(PathBuf),
}

/// A file in the container.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its path, plain ASCII, with `/` between the parts.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

impl Member {
    /// A member that holds `bytes`.
    #[must_use]
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            content: Content::Bytes(bytes.into()),
        }
    }

    /// A member that holds what the file at `path` holds.
    #[must_use]
    pub fn file(name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self {
            name: name.into(),
            content: Content::File(path.into()),
        }
    }
}

/// Writes the members as a canonical zip, in the order of their names, and returns its size in bytes.
///
/// # Errors
/// A name that may not stand in a package, a name twice, too many members, or a failure to read or
/// write.
pub fn write<W: Write + Seek>(mut out: W, mut members: Vec<Member>) -> Result<u64, ContainerError> {
    if members.len() > MEMBER_LIMIT {
        return Err(ContainerError::TooMany(members.len()));
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    let mut seen = std::collections::BTreeSet::new();
    for member in &members {
        check_name(&member.name)
            .map_err(|reason| ContainerError::Name(member.name.clone(), reason))?;
        if !seen.insert(member.name.to_ascii_lowercase()) {
            return Err(ContainerError::Twice(member.name.clone()));
        }
    }
    let mut at = 0;
    let mut directory = Vec::new();
    for member in &members {
        let header = copy(&mut out, member, at)?;
        at += u64::try_from(header.local().len()).unwrap_or(u64::MAX) + header.size;
        directory.extend_from_slice(&header.central());
    }
    let size = u64::try_from(directory.len()).unwrap_or(u64::MAX);
    let count = u64::try_from(members.len()).unwrap_or(u64::MAX);
    let end = format::end(count, size, at);
    out.write_all(&directory)?;
    out.write_all(&end)?;
    out.flush()?;
    Ok(at + size + u64::try_from(end.len()).unwrap_or(u64::MAX))
}

fn copy<'m, W: Write + Seek>(
    out: &mut W,
    member: &'m Member,
    at: u64,
) -> Result<format::Header<'m>, ContainerError> {
    let mut header = format::Header {
        name: &member.name,
        crc32: 0,
        size: 0,
        at,
    };
    match &member.content {
        Content::Bytes(bytes) => {
            header.crc32 = crc32fast::hash(bytes);
            header.size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            out.write_all(&header.local())?;
            out.write_all(bytes)?;
        }
        Content::File(path) => {
            // The size decides the header's length, so it must be known first; the checksum is
            // filled in once the data has gone by.
            let file = File::open(path)?;
            header.size = file.metadata()?.len();
            out.write_all(&header.local())?;
            header.crc32 = copy_file(out, file, header.size)?;
            out.seek(SeekFrom::Start(at))?;
            out.write_all(&header.local())?;
            out.seek(SeekFrom::End(0))?;
        }
    }
    Ok(header)
}

fn copy_file<W: Write>(out: &mut W, file: File, size: u64) -> std::io::Result<u32> {
    let mut crc = crc32fast::Hasher::new();
    let mut file = file.take(size);
    let mut buffer = vec![0; 1 << 16];
    let mut copied = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        crc.update(chunk);
        out.write_all(chunk)?;
        copied += u64::try_from(read).unwrap_or(u64::MAX);
    }
    if copied == size {
        Ok(crc.finalize())
    } else {
        Err(std::io::Error::other("a member shrank while it was read"))
    }
}
