//! `escalation`: at most one row for each deadline, version and step.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) deadline_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) due_version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) step: String,
    pub(crate) obj: String,
    pub(crate) effective_at_us: i64,
    pub(crate) created_at_us: i64,
    pub(crate) seq: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
