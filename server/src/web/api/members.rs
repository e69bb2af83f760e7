//! `/members`: the register.

use crate::web::{refused::refused, site::Site, viewer::Viewer, visit::Visit};
use poem::{Result, web::Data};
use poem_openapi::{Object, OpenApi, payload::Json};

/// A member, as the public list has it (A09).
#[derive(Clone, Debug, Object)]
struct Member {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// The code of its industry.
    industry: String,
    /// Since when it is a member.
    joined: String,
    /// Since when it is a target business, if it consented.
    target_since: Option<String>,
}

pub(super) struct MembersApi;

#[OpenApi]
impl MembersApi {
    /// The members in the order of their codes.
    #[oai(path = "/members", method = "get", operation_id = "listMembers")]
    async fn list(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
    ) -> Result<Json<Vec<Member>>> {
        viewer.enters("/members")?;
        let cards = site
            .office
            .members(&viewer.actor)
            .await
            .map_err(|e| refused(&visit.ui, &e))?;
        let members = cards.into_iter().map(|card| Member {
            target_since: card.member.consented().map(|day| day.to_string()),
            code: card.member.code.to_string(),
            name: card.name,
            industry: card.member.industry,
            joined: card.member.joined.to_string(),
        });
        Ok(Json(members.collect()))
    }
}
