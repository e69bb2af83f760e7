//! `/cases/{no}/attachments`: the documents of a case as codes and dates. Names and bytes stay in
//! the pages, where every read of them is written down.

use super::cases::file;
use crate::web::{site::Site, viewer::Viewer, visit::Visit};
use domain::access::Reach;
use poem::{Result, web::Data};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

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

pub(super) struct AttachmentsApi;

#[OpenApi]
impl AttachmentsApi {
    /// The documents of a case, destroyed ones included.
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
    ) -> Result<Json<Vec<Attachment>>> {
        let file = file(visit, viewer, site.0, &no).await?;
        let actor = &viewer.actor;
        let listed = file
            .attachments
            .iter()
            .filter(|a| actor.reach() == Reach::All || actor.opens_of(a.class(), &file))
            .map(|a| Attachment {
                number: a.ordinal,
                kind: a.kind.code().to_owned(),
                media: a.media.code().to_owned(),
                added_at: a.at.to_string(),
                destroyed_at: a.destroyed.as_ref().map(|gone| gone.at.to_string()),
                destroyed_because: a
                    .destroyed
                    .as_ref()
                    .map(|gone| gone.cause.code().to_owned()),
            });
        Ok(Json(listed.collect()))
    }
}
