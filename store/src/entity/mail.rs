//! `mail`: what is to be sent to one person, and how that went. Operational.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    pub(crate) account_id: Option<String>,
    pub(crate) kind: String,
    pub(crate) day: String,
    pub(crate) notice: String,
    pub(crate) state: String,
    pub(crate) attempts: i32,
    pub(crate) next_at_us: i64,
    pub(crate) last_error: Option<String>,
    pub(crate) created_at_us: i64,
    pub(crate) sent_at_us: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
