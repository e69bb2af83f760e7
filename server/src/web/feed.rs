//! The iCalendar form of deadlines (RFC 5545): an all-day event on the last day, with the case's
//! number or the member's code and the clock's name, and no names of people.
//!
//! The bytes follow from the deadlines alone. An event keeps its identity for ever; its sequence
//! rises when the end moves or the deadline stops, so that every program sees what changed.

use super::text::Ui;
use data_encoding::HEXLOWER;
use domain::{clock::Deadline, id::Obj, time::Timestamp};
use icalendar::{Calendar, Component, Event, EventStatus, Property};
use sha2::{Digest, Sha256};
use store::desk::{DueItem, Owner};

/// How often a program is asked to look again.
const REFRESH: &str = "PT1H";

/// A feed and the tag under which a program knows it.
pub(crate) struct Feed {
    /// The iCalendar text.
    pub(crate) body: String,
    /// A strong entity tag.
    pub(crate) etag: String,
}

/// The feed of these deadlines. `host` makes the events' identities unique in the world; `site` is
/// the address at which people find a case, or empty.
pub(crate) fn feed(ui: Ui, items: &[DueItem], host: &str, site: &str) -> Feed {
    let mut calendar = Calendar::new();
    calendar
        .name(&ui.t("feed-name"))
        .timezone("Asia/Tokyo")
        .append_property(
            Property::new("REFRESH-INTERVAL", REFRESH)
                .add_parameter("VALUE", "DURATION")
                .done(),
        )
        .append_property(Property::new("X-PUBLISHED-TTL", REFRESH));
    for item in items {
        calendar.push(event(ui, item, host, site));
    }
    let body = calendar.to_string();
    let etag = format!("\"{}\"", HEXLOWER.encode(&Sha256::digest(body.as_bytes())));
    Feed { body, etag }
}

fn event(ui: Ui, item: &DueItem, host: &str, site: &str) -> Event {
    let deadline = &item.deadline;
    let (id, named, path) = match &item.owner {
        Owner::Case(file) => (
            file.id.to_string(),
            file.number.printed(),
            Some(format!("/cases/{}/deadlines", file.number)),
        ),
        Owner::Other(obj) => (
            obj.to_string().replace(':', "-"),
            obj.called(),
            match obj {
                Obj::Member(code) => Some(format!("/members/{code}")),
                _ => None,
            },
        ),
    };
    let mut event = Event::new();
    event
        .uid(&format!(
            "deadline-{}-{}@{host}",
            id,
            deadline.name.to_ascii_lowercase()
        ))
        .sequence(sequence(deadline))
        .summary(&ui.xy("feed-summary", named, ui.term("clock", &deadline.clock)))
        .add_property("DTSTAMP", stamp(changed_at(deadline)))
        .add_property("TRANSP", "TRANSPARENT")
        .status(if deadline.is_open() {
            EventStatus::Confirmed
        } else {
            EventStatus::Cancelled
        });
    if deadline.period.unit.is_hours() {
        event.add_property("DTSTART", stamp(deadline.due.ends_at));
    } else {
        let day = deadline.due.last.strftime("%Y%m%d").to_string();
        event.append_property(
            Property::new("DTSTART", day)
                .add_parameter("VALUE", "DATE")
                .done(),
        );
    }
    if deadline.paused.is_some() {
        event.description(&ui.t("feed-paused"));
    }
    if let (false, Some(path)) = (site.is_empty(), path) {
        event.url(&format!("{}{path}", site.trim_end_matches('/')));
    }
    event.done()
}

/// When what the event says last changed.
fn changed_at(deadline: &Deadline) -> Timestamp {
    let paused = deadline.paused.as_ref().map(|paused| paused.since);
    let stopped = deadline.stopped.as_ref().map(|stopped| stopped.at);
    let settled = deadline.settled_at();
    [paused, stopped]
        .into_iter()
        .flatten()
        .fold(settled, Timestamp::max)
}

/// Rises by one with each move, each pause, each resumption and the stop.
fn sequence(deadline: &Deadline) -> u32 {
    let pauses = 2 * deadline.pauses.len() + usize::from(deadline.paused.is_some());
    let changes = deadline.moved.len() + pauses + usize::from(!deadline.is_open());
    u32::try_from(changes).unwrap_or(u32::MAX)
}

fn stamp(at: Timestamp) -> String {
    let utc = at.plus_seconds(-9 * 3_600).jst();
    utc.strftime("%Y%m%dT%H%M%SZ").to_string()
}
