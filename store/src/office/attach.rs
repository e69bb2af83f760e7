//! Documents through the one door.
//!
//! Going in: recognise, draw pictures again, make the document's own key, store the sealed bytes,
//! and only then perform the command that records them. What a refusal leaves is removed at once;
//! what a crash leaves is removed when the office is opened again (`sweep`). Going out: the read is
//! written down before a byte leaves (A08). Destroying: the record first, then key and bytes.

use super::{Command, Done, Office, OfficeError, load_case};
use crate::{
    keys::{DataKey, SealError, open, seal},
    picture,
};
use data_encoding::HEXLOWER;
use domain::{
    access::Actor,
    attachment::{Attachment, AttachmentFile, recognise},
    case::{Attach, CaseCommand, CaseFile},
    chain::Hash,
    code::{AttachmentKind, Class, Media},
    id::{CaseId, Obj},
    refusal::Refusal,
};

/// A file as it came in.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What it is said to be.
    pub kind: AttachmentKind,
    /// The name it came under.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A document as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What the public parts say.
    pub attachment: Attachment,
    /// Whether the asker may open it.
    pub opens: bool,
    /// Its name; nothing where it was erased or is withheld.
    pub name: Option<String>,
    /// Its size; nothing where it was erased or is withheld.
    pub bytes: Option<u64>,
}

/// An opened document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedDocument {
    /// Its name.
    pub name: String,
    /// Its form.
    pub media: Media,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A document that is ready to be stored.
struct Ready {
    attach: Attach,
    bytes: Vec<u8>,
}

/// Where sealed bytes belong, bound into them.
fn place(case: CaseId, class: Class, blob: &str) -> String {
    format!("attachment|{}|{}|{blob}|v1", Obj::Case(case), class.code())
}

fn no_document() -> OfficeError {
    OfficeError::Damaged {
        seq: 0,
        what: "a document's bytes are not those that were recorded",
    }
}

impl Office {
    /// Adds a document to a case: wholly, or nothing of it stays.
    ///
    /// # Errors
    /// As [`Office::perform`]; a file that is not taken is refused with a reason.
    pub async fn attach(
        &self,
        actor: &Actor,
        case: CaseId,
        expected_version: Option<u32>,
        upload: Upload,
    ) -> Result<Done, OfficeError> {
        let ready = self.ready(case, upload).await?;
        let command = CaseCommand::Attach(ready.attach.clone());
        // Asked first, so that nothing is stored for somebody who may not.
        let asked = self.would_proceed(actor, case, &command).await;
        self.noting_denial(actor, asked).await?;
        // A browser that gives up in the middle must not leave a half behind.
        let (office, actor) = (self.clone(), actor.clone());
        let command = Command::Case {
            id: Some(case),
            expected_version,
            command: Box::new(command),
        };
        tokio::spawn(async move { office.store(&actor, case, command, ready).await })
            .await
            .map_err(|_| no_document())?
    }

    /// Recognises, cleans and names a file.
    async fn ready(&self, case: CaseId, upload: Upload) -> Result<Ready, OfficeError> {
        // Pictures take memory while they are drawn: not many at once.
        let _turn = self.drawing.acquire().await;
        let Upload { kind, name, bytes } = upload;
        let drawn = tokio::task::spawn_blocking(move || {
            let media = recognise(&name, &bytes)?;
            let bytes = picture::cleaned(media, bytes)?;
            let sha256 = Hash::of(&bytes).to_string();
            Ok::<_, Refusal>((name, media, bytes, sha256))
        });
        let (name, media, bytes, sha256) = drawn.await.map_err(|_| no_document())??;
        let size = self.ledger().size().await?;
        let blob = self
            .chance
            .name(size, &format!("{case}|{sha256}"))
            .map(|name| HEXLOWER.encode(&name))?;
        Ok(Ready {
            attach: Attach {
                kind,
                media,
                name,
                bytes: bytes.len() as u64,
                sha256,
                blob,
            },
            bytes,
        })
    }

    /// Stores the bytes, then records them.
    async fn store(
        &self,
        actor: &Actor,
        case: CaseId,
        command: Command,
        ready: Ready,
    ) -> Result<Done, OfficeError> {
        let Ready { attach, bytes } = ready;
        let (class, blob) = (attach.kind.class(), attach.blob.as_str());
        let name = Attachment::key_name(case, blob);
        let keys = self.keys.keys(&name, &[class], self.now()).await?;
        let key = keys.get(&class).ok_or(SealError::Broken)?;
        let sealed = seal(key, &bytes, place(case, class, blob).as_bytes())?;
        drop(bytes);
        let result = match self.blobs.put(blob, sealed).await {
            Ok(()) => self.perform(actor, command).await,
            Err(error) => Err(crate::DatabaseError::from(error).into()),
        };
        // After a fault of the database nobody knows whether it was recorded: the sweep asks then.
        if matches!(
            result,
            Err(OfficeError::Refused(_) | OfficeError::Conflict { .. })
        ) {
            self.forget(case, blob).await?;
        }
        result
    }

