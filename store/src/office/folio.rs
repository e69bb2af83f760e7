//! The organisation's own registers: what the rules want to know before an entry is recorded or
//! followed by a further fact, looked up under the ledger's lock.

use super::{Done, OfficeError, config::organisation_in, perform::Turn, rows, targets};
use domain::{
    code::Applicant,
    folio::{Content, Facts, Folio, FolioCommand, Fresh, decide, record},
    id::{CaseId, FolioId},
    targets::TargetList,
};
use jiff::civil::Date;

/// The kind under which a text of the guidelines is kept.
pub(super) const GUIDELINE: &str = "guideline";

impl Turn<'_> {
    /// Records a new entry under the next number, and keeps the text that its record names.
    pub(super) async fn record(&mut self, fresh: &Fresh) -> Result<Done, OfficeError> {
        let folios = rows::load_folios(&*self.tx).await?;
        let last = folios.last().map_or(0, |folio| folio.id.0);
        let mut facts = Facts {
            today: self.now.date(),
            ..Facts::default()
        };
        let mut kept = None;
        match fresh {
            Fresh::Guideline { version, text, .. } => {
                facts.version_taken = folios
                    .iter()
                    .filter_map(Folio::guideline)
                    .any(|known| known.adopted.version == *version);
                kept = Some((GUIDELINE, text.digest(), text.kept()));
            }
            Fresh::Information { on, members, .. } if members.is_empty() => {
                let list = self.targets_of(*on).await?;
                let published = list.published(*on);
                kept = Some((targets::KIND, published.list.clone(), list.text()));
                facts.targets = Some(published);
            }
            Fresh::Information { members, .. } => {
                for code in members {
                    let known = rows::load_member(&*self.tx, code).await?;
                    facts.unknown_member |= known.is_none();
                }
            }
            Fresh::Lesson { cases, .. } => self.look_at(cases, &mut facts).await?,
            Fresh::Accreditation { .. } | Fresh::Activity { .. } => {}
        }
        let drafts = record(FolioId(last + 1), fresh, self.actor, &facts)?;
        let done = self.write(&drafts).await?;
        if let Some((kind, digest, text)) = kept {
            self.keep(kind, &digest, text).await?;
        }
        Ok(done)
    }

    /// Carries out a command to an entry.
    pub(super) async fn folio(
        &mut self,
        id: FolioId,
        command: &FolioCommand,
    ) -> Result<Done, OfficeError> {
        let folio = rows::load_folio(&*self.tx, id).await?;
        let mut facts = Facts {
            today: self.now.date(),
            ..Facts::default()
        };
        if let Some(Content::Lesson(lesson)) = folio.as_ref().map(|folio| &folio.content) {
            self.look_at(&lesson.cases, &mut facts).await?;
        }
        if matches!(command, FolioCommand::Release { .. }) {
            let cards = self.office.roll_in(&*self.tx).await?;
            let members = cards
                .iter()
                .filter(|card| card.member.is_member_on(facts.today));
            facts.members = u32::try_from(members.count()).unwrap_or(u32::MAX);
        }
        let drafts = decide(folio.as_ref(), command, self.actor, &facts)?;
        self.write(&drafts).await
    }

    /// Which of these cases exist for the actor, and whether the complainant is the person concerned.
    async fn look_at(&self, cases: &[CaseId], facts: &mut Facts) -> Result<(), OfficeError> {
        for id in cases {
            let file = rows::load_case(&*self.tx, *id).await?;
            if let Some(file) = file.filter(|file| self.actor.reaches(file)) {
                let principal = file.applicant == Some(Applicant::Principal);
                facts.cases.insert(*id, principal);
            }
        }
        Ok(())
    }

    /// The list of target businesses that the register gives for `day`.
    async fn targets_of(&self, day: Date) -> Result<TargetList, OfficeError> {
        let organisation = organisation_in(&*self.tx).await?;
        let in_force = self
            .office
            .in_force_for(&*self.tx, &organisation, day, None)
            .await?;
        let cards = self.office.roll_in(&*self.tx).await?;
        Ok(targets::list_of(cards, &in_force.profile, day))
    }
}
