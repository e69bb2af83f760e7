//! What an uploaded file is, by its name and its bytes together.

use super::{BYTES_AT_MOST, PIXELS_AT_MOST, SIDE_AT_MOST, name::clean_name, pdf};
use crate::{code::Media, refusal::Refusal};
use encoding_rs::SHIFT_JIS;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";
const PDF: &[u8] = b"%PDF-";
/// The mark at the end of every archive; a comment of at most 65,535 bytes may follow its 22.
const ARCHIVE_END: &[u8] = b"PK\x05\x06";
const ARCHIVE_TAIL: usize = 65_535 + 22;
/// What a browser or a server would run. Compared without regard to case.
const MARKUP: &[&str] = &[
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<svg",
    "<object",
    "<embed",
    "<?php",
    "<?xml",
];

fn refused(code: &'static str) -> Refusal {
    Refusal::of_field(code, "file")
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// What the first bytes say; nothing where they say nothing.
fn by_magic(bytes: &[u8]) -> Option<Media> {
    if bytes.starts_with(PDF) {
        Some(Media::Pdf)
    } else if bytes.starts_with(PNG) {
        Some(Media::Png)
    } else if bytes.starts_with(JPEG) {
        Some(Media::Jpeg)
    } else {
        None
    }
}

/// What the extension says.
fn by_extension(name: &str) -> Option<Media> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Media::ALL
        .iter()
        .copied()
        .find(|media| media.extensions().contains(&extension.as_str()))
}

/// Plain text: UTF-8 or CP932, no control characters but tabs and line ends, no markup.
fn check_text(bytes: &[u8]) -> Result<(), Refusal> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text.into_owned(),
            None => return Err(refused("attachment.text_encoding")),
        },
    };
    let binary = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
    if text.chars().any(binary) {
        return Err(refused("attachment.text_encoding"));
    }
    let folded = text.to_ascii_lowercase();
    if MARKUP.iter().any(|mark| folded.contains(mark)) {
        return Err(refused("attachment.text_markup"));
    }
    Ok(())
}

/// What the file is, when its name and its bytes agree and nothing else hides inside.
///
/// # Errors
/// A refusal that names what is wrong: name, size, form, disagreement of name and bytes, a second
/// file inside, a locked or active PDF, text that is no text.
///
/// ```
/// use domain::{attachment::recognise, code::Media};
/// assert_eq!(recognise("経過.txt", "6月1日 電話".as_bytes()), Ok(Media::Text));
/// assert_eq!(recognise("経過.pdf", b"PK\x03\x04").unwrap_err().code, "attachment.disagree");
/// ```
pub fn recognise(name: &str, bytes: &[u8]) -> Result<Media, Refusal> {
    let name = clean_name(name)?;
    if bytes.is_empty() {
        return Err(refused("attachment.empty"));
    }
    if bytes.len() > BYTES_AT_MOST {
        return Err(refused("attachment.too_large"));
    }
    let named = by_extension(&name).ok_or_else(|| refused("attachment.kind_of_file"))?;
    let found = by_magic(bytes);
    if found.unwrap_or(Media::Text) != named {
        return Err(refused("attachment.disagree"));
    }
    let tail = bytes
        .get(bytes.len().saturating_sub(ARCHIVE_TAIL)..)
        .unwrap_or_default();
    if holds(tail, ARCHIVE_END) {
        return Err(refused("attachment.two_files"));
    }
    match named {
        Media::Text => check_text(bytes)?,
        Media::Pdf => pdf::check(bytes)?,
        Media::Jpeg | Media::Png if holds(bytes, PDF) => {
            return Err(refused("attachment.two_files"));
        }
        Media::Jpeg | Media::Png => {}
    }
    Ok(named)
}

/// Whether a picture of this size is opened at all: asked of its header, before a pixel is read.
///
/// # Errors
/// `attachment.pixels`.
pub fn fits_pixels(width: u32, height: u32) -> Result<(), Refusal> {
    let fits = (1..=SIDE_AT_MOST).contains(&width)
        && (1..=SIDE_AT_MOST).contains(&height)
        && u64::from(width) * u64::from(height) <= PIXELS_AT_MOST;
    if fits {
        Ok(())
    } else {
        Err(refused("attachment.pixels"))
    }
}
