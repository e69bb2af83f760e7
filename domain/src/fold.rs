//! Folding: what counts as the same when words are searched or names compared. What is stored stays
//! as it was written.
//!
//! Full and half width, small and capital letters, katakana and hiragana, small and full-size kana
//! are one; a common form stands for the variants of a kanji; spaces and punctuation are gone. A
//! text is searched through its overlapping two-character [`tokens`], because Japanese words are
//! often two characters long and stand between no spaces. [`Folded`] remembers where each folded
//! character came from, so that a find can be marked in the text as it was written.

mod variant;

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, ops::Range};
use unicode_normalization::{UnicodeNormalization as _, char::canonical_combining_class};
pub use variant::common;

/// Changes whenever the same text folds otherwise than before: what was indexed is indexed again.
pub const VERSION: i32 = 1;

/// The fewest characters of a word that can be searched.
pub const SHORTEST: usize = 2;

/// Forms of a company, before (前株) or behind (後株) its name, as they look once widths are one.
const FORMS: [&str; 24] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "特定非営利活動法人",
    "医療法人",
    "学校法人",
    "(株)",
    "(有)",
    "(合)",
    "(同)",
    "(資)",
    "(名)",
    "(一社)",
    "(一財)",
    "(公社)",
    "(公財)",
    "(医)",
    "(学)",
];

/// Two neighbouring characters of a folded text.
pub type Token = [char; 2];

/// A text folded, with the place of each character in the text as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    chars: Vec<char>,
    places: Vec<Range<usize>>,
}

/// The single folded character of one that stands alone: nothing for spaces and punctuation.
fn one(c: char) -> Option<char> {
    if canonical_combining_class(c) != 0 || !c.is_alphanumeric() {
        return None;
    }
    let kana = match c {
        // Katakana lie as far above hiragana as each other; ヷ to ヺ have no partners.
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    };
    Some(match kana {
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' => {
            char::from_u32(u32::from(kana) + 1).unwrap_or(kana)
        }
        'ゕ' => 'か',
        'ゖ' => 'け',
        'ゐ' => 'い',
        'ゑ' => 'え',
        c => common(c),
    })
}

/// Whether a character belongs to the one before it: combining marks, and the sounding marks that
/// half-width kana carry apart.
fn follows(c: char) -> bool {
    canonical_combining_class(c) != 0 || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            let mut end = start + c.len_utf8();
            while let Some((at, mark)) = rest.next_if(|(_, c)| follows(*c)) {
                end = at + mark.len_utf8();
            }
            let cluster = text.get(start..end).unwrap_or_default();
            let small = cluster.nfkc().flat_map(char::to_lowercase);
            for c in small.filter_map(one) {
                folded.chars.push(c);
                folded.places.push(start..end);
            }
        }
        folded
    }

    /// The folded characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Its two-character tokens.
    #[must_use]
    pub fn tokens(&self) -> BTreeSet<Token> {
        tokens(&self.chars)
    }

    /// Whether a folded word stands in it.
    #[must_use]
    pub fn contains(&self, word: &[char]) -> bool {
        self.finds(word).next().is_some()
    }

    fn finds<'a>(&'a self, word: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = word.len().max(1);
        self.chars
            .windows(length)
            .enumerate()
            .filter(move |(_, window)| *window == word)
            .map(move |(at, _)| at..at + length)
    }

    /// Where these folded words stand in the text as it was written: bytes, in order, none within
    /// another.
    #[must_use]
    pub fn marks<'a>(&self, words: impl IntoIterator<Item = &'a [char]>) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = words
            .into_iter()
            .flat_map(|word| self.finds(word).collect::<Vec<_>>())
            .filter_map(|found| {
                let first = self.places.get(found.start)?;
                let last = self.places.get(found.end.checked_sub(1)?)?;
                Some(first.start..last.end)
            })
            .collect();
        places.sort_by_key(|place| (place.start, place.end));
        let mut marks: Vec<Range<usize>> = Vec::new();
        for place in places {
            match marks.last_mut() {
                Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
                _ => marks.push(place),
            }
        }
        marks
    }
}

/// The overlapping two-character tokens of folded characters.
#[must_use]
pub fn tokens(chars: &[char]) -> BTreeSet<Token> {
    chars
        .windows(2)
        .filter_map(|pair| pair.try_into().ok())
        .collect()
}

/// A text folded.
///
/// ```
/// use domain::fold::fold;
/// assert_eq!(fold("髙﨑　ﾊﾅｺ"), fold("高崎はなこ"));
/// assert_eq!(fold("090-1234-5678"), "09012345678");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    Folded::of(text).text()
}

/// A text without the forms of a company at its ends; itself when it is nothing else.
fn without_form(text: &str) -> String {
    let wide: String = text.nfkc().collect();
    let mut name = wide.trim();
    for form in FORMS {
        let less = name.strip_prefix(form).unwrap_or(name);
        name = less.strip_suffix(form).unwrap_or(less).trim();
    }
    if fold(name).is_empty() {
        text.to_owned()
    } else {
        name.to_owned()
    }
}

/// A name for comparing: folded, and a company's without its form.
///
/// ```
/// use domain::fold::name;
/// assert_eq!(name("㈱みどり"), name("みどり 株式会社"));
/// assert_eq!(name("株式会社"), "株式会社");
/// ```
#[must_use]
pub fn name(text: &str) -> String {
    fold(&without_form(text))
}

/// A word to be searched: as [`name`], and without a long sound at its end, which is written or not
/// (サーバ, サーバー).
#[must_use]
pub fn word(text: &str) -> Vec<char> {
    let mut chars: Vec<char> = name(text).chars().collect();
    if chars.len() > SHORTEST && chars.last() == Some(&'ー') {
        chars.pop();
    }
    chars
}
