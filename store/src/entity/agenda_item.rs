//! `agenda_item`: the items of agendas, each bound to the hearing of its measure (B36).

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agenda_item")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) meeting_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) item: i32,
    pub(crate) measure_id: Option<i32>,
    pub(crate) question: Option<String>,
    pub(crate) heard_at_us: Option<i64>,
    pub(crate) resolution: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
