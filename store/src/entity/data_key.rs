//! `data_key`: wrapped keys, in the key store.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_key")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) obj: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) class: String,
    #[sea_orm(column_type = "Blob")]
    pub(crate) wrapped: Vec<u8>,
    pub(crate) created_at_us: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
