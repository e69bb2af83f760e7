//! `case_file`: one row per case; `state` is the file, the other columns are for lists.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_file")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) fiscal_year: i32,
    pub(crate) serial: i32,
    pub(crate) kind: String,
    pub(crate) stage: String,
    pub(crate) open: bool,
    pub(crate) respondent: String,
    pub(crate) member: Option<String>,
    pub(crate) complaint: Option<String>,
    pub(crate) incident: Option<String>,
    pub(crate) notified: bool,
    pub(crate) handler: Option<String>,
    pub(crate) proposed_by: Option<String>,
    pub(crate) received_at_us: i64,
    pub(crate) touched_at_us: i64,
    pub(crate) next_due_us: Option<i64>,
    pub(crate) version: i32,
    pub(crate) state: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
