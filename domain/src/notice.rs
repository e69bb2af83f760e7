//! Notices: whom a step of a ladder is told to, and what a mail says.
//!
//! A notice carries codes, numbers and dates only: no name, no address, nothing of what anybody
//! wrote. The words around them are put in when the mail is sent.

use crate::{account::Account, clock::Urgency, code::Role, id::AccountId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most lines of one mail; how many there were besides stands below them.
pub const LINES_AT_MOST: usize = 30;

/// Who is told instead when nobody plays the part that a step names, each more than the one before.
const INSTEAD: [Role; 3] = [Role::Supervisor, Role::CenterHead, Role::President];

/// What one mail to one person says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Deadlines, what is most urgent first.
    pub lines: Vec<Line>,
    /// How many more there were.
    pub more: u64,
    /// Steps that were reached while nobody was told, by name: after a downtime, or in what was
    /// taken over.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reached: BTreeMap<String, u64>,
}

/// A deadline in a mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Whose deadline it is, as the records name it.
    pub obj: String,
    /// The number of the case, when it is a case's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its clock.
    pub clock: String,
    /// Its last day.
    pub last: Date,
    /// How it stood when the mail was written.
    pub urgency: Urgency,
    /// The highest level reached: 0, or 1 to 4.
    pub level: u8,
}

impl Notice {
    /// A notice with these lines: overdue ones first, of those the highest level, then the nearest
    /// end.
    #[must_use]
    pub fn of(mut lines: Vec<Line>, reached: BTreeMap<String, u64>) -> Self {
        lines.sort_by(|a, b| {
            (b.level, a.last, &a.number, &a.obj, &a.clock)
                .cmp(&(a.level, b.last, &b.number, &b.obj, &b.clock))
        });
        lines.dedup();
        let more = lines.len().saturating_sub(LINES_AT_MOST);
        lines.truncate(LINES_AT_MOST);
        Self {
            lines,
            more: more as u64,
            reached,
        }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.reached.is_empty()
    }
}

/// Who is told of a step that names the part `to`: who handles the object, where the step is the
/// handler's, else everybody who plays the part on `day`, those who stand in for somebody on leave
/// included. When there is nobody, the next part above is told; nobody who is `barred` from the
/// object ever is (B36). Empty only when the house has none of these people.
///
/// ```
/// use domain::{code::Role, notice::addressees};
/// assert!(addressees(Role::Handler, None, &[], jiff::civil::date(2026, 6, 1), |_| false).is_empty());
/// ```
#[must_use]
pub fn addressees(
    to: Role,
    handler: Option<AccountId>,
    people: &[Account],
    day: Date,
    barred: impl Fn(AccountId) -> bool,
) -> Vec<AccountId> {
    let told = |fits: &dyn Fn(&Account) -> bool| -> Vec<AccountId> {
        people
            .iter()
            .filter(|account| !account.disabled && !barred(account.id) && fits(account))
            .map(|account| account.id)
            .collect()
    };
    if let (Role::Handler, Some(handler)) = (to, handler) {
        let found = told(&|a| a.actor(day).answers_for().any(|person| person == handler));
        if !found.is_empty() {
            return found;
        }
    }
    let plays = |role: Role| told(&|account| account.actor(day).parts().any(|part| part == role));
    let own = if to == Role::Handler { None } else { Some(to) };
    let above = INSTEAD
        .iter()
        .skip_while(|role| INSTEAD.contains(&to) && **role != to);
    own.into_iter()
        .chain(above.copied())
        .map(plays)
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// From which level of the ladder on a deadline belongs into somebody's digest: those who work on it
/// or watch over the work are told before its end (0), those above only of what was escalated to them
/// and is not settled.
///
/// ```
/// use domain::{code::Role, notice::told_from_level};
/// assert_eq!(told_from_level([Role::Handler]), 0);
/// assert_eq!(told_from_level([Role::Director, Role::President]), 3);
/// ```
#[must_use]
pub fn told_from_level(parts: impl IntoIterator<Item = Role>) -> u8 {
    let of = |part| match part {
        Role::Intake | Role::Handler | Role::Supervisor | Role::MemberContact => 0,
        Role::CenterHead | Role::ComplianceLead => 2,
        _ => 3,
    };
    parts.into_iter().map(of).min().unwrap_or(3)
}

#[cfg(test)]
mod tests;
