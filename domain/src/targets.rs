//! The public list of target businesses (A09, Act article 52): made from the register, published as
//! dated snapshots, and compared with the register every day.

use crate::{
    access::Actor,
    calendar::Calendar,
    chain::{Hash, canonical},
    code::Role,
    event::{Draft, Event, TargetsPublished},
    id::{ActorId, MemberCode, Obj},
    member::Member,
    organisation::Organisation,
    refusal::Refusal,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Open days within which the list follows the register (`LIST_UPDATE`).
pub const UPDATE_OPEN_DAYS: i64 = 3;

/// A line of the list. The law publishes these names, so they are no confidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The member's code.
    pub code: MemberCode,
    /// Its name, exactly as given.
    pub name: String,
    /// Industry in the words of the profile.
    pub industry: String,
    /// Name of its complaint desk.
    pub desk: String,
    /// Telephone of the desk.
    pub telephone: String,
}

/// A list of target businesses, in the order of their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TargetList(Vec<Listed>);

impl TargetList {
    /// The list of these lines.
    #[must_use]
    pub fn new(mut lines: Vec<Listed>) -> Self {
        lines.sort_by(|a, b| a.code.cmp(&b.code));
        Self(lines)
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[Listed] {
        &self.0
    }

    /// The text that is kept and digested: canonical JSON (RFC 8785).
    #[must_use]
    pub fn text(&self) -> String {
        let bytes = canonical(self).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The list that a kept text holds.
    ///
    /// # Errors
    /// The text is no list.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// What is recorded when it is published on `day`.
    #[must_use]
    pub fn published(&self, day: Date) -> TargetsPublished {
        TargetsPublished {
            list: Hash::of(self.text().as_bytes()).to_string(),
            count: u32::try_from(self.0.len()).unwrap_or(u32::MAX),
            on: day,
        }
    }
}

/// Whether a snapshot is to be taken: the list differs from the last one, or a month has ended since
/// (A09: snapshot = register at each month end).
#[must_use]
pub fn is_due(organisation: &Organisation, now: &TargetsPublished) -> bool {
    let end = if now.on == now.on.last_of_month() {
        Some(now.on)
    } else {
        now.on.first_of_month().yesterday().ok()
    };
    organisation
        .target_lists
        .values()
        .next_back()
        .is_none_or(|last| last.list != now.list || Some(last.on) < end)
}

/// The members whose becoming or ceasing to be a target business is missing from the last snapshot
/// after more than [`UPDATE_OPEN_DAYS`].
#[must_use]
pub fn late<'a>(
    members: impl IntoIterator<Item = &'a Member>,
    published: Option<&TargetList>,
    calendar: &Calendar,
    today: Date,
) -> Vec<MemberCode> {
    let named: BTreeSet<&MemberCode> = published
        .iter()
        .flat_map(|list| list.lines())
        .map(|line| &line.code)
        .collect();
    members
        .into_iter()
        .filter(|member| member.is_target_on(today) != named.contains(&member.code))
        .filter(|member| {
            member.target_changed(today).is_some_and(|changed| {
                calendar
                    .open_days_between(changed, today)
                    .is_ok_and(|days| days > UPDATE_OPEN_DAYS)
            })
        })
        .map(|member| member.code.clone())
        .collect()
}

/// Whether the actor publishes the list.
#[must_use]
pub fn may_publish(actor: &Actor) -> bool {
    let granted = [
        Role::Publisher,
        Role::Membership,
        Role::Supervisor,
        Role::Admin,
    ];
    actor.is_any(&granted) || matches!(actor.id, ActorId::CommandLine(_) | ActorId::System(_))
}

/// What follows from publishing the list.
///
/// # Errors
/// `access.denied`, `organisation.not_open`, `targets.unchanged` when no snapshot is due.
pub(crate) fn publish(
    organisation: &Organisation,
    published: &TargetsPublished,
    actor: &Actor,
) -> Result<Vec<Draft>, Refusal> {
    if !may_publish(actor) {
        return Err(Refusal::new("access.denied"));
    }
    if organisation.code.is_none() {
        return Err(Refusal::new("organisation.not_open"));
    }
    if !is_due(organisation, published) {
        return Err(Refusal::new("targets.unchanged"));
    }
    let event = Event::TargetsPublished(published.clone());
    Ok(vec![Draft::new(Obj::Organisation, event)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::Consent;
    use jiff::civil::date;

    fn listed(code: &str) -> Listed {
        Listed {
            code: code.parse().unwrap(),
            name: format!("株式会社{code}"),
            industry: "金融".into(),
            desk: "お客様相談室".into(),
            telephone: "0000-00-0000".into(),
        }
    }

    #[test]
    fn a_list_reads_back_as_it_was_kept_whatever_the_order_it_was_made_in() {
        let list = TargetList::new(vec![listed("M2"), listed("M1")]);
        assert_eq!(list, TargetList::new(vec![listed("M1"), listed("M2")]));
        assert_eq!(TargetList::read(&list.text()).unwrap(), list);
        assert_eq!(list.published(date(2026, 6, 1)).count, 2);
    }

    #[test]
    fn a_snapshot_is_due_when_the_list_differs_and_once_for_each_month_that_ended() {
        let one = TargetList::new(vec![listed("M1")]);
        let two = TargetList::new(vec![listed("M1"), listed("M2")]);
        let mut organisation = Organisation::default();
        assert!(is_due(&organisation, &one.published(date(2026, 5, 20))));
        let mut take = |list: &TargetList, day| {
            organisation.target_lists.insert(day, list.published(day));
            organisation.clone()
        };
        let after = take(&one, date(2026, 5, 20));
        for (list, day, due) in [
            (&one, date(2026, 5, 21), false),
            (&two, date(2026, 5, 21), true),
            (&one, date(2026, 5, 31), true),
            (&one, date(2026, 6, 2), true),
        ] {
            assert_eq!(is_due(&after, &list.published(day)), due, "{day}");
        }
        let after = take(&one, date(2026, 5, 31));
        assert!(!is_due(&after, &one.published(date(2026, 5, 31))));
        assert!(!is_due(&after, &one.published(date(2026, 6, 29))));
        assert!(is_due(&after, &one.published(date(2026, 6, 30))));
    }

    #[test]
    fn a_difference_is_late_after_three_open_days() {
        // Friday 2026-05-29; the third open day after it is Wednesday 2026-06-03.
        let member = |from, until| Member {
            code: "M1".parse().unwrap(),
            industry: "finance".into(),
            joined: date(2020, 4, 1),
            consents: vec![Consent { from, until }],
            left: None,
            first_seq: 3,
            contacts_seq: 3,
        };
        let friday = date(2026, 5, 29);
        let begins = member(friday, None);
        let ends = member(date(2020, 4, 1), Some(friday));
        let empty = TargetList::default();
        let named = TargetList::new(vec![listed("M1")]);
        let calendar = Calendar::standard();
        for (member, list, today, expected) in [
            (&begins, &empty, date(2026, 6, 3), 0),
            (&begins, &empty, date(2026, 6, 4), 1),
            (&begins, &named, date(2026, 6, 4), 0),
            (&ends, &named, date(2026, 6, 3), 0),
            (&ends, &named, date(2026, 6, 4), 1),
            (&ends, &empty, date(2026, 6, 4), 0),
        ] {
            let found = late([member], Some(list), &calendar, today);
            assert_eq!(found.len(), expected, "{today} {:?}", member.consents);
        }
        assert_eq!(late([&begins], None, &calendar, date(2026, 6, 4)).len(), 1);
    }
}
