//! What is sought, and which private values are searched.
//!
//! What somebody types is at once the number of a case, the code of a member, and words. Several
//! words must all stand in the same case. A single character is no word: half of all texts would
//! hold it.

use crate::{
    case::Number,
    code::{CaseKind, Class},
    fold::{self, Folded, SHORTEST},
    id::MemberCode,
    refusal::Refusal,
    time::FiscalYear,
};
use std::{collections::BTreeSet, ops::Range};
use unicode_normalization::UnicodeNormalization as _;

/// The classes whose words are searched. Names of staff and reasons of the organisation's own acts
/// are not, and pictures have no words.
pub const CLASSES: &[Class] = &[
    Class::Identity,
    Class::Narrative,
    Class::Letters,
    Class::Correspondence,
    Class::Notes,
    Class::Membership,
];

/// Words of one search at most.
pub const MOST_WORDS: usize = 5;

/// Characters of one word at most.
pub const LONGEST_WORD: usize = 60;

/// Whether the words of a private field are searched.
#[must_use]
pub fn is_searched(class: Class, field: &str) -> bool {
    // Size and digest of a document are no words.
    CLASSES.contains(&class) && field != "file"
}

/// What somebody seeks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// The case with this number, of whatever kind.
    pub number: Option<Number>,
    /// The cases with this place in the sequence of any year.
    pub serial: Option<u32>,
    /// The member with this code.
    pub code: Option<MemberCode>,
    /// Folded words, all of which must be there.
    pub words: Vec<Vec<char>>,
}

/// What narrows a search beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// What was brought.
    pub kind: Option<CaseKind>,
    /// Open cases only, or closed ones only.
    pub open: Option<bool>,
    /// The fiscal year of receipt.
    pub fiscal_year: Option<FiscalYear>,
}

impl Sought {
    /// Reads what was typed.
    ///
    /// ```
    /// use domain::search::Sought;
    /// assert!(Sought::read("Ｒ８－苦情－０１２３").unwrap().number.is_some());
    /// assert_eq!(Sought::read("123").unwrap().serial, Some(123));
    /// assert_eq!(Sought::read("開示　請求").unwrap().words.len(), 2);
    /// assert_eq!(Sought::read("案").unwrap_err().code, "search.too_short");
    /// ```
    ///
    /// # Errors
    /// `search.empty`, `search.too_short` or `search.too_long`.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let refused = |code| Err(Refusal::of_field(code, "words"));
        if text.trim().is_empty() {
            return refused("search.empty");
        }
        let plain = plain(text);
        let sought = Self {
            number: number(&plain),
            serial: serial(&plain),
            code: plain.to_ascii_uppercase().parse().ok(),
            words: words(text),
        };
        let too_long = |word: &Vec<char>| word.len() > LONGEST_WORD;
        if sought.words.len() > MOST_WORDS || sought.words.iter().any(too_long) {
            return refused("search.too_long");
        }
        if sought.words.is_empty() && sought.number.is_none() && sought.serial.is_none() {
            return refused("search.too_short");
        }
        Ok(sought)
    }
}

/// One width, no spaces, one kind of hyphen, small letters.
fn plain(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            // An input method gives the long sound where a hyphen is meant.
            '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '_' => '-',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

/// The number that is meant: `r8-c-0123`, `R8-苦情-123`, `令和8年度苦情123号`, `R8-123`.
fn number(plain: &str) -> Option<Number> {
    let eras = ["令和", "平成", "昭和", "r", "h", "s"];
    let (letter, rest) = eras
        .iter()
        .zip("rhsrhs".chars())
        .find_map(|(era, letter)| Some((letter, plain.strip_prefix(era)?)))?;
    let year: String = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '元')
        .collect();
    let rest = rest.strip_prefix(year.as_str())?;
    let after_year = rest
        .strip_prefix("年度")
        .or_else(|| rest.strip_prefix('年'));
    let rest = after_year.unwrap_or(rest).trim_start_matches('-');
    let kind = CaseKind::ALL.iter().find_map(|kind| {
        let less = rest
            .strip_prefix(kind.word())
            .or_else(|| rest.strip_prefix(kind.letter()))?;
        Some((*kind, less))
    });
    let (kind, rest) = kind.unwrap_or((CaseKind::Complaint, rest));
    let serial = rest.trim_start_matches('-');
    let serial = serial.strip_suffix('号').unwrap_or(serial);
    format!("{letter}{year}-{}-{serial}", kind.letter())
        .parse()
        .ok()
}

