//! `access_log`: who read what. Append-only.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) at_us: i64,
    pub(crate) actor: String,
    pub(crate) obj: String,
    pub(crate) classes: String,
    pub(crate) purpose: String,
    pub(crate) result: String,
    pub(crate) count: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
