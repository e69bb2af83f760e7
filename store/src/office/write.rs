//! Writing what was decided: the records, and every object they touch as these records leave it. One
//! decision may touch several objects; each is written once, whatever kind it is.

use super::{
    Done, OfficeError, config::organisation_in, measure::load_measure, meeting::load_meeting,
    perform::Turn, rows,
};
use crate::auth;
use domain::{
    account::Account,
    board::Meeting,
    case::CaseFile,
    event::{Draft, Entry},
    folio::Folio,
    id::{CaseId, Obj},
    measure::Measure,
    member::Member,
};

/// An object after these records, the first of which may begin it.
fn after<T: Clone>(
    before: Option<&T>,
    entries: &[&Entry],
    begin: impl Fn(&Entry) -> Option<T>,
    evolve: impl Fn(&mut T, &Entry),
) -> Option<T> {
    let mut state = before.cloned();
    for entry in entries {
        match &mut state {
            Some(state) => evolve(state, entry),
            None => state = begin(entry),
        }
    }
    state
}

impl Turn<'_> {
    /// Appends what was decided and writes every object it touches, in the order in which it touches
    /// them.
    pub(super) async fn write(&mut self, drafts: &[Draft]) -> Result<Done, OfficeError> {
        let entries = self.append(drafts).await?;
        let mut objects: Vec<&Obj> = Vec::new();
        for entry in &entries {
            if !objects.contains(&&entry.obj) {
                objects.push(&entry.obj);
            }
        }
        for obj in objects {
            let own: Vec<&Entry> = entries.iter().filter(|entry| entry.obj == *obj).collect();
            self.write_object(obj, &own).await?;
        }
        Ok(Done::of(entries))
    }

    async fn write_object(&mut self, obj: &Obj, entries: &[&Entry]) -> Result<(), OfficeError> {
        let tx = &*self.tx;
        match obj {
            Obj::Organisation => {
                let mut state = organisation_in(tx).await?;
                for entry in entries {
                    state.evolve(entry);
                }
                rows::save_organisation(&self.tx, &state).await
            }
            Obj::Member(code) => {
                let before = rows::load_member(tx, code).await?;
                let member = after(before.as_ref(), entries, Member::begin, Member::evolve);
                let member = member.ok_or_else(|| self.misplaced())?;
                rows::save_member(&self.tx, &member).await?;
                let was = before.as_ref().map(|member| &member.deadlines);
                self.save_deadlines(obj, was, &member.deadlines).await
            }
            Obj::Account(id) => {
                let before = rows::load_account(tx, *id).await?;
                let account = after(before.as_ref(), entries, Account::begin, Account::evolve);
                let account = account.ok_or_else(|| self.misplaced())?;
                rows::save_account(&self.tx, &account).await?;
                if account.disabled {
                    auth::end_sessions(&self.tx, account.id).await?;
                }
                Ok(())
            }
            Obj::Case(id) => {
                let before = rows::load_case(tx, *id).await?;
                self.write_case(before.as_ref(), *id, entries).await?;
                Ok(())
            }
            Obj::Folio(id) => {
                let before = rows::load_folio(tx, *id).await?;
                let folio = after(before.as_ref(), entries, Folio::begin, Folio::evolve);
                rows::save_folio(&self.tx, &folio.ok_or_else(|| self.misplaced())?).await
            }
            Obj::Measure(id) => {
                let before = load_measure(tx, *id).await?;
                let measure = after(before.as_ref(), entries, Measure::begin, Measure::evolve);
                let measure = measure.ok_or_else(|| self.misplaced())?;
                self.save_measure(before.as_ref(), &measure).await
            }
            Obj::Meeting(id) => {
                let before = load_meeting(tx, *id).await?;
                let meeting = after(before.as_ref(), entries, Meeting::begin, Meeting::evolve);
                let meeting = meeting.ok_or_else(|| self.misplaced())?;
                self.save_meeting(before.as_ref(), &meeting).await
            }
        }
    }

    /// Writes a case as these records leave it.
    pub(super) async fn write_case(
        &mut self,
        before: Option<&CaseFile>,
        id: CaseId,
        entries: &[&Entry],
    ) -> Result<CaseFile, OfficeError> {
        let begin = |entry: &Entry| CaseFile::begin(id, entry);
        let file = after(before, entries, begin, CaseFile::evolve);
        let file = file.ok_or_else(|| self.misplaced())?;
        rows::save_case(&self.tx, before, &file).await?;
        let was = before.map(|file| &file.deadlines);
        self.save_deadlines(&Obj::Case(id), was, &file.deadlines)
            .await?;
        Ok(file)
    }

    /// A record that neither begins its object nor continues one that is there.
    fn misplaced(&self) -> OfficeError {
        OfficeError::Damaged {
            seq: self.head.size,
            what: "a record continues what is not there",
        }
    }
}
