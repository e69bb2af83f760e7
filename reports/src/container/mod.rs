//! The canonical zip: one sequence of bytes for one set of members.
//!
//! Members are stored, not compressed, in ascending order of their ASCII names, with one fixed time
//! and fixed attributes; zip64 fields appear exactly where a figure does not fit without. Because the
//! names, sizes and contents of the members determine every other byte, a reader can write each
//! header again and compare: no byte of the file can change unseen. The format is written here and
//! not by a library so that a package of today is still canonical for the program of ten years on.
//!
//! [`write`] writes it, [`scan`] reads it in one pass and names the first deviation. Whoever packed
//! the same members with another program gets a deviation too, and [`crate::verify`] then reads the
//! members leniently to say what remains trustworthy.

mod format;
mod name;
mod scan;
mod write;

pub use name::{BadName, check_name};
pub use scan::{Deviation, Entry, Scan, looks_like_zip, scan};
pub use write::{Content, Member, write};

/// Most members a package may have.
pub const MEMBER_LIMIT: usize = 10_000;

/// A container could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ContainerError {
    /// A member's name may not stand in a container.
    #[error("member {0:?}: {1}")]
    Name(String, BadName),
    /// Two members with names that are equal when case is ignored.
    #[error("member {0:?} stands twice")]
    Twice(String),
    /// More than [`MEMBER_LIMIT`] members.
    #[error("{0} members, more than {MEMBER_LIMIT}")]
    TooMany(usize),
    /// Reading a member or writing the container failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{Cursor, Read, Seek, SeekFrom};

    fn sample() -> Vec<Member> {
        vec![
            Member::bytes("audit-2026/data/ledger.xlsx", vec![7; 40]),
            Member::bytes("audit-2026/bagit.txt", "BagIt"),
            Member::bytes("VERIFY.ja.txt", ""),
        ]
    }

    fn packed(members: Vec<Member>) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let size = write(&mut out, members).unwrap();
        assert_eq!(size, out.get_ref().len() as u64);
        out.into_inner()
    }

    fn scanned(bytes: &[u8]) -> Scan {
        scan(&mut Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn the_order_of_members_does_not_matter_to_the_bytes() {
        let mut reversed = sample();
        reversed.reverse();
        assert_eq!(packed(sample()), packed(reversed));
    }

    #[test]
    fn a_member_from_a_file_gives_the_same_bytes() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        std::io::Write::write_all(&mut file, &[7; 40]).unwrap();
        let mut members = sample();
        members[0].content = Content::File(file.path().to_owned());
        assert_eq!(packed(members), packed(sample()));
    }

    #[test]
    fn another_reader_agrees() {
        let mut archive = zip::ZipArchive::new(Cursor::new(packed(sample()))).unwrap();
        assert_eq!(archive.len(), 3);
        let mut text = String::new();
        let mut file = archive.by_name("audit-2026/bagit.txt").unwrap();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(
            (text.as_str(), file.unix_mode()),
            ("BagIt", Some(0o100_644))
        );
    }

    #[test]
    fn names_and_doubles_are_refused() {
        let twice = vec![Member::bytes("a", "1"), Member::bytes("A", "2")];
        assert!(matches!(
            write(Cursor::new(vec![]), twice),
            Err(ContainerError::Twice(_))
        ));
        let evil = vec![Member::bytes("../a", "1")];
        assert!(matches!(
            write(Cursor::new(vec![]), evil),
            Err(ContainerError::Name(..))
        ));
    }

    #[test]
    fn every_changed_byte_is_seen_and_data_is_named() {
        let bytes = packed(sample());
        assert_eq!(scanned(&bytes).deviation, None);
        assert!(scanned(&bytes).complete);
        for at in 0..bytes.len() {
            for flip in [0x01, 0x20, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= flip;
                assert!(
                    looks_like_zip(&mut Cursor::new(&changed)).unwrap(),
                    "byte {at}"
                );
                assert!(scanned(&changed).deviation.is_some(), "byte {at}");
            }
        }
        let data = bytes.windows(5).position(|w| w == b"BagIt").unwrap();
        let mut changed = bytes;
        changed[data] ^= 1;
        let found = scanned(&changed).deviation.unwrap();
        assert_eq!(found.member.as_deref(), Some("audit-2026/bagit.txt"));
        assert_eq!((found.at, found.what), (data as u64, "member data"));
    }

    #[test]
    fn bytes_before_after_or_missing_are_seen() {
        let bytes = packed(sample());
        for changed in [
            [bytes.as_slice(), b"x"].concat(),
            [b"x", bytes.as_slice()].concat(),
            bytes[..bytes.len() - 1].to_vec(),
            bytes[..60].to_vec(),
            vec![],
        ] {
            assert!(scanned(&changed).deviation.is_some());
        }
        assert!(!looks_like_zip(&mut Cursor::new(b"%PDF-1.7")).unwrap());
        assert!(!looks_like_zip(&mut Cursor::new(b"")).unwrap());
    }

    #[test]
    fn the_same_members_packed_by_another_program_deviate() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        writer.start_file("a", stored).unwrap();
        std::io::Write::write_all(&mut writer, b"x").unwrap();
        let other = writer.finish().unwrap().into_inner();
        assert!(scanned(&other).deviation.is_some());
    }

    /// A file of zeros with a few bytes written into it, as long as need be.
    struct Sparse {
        parts: Vec<(u64, Vec<u8>)>,
        len: u64,
        at: u64,
    }

    impl Read for Sparse {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = buffer
                .len()
                .min(usize::try_from(self.len - self.at).unwrap());
            buffer[..n].fill(0);
            for (start, bytes) in &self.parts {
                for (i, byte) in bytes.iter().enumerate() {
                    let place = start + i as u64;
                    if (self.at..self.at + n as u64).contains(&place) {
                        buffer[usize::try_from(place - self.at).unwrap()] = *byte;
                    }
                }
            }
            self.at += n as u64;
            Ok(n)
        }
    }

    impl Seek for Sparse {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.at = match to {
                SeekFrom::Start(at) => at,
                SeekFrom::End(by) => self.len.checked_add_signed(by).unwrap(),
                SeekFrom::Current(by) => self.at.checked_add_signed(by).unwrap(),
            };
            Ok(self.at)
        }
    }

    /// Beyond 4 GiB the zip64 fields are written, and another reader finds what they say.
    #[test]
    fn zip64_fields_are_read_by_another_reader() {
        let size = 5 << 30;
        let big = format::Header {
            name: "a-big",
            crc32: 0,
            size,
            at: 0,
        };
        let local = big.local();
        let second_at = local.len() as u64 + size;
        let data = b"after";
        let small = format::Header {
            name: "b-small",
            crc32: crc32fast::hash(data),
            size: 5,
            at: second_at,
        };
        let second = [small.local().as_slice(), data].concat();
        let directory_at = second_at + second.len() as u64;
        let directory = [big.central(), small.central()].concat();
        let end = format::end(2, directory.len() as u64, directory_at);
        let len = directory_at + (directory.len() + end.len()) as u64;
        let tail = [directory, end].concat();
        let parts = vec![(0, local), (second_at, second), (directory_at, tail)];
        let mut archive = zip::ZipArchive::new(Sparse { parts, len, at: 0 }).unwrap();
        assert_eq!(archive.by_name("a-big").unwrap().size(), size);
        let mut text = Vec::new();
        archive
            .by_name("b-small")
            .unwrap()
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(text, data);
    }

    proptest! {
        #[test]
        fn what_is_packed_is_found(
            members in proptest::collection::btree_map("[a-z][a-z0-9]{0,5}(/[a-z0-9]{1,5})?", proptest::collection::vec(any::<u8>(), 0..200), 0..6)
        ) {
            let list = members.iter().filter(|(name, _)| check_name(name).is_ok());
            let list: Vec<_> = list.map(|(n, b)| Member::bytes(n.clone(), b.clone())).collect();
            let count = list.len();
            let bytes = packed(list);
            let found = scanned(&bytes);
            prop_assert!(found.complete);
            prop_assert_eq!(found.deviation, None);
            prop_assert_eq!(found.entries.len(), count);
            for entry in found.entries {
                let from = usize::try_from(entry.data_at).unwrap();
                let data = &bytes[from..from + usize::try_from(entry.size).unwrap()];
                prop_assert_eq!(data, members[&entry.name].as_slice());
                prop_assert_eq!(entry.sha256, domain::chain::Hash::of(data));
            }
        }

        /// Whatever the bytes are, the scan answers.
        #[test]
        fn rubbish_never_stops_the_scan(mut bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            scanned(&bytes);
            if bytes.len() > 4 {
                bytes[..4].copy_from_slice(b"PK\x03\x04");
                scanned(&bytes);
            }
        }
    }
}
