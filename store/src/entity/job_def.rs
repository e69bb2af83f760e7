//! `job_def`: when each job is due, and the watermark up to which its ticks are planned.

use crate::runs::{Catchup, Overlap};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_def")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) name: String,
    pub(crate) cron: String,
    pub(crate) tz: String,
    pub(crate) catchup: Catchup,
    pub(crate) catchup_window_ms: i64,
    pub(crate) overlap: Overlap,
    pub(crate) max_attempts: i32,
    pub(crate) lease_ms: i64,
    pub(crate) irreversible: bool,
    pub(crate) enabled: bool,
    pub(crate) spec_version: i32,
    pub(crate) planned_through_us: i64,
    pub(crate) updated_by: String,
    pub(crate) updated_at_us: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
