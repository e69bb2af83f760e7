//! The steps about the organisation's own registers and about the card of its desk.

use super::{Builder, lost};
use crate::demo::{
    plan::{Deed, Step},
    registers::with_desk,
};
use domain::{
    code::DocumentKind,
    folio::{Folio, FolioCommand, LessonState},
    id::FolioId,
};
use store::{Command, DocumentAct, OfficeError};

impl Builder<'_> {
    /// Takes a step about the registers or the desk.
    pub(super) async fn keep_register(&self, step: &Step) -> Result<(), OfficeError> {
        let command = match &step.deed {
            Deed::Record(fresh) => Command::Record((**fresh).clone()),
            Deed::Folio(id, command) => Command::Folio {
                id: *id,
                command: (**command).clone(),
            },
            Deed::Release(id) => Command::Folio {
                id: *id,
                command: FolioCommand::Release {
                    proposal: self.put_forward(*id).await?,
                    unrecognisable: true,
                },
            },
            Deed::ProposeDesk => Command::Document {
                kind: DocumentKind::Profile,
                act: DocumentAct::Propose {
                    text: with_desk(self.profile, step.at.date()),
                    reason: "窓口の連絡先を載せるため".to_owned(),
                },
            },
            _ => Command::Document {
                kind: DocumentKind::Profile,
                act: DocumentAct::Approve {
                    proposal: self.waiting_rules().await?,
                    decision: None,
                    preview: None,
                },
            },
        };
        let actor = self.actor(step.who)?;
        self.office.perform(&actor, command).await?;
        Ok(())
    }

    /// The proposal of a digest of cases.
    async fn put_forward(&self, id: FolioId) -> Result<String, OfficeError> {
        let folios = self.office.every_folio().await?;
        let lesson = folios.iter().find(|f| f.id == id).and_then(Folio::lesson);
        match lesson.map(|lesson| &lesson.state) {
            Some(LessonState::Proposed { digest, .. }) => Ok(digest.clone()),
            _ => Err(lost("proposal.changed")),
        }
    }

    /// The rules that wait for approval.
    async fn waiting_rules(&self) -> Result<String, OfficeError> {
        let organisation = self.office.organisation().await?;
        let waiting = organisation.proposals.get(&DocumentKind::Profile);
        waiting
            .map(|proposal| proposal.digest.clone())
            .ok_or_else(|| lost("proposal.changed"))
    }
}