/// A place in the sequence of a year.
fn serial(plain: &str) -> Option<u32> {
    let digits = (1..=7).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    plain.parse().ok().filter(|n| digits && *n > 0)
}

/// The words of a text. A single character belongs to its neighbour: 森　進一 is one name.
fn words(text: &str) -> Vec<Vec<char>> {
    let parts: Vec<&str> = text
        .split_whitespace()
        .filter(|part| !Folded::of(part).chars().is_empty())
        .collect();
    let mut words: Vec<Vec<char>> = Vec::new();
    let mut short = String::new();
    for part in parts {
        let whole = format!("{short}{part}");
        if Folded::of(&whole).chars().len() < SHORTEST {
            short = whole;
        } else {
            // A form of a company is left away, unless hardly anything else is there.
            let word = fold::word(&whole);
            words.push(if word.len() < SHORTEST {
                Folded::of(&whole).chars().to_vec()
            } else {
                word
            });
            short.clear();
        }
    }
    if let (Some(last), false) = (words.last_mut(), short.is_empty()) {
        last.extend(Folded::of(&short).chars());
    }
    words
}

/// A piece of a text, and whether it is what was sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text as it was written.
    pub text: String,
    /// Whether it is what was sought.
    pub sought: bool,
}

/// Characters before the first find, and altogether.
const BEFORE: usize = 24;
const ALTOGETHER: usize = 110;

/// The part of a text around the first find of these words, in pieces; nothing when none is there.
#[must_use]
pub fn excerpt(text: &str, words: &[Vec<char>]) -> Vec<Piece> {
    let marks = Folded::of(text).marks(words.iter().map(Vec::as_slice));
    let Some(first) = marks.first() else {
        return Vec::new();
    };
    let cut = |from: usize, count: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let length = rest.char_indices().nth(count).map(|(at, _)| at);
        from + length.unwrap_or(rest.len())
    };
    let before = text.get(..first.start).unwrap_or_default();
    let start = before
        .char_indices()
        .nth_back(BEFORE.saturating_sub(1))
        .map_or(0, |(at, _)| at);
    let end = cut(start, ALTOGETHER).max(first.end);
    let mut pieces = Vec::new();
    let mut piece = |range: Range<usize>, sought: bool| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece {
                text: text.to_owned(),
                sought,
            });
        }
    };
    let mut at = start;
    for mark in marks.iter().filter(|mark| mark.end <= end) {
        piece(at..mark.start, false);
        piece(mark.clone(), true);
        at = mark.end;
    }
    piece(at..end, false);
    if let (Some(first), true) = (pieces.first_mut(), start > 0) {
        first.text.insert(0, '…');
    }
    if let (Some(last), true) = (pieces.last_mut(), end < text.len()) {
        last.text.push('…');
    }
    pieces
}

/// Digits of a telephone number at least, and at most.
const TELEPHONE: std::ops::RangeInclusive<usize> = 9..=11;

