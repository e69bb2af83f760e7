//! The kana index: under which row a name stands.

use unicode_normalization::UnicodeNormalization;

/// The rows by code, with the letter shown.
pub(crate) const ROWS: [(&str, &str); 11] = [
    ("a", "あ"),
    ("ka", "か"),
    ("sa", "さ"),
    ("ta", "た"),
    ("na", "な"),
    ("ha", "は"),
    ("ma", "ま"),
    ("ya", "や"),
    ("ra", "ら"),
    ("wa", "わ"),
    ("other", "#"),
];

/// The last kana of each row, in the order of [`ROWS`].
const ENDS: [char; 10] = ['お', 'ご', 'ぞ', 'ど', 'の', 'ぽ', 'も', 'よ', 'ろ', 'ん'];

/// Legal forms that stand before names and say nothing about their place.
const FORMS: [&str; 12] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合名会社",
    "合資会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "(株)",
    "カブシキガイシャ",
    "かぶしきがいしゃ",
];

/// Whether this is the code of a row.
pub(crate) fn is_row(code: &str) -> bool {
    ROWS.iter().any(|(row, _)| *row == code)
}

/// The row of a member: by its reading, or by its name where that begins with kana.
pub(crate) fn row_of(kana: &str, name: &str) -> &'static str {
    let folded: String = if kana.trim().is_empty() { name } else { kana }
        .nfkc()
        .collect();
    let mut rest = folded.trim();
    while let Some(after) = FORMS.iter().find_map(|form| rest.strip_prefix(form)) {
        rest = after.trim_start();
    }
    let Some(first) = rest.chars().next() else {
        return "other";
    };
    let hiragana = match first {
        'ァ'..='ン' => char::from_u32(u32::from(first) - 0x60).unwrap_or(first),
        'ヴ' => 'う',
        other => other,
    };
    if !('ぁ'..='ん').contains(&hiragana) {
        return "other";
    }
    ROWS.iter()
        .zip(ENDS)
        .find(|(_, end)| hiragana <= *end)
        .map_or("other", |((row, _), _)| row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_under_the_row_of_its_first_kana() {
        for (kana, name, row) in [
            ("アオゾラ", "株式会社青空", "a"),
            ("", "株式会社みどり印刷", "ma"),
            ("", "(株)ひばり", "ha"),
            ("", "（株）ﾊﾞﾅﾅ", "ha"),
            ("カブシキガイシャ ヂヂ", "株式会社 千々", "ta"),
            ("ヴェール", "ヴェール", "a"),
            ("ガ", "", "ka"),
            ("", "をんな商店", "wa"),
            ("", "東都総合企画", "other"),
            ("", "ABC", "other"),
            ("", "", "other"),
        ] {
            assert_eq!(row_of(kana, name), row, "{kana} {name}");
        }
        assert!(is_row("ka") && !is_row("ki"));
    }
}
