//! Sample views of the documents of a case.

use super::{Size, at, frame, header, long, many, show};
use crate::web::{
    page::document::DocumentsPage,
    refused::fault,
    text::{Lang, Ui},
    view::{
        document::{Document, Documents, Gone, Upload},
        form::{Choice, Field, Input},
    },
};
use domain::code::{AttachmentKind, DestroyCause, Media};

fn document(size: Size, n: usize, base: &str) -> Document {
    let kind = AttachmentKind::ALL[n % AttachmentKind::ALL.len()];
    let gone = n % 3 == 2;
    let named = n % 4 != 3;
    Document {
        ordinal: u32::try_from(n + 1).unwrap(),
        kind: kind.code().into(),
        media: Media::ALL[n % Media::ALL.len()].code().into(),
        name: named.then(|| long(size, "苦情申出書.pdf")),
        bytes: named.then_some(1_234_567),
        withheld: n % 8 == 3,
        by: "髙橋 花子".into(),
        at: at(11, 20, 10),
        href: (named && !gone).then(|| format!("{base}/{}", n + 1)),
        destroy: (!gone && n.is_multiple_of(2)).then(|| {
            format!(
                "/cases/r8-c-0001/do/destroy-attachment?attachment={}",
                n + 1
            )
        }),
        gone: gone.then(|| Gone {
            at: at(11, 20, 11),
            by: "髙橋 花子".into(),
            cause: DestroyCause::ALL[n % DestroyCause::ALL.len()].code().into(),
        }),
    }
}

fn upload(size: Size, ui: Ui, base: &str, choose: bool) -> Upload {
    let kinds = AttachmentKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), ui.term("attachmentkind", kind.code())));
    let faults = if size == Size::Long {
        vec![fault(&ui, "file", "attachment.disagree")]
    } else {
        Vec::new()
    };
    Upload {
        action: base.into(),
        kind: choose.then(|| {
            Field::new("kind", ui.t("document-kind"))
                .input(Input::Select(kinds.collect()))
                .required()
        }),
        limit: 20_000_000,
        error: faults
            .first()
            .map(|f| f.message.clone())
            .unwrap_or_default(),
        faults,
    }
}

/// What a member handed in.
pub(super) fn of_member(size: Size, ui: Ui) -> Documents {
    let base = "/portal/requests/r1/documents";
    Documents {
        rows: many(size, 2, |n| document(size, n, base)),
        with_people: false,
        upload: (size != Size::Empty).then(|| upload(size, ui, base, false)),
    }
}

/// The pages of this room.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = Ui::new(lang);
    let base = "/cases/r8-c-0001/documents";
    let v = Documents {
        rows: many(size, 6, |n| document(size, n, base)),
        with_people: true,
        upload: (size != Size::Empty).then(|| upload(size, ui, base, true)),
    };
    let f = frame(lang, base, "handler", "tab-documents");
    let page = DocumentsPage {
        f: f.with_faults(v.upload.as_ref().map_or(0, |u| u.faults.len())),
        h: &header(size),
        tab: "documents",
        v: &v,
    };
    vec![show("case-documents", &page)]
}
