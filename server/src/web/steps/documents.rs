//! The form that destroys a document (A27).

use super::lines;
use crate::web::{
    refused::fault,
    site::Desk,
    typed::Typed,
    view::form::{Choice, Fault, Field, Input},
};
use domain::{
    access::destroys,
    case::{CaseCommand, CaseFile},
    code::DestroyCause,
};

/// Which document, why as a code, why in words.
pub(super) fn fields(desk: &Desk, file: &CaseFile) -> Vec<Field> {
    let ui = &desk.ui;
    let kept = file.attachments.iter().filter(|a| a.destroyed.is_none());
    let documents = kept
        .map(|a| {
            let kind = ui.term("attachmentkind", a.kind.code());
            Choice::new(a.ordinal.to_string(), format!("{} {kind}", a.ordinal))
        })
        .collect();
    let causes = DestroyCause::ALL
        .iter()
        .filter(|cause| destroys(&desk.actor, **cause))
        .map(|cause| Choice::new(cause.code(), ui.term("destroycause", cause.code())))
        .collect();
    vec![
        Field::new("attachment", ui.term("fact", "attachment"))
            .input(Input::Select(documents))
            .required(),
        Field::new("cause", ui.term("fact", "cause"))
            .input(Input::Select(causes))
            .hint(ui.t("hint-destroy"))
            .required(),
        lines(desk, "reason", 3).required(),
    ]
}

/// The command that what was typed makes.
pub(super) fn destruction(desk: &Desk, typed: &Typed) -> Result<CaseCommand, Vec<Fault>> {
    let bad_choice = |field| vec![fault(&desk.ui, field, "field.choice")];
    Ok(CaseCommand::DestroyAttachment {
        attachment: typed
            .count("attachment")
            .ok_or_else(|| bad_choice("attachment"))?,
        cause: DestroyCause::from_code(typed.get("cause")).ok_or_else(|| bad_choice("cause"))?,
        reason: typed.get("reason").to_owned(),
    })
}