    /// Destroys key and bytes of a document that no record names, or whose end is recorded.
    pub(super) async fn forget(&self, case: CaseId, blob: &str) -> Result<(), OfficeError> {
        self.keys.destroy(&Attachment::key_name(case, blob)).await?;
        self.blobs
            .delete(blob)
            .await
            .map_err(crate::DatabaseError::from)?;
        Ok(())
    }

    /// After a command to a case: the keys and bytes of documents whose end it recorded go. A fault
    /// here loses nothing: the end is recorded, and the next opening goes on.
    pub(super) async fn forget_destroyed(&self, done: &Done) {
        let Some(file) = &done.case else { return };
        for entry in &done.entries {
            let domain::event::Event::AttachmentDestroyed(e) = &entry.event else {
                continue;
            };
            let gone = file.attachments.iter().find(|a| a.ordinal == e.attachment);
            if let Some(gone) = gone
                && let Err(error) = self.forget(file.id, &gone.blob).await
            {
                tracing::error!(code = error.code(), "a destroyed document is not gone yet");
            }
        }
    }

    /// The documents of a case in order: to a member those it may open, to the others all, with what
    /// they may not open as codes and dates only. The read of the names is written down before they
    /// are returned.
    ///
    /// # Errors
    /// A value does not open, or the read could not be written down.
    pub async fn attachments(
        &self,
        actor: &Actor,
        file: &CaseFile,
    ) -> Result<Vec<Listed>, OfficeError> {
        let mut classes: Vec<Class> = file.attachments.iter().map(Attachment::class).collect();
        classes.retain(|class| actor.opens_of(*class, file));
        classes.sort_unstable();
        classes.dedup();
        let obj = Obj::Case(file.id);
        let values = self.values(&obj, &classes, None).await?;
        let listed: Vec<Listed> = file
            .attachments
            .iter()
            .map(|attachment| {
                let written = values.get(attachment.seq, "file");
                Listed {
                    opens: classes.contains(&attachment.class()),
                    name: values.get(attachment.seq, "name").map(str::to_owned),
                    bytes: written.and_then(AttachmentFile::read).map(|w| w.bytes),
                    attachment: attachment.clone(),
                }
            })
            .filter(|listed| listed.opens || actor.is_of_office())
            .collect();
        let named = listed.iter().filter(|listed| listed.name.is_some()).count();
        if named > 0 {
            self.reads
                .opened(actor, &obj, &classes, named, self.now())
                .await?;
        }
        Ok(listed)
    }

    /// A document, opened; `None` when it does not exist for `actor` or was destroyed. The read is
    /// written down before the bytes are returned.
    ///
    /// # Errors
    /// The bytes are not those that were recorded, or the read could not be written down.
    pub async fn attachment(
        &self,
        actor: &Actor,
        case: CaseId,
        ordinal: u32,
    ) -> Result<Option<OpenedDocument>, OfficeError> {
        let file = load_case(self.database.read(), case).await?;
        let Some((file, attachment)) = file
            .as_ref()
            .filter(|file| actor.reaches(file))
            .and_then(|file| Some((file, file.attachment(ordinal)?)))
            .filter(|(file, attachment)| actor.opens_of(attachment.class(), file))
        else {
            return Ok(None);
        };
        let Some((name, written, bytes)) = self.document_of(file.id, attachment).await? else {
            return Ok(None);
        };
        let obj = format!("{}/attachment/{ordinal}", Obj::Case(case));
        self.reads
            .opened(actor, &obj, &[attachment.class()], 1, self.now())
            .await?;
        Ok(Some(OpenedDocument {
            name,
            media: attachment.media,
            sha256: written.sha256,
            bytes,
        }))
    }

    /// Name, recorded facts and bytes of a document; `None` where its values or its key were erased.
    pub(super) async fn document_of(
        &self,
        case: CaseId,
        attachment: &Attachment,
    ) -> Result<Option<(String, AttachmentFile, Vec<u8>)>, OfficeError> {
        let class = attachment.class();
        let values = self
            .values(&Obj::Case(case), &[class], Some(attachment.seq))
            .await?;
        let name = values.get(attachment.seq, "name");
        let written = values
            .get(attachment.seq, "file")
            .and_then(AttachmentFile::read);
        let (Some(name), Some(written), Some(key)) =
            (name, written, self.document_key(case, attachment).await?)
        else {
            return Ok(None);
        };
        let sealed = self.blobs.get(&attachment.blob).await;
        let sealed = sealed
            .map_err(crate::DatabaseError::from)?
            .ok_or_else(no_document)?;
        let at = place(case, class, &attachment.blob);
        let mut plain = open(&key, &sealed, at.as_bytes())?;
        let bytes = std::mem::take(&mut *plain);
        if bytes.len() as u64 != written.bytes || Hash::of(&bytes).to_string() != written.sha256 {
            return Err(no_document());
        }
        Ok(Some((name.to_owned(), written, bytes)))
    }

    async fn document_key(
        &self,
        case: CaseId,
        attachment: &Attachment,
    ) -> Result<Option<DataKey>, OfficeError> {
        let class = attachment.class();
        let name = Attachment::key_name(case, &attachment.blob);
        Ok(self.keys.existing(&name, &[class]).await?.remove(&class))
    }
}
