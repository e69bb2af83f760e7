//! `/ledger/head` and `/session`: what an auditor keeps outside, and what a program needs to write.

use crate::web::{refused::refused, site::Site, viewer::Viewer, visit::Visit};
use poem::{Result, web::Data};
use poem_openapi::{Object, OpenApi, payload::Json};
use store::OfficeError;

/// The head of the ledger: whoever keeps it can later show that nothing before it was changed.
#[derive(Clone, Debug, Object)]
struct Head {
    /// Number of records.
    size: u64,
    /// SHA-256 of the last one.
    last_record_sha256: String,
}

/// The session of the asker.
#[derive(Clone, Debug, Object)]
struct Session {
    /// Who acts.
    actor: String,
    /// The codes of their roles.
    roles: Vec<String>,
    /// The value of `X-CSRF-Token` for unsafe requests.
    csrf_token: String,
}

pub(super) struct LedgerApi;

#[OpenApi]
impl LedgerApi {
    /// Size and last digest of the ledger.
    #[oai(path = "/ledger/head", method = "get", operation_id = "getLedgerHead")]
    async fn head(&self, visit: &Visit, viewer: &Viewer, site: Data<&Site>) -> Result<Json<Head>> {
        viewer.enters("/audit")?;
        let head = site
            .office
            .ledger()
            .head()
            .await
            .map_err(|e| refused(&visit.ui, &OfficeError::from(e)))?;
        Ok(Json(Head {
            size: head.size,
            last_record_sha256: head.last_sha256,
        }))
    }

    /// Who asks, and the token that unsafe requests carry.
    #[expect(clippy::unused_async, reason = "an operation of the interface is one")]
    #[oai(path = "/session", method = "get", operation_id = "getSession")]
    async fn session(&self, visit: &Visit, viewer: &Viewer) -> Json<Session> {
        Json(Session {
            actor: viewer.actor.id.to_string(),
            roles: viewer
                .actor
                .parts()
                .map(|role| role.code().to_owned())
                .collect(),
            csrf_token: visit.csrf.get().cloned().unwrap_or_default(),
        })
    }
}