/// The telephone numbers and mail addresses in a text, for comparing.
#[must_use]
pub fn contacts(text: &str) -> BTreeSet<String> {
    let wide: String = text.nfkc().collect();
    let mut found: BTreeSet<String> = wide
        .split(|c: char| c.is_whitespace() || "<>,;、，".contains(c))
        .filter(|part| part.contains('@'))
        .map(fold::fold)
        .filter(|mail| mail.len() > SHORTEST)
        .collect();
    let digits = |part: &str| -> String {
        let home = part.replace("+81", "0");
        home.chars().filter(char::is_ascii_digit).collect()
    };
    let telephone = |number: &String| TELEPHONE.contains(&number.len());
    let inside = |c: char| c.is_ascii_digit() || " \u{3000}-()+.ー‐−".contains(c);
    for run in wide.split(|c: char| !inside(c)) {
        let whole = digits(run);
        if telephone(&whole) {
            found.insert(whole);
        } else {
            // Two numbers with only a space between them.
            found.extend(run.split_whitespace().map(digits).filter(telephone));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_every_spelling() {
        let meant: Number = "r8-c-0123".parse().unwrap();
        for text in [
            "r8-c-0123",
            "R8-苦情-0123",
            "R8-苦情-123",
            "Ｒ８－苦情－０１２３",
            "R8ー苦情ー0123",
            " R8 苦情 123 ",
            "令和8年度苦情0123号",
            "令和８年苦情１２３",
            "R8-123",
            "R8−123",
        ] {
            assert_eq!(Sought::read(text).unwrap().number, Some(meant), "{text}");
        }
        for text in [
            "R80123",
            "R8",
            "R8-",
            "r8-c-0",
            "苦情",
            "0123",
            "R8-苦情-1-2",
        ] {
            assert_eq!(Sought::read(text).unwrap().number, None, "{text}");
        }
        let first = Sought::read("令和元年度苦情1").unwrap().number.unwrap();
        assert_eq!(first.fiscal_year, FiscalYear(2019));
        assert_eq!(Sought::read("０１２３").unwrap().serial, Some(123));
        assert_eq!(Sought::read("12345678").unwrap().serial, None);
        assert_eq!(Sought::read("7").unwrap().serial, Some(7));
        let code = Sought::read("ｍ0001").unwrap().code;
        assert_eq!(code, "M0001".parse().ok());
    }

    #[test]
    fn words_are_two_characters_or_more() {
        let words = |text: &str| -> Vec<String> {
            let sought = Sought::read(text).unwrap();
            sought.words.iter().map(|w| w.iter().collect()).collect()
        };
        assert_eq!(words("勧告"), ["勧告"]);
        assert_eq!(words("開示　請求 ハナコ"), ["開示", "請求", "はなこ"]);
        assert_eq!(words("森　進一"), ["森進一"]);
        assert_eq!(words("山本 一"), ["山本一"]);
        assert_eq!(words("森 進"), ["森進"]);
        assert_eq!(words("開示 、 ・"), ["開示"]);
        assert_eq!(words("㈱みどり"), ["みどり"]);
        assert_eq!(words("㈱み"), ["株み"]);
        for (text, code) in [
            ("", "search.empty"),
            (" 　\n", "search.empty"),
            ("案", "search.too_short"),
            ("。", "search.too_short"),
            ("a", "search.too_short"),
            ("一二 三四 五六 七八 九十 百千", "search.too_long"),
            (&"長".repeat(61), "search.too_long"),
        ] {
            assert_eq!(Sought::read(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn an_excerpt_shows_the_find_with_what_stands_around_it() {
        let shown = |text: &str, words: &[&str]| -> String {
            let words: Vec<Vec<char>> = words.iter().map(|w| fold::word(w)).collect();
            excerpt(text, &words)
                .into_iter()
                .map(|p| {
                    if p.sought {
                        format!("[{}]", p.text)
                    } else {
                        p.text
                    }
                })
                .collect()
        };
        assert_eq!(shown("勧告", &["勧告"]), "[勧告]");
        assert_eq!(shown("髙﨑です", &["高崎"]), "[髙﨑]です");
        assert_eq!(
            shown("回答の請求と勧告。", &["勧告", "請求"]),
            "回答の[請求]と[勧告]。"
        );
        assert_eq!(shown("訂正", &["勧告"]), "");
        let long = format!("{}勧告{}", "前".repeat(100), "後".repeat(200));
        let cut = format!("…{}[勧告]{}…", "前".repeat(24), "後".repeat(84));
        assert_eq!(shown(&long, &["勧告"]), cut);
        let wide = "勧".repeat(150);
        assert_eq!(shown(&wide, &[&"勧".repeat(120)]), format!("[{wide}]"));
    }

    #[test]
    fn telephone_numbers_and_mail_addresses_are_compared_by_what_they_are() {
        let one = |text: &str| -> Vec<String> { contacts(text).into_iter().collect() };
        assert_eq!(one("０９０－００００－０００１"), ["09000000001"]);
        assert_eq!(one("090 0000 0001"), ["09000000001"]);
        assert_eq!(one("+81 90-0000-0001"), ["09000000001"]);
        assert_eq!(
            one("(03)0000-0001、Hanako@Example.JP"),
            ["0300000001", "hanakoexamplejp"]
        );
        assert_eq!(
            one("090-0000-0001 03-0000-0001"),
            ["0300000001", "09000000001"]
        );
        assert!(one("自宅 7 番地").is_empty() && one("").is_empty());
    }
}
