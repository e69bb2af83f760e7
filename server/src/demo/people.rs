//! The people of the demonstration: one for every part, three handlers, and contacts of members.
//! All are fictional, all sign in with the password `demo`, and only on the machine itself.

use domain::{code::Role, id::MemberCode};

/// The password of every account of the demonstration.
pub(super) const PASSWORD: &str = "demo";

/// Somebody with a sign-in.
pub(super) struct Person {
    /// Sign-in name.
    pub(super) login: &'static str,
    /// Name.
    pub(super) name: &'static str,
    /// The parts they play.
    pub(super) roles: &'static [Role],
    /// The member for whom a contact acts.
    pub(super) member: Option<&'static str>,
}

const fn staff(login: &'static str, name: &'static str, roles: &'static [Role]) -> Person {
    Person {
        login,
        name,
        roles,
        member: None,
    }
}

const fn contact(login: &'static str, name: &'static str, member: &'static str) -> Person {
    Person {
        login,
        name,
        roles: &[Role::MemberContact],
        member: Some(member),
    }
}

/// Who takes the calls.
pub(super) const INTAKE: &str = "uketsuke";
/// Who approves.
pub(super) const SUPERVISOR: &str = "kanri";
/// Who keeps the register of members.
pub(super) const MEMBERSHIP: &str = "kaiintanto";
/// Who handles cases.
pub(super) const HANDLERS: [&str; 3] = ["tanto", "tanto2", "tanto3"];

/// Who left in the second year.
pub(super) const LEAVER: &str = "sugihara";
/// Who is on leave as the demonstration begins, who acts for them, and who appointed that.
pub(super) const ON_LEAVE: [&str; 3] = ["senta", SUPERVISOR, "rijicho"];

/// Everybody.
pub(super) const PEOPLE: &[Person] = &[
    staff(INTAKE, "浅井　まどか", &[Role::Intake]),
    staff("tanto", "髙﨑　涼", &[Role::Handler]),
    staff("tanto2", "濵口　美和", &[Role::Handler]),
    staff("tanto3", "小野寺　徹", &[Role::Handler]),
    staff(SUPERVISOR, "渡邉　恭子", &[Role::Supervisor]),
    staff("senta", "森園　健一", &[Role::CenterHead]),
    staff("shishin", "柏木　奈緒", &[Role::ComplianceLead]),
    staff(MEMBERSHIP, "堀之内　悟", &[Role::Membership]),
    staff("kohyo", "早乙女　葵", &[Role::Publisher]),
    staff("kiroku", "戸塚　信夫", &[Role::RecordsManager]),
    staff("chosha", "鷲尾　泉", &[Role::HearingOfficer]),
    staff("jimukyoku", "三枝　由香", &[Role::Secretariat]),
    staff("riji", "榊原　隆", &[Role::Director]),
    staff("riji2", "齋木　千夏", &[Role::Director]),
    staff("riji3", "藤邊　修", &[Role::Director]),
    staff("rijicho", "大河内　清", &[Role::President]),
    staff("kanji", "蓮見　芳子", &[Role::Kanji]),
    staff("kansa", "外山　監査法人担当", &[Role::Auditor]),
    staff("admin", "久我　透", &[Role::Admin]),
    staff("gaibu", "黒須　実", &[Role::SecondApprover]),
    staff(LEAVER, "杉原　直樹", &[Role::Intake]),
    contact("kaiin", "会員窓口　一郎", "D0001"),
    contact("kaiin2", "会員窓口　二葉", "D0002"),
    contact("kaiin3", "会員窓口　三津子", "D0003"),
];

/// The contact who acts for a member in the portal, if it has one.
pub(super) fn contact_of(member: &MemberCode) -> Option<&'static str> {
    PEOPLE
        .iter()
        .find(|person| person.member == Some(member.as_str()))
        .map(|person| person.login)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_played() {
        for role in Role::ALL {
            assert!(
                PEOPLE.iter().any(|p| p.roles.contains(role)),
                "nobody plays {}",
                role.code()
            );
        }
    }
}
