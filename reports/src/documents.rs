//! The rule profiles and calendars of a package, found by the digest the ledger names them by.

use domain::{
    code::DocumentKind,
    event::{Entry, Event},
    library::Library,
};

/// A document that says nothing intelligible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadDocument {
    pub(crate) name: String,
    pub(crate) why: String,
}

/// Whether a document of this name configures the procedure; the others were published.
pub(crate) fn is_configuration(name: &str) -> bool {
    name.starts_with("rules/") || name.starts_with("calendars/")
}

/// Takes a document of a package; `name` is its path below `data/`.
pub(crate) fn add(library: &mut Library, name: &str, bytes: &[u8]) -> Result<(), BadDocument> {
    let bad = |why: String| BadDocument {
        name: name.to_owned(),
        why,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| bad(error.to_string()))?;
    let kind = if name.starts_with("calendars/") {
        DocumentKind::Calendar
    } else {
        DocumentKind::Profile
    };
    let read = library.add(kind, text);
    read.map(|_| ()).map_err(|error| bad(error.to_string()))
}

/// Digests of documents that a record names and that are not there.
pub(crate) fn missing<'e>(
    library: &Library,
    entry: &'e Entry,
) -> impl Iterator<Item = &'e str> + use<'e> {
    let (profile, calendar) = match &entry.event {
        Event::ProfileAdopted(e) => (Some(&e.sha256), None),
        Event::CalendarAdopted(e) => (None, Some(&e.sha256)),
        Event::DeadlineStarted(e) => (Some(&e.profile), Some(&e.due.calendar)),
        Event::DeadlineResumed(e) => (None, e.due.as_ref().map(|due| &due.calendar)),
        Event::DeadlineExtended(e) => (None, Some(&e.due.calendar)),
        Event::DeadlineRedated(e) => (None, Some(&e.due.calendar)),
        Event::CaseRegistered(e) => (Some(&e.profile), None),
        Event::CaseTakenOver(e) => (Some(&e.profile), None),
        _ => (None, None),
    };
    let profile = profile.filter(|digest| library.profile(digest).is_none());
    let calendar = calendar.filter(|digest| library.calendar(digest).is_none());
    profile.into_iter().chain(calendar).map(String::as_str)
}
