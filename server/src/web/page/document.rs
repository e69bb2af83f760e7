//! The documents of a case: the list, adding one, downloading one; for the office and for the member
//! whose request it is. A document leaves only as a download that no browser shows or runs.

use super::{case, login::see_other, portal};
use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    map::{
        case::header,
        document::{documents, upload},
    },
    problem::Problem,
    refused::{fault, refused},
    sent::Sent,
    site::{Desk, Site},
    typed::Typed,
    view::{case::Header, document::Documents, form::Fault},
    viewer::{Viewer, query_value},
    visit::Visit,
};
use askama::Template;
use domain::{
    access::may,
    case::{CaseFile, Number, Step},
    code::{AttachmentKind, Media},
    id::CaseId,
};
use poem::{
    Response, Result, handler,
    http::header as http,
    web::{Data, Path, Query},
};
use store::{
    OfficeError,
    desk::Dossier,
    office::{OpenedDocument, Upload},
};

/// 文書
#[derive(Debug, Template)]
#[template(path = "case_documents.html")]
pub struct DocumentsPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Documents,
}

impl<'a> DocumentsPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a Documents) -> Self {
        let faults = v.upload.as_ref().map_or(0, |form| form.faults.len());
        let title = format!("{} {}", h.number, visit.ui.t("tab-documents"));
        Self {
            f: Frame::of(visit, &title).with_faults(faults),
            h,
            tab: "documents",
            v,
        }
    }
}

/// The documents as this reader sees them, at the office's address or the member's.
pub(super) async fn listed(
    visit: &Visit,
    site: &Site,
    desk: &Desk,
    file: &CaseFile,
    kind: &str,
    faults: Vec<Fault>,
) -> Result<Documents, Failure> {
    let actor = &desk.actor;
    let found = site.office.attachments(actor, file).await;
    let found = found.map_err(|e| refused(&visit.ui, &e))?;
    let office = actor.is_of_office();
    let base = if office {
        format!("/cases/{}/documents", file.number)
    } else {
        format!("/portal/requests/{}/documents", file.number)
    };
    let may_add = may(actor, Step::Attach, file) && (office || portal::is_answering(file));
    let form = may_add.then(|| upload(desk, &base, kind, faults));
    let destroys = may(actor, Step::DestroyAttachment, file);
    Ok(documents(desk, file, &found, &base, destroys, form))
}

/// Adds what was sent.
///
/// # Errors
/// The faults of the form, or another failure.
async fn add(
    visit: &Visit,
    site: &Site,
    desk: &Desk,
    file: &CaseFile,
    kind: Option<AttachmentKind>,
    sent: &mut Sent,
) -> Result<Vec<Fault>, Failure> {
    let Some(kind) = kind else {
        return Ok(vec![fault(&visit.ui, "kind", "field.choice")]);
    };
    let Some((name, bytes)) = sent.file.take() else {
        return Ok(vec![fault(&visit.ui, "file", "attachment.missing")]);
    };
    let upload = Upload { kind, name, bytes };
    match site.office.attach(&desk.actor, file.id, None, upload).await {
        Ok(_) => Ok(Vec::new()),
        Err(error) => {
            let failure = refused(&visit.ui, &error);
            if failure.problem == Problem::InvalidInput {
                Ok(failure.faults)
            } else {
                Err(failure)
            }
        }
    }
}

async fn show(
    visit: &Visit,
    site: &Site,
    (dossier, desk): (&Dossier, &Desk),
    (kind, faults): (&str, Vec<Fault>),
    done: Option<&str>,
) -> Result<Response> {
    let many = faults.len();
    let v = listed(visit, site, desk, &dossier.file, kind, faults).await?;
    let h = header(desk, dossier);
    let mut shown = DocumentsPage::of(visit, &h, &v);
    shown.f = shown.f.after(done);
    page_with_faults(&shown, many)
}

/// `GET /cases/{no}/documents`
#[handler]
pub(crate) async fn get_documents(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    Query(outcome): Query<case::Outcome>,
) -> Result<Response> {
    let (dossier, desk) = case::load(visit, viewer, site, &slug).await?;
    let done = outcome.done.as_deref();
    show(visit, site, (&dossier, &desk), ("", Vec::new()), done).await
}

