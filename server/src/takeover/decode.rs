//! From bytes to text: UTF-8 with or without a mark, or the code page 932 in which Excel saves.
//!
//! Nothing is guessed at half: a byte that fits neither, or a file put together from both, refuses
//! the whole file with the byte and the line, because a wrongly read name would be evidence for ever.

use super::FileFault;
use encoding_rs::{DecoderResult, SHIFT_JIS};

/// Largest file in bytes.
pub(super) const FILE_BYTES: usize = 64 << 20;

/// How a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 with the byte order mark in front.
    #[serde(rename = "utf-8-bom")]
    Utf8WithMark,
    /// Code page 932 (`Shift_JIS` as Windows writes it).
    #[serde(rename = "cp932")]
    Cp932,
}

impl Encoding {
    /// As people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithMark => "UTF-8 (BOM)",
            Self::Cp932 => "CP932 (Shift_JIS)",
        }
    }
}

/// Reads a file's text and says how it was written.
///
/// # Errors
/// `file.too_large`, `file.empty`, `file.utf16`, `file.undecodable`, `file.mixed_encodings`.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Encoding), FileFault> {
    if bytes.len() > FILE_BYTES {
        return Err(FileFault::TooLarge);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(FileFault::Utf16);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        let text = str::from_utf8(rest).map_err(|e| FileFault::Undecodable {
            as_utf8: place(bytes, e.valid_up_to() + 3),
            as_cp932: None,
        })?;
        return some(text, Encoding::Utf8WithMark);
    }
    let utf8_stops = match str::from_utf8(bytes) {
        Ok(text) => return some(text, Encoding::Utf8),
        Err(error) => error.valid_up_to(),
    };
    // Before anything is called unreadable: one foreign cell is the likelier cause, and named best.
    if let Some(at) = utf8_cell(bytes) {
        return Err(FileFault::Mixed {
            utf8: place(bytes, at),
            other: place(bytes, utf8_stops),
        });
    }
    let text = cp932(bytes).map_err(|stops| FileFault::Undecodable {
        as_utf8: place(bytes, utf8_stops),
        as_cp932: Some(place(bytes, stops)),
    })?;
    some(&text, Encoding::Cp932)
}

fn some(text: &str, encoding: Encoding) -> Result<(String, Encoding), FileFault> {
    if text.trim().is_empty() {
        Err(FileFault::Empty)
    } else {
        Ok((text.to_owned(), encoding))
    }
}

/// The text, or the first byte that is no character.
fn cp932(bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let room = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or(bytes.len().saturating_mul(3));
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(length, after) => {
            Err(read.saturating_sub(usize::from(length) + usize::from(after)))
        }
        DecoderResult::OutputFull => Err(read),
    }
}

/// The first cell that is UTF-8 although the file as a whole is not. Comma and line break are no part
/// of a character in either encoding. Read as code page 932, three bytes of UTF-8 are a rare kanji
/// followed by half-width kana: nobody writes cells of nothing else.
fn utf8_cell(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    for cell in bytes.split(|b| matches!(b, b',' | b'\n' | b'\r')) {
        let japanese = |c: char| matches!(c, '\u{3001}'..='\u{9fff}' | '\u{ff01}'..='\u{ff9f}');
        if !cell.is_ascii() && str::from_utf8(cell).is_ok_and(|text| text.chars().any(japanese)) {
            return Some(start);
        }
        start += cell.len() + 1;
    }
    None
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// Byte, from 1.
    pub byte: usize,
    /// Line of the text, from 1.
    pub line: usize,
}

fn place(bytes: &[u8], at: usize) -> Place {
    let before = bytes.get(..at).unwrap_or(bytes);
    // A line ends at LF; a CR alone ends one too.
    let lone = |pair: &&[u8]| matches!(pair, [b'\r', next] if *next != b'\n');
    Place {
        byte: at + 1,
        line: before.split(|b| *b == b'\n').count() + before.windows(2).filter(lone).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::EncoderResult;

    fn as_cp932(text: &str) -> Vec<u8> {
        let mut bytes = vec![0; text.len() * 3];
        let (result, _, written) = SHIFT_JIS
            .new_encoder()
            .encode_from_utf8_without_replacement(text, &mut bytes, true);
        assert_eq!(result, EncoderResult::InputEmpty);
        bytes.truncate(written);
        bytes
    }

    const TEXT: &str = "番号,氏名\r\n1,髙﨑　濵邉\r\n2,ｸﾞﾘｰﾝﾘﾝｸ㈱\r\n";

    #[test]
    fn the_same_text_in_each_encoding() {
        let marked = [&[0xef, 0xbb, 0xbf], TEXT.as_bytes()].concat();
        let cases = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8WithMark),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(&bytes).unwrap(), (TEXT.to_owned(), encoding));
        }
        assert_eq!(
            decode(&as_cp932(TEXT)).unwrap(),
            (TEXT.to_owned(), Encoding::Cp932)
        );
    }

    #[test]
    fn what_fits_nothing_is_named_by_byte_and_line() {
        let mut bytes = as_cp932("番号\r\n1,山田");
        bytes.extend([0xff, b'\n']);
        assert_eq!(
            decode(&bytes),
            Err(FileFault::Undecodable {
                as_utf8: Place { byte: 1, line: 1 },
                as_cp932: Some(Place { byte: 13, line: 2 }),
            })
        );
        let mut bytes = [&[0xef, 0xbb, 0xbf], "番号\n".as_bytes()].concat();
        bytes.extend(as_cp932("山"));
        assert_eq!(
            decode(&bytes),
            Err(FileFault::Undecodable {
                as_utf8: Place { byte: 11, line: 2 },
                as_cp932: None,
            })
        );
        // A character cut in two at the end.
        let mut bytes = as_cp932("番号\n山");
        bytes.pop();
        assert!(matches!(
            decode(&bytes),
            Err(FileFault::Undecodable {
                as_cp932: Some(Place { byte: 6, line: 2 }),
                ..
            })
        ));
    }

    #[test]
    fn two_encodings_in_one_file_are_refused() {
        let mut bytes = as_cp932("番号,氏名\r\n1,");
        bytes.extend("山田　太郎".as_bytes());
        bytes.extend(b"\r\n");
        let fault = decode(&bytes).unwrap_err();
        assert!(
            matches!(fault, FileFault::Mixed { utf8, other } if (utf8.line, other.line) == (2, 1)),
            "{fault:?}"
        );
        let mut bytes = "番号,氏名\n1,".as_bytes().to_vec();
        bytes.extend(as_cp932("山田"));
        let fault = decode(&bytes).unwrap_err();
        assert!(
            matches!(fault, FileFault::Mixed { utf8, other } if (utf8.line, other.line) == (1, 2)),
            "{fault:?}"
        );
    }

    #[test]
    fn other_forms_are_refused_with_advice() {
        assert_eq!(decode(&[0xff, 0xfe, 0x61, 0]), Err(FileFault::Utf16));
        assert_eq!(decode(b" \r\n"), Err(FileFault::Empty));
        assert_eq!(decode(b""), Err(FileFault::Empty));
    }
}
