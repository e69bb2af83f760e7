//! The form that destroys a document (A27). One is added on the list of documents, by upload.

use super::{At, Reading};
use crate::web::view::form::{Choice, Fault, Field, Input};
use domain::{
    access::destroys,
    case::{CaseCommand, Step},
    code::DestroyCause,
};

/// Which document, why as a code, why in words.
pub(super) fn fields(at: &At<'_>, step: Step) -> Vec<Field> {
    if step == Step::Attach {
        return Vec::new();
    }
    let ui = &at.desk.ui;
    let kept = at.file.attachments.iter().filter(|a| a.destroyed.is_none());
    let documents = kept
        .map(|a| {
            let kind = ui.term("attachmentkind", a.kind.code());
            Choice::new(a.ordinal.to_string(), format!("{} {kind}", a.ordinal))
        })
        .collect();
    let causes = DestroyCause::ALL
        .iter()
        .filter(|cause| destroys(&at.desk.actor, **cause))
        .map(|cause| Choice::new(cause.code(), ui.term("destroycause", cause.code())))
        .collect();
    vec![
        at.field("attachment")
            .input(Input::Select(documents))
            .required(),
        at.field("cause")
            .input(Input::Select(causes))
            .hint(ui.t("hint-destroy"))
            .required(),
        at.lines("reason", 3).required(),
    ]
}

/// The command that what was typed makes; a document itself is no typed value.
pub(super) fn command(read: &Reading<'_>, step: Step) -> Result<CaseCommand, Vec<Fault>> {
    if step == Step::Attach {
        return Err(read.fault("file", "attachment.missing"));
    }
    Ok(CaseCommand::DestroyAttachment {
        attachment: read
            .typed
            .count("attachment")
            .ok_or_else(|| read.fault("attachment", "field.choice"))?,
        cause: read.choice("cause", DestroyCause::from_code)?,
        reason: read.text("reason"),
    })
}
