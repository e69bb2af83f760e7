//! The organisation itself: its profile and calendar in force, its take-overs and its packages.
//!
//! Rules and calendar change as documents with dated versions (B40-B42). What a version changes says
//! who can put it in force: rules, grounds and retention need a resolution of the board, closures,
//! forms and internal time limits the center head or the president (B41).

mod document;

pub(crate) use document::referenced;
pub use document::{DocumentCommand, DocumentFacts, Offer, Proposal, may_adopt, may_propose};

use crate::{
    access::Actor,
    code::{DocumentKind, Role},
    event::{
        DocumentProposed, Draft, Entry, Event, LedgerOpened, PackageBuilt, RegisterTakenOver,
        TargetsPublished,
    },
    id::{ActorId, Obj},
    refusal::Refusal,
    targets,
    time::FiscalYear,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is in force for the whole organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its code, once the ledger is open.
    pub code: Option<String>,
    /// Profiles by the first day on which they apply: digest of the text.
    pub profiles: BTreeMap<Date, String>,
    /// Calendars by the first day on which they apply: digest.
    pub calendars: BTreeMap<Date, String>,
    /// The latest package of each fiscal year.
    pub packages: BTreeMap<FiscalYear, PackageBuilt>,
    /// Versions that wait for approval, at most one of each kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub proposals: BTreeMap<DocumentKind, Proposal>,
    /// The public lists of target businesses by the day on which they stood so (A09).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub target_lists: BTreeMap<Date, TargetsPublished>,
}

/// A command to the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganisationCommand {
    /// Open the ledger with its first profile and calendar.
    Open {
        /// Short code.
        code: String,
        /// Digest of the profile and its first day.
        profile: (String, Date),
        /// Digest of the calendar and its first day.
        calendar: (String, Date),
    },
    /// Note the counts of a take-over.
    NoteTakeOver(RegisterTakenOver),
    /// Note a package that was written.
    NotePackage(PackageBuilt),
    /// Publish the list of target businesses as it stands (A09).
    PublishTargets {
        /// The list of today.
        published: TargetsPublished,
        /// Whether a change that has taken effect waits to be shown.
        waiting: bool,
    },
    /// Change the rules or the calendar.
    Document(DocumentKind, DocumentCommand, DocumentFacts),
}

/// What follows from a command to the organisation.
///
/// # Errors
/// `access.denied`, `organisation.open_already`, `organisation.not_open`, `organisation.bad_code`,
/// `package.later_year_built`, `package.slice_moved`, `targets.unchanged`, or as [`DocumentCommand`] says.
pub fn decide(
    organisation: &Organisation,
    command: &OrganisationCommand,
    actor: &Actor,
) -> Result<Vec<Draft>, Refusal> {
    if let OrganisationCommand::Document(kind, command, facts) = command {
        if organisation.code.is_none() {
            return Err(Refusal::new("organisation.not_open"));
        }
        return document::decide(organisation, *kind, command, *facts, actor);
    }
    if let OrganisationCommand::PublishTargets { published, waiting } = command {
        return targets::publish(organisation, published, *waiting, actor);
    }
    let here = matches!(actor.id, ActorId::CommandLine(_) | ActorId::System(_));
    let granted = [
        Role::Admin,
        Role::RecordsManager,
        Role::Supervisor,
        Role::CenterHead,
    ];
    if !(here || actor.is_any(&granted)) {
        return Err(Refusal::new("access.denied"));
    }
    let draft = |event| Draft::new(Obj::Organisation, event);
    match command {
        OrganisationCommand::Open {
            code,
            profile,
            calendar,
        } => {
            if organisation.code.is_some() {
                return Err(Refusal::new("organisation.open_already"));
            }
            let fits = (1..=40).contains(&code.len())
                && code
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
            if !fits {
                return Err(Refusal::of_field("organisation.bad_code", "code"));
            }
            let adopted = |(sha256, in_force): &(String, Date)| crate::event::DocumentAdopted {
                sha256: sha256.clone(),
                in_force: *in_force,
                decision: None,
                proposal: None,
            };
            Ok(vec![
                draft(Event::LedgerOpened(LedgerOpened {
                    organisation: code.clone(),
                })),
                draft(Event::ProfileAdopted(adopted(profile))),
                draft(Event::CalendarAdopted(adopted(calendar))),
            ])
        }
        _ if organisation.code.is_none() => Err(Refusal::new("organisation.not_open")),
        OrganisationCommand::NoteTakeOver(counts) => {
            Ok(vec![draft(Event::RegisterTakenOver(counts.clone()))])
        }
        OrganisationCommand::NotePackage(built) => {
            let later = organisation
                .packages
                .range(built.fiscal_year..)
                .any(|(year, _)| *year > built.fiscal_year);
            if later {
                return Err(Refusal::of_field("package.later_year_built", "fiscal_year"));
            }
            if built.from != organisation.slice_start(built.fiscal_year) {
                return Err(Refusal::new("package.slice_moved"));
            }
            Ok(vec![draft(Event::PackageBuilt(built.clone()))])
        }
        OrganisationCommand::Document(..) | OrganisationCommand::PublishTargets { .. } => {
            Ok(Vec::new())
        }
    }
}

