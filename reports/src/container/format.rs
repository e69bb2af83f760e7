//! The bytes of the headers (PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.16), each a function of name,
//! checksum, size and place alone.

/// First bytes of a member.
pub(super) const LOCAL: u32 = 0x0403_4b50;
/// Length of the fixed part of a member's header.
pub(super) const LOCAL_FIXED: usize = 30;
/// First bytes of the end record.
pub(super) const END: u32 = 0x0605_4b50;
/// Length of the end record without comment.
pub(super) const END_FIXED: u64 = 22;

const CENTRAL: u32 = 0x0201_4b50;
const END_64: u32 = 0x0606_4b50;
const END_64_LOCATOR: u32 = 0x0706_4b50;
const EXTRA_64: u16 = 0x0001;
const FULL_32: u32 = u32::MAX;
const FULL_16: u16 = u16::MAX;
/// 1 January 1980, the first day a zip can name; the time is 00:00.
const DATE: u16 = 0x0021;
/// Regular file, rw-r--r--.
const ATTRIBUTES: u32 = 0o100_644 << 16;
/// Made on Unix, so that the permissions are read.
const UNIX: u16 = 0x0300;
/// Version needed: 2.0, or 4.5 with zip64 fields.
const VERSION: u16 = 0x14;
const VERSION_64: u16 = 0x2d;

/// What the headers say about a member.
pub(super) struct Header<'a> {
    pub(super) name: &'a str,
    pub(super) crc32: u32,
    pub(super) size: u64,
    /// Where its local header begins.
    pub(super) at: u64,
}

/// Little-endian fields put one after another.
struct Fields(Vec<u8>);

impl Fields {
    fn u16(&mut self, value: u16) -> &mut Self {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }

    fn u64(&mut self, value: u64) -> &mut Self {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }
}

/// The value where it fits below the all-ones mark, else the mark.
fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(FULL_32)
}

fn fits(value: u64) -> bool {
    value < u64::from(FULL_32)
}

/// The number as 16 bits, or the mark that says it stands in the zip64 record.
fn narrow_16(value: u64) -> u16 {
    u16::try_from(value).unwrap_or(FULL_16)
}

/// Names are at most 200 bytes and extra fields 28, so the cast cannot cut.
fn length(bytes: usize) -> u16 {
    u16::try_from(bytes).unwrap_or(FULL_16)
}

const fn version(zip64: bool) -> u16 {
    if zip64 { VERSION_64 } else { VERSION }
}

impl Header<'_> {
    fn common(&self, fields: &mut Fields, extra: usize) {
        fields.u16(0).u16(0).u16(0).u16(DATE).u32(self.crc32);
        fields.u32(narrow(self.size)).u32(narrow(self.size));
        fields.u16(length(self.name.len())).u16(length(extra));
    }

    /// What stands before the member's data.
    pub(super) fn local(&self) -> Vec<u8> {
        let big = !fits(self.size);
        let mut fields = Fields(Vec::with_capacity(LOCAL_FIXED + self.name.len() + 20));
        fields.u32(LOCAL).u16(version(big));
        self.common(&mut fields, if big { 20 } else { 0 });
        fields.0.extend_from_slice(self.name.as_bytes());
        if big {
            fields.u16(EXTRA_64).u16(16).u64(self.size).u64(self.size);
        }
        fields.0
    }

    /// The member's line in the central directory.
    pub(super) fn central(&self) -> Vec<u8> {
        let mut extra = Fields(Vec::new());
        if !fits(self.size) {
            extra.u64(self.size).u64(self.size);
        }
        if !fits(self.at) {
            extra.u64(self.at);
        }
        let big = !extra.0.is_empty();
        let mut fields = Fields(Vec::with_capacity(46 + self.name.len() + 28));
        fields
            .u32(CENTRAL)
            .u16(UNIX | version(big))
            .u16(version(big));
        self.common(&mut fields, if big { extra.0.len() + 4 } else { 0 });
        fields
            .u16(0)
            .u16(0)
            .u16(0)
            .u32(ATTRIBUTES)
            .u32(narrow(self.at));
        fields.0.extend_from_slice(self.name.as_bytes());
        if big {
            fields.u16(EXTRA_64).u16(length(extra.0.len()));
            fields.0.extend_from_slice(&extra.0);
        }
        fields.0
    }
}

/// What stands after the central directory of `count` members, `size` bytes from offset `at`.
pub(super) fn end(count: u64, size: u64, at: u64) -> Vec<u8> {
    let mut fields = Fields(Vec::with_capacity(98));
    if count >= u64::from(FULL_16) || !fits(size) || !fits(at) {
        fields
            .u32(END_64)
            .u64(44)
            .u16(UNIX | VERSION_64)
            .u16(VERSION_64)
            .u32(0)
            .u32(0);
        fields.u64(count).u64(count).u64(size).u64(at);
        fields.u32(END_64_LOCATOR).u32(0).u64(at + size).u32(1);
    }
    fields.u32(END).u16(0).u16(0);
    fields.u16(narrow_16(count)).u16(narrow_16(count));
    fields.u32(narrow(size)).u32(narrow(at)).u16(0);
    fields.0
}
