//! The name under which people see a document.

use crate::refusal::Refusal;
use unicode_normalization::UnicodeNormalization;

/// Longest name in characters.
const CHARS_AT_MOST: usize = 120;

/// Characters that turn the direction of writing: they can make `fdp.exe` look like `exe.pdf`.
const fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The name as it is kept: composed characters, no space around it, at most 120 characters (what is
/// too long is cut before the extension).
///
/// # Errors
/// `attachment.name` for a name with a path, control characters or turned writing: a name like that
/// does not come from a person who picks a file, so it is refused and not mended.
pub fn clean_name(name: &str) -> Result<String, Refusal> {
    let refused = || Refusal::of_field("attachment.name", "file");
    let name: String = name.trim().nfc().collect();
    let stem_missing = name.trim_start_matches('.').is_empty() || name.starts_with('.');
    let foreign =
        |c: char| matches!(c, '/' | '\\' | '\u{2028}' | '\u{2029}') || c.is_control() || turns(c);
    if stem_missing || name.chars().any(foreign) {
        return Err(refused());
    }
    let (stem, extension) = name.rsplit_once('.').ok_or_else(refused)?;
    let left = CHARS_AT_MOST.saturating_sub(extension.chars().count() + 1);
    if left == 0 {
        return Err(refused());
    }
    let stem: String = stem.chars().take(left).collect();
    Ok(format!("{stem}.{extension}"))
}
