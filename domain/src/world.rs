//! The whole state, folded from the ledger alone.
//!
//! This is what makes the first invariant checkable: the rows of the database must equal this fold,
//! and the sheets of the package are written from it.

use crate::{
    account::Account,
    board::Meeting,
    case::CaseFile,
    clock::{Deadline, Deadlines},
    event::Entry,
    folio::Folio,
    id::{AccountId, CaseId, FolioId, MeasureId, MeetingId, MemberCode, Obj},
    measure::Measure,
    member::Member,
    organisation::Organisation,
};
use std::collections::BTreeMap;

/// Everything the public parts of the ledger say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// The organisation.
    pub organisation: Organisation,
    /// Members by code.
    pub members: BTreeMap<MemberCode, Member>,
    /// Accounts.
    pub accounts: BTreeMap<AccountId, Account>,
    /// Cases.
    pub cases: BTreeMap<CaseId, CaseFile>,
    /// Entries of the organisation's own registers.
    pub folios: BTreeMap<FolioId, Folio>,
    /// Measures against members.
    pub measures: BTreeMap<MeasureId, Measure>,
    /// Meetings.
    pub meetings: BTreeMap<MeetingId, Meeting>,
}

/// A record that cannot stand where it stands: an object begins with something else, or twice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {seq} ({kind}) cannot follow what came before it")]
pub struct OutOfOrder {
    /// The record.
    pub seq: u64,
    /// Its kind.
    pub kind: &'static str,
}

impl World {
    /// The deadlines of an object, if it has clocks.
    #[must_use]
    pub fn deadlines_of(&self, obj: &Obj) -> Option<&Deadlines> {
        match obj {
            Obj::Case(id) => self.cases.get(id).map(|file| &file.deadlines),
            Obj::Member(code) => self.members.get(code).map(|member| &member.deadlines),
            Obj::Measure(id) => self.measures.get(id).map(|measure| &measure.deadlines),
            Obj::Organisation | Obj::Account(_) | Obj::Folio(_) | Obj::Meeting(_) => None,
        }
    }

    /// Every deadline with its object, those of one object together.
    pub fn deadlines(&self) -> impl Iterator<Item = (Obj, &Deadline)> {
        let of_cases = self
            .cases
            .iter()
            .map(|(id, file)| (Obj::Case(*id), &file.deadlines));
        let of_members = self
            .members
            .iter()
            .map(|(code, member)| (Obj::Member(code.clone()), &member.deadlines));
        let of_measures = self
            .measures
            .iter()
            .map(|(id, measure)| (Obj::Measure(*id), &measure.deadlines));
        let all = of_cases.chain(of_members).chain(of_measures);
        all.flat_map(|(obj, deadlines)| deadlines.values().map(move |d| (obj.clone(), d)))
    }

    /// The world after one more record.
    ///
    /// # Errors
    /// The record begins an object that exists, or continues one that does not.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), OutOfOrder> {
        let refused = || OutOfOrder {
            seq: entry.seq,
            kind: entry.event.kind(),
        };
        match &entry.obj {
            Obj::Organisation => self.organisation.evolve(entry),
            Obj::Member(code) => match (self.members.get_mut(code), Member::begin(entry)) {
                (None, Some(member)) => {
                    self.members.insert(code.clone(), member);
                }
                (Some(member), None) => member.evolve(entry),
                _ => return Err(refused()),
            },
            Obj::Account(id) => match (self.accounts.get_mut(id), Account::begin(entry)) {
                (None, Some(account)) => {
                    self.accounts.insert(*id, account);
                }
                (Some(account), None) => account.evolve(entry),
                _ => return Err(refused()),
            },
            Obj::Case(id) => match (self.cases.get_mut(id), CaseFile::begin(*id, entry)) {
                (None, Some(file)) => {
                    self.cases.insert(*id, file);
                }
                (Some(file), None) => file.evolve(entry),
                _ => return Err(refused()),
            },
            Obj::Folio(id) => match (self.folios.get_mut(id), Folio::begin(entry)) {
                (None, Some(folio)) => {
                    self.folios.insert(*id, folio);
                }
                (Some(folio), None) => folio.evolve(entry),
                _ => return Err(refused()),
            },
            Obj::Measure(id) => match (self.measures.get_mut(id), Measure::begin(entry)) {
                (None, Some(measure)) => {
                    self.measures.insert(*id, measure);
                }
                (Some(measure), None) => measure.evolve(entry),
                _ => return Err(refused()),
            },
            Obj::Meeting(id) => match (self.meetings.get_mut(id), Meeting::begin(entry)) {
                (None, Some(meeting)) => {
                    self.meetings.insert(*id, meeting);
                }
                (Some(meeting), None) => meeting.evolve(entry),
                _ => return Err(refused()),
            },
        }
        Ok(())
    }
}
