//! How the official list writes the names of the holidays.

use super::HolidayName;
use unicode_normalization::UnicodeNormalization;

/// Longest name of a holiday, in characters.
pub(super) const MAX_NAME: usize = 60;

/// What the list writes for a substitute, for a day between two holidays and for the two days of
/// 2019: it does not say which of them.
const DAY_OFF: [&str; 2] = ["休日", "休日(祝日扱い)"];

/// What it writes for the days of special acts, in place of their long names.
const SPECIAL: [&str; 3] = ["結婚の儀", "大喪の礼", "即位礼正殿の儀"];

/// What it wrote in 2019 for the last day of the old name and the first of the new one.
const RENAMED: &str = "体育の日(スポーツの日)";

/// A name as it is compared: copies of the list differ in the width of brackets and in spaces.
fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// Whether `name` can be shown as the name of a holiday: 1 to 60 characters, none of them a line
/// break or the mark that stands for bytes that could not be read.
pub(super) fn is_readable(name: &str) -> bool {
    let bad = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER;
    (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(bad)
}

/// The holiday that is meant by `name`. `None` for a name that the rule does not know, for 休日,
/// which does not say why the day is one, and for the short names of special acts: each act is about
/// one day, and the short name does not say which.
pub(super) fn known(name: &str) -> Option<HolidayName> {
    let name = folded(name);
    if name == RENAMED {
        return Some(HolidayName::HealthAndSportsDay);
    }
    HolidayName::ALL.iter().copied().find(|n| n.ja() == name)
}

/// Whether the list, where it writes `name`, means the same holiday as the rule.
pub(super) fn agrees(name: &str, rule: HolidayName) -> bool {
    let folded = folded(name);
    let sports = [HolidayName::HealthAndSportsDay, HolidayName::SportsDay];
    rule.ja() == folded
        || DAY_OFF.contains(&&*folded)
        || SPECIAL.contains(&&*folded)
        || (folded == RENAMED && sports.contains(&rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use HolidayName as N;

    #[test]
    fn names_of_the_list() {
        let cases = [
            ("元日", Some(N::NewYearsDay)),
            (" 山の日\u{3000}", Some(N::MountainDay)),
            ("スポーツの日", Some(N::SportsDay)),
            ("ｽﾎﾟｰﾂの日", Some(N::SportsDay)),
            ("体育の日", Some(N::HealthAndSportsDay)),
            ("体育の日（スポーツの日）", Some(N::HealthAndSportsDay)),
            ("体育の日(スポーツの日)", Some(N::HealthAndSportsDay)),
            ("振替休日", Some(N::Substitute)),
            ("天皇の即位の日", Some(N::Accession)),
            ("休日", None),
            ("休日（祝日扱い）", None),
            ("大喪の礼", None), // of whom?
            ("川の日", None),
            ("", None),
        ];
        for (name, known_as) in cases {
            assert_eq!(known(name), known_as, "{name}");
        }
        for name in N::ALL {
            assert_eq!(known(name.ja()), Some(*name));
        }
    }

    #[test]
    fn what_agrees_with_the_rule() {
        let cases = [
            ("海の日", N::MarineDay, true),
            ("海の日", N::MountainDay, false),
            ("休日", N::Substitute, true),
            ("休日", N::Citizens, true),
            ("休日（祝日扱い）", N::Accession, true),
            ("休日(祝日扱い)", N::EnthronementCeremony, true),
            ("結婚の儀", N::CrownPrinceWedding, true),
            ("大喪の礼", N::ImperialFuneral, true),
            ("即位礼正殿の儀", N::EnthronementCeremony, true),
            ("体育の日（スポーツの日）", N::HealthAndSportsDay, true),
            ("体育の日（スポーツの日）", N::SportsDay, true),
            ("体育の日（スポーツの日）", N::MarineDay, false),
            ("スポーツの日", N::HealthAndSportsDay, false),
            ("休み", N::Substitute, false),
        ];
        for (name, rule, same) in cases {
            assert_eq!(agrees(name, rule), same, "{name} {rule:?}");
        }
    }

    #[test]
    fn readable_names() {
        let (longest, longer) = ("祝".repeat(60), "祝".repeat(61));
        for name in ["元日", "Foundation Day", &longest] {
            assert!(is_readable(name), "{name}");
        }
        for name in ["", "元\n日", "元\u{fffd}", &longer] {
            assert!(!is_readable(name), "{name}");
        }
    }
}