impl Organisation {
    /// The organisation after a further record of its own.
    pub fn evolve(&mut self, entry: &Entry) {
        match &entry.event {
            Event::LedgerOpened(e) => self.code = Some(e.organisation.clone()),
            Event::ProfileProposed(e) => self.put_forward(DocumentKind::Profile, e, entry),
            Event::CalendarProposed(e) => self.put_forward(DocumentKind::Calendar, e, entry),
            Event::ProfileAdopted(e) => {
                self.profiles.insert(e.in_force, e.sha256.clone());
                self.proposals.remove(&DocumentKind::Profile);
            }
            Event::CalendarAdopted(e) => {
                self.calendars.insert(e.in_force, e.sha256.clone());
                self.proposals.remove(&DocumentKind::Calendar);
            }
            Event::ProfileRejected(_) => {
                self.proposals.remove(&DocumentKind::Profile);
            }
            Event::CalendarRejected(_) => {
                self.proposals.remove(&DocumentKind::Calendar);
            }
            Event::TargetsPublished(e) => {
                self.target_lists.insert(e.on, e.clone());
            }
            Event::PackageBuilt(e) => {
                self.packages.insert(e.fiscal_year, e.clone());
            }
            _ => {}
        }
    }

    fn put_forward(&mut self, kind: DocumentKind, e: &DocumentProposed, entry: &Entry) {
        let proposal = Proposal {
            digest: entry.sha256.clone(),
            sha256: e.sha256.clone(),
            in_force: e.in_force,
            authority: e.authority,
            by: entry.actor.clone(),
            at: entry.at,
            seq: entry.seq,
        };
        self.proposals.insert(kind, proposal);
    }

    /// Digest of the profile that applies on `day`.
    #[must_use]
    pub fn profile_on(&self, day: Date) -> Option<&str> {
        in_force(&self.profiles, day)
    }

    /// Digest of the calendar that applies on `day`.
    #[must_use]
    pub fn calendar_on(&self, day: Date) -> Option<&str> {
        in_force(&self.calendars, day)
    }

    /// The first record of a year's slice: where the package of the latest earlier year ended.
    #[must_use]
    pub fn slice_start(&self, year: FiscalYear) -> u64 {
        self.packages
            .range(..year)
            .next_back()
            .map_or(0, |(_, built)| built.size)
    }
}

/// The version that applies on `day`; before the first one, the first one.
fn in_force(versions: &BTreeMap<Date, String>, day: Date) -> Option<&str> {
    versions
        .range(..=day)
        .next_back()
        .or_else(|| versions.iter().next())
        .map(|(_, digest)| digest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_version_in_force_is_the_latest_that_has_begun() {
        let mut organisation = Organisation::default();
        organisation.profiles.insert(date(2005, 3, 1), "old".into());
        organisation.profiles.insert(date(2026, 4, 1), "new".into());
        for (day, digest) in [
            (date(2000, 1, 1), "old"),
            (date(2026, 3, 31), "old"),
            (date(2026, 4, 1), "new"),
        ] {
            assert_eq!(organisation.profile_on(day), Some(digest), "{day}");
        }
        assert_eq!(organisation.calendar_on(date(2026, 4, 1)), None);
    }

    #[test]
    fn a_slice_begins_where_the_latest_earlier_year_ended_and_years_go_in_order() {
        let built = |year, from, size| PackageBuilt {
            fiscal_year: FiscalYear(year),
            from,
            size,
            tagmanifest_sha256: String::new(),
        };
        let mut organisation = Organisation {
            code: Some("test".into()),
            ..Organisation::default()
        };
        organisation
            .packages
            .insert(FiscalYear(2024), built(2024, 0, 10));
        organisation
            .packages
            .insert(FiscalYear(2025), built(2025, 10, 30));
        assert_eq!(organisation.slice_start(FiscalYear(2024)), 0);
        assert_eq!(organisation.slice_start(FiscalYear(2026)), 30);
        let note = |package| {
            decide(
                &organisation,
                &OrganisationCommand::NotePackage(package),
                &Actor::command_line("test"),
            )
        };
        assert!(note(built(2026, 30, 40)).is_ok());
        assert_eq!(
            note(built(2026, 31, 40)).unwrap_err().code,
            "package.slice_moved"
        );
        assert_eq!(
            note(built(2024, 0, 40)).unwrap_err().code,
            "package.later_year_built"
        );
    }
}
