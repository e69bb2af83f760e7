//! `job_run`: one row per planned tick, kept for as long as its schedule exists.

use crate::runs::RunState;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_run")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: String,
    pub(crate) job_name: String,
    pub(crate) scheduled_for_us: i64,
    pub(crate) spec_version: i32,
    pub(crate) state: RunState,
    pub(crate) attempt: i32,
    pub(crate) max_attempts: i32,
    pub(crate) fence: i64,
    pub(crate) run_after_us: i64,
    pub(crate) lease_until_us: Option<i64>,
    pub(crate) holder: Option<String>,
    pub(crate) cursor: Option<String>,
    pub(crate) done_count: i64,
    pub(crate) total_count: Option<i64>,
    pub(crate) last_error: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) result_sha256: Option<String>,
    pub(crate) created_at_us: i64,
    pub(crate) started_at_us: Option<i64>,
    pub(crate) finished_at_us: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
