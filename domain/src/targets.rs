//! The public list of target businesses (A09, Act article 52): made from the register, published as
//! dated snapshots, and compared with the register every day. Whatever changes the list starts a clock
//! of the member (`LIST_UPDATE`), which the next published list stops.

use crate::{
    access::Actor,
    chain::{Hash, canonical},
    clock::{Deadline, Deadlines, Happening, Rules, Trigger, follow, stopped},
    code::Role,
    event::{Draft, Event, TargetsPublished},
    id::{ActorId, MemberCode, Obj},
    organisation::Organisation,
    refusal::Refusal,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
/// (A09: snapshot = register at each month end), or a change waits for one. A change that another one
/// took back leaves the list as it was, and a snapshot says that it stands right.
#[must_use]
pub fn is_due(organisation: &Organisation, now: &TargetsPublished, waiting: bool) -> bool {
    let end = if now.on == now.on.last_of_month() {
        Some(now.on)
    } else {
        now.on.first_of_month().yesterday().ok()
    };
    let last = organisation.target_lists.values().next_back();
    waiting || last.is_none_or(|last| last.list != now.list || Some(last.on) < end)
}

/// What the clocks of a member do when the register changes what the list is to say of it from the
/// day `on`: one of them runs from that day (`LIST_UPDATE`), be it past or yet to come.
///
/// # Errors
/// A period leaves the calendar's table.
pub(crate) fn changed(
    deadlines: &Deadlines,
    on: Date,
    rules: Rules<'_>,
) -> Result<Vec<Event>, Refusal> {
    let happening = Happening {
        trigger: Trigger::MembershipChanged,
        at: Timestamp::start_of(on),
    };
    follow(deadlines, happening, rules).map_err(|error| Refusal::new(error.code()))
}

/// The end of an open deadline whose change a list published now shows; `rules` are those it began
/// with. The list is made from the
/// register of today, so it shows every change that has taken effect and none that is yet to come.
#[must_use]
pub fn shown(deadline: &Deadline, rules: Rules<'_>, now: Timestamp) -> Option<Event> {
    let happening = Happening {
        trigger: Trigger::PublicListUpdated,
        at: now,
    };
    let in_effect = deadline.from <= now;
    in_effect
        .then(|| stopped(deadline, happening, rules))
        .flatten()
}

/// Whether the actor publishes the list.
#[must_use]
pub fn may_publish(actor: &Actor) -> bool {
    let granted = [
        Role::Publisher,
        Role::President,
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
    waiting: bool,
    actor: &Actor,
) -> Result<Vec<Draft>, Refusal> {
    if !may_publish(actor) {
        return Err(Refusal::new("access.denied"));
    }
    if organisation.code.is_none() {
        return Err(Refusal::new("organisation.not_open"));
    }
    if !is_due(organisation, published, waiting) {
        return Err(Refusal::new("targets.unchanged"));
    }
    let event = Event::TargetsPublished(published.clone());
    Ok(vec![Draft::new(Obj::Organisation, event)])
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert!(is_due(
            &organisation,
            &one.published(date(2026, 5, 20)),
            false
        ));
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
            assert_eq!(is_due(&after, &list.published(day), false), due, "{day}");
        }
        let after = take(&one, date(2026, 5, 31));
        assert!(!is_due(&after, &one.published(date(2026, 5, 31)), false));
        assert!(!is_due(&after, &one.published(date(2026, 6, 29)), false));
        assert!(is_due(&after, &one.published(date(2026, 6, 30)), false));
        // A change was taken back: the list is the same, and a snapshot is to say so.
        assert!(is_due(&after, &one.published(date(2026, 6, 2)), true));
    }
}
