//! What operations take besides JSON: the key of a request, and a document in a form.

use crate::web::{middleware::key_of, sent::Sent};
use poem::{FromRequest, Request, RequestBody, Result};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaParamIn, MetaRequest, MetaSchema, MetaSchemaRef, Registry},
    types::Type,
};

/// The `Idempotency-Key` of a request, under which the layer `once` carries it out.
#[derive(Clone, Debug)]
pub(super) struct OnceKey(pub(super) Option<String>);

impl<'a> ApiExtractor<'a> for OnceKey {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];

    type ParamType = Option<String>;
    type ParamRawType = Option<String>;

    fn register(registry: &mut Registry) {
        <Option<String> as Type>::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Header)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(<Option<String> as Type>::schema_ref())
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<Self::ParamType>,
    ) -> Result<Self> {
        Ok(Self(key_of(request)?))
    }
}

/// A document, in a form with the fields `kind` and `file`.
#[derive(Debug)]
pub(super) struct Document(pub(super) Sent);

impl<'a> ApiExtractor<'a> for Document {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let text = MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
        let file = MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let mut form = MetaSchema::new("object");
        form.properties = vec![("kind", text), ("file", file)];
        form.required = vec!["file"];
        Some(MetaRequest {
            description: Some(
                "`kind` is the document's kind as a code; `file` its name and bytes.",
            ),
            content: vec![MetaMediaType {
                content_type: "multipart/form-data",
                schema: MetaSchemaRef::Inline(Box::new(form)),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<Self::ParamType>,
    ) -> Result<Self> {
        Ok(Self(
            <Sent as FromRequest>::from_request(request, body).await?,
        ))
    }
}
