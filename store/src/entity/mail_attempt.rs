//! `mail_attempt`: one row per attempt to send a mail. Operational.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_attempt")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) mail_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) attempt: i32,
    pub(crate) began_at_us: i64,
    pub(crate) ended_at_us: Option<i64>,
    pub(crate) error: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
