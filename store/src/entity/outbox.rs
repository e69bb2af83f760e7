//! `outbox`: what a transaction decided to tell, before it is known whom. Operational.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    pub(crate) dedup_key: String,
    pub(crate) topic: String,
    pub(crate) payload: String,
    pub(crate) created_at_us: i64,
    pub(crate) taken_at_us: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
