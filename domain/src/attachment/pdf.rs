//! What a PDF must not hold. The names of a PDF's objects may be written with `#` and two digits, so
//! they are read before they are compared. What lies in compressed object streams is not looked at:
//! a PDF is stored as it came and leaves only as a download.

use crate::refusal::Refusal;

/// Names under which a PDF runs something, carries files, or hides its contents from us.
const ACTIVE: &[&[u8]] = &[b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles"];
const LOCKED: &[u8] = b"Encrypt";
/// Longest name that is compared.
const NAME_AT_MOST: usize = 16;
/// Bytes that may follow the end mark: line ends and the zeros that some fax machines add.
const PADDING: &[u8] = b"\r\n\t \0";

/// Whether the end is the end mark: nothing hides behind it.
fn ends_properly(bytes: &[u8]) -> bool {
    let end = bytes
        .iter()
        .rposition(|byte| !PADDING.contains(byte))
        .map_or(0, |last| last + 1);
    bytes.get(..end).is_some_and(|b| b.ends_with(b"%%EOF"))
}

/// The name that begins here, read.
fn name(bytes: &[u8]) -> Vec<u8> {
    let mut name = Vec::new();
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        if !(byte.is_ascii_alphanumeric() || byte == b'#') || name.len() > NAME_AT_MOST {
            break;
        }
        let digit = |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16));
        let read = if byte == b'#' {
            match (digit(rest.next()), digit(rest.next())) {
                (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or(0),
                _ => break,
            }
        } else {
            byte
        };
        name.push(read);
    }
    name
}

/// Looks through a PDF.
///
/// # Errors
/// It goes on behind its end, is locked with a password, or holds scripts, programs or files.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    if !ends_properly(bytes) {
        return Err(Refusal::of_field("attachment.pdf_end", "file"));
    }
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/') {
        let name = name(bytes.get(at + 1..).unwrap_or_default());
        if ACTIVE.contains(&name.as_slice()) {
            return Err(Refusal::of_field("attachment.pdf_active", "file"));
        }
        if name == LOCKED {
            return Err(Refusal::of_field("attachment.pdf_locked", "file"));
        }
    }
    Ok(())
}
