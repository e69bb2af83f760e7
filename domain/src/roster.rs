//! The roster: which parts go together, and which acts nobody can perform as things stand.
//!
//! A desk has two to five people. What its roster cannot do is found by asking the same rules that
//! decide each act ([`access::may`] and its like), not by a table beside them.

mod gap;

pub use gap::{Gap, Lack, gaps};

use crate::{access::DESK, code::Role};

/// Parts that are played alone: contacts of members (B17), external auditors and whoever approves
/// from outside do not belong to the house; a kanji is neither director nor employee (General
/// Incorporated Associations Act, article 65).
const ALONE: &[Role] = &[
    Role::MemberContact,
    Role::Auditor,
    Role::Kanji,
    Role::SecondApprover,
];

/// Parts that one person never plays both. Whoever proposes, handles or hears does not vote or
/// decide; whoever gives the sign-ins reads no case, and could otherwise be their own second person.
const APART: &[(&[Role], &[Role])] = &[
    (
        &[Role::Director, Role::President],
        &[Role::Handler, Role::Supervisor, Role::HearingOfficer],
    ),
    (&[Role::Admin], DESK),
];

/// Two of these parts that nobody plays together, if there are any .
///
/// ```
/// use domain::{code::Role, roster::clash};
/// assert_eq!(clash(&[Role::Handler, Role::Supervisor]), None);
/// assert_eq!(clash(&[Role::Handler, Role::Kanji]), Some((Role::Kanji, Role::Handler)));
/// ```
#[must_use]
pub fn clash(roles: &[Role]) -> Option<(Role, Role)> {
    let found = |wanted: &[Role]| roles.iter().copied().find(|role| wanted.contains(role));
    let alone = found(ALONE).and_then(|one| {
        let other = roles.iter().copied().find(|role| *role != one)?;
        Some((one, other))
    });
    alone.or_else(|| {
        APART
            .iter()
            .find_map(|(some, others)| found(some).zip(found(others)))
    })
}
