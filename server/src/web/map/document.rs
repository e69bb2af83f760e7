//! The documents of a case, in words.

use crate::web::{
    site::Desk,
    view::{
        document::{Document, Documents, Gone, Upload},
        form::{Choice, Fault, Field, Input},
    },
};
use domain::{attachment::BYTES_AT_MOST, case::CaseFile, code::AttachmentKind, id::ActorId};
use store::office::Listed;

/// The list at `base`, where each document lies under its number.
pub(crate) fn documents(
    desk: &Desk,
    file: &CaseFile,
    listed: &[Listed],
    base: &str,
    may_destroy: bool,
    upload: Option<Upload>,
) -> Documents {
    // A member does not learn who of the office did what.
    let office = desk.actor.is_of_office();
    let who = |id: &ActorId| if office { desk.who(id) } else { String::new() };
    let row = |listed: &Listed| {
        let a = &listed.attachment;
        let kept = a.destroyed.is_none();
        Document {
            ordinal: a.ordinal,
            kind: a.kind.code().to_owned(),
            media: a.media.code().to_owned(),
            name: listed.name.clone(),
            bytes: listed.bytes,
            withheld: !listed.opens,
            by: who(&a.by),
            at: a.at,
            href: (kept && listed.name.is_some()).then(|| format!("{base}/{}", a.ordinal)),
            destroy: (kept && may_destroy).then(|| {
                let number = file.number;
                format!(
                    "/cases/{number}/do/destroy-attachment?attachment={}",
                    a.ordinal
                )
            }),
            gone: a.destroyed.as_ref().map(|gone| Gone {
                at: gone.at,
                by: who(&gone.by),
                cause: gone.cause.code().to_owned(),
            }),
        }
    };
    Documents {
        rows: listed.iter().map(row).collect(),
        with_people: office,
        upload,
    }
}

/// The form that adds a document, with what was wrong with the last attempt.
pub(crate) fn upload(desk: &Desk, base: &str, kind: &str, faults: Vec<Fault>) -> Upload {
    let ui = &desk.ui;
    // A member hands in what it was asked for; there is nothing to choose.
    let choose = desk.actor.is_of_office();
    let kinds = AttachmentKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), ui.term("attachmentkind", kind.code())));
    Upload {
        action: base.to_owned(),
        kind: choose.then(|| {
            Field::new("kind", ui.t("document-kind"))
                .input(Input::Select(kinds.collect()))
                .value(if kind.is_empty() { "evidence" } else { kind })
                .required()
                .judged_by(&faults)
        }),
        limit: BYTES_AT_MOST as u64,
        error: faults
            .iter()
            .find(|fault| fault.field == "file")
            .map(|fault| fault.message.clone())
            .unwrap_or_default(),
        faults,
    }
}
