//! `job_attempt`: who tried a run, and how it went.

use crate::runs::AttemptOutcome;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_attempt")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) run_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) attempt: i32,
    pub(crate) holder: String,
    pub(crate) fence: i64,
    pub(crate) started_at_us: i64,
    pub(crate) ended_at_us: Option<i64>,
    pub(crate) outcome: Option<AttemptOutcome>,
    pub(crate) error: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
