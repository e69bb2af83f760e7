//! What counts as the same, that folding twice folds no further, and that tokens lose nothing.

use super::*;
use crate::chain::Hash;
use proptest::prelude::*;

#[test]
fn what_counts_as_the_same() {
    for (a, b) in [
        ("髙﨑", "高崎"),
        ("濵田", "浜田"),
        ("濱田", "浜田"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斎藤"),
        ("齊藤", "斎藤"),
        ("斉藤", "斎藤"),
        ("澤", "沢"),
        ("廣島", "広島"),
        ("嶋", "島"),
        ("𠮷田", "吉田"),
        ("シケン　ハナコ", "しけん はなこ"),
        ("ｼｹﾝﾊﾅｺ", "シケンハナコ"),
        ("ｶﾞｷﾞﾊﾟ", "ガギパ"),
        ("か\u{3099}", "が"),
        ("シヨウコ", "ショウコ"),
        ("茨ヶ崎", "茨ケ崎"),
        ("Ｒ８－苦情－０１２３", "r8-苦情-0123"),
        ("０９０（１２３４）５６７８", "090-1234-5678"),
        ("Ｈａｎａｋｏ＠Example.JP", "hanako@example.jp"),
        ("開示\n請求", "開示請求"),
        ("神", "神"),
        ("葛\u{e0100}城", "葛城"),
    ] {
        assert_eq!(fold(a), fold(b), "{a} {b}");
    }
    for (a, b) in [("開示", "開始"), ("ハナコ", "バナナ"), ("サーバ", "サバ")] {
        assert_ne!(fold(a), fold(b), "{a} {b}");
    }
}

#[test]
fn a_company_is_known_by_its_name_without_its_form() {
    for text in [
        "㈱みどり",
        "（株）ミドリ",
        "株式会社　みどり",
        "みどり株式会社",
        "みどり ㈱",
        "一般社団法人みどり",
        "㈲みどり",
    ] {
        assert_eq!(name(text), "みどり", "{text}");
    }
    // A form alone, or in the middle, is a word like any other.
    assert_eq!(name("有限会社"), "有限会社");
    assert_eq!(name("この株式会社は"), "この株式会社は");
    assert_eq!(word("サーバー"), word("サーバ"));
    assert_eq!(word("キー"), ['き', 'ー']);
}

#[test]
fn finds_are_marked_where_they_were_written() {
    let marked = |text: &str, words: &[&str]| -> Vec<String> {
        let words: Vec<Vec<char>> = words.iter().map(|w| word(w)).collect();
        Folded::of(text)
            .marks(words.iter().map(Vec::as_slice))
            .into_iter()
            .map(|place| text[place].to_owned())
            .collect()
    };
    assert_eq!(marked("担当は髙﨑です。", &["高崎"]), ["髙﨑"]);
    assert_eq!(marked("ｶﾞｲｼﾞ　請求", &["外耳", "ガイジ"]), ["ｶﾞｲｼﾞ"]);
    assert_eq!(
        marked("電話 090-1234-5678 まで", &["0901234"]),
        ["090-1234"]
    );
    assert_eq!(marked("開示と開示請求", &["開示"]), ["開示", "開示"]);
    assert_eq!(marked("開示請求", &["開示", "示請"]), ["開示請"]);
    assert_eq!(marked("㈱試験", &["株試"]), ["㈱試"]);
    assert!(marked("訂正", &["開示"]).is_empty());
    assert!(marked("", &["開示"]).is_empty());
}

#[test]
fn each_character_folds_once_and_for_all() {
    let mut all = String::new();
    for c in '\0'..=char::MAX {
        let folded = fold(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&folded), folded, "U+{:04X}", u32::from(c));
        all.push_str(&folded);
        all.push('\n');
    }
    for c in variant::COMMON {
        assert_eq!(common(*c), *c, "{c} is a variant itself");
    }
    // What is indexed depends on this: whoever changes it raises `VERSION` with it.
    assert_eq!(
        (VERSION, Hash::of(all.as_bytes()).to_string().as_str()),
        (
            1,
            "764eadafa902d8101313f472629dc9d2b440d84e1149faa97317f3ee73fdaa3b"
        )
    );
}

/// Text as offices write it, and anything else now and then.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ぁ-ゖァ-ヺーｦ-ﾟ亜-熙髙﨑濵邉A-Za-zＡ-ｚ0-9０-９、。　 \n㈱（）-]{0,30}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn folding_twice_folds_no_further(text in written()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn a_part_of_a_text_has_only_tokens_of_the_text(
        text in written(), from in 0_usize..40, length in 2_usize..12,
    ) {
        let folded = Folded::of(&text);
        let chars = folded.chars();
        if let Some(part) = chars.get(from..from + length) {
            prop_assert!(folded.contains(part));
            prop_assert!(tokens(part).is_subset(&folded.tokens()));
            prop_assert!(!tokens(part).is_empty());
        }
    }

    #[test]
    fn a_mark_folds_to_what_was_sought(text in written(), from in 0_usize..20, length in 2_usize..6) {
        let folded = Folded::of(&text);
        if let Some(part) = folded.chars().get(from..from + length) {
            let marks = folded.marks([part]);
            prop_assert!(!marks.is_empty());
            for mark in marks {
                let inside = Folded::of(&text[mark]);
                prop_assert!(inside.contains(part));
            }
        }
    }
}
