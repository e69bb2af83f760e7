//! `measure`: one row per measure against a member.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "measure")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: i32,
    pub(crate) kind: String,
    pub(crate) member: String,
    pub(crate) stage: String,
    pub(crate) explained_at_us: Option<i64>,
    pub(crate) heard_at_us: Option<i64>,
    pub(crate) decided_at_us: Option<i64>,
    pub(crate) version: i32,
    pub(crate) state: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
