//! `/cases/{no}/attachments`: the documents of a case. The list has codes and dates; names stay in
//! the pages, where every read of them is written down. The content leaves as a download, and that
//! read is written down as well.

use super::{
    cases::file,
    extract::{Document, OnceKey},
    shapes::{etag, failed, missing, version, wrong},
};
use crate::web::{
    failure::Failure,
    page::document::download,
    problem::Problem,
    refused::{fault, refused},
    site::Site,
    viewer::Viewer,
    visit::Visit,
};
use domain::{attachment::Attachment as Kept, code::AttachmentKind};
use poem::{Result, http::StatusCode, web::Data};
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path},
    payload::{Binary, Json, Response},
};
use store::office::Upload;

/// A document of a case.
#[derive(Clone, Debug, Object)]
struct Attachment {
    /// Its number in the case.
    number: u32,
    /// What it is, as a code.
    kind: String,
    /// Its form: `pdf`, `jpeg`, `png`, `text`.
    media: String,
    /// When it was added.
    added_at: String,
    /// When it was destroyed.
    destroyed_at: Option<String>,
    /// Why it was destroyed, as a code.
    destroyed_because: Option<String>,
}

impl Attachment {
    fn of(kept: &Kept) -> Self {
        Self {
            number: kept.ordinal,
            kind: kept.kind.code().to_owned(),
            media: kept.media.code().to_owned(),
            added_at: kept.at.to_string(),
            destroyed_at: kept.destroyed.as_ref().map(|gone| gone.at.to_string()),
            destroyed_because: kept
                .destroyed
                .as_ref()
                .map(|gone| gone.cause.code().to_owned()),
        }
    }
}

pub(super) struct AttachmentsApi;

#[OpenApi]
impl AttachmentsApi {
    /// The documents of a case, destroyed ones included; the case's version is the `ETag`.
    #[oai(
        path = "/cases/:no/attachments",
        method = "get",
        operation_id = "listAttachments"
    )]
    async fn list(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// The case's number.
        no: Path<String>,
    ) -> Result<Response<Json<Vec<Attachment>>>> {
        let file = file(visit, viewer, site.0, &no).await?;
        let actor = &viewer.actor;
        let listed = file
            .attachments
            .iter()
            .filter(|a| actor.is_of_office() || actor.opens_of(a.class(), &file))
            .map(Attachment::of);
        Ok(Response::new(Json(listed.collect())).header("etag", etag(file.version)))
    }

    /// Adds a document: a form with `kind` and `file`. PDF, JPEG, PNG and text are taken, with the
    /// limits of the pages. A member adds to its reply and names no kind.
    #[oai(
        path = "/cases/:no/attachments",
        method = "post",
        operation_id = "addAttachment"
    )]
    #[expect(clippy::too_many_arguments, reason = "each is a part of the request")]
    async fn add(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// The case's number.
        no: Path<String>,
        /// The version the document is added to, as the case's `ETag`.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        /// A value of its own for this request, so that it adds one document however often it is sent.
        #[oai(name = "Idempotency-Key")]
        _key: OnceKey,
        body: Document,
    ) -> Result<Response<Json<Attachment>>> {
        let ui = &visit.ui;
        let case = file(visit, viewer, site.0, &no).await?;
        let expected = version(if_match.0.as_deref())?;
        let Document(mut sent) = body;
        let kind = match sent.typed.get("kind") {
            "" if !viewer.actor.is_of_office() => AttachmentKind::Reply,
            code => AttachmentKind::from_code(code).ok_or_else(|| wrong(visit.ui, "kind"))?,
        };
        let Some((name, bytes)) = sent.file.take() else {
            let missing = vec![fault(ui, "file", "attachment.missing")];
            return Err(Failure::new(Problem::InvalidInput)
                .with_faults(missing)
                .into());
        };
        let upload = Upload { kind, name, bytes };
        let done = site
            .office
            .attach(&viewer.actor, case.id, Some(expected), upload)
            .await
            .map_err(|error| failed(visit.ui, &error))?;
        let case = done.case.ok_or_else(missing)?;
        let added = case.attachments.last().ok_or_else(missing)?;
        let address = format!(
            "/api/v1/cases/{}/attachments/{}/content",
            case.number, added.ordinal
        );
        Ok(Response::new(Json(Attachment::of(added)))
            .status(StatusCode::CREATED)
            .header("location", address)
            .header("etag", etag(case.version)))
    }

    /// The content of a document, as a download. The read is written down first.
    #[oai(
        path = "/cases/:no/attachments/:attachment/content",
        method = "get",
        operation_id = "getAttachmentContent"
    )]
    async fn content(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        /// The case's number.
        no: Path<String>,
        /// The document's number in the case.
        attachment: Path<u32>,
    ) -> Result<Response<Binary<Vec<u8>>>> {
        let case = file(visit, viewer, site.0, &no).await?;
        let found = site
            .office
            .attachment(&viewer.actor, case.id, attachment.0)
            .await
            .map_err(|e| refused(&visit.ui, &e))?;
        let document = found.ok_or_else(missing)?;
        let (headers, bytes) = download(document, attachment.0);
        Ok(headers
            .into_iter()
            .fold(Response::new(Binary(bytes)), |answer, (name, value)| {
                answer.header(name.as_str(), value)
            }))
    }
}