/// `POST /cases/{no}/documents`
#[handler]
pub(crate) async fn post_document(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response> {
    let (dossier, desk) = case::load(visit, viewer, site, &slug).await?;
    let kind = sent.typed.get("kind").to_owned();
    let chosen = AttachmentKind::from_code(&kind);
    let faults = add(visit, site, &desk, &dossier.file, chosen, &mut sent).await?;
    if faults.is_empty() {
        let number = dossier.file.number;
        return Ok(see_other(&format!(
            "/cases/{number}/documents?done=attached"
        )));
    }
    show(visit, site, (&dossier, &desk), (&kind, faults), None).await
}

/// `POST /portal/requests/{no}/documents`
#[handler]
pub(crate) async fn post_member_document(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response> {
    let (dossier, desk) = portal::load(visit, viewer, site, &slug).await?;
    let reply = Some(AttachmentKind::Reply);
    let faults = add(visit, site, &desk, &dossier.file, reply, &mut sent).await?;
    if faults.is_empty() {
        let number = dossier.file.number;
        return Ok(see_other(&format!(
            "/portal/requests/{number}?done=attached"
        )));
    }
    let v = listed(visit, site, &desk, &dossier.file, "", faults).await?;
    portal::show(
        visit,
        site,
        &desk,
        &dossier,
        (&Typed::default(), Vec::new()),
        v,
        None,
    )
    .await
}

/// `GET /cases/{no}/documents/{document}`
#[handler]
pub(crate) async fn get_document(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, ordinal)): Path<(String, String)>,
) -> Result<Response> {
    if !viewer.actor.is_of_office() {
        return Err(Failure::new(Problem::NotFound).into());
    }
    Ok(opened(visit, viewer, site, &slug, &ordinal).await?)
}

/// `GET /portal/requests/{no}/documents/{document}`
#[handler]
pub(crate) async fn get_member_document(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, ordinal)): Path<(String, String)>,
) -> Result<Response> {
    viewer.enters("/portal")?;
    Ok(opened(visit, viewer, site, &slug, &ordinal).await?)
}

async fn opened(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    slug: &str,
    ordinal: &str,
) -> Result<Response, Failure> {
    let missing = || Failure::new(Problem::NotFound);
    let refuse = |e: OfficeError| refused(&visit.ui, &e);
    let number: Number = slug.parse().map_err(|_| missing())?;
    let ordinal: u32 = ordinal.parse().map_err(|_| missing())?;
    let id: CaseId = site
        .office
        .case_id(number)
        .await
        .map_err(refuse)?
        .ok_or_else(missing)?;
    let found = site.office.attachment(&viewer.actor, id, ordinal).await;
    let document = found.map_err(refuse)?.ok_or_else(missing)?;
    let (headers, bytes) = download(document, ordinal);
    let answer = headers
        .into_iter()
        .fold(Response::builder(), |answer, (name, value)| {
            answer.header(name, value)
        });
    Ok(answer.body(bytes))
}

/// What saves a document: never shown, never run, never kept by the browser's cache.
pub(crate) fn download(
    document: OpenedDocument,
    ordinal: u32,
) -> ([(http::HeaderName, String); 3], Vec<u8>) {
    let OpenedDocument {
        name, media, bytes, ..
    } = document;
    let kind = match media {
        Media::Text if std::str::from_utf8(&bytes).is_ok() => "text/plain; charset=utf-8",
        Media::Text => "text/plain; charset=Shift_JIS",
        other => other.media_type(),
    };
    let extension = media.extensions().first().copied().unwrap_or_default();
    let disposition = format!(
        "attachment; filename=\"document-{ordinal}.{extension}\"; filename*=UTF-8''{}",
        query_value(&name)
    );
    let headers = [
        (http::CONTENT_TYPE, kind.to_owned()),
        (http::CONTENT_DISPOSITION, disposition),
        (
            http::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ];
    (headers, bytes)
}
