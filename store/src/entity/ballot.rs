//! `ballot`: the votes that count.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) meeting_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) item: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) seat: String,
    pub(crate) account_id: Option<String>,
    pub(crate) measure_id: Option<i32>,
    pub(crate) choice: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
