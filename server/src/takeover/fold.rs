//! Folding, for comparing only: what is stored stays as it was written.

use domain::fold::common;
use unicode_normalization::UnicodeNormalization as _;

/// Full and half width made one, spaces gone, letters small.
pub(super) fn folded(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A word of a table: one width, nothing around it.
pub(super) fn trimmed(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// An identifier as a person meant it: ASCII width, no spaces, one kind of hyphen.
pub(super) fn identifier(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c => c,
        })
        .collect()
}

/// Forms of a company by their short form.
const FORMS: [(&str, &str); 8] = [
    ("(株)", "株式会社"),
    ("(有)", "有限会社"),
    ("(合)", "合同会社"),
    ("(同)", "合同会社"),
    ("(一社)", "一般社団法人"),
    ("(一財)", "一般財団法人"),
    ("(公社)", "公益社団法人"),
    ("(公財)", "公益財団法人"),
];

/// A business's name for comparing.
pub(super) fn business(text: &str) -> String {
    let mut name: String = folded(text).chars().map(common).collect();
    for (short, long) in FORMS {
        name = name.replace(short, long);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_the_same() {
        for (a, b) in [
            ("㈱みどり", "（株）みどり"),
            ("㈱みどり", "株式会社　みどり"),
            ("ｸﾞﾘｰﾝﾘﾝｸ株式会社", "グリーンリンク㈱"),
            ("髙﨑商店", "高崎商店"),
        ] {
            assert_eq!(business(a), business(b));
        }
        assert_ne!(business("みどり㈱"), business("㈱みどり"));
        assert_eq!(identifier("Ｒ８ － 苦情－０００１"), "R8-苦情-0001");
    }
}
