//! The members of the demonstration: fictional businesses of every industry, some of them sole
//! proprietors, a few without consent to be a target business, some who join while the story runs.
//!
//! Corporate numbers begin with 9999, which no registry office has; telephones begin with 0000.

use super::dice::Dice;
use domain::{id::MemberCode, member::Joining};
use jiff::civil::{Date, date};

/// Members that are there before the story begins and those that join later, by their code.
pub(super) const MOST: usize = 120;
/// Fewest members, so that even five cases have somebody to be about.
pub(super) const FEWEST: usize = 12;

/// Words that begin a name.
const STEMS: [&str; 40] = [
    "青空",
    "みどり",
    "さくら",
    "東都",
    "ひばり",
    "ほしぞら",
    "あかつき",
    "なぎさ",
    "こだま",
    "やまびこ",
    "つばめ",
    "ふじみ",
    "しらかば",
    "はやぶさ",
    "かざみどり",
    "わかば",
    "みなも",
    "あけぼの",
    "ゆうなぎ",
    "すずかぜ",
    "たんぽぽ",
    "くすのき",
    "おおぞら",
    "はるかぜ",
    "むさしの",
    "せせらぎ",
    "ときわ",
    "ひなた",
    "いずみ",
    "かがやき",
    "のぞみ野",
    "あさぎり",
    "こもれび",
    "しおかぜ",
    "つきみ",
    "はなみずき",
    "まつかぜ",
    "ゆりかもめ",
    "髙﨑",
    "濵辺",
];

/// Industries as codes of the profiles, with the word that ends a name.
const INDUSTRIES: [(&str, &str); 9] = [
    ("finance", "ファイナンス"),
    ("information", "情報システム"),
    ("transport", "ロジスティクス"),
    ("printing", "印刷"),
    ("education", "学習サービス"),
    ("medical", "メディカルケア"),
    ("retail", "通販"),
    ("service", "サービス"),
    ("other", "総合企画"),
];

/// What the sole proprietors keep.
const SHOPS: [&str; 4] = ["商店", "写真館", "工房", "薬局"];

const TOWNS: [&str; 8] = [
    "東京都架空区見本町",
    "大阪府仮名市例示町",
    "愛知県架空市試験町",
    "北海道仮名市見本",
    "福岡県例示市架空町",
    "宮城県見本市仮名町",
    "広島県架空市例示町",
    "神奈川県仮名市試験町",
];

const DESKS: [&str; 4] = [
    "お客様相談室",
    "個人情報相談窓口",
    "お客様サポートセンター",
    "管理部 個人情報保護担当",
];

/// How many members there are for so many cases.
pub(super) const fn count(cases: usize) -> usize {
    let wanted = cases * 3 / 10;
    if wanted < FEWEST {
        FEWEST
    } else if wanted > MOST {
        MOST
    } else {
        wanted
    }
}

/// The code of the `index`-th member, from 0.
pub(super) fn code(index: usize) -> Option<MemberCode> {
    format!("D{:04}", index + 1).parse().ok()
}

/// Whether the member has consented to be a target business.
pub(super) const fn consents(index: usize) -> bool {
    index % 29 != 7
}

/// Whether the member joins only while the story runs.
pub(super) const fn joins_later(index: usize) -> bool {
    index % 13 == 12
}

/// The member's particulars. `on` is the day on which it joins, for those who join later.
pub(super) fn joining(seed: u64, index: usize, on: Option<Date>) -> Option<Joining> {
    let mut dice = Dice::of(seed, "member", index);
    let (industry, word) = INDUSTRIES.get(index % INDUSTRIES.len()).copied()?;
    let stem = STEMS.get(index % STEMS.len()).copied()?;
    let name = name(index, stem, word);
    let joined = on.unwrap_or_else(|| founding_day(index, &mut dice));
    let proprietor = is_proprietor(index);
    let town = dice.among(&TOWNS).unwrap_or_default();
    Some(Joining {
        code: code(index)?,
        industry: industry.to_owned(),
        joined,
        consented: consents(index).then_some(joined),
        name,
        corporate_number: if proprietor {
            String::new()
        } else {
            corporate_number(index)
        },
        address: format!(
            "{town}{}-{}-{}",
            dice.between(1, 5),
            dice.between(1, 20),
            dice.between(1, 30)
        ),
        desk: dice.among(&DESKS).unwrap_or_default().to_owned(),
        telephone: format!("0{}-0000-{:04}", dice.between(3, 9), index + 1),
    })
}

const fn is_proprietor(index: usize) -> bool {
    index % 40 >= 38
}

fn name(index: usize, stem: &str, word: &str) -> String {
    if is_proprietor(index) {
        let shop = SHOPS.get(index / STEMS.len() % SHOPS.len());
        return format!("{stem}{}", shop.copied().unwrap_or_default());
    }
    match index % 7 {
        0 | 4 => format!("株式会社{stem}{word}"),
        1 => format!("{stem}{word}株式会社"),
        2 => format!("㈱{stem}{word}"),
        3 => format!("有限会社{stem}{word}"),
        5 => format!("合同会社{stem}{word}"),
        _ => format!("一般社団法人{stem}{word}協会"),
    }
}

/// When a member joined that was there before. Some on the days around the change of era.
fn founding_day(index: usize, dice: &mut Dice) -> Date {
    match index % 11 {
        3 => date(2019, 4, 30),
        4 => date(2019, 5, 1),
        0 => date(2005, 3, 1),
        _ => {
            let days = i64::from(dice.below(18 * 365));
            date(2005, 4, 1).saturating_add(jiff::Span::new().days(days))
        }
    }
}

/// A number with the right check digit that no registry office has given out.
fn corporate_number(index: usize) -> String {
    let rest = format!("9999{:08}", index + 1);
    (1..=9)
        .map(|check| format!("{check}{rest}"))
        .find(|number| domain::member::is_corporate_number(number))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn members_differ_and_their_numbers_are_sound() {
        let members: Vec<Joining> = (0..MOST).map(|i| joining(1, i, None).unwrap()).collect();
        let names: BTreeSet<&str> = members.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names.len(), MOST);
        let industries: BTreeSet<&str> = members.iter().map(|m| m.industry.as_str()).collect();
        assert_eq!(industries.len(), INDUSTRIES.len());
        for member in &members {
            assert!(
                member.corporate_number.is_empty()
                    || domain::member::is_corporate_number(&member.corporate_number)
            );
        }
        assert!((2..=6).contains(&members.iter().filter(|m| m.consented.is_none()).count()));
    }
}
