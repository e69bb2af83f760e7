//! Keys under which a program's request is carried out once, however often it is sent.
//!
//! Whoever sends a request with a key claims the key first; the table's primary key decides between
//! two that come at the same time, on any replica. The answer is kept with the key, so that sending
//! the request again gives the same answer and does nothing. A refusal changed nothing and gives the
//! key back. A claim whose holder died is taken over after a while: what it may have done before is
//! still done once only, because a step names the version it is taken on and a registration the
//! identity it makes ([`case_identity`]). Operational; answers hold codes and dates, no words.

use crate::{
    entity::idempotency::{ActiveModel, Column, Entity},
    office::{Office, OfficeError},
    source::random,
};
use data_encoding::HEXLOWER;
use domain::{
    chain::Hash,
    id::{ActorId, CaseId},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

/// How long an answer is kept.
pub const KEPT_SECONDS: i64 = 7 * 24 * 60 * 60;
/// When the holder of a claim is given up: longer than any request may take.
pub const GIVEN_UP_SECONDS: i64 = 10 * 60;

/// The first answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Its status.
    pub status: u16,
    /// Its headers that matter.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

/// The right to carry a request out.
#[derive(Clone, Debug)]
#[must_use = "a claim is answered or given back"]
pub struct Claim {
    key_sha256: String,
    claim: String,
}

/// What is known of a key.
#[derive(Clone, Debug)]
pub enum Claimed {
    /// Nothing yet: the request is ours to carry out.
    Ours(Claim),
    /// It was carried out, with this answer.
    Answered(KeptAnswer),
    /// It is being carried out now.
    InFlight,
    /// It was used for another request.
    Different,
}

fn digest(actor: &ActorId, key: &str) -> Hash {
    Hash::of(format!("idempotency|{actor}|{key}").as_bytes())
}

/// The identity of the case that a registration under this key makes, in the form of UUID version 8.
#[must_use]
pub fn case_identity(actor: &ActorId, key: &str) -> CaseId {
    let digest = digest(actor, &format!("case|{key}"));
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest.0) {
        *byte = from;
    }
    CaseId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

impl Office {
    /// Claims a key of `actor` for the request with this digest.
    ///
    /// # Errors
    /// The database failed, or there is no randomness.
    pub async fn claim_key(
        &self,
        actor: &ActorId,
        key: &str,
        request_sha256: &str,
    ) -> Result<Claimed, OfficeError> {
        let claim = Claim {
            key_sha256: digest(actor, key).to_string(),
            claim: HEXLOWER.encode(&random::<16>()?),
        };
        let now = self.now();
        let tx = self.database.write().await?;
        Entity::delete_many()
            .filter(Column::ClaimedAtUs.lt(now.plus_seconds(-KEPT_SECONDS).micros()))
            .exec(&*tx)
            .await?;
        let made = Entity::insert(ActiveModel {
            key_sha256: Set(claim.key_sha256.clone()),
            request_sha256: Set(request_sha256.to_owned()),
            claim: Set(claim.claim.clone()),
            claimed_at_us: Set(now.micros()),
            ..ActiveModel::default()
        })
        .on_conflict(
            OnConflict::column(Column::KeySha256)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&*tx)
        .await?;
        if made == 1 {
            tx.commit().await?;
            return Ok(Claimed::Ours(claim));
        }
        let Some(row) = Entity::find_by_id(claim.key_sha256.clone())
            .one(&*tx)
            .await?
        else {
            return Ok(Claimed::InFlight);
        };
        if row.request_sha256 != request_sha256 {
            return Ok(Claimed::Different);
        }
        if let Some(status) = row.status {
            return Ok(Claimed::Answered(KeptAnswer {
                status: u16::try_from(status).unwrap_or(500),
                headers: match row.headers {
                    Some(headers) => serde_json::from_str(&headers)?,
                    None => Vec::new(),
                },
                body: row.body.unwrap_or_default(),
            }));
        }
        if row.claimed_at_us > now.plus_seconds(-GIVEN_UP_SECONDS).micros() {
            return Ok(Claimed::InFlight);
        }
        let taken = Entity::update_many()
            .col_expr(Column::Claim, Expr::value(claim.claim.clone()))
            .col_expr(Column::ClaimedAtUs, Expr::value(now.micros()))
            .filter(Column::KeySha256.eq(row.key_sha256))
            .filter(Column::Claim.eq(row.claim))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(if taken.rows_affected == 1 {
            Claimed::Ours(claim)
        } else {
            Claimed::InFlight
        })
    }

    /// Keeps the answer of a request that was carried out.
    ///
    /// # Errors
    /// The database failed.
    pub async fn keep_answer(&self, claim: Claim, answer: &KeptAnswer) -> Result<(), OfficeError> {
        let headers = serde_json::to_string(&answer.headers)?;
        let tx = self.database.write().await?;
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(i32::from(answer.status)))
            .col_expr(Column::Headers, Expr::value(headers))
            .col_expr(Column::Body, Expr::value(answer.body.clone()))
            .filter(Column::KeySha256.eq(claim.key_sha256))
            .filter(Column::Claim.eq(claim.claim))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives a key back: nothing was done under it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn release_key(&self, claim: Claim) -> Result<(), OfficeError> {
        let tx = self.database.write().await?;
        Entity::delete_many()
            .filter(Column::KeySha256.eq(claim.key_sha256))
            .filter(Column::Claim.eq(claim.claim))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
