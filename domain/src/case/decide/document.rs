//! The documents of a case: adding one, destroying one.

use super::Acting;
use crate::{
    attachment::{AttachmentFile, clean_name},
    case::{Attach, CaseFile, last_day_of_image},
    code::{Class, DestroyCause, Role},
    event::{AttachmentAdded, AttachmentDestroyed, Event},
    member_request::RequestState,
    refusal::{Refusal, text},
};

/// Adds a document whose bytes are stored already.
pub(super) fn attach(
    act: &mut Acting<'_>,
    file: &CaseFile,
    document: &Attach,
) -> Result<(), Refusal> {
    // A member answers a request; without an open one there is nothing to hand in.
    let asked = file
        .current_request()
        .is_some_and(|request| matches!(request.state, RequestState::Delivered { .. }));
    if act.cx.actor.is(Role::MemberContact) && !asked {
        return Err(Refusal::new("attachment.no_open_request"));
    }
    let name = clean_name(&document.name)?;
    let added = AttachmentAdded {
        attachment: file.next_attachment(),
        kind: document.kind,
        media: document.media,
        blob: document.blob.clone(),
    };
    let written = AttachmentFile {
        bytes: document.bytes,
        sha256: document.sha256.clone(),
    }
    .written();
    let event = match document.kind.class() {
        Class::Images => Event::IdentityAdded(added),
        Class::Letters => Event::ReplyAdded(added),
        _ => Event::AttachmentAdded(added),
    };
    act.say(event, &[("name", &name), ("file", &written)]);
    Ok(())
}

/// Destroys one document (A27). The words why are kept with the staff's notes.
pub(super) fn destroy(
    act: &mut Acting<'_>,
    file: &CaseFile,
    attachment: u32,
    cause: DestroyCause,
    reason: &str,
) -> Result<(), Refusal> {
    text("reason", reason)?;
    let Some(document) = file.attachment(attachment) else {
        return Err(Refusal::of_field("attachment.not_there", "attachment"));
    };
    // The job destroys what has served its time, and nothing else.
    let last = last_day_of_image(file, document, act.cx.rules.profile);
    if cause == DestroyCause::Purged && last.is_none_or(|last| last >= act.cx.now.date()) {
        return Err(Refusal::of_field("attachment.still_kept", "attachment"));
    }
    act.say(
        Event::AttachmentDestroyed(AttachmentDestroyed { attachment, cause }),
        &[("reason", reason)],
    );
    Ok(())
}
