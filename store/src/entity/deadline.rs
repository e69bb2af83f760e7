//! `deadline`: one row per deadline, with its proof.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    pub(crate) obj: String,
    pub(crate) name: String,
    pub(crate) clock: String,
    pub(crate) waits_on: String,
    pub(crate) due_date: String,
    pub(crate) due_at_us: i64,
    pub(crate) due_version: i32,
    pub(crate) next_step: Option<String>,
    pub(crate) next_check_at_us: Option<i64>,
    pub(crate) paused: bool,
    pub(crate) level: i32,
    pub(crate) closed_at_us: Option<i64>,
    pub(crate) state: String,
    pub(crate) proof: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
